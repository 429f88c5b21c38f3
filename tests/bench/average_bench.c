#include "stats/mse/average_dga.h"
#include "stats/mse/average_latent.h"
#include "stats/mse/table_read.h"

#include <stdio.h>
#include <stdlib.h>

/* average_bench FOLDER: times of model averaging on the tables of FOLDER, one line for each. */

#define N_RUNS 5

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static MseTable *read_table(const char *folder, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.csv", folder, name);
    return mse_table_read(path, NULL, NULL);
}

/* Median of N_RUNS, seconds. */
static double time_dga(const MseTable *table, const MseDgaOptions *options)
{
    double seconds[N_RUNS];
    for (guint run = 0; run < N_RUNS; run++) {
        gint64 start = g_get_monotonic_time();
        mse_dga_result_free(mse_average_dga(table, options, NULL));
        seconds[run] = (double)(g_get_monotonic_time() - start) / 1e6;
    }
    qsort(seconds, N_RUNS, sizeof *seconds, by_size);
    return seconds[N_RUNS / 2];
}

static void bench_dga(const char *folder, const char *name, gint64 max_hidden, double baseline)
{
    g_autoptr(MseTable) table = read_table(folder, name);
    if (table == NULL)
        return;
    const MseDgaOptions options = {.min_hidden = 1, .max_hidden = max_hidden};
    double seconds = time_dga(table, &options);
    printf("decomposable graphs, %s, to %" G_GINT64_FORMAT " hidden\t%.3f s", name, max_hidden,
           seconds);
    if (baseline > 0.0)
        printf("\t%.1f s\t%.4f\tR: dga 2.0.2\n", baseline, seconds / baseline);
    else
        printf("\t\t\tno graphs for 6 lists in R dga\n");
}

static void bench_latent(const char *folder, const char *name)
{
    g_autoptr(MseTable) table = read_table(folder, name);
    if (table == NULL)
        return;
    gint64 start = g_get_monotonic_time();
    g_autoptr(MseLatentResult) result = mse_average_latent(table, NULL, NULL);
    double seconds = (double)(g_get_monotonic_time() - start) / 1e6;
    printf(
        "latent classes, %s, 4 chains of 110,000 steps\t%.2f s\t\t\t%s, R-hat %.3f, effective draws "
        "%.0f\n",
        name, seconds, mse_latent_status_name(result->status), result->r_hat, result->ess_bulk);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: average_bench FOLDER\n", stderr);
        return 64;
    }
    puts("# Model averaging");
    bench_dga(argv[1], "uk2013-5", 40000, 12.0);
    bench_dga(argv[1], "netherlands-5", 200000, 12.0);
    bench_dga(argv[1], "netherlands-6", 400000, 0.0);
    bench_latent(argv[1], "kosovo-4");
    return 0;
}
