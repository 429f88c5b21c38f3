#include "report/edition/replicates.h"

#include "report/chart/histogram.h"
#include "report/edition/sources.h"

#include <math.h>
#include <string.h>

/* What the bins say together. */
typedef struct {
    HistogramBin *bins; /* the closed ones */
    guint n_bins;
    gint64 n_all, n_below, n_above;
    double first_quarter, last_quarter; /* half of the replicates lies between */
} Replicates;

/* Upper side of the bin in which a share of all replicates is reached. */
static double quantile(const Replicates *replicates, double share)
{
    gint64 seen = replicates->n_below;
    for (guint i = 0; i < replicates->n_bins; i++) {
        seen += replicates->bins[i].n;
        if ((double)seen >= share * (double)replicates->n_all)
            return share < 0.5 ? replicates->bins[i].lower : replicates->bins[i].upper;
    }
    return replicates->n_bins > 0 ? replicates->bins[replicates->n_bins - 1].upper : NAN;
}

static Replicates replicates_of(Writer *writer, const Estimate *estimate)
{
    gsize n;
    g_autofree PublishedReplicates *published = publication_replicates(
        writer->publication, estimate->subject, estimate->area, estimate->period, &n);
    Replicates found = {.bins = g_new0(HistogramBin, n + 1)};
    for (gsize i = 0; i < n; i++) {
        found.n_all += published[i].n;
        if (!isfinite(published[i].lower))
            found.n_below += published[i].n;
        else if (!isfinite(published[i].upper))
            found.n_above += published[i].n;
        else
            found.bins[found.n_bins++] =
                (HistogramBin){published[i].lower, published[i].upper, published[i].n};
    }
    found.first_quarter = quantile(&found, 0.25);
    found.last_quarter = quantile(&found, 0.75);
    return found;
}

static const char *outside_words(Writer *writer, const Replicates *replicates)
{
    if (replicates->n_below + replicates->n_above == 0)
        return NULL;
    return writer_say(writer, "grafiek.herhaling-buiten", "lager",
                      writer_count(writer, replicates->n_below), "hoger",
                      writer_count(writer, replicates->n_above));
}

static const char *line_words(Writer *writer, const char *key, double value)
{
    return isfinite(value) ? writer_say(writer, key, "n", writer_rounded(writer, value)) : NULL;
}

static Graphic *graphic(Writer *writer, const Estimate *estimate, const Replicates *replicates)
{
    return histogram_new(&(Histogram){
        .n_bins = replicates->n_bins,
        .bins = replicates->bins,
        .estimate = estimate->total,
        .lower = estimate->lower,
        .upper = estimate->upper,
        .estimate_name = line_words(writer, "grafiek.herhaling-schatting", estimate->total),
        .lower_name = line_words(writer, "grafiek.herhaling-onder", estimate->lower),
        .upper_name = line_words(writer, "grafiek.herhaling-boven", estimate->upper),
        .axis_title = writer_say(writer, "grafiek.herhaling-as"),
        .outside = outside_words(writer, replicates),
        .language = writer->language});
}

/* Text `key` filled for each hump, as a list. */
static const char *humps_in_words(Writer *writer, const char *key, gsize n,
                                  const PublishedHump *humps)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(words,
                        (gpointer)writer_say(writer, key, "aandeel",
                                             writer_decimal(writer, 100 * humps[i].share, 0), "van",
                                             writer_rounded(writer, humps[i].lower), "tot",
                                             writer_rounded(writer, humps[i].upper), "binnen",
                                             writer_decimal(writer, 100 * humps[i].inside, 0)));
    return writer_list(writer, words);
}

/* The humps when there is more than one. */
static PublishedHump *several_humps(Writer *writer, const Estimate *estimate, gsize *n)
{
    PublishedHump *humps = publication_humps(writer->publication, estimate->subject, estimate->area,
                                             estimate->period, n);
    if (*n < 2 || estimate->state != STATE_VALUE)
        *n = 0;
    return humps;
}

const char *replicates_reason(Writer *writer, const Estimate *estimate)
{
    gsize n;
    g_autofree PublishedHump *humps = several_humps(writer, estimate, &n);
    return n == 0 ? ""
                  : writer_say(writer, "grafiek.herhaling-reden", "bulten",
                               humps_in_words(writer, "grafiek.herhaling-antwoord", n, humps));
}

const char *replicates_sentence(Writer *writer, const Estimate *estimate)
{
    gsize n;
    g_autofree PublishedHump *humps = several_humps(writer, estimate, &n);
    if (n == 0)
        return "";
    const char *words = humps_in_words(writer, "grafiek.herhaling-bult", n, humps);
    return n == 2 ? writer_say(writer, "grafiek.herhaling-bulten-twee", "bulten", words)
                  : writer_say(writer, "grafiek.herhaling-bulten", "n",
                               writer_count(writer, (gint64)n), "bulten", words);
}

void replicates_figure(Writer *writer, const Estimate *estimate, const char *name)
{
    if (estimate->state != STATE_VALUE)
        return;
    Replicates replicates = replicates_of(writer, estimate);
    if (replicates.n_bins == 0) {
        g_free(replicates.bins);
        return;
    }
    const char *period = writer_period(writer, estimate->period);
    const char *said = writer_say(
        writer, "grafiek.herhaling-zin", "n", writer_count(writer, replicates.n_all), "periode",
        period, "van", writer_rounded(writer, replicates.first_quarter), "tot",
        writer_rounded(writer, replicates.last_quarter), "schatting",
        writer_rounded(writer, estimate->total), "bereik", hidden_range(writer, estimate));
    FigureInfo info = {
        .name = name,
        .title = writer_say(writer, "grafiek.herhaling-titel", "periode", period),
        .subtitle = writer_say(writer, "grafiek.herhaling-onderkop", "n",
                               writer_count(writer, replicates.n_all)),
        .source = sources_line(
            writer, strcmp(estimate->subject, HIDDEN_REGISTER) == 0 ? "comensha" : "mse-2017"),
        .how_to_read = strcmp(estimate->subject, HIDDEN_REGISTER) == 0
                           ? writer_say(writer, "grafiek.herhaling-lezen")
                           : NULL, /* said once */
        .alternative = writer_join(writer, said, replicates_sentence(writer, estimate))};
    flow_figure(writer->flow, &info, graphic(writer, estimate, &replicates));
    const char *humps = replicates_sentence(writer, estimate);
    if (*humps != '\0')
        flow_paragraph(writer->flow,
                       writer_join(writer, humps, writer_say(writer, "grafiek.herhaling-dus")));
    g_free(replicates.bins);
}
