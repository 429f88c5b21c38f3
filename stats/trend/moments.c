#include "stats/trend/moments.h"

#include <math.h>

/* Neumaier's sum: the rounding errors are summed apart. */
static void add(double *sum, double *lost, double value)
{
    double total = *sum + value;
    if (fabs(*sum) >= fabs(value))
        *lost += (*sum - total) + value;
    else
        *lost += (value - total) + *sum;
    *sum = total;
}

Moments moments_of(gsize n_values, const double *values)
{
    g_assert(n_values > 0);
    double sum = 0, lost = 0;
    for (gsize i = 0; i < n_values; i++)
        add(&sum, &lost, values[i]);
    double mean = (sum + lost) / (double)n_values;
    /* What the rounded mean leaves over. */
    double rest = 0, rest_lost = 0;
    for (gsize i = 0; i < n_values; i++)
        add(&rest, &rest_lost, values[i] - mean);
    double shift = (rest + rest_lost) / (double)n_values;
    double squares = 0, squares_lost = 0, products = 0, products_lost = 0;
    for (gsize i = 0; i < n_values; i++) {
        double deviation = values[i] - mean - shift;
        add(&squares, &squares_lost, deviation * deviation);
        if (i > 0)
            add(&products, &products_lost, deviation * (values[i - 1] - mean - shift));
    }
    squares += squares_lost;
    products += products_lost;
    return (Moments){
        .mean = mean + shift,
        .standard_deviation = n_values > 1 ? sqrt(squares / (double)(n_values - 1)) : NAN,
        .autocorrelation = squares > 0 ? products / squares : NAN,
    };
}
