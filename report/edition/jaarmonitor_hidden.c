#include "report/chart/estimate_chart.h"
#include "report/chart/row_chart.h"
#include "report/edition/figures.h"
#include "report/edition/hidden.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/replicates.h"
#include "report/edition/sources.h"

#include <math.h>
#include <string.h>

/* Name of a figure or table: of the register, or of a published table of lists. */
static const char *name_of(Writer *writer, const char *name, const char *subject)
{
    return strcmp(subject, HIDDEN_REGISTER) == 0
               ? name
               : writer_keep(writer, g_strconcat(name, "-", subject, NULL));
}

/* Key of the source of a subject's estimates. */
static const char *source_of(const Estimate *estimate)
{
    return strcmp(estimate->subject, HIDDEN_REGISTER) == 0 ? "comensha" : "mse-2017";
}

static const char *reasons(Writer *writer, const Estimate *estimate)
{
    const char *text = estimate->reasons[writer->language];
    return text != NULL ? writer_keep(writer, inline_escape(text)) : "";
}

/* The method without the notation of the model, [12,14,2.year], which only a statistician reads; it
 * stands in the open data. */
static const char *method_words(Writer *writer, const Estimate *estimate)
{
    g_autoptr(GRegex) notation = g_regex_new(" *\\[[^]]*\\]", 0, 0, NULL);
    g_autofree char *plain =
        g_regex_replace_literal(notation, estimate->method[writer->language], -1, 0, "", 0, NULL);
    return writer_keep(writer, inline_escape(plain));
}

static void draw_verdict(Writer *writer, const Estimate *estimate)
{
    const char *badge =
        writer_say(writer, "verborgen.oordeel", "oordeel", hidden_verdict(writer, estimate));
    const char *method =
        writer_say(writer,
                   strcmp(estimate->subject, HIDDEN_REGISTER) == 0 ? "verborgen.methode"
                                                                   : "verborgen.methode-kort",
                   "methode", method_words(writer, estimate));
    flow_paragraph_with_badge(writer->flow, badge,
                              writer_join(writer, reasons(writer, estimate),
                                          replicates_reason(writer, estimate), method));
}

/* --- registered and estimated per year */

static ChartValue estimated_value(const Estimate *estimate)
{
    return hidden_has_range(estimate)
               ? chart_value_with_interval(estimate->total, estimate->lower, estimate->upper)
               : chart_empty(STATE_NOT_AVAILABLE);
}

static const char *years_in_words(Writer *writer, gsize n, const Estimate *estimates)
{
    GString *words = g_string_new(NULL);
    for (gsize i = 0; i < n; i++)
        g_string_append_printf(words, "%s%s", i > 0 ? " " : "",
                               hidden_sentence(writer, &estimates[i]));
    return writer_keep(writer, g_string_free(words, FALSE));
}

static void draw_chart(Writer *writer, gsize n, const Estimate *estimates)
{
    g_autofree ChartValue *registered = g_new(ChartValue, n);
    g_autofree ChartValue *estimated = g_new(ChartValue, n);
    g_autofree const char **periods = g_new(const char *, n);
    for (gsize i = 0; i < n; i++) {
        periods[i] = writer_period(writer, estimates[i].period);
        registered[i] = estimates[i].registered >= 0 ? chart_value((double)estimates[i].registered)
                                                     : chart_empty(STATE_NOT_AVAILABLE);
        estimated[i] = estimated_value(&estimates[i]);
    }
    const char *level = writer_decimal(writer, 100.0 * estimates[n - 1].level, 0);
    EstimateChart chart = {.n_periods = (guint)n,
                           .periods = periods,
                           .registered = registered,
                           .estimated = estimated,
                           .registered_name = writer_say(writer, "verborgen.figuur-gemeld"),
                           .estimated_name = writer_say(writer, "verborgen.figuur-geschat"),
                           .estimated_note =
                               writer_say(writer, "verborgen.figuur-band", "niveau", level),
                           .language = writer->language};
    FigureInfo info = {.name = "verborgen.figuur",
                       .title = writer_say(writer, "verborgen.figuur-titel"),
                       .subtitle = writer_say(writer, "verborgen.figuur-onder", "niveau", level),
                       .source = sources_line(writer, "comensha"),
                       .how_to_read = writer_say(writer, "verborgen.figuur-lezen"),
                       .alternative = years_in_words(writer, n, estimates)};
    flow_figure(writer->flow, &info, estimate_chart_new(&chart));
}

