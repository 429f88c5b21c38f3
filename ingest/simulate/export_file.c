#include "ingest/simulate/export_file.h"

#include "core/error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Text is encoded and written in pieces of about this size. */
#define PIECE_BYTES (256 * 1024)

struct ExportFile {
    char *path;
    char *temporary;
    FILE *stream;
    ExportConvention convention;
    GString *pending; /* whole rows, UTF-8 */
    gsize row_start;  /* in pending */
    gsize n_fields;   /* of the row being written */
    GString *row;     /* the row before, to repeat it */
    GError *problem;
};

static void set_problem(ExportFile *file, InbeeldError code, const char *reason)
{
    if (file->problem == NULL)
        file->problem = g_error_new(INBEELD_ERROR, (gint)code, "%s: %s", file->path, reason);
}

static const char *encoding_name(ExportEncoding encoding)
{
    switch (encoding) {
    case EXPORT_WINDOWS_1252:
        return "WINDOWS-1252";
    case EXPORT_UTF16LE:
        return "UTF-16LE";
    case EXPORT_UTF8_BOM:
        return NULL;
    }
    return NULL;
}

static void write_bytes(ExportFile *file, const char *bytes, gsize n_bytes)
{
    if (file->problem == NULL && fwrite(bytes, 1, n_bytes, file->stream) != n_bytes)
        set_problem(file, INBEELD_ERROR_IO, g_strerror(errno));
}

static void flush(ExportFile *file)
{
    const char *encoding = encoding_name(file->convention.encoding);
    if (encoding == NULL) {
        write_bytes(file, file->pending->str, file->pending->len);
    } else {
        gsize n_bytes = 0;
        GError *problem = NULL;
        g_autofree char *bytes = g_convert(file->pending->str, (gssize)file->pending->len, encoding,
                                           "UTF-8", NULL, &n_bytes, &problem);
        if (bytes == NULL)
            set_problem(file, INBEELD_ERROR_IO, problem->message);
        else
            write_bytes(file, bytes, n_bytes);
        g_clear_error(&problem);
    }
    g_string_truncate(file->pending, 0);
    file->row_start = 0;
}

ExportFile *export_file_new(const char *path, ExportConvention convention, GError **error)
{
    g_autofree char *temporary = g_strdup_printf("%s.tmp", path);
    FILE *stream = g_fopen(temporary, "wb");
    if (stream == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s: %s", temporary,
                    g_strerror(errno));
        return NULL;
    }
    ExportFile *file = g_new0(ExportFile, 1);
    file->path = g_strdup(path);
    file->temporary = g_steal_pointer(&temporary);
    file->stream = stream;
    file->convention = convention;
    file->pending = g_string_sized_new(PIECE_BYTES + 4096);
    file->row = g_string_new(NULL);
    if (convention.encoding != EXPORT_WINDOWS_1252)
        g_string_append(file->pending, "\xEF\xBB\xBF");
    file->row_start = file->pending->len;
    return file;
}

static gboolean needs_quotes(const ExportFile *file, const char *text)
{
    return file->convention.quote_all || strchr(text, file->convention.separator) != NULL ||
           strpbrk(text, "\"\r\n") != NULL;
}

void export_field(ExportFile *file, const char *text)
{
    if (text == NULL)
        text = "";
    if (file->n_fields++ > 0)
        g_string_append_c(file->pending, file->convention.separator);
    if (!needs_quotes(file, text)) {
        g_string_append(file->pending, text);
        return;
    }
    g_string_append_c(file->pending, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(file->pending, '"');
        g_string_append_c(file->pending, *c);
    }
    g_string_append_c(file->pending, '"');
}

static void end_line(ExportFile *file)
{
    g_string_append(file->pending, file->convention.crlf ? "\r\n" : "\n");
}

void export_end_row(ExportFile *file)
{
    end_line(file);
    g_string_truncate(file->row, 0);
    g_string_append_len(file->row, file->pending->str + file->row_start,
                        (gssize)(file->pending->len - file->row_start));
    file->n_fields = 0;
    if (file->pending->len >= PIECE_BYTES)
        flush(file);
    file->row_start = file->pending->len;
}

void export_repeat_row(ExportFile *file)
{
    g_assert(file->n_fields == 0);
    g_string_append_len(file->pending, file->row->str, (gssize)file->row->len);
    file->row_start = file->pending->len;
}

void export_blank_line(ExportFile *file)
{
    g_assert(file->n_fields == 0);
    end_line(file);
    file->row_start = file->pending->len;
}

gboolean export_file_close(ExportFile *file, GError **error)
{
    flush(file);
    if (fflush(file->stream) != 0 || fsync(fileno(file->stream)) != 0)
        set_problem(file, INBEELD_ERROR_IO, g_strerror(errno));
    if (fclose(file->stream) != 0)
        set_problem(file, INBEELD_ERROR_IO, g_strerror(errno));
    if (file->problem == NULL && g_rename(file->temporary, file->path) != 0)
        set_problem(file, INBEELD_ERROR_IO, g_strerror(errno));
    gboolean ok = file->problem == NULL;
    if (!ok) {
        (void)g_unlink(file->temporary);
        g_propagate_error(error, file->problem);
    }
    g_string_free(file->pending, TRUE);
    g_string_free(file->row, TRUE);
    g_free(file->path);
    g_free(file->temporary);
    g_free(file);
    return ok;
}
