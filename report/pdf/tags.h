#pragma once

#include <cairo.h>
#include <glib.h>

/* The structure of a document for a screen reader, written along with the drawing: elements in
 * reading order, nested (Document, Sect, H1-H3, P, L, LI, Table, TR, TH, TD, Figure …).
 *
 * Cairo 1.16 writes the elements but not the text that replaces a figure, nor the scope of a header
 * cell; these are kept in a list beside it, in drawing order, for the finishing of the file
 * (finish.h). What is drawn outside any element is decoration: head, foot, rules, repeated table
 * heads. */
typedef struct Tags Tags;

typedef struct {
    const char *name;  /* interned */
    guint depth;       /* 0: Document */
    guint page;        /* from 1, where it begins */
    char *alternative; /* Figure: sentences that give the message and the numbers */
    const char *scope; /* TH: "Column" or "Row"; else NULL */
} TagRecord;

Tags *tags_new(cairo_t *cr);
void tags_free(Tags *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tags, tags_free)

void tags_set_page(Tags *tags, guint page);
void tags_begin(Tags *tags, const char *name);
void tags_begin_figure(Tags *tags, const char *alternative);
void tags_begin_header_cell(Tags *tags, const char *scope);
/* `target`: an address, or "#name" inside the document; the rectangle on the page. What is drawn
 * until the end is the link's text. */
void tags_begin_link(Tags *tags, const char *target, double x, double y, double width,
                     double height);
void tags_end(Tags *tags);
/* Ends elements until `depth` are open. */
void tags_end_to(Tags *tags, guint depth);
guint tags_depth(const Tags *tags);
/* A place that links and bookmarks lead to. */
void tags_destination(Tags *tags, const char *name, double x, double y);

/* TagRecord of every element begun so far, in drawing order. Borrowed. */
const GArray *tags_records(const Tags *tags);
