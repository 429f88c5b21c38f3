#include "core/area_private.h"
#include "core/area_table.h"

#include <string.h>

/* A name in the table; names that fold to the same key hang in a chain. */
typedef struct {
    AreaId id;
    gboolean alias;
    guint next; /* index + 1, 0: last */
} NameEntry;

typedef struct {
    AreaKind kind;
    gsize length;
    char key[AREA_KEY_MAX];
} KindWord;

struct AreaNames {
    GHashTable *by_key[AREA_KIND_COUNT]; /* key -> index + 1 of a NameEntry */
    GArray *entries;
    GArray *kind_words; /* "gemeente", "gem", … that may stand before or after a name */
};

static const char *const match_words[] = {
    [AREA_MATCH_UNKNOWN] = "unknown",
    [AREA_MATCH_EXACT] = "exact",
    [AREA_MATCH_ALIAS] = "alias",
    [AREA_MATCH_SUCCESSOR] = "successor",
    [AREA_MATCH_SPLIT_UNKNOWN] = "split-unknown",
    [AREA_MATCH_NOT_YET] = "not-yet",
    [AREA_MATCH_AMBIGUOUS] = "ambiguous",
};

const char *area_match_word(AreaMatchKind kind)
{
    return match_words[kind];
}

/* --- keys ------------------------------------------------------------------------------------ */

static gboolean is_apostrophe(gunichar c)
{
    return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || (c >= 0x2018 && c <= 0x201B) ||
           c == 0x2032;
}

/* The letter below the accents, in lower case. */
static gunichar base_letter(gunichar c)
{
    gunichar parts[8];
    if (g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts)) > 0)
        c = parts[0];
    return g_unichar_tolower(c);
}

int area_fold(const char *text, char *key, gsize size)
{
    gsize n = 0;
    gboolean gap = FALSE;
    while (*text != '\0') {
        gunichar c = (guchar)*text;
        if (c >= 0x80) {
            c = g_utf8_get_char_validated(text, -1);
            if (c == (gunichar)-1 || c == (gunichar)-2)
                return -1;
            text = g_utf8_next_char(text);
        } else {
            text++;
        }
        if (is_apostrophe(c) || (c >= 0x300 && c <= 0x36F))
            continue;
        gboolean two_letters = c == 0x132 || c == 0x133; /* the one sign for ij */
        c = c < 0x80 ? (gunichar)g_ascii_tolower((char)c) : base_letter(c);
        if (!(c < 0x80 ? g_ascii_isalnum((char)c) : g_unichar_isalnum(c))) {
            gap = n > 0;
            continue;
        }
        if (n + 9 > size)
            return -1;
        if (gap)
            key[n++] = ' ';
        gap = FALSE;
        n += (gsize)g_unichar_to_utf8(c, key + n);
        if (two_letters)
            key[n++] = 'j';
    }
    key[n] = '\0';
    return (int)n;
}

/* --- the table ------------------------------------------------------------------------------- */

void area_names_free(AreaNames *names)
{
    if (names == NULL)
        return;
    for (int kind = 0; kind < AREA_KIND_COUNT; kind++)
        g_hash_table_destroy(names->by_key[kind]);
    g_array_unref(names->entries);
    g_array_unref(names->kind_words);
    g_free(names);
}

static void add_name(AreaNames *names, AreaKind kind, const char *key, AreaId id, gboolean alias)
{
    gpointer head = g_hash_table_lookup(names->by_key[kind], key);
    for (guint i = GPOINTER_TO_UINT(head); i > 0;) {
        const NameEntry *entry = &g_array_index(names->entries, NameEntry, i - 1);
        if (entry->id == id)
            return;
        i = entry->next;
    }
    NameEntry entry = {id, alias, GPOINTER_TO_UINT(head)};
    g_array_append_val(names->entries, entry);
    g_hash_table_replace(names->by_key[kind], g_strdup(key), GUINT_TO_POINTER(names->entries->len));
}

/* The printed names, and as aliases those with a bracket without it. */
static void add_printed_names(AreaNames *names, const AreaRegister *areas)
{
    char key[AREA_KEY_MAX];
    for (AreaId id = 0; (gsize)id < areas->n_areas; id++) {
        const Area *area = &areas->areas[id];
        add_name(names, area->kind, area->sort_key, id, FALSE);
        const char *bracket = strstr(area->name, " (");
        if (bracket == NULL)
            continue;
        g_autofree char *bare = g_strndup(area->name, (gsize)(bracket - area->name));
        if (area_fold(bare, key, sizeof key) > 0)
            add_name(names, area->kind, key, id, TRUE);
    }
}

