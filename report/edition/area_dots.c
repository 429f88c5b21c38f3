#include "report/edition/area_dots.h"

#include "report/chart/row_chart.h"

#include <math.h>

/* The list of gemeenten is alphabetical, and so are the peers. */
GArray *area_dots_of_peers(Writer *writer, const Comparison *comparison)
{
    GArray *dots = g_array_new(FALSE, FALSE, sizeof(AreaDot));
    gsize n;
    g_autofree AreaId *areas =
        area_list(writer->areas, AREA_GEMEENTE, publication_division(writer->publication), &n);
    gsize next = 0;
    for (gsize i = 0; i < n; i++) {
        gboolean own = areas[i] == writer->area;
        gboolean peer = next < comparison->n_peers && areas[i] == comparison->peers[next].id;
        if (!own && !peer)
            continue;
        AreaDot dot = {areas[i], own ? comparison->own : comparison->cells[next], own};
        g_array_append_val(dots, dot);
        next += peer ? 1 : 0;
    }
    return dots;
}

GArray *area_dots_of_units(Writer *writer, AreaId own)
{
    GArray *dots = g_array_new(FALSE, FALSE, sizeof(AreaDot));
    gsize n;
    g_autofree AreaCell *cells =
        publication_areas(writer->publication, COMPARISON_MEASURE, AREA_POLITIE_EENHEID,
                          writer->window, NULL, NULL, &n);
    for (gsize i = 0; i < n; i++) {
        gsize n_gemeenten;
        g_free(area_gemeenten(writer->areas, cells[i].area,
                              publication_division(writer->publication), &n_gemeenten));
        AreaDot dot = {cells[i].area, cells[i].cell, cells[i].area == own};
        if (n_gemeenten > 0)
            g_array_append_val(dots, dot);
    }
    return dots;
}

guint area_dots_n_shown(const GArray *dots)
{
    guint n = 0;
    for (guint i = 0; i < dots->len; i++)
        n += cells_has_rate(&g_array_index(dots, AreaDot, i).cell) ? 1 : 0;
    return n;
}

static const char *in_words(Writer *writer, const char *title, const GArray *dots)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < dots->len; i++) {
        const AreaDot *dot = &g_array_index(dots, AreaDot, i);
        g_string_append_printf(
            words, "%s%s: %s", i > 0 ? "; " : "", area_name(writer->areas, dot->area),
            cells_has_rate(&dot->cell) ? writer_decimal(writer, dot->cell.rate, 1)
                                       : cells_words(writer, &dot->cell));
    }
    return writer_say(writer, "figuur.punten", "titel", title, "waarden",
                      writer_keep(writer, g_string_free(words, FALSE)));
}

static ChartRow rate_row(Writer *writer, const AreaDot *dot)
{
    const Cell *cell = &dot->cell;
    ChartRow row = {
        .name = area_name(writer->areas, dot->area), .compared = NAN, .emphasised = dot->own};
    if (cells_has_rate(cell))
        row.value = chart_value_with_interval(cell->rate, cell->rate_lower, cell->rate_upper);
    else
        row.value = chart_empty(cell->state == STATE_VALUE ? STATE_NOT_AVAILABLE : cell->state);
    return row;
}

const char *area_dots_figure(Writer *writer, Flow *flow, const GArray *dots, const FigureText *text)
{
    g_autofree ChartRow *rows = g_new(ChartRow, dots->len + 1);
    for (guint i = 0; i < dots->len; i++)
        rows[i] = rate_row(writer, &g_array_index(dots, AreaDot, i));
    RowChart chart = {.n_rows = dots->len,
                      .rows = rows,
                      .decimals = 1,
                      .reference = NAN,
                      .axis_title = writer_say(writer, "vergelijk.as"),
                      .language = writer->language};
    return figures_append(flow, text, in_words(writer, text->title, dots),
                          row_intervals_new(&chart));
}
