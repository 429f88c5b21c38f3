#include "report/map/tile_map.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- plan */

typedef struct {
    char code[8];
    Tile tile;
} PlannedTile;

struct TilePlan {
    GArray *tiles;     /* PlannedTile, in the order of the file */
    GHashTable *index; /* code -> position + 1 */
};

static TilePlan *plan_new(void)
{
    TilePlan *plan = g_new0(TilePlan, 1);
    plan->tiles = g_array_new(FALSE, TRUE, sizeof(PlannedTile));
    plan->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return plan;
}

void tile_plan_free(TilePlan *plan)
{
    if (plan == NULL)
        return;
    g_array_unref(plan->tiles);
    g_hash_table_unref(plan->index);
    g_free(plan);
}

static const PlannedTile *planned(const TilePlan *plan, guint i)
{
    return &g_array_index(plan->tiles, PlannedTile, i);
}

static gboolean plan_add(TilePlan *plan, const char *code, Tile tile)
{
    PlannedTile added = {.tile = tile};
    for (guint i = 0; i < plan->tiles->len; i++)
        if (planned(plan, i)->tile.column == tile.column && planned(plan, i)->tile.row == tile.row)
            return FALSE;
    if (strlen(code) >= sizeof added.code || g_hash_table_contains(plan->index, code))
        return FALSE;
    g_strlcpy(added.code, code, sizeof added.code);
    g_array_append_val(plan->tiles, added);
    g_hash_table_insert(plan->index, g_strdup(code), GUINT_TO_POINTER(plan->tiles->len));
    return TRUE;
}

static gboolean read_tiles(TilePlan *plan, TableFile *table, GError **error)
{
    static const char *const names[] = {"code", "kolom", "rij"};
    gssize columns[3];
    GError *problem = NULL;
    if (!table_file_columns(table, 3, names, columns, error))
        return FALSE;
    while (table_file_next(table, &problem)) {
        gint64 column = 0, row = 0;
        if (!table_file_integer(table, columns[1], &column, error) ||
            !table_file_integer(table, columns[2], &row, error))
            return FALSE;
        if (column < 0 || row < 0 || column > 999 || row > 999)
            return table_file_refuse(table, columns[1], "is not a place of a tile", error);
        if (!plan_add(plan, table_file_text(table, columns[0]), (Tile){(int)column, (int)row}))
            return table_file_refuse(table, columns[0], "has a tile already, or its tile is taken",
                                     error);
    }
    if (problem != NULL)
        g_propagate_error(error, problem);
    return problem == NULL;
}

TilePlan *tile_plan_load(int division_year, GError **error)
{
    g_autofree char *relative = g_strdup_printf("reference/gemeente_tegels_%d.csv", division_year);
    g_autofree char *path = datadir_path(relative);
    g_autoptr(TilePlan) plan = plan_new();
    g_autoptr(TableFile) table = table_file_open(path, error);
    if (table == NULL || !read_tiles(plan, table, error))
        return NULL;
    return g_steal_pointer(&plan);
}

guint tile_plan_n_areas(const TilePlan *plan)
{
    return plan->tiles->len;
}

gboolean tile_plan_find(const TilePlan *plan, const char *code, Tile *tile)
{
    guint position = GPOINTER_TO_UINT(g_hash_table_lookup(plan->index, code));
    if (position == 0)
        return FALSE;
    *tile = planned(plan, position - 1)->tile;
    return TRUE;
}

/* --- map */

typedef struct {
    char code[8];
    Tile tile;
    ChartValue value;
    int class;    /* 0-4, or -1 without a value */
    gboolean own; /* outlined */
} MapTile;

typedef struct {
    TileMap map;
    char *own_name;
    guint n;
    MapTile *tiles;
    gboolean has_own;
    int columns, rows;
    double legend_column; /* where the legend begins, in tiles */
    gboolean has_suppressed, has_other;
} MapData;

#define LEGEND_ROW 21.5 /* in the free corner of the country, lower right */
#define LEGEND_GAP 0.7  /* tiles between it and the country */
#define LEGEND_WIDTH 62.0
#define ROW_PITCH 0.8660254037844386
#define DEFAULT_HEIGHT 330.0

static void map_free(gpointer data)
{
    MapData *map = data;
    g_free(map->tiles);
    g_free(map->own_name);
    g_free(map);
}

static double tile_for_width(const MapData *map, double width)
{
    return MIN(width / (map->columns + 0.5), (width - LEGEND_WIDTH) / map->legend_column);
}

static double height_of(const MapData *map, double tile)
{
    return ((map->rows - 1) * ROW_PITCH + 2 / sqrt(3)) * tile + 2;
}

static double map_height(gpointer data, TextEngine *engine, double width)
{
    const MapData *map = data;
    (void)engine;
    if (map->map.height > 0)
        return map->map.height;
    return MIN(height_of(map, tile_for_width(map, width)), DEFAULT_HEIGHT);
}

static void hexagon(double x, double y, double tile, CanvasPoint corners[6])
{
    double radius = tile / sqrt(3);
    for (int i = 0; i < 6; i++)
        corners[i] = (CanvasPoint){x + radius * cos(G_PI / 6 + i * G_PI / 3),
                                   y + radius * sin(G_PI / 6 + i * G_PI / 3)};
}

static CanvasPoint place_of(const MapTile *tile, double size)
{
    CanvasPoint place;
    tile_centre(tile->tile, &place.x, &place.y);
    place.x = (place.x + 0.5) * size + 1;
    place.y = (place.y + 1 / sqrt(3)) * size + 1;
    return place;
}

