#include "report/opendata/spreadsheet_private.h"

#include "core/error.h"

#include <string.h>

#define HEAD_ROW 4 /* title, subtitle, source, an empty row, head */
#define LAST_ROW 1048575
#define NARROWEST 8
#define WIDEST 50

/* --- making */

static lxw_format *format_new(lxw_workbook *book, gboolean bold, double size)
{
    lxw_format *format = workbook_add_format(book);
    if (bold)
        format_set_bold(format);
    if (size > 0)
        format_set_font_size(format, size);
    return format;
}

static void set_formats(Spreadsheet *spreadsheet)
{
    lxw_workbook *book = spreadsheet->book;
    spreadsheet->title = format_new(book, TRUE, 14);
    spreadsheet->strong = format_new(book, TRUE, 0);
    spreadsheet->grey = format_new(book, FALSE, 0);
    format_set_font_color(spreadsheet->grey, 0x595959);
    spreadsheet->head = format_new(book, TRUE, 0);
    format_set_bottom(spreadsheet->head, LXW_BORDER_THIN);
    format_set_text_wrap(spreadsheet->head);
    spreadsheet->wrap = format_new(book, FALSE, 0);
    format_set_text_wrap(spreadsheet->wrap);
    format_set_align(spreadsheet->wrap, LXW_ALIGN_VERTICAL_TOP);
    spreadsheet->link = workbook_get_default_url_format(book);
}

static void set_properties(Spreadsheet *spreadsheet)
{
    lxw_doc_properties properties = {0};
    properties.title = (char *)spreadsheet->info.title;
    properties.subject = (char *)spreadsheet->info.edition;
    properties.comments = (char *)"inbeeld " INBEELD_VERSION;
    properties.created = (time_t)spreadsheet->info.created;
    workbook_set_properties(spreadsheet->book, &properties);
}

Spreadsheet *spreadsheet_new(const char *path, const SpreadsheetInfo *info)
{
    lxw_workbook_options options = {.constant_memory = info->large ? LXW_TRUE : LXW_FALSE};
    Spreadsheet *spreadsheet = g_new0(Spreadsheet, 1);
    spreadsheet->info = *info;
    spreadsheet->book = workbook_new_opt(path, &options);
    spreadsheet->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    set_formats(spreadsheet);
    set_properties(spreadsheet);
    spreadsheet_front(spreadsheet);
    return spreadsheet;
}

void spreadsheet_abandon(Spreadsheet *spreadsheet)
{
    lxw_workbook_free(spreadsheet->book);
    g_hash_table_unref(spreadsheet->names);
    g_free(spreadsheet);
}

gboolean spreadsheet_close(Spreadsheet *spreadsheet, GError **error)
{
    spreadsheet_cover(spreadsheet);
    lxw_error problem = workbook_close(spreadsheet->book);
    g_hash_table_unref(spreadsheet->names);
    g_free(spreadsheet);
    if (problem == LXW_NO_ERROR)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE,
                "the spreadsheet cannot be written: %s", lxw_strerror(problem));
    return FALSE;
}

/* --- a table */

/* At most 31 characters, none of []:*?/\', not the name of another sheet. Returns (transfer full).
 */
static char *sheet_name(Spreadsheet *spreadsheet, const char *name)
{
    char *plain = g_utf8_substring(name, 0, MIN(g_utf8_strlen(name, -1), 31));
    g_strdelimit(plain, "[]:*?/\\'", '-');
    g_autofree char *start = g_utf8_substring(plain, 0, MIN(g_utf8_strlen(plain, -1), 27));
    char *lower = g_utf8_strdown(plain, -1);
    for (guint i = 2; g_hash_table_contains(spreadsheet->names, lower); i++) {
        g_free(plain);
        g_free(lower);
        plain = g_strdup_printf("%s~%u", start, i);
        lower = g_utf8_strdown(plain, -1);
    }
    g_hash_table_add(spreadsheet->names, lower);
    return plain;
}

static void list_in_contents(Spreadsheet *spreadsheet, const char *sheet,
                             const FigureRecord *record)
{
    guint row = SPREADSHEET_CONTENTS_ROW + spreadsheet->n_tables++;
    g_autofree char *target = g_strdup_printf("internal:'%s'!A1", sheet);
    worksheet_write_url_opt(spreadsheet->contents, row, 0, target, spreadsheet->link, sheet, NULL);
    spreadsheet_put(spreadsheet->contents, row, 1, record->label, NULL);
    spreadsheet_put(spreadsheet->contents, row, 2, record->title, NULL);
}

