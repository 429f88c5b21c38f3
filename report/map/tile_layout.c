#include "report/map/tile_layout_private.h"

#include <math.h>
#include <string.h>

#define KM_PER_DEGREE 111.2
#define FALSE_KM 21.0
#define N_WATER_LINKS 3
/* Places stand on a fine grid, so that the last bit of a cosine cannot change the map. */
#define GRAIN 1024.0

void tile_centre(Tile tile, double *x, double *y)
{
    *x = tile.column + ((tile.row & 1) ? 0.5 : 0.0);
    *y = tile.row * TILE_ROW_HEIGHT;
}

static TilePoint centre_point(Tile tile)
{
    TilePoint point;
    tile_centre(tile, &point.x, &point.y);
    return point;
}

static double distance(TilePoint a, TilePoint b)
{
    double x = a.x - b.x, y = a.y - b.y;
    return sqrt(x * x + y * y);
}

gboolean tiles_touch(Tile a, Tile b)
{
    double apart = distance(centre_point(a), centre_point(b));
    return apart > 0.5 && apart < 1.2;
}

guint tile_borders_kept(const Tile *tiles, guint n_borders, const TileNeighbours *borders)
{
    guint kept = 0;
    for (guint i = 0; i < n_borders; i++)
        kept += tiles_touch(tiles[borders[i].a], tiles[borders[i].b]) ? 1 : 0;
    return kept;
}

/* --- 1. midpoints in tile widths, pushed apart */

static double to_grain(double value)
{
    return round(value * GRAIN) / GRAIN;
}

void tile_kilometres(guint n, const TilePlace *places, TilePoint *km)
{
    double middle = 0, north = -90, west = 180;
    for (guint i = 0; i < n; i++) {
        middle += places[i].latitude / n;
        north = MAX(north, places[i].latitude);
        west = MIN(west, places[i].longitude);
    }
    for (guint i = 0; i < n; i++)
        km[i] = (TilePoint){(places[i].longitude - west) * KM_PER_DEGREE * cos(middle * G_PI / 180),
                            (north - places[i].latitude) * KM_PER_DEGREE};
}

/* The size of a tile: the mean distance between bordering midpoints. */
static double tile_size(guint n_borders, const TileNeighbours *borders, const TilePoint *km)
{
    double sum = 0;
    for (guint i = 0; i < n_borders; i++)
        sum += distance(km[borders[i].a], km[borders[i].b]);
    return sum / n_borders;
}

static void set_homes(TileLayout *layout, guint n_borders, const TileNeighbours *borders)
{
    tile_kilometres(layout->n, layout->places, layout->home);
    layout->km_per_tile = tile_size(n_borders, borders, layout->home);
    for (guint i = 0; i < layout->n; i++)
        layout->home[i] = (TilePoint){to_grain(layout->home[i].x / layout->km_per_tile),
                                      to_grain(layout->home[i].y / layout->km_per_tile)};
}

static gboolean are_neighbours(const TileLayout *layout, guint a, guint b)
{
    for (guint i = 0; i < layout->links[a]->len; i++) {
        const TileLink *link = &g_array_index(layout->links[a], TileLink, i);
        if (link->other == b)
            return link->kind != LINK_WATER;
    }
    return FALSE;
}

static void push(TileLayout *layout, guint a, guint b, TilePoint *forces)
{
    TilePoint *p = layout->goal;
    double apart = distance(p[a], p[b]), wanted = 1.0, strength = 0.25;
    if (apart > 4 || apart < 1e-9)
        return;
    gboolean near = are_neighbours(layout, a, b);
    if (layout->places[a].is_island || layout->places[b].is_island)
        wanted = 1.9;
    else if (!near && distance(layout->home[a], layout->home[b]) * layout->km_per_tile > FALSE_KM)
        wanted = 1.6;
    if (apart > wanted && !near)
        return;
    if (apart > wanted)
        strength = 0.06;
    double force = strength * (wanted - apart) / apart;
    forces[a].x += force * (p[a].x - p[b].x);
    forces[a].y += force * (p[a].y - p[b].y);
    forces[b].x -= force * (p[a].x - p[b].x);
    forces[b].y -= force * (p[a].y - p[b].y);
}

static void push_apart(TileLayout *layout)
{
    g_autofree TilePoint *forces = g_new(TilePoint, layout->n);
    memcpy(layout->goal, layout->home, layout->n * sizeof(TilePoint));
    for (guint round = 0; round < 600; round++) {
        memset(forces, 0, layout->n * sizeof(TilePoint));
        for (guint a = 0; a < layout->n; a++)
            for (guint b = a + 1; b < layout->n; b++)
                push(layout, a, b, forces);
        for (guint i = 0; i < layout->n; i++) {
            layout->goal[i].x += forces[i].x + 0.01 * (layout->home[i].x - layout->goal[i].x);
            layout->goal[i].y += forces[i].y + 0.01 * (layout->home[i].y - layout->goal[i].y);
        }
    }
}