/* All tiles of a class are one path: small file, fast drawing. */
static guint trace_class(const MapData *map, Canvas *canvas, int class, double size, double inner)
{
    guint n = 0;
    for (guint i = 0; i < map->n; i++) {
        CanvasPoint corners[6], place = place_of(&map->tiles[i], size);
        if (map->tiles[i].class != class)
            continue;
        hexagon(place.x, place.y, inner, corners);
        canvas_trace_polygon(canvas, 6, corners);
        n++;
    }
    return n;
}

static void draw_tiles(const MapData *map, Canvas *canvas, double size)
{
    for (int class = 0; class < MAP_CLASSES; class ++)
        if (trace_class(map, canvas, class, size, size - 0.7) > 0)
            canvas_fill_traced(canvas, (ColourName)(COLOUR_MAP_1 + class));
    if (trace_class(map, canvas, -1, size, size - 1.2) > 0)
        canvas_outline_traced(canvas, COLOUR_LIGHT_GREY, 0.45);
    for (guint i = 0; i < map->n; i++) {
        const MapTile *tile = &map->tiles[i];
        CanvasPoint place = place_of(tile, size);
        if (tile->class < 0 && tile->value.state != STATE_SUPPRESSED && size > 8)
            canvas_label(canvas, STYLE_LABEL_SMALL, COLOUR_GREY,
                         state_mark(tile->value.state, map->map.language == LANGUAGE_EN), place.x,
                         place.y + 2, ANCHOR_CENTRE);
    }
}

/* White under ochre; all white first, so that the outlines of neighbours stay whole. */
static void outline_own(const MapData *map, Canvas *canvas, double size, ColourName colour,
                        double thickness)
{
    for (guint i = 0; i < map->n; i++) {
        CanvasPoint corners[6];
        if (!map->tiles[i].own)
            continue;
        CanvasPoint place = place_of(&map->tiles[i], size);
        hexagon(place.x, place.y, size + 0.4, corners);
        canvas_outline_polygon(canvas, colour, thickness, 6, corners);
    }
}

static void draw_own(const MapData *map, Canvas *canvas, double size)
{
    outline_own(map, canvas, size, COLOUR_WHITE, 3.2);
    outline_own(map, canvas, size, COLOUR_ESTIMATED, map->map.own_codes != NULL ? 1.2 : 1.8);
}

static void map_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const MapData *map = data;
    double size = tile_for_width(map, width);
    if (height_of(map, size) > height)
        size *= (height - 2) / (height_of(map, size) - 2);
    draw_tiles(map, canvas, size);
    draw_own(map, canvas, size);
    double x = map->legend_column * size;
    MapLegend legend = {map->map.limits,     map->map.decimals, map->has_own ? map->own_name : NULL,
                        map->has_suppressed, map->has_other,    TRUE,
                        map->map.language};
    map_legend_draw(canvas, &legend, x, LEGEND_ROW * ROW_PITCH * size, MIN(width - x, 120));
}

static FigureData *map_data(gpointer graphic)
{
    const MapData *map = graphic;
    g_autofree MapArea *areas = g_new(MapArea, map->n);
    for (guint i = 0; i < map->n; i++)
        areas[i] = (MapArea){map->tiles[i].code, map->tiles[i].value};
    return map_figure_data(map->n, areas, map->map.limits, map->map.language);
}

static const GraphicClass map_class = {map_height, map_draw, map_free, map_data};

/* --- making */

static void set_values(MapData *data, const TilePlan *plan, const TileMap *map)
{
    for (guint i = 0; i < map->n_areas; i++) {
        guint position = GPOINTER_TO_UINT(g_hash_table_lookup(plan->index, map->areas[i].code));
        if (position > 0)
            data->tiles[position - 1].value = map->areas[i].value;
    }
}

/* Right of every tile beside the legend. */
static double legend_column(const TilePlan *plan)
{
    double right = 0;
    for (guint i = 0; i < plan->tiles->len; i++) {
        double x, y;
        tile_centre(planned(plan, i)->tile, &x, &y);
        if (planned(plan, i)->tile.row >= LEGEND_ROW - 1.5)
            right = MAX(right, x + 1);
    }
    return right + LEGEND_GAP;
}

static gboolean is_own(const TileMap *map, const char *code)
{
    return (map->own_code != NULL && g_str_equal(map->own_code, code)) ||
           (map->own_codes != NULL && g_strv_contains(map->own_codes, code));
}

Graphic *tile_map_new(const TilePlan *plan, const TileMap *map)
{
    MapData *data = g_new0(MapData, 1);
    data->map = *map;
    data->own_name = g_strdup(map->own_name);
    data->n = plan->tiles->len;
    data->legend_column = legend_column(plan);
    data->tiles = g_new0(MapTile, data->n);
    for (guint i = 0; i < data->n; i++) {
        data->tiles[i].tile = planned(plan, i)->tile;
        memcpy(data->tiles[i].code, planned(plan, i)->code, sizeof data->tiles[i].code);
        data->tiles[i].value = chart_empty(STATE_NOT_AVAILABLE);
        data->columns = MAX(data->columns, planned(plan, i)->tile.column + 1);
        data->rows = MAX(data->rows, planned(plan, i)->tile.row + 1);
        data->tiles[i].own = is_own(map, planned(plan, i)->code);
        data->has_own |= data->tiles[i].own;
    }
    set_values(data, plan, map);
    for (guint i = 0; i < data->n; i++) {
        MapTile *tile = &data->tiles[i];
        tile->class = map_class_of(map->limits, &tile->value);
        data->has_suppressed |= tile->value.state == STATE_SUPPRESSED;
        data->has_other |= tile->class < 0 && tile->value.state != STATE_SUPPRESSED;
    }
    return graphic_new(&map_class, data);
}
