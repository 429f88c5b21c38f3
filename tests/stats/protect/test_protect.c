#include "stats/protect/attack.h"

#include <check.h>
#include <stdlib.h>

static AreaRegister *areas;
static MeasureList *measures;
static Codes *codes;
static PlanList *plans;
static Division *division;

static const PublicationPolicy policy = {
    .window_years = 5, .quarters = 12, .provisional_days = 60, .suppress_below = 5};

static void load(void)
{
    areas = area_register_load(NULL);
    measures = measure_list_load(NULL);
    codes = codes_load(NULL);
    plans = plan_list_load(measures, codes, NULL);
    ck_assert_ptr_nonnull(plans);
    division = division_new(areas, day_parse_iso("2024-12-31"));
}

static void unload(void)
{
    division_free(division);
    plan_list_free(plans);
    codes_free(codes);
    measure_list_free(measures);
    area_register_free(areas);
}

static Cube *new_cube(const char *measure)
{
    Period periods[6];
    for (int i = 0; i < 5; i++)
        periods[i] = period_year(2020 + i);
    periods[5] = period_window(2024, 5);
    return cube_new(plan_find(plans, measure_find(measures, measure)), division, 6, periods);
}

static const Split *split_of(const Cube *cube, const char *dimension)
{
    for (gsize s = 0; s < cube->plan->n_splits; s++)
        if (g_str_equal(cube->plan->splits[s].dimension, dimension))
            return &cube->plan->splits[s];
    ck_abort_msg("no dimension %s", dimension);
    return NULL;
}

/* Counts n units at a place in one year and in the window, with one category of one dimension. */
static void count(Cube *cube, const char *place, int year, const char *dimension, int category,
                  int n)
{
    guint32 categories[16] = {0};
    categories[split_of(cube, dimension) - cube->plan->splits] = 1U << category;
    const Placement *placement = division_place(division, area_find_code(areas, place));
    for (int i = 0; i < n; i++) {
        cube_count(cube, (gsize)cube_period(cube, period_year(year)), placement, categories);
        cube_count(cube, 5, placement, categories);
    }
}

static CubeCell *cell_of(const Cube *cube, const char *area, gsize period, gsize slot)
{
    return cube_cell(cube, period, (gsize)division_index(division, area_find_code(areas, area)),
                     slot);
}

START_TEST(one_to_four_are_small)
{
    const gboolean expected[] = {FALSE, TRUE, TRUE, TRUE, TRUE, FALSE};
    for (int i = 0; i < 6; i++)
        ck_assert_int_eq(is_small(&policy, i), expected[i]);
    PublicationPolicy zeros = policy;
    zeros.suppress_zero = TRUE;
    ck_assert(is_small(&zeros, 0));
    PublicationPolicy none = policy;
    none.suppress_below = 0;
    ck_assert(!is_small(&none, 1));
}
END_TEST

/* 30 women, 3 men, 8 others among the reported persons: from the total of 41 and the two others the
 * men would follow; the others are suppressed as well. */
START_TEST(a_total_does_not_give_a_category_away)
{
    g_autoptr(Cube) cube = new_cube("gemelde_personen");
    const Split *sex = split_of(cube, "sex");
    count(cube, "NL01", 2024, "sex", 0, 30);
    count(cube, "NL01", 2024, "sex", 1, 3);
    count(cube, "NL01", 2024, "sex", 2, 8);
    ProtectionNotes notes = {0};
    protect_cube(cube, &policy, &notes);
    ck_assert_int_eq(cell_of(cube, "NL01", 4, 0)->state, STATE_VALUE);
    ck_assert_int_eq(cell_of(cube, "NL01", 4, sex->first_slot)->state, STATE_VALUE);
    ck_assert_int_eq(cell_of(cube, "NL01", 4, sex->first_slot + 1)->state, STATE_SUPPRESSED);
    ck_assert_int_eq(cell_of(cube, "NL01", 4, sex->first_slot + 2)->state, STATE_SUPPRESSED);
    ck_assert(cell_of(cube, "NL01", 4, sex->first_slot + 2)->secondary);
}
END_TEST

