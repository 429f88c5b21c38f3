#include "report/edition/change_table.h"

#include "report/edition/sources.h"
#include "report/edition/words.h"
#include "report/table/table.h"

#include <math.h>
#include <string.h>

/* --- words */

const char *change_percent(Writer *writer, double ratio, int decimals)
{
    double step = pow(10.0, -decimals);
    double percent = round(100.0 * (ratio - 1.0) / step) * step;
    return writer_numbers_note(
        writer->numbers, writer_keep(writer, format_change(ratio, decimals, writer->language)),
        percent, NAN);
}

const char *change_judgement(Writer *writer, const PublishedTrend *trend)
{
    if (!trend->is_fine || trend->direction == NULL) {
        g_autofree char *key = g_strconcat("beweging.geen-", trend->state, NULL);
        const char *words = texts_lookup(writer->context->texts, key);
        return words != NULL ? words : writer_say(writer, "grafiek.richting-geen-uitspraak");
    }
    g_autofree char *key = g_strconcat("grafiek.richting-", trend->direction, NULL);
    return writer_say(writer, key);
}

const char *change_name(Writer *writer, const char *measure)
{
    g_autofree char *key = g_strconcat("beweging.maat-", measure, NULL);
    const char *words = texts_lookup(writer->context->texts, key);
    return words != NULL ? words : writer_measure(writer, measure);
}

static const char *stretch(Writer *writer, const PublishedTrend *trend)
{
    if (trend->from.kind != PERIOD_YEAR || trend->to.kind != PERIOD_YEAR)
        return "";
    Period period = {PERIOD_WINDOW, trend->to.year, trend->to.year - trend->from.year + 1};
    return writer_period(writer, period);
}

/* --- rows */

static gboolean find(Writer *writer, const ChangeSeriesOf *series, PublishedTrend *trend)
{
    return series->area != AREA_NONE && publication_trend(writer->publication, series->measure,
                                                          series->area, series->kind, trend);
}

/* Percentages of small numbers say more than the numbers bear: only the judgement is given. */
static gboolean has_percentages(const PublishedTrend *trend)
{
    return trend->is_fine && isfinite(trend->change) && isfinite(trend->lower) &&
           isfinite(trend->upper) &&
           !(trend->is_yearly && publication_names_hold(trend->caveats, "small"));
}

static void add_change(Writer *writer, ReportTable *table, const PublishedTrend *trend)
{
    if (!has_percentages(trend)) {
        table_state(table, STATE_NOT_AVAILABLE);
        table_state(table, STATE_NOT_AVAILABLE);
        return;
    }
    int decimals = trend->is_yearly ? 1 : 0;
    table_number_as(table, 100.0 * (trend->change - 1.0),
                    change_percent(writer, trend->change, decimals));
    const char *range =
        writer_say(writer, "beweging.tot", "onder", change_percent(writer, trend->lower, decimals),
                   "boven", change_percent(writer, trend->upper, decimals));
    table_range_as(table, 100.0 * (trend->lower - 1.0), 100.0 * (trend->upper - 1.0), range);
}

static void add_windows(Writer *writer, ReportTable *table, const ChangeSeriesOf *series)
{
    Period last = writer->window;
    Period first = {PERIOD_WINDOW, last.year - last.number, last.number};
    const Period windows[] = {first, last};
    for (gsize i = 0; i < G_N_ELEMENTS(windows); i++) {
        Cell cell =
            publication_total(writer->publication, series->measure, series->area, windows[i]);
        cells_count(table, &cell);
    }
}

static void add_columns(Writer *writer, ReportTable *table, gboolean by_area)
{
    Period last = writer->window;
    Period first = {PERIOD_WINDOW, last.year - last.number, last.number};
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "beweging.cijfer"));
    if (by_area) {
        table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "beweging.periode"));
    } else {
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, first));
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, last));
    }
    table_add_column(table, TABLE_COLUMN_NUMBER,
                     writer_say(writer, by_area ? "beweging.per-jaar" : "beweging.verschil"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "algemeen.interval"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "beweging.oordeel"));
}

static gboolean has_several_areas(gsize n_series, const ChangeSeriesOf *series)
{
    for (gsize i = 1; i < n_series; i++)
        if (series[i].area != series[0].area)
            return TRUE;
    return FALSE;
}

/* A head over the rows of one area. */
static void add_area(Writer *writer, ReportTable *table, AreaId area)
{
    const char *key =
        area_kind(writer->areas, area) == AREA_PARKET ? "beweging.parket" : "beweging.eenheid";
    table_begin_row(table, TABLE_ROW_GROUP);
    table_text(table, area == writer->land
                          ? writer_area(writer, area)
                          : writer_say(writer, key, "gebied", area_name(writer->areas, area)));
}

