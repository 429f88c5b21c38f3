#include "report/edition/coverage_table.h"

#include "report/edition/sources.h"
#include "report/edition/words.h"

#include <math.h>

#define MEASURE "gemelde_personen"

static int first_year(const Writer *writer)
{
    return writer->year.year - (int)writer->series_years + 1;
}

static gboolean coverage_in(Writer *writer, const char *measure, Period period,
                            PublishedCoverage *coverage)
{
    return publication_coverage(writer->publication, measure, period, coverage);
}

static gint64 percent_of_days(const PublishedCoverage *coverage)
{
    return (coverage->days * 100 + coverage->days_in_period / 2) / coverage->days_in_period;
}

/* --- one row: a number for each year */

typedef enum { ROW_DAYS, ROW_REPORTERS, ROW_SHARE } RowKind;

static void add_value(ReportTable *table, const PublishedCoverage *coverage, RowKind kind)
{
    if (kind == ROW_DAYS && coverage->days >= 0 && coverage->days_in_period > 0)
        table_percent(table, percent_of_days(coverage));
    else if (kind == ROW_REPORTERS && coverage->reporters >= 0)
        table_count(table, coverage->reporters);
    else if (kind == ROW_SHARE && isfinite(coverage->share))
        table_percent(table, (gint64)floor(100 * coverage->share + 0.5));
    else
        table_state(table, STATE_NOT_AVAILABLE);
}

static void add_row(Writer *writer, ReportTable *table, const char *head, const char *measure,
                    RowKind kind)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, head);
    for (int year = first_year(writer); year <= writer->year.year; year++) {
        PublishedCoverage coverage;
        if (coverage_in(writer, measure, period_year(year), &coverage))
            add_value(table, &coverage, kind);
        else
            table_state(table, STATE_NOT_DELIVERED);
    }
}

static gboolean any_coverage(Writer *writer, const char *measure)
{
    PublishedCoverage coverage;
    for (int year = first_year(writer); year <= writer->year.year; year++)
        if (coverage_in(writer, measure, period_year(year), &coverage))
            return TRUE;
    return FALSE;
}

static ReportTable *table_of_years(Writer *writer, const char *head)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, head);
    for (int year = first_year(writer); year <= writer->year.year; year++)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_year(writer, year));
    return table;
}

/* --- the quarters in which somebody was missing */

const char *coverage_missing_names(Writer *writer, const PublishedCoverage *coverage)
{
    g_auto(GStrv) codes = g_strsplit(coverage->missing, "+", -1);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (char **code = codes; *code != NULL; code++)
        if (**code != '\0')
            g_ptr_array_add(names, (gpointer)writer_code_in_sentence(writer, "reporter", *code));
    return names->len > 0 ? writer_list(writer, names) : NULL;
}

/* "opvang (1e kw. 2024), jeugdhulp (4e kw. 2024)"; NULL when nobody was missing. */
static const char *missing_quarters(Writer *writer, int first)
{
    g_autoptr(GPtrArray) quarters = g_ptr_array_new();
    for (int year = first; year <= writer->year.year; year++)
        for (int number = 1; number <= 4; number++) {
            Period quarter = period_quarter(year, number);
            PublishedCoverage coverage;
            const char *names = coverage_in(writer, MEASURE, quarter, &coverage)
                                    ? coverage_missing_names(writer, &coverage)
                                    : NULL;
            if (names != NULL)
                g_ptr_array_add(quarters, (gpointer)writer_say(
                                              writer, "dekking.ontbreekt", "namen", names,
                                              "kwartaal", writer_short_period(writer, quarter)));
        }
    return quarters->len > 0 ? writer_list(writer, quarters) : NULL;
}

gboolean coverage_of_reporters(Writer *writer, Flow *flow)
{
    if (!any_coverage(writer, MEASURE))
        return FALSE;
    ReportTable *table = table_of_years(writer, writer_say(writer, "dekking.kop"));
    add_row(writer, table, writer_say(writer, "dekking.dagen"), MEASURE, ROW_DAYS);
    add_row(writer, table, writer_say(writer, "dekking.melders"), MEASURE, ROW_REPORTERS);
    add_row(writer, table, writer_say(writer, "dekking.aandeel"), MEASURE, ROW_SHARE);
    const char *missing = missing_quarters(writer, first_year(writer));
    TableInfo info = {
        .name = "dekking.melders",
        .title = writer_say(writer, "dekking.melders-titel"),
        .subtitle = writer_say(writer, "dekking.melders-onder"),
        .notes = writer_join(
            writer, writer_say(writer, "dekking.melders-noot"),
            missing != NULL ? writer_say(writer, "dekking.kwartalen", "kwartalen", missing) : ""),
        .source = sources_line(writer, "comensha"),
        .compact = TRUE};
    table_append(flow, &info, table);
    return TRUE;
}

