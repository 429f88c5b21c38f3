/* Panels, columns, key figures, breaks: blocks that arrange others. */
#include "report/pdf/document_private.h"

#include <string.h>

/* --- panel */

typedef struct {
    Block block;
    char *heading;
    Flow *inside;
    TextBlock *title;
    double height;
} Panel;

#define PANEL_SIDE 14.0
#define PANEL_TOP GRID_UNITS(3)
#define TITLE_BELOW GRID_UNITS(1)

static void panel_measure(Block *block)
{
    Panel *panel = (Panel *)block;
    double width = block->width - 2 * PANEL_SIDE;
    g_clear_pointer(&panel->title, text_block_unref);
    panel->height = 2 * PANEL_TOP + flow_measure(panel->inside, width);
    if (panel->heading != NULL) {
        panel->title = text_block_new(block_engine(block), STYLE_FIGURE_TITLE,
                                      block_markup(block, panel->heading), width);
        panel->height += text_block_height(panel->title) + TITLE_BELOW;
    }
    panel->height = MAX(panel->height, block->stretch);
    Piece *piece = block_add_piece(block, panel->height);
    piece->before = GRID_UNITS(4);
    piece->after = GRID_UNITS(4);
    block_take_notes_of(block, piece, 1, &panel->inside);
}

static void panel_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Panel *panel = (Panel *)block;
    (void)piece;
    canvas_fill_rectangle(canvas, COLOUR_PANEL, x, y, block->width, panel->height);
    canvas_record(canvas, BOX_PANEL, x, y, block->width, panel->height);
    y += PANEL_TOP;
    if (panel->title != NULL) {
        tags_begin(canvas_tags(canvas), "P");
        canvas_text_block(canvas, panel->title, x + PANEL_SIDE, y);
        tags_end(canvas_tags(canvas));
        y += text_block_height(panel->title) + TITLE_BELOW;
    }
    flow_draw(panel->inside, canvas, x + PANEL_SIDE, y);
}

static void panel_free(Block *block)
{
    Panel *panel = (Panel *)block;
    flow_free(panel->inside);
    g_clear_pointer(&panel->title, text_block_unref);
    g_free(panel->heading);
    g_free(panel);
}

static const BlockClass panel_class = {"panel", panel_measure, panel_draw, NULL, panel_free};

Flow *flow_panel(Flow *flow, const char *heading)
{
    Panel *panel = g_new0(Panel, 1);
    panel->heading = g_strdup(heading);
    panel->inside = flow_new_inside(flow, &panel->block);
    panel->block.group = "Div";
    flow_append(flow, &panel->block, &panel_class);
    return panel->inside;
}

/* --- columns */

typedef struct {
    Block block;
    guint n;
    double *shares;
    Flow **flows;
} Columns;

static double column_width(const Columns *columns, guint i)
{
    return (columns->block.width - (columns->n - 1) * COLUMN_GAP) * columns->shares[i];
}

static Block *first_block(const Columns *columns, guint i)
{
    return flow_n_blocks(columns->flows[i]) > 0 ? flow_block(columns->flows[i], 0) : NULL;
}

static Block *lone_panel(const Columns *columns, guint i)
{
    Block *block = flow_n_blocks(columns->flows[i]) == 1 ? first_block(columns, i) : NULL;
    return block != NULL && block->class == &panel_class ? block : NULL;
}

static double columns_height(Columns *columns)
{
    double height = 0;
    for (guint i = 0; i < columns->n; i++)
        height = MAX(height, flow_measure(columns->flows[i], column_width(columns, i)));
    return height;
}

/* --- elastic figures in columns: all columns that have some change by as much */

typedef struct {
    double give, take, height;
} ColumnRoom;

static ColumnRoom column_room(const Flow *flow)
{
    ColumnRoom room = {0};
    const Piece *above = NULL;
    for (guint i = 0; i < flow_n_blocks(flow); i++) {
        const Block *block = flow_block(flow, i);
        for (guint j = 0; j < block->pieces->len; j++) {
            const Piece *piece = block_piece(block, j);
            room.give += piece->give;
            room.take += piece->take;
            room.height += piece_gap(above, piece) + piece->height;
            above = piece;
        }
    }
    return room;
}

/* What the columns can give and take together. A column without figures sets the least height. */
static ColumnRoom columns_room(const Columns *columns)
{
    ColumnRoom all = {G_MAXDOUBLE, G_MAXDOUBLE, 0};
    double rigid = 0;
    for (guint i = 0; i < columns->n; i++) {
        ColumnRoom room = column_room(columns->flows[i]);
        all.height = MAX(all.height, room.height);
        if (room.give > 0 || room.take > 0)
            all = (ColumnRoom){MIN(all.give, room.give), MIN(all.take, room.take), all.height};
        else
            rigid = MAX(rigid, room.height);
    }
    all.give = MAX(MIN(all.give, all.height - rigid), 0);
    if (all.take == G_MAXDOUBLE || rigid >= all.height)
        all.give = all.take = 0;
    return all;
}

