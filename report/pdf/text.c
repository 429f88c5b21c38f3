#include "report/pdf/text.h"

#include "core/error.h"

#include <hb.h>
#include <pango/pangocairo.h>
#include <string.h>

#define FAMILY "Inter"
#define FAMILY_DISPLAY "Inter Display"
/* Shaped texts kept between documents; about 3 KB each. */
#define STORE_CEILING 1200
#define NARROW 150.0 /* points */

typedef struct {
    PangoFontDescription *font;
    PangoAttrList *attributes;
    double baseline; /* within a line of the style's leading */
} StyleFont;

struct TextEngine {
    PangoFontMap *map;
    PangoContext *context;
    StyleFont styles[N_STYLES];
    GHashTable *store; /* key text -> TextBlock */
};

struct TextBlock {
    gatomicrefcount references;
    TextStyle style;
    PangoLayout *layout;
    InlineText *content;
    double baseline;
    double indent;
};

static double points(int units)
{
    return (double)units / PANGO_SCALE;
}

static int units(double value)
{
    return (int)(value * PANGO_SCALE + 0.5);
}

/* --- engine */

static PangoFontDescription *font_of(const ThemeStyle *style)
{
    static const PangoWeight weights[] = {[WEIGHT_LIGHT] = PANGO_WEIGHT_LIGHT,
                                          [WEIGHT_REGULAR] = PANGO_WEIGHT_NORMAL,
                                          [WEIGHT_STRONG] = PANGO_WEIGHT_SEMIBOLD};
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, style->display ? FAMILY_DISPLAY : FAMILY);
    pango_font_description_set_weight(font, weights[style->weight]);
    pango_font_description_set_size(font, units(style->size));
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
    double ascent = points(pango_font_metrics_get_ascent(metrics));
    double descent = points(pango_font_metrics_get_descent(metrics));
    pango_font_metrics_unref(metrics);
    font->baseline = (style->leading - ascent - descent) / 2 + ascent;
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
    engine->store =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)text_block_unref);
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
    g_hash_table_unref(engine->store);
    for (TextStyle style = 0; style < N_STYLES; style++) {
        g_clear_pointer(&engine->styles[style].font, pango_font_description_free);
        g_clear_pointer(&engine->styles[style].attributes, pango_attr_list_unref);
    }
    g_object_unref(engine->context);
    g_object_unref(engine->map);
    g_free(engine);
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

/* A hyphen behind a scrap of a word: ’s-Hertogenbosch, 95%-interval. */
static gboolean is_tying_hyphen(const char *text, const char *at)
{
    const char *word = at;
    while (word > text && word[-1] != ' ')
        word--;
    return at > word && (at[-1] == '%' || g_utf8_strlen(word, at - word) <= 2);
}

/* A space before a short last word, or between a number and its unit. */
static gboolean is_tying_space(const char *text, const char *at)
{
    static const char *const units[] = {"procent", "percent", "personen", "persons", "jaar", NULL};
    if (strchr(at + 1, ' ') == NULL)
        return strlen(at + 1) <= 7 && memchr(text, ' ', (gsize)(at - text)) != NULL;
    for (const char *const *unit = units; *unit != NULL; unit++)
        if (at > text && g_ascii_isdigit(at[-1]) && g_str_has_prefix(at + 1, *unit))
            return TRUE;
    return FALSE;
}

/* NULL when all lines may break where they like. In a narrow column words are not tied: there the
 * break would come within a word. */
static PangoAttrList *without_bad_breaks(PangoAttrList *attributes, const char *text, double width)
{
    PangoAttrList *list = NULL;
    const char *ties = width > NARROW ? "- " : "-";
    if (width < 0)
        return NULL;
    for (const char *at = strpbrk(text, ties); at != NULL; at = strpbrk(at + 1, ties)) {
        if (at[1] == '\0' || !(*at == '-' ? is_tying_hyphen(text, at) : is_tying_space(text, at)))
            continue;
        if (list == NULL)
            list = pango_attr_list_copy(attributes);
        PangoAttribute *whole = pango_attr_allow_breaks_new(FALSE);
        whole->start_index = (guint)(at - text);
        whole->end_index = (guint)(g_utf8_next_char(at + 1) - text);
        pango_attr_list_insert(list, whole);
    }
    return list;
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
    PangoAttrList *spanned = spanned_attributes(font, content);
    PangoAttrList *list = without_bad_breaks(spanned, content->text, width);
    if (list == NULL)
        return spanned;
    pango_attr_list_unref(spanned);
    return list;
}

/* First byte of a range of numbers that is broken after its dash by the line that begins at `start`
 * (3.300–|7.000), or -1. Pango does not let itself be told so by an attribute. */
