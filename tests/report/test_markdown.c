#include "report/edition/markdown.h"

#include "core/error.h"

#include <check.h>
#include <string.h>

static GPtrArray *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    GPtrArray *blocks = markdown_parse("tekst.md", text, strlen(text), &error);
    ck_assert_msg(blocks != NULL, "%s", error != NULL ? error->message : "");
    return blocks;
}

static const MarkdownBlock *block(const GPtrArray *blocks, guint i, MarkdownKind kind)
{
    ck_assert_uint_lt(i, blocks->len);
    const MarkdownBlock *found = g_ptr_array_index(blocks, i);
    ck_assert_int_eq(found->kind, kind);
    return found;
}

START_TEST(every_kind_of_block)
{
    g_autoptr(GPtrArray) blocks = parse("Eerste\nregel & 3 < 4.\n\n### Kop\n\n- een\n- **twee**\n\n"
                                        "1. a\n2. b\n\n> ### Kader\n>\n> *Tekst*\n> - punt\n");
    ck_assert_uint_eq(blocks->len, 5);
    ck_assert_str_eq(block(blocks, 0, MARKDOWN_PARAGRAPH)->markup, "Eerste regel &amp; 3 &lt; 4.");
    ck_assert_str_eq(block(blocks, 1, MARKDOWN_HEADING)->markup, "Kop");
    const MarkdownBlock *bullets = block(blocks, 2, MARKDOWN_BULLETS);
    ck_assert_uint_eq(bullets->items->len, 2);
    ck_assert_str_eq(g_ptr_array_index(bullets->items, 1), "<b>twee</b>");
    ck_assert_uint_eq(block(blocks, 3, MARKDOWN_NUMBERED)->items->len, 2);
    const MarkdownBlock *box = block(blocks, 4, MARKDOWN_BOX);
    ck_assert_str_eq(box->markup, "Kader");
    ck_assert_str_eq(block(box->blocks, 0, MARKDOWN_PARAGRAPH)->markup, "<i>Tekst</i>");
    ck_assert_uint_eq(block(box->blocks, 1, MARKDOWN_BULLETS)->items->len, 1);
}
END_TEST

START_TEST(inline_marks)
{
    g_autoptr(GPtrArray) blocks =
        parse("Zie {zie:waar.kaart} en [CBS](https://www.cbs.nl/?a=1&b=2).[^x]\n\n"
              "[^x]: Een *noot*.\n");
    ck_assert_str_eq(block(blocks, 0, MARKDOWN_PARAGRAPH)->markup,
                     "Zie <ref name=\"waar.kaart\"/> en "
                     "<a href=\"https://www.cbs.nl/?a=1&amp;b=2\">CBS</a>."
                     "<note>Een <i>noot</i>.</note>");
    ck_assert_uint_eq(blocks->len, 1);
}
END_TEST

/* File, line, and what to do instead. */
START_TEST(the_rest_is_refused_with_its_line)
{
    static const struct {
        const char *text, *message;
    } wrong[] = {{"# Groot\n", "tekst.md:1: headings have three marks: ### Heading"},
                 {"Goed.\n\n    code\n", "tekst.md:3: a line that begins with four spaces"},
                 {"Goed.\n\n```\ncode\n```\n", "tekst.md:3: "},
                 {"Een `woord`.\n", "tekst.md:1: `code` is not known here"},
                 {"Goed.\n\n<div>a</div>\n", "tekst.md:3: HTML is not known here"},
                 {"Een <b>woord</b>.\n", "tekst.md:1: HTML is not known here"},
                 {"![plaat](p.png)\n", "tekst.md:1: an image cannot be placed"},
                 {"a\n\n---\n", "tekst.md:3: a line of --- is not known here"},
                 {"[hier](javascript:alert(1))\n", "tekst.md:1: a link needs an address"},
                 {"- a\n  - b\n", "tekst.md:1: an item of a list is one paragraph"},
                 {"> a\n>\n> > b\n", "tekst.md:3: a box cannot stand in a box"},
                 {"Zie [^1].\n", "tekst.md:1: there is no footnote [^1]"},
                 {"Zie.\n\n[^1]: noot\n", "tekst.md: no text points to the footnote [^1]"},
                 {"Zie {zie:a b}.\n", "tekst.md:1: \"{zie:a b}\""},
                 {"\xff\n", "tekst.md: is not UTF-8"}};
    for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) blocks =
            markdown_parse("tekst.md", wrong[i].text, strlen(wrong[i].text), &error);
        ck_assert_msg(blocks == NULL, "%s", wrong[i].text);
        ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
        ck_assert_msg(g_str_has_prefix(error->message, wrong[i].message), "%s", error->message);
    }
}
END_TEST

Suite *markdown_suite(void);
Suite *markdown_suite(void)
{
    Suite *suite = suite_create("markdown");
    TCase *tcase = tcase_create("markdown");
    tcase_add_test(tcase, every_kind_of_block);
    tcase_add_test(tcase, inline_marks);
    tcase_add_test(tcase, the_rest_is_refused_with_its_line);
    suite_add_tcase(suite, tcase);
    return suite;
}
