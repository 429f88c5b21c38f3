#include "report/edition/maps.h"

#include "report/edition/maps_boundary.h"
#include "report/map/tile_map.h"

#define MEASURE "gemelde_personen_uitbuiting"

static ChartValue rate_value(const Cell *cell)
{
    if (cells_has_rate(cell))
        return chart_value(cell->rate);
    return chart_empty(cell->state == STATE_VALUE ? STATE_NOT_AVAILABLE : cell->state);
}

typedef struct {
    guint in_class[MAP_CLASSES];
    guint suppressed, without;
} MapCounts;

static MapCounts count_classes(const TileMap *map)
{
    MapCounts counts = {{0}, 0, 0};
    for (guint i = 0; i < map->n_areas; i++) {
        const ChartValue *value = &map->areas[i].value;
        if (value->state == STATE_SUPPRESSED) {
            counts.suppressed++;
        } else if (value->state != STATE_VALUE) {
            counts.without++;
        } else {
            guint class = MAP_CLASSES - 1;
            while (class > 0 && value->value < map->limits[class])
                class --;
            counts.in_class[class]++;
        }
    }
    return counts;
}

/* How many gemeenten in each class: the message of the map, without the places. */
static const char *map_in_words(Writer *writer, const char *title, const TileMap *map)
{
    MapCounts counts = count_classes(map);
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < MAP_CLASSES; i++)
        g_string_append_printf(words, "%s; ",
                               writer_say(writer, "figuur.kaart-klasse", "n",
                                          writer_count(writer, counts.in_class[i]), "vanaf",
                                          writer_decimal(writer, map->limits[i], map->decimals)));
    g_string_append(words, writer_say(writer, "figuur.kaart-rest", "onderdrukt",
                                      writer_count(writer, counts.suppressed), "zonder",
                                      writer_count(writer, counts.without)));
    return writer_say(writer, "figuur.kaart-zin", "titel", title, "waarden",
                      writer_keep(writer, g_string_free(words, FALSE)));
}

static void set_limits(TileMap *map)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    for (guint i = 0; i < map->n_areas; i++)
        if (chart_has_value(&map->areas[i].value))
            g_array_append_val(values, map->areas[i].value.value);
    map_class_limits(values->len, (const double *)(gpointer)values->data, map->limits);
    map->decimals = 0;
    for (guint i = 0; i < MAP_CLASSES; i++)
        if (map->limits[i] != (double)(gint64)map->limits[i])
            map->decimals = 1;
}

/* The codes of the gemeenten of a region, ended by NULL. */
static const char **gemeenten_of(const Writer *writer, AreaId region)
{
    gsize n;
    g_autofree AreaId *ids =
        area_gemeenten(writer->areas, region, publication_division(writer->publication), &n);
    const char **codes = g_new0(const char *, n + 1);
    for (gsize i = 0; i < n; i++)
        codes[i] = area_code(writer->areas, ids[i]);
    return codes;
}

const char *maps_gemeenten(Writer *writer, Flow *flow, AreaId own, const FigureText *text)
{
    gsize n;
    g_autofree AreaCell *cells = publication_areas(writer->publication, MEASURE, AREA_GEMEENTE,
                                                   writer->window, NULL, NULL, &n);
    if (n == 0)
        return NULL;
    g_autofree MapArea *areas = g_new(MapArea, n);
    for (gsize i = 0; i < n; i++)
        areas[i] = (MapArea){area_code(writer->areas, cells[i].area), rate_value(&cells[i].cell)};
    TileMap map = {
        .n_areas = (guint)n, .areas = areas, .height = text->height, .language = writer->language};
    gboolean is_region = own != AREA_NONE && area_kind(writer->areas, own) != AREA_GEMEENTE;
    g_autofree const char **region = is_region ? gemeenten_of(writer, own) : NULL;
    if (own != AREA_NONE) {
        map.own_code = is_region ? NULL : area_code(writer->areas, own);
        map.own_codes = region;
        map.own_name = writer_say(writer, is_region ? "regio.kaart-eigen" : "figuur.kaart-eigen");
    }
    set_limits(&map);
    if (writer->context->division != NULL) {
        BoundaryFigure figure = {is_region ? AREA_NONE : own,
                                 region,
                                 map.n_areas,
                                 map.areas,
                                 map.limits,
                                 map.decimals,
                                 map_in_words(writer, text->title, &map)};
        return maps_boundary_figure(writer, flow, &figure, text);
    }
    return figures_append(flow, text, map_in_words(writer, text->title, &map),
                          tile_map_new(writer->context->tiles, &map));
}
