#include "core/csv.h"

#include "core/csv_separator.h"
#include "core/error.h"
#include "core/text_source.h"

#include <csv.h>
#include <string.h>

#define DEFAULT_FIELD_BYTES (64 * 1024)
#define DEFAULT_FIELDS 1024
#define DEFAULT_ROW_BYTES (1024 * 1024)
#define DEFAULT_ROW_LINES 1000
#define STRICT_OPTIONS CSV_STRICT
/* Most fields are shorter: a copy of fixed size is one or two instructions. Both buffers have room
 * for it: that of libcsv grows in blocks of BLOCK_BYTES and begins with the field. */
#define SHORT_FIELD 16
#define BLOCK_BYTES 4096
/* The state of a parser that csv_init has just made; libcsv names it only in its source. */
#define PARSER_BETWEEN_ROWS 0

struct CsvReader {
    struct csv_parser parser;
    TextSource *source;
    char *name;
    CsvOptions options;
    char separator;

    char **header;
    gsize n_columns; /* expected in each row, 0 before the first */
    gint64 header_line;

    CsvRow row;
    CsvField *fields;
    char *text; /* the fields of the row, each with a NUL */
    gsize text_used;
    gboolean row_done;

    gint64 next_line; /* number of the line at the mark */
    gint64 n_blank;
    gsize consumed;         /* bytes from the mark that the row takes; the mark moves later */
    gsize first_line_bytes; /* bytes of its first line */
    gboolean first_line_too_long;
    gboolean take_back; /* the next row is the first line of this one, refused */
};

typedef enum { RECORD_ROW, RECORD_BLANK, RECORD_END, RECORD_FAILED } RecordResult;

static gboolean is_about_characters(CsvProblem problem)
{
    return problem == CSV_PROBLEM_ENCODING || problem == CSV_PROBLEM_NUL;
}

/* The first problem stands, but one of form goes before one of characters. */
static void note_problem(CsvReader *reader, CsvProblem problem, gssize field)
{
    CsvRow *row = &reader->row;
    if (row->problem != CSV_PROBLEM_NONE &&
        (!is_about_characters(row->problem) || is_about_characters(problem)))
        return;
    row->problem = problem;
    row->problem_field = field;
    row->problem_place = 0;
}

/* libcsv calls this at the end of each field. */
static void store_field(void *text, size_t length, void *data)
{
    CsvReader *reader = data;
    CsvRow *row = &reader->row;
    gsize index = row->n_fields;
    if (reader->row_done) {
        note_problem(reader, CSV_PROBLEM_CARRIAGE_RETURN, -1);
        return;
    }
    if (index >= reader->options.max_fields) {
        note_problem(reader, CSV_PROBLEM_TOO_MANY_FIELDS, -1);
        return;
    }
    if (length > reader->options.max_field_bytes) {
        note_problem(reader, CSV_PROBLEM_FIELD_TOO_LONG, (gssize)index);
        length = 0;
    }
    char *copy = reader->text + reader->text_used;
    if (length <= SHORT_FIELD)
        memcpy(copy, text, SHORT_FIELD);
    else
        memcpy(copy, text, length);
    copy[length] = '\0';
    reader->text_used += length + 1;
    reader->fields[index] = (CsvField){copy, length};
    row->n_fields = index + 1;
}

/* libcsv calls this at the end of each row. */
static void store_row(int terminator, void *data)
{
    (void)terminator;
    CsvReader *reader = data;
    reader->row_done = TRUE;
}

static void start_parser(CsvReader *reader)
{
    csv_free(&reader->parser);
    int failed = csv_init(&reader->parser, STRICT_OPTIONS);
    g_assert(failed == 0);
    csv_set_delim(&reader->parser, (unsigned char)reader->separator);
    csv_set_realloc_func(&reader->parser, g_realloc);
    csv_set_free_func(&reader->parser, g_free);
    csv_set_blk_size(&reader->parser, BLOCK_BYTES);
}

static void start_row(CsvReader *reader)
{
    reader->row = (CsvRow){.line = reader->next_line,
                           .problem_field = -1,
                           .problem_line = reader->next_line,
                           .fields = reader->fields};
    reader->text_used = 0;
    reader->row_done = FALSE;
    reader->consumed = 0;
}

static gboolean is_blank(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isspace(text[i]))
            return FALSE;
    return TRUE;
}

/* Feeds a line to libcsv. A quote inside an unquoted field is let through as it stands. */
static void parse_line(CsvReader *reader, const char *text, gsize length)
{
    struct csv_parser *parser = &reader->parser;
    gsize done = 0;
    for (;;) {
        done += csv_parse(parser, text + done, length - done, store_field, store_row, reader);
        if (done >= length)
            return;
        if (parser->quoted) {
            note_problem(reader, CSV_PROBLEM_QUOTE, (gssize)reader->row.n_fields);
            return;
        }
        csv_set_opts(parser, 0);
        done += csv_parse(parser, text + done, 1, store_field, store_row, reader);
        csv_set_opts(parser, STRICT_OPTIONS);
    }
}

