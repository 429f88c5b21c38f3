#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"
#include "report/edition/words.h"
#include "report/edition/year_words.h"

#include <string.h>

/* Figures about the gemeente that others published: measures whose source is a table, not one of
 * the three registers. */
static gboolean is_published(const Measure *measure)
{
    static const char *const registers[] = {"comensha", "om", "politie"};
    for (gsize i = 0; i < G_N_ELEMENTS(registers); i++)
        if (strcmp(measure_source(measure), registers[i]) == 0)
            return FALSE;
    return TRUE;
}

typedef struct {
    int first, last; /* years; 0: none */
    GPtrArray *measures;
} Published;

static void find_published(Writer *writer, Published *published)
{
    const MeasureList *measures = writer->context->measures;
    for (gsize i = 0; i < measure_list_count(measures); i++) {
        const Measure *measure = measure_list_get(measures, i);
        gsize n = 0;
        g_autofree PeriodCell *years =
            is_published(measure) ? publication_series(writer->publication, measure_code(measure),
                                                       writer->area, PERIOD_YEAR, "", "", &n)
                                  : NULL;
        if (n == 0)
            continue;
        g_ptr_array_add(published->measures, (gpointer)measure);
        if (published->first == 0 || years[0].period.year < published->first)
            published->first = years[0].period.year;
        published->last = MAX(published->last, years[n - 1].period.year);
    }
}

static void add_measure(Writer *writer, ReportTable *table, const Published *published,
                        const Measure *measure)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, measure_name(measure, writer->language));
    table_text(table, words_unit(writer, measure_unit(measure)));
    for (int year = published->first; year <= published->last; year++) {
        Cell cell = publication_total(writer->publication, measure_code(measure), writer->area,
                                      period_year(year));
        cells_count(table, &cell);
    }
}

/* "Nieuwe aanmeldingen slachtoffers: in 2008 en 2010 elk twee, in 2009 geen …" */
static const char *sentence(Writer *writer, const Published *published, const Measure *measure)
{
    gsize n = (gsize)published->last - (gsize)published->first + 1;
    g_autofree int *years = g_new(int, n);
    g_autofree Cell *cells = g_new(Cell, n);
    for (gsize i = 0; i < n; i++) {
        years[i] = published->first + (int)i;
        cells[i] = publication_total(writer->publication, measure_code(measure), writer->area,
                                     period_year(years[i]));
    }
    return writer_say(writer, "eerder.zin", "maat", measure_name(measure, writer->language),
                      "jaren", year_words(writer, n, years, cells));
}

static void draw_table(const Gemeente *gemeente, const Published *published)
{
    Writer *writer = gemeente->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "eerder.wat"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "maten.eenheid"));
    for (int year = published->first; year <= published->last; year++)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_year(writer, year));
    for (guint i = 0; i < published->measures->len; i++)
        add_measure(writer, table, published, g_ptr_array_index(published->measures, i));
    const Measure *first = g_ptr_array_index(published->measures, 0);
    TableInfo info = {.name = "eerder.cijfers",
                      .title = writer_say(writer, "eerder.titel", "gemeente", gemeente->name),
                      .subtitle = writer_say(writer, "eerder.onder"),
                      .source = sources_line(writer, measure_population(first)),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

void gemeente_published(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GPtrArray) measures = g_ptr_array_new();
    Published published = {0, 0, measures};
    find_published(writer, &published);
    if (measures->len == 0)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "eerder.kop"));
    writer_introduction(writer, "eerder.tekst", "gemeente", gemeente->name);
    draw_table(gemeente, &published);
    g_autoptr(GPtrArray) sentences = g_ptr_array_new();
    for (guint i = 0; i < measures->len; i++)
        g_ptr_array_add(sentences,
                        (gpointer)sentence(writer, &published, g_ptr_array_index(measures, i)));
    flow_bullets(writer->flow, sentences->len, (const char *const *)sentences->pdata);
}
