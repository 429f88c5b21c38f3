#include "report/map/boundary_map.h"

#include "report/map/boundary_inset.h"

#include <string.h>

#define DEFAULT_HEIGHT 330.0
#define AROUND_SHAPE 1.0     /* height of a map of a part, in widths */
#define AROUND_LEAST 24000.0 /* metres: a gemeente in its surroundings, not a gemeente alone */
#define AROUND_MARGIN 0.04
#define LEGEND_GAP 9.0
#define LEGEND_COLUMNS 3
#define LEGEND_ROOM 96.0
#define NAMES_ON_COUNTRY 8
#define NAMES_ON_PART 9

typedef struct {
    BoundaryMap map; /* without its pointers */
    BoundaryLook *look;
    char *own_name;
    GArray *names; /* NamedArea, borrowed names in `strings` */
    GStringChunk *strings;
    gboolean is_part;
    BoundaryExtent part;
    MapArea *areas;
} MapData;

static void map_free(gpointer data)
{
    MapData *map = data;
    boundary_look_free(map->look);
    g_array_unref(map->names);
    g_string_chunk_free(map->strings);
    g_free(map->own_name);
    g_free(map->areas);
    g_free(map);
}

static MapLegend legend_of(const MapData *map)
{
    return (MapLegend){map->map.limits,
                       map->map.decimals,
                       map->look->own != -1 ? map->own_name : NULL,
                       map->look->has_suppressed,
                       map->look->has_other,
                       FALSE,
                       map->map.language};
}

/* Height of the legend under a map of a part. */
static double legend_height(const MapData *map)
{
    MapLegend legend = legend_of(map);
    guint rows = (map_legend_lines(&legend) + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
    return LEGEND_GAP + rows * MAP_LEGEND_PITCH;
}

static double map_height(gpointer data, TextEngine *engine, double width)
{
    const MapData *map = data;
    (void)engine;
    if (map->map.height > 0)
        return map->map.height;
    if (map->is_part)
        return MIN(width * AROUND_SHAPE, DEFAULT_HEIGHT) + legend_height(map);
    return DEFAULT_HEIGHT;
}

static void draw_frame(Canvas *canvas, const BoundaryView *view)
{
    canvas_outline_rectangle(canvas, COLOUR_LIGHT_GREY, 0.5, view->x, view->y, view->width,
                             view->height);
}

/* Where an inset lies in the country. */
static void draw_extent(Canvas *canvas, const BoundaryView *country, const BoundaryView *inset)
{
    CanvasPoint upper = boundary_view_point(country, inset->extent.left, inset->extent.top);
    CanvasPoint lower = boundary_view_point(country, inset->extent.right, inset->extent.bottom);
    canvas_outline_rectangle(canvas, COLOUR_GREY, 0.5, upper.x, upper.y, lower.x - upper.x,
                             lower.y - upper.y);
}

static void draw_view(const MapData *map, Canvas *canvas, const BoundaryView *view, guint names,
                      GArray *taken)
{
    boundary_look_draw(map->look, view, canvas);
    boundary_marks_draw(map->look, view, canvas, map->map.language, taken);
    boundary_labels_draw(map->look, view, canvas, map->names->len,
                         (const NamedArea *)(gpointer)map->names->data, names, taken);
}

static void draw_part(const MapData *map, Canvas *canvas, double width, double height)
{
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(LabelBox));
    MapLegend legend = legend_of(map);
    double high = height - legend_height(map);
    BoundaryView view =
        boundary_view_new(map->look->boundaries, &map->part, 0.5, 0.5, width - 1, high - 1);
    draw_view(map, canvas, &view, NAMES_ON_PART, taken);
    draw_frame(canvas, &view);
    map_legend_draw_columns(canvas, &legend, LEGEND_COLUMNS, 0, high + LEGEND_GAP, width);
}

static void add_box(GArray *taken, const BoundaryView *view)
{
    LabelBox box = {view->x, view->y, view->width, view->height};
    g_array_append_val(taken, box);
}