/* Notes the first character of the line that is not valid, or zero. */
static void check_characters(CsvReader *reader, const TextLine *line)
{
    const char *end = NULL;
    if (reader->row.problem != CSV_PROBLEM_NONE ||
        g_utf8_validate_len(line->text, line->length, &end))
        return;
    note_problem(reader, *end == '\0' ? CSV_PROBLEM_NUL : CSV_PROBLEM_ENCODING, -1);
    reader->row.problem_line = reader->row.line + reader->row.n_lines;
    reader->row.problem_place = g_utf8_strlen(line->text, end - line->text) + 1;
}

static gboolean breaks_structure(CsvProblem problem)
{
    return problem == CSV_PROBLEM_QUOTE || problem == CSV_PROBLEM_FIELD_TOO_LONG ||
           problem == CSV_PROBLEM_ROW_TOO_LONG || problem == CSV_PROBLEM_CARRIAGE_RETURN ||
           problem == CSV_PROBLEM_TOO_MANY_FIELDS;
}

/* The text ends inside the record: closes it, strictly. csv_fini fails on an open quote only with
 * both options, and only when they are set at that moment. */
static void end_of_text(CsvReader *reader)
{
    struct csv_parser *parser = &reader->parser;
    csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(parser, store_field, store_row, reader) != 0)
        note_problem(reader, CSV_PROBLEM_QUOTE, (gssize)reader->row.n_fields);
    csv_set_opts(parser, STRICT_OPTIONS);
}

/* Parses a line, checks its characters and counts it to the record. */
static void take_line(CsvReader *reader, const TextLine *line)
{
    struct csv_parser *parser = &reader->parser;
    parse_line(reader, line->text, line->length);
    if (reader->row_done && parser->pstate != PARSER_BETWEEN_ROWS)
        note_problem(reader, CSV_PROBLEM_CARRIAGE_RETURN, -1);
    if (!line->plain && !encoding_is_plain_ascii((const guint8 *)line->text, line->length))
        check_characters(reader, line);
    reader->consumed += line->length;
    reader->row.n_lines++;
    if (!reader->row_done && parser->entry_pos > reader->options.max_field_bytes)
        note_problem(reader, CSV_PROBLEM_FIELD_TOO_LONG, (gssize)reader->row.n_fields);
}

/* Fetches the next line of the record. RECORD_ROW: there is one; RECORD_END: there is none. */
static RecordResult fetch_line(CsvReader *reader, TextLine *line, GError **error)
{
    GError *failure = NULL;
    gsize allowed = reader->options.max_row_bytes - reader->consumed;
    if (text_source_line(reader->source, reader->consumed, allowed, line, &failure))
        return RECORD_ROW;
    if (failure == NULL)
        return RECORD_END;
    g_propagate_error(error, failure);
    return RECORD_FAILED;
}

/* Reads lines until the record is complete or cannot be right. */
static RecordResult read_lines(CsvReader *reader, GError **error)
{
    const CsvOptions *options = &reader->options;
    CsvRow *row = &reader->row;
    while (!reader->row_done && !breaks_structure(row->problem)) {
        TextLine line;
        RecordResult fetched = fetch_line(reader, &line, error);
        if (fetched == RECORD_FAILED || (fetched == RECORD_END && row->n_lines == 0))
            return fetched;
        if (fetched == RECORD_END) {
            end_of_text(reader);
            return RECORD_ROW;
        }
        if (row->n_lines == 0) {
            reader->first_line_bytes = line.length;
            reader->first_line_too_long = line.too_long;
            if (!line.too_long && is_blank(line.text, line.length)) {
                reader->consumed = line.length;
                return RECORD_BLANK;
            }
        }
        if (line.too_long || (gsize)row->n_lines >= options->max_row_lines) {
            note_problem(reader, CSV_PROBLEM_ROW_TOO_LONG, -1);
            return RECORD_ROW;
        }
        take_line(reader, &line);
    }
    return RECORD_ROW;
}

/* Compares the number of fields with the header; drops empty ones that it does not have. */
static void check_n_fields(CsvReader *reader)
{
    CsvRow *row = &reader->row;
    if (breaks_structure(row->problem))
        return;
    if (reader->n_columns == 0) {
        reader->n_columns = row->problem == CSV_PROBLEM_NONE ? row->n_fields : 0;
        return;
    }
    while (row->n_fields > reader->n_columns && reader->fields[row->n_fields - 1].length == 0)
        row->n_fields--;
    if (row->n_fields > reader->n_columns)
        note_problem(reader, CSV_PROBLEM_TOO_MANY_FIELDS, -1);
    else if (row->n_fields < reader->n_columns)
        note_problem(reader, CSV_PROBLEM_TOO_FEW_FIELDS, -1);
}

