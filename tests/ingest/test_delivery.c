#include "core/error.h"
#include "ingest/reject_file.h"
#include "tests/support/ingest_fixture.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define POLITIE "Registratienummer;Soort;Datum_kennisname;Eenheid;Gemeente;Klasse\n"
#define OM "Parketnummer;Parket;Inschrijfdatum;Beslissing;Sepotgrond\n"
#define COMENSHA                                                                                   \
    "Slachtoffer_ID;Dossiernummer;Meldingsdatum;Aanmelder;Geslacht;Leeftijd;Uitbuitingsvorm\n"

static void check_sums(const DeliveryReport *report, gint64 accepted, gint64 rejected,
                       gint64 duplicate, gint64 excluded)
{
    ck_assert_int_eq(report->accepted, accepted);
    ck_assert_int_eq(report->rejected, rejected);
    ck_assert_int_eq(report->duplicate, duplicate);
    ck_assert_int_eq(report->excluded, excluded);
    ck_assert_int_eq(report->rows, accepted + rejected + duplicate + excluded);
}

/* --- rows */

START_TEST(wrong_values_are_rejected_with_place_and_reason)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "comensha", "c.csv",
                            COMENSHA "s1;d1;31-02-2024;Politie;V;20;seksuele uitbuiting\n"
                                     "s2;d2;01-02-2024;Politie;Q;20;seksuele uitbuiting\n"
                                     "s3;d3;01-02-2024;Politie;V;veertig;seksuele uitbuiting\n"
                                     ";d4;01-02-2024;Politie;V;20;seksuele uitbuiting\n"
                                     "s5;d5;02-01-2026;Politie;V;20;seksuele uitbuiting\n"
                                     "s6;d6;01-02-2024;Politie;V;20;seksuele uitbuiting\n"
                                     "s7;d7;01-02-2024;Politie;V\n",
                            NULL);
    check_sums(report, 1, 6, 0, 0);
    g_autofree char *rejects = ingest_fixture_rejects(fixture);
    ck_assert_str_eq(
        rejects,
        "file;line;outcome;column;reason;value\n"
        "c.csv;2;rejected;Meldingsdatum;is not a date (dd-mm-yyyy or yyyy-mm-dd or yyyymmdd);"
        "31-02-2024\n"
        "c.csv;3;rejected;Geslacht;is not one of the values of the profile;Q\n"
        "c.csv;4;rejected;Leeftijd;is not a number from 0 to 120;veertig\n"
        "c.csv;5;rejected;Slachtoffer_ID;is empty or unknown;\n"
        "c.csv;6;rejected;Meldingsdatum;lies after the peildatum 2026-01-01;02-01-2026\n"
        "c.csv;8;rejected;;fewer fields than the header has: 5, not 7;\n");
}
END_TEST

/* The message of the house style, on stderr in the program. */
START_TEST(places)
{
    const struct {
        const char *text, *day, *expected;
    } cases[] = {
        {"Weesp", "2022-03-23", "GM0457"},
        {"Weesp", "2022-03-24", "GM0363"},
        {"GM0457", "2022-03-24", "GM0363"},
        {"Haaren", "2020-12-31", "GM0788"},
        {"Haaren", "2021-01-01", "NULL"},
        {"GM0363   ", "2023-05-05", "GM0363"},
        {"Den Bosch", "2023-05-05", "GM0796"},
        {"'s-Hertogenbosch", "2023-05-05", "GM0796"},
        {"\xE2\x80\x99s-Hertogenbosch", "2023-05-05", "GM0796"},
        {"S\xC3\xBA"
         "dwest-Frysl\xC3\xA2n",
         "2023-05-05", "GM1900"},
        {"Sudwest-Fryslan", "2023-05-05", "GM1900"},
        {"Nergenshuizen", "2023-05-05", "NULL"},
        {"onbekend", "2023-05-05", "NULL"},
        {"Bergen", "2023-05-05", "NULL"},
    };
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(GString) text = g_string_new(POLITIE);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_string_append_printf(text, "R%zu;aangifte;%s;;%s;1.6.3\n", i, cases[i].day,
                               cases[i].text);
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "politie", "p.csv", text->str, NULL);
    check_sums(report, G_N_ELEMENTS(cases), 0, 0, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT gemeente FROM politie WHERE line = %zu", i + 2);
        ingest_fixture_expect(fixture, sql, cases[i].expected);
    }
    ingest_fixture_expect(fixture, "SELECT n FROM delivery_tally WHERE name = 'Gemeente: unknown'",
                          "1");
    ingest_fixture_expect(
        fixture, "SELECT n FROM delivery_tally WHERE name = 'Gemeente: split-unknown'", "1");
    ingest_fixture_expect(fixture,
                          "SELECT n FROM delivery_tally WHERE name = 'Gemeente: ambiguous'", "1");
    ingest_fixture_expect(fixture,
                          "SELECT n FROM delivery_tally WHERE name = 'Gemeente: successor'", "2");
}
END_TEST

