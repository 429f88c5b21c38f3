#include "report/edition/account.h"

#include "report/edition/cells.h"
#include "report/edition/coverage_table.h"
#include "report/edition/words.h"

#include <string.h>

#define HASH_SHOWN 12

static const char *source_name(Writer *writer, const PublicationSource *source)
{
    g_autofree char *key = g_strconcat("bron.", source->source, NULL);
    const char *name = texts_lookup(writer->context->texts, key);
    return name != NULL ? name : source->source;
}

/* A legal basis as delivered, in Dutch; in another language when the texts know it. */
static const char *basis_words(Writer *writer, const char *basis)
{
    const Texts *texts = writer->context->texts;
    g_autoptr(GPtrArray) keys = texts_group(texts, "grondslag-zoek");
    for (guint i = 0; i < keys->len; i++) {
        const char *key = g_ptr_array_index(keys, i);
        g_autofree char *sought = g_strconcat("grondslag-zoek.", key, NULL);
        g_autofree char *words = g_strconcat("grondslag.", key, NULL);
        if (strcmp(texts_get(texts, sought), basis) == 0)
            return texts_get(texts, words);
    }
    return writer_keep(writer, inline_escape(basis));
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
    table_text(table, words_capital(writer, source_name(writer, source)));
    table_name(table, source->file_name);
    table_text(table, short_hash(writer, source->sha256));
    if (source->peildatum == DAY_NONE)
        table_state(table, STATE_NOT_AVAILABLE);
    else
        table_text(table, writer_short_day(writer, source->peildatum));
    table_text(table, writer_say(writer, !source->current    ? "verantwoording.vervangen"
                                         : source->synthetic ? "verantwoording.fictief"
                                                             : "verantwoording.geldig"));
}

/* --- sources together: one line for each name */

typedef struct {
    const PublicationSource *first; /* in use */
    gint64 rows, accepted;
} SourceSum;

/* only_used: those that stand under a figure or table of the report. */
static GArray *sum_sources(Writer *writer, gboolean only_used)
{
    GArray *sums = g_array_new(FALSE, FALSE, sizeof(SourceSum));
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    for (gsize i = 0; i < n; i++) {
        if (!sources[i].current ||
            (only_used && !g_hash_table_contains(writer->sources, sources[i].source)))
            continue;
        guint at = 0;
        while (at < sums->len &&
               strcmp(g_array_index(sums, SourceSum, at).first->source, sources[i].source) != 0)
            at++;
        if (at == sums->len)
            g_array_append_val(sums, ((SourceSum){&sources[i], 0, 0}));
        SourceSum *sum = &g_array_index(sums, SourceSum, at);
        sum->rows += sources[i].rows;
        sum->accepted += sources[i].accepted;
    }
    return sums;
}

/* "CoMensha: AVG art. 6; OM: Wjsg art. 15." */
static const char *legal_bases(Writer *writer, const GArray *sums)
{
    GString *bases = g_string_new(NULL);
    for (guint i = 0; i < sums->len; i++) {
        const PublicationSource *source = g_array_index(sums, SourceSum, i).first;
        const char *basis = basis_words(writer, source->legal_basis);
        if (*basis != '\0')
            g_string_append_printf(bases, "%s%s: %s", bases->len > 0 ? "; " : "",
                                   source_name(writer, source), basis);
    }
    return writer_keep(writer, g_string_free(bases, FALSE));
}

void account_sources_table(Writer *writer)
{
    static const char *const names[] = {"bron", "bestand", "sha", "peildatum", "stand"};
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    g_autoptr(GArray) sums = sum_sources(writer, FALSE);
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, G_N_ELEMENTS(names), 0, names);
    for (gsize i = 0; i < n; i++)
        add_source(writer, table, &sources[i]);
    TableInfo info = {.name = "verantwoording.bronnen",
                      .title = writer_say(writer, "verantwoording.bronnen-titel"),
                      .subtitle = writer_say(writer, "verantwoording.bronnen-onder"),
                      .notes = writer_say(writer, "verantwoording.bronnen-noot", "grondslagen",
                                          legal_bases(writer, sums)),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

static void sources_summary(Writer *writer, Flow *flow)
{
    static const char *const names[] = {"bron", "peildatum", "stand", "rijen", "aanvaard"};
    g_autoptr(GArray) sums = sum_sources(writer, TRUE);
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, 3, 2, names);
    for (guint i = 0; i < sums->len; i++) {
        const SourceSum *sum = &g_array_index(sums, SourceSum, i);
        Day peildatum = publication_peildatum(writer->publication, sum->first->source);
        table_begin_row(table, TABLE_ROW);
        table_text(table, words_capital(writer, source_name(writer, sum->first)));
        if (peildatum == DAY_NONE)
            table_state(table, STATE_NOT_AVAILABLE);
        else
            table_text(table, writer_short_day(writer, peildatum));
        table_text(table, writer_say(writer, sum->first->synthetic ? "verantwoording.fictief"
                                                                   : "verantwoording.geldig"));
        table_count(table, sum->rows);
        table_count(table, sum->accepted);
    }
    TableInfo info = {.name = "verantwoording.bronnen",
                      .title = writer_say(writer, "verantwoording.bronnen-titel"),
                      .notes = writer_say(writer, "verantwoording.grondslagen", "grondslagen",
                                          legal_bases(writer, sums)),
                      .compact = TRUE};
    table_append(flow, &info, table);
}

