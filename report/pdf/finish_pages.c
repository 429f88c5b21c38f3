#include "core/error.h"
#include "report/pdf/finish_private.h"

#include <stdlib.h>

static double height_of(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh box = pdf_get(qpdf, page, "/MediaBox");
    return qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, box, 3));
}

static gboolean finish_page(qpdf_data qpdf, qpdf_oh page, GError **error)
{
    unsigned char *data = NULL;
    size_t length = 0;
    if (qpdf_oh_get_page_content_data(qpdf, page, &data, &length) != QPDF_SUCCESS)
        return pdf_ok(qpdf, error);
    g_autoptr(GString) content =
        finish_content((const char *)data, length, height_of(qpdf, page), error);
    free(data);
    if (content == NULL)
        return FALSE;
    pdf_replace_data(qpdf, pdf_get(qpdf, page, "/Contents"), content->str, content->len);
    pdf_set(qpdf, page, "/Tabs", pdf_name(qpdf, "/S"));
    return pdf_ok(qpdf, error);
}

gboolean finish_pages(qpdf_data qpdf, GError **error)
{
    int n = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < n; i++)
        if (!finish_page(qpdf, qpdf_get_page_n(qpdf, (size_t)i), error))
            return FALSE;
    return TRUE;
}
