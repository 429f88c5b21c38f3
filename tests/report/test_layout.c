/* No text lies over another, nothing stands outside the margins, no word is cut: on every page of
 * every edition, in both languages. Reports have as many pages and bytes as they may have.
 *
 * INBEELD_TEST_ALL set: about all areas instead of those with a special name or special figures.
 * INBEELD_PUBLICATION=publication.db: of that publication instead of the sample. `make
 * check-layout` does both. */
#include "report/edition/edition.h"
#include "report/edition/writer.h"
#include "report/request.h"
#include "tests/support/edition_sample.h"
#include "tests/support/layout_check.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <string.h>

static char *folder;
static char *path;

static void make_publication(void)
{
    folder = scratch_folder();
    path = edition_sample_or("INBEELD_PUBLICATION", folder);
}

static void remove_publication(void)
{
    scratch_remove(folder);
    g_free(path);
}

/* Large, merged, moved to another province; all zero, all suppressed, all missing. */
static const char *const special[] = {"GM0363", "GM0772", "GM1961", "GM0060",
                                      "GM0088", "GM0093", NULL};

/* Long names, and those with more than letters without accents: "'s-Hertogenbosch", "Bergen (NH.)",
 * "Súdwest-Fryslân". Not hyphens and spaces alone: half of all names have them. */
static gboolean has_special_name(const char *name)
{
    return g_utf8_strlen(name, -1) >= 20 || strpbrk(name, "'’(.,/") != NULL ||
           !g_str_is_ascii(name);
}

/* Without INBEELD_TEST_ALL: every gemeente with a special name in Dutch, some in English; every
 * fourth region. */
static gboolean is_drawn_here(const EditionContext *context, AreaId area, AreaKind kind,
                              gsize index)
{
    if (g_getenv("INBEELD_TEST_ALL") != NULL)
        return TRUE;
    if (kind != AREA_GEMEENTE)
        return index % 4 == 0;
    return g_strv_contains(special, area_code(context->areas, area)) ||
           (texts_language(context->texts) == LANGUAGE_NL &&
            has_special_name(area_name(context->areas, area)));
}

/* What a report may be, in pages and bytes. A gemeente without any figure has the fewest pages, as
 * a quarter in a publication without quarters. */
static const struct {
    const char *edition;
    guint least, most;
    gsize bytes;
} sizes[] = {{"jaarmonitor", 30, 120, 2000000},
             {"gemeente", 4, 20, 150000},
             {"bestuurlijk", 1, 1, 100000},
             {"kwartaal", 1, 4, 150000},
             {"regio", 4, 20, 250000}};

static void check_size(const char *edition, const char *what, guint n_pages, gsize bytes)
{
    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (strcmp(sizes[i].edition, edition) == 0) {
            ck_assert_msg(n_pages >= sizes[i].least && n_pages <= sizes[i].most, "%s: %u pages",
                          what, n_pages);
            ck_assert_msg(bytes <= sizes[i].bytes, "%s: %zu bytes", what, bytes);
            return;
        }
    ck_abort_msg("%s: no size", edition);
}

/* Adds what is wrong with the report to `faults`. */
static void check_area(const Edition *edition, const EditionContext *context, AreaId area,
                       GString *faults)
{
    const char *code = area_code(context->areas, area);
    g_autofree char *what = g_strdup_printf("%s %s", edition->name, code);
    g_autoptr(Writer) writer =
        writer_new(context, edition->kinds[0] == AREA_LAND ? AREA_NONE : area);
    edition->compose(writer);
    document_keep_boxes(writer->document);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = document_render(writer->document, &error);
    ck_assert_msg(bytes != NULL, "%s: %s", what, error != NULL ? error->message : "");
    check_size(edition->name, what, document_n_pages(writer->document), g_bytes_get_size(bytes));
    g_autofree char *found = layout_faults(document_layout_boxes(writer->document));
    if (found != NULL)
        g_string_append_printf(faults, "%s: %s", what, found);
}

static guint check_kind(const Edition *edition, const EditionContext *context, AreaKind kind,
                        GString *faults)
{
    guint n_drawn = 0;
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(request_areas(edition, context->areas, publication_division(context->publication),
                                area_kind_word(kind), FALSE, codes, &error),
                  "%s", error != NULL ? error->message : "");
    for (gsize i = 0; i < codes->len; i++) {
        AreaId area = area_find_code(context->areas, g_ptr_array_index(codes, i));
        if (is_drawn_here(context, area, kind, i)) {
            check_area(edition, context, area, faults);
            n_drawn++;
        }
    }
    return n_drawn;
}

static EditionContext *open_context(const Edition *edition, Language language)
{
    g_autoptr(GError) error = NULL;
    EditionContext *context = edition_context_new(path, language, (Period){0}, &error);
    gboolean found =
        context != NULL && request_period(edition, context->areas, context->publication,
                                          (Period){0}, &context->period, &error);
    ck_assert_msg(found, "%s", error != NULL ? error->message : "");
    context->edition = edition->name;
    context->data_folder = "../open-data/figuren";
    return context;
}

static void check_edition(const char *name, Language language, AreaKind kind, guint n_all)
{
    const Edition *edition = edition_find(name);
    g_autoptr(EditionContext) context = open_context(edition, language);
    g_autoptr(GString) faults = g_string_new(NULL);
    guint n = check_kind(edition, context, kind, faults);
    g_print("%s, %s: layout of %u reports\n", name, language == LANGUAGE_NL ? "nl" : "en", n);
    g_string_truncate(faults, MIN(faults->len, 3000)); /* a message of Check has an end */
    ck_assert_msg(faults->len == 0, "%s", faults->str);
    ck_assert_uint_ge(n, g_getenv("INBEELD_TEST_ALL") != NULL ? n_all : MIN(3, n_all));
}

START_TEST(country)
{
    check_edition("jaarmonitor", (Language)_i, AREA_LAND, 1);
    check_edition("kwartaal", (Language)_i, AREA_LAND, 1);
}
END_TEST

START_TEST(regions)
{
    check_edition("regio", (Language)_i, AREA_POLITIE_EENHEID, 10);
    check_edition("regio", (Language)_i, AREA_VEILIGHEIDSREGIO, 25);
    check_edition("bestuurlijk", (Language)_i, AREA_POLITIE_EENHEID, 10);
}
END_TEST

START_TEST(gemeenten)
{
    check_edition("gemeente", (Language)_i, AREA_GEMEENTE, 342);
}
END_TEST

START_TEST(one_page)
{
    check_edition("bestuurlijk", (Language)_i, AREA_GEMEENTE, 342);
}
END_TEST

/* One case a language, so that both can be run at once. */
static TCase *case_of(const char *name, Language language)
{
    TCase *tcase = tcase_create(name);
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, g_getenv("INBEELD_TEST_ALL") != NULL ? 600 : 60);
    tcase_add_loop_test(tcase, country, (int)language, (int)language + 1);
    tcase_add_loop_test(tcase, regions, (int)language, (int)language + 1);
    tcase_add_loop_test(tcase, gemeenten, (int)language, (int)language + 1);
    tcase_add_loop_test(tcase, one_page, (int)language, (int)language + 1);
    return tcase;
}

Suite *layout_suite(void);
Suite *layout_suite(void)
{
    Suite *suite = suite_create("layout");
    suite_add_tcase(suite, case_of("nl", LANGUAGE_NL));
    suite_add_tcase(suite, case_of("en", LANGUAGE_EN));
    return suite;
}