START_TEST(exclusions_go_before_mistakes)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) police = ingest_fixture_take(
        fixture, "politie", "p.csv",
        POLITIE "R1;signaal;2024-01-01;;Ede;1.6.3\nR2;signaal;31-02-2024;;Ede;3.1.2 Mensensmokkel\n"
                "R3;signaal;2024-01-01;;Ede;9.9.9\n",
        NULL);
    check_sums(police, 1, 1, 0, 1);
    g_autoptr(DeliveryReport) om = ingest_fixture_take(
        fixture, "om", "o.csv",
        OM
        "1;Amsterdam;01-01-2024;sepot;99\n2;Amsterdam;01-01-2024;sepot;02\n"
        "3;Amsterdam;01-01-2024;sepot;40\n4;Amsterdam;01-01-2024;;\n5;Amsterdam;01-01-2024;sepot;80\n",
        NULL);
    check_sums(om, 4, 0, 0, 1);
    ingest_fixture_expect(fixture,
                          "SELECT group_concat(coalesce(decision, '-')) FROM"
                          " (SELECT decision FROM zaak ORDER BY line)",
                          "sepot_technisch,sepot_beleid,-,sepot_administratief");
    ingest_fixture_expect(fixture,
                          "SELECT name || n FROM delivery_tally WHERE kind = 'excluded'"
                          " AND delivery_id = 2",
                          "sepot 99, dubbel ingeschreven1");
}
END_TEST

START_TEST(one_person_several_reporters_and_forms)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report = ingest_fixture_take(
        fixture, "comensha", "c.csv",
        COMENSHA "s1;d1;01-02-2024;Politie;V;20;loverboy + gedwongen bedelarij\n"
                 "S 1;d1;03-02-2024;KMar;V;20;seksuele uitbuiting\n"
                 "s2;d2;01-02-2024;Inspectie SZW;M;17;arbeidsuitbuiting\n"
                 "s2;d2;01-02-2024;iszw;M;17;criminele uitbuiting\n"
                 "s2;d2;01-02-2024;Inspectie SZW;M;17;arbeidsuitbuiting\n"
                 "s3;d3;05-02-2024;FairWork;;;\n",
        NULL);
    check_sums(report, 5, 0, 1, 0);
    ingest_fixture_expect(fixture, "SELECT count(DISTINCT person) FROM melding", "3");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM melding", "4");
    ingest_fixture_expect(fixture,
                          "SELECT group_concat(reporter) FROM (SELECT reporter FROM melding WHERE"
                          " person = (SELECT person FROM melding WHERE line = 2) ORDER BY line)",
                          "politie,kmar");
    ingest_fixture_expect(fixture,
                          "SELECT group_concat(form) FROM (SELECT form FROM melding_vorm JOIN"
                          " melding USING (melding_id) WHERE line = 2 ORDER BY form)",
                          "bedelarij,seksueel");
    /* one line per form: the forms of one report are joined */
    ingest_fixture_expect(fixture,
                          "SELECT group_concat(form) FROM (SELECT form FROM melding_vorm JOIN"
                          " melding USING (melding_id) WHERE line = 4 ORDER BY form)",
                          "arbeid,crimineel");
    ingest_fixture_expect(fixture,
                          "SELECT sex || form || nationality FROM melding JOIN melding_vorm USING"
                          " (melding_id) WHERE line = 7",
                          "andersonbekendonbekend");
    ingest_fixture_expect(fixture,
                          "SELECT n FROM delivery_tally WHERE name ="
                          " 'Uitbuitingsvorm: loverboy -> seksueel'",
                          "1");
    ingest_fixture_expect(fixture, "SELECT minor FROM melding WHERE line = 4", "1");
}
END_TEST

