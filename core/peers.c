#include "core/peers.h"

#include "core/datadir.h"
#include "core/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PEERS_FILE "reference/peers.ini"
#define LEAST_PEERS 5

/* What an editor chose by hand for one gemeente, or a front-runner. */
typedef struct {
    AreaId area;
    GArray *ids; /* AreaId: peers chosen; for a front-runner whom it is named for, empty: all */
    const char *note[LANGUAGE_COUNT];
} Choice;

struct PeerRule {
    double inhabitants, urbanity, size_class, province, function;
    gsize number;
    GHashTable *centrumgemeenten; /* set of AreaId */
    GArray *choices;              /* Choice */
    GArray *front_runners;        /* Choice */
    GStringChunk *strings;
};

/* --- reading --------------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    const char *text;
    GKeyFile *file;
    const AreaRegister *areas;
    PeerRule *rule;
} Reader;

/* The line of a key in a group, of the group itself when key is NULL or not there; 0: no such
 * group. *n_groups: how often the group is there. */
static int find_line(const Reader *reader, const char *group, const char *key, int *n_groups)
{
    g_auto(GStrv) lines = g_strsplit(reader->text, "\n", 0);
    g_autofree char *head = g_strdup_printf("[%s]", group);
    gboolean inside = FALSE;
    int found = 0;
    *n_groups = 0;
    for (int i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (line[0] == '[') {
            inside = strcmp(line, head) == 0;
            *n_groups += inside;
            found = inside && found == 0 ? i + 1 : found;
        }
        if (!inside || key == NULL || !g_str_has_prefix(line, key))
            continue;
        const char *rest = line + strlen(key);
        if (rest[strspn(rest, " \t")] == '=')
            return i + 1;
    }
    return found;
}

static gboolean refuse(const Reader *reader, GError **error, const char *group, const char *key,
                       const char *value, const char *remedy)
{
    int n_groups, line = find_line(reader, group, key, &n_groups);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s:%d: [%s] %s \"%s\": %s",
                reader->name, line, group, key != NULL ? key : "", value != NULL ? value : "",
                remedy);
    return FALSE;
}

static gboolean read_weight(const Reader *reader, const char *key, double *weight, GError **error)
{
    g_autofree char *text = g_key_file_get_string(reader->file, "distance", key, NULL);
    char *end = text;
    *weight = text != NULL ? g_ascii_strtod(text, &end) : -1;
    return (text != NULL && end != text && *end == '\0' && *weight >= 0 && isfinite(*weight)) ||
           refuse(reader, error, "distance", key, text, "give a weight of 0 or more");
}

static AreaId find_gemeente(const Reader *reader, const char *code)
{
    AreaId id = area_find_code(reader->areas, code);
    return id != AREA_NONE && area_kind(reader->areas, id) == AREA_GEMEENTE ? id : AREA_NONE;
}

static gboolean read_function(const Reader *reader, GError **error)
{
    g_auto(GStrv) codes =
        g_key_file_get_string_list(reader->file, "function", "centrumgemeenten", NULL, NULL);
    for (char **code = codes; codes != NULL && *code != NULL; code++) {
        AreaId id = find_gemeente(reader, g_strstrip(*code));
        if (id == AREA_NONE)
            return refuse(reader, error, "function", "centrumgemeenten", *code,
                          "is not a gemeente; give a code of reference/gebieden.csv");
        if (!g_hash_table_add(reader->rule->centrumgemeenten, GINT_TO_POINTER(id + 1)))
            return refuse(reader, error, "function", "centrumgemeenten", *code,
                          "is there twice; leave one out");
    }
    return TRUE;
}

static gboolean read_number(const Reader *reader, GError **error)
{
    int number = g_key_file_get_integer(reader->file, "choice", "number", NULL);
    reader->rule->number = (gsize)MAX(number, 0);
    g_autofree char *text = g_key_file_get_string(reader->file, "choice", "number", NULL);
    return number >= LEAST_PEERS ||
           refuse(reader, error, "choice", "number", text, "give a number from 5");
}

