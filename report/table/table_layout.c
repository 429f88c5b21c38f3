/* How a table stands on a page: its rows as pieces, its heads. */
#include "report/pdf/block.h"
#include "report/table/table_shades.h"
#include "report/table/table_widths.h"

#define MAX_EXTRA 74.0 /* widening of a column beyond its content */
#define NARROW_EXTRA 16.0
/* Points, with the heads: up to a fifth of a page a table stays whole; up to half a page where that
 * leaves no large hole. */
#define SMALL_TABLE 140.0
#define WHOLE_TABLE 335.0
#define LEAST_ROWS 3 /* on either side of a break between pages */
#define HEAD_ABOVE GRID_UNITS(1)
#define HEAD_BELOW GRID_UNITS(1)
#define SPAN_ABOVE GRID_UNITS(1)
#define SPAN_BELOW GRID_UNITS(1)
#define CAPTION_BELOW GRID_UNITS(1)
#define KEY_BELOW GRID_UNITS(1)
#define GROUP_ABOVE GRID_UNITS(1)

typedef struct {
    Block block;
    ReportTable *table;
    char *title, *subtitle, *continued_title;
    const char *label;
    gboolean compact, narrow, has_notes;
    Caption caption;
    char *shade_head, **shade_names; /* NULL: no shades */
    TableWidths widths;
    double key_height;  /* of the key to the shades */
    double span_height; /* of the upper level of heads; 0: none */
    double head_height;
} TableBlock;

static double row_padding(const TableBlock *block)
{
    return block->compact ? GRID_UNITS(0.5) : GRID_UNITS(1);
}

/* The text of a row stands on the grid; its rules and shades stand so that it is in their middle.
 */
static double text_top(const TableBlock *block)
{
    return grid_nearest(row_padding(block) + text_lift(block_engine(&block->block), STYLE_TABLE));
}

static double rule_shift(const TableBlock *block)
{
    return text_top(block) - row_padding(block) -
           text_lift(block_engine(&block->block), STYLE_TABLE);
}

/* --- texts */

static TextBlock *cell_text(const TableBlock *block, guint row, guint column)
{
    const TableCell *cell = table_cell(block->table, row, column);
    const TableRow *data = table_row(block->table, row);
    double width =
        data->kind == TABLE_ROW_GROUP ? block->widths.width : block->widths.places[column].width;
    TextEngine *engine = block_engine(&block->block);
    /* Half a point of grace: the column was measured with these very words. */
    gboolean one_line =
        cell->is_number || text_width(engine, table_cell_style(data), cell->text) <= width;
    return text_block_new_plain(engine, table_cell_style(data), cell->text,
                                one_line ? -1 : width + 0.5);
}

static TextBlock *head_text(const TableBlock *block, guint column)
{
    return text_block_new_plain(
        block_engine(&block->block), STYLE_TABLE_STRONG, table_column(block->table, column)->title,
        block->widths.places[column].width - 2 * table_column_padding(block->table, column) + 0.5);
}

static double span_width(const TableBlock *block, guint column)
{
    guint last = column + table_column(block->table, column)->span - 1;
    return block->widths.places[last].left + block->widths.places[last].width -
           block->widths.places[column].left;
}

static TextBlock *span_text(const TableBlock *block, guint column)
{
    g_autofree char *words = table_span_words(block->table, column);
    return text_block_new_plain(block_engine(&block->block), STYLE_TABLE_STRONG, words,
                                span_width(block, column) + 0.5);
}

/* --- measuring */

static double row_height(const TableBlock *block, guint row)
{
    double height = theme_style(STYLE_TABLE)->leading;
    for (guint i = 0; i < table_row(block->table, row)->cells->len; i++) {
        g_autoptr(TextBlock) text = cell_text(block, row, i);
        height = MAX(height, text_block_height(text));
    }
    double above =
        table_row(block->table, row)->kind == TABLE_ROW_GROUP && row > 0 ? GROUP_ABOVE : 0;
    return height + above + 2 * row_padding(block);
}

