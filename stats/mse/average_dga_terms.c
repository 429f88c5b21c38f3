#include "stats/mse/average_dga_terms.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#define STIRLING_FROM 10.0

/* log Gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2): Abramowitz & Stegun 6.1.41, x >= 10. */
static double stirling_rest(double x)
{
    double square = 1.0 / (x * x);
    double sum = -691.0 / 360360.0;
    sum = sum * square + 1.0 / 1188.0;
    sum = sum * square - 1.0 / 1680.0;
    sum = sum * square + 1.0 / 1260.0;
    sum = sum * square - 1.0 / 360.0;
    sum = sum * square + 1.0 / 12.0;
    return sum / x;
}

double log_gamma_ratio(double x, double y)
{
    g_assert(x > 0.0 && y > 0.0);
    if (x < STIRLING_FROM || y < STIRLING_FROM)
        return gsl_sf_lngamma(x) - gsl_sf_lngamma(y);
    double step = x - y;
    double log_quotient = fabs(step) < 0.5 * y ? log1p(step / y) : log(x / y);
    return (x - 0.5) * log_quotient + step * (log(y) - 1.0) + stirling_rest(x) - stirling_rest(y);
}

/* Counts of the margin over `set`, by the subset of it that a person is on. */
static void margin_counts(const MseTable *table, guint set, gint64 *counts)
{
    for (guint history = 0; history < mse_table_n_histories(table); history++)
        counts[history & set] += mse_table_count(table, history, 0);
}

static DgaMargin build_margin(const MseTable *table, guint set, double delta, double delta_total)
{
    gint64 counts[DGA_MAX_SETS] = {0};
    margin_counts(table, set, counts);
    guint n_cells = 0;
    for (guint cell = 0; cell <= set; cell++)
        n_cells += (cell & ~set) == 0;
    double delta_cell = delta * (double)mse_table_n_histories(table) / n_cells;
    double base = gsl_sf_lngamma(delta_total) - gsl_sf_lngamma(delta_cell);
    for (guint cell = 1; cell <= set; cell++)
        if ((cell & ~set) == 0 && counts[cell] > 0)
            base += log_gamma_ratio((double)counts[cell] + delta_cell, delta_cell);
    return (DgaMargin){.base = base, .none = (double)counts[0], .delta = delta_cell};
}

void dga_terms_init(DgaTerms *terms, const MseTable *table, double delta, MseSizePrior prior)
{
    *terms = (DgaTerms){.n_lists = mse_table_n_lists(table),
                        .observed = (double)mse_table_total(table),
                        .delta_total = delta * (double)mse_table_n_histories(table),
                        .prior = prior};
    for (guint set = 1; set < mse_table_n_histories(table); set++)
        terms->margins[set] = build_margin(table, set, delta, terms->delta_total);
}

double dga_margin_log_likelihood(const DgaTerms *terms, guint set, double hidden)
{
    const DgaMargin *margin = &terms->margins[set];
    return margin->base + log_gamma_ratio(margin->none + hidden + margin->delta,
                                          terms->observed + hidden + terms->delta_total);
}

double dga_common_log_weight(const DgaTerms *terms, double hidden)
{
    double total = terms->observed + hidden;
    double log_coefficient = log_gamma_ratio(total + 1.0, hidden + 1.0);
    return terms->prior == MSE_SIZE_PRIOR_RECIPROCAL ? log_coefficient - log(total)
                                                     : log_coefficient;
}
