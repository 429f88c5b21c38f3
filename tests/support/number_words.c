#include "tests/support/number_words.h"

#include "core/datadir.h"
#include "report/pdf/inline.h"
#include "tests/support/known_numbers.h"

#include <check.h>
#include <string.h>

#define AROUND 40 /* characters on either side of a number, blanks not counted */
#define NEAR 200  /* bytes that hold them */

/* A text of the catalogue that was said with values. */
typedef struct {
    char *key;
    guint n_printed; /* of its values, how many are on the pages */
} Said;

typedef struct {
    char *left, *right; /* without blanks */
    Said *said;         /* borrowed; NULL: no value of "tekst" */
    char *printed;
    guint n_printed; /* places on pages that can be this one */
} Words;

struct NumberWords {
    GHashTable *by_number; /* number as printed -> GPtrArray of Words * */
    GHashTable *alone, *classes;
    GHashTable *said; /* key -> Said * */
    GRegex *number;
};

static void free_words(gpointer data)
{
    Words *words = data;
    g_free(words->left);
    g_free(words->right);
    g_free(words->printed);
    g_free(words);
}

static void free_said(gpointer data)
{
    Said *said = data;
    g_free(said->key);
    g_free(said);
}

NumberWords *number_words_new(void)
{
    NumberWords *words = g_new0(NumberWords, 1);
    words->by_number =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    words->alone = known_numbers_set();
    words->classes = known_numbers_set();
    words->said = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_said);
    words->number = g_regex_new(KNOWN_NUMBER, G_REGEX_OPTIMIZE, 0, NULL);
    return words;
}

void number_words_free(NumberWords *words)
{
    g_hash_table_unref(words->by_number);
    g_hash_table_unref(words->alone);
    g_hash_table_unref(words->classes);
    g_hash_table_unref(words->said);
    g_regex_unref(words->number);
    g_free(words);
}

GHashTable *number_words_alone(const NumberWords *words)
{
    return words->alone;
}

GHashTable *number_words_classes(const NumberWords *words)
{
    return words->classes;
}

/* --- words around a number */

static gboolean is_blank(gunichar character)
{
    return g_unichar_isspace(character) || character == 0x00ad || character == 0x200b ||
           character == 0x2060 || character == 0xfeff;
}

static char *without_blanks(const char *text, gssize length)
{
    GString *dense = g_string_new(NULL);
    const char *end = length >= 0 ? text + length : text + strlen(text);
    for (const char *at = text; at < end; at = g_utf8_next_char(at))
        if (!is_blank(g_utf8_get_char(at)))
            g_string_append_unichar(dense, g_utf8_get_char(at));
    return g_string_free(dense, FALSE);
}

/* The last characters of the stretch, or the first. */
static char *words_before(const char *text, gsize end)
{
    const char *from = text + (end > NEAR ? end - NEAR : 0);
    while ((*from & 0xc0) == 0x80)
        from++;
    g_autofree char *dense = without_blanks(from, text + end - from);
    glong n = g_utf8_strlen(dense, -1);
    return g_strdup(g_utf8_offset_to_pointer(dense, MAX(0, n - AROUND)));
}

static char *words_behind(const char *text)
{
    const char *to = text + strnlen(text, NEAR);
    while (to > text && (*to & 0xc0) == 0x80)
        to--;
    g_autofree char *dense = without_blanks(text, to - text);
    *g_utf8_offset_to_pointer(dense, MIN(g_utf8_strlen(dense, -1), AROUND)) = '\0';
    return g_steal_pointer(&dense);
}

/* --- what is known */

/* All numbers of a text that begin in [from, to) bytes, with what is around them in the text. */
static void add_numbers_of(NumberWords *words, const char *text, gsize from, gsize to, Said *said)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(words->number, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start, end;
        g_match_info_fetch_pos(match, 0, &start, &end);
        if ((gsize)start < from || (gsize)start >= to)
            continue;
        g_autofree char *printed = g_match_info_fetch(match, 0);
        GPtrArray *list = g_hash_table_lookup(words->by_number, printed);
        if (list == NULL) {
            list = g_ptr_array_new_with_free_func(free_words);
            g_hash_table_insert(words->by_number, g_strdup(printed), list);
        }
        Words *around = g_new0(Words, 1);
        *around = (Words){.left = words_before(text, (gsize)start),
                          .right = words_behind(text + end),
                          .said = said,
                          .printed = g_steal_pointer(&printed)};
        g_ptr_array_add(list, around);
    }
}

