#include "core/error.h"
#include "stats/publication/context.h"
#include "stats/publication/series.h"
#include "stats/publication/source_coverage.h"
#include "stats/publication/statistics.h"
#include "stats/trend/trend_sentence.h"

#include <math.h>
#include <string.h>

/* Table trend: totals of all areas but gemeenten by year, of gemeenten by window, and the
 * categories of the land by year. */

#define N_COLUMNS 38

typedef struct {
    Statistics *statistics;
    const Measure *measure;
    GPtrArray *coverage; /* SourceCoverage of the measure */
    PeriodKind kind;
    sqlite3_stmt *insert;
} TrendWriter;

/* Series that are judged together, as one set of tests: the areas of one kind, or the categories of
 * one dimension. */
typedef struct {
    GArray *set;       /* Judged */
    GPtrArray *loaded; /* what the series are borrowed from */
    GStringChunk *strings;
} Family;

/* One series with its result; events: those that touch it. */
typedef struct {
    const Series *series;
    const char *dimension; /* as the series: borrowed from the family */
    const char *category;
    GArray *events; /* TrendEvent */
    GPtrArray *labels[LANGUAGE_COUNT];
    GPtrArray *own; /* strings made for this series */
    TrendResult result;
} Judged;

static void judged_clear(gpointer data)
{
    Judged *judged = data;
    if (judged->events == NULL)
        return;
    g_array_unref(judged->events);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        g_ptr_array_unref(judged->labels[i]);
    g_ptr_array_unref(judged->own);
}

static void add_event(Judged *judged, const char *code, Day day, const char *nl, const char *en)
{
    TrendEvent event = {code, day};
    g_array_append_val(judged->events, event);
    g_ptr_array_add(judged->labels[LANGUAGE_NL], (char *)nl);
    g_ptr_array_add(judged->labels[LANGUAGE_EN], (char *)en);
}

static char *own_text(Judged *judged, char *text)
{
    g_ptr_array_add(judged->own, text);
    return text;
}

/* Sources that come or go are an event of the series: they may change its level as a law may. */
static void add_changes_of_sources(const TrendWriter *writer, Judged *judged, Day after, Day before)
{
    const GArray *points = judged->series->points;
    Texts *const *texts = writer->statistics->texts;
    for (guint i = 1; i < points->len; i++) {
        const TrendPoint *pair = &g_array_index(points, TrendPoint, i - 1);
        Day day = period_first_day(pair[1].period);
        if (day <= after || day > before || fabs(pair[1].missing - pair[0].missing) < TREND_MISSING)
            continue;
        g_autofree char *year = g_strdup_printf("%d", day_year(day));
        const char *labels[LANGUAGE_COUNT];
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            labels[language] =
                own_text(judged, texts_fill(texts[language], "trend.gebeurtenis-melders", "jaar",
                                            year, (char *)NULL));
        add_event(judged, own_text(judged, g_strconcat("reporters-", year, NULL)), day,
                  labels[LANGUAGE_NL], labels[LANGUAGE_EN]);
    }
}

/* In order of day. */
static void find_events(const TrendWriter *writer, Judged *judged)
{
    const Statistics *statistics = writer->statistics;
    Day reached = 0;
    judged->events = g_array_new(FALSE, FALSE, sizeof(TrendEvent));
    judged->own = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        judged->labels[i] = g_ptr_array_new();
    for (guint i = 0; i < statistics->events->len; i++) {
        const SeriesEvent *event = g_ptr_array_index(statistics->events, i);
        if (!series_event_touches(event, statistics->context->areas, writer->measure,
                                  judged->series->area))
            continue;
        add_changes_of_sources(writer, judged, reached, event->day);
        add_event(judged, event->code, event->day, event->label[LANGUAGE_NL],
                  event->label[LANGUAGE_EN]);
        reached = event->day;
    }
    add_changes_of_sources(writer, judged, reached, G_MAXINT32);
}

/* --- writing --------------------------------------------------------------------------------- */

static void bind_period(sqlite3_stmt *insert, int place, Period period)
{
    if (period.kind == PERIOD_NONE)
        return;
    g_autofree char *code = period_code(period);
    database_bind_text(insert, place, code);
}

static void bind_breaks(sqlite3_stmt *insert, int place, const Judged *judged)
{
    GString *codes = g_string_new(NULL);
    for (gsize i = 0; i < judged->result.n_breaks; i++)
        g_string_append_printf(
            codes, "%s%s", i > 0 ? "+" : "",
            g_array_index(judged->events, TrendEvent, judged->result.breaks[i]).code);
    database_bind_text(insert, place, codes->str);
    g_string_free(codes, TRUE);
}

