#include "report/map/tile_layout_private.h"

#include <math.h>
#include <string.h>

/* Weights of the search, found by looking at the map: what a tile width of displacement (squared),
 * a border lost, a direction turned by 90 degrees, … may cost of each other. */
#define W_DISPLACEMENT 0.15
#define W_LOST 1.5
#define W_APART 0.5 /* per tile between neighbours that lost their border */
#define MOST_APART 7.0
#define W_PROVINCE 2.0 /* times, within a province */
#define W_DIRECTION 1.0
#define W_DIKE 0.3  /* times: of the direction */
#define W_WATER 0.5 /* of the distance over water, squared */
#define W_ISLAND 12.0
#define W_HOLE 8.0  /* a free tile with five or six taken ones beside it */
#define W_ALONE 3.0 /* no tile of its province beside it */

#define FIRST_TEMPERATURE 2.5
#define LAST_TEMPERATURE 0.3
#define MOVES_PER_TEMPERATURE 1000
#define LONGEST_LINE 16
#define NEAR 3 /* steps to the tile that another is exchanged with */

/* Tiles that change places: what is on each goes to the next, the last to the first. */
typedef struct {
    int n;
    int tiles[LONGEST_LINE];
} Move;

typedef struct {
    TileLayout *layout;
    guint8 *moves; /* by place: takes part in the move */
    guint *seen;   /* by tile: the last count that looked at its hole */
    guint count;
} Search;

static Search search_new(TileLayout *layout)
{
    return (Search){layout, g_new0(guint8, layout->n),
                    g_new0(guint, (gsize)(layout->columns * layout->rows)), 0};
}

static void search_clear(Search *search)
{
    g_free(search->moves);
    g_free(search->seen);
}

static int tile_beside(const TileLayout *layout, int tile, int side)
{
    return layout->beside[6 * tile + side];
}

/* --- what a map costs */

static double link_cost(const TileLayout *layout, guint place, const TileLink *link)
{
    TilePoint here = layout->centres[layout->at[place]];
    TilePoint there = layout->centres[layout->at[link->other]];
    double x = there.x - here.x, y = there.y - here.y;
    double apart = sqrt(x * x + y * y);
    double turned = W_DIRECTION * (1 - (x * link->x + y * link->y) / apart);
    if (link->kind == LINK_DIKE)
        return W_DIKE * turned;
    if (link->kind == LINK_WATER)
        return 2 * turned + W_WATER * (apart - link->apart) * (apart - link->apart);
    if (apart < 1.2)
        return turned;
    guint province = layout->places[place].province;
    gboolean same = province != 0 && province == layout->places[link->other].province;
    return turned + (W_LOST + W_APART * MIN(apart, MOST_APART)) * (same ? W_PROVINCE : 1);
}

/* Of two tiles that touch, by the borders between their areas: none is false. */
static double contact_cost(const TileLayout *layout, guint a, guint b)
{
    static const double by_hops[] = {0, 0, 0.1, 1.2, 2.5, 4};
    if (layout->places[a].is_island || layout->places[b].is_island)
        return W_ISLAND;
    guint8 hops = layout->hops[(gsize)a * layout->n + b];
    return by_hops[MIN(hops, G_N_ELEMENTS(by_hops) - 1)];
}

/* Pairs with another place of the move count half here, and half there. */
static double place_cost(const Search *search, guint place)
{
    const TileLayout *layout = search->layout;
    int tile = layout->at[place];
    double x = layout->centres[tile].x - layout->goal[place].x;
    double y = layout->centres[tile].y - layout->goal[place].y;
    double cost = W_DISPLACEMENT * (x * x + y * y);
    const TileLink *links = (const TileLink *)(gpointer)layout->links[place]->data;
    for (guint i = 0; i < layout->links[place]->len; i++)
        cost += link_cost(layout, place, &links[i]) * (search->moves[links[i].other] ? 0.5 : 1);
    for (int side = 0; side < 6; side++) {
        int other = layout->grid[tile_beside(layout, tile, side)];
        if (other >= 0)
            cost += contact_cost(layout, place, (guint)other) * (search->moves[other] ? 0.5 : 1);
    }
    return cost;
}

