#include "report/edition/figures.h"
#include "report/edition/hidden.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/key_figures.h"
#include "report/edition/sources.h"

#include <math.h>

#define MEASURE "gemelde_personen"

static Cell national(Writer *writer, const char *measure, Period period)
{
    return publication_total(writer->publication, measure, writer->land, period);
}

/* --- the three figures at the top */

static KeyFigure reported_figure(Writer *writer)
{
    Cell now = national(writer, MEASURE, writer->year);
    Cell before = national(writer, MEASURE, period_year_before(writer->year));
    return (KeyFigure){
        KEY_REGISTERED,
        cells_has_value(&now) ? cells_words(writer, &now) : state_mark(now.state, FALSE),
        writer_say(writer, "jaar.kern-cijfer-gemeld", "jaar", writer_period(writer, writer->year),
                   "vorig", cells_words(writer, &before))};
}

static KeyFigure prosecution_figure(Writer *writer)
{
    Cell now = national(writer, "om_ingeschreven", writer->year);
    Cell concluded = national(writer, "om_afgehandeld", writer->year);
    return (KeyFigure){
        KEY_REGISTERED,
        cells_has_value(&now) ? cells_words(writer, &now) : state_mark(now.state, FALSE),
        writer_say(writer, "jaar.kern-cijfer-om", "jaar", writer_period(writer, writer->year),
                   "afgehandeld", cells_words(writer, &concluded))};
}

static gboolean last_estimate(Writer *writer, Estimate *estimate)
{
    gsize n;
    g_autofree Estimate *totals = hidden_totals(writer, HIDDEN_REGISTER, &n);
    if (n > 0)
        *estimate = totals[n - 1];
    return n > 0;
}

static KeyFigure hidden_figure(Writer *writer)
{
    Estimate estimate;
    const char *view = last_estimate(writer, &estimate) ? hidden_view(writer, &estimate) : NULL;
    if (view == NULL)
        return (KeyFigure){KEY_ESTIMATED, writer_say(writer, "jaar.kern-cijfer-geen-schatting"),
                           writer_say(writer, "jaar.kern-cijfer-geen-schatting-tekst")};
    return (KeyFigure){KEY_ESTIMATED, view,
                       writer_say(writer, "jaar.kern-cijfer-schatting", "periode",
                                  writer_period(writer, estimate.period), "oordeel",
                                  hidden_verdict(writer, &estimate))};
}

/* --- the sentences */

/* The two categories with the largest numbers; FALSE when there are not two. */
static gboolean largest_two(Writer *writer, const char *dimension, CategoryCell largest[2])
{
    gsize n, found = 0;
    g_autofree CategoryCell *cells =
        publication_breakdown(writer->publication, writer->context->codes, MEASURE, writer->land,
                              writer->year, dimension, &n);
    for (gsize i = 0; i < n; i++) {
        if (!cells_has_value(&cells[i].cell) || g_str_equal(cells[i].category, "onbekend"))
            continue;
        if (found == 0 || cells[i].cell.value > largest[0].cell.value) {
            largest[1] = largest[0];
            largest[0] = cells[i];
        } else if (found == 1 || cells[i].cell.value > largest[1].cell.value) {
            largest[1] = cells[i];
        }
        found = MIN(found + 1, 2);
    }
    return found == 2;
}

static const char *form_sentence(Writer *writer)
{
    CategoryCell form[2] = {{NULL, {0}}, {NULL, {0}}};
    Cell total = national(writer, MEASURE, writer->year);
    Cell unknown = publication_cell(writer->publication, MEASURE, writer->land, writer->year,
                                    "form_group", "onbekend");
    if (!cells_has_value(&total) || total.value < CELLS_LEAST_BASE ||
        !largest_two(writer, "form_group", form))
        return NULL;
    return writer_say(writer, "jaar.kern-vorm", "n", cells_words(writer, &form[0].cell), "totaal",
                      cells_words(writer, &total), "aandeel",
                      writer_share(writer, form[0].cell.value, total.value), "vorm",
                      writer_code_in_sentence(writer, "form_group", form[0].category), "n2",
                      cells_words(writer, &form[1].cell), "aandeel2",
                      writer_share(writer, form[1].cell.value, total.value), "vorm2",
                      writer_code_in_sentence(writer, "form_group", form[1].category), "onbekend",
                      cells_words(writer, &unknown));
}

static const char *reporter_sentence(Writer *writer)
{
    CategoryCell reporter[2] = {{NULL, {0}}, {NULL, {0}}};
    if (!largest_two(writer, "reporter", reporter))
        return NULL;
    return writer_say(writer, "jaar.kern-melder", "melder",
                      writer_code_in_sentence(writer, "reporter", reporter[0].category), "n",
                      cells_words(writer, &reporter[0].cell), "melder2",
                      writer_code_in_sentence(writer, "reporter", reporter[1].category), "n2",
                      cells_words(writer, &reporter[1].cell));
}

/* Persons of whom no gemeente of exploitation is known: no place at all, or only a larger area. */
static const char *place_sentence(Writer *writer)
{
    static const AreaKind kinds[] = {AREA_LAND, AREA_GEMEENTE};
    Cell all = national(writer, MEASURE, writer->window);
    gint64 unknown = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        Cell without = publication_without_area(writer->publication, "gemelde_personen_uitbuiting",
                                                writer->land, writer->window, kinds[i]);
        if (!cells_has_value(&without))
            return NULL;
        unknown += without.value;
    }
    if (!cells_has_value(&all))
        return NULL;
    return writer_say(writer, "jaar.kern-plaats", "n", writer_count(writer, unknown), "totaal",
                      cells_words(writer, &all), "venster", writer_period(writer, writer->window));
}

