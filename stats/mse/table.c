#include "stats/mse/table.h"

#include "core/error.h"

#include <string.h>

typedef struct {
    char *name;
    GPtrArray *levels; /* char * */
    guint trend;       /* degree of the polynomial, 0 for a factor */
} Covariate;

struct MseTable {
    guint n_lists;
    char *lists[MSE_MAX_LISTS];
    guint n_covariates;
    Covariate covariates[MSE_MAX_COVARIATES];
    guint n_strata;
    gint64 total;
    gboolean has_excluded;
    gint64 *counts;   /* [stratum << n_lists | history] */
    guint8 *excluded; /* the same index; 1 for a structural zero */
};

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error_literal(error, INBEELD_ERROR, INBEELD_ERROR_DATA, message);
    return FALSE;
}

static gsize cell(const MseTable *table, guint history, guint stratum)
{
    return ((gsize)stratum << table->n_lists) | history;
}

static void allocate_cells(MseTable *table)
{
    gsize n_cells = (gsize)table->n_strata << table->n_lists;
    g_free(table->counts);
    g_free(table->excluded);
    table->counts = g_new0(gint64, n_cells);
    table->excluded = g_new0(guint8, n_cells);
}

MseTable *mse_table_new(guint n_lists, const char *const *lists, GError **error)
{
    if (n_lists < 2 || n_lists > MSE_MAX_LISTS) {
        refuse(error, "%u lists: an estimate needs at least 2 and takes at most %d", n_lists,
               MSE_MAX_LISTS);
        return NULL;
    }
    g_autoptr(MseTable) table = g_new0(MseTable, 1);
    for (guint i = 0; i < n_lists; i++) {
        if (lists[i][0] == '\0' || mse_table_find_list(table, lists[i]) >= 0) {
            refuse(error, "list name \"%s\" is empty or occurs twice", lists[i]);
            return NULL;
        }
        table->lists[i] = g_strdup(lists[i]);
        table->n_lists = i + 1;
    }
    table->n_strata = 1;
    allocate_cells(table);
    return g_steal_pointer(&table);
}

/* A table with the lists given and the covariates of `from`, without persons. */
static MseTable *new_like(const MseTable *from, guint n_lists, const char *const *lists,
                          GError **error)
{
    g_autoptr(MseTable) table = mse_table_new(n_lists, lists, error);
    if (table == NULL)
        return NULL;
    for (guint i = 0; i < from->n_covariates; i++) {
        const Covariate *covariate = &from->covariates[i];
        if (!mse_table_add_covariate(table, covariate->name, covariate->levels->len,
                                     (const char *const *)covariate->levels->pdata, error))
            return NULL;
        table->covariates[i].trend = covariate->trend;
    }
    return g_steal_pointer(&table);
}

MseTable *mse_table_copy_empty(const MseTable *table)
{
    MseTable *copy = new_like(table, table->n_lists, (const char *const *)table->lists, NULL);
    g_assert(copy != NULL);
    memcpy(copy->excluded, table->excluded, (gsize)table->n_strata << table->n_lists);
    copy->has_excluded = table->has_excluded;
    return copy;
}

MseTable *mse_table_copy(const MseTable *table)
{
    MseTable *copy = mse_table_copy_empty(table);
    memcpy(copy->counts, table->counts,
           ((gsize)table->n_strata << table->n_lists) * sizeof *copy->counts);
    copy->total = table->total;
    return copy;
}

void mse_table_free(MseTable *table)
{
    if (table == NULL)
        return;
    for (guint i = 0; i < table->n_lists; i++)
        g_free(table->lists[i]);
    for (guint i = 0; i < table->n_covariates; i++) {
        g_free(table->covariates[i].name);
        g_ptr_array_unref(table->covariates[i].levels);
    }
    g_free(table->counts);
    g_free(table->excluded);
    g_free(table);
}

static gboolean valid_levels(const char *name, guint n_levels, const char *const *levels,
                             GError **error)
{
    if (n_levels < 1 || n_levels > MSE_MAX_LEVELS)
        return refuse(error, "covariate \"%s\" has %u levels; between 1 and %d are possible", name,
                      n_levels, MSE_MAX_LEVELS);
    for (guint i = 0; i < n_levels; i++)
        for (guint j = 0; j < i; j++)
            if (strcmp(levels[i], levels[j]) == 0)
                return refuse(error, "covariate \"%s\" has the level \"%s\" twice", name,
                              levels[i]);
    return TRUE;
}

