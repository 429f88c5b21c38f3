#include "report/pdf/finish.h"

#include "core/error.h"
#include "report/pdf/finish_private.h"

void finish_identity(qpdf_data qpdf, GBytes *before)
{
    guint8 digest[32];
    gsize length = sizeof(digest), size = 0;
    const guint8 *data = g_bytes_get_data(before, &size);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, data, (gssize)size);
    g_checksum_get_digest(checksum, digest, &length);
    qpdf_oh identifiers = qpdf_oh_new_array(qpdf);
    for (guint i = 0; i < 2; i++)
        qpdf_oh_append_item(qpdf, identifiers,
                            qpdf_oh_new_binary_string(qpdf, (const char *)digest, 16));
    pdf_set(qpdf, qpdf_get_trailer(qpdf), "/ID", identifiers);
}

static GBytes *write_file(qpdf_data qpdf, GError **error)
{
    qpdf_init_write_memory(qpdf);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_newline_before_endstream(qpdf, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(qpdf, "1.7");
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_write(qpdf);
    if (!pdf_ok(qpdf, error))
        return NULL;
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

static GBytes *finish(qpdf_data qpdf, GBytes *pdf, const GArray *records, const DocumentInfo *info,
                      GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(pdf, &size);
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_read_memory(qpdf, info->title, data, size, NULL);
    if (!pdf_ok(qpdf, error) || !finish_structure(qpdf, records, error))
        return NULL;
    qpdf_oh_release_all(qpdf); /* some thousands of handles */
    if (!finish_pages(qpdf, error))
        return NULL;
    finish_fonts(qpdf);
    finish_catalog(qpdf, info->language);
    finish_metadata(qpdf, info->language, info->created);
    finish_identity(qpdf, pdf);
    return pdf_ok(qpdf, error) ? write_file(qpdf, error) : NULL;
}

GBytes *pdf_finish(GBytes *pdf, const GArray *records, const DocumentInfo *info, GError **error)
{
    qpdf_data qpdf = qpdf_init();
    GBytes *finished = finish(qpdf, pdf, records, info, error);
    qpdf_cleanup(&qpdf);
    g_bytes_unref(pdf);
    return finished;
}