static gboolean read_ids(const Reader *reader, const char *group, const char *key, Choice *choice,
                         GError **error)
{
    g_auto(GStrv) codes = g_key_file_get_string_list(reader->file, group, key, NULL, NULL);
    for (char **code = codes; codes != NULL && *code != NULL; code++) {
        AreaId id = find_gemeente(reader, g_strstrip(*code));
        if (id == AREA_NONE)
            return refuse(reader, error, group, key, *code,
                          "is not a gemeente; give a code of reference/gebieden.csv");
        if (id == choice->area)
            return refuse(reader, error, group, key, *code, "is the gemeente itself; leave it out");
        for (guint i = 0; i < choice->ids->len; i++)
            if (g_array_index(choice->ids, AreaId, i) == id)
                return refuse(reader, error, group, key, *code, "is there twice; leave one out");
        g_array_append_val(choice->ids, id);
    }
    return TRUE;
}

static gboolean read_notes(const Reader *reader, const char *group, Choice *choice, GError **error)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *key = g_strconcat("reason_", language_code((Language)language), NULL);
        g_autofree char *text = g_key_file_get_string(reader->file, group, key, NULL);
        if (text == NULL || g_strstrip(text)[0] == '\0')
            return refuse(reader, error, group, key, text,
                          "give the reason for readers, in both languages");
        choice->note[language] = g_string_chunk_insert_const(reader->rule->strings, text);
    }
    return TRUE;
}

static gboolean check_keys(const Reader *reader, const char *group, const char *list,
                           GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(reader->file, group, NULL, NULL);
    for (char **key = keys; *key != NULL; key++)
        if (strcmp(*key, list) != 0 && strcmp(*key, "reason_nl") != 0 &&
            strcmp(*key, "reason_en") != 0)
            return refuse(reader, error, group, *key, NULL,
                          "is not a key of this group; see docs/formats/peers.md");
    return TRUE;
}

/* [own-choice GM0772] or [front-runner GM0363]. */
static gboolean read_choice(const Reader *reader, const char *group, gboolean own, GError **error)
{
    const char *code = strchr(group, ' ') + 1;
    int n_groups;
    find_line(reader, group, NULL, &n_groups);
    GArray *list = own ? reader->rule->choices : reader->rule->front_runners;
    Choice empty = {.area = find_gemeente(reader, code),
                    .ids = g_array_new(FALSE, FALSE, sizeof(AreaId))};
    g_array_append_val(list, empty);
    Choice *choice = &g_array_index(list, Choice, list->len - 1);
    const char *key = own ? "peers" : "for";
    if (choice->area == AREA_NONE)
        return refuse(reader, error, group, NULL, code,
                      "is not a gemeente; give a code of reference/gebieden.csv");
    if (n_groups > 1)
        return refuse(reader, error, group, NULL, code, "is there twice; leave one out");
    if (!check_keys(reader, group, key, error) || !read_ids(reader, group, key, choice, error) ||
        !read_notes(reader, group, choice, error))
        return FALSE;
    return !own || choice->ids->len >= LEAST_PEERS ||
           refuse(reader, error, group, key, NULL, "choose at least 5 gemeenten");
}

static gboolean read_groups(const Reader *reader, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(reader->file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        gboolean own = g_str_has_prefix(*group, "own-choice ");
        if (own || g_str_has_prefix(*group, "front-runner ")) {
            if (!read_choice(reader, *group, own, error))
                return FALSE;
        } else if (strcmp(*group, "distance") != 0 && strcmp(*group, "choice") != 0 &&
                   strcmp(*group, "function") != 0) {
            return refuse(reader, error, *group, NULL, NULL,
                          "is not a group of this file; see docs/formats/peers.md");
        }
    }
    return TRUE;
}

static PeerRule *peer_rule_new(void)
{
    PeerRule *rule = g_new0(PeerRule, 1);
    rule->centrumgemeenten = g_hash_table_new(NULL, NULL);
    rule->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    rule->front_runners = g_array_new(FALSE, FALSE, sizeof(Choice));
    rule->strings = g_string_chunk_new(256);
    return rule;
}

