#include "report/edition/words.h"

#include <string.h>

static void add_mark(Writer *writer, ReportTable *table, const char *mark, const char *name)
{
    g_autofree char *key = g_strconcat("teken.", name, NULL);
    table_begin_row(table, TABLE_ROW);
    table_text(table, mark);
    table_text(table, writer_say(writer, key));
}

const char *words_capital(Writer *writer, const char *words)
{
    GString *capital = g_string_new(NULL);
    g_string_append_unichar(capital, g_unichar_toupper(g_utf8_get_char(words)));
    g_string_append(capital, g_utf8_next_char(words));
    return writer_keep(writer, g_string_free(capital, FALSE));
}

void words_marks_table(Writer *writer, Flow *flow)
{
    static const CellState states[] = {STATE_SUPPRESSED, STATE_NOT_LOOKED_FOR, STATE_NOT_DELIVERED,
                                       STATE_NOT_AVAILABLE, STATE_NOT_APPLICABLE};
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "teken.kop"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "teken.betekenis"));
    add_mark(writer, table, "0", "zero");
    for (gsize i = 0; i < G_N_ELEMENTS(states); i++)
        add_mark(writer, table, state_mark(states[i], writer->language == LANGUAGE_EN),
                 state_word(states[i]));
    add_mark(writer, table, "*", "provisional");
    TableInfo info = {.name = "teken.tekens",
                      .title = writer_say(writer, "teken.titel"),
                      .unnumbered = TRUE,
                      .compact = TRUE};
    table_append(flow, &info, table);
}

static gboolean has_figures(Writer *writer, const Measure *measure)
{
    gsize n_years = 0, n_windows = 0;
    const char *code = measure_code(measure);
    g_free(
        publication_series(writer->publication, code, writer->area, PERIOD_YEAR, "", "", &n_years));
    g_free(publication_series(writer->publication, code, writer->area, PERIOD_WINDOW, "", "",
                              &n_windows));
    return n_years + n_windows > 0;
}

static const char *place_role(Writer *writer, const Measure *measure)
{
    g_autofree char *key = g_strconcat("plaatsrol.", measure_place_role(measure), NULL);
    const char *words = texts_lookup(writer->context->texts, key);
    return words != NULL ? words : measure_place_role(measure);
}

const char *words_unit(Writer *writer, const char *unit)
{
    g_autofree char *key = g_strconcat("eenheid.", unit, NULL);
    g_strdelimit(key, " ", '-');
    const char *words = texts_lookup(writer->context->texts, key);
    return words != NULL ? words : unit;
}

void words_measures_table(Writer *writer, Flow *flow)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "maten.naam"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "maten.eenheid"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "maten.plaatsrol"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "maten.definitie"));
    const MeasureList *measures = writer->context->measures;
    for (gsize i = 0; i < measure_list_count(measures); i++) {
        const Measure *measure = measure_list_get(measures, i);
        if (!has_figures(writer, measure))
            continue;
        table_begin_row(table, TABLE_ROW);
        table_text(table, measure_name(measure, writer->language));
        table_text(table, words_unit(writer, measure_unit(measure)));
        table_text(table, place_role(writer, measure));
        table_text(table, measure_definition(measure, writer->language));
    }
    TableInfo info = {.name = "maten.maten",
                      .title = writer_say(writer, "maten.titel"),
                      .subtitle = writer_say(writer, "maten.onder"),
                      .compact = TRUE};
    table_append(flow, &info, table);
}

static int by_words(gconstpointer a, gconstpointer b)
{
    g_autofree char *left = g_utf8_casefold(*(const char *const *)a, -1);
    g_autofree char *right = g_utf8_casefold(*(const char *const *)b, -1);
    return strcmp(left, right);
}

/* The explanations of the terms used, in alphabetical order. */
static GPtrArray *explanations(Writer *writer)
{
    GPtrArray *items = terms_used(writer->terms, TERM_EXPLAINED);
    for (guint i = 0; i < items->len; i++) {
        g_autofree char *key = g_strconcat("begrip.", g_ptr_array_index(items, i), NULL);
        items->pdata[i] = (gpointer)texts_get(writer->context->texts, key);
    }
    g_ptr_array_sort(items, by_words);
    return items;
}

void words_glossary(Writer *writer, Flow *flow)
{
    g_autoptr(GPtrArray) items = explanations(writer);
    if (items->len == 0)
        return;
    flow_heading(flow, 2, writer_say(writer, "begrip.kop"));
    writer_introduction(writer, "begrip.tekst");
    flow_bullets(flow, items->len, (const char *const *)items->pdata);
}

void words_abbreviations(Writer *writer, Flow *flow)
{
    g_autoptr(GPtrArray) used = terms_used(writer->terms, TERM_ABBREVIATED);
    if (used->len == 0)
        return;
    flow_heading(flow, 2, writer_say(writer, "afkorting.kop"));
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "afkorting.afkorting"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "afkorting.voluit"));
    for (guint i = 0; i < used->len; i++) {
        const char *abbreviation = g_ptr_array_index(used, i);
        g_autofree char *key = g_strconcat("afkorting.", abbreviation, NULL);
        table_begin_row(table, TABLE_ROW);
        table_text(table, abbreviation);
        table_text(table, texts_get(writer->context->texts, key));
    }
    TableInfo info = {.name = "afkorting.lijst",
                      .title = writer_say(writer, "afkorting.titel"),
                      .unnumbered = TRUE,
                      .compact = TRUE};
    table_append(flow, &info, table);
}

/* "Afkortingen: AVG: Algemene verordening …; OM: …", in one paragraph; NULL when there are none. */
static const char *abbreviations(Writer *writer)
{
    g_autoptr(GPtrArray) used = terms_used(writer->terms, TERM_ABBREVIATED);
    g_autoptr(GString) row = g_string_new(NULL);
    for (guint i = 0; i < used->len; i++) {
        const char *abbreviation = g_ptr_array_index(used, i);
        g_autofree char *key = g_strconcat("afkorting.", abbreviation, NULL);
        g_string_append_printf(row, "%s%s", i > 0 ? "; " : "",
                               writer_say(writer, "afkorting.kort", "afkorting", abbreviation,
                                          "voluit", texts_get(writer->context->texts, key)));
    }
    return used->len > 0 ? writer_say(writer, "afkorting.rij", "afkortingen", row->str) : NULL;
}

/* Down the first column as long as more than half of a text belongs to the first half of all. */
void words_columns(Flow *flow, const GPtrArray *texts)
{
    Flow *columns[2];
    gsize all = 0, seen = 0;
    flow_columns(flow, G_N_ELEMENTS(columns), NULL, columns);
    for (guint i = 0; i < texts->len; i++)
        all += strlen(g_ptr_array_index(texts, i));
    for (guint i = 0; i < texts->len; i++) {
        const char *text = g_ptr_array_index(texts, i);
        gsize length = strlen(text);
        flow_small_print(columns[i > 0 && 2 * seen + length >= all ? 1 : 0], text);
        seen += length;
    }
}

void words_compact(Writer *writer)
{
    g_autoptr(GPtrArray) items = explanations(writer);
    if (items->len == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "begrip.kop"));
    words_columns(writer->flow, items);
    const char *row = abbreviations(writer);
    if (row == NULL)
        return;
    flow_keep_with_next(writer->flow);
    flow_small_print(writer->flow, row);
}
