#pragma once

#include "report/pdf/document.h"
#include "report/pdf/tags.h"

/* What a PDF still needs after Cairo, so that it is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO
 * 19005-2) at once; what a finished file holds is written in docs/formats/pdf.md.
 *
 * `pdf`: the file as Cairo made it, taken over. `records`: the structure that was drawn
 * (tags_records()). `info`: language, dates. Returns the finished file (transfer full).
 * Errors, all INBEELD_ERROR_INTERNAL: a figure or link without words, a structure that is not the
 * one recorded, a page that cannot be read. Cost: about 8 ms for a report of 10 pages. The same
 * bytes in give the same bytes out. */
GBytes *pdf_finish(GBytes *pdf, const GArray *records, const DocumentInfo *info, GError **error);
