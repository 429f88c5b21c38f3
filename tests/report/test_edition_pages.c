#include "report/edition/cells.h"
#include "report/edition/edition.h"
#include "report/edition/gemeente.h"
#include "report/edition/jaarmonitor.h"
#include "report/edition/year_words.h"
#include "report/pdf/canvas.h"
#include "report/pdf/document_private.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"
#include "tests/support/pdf_check.h"

#include "core/database.h"
#include "core/datadir.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static EditionFixture *fixture;

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){
        .with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088", .missing = "GM0093"});
}

static void remove_publication(void)
{
    edition_fixture_free(fixture);
}

/* The report as drawn; area NULL: the jaarmonitor. */
static Writer *draw(Language language, const char *area)
{
    const EditionContext *context = edition_fixture_year(fixture, language);
    Writer *writer =
        writer_new(context, area != NULL ? area_find_code(context->areas, area) : AREA_NONE);
    if (area != NULL)
        gemeente_compose(writer);
    else
        jaarmonitor_compose(writer);
    document_keep_boxes(writer->document);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = document_render(writer->document, &error);
    ck_assert_msg(bytes != NULL, "%s", error != NULL ? error->message : "");
    if (area != NULL) /* what a report for a gemeente may weigh */
        ck_assert_uint_le(g_bytes_get_size(bytes), 150 * 1000);
    g_autofree char *faults = pdf_faults(bytes);
    g_autofree char *blanks = alternative_faults(document_tag_records(writer->document));
    ck_assert_msg(faults == NULL, "%s: %s", area, faults);
    ck_assert_msg(blanks == NULL, "%s: %s", area, blanks);
    return writer;
}

static const LayoutBox *box(const GArray *boxes, guint i)
{
    return &g_array_index(boxes, LayoutBox, i);
}

/* --- layout */

static const char *const gemeenten[] = {
    "GM0363", "GM0772", "GM1961", "GM0060", "GM0088", "GM0093", /* merged, large, moved, 0, ×, – */
    "GM0796", "GM1884", "GM0542", "GM1924", "GM1900", "GM0373", /* long and odd names */
    NULL};

/* Every figure and table can be pointed to, by the same name in both languages. */
static void check_names(const Writer *writer, const Writer *other)
{
    const GPtrArray *labels = references_labels(document_references(writer->document));
    const GPtrArray *twins = references_labels(document_references(other->document));
    ck_assert_uint_eq(labels->len, twins->len);
    for (guint i = 0; i < labels->len; i++) {
        const Label *label = g_ptr_array_index(labels, i), *twin = g_ptr_array_index(twins, i);
        ck_assert_msg(label->name != NULL, "no name: %s", label->title);
        ck_assert_str_eq(label->name, twin->name);
    }
}

/* The first page is one page, in both languages: the chapter after it begins on the second. */
START_TEST(the_summary_is_one_page)
{
    static const char *const first[] = {
        [LANGUAGE_NL] = "Achtergrond", [LANGUAGE_EN] = "Background"};
    static const char *const areas[] = {"GM0363", "GM0772", "GM0060", "GM0088", "GM0093", "GM1924"};
    for (gsize j = 0; j < G_N_ELEMENTS(areas); j++) {
        g_autoptr(Writer) writer = draw((Language)_i, areas[j]);
        const GArray *boxes = document_layout_boxes(writer->document);
        guint page = 0;
        for (guint i = 0; i < boxes->len && page == 0; i++)
            if (box(boxes, i)->kind == BOX_TEXT && box(boxes, i)->in_body &&
                strstr(box(boxes, i)->text, first[_i]) != NULL)
                page = box(boxes, i)->page;
        ck_assert_msg(page == 2, "%s: the first chapter begins on page %u", areas[j], page);
    }
}
END_TEST

START_TEST(figures_and_tables_have_names)
{
    static const char *const areas[] = {"GM0363", "GM0093", NULL};
    g_autoptr(Writer) dutch = draw(LANGUAGE_NL, areas[_i]);
    g_autoptr(Writer) english = draw(LANGUAGE_EN, areas[_i]);
    check_names(dutch, english);
}
END_TEST

/* With a map file of five gemeenten: the note counts what is missing and what was merged, and the
 * source names file and maker. */
