#include "core/error.h"
#include "report/pdf/finish_private.h"

#include <gio/gio.h>

qpdf_oh pdf_name(qpdf_data qpdf, const char *name)
{
    return qpdf_oh_new_name(qpdf, name);
}

qpdf_oh pdf_text(qpdf_data qpdf, const char *utf8)
{
    return qpdf_oh_new_unicode_string(qpdf, utf8);
}

qpdf_oh pdf_integer(qpdf_data qpdf, gint64 value)
{
    return qpdf_oh_new_integer(qpdf, value);
}

qpdf_oh pdf_parsed(qpdf_data qpdf, const char *notation)
{
    return qpdf_oh_parse(qpdf, notation);
}

void pdf_set(qpdf_data qpdf, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(qpdf, dictionary, key, value);
}

qpdf_oh pdf_get(qpdf_data qpdf, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_get_key(qpdf, dictionary, key);
}

gboolean pdf_has(qpdf_data qpdf, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_is_dictionary(qpdf, dictionary) && qpdf_oh_has_key(qpdf, dictionary, key);
}

qpdf_oh pdf_stream(qpdf_data qpdf, const void *data, gsize length)
{
    qpdf_oh stream = qpdf_oh_new_stream(qpdf);
    qpdf_oh_replace_stream_data(qpdf, stream, data, length, qpdf_oh_new_null(qpdf),
                                qpdf_oh_new_null(qpdf));
    return stream;
}

#define DEFLATE_LEVEL 4
/* A page with borders of the whole country is 90 kB of numbers: more effort saves a tenth. */
#define LONG_PAGE (64 * 1024)
#define LONG_PAGE_LEVEL 9

static char *deflate_at(int level, const void *data, gsize length, gsize *size)
{
    g_autoptr(GConverter) deflate =
        G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, level));
    gsize room = length + length / 100 + 1024, read = 0;
    char *deflated = g_malloc(room);
    GConverterResult result = g_converter_convert(deflate, data, length, deflated, room,
                                                  G_CONVERTER_INPUT_AT_END, &read, size, NULL);
    g_assert(result == G_CONVERTER_FINISHED && read == length); /* the room is zlib's own bound */
    return deflated;
}

char *finish_deflate(const void *data, gsize length, gsize *size)
{
    return deflate_at(DEFLATE_LEVEL, data, length, size);
}

void pdf_replace_data(qpdf_data qpdf, qpdf_oh stream, const void *data, gsize length)
{
    gsize size = 0;
    int level = length >= LONG_PAGE ? LONG_PAGE_LEVEL : DEFLATE_LEVEL;
    g_autofree char *deflated = deflate_at(level, data, length, &size);
    qpdf_oh_replace_stream_data(qpdf, stream, (const unsigned char *)deflated, size,
                                pdf_name(qpdf, "/FlateDecode"), qpdf_oh_new_null(qpdf));
}

gboolean pdf_ok(qpdf_data qpdf, GError **error)
{
    if (!qpdf_has_error(qpdf) && !qpdf_more_warnings(qpdf))
        return TRUE;
    qpdf_error fault = qpdf_has_error(qpdf) ? qpdf_get_error(qpdf) : qpdf_next_warning(qpdf);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL, "the PDF cannot be finished: %s",
                qpdf_get_error_full_text(qpdf, fault));
    return FALSE;
}
