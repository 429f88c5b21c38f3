#pragma once

#include "report/pdf/text.h"

/* What the files about shaped text share: text.c shapes, text_breaks.c says where lines may not
 * end, text_lines.c measures and paints. */

struct TextBlock {
    gatomicrefcount references;
    TextStyle style;
    PangoLayout *layout;
    InlineText *content;
    double baseline;
    double indent;
};

/* Returns (transfer full). */
TextBlock *text_block_ref(TextBlock *block);

static inline double text_points(int units)
{
    return (double)units / PANGO_SCALE;
}

static inline int text_units(double points)
{
    return (int)(points * PANGO_SCALE + 0.5);
}

/* A copy of `attributes` that keeps lines of `text` from ending at bad places; NULL when there are
 * no such places. In a narrow column words are not tied: there the break would come within a word.
 * `size`: of the letters, points. Returns (transfer full). */
PangoAttrList *text_without_bad_breaks(PangoAttrList *attributes, const char *text, double width,
                                       double size);
/* Ends lines before a range of numbers (3.300–7.000) that would be broken after its dash. Lengths
 * in bytes stay the same. */
void text_mend_ranges(PangoLayout *layout);
