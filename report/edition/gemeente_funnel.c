#include "report/chart/funnel_chart.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"

/* Fewer gemeenten than this make no funnel. */
#define LEAST_PLACES 20

static gboolean is_peer(const Comparison *comparison, AreaId area)
{
    for (gsize i = 0; i < comparison->n_peers; i++)
        if (comparison->peers[i].id == area)
            return TRUE;
    return FALSE;
}

/* Expected numbers that are the same share one point of the limits. */
static GArray *limits_of(gsize n, const FunnelPlace *places)
{
    GArray *limits = g_array_new(FALSE, FALSE, sizeof(FunnelLimits));
    for (gsize i = 0; i < n; i++) {
        if (i > 0 && places[i].expected <= places[i - 1].expected)
            continue;
        FunnelLimits limit = {places[i].expected, places[i].inside_lower, places[i].inside_upper,
                              places[i].inside_all_lower, places[i].inside_all_upper};
        g_array_append_val(limits, limit);
    }
    return limits;
}

static FunnelPoint *points_of(const Gemeente *gemeente, gsize n, const FunnelPlace *places)
{
    FunnelPoint *points = g_new(FunnelPoint, n);
    for (gsize i = 0; i < n; i++)
        points[i] = (FunnelPoint){places[i].expected, places[i].ratio,
                                  places[i].area == gemeente->writer->area,
                                  is_peer(gemeente->comparison, places[i].area)};
    return points;
}

gboolean gemeente_funnel(const Gemeente *gemeente, Flow *flow)
{
    Writer *writer = gemeente->writer;
    gsize n;
    g_autofree FunnelPlace *places =
        publication_funnel(writer->publication, COMPARISON_MEASURE, writer->window, &n);
    g_autoptr(GArray) limits = limits_of(n, places);
    if (n < LEAST_PLACES || limits->len < 2)
        return FALSE;
    g_autofree FunnelPoint *points = points_of(gemeente, n, places);
    FunnelChart chart = {.n_points = (guint)n,
                         .points = points,
                         .n_limits = limits->len,
                         .limits = (const FunnelLimits *)(gpointer)limits->data,
                         .own_name = area_name(writer->areas, writer->area),
                         .x_title = writer_say(writer, "vergelijk.trechter-as"),
                         .language = writer->language};
    FigureInfo info = {.title = writer_say(writer, "vergelijk.trechter-titel"),
                       .subtitle = writer_say(writer, "vergelijk.trechter-onder", "n",
                                              writer_count(writer, (gint64)n), "venster",
                                              writer_period(writer, writer->window)),
                       .source = sources_line(writer, "comensha", "cbs-kenmerken"),
                       .how_to_read = writer_say(writer, "vergelijk.trechter-lezen"),
                       .alternative = gemeente->comparison->sentence != NULL
                                          ? gemeente->comparison->sentence
                                          : writer_say(writer, "vergelijk.trechter-lezen")};
    flow_figure(flow, &info, funnel_chart_new(&chart));
    return TRUE;
}
