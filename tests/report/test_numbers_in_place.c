/* Every number stands where its data says: in its row of a table, in its figure, between its words
 * in a sentence. And most slips of a digit are found that way.
 *
 * INBEELD_NUMBERS=publication.db checks all reports of that publication (make check-numbers). */
#include "report/edition/edition.h"
#include "report/figure_data.h"
#include "report/request.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_sample.h"
#include "tests/support/region_numbers.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <string.h>

static char *folder;
static char *path;

static void make_publication(void)
{
    folder = scratch_folder();
    path = edition_sample_or("INBEELD_NUMBERS", folder);
}

static void remove_publication(void)
{
    scratch_remove(folder);
    g_free(path);
}

/* Large, small, merged, all zero, suppressed, missing. */
static const char *const some[] = {"GM0363", "GM0772", "GM1961", "GM0060", "GM0088",
                                   "GM0093", "GM0796", "GM1900", "GM0373", NULL};

static EditionContext *open_context(const Edition *edition)
{
    g_autoptr(GError) error = NULL;
    EditionContext *context = edition_context_new(path, LANGUAGE_NL, (Period){0}, &error);
    gboolean found =
        context != NULL && request_period(edition, context->areas, context->publication,
                                          (Period){0}, &context->period, &error);
    ck_assert_msg(found, "%s", error != NULL ? error->message : "");
    context->edition = edition->name;
    return context;
}

/* Draws the report about an area and looks its numbers up. */
static void check_area(const Edition *edition, const EditionContext *context, AreaId area,
                       RegionCheck *check)
{
    gboolean land = edition->kinds[0] == AREA_LAND;
    g_autoptr(Writer) writer = writer_new(context, land ? AREA_NONE : area);
    edition->compose(writer);
    document_keep_boxes(writer->document);
    g_autoptr(GBytes) bytes = document_render(writer->document, NULL);
    ck_assert_ptr_nonnull(bytes);
    g_autoptr(GPtrArray) records =
        g_ptr_array_new_with_free_func((GDestroyNotify)figure_record_free);
    writer_take_records(writer, records);
    const char *code = area_code(context->areas, area);
    g_autoptr(RegionNumbers) numbers =
        region_numbers_new(records, context->texts, path, land ? NULL : code);
    gsize before = check->faults->len;
    region_numbers_check(numbers, document_layout_boxes(writer->document),
                         document_tag_records(writer->document), check);
    if (check->faults->len > before) {
        g_autofree char *what = g_strdup_printf("%s %s:\n", edition->name, code);
        g_string_insert(check->faults, (gssize)before, what);
    }
}

static gboolean is_looked_at(const EditionContext *context, AreaId area, AreaKind kind, gsize index)
{
    if (g_getenv("INBEELD_NUMBERS") != NULL)
        return TRUE;
    return kind == AREA_GEMEENTE ? g_strv_contains(some, area_code(context->areas, area))
                                 : index % 5 == 0;
}

static void check_kind(const char *name, AreaKind kind, RegionCheck *check)
{
    const Edition *edition = edition_find(name);
    g_autoptr(EditionContext) context = open_context(edition);
    g_autoptr(GPtrArray) codes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(request_areas(edition, context->areas, publication_division(context->publication),
                                area_kind_word(kind), FALSE, codes, &error),
                  "%s", error != NULL ? error->message : "");
    for (gsize i = 0; i < codes->len; i++) {
        AreaId area = area_find_code(context->areas, g_ptr_array_index(codes, i));
        if (is_looked_at(context, area, kind, i))
            check_area(edition, context, area, check);
    }
}

/* least: numbers that must be met; share: of the slips that must be found. */
static void check_edition(const char *name, AreaKind kind, guint least, double share)
{
    const char *slips = g_getenv("INBEELD_SLIPS");
    RegionCheck check = {.faults = g_string_new(NULL),
                         .missed = slips != NULL ? g_string_new(NULL) : NULL};
    check_kind(name, kind, &check);
    g_print("%s: %u numbers; of %u with the last digit one off %u are found (%.1f%%)\n", name,
            check.n_checked, check.n_slips, check.n_found, 100.0 * check.n_found / check.n_slips);
    if (slips != NULL) {
        g_autofree char *file = g_strdup_printf("%s/%s", slips, name);
        g_autofree char *all =
            g_strconcat(check.faults->str, "not found:\n", check.missed->str, NULL);
        ck_assert(g_file_set_contents(file, all, -1, NULL));
        g_string_free(check.missed, TRUE);
    }
    g_string_truncate(check.faults, MIN(check.faults->len, 3000)); /* a message of Check ends */
    ck_assert_msg(check.faults->len == 0, "%s", check.faults->str);
    ck_assert_uint_ge(check.n_checked, least);
    ck_assert_double_ge((double)check.n_found / check.n_slips, share);
    g_string_free(check.faults, TRUE);
}

START_TEST(numbers_of_the_jaarmonitor)
{
    check_edition("jaarmonitor", AREA_LAND, 1000, 0.99);
}
END_TEST

START_TEST(numbers_about_gemeenten)
{
    check_edition("gemeente", AREA_GEMEENTE, 500, 0.99);
}
END_TEST

START_TEST(numbers_of_a_quarter)
{
    check_edition("kwartaal", AREA_LAND, 10, 0.99);
}
END_TEST

START_TEST(numbers_on_one_page)
{
    check_edition("bestuurlijk", AREA_GEMEENTE, 50, 0.99);
}
END_TEST

START_TEST(numbers_about_regions)
{
    check_edition("regio", AREA_POLITIE_EENHEID, 100, 0.99);
}
END_TEST

Suite *numbers_in_place_suite(void);
Suite *numbers_in_place_suite(void)
{
    Suite *suite = suite_create("numbers_in_place");
    TCase *tcase = tcase_create("numbers");
    tcase_add_unchecked_fixture(tcase, make_publication, remove_publication);
    tcase_set_timeout(tcase, g_getenv("INBEELD_NUMBERS") != NULL ? 600 : 60);
    tcase_add_test(tcase, numbers_of_the_jaarmonitor);
    tcase_add_test(tcase, numbers_about_gemeenten);
    tcase_add_test(tcase, numbers_of_a_quarter);
    tcase_add_test(tcase, numbers_on_one_page);
    tcase_add_test(tcase, numbers_about_regions);
    suite_add_tcase(suite, tcase);
    return suite;
}
