#include "report/edition/regio.h"

#include "report/edition/account.h"
#include "report/edition/figures.h"
#include "report/edition/hidden.h"
#include "report/edition/key_figures.h"
#include "report/edition/regio_parts.h"
#include "report/edition/sources.h"
#include "report/edition/words.h"

#define SERIES_HEIGHT 150.0

const char *regio_kind_words(const Regio *regio, const char *key)
{
    g_autofree char *full = g_strconcat(
        key, regio->kind == AREA_POLITIE_EENHEID ? "-eenheid" : "-veiligheidsregio", NULL);
    return writer_say(regio->writer, full);
}

/* "de politie-eenheid Rotterdam", or "politie-eenheid Rotterdam". */
static const char *name_of(const Regio *regio, const char *key, const char *name)
{
    g_autofree char *full = g_strconcat(
        key, regio->kind == AREA_POLITIE_EENHEID ? "-eenheid" : "-veiligheidsregio", NULL);
    return writer_say(regio->writer, full, "naam", name);
}

/* --- texts in lists: <prefix>1, <prefix>2 … */

static GPtrArray *list_of(const Regio *regio, const char *prefix)
{
    Writer *writer = regio->writer;
    GPtrArray *items = g_ptr_array_new();
    for (guint i = 1;; i++) {
        g_autofree char *key = g_strdup_printf("%s%u", prefix, i);
        if (texts_lookup(writer->context->texts, key) == NULL)
            return items;
        g_ptr_array_add(items, (gpointer)writer_say(writer, key, "gebied", regio->base.name));
    }
}

/* --- the summary */

static void draw_series(const Regio *regio)
{
    Writer *writer = regio->writer;
    YearSeries series = {.measure = COMPARISON_MEASURE,
                         .source = "comensha",
                         .area = writer->area,
                         .n_years = writer->series_years};
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "gemeente.zicht-kop"));
    const char *trend = cells_trend(writer, COMPARISON_MEASURE, writer->area, PERIOD_YEAR);
    flow_lead(writer->flow, *trend != '\0' ? writer_say(writer, "regio.zicht-trend")
                                           : writer_say(writer, "regio.zicht"));
    if (!figures_is_worth_drawing(writer, &series)) {
        writer_paragraph(writer, "regio.zicht-geen", "gebied", regio->base.name);
        series.area = writer->land;
        if (!figures_is_worth_drawing(writer, &series))
            return;
    }
    const char *name =
        series.area == writer->land ? writer_area(writer, writer->land) : regio->label;
    FigureText text = {.name = "regio.reeks",
                       .title = writer_say(writer, "gemeente.reeks-titel", "gemeente", name),
                       .subtitle = writer_say(writer, "gemeente.reeks-onder"),
                       .source = sources_line(writer, "comensha"),
                       .unnumbered = TRUE,
                       .height = SERIES_HEIGHT};
    figures_years(writer, writer->flow, &series, &text);
}

static void draw_panels(const Regio *regio)
{
    Writer *writer = regio->writer;
    Flow *columns[2];
    flow_columns(writer->flow, 2, NULL, columns);
    Flow *unknown = flow_panel(columns[0], writer_say(writer, "bestuur.weet-niet-kop"));
    g_autoptr(GPtrArray) questions = list_of(regio, "regio.weet-niet-");
    flow_bullets(unknown, questions->len, (const char *const *)questions->pdata);
    Flow *action = flow_panel(columns[1], writer_say(writer, "bestuur.doen-kop"));
    g_autoptr(GPtrArray) steps = list_of(regio, "regio.nu-");
    flow_numbered(action, steps->len, (const char *const *)steps->pdata);
}

void regio_summary(const Regio *regio)
{
    Writer *writer = regio->writer;
    flow_title(
        writer->flow,
        writer_say(writer, "gemeente.titel", "gemeente", words_capital(writer, regio->label)),
        writer_say(writer,
                   regio->kind == AREA_POLITIE_EENHEID ? "regio.ondertitel-eenheid"
                                                       : "regio.ondertitel-veiligheidsregio",
                   "venster", writer_period(writer, writer->window)));
    KeyFigure figures[] = {key_reported(writer, &regio->base.comparison->own, "regio"),
                           key_gemeenten(writer), key_hidden_area(writer, "regio")};
    key_figures_append(writer, G_N_ELEMENTS(figures), figures);
    draw_series(regio);
    draw_panels(regio);
    flow_page_break(writer->flow);
}