static void add_row_piece(TableBlock *block, guint row)
{
    Piece *piece = block_add_piece(&block->block, row_height(block, row));
    piece->notes = table_row(block->table, row)->notes;
    piece->first_note = table_row(block->table, row)->first_note;
}

static void measure_heads(TableBlock *block)
{
    block->span_height = 0;
    block->head_height = 0;
    for (guint i = 0; i < block->table->columns->len; i++) {
        g_autoptr(TextBlock) head = head_text(block, i);
        block->head_height = MAX(block->head_height, text_block_height(head));
        if (table_column(block->table, i)->span == 0)
            continue;
        g_autoptr(TextBlock) span = span_text(block, i);
        block->span_height =
            MAX(block->span_height, SPAN_ABOVE + text_block_height(span) + SPAN_BELOW);
    }
    block->head_height += HEAD_ABOVE + HEAD_BELOW;
}

static double whole_height(const TableBlock *block)
{
    double height = 0;
    for (guint i = 0; i < block->block.pieces->len; i++)
        height += block_piece(&block->block, i)->height;
    return height;
}

static gboolean ends_part(const TableBlock *block, guint row)
{
    return row >= block->table->rows->len || table_row(block->table, row)->kind != TABLE_ROW;
}

/* Whether a row stays with the next: three rows at least on either side of a break, and never one
 * row of a group alone. */
static gboolean stays_with_next(const TableBlock *block, guint row)
{
    TableRowKind kind = table_row(block->table, row)->kind;
    gboolean after_group = row > 0 && table_row(block->table, row - 1)->kind == TABLE_ROW_GROUP;
    return row + 1 < LEAST_ROWS || row + LEAST_ROWS >= block->table->rows->len ||
           kind == TABLE_ROW_GROUP || (after_group && !ends_part(block, row + 1)) ||
           ends_part(block, row + 2);
}

static void set_breaks(TableBlock *block)
{
    guint n = block->table->rows->len;
    double height = whole_height(block);
    for (guint i = 0; i < n; i++) {
        Piece *piece = block_piece(&block->block, i + 1);
        piece->keep_with_next =
            i + 1 < n ? height <= SMALL_TABLE || stays_with_next(block, i) : block->has_notes;
        piece->keep_if_small = height <= WHOLE_TABLE && i + 1 < n;
    }
    block_piece(&block->block, 0)->keep_with_next = n > 0 || block->has_notes;
}

static void table_measure(Block *base)
{
    TableBlock *block = (TableBlock *)base;
    caption_layout(&block->caption, block_engine(base), block->label,
                   block_markup(base, block->title), block_markup(base, block->subtitle),
                   base->width);
    base->caption_height = caption_height(&block->caption);
    g_free(block->widths.places);
    block->widths = table_place_columns(block_engine(base), block->table, base->width,
                                        block->narrow ? NARROW_EXTRA : MAX_EXTRA);
    measure_heads(block);
    double heads = block->span_height + block->head_height;
    double caption = MAX(base->caption_height, base->caption_room);
    block->key_height = block->shade_names != NULL
                            ? table_key_height(block_engine(base), block->shade_head,
                                               block->shade_names, base->width) +
                                  KEY_BELOW
                            : 0;
    base->continued_height = theme_style(STYLE_CAPTION)->leading + CAPTION_BELOW + heads;
    Piece *piece = block_add_piece(base, caption + (caption > 0 ? CAPTION_BELOW : 0) +
                                             block->key_height + heads);
    piece->before = GRID_UNITS(4);
    for (guint row = 0; row < block->table->rows->len; row++)
        add_row_piece(block, row);
    set_breaks(block);
    block_piece(base, base->pieces->len - 1)->after =
        block->has_notes ? GRID_UNITS(2) : GRID_UNITS(5);
}

/* --- drawing */

/* A common head of several columns. */
static void draw_span(TableBlock *block, guint column, Canvas *canvas, double x, double y)
{
    g_autoptr(TextBlock) span = span_text(block, column);
    double left = x + block->widths.places[column].left, width = span_width(block, column);
    canvas_text_lines(canvas, span, 0, text_block_n_lines(span), left, y + SPAN_ABOVE, width,
                      ANCHOR_CENTRE);
    canvas_rule(canvas, COLOUR_LIGHT_GREY, RULE_HAIR, left, y + block->span_height - 1.5,
                left + width, y + block->span_height - 1.5);
}

