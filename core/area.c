#include "core/area.h"

#include "core/area_private.h"

#include <string.h>

/* The forms of a code: two letters and a number, of a kind. */
static const struct {
    char prefix[3];
    AreaKind kind;
    guint digits;
    gboolean bare; /* the number alone is a code of this kind too */
} code_forms[] = {
    {"GM", AREA_GEMEENTE, 4, TRUE},
    {"PV", AREA_PROVINCIE, 2, TRUE},
    {"VR", AREA_VEILIGHEIDSREGIO, 2, TRUE},
    {"PE", AREA_POLITIE_EENHEID, 2, FALSE},
    {"PR", AREA_POLITIE_EENHEID, 2, FALSE},
    {"AR", AREA_ARRONDISSEMENT, 2, FALSE},
    {"PK", AREA_PARKET, 2, FALSE},
    {"PO", AREA_PARKET, 2, FALSE},
    {"NL", AREA_LAND, 2, FALSE},
};

static const char *const kind_words[AREA_KIND_COUNT] = {
    [AREA_LAND] = "land",
    [AREA_PROVINCIE] = "provincie",
    [AREA_VEILIGHEIDSREGIO] = "veiligheidsregio",
    [AREA_POLITIE_EENHEID] = "politie-eenheid",
    [AREA_ARRONDISSEMENT] = "arrondissement",
    [AREA_PARKET] = "parket",
    [AREA_GEMEENTE] = "gemeente",
};

/* by_code: the gemeenten at their number, then a hundred places for each other prefix. */
enum { GEMEENTE_SLOTS = 10000, OTHER_SLOTS = 100 };

const char *area_kind_word(AreaKind kind)
{
    return kind_words[kind];
}

gboolean area_kind_parse(const char *word, AreaKind *kind)
{
    for (int i = 0; i < AREA_KIND_COUNT; i++) {
        if (g_str_equal(word, kind_words[i])) {
            *kind = (AreaKind)i;
            return TRUE;
        }
    }
    return FALSE;
}

gsize area_code_slot_count(void)
{
    return GEMEENTE_SLOTS + OTHER_SLOTS * (G_N_ELEMENTS(code_forms) - 1);
}

static int slot_of(gsize form, int number)
{
    return form == 0 ? number : GEMEENTE_SLOTS + OTHER_SLOTS * ((int)form - 1) + number;
}

/* Digits up to blanks at the end: their value and how many; FALSE when there is anything else. */
static gboolean read_number(const char *text, int *number, guint *n_digits)
{
    int value = 0;
    guint n = 0;
    for (; g_ascii_isdigit(text[n]); n++) {
        if (n == 4)
            return FALSE;
        value = value * 10 + (text[n] - '0');
    }
    *number = value;
    *n_digits = n;
    for (text += n; *text == ' ' || *text == '\t'; text++) {
    }
    return n > 0 && *text == '\0';
}

int area_code_slot(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    if (text[0] == '\0' || text[1] == '\0')
        return -1;
    char first = g_ascii_toupper(text[0]), second = g_ascii_toupper(text[1]);
    for (gsize i = 0; i < G_N_ELEMENTS(code_forms); i++) {
        if (code_forms[i].prefix[0] != first || code_forms[i].prefix[1] != second)
            continue;
        int number = 0;
        guint n_digits = 0;
        if (!read_number(text + 2, &number, &n_digits) || n_digits != code_forms[i].digits)
            return -1;
        return slot_of(i, number);
    }
    return -1;
}

gboolean area_code_is_of_kind(const char *code, AreaKind kind)
{
    for (gsize i = 0; i < G_N_ELEMENTS(code_forms); i++) {
        if (g_str_has_prefix(code, code_forms[i].prefix))
            return code_forms[i].kind == kind && area_code_slot(code) >= 0;
    }
    return FALSE;
}

int area_code_slot_of_kind(AreaKind kind, const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    if (!g_ascii_isdigit(*text))
        return area_code_slot(text);
    int number = 0;
    guint n_digits = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(code_forms); i++) {
        if (code_forms[i].kind != kind || !code_forms[i].bare)
            continue;
        if (!read_number(text, &number, &n_digits) || n_digits > code_forms[i].digits)
            return -1;
        return slot_of(i, number);
    }
    return -1;
}

AreaId area_find_code(const AreaRegister *areas, const char *code)
{
    int slot = area_code_slot(code);
    return slot < 0 ? AREA_NONE : areas->by_code[slot];
}

AreaId area_find_code_of_kind(const AreaRegister *areas, AreaKind kind, const char *code)
{
    int slot = area_code_slot_of_kind(kind, code);
    AreaId id = slot < 0 ? AREA_NONE : areas->by_code[slot];
    return id != AREA_NONE && areas->areas[id].kind == kind ? id : AREA_NONE;
}

