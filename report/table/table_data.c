#include "report/table/table_private.h"

#include <math.h>

/* Where a column of the table goes in the data. */
typedef struct {
    gboolean is_range; /* two columns: lower and upper limit */
    FigureType type;
} Target;

typedef struct {
    const ReportTable *table;
    FigureData *data;
    Target *targets;
    gboolean has_groups, has_totals;
} Export;

/* Words among numbers ("geen schatting") leave the cell empty; a column with words alone is text,
 * whatever its place on the page. */
static Target target_of(const ReportTable *table, guint column)
{
    Target target = {FALSE, FIGURE_TEXT};
    gboolean has_text = FALSE;
    for (guint i = 0; i < table->rows->len; i++) {
        const TableCell *cell = table_cell(table, i, column);
        if (cell == NULL || table_row(table, i)->kind == TABLE_ROW_GROUP)
            continue;
        target.is_range = target.is_range || cell->kind == TABLE_CELL_RANGE;
        has_text = has_text || (cell->kind == TABLE_CELL_TEXT && cell->text[0] != '\0');
        if (cell->kind == TABLE_CELL_NUMBER || cell->kind == TABLE_CELL_RANGE)
            target.type = FIGURE_NUMBER;
    }
    if (table_column(table, column)->kind == TABLE_COLUMN_NUMBER && !has_text)
        target.type = FIGURE_NUMBER;
    return target;
}

static gboolean has_rows(const ReportTable *table, TableRowKind kind)
{
    for (guint i = 0; i < table->rows->len; i++)
        if (table_row(table, i)->kind == kind)
            return TRUE;
    return FALSE;
}

/* The head over several columns goes before the title of each. Returns (transfer full). */
static char *full_title(const ReportTable *table, guint column)
{
    const char *own = table_column(table, column)->data_title != NULL
                          ? table_column(table, column)->data_title
                          : table_column(table, column)->title;
    for (guint first = 0; first <= column; first++) {
        const TableColumn *begin = table_column(table, first);
        if (begin->span > 0 && column < first + begin->span)
            return g_strconcat(begin->span_title, own[0] != '\0' ? " " : "", own, NULL);
    }
    return g_strdup(own);
}

static void add_limits(Export *export, const char *key, const char *title)
{
    static const char *const words[LANGUAGE_COUNT][2] = {
        [LANGUAGE_NL] = {"ondergrens", "bovengrens"}, [LANGUAGE_EN] = {"lower", "upper"}};
    static const char *const suffixes[] = {"_ondergrens", "_bovengrens"};
    for (guint i = 0; i < 2; i++) {
        g_autofree char *whole =
            g_strdup_printf("%s, %s", title, words[export->table->language][i]);
        g_autofree char *own = key != NULL ? g_strconcat(key, suffixes[i], NULL) : NULL;
        figure_data_add_column(export->data, FIGURE_NUMBER, own, whole);
    }
}

static void add_columns(Export *export)
{
    const ReportTable *table = export->table;
    if (export->has_groups)
        figure_data_add(export->data, FIGURE_GROUP);
    for (guint i = 0; i < table->columns->len; i++) {
        g_autofree char *title = full_title(table, i);
        const char *key = table_column(table, i)->key;
        export->targets[i] = target_of(table, i);
        if (export->targets[i].is_range)
            add_limits(export, key, title);
        else
            figure_data_add_column(export->data, export->targets[i].type, key, title);
    }
    if (export->has_totals)
        figure_data_add_column(export->data, FIGURE_BOOLEAN, "totaal",
                               table->language == LANGUAGE_EN ? "Total" : "Totaal");
    if (table->provisional_used)
        figure_data_add_column(export->data, FIGURE_TEXT, "voorlopige_kolommen",
                               table->language == LANGUAGE_EN ? "Provisional columns"
                                                              : "Voorlopige kolommen");
}

/* Text in a number column that also holds ranges stands for no limit. */
static void add_cell(FigureData *data, const TableCell *cell, const Target *target)
{
    guint n = target->is_range ? 2 : 1;
    if (cell == NULL)
        for (guint i = 0; i < n; i++)
            figure_data_text(data, NULL);
    else if (cell->kind == TABLE_CELL_STATE)
        for (guint i = 0; i < n; i++)
            figure_data_state(data, cell->state);
    else if (cell->kind == TABLE_CELL_TEXT)
        for (guint i = 0; i < n; i++)
            figure_data_text(data, target->type == FIGURE_NUMBER ? NULL : cell->text);
    else {
        figure_data_number(data, cell->value);
        if (target->is_range)
            figure_data_number(data, cell->kind == TABLE_CELL_RANGE ? cell->upper : cell->value);
    }
}

/* The titles of the columns whose figure in this row may still change. */
static void add_provisional(const Export *export, const TableRow *row)
{
    GString *titles = g_string_new(NULL);
    for (guint i = 0; i < row->cells->len; i++) {
        if (!table_cell_is_provisional(&g_array_index(row->cells, TableCell, i)))
            continue;
        g_autofree char *title = full_title(export->table, i);
        g_string_append_printf(titles, "%s%s", titles->len > 0 ? ", " : "", title);
    }
    figure_data_text(export->data, titles->str);
    g_string_free(titles, TRUE);
}

FigureData *table_data(const ReportTable *table)
{
    Export export = {.table = table,
                     .data = figure_data_new(table->language),
                     .targets = g_new0(Target, table->columns->len),
                     .has_groups = has_rows(table, TABLE_ROW_GROUP),
                     .has_totals = has_rows(table, TABLE_ROW_TOTAL)};
    const char *group = NULL;
    add_columns(&export);
    for (guint i = 0; i < table->rows->len; i++) {
        const TableRow *row = table_row(table, i);
        if (row->kind == TABLE_ROW_GROUP) {
            group = table_cell_text(table, i, 0);
            continue;
        }
        figure_data_begin_row(export.data);
        if (export.has_groups)
            figure_data_text(export.data, row->kind == TABLE_ROW_TOTAL ? NULL : group);
        for (guint column = 0; column < table->columns->len; column++)
            add_cell(export.data, table_cell(table, i, column), &export.targets[column]);
        if (export.has_totals)
            figure_data_boolean(export.data, row->kind == TABLE_ROW_TOTAL);
        if (table->provisional_used)
            add_provisional(&export, row);
    }
    g_free(export.targets);
    return export.data;
}