static void draw_head(TableBlock *block, guint column, Canvas *canvas, double x, double y)
{
    g_autoptr(TextBlock) head = head_text(block, column);
    const ColumnPlace *place = &block->widths.places[column];
    gboolean number = table_column(block->table, column)->kind == TABLE_COLUMN_NUMBER;
    double top = y + block->span_height + block->head_height - HEAD_BELOW - text_block_height(head);
    double padding = table_column_padding(block->table, column);
    canvas_text_lines(canvas, head, 0, text_block_n_lines(head), x + place->left + padding, top,
                      place->width - 2 * padding, number ? ANCHOR_RIGHT : ANCHOR_LEFT);
    if (!table_head_is_marked(block->table, column))
        return;
    guint last = text_block_n_lines(head) - 1;
    double behind = number ? x + place->left + place->width - padding
                           : x + place->left + padding + text_block_line_width(head, last);
    canvas_label(canvas, STYLE_TABLE_STRONG, COLOUR_INK, "*", behind,
                 top + last * text_block_leading(head) + text_block_baseline(head), ANCHOR_LEFT);
}

/* The upper row of two: common heads, and the heads of the columns that have none. */
static void draw_upper_heads(TableBlock *block, Canvas *canvas, CanvasPoint at, gboolean tagged)
{
    guint n = block->table->columns->len;
    for (guint i = 0; i < n;) {
        guint span = table_column(block->table, i)->span;
        if (tagged)
            tags_begin_header_cell(canvas_tags(canvas), "Column", MAX(span, 1), span > 0 ? 1 : 2);
        (span > 0 ? draw_span : draw_head)(block, i, canvas, at.x, at.y);
        if (tagged)
            tags_end(canvas_tags(canvas));
        i += MAX(span, 1);
    }
}

static void draw_lower_heads(TableBlock *block, Canvas *canvas, CanvasPoint at, gboolean tagged)
{
    guint n = block->table->columns->len, end = 0;
    for (guint i = 0; i < n; i++) {
        end = MAX(end, i + table_column(block->table, i)->span);
        if (i >= end && block->span_height > 0)
            continue;
        if (tagged)
            tags_begin_header_cell(canvas_tags(canvas), "Column", 1, 1);
        draw_head(block, i, canvas, at.x, at.y);
        if (tagged)
            tags_end(canvas_tags(canvas));
    }
}

static void draw_head_row(TableBlock *block, Canvas *canvas, CanvasPoint at, gboolean tagged,
                          void (*draw)(TableBlock *, Canvas *, CanvasPoint, gboolean))
{
    if (tagged)
        tags_begin(canvas_tags(canvas), "TR");
    draw(block, canvas, at, tagged);
    if (tagged)
        tags_end(canvas_tags(canvas));
}

/* `tagged`: the first time; a repeated head is decoration. */
static void draw_heads(TableBlock *block, Canvas *canvas, double x, double y, gboolean tagged)
{
    CanvasPoint at = {x, y};
    double bottom = y + block->span_height + block->head_height + rule_shift(block);
    if (block->span_height > 0)
        draw_head_row(block, canvas, at, tagged, draw_upper_heads);
    draw_head_row(block, canvas, at, tagged, draw_lower_heads);
    canvas_rule(canvas, COLOUR_INK, RULE_STRONG, x, bottom, x + block->widths.width, bottom);
}

/* Title, subtitle and the key to the shades. Returns their height. */
static double draw_caption(TableBlock *block, Canvas *canvas, double x, double y)
{
    double room = MAX(block->block.caption_height, block->block.caption_room);
    double height = room + (room > 0 ? CAPTION_BELOW : 0);
    if (block->block.caption_height == 0 && block->shade_names == NULL)
        return height;
    tags_begin(canvas_tags(canvas), "Caption");
    if (block->block.caption_height > 0)
        caption_draw(&block->caption, canvas, x, y);
    if (block->shade_names != NULL) {
        tags_begin(canvas_tags(canvas), "P");
        table_draw_key(canvas, block->shade_head, block->shade_names, x, y + height,
                       block->block.width);
        tags_end(canvas_tags(canvas));
    }
    tags_end(canvas_tags(canvas));
    return height + block->key_height;
}