static gboolean read_aliases(AreaNames *names, const AreaRegister *areas, GError **error)
{
    static const char *const columns[] = {"soort", "alias", "code", NULL};
    g_autoptr(AreaTable) table = area_table_open("gebied_aliassen.csv", columns, error);
    if (table == NULL)
        return FALSE;
    GError *problem = NULL;
    while (area_table_next(table, &problem)) {
        AreaKind kind = AREA_LAND;
        char key[AREA_KEY_MAX];
        AreaId id = area_find_code(areas, area_table_text(table, 2));
        if (!area_kind_parse(area_table_text(table, 0), &kind))
            return area_table_wrong(table, 0, "is not a kind of area", error);
        if (area_fold(area_table_text(table, 1), key, sizeof key) <= 0)
            return area_table_wrong(table, 1, "is not a name", error);
        if (id == AREA_NONE || areas->areas[id].kind != kind)
            return area_table_wrong(table, 2, "is not an area of that kind", error);
        add_name(names, kind, key, id, TRUE);
    }
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    return TRUE;
}

static int longest_first(gconstpointer a, gconstpointer b)
{
    const KindWord *left = a, *right = b;
    if (left->length != right->length)
        return left->length > right->length ? -1 : 1;
    return strcmp(left->key, right->key);
}

static gboolean read_kind_words(AreaNames *names, GError **error)
{
    static const char *const columns[] = {"soort", "voorvoegsel", NULL};
    g_autoptr(AreaTable) table = area_table_open("gebied_voorvoegsels.csv", columns, error);
    if (table == NULL)
        return FALSE;
    GError *problem = NULL;
    while (area_table_next(table, &problem)) {
        KindWord word = {.kind = AREA_LAND};
        if (!area_kind_parse(area_table_text(table, 0), &word.kind))
            return area_table_wrong(table, 0, "is not a kind of area", error);
        int length = area_fold(area_table_text(table, 1), word.key, sizeof word.key);
        if (length <= 0)
            return area_table_wrong(table, 1, "is not a word", error);
        word.length = (gsize)length;
        g_array_append_val(names->kind_words, word);
    }
    g_array_sort(names->kind_words, longest_first);
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    return TRUE;
}