void account_sources_summary(Writer *writer, gboolean with_completeness)
{
    static const double shares[] = {0.6, 0.4};
    const char *complete = with_completeness ? coverage_sentences(writer) : "";
    if (*complete == '\0') {
        sources_summary(writer, writer->flow);
        return;
    }
    Flow *columns[2];
    flow_columns(writer->flow, 2, shares, columns);
    sources_summary(writer, columns[0]);
    flow_paragraph(columns[1],
                   writer_join(writer, writer_say(writer, "dekking.kop-zin"), complete));
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
        table_text(table, words_capital(writer, source_name(writer, source)));
        table_name(table, source->file_name);
        table_count(table, source->rows);
        table_count(table, source->accepted);
        table_count(table, source->rejected);
        table_count(table, source->duplicate);
        table_count(table, source->excluded);
    }
    TableInfo info = {.name = "verantwoording.rijen",
                      .title = writer_say(writer, "verantwoording.rijen-titel"),
                      .subtitle = writer_say(writer, "verantwoording.rijen-onder"),
                      .notes = writer_say(writer, "verantwoording.rijen-noot"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- reasons, summed over the deliveries of a source */

typedef struct {
    const PublicationSource *source;
    const char *kind, *name;
    gint64 rows;
} Reason;

static gboolean same_reason(const Reason *a, const Reason *b)
{
    return strcmp(a->source->source, b->source->source) == 0 && strcmp(a->kind, b->kind) == 0 &&
           strcmp(a->name, b->name) == 0;
}

static void add_reason(GArray *reasons, const Reason *reason)
{
    for (guint i = 0; i < reasons->len; i++) {
        Reason *known = &g_array_index(reasons, Reason, i);
        if (same_reason(known, reason)) {
            known->rows += reason->rows;
            return;
        }
    }
    g_array_append_val(reasons, *reason);
}

static void collect_reasons(Writer *writer, const PublicationSource *source, GArray *reasons)
{
    gsize n;
    g_autofree PublicationTally *tallies = publication_tallies(writer->publication, source->id, &n);
    for (gsize i = 0; i < n; i++) {
        Reason reason = {source, tallies[i].kind, tallies[i].name, tallies[i].count};
        if (strcmp(reason.kind, "excluded") == 0 || strcmp(reason.kind, "rejected") == 0)
            add_reason(reasons, &reason);
    }
}

void account_excluded_table(Writer *writer)
{
    static const char *const names[] = {"bron", "soort", "reden", "rijen"};
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    g_autoptr(GArray) reasons = g_array_new(FALSE, FALSE, sizeof(Reason));
    for (gsize i = 0; i < n; i++)
        if (sources[i].current)
            collect_reasons(writer, &sources[i], reasons);
    if (reasons->len == 0)
        return;
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, 3, 1, names);
    for (guint i = 0; i < reasons->len; i++) {
        const Reason *reason = &g_array_index(reasons, Reason, i);
        g_autofree char *key = g_strconcat("verantwoording.soort-", reason->kind, NULL);
        table_begin_row(table, TABLE_ROW);
        table_text(table, words_capital(writer, source_name(writer, reason->source)));
        table_text(table, writer_say(writer, key));
        table_text(table, reason->name);
        table_count(table, reason->rows);
    }
    TableInfo info = {.name = "verantwoording.redenen",
                      .title = writer_say(writer, "verantwoording.redenen-titel"),
                      .subtitle = writer_say(writer, "verantwoording.redenen-onder"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- bridges */

static const char *step_name(Writer *writer, const BridgeStep *step)
{
    g_autofree char *key = g_strconcat("bridge.", step->name, NULL);
    const char *name = texts_lookup(writer->context->texts, key);
    return name != NULL ? name : step->name;
}

/* A bridge over nothing explains nothing. */
static gboolean has_steps(gsize n, const BridgeStep *steps)
{
    for (gsize i = 1; i + 1 < n; i++)
        if (steps[i].state != STATE_VALUE || steps[i].value != 0)
            return TRUE;
    return FALSE;
}

static gboolean draw_bridge(Writer *writer, const char *bridge, Period period)
{
    gsize n;
    g_autofree BridgeStep *steps =
        publication_bridge(writer->publication, bridge, period, writer->area, &n);
    if (!has_steps(n, steps))
        return FALSE;
    static const char *const names[] = {"stap", "eenheid", "aantal"};
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table, 2, 1, names);
    for (gsize i = 0; i < n; i++) {
        table_begin_row(table, i + 1 == n ? TABLE_ROW_TOTAL : TABLE_ROW);
        table_text(table, step_name(writer, &steps[i]));
        table_text(table, words_unit(writer, steps[i].unit));
        table_count_or_state(table, steps[i].value, steps[i].state);
    }
    g_autofree char *key = g_strconcat("bridge.titel-", bridge, NULL);
    TableInfo info = {.name = writer_keep(writer, g_strconcat("bridge.", bridge, NULL)),
                      .title = writer_say(writer, key, "periode", writer_period(writer, period)),
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
    TableInfo info = {.name = "verantwoording.herziening",
                      .title = writer_say(writer, "verantwoording.herziening-titel"),
                      .subtitle = writer_say(writer, "verantwoording.herziening-onder"),
                      .compact = TRUE};
    table_append(writer->flow, &info, g_steal_pointer(&table));
    return TRUE;
}

void account_protection(Writer *writer)
{
    gint64 below = publication_suppress_below(writer->publication);
    flow_paragraph(writer->flow,
                   writer_join(writer,
                               below > 1 ? writer_say(writer, "verantwoording.bescherming-regel",
                                                      "van", writer_count(writer, 1), "tot",
                                                      writer_count(writer, below - 1))
                                         : "",
                               writer_say(writer, "verantwoording.bescherming-tweede")));
}
