#include "tests/support/tile_country.h"

#include <glpk.h>
#include <stdio.h>
#include <string.h>

/* How many borders a map of hexagons can keep at most: the fewest that must be lost, as an integer
 * program with a variable for each border over land (1: lost). Local conditions only, so that what
 * can be reached lies lower. The figures of docs/formats/tile-map.md. */

#define MOST 400

typedef struct {
    glp_prob *program;
    guint n, n_borders;
    int border[MOST][MOST]; /* column, from 1; 0: none */
    guint neighbours[MOST][20], degree[MOST];
} Bound;

/* At least `lost` of these borders. */
static void lose(Bound *bound, int n, const int *borders, int lost)
{
    int row = glp_add_rows(bound->program, 1), columns[64];
    double ones[64];
    for (int i = 0; i < n; i++) {
        columns[i + 1] = borders[i];
        ones[i + 1] = 1;
    }
    glp_set_mat_row(bound->program, row, n, columns, ones);
    glp_set_row_bnds(bound->program, row, GLP_LO, lost, 0);
}

static void read_borders(Bound *bound, const TileCountry *country)
{
    bound->n = country->n;
    for (guint i = 0; i < country->n_borders; i++) {
        guint a = country->borders[i].a, b = country->borders[i].b;
        if (country->borders[i].is_over_water)
            continue;
        int column = glp_add_cols(bound->program, 1);
        glp_set_col_kind(bound->program, column, GLP_BV);
        glp_set_obj_coef(bound->program, column, 1);
        bound->border[a][b] = bound->border[b][a] = column;
        bound->neighbours[a][bound->degree[a]++] = b;
        bound->neighbours[b][bound->degree[b]++] = a;
        bound->n_borders++;
    }
}

/* A tile has six neighbours. */
static void add_degrees(Bound *bound)
{
    for (guint a = 0; a < bound->n; a++) {
        int spokes[20];
        for (guint i = 0; i < bound->degree[a]; i++)
            spokes[i] = bound->border[a][bound->neighbours[a][i]];
        if (bound->degree[a] > 6)
            lose(bound, (int)bound->degree[a], spokes, (int)bound->degree[a] - 6);
    }
}

/* Whether the neighbours of a form a ring; `ring` begins with `length` of them. */
static gboolean find_ring(const Bound *bound, guint a, guint *ring, guint length)
{
    if (length == bound->degree[a])
        return bound->border[ring[length - 1]][ring[0]] > 0;
    for (guint i = 0; i < bound->degree[a]; i++) {
        guint next = bound->neighbours[a][i];
        gboolean used = bound->border[ring[length - 1]][next] == 0;
        for (guint j = 0; j < length; j++)
            used |= ring[j] == next;
        ring[length] = next;
        if (!used && find_ring(bound, a, ring, length + 1))
            return TRUE;
    }
    return FALSE;
}

/* Six tiles fit round one, not three, four or five. */
static guint add_rings(Bound *bound)
{
    guint added = 0;
    for (guint a = 0; a < bound->n; a++) {
        guint ring[20] = {bound->neighbours[a][0]}, n = bound->degree[a];
        int borders[20];
        if (n < 3 || n > 5 || !find_ring(bound, a, ring, 1))
            continue;
        for (guint i = 0; i < n; i++) {
            borders[2 * i] = bound->border[a][ring[i]];
            borders[2 * i + 1] = bound->border[ring[i]][ring[(i + 1) % n]];
        }
        lose(bound, (int)(2 * n), borders, 1);
        added++;
    }
    return added;
}

/* Two tiles that touch have two tiles in common, which do not touch each other. */
static guint add_common(Bound *bound, guint a, guint b)
{
    guint common[20], n = 0, added = 0;
    for (guint i = 0; i < bound->degree[a]; i++)
        if (bound->border[bound->neighbours[a][i]][b] > 0)
            common[n++] = bound->neighbours[a][i];
    for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++) {
            int borders[7] = {bound->border[a][b],         bound->border[a][common[i]],
                              bound->border[b][common[i]], bound->border[a][common[j]],
                              bound->border[b][common[j]], bound->border[common[i]][common[j]]};
            if (borders[5] > 0) {
                lose(bound, 6, borders, 1);
                added++;
            }
            for (guint k = j + 1; k < n; k++, added++) {
                borders[5] = bound->border[a][common[k]];
                borders[6] = bound->border[b][common[k]];
                lose(bound, 7, borders, 1);
            }
        }
    return added;
}

static void solve(const Bound *bound, const char *what)
{
    glp_iocp options;
    glp_init_iocp(&options);
    options.presolve = GLP_ON;
    options.msg_lev = GLP_MSG_OFF;
    options.tm_lim = 60000;
    gboolean solved =
        glp_intopt(bound->program, &options) == 0 && glp_mip_status(bound->program) == GLP_OPT;
    printf("%s: at most %.0f of %u%s\n", what, bound->n_borders - glp_mip_obj_val(bound->program),
           bound->n_borders, solved ? "" : " (not solved to the end)");
}

int main(void)
{
    g_autoptr(TileCountry) country = tile_country_new(NULL);
    if (country == NULL)
        return 1;
    g_autofree Bound *bound = g_new0(Bound, 1);
    bound->program = glp_create_prob();
    glp_set_obj_dir(bound->program, GLP_MIN);
    read_borders(bound, country);
    add_degrees(bound);
    solve(bound, "six neighbours");
    guint rings = add_rings(bound), common = 0;
    for (guint a = 0; a < bound->n; a++)
        for (guint b = a + 1; b < bound->n; b++)
            common += bound->border[a][b] > 0 ? add_common(bound, a, b) : 0;
    printf("%u rings, %u other groups\n", rings, common);
    solve(bound, "with these");
    glp_delete_prob(bound->program);
    return 0;
}