AreaRegister *area_register_load(GError **error)
{
    g_autoptr(AreaRegister) areas = g_new0(AreaRegister, 1);
    if (!area_read_last_day(areas, error) || !area_read_areas(areas, error) ||
        !area_read_memberships(areas, error) || !area_read_moves(areas, error) ||
        !area_read_figures(areas, error) || !area_read_neighbours(areas, error) ||
        !area_names_read(areas, error))
        return NULL;
    return g_steal_pointer(&areas);
}

void area_register_free(AreaRegister *areas)
{
    if (areas == NULL)
        return;
    for (gsize i = 0; i < areas->n_areas; i++) {
        g_free(areas->areas[i].name);
        g_free(areas->areas[i].sort_key);
    }
    g_free(areas->areas);
    g_free(areas->by_code);
    g_free(areas->memberships);
    g_free(areas->first_membership);
    g_free(areas->outgoing.first);
    g_free(areas->outgoing.rows);
    g_free(areas->incoming.first);
    g_free(areas->incoming.rows);
    g_free(areas->years);
    g_free(areas->persons);
    g_free(areas->features);
    g_free(areas->neighbours);
    g_free(areas->first_neighbour);
    area_names_free(areas->names);
    g_free(areas);
}

gsize area_count(const AreaRegister *areas)
{
    return areas->n_areas;
}

Day area_register_last_day(const AreaRegister *areas)
{
    return areas->last_day;
}

Day area_day(const AreaRegister *areas, Day day)
{
    return day == DAY_NONE ? area_register_last_day(areas) : day;
}

static const Area *area_get(const AreaRegister *areas, AreaId id)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    return &areas->areas[id];
}

const char *area_code(const AreaRegister *areas, AreaId id)
{
    return area_get(areas, id)->code;
}

const char *area_name(const AreaRegister *areas, AreaId id)
{
    return area_get(areas, id)->name;
}

AreaKind area_kind(const AreaRegister *areas, AreaId id)
{
    return area_get(areas, id)->kind;
}

Day area_valid_from(const AreaRegister *areas, AreaId id)
{
    return area_get(areas, id)->from;
}

Day area_valid_to(const AreaRegister *areas, AreaId id)
{
    Day to = area_get(areas, id)->to;
    return to == G_MAXINT32 ? DAY_NONE : to;
}

gboolean area_is_valid(const AreaRegister *areas, AreaId id, Day day)
{
    const Area *area = area_get(areas, id);
    Day on = area_day(areas, day);
    return area->from <= on && on < area->to;
}

static int compare_names(gconstpointer a, gconstpointer b, gpointer data)
{
    const AreaRegister *areas = data;
    const Area *left = &areas->areas[*(const AreaId *)a];
    const Area *right = &areas->areas[*(const AreaId *)b];
    int order = strcmp(left->sort_key, right->sort_key);
    return order != 0 ? order : strcmp(left->code, right->code);
}

static AreaId *sorted_copy(const AreaRegister *areas, GArray *ids, gsize *n_areas)
{
    g_array_sort_with_data(ids, compare_names, (gpointer)areas);
    *n_areas = ids->len;
    return (AreaId *)(gpointer)g_array_free(ids, FALSE);
}

AreaId *area_list(const AreaRegister *areas, AreaKind kind, Day day, gsize *n_areas)
{
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(AreaId));
    for (AreaId id = 0; (gsize)id < areas->n_areas; id++) {
        if (areas->areas[id].kind == kind && area_is_valid(areas, id, day))
            g_array_append_val(ids, id);
    }
    return sorted_copy(areas, ids, n_areas);
}

/* Walks up the memberships that hold on the day; the divisions are at most three steps deep. */
static AreaId walk_up(const AreaRegister *areas, AreaId id, AreaKind kind, Day day)
{
    if (!area_is_valid(areas, id, day))
        return AREA_NONE;
    if (areas->areas[id].kind == kind)
        return id;
    for (gsize i = areas->first_membership[id]; i < areas->first_membership[id + 1]; i++) {
        const AreaMembership *row = &areas->memberships[i];
        if (day < row->from || day >= row->to)
            continue;
        AreaId found = walk_up(areas, row->parent, kind, day);
        if (found != AREA_NONE)
            return found;
    }
    return AREA_NONE;
}

AreaId area_parent(const AreaRegister *areas, AreaId id, AreaKind kind, Day day)
{
    Day on = area_day(areas, day);
    if (kind == AREA_LAND && area_is_valid(areas, id, on))
        return area_find_code(areas, "NL01");
    return walk_up(areas, id, kind, on);
}

AreaId *area_gemeenten(const AreaRegister *areas, AreaId id, Day day, gsize *n_areas)
{
    Day on = area_day(areas, day);
    AreaKind kind = area_kind(areas, id);
    GArray *ids = g_array_new(FALSE, FALSE, sizeof(AreaId));
    for (AreaId gemeente = 0; (gsize)gemeente < areas->n_areas; gemeente++) {
        if (areas->areas[gemeente].kind == AREA_GEMEENTE &&
            area_parent(areas, gemeente, kind, on) == id)
            g_array_append_val(ids, gemeente);
    }
    return sorted_copy(areas, ids, n_areas);
}
