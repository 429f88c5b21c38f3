#pragma once

#include <glib.h>

/* The numbers that the pages of a report may show, as they are printed in Dutch. */
typedef struct KnownNumbers KnownNumbers;

KnownNumbers *known_numbers_new(void);
void known_numbers_free(KnownNumbers *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownNumbers, known_numbers_free)

/* All files with the data of figures in `folder`: the rows of `area` and those that hold for all
 * areas; area NULL: all rows. With the numbers on the axes of the charts that they give. Numbers of
 * a figure are known on the pages with that figure only. */
void known_numbers_add_figures(KnownNumbers *known, const char *folder, const char *area);
/* The numbers in the sentences that the publication database holds about this area, or that a
 * report about it may quote: trends, comparisons, reasons and methods of estimates. */
void known_numbers_add_publication(KnownNumbers *known, const char *path, const char *area);

/* The same sentences themselves (transfer full). */
GPtrArray *known_sentences(const char *path, const char *area);

/* A number as it is printed in Dutch, as a regular expression. */
#define KNOWN_NUMBER "(?<![\\w.,’'])\\d+(?:\\.\\d{3})*(?:,\\d+)?(?![\\w])"
/* Sets of numbers as printed, and what can be put in them: all numbers in a text; a value in the
 * ways a report may print it; the ticks of an axis up to a value; what any page may show. */
GHashTable *known_numbers_set(void);
void known_numbers_put_text(GHashTable *printed, const char *text);
void known_numbers_put_value(GHashTable *printed, double value);
void known_numbers_put_ticks(GHashTable *printed, double largest);
void known_numbers_put_allowed(GHashTable *printed);
/* The numbers in a text, in its order (transfer full). */
GPtrArray *known_numbers_in(const char *text);
/* The text of a page with blanks, as many, for what has figures in it and is no number of persons,
 * cases or places: dates, labels, headings, the foot (transfer full). */
char *known_numbers_only(const char *page);
/* The same of a figure, which has no headings and no foot (transfer full). */
char *known_numbers_in_figure(const char *text);

/* The first number in the text of a page (of `pages`, ended by NULL) that is not known, with the
 * words around it; NULL: there is none (transfer full). Dates, labels of figures, chapters and
 * pages are left out; the numbers allowed besides stand with their reasons in the .c file.
 * n_checked: numbers looked up are added. */
char *known_numbers_fault(const KnownNumbers *known, char **pages, guint page, guint *n_checked);
