#include "report/edition/cells.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/sources.h"

#include <string.h>

#define MEASURE "gemelde_personen_uitbuiting"

static const char *const police[] = {"politie_signalen", "politie_aangiften", "politie_onderzoeken",
                                     "politie_verdachten"};
static const char *const police_heads[] = {"politie.signalen", "politie.aangiften",
                                           "politie.onderzoeken", "politie.verdachten"};

static ReportTable *table_with_heads(Writer *writer)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "bijlage.kop"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "bijlage.personen"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "waar.kolom-rate"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "waar.kolom-marge"));
    table_span_columns(table, 3, writer_say(writer, "bijlage.uitbuiting"));
    table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, "bijlage.personen"));
    table_span_columns(table, 1, writer_say(writer, "bijlage.verblijf"));
    for (gsize i = 0; i < G_N_ELEMENTS(police); i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, police_heads[i]));
    table_span_columns(table, G_N_ELEMENTS(police), writer_say(writer, "bijlage.politie"));
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "bijlage.positie"));
    return table;
}

/* The place among gemeenten of like size in words; a number that is not shown has none. */
static void add_position(Writer *writer, ReportTable *table, AreaId area, const Cell *own)
{
    PublishedBenchmark one;
    if (own->state == STATE_SUPPRESSED) {
        table_state(table, STATE_SUPPRESSED);
    } else if (!cells_has_value(own) ||
               !publication_benchmark(writer->publication, MEASURE, area, writer->window, &one) ||
               one.position == NULL) {
        table_state(table, STATE_NOT_AVAILABLE);
    } else {
        g_autofree char *key = g_strconcat("bijlage.positie-", one.position, NULL);
        table_text(table, writer_say(writer, key));
    }
}

static void add_gemeente(Writer *writer, ReportTable *table, const AreaCell *gemeente)
{
    Publication *publication = writer->publication;
    Cell residence =
        publication_total(publication, "gemelde_personen_verblijf", gemeente->area, writer->window);
    table_begin_row(table, TABLE_ROW);
    table_text(table, area_name(writer->areas, gemeente->area));
    cells_count(table, &gemeente->cell);
    cells_rate(table, &gemeente->cell);
    cells_rate_limits(table, &gemeente->cell);
    cells_count(table, &residence);
    for (gsize i = 0; i < G_N_ELEMENTS(police); i++) {
        Cell cell = publication_total(publication, police[i], gemeente->area, writer->window);
        cells_count(table, &cell);
    }
    add_position(writer, table, gemeente->area, &gemeente->cell);
}

void jaarmonitor_annex(Writer *writer)
{
    gsize n;
    g_autofree AreaCell *gemeenten = publication_areas(writer->publication, MEASURE, AREA_GEMEENTE,
                                                       writer->window, NULL, NULL, &n);
    if (n == 0)
        return;
    flow_landscape_begin(writer->flow);
    flow_heading_unnumbered(writer->flow, 1, writer_say(writer, "bijlage.titel"));
    writer_introduction(writer, "bijlage.tekst");
    ReportTable *table = table_with_heads(writer);
    for (gsize i = 0; i < n; i++)
        add_gemeente(writer, table, &gemeenten[i]);
    TableInfo info = {.name = "bijlage.gemeenten",
                      .title = writer_say(writer, "bijlage.tabel-titel", "venster",
                                          writer_period(writer, writer->window)),
                      .subtitle = writer_say(writer, "bijlage.tabel-onder"),
                      .notes = writer_say(writer, "bijlage.noot"),
                      .source = sources_line(writer, "comensha", "politie", "cbs"),
                      .unnumbered = TRUE,
                      .compact = TRUE};
    table_append(writer->flow, &info, table);
    flow_landscape_end(writer->flow);
}
