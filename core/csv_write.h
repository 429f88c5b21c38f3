#pragma once

#include <glib.h>

/* Writes delimited text (RFC 4180): `;` between fields, a field in quotes only when it holds a
 * quote, separator or line end, LF at the end of a row. UTF-8 without byte order mark, decimal
 * point. */
typedef struct CsvWriter CsvWriter;

/* Writes to memory; the first row is the header. Returns (transfer full). */
CsvWriter *csv_writer_new(const char *const *header);
void csv_writer_free(CsvWriter *writer);

/* The fields of a row, from left to right. An empty field stands for nothing known. */
void csv_writer_text(CsvWriter *writer, const char *text); /* NULL is empty */
void csv_writer_integer(CsvWriter *writer, gint64 value);
/* The shortest decimal that reads back as the same double, at most 17 digits; NaN is empty. */
void csv_writer_number(CsvWriter *writer, double value);
/* Ends the row. It is a programmer error when it has another number of fields than the header. */
void csv_writer_end_row(CsvWriter *writer);

gint64 csv_writer_n_rows(const CsvWriter *writer);
/* All that was written. Borrowed. */
const GString *csv_writer_content(const CsvWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvWriter, csv_writer_free)
