#include "stats/counts/poisson.h"

#include "stats/counts/beta.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Outcomes whose probabilities differ by rounding only count as equally likely (R uses the same
 * tolerance). */
#define RELATIVE_TOLERANCE 1e-7
#define TABLE_SIZE 4096

Interval poisson_exact_interval(gint64 count, double level)
{
    g_assert(count >= 0 && level > 0 && level < 1);
    double tail = (1 - level) / 2;
    Interval limits = {0, 0};
    if (count > 0)
        limits.lower = gsl_cdf_gamma_Pinv(tail, (double)count, 1);
    limits.upper = gsl_cdf_gamma_Qinv(tail, (double)count + 1, 1);
    return limits;
}

/* n (1 - 1 / (9 n) + z / (3 sqrt(n)))^3: a cube root that is nearly normal (Wilson & Hilferty). */
static double byar_limit(double n, double z)
{
    double root = 1 - 1 / (9 * n) + z / (3 * sqrt(n));
    return n * root * root * root;
}

Interval poisson_byar_interval(gint64 count, double level)
{
    g_assert(count >= 0 && level > 0 && level < 1);
    double z = gsl_cdf_ugaussian_Qinv((1 - level) / 2);
    Interval limits = {0, byar_limit((double)count + 1, z)};
    if (count > 0)
        limits.lower = fmax(0, byar_limit((double)count, -z));
    return limits;
}

struct PoissonTable {
    double level;
    Interval known[TABLE_SIZE];
};

PoissonTable *poisson_table_new(double level)
{
    PoissonTable *table = g_new0(PoissonTable, 1);
    table->level = level;
    return table;
}

void poisson_table_free(PoissonTable *table)
{
    g_free(table);
}

Interval poisson_table_interval(PoissonTable *table, gint64 count)
{
    if (count < 0 || count >= TABLE_SIZE)
        return poisson_exact_interval(count, table->level);
    Interval *known = &table->known[count];
    if (known->upper == 0)
        *known = poisson_exact_interval(count, table->level);
    return *known;
}

/* P(outcomes no likelier than `first` of `total`) under equal chances: both tails of the symmetric
 * binomial, which is min(1, 2 x the smaller tail). */
static double symmetric_p_value(gint64 first, gint64 total)
{
    gint64 smaller = MIN(first, total - first);
    if (2 * smaller == total)
        return 1;
    double tail = gsl_cdf_binomial_P((unsigned int)smaller, 0.5, (unsigned int)total);
    double p_value = 2 * tail;
    return p_value > 1 - RELATIVE_TOLERANCE ? 1 : p_value;
}

static double odds(double probability)
{
    return probability / (1 - probability);
}

PoissonRatio poisson_exact_ratio(gint64 first, gint64 second, double level)
{
    g_assert(first >= 0 && second >= 0 && level > 0 && level < 1);
    g_assert(first + second <= G_MAXINT32);
    if (first + second == 0)
        return (PoissonRatio){NAN, {0, INFINITY}, 1};
    double tail = (1 - level) / 2;
    double a = (double)first;
    double b = (double)second;
    PoissonRatio result = {.ratio = second > 0 ? a / b : INFINITY, .limits = {0, INFINITY}};
    if (first > 0)
        result.limits.lower = odds(beta_quantile(tail, a, b + 1));
    if (second > 0)
        result.limits.upper = odds(beta_upper_quantile(tail, a + 1, b));
    result.p_value = symmetric_p_value(first, first + second);
    return result;
}
