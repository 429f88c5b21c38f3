/* Widths of the columns of a table: between what their words need and what they would like. */
#include "report/table/table_widths.h"

#include "report/table/table_shades.h"

#define GUTTER 14.0
#define NARROWEST_GUTTER 7.0
#define HANGING_ROOM 5.0

TextStyle table_cell_style(const TableRow *row)
{
    return row->kind == TABLE_ROW && !row->emphasised ? STYLE_TABLE : STYLE_TABLE_STRONG;
}

/* minimum: words of texts broken; natural: nothing broken but the head; wish: the head in one line
 * too, when it is not long. */
typedef struct {
    double minimum, natural, wish;
} ColumnNeed;

static void need_of_cell(TextEngine *engine, const TableRow *row, const TableCell *cell,
                         ColumnNeed *need)
{
    TextStyle style = table_cell_style(row);
    double width = text_width(engine, style, cell->text);
    need->natural = MAX(need->natural, width);
    need->minimum = MAX(need->minimum, cell->is_number || cell->is_solid
                                           ? width
                                           : text_widest_word(engine, style, cell->text));
}

static gboolean column_is_shaded(const ReportTable *table, guint index)
{
    for (guint row = 0; row < table->rows->len; row++) {
        const TableCell *cell = table_cell(table, row, index);
        if (cell != NULL && cell->is_shaded)
            return TRUE;
    }
    return FALSE;
}

double table_column_padding(const ReportTable *table, guint index)
{
    return column_is_shaded(table, index) ? SHADE_PADDING : 0;
}

static ColumnNeed column_need(TextEngine *engine, const ReportTable *table, guint index)
{
    const TableColumn *column = table_column(table, index);
    double head = text_width(engine, STYLE_TABLE_STRONG, column->title);
    double word = text_widest_word(engine, STYLE_TABLE_STRONG, column->title);
    ColumnNeed need = {word, word, 0};
    for (guint i = 0; i < table->rows->len; i++) {
        const TableRow *row = table_row(table, i);
        const TableCell *cell = table_cell(table, i, index);
        if (cell != NULL && row->kind != TABLE_ROW_GROUP)
            need_of_cell(engine, row, cell, &need);
    }
    need.wish = MAX(need.natural, MIN(head, 84));
    double padding = 2 * table_column_padding(table, index);
    need.minimum += padding;
    need.natural += padding;
    need.wish += padding;
    return need;
}

/* Between two widths of all columns, so that they fill the room. */
static double between(double low, double high, double room)
{
    return high > low ? CLAMP((room - low) / (high - low), 0, 1) : 1;
}

/* Extra room is shared out evenly; missing room is taken from the heads first, then where texts can
 * be broken. */
static void share_room(guint n, const ColumnNeed *needs, double room, double max_extra,
                       double *widths)
{
    ColumnNeed sum = {0};
    for (guint i = 0; i < n; i++) {
        sum.minimum += needs[i].minimum;
        sum.natural += needs[i].natural;
        sum.wish += needs[i].wish;
    }
    double extra = CLAMP((room - sum.wish) / n, 0, max_extra);
    double to_wish = between(sum.natural, sum.wish, room);
    double to_natural = between(sum.minimum, sum.natural, room);
    for (guint i = 0; i < n; i++)
        widths[i] = needs[i].minimum + to_natural * (needs[i].natural - needs[i].minimum) +
                    to_wish * (needs[i].wish - needs[i].natural) + extra;
}

static void widen(double *width, double least)
{
    *width = MAX(*width, least);
}

/* A word of a common head is not broken either: its columns share the room that it needs. */
static void needs_of_span(TextEngine *engine, const ReportTable *table, guint index,
                          ColumnNeed *needs)
{
    const TableColumn *column = table_column(table, index);
    if (column->span == 0)
        return;
    g_autofree char *words = table_span_words(table, index);
    double share = text_widest_word(engine, STYLE_TABLE_STRONG, words) / column->span;
    for (guint i = index; i < index + column->span; i++) {
        widen(&needs[i].minimum, share);
        widen(&needs[i].natural, share);
        widen(&needs[i].wish, share);
    }
}

/* Room behind a column for what hangs there. */
static double hanging_room(TextEngine *engine, const ReportTable *table, guint index)
{
    double room = table_head_is_marked(table, index) ? HANGING_ROOM : 0;
    for (guint row = 0; row < table->rows->len; row++) {
        const TableCell *cell = table_cell(table, row, index);
        g_autofree char *mark = cell != NULL ? table_cell_mark(table, row, index) : NULL;
        if (mark == NULL)
            continue;
        widen(&room, cell->note > 0 ? text_width(engine, STYLE_TABLE_STRONG, mark) : HANGING_ROOM);
    }
    return room;
}

/* Narrower gutters before texts are broken. */
static double gutter_for(guint n, const ColumnNeed *needs, double room)
{
    double natural = 0;
    for (guint i = 0; i < n; i++)
        natural += needs[i].natural;
    return n > 1 ? CLAMP((room - natural) / (n - 1), NARROWEST_GUTTER, GUTTER) : 0;
}

TableWidths table_place_columns(TextEngine *engine, const ReportTable *table, double room,
                                double max_extra)
{
    guint n = table->columns->len;
    g_autofree ColumnNeed *needs = g_new0(ColumnNeed, n);
    g_autofree double *widths = g_new0(double, n), *hanging = g_new0(double, n);
    double left = 0;
    for (guint i = 0; i < n; i++) {
        needs[i] = column_need(engine, table, i);
        hanging[i] = hanging_room(engine, table, i);
        room -= hanging[i];
    }
    for (guint i = 0; i < n; i++)
        needs_of_span(engine, table, i, needs);
    double gutter = gutter_for(n, needs, room);
    room -= gutter * (n - 1);
    share_room(n, needs, room, max_extra, widths);
    ColumnPlace *places = g_new0(ColumnPlace, n);
    for (guint i = 0; i < n; i++) {
        places[i] = (ColumnPlace){left, widths[i]};
        left += widths[i] + hanging[i] + gutter;
    }
    return (TableWidths){places, left - gutter, gutter};
}
