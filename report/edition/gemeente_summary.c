#include "report/edition/figures.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/key_figures.h"
#include "report/edition/sources.h"

static void draw_series(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    YearSeries series = {.measure = COMPARISON_MEASURE,
                         .source = "comensha",
                         .area = writer->area,
                         .n_years = writer->series_years};
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "gemeente.zicht-kop"));
    if (!figures_is_worth_drawing(writer, &series)) {
        CellState state = gemeente->comparison->own.state;
        gboolean small = state == STATE_VALUE || state == STATE_SUPPRESSED;
        flow_lead(writer->flow,
                  writer_say(writer, small ? "gemeente.zicht-weinig" : "gemeente.zicht-geen",
                             "gemeente", gemeente->name));
        return;
    }
    const char *trend = cells_trend(writer, COMPARISON_MEASURE, writer->area, PERIOD_WINDOW);
    flow_lead(writer->flow, *trend != '\0'
                                ? writer_say(writer, "gemeente.zicht-trend", "zin", trend)
                                : writer_say(writer, "gemeente.zicht", "gemeente", gemeente->name));
    FigureText text = {.name = "gemeente.reeks",
                       .title =
                           writer_say(writer, "gemeente.reeks-titel", "gemeente", gemeente->name),
                       .subtitle = writer_say(writer, "gemeente.reeks-onder"),
                       .source = sources_line(writer, "comensha"),
                       .unnumbered = TRUE,
                       .height = 168};
    figures_years(writer, writer->flow, &series, &text);
}

/* --- the two panels */

static const char *unknown_forms(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    Cell unknown = publication_cell(writer->publication, COMPARISON_MEASURE, writer->area,
                                    writer->window, "form_group", "onbekend");
    const Cell *own = &gemeente->comparison->own;
    if (!cells_has_value(&unknown) || !cells_has_value(own) || own->value == 0)
        return writer_say(writer, "gemeente.weet-niet-vorm");
    return writer_say(writer, "gemeente.weet-niet-vorm-aantal", "n", cells_words(writer, &unknown),
                      "totaal", cells_words(writer, own));
}

static void draw_panels(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    Flow *columns[2];
    flow_columns(writer->flow, 2, NULL, columns);
    Flow *unknown = flow_panel(columns[0], writer_say(writer, "gemeente.weet-niet-kop"));
    flow_paragraph(unknown, writer_join(writer, unknown_forms(gemeente),
                                        writer_say(writer, "gemeente.weet-niet")));
    Flow *action = flow_panel(columns[1], writer_say(writer, "gemeente.doen-kop"));
    flow_paragraph(action, writer_say(writer, "gemeente.doen", "gemeente", gemeente->name));
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
    flow_key_figures(writer->flow, G_N_ELEMENTS(figures), figures);
    draw_series(gemeente);
    draw_panels(gemeente);
    flow_page_break(writer->flow);
}