/* The room of a shaded cell reaches into the gutters; the last column ends with the table. */
static void draw_background(TableBlock *block, guint row, guint column, Canvas *canvas, double x,
                            double y, double height)
{
    const TableCell *cell = table_cell(block->table, row, column);
    if (!cell->is_shaded)
        return;
    double reach = block->widths.gutter / 2 - 0.75;
    double left = x + block->widths.places[column].left - reach;
    double right = column + 1 < block->table->columns->len
                       ? x + block->widths.places[column + 1].left - block->widths.gutter + reach
                       : x + block->widths.width;
    table_draw_shade(canvas, cell->shade, left, y + 0.75, right - left, height - 1.5);
}

static void draw_cell(TableBlock *block, guint row, guint column, Canvas *canvas, double x,
                      double y)
{
    const TableRow *data = table_row(block->table, row);
    const TableCell *cell = table_cell(block->table, row, column);
    const ColumnPlace *place = &block->widths.places[column];
    gboolean number = table_column(block->table, column)->kind == TABLE_COLUMN_NUMBER &&
                      data->kind != TABLE_ROW_GROUP;
    g_autoptr(TextBlock) text = cell_text(block, row, column);
    double padding = table_column_padding(block->table, column);
    ColourName colour = data->emphasised ? COLOUR_REGISTERED : COLOUR_INK;
    if (cell->is_shaded && cell->shade > 0)
        colour = table_shade_ink(cell->shade);
    double left = x + place->left;
    if (number)
        left += place->width - padding - text_block_width(text);
    canvas_text_lines_coloured(canvas, text, colour, left, y);
    g_autofree char *mark = table_cell_mark(block->table, row, column);
    if (mark == NULL)
        return;
    guint last = text_block_n_lines(text) - 1;
    double behind = number ? x + place->left + place->width - padding
                           : left + text_block_line_width(text, last);
    canvas_label(canvas, table_cell_style(data), colour, mark, behind,
                 y + last * text_block_leading(text) + text_block_baseline(text), ANCHOR_LEFT);
}

static void draw_row_rule(TableBlock *block, guint row, Canvas *canvas, double x, double y,
                          double height)
{
    guint n = block->table->rows->len;
    gboolean total = table_row(block->table, row)->kind == TABLE_ROW_TOTAL;
    gboolean before_total =
        row + 1 < n && table_row(block->table, row + 1)->kind == TABLE_ROW_TOTAL;
    if (total && row > 0)
        canvas_rule(canvas, COLOUR_INK, RULE_STRONG, x, y, x + block->widths.width, y);
    if (!before_total && row + 1 < n)
        canvas_rule(canvas, COLOUR_HAIRLINE, RULE_HAIR, x, y + height, x + block->widths.width,
                    y + height);
}

static void draw_row(TableBlock *block, guint row, Canvas *canvas, double x, double y)
{
    Tags *tags = canvas_tags(canvas);
    double height = block_piece(&block->block, row + 1)->height;
    gboolean group = table_row(block->table, row)->kind == TABLE_ROW_GROUP;
    double top = y + text_top(block) + (group && row > 0 ? GROUP_ABOVE : 0);
    double edge = y + rule_shift(block);
    guint n_cells = table_row(block->table, row)->cells->len;
    for (guint i = 0; i < n_cells; i++)
        draw_background(block, row, i, canvas, x, edge, height);
    tags_begin(tags, "TR");
    for (guint i = 0; i < n_cells; i++) {
        gboolean head = i == 0 && table_column(block->table, 0)->kind == TABLE_COLUMN_TEXT;
        guint columns = i + 1 == n_cells ? block->table->columns->len - i : 1;
        if (head)
            tags_begin_header_cell(tags, "Row", columns, 1);
        else
            tags_begin_cell(tags, columns);
        draw_cell(block, row, i, canvas, x, top);
        tags_end(tags);
    }
    tags_end(tags);
    draw_row_rule(block, row, canvas, x, edge, height);
}

