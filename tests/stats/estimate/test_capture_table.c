#include "core/error.h"
#include "stats/counts/rule.h"
#include "stats/estimate/capture_table.h"

#include <check.h>
#include <glib/gstdio.h>

/* A register of which the table of lists can be written down by hand. */

static char *folder;
static char *path;
static AreaRegister *areas;
static MeasureList *measures;
static Codes *codes;
static PlanList *plans;
static EstimateSettings *settings;
static Database *registry;

static void add(int id, const char *person, const char *day, const char *reporter,
                const char *border, const char *form)
{
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO melding(melding_id,delivery_id,line,person,day,reporter,sex,nationality,cross_border) "
        "VALUES(%d,1,%d,CAST('%s' AS BLOB),%d,'%s','vrouw','NL',%s);"
        "INSERT INTO melding_vorm VALUES(%d,'%s')",
        id, id, person, day_parse_iso(day), reporter, border, id, form);
    ck_assert(database_exec(registry, sql, NULL));
}

static void open_register(void)
{
    folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    path = g_build_filename(folder, "r.db", NULL);
    areas = area_register_load(NULL);
    measures = measure_list_load(NULL);
    codes = codes_load(NULL);
    plans = plan_list_load(measures, codes, NULL);
    settings = estimate_settings_load(codes, NULL);
    registry = database_open(path, DATABASE_REGISTER, DATABASE_CREATE, NULL);
    ck_assert(database_exec(
        registry,
        "INSERT INTO delivery VALUES(1,'comensha','comensha','a.csv','00','UTF-8',';',1,NULL,1,"
        "2,'basis',1,0,9,9,0,0,0,0,NULL)",
        NULL));
}

static void close_register(void)
{
    database_close(registry);
    estimate_settings_free(settings);
    plan_list_free(plans);
    codes_free(codes);
    measure_list_free(measures);
    area_register_free(areas);
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

static MseTable *make(int first_year, int last_year, gint64 *n_outside, GError **error)
{
    const Plan *plan = plan_find(plans, measure_find(measures, "gemelde_personen"));
    ck_assert_ptr_nonnull(plan);
    ck_assert(rule_load_form_groups(registry, codes, NULL));
    return capture_table_new(registry, plan, areas, settings, first_year, last_year, n_outside,
                             error);
}

/* Persons with exactly this history, of one year (index) and group of forms. */
static gint64 count(const MseTable *table, const char *lists, guint year, const char *group)
{
    guint history = 0;
    g_auto(GStrv) names = g_strsplit(lists, "+", 0);
    for (char **name = names; *name != NULL; name++)
        history |= 1U << mse_table_find_list(table, *name);
    guint covariate = (guint)mse_table_find_covariate(table, "form_group");
    guint level = (guint)mse_table_find_level(table, covariate, group);
    gint64 n = 0;
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        if (mse_table_stratum_level(table, stratum, 0) == year &&
            mse_table_stratum_level(table, stratum, covariate) == level)
            n += mse_table_count(table, history, stratum);
    return n;
}

START_TEST(persons_are_on_the_lists_of_their_reporters)
{
    add(1, "A", "2023-02-01", "politie", "0", "seksueel");
    add(2, "A", "2023-03-01", "zorgcoordinatie", "0", "seksueel");
    add(3, "A", "2024-03-01", "politie", "0", "seksueel"); /* again, the next year */
    add(4, "B", "2024-01-01", "opvang", "NULL", "arbeid");
    add(5, "B", "2024-02-01", "jeugdhulp", "NULL", "arbeid"); /* the same list */
    add(6, "C", "2024-05-01", "politie", "1", "seksueel");
    add(7, "D", "2022-12-31", "politie", "1", "seksueel"); /* before the window */
    gint64 n_outside;
    g_autoptr(GError) error = NULL;
    g_autoptr(MseTable) table = make(2023, 2024, &n_outside, &error);
    ck_assert_msg(table != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(mse_table_n_lists(table), 3);
    ck_assert_int_eq(mse_table_total(table), 4);
    ck_assert_int_eq(n_outside, 0);
    ck_assert_int_eq(count(table, "Politie+Zorgcoördinatie", 0, "seksueel_binnenland"), 1);
    ck_assert_int_eq(count(table, "Politie", 1, "seksueel_binnenland"), 1);
    ck_assert_int_eq(count(table, "Opvang en jeugdhulp", 1, "arbeid"), 1);
    ck_assert_int_eq(count(table, "Politie", 1, "seksueel_grens"), 1);
}
END_TEST

START_TEST(one_list_gives_no_table)
{
    add(1, "A", "2024-02-01", "politie", "0", "seksueel");
    gint64 n_outside;
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(make(2023, 2024, &n_outside, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
}
END_TEST

START_TEST(every_reporter_of_the_code_list_is_on_a_list)
{
    const char *const *reporter = codes_categories(codes, "reporter");
    for (; *reporter != NULL; reporter++)
        ck_assert_msg(estimate_settings_list(settings, *reporter) >= 0, "%s", *reporter);
}
END_TEST

Suite *capture_table_suite(void);
Suite *capture_table_suite(void)
{
    Suite *suite = suite_create("capture_table");
    TCase *tcase = tcase_create("capture_table");
    tcase_add_checked_fixture(tcase, open_register, close_register);
    tcase_add_test(tcase, persons_are_on_the_lists_of_their_reporters);
    tcase_add_test(tcase, one_list_gives_no_table);
    tcase_add_test(tcase, every_reporter_of_the_code_list_is_on_a_list);
    suite_add_tcase(suite, tcase);
    return suite;
}
