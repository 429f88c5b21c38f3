#include "core/error.h"
#include "stats/counts/rule.h"
#include "stats/estimate/capture_table.h"
#include "stats/mse/estimate.h"
#include "stats/mse/table_read.h"
#include "stats/publication/context.h"
#include "stats/publication/estimate_replicates.h"

#include <math.h>
#include <string.h>

/* Tables estimate and estimate_alternative: the dark number of the register and of the published
 * tables of lists (docs/methods/estimate.md). */

#define REGISTER_SUBJECT "register"
#define MAX_ALTERNATIVES 8

/* Where the rows of one subject go. */
typedef struct {
    PublishContext *context;
    const EstimateSettings *settings;
    const char *subject;
    const char *period; /* of the whole table */
    const MseResult *result;
    char *method[LANGUAGE_COUNT];
    char *reasons[LANGUAGE_COUNT];
    sqlite3_stmt *estimate;
    sqlite3_stmt *alternative;
} Release;

/* --- texts */

static char *describe_method(const MseResult *result, Language language)
{
    static const struct {
        const char *model, *on, *lists, *interval;
    } words[LANGUAGE_COUNT] = {
        {"log-lineair model", "op", "lijsten", "; BCa-interval waarin de modelkeuze is herhaald"},
        {"log-linear model", "on", "lists",
         "; BCa interval with the choice of the model repeated"}};
    if (result->model == NULL)
        return g_strdup("");
    g_autofree char *model = mse_model_to_string(result->model, result->table);
    gboolean repeated = result->interval_kind == MSE_INTERVAL_BOOTSTRAP;
    return g_strdup_printf("%s %s %s %u %s%s", words[language].model, model, words[language].on,
                           mse_table_n_lists(result->table), words[language].lists,
                           repeated ? words[language].interval : "");
}

/* A reason as a sentence: capital and full stop. */
static void append_sentence(GString *text, const char *reason)
{
    const char *rest = g_utf8_next_char(reason);
    g_autofree char *first = g_utf8_strup(reason, rest - reason);
    g_string_append_printf(text, " %s%s%s", first, rest, g_str_has_suffix(reason, ".") ? "" : ".");
}

static char *join_reasons(const MseVerdict *verdict, Language language)
{
    GString *text = g_string_new(mse_verdict_sentence(verdict->code, language));
    for (guint i = 0; i < verdict->reasons->len; i++) {
        const MseReason *reason = g_ptr_array_index(verdict->reasons, i);
        if (*reason->texts[language] != '\0')
            append_sentence(text, reason->texts[language]);
    }
    return g_string_free(text, FALSE);
}

/* --- rows */

typedef struct {
    const char *period, *dimension, *category;
    gint64 registered;
    MseInterval interval;
} EstimateRow;

/* What may be shown: nothing about small numbers, no estimate of what carries none. */
static CellState state_of(const Release *release, const EstimateRow *row)
{
    if (row->registered > 0 && row->registered < release->context->policy.suppress_below)
        return STATE_SUPPRESSED;
    if (row->registered < release->settings->least_registered ||
        !isfinite(row->interval.estimate) || release->result->verdict->code == MSE_VERDICT_REFUSED)
        return STATE_NOT_AVAILABLE;
    return STATE_VALUE;
}

static gboolean write_estimate(const Release *release, const EstimateRow *row, GError **error)
{
    CellState state = state_of(release, row);
    gboolean shown = state == STATE_VALUE;
    double registered = (double)row->registered;
    const MseInterval *interval = &row->interval;
    sqlite3_stmt *out = release->estimate;
    database_bind_text(out, 1, release->subject);
    database_bind_text(out, 2, ESTIMATE_LAND);
    database_bind_text(out, 3, row->period);
    database_bind_text(out, 4, row->dimension);
    database_bind_text(out, 5, row->category);
    if (state == STATE_SUPPRESSED)
        sqlite3_bind_null(out, 6);
    else
        sqlite3_bind_int64(out, 6, row->registered);
    database_bind_text(out, 7, state_word(state));
    database_bind_number(out, 8, shown ? interval->estimate : NAN);
    database_bind_number(out, 9, shown ? interval->lower : NAN);
    database_bind_number(out, 10, shown ? interval->upper : NAN);
    sqlite3_bind_double(out, 11, interval->level);
    database_bind_number(out, 12, shown ? registered / interval->upper : NAN);
    database_bind_number(out, 13, shown ? fmin(1.0, registered / interval->lower) : NAN);
    database_bind_text(out, 14, mse_verdict_code_name(release->result->verdict->code));
    database_bind_text(out, 15, release->reasons[LANGUAGE_NL]);
    database_bind_text(out, 16, release->reasons[LANGUAGE_EN]);
    database_bind_text(out, 17, release->method[LANGUAGE_NL]);
    database_bind_text(out, 18, release->method[LANGUAGE_EN]);
    release->context->summary->n_estimates += shown;
    return database_run(release->context->publication, out, error);
}

