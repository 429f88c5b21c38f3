#include "stats/benchmark/age.h"

#include "core/datadir.h"
#include "core/error.h"
#include "core/table_file.h"

#include <math.h>
#include <string.h>

#define AGE_FILE "reference/gemeente_leeftijd.csv"

/* Inhabitants of one gemeente on 1 January of a year; -1: not given. */
typedef struct {
    AreaId gemeente;
    int year;
    gint64 inhabitants[AGE_MAX_CLASSES];
} AgeRow;

struct AgeStructure {
    gsize n_classes;
    char *classes[AGE_MAX_CLASSES];
    GArray *rows; /* AgeRow */
};

double age_expected(gsize n_classes, const gint64 *inhabitants, const gint64 *standard_counts,
                    const gint64 *standard_inhabitants)
{
    double expected = 0;
    for (gsize i = 0; i < n_classes; i++)
        if (standard_inhabitants[i] > 0)
            expected += (double)inhabitants[i] * (double)standard_counts[i] /
                        (double)standard_inhabitants[i];
    return expected;
}

/* --- reading --------------------------------------------------------------------------------- */

enum { COLUMN_AREA, COLUMN_YEAR, COLUMN_CLASS, COLUMN_INHABITANTS, N_COLUMNS };

static AgeRow *find_row(const AgeStructure *structure, AreaId gemeente, int year)
{
    for (guint i = structure->rows->len; i-- > 0;) {
        AgeRow *row = &g_array_index(structure->rows, AgeRow, i);
        if (row->gemeente == gemeente && row->year == year)
            return row;
    }
    return NULL;
}

static AgeRow *find_or_add(AgeStructure *structure, AreaId gemeente, int year)
{
    AgeRow *row = find_row(structure, gemeente, year);
    if (row != NULL)
        return row;
    AgeRow empty = {.gemeente = gemeente, .year = year};
    for (gsize i = 0; i < AGE_MAX_CLASSES; i++)
        empty.inhabitants[i] = -1;
    g_array_append_val(structure->rows, empty);
    return &g_array_index(structure->rows, AgeRow, structure->rows->len - 1);
}

static gssize find_class(const AgeStructure *structure, const char *name)
{
    for (gsize i = 0; i < structure->n_classes; i++)
        if (strcmp(structure->classes[i], name) == 0)
            return (gssize)i;
    return -1;
}

static gboolean read_row(AgeStructure *structure, TableFile *table, const gssize *columns,
                         const AreaRegister *areas, GError **error)
{
    gint64 year, inhabitants;
    AreaId gemeente = area_find_code(areas, table_file_text(table, columns[COLUMN_AREA]));
    if (gemeente == AREA_NONE || area_kind(areas, gemeente) != AREA_GEMEENTE)
        return table_file_refuse(table, columns[COLUMN_AREA],
                                 "is not a gemeente of reference/gebieden.csv", error);
    gssize class = find_class(structure, table_file_text(table, columns[COLUMN_CLASS]));
    if (class < 0)
        return table_file_refuse(table, columns[COLUMN_CLASS],
                                 "is not a category of age_group in reference/codes.csv", error);
    if (!table_file_integer(table, columns[COLUMN_YEAR], &year, error) ||
        !table_file_integer(table, columns[COLUMN_INHABITANTS], &inhabitants, error))
        return FALSE;
    if (year < 1900 || year > 2200)
        return table_file_refuse(table, columns[COLUMN_YEAR], "is not a year", error);
    if (inhabitants < 0)
        return table_file_refuse(table, columns[COLUMN_INHABITANTS], "is below 0", error);
    AgeRow *row = find_or_add(structure, gemeente, (int)year);
    if (row->inhabitants[class] >= 0)
        return table_file_refuse(table, columns[COLUMN_CLASS],
                                 "is there twice for this gemeente and year; leave one out", error);
    row->inhabitants[class] = inhabitants;
    return TRUE;
}

