#include "report/edition/figures.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/hidden.h"
#include "report/edition/sources.h"

/* A chart of fewer numbers than this shows nothing that the table does not. */
#define LEAST_POINTS 3

/* --- the three figures at the top */

static KeyFigure reported_figure(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Cell *own = &gemeente->comparison->own;
    const char *value = cells_has_value(own)
                            ? writer_count(writer, own->value)
                            : state_mark(own->state, writer->language == LANGUAGE_EN);
    const char *text;
    if (own->state == STATE_SUPPRESSED)
        text = writer_say(writer, "gemeente.cijfer-onderdrukt", "venster",
                          writer_period(writer, writer->window));
    else if (!cells_has_value(own))
        text = writer_say(writer, "gemeente.cijfer-geen", "toestand", cells_words(writer, own));
    else if (own->value == 0)
        text = writer_say(writer, "gemeente.cijfer-nul");
    else if (cells_has_rate(own))
        text = writer_say(writer, "gemeente.cijfer", "rate", writer_decimal(writer, own->rate, 1),
                          "onder", writer_decimal(writer, own->rate_lower, 1), "boven",
                          writer_decimal(writer, own->rate_upper, 1));
    else
        text = writer_say(writer, "gemeente.cijfer-zonder-rate");
    return (KeyFigure){KEY_REGISTERED, value, text};
}

static KeyFigure compared_figure(const Gemeente *gemeente)
{
    static const char *const keys[] = {
        [COMPARISON_NOT_POSSIBLE] = "gemeente.vergelijk-niet-mogelijk",
        [COMPARISON_NOT_DISTINCT] = "gemeente.vergelijk-niet-te-onderscheiden",
        [COMPARISON_MORE_REPORTED] = "gemeente.vergelijk-meer",
        [COMPARISON_LESS_REPORTED] = "gemeente.vergelijk-minder"};
    Writer *writer = gemeente->writer;
    const Comparison *comparison = gemeente->comparison;
    return (KeyFigure){KEY_NEUTRAL, comparison_words(writer, comparison),
                       writer_say(writer, keys[comparison->result], "n",
                                  writer_count(writer, (gint64)comparison->n_peers))};
}

static KeyFigure hidden_figure(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    gsize n;
    g_autofree Estimate *totals = hidden_totals(writer, HIDDEN_REGISTER, &n);
    const char *view = n > 0 ? hidden_view(writer, &totals[n - 1]) : NULL;
    const char *text = view == NULL
                           ? writer_say(writer, "gemeente.verborgen")
                           : writer_say(writer, "gemeente.verborgen-landelijk", "in-beeld", view,
                                        "oordeel", hidden_verdict(writer, &totals[n - 1]));
    return (KeyFigure){KEY_ESTIMATED, writer_say(writer, "gemeente.niet-te-schatten"), text};
}

/* --- the series */

/* Enough numbers, and not all of them zero. */
static gboolean is_worth_drawing(Writer *writer, const YearSeries *series)
{
    g_autofree Cell *cells = figures_year_cells(writer, series);
    guint n = 0;
    gint64 sum = 0;
    for (guint i = 0; i < series->n_years; i++) {
        n += cells[i].state == STATE_VALUE ? 1 : 0;
        sum += cells[i].value;
    }
    return n >= LEAST_POINTS && sum > 0;
}

static void draw_series(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    YearSeries series = {.measure = COMPARISON_MEASURE,
                         .source = "comensha",
                         .area = writer->area,
                         .n_years = writer->series_years};
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "gemeente.zicht-kop"));
    if (!is_worth_drawing(writer, &series)) {
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
    KeyFigure figures[] = {reported_figure(gemeente), compared_figure(gemeente),
                           hidden_figure(gemeente)};
    flow_key_figures(writer->flow, G_N_ELEMENTS(figures), figures);
    draw_series(gemeente);
    draw_panels(gemeente);
    flow_page_break(writer->flow);
}