static const struct {
    const char *measure, *source;
} rows[] = {{MEASURE, "bron.comensha"},
            {"politie_signalen", "bron.politie"},
            {"om_ingeschreven", "bron.om"}};

gboolean coverage_of_sources(Writer *writer, Flow *flow)
{
    gboolean any = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        any |= any_coverage(writer, rows[i].measure);
    if (!any)
        return FALSE;
    ReportTable *table = table_of_years(writer, writer_say(writer, "dekking.bron"));
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        add_row(writer, table, words_capital(writer, writer_say(writer, rows[i].source)),
                rows[i].measure, ROW_DAYS);
    TableInfo info = {.name = "dekking.bronnen",
                      .title = writer_say(writer, "dekking.bronnen-titel"),
                      .subtitle = writer_say(writer, "dekking.bronnen-onder"),
                      .notes = writer_say(writer, "dekking.bronnen-noot"),
                      .source = sources_line(writer, "comensha", "politie", "om"),
                      .compact = TRUE};
    table_append(flow, &info, table);
    return TRUE;
}

/* --- in sentences */

static int first_of_window(const Writer *writer)
{
    return writer->window.year - writer->window.number + 1;
}

static gboolean is_whole(const PublishedCoverage *coverage)
{
    return coverage->days < 0 || coverage->days >= coverage->days_in_period;
}

/* "politie in 2021 (50%)" for each year of which not all was delivered. */
static void add_gaps(Writer *writer, GPtrArray *gaps, const char *measure, const char *source)
{
    for (int year = first_of_window(writer); year <= writer->window.year; year++) {
        PublishedCoverage coverage = {.days = 0, .days_in_period = 1};
        gboolean known = coverage_in(writer, measure, period_year(year), &coverage);
        if (known && is_whole(&coverage))
            continue;
        g_ptr_array_add(
            gaps, (gpointer)writer_say(writer, "dekking.gat", "bron", source, "jaar",
                                       writer_year(writer, year), "deel",
                                       writer_share(writer, percent_of_days(&coverage), 100)));
    }
}

static const char *delivered_sentence(Writer *writer)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GPtrArray) gaps = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (!any_coverage(writer, rows[i].measure))
            continue;
        const char *source = writer_say(writer, rows[i].source);
        guint before = gaps->len;
        add_gaps(writer, gaps, rows[i].measure, source);
        if (gaps->len == before)
            g_ptr_array_add(names, (gpointer)source);
    }
    const char *window = writer_period(writer, writer->window);
    return writer_join(
        writer,
        names->len > 0 ? writer_say_count(writer, "dekking.alles", names->len, "bronnen",
                                          writer_list(writer, names), "venster", window)
                       : "",
        gaps->len > 0 ? writer_say(writer, "dekking.gaten", "gaten", writer_list(writer, gaps))
                      : "");
}

/* Who was missing for a whole year, then who was for a quarter; or that nobody was. */
static const char *reporters_sentence(Writer *writer)
{
    g_autoptr(GPtrArray) years = g_ptr_array_new();
    gboolean known = FALSE;
    for (int year = first_of_window(writer); year <= writer->window.year; year++) {
        PublishedCoverage coverage;
        if (!coverage_in(writer, MEASURE, period_year(year), &coverage) || coverage.reporters < 0)
            continue;
        const char *names = coverage_missing_names(writer, &coverage);
        known = TRUE;
        if (names != NULL)
            g_ptr_array_add(years, (gpointer)writer_say(writer, "dekking.ontbreekt", "namen", names,
                                                        "kwartaal", writer_year(writer, year)));
    }
    const char *quarters = missing_quarters(writer, first_of_window(writer));
    return writer_join(
        writer,
        !known ? ""
        : years->len > 0
            ? writer_say(writer, "dekking.melders-niet", "melders", writer_list(writer, years))
            : writer_say(writer, "dekking.melders-alle", "venster",
                         writer_period(writer, writer->window)),
        quarters != NULL ? writer_say(writer, "dekking.kwartalen", "kwartalen", quarters) : "");
}

const char *coverage_sentences(Writer *writer)
{
    const char *delivered = delivered_sentence(writer);
    if (*delivered == '\0')
        return "";
    return writer_join(writer, delivered, reporters_sentence(writer),
                       writer_say(writer, "dekking.niet-alles"));
}
