#include "stats/counts/many_tests.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    double p_value;
    gsize place;
} Test;

static int compare_tests(gconstpointer a, gconstpointer b)
{
    const Test *left = a, *right = b;
    if (left->p_value != right->p_value)
        return left->p_value < right->p_value ? -1 : 1;
    return left->place < right->place ? -1 : 1;
}

ManyTests benjamini_hochberg(gsize n_tests, const double *p_values, double alpha, double *adjusted)
{
    g_autofree Test *tests = g_new(Test, n_tests + 1);
    ManyTests result = {0};
    for (gsize i = 0; i < n_tests; i++) {
        if (isnan(p_values[i])) {
            adjusted[i] = NAN;
            continue;
        }
        tests[result.n_tests++] = (Test){p_values[i], i};
        result.n_nominal += p_values[i] <= alpha;
    }
    qsort(tests, result.n_tests, sizeof *tests, compare_tests);
    double smallest = 1;
    for (gsize rank = result.n_tests; rank > 0; rank--) {
        const Test *test = &tests[rank - 1];
        smallest = fmin(smallest, test->p_value * (double)result.n_tests / (double)rank);
        adjusted[test->place] = smallest;
        result.n_found += smallest <= alpha;
    }
    result.expected_by_chance = (double)result.n_tests * alpha;
    return result;
}
