#include "core/datadir.h"
#include "core/error.h"
#include "stats/mse/verdict.h"

#include <math.h>

typedef struct {
    const char *group, *key;
    double least, most;
    double *place;
} Setting;

static gboolean read_setting(GKeyFile *file, const char *path, const Setting *setting,
                             GError **error)
{
    GError *problem = NULL;
    double value = g_key_file_get_double(file, setting->group, setting->key, &problem);
    if (problem == NULL && value >= setting->least && value <= setting->most) {
        *setting->place = value;
        return TRUE;
    }
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                "%s: [%s] %s must be a number from %g to %g", path, setting->group, setting->key,
                setting->least, setting->most);
    g_clear_error(&problem);
    return FALSE;
}

gboolean mse_verdict_rules_load(const char *path, MseVerdictRules *rules, GError **error)
{
    g_autofree char *standard = datadir_path("reference/mse-verdict.ini");
    if (path == NULL)
        path = standard;
    double least_overlap = 0;
    double tiny_list = 0;
    const Setting settings[] = {
        {"refused", "least_overlap", 0, 1e9, &least_overlap},
        {"no-upper-limit", "upper_to_estimate", 1, 1e9, &rules->upper_to_estimate},
        {"no-upper-limit", "failed_share", 0, 1, &rules->failed_share},
        {"conflicting", "near_distance", 0, 1e3, &rules->near_distance},
        {"conflicting", "near_ratio", 1, 1e9, &rules->near_ratio},
        {"conflicting", "near_weight", 0, 1, &rules->near_weight},
        {"wide", "limits_distance", 0, 1e3, &rules->limits_distance},
        {"conflicting", "group_gap", 1, 1e9, &rules->group_gap},
        {"conflicting", "left_out_ratio", 1, 1e9, &rules->left_out_ratio},
        {"wide", "upper_to_lower", 1, 1e9, &rules->upper_to_lower},
        {"lists", "isolated_share", 0, 1, &rules->lists.isolated_share},
        {"lists", "tiny_list", 0, 1e9, &tiny_list},
        {"dependence", "odds_ratio", 1, 1e6, &rules->odds_ratio},
    };
    g_autoptr(GKeyFile) file = g_key_file_new();
    GError *problem = NULL;
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: %s", path, problem->message);
        g_error_free(problem);
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
        if (!read_setting(file, path, &settings[i], error))
            return FALSE;
    rules->least_overlap = llround(least_overlap);
    rules->lists.tiny_list = llround(tiny_list);
    return TRUE;
}
