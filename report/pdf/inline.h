#pragma once

#include <glib.h>

/* Markup inside a line of text, for texts that editors write:
 *   <b>strong</b>  <i>italic</i>  <a href="https://…">link</a>  <a href="#sec-3">inside</a>
 *   <note>text of a footnote</note>
 *   <ref name="waar.kaart"/>  the label of a figure, table or heading, see references.h
 * and the entities &amp; &lt; &gt; &quot; &apos;. Text from data goes through inline_escape()
 * first.
 *
 * A straight apostrophe becomes a typographic one, the last word of a text is tied to the one
 * before it when it is short, and a number is tied to the unit or the word "procent" after it. */
typedef enum { INLINE_STRONG, INLINE_ITALIC, INLINE_LINK } InlineKind;

typedef struct {
    InlineKind kind;
    guint start, end; /* bytes in text */
    char *target;     /* INLINE_LINK: address, or #name inside the document */
} InlineSpan;

typedef struct {
    char *text;       /* UTF-8 without markup; note marks are superscript figures in it */
    GArray *spans;    /* InlineSpan */
    GPtrArray *notes; /* char *, markup of each footnote in order; NULL when there are none */
} InlineText;

/* `first_note`: number of the first footnote in this text. Markup that cannot be read is shown as
 * it is, with a warning in the log: a page is never lost to an editor's slip. Returns (transfer
 * full). */
InlineText *inline_parse(const char *markup, guint first_note);
void inline_free(InlineText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InlineText, inline_free)

/* Text as markup that shows exactly that text. Returns (transfer full). */
char *inline_escape(const char *text);

/* "¹²": a number in superscript figures. Returns (transfer full). */
char *inline_superscript(guint number);
