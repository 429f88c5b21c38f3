#include "ingest/simulate/population.h"

#include "core/error.h"
#include "ingest/simulate/capture_model.h"
#include "ingest/simulate/random.h"

#include <math.h>
#include <string.h>

/* A draw hits the exact total once in some tens to hundreds of attempts. */
#define MAX_ATTEMPTS 200000

void apportion(gint64 total, gsize n, const double *weights, gint64 *parts)
{
    g_assert(n > 0);
    double sum = 0;
    for (gsize i = 0; i < n; i++)
        sum += weights[i];
    g_assert(sum > 0);
    double *remainders = g_new0(double, n);
    gint64 left = total;
    for (gsize i = 0; i < n; i++) {
        double exact = (double)total * (weights[i] / sum);
        parts[i] = (gint64)floor(exact);
        remainders[i] = exact - floor(exact);
        left -= parts[i];
    }
    for (; left > 0; left--) {
        gsize largest = 0;
        for (gsize i = 1; i < n; i++)
            if (remainders[i] > remainders[largest])
                largest = i;
        parts[largest]++;
        remainders[largest] = -1;
    }
    g_free(remainders);
}

static gsize copy_names(const CalibrationShares *shares, const char **names, gsize most)
{
    gsize n = MIN(shares->n, most);
    for (gsize i = 0; i < n; i++)
        names[i] = shares->names[i];
    return n;
}

/* Integer populations of group x unit x class, and the truth that follows from them. */
static void fill_strata(const Calibration *calibration, SimulatedYear *year, CaptureModel *model)
{
    g_autoptr(CalibrationShares) groups =
        calibration_group_shares(calibration, "populatie_vorm", year->year);
    g_autoptr(CalibrationShares) units =
        calibration_group_shares(calibration, "populatie_eenheid", year->year);
    g_autoptr(CalibrationShares) classes =
        calibration_group_shares(calibration, "klasse", year->year);
    double weights[CAPTURE_MAX_STRATA] = {0};
    gint64 parts[CAPTURE_MAX_STRATA] = {0};
    gsize n_classes = MIN(classes->n, SIMULATION_MAX_CLASSES);
    for (gsize c = 0; c < n_classes; c++)
        model->class_odds[c] =
            calibration_value(calibration, "klasse_kans", year->year, classes->names[c], "", 1);
    for (gsize g = 0; g < year->n_groups; g++)
        for (gsize u = 0; u < year->n_units; u++)
            for (gsize c = 0; c < n_classes; c++) {
                weights[model->n_strata] =
                    groups->values[g] * units->values[u] * classes->values[c];
                model->strata[model->n_strata++] =
                    (CaptureStratum){(guint8)g, (guint8)u, (guint8)c, 0};
            }
    apportion(year->population, model->n_strata, weights, parts);
    for (gsize s = 0; s < model->n_strata; s++) {
        model->strata[s].population = parts[s];
        year->truth[model->strata[s].group][model->strata[s].unit].population += parts[s];
    }
}

static void fill_odds(const Calibration *calibration, const SimulatedYear *year,
                      CaptureModel *model)
{
    for (gsize l = 0; l < year->n_lists; l++) {
        for (gsize g = 0; g < year->n_groups; g++)
            model->form_odds[l][g] = calibration_value(calibration, "kans_vorm", year->year,
                                                       year->lists[l], year->groups[g], 1);
        for (gsize u = 0; u < year->n_units; u++)
            model->unit_odds[l][u] = calibration_value(calibration, "kans_eenheid", year->year,
                                                       year->lists[l], year->units[u], 1);
        for (gsize m = 0; m < year->n_lists; m++) {
            double forward = calibration_value(calibration, "samenhang", year->year, year->lists[l],
                                               year->lists[m], 1);
            double back = calibration_value(calibration, "samenhang", year->year, year->lists[m],
                                            year->lists[l], 1);
            model->pair_odds[l][m] = forward * back;
        }
    }
}

/* Numbers of seen persons per stratum, conditional on their sum: independent binomial numbers are
 * drawn again until the sum is right. */
static gboolean draw_seen(const CaptureModel *model, const SimulatedYear *year, guint64 seed,
                          gint64 *seen)
{
    double odds[CAPTURE_MAX_HISTORIES];
    double probability[CAPTURE_MAX_STRATA];
    for (gsize s = 0; s < model->n_strata; s++) {
        double sum = capture_model_odds(model, &model->strata[s], odds);
        probability[s] = sum / (1 + sum);
    }
    for (gint64 attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        RandomStream stream = random_stream(seed, "seen", year->year, attempt);
        gint64 total = 0;
        for (gsize s = 0; s < model->n_strata; s++) {
            seen[s] = 0;
            for (gint64 i = 0; i < model->strata[s].population; i++)
                seen[s] += random_chance(&stream, probability[s]);
            total += seen[s];
        }
        if (total == year->registered)
            return TRUE;
    }
    return FALSE;
}

