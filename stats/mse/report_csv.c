#include "core/csv_write.h"
#include "stats/mse/report.h"

#include <math.h>

/* One row for each number: part, name, model, then its figures. */

typedef struct {
    const char *part, *name, *model;
    double observed, total, hidden, lower, upper;
    const MseFit *fit; /* NULL: no figures of a fit */
} ReportRow;

static void write_row(CsvWriter *writer, const ReportRow *row)
{
    csv_writer_text(writer, row->part);
    csv_writer_text(writer, row->name);
    csv_writer_text(writer, row->model);
    csv_writer_number(writer, row->observed);
    csv_writer_number(writer, row->total);
    csv_writer_number(writer, row->hidden);
    csv_writer_number(writer, row->lower);
    csv_writer_number(writer, row->upper);
    csv_writer_number(writer, row->fit != NULL ? (double)row->fit->n_parameters : (double)NAN);
    csv_writer_number(writer, row->fit != NULL ? row->fit->deviance : NAN);
    csv_writer_number(writer,
                      row->fit != NULL ? (double)row->fit->degrees_of_freedom : (double)NAN);
    csv_writer_number(writer, row->fit != NULL ? row->fit->aic : NAN);
    csv_writer_number(writer, row->fit != NULL ? row->fit->bic : NAN);
    csv_writer_end_row(writer);
}

static void write_estimate(CsvWriter *writer, const MseResult *result)
{
    g_autofree char *model =
        result->model == NULL ? NULL : mse_model_to_string(result->model, result->table);
    ReportRow row = {.part = "estimate",
                     .name = mse_interval_kind_name(result->interval_kind),
                     .model = model,
                     .observed = (double)mse_table_total(result->table),
                     .total = result->fit.total,
                     .hidden = result->fit.hidden,
                     .lower = result->interval.lower,
                     .upper = isfinite(result->interval.upper) ? result->interval.upper : NAN,
                     .fit = result->model == NULL ? NULL : &result->fit};
    write_row(writer, &row);
}

static void write_models(CsvWriter *writer, const MseResult *result, guint n_models)
{
    for (guint i = 0; i < MIN(n_models, result->search->candidates->len); i++) {
        const MseCandidate *candidate = g_ptr_array_index(result->search->candidates, i);
        g_autofree char *model = mse_model_to_string(candidate->model, result->table);
        g_autofree char *rank = g_strdup_printf("%u", i + 1);
        ReportRow row = {.part = "model",
                         .name = rank,
                         .model = model,
                         .observed = (double)mse_table_total(result->table),
                         .total = candidate->fit.total,
                         .hidden = candidate->fit.hidden,
                         .lower = NAN,
                         .upper = NAN,
                         .fit = &candidate->fit};
        write_row(writer, &row);
    }
}

static void write_strata(CsvWriter *writer, const MseResult *result)
{
    for (guint i = 0; i < result->strata->len; i++) {
        const MseStratumEstimate *stratum = &g_array_index(result->strata, MseStratumEstimate, i);
        ReportRow row = {.part = "stratum",
                         .name = stratum->label,
                         .observed = (double)stratum->observed,
                         .total = stratum->interval.estimate,
                         .hidden = NAN,
                         .lower = stratum->interval.lower,
                         .upper = stratum->interval.upper};
        write_row(writer, &row);
    }
}

static void write_variants(CsvWriter *writer, const char *part, const GPtrArray *variants)
{
    for (guint i = 0; i < variants->len; i++) {
        const MseVariant *variant = g_ptr_array_index(variants, i);
        ReportRow row = {.part = part,
                         .name = variant->name,
                         .model = variant->model,
                         .observed = NAN,
                         .total = variant->total,
                         .hidden = NAN,
                         .lower = NAN,
                         .upper = NAN};
        write_row(writer, &row);
    }
}

char *mse_report_csv(const MseResult *result, guint n_models)
{
    static const char *const header[] = {"part",   "name",  "model", "observed",   "total",
                                         "hidden", "lower", "upper", "parameters", "deviance",
                                         "df",     "aic",   "bic",   NULL};
    g_autoptr(CsvWriter) writer = csv_writer_new(header);
    write_estimate(writer, result);
    write_models(writer, result, n_models);
    write_strata(writer, result);
    if (result->sensitivity != NULL) {
        write_variants(writer, "without-list", result->sensitivity->left_out);
        write_variants(writer, "merged-lists", result->sensitivity->merged);
    }
    ReportRow verdict = {.part = "verdict",
                         .name = mse_verdict_code_name(result->verdict->code),
                         .observed = NAN,
                         .total = NAN,
                         .hidden = NAN,
                         .lower = NAN,
                         .upper = NAN};
    write_row(writer, &verdict);
    return g_strdup(csv_writer_content(writer)->str);
}
