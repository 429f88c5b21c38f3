#pragma once

#include "report/pdf/graphic.h"

/* What stands in a document, one block after another. The document has one flow (document_flow());
 * panels and side-by-side columns have flows of their own inside. Texts are markup as in inline.h;
 * they are copied. A block is laid out when the document is rendered. */
typedef struct Flow Flow;

/* --- heads and text */

/* Title of a report on its first page (23/27) with a grey line under it; `subtitle` may be NULL. */
void flow_title(Flow *flow, const char *title, const char *subtitle);

/* Level 1 chapter, 2 section, 3 subsection. Goes to bookmarks and contents list; numbered "3" and
 * "3.1" for levels 1 and 2 when the document numbers its chapters. Stays with what follows. A
 * chapter starts on a new page when the document asks for that. Returns the name of the place, for
 * links: <a href="#sec-3">; borrowed, lives as long as the document. Only in the document's own
 * flow. */
const char *flow_heading(Flow *flow, guint level, const char *title);
/* A heading without number, for annexes, a colophon or the title of a column. */
const char *flow_heading_unnumbered(Flow *flow, guint level, const char *title);

/* Texts can point to the heading that was added last, <ref name="…"/>: "hoofdstuk 3". */
void flow_name_heading(Flow *flow, const char *name);

/* The same for the block that was added last; `label` as texts print it, "Aanbeveling 3". */
void flow_name_block(Flow *flow, const char *name, const char *label);

void flow_lead(Flow *flow, const char *markup);
void flow_paragraph(Flow *flow, const char *markup);
/* A paragraph that begins with a small framed word, such as the verdict on an estimate. */
void flow_paragraph_with_badge(Flow *flow, const char *badge, const char *markup);
/* Small grey text: notes, how to read, a colophon. */
void flow_note(Flow *flow, const char *markup);
/* Small grey text with what is <b> in ink: a term and what it means. */
void flow_small_print(Flow *flow, const char *markup);
/* `items`: n texts. */
void flow_bullets(Flow *flow, guint n, const char *const *items);
void flow_numbered(Flow *flow, guint n, const char *const *items);

/* --- figures */

typedef struct {
    const char *name; /* "waar.kaart": for texts that point to it and for its data file; the same in
                         every language, unique in a report; NULL: none */
    const char *title;       /* subject of the figure; stands after "Figuur 3.1" */
    const char *subtitle;    /* unit, period, what the band is; NULL: none */
    const char *source;      /* "Bron: …"; NULL: none (say it once under a row of columns) */
    const char *how_to_read; /* "Zo leest u deze figuur: …"; NULL: none */
    const char
        *alternative; /* sentences that give the message and the numbers; markup is left out */
    gboolean unnumbered;
    double height; /* points; 0: what the graphic asks for */
} FigureInfo;

/* Title, subtitle, drawing and source stay together on one page. Takes over `graphic`. Returns the
 * figure's name as printed ("Figuur 3.1"; empty when unnumbered), for sentences that point to it;
 * borrowed, lives as long as the document. */
const char *flow_figure(Flow *flow, const FigureInfo *info, Graphic *graphic);

/* --- boxes and columns */

/* A panel with a heading; what is put in the flow that is returned stands in it. Kept on one
 * page. */
Flow *flow_panel(Flow *flow, const char *heading);

/* `n` flows side by side, together on one page. `shares`: width of each as a fraction of the room
 * without the gaps, or NULL for equal widths. `columns` gets n borrowed flows. Panels that stand
 * alone in their columns get equal heights. */
void flow_columns(Flow *flow, guint n, const double *shares, Flow **columns);

typedef enum { KEY_REGISTERED, KEY_NEUTRAL, KEY_ESTIMATED } KeyKind;

typedef struct {
    KeyKind kind;      /* blue rule and number, grey rule and ink, ochre dashed rule and number */
    const char *value; /* "61", "14–29%", or words: "niet te onderscheiden" */
    const char *text;  /* markup; what is counted in <b>, then the small print */
} KeyFigure;

/* Two to four key figures in a row. */
void flow_key_figures(Flow *flow, guint n, const KeyFigure *figures);

/* --- pages */

/* Contents list: chapters and sections with page numbers; among numbered ones no sections without
 * number. */
void flow_contents(Flow *flow, const char *heading);
/* The numbered figures and tables with their pages, in two columns; nothing when there are none. */
void flow_list_of_figures(Flow *flow, const char *heading);
void flow_list_of_tables(Flow *flow, const char *heading);
/* What is added between these stands on landscape pages of its own, for wide tables. Only in the
 * document's own flow, and not on the first page of a document. */
void flow_landscape_begin(Flow *flow);
void flow_landscape_end(Flow *flow);
void flow_page_break(Flow *flow);
/* The block that was added last ends on the page where the next begins: a sentence that introduces
 * a table. */
void flow_keep_with_next(Flow *flow);
void flow_space(Flow *flow, double height);