static void add_row(Writer *writer, ReportTable *table, const ChangeSeriesOf *series,
                    const PublishedTrend *trend, gboolean by_area)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, change_name(writer, series->measure));
    if (!by_area)
        add_windows(writer, table, series);
    else if (trend->is_fine)
        table_text(table, stretch(writer, trend));
    else
        table_state(table, STATE_NOT_AVAILABLE);
    add_change(writer, table, trend);
    table_text(table, change_judgement(writer, trend));
}

/* Under the table: the series it leaves out, and what a row without a percentage means. */
static const char *notes(Writer *writer, const GPtrArray *left_out, gboolean any_without)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < left_out->len; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? "; " : "",
                               (const char *)g_ptr_array_index(left_out, i));
    return writer_join(
        writer,
        left_out->len > 0 ? writer_say(writer, "beweging.weggelaten", "maten", names->str) : "",
        any_without ? writer_say(writer, "beweging.te-klein") : "");
}

gboolean change_table_append(Writer *writer, Flow *flow, const ChangeTable *changes)
{
    g_autoptr(ReportTable) table = table_new(writer->language);
    g_autoptr(GPtrArray) left_out = g_ptr_array_new();
    gboolean any_without = FALSE;
    gboolean has_heads = changes->by_area && has_several_areas(changes->n_series, changes->series);
    AreaId area = AREA_NONE;
    add_columns(writer, table, changes->by_area);
    for (gsize i = 0; i < changes->n_series; i++) {
        const ChangeSeriesOf *series = &changes->series[i];
        PublishedTrend trend;
        if (!find(writer, series, &trend))
            continue;
        if (!changes->by_area && !trend.is_fine) {
            g_ptr_array_add(left_out, (gpointer)change_name(writer, series->measure));
            continue;
        }
        if (has_heads && series->area != area)
            add_area(writer, table, series->area);
        area = series->area;
        add_row(writer, table, series, &trend, changes->by_area);
        any_without |= trend.is_fine && !has_percentages(&trend);
    }
    if (table_n_rows(table) == 0)
        return FALSE;
    TableInfo info = {.name = changes->name,
                      .title = changes->title,
                      .subtitle = changes->subtitle,
                      .notes = notes(writer, left_out, any_without),
                      .source = changes->source,
                      .compact = TRUE};
    table_append(flow, &info, g_steal_pointer(&table));
    return TRUE;
}

/* --- what to mind */

/* "signalen (Oost-Brabant)" */
static const char *series_words(Writer *writer, const ChangeSeriesOf *series)
{
    return writer_say(writer, "beweging.reeks", "maat", change_name(writer, series->measure),
                      "gebied", writer_area(writer, series->area));
}

static void add_caveat(Writer *writer, GPtrArray *items, gsize n_series,
                       const ChangeSeriesOf *series, const char *caveat)
{
    g_autofree char *key = g_strconcat("beweging.let-", caveat, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    gboolean several = has_several_areas(n_series, series);
    for (gsize i = 0; i < n_series; i++) {
        PublishedTrend trend;
        if (find(writer, &series[i], &trend) && trend.is_fine &&
            publication_names_hold(trend.caveats, caveat))
            g_ptr_array_add(names, (gpointer)(several ? series_words(writer, &series[i])
                                                      : change_name(writer, series[i].measure)));
    }
    if (names->len > 0)
        g_ptr_array_add(items,
                        (gpointer)writer_say(writer, key, "reeksen", writer_list(writer, names)));
}

/* The events in the stretch of any series, in order of time. */
static void add_breaks(Writer *writer, GPtrArray *items, gsize n_series,
                       const ChangeSeriesOf *series)
{
    gsize n;
    const PublicationEvent *events = publication_events(writer->publication, &n);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        for (gsize j = 0; j < n_series; j++) {
            PublishedTrend trend;
            if (!find(writer, &series[j], &trend) || !trend.is_fine ||
                !publication_names_hold(trend.breaks, events[i].code))
                continue;
            g_ptr_array_add(names, (gpointer)sources_event_words(writer, &events[i]));
            break;
        }
    if (names->len > 0)
        g_ptr_array_add(items, (gpointer)writer_say(writer, "beweging.let-breaks", "gebeurtenissen",
                                                    writer_list(writer, names)));
}

void change_caveats_append(Writer *writer, Flow *flow, gsize n_series, const ChangeSeriesOf *series,
                           guint level)
{
    static const char *const caveats[] = {"spread",   "chance", "step",       "sources",
                                          "disagree", "bend",   "not-latest", "earlier"};
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    add_breaks(writer, items, n_series, series);
    for (gsize i = 0; i < G_N_ELEMENTS(caveats); i++)
        add_caveat(writer, items, n_series, series, caveats[i]);
    if (items->len == 0)
        return;
    flow_heading_unnumbered(flow, level, writer_say(writer, "beweging.let-op"));
    words_columns(flow, items);
}
