#include "report/chart/chain_blocks.h"

#include "core/error.h"

#define PADDING 4.5
#define NUMBER_SHARE 0.17 /* of the width */
#define NARROWEST_NUMBER 46.0
#define NUMBER_GAP 14.0
#define GAP_PADDING 3.0
#define NARROWEST_BESIDE 400.0 /* a figure as wide has the reasons beside the blocks */
#define BLOCKS_SHARE 0.66
#define BESIDE_GAP 4.0  /* between two blocks */
#define BESIDE_RULE 9.0 /* from the blocks to the rule that ties two of them */
#define RULE 1.8

typedef struct {
    ChainBlocks chart; /* everything in it owned */
    ChainBox *blocks;
} ChainData;

static void chain_free(gpointer data)
{
    ChainData *chain = data;
    for (guint i = 0; i < chain->chart.n_blocks; i++) {
        ChainBox *block = &chain->blocks[i];
        g_free((char *)block->name);
        g_free((char *)block->unit);
        g_free((char *)block->period);
        g_free((char *)block->source);
        g_free((char *)block->share);
        g_free((char *)block->part_of);
        g_free((char *)block->gap);
    }
    g_free(chain->blocks);
    g_free(chain);
}

/* --- texts */

static char *number_of(const ChainData *chain, const ChainBox *block)
{
    if (!chart_has_value(&block->value))
        return g_strdup(state_mark(block->value.state, chain->chart.language == LANGUAGE_EN));
    g_autofree char *number = format_decimal(block->value.value, 0, chain->chart.language);
    return g_strconcat(number, block->value.provisional ? "*" : NULL, NULL);
}

/* "zaken; één verdachte is één zaak · 2024 · Openbaar Ministerie". */
static char *details_of(const ChainBox *block)
{
    const char *parts[] = {block->unit, block->period, block->source};
    GString *details = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i] != NULL)
            g_string_append_printf(details, "%s%s", details->len > 0 ? " · " : "", parts[i]);
    if (block->share != NULL)
        g_string_append_printf(details, ". %s (%s)", block->share, block->part_of);
    return g_string_free(details, FALSE);
}

/* --- places */

typedef struct {
    double number;   /* right side of the numbers */
    double text;     /* left side of the words */
    double width;    /* of the words */
    gboolean beside; /* the reasons stand right of the blocks, not between them */
    double panel;    /* width of a block */
    double reason, reason_width;
} ChainPlaces;

static ChainPlaces places_of(const ChainData *chain, TextEngine *engine, double width)
{
    double widest = NARROWEST_NUMBER;
    for (guint i = 0; i < chain->chart.n_blocks; i++) {
        g_autofree char *number = number_of(chain, &chain->blocks[i]);
        widest = MAX(widest, text_width(engine, STYLE_KEY_WORDS, number));
    }
    ChainPlaces places = {.beside = width >= NARROWEST_BESIDE};
    places.panel = places.beside ? width * BLOCKS_SHARE : width;
    places.number = PADDING + RULE + MAX(widest, places.panel * NUMBER_SHARE - PADDING);
    places.text = places.number + NUMBER_GAP;
    places.width = MAX(places.panel - places.text - PADDING, 40);
    places.reason = places.beside ? places.panel + 2 * BESIDE_RULE : places.text;
    places.reason_width = places.beside ? width - places.reason : places.width;
    return places;
}

static TextBlock *name_text(const ChainBox *block, TextEngine *engine, double width)
{
    return text_block_new_plain(engine, STYLE_TABLE_STRONG, block->name, width);
}

static TextBlock *details_text(const ChainBox *block, TextEngine *engine, double width)
{
    g_autofree char *details = details_of(block);
    return text_block_new_plain(engine, STYLE_LABEL, details, width);
}

static TextBlock *gap_text(const ChainBox *block, TextEngine *engine, double width)
{
    return text_block_new_plain(engine, STYLE_LABEL, block->gap, width);
}

/* The same for all blocks: no block looks larger than another. */
static double block_height(const ChainData *chain, TextEngine *engine, const ChainPlaces *places)
{
    double height = theme_style(STYLE_KEY_WORDS)->leading;
    for (guint i = 0; i < chain->chart.n_blocks; i++) {
        g_autoptr(TextBlock) name = name_text(&chain->blocks[i], engine, places->width);
        g_autoptr(TextBlock) details = details_text(&chain->blocks[i], engine, places->width);
        height = MAX(height, text_block_height(name) + text_block_height(details));
    }
    return height + 2 * PADDING;
}

/* Between two blocks; wide enough for the reason beside them not to touch the next one. */
static double gap_height(const ChainBox *block, TextEngine *engine, const ChainPlaces *places,
                         double height)
{
    g_autoptr(TextBlock) gap = gap_text(block, engine, places->reason_width);
    double text = text_block_height(gap) + 2 * GAP_PADDING;
    return places->beside ? MAX(BESIDE_GAP, text - height) : text;
}

static double chain_height(gpointer data, TextEngine *engine, double width)
{
    const ChainData *chain = data;
    ChainPlaces places = places_of(chain, engine, width);
    double block = block_height(chain, engine, &places);
    double height = chain->chart.n_blocks * block;
    for (guint i = 0; i + 1 < chain->chart.n_blocks; i++)
        height += gap_height(&chain->blocks[i], engine, &places, block);
    return height;
}

/* --- drawing */

