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

/* The first number in the text of a page (of `pages`, ended by NULL) that is not known, with the
 * words around it; NULL: there is none (transfer full). Dates, labels of figures, chapters and
 * pages are left out; the numbers allowed besides stand with their reasons in the .c file.
 * n_checked: numbers looked up are added. */
char *known_numbers_fault(const KnownNumbers *known, char **pages, guint page, guint *n_checked);

/* How well that finds an error: each number of two digits or more on the page with its last
 * digit one off, in turn;
 * n_found: how many of the n_slips are not known. */
void known_numbers_count_slips(const KnownNumbers *known, char **pages, guint page, guint *n_slips,
                               guint *n_found);
