#include "report/edition/area_dots.h"
#include "report/edition/breakdown.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/hidden.h"
#include "report/edition/sources.h"
#include "report/edition/words.h"

/* The police unit around the gemeente: among the others, and who reports there. Then the hidden
 * number: what is estimated for the country, and why that is no answer for one gemeente. */

/* --- the unit */

static const char *lead(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    if (gemeente->unit == AREA_NONE)
        return writer_say(writer, "streek.lead-geen", "gemeente", gemeente->name);
    Cell cell =
        publication_total(writer->publication, COMPARISON_MEASURE, gemeente->unit, writer->window);
    const char *unit = writer_area(writer, gemeente->unit);
    const char *window = writer_period(writer, writer->window);
    if (!cells_has_value(&cell) || !cells_has_rate(&cell))
        return writer_say(writer, "streek.lead-zonder", "gemeente", gemeente->name, "eenheid", unit,
                          "venster", window, "n", cells_words(writer, &cell));
    return writer_say(writer, "streek.lead", "eenheid", unit, "venster", window, "n",
                      cells_words(writer, &cell), "rate", writer_decimal(writer, cell.rate, 1),
                      "onder", writer_decimal(writer, cell.rate_lower, 1), "boven",
                      writer_decimal(writer, cell.rate_upper, 1));
}

static gboolean draw_units(const Gemeente *gemeente, Flow *flow)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GArray) dots = area_dots_of_units(writer, gemeente->unit);
    if (area_dots_n_shown(dots) < 2) {
        flow_paragraph(flow, writer_say(writer, "streek.eenheden-geen"));
        return FALSE;
    }
    FigureText text = {.name = "streek.eenheden",
                       .title = writer_say(writer, "streek.eenheden-titel"),
                       .subtitle = writer_say(writer, "vergelijk.figuur-onder-kort", "venster",
                                              writer_period(writer, writer->window))};
    area_dots_figure(writer, flow, dots, &text);
    return TRUE;
}

static void draw_unit(const Gemeente *gemeente)
{
    static const double shares[] = {0.53, 0.47};
    Writer *writer = gemeente->writer;
    if (gemeente->unit == AREA_NONE)
        return;
    Flow *columns[2];
    flow_columns(writer->flow, 2, shares, columns);
    gboolean has_figure = draw_units(gemeente, columns[0]);
    gboolean has_table = gemeente_reporters(gemeente, columns[1], TRUE);
    if (!has_figure && !has_table)
        return;
    flow_keep_with_next(writer->flow);
    flow_note(writer->flow,
              writer_join(writer,
                          has_figure ? sources_line(writer, "comensha", "cbs")
                                     : sources_line(writer, "comensha"),
                          has_figure ? writer_say(writer, "streek.eenheden-lezen") : "",
                          has_table ? writer_say(writer, "inbeeld.melders-noot") : ""));
    if (has_table)
        writer_paragraph(writer, "streek.tekst");
}

/* --- the hidden number */

static void draw_estimate(Writer *writer, const Estimate *estimate, const char *area)
{
    flow_paragraph_with_badge(
        writer->flow,
        writer_say(writer, "verborgen.oordeel", "oordeel", hidden_verdict(writer, estimate)),
        writer_say(writer, "streek.schatting", "gebied", area, "zin",
                   hidden_sentence(writer, estimate)));
}

static void draw_reasons(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const char *items[] = {
        writer_say(writer, "streek.waarom-overlap", "gemeente", gemeente->name),
        writer_say(writer, "streek.waarom-gemiddelde", "gemeente", gemeente->name),
        writer_say(writer, "streek.waarom-betekenis", "gemeente", gemeente->name)};
    flow_bullets(writer->flow, G_N_ELEMENTS(items), items);
}

static void draw_hidden(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    Estimate estimate;
    flow_heading(writer->flow, 2, writer_say(writer, "streek.verborgen"));
    if (hidden_find_window(writer, HIDDEN_REGISTER, &estimate) ||
        hidden_find(writer, HIDDEN_REGISTER, writer->year, &estimate))
        draw_estimate(writer, &estimate, words_capital(writer, writer_area(writer, writer->land)));
    else
        writer_paragraph(writer, "verborgen.geen-lead");
    if (gemeente->unit != AREA_NONE &&
        hidden_find_at(writer, HIDDEN_REGISTER, gemeente->unit, &estimate))
        draw_estimate(writer, &estimate, writer_area(writer, gemeente->unit));
    writer_introduction(writer, "streek.waarom", "gemeente", gemeente->name);
    draw_reasons(gemeente);
}

void gemeente_region(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "streek.titel"));
    flow_name_heading(writer->flow, "streek");
    flow_lead(writer->flow, lead(gemeente));
    flow_keep_with_next(writer->flow);
    draw_unit(gemeente);
    draw_hidden(gemeente);
}
