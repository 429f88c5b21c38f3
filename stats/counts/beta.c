#include "stats/counts/beta.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#define MAX_STEPS 200
#define PRECISION 1e-14

double beta_quantile(double tail, double a, double b)
{
    g_assert(tail > 0 && tail < 1 && a > 0 && b > 0);
    double low = 0, high = 1, x = a / (a + b);
    for (int step = 0; step < MAX_STEPS && high - low > PRECISION * x; step++) {
        double below = gsl_cdf_beta_P(x, a, b);
        if (below < tail)
            low = x;
        else
            high = x;
        double density = gsl_ran_beta_pdf(x, a, b);
        double next = density > 0 ? x - (below - tail) / density : NAN;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - x) <= PRECISION * x)
            return next;
        x = next;
    }
    return x;
}

double beta_upper_quantile(double tail, double a, double b)
{
    return 1 - beta_quantile(tail, b, a);
}