START_TEST(boundaries_are_accounted_for)
{
    g_autofree char *file = datadir_path("tests/report/boundaries/fictief.geojson");
    g_autoptr(Boundaries) boundaries = boundaries_load(file, NULL);
    ck_assert_ptr_nonnull(boundaries);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        edition_context_set_boundaries(edition_fixture_year(fixture, (Language)i), boundaries,
                                       "verzonnen&vrij");
        Writer *writer = draw((Language)i, NULL);
        edition_check_layout(writer, "map of boundaries");
        ck_assert(edition_is_drawn(writer, "fictief.geojson"));
        ck_assert(edition_is_drawn(writer, "verzonnen&vrij"));
        ck_assert(edition_is_drawn(writer, "339"));
        writer_free(writer);
        writer = draw((Language)i, "GM0599");
        edition_check_layout(writer, "surroundings");
        writer_free(writer);
        edition_context_set_boundaries(edition_fixture_year(fixture, (Language)i), NULL, NULL);
    }
}
END_TEST

/* Made-up figures say so on every page; the foot stands outside the body. */
START_TEST(every_page_says_that_the_data_are_made_up)
{
    static const char *const words[] = {"fictieve gegevens", "fictitious data"};
    g_autoptr(Writer) writer = draw((Language)_i, "GM0772");
    const GArray *boxes = document_layout_boxes(writer->document);
    guint n_pages = document_n_pages(writer->document), n_said = 0;
    for (guint i = 0; i < boxes->len; i++)
        n_said += !box(boxes, i)->in_body && box(boxes, i)->text != NULL &&
                          strstr(box(boxes, i)->text, words[_i]) != NULL
                      ? 1
                      : 0;
    ck_assert_uint_eq(n_said, n_pages);
}
END_TEST

/* Words of the Dutch texts and of the codes; "gemeente" and the names of sources, laws and areas
 * stay as they are. */
static const char *const dutch_words[] = {
    " het ",       " een ",     " niet ",      " naar ",     " wordt ",       " zijn ",
    "minderjarig", "seksueel",  "arbeid ",     "crimineel",  "onbekend",      "melders",
    "politie-een", "voorlopig", "geschat",     "verwacht",   "bruikbaar",     "personen",
    "niet_",       "vrouw",     "nederlands ", "Plaats van", "Zo leest u",    "uitbuiting",
    "peildatum ",  "oordeel",   "Bron:",       "Cijfers:",   "zorgcoördinat", "slachtoffer"};

START_TEST(english_pages_are_in_english)
{
    static const char *const areas[] = {NULL, "GM0772"};
    g_autoptr(Writer) writer = draw(LANGUAGE_EN, areas[_i]);
    const GArray *boxes = document_layout_boxes(writer->document);
    for (guint i = 0; i < boxes->len; i++)
        for (gsize j = 0; box(boxes, i)->text != NULL && j < G_N_ELEMENTS(dutch_words); j++)
            ck_assert_msg(strstr(box(boxes, i)->text, dutch_words[j]) == NULL, "\"%s\" in: %s",
                          dutch_words[j], box(boxes, i)->text);
}
END_TEST

/* --- states */

START_TEST(no_bare_low_or_zero_count)
{
    g_autoptr(Writer) zero = draw(LANGUAGE_NL, "GM0060");
    ck_assert(edition_is_drawn(zero, "niet gezien?"));
    g_autoptr(Writer) suppressed = draw(LANGUAGE_NL, "GM0088");
    ck_assert(edition_is_drawn(suppressed, "niet gezien?"));
    ck_assert(edition_is_drawn(suppressed, "×"));
    ck_assert(edition_is_drawn(suppressed, "niet te vergelijken"));
    g_autoptr(Writer) missing = draw(LANGUAGE_NL, "GM0093");
    ck_assert(edition_is_drawn(missing, "Dat is geen nul"));
    ck_assert(!edition_is_drawn(missing, "niemand gemeld"));
}
END_TEST

/* Change and difference stand there only as the statistics stage wrote them. */
START_TEST(findings_are_those_of_the_publication)
{
    g_autoptr(Writer) monitor = draw(LANGUAGE_NL, NULL);
    ck_assert(edition_is_drawn(monitor, "geen aantoonbare verandering"));
    ck_assert(!edition_is_drawn(monitor, "Er is maar een cijfer"));
    g_autoptr(Writer) eindhoven = draw(LANGUAGE_NL, "GM0772");
    ck_assert(edition_is_drawn(eindhoven, "Het gebied is niet te onderscheiden."));
    ck_assert(edition_is_drawn(eindhoven, "Gemeld ten opzichte van verwacht"));
}
END_TEST

