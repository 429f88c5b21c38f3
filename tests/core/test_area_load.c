#include "core/area.h"
#include "core/error.h"

#include <check.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

static const char *const files[] = {"gebied_stand.csv",    "gebieden.csv",
                                    "gebied_indeling.csv", "gebied_opvolging.csv",
                                    "gebied_inwoners.csv", "gemeente_kenmerken.csv",
                                    "gemeente_buren.csv",  "gemeente_middelpunten.csv",
                                    "gebied_aliassen.csv", "gebied_voorvoegsels.csv"};

/* A small country: two gemeenten that merge, one that is split. */
static const char *const contents[] = {
    "indeling_tot;bron\n2024-12-31;test\n",
    "soort;code;naam;geldig_van;geldig_tot\nland;NL01;Nederland;;\nprovincie;PV20;Noord;;\n"
    "gemeente;GM0001;Aa;;2020-01-01\ngemeente;GM0002;Bee;;2020-01-01\n"
    "gemeente;GM0003;Cee;2020-01-01;\ngemeente;GM0004;Dee;;\n",
    "code;deel_van;geldig_van;geldig_tot\nGM0001;PV20;;\nGM0003;PV20;;\n",
    "code_oud;code_nieuw;ingangsdatum;soort;aandeel\nGM0001;GM0003;2020-01-01;samenvoeging;1\n"
    "GM0002;GM0003;2020-01-01;splitsing;0.25\nGM0002;GM0004;2020-01-01;splitsing;0.75\n",
    "jaar;code;inwoners\n2019;GM0001;1000\n2019;GM0002;200\n",
    "jaar;code;stedelijkheid;omgevingsadressendichtheid;oppervlakte_land_km2\n2024;GM0003;1;2600;9."
    "5\n",
    "code_a;code_b\nGM0003;GM0004\n",
    "code;lengtegraad;breedtegraad\nGM0003;5.5;52.5\n",
    "soort;alias;code\ngemeente;Oud-Cee;GM0003\n",
    "soort;voorvoegsel\ngemeente;gemeente\n"};

static char *folder;
static char *given; /* INBEELD_DATA of the other tests, which may run in this process */

static void make_folder(void)
{
    folder = g_dir_make_tmp("inbeeld-area-XXXXXX", NULL);
    g_autofree char *reference = g_build_filename(folder, "reference", NULL);
    g_mkdir(reference, 0700);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(reference, files[i], NULL);
        g_file_set_contents(path, contents[i], -1, NULL);
    }
    given = g_strdup(g_getenv("INBEELD_DATA"));
    g_setenv("INBEELD_DATA", folder, TRUE);
}

static void remove_folder(void)
{
    g_autofree char *reference = g_build_filename(folder, "reference", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(reference, files[i], NULL);
        g_unlink(path);
    }
    g_rmdir(reference);
    g_rmdir(folder);
    g_free(folder);
    if (given != NULL)
        g_setenv("INBEELD_DATA", given, TRUE);
    else
        g_unsetenv("INBEELD_DATA");
    g_clear_pointer(&given, g_free);
}

/* Loads with one file replaced (NULL: removed); the message must name the place. */
static void assert_refused(const char *file, const char *text, gint code, const char *message)
{
    g_autofree char *path = g_build_filename(folder, "reference", file, NULL);
    g_autofree char *before = NULL;
    ck_assert(g_file_get_contents(path, &before, NULL, NULL));
    if (text != NULL)
        ck_assert(g_file_set_contents(path, text, -1, NULL));
    else
        g_unlink(path);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(area_register_load(&error) == NULL, "%s is taken", text);
    ck_assert_msg(g_error_matches(error, INBEELD_ERROR, code), "%s", error->message);
    ck_assert_msg(strstr(error->message, message) != NULL, "\"%s\" is not in \"%s\"", message,
                  error->message);
    ck_assert(g_file_set_contents(path, before, -1, NULL));
}

START_TEST(a_small_country_is_read)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(AreaRegister) areas = area_register_load(&error);
    ck_assert_msg(areas != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(area_count(areas), 6);
    ck_assert_int_eq(area_register_last_day(areas), day_from_ymd(2024, 12, 31));
    AreaShare parts[AREA_MAX_PARTS];
    AreaId bee = area_find_code(areas, "GM0002"), cee = area_find_code(areas, "GM0003");
    ck_assert_uint_eq(area_successors(areas, bee, DAY_NONE, parts), 2);
    ck_assert_double_eq(parts[0].share, 0.25);
    ck_assert_double_eq(parts[1].share, 0.75);
    AreaPopulation population;
    ck_assert(area_population(areas, cee, 2019, DAY_NONE, &population));
    ck_assert_int_eq(population.persons, 1050); /* 1000 + a quarter of 200 */
    ck_assert(population.estimated);            /* a share of a figure is no figure */
}
END_TEST