START_TEST(same_number_other_content)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report = ingest_fixture_take(
        fixture, "om", "o.csv",
        OM
        "1;Amsterdam;01-01-2024;sepot;02\n2;Amsterdam;01-01-2024;;\n1;Amsterdam;01-01-2024;sepot;02\n"
        "1;Rotterdam;01-01-2024;sepot;02\n",
        NULL);
    check_sums(report, 2, 1, 1, 0);
    g_autofree char *rejects = ingest_fixture_rejects(fixture);
    ck_assert_str_eq(rejects,
                     "file;line;outcome;column;reason;value\n"
                     "o.csv;4;duplicate;;is the same as line 2;\n"
                     "o.csv;5;rejected;;has the same number as line 2 and other content;\n");
}
END_TEST

/* A quote that is not closed eats the next lines in most readers. Here it costs one row. */
START_TEST(unclosed_quotes_cost_one_row)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report = ingest_fixture_take(
        fixture, "politie", "p.csv",
        POLITIE "R1;signaal;2024-01-01;;\"Ede;1.6.3\nR2;signaal;2024-01-01;;Ede;1.6.3\n"
                "R3;signaal;2024-01-01;;Ede\";1.6.3\nR4;signaal;2024-01-01;;Ede;1.6.3\n",
        NULL);
    ck_assert_int_eq(report->rows, 4);
    ck_assert_int_eq(report->accepted, 3);
    ingest_fixture_expect(fixture, "SELECT group_concat(line) FROM politie", "3,4,5");
}
END_TEST

/* --- the privacy gate */

static void check_refused(const DeliveryReport *report, const char *part)
{
    ck_assert_int_eq(report->status, DELIVERY_REFUSED);
    ck_assert_msg(strstr(report->reason, part) != NULL, "%s", report->reason);
}

START_TEST(columns_outside_the_profile_refuse_the_delivery)
{
    const char *text = "Registratienummer;Soort;Datum_kennisname;Klasse;Naam;BSN\n"
                       "R1;signaal;2024-01-01;1.6.3;Jansen;111222333\n";
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report = ingest_fixture_take(fixture, "politie", "p.csv", text, NULL);
    check_refused(report, "\"Naam\", \"BSN\"");
    check_refused(report, "--ignore-columns \"Naam;BSN\"");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM delivery", "0");
    char *ignored[] = {g_strdup(" naam"), g_strdup("bsn"), NULL};
    DeliveryOptions options = {.ignore_columns = ignored, .max_rejected = 1};
    g_autoptr(DeliveryReport) again =
        ingest_fixture_take(fixture, "politie", "p.csv", text, &options);
    check_sums(again, 1, 0, 0, 0);
    g_free(ignored[0]);
    g_free(ignored[1]);
}
END_TEST

START_TEST(values_that_name_a_person_are_not_shown)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "politie", "p.csv",
                            "Registratienummer;Soort;Datum_kennisname;District;Gemeente;Klasse\n"
                            "R1;signaal;2024-01-01;111222333;Ede;1.6.3\n"
                            "R2;signaal;2024-01-01;j.jansen@voorbeeld.nl;Ede;1.6.3\n"
                            "R3;signaal;2024-01-01;geb. 01-02-1990;Ede;1.6.3\n"
                            "R4;signaal 111222333;2024-01-01;Noord;Ede;1.6.3\n"
                            "R5;signaal;2024-01-01;Noord;bsn 111222333;1.6.3\n"
                            "R6;signaal;111222333;Noord;Ede;1.6.3\n",
                            NULL);
    check_sums(report, 1, 5, 0, 0);
    g_autofree char *rejects = ingest_fixture_rejects(fixture);
    ck_assert_ptr_null(strstr(rejects, "111222333"));
    ck_assert_ptr_null(strstr(rejects, "jansen"));
    ck_assert_ptr_null(strstr(rejects, "1990"));
    ck_assert_ptr_nonnull(strstr(rejects, "(BSN); the value is not shown"));
    g_autofree char *path = reject_file_path(fixture->register_path);
    struct stat facts;
    ck_assert_int_eq(stat(path, &facts), 0);
    ck_assert_int_eq(facts.st_mode & 0777, 0600);
    ck_assert_int_eq(stat(fixture->register_path, &facts), 0);
    ck_assert_int_eq(facts.st_mode & 0777, 0600);
}
END_TEST

