#include "report/edition/slots.h"

#include "core/error.h"
#include "report/edition/gemeente.h"
#include "report/edition/jaarmonitor.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <string.h>

static EditionFixture *fixture;
static Slots *slots;

static const struct {
    const char *name, *text;
} written[] = {
    {"inleiding", "Inleiding voor allen.\n"},
    {"inleiding-jaarmonitor", "### Vooraf\n\nInleiding van het jaar, zie {zie:aanbeveling.2}.\n"},
    {"aanbevelingen-jaarmonitor", "1. Meld.\n2. Kijk.\n\nOok:\n\n1. Vraag.\n"},
    {"kader-gemeld", "> ### Voorbeeld\n>\n> Zes mensen in een loods.\n"},
    {"naschrift-GM0772", "Wij zien meer.\n"}};

static void make_publication(void)
{
    fixture = edition_fixture_new(&(EditionSample){.with_estimates = TRUE});
    const char *folder = edition_fixture_folder(fixture);
    for (gsize i = 0; i < G_N_ELEMENTS(written); i++) {
        g_autofree char *path = g_strdup_printf("%s/%s.md", folder, written[i].name);
        ck_assert(g_file_set_contents(path, written[i].text, -1, NULL));
    }
    g_autoptr(GHashTable) files = slots_in_folder(folder, NULL);
    g_autoptr(GError) error = NULL;
    slots = slots_load(files, &error);
    ck_assert_msg(slots != NULL, "%s", error != NULL ? error->message : "");
}

static void remove_publication(void)
{
    slots_free(slots);
    edition_fixture_free(fixture);
}

/* `area`: code of a gemeente; NULL: the jaarmonitor. */
static Writer *draw(const char *area, const char *mark)
{
    EditionContext *context = edition_fixture_year(fixture, LANGUAGE_NL);
    context->edition = area != NULL ? "gemeente" : "jaarmonitor";
    context->slots = slots;
    context->mark = mark;
    return edition_draw(context, area != NULL ? gemeente_compose : jaarmonitor_compose, area);
}

static guint count(const Writer *writer, const char *words)
{
    guint n = 0;
    const GArray *boxes = document_layout_boxes(writer->document);
    for (guint i = 0; i < boxes->len; i++) {
        const char *text = g_array_index(boxes, LayoutBox, i).text;
        n += text != NULL && strstr(text, words) != NULL ? 1 : 0;
    }
    return n;
}

START_TEST(texts_stand_in_their_edition)
{
    g_autoptr(Writer) year = draw(NULL, NULL);
    ck_assert_uint_eq(count(year, "Inleiding van het jaar, zie aanbeveling\xc2\xa0"
                                  "2."),
                      1);
    ck_assert_uint_eq(count(year, "Inleiding voor allen."), 0);
    ck_assert_uint_eq(count(year, "Aanbeveling 3. Vraag."), 1);
    ck_assert_uint_eq(count(year, "Zes mensen in een loods."), 1);
    ck_assert_uint_eq(count(year, "Tekst van de redactie."), 3);
    ck_assert_uint_eq(count(year, "Wij zien meer."), 0);
    g_autoptr(Writer) eindhoven = draw("GM0772", NULL);
    ck_assert_uint_eq(count(eindhoven, "Inleiding voor allen."), 1);
    ck_assert_uint_eq(count(eindhoven, "Reactie van de gemeente"), 1);
    ck_assert_uint_eq(count(eindhoven, "Wij zien meer."), 1);
    ck_assert_uint_eq(count(eindhoven, "Tekst van de gemeente"), 1);
    g_autoptr(Writer) other = draw("GM0363", NULL);
    ck_assert_uint_eq(count(other, "Reactie van de gemeente"), 0);
}
END_TEST

/* In the foot of every page, and nowhere as text over the page. */
START_TEST(mark_is_said_in_the_foot)
{
    g_autoptr(Writer) writer = draw("GM0772", "vertrouwelijk");
    ck_assert_uint_eq(count(writer, "Vertrouwelijk · Peildatum"),
                      document_n_pages(writer->document));
    ck_assert_uint_eq(count(writer, "VERTROUWELIJK"), 0);
    g_autoptr(Writer) without = draw("GM0772", NULL);
    ck_assert_uint_eq(count(without, "Vertrouwelijk"), 0);
}
END_TEST

static void assert_refused(const char *name, const char *path, int code)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(files, (gpointer)name, (gpointer)path);
    g_autoptr(Slots) read = slots_load(files, &error);
    ck_assert_ptr_null(read);
    ck_assert(g_error_matches(error, INBEELD_ERROR, code));
}

START_TEST(unknown_names_and_missing_files_are_refused)
{
    assert_refused("inleiding", "/nergens/inleiding.md", INBEELD_ERROR_NO_INPUT);
    assert_refused("voorwoord", "/nergens/inleiding.md", INBEELD_ERROR_CONFIG);
    assert_refused("inleiding-maandblad", "/nergens/inleiding.md", INBEELD_ERROR_CONFIG);
    assert_refused("naschrift", "/nergens/inleiding.md", INBEELD_ERROR_CONFIG);
}
END_TEST

Suite *slots_suite(void);
Suite *slots_suite(void)
{
    Suite *suite = suite_create("slots");
    TCase *tcase = tcase_create("slots");
    tcase_set_timeout(tcase, 40);
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_add_test(tcase, texts_stand_in_their_edition);
    tcase_add_test(tcase, mark_is_said_in_the_foot);
    tcase_add_test(tcase, unknown_names_and_missing_files_are_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
