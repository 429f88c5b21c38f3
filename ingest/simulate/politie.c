#include "ingest/simulate/politie.h"

#include "ingest/simulate/export_file.h"
#include "ingest/simulate/population.h"
#include "ingest/simulate/truth.h"

#include <string.h>

typedef enum {
    POLITIE_NUMBER,
    POLITIE_KIND,
    POLITIE_DAY,
    POLITIE_FROM,
    POLITIE_TO,
    POLITIE_UNIT,
    POLITIE_DISTRICT,
    POLITIE_TEAM,
    POLITIE_GEMEENTE,
    POLITIE_CLASS
} PolitieColumn;

#define POLITIE_N_COLUMNS (POLITIE_CLASS + 1)

static const char *const politie_columns[POLITIE_N_COLUMNS] = {
    "Registratienummer", "Soort",    "Datum_kennisname", "Pleegdatum_van", "Pleegdatum_tot",
    "Eenheid",           "District", "Basisteam",        "Gemeente",       "Klasse"};

#define POLITIE_RULE_SMUGGLING "mensensmokkel (3.1.2)"

typedef struct {
    Places *places;
    const Calibration *calibration;
    guint64 seed;
    RandomStream stream;
    ExportFile *file;
    FileTruth *truth;
    gint64 n_expected;
    gint64 number;
    GString *cells[POLITIE_N_COLUMNS];
    CalibrationShares *kinds;
    double p_smuggling;
    double p_national;
    double p_unknown_place;
    double p_error;
    double p_duplicate;
    double p_blank;
    double blind_small;  /* chance that a gemeente below 20,000 sees nothing in a year */
    double blind_medium; /* below 50,000 */
    /* Of the year at hand. */
    gsize n_places;
    const AreaId *ids;
    double *cumulative;
    Day first_day;
    Day end_day;
} PolitieExport;

/* yyyymmdd without printf: this is the inner loop of large files. */
static void write_day(GString *cell, Day day)
{
    int year;
    int month;
    int day_of_month;
    day_to_ymd(day, &year, &month, &day_of_month);
    int number = (year * 100 + month) * 100 + day_of_month;
    char text[9] = "";
    for (int i = 7; i >= 0; i--, number /= 10)
        text[i] = (char)('0' + number % 10);
    g_string_assign(cell, text);
}

/* Skewed, mean 1, variance 9/7: overdispersion by plain products. */
static double skewed(RandomStream *stream)
{
    double u = random_unit(stream);
    return 4 * u * u * u;
}

static double place_weight(const PolitieExport *politie, AreaId id, int year, double weight)
{
    RandomStream own = random_stream(politie->seed, "gemeente", id, 0);
    RandomStream now = random_stream(politie->seed, "gemeente-jaar", id, year);
    AreaPopulation population = {0};
    (void)area_population(places_areas(politie->places), id, year, DAY_NONE, &population);
    double blind = 0;
    if (population.persons < 20000)
        blind = politie->blind_small;
    else if (population.persons < 50000)
        blind = politie->blind_medium;
    if (random_chance(&now, blind))
        return 0;
    return weight * (0.4 + 0.6 * skewed(&own)) * (0.7 + 0.6 * random_unit(&now));
}

static void begin_year(PolitieExport *politie, int year)
{
    const double *weights;
    politie->stream = random_stream(politie->seed, "politie", year, 0);
    politie->ids = places_of_year(politie->places, year, &politie->n_places, &weights);
    politie->first_day = day_from_ymd(year, 1, 1);
    politie->end_day = day_from_ymd(year + 1, 1, 1);
    g_free(politie->cumulative);
    politie->cumulative = g_new0(double, politie->n_places);
    double sum = 0;
    for (gsize i = 0; i < politie->n_places; i++) {
        sum += place_weight(politie, politie->ids[i], year, weights[i]);
        politie->cumulative[i] = sum;
    }
}

static void fill_offence(PolitieExport *politie, Day day)
{
    Day from = day - (Day)random_below(&politie->stream, 400);
    Day to = from + (Day)random_below(&politie->stream, day - from + 1);
    g_string_truncate(politie->cells[POLITIE_FROM], 0);
    g_string_truncate(politie->cells[POLITIE_TO], 0);
    if (random_chance(&politie->stream, 0.3))
        return;
    write_day(politie->cells[POLITIE_FROM], from);
    write_day(politie->cells[POLITIE_TO], to);
}

