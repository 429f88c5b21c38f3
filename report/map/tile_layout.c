#include "report/map/tile_layout.h"

#include <math.h>
#include <string.h>

#define KM_PER_DEGREE 111.2
#define ROW_HEIGHT 0.8660254037844386 /* of a tile's width */
#define MARGIN 3                      /* free tiles around the country */
#define SEED 20230101

/* Weights of the annealing, found by looking at the map. */
#define W_DISPLACEMENT 0.10
#define W_LOST 1.0
#define W_DIRECTION 0.9
#define W_FALSE 0.9
#define W_ISLAND 12.0
#define W_HOLE 2.5
#define FALSE_KM 21.0
#define MOVES_PER_AREA (3000000.0 / 342)

typedef struct {
    double x, y;
} Point;

typedef struct {
    guint n;
    const TilePlace *places;
    Point *home;         /* midpoints in tile widths, y downward */
    Point *goal;         /* after pushing apart */
    GArray **neighbours; /* guint, per place */
    double km_per_tile;
    int columns, rows;
    int *grid; /* place on each tile, or -1 */
    Tile *tiles;
} Layout;

void tile_centre(Tile tile, double *x, double *y)
{
    *x = tile.column + ((tile.row & 1) ? 0.5 : 0.0);
    *y = tile.row * ROW_HEIGHT;
}

gboolean tiles_touch(Tile a, Tile b)
{
    double ax, ay, bx, by;
    tile_centre(a, &ax, &ay);
    tile_centre(b, &bx, &by);
    double distance = hypot(ax - bx, ay - by);
    return distance > 0.5 && distance < 1.2;
}

guint tile_borders_kept(const Tile *tiles, guint n_borders, const TileNeighbours *borders)
{
    guint kept = 0;
    for (guint i = 0; i < n_borders; i++)
        kept += tiles_touch(tiles[borders[i].a], tiles[borders[i].b]) ? 1 : 0;
    return kept;
}

static Point centre_point(Tile tile)
{
    Point point;
    tile_centre(tile, &point.x, &point.y);
    return point;
}

