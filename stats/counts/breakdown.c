#include "stats/counts/breakdown.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <string.h>

#define MAX_CATEGORIES 32
#define WITHOUT_AREA "without_area"

enum { COLUMN_MEASURE, COLUMN_DIMENSION, COLUMN_FOLD, COLUMN_KINDS, COLUMN_PERIODS, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"measure", "dimension", "fold", "area_kinds",
                                                    "periods"};

static const char *const total_category[] = {"", NULL};
static const char *const unknown_words[] = {"onbekend", "overig", "anders"};

struct PlanList {
    GPtrArray *plans; /* Builder */
};

typedef struct {
    Plan plan;
    GArray *splits;
} Builder;

static void builder_free(gpointer data)
{
    Builder *builder = data;
    for (guint i = 0; i < builder->splits->len; i++)
        g_free(g_array_index(builder->splits, Split, i).dimension);
    g_array_unref(builder->splits);
    g_free(builder);
}

void plan_list_free(PlanList *list)
{
    g_ptr_array_unref(list->plans);
    g_free(list);
}

static gint32 find_unknown(const char *const *categories)
{
    for (gsize word = 0; word < G_N_ELEMENTS(unknown_words); word++)
        for (gint32 i = 0; categories[i] != NULL; i++)
            if (strcmp(categories[i], unknown_words[word]) == 0)
                return i;
    return -1;
}

static Split *add_split(Builder *builder, const char *dimension, Fold fold,
                        const char *const *categories)
{
    Split split = {.dimension = g_strdup(dimension),
                   .fold = fold,
                   .categories = categories,
                   .n_categories = g_strv_length((char **)categories),
                   .unknown = find_unknown(categories)};
    g_array_append_val(builder->splits, split);
    return &g_array_index(builder->splits, Split, builder->splits->len - 1);
}

static Builder *find_or_add_builder(PlanList *list, const Measure *measure)
{
    for (guint i = 0; i < list->plans->len; i++) {
        Builder *builder = g_ptr_array_index(list->plans, i);
        if (builder->plan.measure == measure)
            return builder;
    }
    Builder *builder = g_new0(Builder, 1);
    builder->plan.measure = measure;
    builder->splits = g_array_new(FALSE, FALSE, sizeof(Split));
    add_split(builder, "", FOLD_FIRST, total_category);
    g_ptr_array_add(list->plans, builder);
    return builder;
}

static Split *find_split(Builder *builder, const char *dimension)
{
    for (guint i = 0; i < builder->splits->len; i++) {
        Split *split = &g_array_index(builder->splits, Split, i);
        if (strcmp(split->dimension, dimension) == 0)
            return split;
    }
    return NULL;
}

static gboolean parse_period_kinds(const TableFile *table, gssize column, guint8 *kinds,
                                   GError **error)
{
    static const struct {
        const char *word;
        PeriodKind kind;
    } words[] = {{"year", PERIOD_YEAR},
                 {"quarter", PERIOD_QUARTER},
                 {"month", PERIOD_MONTH},
                 {"window", PERIOD_WINDOW}};
    g_auto(GStrv) parts = g_strsplit(table_file_text(table, column), "+", 0);
    *kinds = 0;
    for (char **part = parts; *part != NULL; part++) {
        gsize i = 0;
        while (i < G_N_ELEMENTS(words) && strcmp(words[i].word, *part) != 0)
            i++;
        if (i == G_N_ELEMENTS(words))
            return table_file_refuse(table, column,
                                     "is not year, quarter, month or window joined by +", error);
        *kinds |= (guint8)(1U << words[i].kind);
    }
    return TRUE;
}

static gboolean read_kinds(const TableFile *table, const gssize *columns, Split *split,
                           GError **error)
{
    guint8 periods;
    if (!parse_period_kinds(table, columns[COLUMN_PERIODS], &periods, error))
        return FALSE;
    g_auto(GStrv) kinds = g_strsplit(table_file_text(table, columns[COLUMN_KINDS]), "+", 0);
    for (char **word = kinds; *word != NULL; word++) {
        AreaKind kind;
        if (!area_kind_parse(*word, &kind))
            return table_file_refuse(table, columns[COLUMN_KINDS],
                                     "is not a list of kinds of area joined by +", error);
        split->periods[kind] |= periods;
    }
    return TRUE;
}

static gboolean read_fold(const TableFile *table, gssize column, Fold *fold, GError **error)
{
    static const char *const words[] = {
        [FOLD_FIRST] = "first", [FOLD_HIGHEST] = "highest", [FOLD_ALL] = "all"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(table_file_text(table, column), words[i]) == 0) {
            *fold = (Fold)i;
            return TRUE;
        }
    return table_file_refuse(table, column, "is not first, highest or all", error);
}

