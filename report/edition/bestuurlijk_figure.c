#include "report/edition/bestuurlijk_figure.h"

#include "report/edition/area_dots.h"

/* Fewer dots than this are no comparison, and neither are dots without the own one. */
#define LEAST_DOTS 3
/* Points: lowest and highest drawing of a line; a row of dots, and what stands under the rows. */
#define LEAST_HEIGHT 72.0
#define MOST_HEIGHT 150.0
#define ROW_HEIGHT 14.0
#define ROWS_FOOT 32.0

static YearSeries series_of(const Blad *blad, AreaId area)
{
    return (YearSeries){.measure = COMPARISON_MEASURE,
                        .source = "comensha",
                        .area = area,
                        .n_years = blad->writer->series_years};
}

static GArray *dots_of(const Blad *blad, const BladFigure *figure)
{
    return figure->kind == FIGURE_DOTS ? area_dots_of_peers(blad->writer, blad->comparison)
                                       : area_dots_of_units(blad->writer, blad->unit);
}

static gboolean has_own_dot(const GArray *dots)
{
    for (guint i = 0; i < dots->len; i++) {
        const AreaDot *dot = &g_array_index(dots, AreaDot, i);
        if (dot->own)
            return cells_has_rate(&dot->cell);
    }
    return FALSE;
}

gboolean blad_figure_is_possible(const Blad *blad, BladFigure *figure)
{
    Writer *writer = blad->writer;
    figure->least = LEAST_HEIGHT;
    figure->most = MOST_HEIGHT;
    if (figure->kind == FIGURE_DOTS || figure->kind == FIGURE_REGION_DOTS) {
        g_autoptr(GArray) dots = dots_of(blad, figure);
        figure->least = figure->most = ROWS_FOOT + ROW_HEIGHT * dots->len;
        return has_own_dot(dots) && area_dots_n_shown(dots) >= LEAST_DOTS;
    }
    AreaId area = figure->kind == FIGURE_OWN_LINE    ? writer->area
                  : figure->kind == FIGURE_LAND_LINE ? writer->land
                                                     : blad->unit;
    if (area == AREA_NONE)
        return FALSE;
    YearSeries series = series_of(blad, area);
    return figures_is_worth_drawing(writer, &series);
}

void blad_figure_choose(const Blad *blad, BladFigure *figure)
{
    while (figure->kind != FIGURE_NONE && !blad_figure_is_possible(blad, figure))
        figure->kind++;
}

static void draw_line(const Blad *blad, const BladFigure *figure, AreaId area, const char *title)
{
    Writer *writer = blad->writer;
    YearSeries series = series_of(blad, area);
    FigureText text = {.name = figure->line_name,
                       .title = writer_say(writer, title, "gemeente", writer_area(writer, area)),
                       .subtitle = writer_say(writer, "gemeente.reeks-onder"),
                       .source = figure->source,
                       .unnumbered = TRUE,
                       .height = figure->height};
    figures_years(writer, writer->flow, &series, &text);
}

static void draw_dots(const Blad *blad, const BladFigure *figure)
{
    Writer *writer = blad->writer;
    gboolean is_region = figure->kind == FIGURE_REGION_DOTS;
    g_autoptr(GArray) dots = dots_of(blad, figure);
    FigureText text = {
        .name = is_region ? figure->regions_name : figure->dots_name,
        .title = writer_say(writer, is_region ? "streek.eenheden-titel" : "vergelijk.figuur-titel"),
        .subtitle = writer_say(writer, "vergelijk.figuur-onder", "venster",
                               writer_period(writer, writer->window)),
        .source = figure->source,
        .unnumbered = TRUE,
        .height = figure->height};
    area_dots_figure(writer, writer->flow, dots, &text);
}

void blad_figure_draw(const Blad *blad, const BladFigure *figure)
{
    if (figure->kind == FIGURE_OWN_LINE)
        draw_line(blad, figure, blad->writer->area, "gemeente.reeks-titel");
    else if (figure->kind == FIGURE_DOTS || figure->kind == FIGURE_REGION_DOTS)
        draw_dots(blad, figure);
    else if (figure->kind == FIGURE_REGION_LINE)
        draw_line(blad, figure, blad->unit, "bestuur.reeks-eenheid");
    else if (figure->kind == FIGURE_LAND_LINE)
        draw_line(blad, figure, blad->writer->land, "gemeente.reeks-titel");
}

void blad_panels(const Blad *blad)
{
    Flow *columns[2];
    flow_columns(blad->writer->flow, 2, NULL, columns);
    g_autoptr(GPtrArray) unknown = blad_unknown(blad);
    Flow *left = flow_panel(columns[0], writer_say(blad->writer, "bestuur.weet-niet-kop"));
    flow_bullets(left, unknown->len, (const char *const *)unknown->pdata);
    g_autoptr(GPtrArray) steps = blad_steps(blad);
    Flow *right = flow_panel(columns[1], writer_say(blad->writer, "bestuur.doen-kop"));
    flow_numbered(right, steps->len, (const char *const *)steps->pdata);
}
