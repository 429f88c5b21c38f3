#include "report/edition/trend_table.h"

#include <math.h>
#include <string.h>

/* Variance over that of chance alone from which the years are called restless. */
#define RESTLESS 2.0

static const char *percent(Writer *writer, double ratio)
{
    return writer_keep(writer, format_change(ratio, 1, writer->language));
}

static gboolean has_numbers(const PublishedTrend *trend)
{
    return trend->is_fine && trend->direction != NULL && isfinite(trend->change) &&
           isfinite(trend->lower) && isfinite(trend->upper);
}

static const char *result_words(Writer *writer, const PublishedTrend *trend)
{
    g_autofree char *key = g_strconcat(
        "grafiek.richting-", has_numbers(trend) ? trend->direction : "geen-uitspraak", NULL);
    return writer_say(writer, key);
}

static void add_row(Writer *writer, ReportTable *table, const TrendRow *row,
                    const PublishedTrend *trend)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, row->name != NULL ? row->name : writer_measure(writer, row->measure));
    if (has_numbers(trend)) {
        table_number_as(table, 100 * (trend->change - 1), percent(writer, trend->change));
        table_range_as(table, 100 * (trend->lower - 1), 100 * (trend->upper - 1),
                       writer_say(writer, "verandering.bereik", "onder",
                                  percent(writer, trend->lower), "boven",
                                  percent(writer, trend->upper)));
    } else {
        table_state(table, STATE_NOT_AVAILABLE);
        table_state(table, STATE_NOT_AVAILABLE);
    }
    if (has_numbers(trend) && isfinite(trend->dispersion))
        table_decimal(table, trend->dispersion, 0);
    else
        table_state(table, STATE_NOT_AVAILABLE);
    table_text(table, result_words(writer, trend));
}

static const char *notes(Writer *writer, gboolean per_inhabitant, gboolean restless)
{
    return writer_join(writer, writer_say(writer, "verandering.noot"),
                       per_inhabitant ? writer_say(writer, "verandering.noot-inwoner") : "",
                       restless ? writer_say(writer, "verandering.noot-onrust") : "",
                       writer_say(writer, "verandering.noot-breuk"));
}

gboolean trend_table(Writer *writer, Flow *flow, const TrendTable *figures)
{
    static const char *const heads[] = {"kolom-per-jaar", "kolom-marge", "kolom-onrust"};
    g_autoptr(ReportTable) table = table_new(writer->language);
    gboolean per_inhabitant = FALSE, restless = FALSE;
    guint n = 0;
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verandering.kolom-cijfer"));
    for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *key = g_strconcat("verandering.", heads[i], NULL);
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_say(writer, key));
    }
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "verandering.kolom-uitkomst"));
    for (gsize i = 0; i < figures->n_rows; i++) {
        PublishedTrend trend;
        if (!publication_trend(writer->publication, figures->rows[i].measure, figures->area,
                               PERIOD_YEAR, &trend))
            continue;
        add_row(writer, table, &figures->rows[i], &trend);
        per_inhabitant |= has_numbers(&trend) && trend.per_inhabitant;
        restless |= has_numbers(&trend) && trend.dispersion >= RESTLESS;
        n++;
    }
    if (n == 0)
        return FALSE;
    TableInfo info = {.name = figures->name,
                      .title = figures->title,
                      .subtitle = figures->subtitle,
                      .notes = notes(writer, per_inhabitant, restless),
                      .source = figures->source,
                      .compact = TRUE};
    table_append(flow, &info, g_steal_pointer(&table));
    return TRUE;
}