static void bind_figures(sqlite3_stmt *insert, const Judged *judged)
{
    const TrendResult *result = &judged->result;
    const double figures[] = {result->change,      result->lower,      result->upper,
                              result->first_level, result->last_level, result->p_value,
                              result->p_adjusted};
    database_bind_text(insert, 10, trend_direction_word(result->direction));
    database_bind_text(insert, 11, trend_method_word(result->method));
    statistics_bind_numbers(insert, 13, G_N_ELEMENTS(figures), figures);
    const double further[] = {result->dispersion, result->rank.tau,  result->rank.p_value,
                              result->sen.slope,  result->sen.lower, result->sen.upper};
    statistics_bind_numbers(insert, 22, G_N_ELEMENTS(further), further);
    const double beside[] = {result->negative_binomial_change, result->theta,
                             result->least_coverage};
    statistics_bind_numbers(insert, 36, G_N_ELEMENTS(beside), beside);
    if (result->step_event >= 0) {
        const double step[] = {result->step, result->step_lower, result->step_upper};
        database_bind_text(insert, 29,
                           g_array_index(judged->events, TrendEvent, result->step_event).code);
        statistics_bind_numbers(insert, 30, G_N_ELEMENTS(step), step);
    }
}

static gboolean write_row(const TrendWriter *writer, const Judged *judged, gsize n_together,
                          double by_chance, GError **error)
{
    sqlite3_stmt *insert = writer->insert;
    const TrendResult *result = &judged->result;
    gboolean fine = result->refusal == TREND_FINE;
    const char *const keys[] = {measure_code(writer->measure),
                                judged->dimension,
                                judged->category,
                                writer->kind == PERIOD_YEAR ? "year" : "window",
                                area_code(writer->statistics->context->areas, judged->series->area),
                                fine ? "fine" : trend_refusal_word(result->refusal)};
    sqlite3_clear_bindings(insert);
    for (int i = 0; i < (int)G_N_ELEMENTS(keys); i++)
        database_bind_text(insert, i + 1, keys[i]);
    bind_period(insert, 7, result->from);
    bind_period(insert, 8, result->to);
    sqlite3_bind_int64(insert, 9, (gint64)result->n_points);
    sqlite3_bind_int(insert, 12, result->per_inhabitant);
    database_bind_text(insert, 28, "");
    if (fine) {
        bind_figures(insert, judged);
        bind_breaks(insert, 28, judged);
        sqlite3_bind_int64(insert, 20, (gint64)n_together);
        sqlite3_bind_double(insert, 21, by_chance);
    }
    g_autofree char *caveats = trend_caveat_words(fine ? result->caveats : 0);
    database_bind_text(insert, 33, caveats);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        TrendContext context = {judged->labels[language]->len,
                                (const char *const *)judged->labels[language]->pdata, n_together,
                                by_chance, (const TrendPoint *)judged->series->points->data};
        g_autofree char *sentence =
            trend_sentence(writer->statistics->texts[language], result, &context);
        database_bind_text(insert, 34 + language, sentence);
    }
    return database_run(writer->statistics->context->publication, insert, error);
}

/* --- judging --------------------------------------------------------------------------------- */

static gboolean kind_belongs(const TrendWriter *writer, AreaKind kind)
{
    return writer->kind == PERIOD_WINDOW ? kind == AREA_GEMEENTE : kind != AREA_GEMEENTE;
}

/* Spread of the last two windows over all gemeenten, for series of two points. */
static double pair_dispersion(const GArray *set)
{
    g_autofree gint64 *first = g_new0(gint64, set->len + 1);
    g_autofree gint64 *second = g_new0(gint64, set->len + 1);
    gsize n = 0;
    for (guint i = 0; i < set->len; i++) {
        const GArray *points = g_array_index(set, Judged, i).series->points;
        if (points->len < 2)
            continue;
        const TrendPoint *pair = &g_array_index(points, TrendPoint, points->len - 2);
        if (pair[0].state != STATE_VALUE || pair[1].state != STATE_VALUE)
            continue;
        first[n] = pair[0].count;
        second[n++] = pair[1].count;
    }
    return trend_pair_dispersion(n, first, second);
}

/* Judges and writes the series of a family together. */
static gboolean write_set(const TrendWriter *writer, GArray *set, GError **error)
{
    double dispersion = pair_dispersion(set), by_chance = 0;
    g_autoptr(GPtrArray) results = g_ptr_array_new();
    gsize n_together = 0;
    for (guint i = 0; i < set->len; i++) {
        Judged *judged = &g_array_index(set, Judged, i);
        find_events(writer, judged);
        judged->result =
            trend_find(judged->series->points->len, (TrendPoint *)judged->series->points->data,
                       judged->events->len, (TrendEvent *)judged->events->data, dispersion);
        n_together += judged->result.refusal == TREND_FINE;
        g_ptr_array_add(results, &judged->result);
    }
    writer->statistics->summary->n_trends +=
        (gint64)trend_adjust(results->len, (TrendResult *const *)results->pdata, &by_chance);
    writer->statistics->summary->n_series += (gint64)n_together;
    for (guint i = 0; i < set->len; i++)
        if (!write_row(writer, &g_array_index(set, Judged, i), n_together, by_chance, error))
            return FALSE;
    return TRUE;
}

/* --- families -------------------------------------------------------------------------------- */

