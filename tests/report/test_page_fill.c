/* Pages are full: no page of a chapter but its last has much white, none holds a note alone, and
 * the lists in front take two pages at most. Of the jaarmonitor and the quarterly report, in both
 * languages, with and without estimates, quarters and texts of the editor. */
#include "report/edition/jaarmonitor.h"
#include "report/edition/kwartaal.h"
#include "report/edition/slots.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"

#include <check.h>
#include <string.h>

#define LEAST_FILL 0.70      /* of a page that the chapter goes on from */
#define LEAST_LAST_FILL 0.06 /* of the last: more than a note */
#define LEAST_LINES 4

static EditionFixture *fixture;
static Slots *slots;

static void write_texts(const char *folder)
{
    static const char box[] = "> ### Voorbeeld\n>\n> Zes mensen in een loods.\n";
    static const char *const names[] = {"kader-gemeld",  "kader-waar",    "kader-verborgen",
                                        "kader-om",      "kader-politie", "kader-vergeleken",
                                        "aanbevelingen", "inleiding"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_strdup_printf("%s/%s.md", folder, names[i]);
        ck_assert(g_file_set_contents(path, box, -1, NULL));
    }
    g_autoptr(GHashTable) files = slots_in_folder(folder, NULL);
    slots = slots_load(files, NULL);
    ck_assert_ptr_nonnull(slots);
}

static void make_full(void)
{
    fixture = edition_fixture_new(&(EditionSample){.with_estimates = TRUE, .with_quarters = TRUE});
    write_texts(edition_fixture_folder(fixture));
}

/* No estimates, no quarters; nothing of areas. */
static void make_bare(void)
{
    fixture = edition_fixture_new(&(EditionSample){.only_land = TRUE});
    slots = NULL;
}

static void remove_publication(void)
{
    g_clear_pointer(&slots, slots_free);
    edition_fixture_free(fixture);
}

typedef struct {
    gboolean begins_chapter;
    gboolean has_drawing;
    guint n_lines;
    double fill;
} Page;

static void add_box(Page *page, const LayoutBox *box)
{
    double bottom = box->page_width > PAGE_WIDTH + 1 ? LANDSCAPE_BODY_BOTTOM : BODY_BOTTOM;
    page->fill = MAX(page->fill, (box->y + box->height - BODY_TOP) / (bottom - BODY_TOP));
    page->n_lines += box->kind == BOX_TEXT ? 1 : 0;
    page->has_drawing = page->has_drawing || box->kind == BOX_GRAPHIC;
    page->begins_chapter =
        page->begins_chapter || (box->kind == BOX_TEXT && box->style == STYLE_CHAPTER);
}

/* From page 1, at index 1. Returns (transfer full). */
static Page *pages_of(const Writer *writer)
{
    const GArray *boxes = document_layout_boxes(writer->document);
    Page *pages = g_new0(Page, document_n_pages(writer->document) + 1);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->in_body)
            add_box(&pages[box->page], box);
    }
    return pages;
}

static void check_fill(const Writer *writer, const char *what, guint first)
{
    g_autofree Page *pages = pages_of(writer);
    guint n = document_n_pages(writer->document);
    for (guint i = first; i <= n; i++) {
        gboolean last = i == n || pages[i + 1].begins_chapter;
        double least = last ? LEAST_LAST_FILL : LEAST_FILL;
        ck_assert_msg(pages[i].fill >= least, "%s: page %u of %u is filled for %.0f%%", what, i, n,
                      100 * pages[i].fill);
        ck_assert_msg(pages[i].has_drawing || pages[i].n_lines >= LEAST_LINES,
                      "%s: page %u of %u has %u lines", what, i, n, pages[i].n_lines);
    }
}

/* Pages from the one with the contents to the next chapter. */
static guint contents_pages(const Writer *writer)
{
    g_autofree Page *pages = pages_of(writer);
    guint n = document_n_pages(writer->document), first = 3, next = first + 1;
    ck_assert(pages[first].begins_chapter);
    while (next <= n && !pages[next].begins_chapter)
        next++;
    return next - first;
}

static Writer *draw(EditionContext *context, const char *edition, EditionCompose compose)
{
    context->edition = edition;
    context->slots = slots;
    return edition_draw(context, compose, NULL);
}

/* Page 1 is the cover. */
START_TEST(pages_of_the_jaarmonitor_are_full)
{
    g_autoptr(Writer) writer =
        draw(edition_fixture_year(fixture, (Language)_i), "jaarmonitor", jaarmonitor_compose);
    check_fill(writer, "jaarmonitor", 2);
    ck_assert_uint_le(contents_pages(writer), 2);
}
END_TEST

START_TEST(pages_of_a_quarter_are_full)
{
    g_autoptr(Writer) writer =
        draw(edition_fixture_quarter(fixture, (Language)_i), "kwartaal", kwartaal_compose);
    check_fill(writer, "kwartaal", 1);
}
END_TEST

Suite *page_fill_suite(void);
Suite *page_fill_suite(void)
{
    Suite *suite = suite_create("page_fill");
    TCase *full = tcase_create("full"), *bare = tcase_create("bare");
    tcase_add_unchecked_fixture(full, make_full, remove_publication);
    tcase_add_unchecked_fixture(bare, make_bare, remove_publication);
    tcase_set_timeout(full, 60);
    tcase_set_timeout(bare, 60);
    tcase_add_loop_test(full, pages_of_the_jaarmonitor_are_full, 0, LANGUAGE_COUNT);
    tcase_add_loop_test(full, pages_of_a_quarter_are_full, 0, LANGUAGE_COUNT);
    tcase_add_loop_test(bare, pages_of_the_jaarmonitor_are_full, 0, LANGUAGE_COUNT);
    suite_add_tcase(suite, full);
    suite_add_tcase(suite, bare);
    return suite;
}
