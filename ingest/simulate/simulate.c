#include "ingest/simulate/simulate.h"

#include "core/error.h"
#include "core/output.h"
#include "ingest/simulate/comensha.h"
#include "ingest/simulate/om.h"
#include "ingest/simulate/politie.h"
#include "ingest/simulate/truth.h"

#include <math.h>

#define POLITIE_ROWS 100000
/* From here on eenheden and parketten are those that the exports name. */
#define FIRST_YEAR 2013
#define MAX_POLITIE_ROWS 90000000

static void year_free(gpointer data)
{
    simulated_year_free(data);
}

static void file_free(gpointer data)
{
    file_truth_free(data);
}

gboolean simulate_parse_years(const char *text, int *first_year, int *last_year)
{
    char *end = NULL;
    gint64 first = g_ascii_strtoll(text, &end, 10);
    gint64 last = first;
    if (end == text)
        return FALSE;
    if (*end == '-') {
        const char *second = end + 1;
        last = g_ascii_strtoll(second, &end, 10);
        if (end == second)
            return FALSE;
    }
    if (*end != '\0' || first < FIRST_YEAR || last > 2200 || last < first)
        return FALSE;
    *first_year = (int)first;
    *last_year = (int)last;
    return TRUE;
}

static gboolean check_options(const SimulateOptions *options, GError **error)
{
    if (!(options->scale >= SIMULATE_MIN_SCALE && options->scale <= SIMULATE_MAX_SCALE)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "the scale should lie between 0.001 and 100");
        return FALSE;
    }
    if (options->politie_rows > MAX_POLITIE_ROWS) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "at most %d politie rows",
                    MAX_POLITIE_ROWS);
        return FALSE;
    }
    return TRUE;
}

/* What the exports cannot do without, whatever the year. */
static gboolean check_calibration(const Calibration *calibration, GError **error)
{
    static const char *const needed[] = {"klasse",       "om_parket", "om_sepotgrond",
                                         "om_uitspraak", "om_sub",    "politie_soort"};
    for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
        CalibrationShares *shares = calibration_group_shares(calibration, needed[i], 0);
        double sum = calibration_shares_sum(shares);
        calibration_shares_free(shares);
        if (sum > 0)
            continue;
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "reference/simulatie/ijkpunten.csv has no rows \"%s\"", needed[i]);
        return FALSE;
    }
    return TRUE;
}

static gboolean write_comensha(const SimulateOptions *options, const Calibration *calibration,
                               Places *places, GPtrArray *years, GPtrArray *files, GError **error)
{
    gint64 next = 1;
    for (int number = options->first_year; number <= options->last_year; number++) {
        SimulatedYear *year =
            simulated_year_new(calibration, number, options->seed, options->scale, error);
        if (year == NULL)
            return FALSE;
        g_ptr_array_add(years, year);
        SimulatedPeople *people =
            simulated_people_new(calibration, year, places, options->seed, next);
        gboolean ok = comensha_write(people, calibration, places, options->seed, options->folder,
                                     files, error);
        simulated_people_free(people);
        if (!ok)
            return FALSE;
        next += year->registered;
    }
    return TRUE;
}

static void summarise(const GPtrArray *years, const GPtrArray *files, SimulateSummary *summary)
{
    *summary = (SimulateSummary){.n_files = files->len};
    for (guint i = 0; i < files->len; i++)
        summary->n_rows += ((const FileTruth *)files->pdata[i])->rows;
    for (guint i = 0; i < years->len; i++) {
        const SimulatedYear *year = years->pdata[i];
        summary->population += year->population;
        summary->registered += year->registered;
    }
}

static gboolean write_truth(const SimulateOptions *options, const GPtrArray *years,
                            const GPtrArray *files, GError **error)
{
    g_autofree char *strata = g_build_filename(options->folder, "truth.csv", NULL);
    g_autofree char *parameters = g_build_filename(options->folder, "truth.json", NULL);
    return truth_write_strata(strata, years, error) &&
           truth_write_parameters(parameters, options->seed, options->scale, years, files, error);
}

static gint64 politie_rows(const SimulateOptions *options)
{
    if (options->politie_rows >= 0)
        return options->politie_rows;
    return (gint64)floor(POLITIE_ROWS * options->scale + 0.5);
}

gboolean simulate(const SimulateOptions *options, SimulateSummary *summary, GError **error)
{
    if (!check_options(options, error) || !output_make_folder(options->folder, error))
        return FALSE;
    g_autoptr(Calibration) calibration = calibration_load(NULL, error);
    if (calibration == NULL || !check_calibration(calibration, error))
        return FALSE;
    g_autoptr(AreaRegister) areas = area_register_load(error);
    if (areas == NULL)
        return FALSE;
    g_autoptr(Places) places = places_new(areas, calibration);
    g_autoptr(GPtrArray) years = g_ptr_array_new_with_free_func(year_free);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(file_free);
    if (!write_comensha(options, calibration, places, years, files, error) ||
        !om_write(calibration, places, options->first_year, options->last_year, options->seed,
                  options->scale, options->folder, files, error) ||
        !politie_write(calibration, places, options->first_year, options->last_year, options->seed,
                       politie_rows(options), options->folder, files, error) ||
        !write_truth(options, years, files, error))
        return FALSE;
    summarise(years, files, summary);
    return TRUE;
}
