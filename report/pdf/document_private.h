#pragma once

#include "report/pdf/references.h"

/* What the files of the page engine share about a document. */

typedef struct {
    guint level;     /* 1-3 */
    char *number;    /* "3.1", or "" */
    char *title;     /* markup */
    char *plain;     /* the same without markup, for bookmarks */
    char *name;      /* destination */
    gboolean is_top; /* stands in the document's own flow */
    guint page;      /* after pagination, from 1 */
    double y;
} Heading;

typedef struct {
    const char *figure, *table, *contents, *continued, *data;
} DocumentWords;

TextEngine *document_engine(const ReportDocument *document);
const DocumentInfo *document_info(const ReportDocument *document);
const DocumentWords *document_words(const ReportDocument *document);
/* Registers a heading in order; numbers it. Borrowed. */
Heading *document_add_heading(ReportDocument *document, guint level, const char *title,
                              gboolean numbered);
const GPtrArray *document_headings(const ReportDocument *document); /* Heading * */
/* What texts can point to. */
References *document_references(const ReportDocument *document);
/* Ends sections until one of `level` can begin, and begins it. */
void document_enter_section(ReportDocument *document, Tags *tags, guint level);

/* FigureRecord *, to add to. */
GPtrArray *document_records(ReportDocument *document);
Flow *flow_new(ReportDocument *document);
void block_measure(Block *block, double width);
/* Space between a piece and the one above it (NULL: none) in the same stack: what they want, moved
 * to the baseline grid when the upper one begins on it. */
double piece_gap(const Piece *above, const Piece *below);
/* The heading that a block shows, or NULL when it is another kind of block. */
Heading *block_heading(const Block *block);
