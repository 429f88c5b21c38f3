#include "core/codes.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <string.h>

enum { COLUMN_DIMENSION, COLUMN_CODE, COLUMN_NAME_NL, COLUMN_NAME_EN, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"dimension", "code", "name_nl", "name_en"};

typedef struct {
    GPtrArray *categories; /* codes in order, ended by NULL once loaded */
    GHashTable *names;     /* code -> char *[LANGUAGE_COUNT] */
} Dimension;

struct Codes {
    GHashTable *dimensions;
};

static void names_free(gpointer data)
{
    char **names = data;
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        g_free(names[i]);
    g_free(names);
}

static void dimension_free(gpointer data)
{
    Dimension *dimension = data;
    g_ptr_array_unref(dimension->categories);
    g_hash_table_unref(dimension->names);
    g_free(dimension);
}

void codes_free(Codes *codes)
{
    g_hash_table_unref(codes->dimensions);
    g_free(codes);
}

static Dimension *find_or_add(Codes *codes, const char *name)
{
    Dimension *dimension = g_hash_table_lookup(codes->dimensions, name);
    if (dimension != NULL)
        return dimension;
    dimension = g_new0(Dimension, 1);
    dimension->categories = g_ptr_array_new_with_free_func(g_free);
    dimension->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, names_free);
    g_hash_table_insert(codes->dimensions, g_strdup(name), dimension);
    return dimension;
}

static gboolean read_row(const TableFile *table, const gssize *columns, Codes *codes,
                         GError **error)
{
    for (int i = 0; i < N_COLUMNS; i++)
        if (table_file_text(table, columns[i])[0] == '\0')
            return table_file_refuse(table, columns[i], "is empty", error);
    Dimension *dimension = find_or_add(codes, table_file_text(table, columns[COLUMN_DIMENSION]));
    const char *code = table_file_text(table, columns[COLUMN_CODE]);
    if (g_hash_table_contains(dimension->names, code))
        return table_file_refuse(table, columns[COLUMN_CODE], "occurs twice", error);
    char *own = g_strdup(code);
    char **names = g_new0(char *, LANGUAGE_COUNT);
    names[LANGUAGE_NL] = g_strdup(table_file_text(table, columns[COLUMN_NAME_NL]));
    names[LANGUAGE_EN] = g_strdup(table_file_text(table, columns[COLUMN_NAME_EN]));
    g_ptr_array_add(dimension->categories, own);
    g_hash_table_insert(dimension->names, own, names);
    return TRUE;
}

static void end_lists(Codes *codes)
{
    GHashTableIter iter;
    gpointer dimension;
    g_hash_table_iter_init(&iter, codes->dimensions);
    while (g_hash_table_iter_next(&iter, NULL, &dimension))
        g_ptr_array_add(((Dimension *)dimension)->categories, NULL);
}

Codes *codes_load(GError **error)
{
    g_autofree char *path = datadir_path("reference/codes.csv");
    g_autoptr(TableFile) table = table_file_open(path, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, column_names, columns, error))
        return NULL;
    g_autoptr(Codes) codes = g_new0(Codes, 1);
    codes->dimensions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, dimension_free);
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem))
        read_row(table, columns, codes, &problem);
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return NULL;
    }
    end_lists(codes);
    return g_steal_pointer(&codes);
}

const char *const *codes_categories(const Codes *codes, const char *dimension)
{
    const Dimension *found = g_hash_table_lookup(codes->dimensions, dimension);
    return found != NULL ? (const char *const *)found->categories->pdata : NULL;
}

gboolean codes_has(const Codes *codes, const char *dimension, const char *category)
{
    const Dimension *found = g_hash_table_lookup(codes->dimensions, dimension);
    return found != NULL && g_hash_table_contains(found->names, category);
}

const char *codes_name(const Codes *codes, const char *dimension, const char *category,
                       Language language)
{
    const Dimension *found = g_hash_table_lookup(codes->dimensions, dimension);
    char *const *names = found != NULL ? g_hash_table_lookup(found->names, category) : NULL;
    return names != NULL ? names[language] : category;
}
