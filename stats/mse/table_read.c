#include "stats/mse/table_read.h"

#include "core/csv.h"
#include "core/error.h"

#include <string.h>

#define MAX_FIELD_BYTES 1024
#define MAX_COLUMNS 64
#define MAX_ROWS (1 << 20)

typedef enum { COLUMN_LIST, COLUMN_COVARIATE, COLUMN_IGNORED, COLUMN_COUNT } ColumnKind;

typedef struct {
    guint line;
    GPtrArray *fields; /* char *, trimmed */
} Row;

typedef struct {
    const char *file;
    const MseReadOptions *options;
    GPtrArray *rows; /* Row *, the first is the header */
    guint n_columns;
    ColumnKind kinds[MAX_COLUMNS];
} Reader;

static void row_free(gpointer data)
{
    Row *row = data;
    g_ptr_array_unref(row->fields);
    g_free(row);
}

static gboolean refuse_line(const Reader *reader, guint line, GError **error, const char *format,
                            ...) G_GNUC_PRINTF(4, 5);

static gboolean refuse_line(const Reader *reader, guint line, GError **error, const char *format,
                            ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (line > 0)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "%s:%u: %s", reader->file, line,
                    message);
    else
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "%s: %s", reader->file, message);
    return FALSE;
}

static const char *field(const Row *row, guint column)
{
    return g_ptr_array_index(row->fields, column);
}

/* ---- from bytes to rows */

static void add_row_of_names(Reader *reader, const CsvReader *csv)
{
    Row *row = g_new0(Row, 1);
    row->line = (guint)csv_reader_header_line(csv);
    row->fields = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < csv_reader_n_columns(csv); i++)
        g_ptr_array_add(row->fields, g_strstrip(g_strdup(csv_reader_column_name(csv, i))));
    g_ptr_array_add(reader->rows, row);
}

static void add_row_of_values(Reader *reader, const CsvRow *source)
{
    Row *row = g_new0(Row, 1);
    row->line = (guint)source->line;
    row->fields = g_ptr_array_new_with_free_func(g_free);
    for (gsize i = 0; i < source->n_fields; i++)
        g_ptr_array_add(row->fields, g_strstrip(g_strdup(source->fields[i].text)));
    g_ptr_array_add(reader->rows, row);
}

static gboolean collect_rows(Reader *reader, CsvReader *csv, GError **error)
{
    GError *problem = NULL;
    add_row_of_names(reader, csv);
    for (const CsvRow *row; (row = csv_reader_next(csv, &problem)) != NULL;) {
        if (row->problem != CSV_PROBLEM_NONE) {
            g_autofree char *text = csv_reader_problem_text(csv, row);
            return refuse_line(reader, (guint)row->problem_line, error, "%s", text);
        }
        if (reader->rows->len > MAX_ROWS)
            return refuse_line(reader, (guint)row->line, error, "more than %d rows", MAX_ROWS);
        add_row_of_values(reader, row);
    }
    if (problem == NULL)
        return TRUE;
    g_propagate_error(error, problem);
    return FALSE;
}

/* ---- the header */

static gboolean is_named(const char *const *names, const char *name)
{
    return names != NULL && g_strv_contains(names, name);
}

static gboolean check_names_occur(const Reader *reader, const char *const *names, GError **error)
{
    const Row *header = g_ptr_array_index(reader->rows, 0);
    for (guint i = 0; names != NULL && names[i] != NULL; i++) {
        gboolean found = FALSE;
        for (guint column = 0; column + 1 < reader->n_columns; column++)
            found = found || strcmp(field(header, column), names[i]) == 0;
        if (!found)
            return refuse_line(reader, 1, error, "there is no column \"%s\"; see the header",
                               names[i]);
    }
    return TRUE;
}

static gboolean classify_columns(Reader *reader, GError **error)
{
    const Row *header = g_ptr_array_index(reader->rows, 0);
    reader->n_columns = header->fields->len;
    for (guint column = 0; column < reader->n_columns; column++) {
        const char *name = field(header, column);
        if (name[0] == '\0' || !g_utf8_validate(name, -1, NULL))
            return refuse_line(reader, header->line, error,
                               "column %u has no name, or it is not UTF-8", column + 1);
        for (guint other = 0; other < column; other++)
            if (strcmp(field(header, other), name) == 0)
                return refuse_line(reader, header->line, error,
                                   "columns %u and %u have the same name \"%s\"", other + 1,
                                   column + 1, name);
        reader->kinds[column] = COLUMN_LIST;
        if (is_named(reader->options->covariates, name))
            reader->kinds[column] = COLUMN_COVARIATE;
        else if (is_named(reader->options->ignored, name))
            reader->kinds[column] = COLUMN_IGNORED;
    }
    if (g_ascii_strcasecmp(field(header, reader->n_columns - 1), "count") != 0)
        return refuse_line(reader, header->line, error,
                           "the last column is \"%s\"; it must be \"count\", the number of persons",
                           field(header, reader->n_columns - 1));
    reader->kinds[reader->n_columns - 1] = COLUMN_COUNT;
    return check_names_occur(reader, reader->options->covariates, error) &&
           check_names_occur(reader, reader->options->ignored, error);
}

