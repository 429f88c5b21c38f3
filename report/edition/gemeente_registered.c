#include "report/edition/breakdown.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"

#define SERIES_YEARS 10

/* The two place roles, side by side and never added: a person can be in both. */
static const char *const roles[] = {COMPARISON_MEASURE, "gemelde_personen_verblijf"};
static const char *const role_names[] = {"uitbuiting", "verblijf"};

static const char *role(Writer *writer, gsize i)
{
    g_autofree char *key = g_strconcat("inbeeld.", role_names[i], NULL);
    return writer_say(writer, key);
}

static void add_role_columns(Writer *writer, ReportTable *table, const char *second)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        table_add_column(table, TABLE_COLUMN_NUMBER, "N");
        table_add_column(table, TABLE_COLUMN_NUMBER, second);
        table_span_columns(table, 2, role(writer, i));
    }
}

static void add_period(Writer *writer, ReportTable *table, Period period, TableRowKind kind)
{
    table_begin_row(table, kind);
    table_text(table, writer_period(writer, period));
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Cell cell = publication_total(writer->publication, roles[i], writer->area, period);
        cells_count(table, &cell);
        cells_limits(table, &cell);
    }
}

static const char *event_sentence(Writer *writer)
{
    g_autoptr(GPtrArray) events = sources_events(
        writer, "comensha", writer->area, writer->year.year - SERIES_YEARS + 2, writer->year.year);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < events->len; i++) {
        const PublicationEvent *event = g_ptr_array_index(events, i);
        g_ptr_array_add(names, (gpointer)writer_say(writer, "jaar.kern-gebeurtenis", "naam",
                                                    event->name[writer->language], "jaar",
                                                    writer_year(writer, day_year(event->day))));
    }
    if (names->len == 0)
        return NULL;
    return writer_say(writer, "inbeeld.gebeurtenissen", "gebeurtenissen",
                      writer_list(writer, names));
}

static void draw_years(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "inbeeld.per-jaar"));
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    add_role_columns(writer, table, writer_say(writer, "algemeen.interval"));
    for (int year = writer->year.year - SERIES_YEARS + 1; year <= writer->year.year; year++)
        add_period(writer, table, period_year(year), TABLE_ROW);
    add_period(writer, table, writer->window, TABLE_ROW_TOTAL);
    TableInfo info = {.title =
                          writer_say(writer, "inbeeld.per-jaar-titel", "gemeente", gemeente->name),
                      .subtitle = writer_say(writer, "inbeeld.per-jaar-onder"),
                      .notes = event_sentence(writer),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- who was reported */

static gboolean exists(Writer *writer, const char *dimension)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Breakdown breakdown = {roles[i], writer->area, &writer->window, 1, TRUE};
        if (breakdown_exists(writer, &breakdown, dimension))
            return TRUE;
    }
    return FALSE;
}

static void add_category(Writer *writer, ReportTable *table, const char *dimension,
                         const char *category)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_code_name(writer, dimension, category));
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Cell cell = publication_cell(writer->publication, roles[i], writer->area, writer->window,
                                     dimension, category);
        Cell total = publication_total(writer->publication, roles[i], writer->area, writer->window);
        cells_count(table, &cell);
        cells_share(table, &cell, &total);
    }
}

static void add_dimension(Writer *writer, ReportTable *table, const char *dimension)
{
    if (!exists(writer, dimension))
        return;
    g_autofree char *key = g_strconcat("gemeld.", dimension, NULL);
    breakdown_add_group(table, writer_say(writer, key));
    const char *const *categories = codes_categories(writer->context->codes, dimension);
    for (; *categories != NULL; categories++)
        add_category(writer, table, dimension, *categories);
}

static void add_total(Writer *writer, ReportTable *table)
{
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, writer_say(writer, "algemeen.totaal-personen"));
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        Cell total = publication_total(writer->publication, roles[i], writer->area, writer->window);
        cells_count(table, &total);
        cells_share_of_total(table, &total);
    }
}

static void draw_persons(const Gemeente *gemeente)
{
    static const char *const dimensions[] = {"form_group", "age_group", "sex"};
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "inbeeld.wie"));
    gboolean any = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(dimensions); i++)
        any = any || exists(writer, dimensions[i]);
    if (!any) {
        writer_paragraph(writer, "inbeeld.wie-geen");
        return;
    }
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "gemeld.kenmerken-kop"));
    add_role_columns(writer, table, "%");
    for (gsize i = 0; i < G_N_ELEMENTS(dimensions); i++)
        add_dimension(writer, table, dimensions[i]);
    add_total(writer, table);
    TableInfo info = {.title = writer_say(writer, "inbeeld.wie-titel", "gemeente", gemeente->name,
                                          "venster", writer_period(writer, writer->window)),
                      .subtitle = writer_say(writer, "inbeeld.wie-onder"),
                      .notes = writer_say(writer, "inbeeld.wie-noot"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

/* --- who reported: not per gemeente, so that of the police unit */

static void draw_reporters(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "inbeeld.melders"));
    const Period periods[] = {writer->year, writer->window};
    Breakdown breakdown = {COMPARISON_MEASURE, gemeente->unit, periods, G_N_ELEMENTS(periods),
                           TRUE};
    if (gemeente->unit == AREA_NONE || !breakdown_exists(writer, &breakdown, "reporter")) {
        writer_paragraph(writer, "inbeeld.melders-geen");
        return;
    }
    const char *unit = writer_area(writer, gemeente->unit);
    writer_introduction(writer, "inbeeld.melders-tekst", "eenheid", unit);
    ReportTable *table =
        breakdown_table_new(writer, &breakdown, writer_say(writer, "gemeld.melders-kop"));
    breakdown_add_rows(writer, table, &breakdown, "reporter");
    breakdown_add_total(writer, table, &breakdown, writer_say(writer, "algemeen.totaal-personen"));
    TableInfo info = {.title = writer_say(writer, "inbeeld.melders-titel", "eenheid", unit),
                      .subtitle = writer_say(writer, "inbeeld.melders-onder"),
                      .notes = writer_say(writer, "gemeld.melders-noot"),
                      .source = sources_line(writer, "comensha"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info, table);
}

static const char *lead(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const Cell *own = &gemeente->comparison->own;
    const char *window = writer_period(writer, writer->window);
    if (own->state == STATE_SUPPRESSED)
        return writer_say(writer, "inbeeld.lead-onderdrukt", "venster", window, "gemeente",
                          gemeente->name);
    if (!cells_has_value(own))
        return writer_say(writer, "inbeeld.lead-geen", "venster", window, "gemeente",
                          gemeente->name, "toestand", cells_words(writer, own));
    if (own->value == 0)
        return writer_say(writer, "inbeeld.lead-nul", "venster", window, "gemeente",
                          gemeente->name);
    return writer_say_count(writer, "inbeeld.lead", own->value, "n", cells_words(writer, own),
                            "venster", window, "gemeente", gemeente->name);
}

void gemeente_registered(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "inbeeld.titel"));
    flow_lead(writer->flow, lead(gemeente));
    flow_keep_with_next(writer->flow);
    writer_introduction(writer, "inbeeld.rollen");
    draw_years(gemeente);
    draw_persons(gemeente);
    draw_reporters(gemeente);
}
