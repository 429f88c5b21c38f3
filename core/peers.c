#include "core/peers.h"

#include "core/datadir.h"
#include "core/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_PEERS 5

struct PeerRule {
    double inhabitants, urbanity, size_class, province, function;
    gsize number;
    GHashTable *centrumgemeenten; /* set of AreaId */
};

static gboolean refuse(GError **error, const char *key, const char *why)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "reference/peers.ini: %s %s", key, why);
    return FALSE;
}

static gboolean read_weight(GKeyFile *file, const char *key, double *weight, GError **error)
{
    g_autofree char *text = g_key_file_get_string(file, "distance", key, NULL);
    if (text == NULL)
        return refuse(error, key, "is missing in [distance]");
    char *end;
    *weight = g_ascii_strtod(text, &end);
    return (*end == '\0' && *weight >= 0 && isfinite(*weight)) ||
           refuse(error, key, "is not a weight of 0 or more");
}

static gboolean read_function(GKeyFile *file, PeerRule *rule, const AreaRegister *areas,
                              GError **error)
{
    g_auto(GStrv) codes =
        g_key_file_get_string_list(file, "function", "centrumgemeenten", NULL, NULL);
    for (char **code = codes; code != NULL && *code != NULL; code++) {
        AreaId id = area_find_code(areas, *code);
        if (id == AREA_NONE || area_kind(areas, id) != AREA_GEMEENTE)
            return refuse(error, *code, "is not a gemeente");
        g_hash_table_add(rule->centrumgemeenten, GINT_TO_POINTER(id + 1));
    }
    return TRUE;
}

static gboolean read_choice(GKeyFile *file, PeerRule *rule, GError **error)
{
    int number = g_key_file_get_integer(file, "choice", "number", NULL);
    if (number < LEAST_PEERS)
        return refuse(error, "number", "must be at least 5");
    rule->number = (gsize)number;
    return TRUE;
}

PeerRule *peer_rule_load(const AreaRegister *areas, GError **error)
{
    g_autofree char *path = datadir_path("reference/peers.ini");
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    g_autoptr(PeerRule) rule = g_new0(PeerRule, 1);
    rule->centrumgemeenten = g_hash_table_new(NULL, NULL);
    if (!read_weight(file, "inhabitants", &rule->inhabitants, error) ||
        !read_weight(file, "urbanity", &rule->urbanity, error) ||
        !read_weight(file, "size-class", &rule->size_class, error) ||
        !read_weight(file, "province", &rule->province, error) ||
        !read_weight(file, "function", &rule->function, error) || !read_choice(file, rule, error) ||
        !read_function(file, rule, areas, error))
        return NULL;
    return g_steal_pointer(&rule);
}

void peer_rule_free(PeerRule *rule)
{
    g_hash_table_unref(rule->centrumgemeenten);
    g_free(rule);
}

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
    Peer peer = {.id = id};
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

Peer *peers_choose(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente, int year,
                   Day day, gsize *n_peers)
{
    *n_peers = 0;
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