/* Wide enough for the longest word of the head and the cells, within reason. */
static double column_width(const FigureData *data, guint column)
{
    glong widest = g_utf8_strlen(figure_data_column(data, column)->title, -1) / 2;
    for (guint row = 0; row < MIN(figure_data_n_rows(data), 1000); row++) {
        const FigureCell *cell = figure_data_cell(data, row, column);
        if (cell->kind == FIGURE_CELL_TEXT)
            widest = MAX(widest, g_utf8_strlen(cell->text, -1));
    }
    return (double)CLAMP(widest + 2, NARROWEST, WIDEST);
}

static void write_cell(const Spreadsheet *spreadsheet, lxw_worksheet *sheet, guint row,
                       guint column, const FigureCell *cell)
{
    gboolean english = spreadsheet->info.language == LANGUAGE_EN;
    if (cell->kind == FIGURE_CELL_NUMBER)
        worksheet_write_number(sheet, row, (lxw_col_t)column, cell->number, NULL);
    else if (cell->kind == FIGURE_CELL_TEXT)
        spreadsheet_put(sheet, row, column, cell->text, NULL);
    else if (cell->kind == FIGURE_CELL_STATE)
        spreadsheet_put(sheet, row, column, state_mark(cell->state, english), NULL);
}

static void write_head(const Spreadsheet *spreadsheet, lxw_worksheet *sheet,
                       const FigureRecord *record)
{
    g_autofree char *title = record->label[0] != '\0'
                                 ? g_strconcat(record->label, " ", record->title, NULL)
                                 : g_strdup(record->title);
    spreadsheet_put(sheet, 0, 0, title, spreadsheet->title);
    spreadsheet_put(sheet, 1, 0, record->subtitle, spreadsheet->grey);
    spreadsheet_put(sheet, 2, 0, record->source, spreadsheet->grey);
    for (guint i = 0; i < figure_data_n_columns(record->data); i++)
        spreadsheet_put(sheet, HEAD_ROW, i, figure_data_column(record->data, i)->title,
                        spreadsheet->head);
    worksheet_freeze_panes(sheet, HEAD_ROW + 1, 0);
}

static gboolean is_provisional(const FigureData *data)
{
    int marked = figure_data_find(data, "voorlopig");
    if (figure_data_find(data, "voorlopige_kolommen") >= 0)
        return TRUE;
    for (guint row = 0; marked >= 0 && row < figure_data_n_rows(data); row++)
        if (figure_data_cell(data, row, (guint)marked)->number > 0)
            return TRUE;
    return FALSE;
}

/* Screen readers then say the heads with each cell. Excel wants unlike heads. */
static void mark_table(lxw_worksheet *sheet, const FigureData *data)
{
    guint n_columns = figure_data_n_columns(data), n_rows = figure_data_n_rows(data);
    g_autoptr(GHashTable) titles = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree lxw_table_column *columns = g_new0(lxw_table_column, n_columns);
    g_autofree lxw_table_column **list = g_new0(lxw_table_column *, n_columns + 1);
    for (guint i = 0; i < n_columns; i++) {
        const FigureColumn *column = figure_data_column(data, i);
        if (column->title[0] == '\0' || !g_hash_table_add(titles, column->title))
            return;
        columns[i].header = column->title;
        list[i] = &columns[i];
    }
    if (n_rows == 0)
        return;
    lxw_table_options options = {.no_autofilter = LXW_TRUE,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 1,
                                 .columns = list};
    worksheet_add_table(sheet, HEAD_ROW, 0, HEAD_ROW + n_rows, (lxw_col_t)(n_columns - 1),
                        &options);
}

void spreadsheet_add(Spreadsheet *spreadsheet, const FigureRecord *record)
{
    const FigureData *data = record->data;
    g_autofree char *name = sheet_name(spreadsheet, record->name);
    lxw_worksheet *sheet = workbook_add_worksheet(spreadsheet->book, name);
    list_in_contents(spreadsheet, name, record);
    spreadsheet->provisional = spreadsheet->provisional || is_provisional(data);
    for (guint i = 0; i < figure_data_n_columns(data); i++)
        worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, column_width(data, i), NULL);
    write_head(spreadsheet, sheet, record);
    if (!spreadsheet->info.large)
        mark_table(sheet, data);
    guint n_rows = MIN(figure_data_n_rows(data), LAST_ROW - HEAD_ROW - 1);
    for (guint row = 0; row < n_rows; row++)
        for (guint column = 0; column < figure_data_n_columns(data); column++)
            write_cell(spreadsheet, sheet, HEAD_ROW + 1 + row, column,
                       figure_data_cell(data, row, column));
    if (n_rows < figure_data_n_rows(data))
        spreadsheet_put(sheet, LAST_ROW, 0,
                        spreadsheet_word(spreadsheet, "Afgekapt: de rest staat in de CSV.",
                                         "Cut off: the rest stands in the CSV."),
                        spreadsheet->strong);
}
