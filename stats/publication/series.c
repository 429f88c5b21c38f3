#include "stats/publication/series.h"

#include "stats/publication/source_coverage.h"

#include <string.h>

static void series_free(gpointer data)
{
    Series *series = data;
    g_array_unref(series->points);
    g_free(series);
}

static int compare_points(gconstpointer a, gconstpointer b)
{
    return period_compare(((const TrendPoint *)a)->period, ((const TrendPoint *)b)->period);
}

static Series *series_of(GPtrArray *list, AreaId area)
{
    Series *last = list->len > 0 ? g_ptr_array_index(list, list->len - 1) : NULL;
    if (last != NULL && last->area == area)
        return last;
    Series *series = g_new0(Series, 1);
    series->area = area;
    series->points = g_array_new(FALSE, FALSE, sizeof(TrendPoint));
    g_ptr_array_add(list, series);
    return series;
}

/* A figure published at the time is about the area of that time; figures of live registers are
 * recoded into the areas of one day. */
static gboolean is_other_territory(const AreaRegister *areas, const Measure *measure, AreaId area,
                                   Period period)
{
    return measure_is_public(measure) && (!area_is_valid(areas, area, period_first_day(period)) ||
                                          !area_is_valid(areas, area, period_last_day(period)));
}

static void add_point(GPtrArray *list, sqlite3_stmt *row, const AreaRegister *areas,
                      const Measure *measure, PeriodKind kind)
{
    AreaId area = area_find_code(areas, database_text(row, 0));
    TrendPoint point = {.exposure = sqlite3_column_int64(row, 4),
                        .count = sqlite3_column_int64(row, 3),
                        .provisional = sqlite3_column_int(row, 5) != 0,
                        .state = STATE_NOT_AVAILABLE};
    if (area == AREA_NONE || !period_parse(database_text(row, 1), &point.period, NULL) ||
        point.period.kind != kind)
        return;
    state_parse(database_text(row, 2), &point.state);
    point.partial = is_other_territory(areas, measure, area, point.period);
    g_array_append_val(series_of(list, area)->points, point);
}

GPtrArray *series_load(Database *publication, const AreaRegister *areas, const Measure *measure,
                       const char *dimension, const char *category, PeriodKind kind, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication,
                         "SELECT area,period,state,value,denominator,provisional "
                         "FROM observation WHERE measure=?1 AND dimension=?2 AND category=?3 "
                         "ORDER BY area",
                         error);
    if (row == NULL)
        return NULL;
    sqlite3_bind_text(row, 1, measure_code(measure), -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, dimension, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 3, category, -1, SQLITE_STATIC);
    GPtrArray *list = g_ptr_array_new_with_free_func(series_free);
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(publication, row, &has_row, error)) {
            g_ptr_array_unref(list);
            return NULL;
        }
        if (has_row)
            add_point(list, row, areas, measure, kind);
    }
    for (guint i = 0; i < list->len; i++)
        g_array_sort(((Series *)g_ptr_array_index(list, i))->points, compare_points);
    return list;
}

void series_note_missing(GPtrArray *list, const GPtrArray *coverage)
{
    for (guint i = 0; i < list->len; i++) {
        const Series *series = g_ptr_array_index(list, i);
        for (guint j = 0; j < series->points->len; j++) {
            TrendPoint *point = &g_array_index(series->points, TrendPoint, j);
            const SourceCoverage *found = source_coverage_find(coverage, point->period);
            if (found != NULL)
                point->missing = 1 - found->share;
        }
    }
}

/* --- events ---------------------------------------------------------------------------------- */

static void series_event_free(gpointer data)
{
    SeriesEvent *event = data;
    g_free(event->code);
    g_free(event->sources);
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        g_free(event->label[i]);
    g_free(event);
}

GPtrArray *series_events_load(Database *publication, const AreaRegister *areas, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        publication, "SELECT event,day,area,sources,name_nl,name_en FROM event ORDER BY day,event",
        error);
    if (row == NULL)
        return NULL;
    GPtrArray *list = g_ptr_array_new_with_free_func(series_event_free);
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(publication, row, &has_row, error)) {
            g_ptr_array_unref(list);
            return NULL;
        }
        if (!has_row)
            break;
        SeriesEvent *event = g_new0(SeriesEvent, 1);
        event->code = g_strdup(database_text(row, 0));
        event->day = sqlite3_column_int(row, 1);
        event->area = area_find_code(areas, database_text(row, 2));
        event->sources = g_strdup(database_text(row, 3));
        for (int i = 0; i < LANGUAGE_COUNT; i++)
            event->label[i] =
                g_strdup_printf("%s (%d)", database_text(row, 4 + i), day_year(event->day));
        g_ptr_array_add(list, event);
    }
    return list;
}

/* The register that a measure's figures come from, also when they were published before. */
static const char *register_of(const Measure *measure)
{
    static const struct {
        const char *unit, *source;
    } units[] = {{"ingeschreven zaak", "om"},
                 {"afgehandelde zaak", "om"},
                 {"uitspraak eerste aanleg", "om"},
                 {"signaal", "politie"},
                 {"aangifte", "politie"},
                 {"onderzoek", "politie"},
                 {"verdachte", "politie"},
                 {"gemeld slachtoffer", "comensha"},
                 {"melding", "comensha"}};
    for (guint i = 0; measure_is_public(measure) && i < G_N_ELEMENTS(units); i++)
        if (strcmp(measure_unit(measure), units[i].unit) == 0)
            return units[i].source;
    return measure_source(measure);
}

gboolean series_event_touches(const SeriesEvent *event, const AreaRegister *areas,
                              const Measure *measure, AreaId area)
{
    g_auto(GStrv) sources = g_strsplit(event->sources, "+", 0);
    if (!g_strv_contains((const char *const *)sources, register_of(measure)) ||
        event->area == AREA_NONE)
        return FALSE;
    if (area_kind(areas, event->area) == AREA_LAND || event->area == area)
        return TRUE;
    AreaKind kind = area_kind(areas, area);
    return kind != AREA_LAND && area_parent(areas, event->area, kind, event->day) == area;
}
