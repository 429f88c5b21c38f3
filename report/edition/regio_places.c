#include "report/edition/area_dots.h"
#include "report/edition/area_table.h"
#include "report/edition/heat.h"
#include "report/edition/maps.h"
#include "report/edition/regio_parts.h"
#include "report/edition/sources.h"

/* The gemeenten of the region, and the regions around it. */

#define MAP_HEIGHT 270.0
#define MAP_HEIGHT_BESIDE 218.0 /* in a column of less than half the page */
/* So many gemeenten have their table beside the map: it cannot be parted there. */
#define MOST_BESIDE 31

/* --- gemeenten */

static void draw_table(const Regio *regio, Flow *flow)
{
    Writer *writer = regio->writer;
    AreaFigures figures = {.measure = COMPARISON_MEASURE,
                           .kind = AREA_GEMEENTE,
                           .head = writer_say(writer, "vergelijk.gemeente")};
    g_autofree AreaId *ids = area_gemeenten(
        writer->areas, writer->area, publication_division(writer->publication), &figures.n_only);
    figures.only = ids;
    ReportTable *table = figures.n_only > 0 ? area_table_new(writer, &figures) : NULL;
    if (table == NULL) {
        flow_paragraph(flow, writer_say(writer, "regio.gemeenten-geen"));
        return;
    }
    TableInfo info = {.name = "regio.gemeenten",
                      .title =
                          writer_say(writer, "regio.gemeenten-titel", "gebied", regio->base.name),
                      .subtitle = writer_say(writer, "regio.gemeenten-onder"),
                      .notes = writer_say(writer, "regio.gemeenten-noot"),
                      .source = sources_line(writer, "comensha", "cbs"),
                      .compact = TRUE};
    table_append(flow, &info, table);
}

/* How many gemeenten have a number, zero, a protected number, or none. */
static void draw_tally(const Regio *regio, Flow *flow)
{
    static const char *const keys[] = {"regio.telling-aantal", "regio.telling-nul",
                                       "regio.telling-onderdrukt", "regio.telling-geen"};
    Writer *writer = regio->writer;
    gint64 counts[G_N_ELEMENTS(keys)] = {0};
    gsize n;
    g_autofree AreaId *ids =
        area_gemeenten(writer->areas, writer->area, publication_division(writer->publication), &n);
    for (gsize i = 0; i < n; i++) {
        Cell cell =
            publication_total(writer->publication, COMPARISON_MEASURE, ids[i], writer->window);
        counts[cell.state == STATE_SUPPRESSED ? 2
               : !cells_has_value(&cell)      ? 3
               : cell.value == 0              ? 1
                                              : 0]++;
    }
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
        if (counts[i] > 0)
            g_ptr_array_add(items, (gpointer)writer_say_count(writer, keys[i], counts[i], "n",
                                                              writer_count(writer, counts[i])));
    flow_paragraph(flow, writer_say_count(writer, "regio.telling", (gint64)n, "gebied",
                                          regio->base.name, "n", writer_count(writer, (gint64)n)));
    flow_bullets(flow, items->len, (const char *const *)items->pdata);
}

void regio_gemeenten(const Regio *regio)
{
    static const double beside[] = {0.42, 0.58}, above[] = {0.62, 0.38};
    Writer *writer = regio->writer;
    gsize n;
    g_free(
        area_gemeenten(writer->areas, writer->area, publication_division(writer->publication), &n));
    gboolean fits = n <= MOST_BESIDE;
    flow_heading(writer->flow, 1, writer_say(writer, "regio.gemeenten"));
    flow_lead(writer->flow, writer_say(writer, "regio.gemeenten-lead"));
    flow_keep_with_next(writer->flow);
    FigureText text = {.name = "regio.kaart",
                       .title = writer_say(writer, "vergelijk.kaart-titel"),
                       .subtitle = writer_say(writer, "vergelijk.kaart-onder", "venster",
                                              writer_period(writer, writer->window)),
                       .height = fits ? MAP_HEIGHT_BESIDE : MAP_HEIGHT,
                       .how_to_read = writer_say(writer, "waar.kaart-lezen"),
                       .source = sources_line(writer, "comensha", "cbs")};
    Flow *columns[2];
    flow_columns(writer->flow, 2, fits ? beside : above, columns);
    maps_gemeenten(writer, columns[0], writer->area, &text);
    draw_tally(regio, columns[fits ? 0 : 1]);
    draw_table(regio, fits ? columns[1] : writer->flow);
}

