#include "ingest/simulate/comensha_row.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <string.h>

const char *const comensha_columns[COMENSHA_N_COLUMNS] = {"Dossiernummer",
                                                          "Slachtoffer_ID",
                                                          "Meldingsdatum",
                                                          "Aanmelder",
                                                          "Aanmelder_regio",
                                                          "Geslacht",
                                                          "Leeftijd",
                                                          "Minderjarig",
                                                          "Nationaliteit",
                                                          "Uitbuitingsvorm",
                                                          "Sector",
                                                          "Binnenlands_grensoverschrijdend",
                                                          "Gemeente_uitbuiting",
                                                          "Gemeente_verblijf",
                                                          "Gemeente_opvang",
                                                          "Gemeente_registratie",
                                                          "Zorgregio",
                                                          "B8_fase",
                                                          "Opvang_gevraagd",
                                                          "Alleen_sub3",
                                                          "Type_dossier",
                                                          "Zekerheid",
                                                          "Opmerkingen"};

struct ComenshaWords {
    const SimulatedPeople *people;
    Places *places;
    guint64 seed;
    GHashTable *nationalities; /* code -> adjective */
    double empty_exploitation;
    double empty_residence;
    double empty_shelter;
    double empty_registration;
    double free_text;
};

/* Code and the words that stand for it: usual, and another way now and then. */
typedef struct {
    const char *code;
    const char *usual;
    const char *other;
} Word;

static const Word reporter_words[] = {{"politie", "Politie", "Nationale politie"},
                                      {"kmar", "KMar", "Koninklijke Marechaussee"},
                                      {"zorgcoordinatie", "Zorgcoördinatie", "Zorgcoördinator"},
                                      {"fairwork", "FairWork", "Fairwork"},
                                      {"opvang", "Opvang", "Opvanginstelling"},
                                      {"jeugdhulp", "Jeugdhulp", "Jeugdzorg"},
                                      {"advocatuur", "Advocatuur", "Advocaat"},
                                      {"overig", "Overig", "Anders"}};

static const Word sex_words[] = {
    {"vrouw", "Vrouw", "V"}, {"man", "Man", "M"}, {"anders", "Anders", "X"}};

static const Word form_words[] = {
    {"seksueel", "Seksuele uitbuiting", "Gedwongen prostitutie"},
    {"arbeid", "Arbeidsuitbuiting en dienstverlening", "Arbeidsuitbuiting"},
    {"crimineel", "Criminele uitbuiting", "Gedwongen criminaliteit"},
    {"bedelarij", "Gedwongen bedelarij", "Bedelarij"},
    {"nog_niet", "Nog niet uitgebuit", "Nog niet uitgebuit"},
    {"onbekend", "Onbekend", ""}};

static const char *const free_texts[] = {"Wisselende adressen", "Via internet",
                                         "Omgeving \"het station\"", "Regio; niet nader genoemd",
                                         "Buitenland"};

static const char *const remarks[] = {
    "Telefonisch aangevuld", "Zie ook het dossier; later aangevuld", "Melder schreef \"met spoed\"",
    "Niet volledig", "Ontvangen per post, 's middags"};

ComenshaRow *comensha_row_new(void)
{
    ComenshaRow *row = g_new0(ComenshaRow, 1);
    for (gsize i = 0; i < COMENSHA_N_COLUMNS; i++)
        row->cells[i] = g_string_new(NULL);
    return row;
}

void comensha_row_free(ComenshaRow *row)
{
    if (row == NULL)
        return;
    for (gsize i = 0; i < COMENSHA_N_COLUMNS; i++)
        g_string_free(row->cells[i], TRUE);
    g_free(row);
}

static gboolean read_nationalities(GHashTable *nationalities, GError **error)
{
    static const char *const names[] = {"code", "nationaliteit"};
    g_autofree char *path = datadir_path("reference/landen.csv");
    TableFile *table = table_file_open(path, error);
    if (table == NULL)
        return FALSE;
    gssize columns[G_N_ELEMENTS(names)];
    GError *problem = NULL;
    if (table_file_columns(table, G_N_ELEMENTS(names), names, columns, &problem))
        while (table_file_next(table, &problem))
            g_hash_table_insert(nationalities, g_strdup(table_file_text(table, columns[0])),
                                g_strdup(table_file_text(table, columns[1])));
    table_file_free(table);
    if (problem == NULL)
        return TRUE;
    g_propagate_error(error, problem);
    return FALSE;
}

