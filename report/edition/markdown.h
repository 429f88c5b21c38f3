#pragma once

#include <glib.h>

/* The part of Markdown that an editor writes with (docs/formats/texts.md): paragraphs, **strong**,
 * *italic*, [links](https://…), lists with bullets or numbers, ### headings, > boxes, footnotes
 * [^1], and references {zie:waar.kaart}. CommonMark is read by libcmark; everything else of it is
 * refused, so that nothing of a text is lost on the way to the page. */

typedef enum {
    MARKDOWN_PARAGRAPH,
    MARKDOWN_HEADING,
    MARKDOWN_BULLETS,
    MARKDOWN_NUMBERED,
    MARKDOWN_BOX
} MarkdownKind;

typedef struct {
    MarkdownKind kind;
    char *markup;      /* paragraph, heading: as in report/pdf/inline.h; box: its heading or NULL */
    GPtrArray *items;  /* lists: char *, markup of each */
    GPtrArray *blocks; /* box: MarkdownBlock * within it */
} MarkdownBlock;

/* `name`: of the file, for messages. Returns an array of MarkdownBlock (transfer full), or NULL
 * with INBEELD_ERROR_DATA: file, line, what is not known there and what to write instead. */
GPtrArray *markdown_parse(const char *name, const char *text, gsize length, GError **error);
