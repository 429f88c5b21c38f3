#include "core/error.h"

#include <gio/gio.h>

G_DEFINE_QUARK(inbeeld - error - quark, inbeeld_error)

int inbeeld_error_exit_status(const GError *error)
{
    if (error == NULL)
        return 0;
    if (error->domain == INBEELD_ERROR)
        return error->code;
    if (error->domain == G_OPTION_ERROR)
        return INBEELD_ERROR_USAGE;
    if (error->domain == G_KEY_FILE_ERROR)
        return INBEELD_ERROR_CONFIG;
    if (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
        g_error_matches(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return INBEELD_ERROR_NO_INPUT;
    if (error->domain == G_FILE_ERROR || error->domain == G_IO_ERROR)
        return INBEELD_ERROR_IO;
    return INBEELD_ERROR_INTERNAL;
}