START_TEST(identifiers_do_not_stand_in_the_register)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report = ingest_fixture_take(
        fixture, "politie", "p.csv", POLITIE "GEHEIM-4711;signaal;2024-01-01;;Ede;1.6.3\n", NULL);
    ck_assert_int_eq(report->accepted, 1);
    ingest_fixture_expect(fixture, "SELECT length(registration) FROM politie", "16");
    g_autofree char *bytes = NULL;
    gsize n = 0;
    ck_assert(g_file_get_contents(fixture->register_path, &bytes, &n, NULL));
    for (gsize i = 0; i + 6 <= n; i++)
        ck_assert(memcmp(bytes + i, "GEHEIM", 6) != 0);
}
END_TEST

/* n-th number of nine digits from 123450000 on that passes the eleven-test. */
static void append_bsns(GString *text, int n)
{
    for (int number = 123450000; n > 0; number++) {
        int sum = 0;
        for (int place = 1, rest = number; place <= 9; place++, rest /= 10)
            sum += (place == 1 ? -1 : place) * (rest % 10);
        if (sum % 11 != 0)
            continue;
        g_string_append_printf(text, "%d;signaal;2024-01-01;;Ede;1.6.3\n", number);
        n--;
    }
}

START_TEST(citizen_numbers_as_identifiers_refuse_the_delivery)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(GString) text = g_string_new(POLITIE);
    append_bsns(text, 30);
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "politie", "p.csv", text->str, NULL);
    check_refused(report, "\"Registratienummer\" holds citizen service numbers");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM politie", "0");
}
END_TEST

START_TEST(another_key_is_refused)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report = ingest_fixture_take(
        fixture, "politie", "p.csv", POLITIE "R1;signaal;2024-01-01;;Ede;1.6.3\n", NULL);
    ck_assert_int_eq(report->accepted, 1);
    g_autofree char *other = g_build_filename(fixture->folder, "other.key", NULL);
    ck_assert(pseudonym_key_create(other, NULL));
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(ingest_session_open(fixture->register_path, other, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CONFIG);
    /* and a register with rows does not get a new key by itself */
    g_autofree char *key = ingest_default_key_path(fixture->register_path);
    g_unlink(key);
    g_clear_error(&error);
    ck_assert_ptr_null(ingest_session_open(fixture->register_path, NULL, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_NO_INPUT);
}
END_TEST

/* --- deliveries */

START_TEST(the_same_file_again)
{
    const char *text =
        POLITIE "R1;signaal;2024-01-01;;Ede;1.6.3\n\nR1;signaal;2024-01-01;;Ede;1.6.3\n";
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) first = ingest_fixture_take(fixture, "politie", "p.csv", text, NULL);
    g_autoptr(DeliveryReport) again = ingest_fixture_take(fixture, "politie", "q.csv", text, NULL);
    ck_assert_int_eq(again->status, DELIVERY_ALREADY_INGESTED);
    check_sums(again, 1, 0, 1, 0);
    ck_assert_int_eq(again->blank, 1);
    ck_assert_str_eq(again->sha256, first->sha256);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM delivery", "1");
}
END_TEST

static DeliveryReport *take_politie(IngestFixture *fixture, const char *name, const char *day,
                                    const char *number, Day peildatum)
{
    DeliveryOptions options = {.max_rejected = 1, .peildatum = peildatum};
    g_autofree char *text = g_strdup_printf(POLITIE "%s;signaal;%s;;Ede;1.6.3\n", number, day);
    return ingest_fixture_take(fixture, "politie", name, text, &options);
}

