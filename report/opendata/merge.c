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

#define DOTS "…"

static const char *text_of(const FigureRecord *record, gsize offset)
{
    return G_STRUCT_MEMBER(char *, record, offset);
}

/* A text without the name of the area that its report is about. */
static char *without_area(const char *text, const char *area)
{
    g_auto(GStrv) parts = g_strsplit(text, area, -1);
    return g_strjoinv(DOTS, parts);
}

/* Shortens `common` to the words at its beginning that `text` begins with too. */
static void keep_common_words(GString *common, const char *text)
{
    gsize n = 0, words = 0;
    while (n < common->len && common->str[n] == text[n])
        if (common->str[n++] == ' ')
            words = n;
    g_string_truncate(common, words);
}

/* What the texts of all records have in common: the text with the name of the area left out, else
 * the words that all begin with. *differ: it is the latter. */
static char *common_text(const MergeInput *input, const GPtrArray *records, gsize offset,
                         gboolean *differ)
{
    g_autofree char *first = NULL;
    g_autoptr(GString) common = g_string_new(NULL);
    *differ = FALSE;
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record == NULL)
            continue;
        g_autofree char *text = without_area(text_of(record, offset), input->names[i]);
        if (first == NULL) {
            first = g_strdup(text);
            g_string_assign(common, text);
        } else if (*differ || strcmp(text, first) != 0) {
            keep_common_words(common, text);
            *differ = TRUE;
        }
    }
    if (*differ)
        g_string_append(common, DOTS);
    return g_strdup(common->str);
}

/* The text of the first record, when they differ in more than the name of the area; `otherwise` for
 * what must be true of all. */
static char *text_or(const MergeInput *input, const GPtrArray *records, gsize offset,
                     const char *otherwise)
{
    gboolean differ;
    char *common = common_text(input, records, offset, &differ);
    if (!differ)
        return common;
    g_free(common);
    return g_strdup(otherwise);
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

/* What stands before the columns of a figure. */
typedef struct {
    const char *code, *name; /* of the area that the report is about */
    const char *title;       /* of the figure; NULL: the column is not there */
} RowHead;

static void add_rows(FigureData *merged, const FigureData *data, gboolean common,
                     const RowHead *head)
{
    guint n_head = head->title != NULL ? 3 : 2;
    guint n_columns = figure_data_n_columns(merged);
    static const FigureCell nothing = {FIGURE_CELL_EMPTY, STATE_VALUE, 0, NULL};
    g_autofree int *places = g_new(int, n_columns);
    for (guint i = n_head; i < n_columns; i++)
        places[i] = place_of(data, figure_data_column(merged, i)->key);
    for (guint row = 0; row < figure_data_n_rows(data); row++) {
        if (figure_data_is_common(data, row) != common)
            continue;
        figure_data_begin_row(merged);
        figure_data_text(merged, head->code);
        figure_data_text(merged, head->name);
        if (head->title != NULL)
            figure_data_text(merged, head->title);
        for (guint i = n_head; i < n_columns; i++)
            copy_cell(merged,
                      places[i] >= 0 ? figure_data_cell(data, row, (guint)places[i]) : &nothing);
    }
}

static gboolean has_common(const FigureData *data)
{
    return figure_data_n_rows(data) > 0 && figure_data_is_common(data, 0);
}

/* `titled`: the titles differ, a column tells each. The figure of a report about a gemeente may be
 * one of its politie-eenheid; without its title the numbers would seem those of the gemeente. */
static FigureData *merge_data(const MergeInput *input, const GPtrArray *records, Language language,
                              gboolean titled)
{
    FigureData *merged = figure_data_new(language);
    figure_data_add(merged, FIGURE_AREA);
    figure_data_add(merged, FIGURE_AREA_NAME);
    if (titled)
        figure_data_add(merged, FIGURE_TITLE);
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record != NULL)
            add_missing_columns(merged, records, record->data);
    }
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record == NULL || !has_common(record->data))
            continue;
        RowHead head = {NULL, NULL, titled ? record->title : NULL};
        add_rows(merged, record->data, TRUE, &head);
        break;
    }
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (record == NULL)
            continue;
        RowHead head = {input->codes[i], input->names[i], titled ? record->title : NULL};
        add_rows(merged, record->data, FALSE, &head);
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
    merged->label = text_or(input, records, G_STRUCT_OFFSET(FigureRecord, label), "");
    gboolean titled, varies;
    merged->title = common_text(input, records, G_STRUCT_OFFSET(FigureRecord, title), &titled);
    merged->subtitle =
        common_text(input, records, G_STRUCT_OFFSET(FigureRecord, subtitle), &varies);
    merged->source = text_or(input, records, G_STRUCT_OFFSET(FigureRecord, source), first->source);
    merged->data = merge_data(input, records, figure_data_language(first->data), titled);
    return merged;
}
