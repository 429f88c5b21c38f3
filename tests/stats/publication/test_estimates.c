#include "core/database.h"
#include "core/publication.h"
#include "stats/publication/publish.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>

/* The dark number in the publication, from a register that holds the hepatitis A table of Taiwan
 * (data-samples/mse): three lists, 271 persons, all of one year and one form. */

static char *folder;
static char *register_path;
static char *publication_path;
static AreaRegister *areas;

static const struct {
    const char *reporters[4];
    int n_persons;
} histories[] = {{{"politie", "zorgcoordinatie", "opvang"}, 28},
                 {{"politie", "zorgcoordinatie"}, 21},
                 {{"politie", "opvang"}, 17},
                 {{"politie"}, 69},
                 {{"zorgcoordinatie", "opvang"}, 18},
                 {{"zorgcoordinatie"}, 55},
                 {{"opvang"}, 63}};

static void add_persons(Database *database)
{
    int id = 0, person = 0;
    for (gsize h = 0; h < G_N_ELEMENTS(histories); h++)
        for (int i = 0; i < histories[h].n_persons; i++, person++)
            for (const char *const *reporter = histories[h].reporters; *reporter != NULL;
                 reporter++) {
                g_autofree char *sql = g_strdup_printf(
                    "INSERT INTO melding(melding_id,delivery_id,line,person,day,reporter,sex,nationality,"
                    "cross_border) VALUES(%d,1,%d,CAST('p%04d' AS BLOB),%d,'%s','vrouw','NL',0);"
                    "INSERT INTO melding_vorm VALUES(%d,'arbeid')",
                    id + 1, id + 1, person, day_from_ymd(2024, 1, 1) + person % 300, *reporter,
                    id + 1);
                ck_assert(database_exec(database, sql, NULL));
                id++;
            }
}

static void make_register(void)
{
    folder = scratch_folder();
    register_path = g_build_filename(folder, "r.db", NULL);
    publication_path = g_build_filename(folder, "p.db", NULL);
    areas = area_register_load(NULL);
    g_autoptr(Database) database =
        database_open(register_path, DATABASE_REGISTER, DATABASE_CREATE, NULL);
    g_autofree char *sql = g_strdup_printf(
        "INSERT INTO delivery VALUES(1,'comensha','comensha','a.csv','00','UTF-8',';',%d,'2024',%d,%d,'basis',1,0,"
        "9,9,0,0,0,0,NULL)",
        day_from_ymd(2025, 2, 1), day_from_ymd(2024, 1, 1), day_from_ymd(2024, 12, 31));
    ck_assert(database_exec(database, sql, NULL));
    ck_assert(database_exec(database, "BEGIN", NULL));
    add_persons(database);
    ck_assert(database_exec(database, "COMMIT", NULL));
}

static void remove_register(void)
{
    scratch_remove(folder);
    g_free(register_path);
    g_free(publication_path);
    area_register_free(areas);
}

static Publication *publish_with(guint n_threads)
{
    PublishOptions options = {.register_path = register_path,
                              .publication_path = publication_path,
                              .period = "2024",
                              .seed = 1,
                              .suppress_below = 5,
                              .n_threads = n_threads,
                              .replicates = 20};
    g_autoptr(GError) error = NULL;
    g_autoptr(PublishSummary) summary = publish(&options, &error);
    ck_assert_msg(summary != NULL, "%s", error != NULL ? error->message : "");
    return publication_open(publication_path, areas, NULL);
}

/* hepatitis-a-taiwan-3, poisson-loglinear-mle, "[12,23]": 526.7058824, the best BIC of the models
 * without all three two-list terms; "[12,13,23]" has BIC 76.6 and 1312.764706 and is the best. */