static int broken_range(const char *text, int start)
{
    static const char dash[] = "–";
    int at = start - (int)strlen(dash);
    if (at < 1 || !g_ascii_isdigit(text[start]) || !g_ascii_isdigit(text[at - 1]) ||
        strncmp(text + at, dash, strlen(dash)) != 0)
        return -1;
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return at > 0 ? at : -1;
}

/* Ends lines before a range of numbers that would be broken. Lengths in bytes stay the same. */
static void mend_ranges(TextBlock *block)
{
    for (int line = 1; line < pango_layout_get_line_count(block->layout); line++) {
        PangoLayoutLine *shaped = pango_layout_get_line_readonly(block->layout, line);
        const char *text = pango_layout_get_text(block->layout);
        int range = broken_range(text, pango_layout_line_get_start_index(shaped));
        if (range < 0)
            continue;
        g_autofree char *mended = g_strdup(text);
        mended[range - 1] = '\n';
        pango_layout_set_text(block->layout, mended, -1);
    }
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
    pango_layout_set_width(block->layout, width < 0 ? -1 : units(width));
    if (indent > 0)
        pango_layout_set_indent(block->layout, units(indent));
    if (width >= 0 && indent <= 0 && strstr(content->text, "–") != NULL)
        mend_ranges(block);
    return block;
}

static TextBlock *text_block_ref(TextBlock *block)
{
    g_atomic_ref_count_inc(&block->references);
    return block;
}

static TextBlock *remember(TextEngine *engine, char *key, TextBlock *block)
{
    if (g_hash_table_size(engine->store) >= STORE_CEILING)
        g_hash_table_remove_all(engine->store);
    g_hash_table_insert(engine->store, key, text_block_ref(block));
    return block;
}