START_TEST(gemeenten_are_compared_in_the_jaarmonitor)
{
    g_autoptr(Writer) writer = draw(LANGUAGE_NL, NULL);
    gsize n;
    g_autofree ComparedSet *sets = publication_compared_sets(
        edition_fixture_year(fixture, LANGUAGE_NL)->publication, writer->window, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(sets[0].measure, "gemelde_personen_uitbuiting");
    ck_assert_int_eq(sets[0].n_alone, 2);
    ck_assert_int_eq(sets[0].n_different, 1);
    g_autofree char *lead =
        g_strdup_printf("Van %" G_GINT64_FORMAT " gemeenten is het aantal", sets[0].n_compared);
    ck_assert(edition_is_drawn(writer, lead));
    ck_assert(edition_is_drawn(writer, "Er is meer geteld."));
}
END_TEST

START_TEST(mergers_are_named)
{
    g_autoptr(Writer) amsterdam = draw(LANGUAGE_NL, "GM0363");
    ck_assert(edition_is_drawn(amsterdam, "Weesp"));
    g_autoptr(Writer) heren = draw(LANGUAGE_NL, "GM1961");
    ck_assert(edition_is_drawn(heren, "Leerdam"));
}
END_TEST

/* --- every number of five digits or fewer in a table is in the publication, or follows from it */

static void add_count(GHashTable *known, gint64 value)
{
    g_hash_table_add(known, format_count(value, LANGUAGE_NL));
}

static void add_rounded(GHashTable *known, double value)
{
    if (isfinite(value))
        g_hash_table_add(known, format_decimal(value, 1, LANGUAGE_NL));
}

/* The numbers a reader may meet: values, rates and limits of the publication. */
static GHashTable *known_numbers(void)
{
    GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(Database) database = database_open(edition_fixture_publication(fixture),
                                                 DATABASE_PUBLICATION, DATABASE_READ, NULL);
    g_autoptr(sqlite3_stmt) row = database_prepare(
        database, "SELECT value,lower,upper,rate,rate_lower,rate_upper FROM observation", NULL);
    gboolean has_row = TRUE;
    while (database_step(database, row, &has_row, NULL) && has_row) {
        if (sqlite3_column_type(row, 0) != SQLITE_NULL)
            add_count(known, sqlite3_column_int64(row, 0));
        for (int i = 1; i < 6; i++)
            if (sqlite3_column_type(row, i) != SQLITE_NULL)
                add_rounded(known, sqlite3_column_double(row, i));
    }
    return known;
}

/* Whether a text is a number or a range of numbers with at most a mark: a cell of a table. */
static gboolean is_number(const char *text)
{
    return *text != '\0' && strspn(text, "0123456789.,–*") == strlen(text) &&
           g_ascii_isdigit(text[0]);
}

static gboolean is_known(GHashTable *known, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "–", -1);
    for (char **part = parts; *part != NULL; part++) {
        g_strdelimit(*part, "*", ' ');
        if (!g_hash_table_contains(known, g_strstrip(*part)))
            return FALSE;
    }
    return TRUE;
}

/* Up to the chapter that compares: the tables with figures of the gemeente. Years stand in their
 * heads and first column. */
START_TEST(numbers_come_from_the_publication)
{
    g_autoptr(GHashTable) known = known_numbers();
    for (int year = 2011; year <= 2024; year++)
        g_hash_table_add(known, g_strdup_printf("%d", year));
    for (const char *const *area = gemeenten; *area != NULL; area++) {
        g_autoptr(Writer) writer = draw(LANGUAGE_NL, *area);
        const GArray *boxes = document_layout_boxes(writer->document);
        gboolean is_empty = strcmp(*area, "GM0093") == 0 || strcmp(*area, "GM0088") == 0;
        guint n_numbers = 0;
        for (guint i = 0; i < boxes->len; i++) {
            const LayoutBox *b = box(boxes, i);
            if (b->kind != BOX_TEXT || !b->in_body || b->page < 2)
                continue;
            if (strstr(b->text, "Vergeleken met andere") != NULL)
                break;
            if (!is_number(b->text) || strlen(b->text) < 2)
                continue;
            n_numbers++;
            ck_assert_msg(is_known(known, b->text), "%s, page %u: %s", *area, b->page, b->text);
        }
        if (!is_empty)
            ck_assert_uint_gt(n_numbers, 10);
    }
}
END_TEST

