#pragma once

#include <glib.h>

/* Writes a delimited file the way an office would export it. The file appears whole: it is written
 * beside its name and moved there by export_file_close(). */
typedef struct ExportFile ExportFile;

typedef enum { EXPORT_WINDOWS_1252, EXPORT_UTF8_BOM, EXPORT_UTF16LE } ExportEncoding;

typedef struct {
    ExportEncoding encoding; /* UTF-16 begins with its byte order mark */
    char separator;
    gboolean quote_all; /* every field in quotes; else only those that need it */
    gboolean crlf;
} ExportConvention;

/* Fails with INBEELD_ERROR_CANNOT_CREATE.  Returns (transfer full). */
ExportFile *export_file_new(const char *path, ExportConvention convention, GError **error);

/* The fields of a row from left to right, UTF-8; NULL is empty. */
void export_field(ExportFile *file, const char *text);
void export_end_row(ExportFile *file);
/* The row before once more. */
void export_repeat_row(ExportFile *file);
void export_blank_line(ExportFile *file);

/* Ends the file and frees it, also when it fails. Fails with INBEELD_ERROR_IO: a write that failed
 * at any time, or a character that the encoding does not have (a programmer's mistake in the
 * exports). */
gboolean export_file_close(ExportFile *file, GError **error);
