#include "report/chart/bar_chart.h"
#include "report/edition/area_panels.h"
#include "report/edition/area_table.h"
#include "report/edition/heat.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/maps.h"
#include "report/edition/sources.h"

#define MEASURE "gemelde_personen_uitbuiting"
#define WINDOWS_HEIGHT 190.0
#define PANEL_COLUMNS 3

/* Persons in gemeenten that may be shown, of all persons of the window. */
static void draw_lead(Writer *writer)
{
    Cell all =
        publication_total(writer->publication, "gemelde_personen", writer->land, writer->window);
    gsize n;
    g_autofree AreaCell *gemeenten = publication_areas(writer->publication, MEASURE, AREA_GEMEENTE,
                                                       writer->window, NULL, NULL, &n);
    gint64 shown = 0;
    for (gsize i = 0; i < n; i++)
        shown += gemeenten[i].cell.value;
    const char *window = writer_period(writer, writer->window);
    if (n == 0 || !cells_has_value(&all)) {
        flow_lead(writer->flow, writer_say(writer, "waar.lead-geen", "venster", window));
        return;
    }
    flow_lead(writer->flow, writer_say(writer, "waar.lead", "bekend", writer_count(writer, shown),
                                       "totaal", cells_words(writer, &all), "venster", window));
    writer_paragraph(writer, "waar.tekst");
}

static void draw_table(Writer *writer, AreaKind kind, const char *name)
{
    g_autofree char *head = g_strdup_printf("waar.%s-kop", name);
    g_autofree char *title = g_strdup_printf("waar.%s-titel", name);
    g_autofree char *subtitle = g_strdup_printf("waar.%s-onder", name);
    g_autofree char *heading = g_strdup_printf("waar.%s", name);
    AreaFigures figures = {.measure = MEASURE,
                           .kind = kind,
                           .head = writer_say(writer, head),
                           .with_year = TRUE,
                           .with_rest = TRUE};
    ReportTable *table = area_table_new(writer, &figures);
    if (table == NULL)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, heading));
    TableInfo info = {
        .name = heading,
        .title = writer_say(writer, title, "venster", writer_period(writer, writer->window)),
        .subtitle = writer_say(writer, subtitle),
        .notes = writer_say(writer, "waar.gebied-noot"),
        .source = sources_line(writer, "comensha", "cbs"),
        .compact = TRUE};
    table_append(writer->flow, &info, table);
}

static void draw_map(Writer *writer)
{
    gsize n;
    g_free(publication_areas(writer->publication, MEASURE, AREA_GEMEENTE, writer->window, NULL,
                             NULL, &n));
    if (n == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "waar.kaart"));
    FigureText text = {.name = "waar.kaart",
                       .title = writer_say(writer, "waar.kaart-titel", "venster",
                                           writer_period(writer, writer->window)),
                       .subtitle = writer_say(writer, "waar.kaart-onder"),
                       .height = 440,
                       .how_to_read = writer_say(writer, "waar.kaart-lezen"),
                       .source = sources_line(writer, "comensha", "cbs")};
    maps_gemeenten(writer, writer->flow, AREA_NONE, &text);
}

/* Per politie-eenheid over the years, each with the judgement on change in words. */
static void draw_panels(Writer *writer)
{
    AreaPanels panels = {.measure = MEASURE,
                         .source = "comensha",
                         .kind = AREA_POLITIE_EENHEID,
                         .within = AREA_NONE,
                         .own = AREA_NONE,
                         .n_years = writer->series_years,
                         .n_columns = PANEL_COLUMNS,
                         .introduction = writer_say(writer, "grafiek.eenheden-tekst")};
    FigureText text = {.name = "grafiek.eenheden",
                       .title = writer_say(writer, "grafiek.eenheden-titel"),
                       .subtitle = writer_say(writer, "grafiek.eenheden-onder"),
                       .how_to_read = writer_say(writer, "grafiek.panelen-lezen"),
                       .source = sources_line(writer, "comensha")};
    if (!area_panels(writer, writer->flow, &panels, &text, NULL))
        writer_paragraph(writer, "grafiek.panelen-geen");
}

/* --- the window before beside the window of the report */

static ChartValue rate_of(const Cell *cell)
{
    if (!cells_has_rate(cell))
        return chart_empty(cell->state == STATE_VALUE ? STATE_NOT_AVAILABLE : cell->state);
    ChartValue value = chart_value_with_interval(cell->rate, cell->rate_lower, cell->rate_upper);
    value.provisional = cell->provisional;
    return value;
}

static const char *rate_words(Writer *writer, const Cell *cell)
{
    return cells_has_rate(cell) ? writer_decimal(writer, cell->rate, 1) : cells_words(writer, cell);
}