/* --- sentences */

/* The lesson of the table of Vlaardingen: 2, 0, 2 is not "two in 2008 and 2010". */
START_TEST(numbers_of_years_in_words)
{
    static const int years[] = {2008, 2009, 2010, 2011};
    const Cell cells[] = {{.state = STATE_VALUE, .value = 2},
                          {.state = STATE_VALUE, .value = 0},
                          {.state = STATE_VALUE, .value = 2},
                          {.state = STATE_NOT_AVAILABLE}};
    g_autoptr(Writer) dutch = writer_new(edition_fixture_year(fixture, LANGUAGE_NL), AREA_NONE);
    g_autoptr(Writer) english = writer_new(edition_fixture_year(fixture, LANGUAGE_EN), AREA_NONE);
    ck_assert_str_eq(year_words(dutch, 4, years, cells),
                     "in 2008 en 2010 elk twee, in 2009 geen en over 2011 geen cijfer beschikbaar");
    ck_assert_str_eq(year_words(english, 3, years, cells),
                     "two each in 2008 and 2010 and none in 2009");
    ck_assert_str_eq(year_words(dutch, 1, years, cells), "in 2008 twee");
}
END_TEST

/* --- texts */

/* Every text that the code names is there, in both languages: a missing one stops a report. */
START_TEST(texts_of_the_code_exist)
{
    g_autoptr(GDir) directory = g_dir_open("report/edition", 0, NULL);
    if (directory == NULL)
        return;
    g_autoptr(GRegex) pattern = g_regex_new(
        "writer_(?:say|paragraph|introduction)\\(\\s*writer,\\s*\"([a-z0-9_-]+\\.[a-z0-9_-]+)\"", 0,
        0, NULL);
    guint n_keys = 0;
    const char *name;
    while ((name = g_dir_read_name(directory)) != NULL) {
        g_autofree char *file = g_build_filename("report/edition", name, NULL);
        g_autofree char *source = NULL;
        if (!g_str_has_suffix(name, ".c") || !g_file_get_contents(file, &source, NULL, NULL))
            continue;
        g_autoptr(GMatchInfo) match = NULL;
        g_regex_match(pattern, source, 0, &match);
        for (; g_match_info_matches(match); g_match_info_next(match, NULL), n_keys++) {
            g_autofree char *key = g_match_info_fetch(match, 1);
            for (int i = 0; i < LANGUAGE_COUNT; i++)
                ck_assert_msg(
                    texts_lookup(edition_fixture_year(fixture, (Language)i)->texts, key) != NULL,
                    "%s: %s", name, key);
        }
    }
    ck_assert_uint_gt(n_keys, 200);
}
END_TEST

Suite *edition_pages_suite(void);
Suite *edition_pages_suite(void)
{
    Suite *suite = suite_create("edition_pages");
    TCase *tcase = tcase_create("pages");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_add_loop_test(tcase, the_summary_is_one_page, 0, LANGUAGE_COUNT);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, figures_and_tables_have_names, 0, 3);
    tcase_add_test(tcase, boundaries_are_accounted_for);
    tcase_add_loop_test(tcase, every_page_says_that_the_data_are_made_up, 0, LANGUAGE_COUNT);
    tcase_add_test(tcase, no_bare_low_or_zero_count);
    tcase_add_test(tcase, findings_are_those_of_the_publication);
    tcase_add_test(tcase, gemeenten_are_compared_in_the_jaarmonitor);
    tcase_add_loop_test(tcase, english_pages_are_in_english, 0, 2);
    tcase_add_test(tcase, mergers_are_named);
    tcase_add_test(tcase, numbers_come_from_the_publication);
    tcase_add_test(tcase, numbers_of_years_in_words);
    tcase_add_test(tcase, texts_of_the_code_exist);
    suite_add_tcase(suite, tcase);
    return suite;
}