static void fill_place(PolitieExport *politie, Day day)
{
    GString **cells = politie->cells;
    const AreaRegister *areas = places_areas(politie->places);
    RandomStream *stream = &politie->stream;
    gsize choice = random_choice_cumulative(stream, politie->n_places, politie->cumulative);
    AreaId gemeente = places_on_day(politie->places, politie->ids[choice], day);
    for (int i = POLITIE_UNIT; i <= POLITIE_GEMEENTE; i++)
        g_string_truncate(cells[i], 0);
    if (random_chance(stream, politie->p_national)) {
        g_string_assign(cells[POLITIE_UNIT], "Landelijke Eenheid");
        return;
    }
    AreaId unit = places_unit(politie->places, gemeente, day);
    AreaId region = area_parent(areas, gemeente, AREA_VEILIGHEIDSREGIO, day);
    if (unit != AREA_NONE)
        g_string_assign(cells[POLITIE_UNIT], area_name(areas, unit));
    if (region != AREA_NONE)
        g_string_assign(cells[POLITIE_DISTRICT], area_name(areas, region));
    guint team = (guint)(gemeente % 7) + 1;
    g_string_assign(cells[POLITIE_TEAM], "Basisteam ");
    g_string_append_c(cells[POLITIE_TEAM], (char)('0' + team));
    double draw = random_unit(stream);
    if (draw < 0.04)
        return; /* only the eenheid is known */
    if (draw < 0.34) {
        g_string_assign(cells[POLITIE_GEMEENTE], area_code(areas, gemeente));
        g_string_append(cells[POLITIE_GEMEENTE], draw < 0.14 ? "    " : "");
    } else {
        places_write(politie->places, stream, gemeente, day, cells[POLITIE_GEMEENTE]);
    }
}

/* TRUE for an entry about the smuggling of persons. */
static gboolean fill_class(PolitieExport *politie)
{
    GString *cell = politie->cells[POLITIE_CLASS];
    if (random_chance(&politie->stream, politie->p_smuggling)) {
        g_string_assign(cell, "3.1.2");
        return TRUE;
    }
    double draw = random_unit(&politie->stream);
    g_string_assign(cell, draw < 0.9 ? "1.6.3" : (draw < 0.95 ? "1.6.3   " : "Mensenhandel"));
    return FALSE;
}

static void fill_number(PolitieExport *politie)
{
    char text[] = "SIM-P00000000";
    gint64 number = ++politie->number;
    for (gsize i = sizeof text - 2; number > 0 && i > 4; i--, number /= 10)
        text[i] = (char)('0' + number % 10);
    g_string_assign(politie->cells[POLITIE_NUMBER], text);
}

static PolitieColumn spoil(PolitieExport *politie)
{
    GString **cells = politie->cells;
    switch (random_below(&politie->stream, 4)) {
    case 0: {
        char year[5];
        g_strlcpy(year, cells[POLITIE_DAY]->str, sizeof year);
        g_string_assign(cells[POLITIE_DAY], year);
        g_string_append(cells[POLITIE_DAY], "0231");
        return POLITIE_DAY;
    }
    case 1:
        g_string_assign(cells[POLITIE_CLASS], "9.9.9");
        return POLITIE_CLASS;
    case 2:
        g_string_assign(cells[POLITIE_KIND], "sginaal");
        return POLITIE_KIND;
    default:
        g_string_assign(cells[POLITIE_DAY], "");
        return POLITIE_DAY;
    }
}

static void write_row(PolitieExport *politie)
{
    for (gsize i = 0; i < POLITIE_N_COLUMNS; i++)
        export_field(politie->file, politie->cells[i]->str);
    export_end_row(politie->file);
}