START_TEST(what_the_policy_exempts_is_shown)
{
    g_autoptr(Cube) cube = new_cube("gemelde_personen");
    const Split *sex = split_of(cube, "sex");
    count(cube, "NL01", 2024, "sex", 0, 30);
    count(cube, "NL01", 2024, "sex", 1, 3);
    PublicationPolicy shown = policy;
    shown.exempt_breakdowns[AREA_LAND] = TRUE;
    ProtectionNotes notes = {0};
    protect_cube(cube, &shown, &notes);
    ck_assert_int_eq(cell_of(cube, "NL01", 4, sex->first_slot + 1)->state, STATE_VALUE);
    ck_assert_int_eq(notes.n_primary + notes.n_secondary, 0);
}
END_TEST

/* Two suppressed gemeenten of a region with together 2 would be 1 each: a third joins them. */
START_TEST(two_small_ones_that_can_only_be_one_get_company)
{
    g_autoptr(Cube) cube = new_cube("politie_aangiften");
    guint32 categories[16] = {0};
    const char *const places[] = {"GM0363", "GM0362", "GM0384"}; /* VR13: Amsterdam-Amstelland */
    const int counts[] = {9, 1, 1};
    for (int g = 0; g < 3; g++)
        for (int i = 0; i < counts[g]; i++)
            cube_count(cube, 4, division_place(division, area_find_code(areas, places[g])),
                       categories);
    ProtectionNotes notes = {0};
    protect_cube(cube, &policy, &notes);
    ck_assert_int_eq(cell_of(cube, "VR13", 4, 0)->state, STATE_VALUE);
    ck_assert_int_eq(cell_of(cube, "VR13", 4, 0)->value, 11);
    ck_assert_int_eq(cell_of(cube, "GM0363", 4, 0)->state, STATE_SUPPRESSED);
}
END_TEST

START_TEST(published_tables_are_left_alone)
{
    g_autoptr(Cube) cube = new_cube("om_ingeschreven_2007_2011");
    guint32 categories[16] = {0};
    cube_count(cube, 4, division_place(division, area_find_code(areas, "PK01")), categories);
    ProtectionNotes notes = {0};
    protect_cube(cube, &policy, &notes);
    ck_assert_int_eq(notes.n_primary, 0);
    ck_assert_int_eq(cell_of(cube, "PK01", 4, 0)->state, STATE_VALUE);
}
END_TEST

/* What a reader does: subtract the visible terms of a sum from its visible total. */
typedef struct {
    gint64 n_sums;
    gint64 n_hidden;
    gint64 n_given_away;
} Subtraction;

static void subtract(G_GNUC_UNUSED SumKind kind, CubeCell *total, gsize n_parts,
                     CubeCell *const *parts, gpointer data)
{
    Subtraction *attack = data;
    gint64 sum = 0;
    int n_hidden = total->state == STATE_SUPPRESSED;
    for (gsize i = 0; i < n_parts; i++) {
        sum += parts[i]->value;
        n_hidden += parts[i]->state == STATE_SUPPRESSED;
    }
    attack->n_sums++;
    attack->n_hidden += n_hidden > 0;
    attack->n_given_away += sum == total->value && n_hidden == 1;
}

/* A reader who weighs all sums together learns the value of no small number. */
static void assert_nothing_derived(const Cube *cube)
{
    g_autoptr(Attack) attack = attack_new(cube, &policy);
    ck_assert_uint_eq(attack_run(attack)->len, 0);
    ck_assert_uint_eq(attack_n_unanswered(attack), 0);
}

static Subtraction attack_random_release(const char *measure, guint32 seed, int n_units,
                                         ProtectionNotes *notes)
{
    g_autoptr(Cube) cube = new_cube(measure);
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    gsize n_gemeenten = 0;
    g_autofree AreaId *gemeenten =
        area_list(areas, AREA_GEMEENTE, division_day(division), &n_gemeenten);
    for (int i = 0; i < n_units; i++) {
        guint32 categories[16] = {0};
        for (gsize s = 1; s < cube->plan->n_splits; s++)
            categories[s] =
                1U << g_rand_int_range(random, 0, (gint32)cube->plan->splits[s].n_categories);
        double skewed = g_rand_double(random);
        AreaId place = gemeenten[(gsize)(skewed * skewed * skewed * (double)n_gemeenten)];
        const Placement *placement =
            division_place(division, g_rand_double(random) < 0.1 ? AREA_NONE : place);
        cube_count(cube, (gsize)g_rand_int_range(random, 0, 5), placement, categories);
        cube_count(cube, 5, placement, categories);
    }
    memset(notes, 0, sizeof *notes);
    protect_cube(cube, &policy, notes);
    Subtraction attack = {0, 0, 0};
    protect_visit_sums(cube, subtract, &attack);
    assert_nothing_derived(cube);
    for (gsize i = 0; i < cube->n_periods * division_n_areas(division) * cube->plan->n_slots; i++)
        ck_assert(!cube->cells[i].present || cube->cells[i].state != STATE_VALUE ||
                  cube->cells[i].value == 0 || cube->cells[i].value >= 5);
    return attack;
}