static double distance(Point a, Point b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

/* --- 1. midpoints in tile widths, pushed apart */

/* The size of a tile: the mean distance between bordering midpoints. */
static double tile_size(guint n_borders, const TileNeighbours *borders, const Point *km)
{
    double sum = 0;
    for (guint i = 0; i < n_borders; i++)
        sum += distance(km[borders[i].a], km[borders[i].b]);
    return sum / n_borders;
}

static void set_homes(Layout *layout, guint n_borders, const TileNeighbours *borders)
{
    double middle = 0, north = -90, west = 180;
    for (guint i = 0; i < layout->n; i++) {
        middle += layout->places[i].latitude / layout->n;
        north = MAX(north, layout->places[i].latitude);
        west = MIN(west, layout->places[i].longitude);
    }
    for (guint i = 0; i < layout->n; i++)
        layout->home[i] =
            (Point){(layout->places[i].longitude - west) * KM_PER_DEGREE * cos(middle * G_PI / 180),
                    (north - layout->places[i].latitude) * KM_PER_DEGREE};
    layout->km_per_tile = tile_size(n_borders, borders, layout->home);
    for (guint i = 0; i < layout->n; i++) {
        layout->home[i].x = layout->home[i].x / layout->km_per_tile + MARGIN;
        layout->home[i].y = layout->home[i].y / layout->km_per_tile + MARGIN * ROW_HEIGHT;
    }
}

static gboolean are_neighbours(const Layout *layout, guint a, guint b)
{
    for (guint i = 0; i < layout->neighbours[a]->len; i++)
        if (g_array_index(layout->neighbours[a], guint, i) == b)
            return TRUE;
    return FALSE;
}

static void push(Layout *layout, guint a, guint b, Point *forces)
{
    Point *p = layout->goal;
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

static void push_apart(Layout *layout)
{
    g_autofree Point *forces = g_new(Point, layout->n);
    memcpy(layout->goal, layout->home, layout->n * sizeof(Point));
    for (guint round = 0; round < 600; round++) {
        memset(forces, 0, layout->n * sizeof(Point));
        for (guint a = 0; a < layout->n; a++)
            for (guint b = a + 1; b < layout->n; b++)
                push(layout, a, b, forces);
        for (guint i = 0; i < layout->n; i++) {
            layout->goal[i].x += forces[i].x + 0.01 * (layout->home[i].x - layout->goal[i].x);
            layout->goal[i].y += forces[i].y + 0.01 * (layout->home[i].y - layout->goal[i].y);
        }
    }
}

static void set_grid(Layout *layout)
{
    double right = 0, bottom = 0, left = G_MAXDOUBLE, top = G_MAXDOUBLE;
    for (guint i = 0; i < layout->n; i++) {
        left = MIN(left, layout->goal[i].x);
        top = MIN(top, layout->goal[i].y);
    }
    for (guint i = 0; i < layout->n; i++) {
        layout->goal[i].x += MARGIN - left;
        layout->goal[i].y += MARGIN * ROW_HEIGHT - top;
        right = MAX(right, layout->goal[i].x);
        bottom = MAX(bottom, layout->goal[i].y);
    }
    layout->columns = (int)ceil(right) + MARGIN + 1;
    layout->rows = (int)ceil(bottom / ROW_HEIGHT) + MARGIN + 1;
    layout->grid = g_new(int, (gsize)(layout->columns * layout->rows));
    for (int i = 0; i < layout->columns * layout->rows; i++)
        layout->grid[i] = -1;
}

/* --- 2. assignment with least total squared displacement */

static Tile tile_at(const Layout *layout, int index)
{
    return (Tile){index % layout->columns, index / layout->columns};
}

static double assignment_cost(const Layout *layout, guint place, int tile)
{
    Point centre = centre_point(tile_at(layout, tile));
    double d = distance(centre, layout->goal[place]);
    return d * d;
}

typedef struct {
    double *u, *v, *least;
    int *match, *way; /* per tile (from 1): place matched, tile before it on the path */
    gboolean *used;
} Hungarian;

/* One step of the shortest augmenting path from the place matched to tile `at`; returns the next
 * tile. */
static int hungarian_step(const Layout *layout, Hungarian *work, int at, int m)
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

static void hungarian_add(const Layout *layout, Hungarian *work, int place, int m)
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

static void put(Layout *layout, guint place, int tile)
{
    layout->grid[tile] = (int)place;
    layout->tiles[place] = tile_at(layout, tile);
}

static void assign_tiles(Layout *layout)
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
            put(layout, (guint)work.match[j] - 1, j - 1);
    g_free(work.u);
    g_free(work.v);
    g_free(work.least);
    g_free(work.match);
    g_free(work.way);
    g_free(work.used);
}

/* --- 3. annealing */

static const int around[2][6][2] = {{{1, 0}, {-1, 0}, {-1, -1}, {0, -1}, {-1, 1}, {0, 1}},
                                    {{1, 0}, {-1, 0}, {0, -1}, {1, -1}, {0, 1}, {1, 1}}};

/* Index of a tile beside another, or -1 outside the grid. */
static int beside(const Layout *layout, int tile, int side)
{
    Tile at = tile_at(layout, tile);
    int column = at.column + around[at.row & 1][side][0];
    int row = at.row + around[at.row & 1][side][1];
    if (column < 0 || row < 0 || column >= layout->columns || row >= layout->rows)
        return -1;
    return row * layout->columns + column;
}

/* Borders that are lost or turned, seen from one place. */
static double border_cost(const Layout *layout, guint place)
{
    double cost = 0;
    Point here = centre_point(layout->tiles[place]), home = layout->home[place];
    for (guint i = 0; i < layout->neighbours[place]->len; i++) {
        guint other = g_array_index(layout->neighbours[place], guint, i);
        Point there = centre_point(layout->tiles[other]), other_home = layout->home[other];
        double apart = distance(here, there), real = distance(home, other_home);
        double turned = 1 - ((there.x - here.x) * (other_home.x - home.x) +
                             (there.y - here.y) * (other_home.y - home.y)) /
                                (apart * real + 1e-9);
        cost += W_DIRECTION * turned;
        if (apart > 1.2)
            cost += W_LOST * MIN(apart, 3);
    }
    return cost;
}

/* Tiles that touch although the areas lie apart. */
static double false_cost(const Layout *layout, guint place, int tile)
{
    double cost = 0;
    for (int side = 0; side < 6; side++) {
        int next = beside(layout, tile, side);
        int other = next >= 0 ? layout->grid[next] : -1;
        if (other < 0)
            continue;
        if (layout->places[place].is_island || layout->places[other].is_island)
            cost += W_ISLAND;
        else if (!are_neighbours(layout, place, (guint)other)) {
            double km = distance(layout->home[place], layout->home[other]) * layout->km_per_tile;
            cost += W_FALSE * MAX(0, km - FALSE_KM) / 10;
        }
    }
    return cost;
}

static double hole_cost_at(const Layout *layout, int tile)
{
    int filled = 0;
    if (tile < 0 || layout->grid[tile] >= 0)
        return 0;
    for (int side = 0; side < 6; side++) {
        int next = beside(layout, tile, side);
        filled += next >= 0 && layout->grid[next] >= 0 ? 1 : 0;
    }
    return filled >= 5 ? W_HOLE : 0;
}

static double place_cost(const Layout *layout, guint place)
{
    Tile tile = layout->tiles[place];
    int index = tile.row * layout->columns + tile.column;
    double moved = distance(centre_point(tile), layout->goal[place]);
    return W_DISPLACEMENT * moved * moved + border_cost(layout, place) +
           false_cost(layout, place, index);
}

/* Cost that can change when the contents of a tile change. */
static double tile_cost(const Layout *layout, int tile)
{
    double cost = hole_cost_at(layout, tile);
    for (int side = 0; side < 6; side++)
        cost += hole_cost_at(layout, beside(layout, tile, side));
    if (layout->grid[tile] >= 0)
        cost += place_cost(layout, (guint)layout->grid[tile]);
    return cost;
}

static void exchange(Layout *layout, int a, int b)
{
    int in_a = layout->grid[a], in_b = layout->grid[b];
    layout->grid[a] = in_b;
    layout->grid[b] = in_a;
    if (in_a >= 0)
        layout->tiles[in_a] = tile_at(layout, b);
    if (in_b >= 0)
        layout->tiles[in_b] = tile_at(layout, a);
}

static int random_tile_near(const Layout *layout, GRand *random, int tile, int reach)
{
    for (int step = g_rand_int_range(random, 1, reach + 1); step > 0; step--) {
        int next = beside(layout, tile, g_rand_int_range(random, 0, 6));
        tile = next >= 0 ? next : tile;
    }
    return tile;
}

static gboolean is_inside(const Layout *layout, int tile)
{
    Tile at = tile_at(layout, tile);
    return at.column > 0 && at.row > 0 && at.column < layout->columns - 1 &&
           at.row < layout->rows - 1;
}

static void anneal(Layout *layout)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(SEED);
    guint n_moves = (guint)(layout->n * MOVES_PER_AREA + 0.5);
    for (guint move = 0; move < n_moves; move++) {
        double done = (double)move / n_moves;
        double temperature = 1.2 * pow(0.012, done);
        guint place = (guint)g_rand_int_range(random, 0, (gint32)layout->n);
        Tile tile = layout->tiles[place];
        int from = tile.row * layout->columns + tile.column;
        int to = random_tile_near(layout, random, from, done < 0.5 ? 3 : 2);
        if (to == from || !is_inside(layout, to))
            continue;
        double before = tile_cost(layout, from) + tile_cost(layout, to);
        exchange(layout, from, to);
        double rise = tile_cost(layout, from) + tile_cost(layout, to) - before;
        if (rise > 0 && g_rand_double(random) >= exp(-rise / temperature))
            exchange(layout, from, to);
    }
}

