#include "report/table/table_private.h"

#include <math.h>
#include <string.h>

#define LONGEST_SOLID 40 /* bytes: less than half the width of a page */

static void clear_cell(gpointer data)
{
    g_free(((TableCell *)data)->text);
}

static void clear_row(gpointer data)
{
    TableRow *row = data;
    g_array_unref(row->cells);
    g_clear_pointer(&row->notes, g_ptr_array_unref);
}

static void clear_column(gpointer data)
{
    TableColumn *column = data;
    g_free(column->title);
    g_free(column->key);
    g_free(column->data_title);
    g_free(column->span_title);
}

ReportTable *table_new(Language language)
{
    ReportTable *table = g_new0(ReportTable, 1);
    table->language = language;
    table->columns = g_array_new(FALSE, TRUE, sizeof(TableColumn));
    table->rows = g_array_new(FALSE, TRUE, sizeof(TableRow));
    g_array_set_clear_func(table->columns, clear_column);
    g_array_set_clear_func(table->rows, clear_row);
    return table;
}

void table_free(ReportTable *table)
{
    if (table == NULL)
        return;
    g_array_unref(table->columns);
    g_array_unref(table->rows);
    g_free(table);
}

void table_add_column(ReportTable *table, TableColumnKind kind, const char *title)
{
    TableColumn column = {.kind = kind, .title = g_strdup(title)};
    g_array_append_val(table->columns, column);
}

void table_name_column(ReportTable *table, const char *key, const char *title)
{
    TableColumn *column = table_column(table, table->columns->len - 1);
    g_free(column->key);
    g_free(column->data_title);
    column->key = g_strdup(key);
    column->data_title = g_strdup(title);
}

void table_span_columns(ReportTable *table, guint n, const char *title)
{
    g_assert(n >= 1 && n <= table->columns->len);
    TableColumn *first = table_column(table, table->columns->len - n);
    first->span = n;
    g_free(first->span_title);
    first->span_title = g_strdup(title);
}

void table_begin_row(ReportTable *table, TableRowKind kind)
{
    TableRow row = {.kind = kind, .cells = g_array_new(FALSE, TRUE, sizeof(TableCell))};
    g_array_set_clear_func(row.cells, clear_cell);
    g_array_append_val(table->rows, row);
}

static TableRow *current_row(ReportTable *table)
{
    g_assert(table->rows->len > 0);
    return table_row(table, table->rows->len - 1);
}

void table_emphasise_row(ReportTable *table)
{
    current_row(table)->emphasised = TRUE;
}

static void add_cell(ReportTable *table, TableCell cell)
{
    GArray *cells = current_row(table)->cells;
    g_assert(cells->len < table->columns->len);
    g_array_append_val(cells, cell);
}

static TableCell *last_cell(ReportTable *table)
{
    GArray *cells = current_row(table)->cells;
    g_assert(cells->len > 0);
    return &g_array_index(cells, TableCell, cells->len - 1);
}

/* Take over `text`. */
static void add_number(ReportTable *table, char *text, double value)
{
    add_cell(
        table,
        (TableCell){.text = text, .is_number = TRUE, .kind = TABLE_CELL_NUMBER, .value = value});
}

static void add_range(ReportTable *table, char *text, double lower, double upper)
{
    add_cell(table, (TableCell){.text = text,
                                .is_number = TRUE,
                                .kind = TABLE_CELL_RANGE,
                                .value = lower,
                                .upper = upper});
}

void table_text(ReportTable *table, const char *text)
{
    add_cell(table, (TableCell){.text = g_strdup(text != NULL ? text : "")});
}

void table_name(ReportTable *table, const char *name)
{
    add_cell(table, (TableCell){.text = g_strdup(name), .is_solid = strlen(name) <= LONGEST_SOLID});
}

void table_count(ReportTable *table, gint64 count)
{
    add_number(table, format_count(count, table->language), (double)count);
    last_cell(table)->is_count = TRUE;
}

void table_decimal(ReportTable *table, double value, int decimals)
{
    if (isfinite(value))
        add_number(table, format_decimal(value, decimals, table->language), value);
    else
        table_state(table, STATE_NOT_AVAILABLE);
}

void table_share(ReportTable *table, gint64 part, gint64 whole)
{
    if (whole > 0)
        add_number(table, format_share(part, whole, table->language),
                   (double)share_percent(part, whole));
    else
        table_state(table, STATE_NOT_AVAILABLE);
}

void table_percent(ReportTable *table, gint64 percent)
{
    add_number(table, g_strdup_printf("%" G_GINT64_FORMAT "%%", percent), (double)percent);
}

