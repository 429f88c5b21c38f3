#include "stats/counts/coverage.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <string.h>

typedef struct {
    char *source;
    Day first;
    Day last;
    Day peildatum;
} Stretch;

struct Coverage {
    GArray *stretches; /* by first day */
};

static void stretch_clear(gpointer data)
{
    g_free(((Stretch *)data)->source);
}

void coverage_free(Coverage *coverage)
{
    g_array_unref(coverage->stretches);
    g_free(coverage);
}

static int compare_first(gconstpointer a, gconstpointer b)
{
    return ((const Stretch *)a)->first - ((const Stretch *)b)->first;
}

static Stretch read_stretch(sqlite3_stmt *row)
{
    Stretch stretch = {.source = g_strdup(database_text(row, 0)),
                       .first = sqlite3_column_int(row, 1),
                       .last = sqlite3_column_int(row, 2),
                       .peildatum = sqlite3_column_int(row, 4)};
    Period period;
    const char *code = database_text(row, 3);
    if (stretch.first == DAY_NONE && code != NULL && period_parse(code, &period, NULL)) {
        stretch.first = period_first_day(period);
        stretch.last = period_last_day(period);
    }
    if (stretch.peildatum == DAY_NONE)
        stretch.peildatum = sqlite3_column_int(row, 5);
    /* What happened after the source was read is not in it. */
    stretch.last = MIN(stretch.last, stretch.peildatum);
    return stretch;
}

Coverage *coverage_load(Database *registry, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        registry,
        "SELECT source,first_day,last_day,period,peildatum,ingested_on FROM delivery "
        "WHERE superseded_by IS NULL ORDER BY delivery_id",
        error);
    if (row == NULL)
        return NULL;
    g_autoptr(Coverage) coverage = g_new0(Coverage, 1);
    coverage->stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    g_array_set_clear_func(coverage->stretches, stretch_clear);
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(registry, row, &has_row, error))
            return NULL;
        if (!has_row)
            break;
        Stretch stretch = read_stretch(row);
        g_array_append_val(coverage->stretches, stretch);
    }
    g_array_sort(coverage->stretches, compare_first);
    return g_steal_pointer(&coverage);
}

gboolean coverage_of(const Coverage *coverage, const char *source, Period period,
                     int provisional_days, gboolean *provisional)
{
    Day next = period_first_day(period);
    Day last = period_last_day(period);
    *provisional = FALSE;
    for (guint i = 0; i < coverage->stretches->len && next <= last; i++) {
        const Stretch *stretch = &g_array_index(coverage->stretches, Stretch, i);
        if (strcmp(stretch->source, source) != 0 || stretch->first > next || stretch->last < next)
            continue;
        next = stretch->last + 1;
        if (stretch->peildatum < MIN(stretch->last, last) + provisional_days)
            *provisional = TRUE;
    }
    *provisional = *provisional && next > last;
    return next > last;
}

int coverage_days(const Coverage *coverage, const char *source, Period period)
{
    Day next = period_first_day(period), last = period_last_day(period);
    int days = 0;
    for (guint i = 0; i < coverage->stretches->len; i++) {
        const Stretch *stretch = &g_array_index(coverage->stretches, Stretch, i);
        if (strcmp(stretch->source, source) != 0 || stretch->first == DAY_NONE)
            continue;
        Day from = MAX(next, stretch->first), to = MIN(last, stretch->last);
        if (from > to)
            continue;
        days += to - from + 1;
        next = to + 1;
    }
    return days;
}

static gboolean is_counted(const char *source)
{
    static const char *const counted[] = {"comensha", "om", "politie", NULL};
    return g_strv_contains(counted, source);
}

gboolean coverage_range(const Coverage *coverage, const char *source, Day *first, Day *last)
{
    *first = *last = DAY_NONE;
    for (guint i = 0; i < coverage->stretches->len; i++) {
        const Stretch *stretch = &g_array_index(coverage->stretches, Stretch, i);
        if (source != NULL ? strcmp(stretch->source, source) != 0 : !is_counted(stretch->source))
            continue;
        if (stretch->first == DAY_NONE)
            continue;
        *first = *first == DAY_NONE ? stretch->first : MIN(*first, stretch->first);
        *last = MAX(*last, stretch->last);
    }
    return *first != DAY_NONE;
}