/* --- neighbours, and what lies across water */

static void add_link(TileLayout *layout, guint from, guint to, TileLinkKind kind)
{
    TilePoint a = layout->home[from], b = layout->home[to];
    double apart = distance(a, b) + 1e-9;
    TileLink link = {to, kind, (b.x - a.x) / apart, (b.y - a.y) / apart, MAX(apart, 2)};
    g_array_append_val(layout->links[from], link);
}

static void add_links(TileLayout *layout, guint a, guint b, TileLinkKind kind)
{
    add_link(layout, a, b, kind);
    add_link(layout, b, a, kind);
}

/* Borders over land from one place to every other, breadth first. */
static void count_hops(TileLayout *layout, guint from)
{
    guint8 *hops = &layout->hops[(gsize)from * layout->n];
    g_autofree guint *queue = g_new(guint, layout->n);
    guint first = 0, last = 0;
    memset(hops, TILE_NO_WAY, layout->n);
    hops[from] = 0;
    queue[last++] = from;
    while (first < last) {
        guint here = queue[first++];
        for (guint i = 0; i < layout->links[here]->len; i++) {
            const TileLink *link = &g_array_index(layout->links[here], TileLink, i);
            if (link->kind != LINK_BORDER || hops[link->other] != TILE_NO_WAY)
                continue;
            hops[link->other] = (guint8)MIN(hops[here] + 1, TILE_NO_WAY - 1);
            queue[last++] = link->other;
        }
    }
}

static guint8 hops_between(const TileLayout *layout, guint a, guint b)
{
    return layout->hops[(gsize)a * layout->n + b];
}

/* The nearest place that cannot be reached over land and is not in `taken`; n when none. */
static guint nearest_across(const TileLayout *layout, guint place, const guint8 *taken)
{
    guint nearest = layout->n;
    for (guint other = 0; other < layout->n; other++)
        if (hops_between(layout, place, other) == TILE_NO_WAY && !taken[other] &&
            (nearest == layout->n || distance(layout->home[place], layout->home[other]) <
                                         distance(layout->home[place], layout->home[nearest])))
            nearest = other;
    return nearest;
}

/* Of a piece of less than half of the country: what lies nearest to each place, across water. */
static void link_across_water(TileLayout *layout, guint place)
{
    guint in_piece = 0;
    g_autofree guint8 *taken = g_new0(guint8, layout->n);
    for (guint other = 0; other < layout->n; other++)
        in_piece += hops_between(layout, place, other) != TILE_NO_WAY ? 1 : 0;
    for (guint i = 0; i < N_WATER_LINKS && 2 * in_piece < layout->n; i++) {
        guint other = nearest_across(layout, place, taken);
        if (other == layout->n)
            return;
        taken[other] = 1;
        add_links(layout, place, other, LINK_WATER);
    }
}

static void set_links(TileLayout *layout, guint n_borders, const TileNeighbours *borders)
{
    for (guint i = 0; i < n_borders; i++) {
        gboolean dike = borders[i].is_over_water || layout->places[borders[i].a].is_island ||
                        layout->places[borders[i].b].is_island;
        add_links(layout, borders[i].a, borders[i].b, dike ? LINK_DIKE : LINK_BORDER);
    }
    for (guint i = 0; i < layout->n; i++)
        count_hops(layout, i);
    for (guint i = 0; i < layout->n; i++)
        link_across_water(layout, i);
}

/* --- the grid */

Tile tile_at(const TileLayout *layout, int index)
{
    return (Tile){index % layout->columns, index / layout->columns};
}

static gboolean are_kin(const TileLayout *layout, guint a, int b)
{
    return b >= 0 && layout->places[a].province == layout->places[b].province;
}

void tile_put(TileLayout *layout, int tile, guint place)
{
    layout->grid[tile] = (int)place;
    layout->at[place] = tile;
    layout->kin[place] = 0;
    for (int side = 0; side < 6; side++) {
        int beside = layout->beside[6 * tile + side];
        layout->filled[beside]++;
        if (are_kin(layout, place, layout->grid[beside])) {
            layout->kin[place]++;
            layout->kin[layout->grid[beside]]++;
        }
    }
}

void tile_free(TileLayout *layout, int tile)
{
    guint place = (guint)layout->grid[tile];
    layout->grid[tile] = -1;
    for (int side = 0; side < 6; side++) {
        int beside = layout->beside[6 * tile + side];
        layout->filled[beside]--;
        if (are_kin(layout, place, layout->grid[beside]))
            layout->kin[layout->grid[beside]]--;
    }
}

