#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/measure_years.h"
#include "report/edition/sources.h"

#include <string.h>

static const char *const measures[] = {"politie_signalen", "politie_aangiften",
                                       "politie_onderzoeken", "politie_verdachten"};
static const char *const names[] = {"signalen", "aangiften", "onderzoeken", "verdachten"};
static const MeasureYears years = {.source = "politie",
                                   .n = G_N_ELEMENTS(measures),
                                   .measures = measures,
                                   .names = names,
                                   .n_columns = 2};

static void draw_units(Writer *writer)
{
    gsize n;
    g_autofree AreaCell *units = publication_areas(
        writer->publication, measures[0], AREA_POLITIE_EENHEID, writer->window, NULL, NULL, &n);
    if (n == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "politie.eenheden"));
    ReportTable *table =
        measure_years_table_new(writer, &years, writer_say(writer, "waar.eenheden-kop"));
    for (gsize i = 0; i < n; i++)
        measure_years_add_row(writer, &years, table, TABLE_ROW,
                              area_name(writer->areas, units[i].area), units[i].area,
                              writer->window);
    measure_years_add_row(writer, &years, table, TABLE_ROW_TOTAL, writer_area(writer, writer->land),
                          writer->land, writer->window);
    TableInfo info = {.name = "politie.eenheden",
                      .title = writer_say(writer, "politie.eenheden-titel", "venster",
                                          writer_period(writer, writer->window)),
                      .subtitle = writer_say(writer, "politie.eenheden-onder"),
                      .notes = writer_say(writer, "waar.gebied-noot"),
                      .source = sources_line(writer, "politie"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* Smuggling of people is another crime: how many rows were set apart. */
static gint64 count_smuggling(Writer *writer)
{
    gint64 rows = 0;
    gsize n_sources;
    const PublicationSource *sources = publication_sources(writer->publication, &n_sources);
    for (gsize i = 0; i < n_sources; i++) {
        if (!sources[i].current || strcmp(sources[i].source, "politie") != 0)
            continue;
        gsize n;
        g_autofree PublicationTally *tallies =
            publication_tallies(writer->publication, sources[i].id, &n);
        for (gsize j = 0; j < n; j++)
            if (strcmp(tallies[j].kind, "excluded") == 0 &&
                strstr(tallies[j].name, "smokkel") != NULL)
                rows += tallies[j].count;
    }
    return rows;
}

void jaarmonitor_police(Writer *writer)
{
    Cell now = publication_total(writer->publication, measures[0], writer->land, writer->year);
    const char *year = writer_period(writer, writer->year);
    const char *n = cells_words(writer, &now);
    flow_heading(writer->flow, 1, writer_say(writer, "politie.titel"));
    flow_lead(writer->flow,
              cells_has_value(&now)
                  ? writer_say(writer, "politie.lead", "jaar", year, "n", n)
                  : writer_say(writer, "politie.lead-geen", "jaar", year, "toestand", n));
    writer_paragraph(writer, "politie.tekst");
    gint64 smuggling = count_smuggling(writer);
    if (smuggling > 0)
        writer_paragraph(writer, "politie.smokkel", "n", writer_count(writer, smuggling));
    flow_heading(writer->flow, 2, writer_say(writer, "politie.per-jaar"));
    measure_years_charts(writer, &years);
    measure_years_append(writer, &years);
    draw_units(writer);
}
