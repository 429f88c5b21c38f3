/* Where the mark * of provisional figures stands: at the cells that differ from others in their
 * column; at the head of a column that is provisional as a whole; in the subtitle when the table
 * is. */
#include "report/table/table_private.h"

#include <string.h>

#define PROVISIONAL_MARK "*"

typedef struct {
    guint n_marked, n_plain; /* numbers with the mark, and without */
    guint n_counts;          /* counts without the mark; shares and rates follow their counts */
} Marks;

gboolean table_cell_is_provisional(const TableCell *cell)
{
    return g_strcmp0(cell->hanging, PROVISIONAL_MARK) == 0;
}

static Marks marks_of(const ReportTable *table, guint column)
{
    Marks marks = {0};
    for (guint i = 0; i < table->rows->len; i++) {
        const TableCell *cell = table_cell(table, i, column);
        if (cell == NULL || (cell->kind != TABLE_CELL_NUMBER && cell->kind != TABLE_CELL_RANGE))
            continue;
        gboolean marked = table_cell_is_provisional(cell);
        marks.n_marked += marked ? 1 : 0;
        marks.n_plain += marked ? 0 : 1;
        marks.n_counts += !marked && cell->is_count ? 1 : 0;
    }
    return marks;
}

/* Columns under a common head: one at least is provisional as a whole, and the others are shares or
 * rates of it. Then the common head has the mark. */
static gboolean span_is_provisional(const ReportTable *table, guint first)
{
    guint n_whole = 0, n = table_column(table, first)->span;
    for (guint i = first; i < first + n; i++) {
        Marks marks = marks_of(table, i);
        if (marks.n_counts > 0 || (marks.n_marked > 0 && marks.n_plain > 0))
            return FALSE;
        n_whole += marks.n_marked > 0 ? 1 : 0;
    }
    return n_whole > 0;
}

static void settle_columns(ReportTable *table)
{
    guint n = table->columns->len;
    for (guint i = 0; i < n; i++) {
        Marks marks = marks_of(table, i);
        TableColumn *column = table_column(table, i);
        column->provisional = marks.n_marked > 0 && marks.n_plain == 0;
        column->head_marked = column->provisional;
    }
    for (guint i = 0; i < n; i++) {
        TableColumn *column = table_column(table, i);
        column->span_marked = column->span > 0 && span_is_provisional(table, i);
        for (guint j = i; column->span_marked && j < i + column->span; j++)
            table_column(table, j)->head_marked = FALSE;
    }
}

void table_settle_provisional(ReportTable *table)
{
    gboolean whole = table->provisional_used;
    for (guint i = 0; i < table->columns->len; i++) {
        Marks marks = marks_of(table, i);
        whole = whole && marks.n_counts == 0 && (marks.n_marked == 0 || marks.n_plain == 0);
    }
    table->all_provisional = whole;
    settle_columns(table);
}

gboolean table_head_is_marked(const ReportTable *table, guint column)
{
    return table_column(table, column)->head_marked && !table->all_provisional;
}

char *table_span_words(const ReportTable *table, guint column)
{
    const TableColumn *first = table_column(table, column);
    gboolean marked = first->span_marked && !table->all_provisional;
    return g_strconcat(first->span_title, marked ? PROVISIONAL_MARK : NULL, NULL);
}

char *table_subtitle(const ReportTable *table, const char *subtitle)
{
    gboolean english = table->language == LANGUAGE_EN;
    const char *stem = english ? "rovisional" : "oorlopig";
    if (!table->all_provisional || (subtitle != NULL && strstr(subtitle, stem) != NULL))
        return g_strdup(subtitle);
    if (subtitle == NULL)
        return g_strdup(english ? "Provisional figures" : "Voorlopige cijfers");
    return g_strconcat(subtitle, english ? "; provisional figures" : "; voorlopige cijfers", NULL);
}