PeerRule *peer_rule_parse(const char *name, const char *text, const AreaRegister *areas,
                          GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    GError *problem = NULL;
    if (!g_key_file_load_from_data(file, text, strlen(text), G_KEY_FILE_NONE, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: %s", name, problem->message);
        g_error_free(problem);
        return NULL;
    }
    g_autoptr(PeerRule) rule = peer_rule_new();
    Reader reader = {name, text, file, areas, rule};
    if (!read_weight(&reader, "inhabitants", &rule->inhabitants, error) ||
        !read_weight(&reader, "urbanity", &rule->urbanity, error) ||
        !read_weight(&reader, "size-class", &rule->size_class, error) ||
        !read_weight(&reader, "province", &rule->province, error) ||
        !read_weight(&reader, "function", &rule->function, error) || !read_number(&reader, error) ||
        !read_function(&reader, error) || !read_groups(&reader, error))
        return NULL;
    return g_steal_pointer(&rule);
}

PeerRule *peer_rule_load(const AreaRegister *areas, GError **error)
{
    g_autofree char *path = datadir_path(PEERS_FILE);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return NULL;
    return peer_rule_parse(PEERS_FILE, text, areas, error);
}

static void free_choices(GArray *choices)
{
    for (guint i = 0; i < choices->len; i++)
        g_array_unref(g_array_index(choices, Choice, i).ids);
    g_array_unref(choices);
}

void peer_rule_free(PeerRule *rule)
{
    g_hash_table_unref(rule->centrumgemeenten);
    free_choices(rule->choices);
    free_choices(rule->front_runners);
    g_string_chunk_free(rule->strings);
    g_free(rule);
}

const char *peer_kind_word(PeerKind kind)
{
    static const char *const words[] = {"comparable", "own-choice", "front-runner"};
    return words[kind];
}

/* --- choosing -------------------------------------------------------------------------------- */

gboolean peer_rule_is_centrumgemeente(const PeerRule *rule, AreaId gemeente)
{
    return g_hash_table_contains(rule->centrumgemeenten, GINT_TO_POINTER(gemeente + 1));
}

/* The facts that gemeenten are compared on. */
typedef struct {
    gint64 inhabitants;
    int urbanity;
    AreaSizeClass size_class;
    AreaId province;
    gboolean function;
} Facts;

static gboolean find_facts(const PeerRule *rule, const AreaRegister *areas, AreaId id, int year,
                           Day day, Facts *facts)
{
    AreaPopulation population;
    if (!area_population(areas, id, year, DAY_NONE, &population) || population.persons <= 0)
        return FALSE;
    *facts = (Facts){.inhabitants = population.persons,
                     .urbanity = area_urbanity(areas, id),
                     .size_class = area_size_class(areas, id, year),
                     .province = area_parent(areas, id, AREA_PROVINCIE, day),
                     .function = peer_rule_is_centrumgemeente(rule, id)};
    return facts->urbanity > 0;
}

static Peer compare(const PeerRule *rule, AreaId id, const Facts *own, const Facts *other)
{
    int classes = abs((int)own->size_class - (int)other->size_class);
    int urban = abs(own->urbanity - other->urbanity);
    double size = fabs(log2((double)own->inhabitants) - log2((double)other->inhabitants));
    Peer peer = {.id = id, .note = {"", ""}};
    peer.distance = rule->inhabitants * size + rule->urbanity * urban + rule->size_class * classes;
    if (own->province != other->province)
        peer.distance += rule->province;
    if (own->function != other->function)
        peer.distance += rule->function;
    peer.reasons = (classes == 0 ? PEER_SAME_SIZE_CLASS : 0u) |
                   (urban == 0 ? PEER_SAME_URBANITY : 0u) |
                   (own->province == other->province ? PEER_SAME_PROVINCE : 0u) |
                   (own->function && other->function ? PEER_SAME_FUNCTION : 0u);
    return peer;
}

static int by_distance(gconstpointer a, gconstpointer b, gpointer areas)
{
    const Peer *first = a, *second = b;
    if (first->distance != second->distance)
        return first->distance < second->distance ? -1 : 1;
    return strcmp(area_code(areas, first->id), area_code(areas, second->id));
}

static gboolean is_chosen(const GArray *nearest, gsize number, AreaId id, Peer *peer)
{
    for (gsize i = 0; i < number; i++) {
        *peer = g_array_index(nearest, Peer, i);
        if (peer->id == id)
            return TRUE;
    }
    return FALSE;
}

static Peer *choose_nearest(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente,
                            int year, Day day, gsize *n_peers)
{
    Facts own;
    if (!find_facts(rule, areas, gemeente, year, day, &own))
        return NULL;
    gsize n_areas;
    g_autofree AreaId *all = area_list(areas, AREA_GEMEENTE, day, &n_areas);
    g_autoptr(GArray) nearest = g_array_new(FALSE, FALSE, sizeof(Peer));
    for (gsize i = 0; i < n_areas; i++) {
        Facts other;
        if (all[i] == gemeente || !find_facts(rule, areas, all[i], year, day, &other))
            continue;
        Peer peer = compare(rule, all[i], &own, &other);
        g_array_append_val(nearest, peer);
    }
    g_array_sort_with_data(nearest, by_distance, (gpointer)areas);
    gsize number = MIN(rule->number, nearest->len);
    Peer *peers = g_new(Peer, MAX(number, 1));
    for (gsize i = 0; i < n_areas && *n_peers < number; i++) {
        Peer peer;
        if (is_chosen(nearest, number, all[i], &peer))
            peers[(*n_peers)++] = peer;
    }
    return peers;
}

static gboolean has_id(const GArray *ids, AreaId id)
{
    for (guint i = 0; i < ids->len; i++)
        if (g_array_index(ids, AreaId, i) == id)
            return TRUE;
    return FALSE;
}

/* A peer chosen by hand, with what it has in common as far as that is known. */
static Peer make_chosen(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente,
                        AreaId chosen, int year, Day day, PeerKind kind, const Choice *choice)
{
    Facts own, other;
    Peer peer = {.id = chosen, .distance = NAN};
    if (find_facts(rule, areas, gemeente, year, day, &own) &&
        find_facts(rule, areas, chosen, year, day, &other))
        peer = compare(rule, chosen, &own, &other);
    peer.kind = kind;
    memcpy(peer.note, choice->note, sizeof peer.note);
    return peer;
}

static const Choice *find_choice(const GArray *choices, AreaId gemeente)
{
    for (guint i = 0; i < choices->len; i++)
        if (g_array_index(choices, Choice, i).area == gemeente)
            return &g_array_index(choices, Choice, i);
    return NULL;
}

Peer *peers_choose(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente, int year,
                   Day day, gsize *n_peers)
{
    *n_peers = 0;
    const Choice *choice = find_choice(rule->choices, gemeente);
    if (choice == NULL)
        return choose_nearest(rule, areas, gemeente, year, day, n_peers);
    gsize n_areas;
    g_autofree AreaId *all = area_list(areas, AREA_GEMEENTE, day, &n_areas);
    Peer *peers = g_new(Peer, choice->ids->len);
    for (gsize i = 0; i < n_areas; i++)
        if (has_id(choice->ids, all[i]))
            peers[(*n_peers)++] =
                make_chosen(rule, areas, gemeente, all[i], year, day, PEER_OWN_CHOICE, choice);
    return peers;
}

Peer *peers_front_runners(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente,
                          int year, Day day, gsize *n_peers)
{
    *n_peers = 0;
    gsize n_areas;
    g_autofree AreaId *all = area_list(areas, AREA_GEMEENTE, day, &n_areas);
    Peer *peers = g_new(Peer, rule->front_runners->len + 1);
    for (gsize i = 0; i < n_areas; i++) {
        const Choice *choice = find_choice(rule->front_runners, all[i]);
        if (choice != NULL && all[i] != gemeente &&
            (choice->ids->len == 0 || has_id(choice->ids, gemeente)))
            peers[(*n_peers)++] =
                make_chosen(rule, areas, gemeente, all[i], year, day, PEER_FRONT_RUNNER, choice);
    }
    return peers;
}
