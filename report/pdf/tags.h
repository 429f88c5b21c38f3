#pragma once

#include <cairo.h>
#include <glib.h>

/* The structure of a document for a screen reader, written along with the drawing: elements in
 * reading order, nested (Document, Sect, H1-H3, P, L, LI, Table, TR, TH, TD, Figure …).
 *
 * Cairo 1.16 marks the content; the elements are kept in a list beside it, in drawing order, with
 * what Cairo has no words for (the text that replaces a figure, the scope of a header cell), and
 * written when the file is finished (finish.h). What is drawn outside any element is decoration:
 * head, foot, rules, repeated table heads. */
typedef struct Tags Tags;

typedef struct {
    double x, y, width, height; /* points, from the left top of the page */
} TagRectangle;

typedef struct {
    const char *name;      /* interned */
    guint depth;           /* 0: Document */
    guint page;            /* from 1, where it begins */
    char *alternative;     /* Figure: sentences that give the message and the numbers; Link: its
                              words and where it leads */
    const char *scope;     /* TH: "Column" or "Row"; else NULL */
    guint columns, rows;   /* TH, TD: how many it spans; 0 or 1: one */
    const char *numbering; /* L: "Decimal" or "Disc"; else NULL */
    TagRectangle room;     /* Figure */
    guint continues; /* 1 + index of the record that this goes on with, on the next page or line;
                        0: none */
} TagRecord;

/* Whether an element of this name may have content of its own. Those that only hold other elements
 * are not told to Cairo, of whose structure nothing is used but the marks around content. */
gboolean tags_hold_content(const char *name);

Tags *tags_new(cairo_t *cr);
void tags_free(Tags *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tags, tags_free)

void tags_set_page(Tags *tags, guint page);
void tags_begin(Tags *tags, const char *name);
/* The rest of the element of this name that was begun last at this depth: a paragraph that goes on
 * on the next page, the next line of a list item. One element in the finished file. */
void tags_begin_rest(Tags *tags, const char *name);
void tags_begin_list(Tags *tags, gboolean numbered);
/* `room`: what the figure takes of the page. */
void tags_begin_figure(Tags *tags, const char *alternative, TagRectangle room);
/* `columns`, `rows`: how many it spans. */
void tags_begin_header_cell(Tags *tags, const char *scope, guint columns, guint rows);
void tags_begin_cell(Tags *tags, guint columns);
/* `target`: an address, or "#name" inside the document; `words`: the text of the link; `room`: its
 * place on the page. What is drawn until the end is the link's text. */
void tags_begin_link(Tags *tags, const char *target, const char *words, TagRectangle room);
void tags_end(Tags *tags);
/* Ends elements until `depth` are open. */
void tags_end_to(Tags *tags, guint depth);
guint tags_depth(const Tags *tags);
/* A place that links and bookmarks lead to. */
void tags_destination(Tags *tags, const char *name, double x, double y);

/* TagRecord of every element begun so far, in drawing order. Borrowed. */
const GArray *tags_records(const Tags *tags);