/* --- the whole */

/* Rows move by an even number, so that the shift of odd rows stays. */
static void move_to_origin(guint n, Tile *tiles)
{
    int column = G_MAXINT, row = G_MAXINT;
    for (guint i = 0; i < n; i++) {
        column = MIN(column, tiles[i].column);
        row = MIN(row, tiles[i].row);
    }
    row -= row & 1;
    for (guint i = 0; i < n; i++) {
        tiles[i].column -= column;
        tiles[i].row -= row;
    }
}

void tile_layout_compute(guint n, const TilePlace *places, guint n_borders,
                         const TileNeighbours *borders, Tile *tiles)
{
    Layout layout = {.n = n, .places = places, .tiles = tiles};
    layout.home = g_new0(Point, n);
    layout.goal = g_new0(Point, n);
    layout.neighbours = g_new0(GArray *, n);
    for (guint i = 0; i < n; i++)
        layout.neighbours[i] = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < n_borders; i++) {
        g_array_append_val(layout.neighbours[borders[i].a], borders[i].b);
        g_array_append_val(layout.neighbours[borders[i].b], borders[i].a);
    }
    set_homes(&layout, n_borders, borders);
    push_apart(&layout);
    set_grid(&layout);
    assign_tiles(&layout);
    anneal(&layout);
    move_to_origin(n, tiles);
    for (guint i = 0; i < n; i++)
        g_array_unref(layout.neighbours[i]);
    g_free(layout.neighbours);
    g_free(layout.home);
    g_free(layout.goal);
    g_free(layout.grid);
}