/* --- the dark number: only an estimate of the area itself */

void regio_hidden(const Regio *regio)
{
    Writer *writer = regio->writer;
    Estimate estimate;
    flow_heading(writer->flow, 1, writer_say(writer, "verborgen.titel"));
    if (!hidden_find_area(writer, HIDDEN_REGISTER, &estimate)) {
        flow_lead(writer->flow,
                  writer_say(writer, "regio.verborgen-geen", "gebied", regio->base.name));
        writer_paragraph(writer, "regio.verborgen-waarom");
    } else {
        flow_lead(writer->flow, hidden_sentence(writer, &estimate));
        flow_paragraph_with_badge(
            writer->flow,
            writer_say(writer, "verborgen.oordeel", "oordeel", hidden_verdict(writer, &estimate)),
            writer_keep(writer, inline_escape(estimate.reasons[writer->language])));
    }
    Estimate land;
    if (hidden_find_window(writer, HIDDEN_REGISTER, &land))
        writer_paragraph(writer, "regio.verborgen-land", "zin", hidden_sentence(writer, &land));
}

/* --- whom to bring to the table */

void regio_next(const Regio *regio)
{
    Writer *writer = regio->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "regio.vervolg"));
    flow_lead(writer->flow, writer_say(writer, "regio.vervolg-lead"));
    flow_keep_with_next(writer->flow);
    g_autoptr(GPtrArray) partners = list_of(regio, "regio.tafel-");
    flow_heading(writer->flow, 2, writer_say(writer, "regio.tafel"));
    flow_bullets(writer->flow, partners->len, (const char *const *)partners->pdata);
    g_autoptr(GPtrArray) agenda = list_of(regio, "regio.agenda-");
    flow_heading(writer->flow, 2, writer_say(writer, "regio.agenda"));
    flow_numbered(writer->flow, agenda->len, (const char *const *)agenda->pdata);
}

static void draw_account(const Regio *regio)
{
    Writer *writer = regio->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "verantwoording.titel"));
    writer_introduction(writer, "verantwoording.gemeente");
    account_sources_summary(writer, FALSE);
    account_protection(writer);
    writer_paragraph(writer, "regio.methode");
    words_compact(writer);
}

static void open_report(const Regio *regio)
{
    Writer *writer = regio->writer;
    const char *plain = words_capital(
        writer, name_of(regio, "regio.label", area_name(writer->areas, writer->area)));
    WriterTitle title = {.title = writer_say(writer, "gemeente.titel", "gemeente", plain),
                         .subject = writer_say(writer, "regio.onderwerp"),
                         .head_left = writer_say(writer, "regio.kop"),
                         .head_right =
                             writer_say(writer, "gemeente.kop-rechts", "gemeente", plain, "venster",
                                        writer_period(writer, writer->window))};
    writer_open(writer, &title);
}

void regio_compose(Writer *writer)
{
    g_autoptr(Comparison) comparison = comparison_new(writer);
    Day division = publication_division(writer->publication);
    gsize n;
    g_autofree AreaId *gemeenten = area_gemeenten(writer->areas, writer->area, division, &n);
    AreaId first = n > 0 ? gemeenten[0] : writer->area;
    Regio regio = {
        .writer = writer,
        .kind = area_kind(writer->areas, writer->area),
        .base = {.writer = writer,
                 .comparison = comparison,
                 .unit = area_parent(writer->areas, first, AREA_POLITIE_EENHEID, division),
                 .office = area_parent(writer->areas, first, AREA_PARKET, division)}};
    regio.base.name = name_of(&regio, "regio.naam", writer_area(writer, writer->area));
    regio.label = name_of(&regio, "regio.label", writer_area(writer, writer->area));
    open_report(&regio);
    regio_summary(&regio);
    regio_registered(&regio);
    regio_gemeenten(&regio);
    regio_others(&regio);
    regio_change(&regio);
    regio_hidden(&regio);
    regio_chain(&regio);
    regio_completeness(&regio);
    regio_next(&regio);
    draw_account(&regio);
}
