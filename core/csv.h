#pragma once

#include "core/encoding.h"

/* Reader of delimited files (RFC 4180 and what offices make of it), on libcsv; the only module that
 * touches libcsv.
 *
 * Streaming: memory is the same for any number of rows. Every line of the file ends up in exactly
 * one row, in the header, or in the count of blank lines: nothing is lost, whatever the file holds.
 *
 * What libcsv leaves to its user is done here: line numbers, byte order marks, encodings, ceilings
 * on fields and rows, CRLF, and above all quotes that are not closed. Quotes are read strictly: a
 * quoted field is closed by a quote before a separator or a line end, nothing else. A record that
 * spans several lines and cannot be right (a quote inside a quoted field, no closing quote before
 * the end of the file or the ceiling, another number of fields than the header) is taken back: its
 * first line, where the quote stayed open, becomes one row with a problem and reading goes on with
 * the line after it. Quotes inside an unquoted field are read as they stand. Spaces around an
 * unquoted field do not belong to it. */
typedef struct CsvReader CsvReader;

typedef enum {
    CSV_PROBLEM_NONE,
    CSV_PROBLEM_QUOTE,           /* a quote that is not closed, or stands inside a quoted field */
    CSV_PROBLEM_FIELD_TOO_LONG,  /* more than max_field_bytes */
    CSV_PROBLEM_ROW_TOO_LONG,    /* more than max_row_bytes or max_row_lines */
    CSV_PROBLEM_TOO_MANY_FIELDS, /* more than the header has, and not empty */
    CSV_PROBLEM_TOO_FEW_FIELDS,  /* fewer than the header has */
    CSV_PROBLEM_ENCODING,        /* bytes that are no character in the encoding of the file */
    CSV_PROBLEM_NUL,             /* a zero byte */
    CSV_PROBLEM_CARRIAGE_RETURN, /* a bare carriage return in the middle of a line */
    CSV_PROBLEM_REFUSED          /* taken back by csv_reader_take_back */
} CsvProblem;

typedef struct {
    const char *text; /* NUL-terminated UTF-8 (when the row has no problem) */
    gsize length;     /* bytes */
} CsvField;

/* A row; valid until the next call on the reader. With a problem the fields are what could be
 * read, possibly none. Without one, n_fields is that of the header. */
typedef struct {
    gint64 line;    /* number of its first line; the first line of the file is 1 */
    gint64 n_lines; /* lines it takes */
    CsvProblem problem;
    gssize problem_field; /* index of the field with the problem, -1 when there is no one field */
    gint64 problem_line;  /* line of the problem */
    gint64 problem_place; /* encoding and NUL: character in that line, from 1; else 0 */
    gsize n_fields;
    const CsvField *fields;
} CsvRow;

/* All zero is a good default. */
typedef struct {
    char separator;                /* 0: found among ; , and tab */
    gboolean no_header;            /* the first line is data; the first row sets n_fields */
    const EncodingGuess *encoding; /* NULL: found by a pass over the whole file */
    gsize max_field_bytes;         /* 0: 64 KiB */
    gsize max_fields;              /* 0: 1024 */
    gsize max_row_bytes;           /* 0: 1 MiB */
    gsize max_row_lines;           /* 0: 1000 */
} CsvOptions;

/* Opens a file and reads its header. options may be NULL. A first line "sep=;" as spreadsheets
 * write it sets the separator. Empty names at the end of the header are dropped, and empty fields
 * at the end of a row that the header does not have too.
 * Fails with INBEELD_ERROR_NO_INPUT, INBEELD_ERROR_IO, or INBEELD_ERROR_DATA when there is no
 * header or it has a problem. Returns (transfer full). */
CsvReader *csv_reader_new_file(const char *path, const CsvOptions *options, GError **error);

/* The same over memory, which is borrowed. name: stands for the path in messages. */
CsvReader *csv_reader_new_memory(const void *bytes, gsize n_bytes, const char *name,
                                 const CsvOptions *options, GError **error);

void csv_reader_free(CsvReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvReader, csv_reader_free)

/* The next row, blank lines skipped and counted; NULL at the end, or with `error` set to
 * INBEELD_ERROR_IO. A row with a problem is not an error. Cost: that of libcsv. */
const CsvRow *csv_reader_next(CsvReader *reader, GError **error);

/* Says that the row returned last cannot be right although its form is (a name that holds half a
 * table, because two quotes are missing): when it spans several lines, the next row will be its
 * first line alone with CSV_PROBLEM_REFUSED, and reading goes on with its second line. Returns
 * FALSE, and does nothing, when the row is one line. */
gboolean csv_reader_take_back(CsvReader *reader);

/* The names of the columns, as the file has them; none with no_header. */
gsize csv_reader_n_columns(const CsvReader *reader);
const char *csv_reader_column_name(const CsvReader *reader, gsize column);
gint64 csv_reader_header_line(const CsvReader *reader);

/* How the file is read. encoding_label: "UTF-8", "UTF-8 BOM", "UTF-16LE", ..., static text. */
char csv_reader_separator(const CsvReader *reader);
const char *csv_reader_encoding_label(const CsvReader *reader);

/* Blank lines so far; lines of the file so far; bytes read so far and in all. */
gint64 csv_reader_n_blank(const CsvReader *reader);
gint64 csv_reader_n_lines(const CsvReader *reader);
gint64 csv_reader_position(const CsvReader *reader);
gint64 csv_reader_size(const CsvReader *reader);

/* What is wrong with a row, for a person, without file, line or any value of the row:
 * `column "Gemeente": a quote is opened and not closed`. Returns (transfer full). */
char *csv_reader_problem_text(const CsvReader *reader, const CsvRow *row);