START_TEST(newer_deliveries_replace_older_ones)
{
    Day early = day_from_ymd(2025, 1, 1);
    Day late = day_from_ymd(2025, 6, 1);
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) a = take_politie(fixture, "a", "2024-05-05", "R1", early);
    g_autoptr(DeliveryReport) part = take_politie(fixture, "part", "2024-06-06", "R2", early);
    ck_assert_int_eq(a->status, DELIVERY_ACCEPTED);
    ck_assert_int_eq(part->status, DELIVERY_ACCEPTED);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM current_politie", "2");
    ingest_fixture_reopen(fixture);
    g_autoptr(DeliveryReport) b = take_politie(fixture, "b", "2024-07-07", "R3", late);
    ck_assert_int_eq(b->n_superseded, 2);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM politie", "3");
    ingest_fixture_expect(fixture, "SELECT line FROM current_politie", "2");
    ingest_fixture_expect(
        fixture, "SELECT group_concat(coalesce(superseded_by, '-')) FROM delivery", "3,3,-");
    ingest_fixture_reopen(fixture);
    g_autoptr(DeliveryReport) c = take_politie(fixture, "c", "2024-08-08", "R4", early);
    ck_assert_int_eq(c->n_replaced_by, 1);
    ingest_fixture_expect(fixture, "SELECT superseded_by FROM delivery WHERE delivery_id = 4", "3");
    g_autoptr(DeliveryReport) other = take_politie(fixture, "d", "2023-08-08", "R5", early);
    ck_assert_int_eq(other->n_superseded, 0);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM current_politie", "2");
}
END_TEST

START_TEST(a_new_version_in_the_same_session)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) a = ingest_fixture_take(
        fixture, "politie", "a.csv",
        POLITIE "R1;signaal;2024-01-01;;Ede;1.6.3\nR2;signaal;2024-01-02;;Ede;1.6.3\n", NULL);
    ck_assert_int_eq(a->status, DELIVERY_ACCEPTED);
    g_autoptr(DeliveryReport) b = ingest_fixture_take(
        fixture, "politie", "b.csv",
        POLITIE "R1;signaal;2024-01-01;;Ede;1.6.3\nR2;aangifte;2024-01-02;;Ede;1.6.3\n"
                "R3;signaal;2024-01-03;;Ede;1.6.3\n",
        NULL);
    ck_assert_int_eq(b->n_superseded, 1);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM current_politie", "3");
}
END_TEST

/* Twenty rows, the last on 20 June: 194 days of 2024 without one. */
START_TEST(half_a_year_is_noticed)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(GString) text = g_string_new(COMENSHA);
    for (int i = 1; i <= 20; i++)
        g_string_append_printf(text, "s%d;d;%02d-06-2024;Politie;V;20;seksuele uitbuiting\n", i, i);
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "comensha", "c.csv", text->str, NULL);
    ck_assert_int_eq(report->silent_days, 194);
}
END_TEST

START_TEST(overlapping_periods_are_refused)
{
    Day day = day_from_ymd(2025, 1, 1);
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) year = take_politie(fixture, "a", "2024-05-05", "R1", day);
    ck_assert_str_eq(year->period, "2024");
    DeliveryOptions options = {.max_rejected = 1, .period = period_quarter(2024, 2)};
    g_autoptr(DeliveryReport) quarter = ingest_fixture_take(
        fixture, "politie", "b", POLITIE "R9;signaal;2024-05-05;;Ede;1.6.3\n", &options);
    check_refused(quarter, "overlaps");
    g_autoptr(DeliveryReport) outside = ingest_fixture_take(
        fixture, "politie", "c", POLITIE "R9;signaal;2023-05-05;;Ede;1.6.3\n", &options);
    ck_assert_int_eq(outside->rejected, 1);
}
END_TEST

START_TEST(too_many_wrong_rows_refuse_the_delivery)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(GString) text = g_string_new(POLITIE);
    for (int i = 0; i < 40; i++)
        g_string_append_printf(text, "R%d;signaal;%s;;Ede;1.6.3\n", i,
                               i < 2 ? "31-02-2024" : "2024-01-01");
    DeliveryOptions options = {.max_rejected = -1};
    g_autoptr(DeliveryReport) allowed =
        ingest_fixture_take(fixture, "politie", "a.csv", text->str, &options);
    ck_assert_int_eq(allowed->status, DELIVERY_ACCEPTED);
    g_string_append(text, "R99;signaal;31-02-2024;;Ede;1.6.3\n");
    ingest_fixture_reopen(fixture);
    g_autoptr(DeliveryReport) refused =
        ingest_fixture_take(fixture, "politie", "b.csv", text->str, &options);
    check_refused(refused, "3 of 41 rows are wrong, more than 5%");
    check_sums(refused, 38, 3, 0, 0);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM delivery", "1");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM politie", "38");
}
END_TEST

