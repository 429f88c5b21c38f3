#include "core/measure.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <string.h>

#define PERSON_UNIT "gemeld slachtoffer"

enum {
    COLUMN_CODE,
    COLUMN_SOURCE,
    COLUMN_UNIT,
    COLUMN_POPULATION,
    COLUMN_PLACE_ROLE,
    COLUMN_NAME_NL,
    COLUMN_NAME_EN,
    COLUMN_DEFINITION_NL,
    COLUMN_DEFINITION_EN,
    N_TEXTS,
    COLUMN_RATE = N_TEXTS,
    COLUMN_PUBLIC,
    N_COLUMNS
};

static const char *const column_names[N_COLUMNS] = {
    "code",    "source",        "unit",          "population", "place_role", "name_nl",
    "name_en", "definition_nl", "definition_en", "rate",       "public"};

/* Places where people live or the offence took place. */
static const char *const roles_with_rate[] = {"exploitation", "residence", NULL};
static const char *const place_roles[] = {"none",        "exploitation", "residence",
                                          "recruitment", "shelter",      "registration",
                                          "office",      "reporting",    NULL};

struct Measure {
    char *texts[N_TEXTS];
    gboolean has_rate;
    gboolean is_public;
    gboolean counts_persons;
};

struct MeasureList {
    GPtrArray *measures;
    GHashTable *by_code; /* borrows both from measures */
};

static void measure_free(gpointer data)
{
    Measure *measure = data;
    for (int i = 0; i < N_TEXTS; i++)
        g_free(measure->texts[i]);
    g_free(measure);
}

void measure_list_free(MeasureList *list)
{
    g_hash_table_unref(list->by_code);
    g_ptr_array_unref(list->measures);
    g_free(list);
}

static gboolean read_flag(const TableFile *table, gssize column, gboolean *flag, GError **error)
{
    const char *text = table_file_text(table, column);
    *flag = strcmp(text, "1") == 0;
    if (*flag || strcmp(text, "0") == 0)
        return TRUE;
    return table_file_refuse(table, column, "is not 0 or 1", error);
}

static gboolean read_measure(const TableFile *table, const gssize *columns, MeasureList *list,
                             GError **error)
{
    Measure *measure = g_new0(Measure, 1);
    g_ptr_array_add(list->measures, measure);
    for (int i = 0; i < N_TEXTS; i++) {
        const char *text = table_file_text(table, columns[i]);
        if (text[0] == '\0')
            return table_file_refuse(table, columns[i], "is empty", error);
        measure->texts[i] = g_strdup(text);
    }
    measure->counts_persons = strcmp(measure_unit(measure), PERSON_UNIT) == 0;
    if (!read_flag(table, columns[COLUMN_RATE], &measure->has_rate, error) ||
        !read_flag(table, columns[COLUMN_PUBLIC], &measure->is_public, error))
        return FALSE;
    if (!g_strv_contains(place_roles, measure_place_role(measure)))
        return table_file_refuse(table, columns[COLUMN_PLACE_ROLE], "is no place role", error);
    if (measure->has_rate && !g_strv_contains(roles_with_rate, measure_place_role(measure)))
        return table_file_refuse(table, columns[COLUMN_RATE],
                                 "asks for a rate where nobody lives; see the place role", error);
    if (!g_hash_table_insert(list->by_code, measure->texts[COLUMN_CODE], measure))
        return table_file_refuse(table, columns[COLUMN_CODE], "occurs twice", error);
    return TRUE;
}

MeasureList *measure_list_load(GError **error)
{
    g_autofree char *path = datadir_path("reference/measures.csv");
    g_autoptr(TableFile) table = table_file_open(path, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, column_names, columns, error))
        return NULL;
    g_autoptr(MeasureList) list = g_new0(MeasureList, 1);
    list->measures = g_ptr_array_new_with_free_func(measure_free);
    list->by_code = g_hash_table_new(g_str_hash, g_str_equal);
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem))
        read_measure(table, columns, list, &problem);
    if (problem == NULL)
        return g_steal_pointer(&list);
    g_propagate_error(error, problem);
    return NULL;
}

gsize measure_list_count(const MeasureList *list)
{
    return list->measures->len;
}

const Measure *measure_list_get(const MeasureList *list, gsize index)
{
    return g_ptr_array_index(list->measures, index);
}

const Measure *measure_find(const MeasureList *list, const char *code)
{
    return g_hash_table_lookup(list->by_code, code);
}

const char *measure_code(const Measure *measure)
{
    return measure->texts[COLUMN_CODE];
}

const char *measure_source(const Measure *measure)
{
    return measure->texts[COLUMN_SOURCE];
}

const char *measure_unit(const Measure *measure)
{
    return measure->texts[COLUMN_UNIT];
}

const char *measure_population(const Measure *measure)
{
    return measure->texts[COLUMN_POPULATION];
}

const char *measure_place_role(const Measure *measure)
{
    return measure->texts[COLUMN_PLACE_ROLE];
}

const char *measure_name(const Measure *measure, Language language)
{
    return measure->texts[language == LANGUAGE_NL ? COLUMN_NAME_NL : COLUMN_NAME_EN];
}

const char *measure_definition(const Measure *measure, Language language)
{
    return measure->texts[language == LANGUAGE_NL ? COLUMN_DEFINITION_NL : COLUMN_DEFINITION_EN];
}

gboolean measure_has_rate(const Measure *measure)
{
    return measure->has_rate;
}

gboolean measure_is_public(const Measure *measure)
{
    return measure->is_public;
}

gboolean measure_counts_persons(const Measure *measure)
{
    return measure->counts_persons;
}
