#include "report/opendata/merge.h"

#include <string.h>

GPtrArray *merge_names(const MergeInput *input)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < input->n_reports; i++) {
        if (input->files[i] == NULL)
            continue;
        const GPtrArray *own = spool_file_names(input->files[i]);
        for (guint j = 0; j < own->len; j++) {
            const char *name = g_ptr_array_index(own, j);
            if (g_hash_table_contains(seen, name))
                continue;
            char *copy = g_strdup(name);
            g_ptr_array_add(names, copy);
            g_hash_table_add(seen, copy);
        }
    }
    return names;
}

/* All records of that name, NULL where a report has none. */
static GPtrArray *read_all(const MergeInput *input, const char *name)
{
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)figure_record_free);
    for (guint i = 0; i < input->n_reports; i++)
        g_ptr_array_add(records,
                        input->files[i] != NULL ? spool_file_read(input->files[i], name) : NULL);
    return records;
}

/* A text that is the same in all records, or else that of the first with the name of its area left
 * out. */
static char *common_text(const MergeInput *input, const GPtrArray *records, gsize offset)
{
    const char *first = NULL, *area = NULL;
    gboolean same = TRUE;
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record == NULL)
            continue;
        const char *text = G_STRUCT_MEMBER(char *, record, offset);
        if (first == NULL) {
            first = text;
            area = input->names[i];
        }
        same = same && strcmp(text, first) == 0;
    }
    if (same || first == NULL || strstr(first, area) == NULL)
        return g_strdup(first != NULL ? first : "");
    g_auto(GStrv) parts = g_strsplit(first, area, -1);
    return g_strjoinv("…", parts);
}

#define LOWER "_ondergrens"
#define UPPER "_bovengrens"

/* A column of limits in some reports has only kinds of empty, so no limits, in others. */
static gboolean is_range_elsewhere(const GPtrArray *records, const char *key)
{
    g_autofree char *lower = g_strconcat(key, LOWER, NULL);
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record != NULL && figure_data_find(record->data, lower) >= 0)
            return TRUE;
    }
    return FALSE;
}

static void add_missing_columns(FigureData *merged, const GPtrArray *records,
                                const FigureData *data)
{
    for (guint i = 0; i < figure_data_n_columns(data); i++) {
        const FigureColumn *column = figure_data_column(data, i);
        int known = figure_data_find(merged, column->key);
        if (known >= 0 && figure_data_column(merged, (guint)known)->type != column->type)
            figure_data_make_text(merged, (guint)known);
        else if (known < 0 && !is_range_elsewhere(records, column->key))
            figure_data_add_column(merged, column->type, column->key, column->title);
    }
}

/* Where the data have what goes under `key`; -1: nowhere. */
static int place_of(const FigureData *data, const char *key)
{
    int place = figure_data_find(data, key);
    if (place >= 0 || !(g_str_has_suffix(key, LOWER) || g_str_has_suffix(key, UPPER)))
        return place;
    g_autofree char *whole = g_strndup(key, strlen(key) - strlen(LOWER));
    return figure_data_find(data, whole);
}

static void copy_cell(FigureData *merged, const FigureCell *cell)
{
    if (cell->kind == FIGURE_CELL_NUMBER)
        figure_data_number(merged, cell->number);
    else if (cell->kind == FIGURE_CELL_STATE)
        figure_data_state(merged, cell->state);
    else
        figure_data_text(merged, cell->text);
}

static void add_rows(FigureData *merged, const FigureData *data, gboolean common, const char *code,
                     const char *name)
{
    guint n_columns = figure_data_n_columns(merged);
    static const FigureCell nothing = {FIGURE_CELL_EMPTY, STATE_VALUE, 0, NULL};
    g_autofree int *places = g_new(int, n_columns);
    for (guint i = 2; i < n_columns; i++)
        places[i] = place_of(data, figure_data_column(merged, i)->key);
    for (guint row = 0; row < figure_data_n_rows(data); row++) {
        if (figure_data_is_common(data, row) != common)
            continue;
        figure_data_begin_row(merged);
        figure_data_text(merged, code);
        figure_data_text(merged, name);
        for (guint i = 2; i < n_columns; i++)
            copy_cell(merged,
                      places[i] >= 0 ? figure_data_cell(data, row, (guint)places[i]) : &nothing);
    }
}

static gboolean has_common(const FigureData *data)
{
    return figure_data_n_rows(data) > 0 && figure_data_is_common(data, 0);
}

static FigureData *merge_data(const MergeInput *input, const GPtrArray *records, Language language)
{
    FigureData *merged = figure_data_new(language);
    figure_data_add(merged, FIGURE_AREA);
    figure_data_add(merged, FIGURE_AREA_NAME);
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record != NULL)
            add_missing_columns(merged, records, record->data);
    }
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record == NULL || !has_common(record->data))
            continue;
        add_rows(merged, record->data, TRUE, NULL, NULL);
        break;
    }
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record != NULL)
            add_rows(merged, record->data, FALSE, input->codes[i], input->names[i]);
    }
    return merged;
}

FigureRecord *merge_records(const MergeInput *input, const char *name)
{
    g_autoptr(GPtrArray) records = read_all(input, name);
    const FigureRecord *first = NULL;
    for (guint i = 0; first == NULL && i < records->len; i++)
        first = g_ptr_array_index(records, i);
    if (first == NULL)
        return NULL;
    if (!input->per_area)
        return g_ptr_array_steal_index(records, 0);
    FigureRecord *merged = g_new0(FigureRecord, 1);
    merged->name = g_strdup(name);
    merged->label = common_text(input, records, G_STRUCT_OFFSET(FigureRecord, label));
    merged->title = common_text(input, records, G_STRUCT_OFFSET(FigureRecord, title));
    merged->subtitle = common_text(input, records, G_STRUCT_OFFSET(FigureRecord, subtitle));
    merged->source = common_text(input, records, G_STRUCT_OFFSET(FigureRecord, source));
    merged->data = merge_data(input, records, figure_data_language(first->data));
    return merged;
}
