#include "report/pdf/text_private.h"

#include "core/error.h"
#include "report/pdf/text_store.h"

#include <pango/pangocairo.h>
#include <string.h>

#define FAMILY "Inter"
#define FAMILY_DISPLAY "Inter Display"
#define WORDS_CEILING 3000

typedef struct {
    PangoFontDescription *font;
    PangoAttrList *attributes;
    double baseline; /* within a line of the style's leading */
    double lift;
} StyleFont;

struct TextEngine {
    PangoFontMap *map;
    PangoContext *context;
    StyleFont styles[N_STYLES];
    TextStore *store;
    GHashTable *words; /* style and word -> width in Pango units; words are measured, not drawn */
};

/* --- engine */

static PangoFontDescription *font_of(const ThemeStyle *style)
{
    static const PangoWeight weights[] = {[WEIGHT_LIGHT] = PANGO_WEIGHT_LIGHT,
                                          [WEIGHT_REGULAR] = PANGO_WEIGHT_NORMAL,
                                          [WEIGHT_STRONG] = PANGO_WEIGHT_SEMIBOLD};
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, style->display ? FAMILY_DISPLAY : FAMILY);
    pango_font_description_set_weight(font, weights[style->weight]);
    pango_font_description_set_size(font, text_units(style->size));
    return font;
}

static void set_up_style(TextEngine *engine, TextStyle name)
{
    const ThemeStyle *style = theme_style(name);
    StyleFont *font = &engine->styles[name];
    font->font = font_of(style);
    font->attributes = pango_attr_list_new();
    if (style->tabular)
        pango_attr_list_insert(font->attributes, pango_attr_font_features_new("tnum=1"));
    if (style->tracking != 0)
        pango_attr_list_insert(font->attributes,
                               pango_attr_letter_spacing_new((int)(style->tracking * PANGO_SCALE)));
    PangoFontMetrics *metrics = pango_context_get_metrics(engine->context, font->font, NULL);
    double ascent = text_points(pango_font_metrics_get_ascent(metrics));
    double descent = text_points(pango_font_metrics_get_descent(metrics));
    pango_font_metrics_unref(metrics);
    double middle = (style->leading - ascent - descent) / 2 + ascent;
    font->baseline = grid_holds(style->leading) ? grid_nearest(middle) : middle;
    font->lift = middle - font->baseline;
}

static gboolean has_family(TextEngine *engine, const char *family)
{
    g_autoptr(PangoFontDescription) wanted = pango_font_description_new();
    pango_font_description_set_family(wanted, family);
    pango_font_description_set_size(wanted, 10 * PANGO_SCALE);
    g_autoptr(PangoFont) font = pango_context_load_font(engine->context, wanted);
    if (font == NULL)
        return FALSE;
    g_autoptr(PangoFontDescription) found = pango_font_describe(font);
    return g_strcmp0(pango_font_description_get_family(found), family) == 0;
}

static PangoContext *unhinted_context(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("nl"));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}

TextEngine *text_engine_new(GError **error)
{
    TextEngine *engine = g_new0(TextEngine, 1);
    engine->map = pango_cairo_font_map_new();
    engine->context = unhinted_context(engine->map);
    engine->store = text_store_new();
    engine->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!has_family(engine, FAMILY) || !has_family(engine, FAMILY_DISPLAY)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "font \"Inter\" is not known to fontconfig: install the package fonts-inter");
        text_engine_free(engine);
        return NULL;
    }
    for (TextStyle style = 0; style < N_STYLES; style++)
        set_up_style(engine, style);
    return engine;
}

void text_engine_free(TextEngine *engine)
{
    if (engine == NULL)
        return;
    text_store_free(engine->store);
    g_hash_table_unref(engine->words);
    for (TextStyle style = 0; style < N_STYLES; style++) {
        g_clear_pointer(&engine->styles[style].font, pango_font_description_free);
        g_clear_pointer(&engine->styles[style].attributes, pango_attr_list_unref);
    }
    g_object_unref(engine->context);
    g_object_unref(engine->map);
    g_free(engine);
}

void text_engine_end_document(TextEngine *engine)
{
    text_store_end_document(engine->store);
}

/* --- shaping */

static void insert_span(PangoAttrList *list, const InlineSpan *span, PangoAttribute *attribute)
{
    attribute->start_index = span->start;
    attribute->end_index = span->end;
    pango_attr_list_insert(list, attribute);
}