static Family family_new(void)
{
    Family family = {g_array_new(FALSE, TRUE, sizeof(Judged)),
                     g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref),
                     g_string_chunk_new(256)};
    g_array_set_clear_func(family.set, judged_clear);
    return family;
}

static void family_clear(Family *family)
{
    g_array_unref(family->set);
    g_ptr_array_unref(family->loaded);
    g_string_chunk_free(family->strings);
}

static void family_add(Family *family, const AreaRegister *areas, const GPtrArray *all,
                       AreaKind kind, const char *dimension, const char *category)
{
    for (guint i = 0; i < all->len; i++) {
        Judged judged = {.series = g_ptr_array_index(all, i),
                         .dimension = g_string_chunk_insert_const(family->strings, dimension),
                         .category = g_string_chunk_insert_const(family->strings, category)};
        if (area_kind(areas, judged.series->area) == kind)
            g_array_append_val(family->set, judged);
    }
}

static GPtrArray *load_series(const TrendWriter *writer, const char *dimension,
                              const char *category, GError **error)
{
    const PublishContext *context = writer->statistics->context;
    GPtrArray *all = series_load(context->publication, context->areas, writer->measure, dimension,
                                 category, writer->kind, error);
    if (all != NULL)
        series_note_missing(all, writer->coverage);
    return all;
}

/* The totals: the areas of each kind are a family. */
static gboolean write_totals(const TrendWriter *writer, GError **error)
{
    const AreaRegister *areas = writer->statistics->context->areas;
    g_autoptr(GPtrArray) all = load_series(writer, "", "", error);
    if (all == NULL)
        return FALSE;
    gboolean done = TRUE;
    for (int kind = 0; done && kind < AREA_KIND_COUNT; kind++) {
        if (!kind_belongs(writer, (AreaKind)kind))
            continue;
        Family family = family_new();
        family_add(&family, areas, all, (AreaKind)kind, "", "");
        done = write_set(writer, family.set, error);
        family_clear(&family);
    }
    return done;
}

static gboolean add_category(const TrendWriter *writer, Family *family, const char *dimension,
                             const char *category, GError **error)
{
    GPtrArray *all = load_series(writer, dimension, category, error);
    if (all == NULL)
        return FALSE;
    g_ptr_array_add(family->loaded, all);
    family_add(family, writer->statistics->context->areas, all, AREA_LAND, dimension, category);
    return TRUE;
}

/* The categories of the land in one dimension are a family: of nine reporters one in three measures
 * would otherwise rise or fall though nothing changes. */
static gboolean write_dimension(const TrendWriter *writer, const char *dimension, GError **error)
{
    Database *publication = writer->statistics->context->publication;
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication,
                         "SELECT DISTINCT category FROM observation WHERE measure=?1 AND "
                         "dimension=?2 ORDER BY category",
                         error);
    if (row == NULL)
        return FALSE;
    database_bind_text(row, 1, measure_code(writer->measure));
    database_bind_text(row, 2, dimension);
    Family family = family_new();
    gboolean has_row = TRUE, done = TRUE;
    while (done && has_row) {
        done = database_step(publication, row, &has_row, error);
        if (done && has_row)
            done = add_category(writer, &family, dimension, database_text(row, 0), error);
    }
    done = done && write_set(writer, family.set, error);
    family_clear(&family);
    return done;
}

static gboolean write_categories(const TrendWriter *writer, GError **error)
{
    Database *publication = writer->statistics->context->publication;
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication,
                         "SELECT DISTINCT dimension FROM observation WHERE measure=?1 AND "
                         "dimension NOT IN ('','without_area') ORDER BY dimension",
                         error);
    if (row == NULL)
        return FALSE;
    database_bind_text(row, 1, measure_code(writer->measure));
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(publication, row, &has_row, error))
            return FALSE;
        g_autofree char *dimension = has_row ? g_strdup(database_text(row, 0)) : NULL;
        if (has_row && !write_dimension(writer, dimension, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_measure(TrendWriter *writer, GError **error)
{
    g_autoptr(GPtrArray) coverage =
        source_coverage_load(writer->statistics->context->publication, writer->measure, error);
    if (coverage == NULL)
        return FALSE;
    writer->coverage = coverage;
    writer->kind = PERIOD_WINDOW;
    if (!write_totals(writer, error))
        return FALSE;
    writer->kind = PERIOD_YEAR;
    return write_totals(writer, error) && write_categories(writer, error);
}

gboolean publish_trends(Statistics *statistics, GError **error)
{
    const MeasureList *measures = statistics->context->measures;
    g_autofree char *places = statistics_places(N_COLUMNS);
    g_autofree char *sql = g_strconcat("INSERT INTO trend VALUES", places, NULL);
    g_autoptr(sqlite3_stmt) insert = database_prepare(statistics->context->publication, sql, error);
    if (insert == NULL)
        return FALSE;
    for (gsize i = 0; i < measure_list_count(measures); i++) {
        TrendWriter writer = {
            .statistics = statistics, .measure = measure_list_get(measures, i), .insert = insert};
        if (!write_measure(&writer, error))
            return FALSE;
    }
    return TRUE;
}