/* --- other regions of the same kind */

static gboolean borders(const Writer *writer, AreaId gemeente, const Regio *regio, AreaId other)
{
    Day division = publication_division(writer->publication);
    gsize n;
    const AreaId *neighbours = area_neighbours(writer->areas, gemeente, &n);
    for (gsize i = 0; i < n; i++)
        if (area_parent(writer->areas, neighbours[i], regio->kind, division) == other)
            return TRUE;
    return FALSE;
}

/* Whether any gemeente of the region borders one of the other. */
static gboolean is_neighbour(const Regio *regio, AreaId other)
{
    Writer *writer = regio->writer;
    gsize n;
    g_autofree AreaId *ids =
        area_gemeenten(writer->areas, writer->area, publication_division(writer->publication), &n);
    for (gsize i = 0; i < n; i++)
        if (borders(writer, ids[i], regio, other))
            return TRUE;
    return FALSE;
}

static GArray *regions(const Regio *regio)
{
    Writer *writer = regio->writer;
    GArray *dots = g_array_new(FALSE, FALSE, sizeof(AreaDot));
    gsize n;
    g_autofree AreaCell *cells = publication_areas(writer->publication, COMPARISON_MEASURE,
                                                   regio->kind, writer->window, NULL, NULL, &n);
    for (gsize i = 0; i < n; i++) {
        gsize n_gemeenten;
        g_free(area_gemeenten(writer->areas, cells[i].area,
                              publication_division(writer->publication), &n_gemeenten));
        AreaDot dot = {cells[i].area, cells[i].cell, cells[i].area == writer->area};
        if (n_gemeenten > 0)
            g_array_append_val(dots, dot);
    }
    return dots;
}

static const char *neighbour_names(const Regio *regio, const GArray *dots)
{
    Writer *writer = regio->writer;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < dots->len; i++) {
        const AreaDot *dot = &g_array_index(dots, AreaDot, i);
        if (!dot->own && is_neighbour(regio, dot->area))
            g_ptr_array_add(names, (gpointer)writer_area(writer, dot->area));
    }
    return names->len > 0 ? writer_list(writer, names) : NULL;
}

static void draw_heat(const Regio *regio, const GArray *dots)
{
    Writer *writer = regio->writer;
    g_autofree AreaId *ids = g_new(AreaId, dots->len + 1);
    for (guint i = 0; i < dots->len; i++)
        ids[i] = g_array_index(dots, AreaDot, i).area;
    HeatAreas areas = {.n_areas = dots->len,
                       .areas = ids,
                       .own = writer->area,
                       .head = regio_kind_words(regio, "regio.hoofd")};
    HeatText text = {.name = "regio.warmte",
                     .title = writer_say(writer, "regio.warmte-titel", "venster",
                                         writer_period(writer, writer->window)),
                     .subtitle = writer_say(writer, "grafiek.warmte-onder")};
    heat_append(writer, writer->flow, &areas, &text);
}

void regio_others(const Regio *regio)
{
    Writer *writer = regio->writer;
    g_autoptr(GArray) dots = regions(regio);
    flow_heading(writer->flow, 1, writer_say(writer, "regio.anderen"));
    flow_lead(writer->flow, writer_say(writer, "regio.anderen-lead"));
    flow_keep_with_next(writer->flow);
    const char *names = neighbour_names(regio, dots);
    if (names != NULL)
        writer_paragraph(writer, "regio.buren", "namen", names, "gebied", regio->base.name);
    if (area_dots_n_shown(dots) < 2) {
        writer_paragraph(writer, "regio.anderen-geen");
        return;
    }
    FigureText text = {.name = "regio.stippen",
                       .title = regio_kind_words(regio, "regio.stippen-titel"),
                       .subtitle = writer_say(writer, "vergelijk.figuur-onder", "venster",
                                              writer_period(writer, writer->window)),
                       .source = sources_line(writer, "comensha", "cbs"),
                       .how_to_read = writer_say(writer, "regio.stippen-lezen")};
    area_dots_figure(writer, writer->flow, dots, &text);
    draw_heat(regio, dots);
}