void number_words_add_sentence(NumberWords *words, const char *sentence)
{
    /* The terms of a model stand between brackets in the data, and not on the page. */
    g_autoptr(GRegex) terms = g_regex_new(" \\[[^]]*\\]", 0, 0, NULL);
    g_autofree char *shorter = g_regex_replace_literal(terms, sentence, -1, 0, "", 0, NULL);
    g_autofree char *text = known_numbers_only(shorter);
    add_numbers_of(words, text, 0, strlen(text), NULL);
}

void number_words_add_title(NumberWords *words, const char *title)
{
    g_autofree char *text = known_numbers_in_figure(title);
    add_numbers_of(words, text, 0, strlen(text), NULL);
}

static char *plain(const char *markup)
{
    g_autoptr(InlineText) content = inline_parse(markup, 1);
    GString *text = g_string_new(content->text);
    for (guint i = 0; content->notes != NULL && i < content->notes->len; i++)
        g_string_append_printf(text, " %s", (const char *)g_ptr_array_index(content->notes, i));
    return g_string_free(text, FALSE);
}

void number_words_add_catalogue(NumberWords *words)
{
    g_autofree char *path = datadir_path("reference/texts/nl.ini");
    g_autoptr(GKeyFile) file = g_key_file_new();
    ck_assert(g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL));
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        g_auto(GStrv) keys = g_key_file_get_keys(file, *group, NULL, NULL);
        for (char **key = keys; *key != NULL; key++) {
            g_autofree char *value = g_key_file_get_string(file, *group, *key, NULL);
            g_autofree char *text = plain(value);
            g_auto(GStrv) stretches = g_strsplit_set(text, "{}", -1);
            guint n = g_strv_length(stretches);
            for (guint i = 0; i < n; i += 2) /* between the placeholders */
                if (strpbrk(stretches[i], "0123456789") != NULL)
                    number_words_add_sentence(words, stretches[i]);
        }
    }
}

/* The value where the text has its placeholder, between the words on either side; a text that is
 * nothing but a placeholder gives values that stand alone. */
static void add_said(NumberWords *words, Said *said, const char *template, const char *placeholder,
                     const char *printed)
{
    g_autofree char *text = plain(template);
    g_autofree char *braced = g_strdup_printf("{%s}", placeholder);
    if (strcmp(text, braced) == 0)
        known_numbers_put_text(words->alone, printed);
    for (char *at = strstr(text, braced); at != NULL; at = strstr(at + 1, braced)) {
        const char *before = at, *behind = at + strlen(braced);
        while (before > text && before[-1] != '}')
            before--;
        g_autofree char *left = g_strndup(before, (gsize)(at - before));
        g_autofree char *right = g_strndup(behind, strcspn(behind, "{"));
        g_autofree char *left_only = known_numbers_only(left);
        g_autofree char *whole = g_strconcat(left_only, printed, right, NULL);
        gsize from = strlen(left_only);
        if (*g_strstrip(left) != '\0' || *g_strstrip(right) != '\0')
            add_numbers_of(words, whole, from, from + strlen(printed), said);
    }
}

static const char *text_at(const FigureData *data, guint row, const char *key)
{
    int column = figure_data_find(data, key);
    ck_assert_int_ge(column, 0);
    const FigureCell *cell = figure_data_cell(data, row, (guint)column);
    return cell->text != NULL ? cell->text : "";
}

/* One value of several in the same place: a list, "31, 28 en 17". */
static void add_listed(NumberWords *words, const char *printed)
{
    static const char *const around[][2] = {{",", ","}, {",", "en"}, {"en", ""}, {"kw.", "%"}};
    for (gsize i = 0; i < G_N_ELEMENTS(around); i++) {
        g_autofree char *whole = g_strconcat(around[i][0], " ", printed, " ", around[i][1], NULL);
        add_numbers_of(words, whole, strlen(around[i][0]), strlen(whole), NULL);
    }
}