/* Names the field that holds the invalid character. */
static void locate_character(CsvReader *reader)
{
    CsvRow *row = &reader->row;
    if (!is_about_characters(row->problem))
        return;
    for (gsize i = 0; i < row->n_fields && row->problem_field < 0; i++)
        if (!g_utf8_validate_len(row->fields[i].text, row->fields[i].length, NULL))
            row->problem_field = (gssize)i;
}

/* A record with a problem: when it is complete and only a value is wrong, it stands; else only its
 * first line is taken. */
static gboolean settle_problem(CsvReader *reader, GError **error)
{
    CsvRow *row = &reader->row;
    locate_character(reader);
    if (reader->row_done && (row->n_lines == 1 || is_about_characters(row->problem)) &&
        reader->parser.pstate == PARSER_BETWEEN_ROWS)
        return TRUE;
    start_parser(reader);
    row->n_lines = 1;
    reader->consumed = reader->first_line_too_long ? 0 : reader->first_line_bytes;
    return !reader->first_line_too_long || text_source_skip_line(reader->source, error);
}

/* The first line of the row returned before, which was said to be wrong. */
static void refuse_first_line(CsvReader *reader)
{
    start_row(reader);
    reader->take_back = FALSE;
    reader->consumed = reader->first_line_bytes;
    reader->row.n_lines = 1;
    note_problem(reader, CSV_PROBLEM_REFUSED, -1);
}

/* Moves the mark behind the row returned before. */
static void leave_row(CsvReader *reader)
{
    text_source_advance(reader->source, reader->consumed);
    reader->next_line += reader->row.n_lines;
    reader->consumed = 0;
    reader->row.n_lines = 0;
}

static RecordResult read_record(CsvReader *reader, GError **error)
{
    if (reader->take_back) {
        refuse_first_line(reader);
        return RECORD_ROW;
    }
    leave_row(reader);
    start_row(reader);
    RecordResult result = read_lines(reader, error);
    if (result == RECORD_BLANK) {
        reader->n_blank++;
        reader->row.n_lines = 1;
    }
    if (result != RECORD_ROW)
        return result;
    check_n_fields(reader);
    if (reader->row.problem != CSV_PROBLEM_NONE && !settle_problem(reader, error))
        return RECORD_FAILED;
    return RECORD_ROW;
}

const CsvRow *csv_reader_next(CsvReader *reader, GError **error)
{
    RecordResult result;
    do
        result = read_record(reader, error);
    while (result == RECORD_BLANK);
    return result == RECORD_ROW ? &reader->row : NULL;
}

gboolean csv_reader_take_back(CsvReader *reader)
{
    if (reader->row.n_lines < 2)
        return FALSE;
    reader->take_back = TRUE;
    return TRUE;
}

static gboolean read_header(CsvReader *reader, GError **error)
{
    GError *failure = NULL;
    const CsvRow *row = csv_reader_next(reader, &failure);
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return FALSE;
    }
    if (row == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s: is empty: there is no line with column names", reader->name);
        return FALSE;
    }
    if (row->problem != CSV_PROBLEM_NONE) {
        g_autofree char *text = csv_reader_problem_text(reader, row);
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s:%" G_GINT64_FORMAT ": the line with column names cannot be read: %s",
                    reader->name, row->line, text);
        return FALSE;
    }
    gsize n = row->n_fields;
    while (n > 1 && row->fields[n - 1].length == 0)
        n--;
    reader->header = g_new0(char *, n + 1);
    for (gsize i = 0; i < n; i++)
        reader->header[i] = g_strdup(row->fields[i].text);
    reader->n_columns = n;
    reader->header_line = row->line;
    return TRUE;
}

static gsize or_default(gsize value, gsize standard)
{
    return value > 0 ? value : standard;
}

static CsvReader *reader_new(const char *name, const CsvOptions *options)
{
    CsvReader *reader = g_new0(CsvReader, 1);
    CsvOptions *own = &reader->options;
    if (options != NULL)
        *own = *options;
    own->max_field_bytes = or_default(own->max_field_bytes, DEFAULT_FIELD_BYTES);
    own->max_fields = or_default(own->max_fields, DEFAULT_FIELDS);
    own->max_row_bytes = or_default(own->max_row_bytes, DEFAULT_ROW_BYTES);
    own->max_row_lines = or_default(own->max_row_lines, DEFAULT_ROW_LINES);
    reader->name = g_strdup(name);
    reader->next_line = 1;
    reader->fields = g_new0(CsvField, own->max_fields);
    reader->text = g_malloc(own->max_row_bytes + own->max_fields + SHORT_FIELD + 1);
    return reader;
}