gboolean mse_table_add_covariate(MseTable *table, const char *name, guint n_levels,
                                 const char *const *levels, GError **error)
{
    g_assert(table->total == 0 && !table->has_excluded);
    if (table->n_covariates == MSE_MAX_COVARIATES)
        return refuse(error, "more than %d covariates", MSE_MAX_COVARIATES);
    if (name[0] == '\0' || mse_table_find_list(table, name) >= 0 ||
        mse_table_find_covariate(table, name) >= 0)
        return refuse(error, "covariate name \"%s\" is empty or already in use", name);
    if (!valid_levels(name, n_levels, levels, error))
        return FALSE;
    if (((guint64)table->n_strata * n_levels) << table->n_lists > MSE_MAX_CELLS)
        return refuse(error,
                      "with covariate \"%s\" the table has more than %d cells; use fewer "
                      "covariates, levels or lists",
                      name, MSE_MAX_CELLS);
    Covariate *covariate = &table->covariates[table->n_covariates++];
    covariate->name = g_strdup(name);
    covariate->levels = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < n_levels; i++)
        g_ptr_array_add(covariate->levels, g_strdup(levels[i]));
    table->n_strata *= n_levels;
    allocate_cells(table);
    return TRUE;
}

gboolean mse_table_set_trend(MseTable *table, guint covariate, guint degree, GError **error)
{
    guint n_levels = mse_table_n_levels(table, covariate);
    if (degree >= n_levels)
        return refuse(error, "covariate \"%s\": a trend of degree %u needs more than %u levels",
                      mse_table_covariate(table, covariate), degree, n_levels);
    for (guint i = 0; degree > 0 && i < n_levels; i++)
        if (!g_ascii_string_to_signed(mse_table_level(table, covariate, i), 10, -1000000, 1000000,
                                      NULL, NULL))
            return refuse(error, "covariate \"%s\": level \"%s\" is no whole number, so no trend",
                          mse_table_covariate(table, covariate),
                          mse_table_level(table, covariate, i));
    table->covariates[covariate].trend = degree;
    return TRUE;
}

guint mse_table_trend(const MseTable *table, guint covariate)
{
    g_assert(covariate < table->n_covariates);
    return table->covariates[covariate].trend;
}

gboolean mse_table_add(MseTable *table, guint history, guint stratum, gint64 count, GError **error)
{
    g_assert(history < mse_table_n_histories(table) && stratum < table->n_strata);
    if (history == 0)
        return refuse(error, "persons on no list cannot have been observed");
    if (count < 0)
        return refuse(error, "a number of persons cannot be negative");
    if (count > MSE_MAX_COUNT - table->total)
        return refuse(error, "more than %" G_GINT64_FORMAT " persons", MSE_MAX_COUNT);
    gsize index = cell(table, history, stratum);
    if (count > 0 && table->excluded[index])
        return refuse(error, "persons in a cell that cannot occur (structural zero)");
    table->counts[index] += count;
    table->total += count;
    return TRUE;
}

gboolean mse_table_exclude_cell(MseTable *table, guint history, guint stratum, GError **error)
{
    g_assert(history < mse_table_n_histories(table) && stratum < table->n_strata);
    gsize index = cell(table, history, stratum);
    if (history == 0)
        return refuse(error, "the hidden cell cannot be a structural zero");
    if (table->counts[index] > 0)
        return refuse(error,
                      "%" G_GINT64_FORMAT " persons are in a cell that is said not to occur "
                      "(structural zero)",
                      table->counts[index]);
    table->excluded[index] = 1;
    table->has_excluded = TRUE;
    return TRUE;
}

gboolean mse_table_exclude_list(MseTable *table, guint list, guint stratum, GError **error)
{
    g_assert(list < table->n_lists);
    for (guint history = 1; history < mse_table_n_histories(table); history++)
        if ((history >> list & 1) && !mse_table_exclude_cell(table, history, stratum, NULL))
            return refuse(error,
                          "list \"%s\" is said not to operate in a stratum where it has persons",
                          table->lists[list]);
    return TRUE;
}