START_TEST(the_register_is_estimated_per_year_and_group)
{
    g_autoptr(Publication) publication = publish_with(1);
    gsize n;
    g_autofree Estimate *estimates = publication_estimates(publication, "register", &n);
    gboolean has_year = FALSE, has_group = FALSE;
    for (gsize i = 0; i < n; i++) {
        const Estimate *estimate = &estimates[i];
        if (estimate->dimension[0] == '\0' && estimate->period.kind == PERIOD_YEAR) {
            has_year = TRUE;
            ck_assert_int_eq(estimate->registered, 271);
            ck_assert_int_eq(estimate->state, STATE_VALUE);
            ck_assert_double_eq_tol(estimate->total, 1312.764706, 1e-4);
            ck_assert_double_eq_tol(estimate->view_upper, fmin(1, 271 / estimate->lower), 1e-12);
        }
        if (g_str_equal(estimate->dimension, "form_group")) {
            gboolean labour = g_str_equal(estimate->category, "arbeid");
            has_group |= labour;
            ck_assert_int_eq(estimate->registered, labour ? 271 : 0);
            ck_assert_int_eq(estimate->state, labour ? STATE_VALUE : STATE_NOT_AVAILABLE);
        }
    }
    ck_assert(has_year && has_group);
}
END_TEST

START_TEST(the_published_table_has_its_verdict_and_other_answers)
{
    g_autoptr(Publication) publication = publish_with(2);
    gsize n, n_other;
    g_autofree Estimate *estimates =
        publication_estimates(publication, "slachtoffers-2010-2015", &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_int_eq(estimates[0].registered, 8234);
    ck_assert(g_str_equal(estimates[0].verdict, "conflicting") ||
              g_str_equal(estimates[0].verdict, "no-upper-limit"));
    ck_assert_ptr_nonnull(strstr(estimates[0].reasons[LANGUAGE_NL], " K "));
    g_autofree EstimateAlternative *other = publication_alternatives(
        publication, "slachtoffers-2010-2015", estimates[0].area, estimates[0].period, &n_other);
    gboolean has_fourth = FALSE; /* netherlands-6, exhaustive-bic-maxorder-2-rank-4: 43,584.74 */
    for (gsize i = 0; i < n_other; i++)
        has_fourth |= fabs(other[i].total - 43584.74) < 0.01;
    ck_assert(has_fourth);
}
END_TEST

/* Every replicate of the twenty that has an estimate is in one bin, and the bins go up. */
START_TEST(the_replicates_are_published_as_a_histogram)
{
    g_autoptr(Publication) publication = publish_with(1);
    gsize n, n_bins;
    gint64 sum = 0;
    g_autofree Estimate *estimates =
        publication_estimates(publication, "slachtoffers-2010-2015", &n);
    g_autofree PublishedReplicates *bins = publication_replicates(
        publication, "slachtoffers-2010-2015", estimates[0].area, estimates[0].period, &n_bins);
    ck_assert_uint_ge(n_bins, 1);
    for (gsize i = 0; i < n_bins; i++) {
        sum += bins[i].n;
        if (i > 0)
            ck_assert_double_ge(bins[i].lower, bins[i - 1].upper - 1e-6);
    }
    ck_assert_int_ge(sum, 18);
    ck_assert_int_le(sum, 20);
}
END_TEST

/* All replicates are in a hump; a register of one year has no year to compare it with. */
START_TEST(humps_hold_all_replicates)
{
    g_autoptr(Publication) publication = publish_with(1);
    gsize n, n_humps, n_changes;
    double sum = 0;
    g_autofree Estimate *estimates =
        publication_estimates(publication, "slachtoffers-2010-2015", &n);
    g_autofree PublishedHump *humps = publication_humps(
        publication, "slachtoffers-2010-2015", estimates[0].area, estimates[0].period, &n_humps);
    ck_assert_uint_ge(n_humps, 1);
    for (gsize i = 0; i < n_humps; i++) {
        sum += humps[i].share;
        ck_assert_double_le(humps[i].lower, humps[i].upper);
        ck_assert(humps[i].inside >= 0 && humps[i].inside <= 1);
    }
    ck_assert_double_eq_tol(sum, 1, 1e-9);
    g_free(publication_changes(publication, "register", estimates[0].area, &n_changes));
    ck_assert_uint_eq(n_changes, 0);
}
END_TEST

Suite *estimates_suite(void);
Suite *estimates_suite(void)
{
    Suite *suite = suite_create("publish_estimates");
    TCase *tcase = tcase_create("publish_estimates");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, make_register, remove_register);
    tcase_add_test(tcase, the_register_is_estimated_per_year_and_group);
    tcase_add_test(tcase, the_published_table_has_its_verdict_and_other_answers);
    tcase_add_test(tcase, the_replicates_are_published_as_a_histogram);
    tcase_add_test(tcase, humps_hold_all_replicates);
    suite_add_tcase(suite, tcase);
    return suite;
}