/* −2,0%; above zero with a plus sign. */
static const char *change_percent(Writer *writer, double ratio)
{
    double change = 100 * (ratio - 1);
    const char *number = writer_decimal(writer, change, 1);
    const char *signed_number =
        change >= 0.05 ? writer_keep(writer, g_strconcat("+", number, NULL)) : number;
    return writer_numbers_same(writer->numbers, signed_number, number);
}

/* The outcome in one line; the caveats stand beside the figure in chapter 1. */
static const char *trend_statement(Writer *writer, const PublishedTrend *trend)
{
    if (!trend->is_fine || trend->direction == NULL || !isfinite(trend->change) ||
        !isfinite(trend->upper))
        return writer_say(writer, "jaar.kern-trend", "zin",
                          writer_keep(writer, inline_escape(trend->sentence[writer->language])));
    g_autofree char *key = g_strconcat("grafiek.richting-", trend->direction, NULL);
    return writer_say(writer, "jaar.kern-verandering", "van", writer_period(writer, trend->from),
                      "tot", writer_period(writer, trend->to), "uitkomst", writer_say(writer, key),
                      "verandering", change_percent(writer, trend->change), "onder",
                      change_percent(writer, trend->lower), "boven",
                      change_percent(writer, trend->upper));
}

/* What the series says about change; without a published trend only what interrupts it. */
static const char *break_sentence(Writer *writer)
{
    PublishedTrend trend;
    if (publication_trend(writer->publication, MEASURE, writer->land, PERIOD_YEAR, &trend))
        return trend_statement(writer, &trend);
    g_autoptr(GPtrArray) events =
        sources_events(writer, "comensha", writer->land,
                       writer->year.year - (int)writer->series_years + 2, writer->year.year);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < events->len; i++) {
        const PublicationEvent *event = g_ptr_array_index(events, i);
        if (sources_event_interrupts(event))
            g_ptr_array_add(names, (gpointer)sources_event_words(writer, event));
    }
    if (names->len == 0)
        return NULL;
    return writer_say(writer, "jaar.kern-reeks", "gebeurtenissen", writer_list(writer, names));
}

static const char *prosecution_sentence(Writer *writer)
{
    Cell registered = national(writer, "om_ingeschreven", writer->year);
    Cell concluded = national(writer, "om_afgehandeld", writer->year);
    if (!cells_has_value(&registered) || !cells_has_value(&concluded))
        return NULL;
    return writer_say(writer, "jaar.kern-om", "jaar", writer_period(writer, writer->year), "n",
                      cells_words(writer, &registered), "afgehandeld",
                      cells_words(writer, &concluded));
}

static const char *police_sentence(Writer *writer)
{
    Cell signals = national(writer, "politie_signalen", writer->year);
    Cell complaints = national(writer, "politie_aangiften", writer->year);
    Cell investigations = national(writer, "politie_onderzoeken", writer->year);
    if (!cells_has_value(&signals) || !cells_has_value(&complaints) ||
        !cells_has_value(&investigations))
        return NULL;
    return writer_say(writer, "jaar.kern-politie", "signalen", cells_words(writer, &signals),
                      "aangiften", cells_words(writer, &complaints), "onderzoeken",
                      cells_words(writer, &investigations));
}

static const char *hidden_statement(Writer *writer)
{
    Estimate estimate;
    const char *sentence = last_estimate(writer, &estimate)
                               ? hidden_sentence(writer, &estimate)
                               : writer_say(writer, "verborgen.geen-lead");
    return writer_say(writer, "jaar.kern-verborgen", "zin", sentence);
}

static void draw_series(Writer *writer)
{
    YearSeries series = {.measure = MEASURE,
                         .source = "comensha",
                         .area = writer->land,
                         .n_years = writer->series_years};
    if (!figures_has_values(writer, &series))
        return;
    FigureText text = {.name = "kern.per-jaar",
                       .title = writer_say(writer, "gemeld.per-jaar-titel"),
                       .subtitle = writer_say(writer, "gemeld.per-jaar-onder"),
                       .source = sources_line(writer, "comensha"),
                       .height = 150,
                       .unnumbered = TRUE};
    figures_years(writer, writer->flow, &series, &text);
}

void jaarmonitor_keypoints(Writer *writer)
{
    Cell now = national(writer, MEASURE, writer->year);
    const char *year = writer_period(writer, writer->year);
    flow_heading_unnumbered(writer->flow, 1, writer_say(writer, "jaar.kern"));
    flow_lead(writer->flow, cells_has_value(&now)
                                ? writer_say(writer, "jaar.kern-lead", "jaar", year, "n",
                                             cells_words(writer, &now))
                                : writer_say(writer, "jaar.kern-lead-geen", "jaar", year,
                                             "toestand", cells_words(writer, &now)));
    KeyFigure figures[] = {reported_figure(writer), prosecution_figure(writer),
                           hidden_figure(writer)};
    key_figures_append(writer, G_N_ELEMENTS(figures), figures);
    const char *statements[] = {form_sentence(writer),   reporter_sentence(writer),
                                place_sentence(writer),  break_sentence(writer),
                                police_sentence(writer), prosecution_sentence(writer),
                                hidden_statement(writer)};
    g_autoptr(GPtrArray) said = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(statements); i++)
        if (statements[i] != NULL)
            g_ptr_array_add(said, (gpointer)statements[i]);
    flow_numbered(writer->flow, said->len, (const char *const *)said->pdata);
    draw_series(writer);
}
