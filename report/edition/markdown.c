#include "report/edition/markdown.h"

#include "core/error.h"
#include "core/texts.h"

#include <cmark.h>
#include <string.h>

#define HEADING_LEVEL 3
#define LONGEST_BOX 2500 /* bytes: a box stands on one page */

typedef struct {
    const char *name;
    GHashTable *notes; /* id -> Markdown of the footnote */
    GHashTable *used;  /* ids that a text points to */
    GError **error;
} Reader;

static void block_free(gpointer data)
{
    MarkdownBlock *block = data;
    g_free(block->markup);
    g_clear_pointer(&block->items, g_ptr_array_unref);
    g_clear_pointer(&block->blocks, g_ptr_array_unref);
    g_free(block);
}

static MarkdownBlock *block_new(MarkdownKind kind)
{
    MarkdownBlock *block = g_new0(MarkdownBlock, 1);
    block->kind = kind;
    return block;
}

/* Inline nodes have no line of their own. */
static int line_of(cmark_node *node)
{
    while (node != NULL && cmark_node_get_start_line(node) == 0)
        node = cmark_node_parent(node);
    return node != NULL ? cmark_node_get_start_line(node) : 1;
}

static gboolean refuse(const Reader *reader, cmark_node *node, const char *problem)
{
    g_set_error(reader->error, INBEELD_ERROR, INBEELD_ERROR_DATA, "%s:%d: %s", reader->name,
                line_of(node), problem);
    return FALSE;
}

/* What an editor can do instead. */
static gboolean refuse_kind(const Reader *reader, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_CODE_BLOCK:
        return refuse(reader, node,
                      "a line that begins with four spaces or ``` is code; take the spaces away");
    case CMARK_NODE_CODE:
        return refuse(reader, node, "`code` is not known here; write the word without marks");
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        return refuse(reader, node, "HTML is not known here; write **strong**, *italic* or a link");
    case CMARK_NODE_THEMATIC_BREAK:
        return refuse(reader, node, "a line of --- is not known here; begin a ### heading instead");
    case CMARK_NODE_IMAGE:
        return refuse(reader, node,
                      "an image cannot be placed; point to a figure of the report "
                      "with {zie:name}");
    default:
        return refuse(reader, node,
                      "this cannot stand here; write paragraphs, lists, ### headings "
                      "or > boxes");
    }
}

/* --- inline */

static gboolean append_inlines(Reader *reader, cmark_node *parent, GString *out);

static gboolean append_note(Reader *reader, cmark_node *node, const char *id, GString *out)
{
    const char *text = g_hash_table_lookup(reader->notes, id);
    if (text == NULL) {
        g_autofree char *problem =
            g_strdup_printf("there is no footnote [^%s]; add a line [^%s]: with its text", id, id);
        return refuse(reader, node, problem);
    }
    g_hash_table_add(reader->used, g_strdup(id));
    cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
    cmark_node *paragraph = cmark_node_first_child(document);
    gboolean whole = paragraph != NULL && cmark_node_next(paragraph) == NULL &&
                     cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH;
    g_string_append(out, "<note>");
    gboolean done = whole ? append_inlines(reader, paragraph, out)
                          : refuse(reader, node, "a footnote is one paragraph on one line");
    g_string_append(out, "</note>");
    cmark_node_free(document);
    return done;
}

/* Text with its footnotes and references. */
static gboolean append_text(Reader *reader, cmark_node *node, GString *out)
{
    const char *text = cmark_node_get_literal(node);
    for (const char *mark; (mark = strstr(text, "[^")) != NULL;) {
        const char *end = strchr(mark, ']');
        if (end == NULL)
            break;
        g_autofree char *before = g_markup_escape_text(text, mark - text);
        g_autofree char *id = g_strndup(mark + 2, (gsize)(end - mark - 2));
        g_string_append(out, before);
        if (!append_note(reader, node, id, out))
            return FALSE;
        text = end + 1;
    }
    g_autofree char *rest = g_markup_escape_text(text, -1);
    g_string_append(out, rest);
    return TRUE;
}

