#include "ingest/simulate/truth.h"

#include "core/csv_write.h"
#include "core/json_write.h"
#include "core/output.h"

#include <string.h>

char *export_name(const char *source, int first_year, int last_year)
{
    if (first_year == last_year)
        return g_strdup_printf("fictief-%s-%d.csv", source, first_year);
    return g_strdup_printf("fictief-%s-%d-%d.csv", source, first_year, last_year);
}

FileTruth *file_truth_new(const char *file, const char *source, int year)
{
    FileTruth *truth = g_new0(FileTruth, 1);
    truth->file = g_strdup(file);
    truth->source = source;
    truth->year = year;
    truth->reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return truth;
}

void file_truth_free(FileTruth *truth)
{
    if (truth == NULL)
        return;
    g_free(truth->file);
    g_hash_table_unref(truth->reasons);
    g_free(truth);
}

static void count_reason(FileTruth *truth, const char *kind, const char *name)
{
    g_autofree char *key = g_strdup_printf("%s %s", kind, name);
    gint64 *count = g_hash_table_lookup(truth->reasons, key);
    if (count == NULL) {
        count = g_new0(gint64, 1);
        g_hash_table_insert(truth->reasons, g_steal_pointer(&key), count);
    }
    ++*count;
}

void file_truth_accept(FileTruth *truth)
{
    truth->rows++;
    truth->accepted++;
}

void file_truth_reject(FileTruth *truth, const char *column)
{
    truth->rows++;
    truth->rejected++;
    count_reason(truth, "rejected", column);
}

void file_truth_exclude(FileTruth *truth, const char *rule)
{
    truth->rows++;
    truth->excluded++;
    count_reason(truth, "excluded", rule);
}

void file_truth_note_place(FileTruth *truth, const char *what)
{
    count_reason(truth, "place", what);
}

gboolean file_truth_may_reject(const FileTruth *truth, gint64 n_rows)
{
    return 28 * (truth->rejected + 1) <= n_rows;
}

gboolean truth_write_strata(const char *path, const GPtrArray *years, GError **error)
{
    static const char *const header[] = {"year",       "form_group", "eenheid",
                                         "population", "registered", NULL};
    g_autoptr(CsvWriter) writer = csv_writer_new(header);
    for (guint i = 0; i < years->len; i++) {
        const SimulatedYear *year = years->pdata[i];
        for (gsize g = 0; g < year->n_groups; g++)
            for (gsize u = 0; u < year->n_units; u++) {
                csv_writer_integer(writer, year->year);
                csv_writer_text(writer, year->groups[g]);
                csv_writer_text(writer, year->units[u]);
                csv_writer_integer(writer, year->truth[g][u].population);
                csv_writer_integer(writer, year->truth[g][u].registered);
                csv_writer_end_row(writer);
            }
    }
    const GString *content = csv_writer_content(writer);
    return output_write(path, content->str, content->len, OUTPUT_PUBLIC, error);
}

/* Six decimals: enough to read, the same on every machine. */
static void add_number(JsonBuilder *builder, const char *name, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    json_write_text(builder, name, g_ascii_formatd(text, sizeof text, "%.6f", value));
}

static void add_year(JsonBuilder *builder, const SimulatedYear *year)
{
    json_builder_begin_object(builder);
    json_write_count(builder, "year", year->year);
    json_write_count(builder, "population", year->population);
    json_write_count(builder, "registered", year->registered);
    json_write_count(builder, "reports_wanted", year->reports);
    json_write_begin_object(builder, "list_factor");
    for (gsize l = 0; l < year->n_lists; l++)
        add_number(builder, year->lists[l], year->list_factor[l]);
    json_builder_end_object(builder);
    json_write_begin_object(builder, "expected_on_list");
    for (gsize l = 0; l < year->n_lists; l++)
        add_number(builder, year->lists[l], year->expected_on_list[l]);
    json_builder_end_object(builder);
    json_write_begin_object(builder, "group_factor");
    for (gsize g = 0; g < year->n_groups; g++)
        add_number(builder, year->groups[g], year->group_factor[g]);
    json_builder_end_object(builder);
    json_builder_end_object(builder);
}

static gint compare_text(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(a, b);
}

static void add_file(JsonBuilder *builder, const FileTruth *truth)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "file", truth->file);
    json_write_text(builder, "source", truth->source);
    if (truth->year != 0)
        json_write_count(builder, "year", truth->year);
    json_write_count(builder, "rows", truth->rows);
    json_write_count(builder, "accepted", truth->accepted);
    json_write_count(builder, "rejected", truth->rejected);
    json_write_count(builder, "duplicate", truth->duplicate);
    json_write_count(builder, "excluded", truth->excluded);
    json_write_count(builder, "blank", truth->blank);
    if (truth->persons > 0)
        json_write_count(builder, "persons", truth->persons);
    json_write_begin_object(builder, "reasons");
    g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(truth->reasons), compare_text);
    for (const GList *key = keys; key != NULL; key = key->next)
        json_write_count(builder, key->data,
                         *(gint64 *)g_hash_table_lookup(truth->reasons, key->data));
    json_builder_end_object(builder);
    json_builder_end_object(builder);
}

gboolean truth_write_parameters(const char *path, guint64 seed, double scale,
                                const GPtrArray *years, const GPtrArray *files, GError **error)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_write_text(builder, "note",
                    "fictieve gegevens: geen enkele regel gaat over een echt persoon");
    g_autofree char *seed_text = g_strdup_printf("%" G_GUINT64_FORMAT, seed);
    json_write_text(builder, "seed", seed_text);
    add_number(builder, "scale", scale);
    json_write_text(builder, "calibration", "reference/simulatie/ijkpunten.csv");
    json_write_begin_array(builder, "years");
    for (guint i = 0; i < years->len; i++)
        add_year(builder, years->pdata[i]);
    json_builder_end_array(builder);
    json_write_begin_array(builder, "files");
    for (guint i = 0; i < files->len; i++)
        add_file(builder, files->pdata[i]);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autofree char *content = json_write_finish(builder, TRUE);
    return output_write(path, content, strlen(content), OUTPUT_PUBLIC, error);
}
