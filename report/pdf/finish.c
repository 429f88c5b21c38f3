#include "report/pdf/finish.h"

#include "core/error.h"
#include "report/pdf/finish_private.h"

/* Without object streams: those are made when the structure is added (finish_file.c). The bytes
 * live as long as `qpdf`. */
static GBytes *write_file(qpdf_data qpdf, GError **error)
{
    qpdf_init_write_memory(qpdf);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_disable);
    qpdf_set_newline_before_endstream(qpdf, QPDF_TRUE);
    qpdf_set_minimum_pdf_version(qpdf, "1.7");
    qpdf_set_static_ID(qpdf, QPDF_TRUE); /* the true one comes with the cross-references */
    qpdf_write(qpdf);
    if (!pdf_ok(qpdf, error))
        return NULL;
    return g_bytes_new_static(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

/* An empty root, to be filled when all objects have their numbers. */
static void empty_structure(qpdf_data qpdf)
{
    pdf_set(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot",
            qpdf_make_indirect_object(qpdf, pdf_parsed(qpdf, "<< /Type /StructTreeRoot >>")));
}

static GBytes *finish(qpdf_data qpdf, const char *data, gsize size, const GArray *records,
                      const DocumentInfo *info, GError **error)
{
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_read_memory(qpdf, info->title, data, size, NULL);
    if (!pdf_ok(qpdf, error))
        return NULL;
    g_autoptr(GArray) pages = finish_pages(qpdf, records, error);
    g_autoptr(FinishStructure) structure =
        pages != NULL ? finish_structure_new(records, pages, error) : NULL;
    if (structure == NULL)
        return NULL;
    empty_structure(qpdf);
    finish_fonts(qpdf, data, size);
    finish_catalog(qpdf, info->language);
    finish_metadata(qpdf, info->language, info->created);
    GBytes *written = pdf_ok(qpdf, error) ? write_file(qpdf, error) : NULL;
    g_autoptr(FinishFile) file = written != NULL ? finish_file_new(written, error) : NULL;
    if (file == NULL)
        return NULL;
    finish_structure_write(structure, qpdf, file);
    return pdf_ok(qpdf, error) ? finish_file_write(file) : NULL;
}

GBytes *pdf_finish(GBytes *pdf, const GArray *records, const DocumentInfo *info, GError **error)
{
    gsize size = 0;
    g_autofree char *data = g_bytes_unref_to_data(pdf, &size);
    if (!finish_set_structure_aside(data, size, error))
        return NULL;
    qpdf_data qpdf = qpdf_init();
    GBytes *finished = finish(qpdf, data, size, records, info, error);
    qpdf_cleanup(&qpdf);
    return finished;
}
