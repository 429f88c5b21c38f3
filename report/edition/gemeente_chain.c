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
static const char *const prosecution_names[] = {"om.ingeschreven", "om.afgehandeld",
                                                "om.uitspraken"};

static void add_row(Writer *writer, ReportTable *table, AreaId area, Period period,
                    const char *const *codes, gsize n_codes, TableRowKind kind)
{
    table_begin_row(table, kind);
    table_text(table, writer_period(writer, period));
    for (gsize i = 0; i < n_codes; i++) {
        Cell cell = publication_total(writer->publication, codes[i], area, period);
        cells_count(table, &cell);
    }
}

static ReportTable *chain_table(Writer *writer, AreaId area, const char *const *codes,
                                const char *const *heads, gsize n_codes)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    for (gsize i = 0; i < n_codes; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, heads[i]));
    for (int i = POLICE_YEARS - 1; i >= 0; i--)
        add_row(writer, table, area, period_year(writer->year.year - i), codes, n_codes, TABLE_ROW);
    add_row(writer, table, area, writer->window, codes, n_codes, TABLE_ROW_TOTAL);
    return table;
}

static void draw_police(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "keten.politie"));
    writer_introduction(writer, "keten.politie-tekst");
    TableInfo info = {.name = "keten.politie",
                      .title =
                          writer_say(writer, "keten.politie-titel", "gemeente", gemeente->name),
                      .subtitle = writer_say(writer, "keten.politie-onder"),
                      .source = sources_line(writer, "politie"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info,
                 chain_table(writer, writer->area, measures, names, G_N_ELEMENTS(measures)));
}

static void draw_prosecution(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 2, writer_say(writer, "keten.om"));
    if (gemeente->office == AREA_NONE) {
        writer_paragraph(writer, "keten.om-geen");
        return;
    }
    const char *office = writer_area(writer, gemeente->office);
    writer_introduction(writer, "keten.om-tekst", "parket", office);
    TableInfo info = {.name = "keten.om",
                      .title = writer_say(writer, "keten.om-titel", "parket", office),
                      .subtitle = writer_say(writer, "keten.om-onder"),
                      .source = sources_line(writer, "om"),
                      .compact = TRUE,
                      .narrow = TRUE};
    table_append(writer->flow, &info,
                 chain_table(writer, gemeente->office, prosecution, prosecution_names,
                             G_N_ELEMENTS(prosecution)));
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
    draw_police(gemeente);
    draw_prosecution(gemeente);
}