ComenshaWords *comensha_words_new(const SimulatedPeople *people, const Calibration *calibration,
                                  Places *places, guint64 seed, GError **error)
{
    ComenshaWords *words = g_new0(ComenshaWords, 1);
    int year = people->year->year;
    words->people = people;
    words->places = places;
    words->seed = seed;
    words->nationalities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    words->empty_exploitation =
        calibration_value(calibration, "plaats_leeg", year, "uitbuiting", "", 0);
    words->empty_residence = calibration_value(calibration, "plaats_leeg", year, "verblijf", "", 0);
    words->empty_shelter = calibration_value(calibration, "plaats_leeg", year, "opvang", "", 0);
    words->empty_registration =
        calibration_value(calibration, "plaats_leeg", year, "registratie", "", 0);
    words->free_text = calibration_value(calibration, "plaats_vrije_tekst", year, "", "", 0);
    if (read_nationalities(words->nationalities, error))
        return words;
    comensha_words_free(words);
    return NULL;
}

void comensha_words_free(ComenshaWords *words)
{
    if (words == NULL)
        return;
    g_hash_table_unref(words->nationalities);
    g_free(words);
}

static const char *word_for(gsize n_words, const Word *words, const char *code, gboolean other)
{
    for (gsize i = 0; i < n_words; i++)
        if (strcmp(words[i].code, code) == 0)
            return other ? words[i].other : words[i].usual;
    return code;
}

static void fill_reporter(ComenshaRow *row, const ComenshaWords *words,
                          const SimulatedReport *report, RandomStream *stream)
{
    gboolean other = random_chance(stream, 0.15);
    const char *word;
    if (strcmp(report->reporter, "arbeidsinspectie") == 0)
        word = words->people->year->year < 2022 ? (other ? "ISZW" : "Inspectie SZW")
                                                : "Nederlandse Arbeidsinspectie";
    else
        word = word_for(G_N_ELEMENTS(reporter_words), reporter_words, report->reporter, other);
    g_string_assign(row->cells[COMENSHA_REPORTER], word);
    g_string_assign(row->cells[COMENSHA_REPORTER_AREA], "");
    if (report->reporter_area == NULL)
        return;
    const AreaRegister *areas = places_areas(words->places);
    AreaId area = area_find_code(areas, report->reporter_area);
    g_string_assign(row->cells[COMENSHA_REPORTER_AREA],
                    area == AREA_NONE ? report->reporter_area : area_name(areas, area));
}

static void fill_person(ComenshaRow *row, const ComenshaWords *words, const SimulatedPerson *person,
                        RandomStream *stream)
{
    gboolean other = random_chance(stream, words->people->year->year < 2018 ? 0.3 : 0.02);
    g_string_assign(row->cells[COMENSHA_SEX],
                    word_for(G_N_ELEMENTS(sex_words), sex_words, person->sex, other));
    if (person->age < 0)
        g_string_assign(row->cells[COMENSHA_AGE], "onbekend");
    else
        g_string_printf(row->cells[COMENSHA_AGE], "%d", person->age);
    g_string_assign(row->cells[COMENSHA_MINOR],
                    person->age < 0 ? "" : (person->age < 18 ? "ja" : "nee"));
    const char *adjective = g_hash_table_lookup(words->nationalities, person->nationality);
    gboolean code = adjective == NULL || random_chance(stream, 0.05);
    g_string_assign(row->cells[COMENSHA_NATIONALITY], code ? person->nationality : adjective);
}

static void fill_forms(ComenshaRow *row, const ComenshaWords *words, const SimulatedPerson *person,
                       gboolean first, RandomStream *stream)
{
    GString *cell = row->cells[COMENSHA_FORMS];
    g_string_assign(cell, "");
    for (guint8 i = 0; i < person->n_forms; i++) {
        gboolean other = random_chance(stream, 0.06);
        const char *form = person->forms[i];
        if (i == 0 && first && person->former_form != NULL)
            form = person->former_form;
        if (i > 0)
            g_string_append(cell, " + ");
        g_string_append(cell, word_for(G_N_ELEMENTS(form_words), form_words, form, other));
    }
    const char *group = words->people->year->groups[person->group];
    gboolean dutch = strcmp(person->nationality, "NL") == 0;
    const char *border = dutch ? "binnenlands" : "grensoverschrijdend";
    if (strcmp(group, "seksueel_binnenland") == 0)
        border = "binnenlands";
    else if (strcmp(group, "seksueel_grens") == 0)
        border = "grensoverschrijdend";
    else if (strcmp(group, "onbekend") == 0)
        border = "";
    g_string_assign(row->cells[COMENSHA_CROSS_BORDER], border);
    g_string_assign(row->cells[COMENSHA_SECTOR], person->sector);
}