static void draw_block(const ChainData *chain, const ChainBox *block, Canvas *canvas,
                       const ChainPlaces *places, double y, double height)
{
    TextEngine *engine = canvas_engine(canvas);
    g_autofree char *number = number_of(chain, block);
    g_autoptr(TextBlock) name = name_text(block, engine, places->width);
    g_autoptr(TextBlock) details = details_text(block, engine, places->width);
    double text = text_block_height(name) + text_block_height(details);
    double top = y + (height - text) / 2;
    canvas_fill_rectangle(canvas, COLOUR_PANEL, 0, y, places->panel, height);
    canvas_fill_rectangle(canvas, COLOUR_REGISTERED, 0, y, RULE, height);
    canvas_label(canvas, STYLE_KEY_WORDS,
                 chart_has_value(&block->value) ? COLOUR_REGISTERED : COLOUR_GREY, number,
                 places->number, y + height / 2 + 5, ANCHOR_RIGHT);
    canvas_text_block(canvas, name, places->text, top);
    canvas_text_block(canvas, details, places->text, top + text_block_height(name));
}

static void draw_gap(const ChainBox *block, Canvas *canvas, const ChainPlaces *places, double y,
                     double height)
{
    g_autoptr(TextBlock) gap = gap_text(block, canvas_engine(canvas), places->reason_width);
    double x = places->number - 5;
    canvas_dashed_rule(canvas, COLOUR_GREY, 0.6, 1.8, x, y + 2.5, x, y + height - 2.5);
    canvas_text_block(canvas, gap, places->text, y + GAP_PADDING);
}

/* The same right of the blocks: a rule ties the two, the words stand beside it. */
static void draw_reason(const ChainBox *block, Canvas *canvas, const ChainPlaces *places,
                        double middle, double reach)
{
    g_autoptr(TextBlock) gap = gap_text(block, canvas_engine(canvas), places->reason_width);
    double x = places->panel + BESIDE_RULE, half = text_block_height(gap) / 2;
    canvas_dashed_rule(canvas, COLOUR_GREY, 0.6, 1.8, x, middle - reach, x, middle + reach);
    canvas_text_block(canvas, gap, places->reason, middle - half);
}

static void chain_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const ChainData *chain = data;
    TextEngine *engine = canvas_engine(canvas);
    ChainPlaces places = places_of(chain, engine, width);
    double block = block_height(chain, engine, &places), y = 0;
    (void)height;
    for (guint i = 0; i < chain->chart.n_blocks; i++) {
        draw_block(chain, &chain->blocks[i], canvas, &places, y, block);
        y += block;
        if (i + 1 == chain->chart.n_blocks)
            break;
        double gap = gap_height(&chain->blocks[i], engine, &places, block);
        if (places.beside)
            draw_reason(&chain->blocks[i], canvas, &places, y + gap / 2, (block + gap) / 2 - 3);
        else
            draw_gap(&chain->blocks[i], canvas, &places, y, gap);
        y += gap;
    }
}

static FigureData *chain_data(gpointer graphic)
{
    const ChainData *chain = graphic;
    gboolean english = chain->chart.language == LANGUAGE_EN;
    FigureData *data = figure_data_new(chain->chart.language);
    figure_data_add(data, FIGURE_NAME);
    figure_data_add(data, FIGURE_PERIOD);
    figure_data_add_column(data, FIGURE_TEXT, "eenheid", english ? "Unit" : "Eenheid");
    figure_data_add_column(data, FIGURE_TEXT, "bron", english ? "Source" : "Bron");
    chart_data_add_columns(data);
    for (guint i = 0; i < chain->chart.n_blocks; i++) {
        const ChainBox *block = &chain->blocks[i];
        figure_data_begin_row(data);
        figure_data_text(data, block->name);
        figure_data_text(data, block->period);
        figure_data_text(data, block->unit);
        figure_data_text(data, block->source);
        chart_data_add_value(data, &block->value);
    }
    return data;
}

static const GraphicClass chain_class = {chain_height, chain_draw, chain_free, chain_data};

static gboolean check_blocks(const ChainBlocks *chart, GError **error)
{
    for (guint i = 0; i < chart->n_blocks; i++) {
        const ChainBox *block = &chart->blocks[i];
        if (block->share != NULL && block->part_of == NULL) {
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                        "chain: \"%s\" has a percentage, but nothing says what it is a part of",
                        block->name);
            return FALSE;
        }
        if (i + 1 < chart->n_blocks && block->gap == NULL) {
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                        "chain: nothing says why \"%s\" and \"%s\" do not divide", block->name,
                        chart->blocks[i + 1].name);
            return FALSE;
        }
    }
    return TRUE;
}

Graphic *chain_blocks_new(const ChainBlocks *chart, GError **error)
{
    if (!check_blocks(chart, error))
        return NULL;
    ChainData *chain = g_new0(ChainData, 1);
    chain->chart = *chart;
    chain->blocks = g_memdup2(chart->blocks, chart->n_blocks * sizeof(ChainBox));
    for (guint i = 0; i < chart->n_blocks; i++) {
        ChainBox *block = &chain->blocks[i];
        block->name = g_strdup(block->name);
        block->unit = g_strdup(block->unit);
        block->period = g_strdup(block->period);
        block->source = g_strdup(block->source);
        block->share = g_strdup(block->share);
        block->part_of = g_strdup(block->part_of);
        block->gap = g_strdup(block->gap);
    }
    return graphic_new(&chain_class, chain);
}
