#include "report/edition/bestuurlijk.h"

#include "report/edition/area_dots.h"
#include "report/edition/bestuurlijk_words.h"
#include "report/edition/key_figures.h"
#include "report/edition/sources.h"
#include "report/pdf/block.h"
#include "report/pdf/theme.h"

#include <math.h>

/* Fewer dots than this are no comparison. */
#define LEAST_DOTS 3
/* Points: lowest and highest drawing of a line; a row of dots, and what stands under the rows. */
#define LEAST_HEIGHT 72.0
#define MOST_HEIGHT 150.0
#define ROW_HEIGHT 14.0
#define ROWS_FOOT 32.0

/* --- three figures */

static void draw_key_figures(const Blad *blad)
{
    Writer *writer = blad->writer;
    const Cell *own = &blad->comparison->own;
    if (blad->is_gemeente) {
        KeyFigure figures[] = {key_reported(writer, own, "bestuur"),
                               key_compared(writer, blad->comparison, "bestuur"),
                               key_hidden(writer, "bestuur")};
        flow_key_figures(writer->flow, G_N_ELEMENTS(figures), figures);
        return;
    }
    KeyFigure figures[] = {key_reported(writer, own, "bestuur-eenheid"), key_gemeenten(writer),
                           key_hidden_area(writer, "bestuur-eenheid")};
    flow_key_figures(writer->flow, G_N_ELEMENTS(figures), figures);
}

/* --- one figure: the own line, or else the own dot among named peers, or the line of the region */

typedef struct {
    enum { FIGURE_OWN_LINE, FIGURE_DOTS, FIGURE_REGION_LINE, FIGURE_NONE } kind;
    double least, most; /* heights of the drawing that read well */
    double height;      /* chosen */
} BladFigure;

static YearSeries series_of(const Blad *blad, AreaId area)
{
    return (YearSeries){.measure = COMPARISON_MEASURE,
                        .source = "comensha",
                        .area = area,
                        .n_years = blad->writer->series_years};
}

/* Whether there are figures to draw it with; fills in the heights. */
static gboolean is_possible(const Blad *blad, BladFigure *figure)
{
    Writer *writer = blad->writer;
    figure->least = LEAST_HEIGHT;
    figure->most = MOST_HEIGHT;
    if (figure->kind == FIGURE_DOTS) {
        g_autoptr(GArray) dots = area_dots_of_peers(writer, blad->comparison);
        figure->least = figure->most = ROWS_FOOT + ROW_HEIGHT * dots->len;
        return area_dots_n_shown(dots) >= LEAST_DOTS;
    }
    AreaId area = figure->kind == FIGURE_OWN_LINE ? writer->area : blad->unit;
    if (area == AREA_NONE)
        return FALSE;
    YearSeries series = series_of(blad, area);
    return figures_is_worth_drawing(writer, &series);
}

static void draw_line(const Blad *blad, AreaId area, const char *title, double height)
{
    Writer *writer = blad->writer;
    YearSeries series = series_of(blad, area);
    FigureText text = {.name = "bestuur.reeks",
                       .title = writer_say(writer, title, "gemeente", writer_area(writer, area)),
                       .subtitle = writer_say(writer, "gemeente.reeks-onder"),
                       .unnumbered = TRUE,
                       .height = height};
    figures_years(writer, writer->flow, &series, &text);
}

static void draw_dots(const Blad *blad, double height)
{
    Writer *writer = blad->writer;
    g_autoptr(GArray) dots = area_dots_of_peers(writer, blad->comparison);
    FigureText text = {.name = "bestuur.stippen",
                       .title = writer_say(writer, "vergelijk.figuur-titel"),
                       .subtitle = writer_say(writer, "vergelijk.figuur-onder", "venster",
                                              writer_period(writer, writer->window)),
                       .unnumbered = TRUE,
                       .height = height};
    area_dots_figure(writer, writer->flow, dots, &text);
}

static void draw_figure(const Blad *blad, const BladFigure *figure)
{
    if (figure->kind == FIGURE_OWN_LINE)
        draw_line(blad, blad->writer->area, "gemeente.reeks-titel", figure->height);
    else if (figure->kind == FIGURE_DOTS)
        draw_dots(blad, figure->height);
    else if (figure->kind == FIGURE_REGION_LINE)
        draw_line(blad, blad->unit, "bestuur.reeks-eenheid", figure->height);
}

/* --- the page */

static void draw_panels(const Blad *blad)
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

static void open_page(const Blad *blad)
{
    Writer *writer = blad->writer;
    const char *plain = area_name(writer->areas, writer->area);
    WriterTitle title = {.title = blad_title(blad, plain),
                         .subject = writer_say(writer, "bestuur.onderwerp"),
                         .head_left = writer_say(writer, "bestuur.kop"),
                         .head_right =
                             writer_say(writer, "gemeente.kop-rechts", "gemeente", plain, "venster",
                                        writer_period(writer, writer->window))};
    writer_open(writer, &title);
    flow_title(
        writer->flow, blad_title(blad, blad->name),
        writer_say(writer,
                   blad->is_gemeente ? "gemeente.ondertitel-venster" : "bestuur-eenheid.ondertitel",
                   "venster", writer_period(writer, writer->window)));
}

static void draw_page(const Blad *blad, const BladFigure *figure)
{
    Writer *writer = blad->writer;
    open_page(blad);
    flow_paragraph(writer->flow, blad_why(blad));
    draw_key_figures(blad);
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "bestuur.weten-kop"));
    flow_lead(writer->flow, blad_known(blad));
    draw_figure(blad, figure);
    draw_panels(blad);
    flow_note(
        writer->flow,
        writer_join(writer, sources_line(writer, "comensha", "cbs"),
                    writer_say(writer, blad->is_gemeente ? "bestuur.meer" : "bestuur-eenheid.meer",
                               "gebied", blad->name)));
}

/* Height that is left on the page with the lowest figure. */
static double height_left(const Blad *blad, BladFigure *figure)
{
    Writer *writer = blad->writer;
    figure->height = figure->least;
    draw_page(blad, figure);
    double used = flow_measure(writer->flow, BODY_WIDTH);
    g_clear_pointer(&writer->document, document_free);
    return floor(BODY_BOTTOM - BODY_TOP - used);
}

/* The first figure that the publication can fill and that the page has room for; it gets the height
 * that is left. */
static BladFigure choose_figure(const Blad *blad)
{
    BladFigure figure = {.kind = FIGURE_OWN_LINE};
    for (; figure.kind != FIGURE_NONE; figure.kind++) {
        if (!is_possible(blad, &figure))
            continue;
        double left = height_left(blad, &figure);
        figure.height = MIN(figure.least + left, figure.most);
        if (left >= 0)
            break;
    }
    return figure;
}

void bestuurlijk_compose(Writer *writer)
{
    g_autoptr(Comparison) comparison = comparison_new(writer);
    Blad blad = {.writer = writer,
                 .comparison = comparison,
                 .name = writer_area(writer, writer->area),
                 .is_gemeente = area_kind(writer->areas, writer->area) == AREA_GEMEENTE,
                 .unit = area_parent(writer->areas, writer->area, AREA_POLITIE_EENHEID,
                                     publication_division(writer->publication))};
    BladFigure figure = choose_figure(&blad);
    draw_page(&blad, &figure);
}