gboolean mse_table_check(const MseTable *table, GError **error)
{
    if (table->total == 0)
        return refuse(error, "nobody is in the table");
    for (guint i = 0; i < table->n_lists; i++)
        if (mse_table_list_total(table, i) == 0)
            return refuse(error, "nobody is on list \"%s\"; leave the list out", table->lists[i]);
    return TRUE;
}

guint mse_table_n_lists(const MseTable *table)
{
    return table->n_lists;
}

const char *mse_table_list(const MseTable *table, guint list)
{
    g_assert(list < table->n_lists);
    return table->lists[list];
}

gint mse_table_find_list(const MseTable *table, const char *name)
{
    for (guint i = 0; i < table->n_lists; i++)
        if (strcmp(table->lists[i], name) == 0)
            return (gint)i;
    return -1;
}

guint mse_table_n_histories(const MseTable *table)
{
    return 1U << table->n_lists;
}

guint mse_table_n_covariates(const MseTable *table)
{
    return table->n_covariates;
}

const char *mse_table_covariate(const MseTable *table, guint covariate)
{
    g_assert(covariate < table->n_covariates);
    return table->covariates[covariate].name;
}

gint mse_table_find_covariate(const MseTable *table, const char *name)
{
    for (guint i = 0; i < table->n_covariates; i++)
        if (strcmp(table->covariates[i].name, name) == 0)
            return (gint)i;
    return -1;
}

guint mse_table_n_levels(const MseTable *table, guint covariate)
{
    g_assert(covariate < table->n_covariates);
    return table->covariates[covariate].levels->len;
}

const char *mse_table_level(const MseTable *table, guint covariate, guint level)
{
    g_assert(level < mse_table_n_levels(table, covariate));
    return g_ptr_array_index(table->covariates[covariate].levels, level);
}

gint mse_table_find_level(const MseTable *table, guint covariate, const char *name)
{
    for (guint i = 0; i < mse_table_n_levels(table, covariate); i++)
        if (strcmp(mse_table_level(table, covariate, i), name) == 0)
            return (gint)i;
    return -1;
}

guint mse_table_n_strata(const MseTable *table)
{
    return table->n_strata;
}

guint mse_table_stratum(const MseTable *table, const guint *levels)
{
    guint stratum = 0;
    for (guint i = 0; i < table->n_covariates; i++) {
        g_assert(levels[i] < mse_table_n_levels(table, i));
        stratum = stratum * mse_table_n_levels(table, i) + levels[i];
    }
    return stratum;
}

guint mse_table_stratum_level(const MseTable *table, guint stratum, guint covariate)
{
    g_assert(stratum < table->n_strata && covariate < table->n_covariates);
    for (guint i = table->n_covariates - 1; i > covariate; i--)
        stratum /= mse_table_n_levels(table, i);
    return stratum % mse_table_n_levels(table, covariate);
}

gint64 mse_table_count(const MseTable *table, guint history, guint stratum)
{
    g_assert(history < mse_table_n_histories(table) && stratum < table->n_strata);
    return table->counts[cell(table, history, stratum)];
}

gboolean mse_table_is_excluded(const MseTable *table, guint history, guint stratum)
{
    g_assert(history < mse_table_n_histories(table) && stratum < table->n_strata);
    return table->excluded[cell(table, history, stratum)];
}

gboolean mse_table_has_excluded(const MseTable *table)
{
    return table->has_excluded;
}

gint64 mse_table_total(const MseTable *table)
{
    return table->total;
}

gint64 mse_table_stratum_total(const MseTable *table, guint stratum)
{
    gint64 total = 0;
    for (guint history = 1; history < mse_table_n_histories(table); history++)
        total += mse_table_count(table, history, stratum);
    return total;
}

gint64 mse_table_list_total(const MseTable *table, guint list)
{
    g_assert(list < table->n_lists);
    gint64 total = 0;
    for (guint stratum = 0; stratum < table->n_strata; stratum++)
        for (guint history = 1; history < mse_table_n_histories(table); history++)
            if (history >> list & 1)
                total += mse_table_count(table, history, stratum);
    return total;
}