/* Finds the separator and reads the header; frees the reader when that fails. */
static CsvReader *reader_start(CsvReader *reader, GError **error)
{
    gboolean ready = reader->source != NULL;
    reader->separator = reader->options.separator;
    if (ready && reader->separator == '\0') {
        gboolean stated = FALSE;
        reader->separator =
            csv_separator_find(reader->source, reader->options.max_row_bytes, &stated, error);
        ready = reader->separator != '\0';
        reader->next_line += stated;
    }
    start_parser(reader);
    if (ready && !reader->options.no_header)
        ready = read_header(reader, error);
    if (ready)
        return reader;
    csv_reader_free(reader);
    return NULL;
}

CsvReader *csv_reader_new_file(const char *path, const CsvOptions *options, GError **error)
{
    CsvReader *reader = reader_new(path, options);
    reader->source =
        text_source_new_file(path, reader->options.encoding, reader->options.max_row_bytes, error);
    return reader_start(reader, error);
}

CsvReader *csv_reader_new_memory(const void *bytes, gsize n_bytes, const char *name,
                                 const CsvOptions *options, GError **error)
{
    CsvReader *reader = reader_new(name, options);
    reader->source = text_source_new_memory(bytes, n_bytes, reader->options.encoding,
                                            reader->options.max_row_bytes);
    return reader_start(reader, error);
}

void csv_reader_free(CsvReader *reader)
{
    csv_free(&reader->parser);
    g_clear_pointer(&reader->source, text_source_free);
    g_strfreev(reader->header);
    g_free(reader->name);
    g_free(reader->fields);
    g_free(reader->text);
    g_free(reader);
}

gsize csv_reader_n_columns(const CsvReader *reader)
{
    return reader->header != NULL ? reader->n_columns : 0;
}

const char *csv_reader_column_name(const CsvReader *reader, gsize column)
{
    return column < csv_reader_n_columns(reader) ? reader->header[column] : NULL;
}

gint64 csv_reader_header_line(const CsvReader *reader)
{
    return reader->header_line;
}

char csv_reader_separator(const CsvReader *reader)
{
    return reader->separator;
}

const char *csv_reader_encoding_label(const CsvReader *reader)
{
    EncodingGuess guess = text_source_encoding(reader->source);
    if (guess.encoding == ENCODING_UTF_8 && guess.bom_length > 0)
        return "UTF-8 BOM";
    return encoding_name(guess.encoding);
}

gint64 csv_reader_n_blank(const CsvReader *reader)
{
    return reader->n_blank;
}

gint64 csv_reader_n_lines(const CsvReader *reader)
{
    return reader->next_line - 1 + reader->row.n_lines;
}

gint64 csv_reader_position(const CsvReader *reader)
{
    return text_source_position(reader->source);
}

gint64 csv_reader_size(const CsvReader *reader)
{
    return text_source_size(reader->source);
}

static const char *problem_sentence(CsvProblem problem)
{
    switch (problem) {
    case CSV_PROBLEM_QUOTE:
        return "a quote is opened and not closed, or stands inside a quoted field";
    case CSV_PROBLEM_FIELD_TOO_LONG:
        return "the field is too long; is a quote not closed?";
    case CSV_PROBLEM_ROW_TOO_LONG:
        return "the row is too long; is a quote not closed?";
    case CSV_PROBLEM_TOO_MANY_FIELDS:
        return "more fields than the header has";
    case CSV_PROBLEM_TOO_FEW_FIELDS:
        return "fewer fields than the header has";
    case CSV_PROBLEM_CARRIAGE_RETURN:
        return "a carriage return in the middle of the line";
    case CSV_PROBLEM_REFUSED:
        return "a field runs on over the end of the line; is a quote not closed?";
    case CSV_PROBLEM_NUL:
        return "a zero byte";
    case CSV_PROBLEM_ENCODING:
        return "bytes that are no character";
    case CSV_PROBLEM_NONE:
        break;
    }
    return "no problem";
}

char *csv_reader_problem_text(const CsvReader *reader, const CsvRow *row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *column =
        row->problem_field >= 0 ? csv_reader_column_name(reader, (gsize)row->problem_field) : NULL;
    if (column != NULL)
        g_string_append_printf(text, "column \"%s\": ", column);
    g_string_append(text, problem_sentence(row->problem));
    if (row->problem_place > 0)
        g_string_append_printf(
            text, " (%s, line %" G_GINT64_FORMAT ", character %" G_GINT64_FORMAT ")",
            csv_reader_encoding_label(reader), row->problem_line, row->problem_place);
    if (row->problem == CSV_PROBLEM_TOO_MANY_FIELDS || row->problem == CSV_PROBLEM_TOO_FEW_FIELDS)
        g_string_append_printf(text, ": %zu, not %zu", row->n_fields, reader->n_columns);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
