#include "stats/protect/sum_groups.h"

double sum_visible_value(const CubeCell *cell)
{
    return cell->state == STATE_VALUE ? (double)cell->value : 0.0;
}

static void free_row(gpointer data)
{
    SumRow *row = data;
    g_free(row->terms);
    g_free(row);
}

static void free_group(gpointer data)
{
    SumGroup *group = data;
    g_array_unref(group->cells);
    g_ptr_array_unref(group->rows);
    g_free(group);
}

/* --- rows ------------------------------------------------------------------------------------ */

typedef struct {
    const Cube *cube;
    GPtrArray *rows; /* SumRow; NULL: only count */
    gsize next;      /* number of the next row */
    gboolean values_known;
} Collection;

static gboolean is_unknown(const CubeCell *cell)
{
    return cell->state == STATE_SUPPRESSED;
}

static void add_row(Collection *collection, SumKind kind, const CubeCell *total, gsize n_parts,
                    CubeCell *const *parts)
{
    gsize n_unknown = is_unknown(total) ? 1 : 0;
    gsize number = collection->next++;
    gint64 sum = 0;
    if (collection->rows == NULL)
        return;
    SumRow *row = g_new0(SumRow, 1);
    row->number = number;
    row->is_open_below = kind == SUM_WITHIN;
    row->is_open_above = kind == SUM_OVERLAP;
    row->n_terms = n_parts + 1;
    row->terms = g_new(SumTerm, row->n_terms);
    for (gsize i = 0; i < n_parts; i++) {
        row->terms[i] = (SumTerm){(gsize)(parts[i] - collection->cube->cells), 1.0};
        n_unknown += is_unknown(parts[i]) ? 1 : 0;
        sum += parts[i]->value;
    }
    row->terms[n_parts] = (SumTerm){(gsize)(total - collection->cube->cells), -1.0};
    gboolean wrong = collection->values_known && kind == SUM_EXACT && sum != total->value;
    if (n_unknown > 0 && !wrong)
        g_ptr_array_add(collection->rows, row);
    else
        free_row(row);
}

static void add_sum(SumKind kind, CubeCell *total, gsize n_parts, CubeCell *const *parts,
                    gpointer data)
{
    Collection *collection = data;
    add_row(collection, kind, total, n_parts, parts);
    for (gsize i = 0; kind == SUM_OVERLAP && i < n_parts; i++)
        add_row(collection, SUM_WITHIN, total, 1, &parts[i]);
}

/* --- groups: a union of what rows connect ---------------------------------------------------- */

static gsize find_root(gsize *root, gsize cell)
{
    while (root[cell] != cell)
        cell = root[cell] = root[root[cell]];
    return cell;
}

/* The first unknown of a row; every row has one. */
static gsize first_unknown(const Cube *cube, const SumRow *row)
{
    gsize i = 0;
    while (!is_unknown(&cube->cells[row->terms[i].cell]))
        i++;
    return row->terms[i].cell;
}

static gsize *connect(const Cube *cube, gsize n_cells, const GPtrArray *rows)
{
    gsize *root = g_new(gsize, n_cells + 1);
    for (gsize i = 0; i < n_cells; i++)
        root[i] = i;
    for (guint r = 0; r < rows->len; r++) {
        const SumRow *row = rows->pdata[r];
        gsize first = find_root(root, first_unknown(cube, row));
        for (gsize i = 0; i < row->n_terms; i++)
            if (is_unknown(&cube->cells[row->terms[i].cell]))
                root[find_root(root, row->terms[i].cell)] = first;
    }
    return root;
}

static SumGroup *group_of(GPtrArray *groups, SumGroup **by_root, gsize root)
{
    if (by_root[root] != NULL)
        return by_root[root];
    SumGroup *group = g_new0(SumGroup, 1);
    group->cells = g_array_new(FALSE, FALSE, sizeof(gsize));
    group->rows = g_ptr_array_new_with_free_func(free_row);
    g_ptr_array_add(groups, group);
    return by_root[root] = group;
}

GPtrArray *sum_groups_new(const Cube *cube, gboolean values_known)
{
    gsize n_cells = cube->n_periods * division_n_areas(cube->division) * cube->plan->n_slots;
    g_autoptr(GPtrArray) rows = g_ptr_array_new();
    Collection collection = {cube, rows, 0, values_known};
    protect_visit_sums(cube, add_sum, &collection);
    g_autofree gsize *root = connect(cube, n_cells, rows);
    g_autofree SumGroup **by_root = g_new0(SumGroup *, n_cells + 1);
    GPtrArray *groups = g_ptr_array_new_with_free_func(free_group);
    for (gsize i = 0; i < n_cells; i++)
        if (cube->cells[i].present && is_unknown(&cube->cells[i]))
            g_array_append_val(group_of(groups, by_root, find_root(root, i))->cells, i);
    for (guint r = 0; r < rows->len; r++) {
        gsize unknown = first_unknown(cube, rows->pdata[r]);
        g_ptr_array_add(group_of(groups, by_root, find_root(root, unknown))->rows, rows->pdata[r]);
    }
    return groups;
}

gsize sum_rows_limit(const Cube *cube)
{
    Collection collection = {cube, NULL, 0, FALSE};
    protect_visit_sums(cube, add_sum, &collection);
    return collection.next;
}