/* Shares out what the page gave to the columns, or took from them; 0: own heights. */
static void stretch_columns(Columns *columns, double extra)
{
    for (guint i = 0; i < columns->n; i++) {
        ColumnRoom room = column_room(columns->flows[i]);
        double whole = extra > 0 ? room.take : room.give;
        for (guint j = 0; j < flow_n_blocks(columns->flows[i]); j++) {
            Block *block = flow_block(columns->flows[i], j);
            const Piece *piece = block->pieces->len > 0 ? block_piece(block, 0) : NULL;
            double own = piece == NULL ? 0 : extra > 0 ? piece->take : piece->give;
            block->extra = whole > 0 ? extra * own / whole : 0;
        }
    }
}

static void reset_columns(Columns *columns)
{
    for (guint i = 0; i < columns->n; i++)
        for (guint j = 0; j < flow_n_blocks(columns->flows[i]); j++)
            flow_block(columns->flows[i], j)->extra = 0;
}

/* Titles of the same height, so that drawings start level; panels of the same height. */
static void columns_measure(Block *block)
{
    Columns *columns = (Columns *)block;
    double caption = 0;
    reset_columns(columns);
    for (guint i = 0; i < columns->n; i++) {
        Block *first = first_block(columns, i);
        if (first != NULL)
            first->caption_room = first->stretch = 0;
    }
    double height = columns_height(columns);
    for (guint i = 0; i < columns->n; i++)
        if (first_block(columns, i) != NULL)
            caption = MAX(caption, first_block(columns, i)->caption_height);
    for (guint i = 0; i < columns->n; i++) {
        Block *first = first_block(columns, i);
        if (first != NULL)
            first->caption_room = caption;
        if (lone_panel(columns, i) != NULL)
            first->stretch = height;
    }
    height = columns_height(columns);
    ColumnRoom room = columns_room(columns);
    if (block->extra != 0) {
        stretch_columns(columns, block->extra);
        height = columns_height(columns);
    }
    Piece *piece = block_add_piece(block, height);
    piece->before = GRID_UNITS(4);
    piece->after = GRID_UNITS(4);
    piece->give = MAX(room.give + block->extra, 0);
    piece->take = MAX(room.take - block->extra, 0);
    block_take_notes_of(block, piece, columns->n, columns->flows);
}

static void columns_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    Columns *columns = (Columns *)block;
    (void)piece;
    for (guint i = 0; i < columns->n; i++) {
        flow_draw(columns->flows[i], canvas, x, y);
        x += column_width(columns, i) + COLUMN_GAP;
    }
}

static void columns_free(Block *block)
{
    Columns *columns = (Columns *)block;
    for (guint i = 0; i < columns->n; i++)
        flow_free(columns->flows[i]);
    g_free(columns->flows);
    g_free(columns->shares);
    g_free(columns);
}

static const BlockClass columns_class = {"columns", columns_measure, columns_draw, NULL,
                                         columns_free};

void flow_columns(Flow *flow, guint n, const double *shares, Flow **out)
{
    Columns *columns = g_new0(Columns, 1);
    double sum = 0;
    columns->n = n;
    columns->shares = g_new0(double, n);
    columns->flows = g_new0(Flow *, n);
    for (guint i = 0; i < n; i++)
        sum += shares != NULL ? shares[i] : 1;
    for (guint i = 0; i < n; i++) {
        columns->shares[i] = (shares != NULL ? shares[i] : 1) / sum;
        out[i] = columns->flows[i] = flow_new_inside(flow, &columns->block);
    }
    flow_append(flow, &columns->block, &columns_class);
}

/* --- key figures */

typedef struct {
    KeyKind kind;
    char *value, *text;
    TextBlock *value_block, *text_block;
} Key;

typedef struct {
    Block block;
    guint n;
    Key *keys;
    double room; /* from the rule to the words under the numbers */
} KeyFigures;

#define KEY_GAP 17.0
#define KEY_VALUE_ROOM GRID_UNITS(12)
#define KEY_VALUE_BELOW GRID_UNITS(3)
#define KEY_BASELINE GRID_UNITS(3) /* of the number, above the words */

static double key_width(const KeyFigures *figures)
{
    return (figures->block.width - (figures->n - 1) * KEY_GAP) / figures->n;
}

static gboolean has_figures(const char *value)
{
    return strpbrk(value, "0123456789") != NULL;
}

static void key_clear(Key *key)
{
    g_clear_pointer(&key->value_block, text_block_unref);
    g_clear_pointer(&key->text_block, text_block_unref);
}

