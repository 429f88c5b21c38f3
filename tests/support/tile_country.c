#include "tests/support/tile_country.h"

#include "core/datadir.h"
#include "core/table_file.h"

/* Texel, Vlieland, Terschelling, Ameland, Schiermonnikoog */
static const char *const islands[] = {"GM0448", "GM0096", "GM0093", "GM0060", "GM0088"};

/* Afsluitdijk (Hollands Kroon, Súdwest-Fryslân), Houtribdijk (Enkhuizen, Lelystad), and the water
 * between Vlieland and Terschelling */
static const char *const over_water[][2] = {
    {"GM1900", "GM1911"}, {"GM0388", "GM0995"}, {"GM0093", "GM0096"}};

guint tile_country_find(const TileCountry *country, const char *code)
{
    guint i = 0;
    while (i < country->n && !g_str_equal(country->codes[i], code))
        i++;
    return i;
}

static TableFile *open_columns(const char *relative, gsize n, const char *const *names,
                               gssize *columns, GError **error)
{
    g_autofree char *path = datadir_path(relative);
    g_autoptr(TableFile) table = table_file_open(path, error);
    if (table == NULL || !table_file_columns(table, n, names, columns, error))
        return NULL;
    return g_steal_pointer(&table);
}

static gboolean read_places(TileCountry *country, GError **error)
{
    static const char *const names[] = {"code", "lengtegraad", "breedtegraad"};
    gssize columns[3];
    g_autoptr(TableFile) table =
        open_columns("reference/gemeente_middelpunten.csv", 3, names, columns, error);
    while (table != NULL && country->n < 400 && table_file_next(table, error)) {
        TilePlace *place = &country->places[country->n];
        country->codes[country->n] = g_strdup(table_file_text(table, columns[0]));
        if (!table_file_number(table, columns[1], &place->longitude, error) ||
            !table_file_number(table, columns[2], &place->latitude, error))
            return FALSE;
        country->n++;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(islands); i++)
        if (tile_country_find(country, islands[i]) < country->n)
            country->places[tile_country_find(country, islands[i])].is_island = TRUE;
    return country->n > 0;
}

/* Provinces have codes PV20 to PV31. */
static gboolean read_provinces(TileCountry *country, GError **error)
{
    static const char *const names[] = {"code", "deel_van"};
    gssize columns[2];
    g_autoptr(TableFile) table =
        open_columns("reference/gebied_indeling.csv", 2, names, columns, error);
    while (table != NULL && table_file_next(table, error)) {
        guint place = tile_country_find(country, table_file_text(table, columns[0]));
        const char *whole = table_file_text(table, columns[1]);
        if (place < country->n && g_str_has_prefix(whole, "PV"))
            country->places[place].province = (guint)g_ascii_strtoull(whole + 2, NULL, 10);
    }
    return table != NULL;
}

static gboolean is_over_water(const char *a, const char *b)
{
    for (gsize i = 0; i < G_N_ELEMENTS(over_water); i++)
        if (g_str_equal(a, over_water[i][0]) && g_str_equal(b, over_water[i][1]))
            return TRUE;
    return FALSE;
}

static gboolean read_borders(TileCountry *country, GError **error)
{
    static const char *const names[] = {"code_a", "code_b"};
    gssize columns[2];
    g_autoptr(TableFile) table =
        open_columns("reference/gemeente_buren.csv", 2, names, columns, error);
    while (table != NULL && country->n_borders < 1000 && table_file_next(table, error)) {
        const char *a = table_file_text(table, columns[0]);
        const char *b = table_file_text(table, columns[1]);
        country->borders[country->n_borders++] = (TileNeighbours){
            tile_country_find(country, a), tile_country_find(country, b), is_over_water(a, b)};
    }
    return country->n_borders > 0;
}

TileCountry *tile_country_new(GError **error)
{
    g_autoptr(TileCountry) country = g_new0(TileCountry, 1);
    if (!read_places(country, error) || !read_provinces(country, error) ||
        !read_borders(country, error))
        return NULL;
    return g_steal_pointer(&country);
}

void tile_country_free(TileCountry *country)
{
    if (country == NULL)
        return;
    for (guint i = 0; i < country->n; i++)
        g_free(country->codes[i]);
    g_free(country);
}

char *tile_country_csv(const TileCountry *country, const Tile *tiles)
{
    GString *csv = g_string_new("code;kolom;rij\n");
    for (guint i = 0; i < country->n; i++)
        g_string_append_printf(csv, "%s;%d;%d\n", country->codes[i], tiles[i].column, tiles[i].row);
    return g_string_free(csv, FALSE);
}
