#include "tests/support/edition_draw.h"

#include "report/pdf/canvas.h"
#include "tests/support/layout_check.h"
#include "tests/support/pdf_check.h"

#include <check.h>
#include <string.h>

Writer *edition_draw(const EditionContext *context, EditionCompose compose, const char *area)
{
    Writer *writer =
        writer_new(context, area != NULL ? area_find_code(context->areas, area) : AREA_NONE);
    compose(writer);
    document_keep_boxes(writer->document);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = document_render(writer->document, &error);
    ck_assert_msg(bytes != NULL, "%s", error != NULL ? error->message : "");
    g_autofree char *faults = pdf_faults(bytes);
    g_autofree char *blanks = alternative_faults(document_tag_records(writer->document));
    ck_assert_msg(faults == NULL, "%s: %s", area, faults);
    ck_assert_msg(blanks == NULL, "%s: %s", area, blanks);
    return writer;
}

static const LayoutBox *box(const GArray *boxes, guint i)
{
    return &g_array_index(boxes, LayoutBox, i);
}

gboolean edition_is_drawn(const Writer *writer, const char *words)
{
    const GArray *boxes = document_layout_boxes(writer->document);
    for (guint i = 0; i < boxes->len; i++)
        if (box(boxes, i)->text != NULL && strstr(box(boxes, i)->text, words) != NULL)
            return TRUE;
    return FALSE;
}

char *edition_text(const Writer *writer)
{
    const GArray *boxes = document_layout_boxes(writer->document);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < boxes->len; i++)
        if (box(boxes, i)->text != NULL && box(boxes, i)->in_body)
            g_string_append_printf(text, "%s ", box(boxes, i)->text);
    g_autoptr(GRegex) blanks = g_regex_new("\\s+", 0, 0, NULL);
    return g_regex_replace_literal(blanks, text->str, -1, 0, " ", 0, NULL);
}

void edition_check_layout(const Writer *writer, const char *what)
{
    g_autofree char *faults = layout_faults(document_layout_boxes(writer->document));
    ck_assert_msg(faults == NULL, "%s: %s", what, faults);
    g_autofree char *off_grid = grid_faults(document_layout_boxes(writer->document));
    ck_assert_msg(off_grid == NULL, "%s: %s", what, off_grid);
}