/* Of a free tile that should be land, or of a place without its province beside it. */
static double tile_cost(const TileLayout *layout, int tile)
{
    int place = layout->grid[tile];
    if (place < 0)
        return layout->filled[tile] >= 5 ? W_HOLE : 0;
    gboolean alone = layout->kin[place] == 0 && layout->places[place].province != 0 &&
                     !layout->places[place].is_island;
    return alone ? W_ALONE : 0;
}

static double tile_cost_once(Search *search, int tile)
{
    if (search->seen[tile] == search->count)
        return 0;
    search->seen[tile] = search->count;
    return tile_cost(search->layout, tile);
}

/* All cost that can change with what is on these tiles. */
static double cost_of(Search *search, const int *tiles, int n)
{
    const TileLayout *layout = search->layout;
    double cost = 0;
    search->count++;
    for (int i = 0; i < n; i++)
        if (layout->grid[tiles[i]] >= 0)
            search->moves[layout->grid[tiles[i]]] = 1;
    for (int i = 0; i < n; i++) {
        cost += tile_cost_once(search, tiles[i]);
        for (int side = 0; side < 6; side++)
            cost += tile_cost_once(search, tile_beside(layout, tiles[i], side));
        if (layout->grid[tiles[i]] >= 0)
            cost += place_cost(search, (guint)layout->grid[tiles[i]]);
    }
    for (int i = 0; i < n; i++)
        if (layout->grid[tiles[i]] >= 0)
            search->moves[layout->grid[tiles[i]]] = 0;
    return cost;
}

static double cost_of_all(Search *search)
{
    return cost_of(search, search->layout->at, (int)search->layout->n);
}

/* --- moves */

static gboolean is_inside(const TileLayout *layout, int tile)
{
    return layout->depth[tile] >= TILE_INSIDE;
}

/* What is on each tile goes `step` (1, or n - 1: back) tiles on. */
static void shift(TileLayout *layout, const Move *move, int step)
{
    int places[LONGEST_LINE];
    for (int i = 0; i < move->n; i++) {
        places[i] = layout->grid[move->tiles[i]];
        if (places[i] >= 0)
            tile_free(layout, move->tiles[i]);
    }
    for (int i = 0; i < move->n; i++)
        if (places[i] >= 0)
            tile_put(layout, move->tiles[(i + step) % move->n], (guint)places[i]);
}

static void take_back(TileLayout *layout, const Move *move)
{
    shift(layout, move, move->n - 1);
}

/* Makes a move and tells what it costs. */
static double try(Search *search, const Move *move)
{
    double before = cost_of(search, move->tiles, move->n);
    shift(search->layout, move, 1);
    return cost_of(search, move->tiles, move->n) - before;
}

/* Two tiles some steps apart. */
static gboolean draw_exchange(const TileLayout *layout, GRand *random, Move *move)
{
    int tile = move->tiles[0];
    for (int steps = g_rand_int_range(random, 1, NEAR + 1); steps > 0; steps--)
        tile = tile_beside(layout, tile, g_rand_int_range(random, 0, 6));
    move->tiles[1] = tile;
    move->n = 2;
    return tile != move->tiles[0] && is_inside(layout, tile);
}

/* Three tiles that touch each other. */
static gboolean draw_turn(const TileLayout *layout, GRand *random, Move *move)
{
    int side = g_rand_int_range(random, 0, 6), way = g_rand_int_range(random, 0, 2);
    move->tiles[1 + way] = tile_beside(layout, move->tiles[0], side);
    move->tiles[2 - way] = tile_beside(layout, move->tiles[0], (side + 1) % 6);
    move->n = 3;
    return is_inside(layout, move->tiles[1]) && is_inside(layout, move->tiles[2]);
}

