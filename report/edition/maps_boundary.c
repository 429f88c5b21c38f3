#include "report/edition/maps_boundary.h"

#include "report/map/boundary_map.h"

#include <stdlib.h>
#include <string.h>

#define MOST_NAMED 40   /* more missing gemeenten are counted, not named */
#define PLACES_TRIED 60 /* the largest of the country; in a part all that have room */

typedef struct {
    AreaId area;
    gint64 persons;
} Inhabited;

static int compare_inhabitants(const void *a, const void *b)
{
    const Inhabited *one = a, *other = b;
    if (one->persons != other->persons)
        return one->persons > other->persons ? -1 : 1;
    return one->area - other->area;
}

/* By inhabitants; the own gemeente first. Returns the number. */
static guint list_places(const Writer *writer, AreaId own, GArray *places)
{
    gsize n;
    Day day = publication_division(writer->publication);
    g_autofree AreaId *areas = area_list(writer->areas, AREA_GEMEENTE, day, &n);
    g_autofree Inhabited *inhabited = g_new0(Inhabited, n + 1);
    for (gsize i = 0; i < n; i++) {
        AreaPopulation population = {0, FALSE};
        area_population(writer->areas, areas[i], writer->year.year, day, &population);
        inhabited[i] = (Inhabited){areas[i], areas[i] == own ? G_MAXINT64 : population.persons};
    }
    qsort(inhabited, n, sizeof(Inhabited), compare_inhabitants);
    gsize most = own != AREA_NONE ? n : MIN(n, PLACES_TRIED);
    for (gsize i = 0; i < most; i++) {
        MapPlace place = {area_code(writer->areas, inhabited[i].area),
                          area_name(writer->areas, inhabited[i].area)};
        g_array_append_val(places, place);
    }
    return places->len;
}

/* Codes of the gemeente and its neighbours. */
static char **codes_around(const Writer *writer, AreaId own)
{
    gsize n;
    const AreaId *neighbours = area_neighbours(writer->areas, own, &n);
    g_autoptr(GPtrArray) codes = g_ptr_array_new();
    g_ptr_array_add(codes, g_strdup(area_code(writer->areas, own)));
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(codes, g_strdup(area_code(writer->areas, neighbours[i])));
    g_ptr_array_add(codes, NULL);
    return (char **)g_ptr_array_steal(codes, NULL);
}

/* "Bron: … Kaart: gemeenten.geojson (CBS/Kadaster, CC BY 4.0)." */
static const char *source_line(Writer *writer, const char *source)
{
    const EditionContext *context = writer->context;
    g_autofree char *file = g_markup_escape_text(boundaries_name(context->boundaries), -1);
    const char *made = context->boundaries_source;
    g_autofree char *maker = made != NULL ? g_markup_escape_text(made, -1) : NULL;
    const char *map = maker != NULL
                          ? writer_say(writer, "grenzen.bron-van", "bestand", file, "bron", maker)
                          : writer_say(writer, "grenzen.bron", "bestand", file);
    if (source == NULL)
        return map;
    return writer_keep(writer, g_strdup_printf("%s %s", source, map));
}

static const char *missing_names(Writer *writer, guint n, const AreaId *areas)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *name = g_markup_escape_text(area_name(writer->areas, areas[i]), -1);
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", name);
    }
    return writer_keep(writer, g_string_free(names, FALSE));
}

/* What the map cannot show, or shows in another way: "" when there is nothing to say. */
static const char *notes(Writer *writer)
{
    guint n;
    const BoundaryDivision *division = writer->context->division;
    const AreaId *missing = boundary_division_missing(division, &n);
    guint n_merged = boundary_division_n_merged(division);
    GString *text = g_string_new(NULL);
    if (n > MOST_NAMED)
        g_string_append(text,
                        writer_say(writer, "grenzen.ontbreekt-veel", "n", writer_count(writer, n)));
    else if (n > 0)
        g_string_append(text, writer_say_count(writer, "grenzen.ontbreekt", n, "n",
                                               writer_count(writer, n), "namen",
                                               missing_names(writer, n, missing)));
    if (n_merged > 0)
        g_string_append_printf(text, "%s%s", n > 0 ? " " : "",
                               writer_say_count(writer, "grenzen.samen", n_merged, "n",
                                                writer_count(writer, n_merged)));
    return writer_keep(writer, g_string_free(text, FALSE));
}

static const char *join(Writer *writer, const char *first, const char *second)
{
    return *second == '\0' ? first : writer_keep(writer, g_strdup_printf("%s %s", first, second));
}

static gboolean has_boundary(const Writer *writer, AreaId area)
{
    guint n;
    const AreaId *missing = boundary_division_missing(writer->context->division, &n);
    for (guint i = 0; i < n; i++)
        if (missing[i] == area)
            return FALSE;
    return TRUE;
}

const char *maps_boundary_figure(Writer *writer, Flow *flow, const BoundaryFigure *figure,
                                 const FigureText *text)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(MapPlace));
    gboolean part = figure->own != AREA_NONE && has_boundary(writer, figure->own);
    g_auto(GStrv) around = part ? codes_around(writer, figure->own) : NULL;
    BoundaryMap map = {.n_areas = figure->n_areas,
                       .areas = figure->areas,
                       .decimals = figure->decimals,
                       .around = (const char *const *)around,
                       .n_places = list_places(writer, part ? figure->own : AREA_NONE, places),
                       .places = (const MapPlace *)(gpointer)places->data,
                       .height = part ? 0 : text->height,
                       .language = writer->language};
    memcpy(map.limits, figure->limits, sizeof map.limits);
    if (part) {
        map.own_code = area_code(writer->areas, figure->own);
        map.own_name = writer_say(writer, "figuur.kaart-eigen");
    } else if (figure->region != NULL) {
        map.own_codes = figure->region;
        map.own_name = writer_say(writer, "regio.kaart-eigen");
    }
    const char *more = notes(writer);
    const char *window = writer_period(writer, writer->window);
    FigureInfo info = {
        .name = text->name,
        .title = part ? writer_say(writer, "grenzen.omgeving-titel") : text->title,
        .subtitle = part ? writer_say(writer, "grenzen.omgeving-onder", "venster", window)
                         : writer_say(writer, "grenzen.land-onder"),
        .source = source_line(writer, text->source),
        .how_to_read = part ? (*more != '\0' ? more : NULL)
                            : join(writer, writer_say(writer, "grenzen.land-lezen"), more),
        .alternative = join(writer, figure->words, more),
        .unnumbered = text->unnumbered,
        .height = map.height};
    return flow_figure(flow, &info, boundary_map_new(writer->context->division, &map));
}
