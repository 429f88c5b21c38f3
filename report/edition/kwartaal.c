#include "report/edition/kwartaal.h"

#include "report/edition/account.h"
#include "report/edition/key_figures.h"
#include "report/edition/kwartaal_parts.h"

#include <math.h>
#include <string.h>

const char *const *kwartaal_measures(void)
{
    static const char *const measures[] = {"gemelde_personen",    "meldingen",
                                           "politie_signalen",    "politie_aangiften",
                                           "politie_onderzoeken", "politie_verdachten",
                                           "om_ingeschreven",     "om_afgehandeld",
                                           "om_uitspraken",       NULL};
    return measures;
}

const char *kwartaal_short_name(const char *measure)
{
    static const struct {
        const char *measure, *name;
    } names[] = {{"gemelde_personen", "personen"},     {"gemelde_personen_uitbuiting", "personen"},
                 {"meldingen", "meldingen"},           {"politie_signalen", "signalen"},
                 {"politie_aangiften", "aangiften"},   {"politie_onderzoeken", "onderzoeken"},
                 {"politie_verdachten", "verdachten"}, {"om_ingeschreven", "ingeschreven"},
                 {"om_afgehandeld", "afgehandeld"},    {"om_uitspraken", "uitspraken"}};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].measure, measure) == 0)
            return names[i].name;
    return measure;
}

QuarterMeasure kwartaal_measure(Writer *writer, const char *measure, AreaId area)
{
    Period quarter = writer->quarter;
    QuarterMeasure found = {.measure = measure,
                            .now = publication_total(writer->publication, measure, area, quarter),
                            .year_before = publication_total(writer->publication, measure, area,
                                                             period_year_before(quarter))};
    found.has_judged =
        publication_quarter(writer->publication, measure, area, quarter, &found.judged);
    return found;
}

gboolean kwartaal_is_judged(const QuarterMeasure *measure)
{
    return measure->has_judged && strcmp(measure->judged.judgement, "too-short") != 0 &&
           strcmp(measure->judged.judgement, "too-sparse") != 0 &&
           measure->judged.state == STATE_VALUE;
}

gboolean kwartaal_is_notable(const QuarterMeasure *measure)
{
    return kwartaal_is_judged(measure) && strcmp(measure->judged.judgement, "usual") != 0;
}

static void collect(Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    kwartaal->measures = g_array_new(FALSE, FALSE, sizeof(QuarterMeasure));
    for (const char *const *code = kwartaal_measures(); *code != NULL; code++) {
        QuarterMeasure measure = kwartaal_measure(writer, *code, writer->land);
        if (measure.now.state == STATE_NOT_AVAILABLE)
            continue;
        g_array_append_val(kwartaal->measures, measure);
        kwartaal->n_judged += kwartaal_is_judged(&measure) ? 1 : 0;
        kwartaal->n_notable += kwartaal_is_notable(&measure) ? 1 : 0;
    }
}

/* --- three figures at the top */

static KeyFigure persons_figure(const Kwartaal *kwartaal, const QuarterMeasure *persons)
{
    Writer *writer = kwartaal->writer;
    const Cell *now = &persons->now;
    if (!cells_has_value(now))
        return (KeyFigure){KEY_REGISTERED, state_mark(now->state, writer->language == LANGUAGE_EN),
                           writer_say(writer, "kwartaalblad.cijfer-geen", "kwartaal",
                                      kwartaal->name, "toestand", cells_words(writer, now))};
    return (KeyFigure){KEY_REGISTERED, writer_count(writer, now->value),
                       writer_say(writer, "kwartaalblad.cijfer", "kwartaal", kwartaal->name,
                                  "vorig", cells_words(writer, &persons->year_before))};
}

static KeyFigure ratio_figure(const Kwartaal *kwartaal, const QuarterMeasure *persons)
{
    Writer *writer = kwartaal->writer;
    const PublishedQuarter *judged = &persons->judged;
    if (!persons->has_judged || !isfinite(judged->ratio))
        return (KeyFigure){KEY_NEUTRAL, writer_say(writer, "kwartaalblad.verschil-niet"),
                           writer_say(writer, "kwartaalblad.verschil-tekst-niet")};
    gboolean more = judged->ratio_lower > 1, less = judged->ratio_upper < 1;
    const char *value = writer_say(writer, more   ? "kwartaalblad.verschil-meer"
                                           : less ? "kwartaalblad.verschil-minder"
                                                  : "kwartaalblad.verschil-geen");
    return (KeyFigure){KEY_NEUTRAL, value,
                       writer_say(writer,
                                  more || less ? "kwartaalblad.verschil-tekst-meer"
                                               : "kwartaalblad.verschil-tekst",
                                  "ratio", writer_decimal(writer, judged->ratio, 2), "onder",
                                  writer_decimal(writer, judged->ratio_lower, 2), "boven",
                                  writer_decimal(writer, judged->ratio_upper, 2))};
}

static KeyFigure notable_figure(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    if (kwartaal->n_judged == 0)
        return (KeyFigure){KEY_NEUTRAL, writer_say(writer, "kwartaalblad.opvallend-niet"),
                           writer_say(writer, "kwartaalblad.opvallend-niet-tekst")};
    return (KeyFigure){KEY_NEUTRAL,
                       writer_say(writer, "kwartaalblad.opvallend", "n",
                                  writer_count(writer, kwartaal->n_notable), "totaal",
                                  writer_count(writer, kwartaal->n_judged)),
                       writer_say(writer, "kwartaalblad.opvallend-tekst")};
}

static void draw_front(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    flow_title(writer->flow, writer_say(writer, "kwartaalblad.titel", "kwartaal", kwartaal->name),
               writer_say(writer, "kwartaalblad.ondertitel"));
    flow_paragraph_with_badge(writer->flow, writer_say(writer, "kwartaalblad.voorlopig"),
                              writer_say(writer, "kwartaalblad.voorlopig-tekst"));
    if (kwartaal->measures->len == 0) {
        flow_lead(writer->flow,
                  writer_say(writer, "kwartaalblad.geen-lead", "kwartaal", kwartaal->name));
        writer_paragraph(writer, "kwartaalblad.geen-tekst");
        return;
    }
    QuarterMeasure persons = kwartaal_measure(writer, "gemelde_personen", writer->land);
    KeyFigure figures[] = {persons_figure(kwartaal, &persons), ratio_figure(kwartaal, &persons),
                           notable_figure(kwartaal)};
    key_figures_append(writer, G_N_ELEMENTS(figures), figures);
}

static void draw_method(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "kwartaalblad.methode"));
    writer_paragraph(writer, "kwartaalblad.methode-tekst");
    account_protection(writer);
}

void kwartaal_compose(Writer *writer)
{
    Kwartaal kwartaal = {.writer = writer,
                         .quarter = writer->quarter,
                         .name = writer_period(writer, writer->quarter)};
    collect(&kwartaal);
    WriterTitle title = {.title =
                             writer_say(writer, "kwartaalblad.titel", "kwartaal", kwartaal.name),
                         .subject = writer_say(writer, "kwartaalblad.onderwerp"),
                         .head_left = writer_say(writer, "kwartaalblad.kop"),
                         .head_right = writer_short_period(writer, writer->quarter)};
    writer_open(writer, &title);
    draw_front(&kwartaal);
    kwartaal_completeness(&kwartaal);
    if (kwartaal.measures->len > 0) {
        kwartaal_figures(&kwartaal);
        kwartaal_units(&kwartaal);
    }
    draw_method(&kwartaal);
    g_array_unref(kwartaal.measures);
}
