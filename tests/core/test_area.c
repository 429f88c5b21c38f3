#include "core/area.h"

#include <check.h>
#include <math.h>
#include <string.h>

static AreaRegister *areas;

static void load(void)
{
    g_autoptr(GError) error = NULL;
    areas = area_register_load(&error);
    ck_assert_msg(areas != NULL, "%s", error != NULL ? error->message : "no error set");
}

static void unload(void)
{
    area_register_free(areas);
}

static void assert_parent(const char *code, AreaKind kind, const char *day, const char *parent)
{
    AreaId id = area_find_code(areas, code);
    ck_assert_msg(id != AREA_NONE, "%s", code);
    AreaId found = area_parent(areas, id, kind, day_parse_iso(day));
    ck_assert_msg(found != AREA_NONE || parent == NULL, "%s on %s: none", code, day);
    if (found != AREA_NONE)
        ck_assert_str_eq(area_code(areas, found), parent != NULL ? parent : "none");
}

/* CBS, Gemeentelijke indeling: number of gemeenten on 1 January. */
START_TEST(number_of_gemeenten_by_year_is_that_of_cbs)
{
    static const gsize expected[] = {431, 418, 415, 408, 403, 393, 390, 388,
                                     380, 355, 355, 352, 345, 342, 342, 342};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        gsize n = 0;
        g_free(area_list(areas, AREA_GEMEENTE, day_from_ymd(2010 + (int)i, 1, 1), &n));
        ck_assert_msg(n == expected[i], "%u: %zu", 2010 + i, n);
    }
    gsize n = 0;
    g_free(area_list(areas, AREA_GEMEENTE, DAY_NONE, &n));
    ck_assert_uint_eq(n, 342);
}
END_TEST

START_TEST(kinds_have_their_number_of_areas_by_day)
{
    static const struct {
        AreaKind kind;
        const char *day;
        gsize n;
    } rows[] = {
        {AREA_LAND, "2024-01-01", 1},
        {AREA_PROVINCIE, "2024-01-01", 12},
        {AREA_VEILIGHEIDSREGIO, "2011-01-01", 25},
        {AREA_POLITIE_EENHEID, "2012-12-31", 26},
        {AREA_POLITIE_EENHEID, "2013-01-01", 11},
        {AREA_ARRONDISSEMENT, "2013-01-01", 10},
        {AREA_ARRONDISSEMENT, "2013-04-01", 11},
        {AREA_PARKET, "2012-12-31", 21},
        {AREA_PARKET, "2013-01-01", 12},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        gsize n = 0;
        g_free(area_list(areas, rows[i].kind, day_parse_iso(rows[i].day), &n));
        ck_assert_msg(n == rows[i].n, "%s on %s: %zu", area_kind_word(rows[i].kind), rows[i].day,
                      n);
    }
}
END_TEST

START_TEST(codes_are_found_in_the_forms_that_files_have)
{
    static const char *const amsterdam[] = {"GM0363", "GM0363   ", "gm0363", " GM0363\t"};
    for (gsize i = 0; i < G_N_ELEMENTS(amsterdam); i++) {
        AreaId id = area_find_code(areas, amsterdam[i]);
        ck_assert_msg(id != AREA_NONE, "'%s'", amsterdam[i]);
        ck_assert_str_eq(area_name(areas, id), "Amsterdam");
    }
    static const char *const bare[] = {"363", "0363", "0363  "};
    for (gsize i = 0; i < G_N_ELEMENTS(bare); i++)
        ck_assert_str_eq(area_code(areas, area_find_code_of_kind(areas, AREA_GEMEENTE, bare[i])),
                         "GM0363");
    ck_assert_str_eq(area_name(areas, area_find_code_of_kind(areas, AREA_PROVINCIE, "27")),
                     "Noord-Holland");
    ck_assert_str_eq(area_name(areas, area_find_code(areas, "NL01")), "Nederland");
    static const char *const none[] = {
        "",        "G",   "GM",   "GM363",  "GM03630", "GM9999",  "GM0363x", "XX0001",
        "GM 0363", "363", "PV99", "GM-363", "GM0363;", "GM03 63", "é",       "GM０363"};
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        ck_assert_msg(area_find_code(areas, none[i]) == AREA_NONE, "'%s'", none[i]);
    ck_assert_int_eq(area_find_code_of_kind(areas, AREA_PROVINCIE, "GM0363"), AREA_NONE);
    ck_assert_int_eq(area_find_code_of_kind(areas, AREA_PARKET, "01"), AREA_NONE);
}
END_TEST