static PangoAttribute *foreground(ColourName name)
{
    ThemeColour colour = theme_colour(name);
    return pango_attr_foreground_new((guint16)(colour.red * 65535 + 0.5),
                                     (guint16)(colour.green * 65535 + 0.5),
                                     (guint16)(colour.blue * 65535 + 0.5));
}

static PangoAttrList *spanned_attributes(const StyleFont *font, const InlineText *content)
{
    if (content->spans->len == 0)
        return pango_attr_list_ref(font->attributes);
    PangoAttrList *list = pango_attr_list_copy(font->attributes);
    for (guint i = 0; i < content->spans->len; i++) {
        const InlineSpan *span = &g_array_index(content->spans, InlineSpan, i);
        if (span->kind == INLINE_STRONG) {
            insert_span(list, span, pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD));
            insert_span(list, span, foreground(COLOUR_INK));
        } else if (span->kind == INLINE_ITALIC) {
            insert_span(list, span, pango_attr_style_new(PANGO_STYLE_ITALIC));
        } else {
            insert_span(list, span, foreground(COLOUR_REGISTERED));
        }
    }
    return list;
}

static PangoAttrList *attributes_of(const StyleFont *font, const InlineText *content, double width)
{
    double size = text_points(pango_font_description_get_size(font->font));
    PangoAttrList *spanned = spanned_attributes(font, content);
    PangoAttrList *list = text_without_bad_breaks(spanned, content->text, width, size);
    if (list == NULL)
        return spanned;
    pango_attr_list_unref(spanned);
    return list;
}