/* A level of a covariate: "year=2024" is a period of its own, others are categories of the whole.
 */
static gboolean write_stratum(const Release *release, const MseStratumEstimate *stratum,
                              GError **error)
{
    g_auto(GStrv) parts = g_strsplit(stratum->label, "=", 2);
    gboolean is_year = strcmp(parts[0], CAPTURE_YEAR) == 0;
    EstimateRow row = {.period = is_year ? parts[1] : release->period,
                       .dimension = is_year ? "" : parts[0],
                       .category = is_year ? "" : parts[1],
                       .registered = stratum->observed,
                       .interval = stratum->interval};
    return write_estimate(release, &row, error);
}

static gboolean write_estimates(const Release *release, GError **error)
{
    const MseResult *result = release->result;
    EstimateRow whole = {.period = release->period,
                         .dimension = "",
                         .category = "",
                         .registered = mse_table_total(result->table),
                         .interval = result->interval};
    if (!write_estimate(release, &whole, error))
        return FALSE;
    for (guint i = 0; result->strata != NULL && i < result->strata->len; i++)
        if (!write_stratum(release, &g_array_index(result->strata, MseStratumEstimate, i), error))
            return FALSE;
    return TRUE;
}

/* --- other answers */

static gboolean write_alternative(const Release *release, const char *kind, guint rank,
                                  const char *name, double total, double criterion, GError **error)
{
    sqlite3_stmt *out = release->alternative;
    database_bind_text(out, 1, release->subject);
    database_bind_text(out, 2, ESTIMATE_LAND);
    database_bind_text(out, 3, release->period);
    database_bind_text(out, 4, kind);
    sqlite3_bind_int64(out, 5, rank);
    database_bind_text(out, 6, name);
    database_bind_number(out, 7, total);
    database_bind_number(out, 8, criterion);
    return database_run(release->context->publication, out, error);
}