/* --- table, with strata */

/* The year, or the group by its own name where the code list has none. */
static const char *row_name(Writer *writer, const Estimate *estimate)
{
    if (estimate->dimension[0] == '\0')
        return writer_period(writer, estimate->period);
    g_autofree char *key =
        g_strdup_printf("verborgen.groep-%s-%s", estimate->dimension, estimate->category);
    const char *own = texts_lookup(writer->context->texts, key);
    return own != NULL ? own : writer_code_name(writer, estimate->dimension, estimate->category);
}

static void add_estimate(Writer *writer, ReportTable *table, const Estimate *estimate)
{
    const char *view = hidden_view(writer, estimate);
    gboolean has_total = estimate->state == STATE_VALUE && isfinite(estimate->total);
    table_begin_row(table, TABLE_ROW);
    table_text(table, row_name(writer, estimate));
    if (estimate->registered >= 0)
        table_count(table, estimate->registered);
    else
        table_state(table, estimate->state == STATE_VALUE ? STATE_NOT_AVAILABLE : estimate->state);
    if (has_total)
        table_number_as(table, estimate->total, writer_rounded(writer, estimate->total));
    else
        table_state(table, STATE_NOT_AVAILABLE);
    if (estimate->state == STATE_VALUE && isfinite(estimate->lower))
        table_range_as(table, estimate->lower, estimate->upper, hidden_range(writer, estimate));
    else
        table_text(table, hidden_range(writer, estimate));
    if (view != NULL)
        table_range_as(table, hidden_view_percent(estimate->view_lower, FALSE),
                       hidden_view_percent(estimate->view_upper, TRUE), view);
    else
        table_state(table, STATE_NOT_AVAILABLE);
    table_text(table, hidden_verdict(writer, estimate));
}

static void add_group_head(Writer *writer, ReportTable *table, const char *dimension, Period period)
{
    g_autofree char *key = g_strconcat("verborgen.groepen-", dimension, NULL);
    table_begin_row(table, TABLE_ROW_GROUP);
    table_text(table, writer_say(writer, key, "periode", writer_period(writer, period)));
}

/* The groups of a dimension in the order of the code list; those that are not in it come last. */
static void add_groups(Writer *writer, ReportTable *table, gsize n, const Estimate *estimates,
                       const char *dimension)
{
    const Codes *codes = writer->context->codes;
    const char *const *order = codes_categories(codes, dimension);
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    for (; order != NULL && *order != NULL; order++)
        for (gsize i = 0; i < n; i++)
            if (strcmp(estimates[i].dimension, dimension) == 0 &&
                strcmp(estimates[i].category, *order) == 0)
                g_ptr_array_add(found, (gpointer)&estimates[i]);
    for (gsize i = 0; i < n; i++)
        if (strcmp(estimates[i].dimension, dimension) == 0 &&
            !codes_has(codes, dimension, estimates[i].category))
            g_ptr_array_add(found, (gpointer)&estimates[i]);
    for (guint i = 0; i < found->len; i++) {
        const Estimate *one = g_ptr_array_index(found, i);
        if (i == 0)
            add_group_head(writer, table, dimension, one->period);
        add_estimate(writer, table, one);
    }
}

