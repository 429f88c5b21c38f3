/* Pages and the links on them; what the structure must know of them. */
#include "core/error.h"
#include "report/pdf/finish_private.h"

#include <stdlib.h>

#define ANNOTATION_PRINT 4

static void clear_page(gpointer data)
{
    FinishPage *page = data;
    g_ptr_array_unref(page->names);
    g_array_unref(page->links);
}

/* The key of a page or link in the tree that leads from content to its element. -1: none. */
static int key_of(qpdf_data qpdf, qpdf_oh holder, const char *name)
{
    return pdf_has(qpdf, holder, name)
               ? qpdf_oh_get_int_value_as_int(qpdf, pdf_get(qpdf, holder, name))
               : -1;
}

static gboolean finish_page(qpdf_data qpdf, qpdf_oh page, FinishPage *known, GError **error)
{
    unsigned char *data = NULL;
    size_t length = 0;
    qpdf_oh box = pdf_get(qpdf, page, "/MediaBox");
    known->height = qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, box, 3));
    known->key = key_of(qpdf, page, "/StructParents");
    if (qpdf_oh_get_page_content_data(qpdf, page, &data, &length) != QPDF_SUCCESS)
        return pdf_ok(qpdf, error);
    g_autoptr(GString) content =
        finish_content((const char *)data, length, known->height, known->names, error);
    free(data);
    if (content == NULL)
        return FALSE;
    pdf_replace_data(qpdf, pdf_get(qpdf, page, "/Contents"), content->str, content->len);
    pdf_set(qpdf, page, "/Tabs", pdf_name(qpdf, "/S"));
    return TRUE;
}

static void finish_links(qpdf_data qpdf, qpdf_oh page, guint number, FinishPage *known,
                         const GArray *records)
{
    qpdf_oh links = pdf_get(qpdf, page, "/Annots");
    int n = qpdf_oh_is_array(qpdf, links) ? qpdf_oh_get_array_n_items(qpdf, links) : 0;
    int i = 0;
    for (guint r = 0; r < records->len && i < n; r++) {
        const TagRecord *record = &g_array_index(records, TagRecord, r);
        if (record->page != number || !g_str_equal(record->name, "Link"))
            continue;
        qpdf_oh link = qpdf_oh_get_array_item(qpdf, links, i++);
        int key = key_of(qpdf, link, "/StructParent");
        g_array_append_val(known->links, key);
        if (record->alternative != NULL)
            pdf_set(qpdf, link, "/Contents", pdf_text(qpdf, record->alternative));
        pdf_set(qpdf, link, "/F", pdf_integer(qpdf, ANNOTATION_PRINT));
    }
}

GArray *finish_pages(qpdf_data qpdf, const GArray *records, GError **error)
{
    int n = qpdf_get_num_pages(qpdf);
    g_autoptr(GArray) pages = g_array_new(FALSE, TRUE, sizeof(FinishPage));
    g_array_set_clear_func(pages, clear_page);
    for (int i = 0; i < n; i++) {
        FinishPage known = {.names = g_ptr_array_new(),
                            .links = g_array_new(FALSE, FALSE, sizeof(int))};
        g_array_append_val(pages, known);
        FinishPage *added = &g_array_index(pages, FinishPage, (guint)i);
        qpdf_oh page = qpdf_get_page_n(qpdf, (size_t)i);
        if (!finish_page(qpdf, page, added, error))
            return NULL;
        finish_links(qpdf, page, (guint)i + 1, added, records);
    }
    return pdf_ok(qpdf, error) ? g_steal_pointer(&pages) : NULL;
}