gboolean area_names_read(AreaRegister *areas, GError **error)
{
    AreaNames *names = areas->names = g_new0(AreaNames, 1);
    for (int kind = 0; kind < AREA_KIND_COUNT; kind++)
        names->by_key[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    names->entries = g_array_new(FALSE, FALSE, sizeof(NameEntry));
    names->kind_words = g_array_new(FALSE, FALSE, sizeof(KindWord));
    add_printed_names(names, areas);
    return read_aliases(names, areas, error) && read_kind_words(names, error);
}

/* --- resolving ------------------------------------------------------------------------------- */

/* The areas that a text can mean, whatever the day. */
typedef struct {
    gsize n;
    AreaId ids[AREA_MAX_PARTS];
    gboolean alias[AREA_MAX_PARTS];
} Meanings;

static gboolean look_up(const AreaNames *names, AreaKind kind, const char *key, gboolean reduced,
                        Meanings *meanings)
{
    guint i = GPOINTER_TO_UINT(g_hash_table_lookup(names->by_key[kind], key));
    while (i > 0 && meanings->n < AREA_MAX_PARTS) {
        const NameEntry *entry = &g_array_index(names->entries, NameEntry, i - 1);
        meanings->ids[meanings->n] = entry->id;
        meanings->alias[meanings->n++] = entry->alias || reduced;
        i = entry->next;
    }
    return meanings->n > 0;
}

/* Without "gemeente" and the like before or after the name. */
static gboolean look_up_reduced(const AreaNames *names, AreaKind kind, char *key, gsize length,
                                Meanings *meanings)
{
    for (guint i = 0; i < names->kind_words->len; i++) {
        const KindWord *word = &g_array_index(names->kind_words, KindWord, i);
        if (word->kind != kind || length <= word->length + 1)
            continue;
        if (memcmp(key, word->key, word->length) == 0 && key[word->length] == ' ' &&
            look_up(names, kind, key + word->length + 1, TRUE, meanings))
            return TRUE;
        char *tail = key + length - word->length;
        if (tail[-1] != ' ' || strcmp(tail, word->key) != 0)
            continue;
        tail[-1] = '\0';
        if (look_up(names, kind, key, TRUE, meanings))
            return TRUE;
        tail[-1] = ' ';
    }
    return FALSE;
}

static void find_meanings(const AreaRegister *areas, AreaKind kind, const char *text,
                          Meanings *meanings)
{
    AreaId id = area_find_code_of_kind(areas, kind, text);
    if (id != AREA_NONE) {
        *meanings = (Meanings){.n = 1, .ids = {id}};
        return;
    }
    char key[AREA_KEY_MAX];
    int length = area_fold(text, key, sizeof key);
    if (length > 0 && !look_up(areas->names, kind, key, FALSE, meanings))
        look_up_reduced(areas->names, kind, key, (gsize)length, meanings);
}

/* Keeps the meanings that were there on the day. A printed name goes before an alias. */
static Meanings keep_valid(const AreaRegister *areas, const Meanings *all, Day day)
{
    Meanings printed = {.n = 0}, others = {.n = 0};
    for (gsize i = 0; i < all->n; i++) {
        if (!area_is_valid(areas, all->ids[i], day))
            continue;
        Meanings *list = all->alias[i] ? &others : &printed;
        list->alias[list->n] = all->alias[i];
        list->ids[list->n++] = all->ids[i];
    }
    return printed.n > 0 ? printed : others;
}

/* None was there on the day: those that ended last before it, else those that begin first. */
static Meanings keep_nearest(const AreaRegister *areas, const Meanings *all, Day day)
{
    Meanings nearest = {.n = 0};
    gint64 best = G_MAXINT64;
    for (gsize i = 0; i < all->n; i++) {
        const Area *area = &areas->areas[all->ids[i]];
        gint64 distance =
            area->to <= day ? day - area->to : (gint64)G_MAXINT32 + (area->from - day);
        if (distance < best) {
            best = distance;
            nearest.n = 0;
        }
        if (distance == best) {
            nearest.alias[nearest.n] = all->alias[i];
            nearest.ids[nearest.n++] = all->ids[i];
        }
    }
    return nearest;
}

static void set_candidates(AreaMatch *match, const AreaId *ids, gsize n)
{
    match->n_candidates = MIN(n, AREA_MAX_PARTS);
    for (gsize i = 0; i < match->n_candidates; i++)
        match->candidates[i] = ids[i];
}

/* `named` was not there on the day. */
static void match_other_day(const AreaRegister *areas, Day day, AreaMatch *match)
{
    if (day < areas->areas[match->named].from) {
        match->kind = AREA_MATCH_NOT_YET;
        match->id = match->named;
        gsize n = 0;
        g_autofree AreaId *before = area_predecessors(areas, match->named, day, &n);
        set_candidates(match, before, n);
        return;
    }
    AreaShare parts[AREA_MAX_PARTS];
    gsize n = area_successors(areas, match->named, day, parts);
    if (n == 1) {
        match->kind = AREA_MATCH_SUCCESSOR;
        match->id = parts[0].id;
        return;
    }
    match->kind = AREA_MATCH_SPLIT_UNKNOWN;
    for (gsize i = 0; i < n; i++)
        match->candidates[match->n_candidates++] = parts[i].id;
}

static int compare_ids(gconstpointer a, gconstpointer b, gpointer data)
{
    (void)data;
    const AreaId *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

gboolean area_resolve(const AreaRegister *areas, AreaKind kind, const char *text, Day day,
                      AreaMatch *match)
{
    *match = (AreaMatch){.kind = AREA_MATCH_UNKNOWN, .id = AREA_NONE, .named = AREA_NONE};
    Day on = area_day(areas, day);
    Meanings all = {.n = 0};
    find_meanings(areas, kind, text, &all);
    if (all.n == 0)
        return FALSE;
    Meanings kept = keep_valid(areas, &all, on);
    gboolean there = kept.n > 0;
    if (!there)
        kept = keep_nearest(areas, &all, on);
    if (kept.n > 1) {
        match->kind = AREA_MATCH_AMBIGUOUS;
        g_qsort_with_data(kept.ids, (int)kept.n, sizeof kept.ids[0], compare_ids, NULL);
        set_candidates(match, kept.ids, kept.n);
        return FALSE;
    }
    match->named = kept.ids[0];
    if (!there) {
        match_other_day(areas, on, match);
        return match->kind == AREA_MATCH_SUCCESSOR;
    }
    match->id = match->named;
    match->kind = kept.alias[0] ? AREA_MATCH_ALIAS : AREA_MATCH_EXACT;
    return TRUE;
}
