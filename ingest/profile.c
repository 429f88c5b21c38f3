#include "ingest/profile.h"

#include "core/datadir.h"
#include "core/error.h"
#include "ingest/fold.h"
#include "ingest/profile_values.h"

#include <string.h>

#define PROFILE_FOLDER "ingest/profiles"

static void column_free(gpointer data)
{
    ProfileColumn *column = data;
    g_free(column->header);
    g_ptr_array_unref(column->names);
    g_free(column->unlisted_code);
    g_free(column->unknown_code);
    g_free(column->split);
    g_free(column);
}

static void constant_free(gpointer data)
{
    ProfileConstant *constant = data;
    g_free(constant->value);
    g_free(constant);
}

static void exclusion_free(gpointer data)
{
    ProfileExclusion *exclusion = data;
    g_free(exclusion->name);
    g_ptr_array_unref(exclusion->codes);
    g_free(exclusion);
}

static Profile *profile_new(const char *path)
{
    Profile *profile = g_new0(Profile, 1);
    profile->path = g_strdup(path);
    profile->decimal = ',';
    profile->unknown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    profile->marks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    profile->ignored = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    profile->columns = g_ptr_array_new_with_free_func(column_free);
    profile->constants = g_ptr_array_new_with_free_func(constant_free);
    profile->exclusions = g_ptr_array_new_with_free_func(exclusion_free);
    profile->lists = g_ptr_array_new_with_free_func((GDestroyNotify)value_list_free);
    return profile;
}

void profile_free(Profile *profile)
{
    g_free(profile->path);
    g_free(profile->name);
    g_free(profile->title);
    g_free(profile->source);
    g_free(profile->legal_basis);
    g_hash_table_unref(profile->unknown);
    g_hash_table_unref(profile->marks);
    g_hash_table_unref(profile->ignored);
    g_ptr_array_unref(profile->columns);
    g_ptr_array_unref(profile->constants);
    g_ptr_array_unref(profile->exclusions);
    g_ptr_array_unref(profile->lists);
    g_free(profile);
}

static gboolean fail(const Profile *profile, const char *group, const char *key, const char *what,
                     GError **error)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: [%s] %s: %s", profile->path, group,
                key, what);
    return FALSE;
}

/* All keys of a group must be among `known`, so that a slip of the pen does not go unnoticed. */
static gboolean check_keys(const Profile *profile, GKeyFile *file, const char *group,
                           const char *const *known, GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);
    for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
        if (!g_strv_contains(known, keys[i]))
            return fail(profile, group, keys[i], "there is no such key", error);
    return TRUE;
}

static char *get_text(GKeyFile *file, const char *group, const char *key)
{
    char *text = g_key_file_get_string(file, group, key, NULL);
    return text != NULL ? g_strstrip(text) : NULL;
}

static char **get_list(GKeyFile *file, const char *group, const char *key)
{
    char **list = g_key_file_get_string_list(file, group, key, NULL, NULL);
    for (gsize i = 0; list != NULL && list[i] != NULL; i++)
        g_strstrip(list[i]);
    return list;
}

static gboolean get_yes(const Profile *profile, GKeyFile *file, const char *group, const char *key,
                        gboolean *yes, GError **error)
{
    g_autofree char *text = get_text(file, group, key);
    *yes = text != NULL && g_str_equal(text, "yes");
    if (text == NULL || *yes || g_str_equal(text, "no"))
        return TRUE;
    return fail(profile, group, key, "must be yes or no", error);
}

static void fold_into(GHashTable *set, char **words)
{
    for (gsize i = 0; words != NULL && words[i] != NULL; i++)
        g_hash_table_add(set, fold_label_dup(words[i]));
}

