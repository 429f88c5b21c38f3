#include "core/datadir.h"
#include "tests/support/ingest_fixture.h"

#include <check.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the synthetic samples: what their maker says about them */

static DeliveryReport *take_file(IngestFixture *fixture, const char *profile_name, const char *path)
{
    GError *error = NULL;
    DeliveryOptions options = {
        .max_rejected = 1, .quiet = TRUE, .peildatum = day_from_ymd(2025, 2, 1)};
    g_autoptr(Profile) profile = profile_load(profile_name, &error);
    ck_assert_msg(profile != NULL, "%s", error != NULL ? error->message : "");
    DeliveryReport *report = delivery_ingest(fixture->session, profile, path, &options, &error);
    ck_assert_msg(report != NULL, "%s", error != NULL ? error->message : "");
    return report;
}

static gint64 tally_of(const DeliveryReport *report, const char *kind, const char *name)
{
    gsize n;
    gint64 found = 0;
    g_autofree TallyEntry *entries = tally_list(report->tally, &n);
    for (gsize i = 0; i < n; i++)
        if (strcmp(entries[i].kind, kind) == 0 && strcmp(entries[i].name, name) == 0)
            found = entries[i].n;
    return found;
}

/* Reasons are like "rejected Meldingsdatum" and "excluded mensensmokkel (3.1.2)". */
static void check_reason(JsonObject *reasons, const char *reason, JsonNode *node, gpointer data)
{
    (void)reasons;
    const DeliveryReport *report = data;
    g_auto(GStrv) parts = g_strsplit(reason, " ", 2);
    if (g_str_equal(parts[0], "rejected") || g_str_equal(parts[0], "excluded"))
        ck_assert_int_eq(tally_of(report, parts[0], parts[1]), json_node_get_int(node));
}

static void check_file(IngestFixture *fixture, const char *folder, JsonObject *truth)
{
    const char *name = json_object_get_string_member(truth, "file");
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(DeliveryReport) report =
        take_file(fixture, json_object_get_string_member(truth, "source"), path);
    ck_assert_msg(report->status == DELIVERY_ACCEPTED, "%s: %s", name, report->reason);
    ck_assert_int_eq(report->rows, json_object_get_int_member(truth, "rows"));
    ck_assert_int_eq(report->accepted, json_object_get_int_member(truth, "accepted"));
    ck_assert_int_eq(report->rejected, json_object_get_int_member(truth, "rejected"));
    ck_assert_int_eq(report->duplicate, json_object_get_int_member(truth, "duplicate"));
    ck_assert_int_eq(report->excluded, json_object_get_int_member(truth, "excluded"));
    ck_assert_int_eq(report->blank, json_object_get_int_member(truth, "blank"));
    json_object_foreach_member(json_object_get_object_member(truth, "reasons"), check_reason,
                               report);
    if (!json_object_has_member(truth, "persons"))
        return;
    g_autofree char *persons =
        g_strdup_printf("%" G_GINT64_FORMAT, (gint64)json_object_get_int_member(truth, "persons"));
    ingest_fixture_expect(fixture,
                          "SELECT count(DISTINCT person) FROM melding WHERE delivery_id ="
                          " (SELECT max(delivery_id) FROM delivery)",
                          persons);
}

START_TEST(synthetic_samples_agree_with_their_truth)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autofree char *folder = datadir_path("data-samples/synthetisch");
    g_autofree char *path = g_build_filename(folder, "truth.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonArray *files =
        json_object_get_array_member(json_node_get_object(json_parser_get_root(parser)), "files");
    ck_assert_uint_ge(json_array_get_length(files), 3);
    for (guint i = 0; i < json_array_get_length(files); i++)
        check_file(fixture, folder, json_array_get_object_element(files, i));
    ingest_fixture_expect(fixture, "SELECT min(synthetic) FROM delivery", "1");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM delivery WHERE superseded_by IS NOT NULL",
                          "1");
}
END_TEST

START_TEST(published_samples)
{
    const char *files[][2] = {{"om-parket", "om-parket-2007-2011.csv"},
                              {"vlaardingen", "vlaardingen-2008-2011.csv"},
                              {"gepubliceerd", "jaartotalen-gemeld.csv"}};
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *relative = g_strconcat("data-samples/", files[i][1], NULL);
        g_autofree char *path = datadir_path(relative);
        g_autoptr(DeliveryReport) report = take_file(fixture, files[i][0], path);
        ck_assert_int_eq(report->status, DELIVERY_ACCEPTED);
        ck_assert_int_eq(report->rows, report->accepted);
    }
    /* the total of the printed table: 1.106 */
    ingest_fixture_expect(
        fixture, "SELECT sum(value) FROM telling WHERE measure = 'om_ingeschreven_2007_2011'",
        "1106");
    ingest_fixture_expect(fixture,
                          "SELECT group_concat(value) FROM (SELECT value FROM telling WHERE"
                          " period = '2019' AND measure LIKE 'gemelde%' ORDER BY value)",
                          "1334,1372");
    ingest_fixture_expect(
        fixture, "SELECT count(*) FROM telling WHERE area = 'GM0622' AND state = 'not-available'",
        "9");
}
END_TEST