static void fill_place(GString *cell, const ComenshaWords *words, AreaId gemeente, Day day,
                       double empty, RandomStream *stream)
{
    g_string_assign(cell, "");
    double draw = random_unit(stream);
    AreaId area = gemeente == AREA_NONE ? AREA_NONE : places_on_day(words->places, gemeente, day);
    if (draw < empty || area == AREA_NONE)
        return;
    if (draw < empty + words->free_text)
        g_string_assign(cell, free_texts[random_below(stream, G_N_ELEMENTS(free_texts))]);
    else
        places_write(words->places, stream, area, day, cell);
}

static void fill_places(ComenshaRow *row, const ComenshaWords *words, const SimulatedPerson *person,
                        Day day, RandomStream *stream)
{
    fill_place(row->cells[COMENSHA_EXPLOITATION], words, person->exploitation, day,
               words->empty_exploitation, stream);
    fill_place(row->cells[COMENSHA_RESIDENCE], words, person->residence, day,
               words->empty_residence, stream);
    const SimulatedYear *year = words->people->year;
    AreaId shelter = places_draw(words->places, stream,
                                 year->units[random_below(stream, (gint64)year->n_units)], day);
    fill_place(row->cells[COMENSHA_SHELTER], words, shelter, day, words->empty_shelter, stream);
    fill_place(row->cells[COMENSHA_REGISTRATION], words, person->exploitation, day,
               words->empty_registration, stream);
    const AreaRegister *areas = places_areas(words->places);
    AreaId residence = places_on_day(words->places, person->residence, day);
    AreaId region = residence == AREA_NONE
                        ? AREA_NONE
                        : area_parent(areas, residence, AREA_VEILIGHEIDSREGIO, day);
    g_string_assign(row->cells[COMENSHA_ZORGREGIO],
                    region == AREA_NONE || random_chance(stream, 0.3) ? ""
                                                                      : area_name(areas, region));
}

static void fill_stay(ComenshaRow *row, const SimulatedPerson *person,
                      const SimulatedReport *report, RandomStream *stream)
{
    static const char *const phases[] = {"Geen",       "Geen",        "Bedenktijd",
                                         "Bedenktijd", "Medewerking", "Beëindigd"};
    gboolean dutch = strcmp(person->nationality, "NL") == 0;
    const char *phase = phases[random_below(stream, G_N_ELEMENTS(phases))];
    g_string_assign(row->cells[COMENSHA_B8], dutch ? "n.v.t." : phase);
    g_string_assign(row->cells[COMENSHA_SHELTER_REQUESTED],
                    random_chance(stream, 0.35) ? "ja" : "nee");
    gboolean kmar = strcmp(report->reporter, "kmar") == 0;
    gboolean sub3 = random_chance(stream, 0.25);
    g_string_assign(row->cells[COMENSHA_SUB3], !kmar ? "" : (sub3 ? "ja" : "nee"));
    gboolean dublin = strcmp(person->nationality, "NG") == 0 && random_chance(stream, 0.5);
    g_string_assign(row->cells[COMENSHA_DOSSIER_TYPE], dublin ? "Dublin" : "Regulier");
    gboolean confirmed = strcmp(report->certainty, "bevestigd") == 0;
    g_string_assign(row->cells[COMENSHA_CERTAINTY], confirmed ? "Bevestigd" : "Vermoedelijk");
    gboolean remark = random_chance(stream, 0.08);
    g_string_assign(row->cells[COMENSHA_REMARKS],
                    remark ? remarks[random_below(stream, G_N_ELEMENTS(remarks))] : "");
}

void comensha_row_fill(ComenshaRow *row, const ComenshaWords *words, const SimulatedPerson *person,
                       const SimulatedReport *report, gboolean first)
{
    RandomStream stream = random_stream(words->seed, "report", person->number, report->serial);
    int year;
    int month;
    int day;
    day_to_ymd(report->day, &year, &month, &day);
    g_string_printf(row->cells[COMENSHA_DOSSIER], "SIM-D%d-%06" G_GINT64_FORMAT "-%d", year,
                    person->number, report->serial);
    g_string_printf(row->cells[COMENSHA_PERSON], "SIM-%06" G_GINT64_FORMAT, person->number);
    g_string_printf(row->cells[COMENSHA_DAY], "%02d-%02d-%04d", day, month, year);
    fill_reporter(row, words, report, &stream);
    fill_person(row, words, person, &stream);
    fill_forms(row, words, person, first, &stream);
    fill_places(row, words, person, report->day, &stream);
    fill_stay(row, person, report, &stream);
}