static gboolean read_formats(Profile *profile, GKeyFile *file, GError **error)
{
    g_auto(GStrv) words = get_list(file, "profile", "dates");
    for (gsize i = 0; words != NULL && words[i] != NULL; i++) {
        if (profile->n_dates == DATE_FORMAT_COUNT ||
            !date_format_parse(words[i], &profile->dates[profile->n_dates]))
            return fail(profile, "profile", "dates",
                        "must be some of dd-mm-jjjj;jjjj-mm-dd;jjjjmmdd", error);
        profile->n_dates++;
    }
    g_autofree char *decimal = get_text(file, "profile", "decimal");
    if (decimal != NULL && strcmp(decimal, ",") != 0 && strcmp(decimal, ".") != 0)
        return fail(profile, "profile", "decimal", "must be , or .", error);
    profile->decimal = decimal != NULL ? decimal[0] : ',';
    return TRUE;
}

static gboolean read_head(Profile *profile, GKeyFile *file, GError **error)
{
    static const char *const known[] = {
        "name",      "title",   "source",      "record", "dates",
        "decimal",   "unknown", "legal-basis", "ignore", "periods-in-header",
        "footnotes", NULL};
    if (!check_keys(profile, file, "profile", known, error))
        return FALSE;
    profile->name = get_text(file, "profile", "name");
    profile->title = get_text(file, "profile", "title");
    profile->source = get_text(file, "profile", "source");
    profile->legal_basis = get_text(file, "profile", "legal-basis");
    g_autofree char *record = get_text(file, "profile", "record");
    profile->record = record != NULL ? record_spec_find(record) : NULL;
    if (profile->name == NULL || profile->source == NULL)
        return fail(profile, "profile", "name, source", "must be there", error);
    if (profile->record == NULL)
        return fail(profile, "profile", "record", "must be melding, zaak, politie or telling",
                    error);
    if (g_key_file_has_key(file, "profile", "periods-in-header", NULL) &&
        !g_str_equal(record, "telling"))
        return fail(profile, "profile", "periods-in-header", "is for the record telling", error);
    g_auto(GStrv) unknown = get_list(file, "profile", "unknown");
    g_auto(GStrv) ignored = get_list(file, "profile", "ignore");
    fold_into(profile->unknown, unknown);
    fold_into(profile->ignored, ignored);
    return get_yes(profile, file, "profile", "footnotes", &profile->footnotes, error) &&
           get_yes(profile, file, "profile", "periods-in-header", &profile->periods_in_header,
                   error) &&
           read_formats(profile, file, error);
}

static gboolean read_field(const Profile *profile, const char *group, const char *key,
                           const char *name, gsize *field, GError **error)
{
    gssize index = name != NULL ? record_spec_field(profile->record, name) : -1;
    if (index < 0)
        return fail(profile, group, key, "must name a field of the record", error);
    *field = (gsize)index;
    return TRUE;
}

static gboolean read_kinds(const Profile *profile, GKeyFile *file, const char *group,
                           ProfileColumn *column, GError **error)
{
    g_auto(GStrv) words = get_list(file, group, "kinds");
    for (gsize i = 0; words != NULL && words[i] != NULL; i++) {
        if (column->n_kinds == AREA_KIND_COUNT ||
            !area_kind_parse(words[i], &column->kinds[column->n_kinds]))
            return fail(profile, group, "kinds", "must be kinds of area: gemeente, parket, ...",
                        error);
        column->n_kinds++;
    }
    gboolean is_area = profile->record->fields[column->field].kind == FIELD_AREA;
    if (is_area != (column->n_kinds > 0))
        return fail(profile, group, "kinds",
                    is_area ? "must be there for a place" : "is for places only", error);
    g_autofree char *day = get_text(file, group, "day");
    column->day = profile->record->day;
    gsize index;
    if (day == NULL)
        return TRUE;
    if (!read_field(profile, group, "day", day, &index, error))
        return FALSE;
    column->day = (gssize)index;
    return profile->record->fields[index].kind == FIELD_DAY ||
           fail(profile, group, "day", "must name a field with a day", error);
}

static gboolean needs_values(FieldKind kind)
{
    return kind == FIELD_CODE || kind == FIELD_CODES || kind == FIELD_FLAG;
}

