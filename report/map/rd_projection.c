#include "report/map/rd_projection.h"

#include <math.h>

typedef struct {
    int p, q; /* powers of latitude and longitude */
    double coefficient;
} Term;

static const Term east[] = {{0, 1, 190094.945}, {1, 1, -11832.228}, {2, 1, -114.221},
                            {0, 3, -32.391},    {1, 0, -0.705},     {3, 1, -2.340},
                            {1, 3, -0.608},     {0, 2, -0.008},     {2, 3, 0.148}};
static const Term north[] = {{1, 0, 309056.544}, {0, 2, 3638.893}, {2, 0, 73.077}, {1, 2, -157.984},
                             {3, 0, 59.788},     {0, 1, 0.433},    {2, 2, -6.439}, {1, 1, -0.032},
                             {0, 4, 0.092},      {1, 4, -0.054}};

static double series(gsize n, const Term *terms, const double *latitudes, const double *longitudes)
{
    double sum = 0;
    for (gsize i = 0; i < n; i++)
        sum += terms[i].coefficient * latitudes[terms[i].p] * longitudes[terms[i].q];
    return sum;
}

RdPoint rd_from_degrees(double longitude, double latitude)
{
    double latitudes[5] = {1}, longitudes[5] = {1};
    for (int power = 1; power < 5; power++) {
        latitudes[power] = latitudes[power - 1] * 0.36 * (latitude - 52.15517440);
        longitudes[power] = longitudes[power - 1] * 0.36 * (longitude - 5.38720621);
    }
    return (RdPoint){155000 + series(G_N_ELEMENTS(east), east, latitudes, longitudes),
                     463000 + series(G_N_ELEMENTS(north), north, latitudes, longitudes)};
}
