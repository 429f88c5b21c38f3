#include "stats/estimate/settings.h"

#include "core/datadir.h"
#include "core/error.h"

#include <string.h>

#define SETTINGS_FILE "reference/schatting.ini"
#define COVARIATE_PREFIX "covariate "
#define PUBLISHED_PREFIX "published "

static void list_free(gpointer data)
{
    ListSetting *list = data;
    g_free(list->name);
    g_strfreev(list->reporters);
    g_free(list);
}

static void level_free(gpointer data)
{
    LevelSetting *level = data;
    g_free(level->name);
    g_strfreev(level->categories);
    g_free(level);
}

static void covariate_free(gpointer data)
{
    CovariateSetting *covariate = data;
    g_free(covariate->dimension);
    g_ptr_array_unref(covariate->levels);
    g_free(covariate);
}

static void published_free(gpointer data)
{
    PublishedSetting *published = data;
    g_free(published->subject);
    g_free(published->file);
    g_free(published);
}

void estimate_settings_free(EstimateSettings *settings)
{
    g_ptr_array_unref(settings->lists);
    g_ptr_array_unref(settings->covariates);
    g_ptr_array_unref(settings->published);
    g_free(settings);
}

G_GNUC_PRINTF(4, 5)
static gboolean refuse(const char *group, const char *key, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *problem = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, SETTINGS_FILE ": [%s] %s: %s", group,
                key, problem);
    return FALSE;
}

/* The codes of a key, each of which must be a category of `dimension` that `seen` does not hold. */
static GStrv take_codes(GKeyFile *file, const char *group, const char *key, const char *dimension,
                        const Codes *codes, GHashTable *seen, GError **error)
{
    g_auto(GStrv) names = g_key_file_get_string_list(file, group, key, NULL, error);
    for (char **name = names; name != NULL && *name != NULL; name++) {
        g_strstrip(*name);
        if (!codes_has(codes, dimension, *name)) {
            refuse(group, key, error, "\"%s\" is no category of %s in reference/codes.csv", *name,
                   dimension);
            return NULL;
        }
        if (!g_hash_table_add(seen, g_strdup(*name))) {
            refuse(group, key, error, "\"%s\" stands in two places", *name);
            return NULL;
        }
    }
    return g_steal_pointer(&names);
}

static gboolean read_lists(GKeyFile *file, const Codes *codes, EstimateSettings *settings,
                           GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, "lists", NULL, error);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **key = keys; key != NULL && *key != NULL; key++) {
        ListSetting *list = g_new0(ListSetting, 1);
        g_ptr_array_add(settings->lists, list);
        list->name = g_strdup(*key);
        list->reporters = take_codes(file, "lists", *key, "reporter", codes, seen, error);
        if (list->reporters == NULL)
            return FALSE;
    }
    if (keys != NULL && (settings->lists->len < 2 || settings->lists->len > MSE_MAX_LISTS))
        return refuse("lists", "*", error, "2 to %d lists are needed", MSE_MAX_LISTS);
    return keys != NULL;
}

static gboolean check_complete(const char *group, const char *dimension, const Codes *codes,
                               GHashTable *seen, GError **error)
{
    const char *const *category = codes_categories(codes, dimension);
    for (; category != NULL && *category != NULL; category++)
        if (!g_hash_table_contains(seen, *category))
            return refuse(group, "*", error, "no level has the category \"%s\"", *category);
    return TRUE;
}

static gboolean read_covariate(GKeyFile *file, const char *dimension, const Codes *codes,
                               EstimateSettings *settings, GError **error)
{
    g_autofree char *group = g_strconcat(COVARIATE_PREFIX, dimension, NULL);
    g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, error);
    if (keys == NULL)
        return FALSE;
    CovariateSetting *covariate = g_new0(CovariateSetting, 1);
    g_ptr_array_add(settings->covariates, covariate);
    covariate->dimension = g_strdup(dimension);
    covariate->levels = g_ptr_array_new_with_free_func(level_free);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (char **key = keys; *key != NULL; key++) {
        LevelSetting *level = g_new0(LevelSetting, 1);
        g_ptr_array_add(covariate->levels, level);
        level->name = g_strdup(*key);
        level->categories = take_codes(file, group, *key, dimension, codes, seen, error);
        if (level->categories == NULL)
            return FALSE;
    }
    return check_complete(group, dimension, codes, seen, error);
}