static gboolean read_values(const Profile *profile, GKeyFile *file, const char *group,
                            ProfileColumn *column, GError **error)
{
    g_autofree char *name = get_text(file, group, "values");
    g_autofree char *unlisted = get_text(file, group, "unlisted");
    FieldKind kind = profile->record->fields[column->field].kind;
    column->unknown_code = get_text(file, group, "unknown-code");
    column->values = name != NULL ? profile_values_find(profile, name) : NULL;
    if (name != NULL && column->values == NULL)
        return fail(profile, group, "values", "there is no such list of values", error);
    if (needs_values(kind) != (name != NULL))
        return fail(profile, group, "values",
                    name == NULL ? "must be there for codes" : "is for codes only", error);
    if (unlisted == NULL || g_str_equal(unlisted, "refuse"))
        column->unlisted = UNLISTED_REFUSE;
    else if (g_str_equal(unlisted, "text"))
        column->unlisted = UNLISTED_TEXT;
    else {
        column->unlisted = UNLISTED_CODE;
        column->unlisted_code = g_steal_pointer(&unlisted);
    }
    return profile_values_check(profile, column, error);
}

static gboolean read_column(Profile *profile, GKeyFile *file, const char *group, GError **error)
{
    static const char *const known[] = {"field",        "alias", "required", "values", "unlisted",
                                        "unknown-code", "kinds", "day",      "split",  NULL};
    ProfileColumn *column = g_new0(ProfileColumn, 1);
    g_ptr_array_add(profile->columns, column);
    column->header = g_strstrip(g_strdup(group + strlen("column ")));
    column->names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *field = get_text(file, group, "field");
    if (!check_keys(profile, file, group, known, error) ||
        !read_field(profile, group, "field", field, &column->field, error) ||
        !get_yes(profile, file, group, "required", &column->required, error))
        return FALSE;
    g_auto(GStrv) aliases = get_list(file, group, "alias");
    g_ptr_array_add(column->names, fold_label_dup(column->header));
    for (gsize i = 0; aliases != NULL && aliases[i] != NULL; i++)
        g_ptr_array_add(column->names, fold_label_dup(aliases[i]));
    column->split = get_text(file, group, "split");
    return read_kinds(profile, file, group, column, error) &&
           read_values(profile, file, group, column, error);
}

