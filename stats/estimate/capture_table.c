#include "stats/estimate/capture_table.h"

#include "core/error.h"
#include "stats/counts/rule.h"

#include <string.h>

typedef struct {
    const Plan *plan;
    const EstimateSettings *settings;
    int first_year;
    int n_years;
    guint n_strata;
    gsize reporter_split;
    gsize *covariate_splits;
    gint64 *counts; /* [n_strata][1 << n_lists] */
    gint64 *on_list;
    gint64 n_outside;
} Capture;

static guint n_lists(const Capture *capture)
{
    return capture->settings->lists->len;
}

/* The first of the categories that a unit has. */
static const char *first_category(const Capture *capture, gsize s, const Report *reports, gsize n)
{
    const Split *split = &capture->plan->splits[s];
    guint32 mask = unit_fold(split, s, reports, n);
    return mask == 0 ? NULL : split->categories[__builtin_ctz(mask)];
}

static guint history_of(const Capture *capture, const Report *reports, gsize n)
{
    const Split *split = &capture->plan->splits[capture->reporter_split];
    guint32 reporters = unit_fold(split, capture->reporter_split, reports, n);
    guint history = 0;
    for (gsize c = 0; c < split->n_categories; c++) {
        int list = (reporters >> c & 1) != 0
                       ? estimate_settings_list(capture->settings, split->categories[c])
                       : -1;
        if (list >= 0)
            history |= 1U << list;
    }
    return history;
}

static guint stratum_of(const Capture *capture, int year, const Report *reports, gsize n)
{
    guint stratum = (guint)(year - capture->first_year);
    for (guint i = 0; i < capture->settings->covariates->len; i++) {
        const CovariateSetting *covariate = g_ptr_array_index(capture->settings->covariates, i);
        const char *category = first_category(capture, capture->covariate_splits[i], reports, n);
        guint level = category != NULL ? covariate_level(covariate, category) : 0;
        stratum = stratum * covariate->levels->len + level;
    }
    return stratum;
}

static void count_year(Capture *capture, int year, const Report *reports, gsize n)
{
    guint history = history_of(capture, reports, n);
    if (history == 0) {
        capture->n_outside++;
        return;
    }
    guint stratum = stratum_of(capture, year, reports, n);
    capture->counts[((gsize)stratum << n_lists(capture)) + history]++;
    for (guint list = 0; list < n_lists(capture); list++)
        capture->on_list[list] += history >> list & 1;
}

static void count_person(const Report *reports, gsize n_reports, gpointer data)
{
    Capture *capture = data;
    for (gsize from = 0; from < n_reports;) {
        int year = day_year(reports[from].day);
        gsize to = from;
        while (to < n_reports && day_year(reports[to].day) == year)
            to++;
        if (year >= capture->first_year && year < capture->first_year + capture->n_years)
            count_year(capture, year, reports + from, to - from);
        from = to;
    }
}

/* --- the table */

static gboolean add_covariates(const Capture *capture, MseTable *table, GError **error)
{
    g_autoptr(GPtrArray) years = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < capture->n_years; i++)
        g_ptr_array_add(years, g_strdup_printf("%d", capture->first_year + i));
    if (!mse_table_add_covariate(table, CAPTURE_YEAR, years->len, (const char *const *)years->pdata,
                                 error))
        return FALSE;
    for (guint i = 0; i < capture->settings->covariates->len; i++) {
        const CovariateSetting *covariate = g_ptr_array_index(capture->settings->covariates, i);
        g_autofree const char **names = g_new0(const char *, covariate->levels->len);
        for (guint level = 0; level < covariate->levels->len; level++)
            names[level] =
                ((const LevelSetting *)g_ptr_array_index(covariate->levels, level))->name;
        if (!mse_table_add_covariate(table, covariate->dimension, covariate->levels->len, names,
                                     error))
            return FALSE;
    }
    return TRUE;
}

/* A history with the bits of the lists that nobody is on taken out. */
static guint without_empty_lists(const Capture *capture, guint history)
{
    guint squeezed = 0, bit = 0;
    for (guint list = 0; list < n_lists(capture); list++)
        if (capture->on_list[list] > 0)
            squeezed |= (history >> list & 1) << bit++;
    return squeezed;
}

static gboolean fill_table(const Capture *capture, MseTable *table, GError **error)
{
    for (guint stratum = 0; stratum < capture->n_strata; stratum++)
        for (guint history = 1; history < 1U << n_lists(capture); history++) {
            gint64 count = capture->counts[((gsize)stratum << n_lists(capture)) + history];
            if (count > 0 &&
                !mse_table_add(table, without_empty_lists(capture, history), stratum, count, error))
                return FALSE;
        }
    return mse_table_check(table, error);
}

static MseTable *make_table(const Capture *capture, GError **error)
{
    g_autofree const char **names = g_new0(const char *, n_lists(capture));
    guint n_used = 0;
    for (guint list = 0; list < n_lists(capture); list++)
        if (capture->on_list[list] > 0)
            names[n_used++] =
                ((const ListSetting *)g_ptr_array_index(capture->settings->lists, list))->name;
    if (n_used < 2) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "fewer than two lists have registered persons in these years");
        return NULL;
    }
    g_autoptr(MseTable) table = mse_table_new(n_used, names, error);
    if (table == NULL || !add_covariates(capture, table, error) ||
        !fill_table(capture, table, error))
        return NULL;
    return g_steal_pointer(&table);
}

static gboolean find_splits(Capture *capture, GError **error)
{
    gssize reporter = unit_find_split(capture->plan, "reporter");
    capture->reporter_split = (gsize)reporter;
    for (guint i = 0; reporter >= 0 && i < capture->settings->covariates->len; i++) {
        const CovariateSetting *covariate = g_ptr_array_index(capture->settings->covariates, i);
        gssize split = unit_find_split(capture->plan, covariate->dimension);
        capture->covariate_splits[i] = (gsize)split;
        capture->n_strata *= covariate->levels->len;
        if (split < 0)
            reporter = -1;
    }
    if (reporter < 0)
        g_set_error(
            error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
            "reference/breakdowns.csv: gemelde_personen needs the dimension reporter and the covariates "
            "of reference/schatting.ini");
    return reporter >= 0;
}

MseTable *capture_table_new(Database *registry, const Plan *plan, const AreaRegister *areas,
                            const EstimateSettings *settings, int first_year, int last_year,
                            gint64 *n_outside, GError **error)
{
    g_autofree gsize *splits = g_new0(gsize, settings->covariates->len + 1);
    g_autofree gint64 *on_list = g_new0(gint64, settings->lists->len);
    Capture capture = {.plan = plan,
                       .settings = settings,
                       .first_year = first_year,
                       .n_years = last_year - first_year + 1,
                       .n_strata = (guint)(last_year - first_year + 1),
                       .covariate_splits = splits,
                       .on_list = on_list};
    if (!find_splits(&capture, error))
        return NULL;
    g_autofree gint64 *counts = g_new0(gint64, (gsize)capture.n_strata << settings->lists->len);
    capture.counts = counts;
    UnitNotes notes;
    if (!unit_each(registry, plan, areas, RULE_CURRENT, count_person, &capture, &notes, error))
        return NULL;
    *n_outside = capture.n_outside;
    return make_table(&capture, error);
}
