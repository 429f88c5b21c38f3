#include "report/edition/slot_text.h"

#include "report/edition/markdown.h"
#include "report/edition/slots.h"

#include <string.h>

typedef struct {
    Writer *writer;
    Flow *flow;
    guint heading_level; /* of ### */
    gboolean recommends; /* numbered items are recommendations */
    const char *whose;   /* stands at the foot of each box; NULL: it is said elsewhere */
} SlotText;

static const GPtrArray *find(const Writer *writer, const char *slot)
{
    const EditionContext *context = writer->context;
    return slots_find(context->slots, slot, context->edition,
                      area_code(writer->areas, writer->area));
}

/* "Aanbeveling 3. …", a place that texts can point to. */
static void append_recommendations(const SlotText *text, const GPtrArray *items)
{
    Writer *writer = text->writer;
    for (guint i = 0; i < items->len; i++) {
        const char *n = writer_count(writer, ++writer->n_recommendations);
        const char *label = writer_say(writer, "redactie.aanbeveling", "n", n);
        g_autofree char *name = g_strconcat("aanbeveling.", n, NULL);
        flow_paragraph(text->flow, writer_say(writer, "redactie.aanbeveling-tekst", "label", label,
                                              "tekst", g_ptr_array_index(items, i)));
        flow_name_block(text->flow, name, label);
    }
}

static void append_blocks(const SlotText *text, const GPtrArray *blocks);

static void append_list(const SlotText *text, const MarkdownBlock *block)
{
    const char *const *items = (const char *const *)block->items->pdata;
    if (block->kind == MARKDOWN_BULLETS)
        flow_bullets(text->flow, block->items->len, items);
    else if (text->recommends)
        append_recommendations(text, block->items);
    else
        flow_numbered(text->flow, block->items->len, items);
}

static void append_block(const SlotText *text, const MarkdownBlock *block)
{
    switch (block->kind) {
    case MARKDOWN_PARAGRAPH:
        flow_paragraph(text->flow, block->markup);
        break;
    case MARKDOWN_HEADING:
        flow_heading_unnumbered(text->flow, text->heading_level, block->markup);
        break;
    case MARKDOWN_BOX: {
        SlotText inside = *text;
        inside.flow = flow_panel(text->flow, block->markup);
        inside.whose = NULL;
        append_blocks(&inside, block->blocks);
        if (text->whose != NULL)
            flow_note(inside.flow, text->whose);
        break;
    }
    default:
        append_list(text, block);
    }
}

static void append_blocks(const SlotText *text, const GPtrArray *blocks)
{
    for (guint i = 0; i < blocks->len; i++)
        append_block(text, g_ptr_array_index(blocks, i));
}

static const char *whose(Writer *writer, const char *slot)
{
    return strcmp(slot, "naschrift") == 0 ? writer_say(writer, "redactie.van-gemeente")
                                          : writer_say(writer, "redactie.van-redactie");
}

static gboolean append(Writer *writer, const char *slot, guint level)
{
    const GPtrArray *blocks = find(writer, slot);
    if (blocks == NULL)
        return FALSE;
    g_autofree char *key = g_strconcat("redactie.", slot, NULL);
    flow_heading_unnumbered(writer->flow, level, writer_say(writer, key));
    flow_note(writer->flow, whose(writer, slot));
    flow_keep_with_next(writer->flow);
    SlotText text = {writer, writer->flow, level + 1, strcmp(slot, "aanbevelingen") == 0, NULL};
    append_blocks(&text, blocks);
    return TRUE;
}

gboolean slot_append(Writer *writer, const char *slot)
{
    return append(writer, slot, 2);
}

gboolean slot_append_chapter(Writer *writer, const char *slot)
{
    return append(writer, slot, 1);
}

static gboolean has_boxes_alone(const GPtrArray *blocks)
{
    for (guint i = 0; i < blocks->len; i++)
        if (((const MarkdownBlock *)g_ptr_array_index(blocks, i))->kind != MARKDOWN_BOX)
            return FALSE;
    return TRUE;
}

/* The file of a box may hold several, with or without the > before its lines. Whose text it is
 * stands in each box, or before text without a box: never on a page of its own. */
gboolean slot_append_box(Writer *writer, const char *slot)
{
    const GPtrArray *blocks = find(writer, slot);
    if (blocks == NULL)
        return FALSE;
    gboolean boxes = has_boxes_alone(blocks);
    if (!boxes) {
        flow_note(writer->flow, whose(writer, slot));
        flow_keep_with_next(writer->flow);
    }
    SlotText text = {writer, writer->flow, 3, FALSE, boxes ? whose(writer, slot) : NULL};
    append_blocks(&text, blocks);
    return TRUE;
}
