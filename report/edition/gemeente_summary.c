#include "report/edition/bestuurlijk_figure.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/key_figures.h"
#include "report/edition/sources.h"
#include "report/pdf/block.h"
#include "report/pdf/theme.h"

/* Points. A row of dots takes 12 at least. */
#define FIGURE_HEIGHT 132.0
#define NOTE_HEIGHT 36.0

/* The finding, the figure that the publication can fill, what is not known and what to do: in the
 * words of the page for burgemeester and raad. */

Blad gemeente_blad(const Gemeente *gemeente)
{
    return (Blad){.writer = gemeente->writer,
                  .comparison = gemeente->comparison,
                  .name = gemeente->name,
                  .is_gemeente = TRUE,
                  .unit = gemeente->unit};
}

static void draw_known(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    Blad blad = gemeente_blad(gemeente);
    BladFigure figure = {.kind = FIGURE_OWN_LINE,
                         .line_name = "gemeente.reeks",
                         .dots_name = "gemeente.stippen",
                         .regions_name = "gemeente.eenheden",
                         .source = sources_line(writer, "comensha")};
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "gemeente.zicht-kop"));
    flow_lead(writer->flow, blad_known(&blad));
    blad_figure_choose(&blad, &figure);
    figure.height = figure.kind == FIGURE_REGION_DOTS ? figure.least : FIGURE_HEIGHT;
    blad_figure_draw(&blad, &figure);
    blad_panels(&blad);
    if (flow_measure(writer->flow, BODY_WIDTH) + NOTE_HEIGHT <= BODY_BOTTOM - BODY_TOP)
        flow_note(writer->flow, writer_say(writer, "gemeente.verder"));
}

void gemeente_summary(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_title(writer->flow, writer_say(writer, "gemeente.titel", "gemeente", gemeente->name),
               writer_say(writer, "gemeente.ondertitel-venster", "venster",
                          writer_period(writer, writer->window)));
    KeyFigure figures[] = {key_reported(writer, &gemeente->comparison->own, "gemeente"),
                           key_compared(writer, gemeente->comparison, "gemeente"),
                           key_hidden(writer, "gemeente")};
    key_figures_append(writer, G_N_ELEMENTS(figures), figures);
    draw_known(gemeente);
    flow_page_break(writer->flow);
}
