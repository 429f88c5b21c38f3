#include "cli/run_config.h"

#include "core/error.h"
#include "report/edition/slots.h"
#include "report/report.h"

#include <glob.h>
#include <string.h>

#define DELIVERY_PREFIX "delivery "
#define TEXTS_GROUP "teksten"
#define SUPPRESS_BELOW_DEFAULT 5

static const char *const run_keys[] = {
    "period",   "out",   "peildatum", "language", "seed",       "suppress-below",
    "editions", "areas", "key",       "mark",     "boundaries", "boundaries-source",
    NULL};
static const char *const delivery_keys[] = {"profile",   "files",        "legal-basis",
                                            "peildatum", "max-rejected", NULL};

typedef struct {
    GKeyFile *file;
    const char *path;
    char *folder;
} Reader;

static void run_delivery_free(gpointer data)
{
    RunDelivery *delivery = data;
    g_free(delivery->name);
    g_free(delivery->profile);
    g_free(delivery->legal_basis);
    g_ptr_array_unref(delivery->files);
    g_free(delivery);
}

static void run_edition_free(gpointer data)
{
    RunEdition *edition = data;
    g_free(edition->name);
    g_free(edition);
}

void run_config_free(RunConfig *config)
{
    g_free(config->out);
    g_free(config->areas);
    g_free(config->key);
    g_free(config->mark);
    g_free(config->boundaries);
    g_free(config->boundaries_source);
    g_hash_table_unref(config->texts);
    g_ptr_array_unref(config->editions);
    g_ptr_array_unref(config->deliveries);
    g_free(config);
}

G_GNUC_PRINTF(5, 6)
static gboolean fail(const Reader *reader, const char *group, const char *key, GError **error,
                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *problem = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: [%s]%s%s: %s", reader->path, group,
                key != NULL ? " " : "", key != NULL ? key : "", problem);
    return FALSE;
}

/* The value without blanks and without what follows a ';' comment sign after a blank. NULL when
 * absent or empty. */
static char *get_text(const Reader *reader, const char *group, const char *key)
{
    char *value = g_key_file_get_value(reader->file, group, key, NULL);
    if (value == NULL)
        return NULL;
    char *comment = strstr(value, " ;");
    if (comment != NULL)
        *comment = '\0';
    g_strstrip(value);
    if (*value == '\0')
        g_clear_pointer(&value, g_free);
    return value;
}

/* `path` as seen from `folder`, without "..", and below the working folder without the way to it.
 */
static char *relative_to(const char *folder, const char *path)
{
    g_autofree char *base = g_canonicalize_filename(folder, NULL);
    g_autofree char *full = g_canonicalize_filename(path, base);
    g_autofree char *here = g_get_current_dir();
    gsize length = strlen(here);
    gboolean below = g_str_has_prefix(full, here) && full[length] == '/';
    return g_strdup(below ? full + length + 1 : full);
}

static gboolean check_keys(const Reader *reader, const char *group, const char *const *known,
                           GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(reader->file, group, NULL, error);
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    for (char **key = keys; key != NULL && *key != NULL; key++)
        if (!g_strv_contains(known, *key))
            return fail(reader, group, *key, error, "there is no such setting; known are %s", all);
    return keys != NULL;
}

static gboolean get_day(const Reader *reader, const char *group, const char *key, Day *day,
                        GError **error)
{
    g_autofree char *text = get_text(reader, group, key);
    if (text == NULL)
        return TRUE;
    *day = day_parse_iso(text);
    return *day != DAY_NONE ||
           fail(reader, group, key, error, "\"%s\" is not a date; write 2025-03-01", text);
}

static gboolean get_count(const Reader *reader, const char *group, const char *key, gint64 *count,
                          GError **error)
{
    g_autofree char *text = get_text(reader, group, key);
    if (text == NULL || g_ascii_string_to_signed(text, 10, 0, G_MAXINT32, count, NULL))
        return TRUE;
    return fail(reader, group, key, error, "\"%s\" is not a whole number from 0", text);
}