/* Fills `to` from `from` with histories and strata renamed by the two maps (NULL strata: all to 0).
 * A cell of `to` is a structural zero when every cell that maps on it is one. */
static void transfer_cells(MseTable *to, const MseTable *from, const guint *histories,
                           const guint *strata)
{
    gsize n_cells = (gsize)to->n_strata << to->n_lists;
    g_autofree guint8 *possible = g_new0(guint8, n_cells);
    for (guint stratum = 0; stratum < from->n_strata; stratum++)
        for (guint history = 1; history < mse_table_n_histories(from); history++) {
            gsize target = cell(to, histories[history], strata == NULL ? 0 : strata[stratum]);
            if (histories[history] == 0)
                continue;
            if (!mse_table_is_excluded(from, history, stratum))
                possible[target] = 1;
            to->counts[target] += mse_table_count(from, history, stratum);
            to->total += mse_table_count(from, history, stratum);
        }
    for (gsize i = 0; i < n_cells; i++)
        if (!possible[i] && (i & (mse_table_n_histories(to) - 1)) != 0) {
            to->excluded[i] = 1;
            to->has_excluded = TRUE;
        }
}

static guint *identity(guint n)
{
    guint *map = g_new(guint, n);
    for (guint i = 0; i < n; i++)
        map[i] = i;
    return map;
}

MseTable *mse_table_collapse(const MseTable *table, GError **error)
{
    g_autoptr(MseTable) result =
        mse_table_new(table->n_lists, (const char *const *)table->lists, error);
    if (result == NULL)
        return NULL;
    g_autofree guint *histories = identity(mse_table_n_histories(table));
    transfer_cells(result, table, histories, NULL);
    return g_steal_pointer(&result);
}

MseTable *mse_table_drop_list(const MseTable *table, guint list, GError **error)
{
    g_assert(list < table->n_lists);
    const char *lists[MSE_MAX_LISTS] = {NULL};
    guint n_lists = 0;
    for (guint i = 0; i < table->n_lists; i++)
        if (i != list)
            lists[n_lists++] = table->lists[i];
    g_autoptr(MseTable) result = new_like(table, n_lists, lists, error);
    if (result == NULL)
        return NULL;
    g_autofree guint *histories = identity(mse_table_n_histories(table));
    g_autofree guint *strata = identity(table->n_strata);
    guint below = (1U << list) - 1;
    for (guint history = 0; history < mse_table_n_histories(table); history++)
        histories[history] = (history & below) | (history >> 1 & ~below);
    transfer_cells(result, table, histories, strata);
    if (!mse_table_check(result, error))
        return NULL;
    return g_steal_pointer(&result);
}

MseTable *mse_table_merge_lists(const MseTable *table, guint merged, GError **error)
{
    const char *lists[MSE_MAX_LISTS] = {NULL};
    guint place[MSE_MAX_LISTS] = {0};
    guint n_lists = 0;
    guint first = MSE_MAX_LISTS;
    g_autoptr(GString) name = g_string_new(NULL);
    for (guint i = 0; i < table->n_lists; i++) {
        gboolean is_merged = merged >> i & 1;
        if (is_merged)
            g_string_append_printf(name, "%s%s", name->len > 0 ? "+" : "", table->lists[i]);
        if (!is_merged || first == MSE_MAX_LISTS) {
            place[i] = n_lists;
            lists[n_lists++] = table->lists[i];
        }
        if (is_merged && first == MSE_MAX_LISTS)
            first = place[i];
        if (is_merged)
            place[i] = first;
    }
    if (first == MSE_MAX_LISTS || merged >> table->n_lists != 0) {
        refuse(error, "no list to merge");
        return NULL;
    }
    lists[first] = name->str;
    g_autoptr(MseTable) result = new_like(table, n_lists, lists, error);
    if (result == NULL)
        return NULL;
    g_autofree guint *histories = g_new0(guint, mse_table_n_histories(table));
    g_autofree guint *strata = identity(table->n_strata);
    for (guint history = 0; history < mse_table_n_histories(table); history++)
        for (guint i = 0; i < table->n_lists; i++)
            if (history >> i & 1)
                histories[history] |= 1U << place[i];
    transfer_cells(result, table, histories, strata);
    return g_steal_pointer(&result);
}