static void set_tile(TileLayout *layout, int index)
{
    static const int around[2][6][2] = {{{1, 0}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}},
                                        {{1, 0}, {1, 1}, {0, 1}, {-1, 0}, {0, -1}, {1, -1}}};
    Tile tile = tile_at(layout, index);
    int across = MIN(tile.column, layout->columns - 1 - tile.column);
    int down = MIN(tile.row, layout->rows - 1 - tile.row);
    layout->grid[index] = -1;
    layout->centres[index] = centre_point(tile);
    layout->depth[index] = (guint8)MIN(MIN(across, down), TILE_INSIDE);
    for (int side = 0; side < 6; side++) {
        const int *step = around[tile.row & 1][side];
        gboolean outside = layout->depth[index] == 0;
        layout->beside[6 * index + side] =
            outside ? index : index + step[1] * layout->columns + step[0];
    }
}

static void set_grid(TileLayout *layout)
{
    double right = 0, bottom = 0, left = G_MAXDOUBLE, top = G_MAXDOUBLE;
    for (guint i = 0; i < layout->n; i++) {
        left = MIN(left, layout->goal[i].x);
        top = MIN(top, layout->goal[i].y);
    }
    for (guint i = 0; i < layout->n; i++) {
        layout->goal[i].x = to_grain(layout->goal[i].x + TILE_MARGIN - left);
        layout->goal[i].y = to_grain(layout->goal[i].y + TILE_MARGIN * TILE_ROW_HEIGHT - top);
        right = MAX(right, layout->goal[i].x);
        bottom = MAX(bottom, layout->goal[i].y);
    }
    layout->columns = (int)ceil(right) + TILE_MARGIN + 1;
    layout->rows = (int)ceil(bottom / TILE_ROW_HEIGHT) + TILE_MARGIN + 1;
    gsize n_tiles = (gsize)layout->columns * (gsize)layout->rows;
    layout->grid = g_new(int, n_tiles);
    layout->centres = g_new(TilePoint, n_tiles);
    layout->beside = g_new(int, 6 * n_tiles);
    layout->depth = g_new(guint8, n_tiles);
    layout->filled = g_new0(guint8, n_tiles);
    for (gsize i = 0; i < n_tiles; i++)
        set_tile(layout, (int)i);
}

/* --- 2. assignment with least total squared displacement */

static double assignment_cost(const TileLayout *layout, guint place, int tile)
{
    double d = distance(layout->centres[tile], layout->goal[place]);
    return d * d;
}

typedef struct {
    double *u, *v, *least;
    int *match, *way; /* per tile (from 1): place matched, tile before it on the path */
    gboolean *used;
} Hungarian;

/* One step of the shortest augmenting path from the place matched to tile `at`; returns the next
 * tile. */
static int hungarian_step(const TileLayout *layout, Hungarian *work, int at, int m)
{
    double delta = G_MAXDOUBLE;
    int place = work->match[at], next = 0;
    work->used[at] = TRUE;
    for (int j = 1; j <= m; j++) {
        if (work->used[j])
            continue;
        double reduced =
            assignment_cost(layout, (guint)place - 1, j - 1) - work->u[place] - work->v[j];
        if (reduced < work->least[j]) {
            work->least[j] = reduced;
            work->way[j] = at;
        }
        if (work->least[j] < delta) {
            delta = work->least[j];
            next = j;
        }
    }
    for (int j = 0; j <= m; j++) {
        if (work->used[j]) {
            work->u[work->match[j]] += delta;
            work->v[j] -= delta;
        } else {
            work->least[j] -= delta;
        }
    }
    return next;
}

static void hungarian_add(const TileLayout *layout, Hungarian *work, int place, int m)
{
    int at = 0;
    work->match[0] = place;
    for (int j = 0; j <= m; j++) {
        work->least[j] = G_MAXDOUBLE;
        work->used[j] = FALSE;
    }
    do
        at = hungarian_step(layout, work, at, m);
    while (work->match[at] != 0);
    while (at != 0) {
        int before = work->way[at];
        work->match[at] = work->match[before];
        at = before;
    }
}

