#include "stats/mse/report.h"

#include <math.h>

/* The verdict stands first: a number without it would be read as the answer. */

#define NARROW 10
#define MAX_DEPENDENCES 5
#define MAX_MERGED 15

static char *persons(double value)
{
    if (isnan(value))
        return g_strdup("-");
    if (isinf(value) || fabs(value) > 1e15)
        return g_strdup("no limit");
    return format_count(llround(value), LANGUAGE_EN);
}

static void append_padded(GString *text, const char *word, guint width, gboolean right)
{
    glong length = g_utf8_strlen(word, -1);
    glong blanks = MAX((glong)width - length, 0);
    if (!right)
        g_string_append(text, word);
    for (glong i = 0; i < blanks; i++)
        g_string_append_c(text, ' ');
    if (right)
        g_string_append(text, word);
}

static void append_left(GString *text, const char *word, guint width)
{
    append_padded(text, word, width, FALSE);
    g_string_append(text, "  ");
}

static void append_right(GString *text, const char *word, guint width)
{
    append_padded(text, word, width, TRUE);
    g_string_append(text, "  ");
}

static void append_persons(GString *text, double value, guint width)
{
    g_autofree char *word = persons(value);
    append_right(text, word, width);
}

static void append_decimal(GString *text, double value, int decimals, guint width)
{
    g_autofree char *word = format_decimal(value, decimals, LANGUAGE_EN);
    append_right(text, word[0] == '\0' ? "-" : word, width);
}

