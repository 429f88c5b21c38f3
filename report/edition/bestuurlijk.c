#include "report/edition/bestuurlijk.h"

#include "report/edition/bestuurlijk_figure.h"
#include "report/edition/key_figures.h"
#include "report/edition/sources.h"
#include "report/edition/words.h"
#include "report/pdf/block.h"
#include "report/pdf/theme.h"

#include <math.h>

/* --- three figures */

static void draw_key_figures(const Blad *blad)
{
    Writer *writer = blad->writer;
    const Cell *own = &blad->comparison->own;
    if (blad->is_gemeente) {
        KeyFigure figures[] = {key_reported(writer, own, "bestuur"),
                               key_compared(writer, blad->comparison, "bestuur"),
                               key_hidden(writer, "bestuur")};
        key_figures_append(writer, G_N_ELEMENTS(figures), figures);
        return;
    }
    KeyFigure figures[] = {key_reported(writer, own, "bestuur-eenheid"), key_gemeenten(writer),
                           key_hidden_area(writer, "bestuur-eenheid")};
    key_figures_append(writer, G_N_ELEMENTS(figures), figures);
}

/* --- the page */

/* "Politie-eenheid Rotterdam": a gemeente may have the same name. */
static const char *titled(const Blad *blad, const char *name)
{
    Writer *writer = blad->writer;
    return blad->is_gemeente
               ? name
               : words_capital(writer, writer_say(writer, "regio.label-eenheid", "naam", name));
}

static void open_page(const Blad *blad)
{
    Writer *writer = blad->writer;
    const char *plain = titled(blad, area_name(writer->areas, writer->area));
    WriterTitle title = {.title = blad_title(blad, plain),
                         .subject = writer_say(writer, "bestuur.onderwerp"),
                         .head_left = writer_say(writer, "bestuur.kop"),
                         .head_right =
                             writer_say(writer, "gemeente.kop-rechts", "gemeente", plain, "venster",
                                        writer_period(writer, writer->window))};
    writer_open(writer, &title);
    flow_title(
        writer->flow, blad_title(blad, titled(blad, writer_area(writer, writer->area))),
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
    blad_figure_draw(blad, figure);
    blad_panels(blad);
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
    return grid_within(BODY_BOTTOM - BODY_TOP - used);
}

/* The first figure that the publication can fill and that the page has room for; it gets the height
 * that is left. */
static BladFigure choose_figure(const Blad *blad)
{
    BladFigure figure = {.kind = FIGURE_OWN_LINE,
                         .line_name = "bestuur.reeks",
                         .dots_name = "bestuur.stippen",
                         .regions_name = "bestuur.eenheden"};
    for (; figure.kind != FIGURE_NONE; figure.kind++) {
        if (!blad_figure_is_possible(blad, &figure))
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
                 .is_gemeente = area_kind(writer->areas, writer->area) == AREA_GEMEENTE,
                 .unit = area_parent(writer->areas, writer->area, AREA_POLITIE_EENHEID,
                                     publication_division(writer->publication))};
    const char *area = writer_area(writer, writer->area);
    blad.name = blad.is_gemeente ? area : writer_say(writer, "regio.naam-eenheid", "naam", area);
    BladFigure figure = choose_figure(&blad);
    draw_page(&blad, &figure);
}