static gboolean append_link(Reader *reader, cmark_node *node, GString *out)
{
    const char *url = cmark_node_get_url(node);
    if (!g_str_has_prefix(url, "https://") && !g_str_has_prefix(url, "http://") &&
        !g_str_has_prefix(url, "mailto:"))
        return refuse(reader, node, "a link needs an address that begins with https://");
    g_autofree char *escaped = g_markup_escape_text(url, -1);
    g_string_append_printf(out, "<a href=\"%s\">", escaped);
    if (!append_inlines(reader, node, out))
        return FALSE;
    g_string_append(out, "</a>");
    return TRUE;
}

static gboolean append_marked(Reader *reader, cmark_node *node, const char *element, GString *out)
{
    g_string_append_printf(out, "<%s>", element);
    if (!append_inlines(reader, node, out))
        return FALSE;
    g_string_append_printf(out, "</%s>", element);
    return TRUE;
}

static gboolean append_inline(Reader *reader, cmark_node *node, GString *out)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        return append_text(reader, node, out);
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        g_string_append_c(out, ' ');
        return TRUE;
    case CMARK_NODE_STRONG:
        return append_marked(reader, node, "b", out);
    case CMARK_NODE_EMPH:
        return append_marked(reader, node, "i", out);
    case CMARK_NODE_LINK:
        return append_link(reader, node, out);
    default:
        return refuse_kind(reader, node);
    }
}

static gboolean append_inlines(Reader *reader, cmark_node *parent, GString *out)
{
    cmark_consolidate_text_nodes(parent);
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
         node = cmark_node_next(node))
        if (!append_inline(reader, node, out))
            return FALSE;
    return TRUE;
}

/* Returns (transfer full), or NULL with an error. */
static char *inline_markup(Reader *reader, cmark_node *node)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (!append_inlines(reader, node, out))
        return NULL;
    g_autoptr(GError) problem = NULL;
    char *markup = texts_with_references(out->str, &problem);
    if (markup == NULL)
        refuse(reader, node, problem->message);
    return markup;
}

/* --- blocks */

static gboolean add_blocks(Reader *reader, cmark_node *parent, gboolean in_box, GPtrArray *blocks);

static gboolean add_item(Reader *reader, cmark_node *item, GPtrArray *items)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    if (paragraph == NULL || cmark_node_next(paragraph) != NULL ||
        cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH)
        return refuse(reader, item,
                      "an item of a list is one paragraph; take the list within it, "
                      "or its second paragraph, out of the list");
    char *markup = inline_markup(reader, paragraph);
    if (markup != NULL)
        g_ptr_array_add(items, markup);
    return markup != NULL;
}

static gboolean add_list(Reader *reader, cmark_node *node, GPtrArray *blocks)
{
    gboolean bullets = cmark_node_get_list_type(node) == CMARK_BULLET_LIST;
    MarkdownBlock *block = block_new(bullets ? MARKDOWN_BULLETS : MARKDOWN_NUMBERED);
    block->items = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(blocks, block);
    for (cmark_node *item = cmark_node_first_child(node); item != NULL;
         item = cmark_node_next(item))
        if (!add_item(reader, item, block->items))
            return FALSE;
    return TRUE;
}

static gsize text_length(const GPtrArray *blocks)
{
    gsize length = 0;
    for (guint i = 0; i < blocks->len; i++) {
        const MarkdownBlock *block = g_ptr_array_index(blocks, i);
        length += block->markup != NULL ? strlen(block->markup) : 0;
        for (guint j = 0; block->items != NULL && j < block->items->len; j++)
            length += strlen(g_ptr_array_index(block->items, j));
    }
    return length;
}

/* A heading at the start of a box is the heading of the box. */
static gboolean add_box(Reader *reader, cmark_node *node, GPtrArray *blocks)
{
    MarkdownBlock *block = block_new(MARKDOWN_BOX);
    block->blocks = g_ptr_array_new_with_free_func(block_free);
    g_ptr_array_add(blocks, block);
    if (!add_blocks(reader, node, TRUE, block->blocks))
        return FALSE;
    if (text_length(block->blocks) > LONGEST_BOX)
        return refuse(reader, node,
                      "a box stands on one page and has room for 2,500 characters; "
                      "make two of it");
    MarkdownBlock *first = block->blocks->len > 0 ? g_ptr_array_index(block->blocks, 0) : NULL;
    if (first != NULL && first->kind == MARKDOWN_HEADING) {
        block->markup = g_steal_pointer(&first->markup);
        g_ptr_array_remove_index(block->blocks, 0);
    }
    return TRUE;
}