START_TEST(areas_exist_from_their_first_day_up_to_the_day_of_the_merger)
{
    AreaId weesp = area_find_code(areas, "GM0457");
    ck_assert(area_is_valid(areas, weesp, day_from_ymd(2022, 3, 23)));
    ck_assert(!area_is_valid(areas, weesp, day_from_ymd(2022, 3, 24)));
    ck_assert(!area_is_valid(areas, weesp, DAY_NONE));
    ck_assert_int_eq(area_valid_to(areas, weesp), day_from_ymd(2022, 3, 24));
    AreaId voorne = area_find_code(areas, "GM1992");
    ck_assert(!area_is_valid(areas, voorne, day_from_ymd(2022, 12, 31)));
    ck_assert(area_is_valid(areas, voorne, day_from_ymd(2023, 1, 1)));
    ck_assert_int_eq(area_valid_from(areas, voorne), day_from_ymd(2023, 1, 1));
    ck_assert_int_eq(area_valid_to(areas, voorne), DAY_NONE);
    ck_assert_int_eq(area_valid_from(areas, area_find_code(areas, "GM0363")), DAY_NONE);
}
END_TEST

START_TEST(lists_are_in_dutch_order)
{
    gsize n = 0;
    g_autofree AreaId *list = area_list(areas, AREA_GEMEENTE, day_from_ymd(2024, 1, 1), &n);
    GHashTable *place = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < n; i++)
        g_hash_table_insert(place, (gpointer)area_name(areas, list[i]), GSIZE_TO_POINTER(i));
    static const char *const order[] = {"Aa en Hunze",    "Bergen (L.)",      "Bergen (NH.)",
                                        "Het Hogeland",   "IJsselstein",      "Rucphen",
                                        "'s-Gravenhage",  "'s-Hertogenbosch", "Schagen",
                                        "Stichtse Vecht", "Súdwest-Fryslân",  "Terneuzen",
                                        "Zwolle"};
    for (gsize i = 1; i < G_N_ELEMENTS(order); i++)
        ck_assert_msg(GPOINTER_TO_SIZE(g_hash_table_lookup(place, order[i - 1])) <
                          GPOINTER_TO_SIZE(g_hash_table_lookup(place, order[i])),
                      "%s, %s", order[i - 1], order[i]);
    ck_assert_str_eq(area_name(areas, list[0]), "Aa en Hunze");
    ck_assert_str_eq(area_name(areas, list[n - 1]), "Zwolle");
    g_hash_table_unref(place);
}
END_TEST

