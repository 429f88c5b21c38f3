#include "stats/protect/policy.h"

#include "core/datadir.h"
#include "core/error.h"

#include <string.h>

#define POLICY_FILE "reference/publication.ini"

static gboolean refuse(GError **error, const char *key, const char *reason)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: %s %s", POLICY_FILE, key, reason);
    return FALSE;
}

static gboolean read_number(GKeyFile *file, const char *group, const char *key, int minimum,
                            int maximum, int *number, GError **error)
{
    GError *problem = NULL;
    *number = g_key_file_get_integer(file, group, key, &problem);
    gboolean good = problem == NULL && *number >= minimum && *number <= maximum;
    g_clear_error(&problem);
    if (good)
        return TRUE;
    g_autofree char *reason =
        g_strdup_printf("must be a whole number from %d to %d", minimum, maximum);
    return refuse(error, key, reason);
}

static gboolean read_exempt(GKeyFile *file, const char *key, gboolean *exempt, GError **error)
{
    g_autofree char *text = g_key_file_get_string(file, "protection", key, NULL);
    if (text == NULL)
        return refuse(error, key, "is missing");
    g_auto(GStrv) words = g_strsplit(g_strstrip(text), "+", 0);
    for (char **word = words; *word != NULL; word++) {
        AreaKind kind;
        if (!area_kind_parse(*word, &kind))
            return refuse(error, key, "must be kinds of area joined by +, or empty");
        exempt[kind] = TRUE;
    }
    return TRUE;
}

static gboolean read_zero(GKeyFile *file, PublicationPolicy *policy, GError **error)
{
    g_autofree char *zero = g_key_file_get_string(file, "protection", "zero", NULL);
    policy->suppress_zero = g_strcmp0(zero, "suppress") == 0;
    return policy->suppress_zero || g_strcmp0(zero, "show") == 0 ||
           refuse(error, "zero", "must be show or suppress");
}

gboolean publication_policy_load(PublicationPolicy *policy, GError **error)
{
    memset(policy, 0, sizeof *policy);
    g_autofree char *path = datadir_path(POLICY_FILE);
    g_autoptr(GKeyFile) file = g_key_file_new();
    GError *problem = NULL;
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &problem)) {
        refuse(error, "the file", problem->message);
        g_error_free(problem);
        return FALSE;
    }
    int below = 0;
    gboolean good = read_number(file, "periods", "window", 1, 20, &policy->window_years, error) &&
                    read_number(file, "periods", "quarters", 0, 80, &policy->quarters, error) &&
                    read_number(file, "periods", "provisional_days", 0, 3660,
                                &policy->provisional_days, error) &&
                    read_number(file, "protection", "suppress_below", 0, 100, &below, error) &&
                    read_zero(file, policy, error) &&
                    read_exempt(file, "exempt_totals", policy->exempt_totals, error) &&
                    read_exempt(file, "exempt_breakdowns", policy->exempt_breakdowns, error);
    policy->suppress_below = below;
    return good;
}