static void add_estimate_columns(Writer *writer, ReportTable *table, const char *head, double level)
{
    table_add_column(table, TABLE_COLUMN_TEXT, head);
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "verborgen.tabel-gemeld"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "verborgen.tabel-geschat"));
    table_add_column(table, TABLE_COLUMN_NUMBER,
                     writer_say(writer, "verborgen.tabel-interval", "niveau",
                                writer_decimal(writer, 100.0 * level, 0)));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "verborgen.tabel-in-beeld"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verborgen.tabel-oordeel"));
}

static void append_estimates(Writer *writer, ReportTable *table, const char *name,
                             const char *title, gboolean with_notes)
{
    TableInfo info = {.name = name,
                      .title = title,
                      .subtitle = writer_say(writer, "verborgen.tabel-onder"),
                      .notes = with_notes ? writer_say(writer, "verborgen.tabel-noot") : NULL,
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* The years, and the years together. */
static void draw_years(Writer *writer, double level)
{
    gsize n;
    g_autofree Estimate *estimates =
        publication_estimates(writer->publication, HIDDEN_REGISTER, &n);
    ReportTable *table = table_new(writer->language);
    add_estimate_columns(writer, table, writer_say(writer, "verborgen.tabel-periode"), level);
    for (int pass = 0; pass < 2; pass++)
        for (gsize i = 0; i < n; i++)
            if (estimates[i].area == writer->land && estimates[i].dimension[0] == '\0' &&
                (estimates[i].period.kind == PERIOD_WINDOW) == (pass == 1))
                add_estimate(writer, table, &estimates[i]);
    append_estimates(writer, table, "verborgen.tabel", writer_say(writer, "verborgen.tabel-titel"),
                     TRUE);
}

/* The groups within the years together. */
static void draw_groups(Writer *writer, double level)
{
    static const char *const dimensions[] = {"form_group", "age_group", "sex", "nationality_group"};
    gsize n, n_groups = 0;
    g_autofree Estimate *estimates =
        publication_estimates(writer->publication, HIDDEN_REGISTER, &n);
    for (gsize i = 0; i < n; i++)
        n_groups += estimates[i].dimension[0] != '\0' ? 1 : 0;
    if (n_groups == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "verborgen.groepen"));
    writer_introduction(writer, "verborgen.groepen-tekst");
    ReportTable *table = table_new(writer->language);
    add_estimate_columns(writer, table, writer_say(writer, "verborgen.tabel-groep"), level);
    for (gsize i = 0; i < G_N_ELEMENTS(dimensions); i++)
        add_groups(writer, table, n, estimates, dimensions[i]);
    append_estimates(writer, table, "verborgen.groepen",
                     writer_say(writer, "verborgen.groepen-titel"), FALSE);
}

/* --- change between years */

static const char *percent_change(Writer *writer, double ratio)
{
    return writer_keep(writer, format_change(ratio, 0, writer->language));
}

static const char *change_words(Writer *writer, const PublishedChange *change)
{
    return writer_say(writer, change->lower > 1   ? "verborgen.verschil-meer"
                              : change->upper < 1 ? "verborgen.verschil-minder"
                                                  : "verborgen.verschil-geen");
}

static void add_change(Writer *writer, ReportTable *table, const PublishedChange *change)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_say(writer, "verborgen.verschil-jaren", "van",
                                 writer_period(writer, change->base), "tot",
                                 writer_period(writer, change->period)));
    table_number_as(table, 100 * (change->ratio - 1), percent_change(writer, change->ratio));
    table_range_as(table, 100 * (change->lower - 1), 100 * (change->upper - 1),
                   writer_say(writer, "verborgen.verschil-bereik", "onder",
                              percent_change(writer, change->lower), "boven",
                              percent_change(writer, change->upper)));
    table_text(table, change_words(writer, change));
}

