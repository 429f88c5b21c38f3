#include "report/edition/funnel.h"

#include "report/chart/funnel_chart.h"
#include "report/edition/sources.h"

/* Fewer gemeenten than this make no funnel. */
#define LEAST_PLACES 20

static gboolean is_peer(const Comparison *comparison, AreaId area)
{
    for (gsize i = 0; comparison != NULL && i < comparison->n_peers; i++)
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

static FunnelPoint *points_of(const FunnelFigure *figure, gsize n, const FunnelPlace *places)
{
    FunnelPoint *points = g_new(FunnelPoint, n);
    for (gsize i = 0; i < n; i++)
        points[i] =
            (FunnelPoint){places[i].expected, places[i].ratio, places[i].area == figure->own,
                          is_peer(figure->comparison, places[i].area)};
    return points;
}

/* The source whose persons or cases are counted. */
static const char *source_of(Writer *writer, const char *measure)
{
    const Measure *found = measure_find(writer->context->measures, measure);
    return found != NULL ? measure_source(found) : "comensha";
}

static const char *how_to_read(Writer *writer, const FunnelFigure *figure)
{
    return writer_join(writer, writer_say(writer, "vergelijk.trechter-lezen"),
                       figure->comparison != NULL ? writer_say(writer, "vergelijk.trechter-gekozen")
                                                  : "");
}

gboolean funnel_figure(Writer *writer, Flow *flow, const FunnelFigure *figure)
{
    gsize n;
    g_autofree FunnelPlace *places =
        publication_funnel(writer->publication, figure->measure, writer->window, &n);
    g_autoptr(GArray) limits = limits_of(n, places);
    if (n < LEAST_PLACES || limits->len < 2)
        return FALSE;
    g_autofree FunnelPoint *points = points_of(figure, n, places);
    FunnelChart chart = {
        .n_points = (guint)n,
        .points = points,
        .n_limits = limits->len,
        .limits = (const FunnelLimits *)(gpointer)limits->data,
        .own_name = figure->own == AREA_NONE ? NULL : area_name(writer->areas, figure->own),
        .x_title = writer_say(writer, "vergelijk.trechter-as"),
        .height = figure->height,
        .language = writer->language};
    FigureInfo info = {
        .name = "vergelijk.trechter",
        .title = writer_say(writer, "vergelijk.trechter-titel"),
        .subtitle =
            writer_say(writer, "vergelijk.trechter-onder", "n", writer_count(writer, (gint64)n),
                       "venster", writer_period(writer, writer->window)),
        .source = figure->bare
                      ? NULL
                      : sources_line(writer, source_of(writer, figure->measure), "cbs-kenmerken"),
        .how_to_read = figure->bare ? NULL : how_to_read(writer, figure),
        .alternative = writer_say(writer, "figuur.trechter", "n", writer_count(writer, (gint64)n),
                                  "zin", figure->alternative)};
    flow_figure(flow, &info, funnel_chart_new(&chart));
    return TRUE;
}
