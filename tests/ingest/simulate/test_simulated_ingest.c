/* The simulated exports read by the real ingest: every row is told apart as truth.json says. */
#include "ingest/delivery.h"
#include "ingest/simulate/simulate.h"

#include <check.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Published: see reference/simulatie/ijkpunten.csv. */
static const gint64 published[] = {1150, 952, 956, 668, 1334, 984, 791, 814, 868, 944};

static char *folder;
static JsonParser *truth;
static IngestSession *session;

static void setup(void)
{
    folder = g_dir_make_tmp("simulated-ingest-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    SimulateOptions options = {folder, 1, 1, 2015, 2024, 20000};
    SimulateSummary summary;
    ck_assert(simulate(&options, &summary, NULL));
    g_autofree char *path = g_build_filename(folder, "truth.json", NULL);
    truth = json_parser_new();
    ck_assert(json_parser_load_from_file(truth, path, NULL));
    g_autofree char *database = g_build_filename(folder, "register.db", NULL);
    g_autofree char *key = g_build_filename(folder, "key", NULL);
    GError *error = NULL;
    ck_assert(pseudonym_key_create(key, &error));
    session = ingest_session_open(database, key, &error);
    ck_assert_msg(session != NULL, "%s", error != NULL ? error->message : "");
}

static void teardown(void)
{
    ingest_session_close(session);
    g_object_unref(truth);
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(dir);
    g_rmdir(folder);
    g_free(folder);
}

static gint64 tally_of(const Tally *tally, const char *reason)
{
    gsize n;
    g_autofree TallyEntry *entries = tally_list(tally, &n);
    for (gsize i = 0; i < n; i++) {
        g_autofree char *name = g_strdup_printf("%s %s", entries[i].kind, entries[i].name);
        if (strcmp(name, reason) == 0)
            return entries[i].n;
    }
    return 0;
}

static void check_report(JsonObject *expected, const DeliveryReport *report)
{
    const char *file = report->file;
    ck_assert_msg(report->status == DELIVERY_ACCEPTED, "%s: %s", file, report->reason);
    static const char *const names[] = {"rows",      "accepted", "rejected",
                                        "duplicate", "excluded", "blank"};
    const gint64 counts[] = {report->rows,      report->accepted, report->rejected,
                             report->duplicate, report->excluded, report->blank};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        gint64 n = json_object_get_int_member(expected, names[i]);
        ck_assert_msg(counts[i] == n, "%s: %s %d, the truth is %d", file, names[i], (int)counts[i],
                      (int)n);
    }
    JsonObject *reasons = json_object_get_object_member(expected, "reasons");
    GList *members = json_object_get_members(reasons);
    for (const GList *name = members; name != NULL; name = name->next) {
        gint64 n = json_object_get_int_member(reasons, name->data);
        ck_assert_msg(tally_of(report->tally, name->data) == n, "%s: %s %d, the truth is %d", file,
                      (char *)name->data, (int)tally_of(report->tally, name->data), (int)n);
    }
    g_list_free(members);
}

static void ingest_all(void)
{
    JsonObject *root = json_node_get_object(json_parser_get_root(truth));
    JsonArray *files = json_object_get_array_member(root, "files");
    for (guint i = 0; i < json_array_get_length(files); i++) {
        JsonObject *expected = json_array_get_object_element(files, i);
        const char *name = json_object_get_string_member(expected, "file");
        GError *error = NULL;
        Profile *profile = profile_load(json_object_get_string_member(expected, "source"), &error);
        ck_assert_msg(profile != NULL, "%s", error != NULL ? error->message : "");
        g_autofree char *path = g_build_filename(folder, name, NULL);
        DeliveryOptions options = {.max_rejected = -1, .quiet = TRUE};
        options.peildatum = day_from_ymd(2025, 3, 1);
        DeliveryReport *report = delivery_ingest(session, profile, path, &options, &error);
        ck_assert_msg(report != NULL, "%s", error != NULL ? error->message : "");
        check_report(expected, report);
        delivery_report_free(report);
        profile_free(profile);
    }
}

static gint64 number(const char *sql)
{
    gint64 n = -1;
    ck_assert(database_number(session->database, sql, &n, NULL));
    return n;
}

/* One test: taking in all files is most of its time. */
START_TEST(every_row_is_told_apart_and_the_persons_are_the_published_ones)
{
    ingest_all();
    for (gsize i = 0; i < G_N_ELEMENTS(published); i++) {
        int year = 2015 + (int)i;
        g_autofree char *sql = g_strdup_printf(
            "SELECT count(DISTINCT person) FROM current_melding WHERE day BETWEEN %d AND %d",
            day_from_ymd(year, 1, 1), day_from_ymd(year, 12, 31));
        gint64 n = number(sql);
        ck_assert_msg(n == published[i], "%d: %d persons", year, (int)n);
    }
    ck_assert_int_eq(number("SELECT count(*) FROM delivery WHERE synthetic = 0"), 0);
    ck_assert_int_eq(number("SELECT count(*) FROM delivery WHERE superseded_by IS NOT NULL"), 1);
    ck_assert_int_lt(number("SELECT count(DISTINCT person) FROM melding JOIN delivery USING"
                            " (delivery_id) WHERE superseded_by IS NOT NULL"),
                     868);
    ck_assert_int_eq(number("SELECT count(*) FROM politie WHERE class <> '1.6.3'"), 0);
    ck_assert_int_eq(number("SELECT count(*) FROM zaak WHERE sepot_ground = '99'"), 0);
}
END_TEST

Suite *simulated_ingest_suite(void);
Suite *simulated_ingest_suite(void)
{
    Suite *suite = suite_create("simulated_ingest");
    TCase *tcase = tcase_create("register");
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_row_is_told_apart_and_the_persons_are_the_published_ones);
    suite_add_tcase(suite, tcase);
    return suite;
}
