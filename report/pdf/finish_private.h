#pragma once

/* What the files of the finishing share: one subject each, on one open file. */
#include "report/pdf/document.h"
#include "report/pdf/tags.h"

#include <qpdf/qpdf-c.h>

/* --- objects: thin names for qpdf's calls; handles live until the file is closed */

qpdf_oh pdf_name(qpdf_data qpdf, const char *name); /* "/Name" */
qpdf_oh pdf_text(qpdf_data qpdf, const char *utf8);
qpdf_oh pdf_integer(qpdf_data qpdf, gint64 value);
/* Any object in the notation of a file, such as "<< /Marked true >>". */
qpdf_oh pdf_parsed(qpdf_data qpdf, const char *notation);
/* A new stream with these data. */
qpdf_oh pdf_stream(qpdf_data qpdf, const void *data, gsize length);
void pdf_set(qpdf_data qpdf, qpdf_oh dictionary, const char *key, qpdf_oh value);
qpdf_oh pdf_get(qpdf_data qpdf, qpdf_oh dictionary, const char *key);
gboolean pdf_has(qpdf_data qpdf, qpdf_oh dictionary, const char *key);
/* Replaces the data of a stream, deflated as far as it goes. */
void pdf_replace_data(qpdf_data qpdf, qpdf_oh stream, const void *data, gsize length);
/* FALSE, with qpdf's own message, when any call before has failed. */
gboolean pdf_ok(qpdf_data qpdf, GError **error);

/* --- subjects */

/* Attributes of the structure elements from the records; one element for what goes on over lines or
 * pages; notes out of the lists and tables they were drawn in; words of links. */
gboolean finish_structure(qpdf_data qpdf, const GArray *records, GError **error);
/* Per page: order of the tab key; what is painted outside the structure marked as decoration. */
gboolean finish_pages(qpdf_data qpdf, GError **error);
/* The content of a page with all painting outside marked content wrapped as Artifact: running head
 * and foot (above and below the body of a page of this height), watermark, or layout. Returns NULL
 * with an error when the content is not what a page can hold. */
GString *finish_content(const char *content, gsize length, double page_height, GError **error);
/* XMP, equal to the Info dictionary, whose dates and producer are set here. */
void finish_metadata(qpdf_data qpdf, Language language, gint64 created);
/* Language, title in the window, colour of the whole document. */
void finish_catalog(qpdf_data qpdf, Language language);
void finish_fonts(qpdf_data qpdf);
/* The first identifier of the file: SHA-256 of its bytes before finishing, cut to 16. */
void finish_identity(qpdf_data qpdf, GBytes *before);

/* An ICC profile (version 4, display, three curves and a matrix) of IEC 61966-2-1 sRGB. Returns
 * (transfer full). */
GBytes *finish_srgb_profile(void);