/* Each earlier year beside the last: what the two estimates together can tell. */
static void draw_changes(Writer *writer)
{
    gsize n;
    g_autofree PublishedChange *changes =
        publication_changes(writer->publication, HIDDEN_REGISTER, writer->land, &n);
    if (n == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "verborgen.verschil"));
    writer_introduction(writer, "verborgen.verschil-tekst");
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verborgen.verschil-kop"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "verborgen.verschil-kolom"));
    table_add_column(table, TABLE_COLUMN_NUMBER,
                     writer_say(writer, "verborgen.tabel-interval", "niveau",
                                writer_decimal(writer, 100.0 * changes[0].level, 0)));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verborgen.verschil-oordeel"));
    for (gsize i = 0; i < n; i++)
        add_change(writer, table, &changes[i]);
    TableInfo info = {.name = "verborgen.verschil",
                      .title = writer_say(writer, "verborgen.verschil-titel", "jaar",
                                          writer_period(writer, changes[0].period)),
                      .subtitle = writer_say(writer, "verborgen.verschil-onder"),
                      .notes = writer_say(writer, "verborgen.verschil-noot"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- other answers */

static const char *alternative_name(Writer *writer, const EstimateAlternative *alternative)
{
    if (strcmp(alternative->kind, "model") == 0 && isfinite(alternative->criterion))
        return writer_say(writer, "verborgen.soort-model-bic", "afstand",
                          writer_decimal(writer, alternative->criterion, 1));
    g_autofree char *key = g_strconcat("verborgen.soort-", alternative->kind, NULL);
    return writer_say(writer, key, "naam", alternative->name);
}

static const char *alternative_label(Writer *writer, const ChartValue *value)
{
    if (!chart_has_value(value))
        return writer_say(writer, "verborgen.oordeel-refused");
    if (!chart_has_interval(value))
        return writer_rounded(writer, value->value);
    return writer_say(writer, "verborgen.bereik", "onder", writer_rounded(writer, value->lower),
                      "boven", writer_rounded(writer, value->upper));
}

static ChartRow alternative_row(Writer *writer, const EstimateAlternative *alternative)
{
    ChartRow row = {.name = alternative_name(writer, alternative), .compared = NAN};
    if (!isfinite(alternative->total))
        row.value = chart_empty(STATE_NOT_AVAILABLE);
    else
        row.value = chart_value_with_interval(
            alternative->total, isfinite(alternative->upper) ? alternative->lower : NAN,
            isfinite(alternative->upper) ? alternative->upper : NAN);
    row.label = alternative_label(writer, &row.value);
    return row;
}

static const char *rows_in_words(Writer *writer, const char *title, const GArray *rows)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        const ChartRow *row = &g_array_index(rows, ChartRow, i);
        g_string_append_printf(words, "%s%s: %s", i > 0 ? "; " : "", row->name, row->label);
    }
    return writer_say(writer, "figuur.punten", "titel", title, "waarden",
                      writer_keep(writer, g_string_free(words, FALSE)));
}

static void draw_alternatives(Writer *writer, const Estimate *estimate)
{
    gsize n;
    g_autofree EstimateAlternative *alternatives = publication_alternatives(
        writer->publication, estimate->subject, estimate->area, estimate->period, &n);
    if (n == 0)
        return;
    const char *period = writer_period(writer, estimate->period);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(ChartRow));
    ChartRow chosen = {.name = writer_say(writer, "verborgen.gevoelig-gekozen"),
                       .value = estimated_value(estimate),
                       .compared = NAN,
                       .emphasised = TRUE};
    chosen.label = alternative_label(writer, &chosen.value);
    g_array_append_val(rows, chosen);
    for (gsize i = 0; i < n; i++) {
        if (alternatives[i].criterion == 0)
            continue; /* the chosen model itself */
        ChartRow row = alternative_row(writer, &alternatives[i]);
        g_array_append_val(rows, row);
    }
    RowChart chart = {.n_rows = rows->len,
                      .rows = (const ChartRow *)(gpointer)rows->data,
                      .whole = TRUE,
                      .estimated = TRUE,
                      .dense = TRUE,
                      .axis_title = writer_say(writer, "grafiek.herhaling-as"),
                      .language = writer->language};
    FigureInfo info = {
        .name = name_of(writer, "verborgen.gevoelig", estimate->subject),
        .title = writer_say(writer, "verborgen.gevoelig-titel", "periode", period),
        .subtitle = writer_say(writer, "verborgen.gevoelig-onder"),
        .source = sources_line(writer, source_of(estimate)),
        .how_to_read = strcmp(estimate->subject, HIDDEN_REGISTER) == 0
                           ? writer_say(writer, "verborgen.gevoelig-lezen")
                           : NULL, /* said once */
        .alternative = rows_in_words(
            writer, writer_say(writer, "verborgen.gevoelig-titel", "periode", period), rows)};
    flow_figure(writer->flow, &info, row_intervals_new(&chart));
}

