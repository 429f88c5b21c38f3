#include "report/pdf/finish_private.h"

#include <string.h>

/* A TrueType font that is addressed by glyph must say that glyphs and numbers are the same
 * (PDF/A-2, 6.2.11.3.2). Inter has PostScript outlines; this is for the fonts that stand in for it
 * when it has no glyph for a character. */
static void say_glyph_numbers(qpdf_data qpdf, qpdf_oh font)
{
    qpdf_oh descendants = pdf_get(qpdf, font, "/DescendantFonts");
    int n = qpdf_oh_is_array(qpdf, descendants) ? qpdf_oh_get_array_n_items(qpdf, descendants) : 0;
    for (int i = 0; i < n; i++) {
        qpdf_oh descendant = qpdf_oh_get_array_item(qpdf, descendants, i);
        if (qpdf_oh_is_name_and_equals(qpdf, pdf_get(qpdf, descendant, "/Subtype"),
                                       "/CIDFontType2") &&
            !pdf_has(qpdf, descendant, "/CIDToGIDMap"))
            pdf_set(qpdf, descendant, "/CIDToGIDMap", pdf_name(qpdf, "/Identity"));
    }
}

static void visit_fonts(qpdf_data qpdf, qpdf_oh fonts)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (qpdf_oh_begin_dict_key_iter(qpdf, fonts); qpdf_oh_dict_more_keys(qpdf);)
        g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(qpdf)));
    for (guint i = 0; i < names->len; i++)
        say_glyph_numbers(qpdf, pdf_get(qpdf, fonts, g_ptr_array_index(names, i)));
}

static gboolean contains(const char *data, gsize size, const char *name)
{
    gsize length = strlen(name);
    const char *end = data + size, *at = data;
    while ((at = memchr(at, name[0], (gsize)(end - at))) != NULL) {
        if ((gsize)(end - at) >= length && memcmp(at, name, length) == 0)
            return TRUE;
        at++;
    }
    return FALSE;
}

void finish_fonts(qpdf_data qpdf, const char *data, gsize size)
{
    if (!contains(data, size, "/CIDFontType2"))
        return;
    int n = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < n; i++) {
        qpdf_oh resources = pdf_get(qpdf, qpdf_get_page_n(qpdf, (size_t)i), "/Resources");
        if (pdf_has(qpdf, resources, "/Font"))
            visit_fonts(qpdf, pdf_get(qpdf, resources, "/Font"));
    }
}