/* --- activity -------------------------------------------------------------------------------- */

enum { COLUMN_SOURCE, COLUMN_REPORTER, COLUMN_AREA, COLUMN_FROM, COLUMN_TO, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"source", "reporter", "area", "from", "to"};

typedef struct {
    char *source;
    char *reporter;
    AreaId area;
    Day from;
    Day to; /* the first day on which it was no more; DAY_NONE while it is */
} Activity;

struct ActivityList {
    const AreaRegister *areas;
    GArray *activities;
};

static void activity_clear(gpointer data)
{
    Activity *activity = data;
    g_free(activity->source);
    g_free(activity->reporter);
}

void activity_list_free(ActivityList *list)
{
    g_array_unref(list->activities);
    g_free(list);
}

static gboolean read_day(const TableFile *table, gssize column, Day *day, GError **error)
{
    const char *text = table_file_text(table, column);
    *day = day_parse_iso(text);
    return text[0] == '\0' || *day != DAY_NONE ||
           table_file_refuse(table, column, "is not a date (yyyy-mm-dd)", error);
}

static Activity new_activity(const char *source, const char *reporter)
{
    return (Activity){.source = g_strdup(source), .reporter = g_strdup(reporter)};
}

static gboolean read_activity(const TableFile *table, const gssize *columns, ActivityList *list,
                              GError **error)
{
    AreaId area = area_find_code(list->areas, table_file_text(table, columns[COLUMN_AREA]));
    Day from, to;
    if (area == AREA_NONE)
        return table_file_refuse(table, columns[COLUMN_AREA], "is no area", error);
    if (!read_day(table, columns[COLUMN_FROM], &from, error) ||
        !read_day(table, columns[COLUMN_TO], &to, error))
        return FALSE;
    Activity activity = new_activity(table_file_text(table, columns[COLUMN_SOURCE]),
                                     table_file_text(table, columns[COLUMN_REPORTER]));
    activity.area = area;
    activity.from = from;
    activity.to = to;
    g_array_append_val(list->activities, activity);
    return TRUE;
}

ActivityList *activity_list_load(const AreaRegister *areas, GError **error)
{
    g_autofree char *path = datadir_path("reference/source_activity.csv");
    g_autoptr(TableFile) table = table_file_open(path, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, column_names, columns, error))
        return NULL;
    g_autoptr(ActivityList) list = g_new0(ActivityList, 1);
    list->areas = areas;
    list->activities = g_array_new(FALSE, FALSE, sizeof(Activity));
    g_array_set_clear_func(list->activities, activity_clear);
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem))
        read_activity(table, columns, list, &problem);
    if (problem == NULL)
        return g_steal_pointer(&list);
    g_propagate_error(error, problem);
    return NULL;
}

static gboolean lies_in(const AreaRegister *areas, AreaId area, AreaId around, Day day)
{
    return area == around || area_kind(areas, around) == AREA_LAND ||
           area_parent(areas, area, area_kind(areas, around), day) == around;
}

gboolean activity_was_active(const ActivityList *list, const char *source, const char *reporter,
                             AreaId area, Period period)
{
    gboolean mentioned = FALSE;
    for (guint i = 0; i < list->activities->len; i++) {
        const Activity *activity = &g_array_index(list->activities, Activity, i);
        if (strcmp(activity->source, source) != 0 || strcmp(activity->reporter, reporter) != 0)
            continue;
        mentioned = TRUE;
        if (lies_in(list->areas, area, activity->area, period_last_day(period)) &&
            activity->from <= period_last_day(period) &&
            (activity->to == DAY_NONE || activity->to > period_first_day(period)))
            return TRUE;
    }
    return !mentioned;
}
