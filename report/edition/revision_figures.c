#include "report/edition/revision_figures.h"

#include "report/chart/slope_chart.h"
#include "report/edition/figures.h"
#include "report/edition/sources.h"
#include "report/edition/words.h"

#include <string.h>

#define MOST_UNITS 2
#define LEAST_ROWS 2 /* one line says nothing that the table does not say */

/* The measures of one unit whose total of one period an older delivery told too. */
typedef struct {
    const char *unit, *source;
    Period period;
    Day peildatum;
    GArray *rows; /* SlopeRow */
    GString *words;
} UnitRevisions;

static void unit_clear(gpointer data)
{
    UnitRevisions *unit = data;
    g_array_unref(unit->rows);
    g_string_free(unit->words, TRUE);
}

static UnitRevisions *unit_find(GArray *units, const Measure *measure, const Revision *revision)
{
    for (guint i = 0; i < units->len; i++) {
        UnitRevisions *unit = &g_array_index(units, UnitRevisions, i);
        if (strcmp(unit->unit, measure_unit(measure)) == 0 &&
            period_compare(unit->period, revision->period) == 0 &&
            unit->peildatum == revision->peildatum)
            return unit;
    }
    UnitRevisions unit = {.unit = measure_unit(measure),
                          .source = measure_source(measure),
                          .period = revision->period,
                          .peildatum = revision->peildatum,
                          .rows = g_array_new(FALSE, FALSE, sizeof(SlopeRow)),
                          .words = g_string_new(NULL)};
    g_array_append_val(units, unit);
    return &g_array_index(units, UnitRevisions, units->len - 1);
}

static void add_revision(Writer *writer, GArray *units, const Measure *measure,
                         const Revision *revision)
{
    UnitRevisions *unit = unit_find(units, measure, revision);
    Cell now = publication_total(writer->publication, measure_code(measure), writer->land,
                                 revision->period);
    Cell before = {.state = revision->state, .value = revision->value};
    SlopeRow row = {.name = measure_name(measure, writer->language),
                    .from = revision->state == STATE_VALUE ? chart_value((double)revision->value)
                                                           : chart_empty(revision->state),
                    .to = now.state == STATE_VALUE ? chart_value((double)now.value)
                                                   : chart_empty(now.state),
                    .revised = now.state != before.state || now.value != before.value};
    row.to.provisional = now.state == STATE_VALUE && now.provisional;
    g_array_append_val(unit->rows, row);
    g_string_append_printf(unit->words, "%s%s", unit->words->len > 0 ? " " : "",
                           writer_say(writer, "grafiek.herzien-zin", "naam", row.name, "oud",
                                      cells_words(writer, &before), "nieuw",
                                      cells_words(writer, &now)));
}

static GArray *units_new(Writer *writer)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(UnitRevisions));
    const MeasureList *measures = writer->context->measures;
    g_array_set_clear_func(units, unit_clear);
    for (gsize i = 0; i < measure_list_count(measures); i++) {
        const Measure *measure = measure_list_get(measures, i);
        gsize n;
        g_autofree Revision *revisions =
            publication_revisions(writer->publication, measure_code(measure), writer->land, &n);
        if (n > 0)
            add_revision(writer, units, measure, &revisions[n - 1]);
    }
    for (guint i = units->len; i > 0; i--)
        if (g_array_index(units, UnitRevisions, i - 1).rows->len < LEAST_ROWS)
            g_array_remove_index(units, i - 1);
    return units;
}

static void draw_unit(Writer *writer, Flow *flow, const UnitRevisions *unit, guint index)
{
    const char *year = writer_period(writer, unit->period);
    const char *title = writer_say(writer, "grafiek.herzien-titel", "periode", year, "eenheid",
                                   words_unit(writer, unit->unit));
    const char *subtitle = writer_say(writer, "grafiek.herzien-onder");
    g_autofree char *name = g_strdup_printf("grafiek.herzien-%u", index + 1);
    SlopeChart chart = {
        .n_rows = unit->rows->len,
        .rows = (const SlopeRow *)(gpointer)unit->rows->data,
        .from_name = writer_say(writer, "grafiek.herzien-stand", "dag",
                                writer_short_day(writer, unit->peildatum)),
        .to_name = writer_say(
            writer, "grafiek.herzien-stand", "dag",
            writer_short_day(writer, publication_peildatum(writer->publication, unit->source))),
        .revised_word = writer_say(writer, "grafiek.herzien-woord"),
        .language = writer->language};
    FigureInfo info = {.name = name,
                       .title = title,
                       .subtitle = subtitle,
                       .source = sources_line(writer, unit->source),
                       .alternative = writer_say(writer, "grafiek.herzien-alternatief", "titel",
                                                 title, "waarden", unit->words->str)};
    flow_figure(flow, &info, slope_chart_new(&chart));
}

void revision_figures(Writer *writer)
{
    g_autoptr(GArray) units = units_new(writer);
    Flow *columns[MOST_UNITS];
    guint n = MIN(units->len, MOST_UNITS);
    if (n == 0)
        return;
    if (n == 1)
        columns[0] = writer->flow;
    else
        flow_columns(writer->flow, n, NULL, columns);
    for (guint i = 0; i < n; i++)
        draw_unit(writer, columns[i], &g_array_index(units, UnitRevisions, i), i);
}
