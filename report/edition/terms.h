#pragma once

#include "core/texts.h"

/* Which terms and abbreviations a report used, for a glossary that explains those and no others.
 *
 * Texts: [begrip] explains a term, [begrip-zoek] under the same key says by which words it is
 * recognised, separated by |, small letters, at the start of a word. [afkorting] explains an
 * abbreviation; its key is the abbreviation, recognised as a whole word. */
typedef struct Terms Terms;

typedef enum { TERM_EXPLAINED, TERM_ABBREVIATED } TermKind;

/* Borrows the texts. Returns (transfer full). */
Terms *terms_new(const Texts *texts);
void terms_free(Terms *terms);
/* Notes the terms in a text (markup). Cost: a search for each term that was not seen yet. */
void terms_see(Terms *terms, const char *text);
/* Keys of the terms seen so far, by bytes. Returns (transfer container): borrowed strings. */
GPtrArray *terms_used(const Terms *terms, TermKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Terms, terms_free)