/* --- damage */

typedef struct {
    const char *profile, *text;
} MutationSample;

static const MutationSample samples[] = {
    {"comensha",
     "Slachtoffer_ID;Dossiernummer;Meldingsdatum;Aanmelder;Geslacht;Leeftijd;Uitbuitingsvorm;"
     "Gemeente_uitbuiting\r\n"
     "s1;d1;01-02-2024;Politie;V;20;\"seksuele uitbuiting, bedelarij\";'s-Gravenhage\r\n"
     "s1;d1;03-02-2024;KMar;V;20;seksuele uitbuiting;Frysl\xE2n\r\n"
     "s2;d2;05-03-2024;FairWork;M;17;\"criminele uitbuiting\";\"Den Bosch\"\r\n\r\n"
     "s2;d2;05-03-2024;FairWork;M;17;\"criminele uitbuiting\";\"Den Bosch\"\r\n"
     "s3;d3;31-02-2024;FairWork;M;17;\"overig\"\"e uitbuiting\";Ede\r\n"},
    {"om",
     "\xEF\xBB\xBF\"Parketnummer\",\"Parket\",\"Inschrijfdatum\",\"Beslissing\",\"Sepotgrond\"\n"
     "\"1\",\"Amsterdam\",\"2024-01-01\",\"sepot\",\"02\"\n"
     "\"2\",\"Oost-Nederland\",\"2024-02-01\",\"sepot\",\"99\"\n"
     "\"3\",\"Limburg\",\"2024-02-01\",\"\",\"\"\n"},
    {"politie", "Registratienummer\tSoort\tDatum_kennisname\tGemeente\tKlasse\n"
                "R1\tsignaal\t20240101\tEde\t1.6.3\nR2\taangifte\t20240102\tGM0363   \t1.6.3\n"
                "R3\tsignaal\t20240103\tNergenshuizen\t3.1.2\nR1\tsignaal\t20240101\tEde\t1.6.3\n"},
    {"om-parket", "Parket;2007;2008\nDen Bosch;10;15\nBreda;4;-\n\"Zutphen\";\"1.106\";0\n"},
};

/* One to four changes: a bit, a byte, a cut, a quote that goes, a piece that comes twice. */
static void mutate(GString *text, GRand *random)
{
    for (int n = g_rand_int_range(random, 1, 5); n > 0 && text->len > 1; n--) {
        gssize at = g_rand_int_range(random, 0, (gint32)text->len);
        char *quote = strchr(text->str + at, '"');
        switch (g_rand_int_range(random, 0, 5)) {
        case 0:
            text->str[at] = (char)(text->str[at] ^ (1 << g_rand_int_range(random, 0, 8)));
            break;
        case 1:
            text->str[at] = "\";,\n\r\t \0-9"[g_rand_int_range(random, 0, 10)];
            break;
        case 2:
            if (g_rand_boolean(random))
                g_string_truncate(text, (gsize)at);
            break;
        case 3:
            if (quote != NULL)
                g_string_erase(text, quote - text->str, 1);
            break;
        default:
            g_string_insert_len(text, at, text->str, MIN(at, 40));
        }
    }
}

/* Lines of the file: each is in a row, blank, or the header. A row over several lines is rare: it
 * needs a quote that closes on a later line. */