/* The same place of the same text; `other` may be no row at all. */
static gboolean is_same_place(const FigureData *data, guint row, guint other)
{
    return other < figure_data_n_rows(data) &&
           strcmp(text_at(data, row, "tekst"), text_at(data, other, "tekst")) == 0 &&
           strcmp(text_at(data, row, "plaats"), text_at(data, other, "plaats")) == 0;
}

static Said *said_of(NumberWords *words, const char *key)
{
    Said *said = g_hash_table_lookup(words->said, key);
    if (said == NULL) {
        said = g_new0(Said, 1);
        said->key = g_strdup(key);
        g_hash_table_insert(words->said, said->key, said);
    }
    return said;
}

void number_words_add_said(NumberWords *words, const FigureData *data, const Texts *texts)
{
    for (guint row = 0; row < figure_data_n_rows(data); row++) {
        const char *key = text_at(data, row, "tekst"), *place = text_at(data, row, "plaats");
        const char *template = texts_lookup(texts, key);
        ck_assert_msg(template != NULL, "no text %s", key);
        add_said(words, said_of(words, key), template, place, text_at(data, row, "gedrukt"));
        if (strcmp(key, "figuur.kaart-klasse") == 0)
            known_numbers_put_text(words->classes, text_at(data, row, "gedrukt"));
        if (is_same_place(data, row, row - 1) || is_same_place(data, row, row + 1))
            add_listed(words, text_at(data, row, "gedrukt"));
    }
}

/* --- looking up */

typedef struct {
    char *left, *right;
    const GPtrArray *list; /* NULL: no such number is known */
} Place;

static Place place_new(const NumberWords *words, const char *text, const char *printed, gsize start,
                       gsize end)
{
    Place place = {.list = g_hash_table_lookup(words->by_number, printed)};
    if (place.list != NULL) {
        place.left = words_before(text, start);
        place.right = words_behind(text + end);
    }
    return place;
}

static void place_clear(Place *place)
{
    g_free(place->left);
    g_free(place->right);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

/* The next one that fits, from *i on; NULL: none. */
static Words *next_fit(const Place *place, guint *i)
{
    for (; place->list != NULL && *i < place->list->len; ++*i) {
        Words *words = g_ptr_array_index(place->list, *i);
        if (g_str_has_suffix(place->left, words->left) &&
            g_str_has_prefix(place->right, words->right)) {
            ++*i;
            return words;
        }
    }
    return NULL;
}

gboolean number_words_hold(NumberWords *words, const char *text, const char *printed, gsize start,
                           gsize end)
{
    g_auto(Place) place = place_new(words, text, printed, start, end);
    guint i = 0;
    return next_fit(&place, &i) != NULL;
}

void number_words_count(NumberWords *words, const char *text, const char *printed, gsize start,
                        gsize end)
{
    g_auto(Place) place = place_new(words, text, printed, start, end);
    guint i = 0;
    for (Words *fit = next_fit(&place, &i); fit != NULL; fit = next_fit(&place, &i))
        if (fit->n_printed++ == 0 && fit->said != NULL)
            fit->said->n_printed++;
}

gboolean number_words_is_only(NumberWords *words, const char *text, const char *printed,
                              gsize start, gsize end)
{
    g_auto(Place) place = place_new(words, text, printed, start, end);
    guint i = 0;
    for (Words *fit = next_fit(&place, &i); fit != NULL; fit = next_fit(&place, &i))
        if (fit->said != NULL && fit->n_printed == 1 && fit->said->n_printed > 1)
            return TRUE;
    return FALSE;
}

void number_words_missing(const NumberWords *words, GString *faults)
{
    GHashTableIter iter;
    gpointer list;
    g_hash_table_iter_init(&iter, words->by_number);
    while (g_hash_table_iter_next(&iter, NULL, &list))
        for (guint i = 0; i < ((GPtrArray *)list)->len; i++) {
            const Words *around = g_ptr_array_index((GPtrArray *)list, i);
            if (around->said != NULL && around->n_printed == 0 && around->said->n_printed > 0)
                g_string_append_printf(faults, "%s of text %s is not printed: \"%s[]%s\"\n",
                                       around->printed, around->said->key, around->left,
                                       around->right);
        }
}