/* A line of tiles in one direction, with one bend after `straight` of them, up to a free one. */
static gboolean line_to_free(const TileLayout *layout, int side, int straight, int bend, Move *move)
{
    int tile = move->tiles[0];
    for (move->n = 1; move->n < LONGEST_LINE; move->n++) {
        tile = tile_beside(layout, tile, move->n > straight ? (side + bend) % 6 : side);
        if (!is_inside(layout, tile))
            return FALSE;
        move->tiles[move->n] = tile;
        if (layout->grid[tile] < 0) {
            move->n++;
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean draw_line(const TileLayout *layout, GRand *random, Move *move)
{
    static const int bends[] = {0, 1, 5};
    int side = g_rand_int_range(random, 0, 6);
    int straight = g_rand_int_range(random, 1, LONGEST_LINE / 2);
    return line_to_free(layout, side, straight, bends[g_rand_int_range(random, 0, 3)], move);
}

static gboolean draw(const TileLayout *layout, GRand *random, Move *move)
{
    int kind = g_rand_int_range(random, 0, 10);
    move->tiles[0] = layout->at[g_rand_int_range(random, 0, (gint32)layout->n)];
    if (kind < 7)
        return draw_exchange(layout, random, move);
    return kind < 8 ? draw_turn(layout, random, move) : draw_line(layout, random, move);
}

double tile_search_anneal(TileLayout *layout, guint32 seed, guint64 moves)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(seed);
    Search search = search_new(layout);
    double temperature = FIRST_TEMPERATURE;
    for (guint64 i = 0; i < moves; i++) {
        Move move;
        if (i % MOVES_PER_TEMPERATURE == 0)
            temperature = FIRST_TEMPERATURE *
                          pow(LAST_TEMPERATURE / FIRST_TEMPERATURE, (double)i / (double)moves);
        if (!draw(layout, random, &move))
            continue;
        double rise = try(&search, &move);
        if (rise > 0 && g_rand_double(random) >= exp(-rise / temperature))
            take_back(layout, &move);
    }
    double cost = cost_of_all(&search);
    search_clear(&search);
    return cost;
}

/* --- every move, until none helps */

#define HELPS (-1e-6)

static guint keep_when_better(Search *search, const Move *move)
{
    if (try(search, move) < HELPS)
        return 1;
    take_back(search->layout, move);
    return 0;
}

static guint try_exchanges(Search *search, guint place)
{
    TileLayout *layout = search->layout;
    guint made = 0;
    for (int first = 0; first < 6; first++)
        for (int second = 0; second < 7; second++) {
            Move move = {2, {layout->at[place]}};
            move.tiles[1] = tile_beside(layout, move.tiles[0], first);
            if (second < 6)
                move.tiles[1] = tile_beside(layout, move.tiles[1], second);
            if (move.tiles[1] != move.tiles[0] && is_inside(layout, move.tiles[1]))
                made += keep_when_better(search, &move);
        }
    return made;
}

static guint try_turns(Search *search, guint place)
{
    TileLayout *layout = search->layout;
    guint made = 0;
    for (int side = 0; side < 6; side++)
        for (int way = 0; way < 2; way++) {
            Move move = {3, {layout->at[place]}};
            move.tiles[1 + way] = tile_beside(layout, move.tiles[0], side);
            move.tiles[2 - way] = tile_beside(layout, move.tiles[0], (side + 1) % 6);
            if (is_inside(layout, move.tiles[1]) && is_inside(layout, move.tiles[2]))
                made += keep_when_better(search, &move);
        }
    return made;
}

static guint try_lines(Search *search, guint place)
{
    TileLayout *layout = search->layout;
    guint made = 0;
    for (int side = 0; side < 6; side++)
        for (int straight = 1; straight < LONGEST_LINE / 2; straight++)
            for (int bend = 0; bend < 6; bend++) {
                Move move = {1, {layout->at[place]}};
                if ((bend <= 1 || bend == 5) && line_to_free(layout, side, straight, bend, &move))
                    made += keep_when_better(search, &move);
            }
    return made;
}

double tile_search_settle(TileLayout *layout, guint *n_made)
{
    Search search = search_new(layout);
    guint made;
    *n_made = 0;
    do {
        made = 0;
        for (guint place = 0; place < layout->n; place++)
            made += try_exchanges(&search, place) + try_turns(&search, place) +
                    try_lines(&search, place);
        *n_made += made;
    } while (made > 0);
    double cost = cost_of_all(&search);
    search_clear(&search);
    return cost;
}
