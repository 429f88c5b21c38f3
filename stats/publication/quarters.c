#include "stats/publication/series.h"
#include "stats/publication/statistics.h"
#include "stats/trend/aberration.h"
#include "stats/trend/trend_sentence.h"

#include <math.h>

/* Table quarter: the last published quarter of every series against those before it. */

#define N_COLUMNS 20
#define LEVEL 0.95
#define QUARTERS 4

typedef struct {
    Statistics *statistics;
    const Measure *measure;
    sqlite3_stmt *insert;
} QuarterWriter;

static gboolean has_value(const TrendPoint *point)
{
    return point != NULL && point->state == STATE_VALUE;
}

/* The point `back` quarters before the last; NULL when it is not there. */
static const TrendPoint *point_before(const GArray *points, guint back)
{
    if (points->len <= back)
        return NULL;
    const TrendPoint *last = &g_array_index(points, TrendPoint, points->len - 1);
    const TrendPoint *point = &g_array_index(points, TrendPoint, points->len - 1 - back);
    int distance = (last->period.year - point->period.year) * QUARTERS + last->period.number -
                   point->period.number;
    return distance == (int)back ? point : NULL;
}

static Aberration judge(const GArray *points)
{
    g_autofree double *counts = g_new(double, points->len + 1);
    for (guint i = 0; i < points->len; i++) {
        const TrendPoint *point = &g_array_index(points, TrendPoint, i);
        counts[i] = has_value(point) ? (double)point->count : NAN;
    }
    return aberration_find(points->len, counts, g_array_index(points, TrendPoint, 0).period.number,
                           LEVEL);
}

/* Sum of four quarters that end `back` quarters before the last; persons are not added. */
static void bind_four(const QuarterWriter *writer, int place, const GArray *points, guint back)
{
    gint64 sum = 0;
    if (measure_counts_persons(writer->measure))
        return;
    for (guint i = 0; i < QUARTERS; i++) {
        const TrendPoint *point = point_before(points, back + i);
        if (!has_value(point))
            return;
        sum += point->count;
    }
    sqlite3_bind_int64(writer->insert, place, sum);
}

/* The ratio has limits at the dispersion of the series; where that is not known there is none. */
static void bind_year_before(const QuarterWriter *writer, const GArray *points,
                             const Aberration *aberration)
{
    const TrendPoint *last = point_before(points, 0);
    const TrendPoint *before = point_before(points, QUARTERS);
    if (!has_value(last) || !has_value(before))
        return;
    sqlite3_bind_int64(writer->insert, 12, before->count);
    if (aberration->kind > ABERRATION_LOW)
        return;
    TrendResult ratio = trend_compare(before, last, aberration->dispersion);
    const double figures[] = {ratio.change, ratio.lower, ratio.upper};
    statistics_bind_numbers(writer->insert, 13, G_N_ELEMENTS(figures), figures);
}

static void bind_aberration(const QuarterWriter *writer, const Aberration *aberration)
{
    static const char *const words[] = {"usual", "high", "low", "too-short", "too-sparse"};
    gboolean judged = aberration->kind <= ABERRATION_LOW;
    sqlite3_bind_text(writer->insert, 6, words[aberration->kind], -1, SQLITE_STATIC);
    if (!judged)
        return;
    sqlite3_bind_double(writer->insert, 7, aberration->expected);
    sqlite3_bind_int64(writer->insert, 8, aberration->usual_lower);
    sqlite3_bind_int64(writer->insert, 9, aberration->usual_upper);
    sqlite3_bind_double(writer->insert, 10, aberration->p_value);
    sqlite3_bind_double(writer->insert, 11, aberration->dispersion);
    writer->statistics->summary->n_quarters++;
    writer->statistics->summary->n_notable += aberration->kind != ABERRATION_USUAL;
}

/* The calendar of events in the quarter: codes for the table, labels for the sentence. */
static char *events_in(const QuarterWriter *writer, AreaId area, Period period, int language)
{
    const Statistics *statistics = writer->statistics;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < statistics->events->len; i++) {
        const SeriesEvent *event = g_ptr_array_index(statistics->events, i);
        if (period_contains(period, event->day) &&
            series_event_touches(event, statistics->context->areas, writer->measure, area))
            g_ptr_array_add(names, language < 0 ? event->code : event->label[language]);
    }
    if (names->len == 0)
        return g_strdup("");
    if (language >= 0)
        return format_list((const char *const *)names->pdata, names->len, (Language)language);
    g_ptr_array_add(names, NULL);
    return g_strjoinv("+", (char **)names->pdata);
}

static char *sentence_of(const QuarterWriter *writer, const Series *series,
                         const Aberration *aberration, int language)
{
    const TrendPoint *last = point_before(series->points, 0);
    const Texts *texts = writer->statistics->texts[language];
    char *sentence =
        quarter_sentence(texts, aberration, last, point_before(series->points, QUARTERS));
    g_autofree char *events = events_in(writer, series->area, last->period, language);
    if (events[0] == '\0')
        return sentence;
    g_autofree char *first = sentence;
    g_autofree char *calendar =
        texts_fill(texts, "kwartaal.gebeurtenis", "gebeurtenissen", events, (char *)NULL);
    return g_strconcat(first, " ", calendar, NULL);
}

static gboolean write_row(const QuarterWriter *writer, const Series *series, GError **error)
{
    PublishContext *context = writer->statistics->context;
    sqlite3_stmt *insert = writer->insert;
    const TrendPoint *last = point_before(series->points, 0);
    Aberration aberration = judge(series->points);
    g_autofree char *period = period_code(last->period);
    g_autofree char *events = events_in(writer, series->area, last->period, -1);
    const char *const keys[] = {measure_code(writer->measure), period,
                                area_code(context->areas, series->area), state_word(last->state)};
    sqlite3_clear_bindings(insert);
    for (int i = 0; i < (int)G_N_ELEMENTS(keys); i++)
        sqlite3_bind_text(insert, i + 1, keys[i], -1, SQLITE_TRANSIENT);
    if (has_value(last))
        sqlite3_bind_int64(insert, 5, last->count);
    bind_aberration(writer, &aberration);
    bind_year_before(writer, series->points, &aberration);
    bind_four(writer, 16, series->points, 0);
    bind_four(writer, 17, series->points, QUARTERS);
    sqlite3_bind_text(insert, 18, events, -1, SQLITE_TRANSIENT);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *sentence = sentence_of(writer, series, &aberration, language);
        sqlite3_bind_text(insert, 19 + language, sentence, -1, SQLITE_TRANSIENT);
    }
    return database_run(context->publication, insert, error);
}

gboolean publish_quarters(Statistics *statistics, GError **error)
{
    PublishContext *context = statistics->context;
    g_autofree char *places = statistics_places(N_COLUMNS);
    g_autofree char *sql = g_strconcat("INSERT INTO quarter VALUES", places, NULL);
    g_autoptr(sqlite3_stmt) insert = database_prepare(context->publication, sql, error);
    if (insert == NULL)
        return FALSE;
    for (gsize i = 0; i < measure_list_count(context->measures); i++) {
        QuarterWriter writer = {statistics, measure_list_get(context->measures, i), insert};
        g_autoptr(GPtrArray) all = series_load(context->publication, context->areas, writer.measure,
                                               "", "", PERIOD_QUARTER, error);
        if (all == NULL)
            return FALSE;
        for (guint s = 0; s < all->len; s++)
            if (!write_row(&writer, g_ptr_array_index(all, s), error))
                return FALSE;
    }
    return TRUE;
}