static gboolean read_number(GKeyFile *file, const char *key, gint64 least, gint64 most,
                            gint64 *number, GError **error)
{
    g_autofree char *text = g_key_file_get_string(file, "model", key, error);
    if (text == NULL)
        return FALSE;
    return g_ascii_string_to_signed(text, 10, least, most, number, NULL) ||
           refuse("model", key, error,
                  "\"%s\" is not a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                  text, least, most);
}

static gboolean read_model(GKeyFile *file, const Codes *codes, EstimateSettings *settings,
                           GError **error)
{
    gint64 years, replicates;
    if (!read_number(file, "years", 1, 30, &years, error) ||
        !read_number(file, "replicates", 0, 1000000, &replicates, error) ||
        !read_number(file, "least_registered", 0, G_MAXINT32, &settings->least_registered, error))
        return FALSE;
    settings->years = (int)years;
    settings->replicates = (guint)replicates;
    g_auto(GStrv) names = g_key_file_get_string_list(file, "model", "covariates", NULL, NULL);
    for (char **name = names; name != NULL && *name != NULL; name++)
        if (!read_covariate(file, g_strstrip(*name), codes, settings, error))
            return FALSE;
    return TRUE;
}

static gboolean read_published(GKeyFile *file, const char *group, EstimateSettings *settings,
                               GError **error)
{
    PublishedSetting *published = g_new0(PublishedSetting, 1);
    g_ptr_array_add(settings->published, published);
    published->subject = g_strdup(group + strlen(PUBLISHED_PREFIX));
    g_autofree char *path = g_key_file_get_string(file, group, "file", error);
    if (path == NULL)
        return FALSE;
    published->file = datadir_path(path);
    g_autofree char *period = g_key_file_get_string(file, group, "period", error);
    if (period == NULL)
        return FALSE;
    return period_parse(period, &published->period, NULL) ||
           refuse(group, "period", error, "\"%s\" is no period", period);
}

static gboolean read_settings(GKeyFile *file, const Codes *codes, EstimateSettings *settings,
                              GError **error)
{
    if (!read_lists(file, codes, settings, error) || !read_model(file, codes, settings, error))
        return FALSE;
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (char **group = groups; *group != NULL; group++)
        if (g_str_has_prefix(*group, PUBLISHED_PREFIX) &&
            !read_published(file, *group, settings, error))
            return FALSE;
    return TRUE;
}

EstimateSettings *estimate_settings_load(const Codes *codes, GError **error)
{
    g_autofree char *path = datadir_path(SETTINGS_FILE);
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    g_autoptr(EstimateSettings) settings = g_new0(EstimateSettings, 1);
    settings->lists = g_ptr_array_new_with_free_func(list_free);
    settings->covariates = g_ptr_array_new_with_free_func(covariate_free);
    settings->published = g_ptr_array_new_with_free_func(published_free);
    return read_settings(file, codes, settings, error) ? g_steal_pointer(&settings) : NULL;
}

int estimate_settings_list(const EstimateSettings *settings, const char *reporter)
{
    for (guint i = 0; i < settings->lists->len; i++) {
        const ListSetting *list = g_ptr_array_index(settings->lists, i);
        if (g_strv_contains((const char *const *)list->reporters, reporter))
            return (int)i;
    }
    return -1;
}

guint covariate_level(const CovariateSetting *covariate, const char *category)
{
    for (guint i = 0; i < covariate->levels->len; i++) {
        const LevelSetting *level = g_ptr_array_index(covariate->levels, i);
        if (g_strv_contains((const char *const *)level->categories, category))
            return i;
    }
    g_assert_not_reached();
}