static TextBlock *find_or_shape(TextEngine *engine, TextStyle style, const char *text, double width,
                                double indent, guint first_note, gboolean plain)
{
    g_autofree char *key = g_strdup_printf("%d|%d|%d|%u|%d|%s", style, units(width + 1),
                                           units(indent), first_note, plain, text);
    TextBlock *known = g_hash_table_lookup(engine->store, key);
    if (known != NULL)
        return text_block_ref(known);
    g_autofree char *escaped = plain ? inline_escape(text) : NULL;
    InlineText *content = inline_parse(plain ? escaped : text, first_note);
    TextBlock *block = shape(engine, style, content, width, indent);
    return remember(engine, g_steal_pointer(&key), block);
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
    for (const char *at = strpbrk(markup, ",:;"); at != NULL; at = strpbrk(at + 1, ",:;")) {
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

/* --- measures */

static PangoLayoutLine *line_of(const TextBlock *block, guint line)
{
    return pango_layout_get_line_readonly(block->layout, (int)line);
}

guint text_block_n_lines(const TextBlock *block)
{
    return (guint)pango_layout_get_line_count(block->layout);
}

double text_block_leading(const TextBlock *block)
{
    return theme_style(block->style)->leading;
}

double text_block_height(const TextBlock *block)
{
    return text_block_n_lines(block) * text_block_leading(block);
}

double text_block_baseline(const TextBlock *block)
{
    return block->baseline;
}

const InlineText *text_block_content(const TextBlock *block)
{
    return block->content;
}

TextStyle text_block_style(const TextBlock *block)
{
    return block->style;
}

static double trailing_space(const TextBlock *block, PangoLayoutLine *line)
{
    const char *text = block->content->text;
    int start = pango_layout_line_get_start_index(line);
    int end = start + pango_layout_line_get_length(line);
    int last = end;
    while (last > start && text[last - 1] == ' ')
        last--;
    if (last == end)
        return 0;
    int from = 0, to = 0;
    pango_layout_line_index_to_x(line, last, FALSE, &from);
    pango_layout_line_index_to_x(line, end, FALSE, &to);
    return points(to - from);
}

double text_block_line_width(const TextBlock *block, guint line)
{
    PangoLayoutLine *shaped = line_of(block, line);
    PangoRectangle logical;
    pango_layout_line_get_extents(shaped, NULL, &logical);
    double width = points(logical.width) - trailing_space(block, shaped);
    return line == 0 ? width + block->indent : width;
}

double text_block_width(const TextBlock *block)
{
    double widest = 0;
    for (guint line = 0; line < text_block_n_lines(block); line++)
        widest = MAX(widest, text_block_line_width(block, line));
    return widest;
}

char *text_block_line_text(const TextBlock *block, guint line)
{
    PangoLayoutLine *shaped = line_of(block, line);
    return g_strndup(block->content->text + pango_layout_line_get_start_index(shaped),
                     (gsize)pango_layout_line_get_length(shaped));
}

void text_block_line_ink(const TextBlock *block, guint line, double *x, double *y, double *width,
                         double *height)
{
    PangoRectangle ink;
    pango_layout_line_get_extents(line_of(block, line), &ink, NULL);
    *x = points(ink.x) + (line == 0 ? block->indent : 0);
    *y = points(ink.y);
    *width = points(ink.width);
    *height = points(ink.height);
}

gboolean text_block_is_cut(const TextBlock *block)
{
    const char *text = block->content->text;
    for (guint line = 1; line < text_block_n_lines(block); line++) {
        int start = pango_layout_line_get_start_index(line_of(block, line));
        if (start == 0)
            continue;
        const char *before = g_utf8_find_prev_char(text, text + start);
        gunichar left = g_utf8_get_char(before), right = g_utf8_get_char(text + start);
        if (g_unichar_isalnum(left) && g_unichar_isalnum(right))
            return TRUE;
    }
    return FALSE;
}

gboolean text_block_span_on_line(const TextBlock *block, guint line, guint start, guint end,
                                 double *x, double *width)
{
    PangoLayoutLine *shaped = line_of(block, line);
    int first = pango_layout_line_get_start_index(shaped);
    int last = first + pango_layout_line_get_length(shaped);
    int from = MAX((int)start, first), to = MIN((int)end, last);
    if (from >= to)
        return FALSE;
    int left = 0, right = 0;
    pango_layout_line_index_to_x(shaped, from, FALSE, &left);
    pango_layout_line_index_to_x(shaped, to, FALSE, &right);
    *x = points(left) + (line == 0 ? block->indent : 0);
    *width = points(right - left);
    return TRUE;
}

/* --- painting */

/* Pango empties the space at the end of a line. It is painted as a space after all, so that the
 * words of two lines do not run together for who hears or copies the text. NULL when the run has
 * none. Returns (transfer full). */
static PangoGlyphItem *with_final_space(PangoGlyphItem *run, const char *text)
{
    int last = run->item->offset + run->item->length - 1;
    int n = run->glyphs->num_glyphs;
    hb_codepoint_t space = 0;
    if (text[last] != ' ' || n == 0 || run->glyphs->glyphs[n - 1].glyph != PANGO_GLYPH_EMPTY ||
        !hb_font_get_nominal_glyph(pango_font_get_hb_font(run->item->analysis.font), ' ', &space))
        return NULL;
    PangoGlyphItem *copy = pango_glyph_item_copy(run);
    copy->glyphs->glyphs[n - 1].glyph = space;
    return copy;
}

static gboolean run_colour(const PangoGlyphItem *run, PangoColor *colour)
{
    for (GSList *node = run->item->analysis.extra_attrs; node != NULL; node = node->next) {
        PangoAttribute *attribute = node->data;
        if (attribute->klass->type == PANGO_ATTR_FOREGROUND) {
            *colour = ((PangoAttrColor *)attribute)->color;
            return TRUE;
        }
    }
    return FALSE;
}

static void show_run(PangoGlyphItem *run, const char *text, cairo_t *cr, double x, double baseline)
{
    PangoColor colour;
    PangoGlyphItem *spaced = with_final_space(run, text);
    cairo_save(cr);
    if (run_colour(run, &colour))
        cairo_set_source_rgb(cr, colour.red / 65535.0, colour.green / 65535.0,
                             colour.blue / 65535.0);
    cairo_move_to(cr, x, baseline);
    pango_cairo_show_glyph_item(cr, text, spaced != NULL ? spaced : run);
    cairo_restore(cr);
    if (spaced != NULL)
        pango_glyph_item_free(spaced);
}

void text_block_show_part(const TextBlock *block, guint line, guint start, guint end, cairo_t *cr,
                          double x, double baseline)
{
    double at = x + (line == 0 ? block->indent : 0);
    for (GSList *node = line_of(block, line)->runs; node != NULL; node = node->next) {
        PangoGlyphItem *run = node->data;
        guint offset = (guint)run->item->offset;
        if (offset >= start && offset < end)
            show_run(run, block->content->text, cr, at, baseline);
        at += points(pango_glyph_string_get_width(run->glyphs));
    }
}

void text_block_show_line(const TextBlock *block, guint line, cairo_t *cr, double x,
                          double baseline)
{
    text_block_show_part(block, line, 0, G_MAXUINT, cr, x, baseline);
}

void text_block_line_bytes(const TextBlock *block, guint line, guint *start, guint *end)
{
    PangoLayoutLine *shaped = line_of(block, line);
    *start = (guint)pango_layout_line_get_start_index(shaped);
    *end = *start + (guint)pango_layout_line_get_length(shaped);
}

double text_width(TextEngine *engine, TextStyle style, const char *text)
{
    g_autoptr(TextBlock) block = text_block_new_plain(engine, style, text, -1);
    return text_block_width(block);
}

double text_widest_word(TextEngine *engine, TextStyle style, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
    double widest = 0;
    for (char **word = words; *word != NULL; word++)
        widest = MAX(widest, text_width(engine, style, *word));
    return widest;
}
