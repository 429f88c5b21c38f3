#pragma once

#include "core/texts.h"
#include "report/figure_data.h"

/* Numbers of sentences with the words on either side, by what is known of the sentences: the data
 * of a report's sentences ("tekst"), the sentences of the publication, the text catalogue, the
 * titles of figures. Blanks do not count. Dutch. */
typedef struct NumberWords NumberWords;

NumberWords *number_words_new(void);
void number_words_free(NumberWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NumberWords, number_words_free)

/* All numbers of a text that stands on a page as it is. */
void number_words_add_sentence(NumberWords *words, const char *sentence);
/* The same of a title or the head of a column. */
void number_words_add_title(NumberWords *words, const char *title);
/* The texts of the catalogue without values: their own numbers, between their own words. */
void number_words_add_catalogue(NumberWords *words);
/* The values of the table "tekst", where their texts have them. */
void number_words_add_said(NumberWords *words, const FigureData *data, const Texts *texts);

/* What values stand alone, as in large figures: printed -> itself. Borrowed. */
GHashTable *number_words_alone(const NumberWords *words);
/* The limits of the classes of maps. Borrowed. */
GHashTable *number_words_classes(const NumberWords *words);

/* Whether `printed` may stand at [start, end) of text. */
gboolean number_words_hold(NumberWords *words, const char *text, const char *printed, gsize start,
                           gsize end);
/* Counts this place for the values of "tekst" that it can be. The two functions below need that of
 * all places. */
void number_words_count(NumberWords *words, const char *text, const char *printed, gsize start,
                        gsize end);
/* Whether number_words_missing() would miss a value of "tekst" were it not printed here. */
gboolean number_words_is_only(NumberWords *words, const char *text, const char *printed,
                              gsize start, gsize end);
/* A line for each value of "tekst" that is not printed, though others of its text are. */
void number_words_missing(const NumberWords *words, GString *faults);
