#include "stats/mse/average_dga_stretch.h"

#include <math.h>
#include <string.h>

#define MAX_STRETCH 4096
/* Largest |log| of a product of ratios along a stretch; all factors of a graph stay in a double. */
#define MAX_LOG_PRODUCT 80.0
#define N_FACTOR_CODES (2 * DGA_MAX_SETS)

/* Two doubles side by side, for the processor's vector instructions; the order of additions is
 * fixed by the code, so sums are the same bits on every machine. */
typedef double Pair __attribute__((vector_size(16), may_alias));

/* Buffers are filled up to a multiple of this; the common factor with zeros. */
#define GROUP 4

struct DgaStretch {
    const DgaTerms *terms;
    gint64 hidden;      /* at the first place */
    gsize filled;       /* places, a multiple of GROUP */
    double *reciprocal; /* 1 / (n + m + delta_total) */
    double *sums;
    double *products[N_FACTOR_CODES]; /* by factor: value over its first value; NULL: never used */
    gboolean is_made[N_FACTOR_CODES]; /* in this stretch */
    /* Products of the common factor and the first k factors of the last graph, all but its last. */
    double *partial[DGA_MAX_FACTORS];
    guint n_partial;
    guint8 factors[DGA_MAX_FACTORS];
};

DgaStretch *dga_stretch_new(const DgaTerms *terms)
{
    DgaStretch *stretch = g_new0(DgaStretch, 1);
    stretch->terms = terms;
    stretch->reciprocal = g_new(double, MAX_STRETCH);
    stretch->sums = g_new(double, MAX_STRETCH);
    for (guint i = 0; i < DGA_MAX_FACTORS; i++)
        stretch->partial[i] = g_new(double, MAX_STRETCH);
    return stretch;
}

void dga_stretch_free(DgaStretch *stretch)
{
    if (stretch == NULL)
        return;
    g_free(stretch->reciprocal);
    g_free(stretch->sums);
    for (guint i = 0; i < N_FACTOR_CODES; i++)
        g_free(stretch->products[i]);
    for (guint i = 0; i < DGA_MAX_FACTORS; i++)
        g_free(stretch->partial[i]);
    g_free(stretch);
}

gint64 dga_stretch_width(const DgaTerms *terms, gint64 hidden)
{
    double m = (double)MAX(hidden, 1);
    double steepest = log1p((terms->observed + terms->delta_total) / m);
    double width = MIN(MIN(sqrt(m), MAX_LOG_PRODUCT / steepest), MAX_STRETCH);
    return MAX((gint64)width, 1);
}

void dga_stretch_start(DgaStretch *stretch, gint64 hidden, gsize length)
{
    g_assert(length >= 1 && length <= MAX_STRETCH);
    const DgaTerms *terms = stretch->terms;
    stretch->hidden = hidden;
    stretch->filled = (length + GROUP - 1) / GROUP * GROUP;
    stretch->n_partial = 0;
    memset(stretch->sums, 0, stretch->filled * sizeof *stretch->sums);
    memset(stretch->is_made, 0, sizeof stretch->is_made);
    double product = 1.0;
    for (gsize i = 0; i < stretch->filled; i++) {
        double m = (double)hidden + (double)i, total = terms->observed + m;
        stretch->partial[0][i] = i < length ? product : 0.0;
        stretch->reciprocal[i] = 1.0 / (total + terms->delta_total);
        /* (N + 1) / (m + 1) from the multinomial coefficient, N / (N + 1) from the prior */
        product *= (terms->prior == MSE_SIZE_PRIOR_RECIPROCAL ? total : total + 1.0) / (m + 1.0);
    }
}

static void make_clique_products(DgaStretch *stretch, guint set, double *products)
{
    const DgaMargin *margin = &stretch->terms->margins[set];
    double first = margin->none + margin->delta + (double)stretch->hidden;
    double product = 1.0;
    for (gsize i = 0; i < stretch->filled; i++) {
        products[i] = product;
        product *= (first + (double)i) * stretch->reciprocal[i];
    }
}

static const double *factor_products(DgaStretch *stretch, guint8 factor)
{
    if (stretch->is_made[factor])
        return stretch->products[factor];
    if (stretch->products[factor] == NULL)
        stretch->products[factor] = g_new(double, MAX_STRETCH);
    double *products = stretch->products[factor];
    make_clique_products(stretch, factor & (DGA_MAX_SETS - 1), products);
    if (factor & DGA_SEPARATOR)
        for (gsize i = 0; i < stretch->filled; i++)
            products[i] = 1.0 / products[i];
    stretch->is_made[factor] = TRUE;
    return products;
}

static void multiply(gsize n, const double *values, const double *factors, double *result)
{
    const Pair *restrict a = (const Pair *)(const void *)values;
    const Pair *restrict b = (const Pair *)(const void *)factors;
    Pair *restrict out = (Pair *)(void *)result;
    for (gsize i = 0; i < n / 2; i++)
        out[i] = a[i] * b[i];
}

/* Adds values times factors times `start` to the sums. */
static void collect(DgaStretch *stretch, const double *values, const double *factors, double start,
                    double *weight, double *moment)
{
    const Pair *restrict in = (const Pair *)(const void *)values;
    const Pair *restrict last = (const Pair *)(const void *)factors;
    Pair *restrict sums = (Pair *)(void *)stretch->sums;
    Pair scale = {start, start}, place = {0.0, 1.0};
    Pair weights[2] = {{0.0, 0.0}, {0.0, 0.0}}, moments[2] = {{0.0, 0.0}, {0.0, 0.0}};
    for (gsize i = 0; i < stretch->filled / 2; i += 2) {
        Pair a = in[i] * last[i] * scale, b = in[i + 1] * last[i + 1] * scale;
        sums[i] += a;
        sums[i + 1] += b;
        weights[0] += a;
        weights[1] += b;
        moments[0] += a * place;
        moments[1] += b * (place + 2.0);
        place += 4.0;
    }
    Pair weight_pair = weights[0] + weights[1], moment_pair = moments[0] + moments[1];
    *weight = weight_pair[0] + weight_pair[1];
    *moment = moment_pair[0] + moment_pair[1];
}

void dga_stretch_add(DgaStretch *stretch, guint n_factors, const guint8 *factors, double start,
                     double *weight, double *moment)
{
    g_assert(n_factors >= 1 && n_factors <= DGA_MAX_FACTORS);
    guint shared = 0, n_kept = n_factors - 1;
    while (shared < n_kept && shared < stretch->n_partial &&
           factors[shared] == stretch->factors[shared])
        shared++;
    for (guint k = shared; k < n_kept; k++) {
        multiply(stretch->filled, stretch->partial[k], factor_products(stretch, factors[k]),
                 stretch->partial[k + 1]);
        stretch->factors[k] = factors[k];
    }
    stretch->n_partial = n_kept;
    collect(stretch, stretch->partial[n_kept], factor_products(stretch, factors[n_kept]), start,
            weight, moment);
}

const double *dga_stretch_sums(const DgaStretch *stretch)
{
    return stretch->sums;
}
