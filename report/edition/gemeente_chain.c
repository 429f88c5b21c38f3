#include "report/edition/chain_figure.h"
#include "report/edition/durations.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"

#define POLICE_YEARS 5

static const char *const measures[] = {"politie_signalen", "politie_aangiften",
                                       "politie_onderzoeken", "politie_verdachten"};
static const char *const names[] = {"politie.signalen", "politie.aangiften", "politie.onderzoeken",
                                    "politie.verdachten"};
static const char *const prosecution[] = {"om_ingeschreven", "om_afgehandeld", "om_uitspraken"};
static const char *const prosecution_names[] = {"keten.kop-ingeschreven", "keten.kop-afgehandeld",
                                                "keten.kop-uitspraken"};

static void add_cells(Writer *writer, ReportTable *table, AreaId area, Period period,
                      const char *const *codes, gsize n_codes)
{
    for (gsize i = 0; i < n_codes; i++) {
        Cell cell = publication_total(writer->publication, codes[i], area, period);
        cells_count(table, &cell);
    }
}

static void add_row(const Gemeente *gemeente, ReportTable *table, Period period, TableRowKind kind)
{
    Writer *writer = gemeente->writer;
    table_begin_row(table, kind);
    table_text(table, writer_period(writer, period));
    add_cells(writer, table, writer->area, period, measures, G_N_ELEMENTS(measures));
    if (gemeente->office != AREA_NONE)
        add_cells(writer, table, gemeente->office, period, prosecution, G_N_ELEMENTS(prosecution));
}

static void add_columns(Writer *writer, ReportTable *table, const char *const *codes,
                        const char *const *heads, gsize n_codes, const char *span)
{
    for (gsize i = 0; i < n_codes; i++) {
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, heads[i]));
        table_name_column(table, codes[i], writer_measure(writer, codes[i]));
    }
    table_span_columns(table, (guint)n_codes, span);
}

static const char *years_title(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    if (gemeente->office == AREA_NONE)
        return writer_say(writer, "keten.jaren-titel-politie", "gemeente", gemeente->name);
    return writer_say(writer, "keten.jaren-titel", "gemeente", gemeente->name, "parket",
                      writer_area(writer, gemeente->office));
}

/* Police and office in one table: each head says whose figures stand below it. */
static void draw_years(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    add_columns(writer, table, measures, names, G_N_ELEMENTS(measures),
                writer_say(writer, "keten.kop-politie"));
    if (gemeente->office != AREA_NONE)
        add_columns(writer, table, prosecution, prosecution_names, G_N_ELEMENTS(prosecution),
                    writer_say(writer, "keten.kop-parket"));
    for (int i = POLICE_YEARS - 1; i >= 0; i--)
        add_row(gemeente, table, period_year(writer->year.year - i), TABLE_ROW);
    add_row(gemeente, table, writer->window, TABLE_ROW_TOTAL);
    if (gemeente->office == AREA_NONE)
        writer_introduction(writer, "keten.om-geen");
    TableInfo info = {
        .name = "keten.jaren",
        .title = years_title(gemeente),
        .subtitle = writer_say(writer, gemeente->office != AREA_NONE ? "keten.jaren-onder"
                                                                     : "keten.politie-onder"),
        .notes = writer_say(writer, "keten.jaren-noot"),
        .source = gemeente->office != AREA_NONE ? sources_line(writer, "politie", "om")
                                                : sources_line(writer, "politie"),
        .compact = TRUE};
    table_append(writer->flow, &info, table);
    if (gemeente->office != AREA_NONE)
        durations_sentences(writer, writer->flow, gemeente->office);
}

/* Five years together: a single year of one gemeente is mostly suppressed. */
static void draw_chain(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    ChainFigure figure = {
        .name = "grafiek.keten",
        .title = writer_say(writer, "grafiek.keten-gemeente-titel", "gemeente", gemeente->name),
        .area = writer->area,
        .office = gemeente->office,
        .period = writer->window};
    chain_figure(writer, writer->flow, &figure);
}

void gemeente_chain(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "keten.titel"));
    flow_lead(writer->flow, writer_say(writer, "keten.lead"));
    flow_keep_with_next(writer->flow);
    draw_chain(gemeente);
    draw_years(gemeente);
}
