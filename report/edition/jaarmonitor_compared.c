#include "report/edition/funnel.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/sources.h"

#include <string.h>

#define FUNNEL_HEIGHT 170.0

static const ComparedSet *find_set(gsize n, const ComparedSet *sets, const char *measure)
{
    for (gsize i = 0; i < n; i++)
        if (strcmp(sets[i].measure, measure) == 0)
            return &sets[i];
    return NULL;
}

static const char *lead(Writer *writer, const ComparedSet *set)
{
    return writer_say_count(writer, "vergeleken.lead", set->n_different, "vergeleken",
                            writer_count(writer, set->n_compared), "n",
                            writer_count(writer, set->n_different));
}

static const char *by_chance(Writer *writer, const ComparedSet *set)
{
    return writer_say(writer, "vergeleken.toeval", "alleen", writer_count(writer, set->n_alone),
                      "toeval", writer_decimal(writer, set->by_chance, 0));
}

/* The gemeenten outside the limits, with what may explain it. */
static void draw_different(Writer *writer, const ComparedSet *set)
{
    if (set->n_different == 0)
        return;
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    gsize n;
    g_autofree AreaId *gemeenten =
        area_list(writer->areas, AREA_GEMEENTE, publication_division(writer->publication), &n);
    for (gsize i = 0; i < n; i++) {
        PublishedBenchmark one;
        if (publication_benchmark(writer->publication, set->measure, gemeenten[i], writer->window,
                                  &one) &&
            (g_strcmp0(one.position, "higher") == 0 || g_strcmp0(one.position, "lower") == 0))
            g_ptr_array_add(items, (gpointer)writer_keep(
                                       writer, inline_escape(one.sentence[writer->language])));
    }
    flow_heading(writer->flow, 2, writer_say(writer, "vergeleken.anders"));
    writer_introduction(writer, "vergeleken.anders-tekst");
    flow_bullets(writer->flow, items->len, (const char *const *)items->pdata);
}

static void draw_sets(Writer *writer, gsize n, const ComparedSet *sets)
{
    flow_heading(writer->flow, 2, writer_say(writer, "vergeleken.cijfers"));
    writer_introduction(writer, "vergeleken.cijfers-tekst");
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "vergeleken.kolom-cijfer"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "vergeleken.kolom-vergeleken"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "vergeleken.kolom-alleen"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "vergeleken.kolom-toeval"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "vergeleken.kolom-anders"));
    for (gsize i = 0; i < n; i++) {
        table_begin_row(table, TABLE_ROW);
        table_text(table, writer_measure(writer, sets[i].measure));
        table_count(table, sets[i].n_compared);
        table_count(table, sets[i].n_alone);
        table_decimal(table, sets[i].by_chance, 0);
        table_count(table, sets[i].n_different);
    }
    TableInfo info = {.name = "vergeleken.oordelen",
                      .title = writer_say(writer, "vergeleken.tabel-titel", "venster",
                                          writer_period(writer, writer->window)),
                      .subtitle = writer_say(writer, "vergeleken.tabel-onder"),
                      .source = sources_line(writer, "comensha", "politie", "cbs-kenmerken"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

void jaarmonitor_not_compared(Writer *writer)
{
    gsize n;
    g_autofree ComparedSet *sets =
        publication_compared_sets(writer->publication, writer->window, &n);
    if (find_set(n, sets, COMPARISON_MEASURE) != NULL)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "vergeleken.titel"));
    writer_paragraph(writer, "vergeleken.niet");
}

void jaarmonitor_compared(Writer *writer)
{
    gsize n;
    g_autofree ComparedSet *sets =
        publication_compared_sets(writer->publication, writer->window, &n);
    const ComparedSet *persons = find_set(n, sets, COMPARISON_MEASURE);
    if (persons == NULL)
        return;
    flow_heading(writer->flow, 1, writer_say(writer, "vergeleken.titel"));
    flow_lead(writer->flow, lead(writer, persons));
    flow_paragraph(writer->flow, by_chance(writer, persons));
    writer_introduction(writer, "vergeleken.waarom-tekst");
    FunnelFigure figure = {
        .measure = COMPARISON_MEASURE,
        .own = AREA_NONE,
        .alternative = writer_join(writer, lead(writer, persons), by_chance(writer, persons)),
        .height = FUNNEL_HEIGHT};
    funnel_figure(writer, writer->flow, &figure);
    draw_different(writer, persons);
    draw_sets(writer, n, sets);
}