/* Ends a line without blanks. */
static void end_line(GString *text)
{
    while (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate(text, text->len - 1);
    g_string_append_c(text, '\n');
}

static guint widest_model(const MseResult *result, guint n_models)
{
    guint width = 5;
    for (guint i = 0; i < MIN(n_models, result->search->candidates->len); i++) {
        const MseCandidate *candidate = g_ptr_array_index(result->search->candidates, i);
        g_autofree char *model = mse_model_to_string(candidate->model, result->table);
        width = MAX(width, (guint)g_utf8_strlen(model, -1));
    }
    return MIN(width, 60);
}

static guint widest_name(const MseTable *table)
{
    guint width = 4;
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        width = MAX(width, (guint)g_utf8_strlen(mse_table_list(table, i), -1));
    return width;
}

/* ---- sections */

static void write_verdict(GString *text, const MseResult *result)
{
    const MseVerdict *verdict = result->verdict;
    g_autofree char *code = g_ascii_strup(mse_verdict_code_name(verdict->code), -1);
    g_string_append_printf(text, "Verdict: %s. %s\n", code,
                           mse_verdict_sentence(verdict->code, LANGUAGE_EN));
    gboolean remarks = FALSE;
    for (guint i = 0; i < verdict->reasons->len; i++) {
        const MseReason *reason = g_ptr_array_index(verdict->reasons, i);
        if (reason->speaks_for == MSE_VERDICT_USABLE && !remarks) {
            remarks = TRUE;
            g_string_append(text, "What to distrust:\n");
        }
        g_string_append_printf(text, "  - %s\n", reason->texts[LANGUAGE_EN]);
    }
    g_string_append_c(text, '\n');
}

static void write_lists(GString *text, const MseResult *result)
{
    g_autofree char *observed = persons((double)mse_table_total(result->table));
    g_autofree char *several = persons((double)result->diagnosis.n_overlap);
    g_string_append_printf(text, "%s persons on %u lists, %s of them on more than one\n\n",
                           observed, mse_table_n_lists(result->table), several);
    guint width = widest_name(result->table);
    g_string_append(text, "  ");
    append_right(text, "", 2);
    append_left(text, "list", width);
    append_right(text, "persons", NARROW);
    append_right(text, "elsewhere", NARROW);
    end_line(text);
    for (guint i = 0; i < result->diagnosis.n_lists; i++) {
        const MseListDiagnosis *list = &result->diagnosis.lists[i];
        g_autofree char *number = g_strdup_printf("%u", (i + 1) % 10);
        g_autofree char *share = format_share(list->n_shared, list->n_persons, LANGUAGE_EN);
        g_string_append(text, "  ");
        append_right(text, number, 2);
        append_left(text, mse_table_list(result->table, i), width);
        append_persons(text, (double)list->n_persons, NARROW);
        append_right(text, share, NARROW);
        g_string_append(text, list->is_isolated ? "almost isolated" : "");
        end_line(text);
    }
    g_string_append_c(text, '\n');
}

static void write_model_line(GString *text, const MseResult *result, const MseModel *model,
                             const MseFit *fit, guint width)
{
    double best = fit->bic;
    if (result->search->candidates->len > 0)
        best = ((const MseCandidate *)g_ptr_array_index(result->search->candidates, 0))->fit.bic;
    g_autofree char *name = mse_model_to_string(model, result->table);
    g_autofree char *parameters = g_strdup_printf("%u", fit->n_parameters);
    g_autofree char *freedom = g_strdup_printf("%d", fit->degrees_of_freedom);
    g_string_append(text, "  ");
    append_left(text, name, width);
    append_right(text, parameters, 4);
    append_decimal(text, fit->deviance, 2, 9);
    append_right(text, freedom, 5);
    append_decimal(text, fit->aic, 2, 9);
    append_decimal(text, fit->bic, 2, 9);
    append_decimal(text, fit->bic - best, 2, 6);
    if (fit->status == MSE_STATUS_FINE)
        append_persons(text, fit->total, 12);
    else
        g_string_append(text, mse_status_text(fit->status));
    end_line(text);
}

static void write_models(GString *text, const MseResult *result, guint n_models)
{
    const MseSearchResult *search = result->search;
    g_autofree char *considered = persons((double)search->n_considered);
    g_autofree char *refused = persons((double)search->n_refused);
    g_autofree char *fitted = persons((double)search->n_fitted);
    if (result->fixed_model)
        g_string_append(text, "The model that was given\n\n");
    else
        g_string_append_printf(
            text, "Best of %s models by %s; of the %s fitted %s have no estimate\n\n", considered,
            search->criterion == MSE_CRITERION_AIC ? "AIC" : "BIC", fitted, refused);
    guint width = widest_model(result, n_models);
    g_string_append(text, "  ");
    append_left(text, "model", width);
    append_right(text, "par", 4);
    append_right(text, "deviance", 9);
    append_right(text, "df", 5);
    append_right(text, "AIC", 9);
    append_right(text, "BIC", 9);
    append_right(text, "diff", 6);
    append_right(text, "estimate", 12);
    end_line(text);
    for (guint i = 0; i < MIN(n_models, search->candidates->len); i++) {
        const MseCandidate *candidate = g_ptr_array_index(search->candidates, i);
        write_model_line(text, result, candidate->model, &candidate->fit, width);
    }
    if (search->candidates->len == 0 && result->model != NULL)
        write_model_line(text, result, result->model, &result->fit, width);
    g_string_append_c(text, '\n');
}

static const char *describe_interval(const MseResult *result)
{
    switch (result->interval_kind) {
    case MSE_INTERVAL_PROFILE:
        return "profile likelihood, model fixed";
    case MSE_INTERVAL_PARAMETRIC:
        return "parametric bootstrap";
    default:
        return result->fixed_model ? "BCa, model fixed" : "BCa, the choice of the model repeated";
    }
}

static void write_estimate(GString *text, const MseResult *result)
{
    if (result->model == NULL || result->verdict->code == MSE_VERDICT_REFUSED)
        return;
    g_autofree char *model = mse_model_to_string(result->model, result->table);
    g_autofree char *total = persons(result->fit.total);
    g_autofree char *hidden = persons(result->fit.hidden);
    gboolean usable = result->verdict->code < MSE_VERDICT_CONFLICTING;
    g_string_append_printf(text, "%s\n",
                           usable ? "Estimate" : "One model's answer, not to be quoted alone");
    g_string_append_printf(text, "  %s  %s persons, %s of them on no list\n", model, total, hidden);
    if (result->interval_kind != MSE_INTERVAL_NONE) {
        g_autofree char *lower = persons(result->interval.lower);
        g_autofree char *upper = persons(result->interval.upper);
        g_autofree char *level = format_decimal(100 * result->interval.level, 0, LANGUAGE_EN);
        g_string_append_printf(text, "  %s%% limits %s to %s (%s)\n", level, lower, upper,
                               describe_interval(result));
        double observed = (double)mse_table_total(result->table);
        g_autofree char *least =
            format_decimal(100 * observed / result->interval.upper, 1, LANGUAGE_EN);
        g_autofree char *most =
            format_decimal(100 * observed / result->interval.lower, 1, LANGUAGE_EN);
        if (isfinite(result->interval.upper))
            g_string_append_printf(text, "  in sight: between %s%% and %s%%\n", least, most);
    }
    if (result->replicates != NULL && result->replicates->n_failed > 0)
        g_string_append_printf(text, "  %u of %u replicates had no estimate\n",
                               result->replicates->n_failed, result->replicates->n_replicates);
    g_string_append_c(text, '\n');
}

static void write_strata(GString *text, const MseResult *result)
{
    if (result->strata->len == 0)
        return;
    guint width = 7;
    for (guint i = 0; i < result->strata->len; i++)
        width = MAX(width, (guint)g_utf8_strlen(
                               g_array_index(result->strata, MseStratumEstimate, i).label, -1));
    g_string_append(text, "By stratum, from the same fit\n\n  ");
    append_left(text, "stratum", width);
    append_right(text, "observed", NARROW);
    append_right(text, "total", NARROW);
    append_right(text, "lower", NARROW);
    append_right(text, "upper", NARROW);
    end_line(text);
    for (guint i = 0; i < result->strata->len; i++) {
        const MseStratumEstimate *stratum = &g_array_index(result->strata, MseStratumEstimate, i);
        g_string_append(text, "  ");
        append_left(text, stratum->label, width);
        append_persons(text, (double)stratum->observed, NARROW);
        append_persons(text, stratum->interval.estimate, NARROW);
        append_persons(text, stratum->interval.lower, NARROW);
        append_persons(text, stratum->interval.upper, NARROW);
        end_line(text);
    }
    g_string_append_c(text, '\n');
}

static void write_near_models(GString *text, const MseSensitivity *sensitivity)
{
    g_autofree char *low = persons(sensitivity->near_low);
    g_autofree char *high = persons(sensitivity->near_high);
    g_string_append_printf(text,
                           "Answers of the %u models that fit almost equally well: %s to %s\n",
                           sensitivity->n_near, low, high);
    for (guint i = 0; i < sensitivity->groups->len; i++) {
        const MseAnswerGroup *group = &g_array_index(sensitivity->groups, MseAnswerGroup, i);
        g_autofree char *best = persons(group->best);
        g_autofree char *least = persons(group->low);
        g_autofree char *most = persons(group->high);
        g_string_append_printf(text, "  %s (%s to %s): %u model%s, weight %.0f%%\n", best, least,
                               most, group->n_models, group->n_models == 1 ? "" : "s",
                               100 * group->weight);
    }
    g_string_append_c(text, '\n');
}

static void write_heterogeneity(GString *text, const MseResult *result)
{
    if (isnan(result->sensitivity->nearest_heterogeneity))
        return;
    g_string_append(text, "If persons differ in how easily they are seen, on all lists alike\n");
    const MseCandidate *best = g_ptr_array_index(result->search->candidates, 0);
    for (guint i = 0; i < MSE_N_HETEROGENEITY; i++) {
        const MseFit *fit = &result->sensitivity->heterogeneity[i];
        if (fit->status != MSE_STATUS_FINE)
            continue;
        g_autofree char *total = persons(fit->total);
        g_string_append_printf(text, "  %s: %s (BIC %+.1f from the best model)\n",
                               mse_heterogeneity_name((MseHeterogeneity)i), total,
                               fit->bic - best->fit.bic);
    }
    g_string_append_c(text, '\n');
}

static void write_variants(GString *text, const char *title, const GPtrArray *variants, guint most)
{
    if (variants->len == 0 || variants->len > most)
        return;
    guint width = 4;
    for (guint i = 0; i < variants->len; i++) {
        const MseVariant *variant = g_ptr_array_index(variants, i);
        width = MAX(width, (guint)g_utf8_strlen(variant->name, -1));
    }
    g_string_append_printf(text, "%s\n", title);
    for (guint i = 0; i < variants->len; i++) {
        const MseVariant *variant = g_ptr_array_index(variants, i);
        g_string_append(text, "  ");
        append_left(text, variant->name, width);
        append_persons(text, variant->total, 12);
        g_string_append(text, variant->model != NULL ? variant->model : "no estimate");
        end_line(text);
    }
    g_string_append_c(text, '\n');
}

static gint widest_dependence_first(gconstpointer a, gconstpointer b)
{
    const MseDependence *left = a;
    const MseDependence *right = b;
    double first = left->high / left->low;
    double second = right->high / right->low;
    return first > second ? -1 : first < second;
}

static void write_dependences(GString *text, const MseResult *result)
{
    const MseSensitivity *sensitivity = result->sensitivity;
    if (sensitivity->dependences->len == 0)
        return;
    g_autoptr(GArray) pairs = g_array_copy(sensitivity->dependences);
    g_array_sort(pairs, widest_dependence_first);
    g_string_append_printf(text,
                           "If two lists that the model takes to be independent depend, with an "
                           "odds ratio from 1/%g to %g\n",
                           sensitivity->odds_ratio, sensitivity->odds_ratio);
    for (guint i = 0; i < MIN(pairs->len, MAX_DEPENDENCES); i++) {
        const MseDependence *pair = &g_array_index(pairs, MseDependence, i);
        g_autofree char *low = persons(pair->low);
        g_autofree char *high = persons(pair->high);
        g_string_append_printf(text, "  %s and %s: %s to %s\n",
                               mse_table_list(result->table, pair->first),
                               mse_table_list(result->table, pair->second), low, high);
    }
    g_string_append_c(text, '\n');
}

static void write_average(GString *text, const MseResult *result)
{
    const MsePosterior *posterior = NULL;
    if (result->dga != NULL) {
        posterior = &result->dga->posterior;
        g_string_append_printf(text, "Average over %u decomposable graphs (delta %g)\n",
                               result->dga->n_graphs, result->dga->delta);
    }
    if (result->latent != NULL) {
        posterior = &result->latent->posterior;
        g_string_append_printf(
            text, "Latent classes, %u chains: %s, R-hat %.3f\n", result->latent->options.n_chains,
            mse_latent_status_name(result->latent->status), result->latent->r_hat);
    }
    if (posterior == NULL)
        return;
    if (isnan(posterior->median)) {
        g_string_append(text, "  no number: it depends on where a chain starts\n\n");
        return;
    }
    g_autofree char *median = persons(posterior->median);
    g_autofree char *mean = persons(posterior->mean);
    g_autofree char *lower = persons(posterior->lower);
    g_autofree char *upper = persons(posterior->upper);
    g_string_append_printf(text, "  median %s, mean %s, limits %s to %s\n", median, mean, lower,
                           upper);
    for (guint i = 0; posterior->n_modes > 1 && i < posterior->n_modes; i++) {
        g_autofree char *mode = persons((double)posterior->modes[i].total);
        g_string_append_printf(text, "  mode at %s, probability around it %.0f%%\n", mode,
                               100 * posterior->modes[i].probability);
    }
    if (result->dga != NULL && result->dga->touches_bound) {
        g_autofree char *bound = persons((double)result->dga->max_hidden);
        g_string_append_printf(
            text, "  the upper limit depends on the bound of %s hidden persons\n", bound);
    }
    g_string_append_c(text, '\n');
}

static void write_validation(GString *text, const MseResult *result)
{
    const MseValidation *validation = result->validation;
    if (validation == NULL)
        return;
    g_string_append(text, "Checks on this table\n");
    for (guint i = 0; i < validation->lists->len; i++) {
        const MseListCheck *check = &g_array_index(validation->lists, MseListCheck, i);
        g_autofree char *known = persons((double)check->known);
        g_autofree char *estimate = persons(check->estimate);
        g_autofree char *lower = persons(check->lower);
        g_autofree char *upper = persons(check->upper);
        g_string_append_printf(text,
                               "  list %s has %s persons; the others estimate %s (%s to %s)%s\n",
                               mse_table_list(result->table, check->list), known, estimate, lower,
                               upper, check->is_covered ? "" : ", not covered");
    }
    if (isfinite(validation->truth)) {
        g_autofree char *truth = persons(validation->truth);
        g_autofree char *median = persons(validation->median);
        g_string_append_printf(text,
                               "  %u tables drawn from the model with %s persons: %u limits hold "
                               "that number, median estimate %s\n",
                               validation->n_simulations, truth, validation->n_covered, median);
    }
    g_string_append_c(text, '\n');
}

char *mse_report_text(const MseResult *result, guint n_models)
{
    GString *text = g_string_new(NULL);
    write_lists(text, result);
    write_verdict(text, result);
    write_estimate(text, result);
    write_strata(text, result);
    if (result->sensitivity != NULL && result->search->candidates->len > 0)
        write_near_models(text, result->sensitivity);
    write_models(text, result, n_models);
    if (result->sensitivity != NULL) {
        write_variants(text, "With one list left out", result->sensitivity->left_out, G_MAXUINT);
        write_variants(text, "With two lists as one", result->sensitivity->merged, MAX_MERGED);
        write_dependences(text, result);
        write_heterogeneity(text, result);
    }
    write_average(text, result);
    write_validation(text, result);
    g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}
