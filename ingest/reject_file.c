#include "ingest/reject_file.h"

#include "core/error.h"
#include "core/table_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define HEADER "file;line;outcome;column;reason;value\n"
#define N_COLUMNS 6

struct RejectFile {
    char *path;
    char *new_path; /* NULL when finished */
    char *name;     /* of the delivered file */
    FILE *stream;
    gint64 n_rows;
};

char *reject_file_path(const char *register_path)
{
    return g_strconcat(register_path, ".rejects.csv", NULL);
}

static void write_field(FILE *stream, const char *text, char end)
{
    const char *plain = text != NULL ? text : "";
    if (strpbrk(plain, "\";\r\n") == NULL) {
        fputs(plain, stream);
    } else {
        fputc('"', stream);
        for (const char *at = plain; *at != '\0'; at++) {
            if (*at == '"')
                fputc('"', stream);
            fputc(*at, stream);
        }
        fputc('"', stream);
    }
    fputc(end, stream);
}

/* Copies the rows of other files; a file that cannot be read is left out, it is only a list. */
static void copy_others(RejectFile *file)
{
    g_autoptr(TableFile) table = table_file_open(file->path, NULL);
    if (table == NULL || table_file_n_columns(table) != N_COLUMNS)
        return;
    while (table_file_next(table, NULL)) {
        if (strcmp(table_file_text(table, 0), file->name) == 0)
            continue;
        for (gssize i = 0; i < N_COLUMNS; i++)
            write_field(file->stream, table_file_text(table, i), i < N_COLUMNS - 1 ? ';' : '\n');
        file->n_rows++;
    }
}

RejectFile *reject_file_new(const char *register_path, const char *file_name, GError **error)
{
    RejectFile *file = g_new0(RejectFile, 1);
    file->path = reject_file_path(register_path);
    file->new_path = g_strconcat(file->path, ".XXXXXX", NULL);
    file->name = g_strdup(file_name);
    int descriptor = g_mkstemp_full(file->new_path, O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        file->stream = fdopen(descriptor, "w");
    if (file->stream == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s: cannot be made: %s",
                    file->path, g_strerror(errno));
        g_clear_pointer(&file->new_path, g_free);
        reject_file_free(file);
        return NULL;
    }
    fputs(HEADER, file->stream);
    copy_others(file);
    return file;
}

void reject_file_free(RejectFile *file)
{
    if (file->stream != NULL)
        fclose(file->stream);
    if (file->new_path != NULL)
        g_unlink(file->new_path);
    g_free(file->path);
    g_free(file->new_path);
    g_free(file->name);
    g_free(file);
}

void reject_file_add(RejectFile *file, gint64 line, const char *outcome, const char *column,
                     const char *reason, const char *value)
{
    write_field(file->stream, file->name, ';');
    fprintf(file->stream, "%" G_GINT64_FORMAT ";", line);
    write_field(file->stream, outcome, ';');
    write_field(file->stream, column, ';');
    write_field(file->stream, reason, ';');
    write_field(file->stream, value, '\n');
    file->n_rows++;
}

gboolean reject_file_finish(RejectFile *file, GError **error)
{
    gboolean written =
        ferror(file->stream) == 0 && fflush(file->stream) == 0 && fsync(fileno(file->stream)) == 0;
    written = fclose(file->stream) == 0 && written;
    file->stream = NULL;
    if (!written) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_IO, "%s: cannot be written: %s", file->path,
                    g_strerror(errno));
        return FALSE;
    }
    if (file->n_rows == 0) {
        g_unlink(file->path);
        return TRUE;
    }
    if (g_rename(file->new_path, file->path) != 0) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE,
                    "%s: cannot be put there: %s", file->path, g_strerror(errno));
        return FALSE;
    }
    g_clear_pointer(&file->new_path, g_free);
    return TRUE;
}
