#include "ingest/profile_values.h"

#include "core/codes.h"
#include "core/datadir.h"
#include "core/error.h"
#include "core/measure.h"
#include "core/table_file.h"

#include <string.h>

/* Codes of a dimension that records make more precise before they are stored. */
#define CODE_SEPOT "sepot"

static gboolean add_labels(ValueList *list, const char *code, char **labels, gboolean synonyms,
                           GError **error)
{
    for (gsize i = 0; labels != NULL && labels[i] != NULL; i++) {
        g_strstrip(labels[i]);
        if (labels[i][0] != '\0' && !value_list_add(list, code, labels[i], synonyms, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean read_group(ValueList *list, GKeyFile *file, const char *group, gboolean synonyms,
                           GError **error)
{
    g_auto(GStrv) codes = g_key_file_get_keys(file, group, NULL, NULL);
    for (gsize i = 0; codes != NULL && codes[i] != NULL; i++) {
        if (codes[i][0] == '@')
            continue;
        g_auto(GStrv) labels = g_key_file_get_string_list(file, group, codes[i], NULL, error);
        if (labels == NULL || !add_labels(list, codes[i], labels, synonyms, error))
            return FALSE;
    }
    return TRUE;
}

/* Columns of the current row as labels; a field may hold several, with | between. */
static gboolean add_columns(ValueList *list, const TableFile *table, const char *code,
                            char **columns, gboolean synonyms, GError **error)
{
    for (gsize i = 0; columns != NULL && columns[i] != NULL; i++) {
        gssize column = table_file_column(table, columns[i], error);
        if (column < 0)
            return FALSE;
        g_auto(GStrv) labels = g_strsplit(table_file_text(table, column), "|", -1);
        if (!add_labels(list, code, labels, synonyms, error))
            return FALSE;
    }
    return TRUE;
}

/* A list that stands in a table: @file, @code, @labels, @synonyms. Labels go before synonyms. */
static gboolean read_table(ValueList *list, GKeyFile *file, const char *group, gboolean synonyms,
                           GError **error)
{
    g_autofree char *name = g_key_file_get_string(file, group, "@file", error);
    g_autofree char *code_name = g_key_file_get_string(file, group, "@code", NULL);
    g_auto(GStrv) columns =
        g_key_file_get_string_list(file, group, synonyms ? "@synonyms" : "@labels", NULL, NULL);
    if (name == NULL)
        return FALSE;
    g_autofree char *path = datadir_path(name);
    g_autoptr(TableFile) table = table_file_open(path, error);
    if (table == NULL)
        return FALSE;
    gssize code = table_file_column(table, code_name != NULL ? code_name : "code", error);
    if (code < 0)
        return FALSE;
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem))
        add_columns(list, table, table_file_text(table, code), columns, synonyms, &problem);
    if (problem == NULL)
        return TRUE;
    g_propagate_error(error, problem);
    return FALSE;
}

static gboolean read_list(ValueList *list, GKeyFile *file, const char *group, GError **error)
{
    g_autofree char *synonyms = g_strdup_printf("synonyms %s", value_list_name(list));
    if (g_key_file_has_key(file, group, "@file", NULL) &&
        (!read_table(list, file, group, FALSE, error) ||
         !read_table(list, file, group, TRUE, error)))
        return FALSE;
    return read_group(list, file, group, FALSE, error) &&
           (!g_key_file_has_group(file, synonyms) || read_group(list, file, synonyms, TRUE, error));
}

gboolean profile_values_read(Profile *profile, GKeyFile *file, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (gsize i = 0; groups[i] != NULL; i++) {
        if (!g_str_has_prefix(groups[i], "values "))
            continue;
        ValueList *list = value_list_new(groups[i] + strlen("values "));
        g_ptr_array_add(profile->lists, list);
        if (!read_list(list, file, groups[i], error)) {
            g_prefix_error(error, "%s: [%s]: ", profile->path, groups[i]);
            return FALSE;
        }
    }
    return TRUE;
}

const ValueList *profile_values_find(const Profile *profile, const char *name)
{
    for (guint i = 0; i < profile->lists->len; i++)
        if (g_str_equal(value_list_name(profile->lists->pdata[i]), name))
            return profile->lists->pdata[i];
    return NULL;
}

typedef struct {
    const FieldSpec *field;
    const Codes *codes;
    const MeasureList *measures;
    const char *wrong;
} CodeCheck;

static gboolean is_code_of_field(const char *code, gpointer data)
{
    CodeCheck *check = data;
    const FieldSpec *field = check->field;
    gboolean right = TRUE;
    if (field->kind == FIELD_FLAG)
        right = g_str_equal(code, "1") || g_str_equal(code, "0");
    else if (g_str_equal(field->name, "measure"))
        right = measure_find(check->measures, code) != NULL;
    else if (field->dimension != NULL)
        right = codes_has(check->codes, field->dimension, code) ||
                (g_str_equal(field->name, "decision") && g_str_equal(code, CODE_SEPOT));
    if (!right)
        check->wrong = code;
    return right;
}

gboolean profile_values_check(const Profile *profile, const ProfileColumn *column, GError **error)
{
    g_autoptr(Codes) codes = codes_load(error);
    g_autoptr(MeasureList) measures = codes != NULL ? measure_list_load(error) : NULL;
    if (measures == NULL)
        return FALSE;
    CodeCheck check = {&profile->record->fields[column->field], codes, measures, NULL};
    gboolean right =
        column->values == NULL || value_list_each_code(column->values, is_code_of_field, &check);
    if (right && column->unknown_code != NULL)
        right = is_code_of_field(column->unknown_code, &check);
    if (right && column->unlisted_code != NULL)
        right = is_code_of_field(column->unlisted_code, &check);
    if (!right)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "%s: [column %s]: \"%s\" is no code of the field %s", profile->path,
                    column->header, check.wrong, check.field->name);
    return right;
}