/* The politie-eenheden with a rate in either window, alphabetical. Returns how many. */
static guint collect_windows(Writer *writer, Period before, ChartValue *then, ChartValue *now,
                             const char **names, GString *words, gsize n, const AreaCell *units)
{
    guint n_shown = 0;
    for (gsize i = 0; i < n; i++) {
        Cell first = publication_total(writer->publication, MEASURE, units[i].area, before);
        const Cell *last = &units[i].cell;
        if (!cells_has_rate(&first) && !cells_has_rate(last))
            continue;
        names[n_shown] = area_name(writer->areas, units[i].area);
        then[n_shown] = rate_of(&first);
        now[n_shown] = rate_of(last);
        g_string_append_printf(words, "%s%s", n_shown > 0 ? " " : "",
                               writer_say(writer, "waar.vensters-zin", "gebied", names[n_shown],
                                          "eerst", rate_words(writer, &first), "nu",
                                          rate_words(writer, last)));
        n_shown++;
    }
    return n_shown;
}

static gboolean any_value(guint n, const ChartValue *values)
{
    for (guint i = 0; i < n; i++)
        if (chart_has_value(&values[i]))
            return TRUE;
    return FALSE;
}

static void draw_windows(Writer *writer)
{
    Period before =
        period_window(writer->window.year - writer->window.number, writer->window.number);
    gsize n;
    g_autofree AreaCell *units = publication_areas(
        writer->publication, MEASURE, AREA_POLITIE_EENHEID, writer->window, NULL, NULL, &n);
    g_autofree ChartValue *then = g_new(ChartValue, n + 1), *now = g_new(ChartValue, n + 1);
    g_autofree const char **names = g_new(const char *, n + 1);
    g_autoptr(GString) words = g_string_new(NULL);
    guint n_shown = collect_windows(writer, before, then, now, names, words, n, units);
    if (!any_value(n_shown, then))
        return;
    BarSeries series[] = {{writer_period(writer, before), COLOUR_TEAL, then},
                          {writer_period(writer, writer->window), COLOUR_REGISTERED, now}};
    BarChart chart = {.n_categories = n_shown,
                      .categories = names,
                      .n_series = G_N_ELEMENTS(series),
                      .series = series,
                      .decimals = 1,
                      .height = WINDOWS_HEIGHT,
                      .language = writer->language};
    const char *title = writer_say(writer, "waar.vensters-titel");
    FigureInfo info = {.name = "waar.vensters",
                       .title = title,
                       .subtitle = writer_say(writer, "waar.vensters-onder"),
                       .source = sources_line(writer, "comensha", "cbs"),
                       .how_to_read = writer_say(writer, "waar.vensters-lezen"),
                       .alternative = writer_say(writer, "waar.vensters-alternatief", "titel",
                                                 title, "waarden", words->str)};
    writer_introduction(writer, "waar.vensters-tekst");
    flow_figure(writer->flow, &info, bar_chart_new(&chart));
}

/* What each source registers, side by side. Offices without inhabitants have no rates. */
static void draw_heat(Writer *writer)
{
    gsize n;
    guint n_shown = 0;
    g_autofree AreaCell *units = publication_areas(
        writer->publication, MEASURE, AREA_POLITIE_EENHEID, writer->window, NULL, NULL, &n);
    g_autofree AreaId *areas = g_new(AreaId, n + 1);
    for (gsize i = 0; i < n; i++)
        if (!cells_has_value(&units[i].cell) || cells_has_rate(&units[i].cell))
            areas[n_shown++] = units[i].area;
    HeatAreas heat = {.n_areas = n_shown,
                      .areas = areas,
                      .own = AREA_NONE,
                      .head = writer_say(writer, "waar.eenheden-kop")};
    if (n_shown == 0)
        return;
    writer_introduction(writer, "grafiek.warmte-eenheden-tekst");
    HeatText text = {.name = "grafiek.warmte-eenheden",
                     .title = writer_say(writer, "grafiek.warmte-eenheden-titel", "venster",
                                         writer_period(writer, writer->window)),
                     .subtitle = writer_say(writer, "grafiek.warmte-onder")};
    heat_append(writer, writer->flow, &heat, &text);
}

void jaarmonitor_places(Writer *writer)
{
    flow_heading(writer->flow, 1, writer_say(writer, "waar.titel"));
    draw_lead(writer);
    draw_map(writer);
    draw_table(writer, AREA_POLITIE_EENHEID, "eenheden");
    draw_heat(writer);
    draw_panels(writer);
    draw_windows(writer);
    draw_table(writer, AREA_PROVINCIE, "provincies");
    jaarmonitor_not_compared(writer);
}