static gboolean get_percentage(const Reader *reader, const char *group, const char *key,
                               double *fraction, GError **error)
{
    g_autofree char *text = get_text(reader, group, key);
    if (text == NULL)
        return TRUE;
    char *end = NULL;
    double percentage = g_ascii_strtod(text, &end);
    if (*end != '\0' || !(percentage >= 0 && percentage <= 100))
        return fail(reader, group, key, error, "\"%s\" is not a percentage from 0 to 100", text);
    *fraction = percentage / 100;
    return TRUE;
}

static gboolean expand(const Reader *reader, const char *group, const char *pattern,
                       GPtrArray *files, GError **error)
{
    g_autofree char *full = relative_to(reader->folder, pattern);
    glob_t matches = {0};
    int status = glob(full, 0, NULL, &matches);
    for (gsize i = 0; status == 0 && i < matches.gl_pathc; i++)
        g_ptr_array_add(files, g_strdup(matches.gl_pathv[i]));
    globfree(&matches);
    if (status == 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s: [%s] files: there is no %s",
                reader->path, group, full);
    return FALSE;
}

static gboolean get_files(const Reader *reader, const char *group, GPtrArray *files, GError **error)
{
    g_autofree char *text = get_text(reader, group, "files");
    if (text == NULL)
        return fail(reader, group, "files", error, "is needed");
    g_auto(GStrv) patterns = g_strsplit(text, ";", -1);
    for (char **pattern = patterns; *pattern != NULL; pattern++) {
        g_strstrip(*pattern);
        if (**pattern != '\0' && !expand(reader, group, *pattern, files, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_delivery(const Reader *reader, const char *group, RunConfig *config,
                              GError **error)
{
    RunDelivery *delivery = g_new0(RunDelivery, 1);
    delivery->files = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(config->deliveries, delivery);
    delivery->name = g_strstrip(g_strdup(group + strlen(DELIVERY_PREFIX)));
    delivery->max_rejected = -1;
    g_autofree char *profile = get_text(reader, group, "profile");
    if (profile == NULL)
        return fail(reader, group, "profile", error, "is needed");
    delivery->profile = g_str_has_suffix(profile, ".ini") ? relative_to(reader->folder, profile)
                                                          : g_strdup(profile);
    delivery->legal_basis = get_text(reader, group, "legal-basis");
    return check_keys(reader, group, delivery_keys, error) &&
           get_day(reader, group, "peildatum", &delivery->peildatum, error) &&
           get_percentage(reader, group, "max-rejected", &delivery->max_rejected, error) &&
           get_files(reader, group, delivery->files, error);
}

static gboolean read_period(const Reader *reader, RunConfig *config, GError **error)
{
    g_autofree char *text = get_text(reader, "run", "period");
    g_autoptr(GError) problem = NULL;
    if (text == NULL)
        return fail(reader, "run", "period", error, "is needed, for example 2024");
    if (!period_parse(text, &config->period, &problem))
        return fail(reader, "run", "period", error, "%s", problem->message);
    return TRUE;
}

/* "kwartaal 2024KW3": a name, and when it is not that of the run, a period. */
static gboolean read_edition(const Reader *reader, const char *text, RunConfig *config,
                             GError **error)
{
    RunEdition *edition = g_new0(RunEdition, 1);
    g_ptr_array_add(config->editions, edition);
    g_autoptr(GError) problem = NULL;
    const char *blank = strpbrk(text, " \t");
    edition->name = blank != NULL ? g_strndup(text, (gsize)(blank - text)) : g_strdup(text);
    if (blank == NULL)
        return TRUE;
    g_autofree char *period = g_strstrip(g_strdup(blank));
    if (!period_parse(period, &edition->period, &problem))
        return fail(reader, "run", "editions", error, "%s: %s", edition->name, problem->message);
    return TRUE;
}

static gboolean read_editions(const Reader *reader, RunConfig *config, GError **error)
{
    g_autofree char *text = get_text(reader, "run", "editions");
    g_auto(GStrv) parts = g_strsplit(text != NULL ? text : "jaarmonitor;gemeente", ";", -1);
    for (char **part = parts; *part != NULL; part++) {
        g_strstrip(*part);
        if (**part != '\0' && !read_edition(reader, *part, config, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_language(const Reader *reader, RunConfig *config, GError **error)
{
    g_autofree char *text = get_text(reader, "run", "language");
    if (text == NULL || language_parse(text, &config->language))
        return TRUE;
    return fail(reader, "run", "language", error, "\"%s\" is not nl or en", text);
}

static gboolean read_mark(const Reader *reader, RunConfig *config, GError **error)
{
    static const char *const marks[] = {REPORT_MARKS, NULL};
    config->mark = get_text(reader, "run", "mark");
    return config->mark == NULL || g_strv_contains(marks, config->mark) ||
           fail(reader, "run", "mark", error, "\"%s\" is not concept or vertrouwelijk",
                config->mark);
}

static gboolean read_boundaries(const Reader *reader, RunConfig *config, GError **error)
{
    g_autofree char *boundaries = get_text(reader, "run", "boundaries");
    config->boundaries = boundaries != NULL ? relative_to(reader->folder, boundaries) : NULL;
    config->boundaries_source = get_text(reader, "run", "boundaries-source");
    if (config->boundaries == NULL || g_file_test(config->boundaries, G_FILE_TEST_EXISTS))
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT,
                "%s: [run] boundaries: there is no %s", reader->path, config->boundaries);
    return FALSE;
}

static gboolean read_run(const Reader *reader, RunConfig *config, GError **error)
{
    if (!g_key_file_has_group(reader->file, "run"))
        return fail(reader, "run", NULL, error, "this group is needed");
    g_autofree char *out = get_text(reader, "run", "out");
    g_autofree char *key = get_text(reader, "run", "key");
    if (out == NULL)
        return fail(reader, "run", "out", error, "is needed: the output folder");
    config->out = relative_to(reader->folder, out);
    config->key = key != NULL ? relative_to(reader->folder, key) : NULL;
    config->areas = get_text(reader, "run", "areas");
    return check_keys(reader, "run", run_keys, error) && read_period(reader, config, error) &&
           read_editions(reader, config, error) &&
           get_day(reader, "run", "peildatum", &config->peildatum, error) &&
           read_language(reader, config, error) && read_boundaries(reader, config, error) &&
           read_mark(reader, config, error) &&
           get_count(reader, "run", "seed", &config->seed, error) &&
           get_count(reader, "run", "suppress-below", &config->suppress_below, error);
}

/* Read once here: a slip in a text shows before anything is ingested. */
static gboolean read_texts(const Reader *reader, RunConfig *config, GError **error)
{
    g_auto(GStrv) names = g_key_file_get_keys(reader->file, TEXTS_GROUP, NULL, NULL);
    for (char **name = names; name != NULL && *name != NULL; name++) {
        g_autofree char *path = get_text(reader, TEXTS_GROUP, *name);
        if (path == NULL)
            return fail(reader, TEXTS_GROUP, *name, error, "names no file");
        g_hash_table_insert(config->texts, g_strdup(*name), relative_to(reader->folder, path));
    }
    g_autoptr(Slots) slots = slots_load(config->texts, error);
    if (slots == NULL)
        g_prefix_error(error, "%s: [" TEXTS_GROUP "]: ", reader->path);
    return slots != NULL;
}

static gboolean read_groups(const Reader *reader, RunConfig *config, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(reader->file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        if (strcmp(*group, "run") == 0 || strcmp(*group, TEXTS_GROUP) == 0)
            continue;
        if (!g_str_has_prefix(*group, DELIVERY_PREFIX))
            return fail(reader, *group, NULL, error,
                        "there is no such group; known are [run], [teksten] and [delivery NAME]");
        if (!read_delivery(reader, *group, config, error))
            return FALSE;
    }
    return config->deliveries->len > 0 ||
           fail(reader, "delivery", NULL, error, "at least one [delivery NAME] is needed");
}

RunConfig *run_config_load(const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    Reader reader = {file, path, folder};
    g_autoptr(RunConfig) config = g_new0(RunConfig, 1);
    config->deliveries = g_ptr_array_new_with_free_func(run_delivery_free);
    config->editions = g_ptr_array_new_with_free_func(run_edition_free);
    config->suppress_below = SUPPRESS_BELOW_DEFAULT;
    config->seed = 1;
    config->peildatum = day_of_run();
    config->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!read_run(&reader, config, error) || !read_groups(&reader, config, error) ||
        !read_texts(&reader, config, error))
        return NULL;
    return g_steal_pointer(&config);
}
