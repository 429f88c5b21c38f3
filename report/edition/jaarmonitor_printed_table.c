#include "core/rank.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/printed_table.h"

#define MEASURE "om_ingeschreven_2007_2011"
#define FIRST_YEAR 2007
#define N_YEARS 5
#define N_COLUMNS (N_YEARS + 1) /* the last is the total of the years */
#define N_OFFICES 19            /* PO01 .. PO19, in the order of the print */
#define TOP 5

typedef struct {
    AreaId offices[N_OFFICES];
    gint64 counts[N_OFFICES][N_COLUMNS];
    gint64 totals[N_COLUMNS];
} PrintedCounts;

static gboolean read_office(Writer *writer, PrintedCounts *printed, gsize office)
{
    char code[8];
    g_snprintf(code, sizeof code, "PO%02u", (guint)office + 1);
    printed->offices[office] = area_find_code(writer->areas, code);
    for (gsize i = 0; i < N_YEARS; i++) {
        Cell cell = publication_total(writer->publication, MEASURE, printed->offices[office],
                                      period_year(FIRST_YEAR + (int)i));
        if (cell.state != STATE_VALUE)
            return FALSE;
        printed->counts[office][i] = cell.value;
        printed->counts[office][N_YEARS] += cell.value;
        printed->totals[i] += cell.value;
        printed->totals[N_YEARS] += cell.value;
    }
    return TRUE;
}

static gboolean read_counts(Writer *writer, PrintedCounts *printed)
{
    for (gsize i = 0; i < N_OFFICES; i++)
        if (!read_office(writer, printed, i))
            return FALSE;
    return TRUE;
}

static void add_columns(Writer *writer, ReportTable *table)
{
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "om.gedrukt-kop"));
    for (int i = 0; i < N_COLUMNS; i++) {
        table_add_column(table, TABLE_COLUMN_NUMBER, "N");
        table_add_column(table, TABLE_COLUMN_NUMBER, "%");
        table_span_columns(table, 2,
                           i < N_YEARS ? writer_year(writer, FIRST_YEAR + i)
                                       : writer_say(writer, "om.gedrukt-totaal"));
    }
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "om.gedrukt-top"));
}

/* N and %; the print has a dash for zero in both. */
static void add_pair(ReportTable *table, gint64 count, gint64 total)
{
    if (count == 0) {
        table_text(table, "-");
        table_text(table, "-");
        return;
    }
    table_count(table, count);
    table_share(table, count, total);
}

/* "Den Bosch" in the print, 's-Hertogenbosch in the register of areas. */
static const char *printed_name(Writer *writer, AreaId office)
{
    g_autofree char *key = g_strconcat("parket-2012.", area_code(writer->areas, office), NULL);
    const char *own = texts_lookup(writer->context->texts, key);
    return own != NULL ? own : area_name(writer->areas, office);
}

static void add_rank(ReportTable *table, Rank rank)
{
    if (rank.place > TOP) {
        table_text(table, "");
        return;
    }
    table_count(table, rank.place);
    if (rank.tied)
        table_mark_tie(table);
}

ReportTable *printed_table_new(Writer *writer)
{
    PrintedCounts printed = {0};
    if (!read_counts(writer, &printed))
        return NULL;
    gint64 five_years[N_OFFICES];
    for (gsize i = 0; i < N_OFFICES; i++)
        five_years[i] = printed.counts[i][N_YEARS];
    Rank ranks[N_OFFICES];
    rank_descending(N_OFFICES, five_years, ranks);
    ReportTable *table = table_new(writer->language);
    add_columns(writer, table);
    for (gsize i = 0; i < N_OFFICES; i++) {
        table_begin_row(table, TABLE_ROW);
        table_text(table, printed_name(writer, printed.offices[i]));
        for (gsize j = 0; j < N_COLUMNS; j++)
            add_pair(table, printed.counts[i][j], printed.totals[j]);
        add_rank(table, ranks[i]);
    }
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, writer_say(writer, "om.gedrukt-totaal"));
    for (gsize j = 0; j < N_COLUMNS; j++)
        add_pair(table, printed.totals[j], printed.totals[j]);
    table_text(table, "");
    return table;
}

void jaarmonitor_printed_table(Writer *writer)
{
    ReportTable *table = printed_table_new(writer);
    if (table == NULL)
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "om.gedrukt"));
    writer_introduction(writer, "om.gedrukt-tekst");
    TableInfo info = {.name = "om.gedrukt",
                      .title = writer_say(writer, "om.gedrukt-titel"),
                      .subtitle = writer_say(writer, "om.gedrukt-onder"),
                      .notes = writer_say(writer, "om.gedrukt-noot"),
                      .source = writer_say(writer, "om.gedrukt-bron"),
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
}
