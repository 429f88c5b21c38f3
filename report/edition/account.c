#include "report/edition/account.h"

#include "report/edition/cells.h"

#include <string.h>

#define HASH_SHOWN 12

static const char *source_name(Writer *writer, const PublicationSource *source)
{
    g_autofree char *key = g_strconcat("bron.", source->source, NULL);
    const char *name = texts_lookup(writer->context->texts, key);
    return name != NULL ? name : source->source;
}

static const char *short_hash(Writer *writer, const char *sha256)
{
    return writer_keep(writer, g_strndup(sha256, HASH_SHOWN));
}

static void add_columns(Writer *writer, ReportTable *table, gsize n_text, gsize n_number,
                        const char *const *names)
{
    for (gsize i = 0; i < n_text + n_number; i++) {
        g_autofree char *key = g_strconcat("verantwoording.", names[i], NULL);
        table_add_column(table, i < n_text ? TABLE_COLUMN_TEXT : TABLE_COLUMN_NUMBER,
                         writer_say(writer, key));
    }
}

static void add_source(Writer *writer, ReportTable *table, const PublicationSource *source)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, source_name(writer, source));
    table_text(table, source->file_name);
    table_text(table, short_hash(writer, source->sha256));
    if (source->peildatum == DAY_NONE)
        table_state(table, STATE_NOT_AVAILABLE);
    else
        table_text(table, writer_short_day(writer, source->peildatum));
    table_text(table, source->legal_basis);
    table_text(table, writer_say(writer, !source->current    ? "verantwoording.vervangen"
                                         : source->synthetic ? "verantwoording.fictief"
                                                             : "verantwoording.geldig"));
}