static TextBlock *shape(TextEngine *engine, TextStyle style, InlineText *content, double width,
                        double indent)
{
    const StyleFont *font = &engine->styles[style];
    TextBlock *block = g_new0(TextBlock, 1);
    g_atomic_ref_count_init(&block->references);
    block->style = style;
    block->content = content;
    block->baseline = font->baseline;
    block->indent = indent;
    block->layout = pango_layout_new(engine->context);
    pango_layout_set_font_description(block->layout, font->font);
    pango_layout_set_text(block->layout, content->text, -1);
    PangoAttrList *attributes = attributes_of(font, content, width);
    pango_layout_set_attributes(block->layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_wrap(block->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(block->layout, width < 0 ? -1 : text_units(width));
    if (indent > 0)
        pango_layout_set_indent(block->layout, text_units(indent));
    if (width >= 0 && indent <= 0 && strstr(content->text, "–") != NULL)
        text_mend_ranges(block->layout);
    return block;
}

TextBlock *text_block_ref(TextBlock *block)
{
    g_atomic_ref_count_inc(&block->references);
    return block;
}

#define DIGITS 6 /* of six bits: any guint */

/* The numbers and the text as one string. Printing the numbers would take longer than all else that
 * a look-up does, and a report asks for 3,000 texts. */
static char *store_key(guint n, const guint *numbers, const char *text)
{
    gsize length = strlen(text);
    char *key = g_malloc(n * DIGITS + length + 1), *at = key;
    for (guint i = 0; i < n; i++)
        for (guint digit = 0; digit < DIGITS; digit++)
            *at++ = (char)('0' + ((numbers[i] >> (6 * digit)) & 63));
    memcpy(at, text, length + 1);
    return key;
}

static TextBlock *find_or_shape(TextEngine *engine, TextStyle style, const char *text, double width,
                                double indent, guint first_note, gboolean plain)
{
    const guint numbers[] = {style << 1 | (plain ? 1 : 0), (guint)text_units(width + 1),
                             (guint)text_units(indent), first_note};
    g_autofree char *key = store_key(G_N_ELEMENTS(numbers), numbers, text);
    TextBlock *block = text_store_find(engine->store, key);
    if (block != NULL)
        return block;
    g_autofree char *escaped = plain ? inline_escape(text) : NULL;
    InlineText *content = inline_parse(plain ? escaped : text, first_note);
    block = shape(engine, style, content, width, indent);
    text_store_add(engine->store, g_steal_pointer(&key), block);
    return block;
}

TextBlock *text_block_new(TextEngine *engine, TextStyle style, const char *markup, double width)
{
    return find_or_shape(engine, style, markup, width, 0, 1, FALSE);
}

TextBlock *text_block_new_plain(TextEngine *engine, TextStyle style, const char *text, double width)
{
    return find_or_shape(engine, style, text, width, 0, 1, TRUE);
}

TextBlock *text_block_new_with_notes(TextEngine *engine, TextStyle style, const char *markup,
                                     double width, guint first_note)
{
    return find_or_shape(engine, style, markup, width, 0, first_note, FALSE);
}

TextBlock *text_block_new_indented(TextEngine *engine, TextStyle style, const char *markup,
                                   double width, double indent)
{
    return find_or_shape(engine, style, markup, width, indent, 1, FALSE);
}

/* Two lines that part after a comma or colon read better than two of equal length. NULL when there
 * is no such place, or one line would be much the shorter. */
static TextBlock *parted_at_punctuation(TextEngine *engine, TextStyle style, const char *markup,
                                        double width)
{
    TextBlock *best = NULL;
    double best_width = width;
    if (strpbrk(markup, "<&") != NULL)
        return NULL;
    for (const char *at = strpbrk(markup, ",:;?.!"); at != NULL; at = strpbrk(at + 1, ",:;?.!")) {
        if (at[1] != ' ')
            continue;
        g_autofree char *parted =
            g_strdup_printf("%.*s \xe2\x80\xa8%s", (int)(at + 1 - markup), markup, at + 2);
        TextBlock *block = text_block_new(engine, style, parted, width);
        gboolean fits = text_block_n_lines(block) == 2 && text_block_width(block) <= best_width &&
                        MIN(text_block_line_width(block, 0), text_block_line_width(block, 1)) >
                            0.3 * text_block_width(block);
        if (fits)
            best_width = text_block_width(block);
        g_clear_pointer(fits ? &best : &block, text_block_unref);
        best = fits ? block : best;
    }
    return best;
}

/* Bisection for the narrowest width with the same number of lines: about 8 shapings of one
 * heading. */
TextBlock *text_block_new_balanced(TextEngine *engine, TextStyle style, const char *markup,
                                   double width)
{
    TextBlock *block = text_block_new(engine, style, markup, width);
    guint lines = text_block_n_lines(block);
    if (lines < 2)
        return block;
    TextBlock *parted = lines == 2 ? parted_at_punctuation(engine, style, markup, width) : NULL;
    if (parted != NULL) {
        text_block_unref(block);
        return parted;
    }
    double low = width / lines, high = width;
    while (high - low > 4) {
        double middle = (low + high) / 2;
        TextBlock *narrow = text_block_new(engine, style, markup, middle);
        gboolean fits = text_block_n_lines(narrow) == lines && !text_block_is_cut(narrow);
        if (fits) {
            text_block_unref(block);
            block = narrow;
            high = middle;
        } else {
            text_block_unref(narrow);
            low = middle;
        }
    }
    return block;
}

void text_block_unref(TextBlock *block)
{
    if (block == NULL || !g_atomic_ref_count_dec(&block->references))
        return;
    g_object_unref(block->layout);
    inline_free(block->content);
    g_free(block);
}

double text_lift(const TextEngine *engine, TextStyle style)
{
    return engine->styles[style].lift;
}

double text_width(TextEngine *engine, TextStyle style, const char *text)
{
    g_autoptr(TextBlock) block = text_block_new_plain(engine, style, text, -1);
    return text_block_width(block);
}

/* End of the part of a word that must stay together: at a space, or behind a hyphen where a line
 * may end. */
static const char *end_of_part(const char *part)
{
    const char *at = part;
    while (*at != '\0' && *at != ' ') {
        gboolean breaks = *at == '-' && at - part > 2 && at[-1] != '%' && g_ascii_isalpha(at[1]);
        at++;
        if (breaks)
            break;
    }
    return at;
}

static double word_width(TextEngine *engine, TextStyle style, const char *word)
{
    gpointer known = NULL;
    g_autofree char *key = store_key(1, &(guint){style}, word);
    if (g_hash_table_lookup_extended(engine->words, key, NULL, &known))
        return text_points(GPOINTER_TO_INT(known));
    g_autofree char *escaped = inline_escape(word);
    g_autoptr(TextBlock) block = shape(engine, style, inline_parse(escaped, 1), -1, 0);
    int width = text_units(text_block_width(block));
    if (g_hash_table_size(engine->words) >= WORDS_CEILING)
        g_hash_table_remove_all(engine->words);
    g_hash_table_insert(engine->words, g_steal_pointer(&key), GINT_TO_POINTER(width));
    return text_points(width);
}

double text_widest_word(TextEngine *engine, TextStyle style, const char *text)
{
    double widest = 0;
    for (const char *part = text; *part != '\0';) {
        const char *end = end_of_part(part);
        g_autofree char *word = g_strndup(part, (gsize)(end - part));
        widest = MAX(widest, word_width(engine, style, word));
        part = *end == ' ' ? end + 1 : end;
    }
    return widest;
}
