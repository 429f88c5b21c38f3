#include "report/edition/breakdown.h"
#include "report/edition/coverage_table.h"
#include "report/edition/kwartaal_parts.h"
#include "report/edition/sources.h"
#include "report/edition/words.h"

#include <math.h>
#include <string.h>

/* How complete the sources are: what a reader of a quarter must know before any number. */

static const char *const sources[] = {"comensha", "politie", "om"};

/* Years back in which the same quarter is shown beside this one. */
#define YEARS_BACK 3
/* Deliveries of other years compare when they came about as long after their quarter. */
#define SAME_DELAY 21

/* The state of the source in the quarter: that of its first measure there. */
static CellState source_state(const Kwartaal *kwartaal, const char *source)
{
    Writer *writer = kwartaal->writer;
    for (guint i = 0; i < kwartaal->measures->len; i++) {
        const QuarterMeasure *measure = &g_array_index(kwartaal->measures, QuarterMeasure, i);
        const Measure *known = measure_find(writer->context->measures, measure->measure);
        if (known != NULL && strcmp(measure_source(known), source) == 0)
            return measure->now.state;
    }
    return STATE_NOT_DELIVERED;
}

static gboolean is_delivered(CellState state)
{
    return state == STATE_VALUE || state == STATE_SUPPRESSED;
}

typedef struct {
    gint64 files, rows, rejected;
    Day peildatum;
} Delivered;

static Delivered delivered_by(Writer *writer, const char *source)
{
    gsize n;
    const PublicationSource *all = publication_sources(writer->publication, &n);
    Delivered delivered = {.peildatum = publication_peildatum(writer->publication, source)};
    for (gsize i = 0; i < n; i++) {
        if (!all[i].current || strcmp(all[i].source, source) != 0)
            continue;
        delivered.files++;
        delivered.rows += all[i].rows;
        delivered.rejected += all[i].rejected;
    }
    return delivered;
}

static void add_source(const Kwartaal *kwartaal, ReportTable *table, const char *source)
{
    Writer *writer = kwartaal->writer;
    Delivered delivered = delivered_by(writer, source);
    CellState state = source_state(kwartaal, source);
    g_autofree char *key = g_strconcat("bron.", source, NULL);
    table_begin_row(table, TABLE_ROW);
    table_text(table, words_capital(writer, writer_say(writer, key)));
    table_text(table,
               writer_say(writer, state == STATE_VALUE        ? "kwartaalblad.stand-geleverd"
                                  : state == STATE_SUPPRESSED ? "kwartaalblad.stand-onderdrukt"
                                                              : "kwartaalblad.stand-niet"));
    if (delivered.files == 0 || delivered.peildatum == DAY_NONE) {
        for (int i = 0; i < 4; i++)
            table_state(table, STATE_NOT_DELIVERED);
        return;
    }
    table_text(table, writer_short_day(writer, delivered.peildatum));
    gint64 after = delivered.peildatum - period_last_day(kwartaal->quarter);
    if (after >= 0)
        table_count(table, after);
    else
        table_state(table, STATE_NOT_APPLICABLE);
    table_count(table, delivered.rows);
    table_count(table, delivered.rejected);
}