static gboolean add_text(Reader *reader, cmark_node *node, MarkdownKind kind, GPtrArray *blocks)
{
    char *markup = inline_markup(reader, node);
    if (markup == NULL)
        return FALSE;
    MarkdownBlock *block = block_new(kind);
    block->markup = markup;
    g_ptr_array_add(blocks, block);
    return TRUE;
}

static gboolean add_heading(Reader *reader, cmark_node *node, gboolean in_box, GPtrArray *blocks)
{
    if (cmark_node_get_heading_level(node) != HEADING_LEVEL)
        return refuse(reader, node, "headings have three marks: ### Heading");
    if (in_box && blocks->len > 0)
        return refuse(reader, node, "a box has one heading, at its start");
    return add_text(reader, node, MARKDOWN_HEADING, blocks);
}

static gboolean add_block(Reader *reader, cmark_node *node, gboolean in_box, GPtrArray *blocks)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        return add_text(reader, node, MARKDOWN_PARAGRAPH, blocks);
    case CMARK_NODE_HEADING:
        return add_heading(reader, node, in_box, blocks);
    case CMARK_NODE_LIST:
        return add_list(reader, node, blocks);
    case CMARK_NODE_BLOCK_QUOTE:
        return in_box ? refuse(reader, node, "a box cannot stand in a box")
                      : add_box(reader, node, blocks);
    default:
        return refuse_kind(reader, node);
    }
}

static gboolean add_blocks(Reader *reader, cmark_node *parent, gboolean in_box, GPtrArray *blocks)
{
    for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
         node = cmark_node_next(node))
        if (!add_block(reader, node, in_box, blocks))
            return FALSE;
    return TRUE;
}

/* --- footnotes: lines [^1]: text, which CommonMark does not know */

/* Keeps the lines of footnotes apart and leaves empty lines in their place, so that line numbers
 * hold. Returns the text without them (transfer full). */
static char *take_notes(const char *text, GHashTable *notes)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        char *end = g_str_has_prefix(*line, "[^") ? strstr(*line, "]:") : NULL;
        if (end == NULL)
            continue;
        g_hash_table_insert(notes, g_strndup(*line + 2, (gsize)(end - *line - 2)),
                            g_strstrip(g_strdup(end + 2)));
        **line = '\0';
    }
    return g_strjoinv("\n", lines);
}

static gboolean check_notes_used(const Reader *reader)
{
    GHashTableIter iter;
    gpointer id;
    g_hash_table_iter_init(&iter, reader->notes);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        if (!g_hash_table_contains(reader->used, id)) {
            g_set_error(reader->error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                        "%s: no text points to the footnote [^%s]; put its mark in a sentence",
                        reader->name, (char *)id);
            return FALSE;
        }
    return TRUE;
}

GPtrArray *markdown_parse(const char *name, const char *text, gsize length, GError **error)
{
    if (!g_utf8_validate(text, (gssize)length, NULL)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "%s: is not UTF-8; save it as UTF-8 text", name);
        return NULL;
    }
    g_autofree char *copy = g_strndup(text, length);
    g_autoptr(GHashTable) notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *body = take_notes(copy, notes);
    Reader reader = {name, notes, used, error};
    cmark_node *document =
        cmark_parse_document(body, strlen(body), CMARK_OPT_DEFAULT | CMARK_OPT_SMART);
    g_autoptr(GPtrArray) blocks = g_ptr_array_new_with_free_func(block_free);
    gboolean read = add_blocks(&reader, document, FALSE, blocks) && check_notes_used(&reader);
    cmark_node_free(document);
    return read ? g_steal_pointer(&blocks) : NULL;
}