static void table_draw(Block *base, guint piece, Canvas *canvas, double x, double y)
{
    TableBlock *block = (TableBlock *)base;
    if (piece > 0) {
        draw_row(block, piece - 1, canvas, x, y);
        return;
    }
    double height = draw_caption(block, canvas, x, y);
    draw_heads(block, canvas, x, y + height, TRUE);
}

static void table_draw_continued(Block *base, Canvas *canvas, double x, double y)
{
    TableBlock *block = (TableBlock *)base;
    g_autoptr(TextBlock) title =
        text_block_new(block_engine(base), STYLE_CAPTION, block->continued_title, -1);
    canvas_text_block(canvas, title, x, y);
    draw_heads(block, canvas, x, y + text_block_height(title) + CAPTION_BELOW, FALSE);
}

static void table_block_free(Block *base)
{
    TableBlock *block = (TableBlock *)base;
    caption_clear(&block->caption);
    table_free(block->table);
    g_free(block->widths.places);
    g_free(block->title);
    g_free(block->subtitle);
    g_free(block->continued_title);
    g_free(block->shade_head);
    g_strfreev(block->shade_names);
    g_free(block);
}

static const BlockClass table_class = {"table", table_measure, table_draw, table_draw_continued,
                                       table_block_free};

/* --- appending */

#define NEW_LINE "\xe2\x80\xa8"

/* Legend and notes, and the source on a line of its own. */
static char *all_notes(const TableInfo *info, const ReportTable *table, const char *link)
{
    g_autofree char *legend = table_legend(table);
    GString *notes = g_string_new(NULL);
    if (legend != NULL) {
        g_autofree char *escaped = inline_escape(legend);
        g_string_append(notes, escaped);
    }
    if (info->notes != NULL)
        g_string_append_printf(notes, "%s%s", notes->len > 0 ? " " : "", info->notes);
    if (info->source != NULL)
        g_string_append_printf(notes, "%s%s", notes->len > 0 ? NEW_LINE : "", info->source);
    if (link != NULL)
        g_string_append_printf(notes, "%s%s",
                               info->source != NULL ? " "
                               : notes->len > 0     ? NEW_LINE
                                                    : "",
                               link);
    return g_string_free(notes, notes->len == 0);
}

static char *continued_title(const TableBlock *block)
{
    gboolean english = block->table->language == LANGUAGE_EN;
    g_autofree char *title = block->title != NULL ? g_strdup(block->title) : g_strdup("");
    return g_strdup_printf("%s%s%s (%s)", block->label,
                           block->label[0] != '\0' ? "\xe2\x80\x82" : "", title,
                           english ? "continued" : "vervolg");
}

const char *table_append(Flow *flow, const TableInfo *info, ReportTable *table)
{
    TableBlock *block = g_new0(TableBlock, 1);
    table_settle_provisional(table);
    block->table = table;
    block->title = g_strdup(info->title);
    block->subtitle = table_subtitle(table, info->subtitle);
    block->compact = info->compact;
    block->narrow = info->narrow;
    block->shade_head = g_strdup(info->shade_head);
    block->shade_names = g_strdupv((char **)info->shade_names);
    block->block.group = "Table";
    flow_append(flow, &block->block, &table_class);
    table_number_notes(table, flow_document(flow));
    LabelInfo label = {info->name, info->title, TRUE, info->unnumbered};
    block->label = block_add_label(&block->block, &label);
    block->continued_title = continued_title(block);
    DataInfo data = {info->name, block->label, info->title, info->subtitle, info->source};
    g_autofree char *link = block_keep_data(&block->block, &data, table_data(table));
    g_autofree char *notes = all_notes(info, table, link);
    block->has_notes = notes != NULL;
    if (notes != NULL)
        flow_note_below(flow, notes);
    return block->label;
}