START_TEST(mistakes_are_refused_with_their_place)
{
    static const char head[] = "soort;code;naam;geldig_van;geldig_tot\n";
    g_autofree char *kind = g_strconcat(head, "dorp;GM0001;Aa;;\n", NULL);
    g_autofree char *code = g_strconcat(head, "gemeente;GM1;Aa;;\n", NULL);
    g_autofree char *other = g_strconcat(head, "provincie;GM0001;Aa;;\n", NULL);
    g_autofree char *twice =
        g_strconcat(head, "gemeente;GM0001;Aa;;\ngemeente;GM0001;Bee;;\n", NULL);
    g_autofree char *day = g_strconcat(head, "gemeente;GM0001;Aa;2024-02-31;\n", NULL);
    g_autofree char *order = g_strconcat(head, "gemeente;GM0001;Aa;2024-01-01;2023-01-01\n", NULL);
    g_autofree char *name = g_strconcat(head, "gemeente;GM0001;'';;\n", NULL);
    const gint bad = INBEELD_ERROR_CONFIG;
    assert_refused("gebieden.csv", NULL, INBEELD_ERROR_NO_INPUT, "gebieden.csv");
    assert_refused("gebieden.csv", "code;naam\n", bad, "gebieden.csv");
    assert_refused("gebieden.csv", kind, bad, "gebieden.csv:2: column \"soort\": \"dorp\"");
    assert_refused("gebieden.csv", code, bad, "\"GM1\"");
    assert_refused("gebieden.csv", other, bad, "\"GM0001\"");
    assert_refused("gebieden.csv", twice, bad, "gebieden.csv:3");
    assert_refused("gebieden.csv", day, bad, "\"2024-02-31\"");
    assert_refused("gebieden.csv", order, bad, "\"2023-01-01\"");
    assert_refused("gebieden.csv", name, bad, "column \"naam\"");
    assert_refused("gebied_stand.csv", "indeling_tot\n", bad, "gebied_stand.csv");
    assert_refused("gebied_indeling.csv", "code;deel_van;geldig_van;geldig_tot\nGM0001;PV21;;\n",
                   bad, "\"PV21\"");
    assert_refused("gebied_indeling.csv", "code;deel_van;geldig_van;geldig_tot\nGM0001;GM0002;;\n",
                   bad, "\"GM0002\"");
    assert_refused("gebied_indeling.csv",
                   "code;deel_van;geldig_van;geldig_tot\nGM0004;PV20;;2020-01-02\n"
                   "GM0004;PV20;2020-01-01;\n",
                   bad, "GM0004 lies in PV20 and PV20");
    assert_refused("gebied_opvolging.csv", "code_oud;code_nieuw;ingangsdatum;soort;aandeel\n", bad,
                   "GM0001");
    assert_refused("gebied_opvolging.csv",
                   "code_oud;code_nieuw;ingangsdatum;soort;aandeel\n"
                   "GM0001;GM0003;2019-01-01;samenvoeging;1\n",
                   bad, "\"2019-01-01\"");
    assert_refused("gebied_opvolging.csv",
                   "code_oud;code_nieuw;ingangsdatum;soort;aandeel\n"
                   "GM0001;GM0003;2020-01-01;samenvoeging;1.5\n",
                   bad, "\"1.5\"");
    assert_refused("gebied_inwoners.csv", "jaar;code;inwoners\n2021;GM0001;10\n", bad, "\"2021\"");
    assert_refused("gebied_inwoners.csv", "jaar;code;inwoners\n2019;GM0001;-1\n", bad, "\"-1\"");
    assert_refused("gemeente_buren.csv", "code_a;code_b\nGM0003;GM0003\n", bad, "\"GM0003\"");
    assert_refused("gebied_aliassen.csv", "soort;alias;code\nprovincie;X;GM0003\n", bad,
                   "\"GM0003\"");
}
END_TEST

Suite *area_load_suite(void);

Suite *area_load_suite(void)
{
    Suite *suite = suite_create("area_load");
    TCase *tests = tcase_create("reference data");
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, a_small_country_is_read);
    tcase_add_test(tests, mistakes_are_refused_with_their_place);
    suite_add_tcase(suite, tests);
    return suite;
}