static void check_mutant(IngestFixture *fixture, const Profile *profile, const GString *text)
{
    g_autofree char *path =
        ingest_fixture_write(fixture, "mutant.csv", text->str, (gssize)text->len);
    DeliveryOptions options = {
        .max_rejected = 1, .quiet = TRUE, .peildatum = day_from_ymd(2026, 1, 1)};
    g_autoptr(GError) error = NULL;
    g_autoptr(DeliveryReport) report =
        delivery_ingest(fixture->session, profile, path, &options, &error);
    ck_assert_msg(report != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(report->rows,
                     report->accepted + report->rejected + report->duplicate + report->excluded);
    ck_assert_int_ge(MIN(report->accepted, report->rejected), 0);
    ck_assert(g_utf8_validate(report->reason != NULL ? report->reason : "", -1, NULL));
    /* whole or not at all */
    g_autofree char *sql = g_strdup_printf(
        "SELECT (SELECT count(*) FROM delivery WHERE sha256 = '%s') || ',' || (SELECT count(*) FROM"
        " %s WHERE delivery_id NOT IN (SELECT delivery_id FROM delivery))",
        report->sha256, profile->record->name);
    ingest_fixture_expect(fixture, sql, report->status == DELIVERY_REFUSED ? "0,0" : "1,0");
    if (report->status == DELIVERY_ACCEPTED)
        ck_assert(database_exec(fixture->session->database,
                                "DELETE FROM melding_vorm; DELETE FROM melding; DELETE FROM zaak;"
                                "DELETE FROM politie; DELETE FROM telling;"
                                "DELETE FROM delivery_tally; DELETE FROM delivery",
                                NULL));
}

START_TEST(ten_thousand_mutants)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    ck_assert(database_exec(fixture->session->database,
                            "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY", NULL));
    const char *chosen = g_getenv("INBEELD_MUTANTS"); /* fewer under a memory checker */
    int n_each = chosen != NULL ? (int)g_ascii_strtoll(chosen, NULL, 10) / 4 : 2500;
    g_autoptr(GRand) random = g_rand_new_with_seed(4711);
    for (gsize s = 0; s < G_N_ELEMENTS(samples); s++) {
        g_autoptr(Profile) profile = profile_load(samples[s].profile, NULL);
        ck_assert_ptr_nonnull(profile);
        for (int i = 0; i < n_each; i++) {
            g_autoptr(GString) text = g_string_new(samples[s].text);
            mutate(text, random);
            check_mutant(fixture, profile, text);
        }
    }
}
END_TEST

/* --- power cut */

static void write_many_rows(const char *path, int n)
{
    g_autoptr(GString) text =
        g_string_new("Registratienummer;Soort;Datum_kennisname;Gemeente;Klasse\n");
    for (int i = 0; i < n; i++)
        g_string_append_printf(text, "N%d;signaal;2023-01-01;Ede;1.6.3\n", i);
    ck_assert(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
}

/* Kills the program once the register has grown: rows are being written then. */
static void kill_in_the_middle(const char *program, const char *register_path, const char *file)
{
    GStatBuf before, now;
    ck_assert_int_eq(g_stat(register_path, &before), 0);
    pid_t child = fork();
    if (child == 0) {
        execl(program, "inbeeld", "ingest", "--quiet", "--register", register_path, "--profile",
              "politie", file, (char *)NULL);
        _exit(127);
    }
    do {
        g_usleep(500);
        ck_assert_int_eq(g_stat(register_path, &now), 0);
        ck_assert_int_eq(waitpid(child, NULL, WNOHANG), 0); /* it must not be ready */
    } while (now.st_size < before.st_size + 1000000);
    kill(child, SIGKILL);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
}

START_TEST(kill_leaves_the_old_register)
{
    const char *program = g_getenv("INBEELD_PROGRAM");
    g_autofree char *built = datadir_path("build/inbeeld");
    if (program == NULL)
        program = built;
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "politie", "old.csv",
                            "Registratienummer;Soort;Datum_kennisname;Gemeente;Klasse\n"
                            "R1;signaal;2024-01-01;Ede;1.6.3\n",
                            NULL);
    ck_assert_int_eq(report->accepted, 1);
    g_clear_pointer(&fixture->session, ingest_session_close);
    g_autofree char *path = g_build_filename(fixture->folder, "new.csv", NULL);
    write_many_rows(path, 1000000);
    kill_in_the_middle(program, fixture->register_path, path);
    /* reading alone must work too: the half delivery is rolled back */
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) reader =
        database_open(fixture->register_path, DATABASE_REGISTER, DATABASE_READ, &error);
    ck_assert_msg(reader != NULL, "%s", error != NULL ? error->message : "");
    gint64 n = 0;
    ck_assert(database_number(reader, "SELECT count(*) FROM politie", &n, NULL));
    ck_assert_int_eq(n, 1);
    ingest_fixture_reopen(fixture);
    ingest_fixture_expect(fixture, "PRAGMA integrity_check", "ok");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM delivery", "1");
}
END_TEST

Suite *ingest_samples_suite(void);
Suite *ingest_samples_suite(void)
{
    Suite *suite = suite_create("ingest_samples");
    TCase *tcase = tcase_create("samples");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, synthetic_samples_agree_with_their_truth);
    tcase_add_test(tcase, published_samples);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("damage");
    tcase_set_timeout(tcase, 200);
    tcase_add_test(tcase, ten_thousand_mutants);
    tcase_add_test(tcase, kill_leaves_the_old_register);
    suite_add_tcase(suite, tcase);
    return suite;
}