static gboolean read_row(const TableFile *table, const gssize *columns, const MeasureList *measures,
                         const Codes *codes, PlanList *list, GError **error)
{
    const Measure *measure =
        measure_find(measures, table_file_text(table, columns[COLUMN_MEASURE]));
    if (measure == NULL)
        return table_file_refuse(table, columns[COLUMN_MEASURE],
                                 "is no measure of reference/measures.csv", error);
    Builder *builder = find_or_add_builder(list, measure);
    const char *dimension = table_file_text(table, columns[COLUMN_DIMENSION]);
    Split *split = find_split(builder, dimension);
    if (split == NULL) {
        const char *const *categories = codes_categories(codes, dimension);
        Fold fold = FOLD_FIRST;
        if (categories == NULL || g_strv_length((char **)categories) > MAX_CATEGORIES)
            return table_file_refuse(table, columns[COLUMN_DIMENSION],
                                     "is no dimension of reference/codes.csv with at most 32 codes",
                                     error);
        if (!read_fold(table, columns[COLUMN_FOLD], &fold, error))
            return FALSE;
        split = add_split(builder, dimension, fold, categories);
    }
    return read_kinds(table, columns, split, error);
}

/* Which kinds leave a remainder of units that are in no area of the kind. */
static void add_without_area(Builder *builder, const Codes *codes)
{
    const Split *total = &g_array_index(builder->splits, Split, 0);
    const char *const *categories = codes_categories(codes, WITHOUT_AREA);
    guint n_kinds = 0;
    for (int kind = 0; kind < AREA_KIND_COUNT; kind++)
        n_kinds += total->periods[kind] != 0;
    if (n_kinds < 2 || categories == NULL)
        return;
    guint8 periods[AREA_KIND_COUNT];
    memcpy(periods, total->periods, sizeof periods);
    periods[AREA_GEMEENTE] = periods[AREA_PARKET] = 0;
    Split *split = add_split(builder, WITHOUT_AREA, FOLD_ALL, categories);
    memcpy(split->periods, periods, sizeof periods);
}

static void finish(Builder *builder, const Codes *codes)
{
    add_without_area(builder, codes);
    builder->plan.splits = (Split *)builder->splits->data;
    builder->plan.n_splits = builder->splits->len;
    for (gsize i = 0; i < builder->plan.n_splits; i++) {
        builder->plan.splits[i].first_slot = builder->plan.n_slots;
        builder->plan.n_slots += builder->plan.splits[i].n_categories;
    }
}

PlanList *plan_list_load(const MeasureList *measures, const Codes *codes, GError **error)
{
    g_autofree char *path = datadir_path("reference/breakdowns.csv");
    g_autoptr(TableFile) table = table_file_open(path, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, column_names, columns, error))
        return NULL;
    g_autoptr(PlanList) list = g_new0(PlanList, 1);
    list->plans = g_ptr_array_new_with_free_func(builder_free);
    GError *problem = NULL;
    while (problem == NULL && table_file_next(table, &problem))
        read_row(table, columns, measures, codes, list, &problem);
    if (problem != NULL) {
        g_propagate_error(error, problem);
        return NULL;
    }
    for (guint i = 0; i < list->plans->len; i++)
        finish(g_ptr_array_index(list->plans, i), codes);
    return g_steal_pointer(&list);
}

gsize plan_list_count(const PlanList *list)
{
    return list->plans->len;
}

const Plan *plan_list_get(const PlanList *list, gsize index)
{
    return &((const Builder *)g_ptr_array_index(list->plans, index))->plan;
}

const Plan *plan_find(const PlanList *list, const Measure *measure)
{
    for (gsize i = 0; i < plan_list_count(list); i++)
        if (plan_list_get(list, i)->measure == measure)
            return plan_list_get(list, i);
    return NULL;
}

gboolean plan_has_total(const Plan *plan, AreaKind area, PeriodKind period)
{
    return (((guint)plan->splits[0].periods[area] >> period) & 1U) != 0;
}

const Split *plan_without_area(const Plan *plan)
{
    const Split *last = &plan->splits[plan->n_splits - 1];
    return strcmp(last->dimension, WITHOUT_AREA) == 0 ? last : NULL;
}

gint32 without_area_category(const Split *split, AreaKind kind)
{
    for (gsize i = 0; i < split->n_categories; i++)
        if (strcmp(split->categories[i], area_kind_word(kind)) == 0)
            return (gint32)i;
    return -1;
}
