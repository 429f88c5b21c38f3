/* Footnotes of cells: they stand at the foot of the page of their row, numbered with those of the
 * chapter. */
#include "report/table/table_private.h"

void table_note(ReportTable *table, const char *markup)
{
    g_assert(table->rows->len > 0);
    TableRow *row = table_row(table, table->rows->len - 1);
    g_assert(row->cells->len > 0);
    TableCell *cell = &g_array_index(row->cells, TableCell, row->cells->len - 1);
    g_assert(cell->note == 0);
    if (row->notes == NULL)
        row->notes = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(row->notes, g_strdup(markup));
    cell->note = row->notes->len;
}

void table_number_notes(ReportTable *table, ReportDocument *document)
{
    for (guint i = 0; i < table->rows->len; i++) {
        TableRow *row = table_row(table, i);
        if (row->notes != NULL)
            row->first_note = document_take_notes(document, row->notes->len);
    }
}

char *table_cell_mark(const ReportTable *table, guint row, guint column)
{
    const TableCell *cell = table_cell(table, row, column);
    gboolean said = table_cell_is_provisional(cell) && table_column(table, column)->provisional;
    const char *hanging = said ? NULL : cell->hanging;
    if (cell->note == 0)
        return g_strdup(hanging);
    g_autofree char *number =
        inline_superscript(table_row(table, row)->first_note + cell->note - 1);
    return g_strconcat(hanging != NULL ? hanging : "", number, NULL);
}
