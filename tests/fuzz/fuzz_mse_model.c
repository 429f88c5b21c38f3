/* Fuzz target of the notation of models: refused with a reason, or printed and read back as the
 * same. */
#include "core/error.h"
#include "stats/mse/model.h"

#include <string.h>

static MseTable *example(guint8 choice)
{
    const char *lists[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    const char *levels[] = {"0", "1"};
    MseTable *table = mse_table_new(2 + choice % 9, lists, NULL);
    if (choice & 128) {
        mse_table_add_covariate(table, "sex", 2, levels, NULL);
        mse_table_add_covariate(table, "1\"2", 2, levels, NULL);
    }
    return table;
}

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes);
int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes)
{
    if (n_bytes < 1)
        return 0;
    g_autoptr(MseTable) table = example(bytes[0]);
    g_autofree char *text = g_strndup((const char *)bytes + 1, n_bytes - 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(MseModel) model = mse_model_parse(table, text, &error);
    if (model == NULL) {
        g_assert(error->code == INBEELD_ERROR_USAGE && error->message[0] != '\0');
        return 0;
    }
    g_autofree char *canonical = mse_model_to_string(model, table);
    g_autoptr(MseModel) again = mse_model_parse(table, canonical, NULL);
    g_assert(again != NULL && mse_model_equal(model, again));
    g_autofree char *twice = mse_model_to_string(again, table);
    g_assert(strcmp(canonical, twice) == 0);
    return 0;
}