START_TEST(files_that_cannot_be_a_delivery)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) empty = ingest_fixture_take(fixture, "politie", "a", "", NULL);
    check_refused(empty, "is empty");
    g_autoptr(DeliveryReport) header = ingest_fixture_take(fixture, "politie", "b", POLITIE, NULL);
    check_refused(header, "--period");
    DeliveryOptions options = {.period = period_year(2024)};
    g_autoptr(DeliveryReport) nothing =
        ingest_fixture_take(fixture, "politie", "c", POLITIE ";;;;;\n", &options);
    ck_assert_int_eq(nothing->status, DELIVERY_ACCEPTED);
    ck_assert_int_eq(nothing->blank, 1);
    g_autoptr(DeliveryReport) missing =
        ingest_fixture_take(fixture, "politie", "d", "Soort;Klasse\nsignaal;1.6.3\n", NULL);
    check_refused(missing, "\"Registratienummer\"");
    g_autoptr(DeliveryReport) twice = ingest_fixture_take(
        fixture, "politie", "e", "Registratienummer;registratienr;Soort;Datum;Klasse\n", NULL);
    check_refused(twice, "same field");
}
END_TEST

/* The thread of the register fails in the middle: an error, and nothing of the file. */
START_TEST(a_full_disk_leaves_the_register_as_it_was)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) old = take_politie(fixture, "a", "2023-05-05", "R1", DAY_NONE);
    ck_assert_int_eq(old->status, DELIVERY_ACCEPTED);
    g_autofree char *pages = ingest_fixture_query(fixture, "PRAGMA page_count");
    g_autofree char *limit =
        g_strdup_printf("PRAGMA max_page_count = %d", (int)g_ascii_strtoll(pages, NULL, 10) + 20);
    ck_assert(database_exec(fixture->session->database, limit, NULL));
    g_autoptr(GString) text = g_string_new(POLITIE);
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(text, "N%d;signaal;2024-01-01;;Ede;1.6.3\n", i);
    g_autofree char *path = ingest_fixture_write(fixture, "b.csv", text->str, (gssize)text->len);
    g_autoptr(Profile) profile = profile_load("politie", NULL);
    DeliveryOptions options = {.max_rejected = 1, .quiet = TRUE};
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(delivery_ingest(fixture->session, profile, path, &options, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_IO);
    ingest_fixture_reopen(fixture);
    ingest_fixture_expect(fixture, "SELECT count(*) FROM politie", "1");
    ingest_fixture_expect(fixture, "SELECT count(*) FROM delivery", "1");
    /* and with room it goes in */
    g_autoptr(DeliveryReport) again =
        delivery_ingest(fixture->session, profile, path, &options, NULL);
    ck_assert_int_eq(again->accepted, 20000);
}
END_TEST

START_TEST(a_locked_register)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(Database) other =
        database_open(fixture->register_path, DATABASE_REGISTER, DATABASE_WRITE, NULL);
    ck_assert(database_exec(other, "BEGIN IMMEDIATE", NULL));
    g_autofree char *path =
        ingest_fixture_write(fixture, "p.csv", POLITIE "R1;signaal;2024-01-01;;Ede;1.6.3\n", -1);
    g_autoptr(Profile) profile = profile_load("politie", NULL);
    DeliveryOptions options = {.quiet = TRUE};
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(delivery_ingest(fixture->session, profile, path, &options, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_TRY_AGAIN);
}
END_TEST

START_TEST(line_ends_in_a_column_that_is_not_read)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) report =
        ingest_fixture_take(fixture, "politie", "p.csv",
                            "Registratienummer;Soort;Opmerkingen;Datum_kennisname;Klasse\n"
                            "R1;signaal;\"twee\nregels; met \"\"teken\"\"\";2024-01-01;1.6.3\n"
                            "R2;signaal;;2024-01-01;1.6.3\n",
                            NULL);
    check_sums(report, 2, 0, 0, 0);
    ingest_fixture_expect(fixture, "SELECT group_concat(line) FROM politie", "2,4");
}
END_TEST

/* --- published tables */