START_TEST(larger_areas_follow_the_day)
{
    assert_parent("GM0545", AREA_POLITIE_EENHEID, "2018-12-31", "PE07"); /* Leerdam: Rotterdam */
    assert_parent("GM0707", AREA_VEILIGHEIDSREGIO, "2018-12-31", "VR18");
    assert_parent("GM0707", AREA_PROVINCIE, "2018-12-31", "PV28");
    assert_parent("GM0545", AREA_POLITIE_EENHEID, "2019-01-01", NULL);
    assert_parent("GM1961", AREA_POLITIE_EENHEID, "2019-01-01", "PE03"); /* Vijfheerenlanden */
    assert_parent("GM1961", AREA_PROVINCIE, "2019-01-01", "PV26");
    assert_parent("GM1961", AREA_PARKET, "2019-01-01", "PK03");
    assert_parent("GM0788", AREA_POLITIE_EENHEID, "2020-12-31", "PE09");  /* Haaren: Oost-Brabant */
    assert_parent("GM0824", AREA_POLITIE_EENHEID, "2021-01-01", "PE08");  /* Oisterwijk */
    assert_parent("GM0757", AREA_POLITIE_EENHEID, "2021-01-01", "PE09");  /* Boxtel */
    assert_parent("GM0457", AREA_VEILIGHEIDSREGIO, "2022-03-23", "VR14"); /* Weesp: het Gooi */
    assert_parent("GM0363", AREA_VEILIGHEIDSREGIO, "2022-03-24", "VR13");
    assert_parent("GM0363", AREA_POLITIE_EENHEID, "2012-12-31", "PR13");
    assert_parent("GM0363", AREA_POLITIE_EENHEID, "2013-01-01", "PE05");
    assert_parent("GM0153", AREA_POLITIE_EENHEID, "2024-01-01", "PE02"); /* Enschede */
    assert_parent("GM0202", AREA_POLITIE_EENHEID, "2024-01-01", "PE02"); /* Arnhem */
    assert_parent("GM0153", AREA_ARRONDISSEMENT, "2013-03-31", "AR02");
    assert_parent("GM0153", AREA_ARRONDISSEMENT, "2013-04-01", "AR03");
    assert_parent("GM0202", AREA_ARRONDISSEMENT, "2013-04-01", "AR04");
    assert_parent("VR25", AREA_PARKET, "2024-01-01", "PK03");
    assert_parent("PK01", AREA_LAND, "2024-01-01", "NL01");
    assert_parent("GM0363", AREA_GEMEENTE, "2024-01-01", "GM0363");
    assert_parent("PV27", AREA_GEMEENTE, "2024-01-01", NULL);
}
END_TEST

START_TEST(every_gemeente_lies_in_one_area_of_each_kind)
{
    static const AreaKind kinds[] = {
        AREA_LAND,   AREA_PROVINCIE,     AREA_VEILIGHEIDSREGIO, AREA_POLITIE_EENHEID,
        AREA_PARKET, AREA_ARRONDISSEMENT};
    for (int year = 2013; year <= 2025; year++) {
        Day day = day_from_ymd(year, 7, 1);
        gsize n = 0;
        g_free(area_list(areas, AREA_GEMEENTE, day, &n));
        for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
            gsize n_above = 0, n_covered = 0;
            g_autofree AreaId *above = area_list(areas, kinds[k], day, &n_above);
            for (gsize i = 0; i < n_above; i++) {
                gsize n_in = 0;
                g_free(area_gemeenten(areas, above[i], day, &n_in));
                n_covered += n_in;
            }
            ck_assert_msg(n_covered == n, "%d %s", year, area_kind_word(kinds[k]));
        }
    }
}
END_TEST