static gboolean read_constants(Profile *profile, GKeyFile *file, GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, "constant", NULL, NULL);
    for (gsize i = 0; keys != NULL && keys[i] != NULL; i++) {
        ProfileConstant *constant = g_new0(ProfileConstant, 1);
        g_ptr_array_add(profile->constants, constant);
        constant->value = get_text(file, "constant", keys[i]);
        ProfileColumn check = {.header = (char *)"constant", .unknown_code = constant->value};
        if (!read_field(profile, "constant", keys[i], keys[i], &constant->field, error))
            return FALSE;
        check.field = constant->field;
        if (!profile_values_check(profile, &check, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_exclusion(Profile *profile, GKeyFile *file, const char *group, GError **error)
{
    static const char *const known[] = {"field", "codes", NULL};
    ProfileExclusion *exclusion = g_new0(ProfileExclusion, 1);
    g_ptr_array_add(profile->exclusions, exclusion);
    exclusion->name = g_strstrip(g_strdup(group + strlen("exclude ")));
    exclusion->codes = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *field = get_text(file, group, "field");
    if (!check_keys(profile, file, group, known, error) ||
        !read_field(profile, group, "field", field, &exclusion->field, error))
        return FALSE;
    g_auto(GStrv) codes = get_list(file, group, "codes");
    for (gsize i = 0; codes != NULL && codes[i] != NULL; i++)
        g_ptr_array_add(exclusion->codes, g_strdup(codes[i]));
    return exclusion->codes->len > 0 ||
           fail(profile, group, "codes", "must name at least one code", error);
}

/* The state of a mark: "zero" is a value, the others are words of core/state.h. */
static gboolean read_marks(Profile *profile, GKeyFile *file, GError **error)
{
    g_auto(GStrv) keys = g_key_file_get_keys(file, "marks", NULL, NULL);
    for (gsize i = 0; keys != NULL && keys[i] != NULL; i++) {
        g_autofree char *word = get_text(file, "marks", keys[i]);
        CellState state = STATE_VALUE;
        if (!g_str_equal(word, "zero") && (!state_parse(word, &state) || state == STATE_VALUE))
            return fail(profile, "marks", keys[i],
                        "must be zero, not-available, not-looked-for, not-delivered, "
                        "not-applicable or suppressed",
                        error);
        char *mark = g_str_equal(keys[i], "@empty") ? g_strdup("") : fold_label_dup(keys[i]);
        g_hash_table_insert(profile->marks, mark, GINT_TO_POINTER((gint)state));
    }
    return TRUE;
}

static gboolean read_groups(Profile *profile, GKeyFile *file, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    gboolean done = TRUE;
    for (gsize i = 0; done && groups[i] != NULL; i++) {
        const char *group = groups[i];
        if (g_str_has_prefix(group, "column "))
            done = read_column(profile, file, group, error);
        else if (g_str_has_prefix(group, "exclude "))
            done = read_exclusion(profile, file, group, error);
        else if (g_str_equal(group, "constant"))
            done = read_constants(profile, file, error);
        else if (g_str_equal(group, "marks"))
            done = read_marks(profile, file, error);
        else if (!g_str_equal(group, "profile") && !g_str_has_prefix(group, "values ") &&
                 !g_str_has_prefix(group, "synonyms "))
            done = fail(profile, group, "group", "there is no such group", error);
    }
    return done;
}

static gboolean is_mapped(const Profile *profile, gsize field)
{
    for (guint i = 0; i < profile->columns->len; i++)
        if (((ProfileColumn *)profile->columns->pdata[i])->field == field)
            return TRUE;
    for (guint i = 0; i < profile->constants->len; i++)
        if (((ProfileConstant *)profile->constants->pdata[i])->field == field)
            return TRUE;
    return FALSE;
}

/* Every field that the register needs has a column or a constant. */
static gboolean check_complete(const Profile *profile, GError **error)
{
    for (gsize i = 0; i < profile->record->n_fields; i++) {
        const FieldSpec *field = &profile->record->fields[i];
        gboolean in_header = profile->periods_in_header &&
                             (field->kind == FIELD_CELL || field->kind == FIELD_PERIOD);
        if (field->required && !in_header && !is_mapped(profile, i))
            return fail(profile, "column", field->name,
                        "the register needs this field: no column has it, and no constant", error);
    }
    return TRUE;
}

static char *profile_path(const char *name)
{
    if (g_str_has_suffix(name, ".ini"))
        return g_strdup(name);
    g_autofree char *file = g_strdup_printf(PROFILE_FOLDER "/%s.ini", name);
    return datadir_path(file);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **profile_names(void)
{
    g_autofree char *folder = datadir_path(PROFILE_FOLDER);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    GDir *entries = g_dir_open(folder, 0, NULL);
    const char *entry;
    while (entries != NULL && (entry = g_dir_read_name(entries)) != NULL)
        if (g_str_has_suffix(entry, ".ini"))
            g_ptr_array_add(names, g_strndup(entry, strlen(entry) - strlen(".ini")));
    if (entries != NULL)
        g_dir_close(entries);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

static GKeyFile *open_profile(const char *name, const char *path, GError **error)
{
    GKeyFile *file = g_key_file_new();
    GError *problem = NULL;
    if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &problem))
        return file;
    g_key_file_free(file);
    if (g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
        g_auto(GStrv) names = profile_names();
        g_autofree char *list = g_strjoinv(", ", names);
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT,
                    "there is no profile %s (%s); there are %s, or give a file that ends in .ini",
                    name, path, *list != '\0' ? list : "none there (is INBEELD_DATA right?)");
    } else {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: %s", path, problem->message);
    }
    g_error_free(problem);
    return NULL;
}

Profile *profile_load(const char *name, GError **error)
{
    g_autofree char *path = profile_path(name);
    g_autoptr(GKeyFile) file = open_profile(name, path, error);
    if (file == NULL)
        return NULL;
    Profile *profile = profile_new(path);
    if (read_head(profile, file, error) && profile_values_read(profile, file, error) &&
        read_groups(profile, file, error) && check_complete(profile, error))
        return profile;
    profile_free(profile);
    return NULL;
}
