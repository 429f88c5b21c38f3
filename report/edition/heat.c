#include "report/edition/heat.h"

#include "report/edition/sources.h"
#include "report/edition/words.h"

#include <math.h>

typedef struct {
    const char *source;
    guint n_measures;
    const char *measures[4];
} HeatGroup;

/* Each column has a unit and a place role of its own; its head says which. */
static const HeatGroup groups[] = {
    {"comensha", 2, {"gemelde_personen_uitbuiting", "gemelde_personen_verblijf"}},
    {"politie",
     4,
     {"politie_signalen", "politie_aangiften", "politie_onderzoeken", "politie_verdachten"}}};

guint heat_shade(const Cell *cell, const Cell *land)
{
    static const double bounds[] = {0.5, 0.8, 1.25, 2};
    guint shade = 1;
    if (!cells_has_rate(cell) || !cells_has_rate(land) || !(land->rate > 0))
        return 0;
    while (shade <= G_N_ELEMENTS(bounds) && cell->rate >= bounds[shade - 1] * land->rate)
        shade++;
    return shade;
}

static gboolean measure_has_rates(Writer *writer, const HeatAreas *areas, const char *measure)
{
    for (guint i = 0; i < areas->n_areas; i++) {
        Cell cell =
            publication_total(writer->publication, measure, areas->areas[i], writer->window);
        if (cells_has_rate(&cell))
            return TRUE;
    }
    return FALSE;
}

gboolean heat_is_worth_drawing(Writer *writer, const HeatAreas *areas)
{
    for (gsize g = 0; g < G_N_ELEMENTS(groups); g++)
        for (guint m = 0; m < groups[g].n_measures; m++)
            for (guint i = 0; i < areas->n_areas; i++) {
                Cell cell = publication_total(writer->publication, groups[g].measures[m],
                                              areas->areas[i], writer->window);
                if (cells_has_rate(&cell) && cell.value > 0)
                    return TRUE;
            }
    return FALSE;
}

/* The measures with a rate for any of the areas, under the head of their source. */
static GPtrArray *add_columns(Writer *writer, ReportTable *table, const HeatAreas *areas)
{
    GPtrArray *measures = g_ptr_array_new();
    table_add_column(table, TABLE_COLUMN_TEXT, areas->head);
    for (gsize g = 0; g < G_N_ELEMENTS(groups); g++) {
        guint n = 0;
        for (guint i = 0; i < groups[g].n_measures; i++) {
            const char *measure = groups[g].measures[i];
            if (!measure_has_rates(writer, areas, measure))
                continue;
            g_autofree char *key = g_strconcat("grafiek.kop-", measure, NULL);
            table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, key));
            table_name_column(table, measure, writer_measure(writer, measure));
            g_ptr_array_add(measures, (gpointer)measure);
            n++;
        }
        g_autofree char *key = g_strconcat("grafiek.groep-", groups[g].source, NULL);
        if (n > 0)
            table_span_columns(table, n, writer_say(writer, key));
    }
    return measures;
}

/* What occurs in the cells and has to be explained. */
typedef struct {
    gboolean outlined, zero;
} HeatSeen;

static void add_area(Writer *writer, ReportTable *table, const GPtrArray *measures, AreaId area,
                     gboolean is_own, HeatSeen *seen)
{
    table_begin_row(table, area == writer->land ? TABLE_ROW_TOTAL : TABLE_ROW);
    if (is_own)
        table_emphasise_row(table);
    table_text(table, area == writer->land ? words_capital(writer, writer_area(writer, area))
                                           : area_name(writer->areas, area));
    for (guint i = 0; i < measures->len; i++) {
        const char *measure = g_ptr_array_index(measures, i);
        Cell cell = publication_total(writer->publication, measure, area, writer->window);
        Cell land = publication_total(writer->publication, measure, writer->land, writer->window);
        cells_rate(table, &cell);
        if (area == writer->land)
            continue;
        guint shade = heat_shade(&cell, &land);
        table_shade(table, shade);
        seen->outlined |= shade == 0;
        seen->zero |= cells_has_value(&cell) && cell.value == 0;
    }
}

gboolean heat_append(Writer *writer, Flow *flow, const HeatAreas *areas, const HeatText *text)
{
    g_autoptr(ReportTable) table = table_new(writer->language);
    g_autoptr(GPtrArray) measures = add_columns(writer, table, areas);
    HeatSeen seen = {FALSE, FALSE};
    if (measures->len == 0)
        return FALSE;
    for (guint i = 0; i < areas->n_areas; i++)
        add_area(writer, table, measures, areas->areas[i], areas->areas[i] == areas->own, &seen);
    add_area(writer, table, measures, writer->land, FALSE, &seen);
    const char *shades[] = {writer_say(writer, "grafiek.trap-1"),
                            writer_say(writer, "grafiek.trap-2"),
                            writer_say(writer, "grafiek.trap-3"),
                            writer_say(writer, "grafiek.trap-4"),
                            writer_say(writer, "grafiek.trap-5"),
                            seen.outlined ? writer_say(writer, "grafiek.trap-geen") : NULL,
                            NULL};
    TableInfo info = {.name = text->name,
                      .title = text->title,
                      .subtitle = text->subtitle,
                      .shade_head = writer_say(writer, "grafiek.trap-kop"),
                      .shade_names = shades,
                      .notes = writer_join(writer, writer_say(writer, "grafiek.warmte-noot"),
                                           seen.zero ? writer_say(writer, "grafiek.nul") : ""),
                      .source = sources_line(writer, "comensha", "politie", "cbs"),
                      .compact = TRUE};
    table_append(flow, &info, g_steal_pointer(&table));
    return TRUE;
}
