#include "report/pdf/text_store.h"

#include <check.h>

static TextEngine *engine;
static TextStore *store;

static void open_store(void)
{
    engine = text_engine_new(NULL);
    ck_assert_ptr_nonnull(engine);
    store = text_store_new();
}

static void close_store(void)
{
    text_store_free(store);
    text_engine_free(engine);
}

/* As the engine does: looks it up, or shapes and adds it. Returns whether it was kept. */
static gboolean use(const char *text)
{
    g_autoptr(TextBlock) known = text_store_find(store, text);
    if (known != NULL) {
        ck_assert_str_eq(text_block_content(known)->text, text);
        return TRUE;
    }
    g_autoptr(TextBlock) block = text_block_new_plain(engine, STYLE_TEXT, text, -1);
    text_store_add(store, g_strdup(text), block);
    return FALSE;
}

static void use_many(const char *stem, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = g_strdup_printf("%s %u", stem, i);
        use(text);
    }
}

START_TEST(a_text_is_kept_within_a_document)
{
    ck_assert(!use("Kaag en Braassem"));
    ck_assert(use("Kaag en Braassem"));
    ck_assert_uint_eq(text_store_size(store), 1);
}
END_TEST

START_TEST(what_one_document_used_goes_with_it)
{
    use("Goeree-Overflakkee");
    text_store_end_document(store);
    ck_assert_uint_eq(text_store_size(store), 0);
    ck_assert(!use("Goeree-Overflakkee"));
}
END_TEST

/* Shaped in the first and the second document, and no more after that. */
START_TEST(what_documents_share_stays)
{
    for (guint document = 0; document < 30; document++) {
        g_autofree char *own = g_strdup_printf("Gemeente %u", document);
        ck_assert_int_eq(use("Hoe dit rapport is gemaakt"), document >= 2);
        ck_assert(!use(own));
        text_store_end_document(store);
        ck_assert_uint_eq(text_store_size(store), document >= 1 ? 1 : 0);
    }
}
END_TEST

START_TEST(what_ten_documents_do_without_goes)
{
    for (guint i = 0; i < 2; i++) {
        use("Bron: politie");
        text_store_end_document(store);
    }
    for (guint without = 1; without <= 10; without++) {
        ck_assert_uint_eq(text_store_size(store), 1);
        text_store_end_document(store);
    }
    ck_assert_uint_eq(text_store_size(store), 0);
}
END_TEST

/* 800 of one document and 800 of all: a long report and a long run end at a ceiling. */
START_TEST(there_are_ceilings)
{
    use_many("regel", 1000);
    ck_assert_uint_le(text_store_size(store), 800);
    ck_assert(use("regel 999"));
    ck_assert(!use("regel 0"));
    text_store_end_document(store);
    use_many("regel", 1000);
    ck_assert_uint_le(text_store_size(store), 1600);
    text_store_end_document(store);
    ck_assert_uint_eq(text_store_size(store), 800);
}
END_TEST

Suite *text_store_suite(void);

Suite *text_store_suite(void)
{
    Suite *suite = suite_create("text_store");
    TCase *tcase = tcase_create("text_store");
    tcase_add_checked_fixture(tcase, open_store, close_store);
    tcase_add_test(tcase, a_text_is_kept_within_a_document);
    tcase_add_test(tcase, what_one_document_used_goes_with_it);
    tcase_add_test(tcase, what_documents_share_stays);
    tcase_add_test(tcase, what_ten_documents_do_without_goes);
    tcase_add_test(tcase, there_are_ceilings);
    suite_add_tcase(suite, tcase);
    return suite;
}