static void draw_sources(const Kwartaal *kwartaal)
{
    static const char *const heads[] = {"dagen", "rijen", "afgewezen"};
    Writer *writer = kwartaal->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.bron"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.stand"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "kwartaalblad.peildatum"));
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *key = g_strconcat("kwartaalblad.", heads[i], NULL);
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, key));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
        add_source(kwartaal, table, sources[i]);
    TableInfo info = {.name = "kwartaal.bronnen",
                      .title = writer_say(writer, "kwartaalblad.bronnen-titel"),
                      .subtitle = writer_say(writer, "kwartaalblad.bronnen-onder"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- who reported already: the same quarter of some years */

static void draw_reporters(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    Period periods[YEARS_BACK];
    for (int i = 0; i < YEARS_BACK; i++)
        periods[YEARS_BACK - 1 - i] =
            period_quarter(kwartaal->quarter.year - i, kwartaal->quarter.number);
    Breakdown breakdown = {"gemelde_personen", writer->land, periods, YEARS_BACK, FALSE};
    if (!breakdown_exists(writer, &breakdown, "reporter")) {
        writer_paragraph(writer, "kwartaalblad.melders-geen");
        return;
    }
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.melders-kop"));
    breakdown_add_rows(writer, table, &breakdown, "reporter");
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.name = "kwartaal.melders",
                      .title = writer_say(writer, "kwartaalblad.melders-titel"),
                      .subtitle = writer_say(writer, "kwartaalblad.melders-onder"),
                      .notes = writer_say(writer, "kwartaalblad.melders-noot"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- which usual reporters are there */

/* "4e kw. 2022: 100%; 4e kw. 2023: 97%". */
static const char *shares_in_words(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    GString *words = g_string_new(NULL);
    g_autoptr(GPtrArray) shares = g_ptr_array_new();
    for (int back = YEARS_BACK - 1; back >= 0; back--) {
        Period quarter = period_quarter(kwartaal->quarter.year - back, kwartaal->quarter.number);
        PublishedCoverage coverage;
        if (!publication_coverage(writer->publication, "gemelde_personen", quarter, &coverage) ||
            !isfinite(coverage.share))
            continue;
        const char *share = writer_decimal(writer, 100 * coverage.share, 0);
        g_ptr_array_add(shares, (gpointer)share);
        g_string_append_printf(words, "%s%s %s%%", words->len > 0 ? ", " : "",
                               writer_short_period(writer, quarter), share);
    }
    return writer_numbers_list(writer->numbers, writer_keep(writer, g_string_free(words, FALSE)),
                               shares);
}

static void say_coverage(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    PublishedCoverage coverage;
    if (!publication_coverage(writer->publication, "gemelde_personen", kwartaal->quarter,
                              &coverage) ||
        !isfinite(coverage.share))
        return;
    const char *missing = coverage_missing_names(writer, &coverage);
    flow_paragraph(writer->flow,
                   writer_join(writer,
                               missing == NULL ? writer_say(writer, "kwartaalblad.dekking-alle")
                                               : writer_say(writer, "kwartaalblad.dekking-zonder",
                                                            "namen", missing),
                               writer_say(writer, "kwartaalblad.dekking-reeks", "aandelen",
                                          shares_in_words(kwartaal))));
}

/* --- how much was known of earlier quarters at the same delay */

static gboolean compares(const Kwartaal *kwartaal, const Revision *revision, gint64 delay)
{
    if (revision->period.kind != PERIOD_QUARTER || revision->state != STATE_VALUE ||
        revision->period.number != kwartaal->quarter.number)
        return FALSE;
    gint64 then = revision->peildatum - period_last_day(revision->period);
    return ABS(then - delay) <= SAME_DELAY;
}

static void draw_delay(const Kwartaal *kwartaal)
{
    static const char *const heads[] = {"dagen", "vertraging-toen", "vertraging-nu",
                                        "vertraging-deel"};
    Writer *writer = kwartaal->writer;
    Day peildatum = publication_peildatum(writer->publication, "comensha");
    gint64 delay = peildatum - period_last_day(kwartaal->quarter);
    gsize n;
    g_autofree Revision *revisions =
        publication_revisions(writer->publication, "gemelde_personen", writer->land, &n);
    g_autoptr(ReportTable) table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verantwoording.periode"));
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *key = g_strconcat("kwartaalblad.", heads[i], NULL);
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, key));
    }
    for (gsize i = 0; i < n; i++) {
        Cell now = publication_total(writer->publication, "gemelde_personen", writer->land,
                                     revisions[i].period);
        if (!compares(kwartaal, &revisions[i], delay) || !cells_has_value(&now))
            continue;
        table_begin_row(table, TABLE_ROW);
        table_text(table, writer_period(writer, revisions[i].period));
        table_count(table, revisions[i].peildatum - period_last_day(revisions[i].period));
        table_count(table, revisions[i].value);
        cells_count(table, &now);
        table_share(table, revisions[i].value, now.value);
    }
    flow_heading(writer->flow, 2, writer_say(writer, "kwartaalblad.vertraging"));
    if (table_n_rows(table) == 0) {
        writer_paragraph(writer, "kwartaalblad.vertraging-onbekend");
        return;
    }
    writer_introduction(writer, "kwartaalblad.vertraging-tekst");
    TableInfo info = {.name = "kwartaal.vertraging",
                      .title = writer_say(writer, "kwartaalblad.vertraging-titel"),
                      .subtitle = writer_say(writer, "kwartaalblad.vertraging-onder"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, g_steal_pointer(&table));
}

void kwartaal_completeness(const Kwartaal *kwartaal)
{
    Writer *writer = kwartaal->writer;
    gint64 n_delivered = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
        n_delivered += is_delivered(source_state(kwartaal, sources[i])) ? 1 : 0;
    const char *key = n_delivered == G_N_ELEMENTS(sources) ? "kwartaalblad.volledig-lead-alle"
                      : n_delivered > 0                    ? "kwartaalblad.volledig-lead-deel"
                                                           : "kwartaalblad.volledig-lead-geen";
    flow_heading(writer->flow, 1, writer_say(writer, "kwartaalblad.volledig"));
    flow_lead(writer->flow, writer_say(writer, key, "kwartaal", kwartaal->name, "n",
                                       writer_count(writer, n_delivered), "totaal",
                                       writer_count(writer, G_N_ELEMENTS(sources))));
    flow_keep_with_next(writer->flow);
    draw_sources(kwartaal);
    if (kwartaal->measures->len == 0)
        return;
    draw_reporters(kwartaal);
    say_coverage(kwartaal);
    draw_delay(kwartaal);
}