/* Names of an enlarged part stand there. */
static void draw_country(const MapData *map, Canvas *canvas, double width, double height)
{
    BoundaryView views[BOUNDARY_MAX_VIEWS];
    MapLegend legend = legend_of(map);
    guint n = boundary_views_of_country(map->look, map->names->len,
                                        (const NamedArea *)(gpointer)map->names->data, width,
                                        height, views);
    double top = height - (map_legend_lines(&legend) - 1) * MAP_LEGEND_PITCH - 5;
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(LabelBox));
    LabelBox box = {0, top - 6, LEGEND_ROOM, height - top};
    g_array_append_val(taken, box);
    for (guint i = 1; i < n; i++) {
        g_autoptr(GArray) inside = g_array_new(FALSE, FALSE, sizeof(LabelBox));
        CanvasPoint upper =
            boundary_view_point(&views[0], views[i].extent.left, views[i].extent.top);
        double share = views[0].scale / views[i].scale;
        LabelBox enlarged = {upper.x, upper.y, views[i].width * share, views[i].height * share};
        add_box(taken, &views[i]);
        g_array_append_val(taken, enlarged);
        draw_view(map, canvas, &views[i], NAMES_ON_COUNTRY, inside);
        draw_frame(canvas, &views[i]);
    }
    draw_view(map, canvas, &views[0], NAMES_ON_COUNTRY, taken);
    for (guint i = 1; i < n; i++)
        draw_extent(canvas, &views[0], &views[i]);
    map_legend_draw(canvas, &legend, 0, top, LEGEND_ROOM);
}

static void map_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const MapData *map = data;
    (map->is_part ? draw_part : draw_country)(map, canvas, width, height);
}

static FigureData *map_data(gpointer data)
{
    const MapData *map = data;
    return map_figure_data(map->map.n_areas, map->areas, map->map.limits, map->map.language);
}

static const GraphicClass boundary_map_class = {map_height, map_draw, map_free, map_data};

/* --- making */

static void set_part(MapData *data, const BoundaryDivision *division, const char *const *codes)
{
    BoundaryExtent extent = boundary_extent_none();
    for (guint i = 0; i < data->look->n; i++) {
        const char *code = boundary_division_code(division, i);
        if (code != NULL && g_strv_contains(codes, code))
            boundary_extent_add_area(&extent, data->look->boundaries, i);
    }
    data->is_part = extent.right >= extent.left;
    double wide = extent.right - extent.left, high = extent.top - extent.bottom;
    double more_wide = MAX(wide * AROUND_MARGIN, AROUND_LEAST - wide) / 2;
    double more_high = MAX(high * AROUND_MARGIN, AROUND_LEAST - high) / 2;
    data->part = (BoundaryExtent){extent.left - more_wide, extent.bottom - more_high,
                                  extent.right + more_wide, extent.top + more_high};
}

static void set_names(MapData *data, const BoundaryDivision *division, const BoundaryMap *map)
{
    for (guint i = 0; i < map->n_places; i++) {
        int area = boundary_look_find(data->look, division, map->places[i].code);
        NamedArea named = {g_string_chunk_insert_const(data->strings, map->places[i].name),
                           (guint)MAX(area, 0)};
        if (area >= 0)
            g_array_append_val(data->names, named);
    }
}

static void keep_areas(MapData *data, const BoundaryMap *map)
{
    data->areas = g_new(MapArea, map->n_areas + 1);
    for (guint i = 0; i < map->n_areas; i++)
        data->areas[i] = (MapArea){g_string_chunk_insert_const(data->strings, map->areas[i].code),
                                   map->areas[i].value};
}

Graphic *boundary_map_new(const BoundaryDivision *division, const BoundaryMap *map)
{
    MapData *data = g_new0(MapData, 1);
    data->map = *map;
    data->own_name = g_strdup(map->own_name);
    data->strings = g_string_chunk_new(1024);
    data->names = g_array_new(FALSE, FALSE, sizeof(NamedArea));
    data->look = boundary_look_new(division, map);
    keep_areas(data, map);
    set_names(data, division, map);
    if (map->around != NULL)
        set_part(data, division, map->around);
    return graphic_new(&boundary_map_class, data);
}
