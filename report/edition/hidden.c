#include "report/edition/hidden.h"

#include <math.h>
#include <string.h>

static gboolean is_total(const Writer *writer, const Estimate *estimate, const char *subject)
{
    return estimate->area == writer->land && strcmp(estimate->subject, subject) == 0 &&
           estimate->dimension[0] == '\0' && estimate->period.kind == PERIOD_YEAR;
}

static int by_period(gconstpointer a, gconstpointer b)
{
    return period_compare(((const Estimate *)a)->period, ((const Estimate *)b)->period);
}

Estimate *hidden_totals(Writer *writer, const char *subject, gsize *n)
{
    gsize n_all;
    g_autofree Estimate *all = publication_estimates(writer->publication, subject, &n_all);
    GArray *totals = g_array_new(FALSE, FALSE, sizeof(Estimate));
    for (gsize i = 0; i < n_all; i++)
        if (is_total(writer, &all[i], subject))
            g_array_append_val(totals, all[i]);
    g_array_sort(totals, by_period);
    *n = totals->len;
    return (Estimate *)(gpointer)g_array_free(totals, FALSE);
}

gboolean hidden_find_window(Writer *writer, const char *subject, Estimate *estimate)
{
    gsize n;
    g_autofree Estimate *all = publication_estimates(writer->publication, subject, &n);
    for (gsize i = 0; i < n; i++)
        if (all[i].area == writer->land && all[i].dimension[0] == '\0' &&
            all[i].period.kind == PERIOD_WINDOW) {
            *estimate = all[i];
            return TRUE;
        }
    return FALSE;
}

gboolean hidden_find(Writer *writer, const char *subject, Period period, Estimate *estimate)
{
    gsize n;
    g_autofree Estimate *totals = hidden_totals(writer, subject, &n);
    for (gsize i = 0; i < n; i++)
        if (period_compare(totals[i].period, period) == 0) {
            *estimate = totals[i];
            return TRUE;
        }
    return FALSE;
}

gboolean hidden_find_at(Writer *writer, const char *subject, AreaId area, Estimate *estimate)
{
    gsize n;
    gboolean found = FALSE;
    g_autofree Estimate *all = publication_estimates(writer->publication, subject, &n);
    for (gsize i = 0; i < n; i++)
        if (all[i].area == area && all[i].dimension[0] == '\0') {
            *estimate = all[i];
            found = TRUE;
        }
    return found;
}

gboolean hidden_find_area(Writer *writer, const char *subject, Estimate *estimate)
{
    return hidden_find_at(writer, subject, writer->area, estimate);
}

gboolean hidden_has_range(const Estimate *estimate)
{
    return estimate->state == STATE_VALUE && isfinite(estimate->lower) && isfinite(estimate->upper);
}

const char *hidden_range(Writer *writer, const Estimate *estimate)
{
    if (hidden_has_range(estimate))
        return writer_say(writer, "verborgen.bereik", "onder",
                          writer_rounded(writer, estimate->lower), "boven",
                          writer_rounded(writer, estimate->upper));
    if (estimate->state == STATE_VALUE && isfinite(estimate->lower))
        return writer_say(writer, "verborgen.ten-minste", "onder",
                          writer_rounded(writer, estimate->lower));
    return writer_say(writer, "verborgen.oordeel-refused");
}

double hidden_view_percent(double share, gboolean is_upper)
{
    return is_upper ? ceil(100.0 * share - 1e-9) : floor(100.0 * share + 1e-9);
}

const char *hidden_view(Writer *writer, const Estimate *estimate)
{
    gboolean is_answer = strcmp(estimate->verdict, "conflicting") != 0 &&
                         strcmp(estimate->verdict, "no-upper-limit") != 0;
    if (estimate->state != STATE_VALUE || !is_answer || !isfinite(estimate->view_lower) ||
        !isfinite(estimate->view_upper))
        return NULL;
    const char *range = writer_range(writer, hidden_view_percent(estimate->view_lower, FALSE),
                                     hidden_view_percent(estimate->view_upper, TRUE), 0);
    const char *view = writer_keep(writer, g_strconcat(range, "%", NULL));
    return writer_numbers_same(writer->numbers, view, range);
}

const char *hidden_verdict(Writer *writer, const Estimate *estimate)
{
    g_autofree char *key = g_strconcat("verborgen.oordeel-", estimate->verdict, NULL);
    const char *words = texts_lookup(writer->context->texts, key);
    return words != NULL ? words : estimate->verdict;
}

const char *hidden_sentence(Writer *writer, const Estimate *estimate)
{
    const char *period = writer_period(writer, estimate->period);
    const char *registered = estimate->registered >= 0
                                 ? writer_count(writer, estimate->registered)
                                 : writer_say(writer, "toestand.not-available");
    const char *view = hidden_view(writer, estimate);
    if (strcmp(estimate->verdict, "conflicting") == 0)
        return writer_say(writer, "verborgen.lead-tegenstrijdig", "periode", period, "gemeld",
                          registered);
    if (hidden_has_range(estimate) && view != NULL)
        return writer_say(writer, "verborgen.lead", "periode", period, "gemeld", registered,
                          "onder", writer_rounded(writer, estimate->lower), "boven",
                          writer_rounded(writer, estimate->upper), "in-beeld", view);
    return writer_say(writer,
                      estimate->state == STATE_VALUE ? "verborgen.lead-geen-grens"
                                                     : "verborgen.lead-geweigerd",
                      "periode", period, "gemeld", registered);
}
