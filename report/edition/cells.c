#include "report/edition/cells.h"

#include <math.h>

gboolean cells_has_value(const Cell *cell)
{
    return cell->state == STATE_VALUE;
}

gboolean cells_has_rate(const Cell *cell)
{
    return cell->state == STATE_VALUE && isfinite(cell->rate);
}

void cells_count(ReportTable *table, const Cell *cell)
{
    table_count_or_state(table, cell->value, cell->state);
    if (cell->state == STATE_VALUE && cell->provisional)
        table_mark_provisional(table);
}

void cells_share(ReportTable *table, const Cell *part, const Cell *whole)
{
    if (part->state != STATE_VALUE)
        table_state(table, part->state);
    else if (whole->state != STATE_VALUE)
        table_state(table, whole->state);
    else if (whole->value < CELLS_LEAST_BASE)
        table_text(table, "");
    else
        table_share(table, part->value, whole->value);
}

void cells_share_of_total(ReportTable *table, const Cell *whole)
{
    if (whole->state == STATE_VALUE && whole->value < CELLS_LEAST_BASE)
        table_text(table, "");
    else if (whole->state == STATE_VALUE)
        table_percent(table, 100);
    else
        table_state(table, whole->state);
}

void cells_limits(ReportTable *table, const Cell *cell)
{
    if (cell->state == STATE_VALUE)
        table_range(table, cell->lower, cell->upper, 1);
    else
        table_state(table, cell->state);
}

void cells_rate(ReportTable *table, const Cell *cell)
{
    if (cells_has_rate(cell))
        table_decimal(table, cell->rate, 1);
    else
        table_state(table, cell->state == STATE_VALUE ? STATE_NOT_AVAILABLE : cell->state);
}

void cells_rate_limits(ReportTable *table, const Cell *cell)
{
    if (cells_has_rate(cell))
        table_range(table, cell->rate_lower, cell->rate_upper, 1);
    else
        table_state(table, cell->state == STATE_VALUE ? STATE_NOT_AVAILABLE : cell->state);
}

const char *cells_words(Writer *writer, const Cell *cell)
{
    if (cell->state == STATE_VALUE)
        return writer_count(writer, cell->value);
    g_autofree char *key = g_strconcat("toestand.", state_word(cell->state), NULL);
    return writer_say(writer, key);
}

const char *cells_trend(Writer *writer, const char *measure, AreaId area, PeriodKind kind)
{
    PublishedTrend trend;
    if (!publication_trend(writer->publication, measure, area, kind, &trend) || !trend.is_fine)
        return "";
    return writer_keep(writer, inline_escape(trend.sentence[writer->language]));
}