static gboolean write_near_models(const Release *release, GError **error)
{
    const MseSearchResult *search = release->result->search;
    guint n = MIN(release->result->sensitivity->n_near, MAX_ALTERNATIVES);
    const MseCandidate *best = n > 0 ? g_ptr_array_index(search->candidates, 0) : NULL;
    for (guint i = 0; i < n; i++) {
        const MseCandidate *candidate = g_ptr_array_index(search->candidates, i);
        g_autofree char *name = mse_model_to_string(candidate->model, release->result->table);
        double distance = mse_fit_criterion(&candidate->fit, search->criterion) -
                          mse_fit_criterion(&best->fit, search->criterion);
        if (!write_alternative(release, "model", i + 1, name, candidate->fit.total, distance,
                               error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_variants(const Release *release, const char *kind, const GPtrArray *variants,
                               GError **error)
{
    for (guint i = 0; i < variants->len; i++) {
        const MseVariant *variant = g_ptr_array_index(variants, i);
        if (!write_alternative(release, kind, i + 1, variant->name, variant->total, NAN, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_alternatives(const Release *release, GError **error)
{
    const MseSensitivity *sensitivity = release->result->sensitivity;
    return sensitivity == NULL ||
           (write_near_models(release, error) &&
            write_variants(release, "without-list", sensitivity->left_out, error));
}

/* --- replicates */

/* The totals behind the limits of the whole table, where an estimate is shown at all. */
static gboolean write_replicates(const Release *release, GError **error)
{
    const MseResult *result = release->result;
    EstimateRow whole = {.registered = mse_table_total(result->table),
                         .interval = result->interval};
    if (result->replicates == NULL || state_of(release, &whole) != STATE_VALUE)
        return TRUE;
    EstimateReplicates replicates = {
        .subject = release->subject,
        .period = release->period,
        .result = result,
        .least_registered =
            MAX(release->settings->least_registered, release->context->policy.suppress_below)};
    return publish_estimate_replicates(release->context, &replicates, error);
}

/* --- one subject */

static gboolean write_release(Release *release, GError **error)
{
    Database *publication = release->context->publication;
    g_autoptr(sqlite3_stmt) estimate = database_prepare(
        publication,
        "INSERT INTO estimate VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)",
        error);
    g_autoptr(sqlite3_stmt) alternative =
        estimate == NULL ? NULL
                         : database_prepare(publication,
                                            "INSERT INTO estimate_alternative "
                                            "(subject,area,period,kind,rank,name,total,criterion) "
                                            "VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
                                            error);
    release->estimate = estimate;
    release->alternative = alternative;
    return alternative != NULL && write_estimates(release, error) &&
           write_alternatives(release, error) && write_replicates(release, error);
}

static gboolean estimate_table(PublishContext *context, const EstimateSettings *settings,
                               const char *subject, Period period, const MseTable *table,
                               GError **error)
{
    guint replicates = context->options->replicates;
    MseOptions options = {.n_replicates = replicates > 0 ? replicates : settings->replicates,
                          .seed = (guint64)context->options->seed,
                          .n_threads = context->options->n_threads};
    /* A single stepwise search stops in a local optimum: on simulated registers it misses two-list
     * terms that a search from several starts finds, and overestimates. Three starts find the same
     * model as twelve there, in a third of the time. */
    if (mse_table_n_covariates(table) > 0)
        options.search = (MseSearchOptions){.kind = MSE_SEARCH_DOWNHILL, .n_starts = 3};
    if (options.n_replicates == 0)
        options.interval = MSE_INTERVAL_NONE;
    if (!mse_verdict_rules_load(NULL, &options.rules, error))
        return FALSE;
    g_autoptr(MseResult) result = mse_estimate(table, &options, error);
    if (result == NULL)
        return FALSE;
    g_autofree char *code = period_code(period);
    Release release = {.context = context,
                       .settings = settings,
                       .subject = subject,
                       .period = code,
                       .result = result};
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        release.method[i] = describe_method(result, (Language)i);
        release.reasons[i] = join_reasons(result->verdict, (Language)i);
    }
    gboolean done = write_release(&release, error);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        g_free(release.method[i]);
        g_free(release.reasons[i]);
    }
    return done;
}

/* --- subjects */

static gboolean estimate_register(PublishContext *context, const EstimateSettings *settings,
                                  GError **error)
{
    const Measure *persons = measure_find(context->measures, "gemelde_personen");
    const Plan *plan = persons != NULL ? plan_find(context->plans, persons) : NULL;
    Day first, last;
    if (plan == NULL || !coverage_range(context->coverage, measure_source(persons), &first, &last))
        return TRUE;
    int last_year = context->last_year;
    int first_year =
        MAX(MAX(day_year(first), context->first_year), last_year - settings->years + 1);
    gint64 n_outside;
    GError *problem = NULL;
    g_autoptr(MseTable) table = capture_table_new(context->registry, plan, context->areas, settings,
                                                  first_year, last_year, &n_outside, &problem);
    if (table == NULL && g_error_matches(problem, INBEELD_ERROR, INBEELD_ERROR_DATA)) {
        g_warning("no estimate of the dark number: %s", problem->message);
        g_error_free(problem);
        return TRUE;
    }
    if (table == NULL) {
        g_propagate_error(error, problem);
        return FALSE;
    }
    if (n_outside > 0)
        g_warning("estimate: %" G_GINT64_FORMAT
                  " persons were reported by nobody on a list and are left out",
                  n_outside);
    return estimate_table(context, settings, REGISTER_SUBJECT,
                          period_window(last_year, last_year - first_year + 1), table, error);
}

static gboolean estimate_published(PublishContext *context, const EstimateSettings *settings,
                                   GError **error)
{
    for (guint i = 0; i < settings->published->len; i++) {
        const PublishedSetting *published = g_ptr_array_index(settings->published, i);
        g_autoptr(MseTable) table = mse_table_read(published->file, NULL, error);
        if (table == NULL ||
            !estimate_table(context, settings, published->subject, published->period, table, error))
            return FALSE;
    }
    return TRUE;
}

gboolean publish_estimates(PublishContext *context, GError **error)
{
    if (context->options->no_estimates)
        return TRUE;
    g_autoptr(EstimateSettings) settings = estimate_settings_load(context->codes, error);
    return settings != NULL && estimate_register(context, settings, error) &&
           estimate_published(context, settings, error);
}