/* ---- values */

static gboolean refuse_list_value(const Reader *reader, const Row *row, guint column,
                                  GError **error)
{
    const Row *header = g_ptr_array_index(reader->rows, 0);
    return refuse_line(reader, row->line, error,
                       "column \"%s\": \"%s\" is not 0 or 1; if \"%s\" is no list, name it with "
                       "--covariate or --ignore",
                       field(header, column), field(row, column), field(header, column));
}

static gboolean check_row(const Reader *reader, const Row *row, GError **error)
{
    const Row *header = g_ptr_array_index(reader->rows, 0);
    if (row->fields->len != reader->n_columns)
        return refuse_line(reader, row->line, error, "%u fields where the header has %u",
                           row->fields->len, reader->n_columns);
    for (guint column = 0; column < reader->n_columns; column++) {
        const char *value = field(row, column);
        if (reader->kinds[column] == COLUMN_LIST && strcmp(value, "0") != 0 &&
            strcmp(value, "1") != 0)
            return refuse_list_value(reader, row, column, error);
        if (reader->kinds[column] == COLUMN_COVARIATE &&
            (value[0] == '\0' || !g_utf8_validate(value, -1, NULL)))
            return refuse_line(reader, row->line, error,
                               "column \"%s\" is empty or not UTF-8; write a level such as "
                               "\"unknown\"",
                               field(header, column));
    }
    return TRUE;
}

static gboolean parse_count(const Reader *reader, const Row *row, gint64 *count, GError **error)
{
    const char *text = field(row, reader->n_columns - 1);
    GError *problem = NULL;
    gboolean whole = g_ascii_string_to_signed(text, 10, 0, MSE_MAX_COUNT, count, &problem);
    if (whole)
        return TRUE;
    gboolean out_of_bounds =
        g_error_matches(problem, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS);
    g_error_free(problem);
    if (out_of_bounds && text[0] == '-')
        return refuse_line(reader, row->line, error,
                           "column \"count\": \"%s\" is negative; a number of persons is 0 or more",
                           text);
    if (out_of_bounds)
        return refuse_line(reader, row->line, error, "column \"count\": \"%s\" is too large", text);
    return refuse_line(reader, row->line, error,
                       "column \"count\": \"%s\" is not a whole number of persons (no fraction, no "
                       "thousands separator)",
                       text);
}

/* ---- the table */

static gint compare_levels(gconstpointer a, gconstpointer b, gpointer all_numbers)
{
    const char *left = *(const char *const *)a;
    const char *right = *(const char *const *)b;
    if (*(const gboolean *)all_numbers) {
        gint64 first = g_ascii_strtoll(left, NULL, 10);
        gint64 second = g_ascii_strtoll(right, NULL, 10);
        if (first != second)
            return first < second ? -1 : 1;
    }
    return strcmp(left, right);
}

static gboolean add_covariate(const Reader *reader, guint column, MseTable *table, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) levels = g_ptr_array_new();
    gboolean all_numbers = TRUE;
    for (guint i = 1; i < reader->rows->len; i++) {
        const char *level = field(g_ptr_array_index(reader->rows, i), column);
        if (!g_hash_table_add(seen, (gpointer)level))
            continue;
        all_numbers =
            all_numbers && g_ascii_string_to_signed(level, 10, G_MININT64, G_MAXINT64, NULL, NULL);
        g_ptr_array_add(levels, (gpointer)level);
    }
    g_ptr_array_sort_with_data(levels, compare_levels, &all_numbers);
    const Row *header = g_ptr_array_index(reader->rows, 0);
    GError *problem = NULL;
    if (mse_table_add_covariate(table, field(header, column), levels->len,
                                (const char *const *)levels->pdata, &problem))
        return TRUE;
    refuse_line(reader, header->line, error, "%s", problem->message);
    g_error_free(problem);
    return FALSE;
}