static void write_entry(PolitieExport *politie)
{
    RandomStream *stream = &politie->stream;
    Day day = politie->first_day + (Day)random_below(stream, politie->end_day - politie->first_day);
    fill_number(politie);
    gsize kind = random_choice(stream, politie->kinds->n, politie->kinds->values);
    g_string_assign(politie->cells[POLITIE_KIND], politie->kinds->names[kind]);
    write_day(politie->cells[POLITIE_DAY], day);
    fill_offence(politie, day);
    fill_place(politie, day);
    gboolean smuggling = fill_class(politie);
    if (random_chance(stream, politie->p_error) && !smuggling &&
        file_truth_may_reject(politie->truth, politie->n_expected)) {
        file_truth_reject(politie->truth, politie_columns[spoil(politie)]);
        write_row(politie);
        return;
    }
    if (!smuggling && random_chance(stream, politie->p_unknown_place)) {
        g_string_assign(politie->cells[POLITIE_GEMEENTE], "Nergenshuizen");
        file_truth_note_place(politie->truth, "Gemeente: unknown");
    }
    if (smuggling)
        file_truth_exclude(politie->truth, POLITIE_RULE_SMUGGLING);
    else
        file_truth_accept(politie->truth);
    write_row(politie);
    if (!smuggling && random_chance(stream, politie->p_duplicate)) {
        export_repeat_row(politie->file);
        politie->truth->rows++;
        politie->truth->duplicate++;
    }
    if (random_chance(stream, politie->p_blank)) {
        export_blank_line(politie->file);
        politie->truth->blank++;
    }
}

static void politie_init(PolitieExport *politie)
{
    const Calibration *calibration = politie->calibration;
    politie->kinds = calibration_group_shares(calibration, "politie_soort", 0);
    politie->p_smuggling = calibration_value(calibration, "politie_mensensmokkel", 0, "", "", 0);
    politie->p_national = calibration_value(calibration, "landelijke_eenheid", 0, "", "", 0);
    politie->p_unknown_place =
        calibration_value(calibration, "bestandsfout", 0, "politie", "onbekende plaats", 0);
    politie->p_error = calibration_value(calibration, "bestandsfout", 0, "politie", "fout", 0);
    politie->p_duplicate =
        calibration_value(calibration, "bestandsfout", 0, "politie", "dubbel", 0);
    politie->p_blank = calibration_value(calibration, "bestandsfout", 0, "politie", "leeg", 0);
    politie->blind_small = calibration_value(calibration, "ziet_niets", 0, "klein", "", 0);
    politie->blind_medium = calibration_value(calibration, "ziet_niets", 0, "middel", "", 0);
    for (gsize i = 0; i < POLITIE_N_COLUMNS; i++)
        politie->cells[i] = g_string_new(NULL);
}

static void politie_clear(PolitieExport *politie)
{
    calibration_shares_free(politie->kinds);
    g_free(politie->cumulative);
    for (gsize i = 0; i < POLITIE_N_COLUMNS; i++)
        g_string_free(politie->cells[i], TRUE);
}

/* Rows per year in proportion to politie_jaar. */
static void write_years(PolitieExport *politie, int first_year, int last_year)
{
    gsize n = (gsize)last_year - (gsize)first_year + 1;
    double *weights = g_new0(double, n);
    gint64 *rows = g_new0(gint64, n);
    for (gsize i = 0; i < n; i++)
        weights[i] = calibration_value(politie->calibration, "politie_jaar", first_year + (int)i,
                                       "", "", 0.1);
    apportion(politie->n_expected, n, weights, rows);
    for (gsize i = 0; i < n; i++) {
        begin_year(politie, first_year + (int)i);
        for (gint64 row = 0; row < rows[i]; row++)
            write_entry(politie);
    }
    g_free(weights);
    g_free(rows);
}

gboolean politie_write(const Calibration *calibration, Places *places, int first_year,
                       int last_year, guint64 seed, gint64 n_rows, const char *folder,
                       GPtrArray *files, GError **error)
{
    static const ExportConvention convention = {EXPORT_UTF16LE, '\t', FALSE, TRUE};
    PolitieExport politie = {
        .places = places, .calibration = calibration, .seed = seed, .n_expected = n_rows};
    g_autofree char *name = export_name("politie", first_year, last_year);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    politie.file = export_file_new(path, convention, error);
    if (politie.file == NULL)
        return FALSE;
    politie.truth = file_truth_new(name, "politie", 0);
    g_ptr_array_add(files, politie.truth);
    politie_init(&politie);
    for (gsize i = 0; i < POLITIE_N_COLUMNS; i++)
        export_field(politie.file, politie_columns[i]);
    export_end_row(politie.file);
    write_years(&politie, first_year, last_year);
    politie_clear(&politie);
    return export_file_close(politie.file, error);
}