void account_sources_table(Writer *writer)
{
    static const char *const names[] = {"bron",      "bestand",   "sha",
                                        "peildatum", "grondslag", "stand"};
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, G_N_ELEMENTS(names), 0, names);
    for (gsize i = 0; i < n; i++)
        add_source(writer, table, &sources[i]);
    TableInfo info = {.title = writer_say(writer, "verantwoording.bronnen-titel"),
                      .subtitle = writer_say(writer, "verantwoording.bronnen-onder"),
                      .notes = writer_say(writer, "verantwoording.bronnen-noot"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

void account_rows_table(Writer *writer)
{
    static const char *const names[] = {"bron",      "bestand", "rijen",      "aanvaard",
                                        "afgewezen", "dubbel",  "uitgesloten"};
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, 2, G_N_ELEMENTS(names) - 2, names);
    for (gsize i = 0; i < n; i++) {
        const PublicationSource *source = &sources[i];
        table_begin_row(table, TABLE_ROW);
        table_text(table, source_name(writer, source));
        table_text(table, source->file_name);
        table_count(table, source->rows);
        table_count(table, source->accepted);
        table_count(table, source->rejected);
        table_count(table, source->duplicate);
        table_count(table, source->excluded);
    }
    TableInfo info = {.title = writer_say(writer, "verantwoording.rijen-titel"),
                      .subtitle = writer_say(writer, "verantwoording.rijen-onder"),
                      .notes = writer_say(writer, "verantwoording.rijen-noot"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- reasons */

static guint add_tallies(Writer *writer, ReportTable *table, const PublicationSource *source)
{
    guint n_rows = 0;
    gsize n;
    g_autofree PublicationTally *tallies = publication_tallies(writer->publication, source->id, &n);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(tallies[i].kind, "excluded") != 0 && strcmp(tallies[i].kind, "rejected") != 0)
            continue;
        g_autofree char *key = g_strconcat("verantwoording.soort-", tallies[i].kind, NULL);
        table_begin_row(table, TABLE_ROW);
        table_text(table, source->file_name);
        table_text(table, writer_say(writer, key));
        table_text(table, tallies[i].name);
        table_count(table, tallies[i].count);
        n_rows++;
    }
    return n_rows;
}

void account_excluded_table(Writer *writer)
{
    static const char *const names[] = {"bestand", "soort", "reden", "rijen"};
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    g_autoptr(ReportTable) table = table_new(writer->language);
    add_columns(writer, table, 3, 1, names);
    guint n_rows = 0;
    for (gsize i = 0; i < n; i++)
        if (sources[i].current)
            n_rows += add_tallies(writer, table, &sources[i]);
    if (n_rows == 0)
        return;
    TableInfo info = {.title = writer_say(writer, "verantwoording.redenen-titel"),
                      .subtitle = writer_say(writer, "verantwoording.redenen-onder"),
                      .compact = TRUE};
    table_append(writer->flow, &info, g_steal_pointer(&table));
}

/* --- bridges */

static const char *step_name(Writer *writer, const BridgeStep *step)
{
    g_autofree char *key = g_strconcat("bridge.", step->name, NULL);
    const char *name = texts_lookup(writer->context->texts, key);
    return name != NULL ? name : step->name;
}

static const char *unit_name(Writer *writer, const char *unit)
{
    g_autofree char *key = g_strconcat("eenheid.", unit, NULL);
    g_strdelimit(key, " ", '-');
    const char *name = texts_lookup(writer->context->texts, key);
    return name != NULL ? name : unit;
}

static gboolean draw_bridge(Writer *writer, const char *bridge, Period period)
{
    gsize n;
    g_autofree BridgeStep *steps =
        publication_bridge(writer->publication, bridge, period, writer->area, &n);
    if (n == 0)
        return FALSE;
    static const char *const names[] = {"stap", "eenheid", "aantal"};
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, 2, 1, names);
    for (gsize i = 0; i < n; i++) {
        table_begin_row(table, i + 1 == n ? TABLE_ROW_TOTAL : TABLE_ROW);
        table_text(table, step_name(writer, &steps[i]));
        table_text(table, unit_name(writer, steps[i].unit));
        table_count_or_state(table, steps[i].value, steps[i].state);
    }
    g_autofree char *key = g_strconcat("bridge.titel-", bridge, NULL);
    TableInfo info = {.title = writer_say(writer, key, "periode", writer_period(writer, period)),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
    return TRUE;
}

/* Years back in which a bridge between published series is looked for. */
#define BRIDGE_YEARS 10

/* The latest year for which the bridge can be drawn. */
static gboolean draw_latest_bridge(Writer *writer, const char *bridge)
{
    for (int i = 0; i < BRIDGE_YEARS; i++)
        if (draw_bridge(writer, bridge, period_year(writer->year.year - i)))
            return TRUE;
    return FALSE;
}

/* A bridge from made-up figures to published ones would explain nothing. */
gboolean account_bridges(Writer *writer)
{
    gboolean any = draw_latest_bridge(writer, "meldingen_personen");
    any = draw_latest_bridge(writer, "rapporteur_comensha") || any;
    if (publication_is_synthetic(writer->publication))
        return any;
    any = draw_latest_bridge(writer, "register_comensha") || any;
    return draw_latest_bridge(writer, "register_rapporteur") || any;
}

/* --- revisions */

static guint add_revisions(Writer *writer, ReportTable *table, const Measure *measure)
{
    gsize n;
    g_autofree Revision *revisions =
        publication_revisions(writer->publication, measure_code(measure), writer->area, &n);
    for (gsize i = 0; i < n; i++) {
        Cell now = publication_total(writer->publication, measure_code(measure), writer->area,
                                     revisions[i].period);
        table_begin_row(table, TABLE_ROW);
        table_text(table, measure_name(measure, writer->language));
        table_text(table, writer_period(writer, revisions[i].period));
        table_text(table, writer_short_day(writer, revisions[i].peildatum));
        table_count_or_state(table, revisions[i].value, revisions[i].state);
        cells_count(table, &now);
    }
    return (guint)n;
}

gboolean account_revisions(Writer *writer)
{
    static const char *const names[] = {"maat", "periode", "oude-peildatum", "was", "is"};
    g_autoptr(ReportTable) table = table_new(writer->language);
    add_columns(writer, table, 3, 2, names);
    guint n_rows = 0;
    const MeasureList *measures = writer->context->measures;
    for (gsize i = 0; i < measure_list_count(measures); i++)
        n_rows += add_revisions(writer, table, measure_list_get(measures, i));
    if (n_rows == 0)
        return FALSE;
    TableInfo info = {.title = writer_say(writer, "verantwoording.herziening-titel"),
                      .subtitle = writer_say(writer, "verantwoording.herziening-onder"),
                      .compact = TRUE};
    table_append(writer->flow, &info, g_steal_pointer(&table));
    return TRUE;
}

void account_protection(Writer *writer)
{
    gint64 below = publication_suppress_below(writer->publication);
    if (below > 1)
        writer_paragraph(writer, "verantwoording.bescherming-regel", "van", writer_count(writer, 1),
                         "tot", writer_count(writer, below - 1));
    writer_paragraph(writer, "verantwoording.bescherming-tweede");
}