static gboolean check_whole(const AgeStructure *structure, const char *name,
                            const AreaRegister *areas, GError **error)
{
    for (guint i = 0; i < structure->rows->len; i++) {
        const AgeRow *row = &g_array_index(structure->rows, AgeRow, i);
        for (gsize j = 0; j < structure->n_classes; j++) {
            if (row->inhabitants[j] >= 0)
                continue;
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                        "%s: %s in %d lacks the inhabitants of age %s; give every class", name,
                        area_code(areas, row->gemeente), row->year, structure->classes[j]);
            return FALSE;
        }
    }
    return TRUE;
}

static AgeStructure *age_structure_new(const Codes *codes)
{
    AgeStructure *structure = g_new0(AgeStructure, 1);
    structure->rows = g_array_new(FALSE, FALSE, sizeof(AgeRow));
    const char *const *names = codes_categories(codes, "age_group");
    for (; names != NULL && *names != NULL && structure->n_classes < AGE_MAX_CLASSES; names++)
        if (strcmp(*names, "onbekend") != 0)
            structure->classes[structure->n_classes++] = g_strdup(*names);
    return structure;
}

AgeStructure *age_structure_parse(const char *name, const char *text, const AreaRegister *areas,
                                  const Codes *codes, GError **error)
{
    static const char *const names[N_COLUMNS] = {"gebied", "jaar", "leeftijd", "inwoners"};
    g_autoptr(TableFile) table = table_file_open_memory(text, strlen(text), name, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, names, columns, error))
        return NULL;
    g_autoptr(AgeStructure) structure = age_structure_new(codes);
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem))
        read_row(structure, table, columns, areas, &problem);
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return NULL;
    }
    return check_whole(structure, name, areas, error) ? g_steal_pointer(&structure) : NULL;
}

gboolean age_structure_load(const AreaRegister *areas, const Codes *codes, AgeStructure **structure,
                            GError **error)
{
    g_autofree char *path = datadir_path(AGE_FILE);
    g_autofree char *text = NULL;
    *structure = NULL;
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    if (!g_file_get_contents(path, &text, NULL, error))
        return FALSE;
    *structure = age_structure_parse(AGE_FILE, text, areas, codes, error);
    return *structure != NULL;
}

void age_structure_free(AgeStructure *structure)
{
    for (gsize i = 0; i < structure->n_classes; i++)
        g_free(structure->classes[i]);
    g_array_unref(structure->rows);
    g_free(structure);
}

gsize age_structure_n_classes(const AgeStructure *structure)
{
    return structure->n_classes;
}

const char *age_structure_class(const AgeStructure *structure, gsize index)
{
    g_assert(index < structure->n_classes);
    return structure->classes[index];
}

/* --- factor ---------------------------------------------------------------------------------- */

static const AgeRow *last_row(const AgeStructure *structure, AreaId gemeente, int year)
{
    const AgeRow *found = NULL;
    for (guint i = 0; i < structure->rows->len; i++) {
        const AgeRow *row = &g_array_index(structure->rows, AgeRow, i);
        if (row->gemeente == gemeente && row->year <= year &&
            (found == NULL || row->year > found->year))
            found = row;
    }
    return found;
}

double age_structure_factor(const AgeStructure *structure, AreaId gemeente, int year,
                            const gint64 *counts)
{
    const AgeRow *own = last_row(structure, gemeente, year);
    gint64 all[AGE_MAX_CLASSES] = {0}, n_all = 0, n_own = 0, n_counted = 0;
    if (own == NULL)
        return NAN;
    for (guint i = 0; i < structure->rows->len; i++) {
        const AgeRow *row = &g_array_index(structure->rows, AgeRow, i);
        for (gsize j = 0; row->year == own->year && j < structure->n_classes; j++)
            all[j] += row->inhabitants[j];
    }
    for (gsize j = 0; j < structure->n_classes; j++) {
        n_all += all[j];
        n_own += own->inhabitants[j];
        n_counted += counts[j];
    }
    if (n_own <= 0 || n_counted <= 0)
        return NAN;
    return age_expected(structure->n_classes, own->inhabitants, counts, all) /
           ((double)n_own * (double)n_counted / (double)n_all);
}
