#include "core/area_private.h"

#include <math.h>

typedef struct {
    gsize n_found; /* also those that did not fit */
    AreaShare *parts;
} PartList;

static void add_part(PartList *list, AreaId id, double share)
{
    gsize n = MIN(list->n_found, AREA_MAX_PARTS);
    for (gsize i = 0; i < n; i++) {
        if (list->parts[i].id == id) {
            list->parts[i].share += share;
            return;
        }
    }
    if (n < AREA_MAX_PARTS) {
        gsize at = n;
        for (; at > 0 && list->parts[at - 1].id > id; at--)
            list->parts[at] = list->parts[at - 1];
        list->parts[at] = (AreaShare){id, share};
    }
    list->n_found++;
}

/* The end of an area is the day of its moves, so this ends. */
static void follow(const AreaRegister *areas, AreaId id, Day day, double share, PartList *list)
{
    const Area *area = &areas->areas[id];
    if (day < area->from)
        return;
    if (day < area->to) {
        add_part(list, id, share);
        return;
    }
    const AreaMoveIndex *moves = &areas->outgoing;
    for (gsize i = moves->first[id]; i < moves->first[id + 1]; i++)
        follow(areas, moves->rows[i].to, day, share * moves->rows[i].share, list);
}

gsize area_count_successors(const AreaRegister *areas, AreaId id, Day day,
                            AreaShare parts[AREA_MAX_PARTS])
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    PartList list = {.parts = parts};
    follow(areas, id, area_day(areas, day), 1, &list);
    if (list.n_found == 1)
        parts[0].share = 1; /* a split of which all parts came together again */
    return list.n_found;
}

gsize area_successors(const AreaRegister *areas, AreaId id, Day day,
                      AreaShare parts[AREA_MAX_PARTS])
{
    return MIN(area_count_successors(areas, id, day, parts), AREA_MAX_PARTS);
}

static void follow_back(const AreaRegister *areas, AreaId id, Day day, GArray *found)
{
    const Area *area = &areas->areas[id];
    if (day >= area->to)
        return;
    if (day >= area->from) {
        for (guint i = 0; i < found->len; i++) {
            if (g_array_index(found, AreaId, i) == id)
                return;
        }
        g_array_append_val(found, id);
        return;
    }
    const AreaMoveIndex *moves = &areas->incoming;
    for (gsize i = moves->first[id]; i < moves->first[id + 1]; i++)
        follow_back(areas, moves->rows[i].to, day, found);
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
    const AreaId *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

AreaId *area_predecessors(const AreaRegister *areas, AreaId id, Day day, gsize *n_areas)
{
    g_assert(id >= 0 && (gsize)id < areas->n_areas);
    GArray *found = g_array_new(FALSE, FALSE, sizeof(AreaId));
    follow_back(areas, id, area_day(areas, day), found);
    g_array_sort(found, compare_ids);
    *n_areas = found->len;
    return (AreaId *)(gpointer)g_array_free(found, FALSE);
}
