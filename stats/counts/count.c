#include "stats/counts/count.h"

#include "core/error.h"
#include "stats/counts/rule.h"

#include <string.h>

#define MAX_SPLITS 16

/* One row of the register. */
typedef struct {
    Day day;
    AreaId place;
    guint32 categories[MAX_SPLITS]; /* bit masks; 0: not known */
} Report;

typedef struct {
    Cube *cube;
    gsize n_splits; /* of the plan, without without_area */
    Day *first_days;
    Day *last_days;
    GArray *reports; /* of one unit, by day */
    GBytes *person;
    CountNotes *notes;
} Counter;

/* --- reading --------------------------------------------------------------------------------- */

static gint32 find_category(const Split *split, const char *text, gsize length)
{
    for (gsize c = 0; c < split->n_categories; c++)
        if (strlen(split->categories[c]) == length &&
            memcmp(split->categories[c], text, length) == 0)
            return (gint32)c;
    return -1;
}

/* Codes joined by + as a mask of those that are known. */
static guint32 parse_categories(const Split *split, const char *text, CountNotes *notes)
{
    guint32 mask = 0;
    while (text != NULL) {
        const char *end = strchr(text, '+');
        gsize length = end != NULL ? (gsize)(end - text) : strlen(text);
        gint32 category = find_category(split, text, length);
        /* "23+" is a code itself. */
        if (category < 0 && end != NULL) {
            gsize longer = length + 1;
            category = find_category(split, text, longer);
            if (category >= 0)
                end = text[longer] == '+' ? text + longer : NULL;
        }
        if (category >= 0)
            mask |= 1U << category;
        else if (length > 0)
            notes->n_unlisted++;
        text = end != NULL ? end + 1 : NULL;
    }
    return mask;
}

static gboolean read_place(const Counter *counter, sqlite3_stmt *row, AreaId *place, GError **error)
{
    const char *code = database_text(row, 2);
    *place = AREA_NONE;
    if (code == NULL)
        return TRUE;
    *place = area_find_code(division_areas(counter->cube->division), code);
    if (*place != AREA_NONE)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "the register has \"%s\" as a place of %s, which is no area of "
                "reference/gebieden.csv",
                code, measure_code(counter->cube->plan->measure));
    return FALSE;
}

static gboolean read_report(const Counter *counter, sqlite3_stmt *row, Report *report,
                            GError **error)
{
    memset(report, 0, sizeof *report);
    report->day = sqlite3_column_int(row, 1);
    for (gsize s = 1; s < counter->n_splits; s++)
        report->categories[s] = parse_categories(&counter->cube->plan->splits[s],
                                                 database_text(row, (int)s + 2), counter->notes);
    return read_place(counter, row, &report->place, error);
}

/* --- folding --------------------------------------------------------------------------------- */

static guint32 highest_bit(guint32 mask)
{
    return mask == 0 ? 0 : 1U << (31 - __builtin_clz(mask));
}

static guint32 fold(const Split *split, gsize s, const Report *reports, gsize n_reports)
{
    guint32 unknown = split->unknown >= 0 ? 1U << split->unknown : 0;
    guint32 all = 0;
    guint32 first = 0;
    for (gsize i = 0; i < n_reports; i++) {
        guint32 known = reports[i].categories[s] & ~unknown;
        if (first == 0)
            first = known & (0U - known);
        all |= split->fold == FOLD_ALL ? reports[i].categories[s] : known;
    }
    guint32 folded = all;
    if (split->fold == FOLD_FIRST)
        folded = first;
    else if (split->fold == FOLD_HIGHEST)
        folded = highest_bit(all);
    return folded != 0 ? folded : unknown;
}

static void count_unit_in(const Counter *counter, gsize period, const Report *reports,
                          gsize n_reports)
{
    guint32 categories[MAX_SPLITS] = {0};
    AreaId place = AREA_NONE;
    for (gsize i = 0; i < n_reports && place == AREA_NONE; i++)
        place = reports[i].place;
    for (gsize s = 1; s < counter->n_splits; s++)
        categories[s] = fold(&counter->cube->plan->splits[s], s, reports, n_reports);
    const Placement *placement = division_place(counter->cube->division, place);
    cube_count(counter->cube, period, placement, categories);
    if (counter->cube->periods[period].kind == PERIOD_YEAR) {
        counter->notes->n_units++;
        counter->notes->n_split += placement->split;
    }
}

static void count_unit(const Counter *counter)
{
    const Report *reports = (const Report *)counter->reports->data;
    gsize n_reports = counter->reports->len;
    for (gsize p = 0; p < counter->cube->n_periods; p++) {
        gsize from = 0;
        while (from < n_reports && reports[from].day < counter->first_days[p])
            from++;
        gsize to = from;
        while (to < n_reports && reports[to].day <= counter->last_days[p])
            to++;
        if (to > from)
            count_unit_in(counter, p, reports + from, to - from);
    }
}

