#include "stats/mse/design.h"

#include <math.h>
#include <string.h>

/* Contrasts of each covariate: [level][contrast]. */
typedef struct {
    const MseTable *table;
    guint n_contrasts[MSE_MAX_COVARIATES];
    double *contrasts[MSE_MAX_COVARIATES];
} Coding;

/* Orthogonal polynomials of the levels, of degree 1 to n_contrasts (Gram-Schmidt). */
static void fill_polynomials(const MseTable *table, guint covariate, guint n_contrasts,
                             double *contrasts)
{
    guint n_levels = mse_table_n_levels(table, covariate);
    g_autofree double *scores = g_new0(double, n_levels);
    double mean = 0;
    for (guint i = 0; i < n_levels; i++) {
        scores[i] = (double)g_ascii_strtoll(mse_table_level(table, covariate, i), NULL, 10);
        mean += scores[i] / n_levels;
    }
    for (guint k = 0; k < n_contrasts; k++) {
        for (guint i = 0; i < n_levels; i++)
            contrasts[i * n_contrasts + k] =
                (scores[i] - mean) * (k == 0 ? 1 : contrasts[i * n_contrasts + k - 1]);
        for (guint other = 0; other <= k; other++) { /* 0 is the constant */
            double product = 0;
            double square = 0;
            for (guint i = 0; i < n_levels; i++) {
                double basis = other == 0 ? 1 : contrasts[i * n_contrasts + other - 1];
                product += contrasts[i * n_contrasts + k] * basis;
                square += basis * basis;
            }
            for (guint i = 0; i < n_levels; i++)
                contrasts[i * n_contrasts + k] -=
                    product / square * (other == 0 ? 1 : contrasts[i * n_contrasts + other - 1]);
        }
        double norm = 0;
        for (guint i = 0; i < n_levels; i++)
            norm += contrasts[i * n_contrasts + k] * contrasts[i * n_contrasts + k];
        for (guint i = 0; i < n_levels; i++)
            contrasts[i * n_contrasts + k] *= norm > 0 ? sqrt(n_levels / norm) : 0;
    }
}

static void coding_init(Coding *coding)
{
    const MseTable *table = coding->table;
    for (guint j = 0; j < mse_table_n_covariates(table); j++) {
        guint n_levels = mse_table_n_levels(table, j);
        guint trend = mse_table_trend(table, j);
        guint n_contrasts = trend > 0 ? trend : n_levels - 1;
        coding->n_contrasts[j] = n_contrasts;
        coding->contrasts[j] = g_new0(double, (gsize)n_levels *n_contrasts + 1);
        if (trend > 0)
            fill_polynomials(table, j, n_contrasts, coding->contrasts[j]);
        for (guint level = 1; trend == 0 && level < n_levels; level++)
            coding->contrasts[j][level * n_contrasts + level - 1] = 1;
    }
}

static void coding_clear(Coding *coding)
{
    for (guint j = 0; j < mse_table_n_covariates(coding->table); j++)
        g_free(coding->contrasts[j]);
}

static guint n_columns_of(const Coding *coding, MseTerm term)
{
    guint n_columns = 1;
    for (guint j = 0; j < mse_table_n_covariates(coding->table); j++)
        if (term & MSE_TERM_COVARIATE(j))
            n_columns *= coding->n_contrasts[j];
    return n_columns;
}

/* Value of a column in a stratum, its lists left out. */
static double column_value(const Coding *coding, const DesignColumn *column, guint stratum)
{
    double value = 1;
    guint contrast = column->contrast;
    for (guint j = 0; j < mse_table_n_covariates(coding->table); j++) {
        if (!(column->term & MSE_TERM_COVARIATE(j)))
            continue;
        guint n_contrasts = MAX(coding->n_contrasts[j], 1);
        guint level = mse_table_stratum_level(coding->table, stratum, j);
        g_assert(coding->contrasts[j] != NULL);
        value *= coding->contrasts[j][level * n_contrasts + contrast % n_contrasts];
        contrast /= n_contrasts;
    }
    return value;
}