START_TEST(published_tables)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) om =
        ingest_fixture_take(fixture, "om-parket", "om.csv",
                            "Parket;2007;2011\nDen Bosch;10;-\nZutphen;1.106;3\n", NULL);
    check_sums(om, 2, 0, 0, 0);
    ingest_fixture_expect(fixture, "SELECT sum(value) FROM telling", "1119");
    ingest_fixture_expect(
        fixture, "SELECT state || value FROM telling WHERE line = 2 AND period = '2011'", "value0");
    g_autoptr(DeliveryReport) place = ingest_fixture_take(
        fixture, "vlaardingen", "v.csv",
        "Vlaardingen;2010;2011\nKvK ingeschreven escortbedrijven;-;3\xC2\xB9\xE2\x81\xB8\n", NULL);
    check_sums(place, 1, 0, 0, 0);
    ingest_fixture_expect(
        fixture,
        "SELECT group_concat(state || ':' || coalesce(value, '')) FROM (SELECT * FROM"
        " telling WHERE area = 'GM0622' ORDER BY period)",
        "not-available:,value:3");
    g_autoptr(DeliveryReport) totals = ingest_fixture_take(
        fixture, "gepubliceerd", "t.csv",
        "Maat;Gebied;Periode;Aantal\ngemelde_personen_rapporteur;NL01;2019;1334\n"
        "gemelde_personen_comensha;NL01;2019;1372\ngemelde_personen_comensha;NL01;2019JJ00;1372\n"
        "gemelde_personen_comensha;NL01;2019;1373\ngemelde_personen_comensha;NL01;2020;-\n",
        NULL);
    check_sums(totals, 2, 2, 1, 0);
}
END_TEST

START_TEST(a_table_is_replaced_by_one_with_all_its_figures)
{
    g_autoptr(IngestFixture) fixture = ingest_fixture_new();
    g_autoptr(DeliveryReport) a = ingest_fixture_take(fixture, "om-parket", "a.csv",
                                                      "Parket;2007;2008\nDen Bosch;10;15\n", NULL);
    ck_assert_int_eq(a->status, DELIVERY_ACCEPTED);
    g_autoptr(DeliveryReport) beside =
        ingest_fixture_take(fixture, "om-parket", "b.csv", "Parket;2007;2008\nBreda;4;2\n", NULL);
    ck_assert_int_eq(beside->status, DELIVERY_ACCEPTED);
    g_autoptr(DeliveryReport) some =
        ingest_fixture_take(fixture, "om-parket", "c.csv", "Parket;2008;2009\nBreda;4;2\n", NULL);
    check_refused(some, "1 of its figures");
    g_autoptr(DeliveryReport) all = ingest_fixture_take(
        fixture, "om-parket", "d.csv", "Parket;2007;2008\nBreda;4;2\nDen Bosch;10;16\n", NULL);
    ck_assert_int_eq(all->n_superseded, 2);
    ingest_fixture_expect(fixture, "SELECT sum(value) FROM current_telling", "32");
}
END_TEST

Suite *delivery_suite(void);
Suite *delivery_suite(void)
{
    Suite *suite = suite_create("delivery");
    TCase *tcase = tcase_create("rows");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, wrong_values_are_rejected_with_place_and_reason);
    tcase_add_test(tcase, places);
    tcase_add_test(tcase, exclusions_go_before_mistakes);
    tcase_add_test(tcase, one_person_several_reporters_and_forms);
    tcase_add_test(tcase, same_number_other_content);
    tcase_add_test(tcase, unclosed_quotes_cost_one_row);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("gate");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, columns_outside_the_profile_refuse_the_delivery);
    tcase_add_test(tcase, values_that_name_a_person_are_not_shown);
    tcase_add_test(tcase, identifiers_do_not_stand_in_the_register);
    tcase_add_test(tcase, citizen_numbers_as_identifiers_refuse_the_delivery);
    tcase_add_test(tcase, another_key_is_refused);
    suite_add_tcase(suite, tcase);
    tcase = tcase_create("deliveries");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, the_same_file_again);
    tcase_add_test(tcase, newer_deliveries_replace_older_ones);
    tcase_add_test(tcase, a_new_version_in_the_same_session);
    tcase_add_test(tcase, overlapping_periods_are_refused);
    tcase_add_test(tcase, half_a_year_is_noticed);
    tcase_add_test(tcase, too_many_wrong_rows_refuse_the_delivery);
    tcase_add_test(tcase, files_that_cannot_be_a_delivery);
    tcase_add_test(tcase, a_full_disk_leaves_the_register_as_it_was);
    tcase_add_test(tcase, a_locked_register);
    tcase_add_test(tcase, line_ends_in_a_column_that_is_not_read);
    tcase_add_test(tcase, published_tables);
    tcase_add_test(tcase, a_table_is_replaced_by_one_with_all_its_figures);
    suite_add_tcase(suite, tcase);
    return suite;
}
