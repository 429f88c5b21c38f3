#pragma once

#include "core/format.h"
#include "report/pdf/tags.h"

#include <gio/gio.h>

/* What a PDF still needs after Cairo: here the finishing for accessibility and archiving takes
 * place (alternative texts and scopes of `records`, language, metadata). For now the file passes
 * unchanged. Takes over `pdf`. Returns (transfer full), or NULL with an error. */
GBytes *pdf_finish(GBytes *pdf, const GArray *records, Language language, GError **error);
