#include "report/edition/breakdown.h"

Period *breakdown_years(const Writer *writer, guint n)
{
    Period *years = g_new(Period, n);
    for (guint i = 0; i < n; i++)
        years[i] = period_year(writer->year.year - (int)(n - 1 - i));
    return years;
}

ReportTable *breakdown_table_new(Writer *writer, const Breakdown *breakdown, const char *head)
{
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, head);
    for (guint i = 0; i < breakdown->n_periods; i++) {
        const char *period = writer_short_period(writer, breakdown->periods[i]);
        if (!breakdown->with_shares) {
            table_add_column(table, TABLE_COLUMN_NUMBER, period);
            continue;
        }
        table_add_column(table, TABLE_COLUMN_NUMBER, "N");
        table_add_column(table, TABLE_COLUMN_NUMBER, "%");
        table_span_columns(table, 2, period);
    }
    return table;
}

static Cell category_cell(Writer *writer, const Breakdown *breakdown, guint period,
                          const char *dimension, const char *category)
{
    return publication_cell(writer->publication, breakdown->measure, breakdown->area,
                            breakdown->periods[period], dimension, category);
}

/* A category that is not available in any period is no row. */
static gboolean has_category(Writer *writer, const Breakdown *breakdown, const char *dimension,
                             const char *category)
{
    for (guint i = 0; i < breakdown->n_periods; i++)
        if (category_cell(writer, breakdown, i, dimension, category).state != STATE_NOT_AVAILABLE)
            return TRUE;
    return FALSE;
}

gboolean breakdown_exists(Writer *writer, const Breakdown *breakdown, const char *dimension)
{
    const char *const *categories = codes_categories(writer->context->codes, dimension);
    for (; categories != NULL && *categories != NULL; categories++)
        if (has_category(writer, breakdown, dimension, *categories))
            return TRUE;
    return FALSE;
}

static void add_row(Writer *writer, ReportTable *table, const Breakdown *breakdown,
                    const char *dimension, const char *category)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_code_name(writer, dimension, category));
    for (guint i = 0; i < breakdown->n_periods; i++) {
        Cell cell = category_cell(writer, breakdown, i, dimension, category);
        cells_count(table, &cell);
        if (!breakdown->with_shares)
            continue;
        Cell total = category_cell(writer, breakdown, i, "", "");
        cells_share(table, &cell, &total);
    }
}

guint breakdown_add_rows(Writer *writer, ReportTable *table, const Breakdown *breakdown,
                         const char *dimension)
{
    guint n_rows = 0;
    const char *const *categories = codes_categories(writer->context->codes, dimension);
    for (; categories != NULL && *categories != NULL; categories++) {
        if (!has_category(writer, breakdown, dimension, *categories))
            continue;
        add_row(writer, table, breakdown, dimension, *categories);
        n_rows++;
    }
    return n_rows;
}

void breakdown_add_group(ReportTable *table, const char *head)
{
    table_begin_row(table, TABLE_ROW_GROUP);
    table_text(table, head);
}

void breakdown_add_total(Writer *writer, ReportTable *table, const Breakdown *breakdown,
                         const char *label)
{
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, label);
    for (guint i = 0; i < breakdown->n_periods; i++) {
        Cell total = category_cell(writer, breakdown, i, "", "");
        cells_count(table, &total);
        if (breakdown->with_shares)
            cells_share_of_total(table, &total);
    }
}
