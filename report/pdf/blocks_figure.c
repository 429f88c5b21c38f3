/* Figure: title, subtitle, drawing, how to read it and source, kept together. */
#include "report/pdf/document_private.h"

#define ABOVE_GRAPHIC GRID_UNITS(1)
#define ABOVE_NOTES 6.0

typedef struct {
    Block block;
    FigureInfo info; /* strings owned */
    const char *label;
    Graphic *graphic;
    Caption caption;
    TextBlock *notes;
    char *link; /* markup of the link to the data; NULL: none */
    double graphic_height;
    double notes_top; /* from the top of the graphic */
} Figure;

static char *notes_of(const Figure *figure)
{
    const char *const parts[] = {figure->info.source, figure->link, figure->info.how_to_read};
    g_autoptr(GString) notes = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i] != NULL)
            g_string_append_printf(notes, "%s%s", notes->len > 0 ? " " : "", parts[i]);
    return notes->len > 0 ? g_strdup(notes->str) : NULL;
}

static void figure_measure(Block *block)
{
    Figure *figure = (Figure *)block;
    TextEngine *engine = block_engine(block);
    g_autofree char *notes = notes_of(figure);
    caption_layout(&figure->caption, engine, figure->label, block_markup(block, figure->info.title),
                   block_markup(block, figure->info.subtitle), block->width);
    block->caption_height = caption_height(&figure->caption);
    figure->graphic_height =
        figure->info.height > 0
            ? figure->info.height
            : figure->graphic->class->height(figure->graphic->data, engine, block->width);
    double give = figure->graphic_height * figure->graphic->class->give + block->extra;
    double take = figure->graphic_height * figure->graphic->class->take - block->extra;
    figure->graphic_height += block->extra;
    g_clear_pointer(&figure->notes, text_block_unref);
    double height =
        MAX(block->caption_height, block->caption_room) + ABOVE_GRAPHIC + figure->graphic_height;
    if (notes != NULL) {
        figure->notes = text_block_new(engine, STYLE_SOURCE, block_markup(block, notes),
                                       MIN(block->width, TEXT_MEASURE));
        figure->notes_top = grid_nearest(figure->graphic_height + ABOVE_NOTES);
        height += figure->notes_top - figure->graphic_height + text_block_height(figure->notes);
    }
    Piece *piece = block_add_piece(block, height);
    piece->before = GRID_UNITS(4);
    piece->after = GRID_UNITS(5);
    piece->give = MAX(give, 0);
    piece->take = MAX(take, 0);
}

static void figure_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Figure *figure = (Figure *)block;
    Tags *tags = canvas_tags(canvas);
    (void)piece;
    caption_draw(&figure->caption, canvas, x, y);
    y += MAX(block->caption_height, block->caption_room) + ABOVE_GRAPHIC;
    tags_begin_figure(tags, figure->info.alternative,
                      (TagRectangle){x, y, block->width, figure->graphic_height});
    canvas_record(canvas, BOX_GRAPHIC, x, y, block->width, figure->graphic_height);
    canvas_push_origin(canvas, x, y);
    figure->graphic->class->draw(figure->graphic->data, canvas, block->width,
                                 figure->graphic_height);
    canvas_pop_origin(canvas);
    tags_end(tags);
    if (figure->notes != NULL) {
        tags_begin(tags, "P");
        canvas_text_block(canvas, figure->notes, x, y + figure->notes_top);
        tags_end(tags);
    }
}

static void figure_free(Block *block)
{
    Figure *figure = (Figure *)block;
    caption_clear(&figure->caption);
    g_clear_pointer(&figure->notes, text_block_unref);
    graphic_free(figure->graphic);
    g_free(figure->link);
    g_free((char *)figure->info.title);
    g_free((char *)figure->info.subtitle);
    g_free((char *)figure->info.source);
    g_free((char *)figure->info.how_to_read);
    g_free((char *)figure->info.alternative);
    g_free(figure);
}

static const BlockClass figure_class = {"figure", figure_measure, figure_draw, NULL, figure_free};

/* What a screen reader says: no markup, one space between words, none at the ends. */
static char *words_of(const char *alternative)
{
    if (alternative == NULL)
        return NULL;
    g_autoptr(InlineText) content = inline_parse(alternative, 1);
    g_auto(GStrv) words = g_strsplit_set(content->text, " \n", -1);
    GString *said = g_string_new(NULL);
    for (char **word = words; *word != NULL; word++)
        if (**word != '\0')
            g_string_append_printf(said, "%s%s", said->len > 0 ? " " : "", *word);
    return g_string_free(said, FALSE);
}

const char *flow_figure(Flow *flow, const FigureInfo *info, Graphic *graphic)
{
    Figure *figure = g_new0(Figure, 1);
    figure->info = (FigureInfo){.title = g_strdup(info->title),
                                .subtitle = g_strdup(info->subtitle),
                                .source = g_strdup(info->source),
                                .how_to_read = g_strdup(info->how_to_read),
                                .alternative = words_of(info->alternative),
                                .unnumbered = info->unnumbered,
                                .height = info->height};
    figure->graphic = graphic;
    flow_append(flow, &figure->block, &figure_class);
    LabelInfo label = {info->name, info->title, FALSE, info->unnumbered};
    figure->label = block_add_label(&figure->block, &label);
    DataInfo data = {info->name, figure->label, info->title, info->subtitle, info->source};
    figure->link = block_keep_data(&figure->block, &data, graphic_data(graphic));
    return figure->label;
}
