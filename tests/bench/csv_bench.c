/* Bytes per second of the reader beside bare libcsv on the same police export.
 * usage: csv_bench FILE   best of three runs; a line per way of reading, fields separated by tabs
 */
#include "core/csv.h"
#include "ingest/row_reader.h"

#include <csv.h>
#include <glib/gstdio.h>
#include <stdio.h>

typedef struct {
    gint64 n_fields, n_rows, n_bytes;
} Counted;

static void count_field(void *text, size_t length, void *data)
{
    (void)text;
    Counted *counted = data;
    counted->n_fields++;
    counted->n_bytes += (gint64)length;
}

static void count_row(int terminator, void *data)
{
    (void)terminator;
    ((Counted *)data)->n_rows++;
}

static gboolean read_bare(const char *path, char separator, Counted *counted)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return FALSE;
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT);
    csv_set_delim(&parser, (unsigned char)separator);
    gsize size = 512 * 1024;
    g_autofree char *buffer = g_malloc(size);
    gsize n;
    while ((n = fread(buffer, 1, size, file)) > 0)
        csv_parse(&parser, buffer, n, count_field, count_row, counted);
    csv_fini(&parser, count_field, count_row, counted);
    csv_free(&parser);
    fclose(file);
    return TRUE;
}

static gboolean read_rows(const char *path, char separator, Counted *counted)
{
    CsvOptions options = {.separator = separator, .no_header = TRUE};
    g_autoptr(CsvReader) reader = csv_reader_new_file(path, &options, NULL);
    const CsvRow *row;
    while (reader != NULL && (row = csv_reader_next(reader, NULL)) != NULL) {
        counted->n_rows++;
        counted->n_fields += (gint64)row->n_fields;
        for (gsize i = 0; i < row->n_fields; i++)
            counted->n_bytes += (gint64)row->fields[i].length;
    }
    return reader != NULL;
}

/* Every column typed: days, codes, areas, pseudonyms; not written anywhere. */
static gboolean read_records(const char *path, char separator, Counted *counted)
{
    CsvOptions options = {.separator = separator};
    g_autoptr(Profile) profile = profile_load("politie", NULL);
    g_autoptr(AreaRegister) areas = area_register_load(NULL);
    g_autofree char *key_path = g_strdup_printf("%s.benchkey", path);
    pseudonym_key_create(key_path, NULL);
    g_autoptr(PseudonymKey) key = pseudonym_key_load(key_path, NULL);
    g_remove(key_path);
    g_autoptr(CsvReader) reader = csv_reader_new_file(path, &options, NULL);
    g_autoptr(Mapping) mapping = mapping_new(profile, reader, path, NULL, NULL);
    RowLimits limits = {.latest = day_of_run()};
    g_autoptr(RowReader) rows = row_reader_new(profile, mapping, areas, key, limits);
    Record record;
    const CsvRow *row;
    while ((row = csv_reader_next(reader, NULL)) != NULL) {
        counted->n_rows++;
        counted->n_fields += (gint64)row->n_fields;
        if (row->problem == CSV_PROBLEM_NONE)
            counted->n_bytes += row_reader_read(rows, row, &record) == ROW_ACCEPTED;
    }
    return TRUE;
}

static double measure(gboolean (*read)(const char *, char, Counted *), const char *path,
                      char separator, double megabytes)
{
    double best = 0;
    for (int run = 0; run < 3; run++) {
        Counted counted = {0};
        gint64 start = g_get_monotonic_time();
        if (!read(path, separator, &counted))
            return 0;
        best = MAX(best, megabytes / ((double)(g_get_monotonic_time() - start) / 1e6));
    }
    return best;
}

int main(int argc, char **argv)
{
    g_autofree char *contents = NULL;
    gsize size = 0;
    if (argc < 2 || !g_file_get_contents(argv[1], &contents, &size, NULL))
        return 1;
    double megabytes = (double)size / 1e6;
    g_clear_pointer(&contents, g_free);
    CsvReader *reader = csv_reader_new_file(argv[1], NULL, NULL);
    if (reader == NULL)
        return 1;
    char separator = csv_reader_separator(reader);
    csv_reader_free(reader);
    double bare = measure(read_bare, argv[1], separator, megabytes);
    double rows = measure(read_rows, argv[1], separator, megabytes);
    double records = measure(read_records, argv[1], separator, megabytes);
    printf("fields of a file of %.0f MB\t%.0f MB/s\t%.0f MB/s\t%.2f\tbare libcsv; ours finds the "
           "encoding, counts lines, checks characters and keeps the row\n",
           megabytes, rows, bare, rows / bare);
    printf("typed columns of the same file\t%.0f MB/s\t%.0f MB/s\t%.2f\tbare libcsv; ours looks up "
           "days, codes and areas and makes pseudonyms\n",
           records, bare, records / bare);
    return 0;
}
