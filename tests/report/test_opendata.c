#include "core/database.h"
#include "core/error.h"
#include "core/output.h"
#include "report/opendata/opendata.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <json-glib/json-glib.h>
#include <string.h>

static char *folder;
static char *publication;

static void make_publication(void)
{
    folder = scratch_folder();
    publication = g_build_filename(folder, "p.db", NULL);
    g_autoptr(Database) database =
        database_open(publication, DATABASE_PUBLICATION, DATABASE_CREATE, NULL);
    ck_assert(database_exec(
        database,
        "INSERT INTO meta VALUES ('period','2024'),('synthetic','1');"
        "INSERT INTO source VALUES (1,'comensha','comensha','a.csv','00ff',739311,'2024',"
        "'Wpg \"22\"; AVG',1,10,8,1,1,0,1);"
        "INSERT INTO measure VALUES ('gemelde_personen_uitbuiting','comensha',"
        "'gemeld slachtoffer','comensha','exploitation',0,'n','n','d','d');"
        "INSERT INTO observation (measure,area,period,state,value,lower,upper,denominator,"
        "rate,rate_lower,rate_upper) VALUES"
        " ('gemelde_personen_uitbuiting','GM0796','2024','value',10,4.795389,18.39036,160783,"
        "6.219563,2.98253,11.438),"
        " ('gemelde_personen_uitbuiting','GM0772','2024','suppressed',NULL,NULL,NULL,NULL,"
        "NULL,NULL,NULL);"
        "INSERT INTO event VALUES ('avg',736839,'NL01','comensha','AVG','GDPR')",
        NULL));
}

static void remove_publication(void)
{
    scratch_remove(folder);
    g_free(publication);
}

static char *content_of(const char *name)
{
    char *content = NULL;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert_msg(g_file_get_contents(path, &content, NULL, NULL), "%s", name);
    return content;
}

START_TEST(cells_keep_their_state)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(opendata_write(publication, folder, NULL, NULL, &error), "%s",
                  error ? error->message : "");
    g_autofree char *cells = content_of("cijfers-gemelde-personen-uitbuiting.csv");
    const char *header =
        "maat;gebied;gebied_naam;periode;dimensie;categorie;toestand;waarde;ondergrens;bovengrens;"
        "noemer;noemer_geschat;per_100000;per_100000_ondergrens;per_100000_bovengrens;voorlopig\n";
    ck_assert(g_str_has_prefix(cells, header));
    ck_assert_str_eq(cells + strlen(header),
                     "gemelde_personen_uitbuiting;GM0772;Eindhoven;2024;;;suppressed;;;;;0;;;;0\n"
                     "gemelde_personen_uitbuiting;GM0796;'s-Hertogenbosch;2024;;;value;10;4.795389;"
                     "18.39036;160783;"
                     "0;6.219563;2.98253;11.438;0\n");
    g_autofree char *sources = content_of("leveringen.csv");
    ck_assert_ptr_nonnull(
        strstr(sources, ";2025-03-01;2024;\"Wpg \"\"22\"\"; AVG\";1;10;8;1;1;0;1\n"));
    g_autofree char *events = content_of("gebeurtenissen.csv");
    ck_assert_ptr_nonnull(strstr(events, "avg;2018-05-25;NL01;comensha;AVG;GDPR\n"));
}
END_TEST

/* What the package says about each file is true. */
static void check_resource(JsonArray *resources, guint index, JsonNode *node, gpointer n_checked)
{
    (void)resources, (void)index;
    JsonObject *resource = json_node_get_object(node);
    g_autofree char *path =
        g_build_filename(folder, json_object_get_string_member(resource, "path"), NULL);
    g_autofree char *sha256 = output_sha256(path, NULL);
    ck_assert_str_eq(json_object_get_string_member(resource, "hash") + strlen("sha256:"), sha256);
    g_autofree char *content = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &content, &length, NULL));
    ck_assert_int_eq(json_object_get_int_member(resource, "bytes"), (gint64)length);
    JsonArray *fields =
        json_object_get_array_member(json_object_get_object_member(resource, "schema"), "fields");
    g_auto(GStrv) lines = g_strsplit(content, "\n", 2);
    g_auto(GStrv) names = g_strsplit(lines[0], ";", -1);
    ck_assert_uint_eq(g_strv_length(names), json_array_get_length(fields));
    for (guint i = 0; names[i] != NULL; i++)
        ck_assert_str_eq(
            json_object_get_string_member(json_array_get_object_element(fields, i), "name"),
            names[i]);
    ++*(int *)n_checked;
}

START_TEST(the_package_describes_its_files)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
    ck_assert(opendata_write(publication, folder, NULL, files, NULL));
    g_autofree char *path = g_build_filename(folder, "datapackage.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonObject *package = json_node_get_object(json_parser_get_root(parser));
    int n_checked = 0;
    json_array_foreach_element(json_object_get_array_member(package, "resources"), check_resource,
                               &n_checked);
    ck_assert_int_eq(n_checked, 4);
    ck_assert_uint_eq(files->len, 5);
    JsonObject *meta = json_object_get_object_member(package, "publication");
    ck_assert_str_eq(json_object_get_string_member(meta, "synthetic"), "1");
}
END_TEST

START_TEST(a_second_release_has_the_same_bytes)
{
    ck_assert(opendata_write(publication, folder, NULL, NULL, NULL));
    g_autofree char *first = content_of("datapackage.json");
    ck_assert(opendata_write(publication, folder, NULL, NULL, NULL));
    g_autofree char *second = content_of("datapackage.json");
    ck_assert_str_eq(first, second);
}
END_TEST

START_TEST(a_folder_that_cannot_be_made)
{
    g_autoptr(GError) error = NULL;
    ck_assert(!opendata_write(publication, "/proc/nonexistent/open-data", NULL, NULL, &error));
    ck_assert_int_eq(inbeeld_error_exit_status(error), 73);
}
END_TEST

Suite *opendata_suite(void);
Suite *opendata_suite(void)
{
    Suite *suite = suite_create("opendata");
    TCase *tcase = tcase_create("opendata");
    tcase_add_checked_fixture(tcase, make_publication, remove_publication);
    tcase_add_test(tcase, cells_keep_their_state);
    tcase_add_test(tcase, the_package_describes_its_files);
    tcase_add_test(tcase, a_second_release_has_the_same_bytes);
    tcase_add_test(tcase, a_folder_that_cannot_be_made);
    suite_add_tcase(suite, tcase);
    return suite;
}