/* Whether the row is about another unit than the reports so far. */
static gboolean is_new_unit(Counter *counter, sqlite3_stmt *row)
{
    const void *person = sqlite3_column_blob(row, 0);
    gsize n_bytes = (gsize)sqlite3_column_bytes(row, 0);
    if (person == NULL)
        return TRUE;
    gsize n_known = 0;
    const void *known =
        counter->person != NULL ? g_bytes_get_data(counter->person, &n_known) : NULL;
    if (known != NULL && n_known == n_bytes && memcmp(known, person, n_bytes) == 0)
        return FALSE;
    g_clear_pointer(&counter->person, g_bytes_unref);
    counter->person = g_bytes_new(person, n_bytes);
    return TRUE;
}

static gboolean count_rows(Counter *counter, Database *registry, sqlite3_stmt *row, GError **error)
{
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(registry, row, &has_row, error))
            return FALSE;
        if (!has_row || is_new_unit(counter, row)) {
            count_unit(counter);
            g_array_set_size(counter->reports, 0);
        }
        if (!has_row)
            break;
        Report report;
        if (!read_report(counter, row, &report, error))
            return FALSE;
        g_array_append_val(counter->reports, report);
        counter->notes->n_rows++;
    }
    return TRUE;
}

gboolean count_into(Cube *cube, Database *registry, gint64 delivery, CountNotes *notes,
                    GError **error)
{
    memset(notes, 0, sizeof *notes);
    gsize n_splits = cube->plan->n_splits - (plan_without_area(cube->plan) != NULL);
    g_assert(n_splits <= MAX_SPLITS);
    g_autoptr(sqlite3_stmt) row = rule_prepare(registry, cube->plan, delivery, error);
    if (row == NULL)
        return FALSE;
    g_autofree Day *first_days = g_new(Day, cube->n_periods);
    g_autofree Day *last_days = g_new(Day, cube->n_periods);
    for (gsize p = 0; p < cube->n_periods; p++) {
        first_days[p] = period_first_day(cube->periods[p]);
        last_days[p] = period_last_day(cube->periods[p]);
    }
    Counter counter = {.cube = cube,
                       .n_splits = n_splits,
                       .first_days = first_days,
                       .last_days = last_days,
                       .reports = g_array_new(FALSE, FALSE, sizeof(Report)),
                       .notes = notes};
    gboolean done = count_rows(&counter, registry, row, error);
    g_array_unref(counter.reports);
    g_clear_pointer(&counter.person, g_bytes_unref);
    return done;
}

/* --- states ---------------------------------------------------------------------------------- */

static CellState state_of(const Cube *cube, const ActivityList *activities, const Split *split,
                          const char *category, AreaId area, Period period)
{
    const char *source = measure_source(cube->plan->measure);
    gboolean active = activity_was_active(activities, source, "", area, period);
    if (active && strcmp(split->dimension, "reporter") == 0)
        active = activity_was_active(activities, source, category, area, period);
    return active ? STATE_VALUE : STATE_NOT_LOOKED_FOR;
}

static void set_area_states(Cube *cube, const ActivityList *activities, gsize p, gsize area,
                            gboolean covered, gboolean provisional)
{
    AreaId id = division_area(cube->division, area);
    for (gsize s = 0; s < cube->plan->n_splits; s++) {
        const Split *split = &cube->plan->splits[s];
        for (gsize c = 0; c < split->n_categories; c++) {
            CubeCell *cell = cube_cell(cube, p, area, split->first_slot + c);
            if (!cell->present)
                continue;
            cell->provisional = provisional ? 1 : 0;
            if (!covered)
                cell->state = STATE_NOT_DELIVERED;
            else if (cell->value == 0)
                cell->state = (guint8)state_of(cube, activities, split, split->categories[c], id,
                                               cube->periods[p]);
        }
    }
}

void count_set_states(Cube *cube, const Coverage *coverage, const ActivityList *activities,
                      int provisional_days)
{
    const char *source = measure_source(cube->plan->measure);
    for (gsize p = 0; p < cube->n_periods; p++) {
        Day peildatum;
        gboolean covered = coverage_of(coverage, source, cube->periods[p], &peildatum);
        gboolean provisional =
            covered && peildatum < period_last_day(cube->periods[p]) + provisional_days;
        for (gsize area = 0; area < division_n_areas(cube->division); area++)
            set_area_states(cube, activities, p, area, covered, provisional);
    }
}
