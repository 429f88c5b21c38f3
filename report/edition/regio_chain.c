#include "report/edition/chain_figure.h"
#include "report/edition/durations.h"
#include "report/edition/regio_parts.h"
#include "report/edition/sources.h"

/* Police and prosecution in the region: the chain of five years, and each year in one table. */

#define TABLE_YEARS 5

static const char *const police[] = {"politie_signalen", "politie_aangiften", "politie_onderzoeken",
                                     "politie_verdachten"};
static const char *const police_names[] = {"politie.signalen", "politie.aangiften",
                                           "politie.onderzoeken", "politie.verdachten"};
static const char *const prosecution[] = {"om_ingeschreven", "om_afgehandeld", "om_uitspraken"};
static const char *const prosecution_names[] = {"regio.ingeschreven", "regio.afgehandeld",
                                                "regio.uitspraken"};

static void add_cells(const Regio *regio, ReportTable *table, AreaId area, Period period, gsize n,
                      const char *const *measures)
{
    for (gsize i = 0; i < n; i++) {
        Cell cell = publication_total(regio->writer->publication, measures[i], area, period);
        cells_count(table, &cell);
    }
}

static void add_period(const Regio *regio, ReportTable *table, Period period, TableRowKind kind)
{
    AreaId office = regio->base.office;
    table_begin_row(table, kind);
    table_text(table, writer_period(regio->writer, period));
    add_cells(regio, table, regio->writer->area, period, G_N_ELEMENTS(police), police);
    if (office != AREA_NONE)
        add_cells(regio, table, office, period, G_N_ELEMENTS(prosecution), prosecution);
}

static void add_columns(Writer *writer, ReportTable *table, gsize n, const char *const *names,
                        const char *head)
{
    for (gsize i = 0; i < n; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, names[i]));
    table_span_columns(table, (guint)n, head);
}

static void draw_years(const Regio *regio)
{
    Writer *writer = regio->writer;
    gboolean has_office = regio->base.office != AREA_NONE;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "algemeen.jaar"));
    add_columns(writer, table, G_N_ELEMENTS(police), police_names,
                writer_say(writer, "grafiek.groep-politie"));
    if (has_office)
        add_columns(writer, table, G_N_ELEMENTS(prosecution), prosecution_names,
                    writer_say(writer, "regio.keten-om", "parket",
                               area_name(writer->areas, regio->base.office)));
    for (int i = TABLE_YEARS - 1; i >= 0; i--)
        add_period(regio, table, period_year(writer->year.year - i), TABLE_ROW);
    add_period(regio, table, writer->window, TABLE_ROW_TOTAL);
    TableInfo info = {.name = "regio.keten",
                      .title = writer_say(writer, "regio.keten-titel", "gebied", regio->label),
                      .subtitle = writer_say(writer, "keten.politie-onder"),
                      .notes =
                          writer_say(writer, has_office ? "regio.keten-noot" : "keten.om-geen"),
                      .source = has_office ? sources_line(writer, "politie", "om")
                                           : sources_line(writer, "politie"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}

void regio_chain(const Regio *regio)
{
    Writer *writer = regio->writer;
    ChainFigure figure = {
        .name = "grafiek.keten",
        .title = writer_say(writer, "grafiek.keten-gemeente-titel", "gemeente", regio->label),
        .area = writer->area,
        .office = regio->base.office,
        .period = writer->window};
    flow_heading(writer->flow, 1, writer_say(writer, "keten.titel"));
    flow_lead(writer->flow, writer_say(writer, "keten.lead"));
    flow_keep_with_next(writer->flow);
    chain_figure(writer, writer->flow, &figure);
    draw_years(regio);
    if (regio->base.office != AREA_NONE)
        durations_sentences(writer, writer->flow, regio->base.office);
}