static void key_figures_measure(Block *block)
{
    KeyFigures *figures = (KeyFigures *)block;
    double height = 0, width = key_width(figures);
    for (guint i = 0; i < figures->n; i++) {
        Key *key = &figures->keys[i];
        key_clear(key);
        TextStyle style = has_figures(key->value) ? STYLE_KEY_NUMBER : STYLE_KEY_WORDS;
        if (style == STYLE_KEY_NUMBER &&
            text_width(block_engine(block), STYLE_KEY_NUMBER, key->value) > width)
            style = STYLE_KEY_WORDS;
        key->value_block = text_block_new_plain(block_engine(block), style, key->value, width);
        key->text_block = text_block_new(block_engine(block), STYLE_KEY_TEXT,
                                         block_markup(block, key->text), width);
        figures->room = MAX(i == 0 ? KEY_VALUE_ROOM : figures->room,
                            text_block_height(key->value_block) + KEY_VALUE_BELOW);
        height = MAX(height, text_block_height(key->text_block));
    }
    Piece *piece = block_add_piece(block, figures->room + height);
    piece->before = GRID_UNITS(5);
    piece->after = GRID_UNITS(6);
}

static void draw_key_rule(const Key *key, Canvas *canvas, double x, double y, double width)
{
    if (key->kind == KEY_ESTIMATED)
        canvas_dashed_rule(canvas, COLOUR_ESTIMATED, 1.4, 4, x, y, x + width, y);
    else
        canvas_rule(canvas, key->kind == KEY_REGISTERED ? COLOUR_REGISTERED : COLOUR_LIGHT_GREY,
                    1.4, x, y, x + width, y);
}

static void draw_key(const Key *key, Canvas *canvas, double x, double y, double width, double room)
{
    static const ColourName colours[] = {[KEY_REGISTERED] = COLOUR_REGISTERED,
                                         [KEY_NEUTRAL] = COLOUR_INK,
                                         [KEY_ESTIMATED] = COLOUR_ESTIMATED};
    const TextBlock *value = key->value_block;
    draw_key_rule(key, canvas, x, y + 0.7, width);
    double last_line = (text_block_n_lines(value) - 1) * text_block_leading(value);
    double top = y + room - KEY_BASELINE - text_block_baseline(value) - last_line;
    tags_begin(canvas_tags(canvas), "P");
    canvas_text_lines_coloured(canvas, value, colours[key->kind], x, top);
    tags_end(canvas_tags(canvas));
    tags_begin(canvas_tags(canvas), "P");
    canvas_text_block(canvas, key->text_block, x, y + room);
    tags_end(canvas_tags(canvas));
}

static void key_figures_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    KeyFigures *figures = (KeyFigures *)block;
    (void)piece;
    for (guint i = 0; i < figures->n; i++)
        draw_key(&figures->keys[i], canvas, x + i * (key_width(figures) + KEY_GAP), y,
                 key_width(figures), figures->room);
}

static void key_figures_free(Block *block)
{
    KeyFigures *figures = (KeyFigures *)block;
    for (guint i = 0; i < figures->n; i++) {
        key_clear(&figures->keys[i]);
        g_free(figures->keys[i].value);
        g_free(figures->keys[i].text);
    }
    g_free(figures->keys);
    g_free(figures);
}

static const BlockClass key_figures_class = {"key figures", key_figures_measure, key_figures_draw,
                                             NULL, key_figures_free};

void flow_key_figures(Flow *flow, guint n, const KeyFigure *keys)
{
    KeyFigures *figures = g_new0(KeyFigures, 1);
    figures->n = n;
    figures->keys = g_new0(Key, n);
    for (guint i = 0; i < n; i++)
        figures->keys[i] = (Key){
            .kind = keys[i].kind, .value = g_strdup(keys[i].value), .text = g_strdup(keys[i].text)};
    flow_append(flow, &figures->block, &key_figures_class);
}

/* --- breaks and space */

typedef struct {
    Block block;
    gboolean is_break;
    double height;
} Gap;

static void gap_measure(Block *block)
{
    Gap *gap = (Gap *)block;
    Piece *piece = block_add_piece(block, gap->height);
    piece->break_before = gap->is_break;
    piece->keep_with_next = gap->is_break;
}

static void gap_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    (void)block, (void)piece, (void)canvas, (void)x, (void)y;
}

static void gap_free(Block *block)
{
    g_free(block);
}

static const BlockClass gap_class = {"gap", gap_measure, gap_draw, NULL, gap_free};

static void append_gap(Flow *flow, gboolean is_break, double height)
{
    Gap *gap = g_new0(Gap, 1);
    gap->is_break = is_break;
    gap->height = height;
    flow_append(flow, &gap->block, &gap_class);
}

void flow_page_break(Flow *flow)
{
    append_gap(flow, TRUE, 0);
}

void flow_space(Flow *flow, double height)
{
    append_gap(flow, FALSE, height);
}
