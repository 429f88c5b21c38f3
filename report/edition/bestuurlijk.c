#include "report/edition/bestuurlijk.h"

#include "report/edition/area_dots.h"
#include "report/edition/bestuurlijk_words.h"
#include "report/edition/hidden.h"
#include "report/edition/key_figures.h"
#include "report/edition/sources.h"
#include "report/pdf/block.h"
#include "report/pdf/theme.h"

#include <math.h>

/* Fewer dots than this are no comparison. */
#define LEAST_DOTS 3
/* Title, subtitle and the space around a figure; a drawing lower than LEAST is left out. */
#define CAPTION_ROOM 44.0
#define LEAST_HEIGHT 72.0
#define MOST_HEIGHT 150.0

/* --- three figures */

/* Gemeenten of the unit whose number can be shown, of all. */
static KeyFigure gemeenten_figure(const Blad *blad)
{
    Writer *writer = blad->writer;
    gsize n;
    g_autofree AreaId *ids = area_gemeenten(writer->areas, writer->area,
                                            publication_division(writer->publication), &n);
    gint64 n_shown = 0;
    for (gsize i = 0; i < n; i++) {
        Cell cell =
            publication_total(writer->publication, COMPARISON_MEASURE, ids[i], writer->window);
        n_shown += cells_has_value(&cell) && cell.value > 0 ? 1 : 0;
    }
    return (KeyFigure){KEY_NEUTRAL,
                       writer_say(writer, "bestuur.gemeenten", "n", writer_count(writer, n_shown),
                                  "totaal", writer_count(writer, (gint64)n)),
                       writer_say(writer, "bestuur.gemeenten-tekst")};
}

static KeyFigure unit_hidden_figure(const Blad *blad)
{
    Writer *writer = blad->writer;
    Estimate estimate;
    const char *view = hidden_find_area(writer, HIDDEN_REGISTER, &estimate)
                           ? hidden_view(writer, &estimate)
                           : NULL;
    if (view == NULL)
        return key_hidden(writer, "bestuur-eenheid");
    return (KeyFigure){KEY_ESTIMATED, view,
                       writer_say(writer, "bestuur-eenheid.in-beeld", "periode",
                                  writer_period(writer, estimate.period), "oordeel",
                                  hidden_verdict(writer, &estimate))};
}

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
    KeyFigure figures[] = {key_reported(writer, own, "bestuur-eenheid"), gemeenten_figure(blad),
                           unit_hidden_figure(blad)};
    flow_key_figures(writer->flow, G_N_ELEMENTS(figures), figures);
}

/* --- one figure: the own line, or else the own dot among named peers, or the line of the region */

static gboolean draw_line(const Blad *blad, AreaId area, const char *title, double height)
{
    Writer *writer = blad->writer;
    YearSeries series = {.measure = COMPARISON_MEASURE,
                         .source = "comensha",
                         .area = area,
                         .n_years = writer->series_years};
    if (!figures_is_worth_drawing(writer, &series))
        return FALSE;
    FigureText text = {.name = "bestuur.reeks",
                       .title = writer_say(writer, title, "gemeente", writer_area(writer, area)),
                       .subtitle = writer_say(writer, "gemeente.reeks-onder"),
                       .unnumbered = TRUE,
                       .height = height};
    figures_years(writer, writer->flow, &series, &text);
    return TRUE;
}

static gboolean draw_dots(const Blad *blad, double height)
{
    Writer *writer = blad->writer;
    g_autoptr(GArray) dots = area_dots_of_peers(writer, blad->comparison);
    if (area_dots_n_shown(dots) < LEAST_DOTS)
        return FALSE;
    FigureText text = {.name = "bestuur.stippen",
                       .title = writer_say(writer, "vergelijk.figuur-titel"),
                       .subtitle = writer_say(writer, "vergelijk.figuur-onder", "venster",
                                              writer_period(writer, writer->window)),
                       .unnumbered = TRUE,
                       .height = height};
    area_dots_figure(writer, writer->flow, dots, &text);
    return TRUE;
}

static void draw_figure(const Blad *blad, double height)
{
    AreaId own = blad->writer->area;
    if (height < LEAST_HEIGHT || draw_line(blad, own, "gemeente.reeks-titel", height) ||
        draw_dots(blad, height) || blad->unit == AREA_NONE || blad->unit == own)
        return;
    draw_line(blad, blad->unit, "bestuur.reeks-eenheid", height);
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
                         .head_right = writer_say(writer, "gemeente.kop-rechts", "gemeente", plain,
                                                  "venster",
                                                  writer_period(writer, writer->window))};
    writer_open(writer, &title);
    flow_title(writer->flow, blad_title(blad, blad->name),
               writer_say(writer,
                          blad->is_gemeente ? "gemeente.ondertitel-venster"
                                            : "bestuur-eenheid.ondertitel",
                          "venster", writer_period(writer, writer->window)));
}

static void draw_page(const Blad *blad, double figure_height)
{
    Writer *writer = blad->writer;
    open_page(blad);
    flow_paragraph(writer->flow, blad_why(blad));
    draw_key_figures(blad);
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "bestuur.weten-kop"));
    flow_lead(writer->flow, blad_known(blad));
    draw_figure(blad, figure_height);
    draw_panels(blad);
    flow_note(writer->flow,
              writer_join(writer, sources_line(writer, "comensha", "cbs"),
                          writer_say(writer,
                                     blad->is_gemeente ? "bestuur.meer" : "bestuur-eenheid.meer",
                                     "gebied", blad->name)));
}

/* The page is measured with the lowest figure first; the figure gets what is left. */
static double free_height(const Blad *blad)
{
    Writer *writer = blad->writer;
    draw_page(blad, LEAST_HEIGHT);
    double used = flow_measure(writer->flow, BODY_WIDTH);
    g_clear_pointer(&writer->document, document_free);
    return MIN(LEAST_HEIGHT + floor(BODY_BOTTOM - BODY_TOP - used), MOST_HEIGHT);
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
    draw_page(&blad, free_height(&blad));
}

gboolean bestuurlijk_render(const EditionContext *context, AreaId area, const char *path,
                            GError **error)
{
    g_autoptr(Writer) writer = writer_new(context, area);
    bestuurlijk_compose(writer);
    return publication_check(writer->publication, error) &&
           document_write(writer->document, path, error);
}