static void list_columns(Design *design, const Coding *coding, const MseModel *model)
{
    guint n_terms = 0;
    const MseTerm *terms = mse_model_terms(model, &n_terms);
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(DesignColumn));
    for (guint i = 0; i < n_terms; i++)
        for (guint contrast = 0; contrast < n_columns_of(coding, terms[i]); contrast++) {
            DesignColumn column = {terms[i], contrast};
            g_array_append_val(columns, column);
        }
    design->n_columns = columns->len;
    design->columns = g_memdup2(columns->data, columns->len * sizeof(DesignColumn));
}

static void list_entries(Design *design, const Coding *coding)
{
    design->starts = g_new0(guint, design->n_strata + 1);
    design->entries = g_new(DesignEntry, (gsize)design->n_strata * design->n_columns);
    guint at = 0;
    for (guint stratum = 0; stratum < design->n_strata; stratum++) {
        for (guint j = 0; j < design->n_columns; j++) {
            double value = column_value(coding, &design->columns[j], stratum);
            if (fpclassify(value) == FP_ZERO)
                continue;
            design->entries[at++] = (DesignEntry){
                .column = j, .lists = MSE_TERM_LISTS(design->columns[j].term), .value = value};
        }
        design->starts[stratum + 1] = at;
    }
}

static void list_possible(Design *design, const MseTable *table)
{
    design->possible = g_new0(guint8, design->n_places);
    for (guint stratum = 0; stratum < design->n_strata; stratum++)
        for (guint history = 1; history < 1U << design->n_lists; history++)
            design->possible[stratum << design->n_lists | history] =
                !mse_table_is_excluded(table, history, stratum);
}

static void fill_margin(DesignMargin *margin, const MseTable *table)
{
    margin->n_sums = 1;
    for (guint j = 0; j < mse_table_n_covariates(table); j++)
        if (margin->term & MSE_TERM_COVARIATE(j))
            margin->n_sums *= mse_table_n_levels(table, j);
    margin->sum_of_stratum = g_new0(guint, mse_table_n_strata(table));
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        for (guint j = 0; j < mse_table_n_covariates(table); j++)
            if (margin->term & MSE_TERM_COVARIATE(j))
                margin->sum_of_stratum[stratum] =
                    margin->sum_of_stratum[stratum] * mse_table_n_levels(table, j) +
                    mse_table_stratum_level(table, stratum, j);
}

static void list_margins(Design *design, const MseTable *table, const MseModel *model)
{
    guint n_terms = 0;
    const MseTerm *terms = mse_model_terms(model, &n_terms);
    design->margins = g_new0(DesignMargin, n_terms);
    for (guint i = 0; i < n_terms; i++) {
        gboolean factors_only = terms[i] != 0;
        for (guint j = 0; j < mse_table_n_covariates(table); j++)
            if (terms[i] & MSE_TERM_COVARIATE(j))
                factors_only = factors_only && mse_table_trend(table, j) == 0;
        if (!factors_only)
            continue;
        design->margins[design->n_margins].term = terms[i];
        fill_margin(&design->margins[design->n_margins++], table);
    }
}

Design *design_new(const MseTable *table, const MseModel *model)
{
    Coding coding = {.table = table};
    coding_init(&coding);
    Design *design = g_new0(Design, 1);
    design->n_lists = mse_table_n_lists(table);
    design->n_strata = mse_table_n_strata(table);
    design->n_places = design->n_strata << design->n_lists;
    list_possible(design, table);
    list_columns(design, &coding, model);
    list_entries(design, &coding);
    list_margins(design, table, model);
    coding_clear(&coding);
    return design;
}

void design_free(Design *design)
{
    if (design == NULL)
        return;
    for (guint i = 0; i < design->n_margins; i++)
        g_free(design->margins[i].sum_of_stratum);
    g_free(design->margins);
    g_free(design->columns);
    g_free(design->possible);
    g_free(design->starts);
    g_free(design->entries);
    g_free(design);
}