static void draw_histories(const CaptureModel *model, SimulatedYear *year, guint64 seed,
                           const gint64 *seen)
{
    RandomStream stream = random_stream(seed, "history", year->year, 0);
    double odds[CAPTURE_MAX_HISTORIES];
    for (gsize s = 0; s < model->n_strata; s++) {
        const CaptureStratum *stratum = &model->strata[s];
        (void)capture_model_odds(model, stratum, odds);
        for (gsize h = 1; h < model->n_histories; h++)
            odds[h] += odds[h - 1];
        for (gint64 i = 0; i < seen[s]; i++) {
            gsize h = random_choice_cumulative(&stream, model->n_histories, odds);
            CapturedPerson person = {stratum->group, stratum->unit, model->histories[h]};
            g_array_append_val(year->persons, person);
        }
        year->truth[stratum->group][stratum->unit].registered += seen[s];
    }
}

static void fit(const Calibration *calibration, SimulatedYear *year, double scale,
                CaptureModel *model)
{
    g_autoptr(CalibrationShares) reports =
        calibration_group_shares(calibration, "meldingen", year->year);
    g_autoptr(CalibrationShares) groups =
        calibration_group_shares(calibration, "vormgroep", year->year);
    double seen[SIMULATION_MAX_GROUPS];
    for (gsize g = 0; g < year->n_groups; g++)
        seen[g] = (double)year->registered * groups->values[g];
    (void)capture_model_fit(model, reports->values, seen);
    CaptureExpectation expected;
    capture_model_expect(model, &expected);
    double reports_wanted = 0;
    for (gsize l = 0; l < year->n_lists; l++) {
        year->list_factor[l] = model->list_factor[l];
        year->expected_on_list[l] = expected.on_list[l];
        reports_wanted += reports->values[l] * scale;
    }
    for (gsize g = 0; g < year->n_groups; g++)
        year->group_factor[g] = model->group_factor[g];
    year->reports = (gint64)floor(reports_wanted + 0.5);
}

/* Names and totals of the year; FALSE when the calibration does not have them. */
static gboolean describe(const Calibration *calibration, SimulatedYear *year, double scale,
                         GError **error)
{
    g_autoptr(CalibrationShares) lists =
        calibration_group_shares(calibration, "meldingen", year->year);
    g_autoptr(CalibrationShares) groups =
        calibration_group_shares(calibration, "vormgroep", year->year);
    g_autoptr(CalibrationShares) forms =
        calibration_group_shares(calibration, "populatie_vorm", year->year);
    g_autoptr(CalibrationShares) units =
        calibration_group_shares(calibration, "populatie_eenheid", year->year);
    year->n_lists = copy_names(lists, year->lists, SIMULATION_MAX_LISTS);
    year->n_groups = copy_names(groups, year->groups, SIMULATION_MAX_GROUPS);
    year->n_units = copy_names(units, year->units, SIMULATION_MAX_UNITS);
    double persons = calibration_value(calibration, "personen", year->year, "", "", -1);
    double population = calibration_value(calibration, "populatie", year->year, "", "", -1);
    gboolean same_groups = forms->n == groups->n && calibration_shares_sum(forms) > 0 &&
                           calibration_shares_sum(units) > 0;
    for (gsize g = 0; same_groups && g < year->n_groups; g++)
        same_groups = strcmp(forms->names[g], groups->names[g]) == 0;
    year->registered = (gint64)floor(persons * scale + 0.5);
    year->population = (gint64)floor(population * scale + 0.5);
    if (persons > 0 && population > persons && year->n_lists > 1 && year->n_units > 0 &&
        year->n_groups > 0 && same_groups)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "reference/simulatie/ijkpunten.csv does not describe the year %d: it needs "
                "personen, a larger populatie, meldingen, and vormgroep and populatie_vorm with "
                "the same groups",
                year->year);
    return FALSE;
}

/* Everything but the description of the year. */
static gboolean draw(const Calibration *calibration, SimulatedYear *year, guint64 seed,
                     double scale, CaptureModel *model, GError **error)
{
    capture_model_init(model, year->n_lists, year->n_groups);
    fill_strata(calibration, year, model);
    fill_odds(calibration, year, model);
    fit(calibration, year, scale, model);
    gint64 seen[CAPTURE_MAX_STRATA];
    if (!draw_seen(model, year, seed, seen)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "year %d: no draw gives %" G_GINT64_FORMAT " seen persons of %" G_GINT64_FORMAT,
                    year->year, year->registered, year->population);
        return FALSE;
    }
    draw_histories(model, year, seed, seen);
    return TRUE;
}

SimulatedYear *simulated_year_new(const Calibration *calibration, int year_number, guint64 seed,
                                  double scale, GError **error)
{
    SimulatedYear *year = g_new0(SimulatedYear, 1);
    year->year = year_number;
    year->persons = g_array_new(FALSE, FALSE, sizeof(CapturedPerson));
    CaptureModel *model = g_new0(CaptureModel, 1);
    gboolean ok = describe(calibration, year, scale, error) &&
                  draw(calibration, year, seed, scale, model, error);
    g_free(model);
    if (ok)
        return year;
    simulated_year_free(year);
    return NULL;
}

void simulated_year_free(SimulatedYear *year)
{
    if (year == NULL)
        return;
    g_array_unref(year->persons);
    g_free(year);
}
