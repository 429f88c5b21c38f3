#include "stats/mse/decomposable.h"

guint decomposable_edge(guint a, guint b)
{
    g_assert(a != b);
    guint low = MIN(a, b), high = MAX(a, b);
    return high * (high - 1) / 2 + low;
}

static guint neighbours(guint32 edges, guint n_lists, guint list)
{
    guint set = 0;
    for (guint other = 0; other < n_lists; other++)
        if (other != list && (edges >> decomposable_edge(list, other) & 1))
            set |= 1U << other;
    return set;
}

/* All lists in `set` are joined to each other. */
static gboolean is_complete(const guint *joined, guint n_lists, guint set)
{
    for (guint list = 0; list < n_lists; list++)
        if ((set >> list & 1) && (set & ~(joined[list] | 1U << list)) != 0)
            return FALSE;
    return TRUE;
}

/* Takes simplicial nodes away one by one. A node with neighbours B adds the factor p(node, B) /
 * p(B); the powers of equal sets cancel, which leaves the cliques with power 1 and the separators
 * with minus their multiplicity. FALSE when no simplicial node is left: not decomposable. */
static gboolean eliminate(guint32 edges, guint n_lists, gint8 *power)
{
    guint joined[DECOMPOSABLE_MAX_LISTS];
    for (guint list = 0; list < n_lists; list++)
        joined[list] = neighbours(edges, n_lists, list);
    guint left = (1U << n_lists) - 1;
    while (left != 0) {
        guint list = 0;
        while (list < n_lists &&
               (!(left >> list & 1) || !is_complete(joined, n_lists, joined[list] & left)))
            list++;
        if (list == n_lists)
            return FALSE;
        left &= ~(1U << list);
        guint around = joined[list] & left;
        power[around | 1U << list]++;
        power[around]--;
    }
    return TRUE;
}

static gboolean build_graph(guint32 edges, guint n_lists, DecomposableGraph *graph)
{
    gint8 power[1 << DECOMPOSABLE_MAX_LISTS] = {0};
    if (!eliminate(edges, n_lists, power))
        return FALSE;
    *graph = (DecomposableGraph){.edges = edges};
    for (guint set = 1; set < 1U << n_lists; set++) {
        if (power[set] > 0)
            graph->cliques[graph->n_cliques++] = (guint8)set;
        for (gint8 i = power[set]; i < 0; i++)
            graph->separators[graph->n_separators++] = (guint8)set;
    }
    return TRUE;
}

DecomposableGraph *decomposable_graphs(guint n_lists, guint *n_graphs)
{
    g_assert(n_lists >= 1 && n_lists <= DECOMPOSABLE_MAX_LISTS);
    g_autoptr(GArray) graphs = g_array_new(FALSE, FALSE, sizeof(DecomposableGraph));
    guint n_edges = n_lists * (n_lists - 1) / 2;
    for (guint32 edges = 0; edges < 1U << n_edges; edges++) {
        DecomposableGraph graph;
        if (build_graph(edges, n_lists, &graph))
            g_array_append_val(graphs, graph);
    }
    *n_graphs = graphs->len;
    return (DecomposableGraph *)(void *)g_array_free(g_steal_pointer(&graphs), FALSE);
}

static guint size_of(guint set)
{
    guint size = 0;
    for (; set != 0; set &= set - 1)
        size++;
    return size;
}

/* Large sets first; then the one that holds the lowest list in which they differ. */
static gboolean comes_before(guint a, guint b)
{
    if (size_of(a) != size_of(b))
        return size_of(a) > size_of(b);
    guint different = a ^ b;
    return (a & different & (~different + 1)) != 0;
}

char *decomposable_graph_to_string(const DecomposableGraph *graph)
{
    guint8 sorted[DECOMPOSABLE_MAX_LISTS];
    for (guint i = 0; i < graph->n_cliques; i++) {
        guint at = i;
        for (; at > 0 && comes_before(graph->cliques[i], sorted[at - 1]); at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = graph->cliques[i];
    }
    GString *text = g_string_new("[");
    for (guint i = 0; i < graph->n_cliques; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        for (guint list = 0; list < DECOMPOSABLE_MAX_LISTS; list++)
            if (sorted[i] >> list & 1)
                g_string_append_printf(text, "%u", list + 1);
    }
    g_string_append_c(text, ']');
    return g_string_free(text, FALSE);
}
