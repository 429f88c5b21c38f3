#include "report/pdf/document.h"

#include "tests/support/report_sample.h"

#include <check.h>
#include <glib/gstdio.h>

static TextEngine *engine_or_fail(void)
{
    g_autoptr(GError) error = NULL;
    TextEngine *engine = text_engine_new(&error);
    ck_assert_msg(engine != NULL, "%s", error != NULL ? error->message : "");
    return engine;
}

static GBytes *render_sample(TextEngine *engine)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ReportDocument) document = report_sample_new(engine);
    GBytes *pdf = document_render(document, &error);
    ck_assert_msg(pdf != NULL, "%s", error != NULL ? error->message : "");
    return pdf;
}

START_TEST(the_same_document_gives_the_same_bytes)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(GBytes) first = render_sample(engine);
    g_setenv("TZ", "Asia/Tokyo", TRUE);
    g_autoptr(TextEngine) fresh = engine_or_fail();
    g_autoptr(GBytes) second = render_sample(fresh);
    ck_assert(g_bytes_equal(first, second));
    const char *path = g_getenv("INBEELD_SAMPLE_PDF");
    if (path != NULL)
        g_file_set_contents(path, g_bytes_get_data(first, NULL), (gssize)g_bytes_get_size(first),
                            NULL);
}
END_TEST

Suite *document_suite(void);
Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *tcase = tcase_create("document");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, the_same_document_gives_the_same_bytes);
    suite_add_tcase(suite, tcase);
    return suite;
}
