/* Fuzz target of the reader of tables of lists: a table is refused with a reason or holds what it
 * says. The first byte chooses the columns that are covariates. */
#include "core/error.h"
#include "stats/mse/fit.h"
#include "stats/mse/table_read.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes);
int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes)
{
    if (n_bytes < 1)
        return 0;
    const char *covariates[] = {"c", "Y", NULL};
    const char *ignored[] = {"x", NULL};
    MseReadOptions options = {.covariates = bytes[0] & 1 ? covariates : NULL,
                              .ignored = bytes[0] & 2 ? ignored : NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(MseTable) table =
        mse_table_parse((const char *)bytes + 1, n_bytes - 1, "fuzz.csv", &options, &error);
    if (table == NULL) {
        g_assert(error->code == INBEELD_ERROR_DATA && error->message[0] != '\0');
        return 0;
    }
    g_assert(mse_table_check(table, NULL));
    gint64 sum = 0;
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        sum += mse_table_stratum_total(table, stratum);
    g_assert(sum == mse_table_total(table));
    if (mse_table_n_lists(table) > 4 || mse_table_n_strata(table) > 8)
        return 0;
    g_autoptr(MseModel) model = mse_model_new_main_effects(table);
    MseFit fit = mse_fit(table, model, NULL);
    g_assert((fit.status == MSE_STATUS_FINE) == !isnan(fit.total));
    return 0;
}