void table_range(ReportTable *table, double lower, double upper, int decimals)
{
    if (isfinite(lower) && isfinite(upper))
        add_range(table, format_range(lower, upper, decimals, table->language), lower, upper);
    else
        table_state(table, STATE_NOT_AVAILABLE);
}

void table_count_range(ReportTable *table, gint64 lower, gint64 upper, const char *suffix)
{
    g_autofree char *low = format_count(lower, table->language);
    g_autofree char *high = format_count(upper, table->language);
    add_range(table, g_strconcat(low, "–", high, suffix, NULL), (double)lower, (double)upper);
}

void table_number_as(ReportTable *table, double value, const char *text)
{
    add_number(table, g_strdup(text), value);
}

void table_range_as(ReportTable *table, double lower, double upper, const char *text)
{
    add_range(table, g_strdup(text), lower, upper);
}

void table_state(ReportTable *table, CellState state)
{
    table->state_used[state] = TRUE;
    add_cell(table, (TableCell){.text = g_strdup(state_mark(state, table->language == LANGUAGE_EN)),
                                .is_number = TRUE,
                                .kind = TABLE_CELL_STATE,
                                .state = state});
}

void table_count_or_state(ReportTable *table, gint64 count, CellState state)
{
    if (state == STATE_VALUE)
        table_count(table, count);
    else
        table_state(table, state);
}

void table_shade(ReportTable *table, guint shade)
{
    TableCell *cell = last_cell(table);
    g_assert(shade <= TABLE_SHADES);
    cell->is_shaded = TRUE;
    cell->shade = cell->kind == TABLE_CELL_NUMBER ? shade : 0;
}

void table_mark_provisional(ReportTable *table)
{
    last_cell(table)->hanging = "*";
    table->provisional_used = TRUE;
}

void table_mark_tie(ReportTable *table)
{
    last_cell(table)->hanging = "’";
    table->tie_used = TRUE;
}

guint table_n_rows(const ReportTable *table)
{
    return table->rows->len;
}

guint table_n_columns(const ReportTable *table)
{
    return table->columns->len;
}

TableColumn *table_column(const ReportTable *table, guint index)
{
    return &g_array_index(table->columns, TableColumn, index);
}

TableRow *table_row(const ReportTable *table, guint index)
{
    return &g_array_index(table->rows, TableRow, index);
}

const TableCell *table_cell(const ReportTable *table, guint row, guint column)
{
    const GArray *cells = table_row(table, row)->cells;
    return column < cells->len ? &g_array_index(cells, TableCell, column) : NULL;
}

const char *table_cell_text(const ReportTable *table, guint row, guint column)
{
    const TableCell *cell = table_cell(table, row, column);
    return cell != NULL ? cell->text : "";
}

static const char *state_meaning(CellState state, gboolean english)
{
    static const char *const dutch[STATE_COUNT] = {
        [STATE_NOT_LOOKED_FOR] = "bron hier of toen niet actief",
        [STATE_NOT_DELIVERED] = "niet aangeleverd",
        [STATE_NOT_AVAILABLE] = "niet te geven",
        [STATE_NOT_APPLICABLE] = "niet van toepassing",
        [STATE_SUPPRESSED] = "onderdrukt, om een klein aantal te beschermen"};
    static const char *const in_english[STATE_COUNT] = {
        [STATE_NOT_LOOKED_FOR] = "source not active here or then",
        [STATE_NOT_DELIVERED] = "not delivered",
        [STATE_NOT_AVAILABLE] = "not available",
        [STATE_NOT_APPLICABLE] = "not applicable",
        [STATE_SUPPRESSED] = "suppressed, to protect a small number"};
    return english ? in_english[state] : dutch[state];
}

static void add_to_legend(GString *legend, const char *mark, const char *meaning)
{
    g_string_append_printf(legend, "%s%s\xc2\xa0%s", legend->len > 0 ? "; " : "", mark, meaning);
}

char *table_legend(const ReportTable *table)
{
    gboolean english = table->language == LANGUAGE_EN;
    GString *legend = g_string_new(NULL);
    for (CellState state = STATE_NOT_LOOKED_FOR; state < STATE_COUNT; state++) {
        if (table->state_used[state])
            add_to_legend(legend, state_mark(state, english), state_meaning(state, english));
    }
    if (table->provisional_used && !table->all_provisional)
        add_to_legend(legend, "*", english ? "provisional" : "voorlopig cijfer");
    if (table->tie_used)
        add_to_legend(legend, "’", english ? "tied rank" : "gedeelde plaats");
    if (legend->len == 0)
        return g_string_free(legend, TRUE);
    g_string_append_c(legend, '.');
    return g_string_free(legend, FALSE);
}
