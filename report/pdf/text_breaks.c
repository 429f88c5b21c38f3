/* Where lines may not end. */
#include "report/pdf/text_private.h"

#include <string.h>

#define NARROW 150.0    /* points */
#define NARROW_EMS 18.5 /* for small print */
#define LONG_WORD 24

/* A hyphen behind a scrap of a word: ’s-Hertogenbosch, 95%-interval. */
static gboolean is_tying_hyphen(const char *text, const char *at)
{
    const char *word = at;
    while (word > text && word[-1] != ' ')
        word--;
    return at > word && (at[-1] == '%' || g_utf8_strlen(word, at - word) <= 2);
}

/* Characters of the word before `at`; tied to a long one, a short word would not fit on a line. */
static gboolean follows_long_word(const char *text, const char *at)
{
    const char *word = at;
    while (word > text && word[-1] != ' ')
        word--;
    return g_utf8_strlen(word, at - word) > LONG_WORD;
}

/* "€ 5", "p. 3", "art. 6", "J. Jansen": the word before the space says nothing without the next. */
static gboolean is_short_form(const char *text, const char *at)
{
    static const char *const forms[] = {"€", "p.", "blz.", "nr.", "no.", "art.", "par.", NULL};
    const char *word = at;
    while (word > text && word[-1] != ' ' && word[-1] != '(')
        word--;
    gsize length = (gsize)(at - word);
    for (const char *const *form = forms; *form != NULL; form++)
        if (strlen(*form) == length && strncmp(word, *form, length) == 0)
            return g_ascii_isdigit(at[1]);
    gboolean initials = length >= 2 && length % 2 == 0;
    for (gsize i = 0; i < length && initials; i++)
        initials = i % 2 == 0 ? g_ascii_isupper(word[i]) : word[i] == '.';
    return initials && g_ascii_isupper(at[1]);
}

/* A space before a short last word, or between a number and its unit. */
static gboolean is_tying_space(const char *text, const char *at)
{
    static const char *const units[] = {"procent", "percent", "personen", "persons", "jaar", NULL};
    if (strchr(at + 1, ' ') == NULL)
        return strlen(at + 1) <= 7 && memchr(text, ' ', (gsize)(at - text)) != NULL &&
               !follows_long_word(text, at);
    for (const char *const *unit = units; *unit != NULL; unit++)
        if (at > text && g_ascii_isdigit(at[-1]) && g_str_has_prefix(at + 1, *unit))
            return TRUE;
    return is_short_form(text, at);
}

PangoAttrList *text_without_bad_breaks(PangoAttrList *attributes, const char *text, double width,
                                       double size)
{
    PangoAttrList *list = NULL;
    const char *ties = width > MIN(NARROW, NARROW_EMS * size) ? "- " : "-";
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

void text_mend_ranges(PangoLayout *layout)
{
    for (int line = 1; line < pango_layout_get_line_count(layout); line++) {
        PangoLayoutLine *shaped = pango_layout_get_line_readonly(layout, line);
        const char *text = pango_layout_get_text(layout);
        int range = broken_range(text, pango_layout_line_get_start_index(shaped));
        if (range < 0)
            continue;
        g_autofree char *mended = g_strdup(text);
        mended[range - 1] = '\n';
        pango_layout_set_text(layout, mended, -1);
    }
}