/* Wet op de rechterlijke indeling, art. 4-13, as in force on 1 January 2014. */
static const struct {
    const char *code, *parts;
} arrondissementen[] = {
    {"AR05", "provincie Flevoland;provincie Utrecht;Blaricum;Bussum;Hilversum;"
             "Huizen;Laren;Muiden;Naarden;Weesp;Wijdemeren"},
    {"AR06", "Alkmaar;Beemster;Bergen (NH.);Beverwijk;Bloemendaal;Castricum;"
             "Den Helder;Drechterland;Edam-Volendam;Enkhuizen;Graft-De Rijp;Haarlem;"
             "Haarlemmerliede en Spaarnwoude;Haarlemmermeer;Heemskerk;Heemstede;"
             "Heerhugowaard;Heiloo;Hollands Kroon;Hoorn;Koggenland;Landsmeer;"
             "Langedijk;Medemblik;Oostzaan;Opmeer;Purmerend;Schagen;Schermer;"
             "Stede Broec;Texel;Uitgeest;Velsen;Waterland;Wormerland;Zaanstad;"
             "Zandvoort;Zeevang"},
    {"AR07", "Aalsmeer;Amstelveen;Amsterdam;Diemen;Ouder-Amstel;Uithoorn"},
    {"AR08", "Alphen aan den Rijn;Bergambacht;Bodegraven-Reeuwijk;Delft;Gouda;"
             "’s-Gravenhage;Hillegom;Kaag en Braassem;Katwijk;Leiden;Leiderdorp;"
             "Leidschendam-Voorburg;Lisse;Midden-Delfland;Nederlek;Nieuwkoop;"
             "Noordwijk;Noordwijkerhout;Oegstgeest;Ouderkerk;Pijnacker-Nootdorp;"
             "Rijswijk;Schoonhoven;Teylingen;Vlist;Voorschoten;Waddinxveen;"
             "Wassenaar;Westland;Zoetermeer;Zoeterwoude;Zuidplas"},
    {"AR09", "Alblasserdam;Albrandswaard;Barendrecht;Bernisse;Binnenmaas;Brielle;"
             "Capelle aan den IJssel;Cromstrijen;Dordrecht;Giessenlanden;"
             "Goeree-Overflakkee;Gorinchem;Hardinxveld-Giessendam;Hellevoetsluis;"
             "Hendrik-Ido-Ambacht;Korendijk;Krimpen aan den IJssel;Lansingerland;"
             "Leerdam;Maassluis;Molenwaard;Oud-Beijerland;Papendrecht;Ridderkerk;"
             "Rotterdam;Schiedam;Sliedrecht;Spijkenisse;Strijen;Vlaardingen;"
             "Westvoorne;Zederik;Zwijndrecht"},
    {"AR10", "provincie Zeeland;Aalburg;Alphen-Chaam;Baarle-Nassau;Bergen op Zoom;"
             "Breda;Dongen;Drimmelen;Etten-Leur;Geertruidenberg;Gilze en Rijen;"
             "Goirle;Halderberge;Hilvarenbeek;Loon op Zand;Moerdijk;Oisterwijk;"
             "Oosterhout;Roosendaal;Rucphen;Steenbergen;Tilburg;Waalwijk;Werkendam;"
             "Woensdrecht;Woudrichem;Zundert"},
    {"AR11", "Asten;Bergeijk;Bernheze;Best;Bladel;Boekel;Boxmeer;Boxtel;Cranendonck;"
             "Cuijk;Deurne;Eersel;Eindhoven;Geldrop-Mierlo;Gemert-Bakel;Grave;"
             "Haaren;Heeze-Leende;Helmond;’s-Hertogenbosch;Heusden;Laarbeek;Landerd;"
             "Maasdonk;Mill en St. Hubert;Nuenen, Gerwen en Nederwetten;Oirschot;"
             "Oss;Reusel-De Mierden;Schijndel;Sint Anthonis;Sint-Michielsgestel;"
             "Sint-Oedenrode;Someren;Son en Breugel;Uden;Valkenswaard;Veghel;"
             "Veldhoven;Vught;Waalre"},
    {"AR01", "provincie Drenthe;provincie Fryslân;provincie Groningen"},
    {"AR03", "provincie Overijssel"},
    {"AR04", "provincie Gelderland"},
    {"AR12", "provincie Limburg"}};

static gsize assert_part_of(const char *part, const char *arrondissement, Day day)
{
    AreaMatch match;
    gboolean whole = area_resolve(areas, AREA_PROVINCIE, part, day, &match) &&
                     g_str_has_prefix(part, "provincie ");
    if (!whole && !area_resolve(areas, AREA_GEMEENTE, part, day, &match))
        ck_abort_msg("%s: %s", part, area_match_word(match.kind));
    gsize n = 0;
    g_autofree AreaId *gemeenten = area_gemeenten(areas, match.id, day, &n);
    for (gsize i = 0; i < n; i++) {
        AreaId above = area_parent(areas, gemeenten[i], AREA_ARRONDISSEMENT, day);
        ck_assert_msg(above != AREA_NONE, "%s", area_name(areas, gemeenten[i]));
        ck_assert_msg(g_str_equal(area_code(areas, above), arrondissement), "%s: %s",
                      area_name(areas, gemeenten[i]), area_code(areas, above));
    }
    return n;
}

