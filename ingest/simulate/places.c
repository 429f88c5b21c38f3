#include "ingest/simulate/places.h"

#include <string.h>

typedef struct {
    gsize n;
    AreaId *ids;
    double *weights;
    GHashTable *units; /* code -> GArray of UnitPlace */
} YearPlaces;

typedef struct {
    AreaId id;
    double cumulative;
} UnitPlace;

struct Places {
    const AreaRegister *areas;
    const Calibration *calibration;
    GHashTable *years;    /* year -> YearPlaces */
    GHashTable *everyday; /* printed name -> everyday name, both borrowed */
    double other_writing;
    double old_name;
};

static void year_places_free(gpointer data)
{
    YearPlaces *year = data;
    g_free(year->ids);
    g_free(year->weights);
    g_hash_table_unref(year->units);
    g_free(year);
}

static void unit_places_free(gpointer data)
{
    g_array_unref(data);
}

Places *places_new(const AreaRegister *areas, const Calibration *calibration)
{
    Places *places = g_new0(Places, 1);
    places->areas = areas;
    places->calibration = calibration;
    places->years = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, year_places_free);
    places->everyday = g_hash_table_new(g_str_hash, g_str_equal);
    gsize n;
    const CalibrationPoint *points = calibration_points(calibration, &n);
    for (gsize i = 0; i < n; i++)
        if (strcmp(points[i].subject, "schrijfwijze") == 0)
            g_hash_table_insert(places->everyday, (gpointer)points[i].group,
                                (gpointer)points[i].category);
    places->other_writing =
        calibration_value(calibration, "plaats_andere_schrijfwijze", 0, "", "", 0);
    places->old_name = calibration_value(calibration, "plaats_oude_naam", 0, "", "", 0);
    return places;
}

void places_free(Places *places)
{
    if (places == NULL)
        return;
    g_hash_table_unref(places->years);
    g_hash_table_unref(places->everyday);
    g_free(places);
}

const AreaRegister *places_areas(const Places *places)
{
    return places->areas;
}

static double place_weight(const Places *places, AreaId id, int year)
{
    AreaPopulation population;
    if (!area_population(places->areas, id, year, DAY_NONE, &population))
        return 0;
    int urbanity = area_urbanity(places->areas, id);
    char category[2] = {(char)('0' + (urbanity == 0 ? 4 : urbanity)), '\0'};
    return (double)population.persons *
           calibration_value(places->calibration, "stedelijkheid", year, category, "", 1);
}

static void add_to_unit(YearPlaces *year, const char *unit, AreaId id, double weight)
{
    GArray *members = g_hash_table_lookup(year->units, unit);
    if (members == NULL) {
        members = g_array_new(FALSE, FALSE, sizeof(UnitPlace));
        g_hash_table_insert(year->units, g_strdup(unit), members);
    }
    double before =
        members->len == 0 ? 0 : g_array_index(members, UnitPlace, members->len - 1).cumulative;
    UnitPlace place = {id, before + weight};
    g_array_append_val(members, place);
}

static YearPlaces *get_year(Places *places, int number)
{
    YearPlaces *year = g_hash_table_lookup(places->years, GINT_TO_POINTER(number));
    if (year != NULL)
        return year;
    Day day = day_from_ymd(number, 1, 1);
    year = g_new0(YearPlaces, 1);
    year->ids = area_list(places->areas, AREA_GEMEENTE, day, &year->n);
    year->weights = g_new0(double, year->n);
    year->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unit_places_free);
    for (gsize i = 0; i < year->n; i++) {
        year->weights[i] = place_weight(places, year->ids[i], number);
        AreaId unit = area_parent(places->areas, year->ids[i], AREA_POLITIE_EENHEID, day);
        if (unit != AREA_NONE && year->weights[i] > 0)
            add_to_unit(year, area_code(places->areas, unit), year->ids[i], year->weights[i]);
    }
    g_hash_table_insert(places->years, GINT_TO_POINTER(number), year);
    return year;
}