START_TEST(no_sum_of_a_random_release_gives_a_cell_away)
{
    for (guint32 seed = 1; seed <= 4; seed++) {
        ProtectionNotes notes;
        Subtraction attack = attack_random_release("om_afgehandeld", seed, 1000, &notes);
        ck_assert_int_gt(attack.n_sums, 10);
        ck_assert_int_gt(attack.n_hidden, 5);
        ck_assert_int_eq(attack.n_given_away, 0);
        ck_assert_int_gt(notes.n_secondary, 0);
    }
}
END_TEST

/* Ten years, the quarters of the last six, and two windows that do not overlap: what a publication
 * of ten years has. Counts of aangiften, so that quarters add up to years and years to windows. */
static Cube *ten_years(void)
{
    Period periods[36];
    for (int i = 0; i < 10; i++)
        periods[i] = period_year(2015 + i);
    for (int i = 0; i < 24; i++)
        periods[10 + i] = period_quarter(2019 + i / 4, i % 4 + 1);
    periods[34] = period_window(2019, 5);
    periods[35] = period_window(2024, 5);
    return cube_new(plan_find(plans, measure_find(measures, "politie_aangiften")), division, 36,
                    periods);
}

START_TEST(windows_and_quarters_of_ten_years_give_nothing_away)
{
    g_autoptr(Cube) cube = ten_years();
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    gsize n_gemeenten = 0;
    g_autofree AreaId *gemeenten =
        area_list(areas, AREA_GEMEENTE, division_day(division), &n_gemeenten);
    for (int i = 0; i < 5000; i++) {
        const guint32 categories[16] = {0};
        double skewed = g_rand_double(random);
        int year = g_rand_int_range(random, 0, 10), quarter = g_rand_int_range(random, 0, 4);
        const Placement *placement = division_place(
            division, gemeenten[(gsize)(skewed * skewed * skewed * (double)n_gemeenten)]);
        cube_count(cube, (gsize)year, placement, categories);
        cube_count(cube, year < 5 ? 34 : 35, placement, categories);
        if (year >= 4)
            cube_count(cube, (gsize)(10 + 4 * (year - 4) + quarter), placement, categories);
    }
    ProtectionNotes notes = {0};
    protect_cube(cube, &policy, &notes);
    Subtraction attack = {0, 0, 0};
    protect_visit_sums(cube, subtract, &attack);
    ck_assert_int_gt(attack.n_hidden, 500);
    ck_assert_int_eq(attack.n_given_away, 0);
    assert_nothing_derived(cube);
}
END_TEST

static const AttackFinding *find(const GPtrArray *findings, const CubeCell *cell)
{
    for (guint i = 0; i < findings->len; i++)
        if (((AttackFinding *)findings->pdata[i])->cell == cell)
            return findings->pdata[i];
    return NULL;
}

/* Police entries are added over areas. Noordoostpolder, Urk and what has no gemeente are hidden; a
 * reader adds up the veiligheidsregio's, in which the gemeenten cancel. No sum alone tells it. */
