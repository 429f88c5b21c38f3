/* Bytes per second of the reader beside bare libcsv on the same file.
 * usage: csv_bench FILE [separator]   prints a line per way of reading, best of three runs */
#include "core/csv.h"

#include <csv.h>
#include <stdio.h>

typedef struct {
    gint64 n_fields, n_rows, n_bytes;
} Tally;

static void count_field(void *text, size_t length, void *data)
{
    (void)text;
    Tally *tally = data;
    tally->n_fields++;
    tally->n_bytes += (gint64)length;
}

static void count_row(int terminator, void *data)
{
    (void)terminator;
    ((Tally *)data)->n_rows++;
}

static gboolean read_bare(const char *path, char separator, Tally *tally)
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
        csv_parse(&parser, buffer, n, count_field, count_row, tally);
    csv_fini(&parser, count_field, count_row, tally);
    csv_free(&parser);
    fclose(file);
    return TRUE;
}

static gboolean read_rows(const char *path, char separator, Tally *tally)
{
    CsvOptions options = {.separator = separator, .no_header = TRUE};
    g_autoptr(CsvReader) reader = csv_reader_new_file(path, &options, NULL);
    const CsvRow *row;
    while (reader != NULL && (row = csv_reader_next(reader, NULL)) != NULL) {
        tally->n_rows++;
        tally->n_fields += (gint64)row->n_fields;
        for (gsize i = 0; i < row->n_fields; i++)
            tally->n_bytes += (gint64)row->fields[i].length;
    }
    return reader != NULL;
}

static double report(const char *name, gboolean (*read)(const char *, char, Tally *),
                     const char *path, char separator, double megabytes)
{
    double best = 0;
    Tally tally = {0};
    for (int run = 0; run < 3; run++) {
        tally = (Tally){0};
        gint64 start = g_get_monotonic_time();
        if (!read(path, separator, &tally))
            return 0;
        best = MAX(best, megabytes / ((double)(g_get_monotonic_time() - start) / 1e6));
    }
    printf("%-12s %7.0f MB/s  %" G_GINT64_FORMAT " rows, %" G_GINT64_FORMAT " fields\n", name, best,
           tally.n_rows, tally.n_fields);
    return best;
}

int main(int argc, char **argv)
{
    g_autofree char *contents = NULL;
    gsize size = 0;
    if (argc < 2 || !g_file_get_contents(argv[1], &contents, &size, NULL))
        return 1;
    char separator = argc > 2 ? argv[2][0] : ';';
    double megabytes = (double)size / 1e6;
    double bare = report("libcsv", read_bare, argv[1], separator, megabytes);
    double ours = report("core/csv", read_rows, argv[1], separator, megabytes);
    printf("ratio to bare libcsv %.2f\n", ours / bare);
    return 0;
}
