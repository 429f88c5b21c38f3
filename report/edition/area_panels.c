#include "report/edition/area_panels.h"

#include "report/chart/small_multiples.h"

#include <string.h>

typedef struct {
    AreaId area;
    Cell *cells;
    ChartValue *values;
    const char *judgement; /* rise, fall, no-change; NULL: nothing can be said */
} Panel;

static void panel_clear(gpointer data)
{
    Panel *panel = data;
    g_free(panel->cells);
    g_free(panel->values);
}

static YearSeries series_of(const AreaPanels *panels, AreaId area)
{
    return (YearSeries){.measure = panels->measure,
                        .source = panels->source,
                        .area = area,
                        .n_years = panels->n_years};
}

static const char *judgement(Writer *writer, const char *measure, AreaId area)
{
    PublishedTrend trend;
    if (!publication_trend(writer->publication, measure, area, PERIOD_YEAR, &trend) ||
        !trend.is_fine)
        return NULL;
    return trend.direction;
}

static const char *judgement_words(Writer *writer, const Panel *panel)
{
    g_autofree char *key = g_strconcat(
        "grafiek.richting-", panel->judgement != NULL ? panel->judgement : "geen-uitspraak", NULL);
    return writer_say(writer, key);
}

/* FALSE when nobody lives in the area though rates are given elsewhere: an office, not a place. */
static gboolean has_territory(Writer *writer, const AreaPanels *panels, AreaId area)
{
    Cell land =
        publication_total(writer->publication, panels->measure, writer->land, writer->window);
    Cell here = publication_total(writer->publication, panels->measure, area, writer->window);
    return !cells_has_rate(&land) || !cells_has_value(&here) || here.denominator > 0;
}

static gboolean is_wanted(Writer *writer, const AreaPanels *panels, AreaId area)
{
    YearSeries series = series_of(panels, area);
    if (panels->within != AREA_NONE &&
        area_parent(writer->areas, area, area_kind(writer->areas, panels->within),
                    publication_division(writer->publication)) != panels->within)
        return FALSE;
    return has_territory(writer, panels, area) && figures_has_values(writer, &series);
}

/* The areas with a figure in any year, in the order of the publication: alphabetical. */
static GArray *panels_new(Writer *writer, const AreaPanels *panels)
{
    GArray *all = g_array_new(FALSE, TRUE, sizeof(Panel));
    gsize n;
    g_autofree AreaCell *areas = publication_areas(writer->publication, panels->measure,
                                                   panels->kind, writer->year, NULL, NULL, &n);
    g_array_set_clear_func(all, panel_clear);
    for (gsize i = 0; i < n; i++) {
        if (!is_wanted(writer, panels, areas[i].area))
            continue;
        YearSeries series = series_of(panels, areas[i].area);
        Panel panel = {.area = areas[i].area, .cells = figures_year_cells(writer, &series)};
        panel.values = g_new(ChartValue, panels->n_years);
        for (guint y = 0; y < panels->n_years; y++)
            panel.values[y] = figures_value(&panel.cells[y]);
        panel.judgement = judgement(writer, panels->measure, panel.area);
        g_array_append_val(all, panel);
    }
    return all;
}

static AreaPanelsTally tally_of(const GArray *all)
{
    AreaPanelsTally tally = {.n_areas = all->len};
    for (guint i = 0; i < all->len; i++) {
        const char *found = g_array_index(all, Panel, i).judgement;
        if (found == NULL)
            tally.n_unsaid++;
        else if (strcmp(found, "no-change") == 0)
            tally.n_no_change++;
        else
            tally.n_changed++;
    }
    return tally;
}

/* "Amsterdam: 21 in 2015, 34 in 2024; geen aantoonbare verandering." */
static const char *panels_in_words(Writer *writer, const AreaPanels *panels, const GArray *all)
{
    GString *words = g_string_new(NULL);
    int first = writer->year.year - (int)panels->n_years + 1;
    for (guint i = 0; i < all->len; i++) {
        const Panel *panel = &g_array_index(all, Panel, i);
        g_string_append_printf(
            words, "%s%s", i > 0 ? " " : "",
            writer_say(
                writer, "grafiek.paneel-zin", "gebied", area_name(writer->areas, panel->area),
                "eerste", cells_words(writer, &panel->cells[0]), "van", writer_year(writer, first),
                "laatste", cells_words(writer, &panel->cells[panels->n_years - 1]), "tot",
                writer_period(writer, writer->year), "oordeel", judgement_words(writer, panel)));
    }
    return writer_keep(writer, g_string_free(words, FALSE));
}

/* "Van 11 gebieden: bij 10 geen aantoonbare verandering, …". */
static const char *tally_in_words(Writer *writer, const AreaPanelsTally *tally)
{
    return writer_say(writer, "grafiek.panelen-telling", "n", writer_count(writer, tally->n_areas),
                      "gelijk", writer_count(writer, tally->n_no_change), "anders",
                      writer_count(writer, tally->n_changed), "onbekend",
                      writer_count(writer, tally->n_unsaid));
}

static Graphic *graphic(Writer *writer, const AreaPanels *panels, const GArray *all)
{
    YearSeries series = series_of(panels, writer->land);
    g_autoptr(GArray) events = figures_events(writer, &series);
    g_autofree SmallPanel *drawn = g_new0(SmallPanel, all->len);
    g_autofree const char **years = g_new(const char *, panels->n_years);
    for (guint y = 0; y < panels->n_years; y++)
        years[y] = writer_year(writer, writer->year.year - (int)panels->n_years + 1 + (int)y);
    for (guint i = 0; i < all->len; i++) {
        const Panel *panel = &g_array_index(all, Panel, i);
        drawn[i] = (SmallPanel){.name = area_name(writer->areas, panel->area),
                                .note = judgement_words(writer, panel),
                                .values = panel->values,
                                .emphasised = panel->area == panels->own};
    }
    return small_multiples_new(&(SmallMultiples){.n_periods = panels->n_years,
                                                 .periods = years,
                                                 .n_panels = all->len,
                                                 .panels = drawn,
                                                 .n_events = events->len,
                                                 .events = (LineEvent *)(gpointer)events->data,
                                                 .whole = TRUE,
                                                 .n_columns = panels->n_columns,
                                                 .language = writer->language});
}

gboolean area_panels(Writer *writer, Flow *flow, const AreaPanels *panels, const FigureText *text,
                     AreaPanelsTally *tally)
{
    g_autoptr(GArray) all = panels_new(writer, panels);
    if (all->len == 0)
        return FALSE;
    AreaPanelsTally found = tally_of(all);
    if (tally != NULL)
        *tally = found;
    const char *alternative = writer_say(
        writer, "grafiek.panelen-zin", "titel", text->title, "onder", text->subtitle, "telling",
        tally_in_words(writer, &found), "waarden", panels_in_words(writer, panels, all));
    if (panels->introduction != NULL) {
        flow_paragraph(flow, panels->introduction);
        flow_keep_with_next(flow);
    }
    figures_append(flow, text, alternative, graphic(writer, panels, all));
    return TRUE;
}
