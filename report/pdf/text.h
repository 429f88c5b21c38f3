#pragma once

#include "report/pdf/inline.h"
#include "report/pdf/theme.h"

#include <cairo.h>
#include <pango/pango.h>

/* Shaped text. Sizes are unhinted and glyph positions sub-pixel, so that the same text has the same
 * width at every resolution and on every machine with the same font files. */

/* Fonts, styles and a store of shaped texts; made once per process and used for all its documents
 * (shaping the same heading 342 times is what would cost the time). Not for several threads. */
typedef struct TextEngine TextEngine;

/* Fails with INBEELD_ERROR_CONFIG when fontconfig has no Inter (Debian: fonts-inter). Threads of
 * fontconfig still sort fonts when it returns: a process that forks opens its engine after that, or
 * the child may wait for ever for a lock that was held. */
TextEngine *text_engine_new(GError **error);
void text_engine_free(TextEngine *engine);
/* A document is drawn: of its texts only those stay that others use as well (text_store.h). */
void text_engine_end_document(TextEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextEngine, text_engine_free)

/* A text in one style, broken into lines of `width` points (negative: one line). Shared: release
 * with text_block_unref(). */
typedef struct TextBlock TextBlock;

/* `markup` as in inline.h. A short last word stays with the one before it, a number with the unit
 * or the word "procent" behind it, "€", "p.", "art." and initials with what follows, and no line
 * ends within a range of numbers. Returns (transfer full). */
TextBlock *text_block_new(TextEngine *engine, TextStyle style, const char *markup, double width);
/* As above for text from data: no markup, nothing to escape. */
TextBlock *text_block_new_plain(TextEngine *engine, TextStyle style, const char *text,
                                double width);
/* With footnotes numbered from first_note on. */
TextBlock *text_block_new_with_notes(TextEngine *engine, TextStyle style, const char *markup,
                                     double width, guint first_note);
/* First line indented by `indent` points, for a badge or a run-in head. */
TextBlock *text_block_new_indented(TextEngine *engine, TextStyle style, const char *markup,
                                   double width, double indent);
/* A heading: as above, lines of about equal length instead of a full line and a scrap. */
TextBlock *text_block_new_balanced(TextEngine *engine, TextStyle style, const char *markup,
                                   double width);
void text_block_unref(TextBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextBlock, text_block_unref)

guint text_block_n_lines(const TextBlock *block);
double text_block_height(const TextBlock *block); /* lines times leading */
double text_block_width(const TextBlock *block);  /* of the longest line, without trailing space */
double text_block_line_width(const TextBlock *block, guint line);
double text_block_leading(const TextBlock *block);
/* From the top of a line to its baseline: whole units of the grid in styles with such a leading,
 * so that lines whose tops are on the grid stand on it. */
double text_block_baseline(const TextBlock *block);
/* How far the grid lifts the lines of a style from the middle of their leading, points; less than
 * zero: how far it lowers them. */
double text_lift(const TextEngine *engine, TextStyle style);
const InlineText *text_block_content(const TextBlock *block);
TextStyle text_block_style(const TextBlock *block);
/* The words of one line. Returns (transfer full). */
char *text_block_line_text(const TextBlock *block, guint line);
/* Area covered by the glyphs of a line, relative to the line's start on the baseline. Empty (width
 * 0) for a line of spaces. */
void text_block_line_ink(const TextBlock *block, guint line, double *x, double *y, double *width,
                         double *height);
/* Whether a word had to be cut because it is wider than the text (a fault of the layout). */
gboolean text_block_is_cut(const TextBlock *block);

/* Paints one line with its baseline at (x, baseline), in the current source colour. */
void text_block_show_line(const TextBlock *block, guint line, cairo_t *cr, double x,
                          double baseline);

/* The first line as shapes instead of text: a watermark. */
void text_block_fill_outline(const TextBlock *block, cairo_t *cr, double x, double baseline);

/* The runs of a line that begin within bytes [start, end) of the text: a link, or what stands
 * between links. */
void text_block_show_part(const TextBlock *block, guint line, guint start, guint end, cairo_t *cr,
                          double x, double baseline);
void text_block_line_bytes(const TextBlock *block, guint line, guint *start, guint *end);

/* Horizontal stretch of bytes [start, end) on a line; FALSE when the line has none of them. */
gboolean text_block_span_on_line(const TextBlock *block, guint line, guint start, guint end,
                                 double *x, double *width);

/* Width in points of a plain text in one line. */
double text_width(TextEngine *engine, TextStyle style, const char *text);
/* Width of the widest word: no column can be narrower. */
double text_widest_word(TextEngine *engine, TextStyle style, const char *text);
