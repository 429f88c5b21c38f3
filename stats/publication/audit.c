#include "stats/publication/audit.h"

#include "stats/protect/attack.h"
#include "stats/publication/release.h"

/* Where a release does not say what is a small number. */
#define SMALL_BELOW 5

/* --- numbers that another table of the publication states ------------------------------------ */

/* Each gives measure, area and period of a cell that is suppressed while the table has its number.
 */
static const char *const statements[] = {
    "SELECT 'benchmark', t.measure, t.area, t.period FROM benchmark t JOIN observation o "
    "USING(measure, area, period) WHERE o.dimension='' AND o.state='suppressed' AND "
    "t.observed IS NOT NULL",
    "SELECT 'quarter', t.measure, t.area, t.period FROM quarter t JOIN observation o "
    "USING(measure, area, period) WHERE o.dimension='' AND o.state='suppressed' AND "
    "t.value IS NOT NULL",
    "SELECT 'quarter, a year before', t.measure, t.area, t.period FROM quarter t JOIN observation "
    "o ON o.measure=t.measure AND o.area=t.area AND "
    "o.period=(substr(t.period,1,4)-1)||substr(t.period,5) WHERE o.dimension='' AND "
    "o.state='suppressed' AND t.year_before IS NOT NULL",
};

static gboolean find_stated(Database *database, const char *sql, GPtrArray *stated, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(database, sql, error);
    gboolean has_row = row != NULL;
    while (has_row) {
        if (!database_step(database, row, &has_row, error))
            return FALSE;
        if (has_row)
            g_ptr_array_add(stated, g_strdup_printf("table %s: %s, %s, %s", database_text(row, 0),
                                                    database_text(row, 1), database_text(row, 2),
                                                    database_text(row, 3)));
    }
    return row != NULL;
}

/* --- numbers that follow from sums ----------------------------------------------------------- */

static void free_finding(gpointer data)
{
    AuditFinding *finding = data;
    g_free(finding->area);
    g_free(finding->period);
    g_free(finding->dimension);
    g_free(finding->category);
    g_free(finding);
}

static void free_measure(gpointer data)
{
    AuditMeasure *measure = data;
    g_free(measure->measure);
    g_ptr_array_unref(measure->findings);
    g_free(measure);
}

static const Split *split_of(const Plan *plan, gsize slot)
{
    const Split *split = &plan->splits[0];
    for (gsize s = 1; s < plan->n_splits; s++)
        if (plan->splits[s].first_slot <= slot)
            split = &plan->splits[s];
    return split;
}

static AuditFinding *describe(const Cube *cube, const AttackFinding *found)
{
    gsize index = (gsize)(found->cell - cube->cells);
    gsize slot = index % cube->plan->n_slots;
    gsize area = index / cube->plan->n_slots % division_n_areas(cube->division);
    gsize period = index / cube->plan->n_slots / division_n_areas(cube->division);
    const Split *split = split_of(cube->plan, slot);
    AuditFinding *finding = g_new0(AuditFinding, 1);
    finding->area =
        g_strdup(area_code(division_areas(cube->division), division_area(cube->division, area)));
    finding->period = period_code(cube->periods[period]);
    finding->dimension = g_strdup(split->dimension);
    finding->category = g_strdup(split->categories[slot - split->first_slot]);
    finding->value = found->value;
    return finding;
}

static gsize count_cells(const Cube *cube)
{
    gsize n = 0;
    gsize n_cells = cube->n_periods * division_n_areas(cube->division) * cube->plan->n_slots;
    for (gsize i = 0; i < n_cells; i++)
        n += cube->cells[i].present ? 1 : 0;
    return n;
}

static AuditMeasure *audit_measure(const Cube *cube, gint64 small_below)
{
    g_autoptr(Attack) attack = attack_new(cube, NULL);
    const GPtrArray *findings = attack_run(attack);
    AuditMeasure *measure = g_new0(AuditMeasure, 1);
    measure->measure = g_strdup(measure_code(cube->plan->measure));
    measure->n_cells = count_cells(cube);
    measure->n_suppressed = attack_n_suppressed(attack);
    measure->n_unanswered = attack_n_unanswered(attack);
    measure->findings = g_ptr_array_new_with_free_func(free_finding);
    for (guint i = 0; i < findings->len; i++) {
        const AttackFinding *finding = findings->pdata[i];
        if (finding->value > 0 && finding->value < small_below)
            g_ptr_array_add(measure->findings, describe(cube, finding));
        else
            measure->n_other++;
    }
    measure->n_given_away = measure->findings->len;
    return measure;
}

static void audit_measures(AuditReport *report, const Release *release, const PlanList *plans,
                           Division *division)
{
    for (gsize i = 0; i < plan_list_count(plans); i++) {
        gsize n_outside;
        g_autoptr(Cube) cube = release_cube(release, plan_list_get(plans, i), division, &n_outside);
        if (cube == NULL)
            continue;
        AuditMeasure *measure = audit_measure(cube, report->small_below);
        measure->n_outside = n_outside;
        report->n_suppressed += measure->n_suppressed;
        report->n_given_away += measure->n_given_away;
        report->n_other += measure->n_other;
        report->n_unanswered += measure->n_unanswered;
        g_ptr_array_add(report->measures, measure);
    }
}

/* As the publication says; what the product does otherwise. */
static gint64 small_below_of(const Release *release)
{
    gint64 below = 0;
    Database *database = release_database(release);
    if (database == NULL ||
        !database_number(database, "SELECT value FROM meta WHERE key='suppress_below'", &below,
                         NULL))
        return SMALL_BELOW;
    return below;
}

AuditReport *audit_release(const char *path, gint64 small_below, GError **error)
{
    g_autoptr(Release) release = release_open(path, error);
    g_autoptr(AreaRegister) areas = release != NULL ? area_register_load(error) : NULL;
    g_autoptr(MeasureList) measures = areas != NULL ? measure_list_load(error) : NULL;
    g_autoptr(Codes) codes = measures != NULL ? codes_load(error) : NULL;
    g_autoptr(PlanList) plans = codes != NULL ? plan_list_load(measures, codes, error) : NULL;
    if (plans == NULL)
        return NULL;
    g_autoptr(AuditReport) report = g_new0(AuditReport, 1);
    report->small_below = small_below > 0 ? small_below : small_below_of(release);
    report->measures = g_ptr_array_new_with_free_func(free_measure);
    report->stated = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Division) division = division_new(areas, release_division(release));
    Database *database = release_database(release);
    for (gsize i = 0; database != NULL && i < G_N_ELEMENTS(statements); i++)
        if (!find_stated(database, statements[i], report->stated, error))
            return NULL;
    audit_measures(report, release, plans, division);
    return g_steal_pointer(&report);
}

void audit_report_free(AuditReport *report)
{
    g_ptr_array_unref(report->measures);
    g_ptr_array_unref(report->stated);
    g_free(report);
}