/* --- published figures */

static void draw_published_estimates(Writer *writer)
{
    writer_introduction(writer, "verborgen.vergelijk-tekst");
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verborgen.vergelijk-kop"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "verborgen.vergelijk-aantal"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "verborgen.vergelijk-marge"));
    static const char *const fields[] = {"periode", "aantal", "marge"};
    for (guint i = 1; i <= 2; i++) {
        table_begin_row(table, TABLE_ROW);
        for (gsize j = 0; j < G_N_ELEMENTS(fields); j++) {
            g_autofree char *key = g_strdup_printf("verborgen.vergelijk-%u-%s", i, fields[j]);
            table_text(table, writer_say(writer, key));
        }
    }
    TableInfo info = {.name = "verborgen.vergelijk",
                      .title = writer_say(writer, "verborgen.vergelijk-titel"),
                      .subtitle = writer_say(writer, "verborgen.vergelijk-onder"),
                      .notes = writer_say(writer, "verborgen.vergelijk-noot"),
                      .source = sources_line(writer, "mse-nl"),
                      .narrow = TRUE,
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

/* Estimates from a published table of lists: every subject that is not the register. */
static void draw_published_tables(Writer *writer)
{
    gsize n;
    g_autofree Estimate *all = publication_estimates(writer->publication, NULL, &n);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(all[i].subject, HIDDEN_REGISTER) == 0 || all[i].dimension[0] != '\0')
            continue;
        writer_paragraph(writer, "verborgen.tabel-2010-tekst", "oordeel",
                         hidden_verdict(writer, &all[i]), "n",
                         writer_count(writer, all[i].registered));
        draw_verdict(writer, &all[i]);
        draw_alternatives(writer, &all[i]);
        replicates_figure(writer, &all[i], "grafiek.herhaling-gepubliceerd");
    }
}

static void draw_register(Writer *writer, gsize n, const Estimate *estimates)
{
    const Estimate *last = &estimates[n - 1];
    Estimate window;
    gboolean has_window = hidden_find_window(writer, HIDDEN_REGISTER, &window);
    flow_lead(writer->flow, hidden_sentence(writer, last));
    draw_verdict(writer, last);
    draw_chart(writer, n, estimates);
    draw_years(writer, last->level);
    draw_changes(writer);
    draw_groups(writer, last->level);
    flow_heading(writer->flow, 2, writer_say(writer, "verborgen.gevoelig"));
    writer_introduction(writer, "verborgen.gevoelig-tekst");
    draw_alternatives(writer, has_window ? &window : last);
    replicates_figure(writer, has_window ? &window : last, "grafiek.herhaling");
}

void jaarmonitor_hidden(Writer *writer)
{
    gsize n;
    g_autofree Estimate *estimates = hidden_totals(writer, HIDDEN_REGISTER, &n);
    flow_heading(writer->flow, 1, writer_say(writer, "verborgen.titel"));
    if (n > 0) {
        draw_register(writer, n, estimates);
    } else {
        flow_lead(writer->flow, writer_say(writer, "verborgen.geen-lead"));
        writer_paragraph(writer, "verborgen.geen-tekst");
    }
    flow_heading(writer->flow, 2, writer_say(writer, "verborgen.gepubliceerd"));
    draw_published_tables(writer);
    draw_published_estimates(writer);
}