const AreaId *places_of_year(Places *places, int year, gsize *n_places, const double **weights)
{
    const YearPlaces *found = get_year(places, year);
    *n_places = found->n;
    *weights = found->weights;
    return found->ids;
}

AreaId places_on_day(const Places *places, AreaId area, Day day)
{
    if (area_is_valid(places->areas, area, day))
        return area;
    AreaShare parts[AREA_MAX_PARTS];
    return area_successors(places->areas, area, day, parts) > 0 ? parts[0].id : AREA_NONE;
}

AreaId places_unit(const Places *places, AreaId gemeente, Day day)
{
    return area_parent(places->areas, gemeente, AREA_POLITIE_EENHEID, day);
}

AreaId places_draw(Places *places, RandomStream *stream, const char *unit, Day day)
{
    const YearPlaces *year = get_year(places, day_year(day));
    const GArray *members = g_hash_table_lookup(year->units, unit);
    if (members == NULL)
        return AREA_NONE;
    const UnitPlace *all = (const UnitPlace *)(const void *)members->data;
    double at = random_unit(stream) * all[members->len - 1].cumulative;
    gsize low = 0;
    gsize high = members->len - 1;
    while (low < high) {
        gsize middle = (low + high) / 2;
        if (at < all[middle].cumulative)
            high = middle;
        else
            low = middle + 1;
    }
    return places_on_day(places, all[low].id, day);
}

/* The name of a gemeente that went up in this one as a whole, when there is one. */
static gboolean write_old_name(const Places *places, RandomStream *stream, AreaId gemeente, Day day,
                               GString *text)
{
    gsize n;
    g_autofree AreaId *before =
        area_predecessors(places->areas, gemeente, day_from_ymd(2010, 1, 1), &n);
    if (n == 0)
        return FALSE;
    AreaId old = before[random_below(stream, (gint64)n)];
    AreaMatch match;
    if (old == gemeente || area_is_valid(places->areas, old, day) ||
        !area_resolve(places->areas, AREA_GEMEENTE, area_name(places->areas, old), day, &match) ||
        match.id != gemeente)
        return FALSE;
    g_string_assign(text, area_name(places->areas, old));
    return TRUE;
}

static void write_curly(GString *text)
{
    for (char *at = strchr(text->str, '\''); at != NULL; at = strchr(text->str, '\'')) {
        gssize place = at - text->str;
        g_string_erase(text, place, 1);
        g_string_insert(text, place, "\xE2\x80\x99");
    }
}

static void write_variant(const Places *places, RandomStream *stream, AreaId gemeente,
                          GString *text)
{
    const char *name = area_name(places->areas, gemeente);
    g_string_assign(text, name);
    const char *everyday = g_hash_table_lookup(places->everyday, name);
    gint64 way = random_below(stream, 4);
    if (everyday != NULL && way < 3) {
        g_string_assign(text, everyday);
    } else if (way == 0) {
        g_string_printf(text, "%-10s", area_code(places->areas, gemeente));
    } else if (way == 1) {
        g_string_prepend(text, "Gemeente ");
    } else if (way == 2) {
        g_string_append(text, "  ");
    } else {
        g_string_ascii_up(text);
    }
}

void places_write(const Places *places, RandomStream *stream, AreaId gemeente, Day day,
                  GString *text)
{
    double draw = random_unit(stream);
    if (draw < places->old_name && write_old_name(places, stream, gemeente, day, text))
        return;
    if (draw >= places->old_name && draw < places->old_name + places->other_writing) {
        write_variant(places, stream, gemeente, text);
        AreaMatch match;
        if (area_resolve(places->areas, AREA_GEMEENTE, text->str, day, &match) &&
            match.id == gemeente)
            return;
    }
    g_string_assign(text, area_name(places->areas, gemeente));
    if ((random_bits(stream) & 1) != 0)
        write_curly(text);
}
