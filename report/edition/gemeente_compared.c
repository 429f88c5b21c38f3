#include "report/edition/area_dots.h"
#include "report/edition/area_table.h"
#include "report/edition/funnel.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/heat.h"
#include "report/edition/maps.h"
#include "report/edition/sources.h"

#include <string.h>

#define FIGURES_HEIGHT 142.0
#define MAP_HEIGHT 200.0 /* of hexagons; boundaries take what they need */
/* Of peers, when the gemeente itself has none. */
#define LEAST_DOTS 3

static const char *verdict(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Comparison *comparison = gemeente->comparison;
    if (comparison->sentence != NULL)
        return comparison->sentence;
    const char *n = writer_count(writer, (gint64)comparison->n_peers);
    if (comparison->result == COMPARISON_NOT_POSSIBLE)
        return writer_say(writer, "vergelijk.lead-niet-mogelijk", "gemeente", gemeente->name, "n",
                          n);
    if (comparison->own.value == 0)
        return writer_say(writer, "vergelijk.lead-nul", "gemeente", gemeente->name, "n", n,
                          "oordeel", comparison_words(writer, comparison), "boven",
                          writer_decimal(writer, comparison->own.rate_upper, 1));
    static const char *const keys[] = {[COMPARISON_NOT_DISTINCT] =
                                           "vergelijk.lead-niet-te-onderscheiden",
                                       [COMPARISON_MORE_REPORTED] = "vergelijk.lead-meer",
                                       [COMPARISON_LESS_REPORTED] = "vergelijk.lead-minder"};
    return writer_say(writer, keys[comparison->result], "gemeente", gemeente->name, "n", n, "rate",
                      writer_decimal(writer, comparison->own.rate, 1), "onder",
                      writer_decimal(writer, comparison->own.rate_lower, 1), "boven",
                      writer_decimal(writer, comparison->own.rate_upper, 1));
}

static gboolean any_reported(const GArray *dots)
{
    for (guint i = 0; i < dots->len; i++) {
        const Cell *cell = &g_array_index(dots, AreaDot, i).cell;
        if (cells_has_value(cell) && cell->value > 0)
            return TRUE;
    }
    return FALSE;
}

/* NULL when the dots are worth drawing, else the reason why not: one dot beside eight marks shows
 * nothing that the table of peers does not, and lines from zero show only how many people live
 * there. */
static const char *why_no_dots(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Comparison *comparison = gemeente->comparison;
    g_autoptr(GArray) dots = area_dots_of_peers(writer, comparison);
    const char *n = writer_count(writer, (gint64)comparison->n_peers);
    if (area_dots_n_shown(dots) < (cells_has_rate(&comparison->own) ? 2 : LEAST_DOTS))
        return writer_say(writer, "vergelijk.stippen-geen", "n", n);
    return any_reported(dots)
               ? NULL
               : writer_say(writer, "vergelijk.stippen-nul", "gemeente", gemeente->name, "n", n);
}

static void draw_dots(const Gemeente *gemeente, Flow *flow, gboolean is_bare)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GArray) dots = area_dots_of_peers(writer, gemeente->comparison);
    FigureText text = {
        .name = "vergelijk.figuur",
        .title = writer_say(writer, "vergelijk.figuur-titel"),
        .subtitle = writer_say(writer, "vergelijk.figuur-onder-kort", "venster",
                               writer_period(writer, writer->window)),
        .height = is_bare ? FIGURES_HEIGHT : 0,
        .source = is_bare ? NULL : sources_line(writer, "comensha", "cbs"),
        .how_to_read = is_bare ? NULL
                               : writer_join(writer, writer_say(writer, "vergelijk.figuur-lezen"),
                                             writer_say(writer, "vergelijk.geen-rang"))};
    area_dots_figure(writer, flow, dots, &text);
}

/* --- peers and why */

/* By rule, or chosen by the gemeente itself with its reason. */
static const char *why_these(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Comparison *comparison = gemeente->comparison;
    if (comparison->n_peers == 0 || comparison->peers[0].kind != PEER_OWN_CHOICE)
        return writer_say(writer, "vergelijk.wie-tekst");
    return writer_say(
        writer, "vergelijk.eigen-keuze", "reden",
        writer_keep(writer, inline_escape(comparison->peers[0].note[writer->language])));
}

/* Gemeenten to learn from, when any are named: a question, no example to copy. */
static void draw_front_runners(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    gsize n;
    g_autofree PublishedPeer *peers = publication_peers(writer->publication, writer->area, &n);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        if (strcmp(peers[i].kind, peer_kind_word(PEER_FRONT_RUNNER)) == 0)
            g_ptr_array_add(
                items,
                (gpointer)writer_say(
                    writer, "vergelijk.koploper", "gemeente", writer_area(writer, peers[i].area),
                    "reden", writer_keep(writer, inline_escape(peers[i].note[writer->language]))));
    if (items->len == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "vergelijk.koplopers"));
    writer_introduction(writer, "vergelijk.koplopers-tekst");
    flow_bullets(writer->flow, items->len, (const char *const *)items->pdata);
}