static void assign_tiles(TileLayout *layout)
{
    int m = layout->columns * layout->rows;
    gsize n_tiles = (gsize)m + 1;
    Hungarian work = {g_new0(double, layout->n + 1), g_new0(double, n_tiles),
                      g_new0(double, n_tiles),       g_new0(int, n_tiles),
                      g_new0(int, n_tiles),          g_new0(gboolean, n_tiles)};
    for (guint i = 1; i <= layout->n; i++)
        hungarian_add(layout, &work, (int)i, m);
    for (int j = 1; j <= m; j++)
        if (work.match[j] != 0)
            tile_put(layout, j - 1, (guint)work.match[j] - 1);
    g_free(work.u);
    g_free(work.v);
    g_free(work.least);
    g_free(work.match);
    g_free(work.way);
    g_free(work.used);
}

/* --- the whole */

static TileLayout *layout_new(guint n, const TilePlace *places, guint n_borders,
                              const TileNeighbours *borders)
{
    TileLayout *layout = g_new0(TileLayout, 1);
    layout->n = n;
    layout->places = places;
    layout->home = g_new0(TilePoint, n);
    layout->goal = g_new0(TilePoint, n);
    layout->hops = g_new(guint8, (gsize)n * n);
    layout->at = g_new0(int, n);
    layout->kin = g_new0(guint8, n);
    layout->links = g_new0(GArray *, n);
    for (guint i = 0; i < n; i++)
        layout->links[i] = g_array_new(FALSE, FALSE, sizeof(TileLink));
    set_homes(layout, n_borders, borders);
    set_links(layout, n_borders, borders);
    push_apart(layout);
    set_grid(layout);
    return layout;
}

static void layout_free(TileLayout *layout)
{
    for (guint i = 0; i < layout->n; i++)
        g_array_unref(layout->links[i]);
    g_free(layout->links);
    g_free(layout->home);
    g_free(layout->goal);
    g_free(layout->hops);
    g_free(layout->at);
    g_free(layout->grid);
    g_free(layout->centres);
    g_free(layout->beside);
    g_free(layout->depth);
    g_free(layout->filled);
    g_free(layout->kin);
    g_free(layout);
}

/* Rows move by an even number, so that the shift of odd rows stays. */
static void take_tiles(const TileLayout *layout, Tile *tiles)
{
    int column = G_MAXINT, row = G_MAXINT;
    for (guint i = 0; i < layout->n; i++) {
        tiles[i] = tile_at(layout, layout->at[i]);
        column = MIN(column, tiles[i].column);
        row = MIN(row, tiles[i].row);
    }
    row -= row & 1;
    for (guint i = 0; i < layout->n; i++) {
        tiles[i].column -= column;
        tiles[i].row -= row;
    }
}

/* Lays tiles on the grid where their squared displacement is least. */
static void place_tiles(TileLayout *layout, const Tile *tiles)
{
    int best_column = 0, best_row = 0;
    double least = G_MAXDOUBLE;
    for (int row = 0; row < layout->rows; row += 2)
        for (int column = 0; column < layout->columns; column++) {
            double sum = 0;
            gboolean fits = TRUE;
            for (guint i = 0; i < layout->n && fits; i++) {
                Tile tile = {tiles[i].column + column, tiles[i].row + row};
                double d = distance(centre_point(tile), layout->goal[i]);
                fits = tile.column < layout->columns && tile.row < layout->rows &&
                       layout->depth[tile.row * layout->columns + tile.column] >= TILE_INSIDE;
                sum += d * d;
            }
            if (fits && sum < least) {
                least = sum;
                best_column = column;
                best_row = row;
            }
        }
    for (int i = 0; i < layout->columns * layout->rows; i++)
        if (layout->grid[i] >= 0)
            tile_free(layout, i);
    for (guint i = 0; i < layout->n; i++)
        tile_put(layout,
                 (tiles[i].row + best_row) * layout->columns + tiles[i].column + best_column, i);
}

#define MOST_ROUNDS 20

double tile_layout_compute(guint n, const TilePlace *places, guint n_borders,
                           const TileNeighbours *borders, guint32 seed, guint moves, Tile *tiles)
{
    TileLayout *layout = layout_new(n, places, n_borders, borders);
    guint n_made = 1;
    double cost = 0;
    assign_tiles(layout);
    tile_search_anneal(layout, seed, (guint64)moves * n);
    for (guint round = 0; round < MOST_ROUNDS && n_made > 0; round++) {
        take_tiles(layout, tiles);
        place_tiles(layout, tiles);
        cost = tile_search_settle(layout, &n_made);
    }
    take_tiles(layout, tiles);
    layout_free(layout);
    return cost;
}

gboolean tile_layout_is_settled(guint n, const TilePlace *places, guint n_borders,
                                const TileNeighbours *borders, const Tile *tiles)
{
    TileLayout *layout = layout_new(n, places, n_borders, borders);
    guint n_made;
    place_tiles(layout, tiles);
    tile_search_settle(layout, &n_made);
    layout_free(layout);
    return n_made == 0;
}
