/* Fuzz target of the reader of boundaries: a file is refused with a reason or gives areas of finite
 * size. Begin with the samples of tests/report/boundaries. */
#include "core/error.h"
#include "report/map/boundaries.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes);
int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize n_bytes)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Boundaries) boundaries =
        boundaries_parse((const char *)bytes, n_bytes, "fuzz.json", &error);
    if (boundaries == NULL) {
        g_assert(error->code == INBEELD_ERROR_DATA && error->message[0] != '\0');
        return 0;
    }
    for (guint i = 0; i < boundaries_n_areas(boundaries); i++)
        g_assert(isfinite(boundaries_km2(boundaries, i)));
    return 0;
}
