#pragma once

#include "core/text_source.h"

/* Finds the separator of a delimited file from its first lines: ; , or tab. Part of core/csv.h.
 *
 * source: its mark stands before the first line. A first line "sep=;", as spreadsheets write it,
 * states the separator: the mark is moved behind it and `stated` set. Otherwise the candidate wins
 * that gives the most columns in the most lines; a file without any gives ';'.
 * max_bytes: how far to look. Returns 0 with `error` set when reading fails. */
char csv_separator_find(TextSource *source, gsize max_bytes, gboolean *stated, GError **error);
