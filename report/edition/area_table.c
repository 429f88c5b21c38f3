#include "report/edition/area_table.h"

static void add_columns(Writer *writer, ReportTable *table, const AreaFigures *figures)
{
    table_add_column(table, TABLE_COLUMN_TEXT, figures->head);
    if (figures->with_year)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, writer->year));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, writer->window));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "waar.kolom-rate"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "waar.kolom-marge"));
}

/* A state as the rate has it; a value without denominator has no rate. */
static void add_rate(ReportTable *table, const Cell *window, gboolean applies)
{
    if (!applies) {
        table_state(table, STATE_NOT_APPLICABLE);
        table_state(table, STATE_NOT_APPLICABLE);
        return;
    }
    cells_rate(table, window);
    cells_rate_limits(table, window);
}

static void add_area(Writer *writer, ReportTable *table, const AreaFigures *figures, AreaId area,
                     const Cell *window)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, area_name(writer->areas, area));
    if (figures->with_year) {
        Cell year = publication_total(writer->publication, figures->measure, area, writer->year);
        cells_count(table, &year);
    }
    cells_count(table, window);
    add_rate(table, window, TRUE);
}

/* Persons without an area of `kind`; AREA_LAND: without any place, who are in no total. */
static void add_rest(Writer *writer, ReportTable *table, const AreaFigures *figures, AreaKind kind,
                     const char *name)
{
    Cell year = publication_without_area(writer->publication, figures->measure, writer->land,
                                         writer->year, kind);
    Cell window = publication_without_area(writer->publication, figures->measure, writer->land,
                                           writer->window, kind);
    if (window.state == STATE_NOT_AVAILABLE || (cells_has_value(&window) && window.value == 0))
        return;
    table_begin_row(table, TABLE_ROW);
    table_text(table, name);
    if (figures->with_year)
        cells_count(table, &year);
    cells_count(table, &window);
    add_rate(table, &window, FALSE);
}

static void add_total(Writer *writer, ReportTable *table, const AreaFigures *figures)
{
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, writer_say(writer, "waar.totaal"));
    Cell year =
        publication_total(writer->publication, figures->measure, writer->land, writer->year);
    Cell window =
        publication_total(writer->publication, figures->measure, writer->land, writer->window);
    if (figures->with_year)
        cells_count(table, &year);
    cells_count(table, &window);
    add_rate(table, &window, cells_has_rate(&window));
}

static gboolean is_asked(const AreaFigures *figures, AreaId area)
{
    for (gsize i = 0; i < figures->n_only; i++)
        if (figures->only[i] == area)
            return TRUE;
    return figures->only == NULL;
}

ReportTable *area_table_new(Writer *writer, const AreaFigures *figures)
{
    gsize n;
    g_autofree AreaCell *cells = publication_areas(writer->publication, figures->measure,
                                                   figures->kind, writer->window, NULL, NULL, &n);
    if (n == 0)
        return NULL;
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, figures);
    for (gsize i = 0; i < n; i++)
        if (is_asked(figures, cells[i].area))
            add_area(writer, table, figures, cells[i].area, &cells[i].cell);
    if (figures->with_rest) {
        add_rest(writer, table, figures, figures->kind, writer_say(writer, "waar.grover"));
        add_total(writer, table, figures);
        add_rest(writer, table, figures, AREA_LAND, writer_say(writer, "waar.onbekend"));
    }
    return table;
}
