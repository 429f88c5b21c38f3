#pragma once

#include "report/figure_data.h"

#include <stdarg.h>

/* The numbers in the sentences of a report, for the open data: which text, which placeholder, the
 * number itself and how it was printed. The number functions of the writer note what a string
 * stands for; the functions that fill a text see those strings come by. */
typedef struct WriterNumbers WriterNumbers;

WriterNumbers *writer_numbers_new(void);
void writer_numbers_free(WriterNumbers *numbers);

/* `printed` (borrowed, known by its address) stands for `value`, or for value to upper; upper NaN:
 * one number. Returns `printed`. */
const char *writer_numbers_note(WriterNumbers *numbers, const char *printed, double value,
                                double upper);
/* `printed` says the same as `of`, with something around it: "14–29" and "14–29%". Returns
 * `printed`. */
const char *writer_numbers_same(WriterNumbers *numbers, const char *printed, const char *of);
/* `printed` is a list of words, some of which stand for numbers. Returns `printed`. */
const char *writer_numbers_list(WriterNumbers *numbers, const char *printed,
                                const GPtrArray *words);
/* The text `key` is filled with these pairs of placeholder and value, ended by NULL. */
void writer_numbers_said(WriterNumbers *numbers, const char *key, va_list pairs);

/* The table "tekst"; NULL when there are no numbers. Returns (transfer full). */
FigureRecord *writer_numbers_record(const WriterNumbers *numbers, Language language);