START_TEST(all_403_gemeenten_of_2014_lie_where_the_law_says)
{
    gsize n = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(arrondissementen); i++) {
        g_auto(GStrv) parts = g_strsplit(arrondissementen[i].parts, ";", -1);
        for (char **part = parts; *part != NULL; part++)
            n += assert_part_of(*part, arrondissementen[i].code, day_from_ymd(2014, 1, 1));
    }
    ck_assert_uint_eq(n, 403);
}
END_TEST

START_TEST(neighbours_are_881_pairs_both_ways)
{
    gsize n_links = 0;
    for (AreaId id = 0; (gsize)id < area_count(areas); id++) {
        gsize n = 0;
        const AreaId *neighbours = area_neighbours(areas, id, &n);
        n_links += n;
        for (gsize i = 0; i < n; i++) {
            gsize n_back = 0, found = 0;
            const AreaId *back = area_neighbours(areas, neighbours[i], &n_back);
            for (gsize j = 0; j < n_back; j++)
                found += back[j] == id;
            ck_assert_uint_eq(found, 1);
            ck_assert(i == 0 || strcmp(area_code(areas, neighbours[i - 1]),
                                       area_code(areas, neighbours[i])) < 0);
        }
    }
    ck_assert_uint_eq(n_links, 2 * 881);
}
END_TEST

START_TEST(every_present_gemeente_has_midpoint_urbanity_and_land)
{
    gsize n = 0;
    g_autofree AreaId *list = area_list(areas, AREA_GEMEENTE, DAY_NONE, &n);
    for (gsize i = 0; i < n; i++) {
        double longitude = 0, latitude = 0;
        ck_assert(area_midpoint(areas, list[i], &longitude, &latitude));
        ck_assert(longitude > 3.3 && longitude < 7.3 && latitude > 50.7 && latitude < 53.6);
        int class = area_urbanity(areas, list[i]);
        double density = area_address_density(areas, list[i]);
        /* Classes of CBS: 2500, 1500, 1000 and 500 addresses a km2. */
        int expected = density >= 2500   ? 1
                       : density >= 1500 ? 2
                       : density >= 1000 ? 3
                       : density >= 500  ? 4
                                         : 5;
        ck_assert_msg(class == expected, "%s", area_name(areas, list[i]));
        ck_assert(area_land_km2(areas, list[i]) > 5);
    }
    double longitude, latitude;
    AreaId weesp = area_find_code(areas, "GM0457");
    ck_assert(!area_midpoint(areas, weesp, &longitude, &latitude));
    ck_assert_int_eq(area_urbanity(areas, weesp), 0);
    ck_assert(isnan(area_land_km2(areas, weesp)));
}
END_TEST

Suite *area_suite(void);

Suite *area_suite(void)
{
    Suite *suite = suite_create("area");
    TCase *tests = tcase_create("register");
    tcase_add_unchecked_fixture(tests, load, unload);
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, number_of_gemeenten_by_year_is_that_of_cbs);
    tcase_add_test(tests, kinds_have_their_number_of_areas_by_day);
    tcase_add_test(tests, codes_are_found_in_the_forms_that_files_have);
    tcase_add_test(tests, areas_exist_from_their_first_day_up_to_the_day_of_the_merger);
    tcase_add_test(tests, lists_are_in_dutch_order);
    tcase_add_test(tests, larger_areas_follow_the_day);
    tcase_add_test(tests, every_gemeente_lies_in_one_area_of_each_kind);
    tcase_add_test(tests, all_403_gemeenten_of_2014_lie_where_the_law_says);
    tcase_add_test(tests, neighbours_are_881_pairs_both_ways);
    tcase_add_test(tests, every_present_gemeente_has_midpoint_urbanity_and_land);
    suite_add_tcase(suite, tests);
    return suite;
}