static void draw_peers(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Comparison *comparison = gemeente->comparison;
    flow_heading(writer->flow, 2, writer_say(writer, "vergelijk.wie"));
    flow_paragraph(writer->flow, why_these(gemeente));
    flow_keep_with_next(writer->flow);
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "vergelijk.gemeente"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "vergelijk.inwoners"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, writer->window));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "vergelijk.reden"));
    for (gsize i = 0; i < comparison->n_peers; i++) {
        AreaPopulation population = {0};
        AreaId peer = comparison->peers[i].id;
        table_begin_row(table, TABLE_ROW);
        table_text(table, area_name(writer->areas, peer));
        if (area_population(writer->areas, peer, writer->year.year, DAY_NONE, &population))
            table_count(table, population.persons);
        else
            table_state(table, STATE_NOT_AVAILABLE);
        cells_count(table, &comparison->cells[i]);
        table_text(table, comparison_reasons(writer, &comparison->peers[i]));
    }
    TableInfo info = {.name = "vergelijk.wie",
                      .title = writer_say(writer, "vergelijk.wie-titel"),
                      .subtitle = writer_say(writer, "vergelijk.wie-onder"),
                      .source = sources_line(writer, "comensha", "cbs-kenmerken"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- what each source registers, side by side */

static void draw_heat(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GArray) all = area_dots_of_peers(gemeente->writer, gemeente->comparison);
    g_autofree AreaId *areas = g_new(AreaId, all->len + 1);
    for (guint i = 0; i < all->len; i++)
        areas[i] = g_array_index(all, AreaDot, i).area;
    HeatAreas heat = {.n_areas = all->len,
                      .areas = areas,
                      .own = writer->area,
                      .head = writer_say(writer, "vergelijk.gemeente")};
    if (!heat_is_worth_drawing(writer, &heat)) {
        writer_paragraph(writer, "grafiek.warmte-gemeenten-geen", "gemeente", gemeente->name);
        return;
    }
    writer_introduction(writer, "grafiek.warmte-gemeenten-tekst");
    HeatText text = {.name = "grafiek.warmte-gemeenten",
                     .title = writer_say(writer, "grafiek.warmte-gemeenten-titel", "gemeente",
                                         gemeente->name, "venster",
                                         writer_period(writer, writer->window)),
                     .subtitle = writer_say(writer, "grafiek.warmte-onder")};
    heat_append(writer, writer->flow, &heat, &text);
}

/* --- neighbours: a question */

static void draw_neighbours_table(const Gemeente *gemeente, Flow *flow, gboolean is_bare)
{
    Writer *writer = gemeente->writer;
    AreaFigures figures = {.measure = COMPARISON_MEASURE,
                           .kind = AREA_GEMEENTE,
                           .head = writer_say(writer, "vergelijk.gemeente")};
    figures.only = area_neighbours(writer->areas, writer->area, &figures.n_only);
    ReportTable *table = figures.n_only > 0 ? area_table_new(writer, &figures) : NULL;
    if (table == NULL) {
        flow_paragraph(flow, writer_say(writer, "vergelijk.buren-geen"));
        if (is_bare)
            flow_paragraph(flow, writer_say(writer, "waar.kaart-lezen"));
        return;
    }
    TableInfo info = {.name = "vergelijk.buren",
                      .title =
                          writer_say(writer, "vergelijk.buren-titel", "gemeente", gemeente->name),
                      .subtitle = writer_say(writer, "vergelijk.wie-onder"),
                      .source = is_bare ? NULL : sources_line(writer, "comensha", "cbs"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(flow, &info, table);
}

static void draw_map(const Gemeente *gemeente, Flow *flow, gboolean is_bare)
{
    Writer *writer = gemeente->writer;
    FigureText text = {.name = "vergelijk.kaart",
                       .title = writer_say(writer, "vergelijk.kaart-titel"),
                       .subtitle = writer_say(writer, "vergelijk.kaart-onder", "venster",
                                              writer_period(writer, writer->window)),
                       .height = writer->context->division == NULL ? MAP_HEIGHT : 0,
                       .source = is_bare ? NULL : sources_line(writer, "comensha", "cbs")};
    maps_gemeenten(writer, flow, writer->area, &text);
}

/* The heads of the table fit on two lines when it has this part of the width; the legend of
 * boundaries needs more. */
static void draw_neighbours(const Gemeente *gemeente, gboolean with_map)
{
    static const double beside_tiles[] = {0.58, 0.42}, beside_boundaries[] = {0.56, 0.44};
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "vergelijk.buren"));
    writer_introduction(writer, "vergelijk.buren-tekst");
    if (!with_map) {
        draw_neighbours_table(gemeente, writer->flow, FALSE);
        return;
    }
    Flow *columns[2];
    flow_columns(writer->flow, 2,
                 writer->context->division == NULL ? beside_tiles : beside_boundaries, columns);
    draw_neighbours_table(gemeente, columns[0], TRUE);
    draw_map(gemeente, columns[1], TRUE);
    flow_keep_with_next(writer->flow);
    flow_note(writer->flow, sources_line(writer, "comensha", "cbs"));
}

static gboolean draw_funnel(const Gemeente *gemeente, Flow *flow)
{
    Writer *writer = gemeente->writer;
    const Comparison *comparison = gemeente->comparison;
    FunnelFigure figure = {.measure = COMPARISON_MEASURE,
                           .own = writer->area,
                           .comparison = comparison,
                           .bare = TRUE,
                           .height = FIGURES_HEIGHT,
                           .alternative = comparison->sentence != NULL
                                              ? comparison->sentence
                                              : writer_say(writer, "vergelijk.trechter-lezen")};
    return funnel_figure(writer, flow, &figure);
}

static gboolean is_in_funnel(const Gemeente *gemeente, gsize n, const FunnelPlace *places)
{
    for (gsize i = 0; i < n; i++)
        if (places[i].area == gemeente->writer->area)
            return TRUE;
    return FALSE;
}

static const char *why_without(const Gemeente *gemeente, gboolean has_own)
{
    return has_own ? ""
                   : writer_say(gemeente->writer, "vergelijk.trechter-zonder", "gemeente",
                                gemeente->name);
}

/* Source and how to read once, under both figures. */
static void draw_note(const Gemeente *gemeente, gboolean has_own)
{
    Writer *writer = gemeente->writer;
    flow_keep_with_next(writer->flow);
    flow_note(writer->flow, writer_join(writer, sources_line(writer, "comensha", "cbs-kenmerken"),
                                        writer_say(writer, "vergelijk.samen-lezen"),
                                        why_without(gemeente, has_own)));
}

/* In the place of the dots: why there are none, and how to read the funnel. */
static void draw_no_dots(const Gemeente *gemeente, Flow *flow, const char *reason, gboolean has_own)
{
    Writer *writer = gemeente->writer;
    flow_paragraph(flow, reason);
    flow_paragraph(flow, writer_say(writer, "vergelijk.alleen-lezen"));
    if (!has_own)
        flow_paragraph(flow, why_without(gemeente, has_own));
    flow_note(flow, sources_line(writer, "comensha", "cbs-kenmerken"));
}

static gboolean draw_map_instead(const Gemeente *gemeente)
{
    static const double shares[] = {0.56, 0.44};
    Writer *writer = gemeente->writer;
    Flow *columns[2];
    flow_columns(writer->flow, 2, shares, columns);
    const char *reason = why_no_dots(gemeente);
    if (reason == NULL)
        draw_dots(gemeente, columns[0], FALSE);
    else
        flow_paragraph(columns[0], reason);
    draw_map(gemeente, columns[1], FALSE);
    return TRUE;
}

/* The funnel and the named peers; without a funnel the map takes its place. Returns whether the map
 * was drawn. */
static gboolean draw_figures(const Gemeente *gemeente)
{
    static const double halves[] = {0.5, 0.5};
    Writer *writer = gemeente->writer;
    gsize n;
    g_autofree FunnelPlace *places =
        publication_funnel(writer->publication, COMPARISON_MEASURE, writer->window, &n);
    if (n == 0)
        return draw_map_instead(gemeente);
    Flow *columns[2];
    flow_columns(writer->flow, 2, halves, columns);
    gboolean has_own = is_in_funnel(gemeente, n, places);
    draw_funnel(gemeente, columns[0]);
    const char *reason = why_no_dots(gemeente);
    if (reason == NULL) {
        draw_dots(gemeente, columns[1], TRUE);
        draw_note(gemeente, has_own);
    } else {
        draw_no_dots(gemeente, columns[1], reason, has_own);
    }
    return FALSE;
}

void gemeente_compared(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "vergelijk.titel"));
    flow_lead(writer->flow, verdict(gemeente));
    flow_keep_with_next(writer->flow);
    gboolean has_map = draw_figures(gemeente);
    draw_peers(gemeente);
    draw_heat(gemeente);
    draw_neighbours(gemeente, !has_map);
    draw_front_runners(gemeente);
}
