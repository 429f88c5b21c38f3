#include "ingest/pseudonym.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"

gboolean command_key(int argc, char **argv, GError **error)
{
    CommonOptions common = {FALSE, FALSE, FALSE};
    if (!command_parse("FILE",
                       "Makes the key for pseudonyms: a file of mode 0600, once. Keep it apart "
                       "from the register and its copies; with another key every person is a new "
                       "person.",
                       NULL, &common, &argc, &argv, error))
        return FALSE;
    if (argc != 2) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "give the name of one file; see 'inbeeld key --help'");
        return FALSE;
    }
    if (!pseudonym_key_create(argv[1], error))
        return FALSE;
    g_autoptr(PseudonymKey) key = pseudonym_key_load(argv[1], error);
    if (key != NULL && !common.quiet)
        g_print("%s: made; it is called %.16s in registers\n", argv[1], pseudonym_key_id(key));
    return key != NULL;
}