START_TEST(sums_together_tell_what_no_sum_tells)
{
    g_autoptr(Cube) cube = new_cube("politie_signalen");
    count(cube, "GM0171", 2024, "", 0, 9);
    count(cube, "GM0184", 2024, "", 0, 7);
    count(cube, "PV24", 2024, "", 0, 3);
    const Split *without = plan_without_area(cube->plan);
    gint32 gemeente = without_area_category(without, AREA_GEMEENTE);
    gsize slot = without->first_slot + (gsize)gemeente;
    for (gsize period = 4; period <= 5; period++) {
        cell_of(cube, "PV24", period, slot)->state = STATE_SUPPRESSED;
        cell_of(cube, "GM0171", period, 0)->state = STATE_SUPPRESSED;
        cell_of(cube, "GM0184", period, 0)->state = STATE_SUPPRESSED;
    }
    CubeCell *outside = cell_of(cube, "PV24", 4, slot);
    ck_assert_int_eq(outside->value, 3);
    g_autoptr(Attack) attack = attack_new(cube, &policy);
    const GPtrArray *findings = attack_run(attack);
    ck_assert_uint_eq(attack_n_suppressed(attack), 6);
    const AttackFinding *found = find(findings, outside);
    ck_assert_ptr_nonnull(found);
    ck_assert_int_eq(found->value, 3);
    ck_assert_uint_gt(found->support->len, 0);
    ck_assert_ptr_null(find(findings, cell_of(cube, "GM0171", 4, 0)));
}
END_TEST

START_TEST(protection_leaves_nothing_to_sums_together)
{
    g_autoptr(Cube) cube = new_cube("politie_signalen");
    count(cube, "GM0171", 2024, "", 0, 9);
    count(cube, "GM0184", 2024, "", 0, 7);
    count(cube, "PV24", 2024, "", 0, 3);
    ProtectionNotes notes = {0};
    protect_cube(cube, &policy, &notes);
    const Split *without = plan_without_area(cube->plan);
    gint32 gemeente = without_area_category(without, AREA_GEMEENTE);
    gsize slot = without->first_slot + (gsize)gemeente;
    ck_assert_int_eq(cell_of(cube, "PV24", 4, slot)->state, STATE_SUPPRESSED);
    ck_assert_int_eq(notes.n_left, 0);
    assert_nothing_derived(cube);
}
END_TEST

/* The test above can fail: with the primary rule alone, sums do give cells away. */
START_TEST(the_primary_rule_alone_is_not_enough)
{
    g_autoptr(Cube) cube = new_cube("gemelde_personen");
    const Split *sex = split_of(cube, "sex");
    count(cube, "NL01", 2024, "sex", 0, 30);
    count(cube, "NL01", 2024, "sex", 1, 3);
    cube_cell(cube, 4, (gsize)division_land(division), sex->first_slot + 1)->state =
        STATE_SUPPRESSED;
    Subtraction attack = {0, 0, 0};
    protect_visit_sums(cube, subtract, &attack);
    ck_assert_int_gt(attack.n_given_away, 0);
}
END_TEST

START_TEST(policy_of_the_product)
{
    PublicationPolicy own;
    g_autoptr(GError) error = NULL;
    ck_assert(publication_policy_load(&own, &error));
    ck_assert_int_eq(own.suppress_below, 5);
    ck_assert_int_eq(own.window_years, 5);
    ck_assert(!own.suppress_zero && !own.exempt_totals[AREA_LAND] &&
              !own.exempt_breakdowns[AREA_LAND]);
}
END_TEST

Suite *protect_suite(void);
Suite *protect_suite(void)
{
    Suite *suite = suite_create("protect");
    TCase *tcase = tcase_create("protect");
    tcase_set_timeout(tcase, 100);
    tcase_add_checked_fixture(tcase, load, unload);
    tcase_add_test(tcase, one_to_four_are_small);
    tcase_add_test(tcase, a_total_does_not_give_a_category_away);
    tcase_add_test(tcase, what_the_policy_exempts_is_shown);
    tcase_add_test(tcase, two_small_ones_that_can_only_be_one_get_company);
    tcase_add_test(tcase, published_tables_are_left_alone);
    tcase_add_test(tcase, no_sum_of_a_random_release_gives_a_cell_away);
    tcase_add_test(tcase, windows_and_quarters_of_ten_years_give_nothing_away);
    tcase_add_test(tcase, sums_together_tell_what_no_sum_tells);
    tcase_add_test(tcase, protection_leaves_nothing_to_sums_together);
    tcase_add_test(tcase, the_primary_rule_alone_is_not_enough);
    tcase_add_test(tcase, policy_of_the_product);
    suite_add_tcase(suite, tcase);
    return suite;
}