static MseTable *new_table(const Reader *reader, GError **error)
{
    const Row *header = g_ptr_array_index(reader->rows, 0);
    g_autoptr(GPtrArray) lists = g_ptr_array_new();
    for (guint column = 0; column < reader->n_columns; column++)
        if (reader->kinds[column] == COLUMN_LIST)
            g_ptr_array_add(lists, (gpointer)field(header, column));
    GError *problem = NULL;
    g_autoptr(MseTable) table =
        mse_table_new(lists->len, (const char *const *)lists->pdata, &problem);
    if (table == NULL) {
        refuse_line(reader, header->line, error, "%s", problem->message);
        g_error_free(problem);
        return NULL;
    }
    for (guint column = 0; column < reader->n_columns; column++)
        if (reader->kinds[column] == COLUMN_COVARIATE &&
            !add_covariate(reader, column, table, error))
            return NULL;
    return g_steal_pointer(&table);
}

/* Everything of a row but its count: what may occur only once. */
static char *row_key(const Reader *reader, const Row *row)
{
    GString *key = g_string_new(NULL);
    for (guint column = 0; column + 1 < reader->n_columns; column++)
        g_string_append_printf(key, "%s%s", column > 0 ? "," : "", field(row, column));
    return g_string_free(key, FALSE);
}

static gboolean add_row(const Reader *reader, const Row *row, GHashTable *lines, MseTable *table,
                        GError **error)
{
    char *key = row_key(reader, row);
    gpointer line = g_hash_table_lookup(lines, key);
    if (line != NULL) {
        refuse_line(reader, row->line, error,
                    "history %s stands on line %u already; a history may occur once: find out "
                    "which count is right",
                    key, GPOINTER_TO_UINT(line));
        g_free(key);
        return FALSE;
    }
    g_hash_table_insert(lines, key, GUINT_TO_POINTER(row->line));
    guint history = 0;
    guint levels[MSE_MAX_COVARIATES] = {0};
    guint n_lists = 0;
    guint n_covariates = 0;
    for (guint column = 0; column < reader->n_columns; column++) {
        if (reader->kinds[column] == COLUMN_LIST)
            history |= (guint)(field(row, column)[0] == '1') << n_lists++;
        else if (reader->kinds[column] == COLUMN_COVARIATE) {
            levels[n_covariates] =
                (guint)mse_table_find_level(table, n_covariates, field(row, column));
            n_covariates++;
        }
    }
    if (history == 0)
        return refuse_line(reader, row->line, error,
                           "history %s is on no list; nobody can have been observed there: remove "
                           "the row",
                           key);
    gint64 count = 0;
    GError *problem = NULL;
    if (!parse_count(reader, row, &count, error))
        return FALSE;
    if (mse_table_add(table, history, mse_table_stratum(table, levels), count, &problem))
        return TRUE;
    refuse_line(reader, row->line, error, "column \"count\": %s", problem->message);
    g_error_free(problem);
    return FALSE;
}

static MseTable *build_table(Reader *reader, GError **error)
{
    if (reader->rows->len < 2) {
        refuse_line(reader, 0, error, "no rows; a header and at least one history are needed");
        return NULL;
    }
    if (!classify_columns(reader, error))
        return NULL;
    for (guint i = 1; i < reader->rows->len; i++)
        if (!check_row(reader, g_ptr_array_index(reader->rows, i), error))
            return NULL;
    g_autoptr(MseTable) table = new_table(reader, error);
    if (table == NULL)
        return NULL;
    g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 1; i < reader->rows->len; i++)
        if (!add_row(reader, g_ptr_array_index(reader->rows, i), lines, table, error))
            return NULL;
    GError *problem = NULL;
    if (!mse_table_check(table, &problem)) {
        refuse_line(reader, 0, error, "%s", problem->message);
        g_error_free(problem);
        return NULL;
    }
    return g_steal_pointer(&table);
}

/* Takes over `csv`, which may be NULL (with the error set). */
static MseTable *read_table(CsvReader *csv, const char *name, const MseReadOptions *options,
                            GError **error)
{
    if (csv == NULL)
        return NULL;
    const MseReadOptions nothing = {NULL, NULL};
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    Reader reader = {.file = name, .options = options != NULL ? options : &nothing, .rows = rows};
    gboolean good = collect_rows(&reader, csv, error);
    csv_reader_free(csv);
    return good ? build_table(&reader, error) : NULL;
}

static const CsvOptions limits = {.max_field_bytes = MAX_FIELD_BYTES, .max_fields = MAX_COLUMNS};

MseTable *mse_table_parse(const char *text, gsize length, const char *name,
                          const MseReadOptions *options, GError **error)
{
    return read_table(csv_reader_new_memory(text, length, name, &limits, error), name, options,
                      error);
}

MseTable *mse_table_read(const char *path, const MseReadOptions *options, GError **error)
{
    return read_table(csv_reader_new_file(path, &limits, error), path, options, error);
}
