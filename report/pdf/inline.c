#include "report/pdf/inline.h"

#include <string.h>

#define APOSTROPHE "\xe2\x80\x99"

typedef struct {
    GString *text;
    InlineText *result;
    guint next_note;
    GString *note; /* the footnote that is being read, or NULL */
    GArray *open;  /* indexes into result->spans */
} Parse;

char *inline_escape(const char *text)
{
    return g_markup_escape_text(text != NULL ? text : "", -1);
}

char *inline_superscript(guint number)
{
    static const char *const figures[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    g_autofree char *decimal = g_strdup_printf("%u", number);
    GString *out = g_string_new(NULL);
    for (const char *c = decimal; *c != '\0'; c++)
        g_string_append(out, figures[*c - '0']);
    return g_string_free(out, FALSE);
}

static void open_span(Parse *parse, InlineKind kind, const char *target)
{
    InlineSpan span = {kind, (guint)parse->text->len, (guint)parse->text->len, g_strdup(target)};
    g_array_append_val(parse->result->spans, span);
    guint index = parse->result->spans->len - 1;
    g_array_append_val(parse->open, index);
}

/* Markup inside a footnote is kept: it is read when the footnote is set. */
static void append_tag(GString *note, const char *name, const char **names, const char **values)
{
    g_string_append_printf(note, "<%s", name);
    for (; *names != NULL; names++, values++) {
        g_autofree char *value = g_markup_escape_text(*values, -1);
        g_string_append_printf(note, " %s=\"%s\"", *names, value);
    }
    g_string_append_c(note, '>');
}

/* The text itself, and references that are not resolved yet. */
static gboolean is_without_effect(const char *name)
{
    return g_str_equal(name, "text") || g_ascii_strcasecmp(name, "ref") == 0;
}

static void start_element(GMarkupParseContext *context, const char *name, const char **names,
                          const char **values, gpointer data, GError **error)
{
    Parse *parse = data;
    (void)context;
    if (parse->note != NULL) {
        append_tag(parse->note, name, names, values);
        return;
    }
    if (g_str_equal(name, "b"))
        open_span(parse, INLINE_STRONG, NULL);
    else if (g_str_equal(name, "i"))
        open_span(parse, INLINE_ITALIC, NULL);
    else if (g_str_equal(name, "a") && names[0] != NULL && g_str_equal(names[0], "href"))
        open_span(parse, INLINE_LINK, values[0]);
    else if (g_str_equal(name, "note"))
        parse->note = g_string_new(NULL);
    else if (!is_without_effect(name))
        g_set_error(error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT, "<%s> is not known",
                    name);
}

static void end_note(Parse *parse)
{
    if (parse->result->notes == NULL)
        parse->result->notes = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *mark = inline_superscript(parse->next_note++);
    g_string_append(parse->text, mark);
    g_ptr_array_add(parse->result->notes, g_string_free(parse->note, FALSE));
    parse->note = NULL;
}

static void end_element(GMarkupParseContext *context, const char *name, gpointer data,
                        GError **error)
{
    Parse *parse = data;
    (void)context;
    (void)error;
    if (g_str_equal(name, "note")) {
        end_note(parse);
    } else if (parse->note != NULL) {
        g_string_append_printf(parse->note, "</%s>", name);
    } else if (!is_without_effect(name) && parse->open->len > 0) {
        guint index = g_array_index(parse->open, guint, parse->open->len - 1);
        g_array_set_size(parse->open, parse->open->len - 1);
        g_array_index(parse->result->spans, InlineSpan, index).end = (guint)parse->text->len;
    }
}

#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028 */

/* The typography of the house, on text without markup. A line that ends here ends with a space, so
 * that its last word and the next are two for who hears the text; the end is a newline, for which
 * no font is sought, as Pango does for the separator: it opened two that have no other use. */
static void append_typographic(GString *out, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '\'') {
            g_string_append(out, APOSTROPHE);
        } else if (length - i >= strlen(LINE_SEPARATOR) &&
                   memcmp(text + i, LINE_SEPARATOR, strlen(LINE_SEPARATOR)) == 0) {
            g_string_append(out, out->len > 0 && out->str[out->len - 1] == ' ' ? "\n" : " \n");
            i += strlen(LINE_SEPARATOR) - 1;
        } else {
            g_string_append_c(out, text[i] == '\n' ? ' ' : text[i]);
        }
    }
}

static void add_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                     GError **error)
{
    Parse *parse = data;
    (void)context;
    (void)error;
    if (parse->note != NULL) {
        g_autofree char *escaped = g_markup_escape_text(text, (gssize)length);
        g_string_append(parse->note, escaped);
    } else {
        append_typographic(parse->text, text, length);
    }
}

static void clear_span(gpointer data)
{
    g_free(((InlineSpan *)data)->target);
}

static InlineText *inline_new(void)
{
    InlineText *result = g_new0(InlineText, 1);
    result->spans = g_array_new(FALSE, FALSE, sizeof(InlineSpan));
    g_array_set_clear_func(result->spans, clear_span);
    return result;
}

static InlineText *plain_text(const char *text)
{
    InlineText *result = inline_new();
    GString *out = g_string_new(NULL);
    append_typographic(out, text, strlen(text));
    result->text = g_string_free(out, FALSE);
    return result;
}

InlineText *inline_parse(const char *markup, guint first_note)
{
    static const GMarkupParser parser = {start_element, end_element, add_text, NULL, NULL};
    if (strpbrk(markup, "<&") == NULL)
        return plain_text(markup);
    Parse parse = {.text = g_string_new(NULL), .result = inline_new(), .next_note = first_note};
    parse.open = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &parse, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *whole = g_strconcat("<text>", markup, "</text>", NULL);
    gboolean read = g_markup_parse_context_parse(context, whole, -1, &error) &&
                    g_markup_parse_context_end_parse(context, &error);
    g_array_unref(parse.open);
    if (parse.note != NULL)
        g_string_free(parse.note, TRUE);
    parse.result->text = g_string_free(parse.text, FALSE);
    if (read)
        return parse.result;
    g_warning("markup in a text cannot be read (%s): %s", error->message, markup);
    inline_free(parse.result);
    return plain_text(markup);
}

void inline_free(InlineText *text)
{
    if (text == NULL)
        return;
    g_free(text->text);
    g_array_unref(text->spans);
    if (text->notes != NULL)
        g_ptr_array_unref(text->notes);
    g_free(text);
}
