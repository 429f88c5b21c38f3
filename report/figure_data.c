#include "report/figure_data.h"

#include <math.h>
#include <string.h>

typedef struct {
    guint first, n; /* in cells */
    gboolean common;
} FigureRow;

struct FigureData {
    Language language;
    GPtrArray *columns; /* FigureColumn * */
    GArray *rows;       /* FigureRow */
    GArray *cells;      /* FigureCell */
    gboolean common;
};

static const struct {
    const char *key;
    FigureType type;
    const char *title[LANGUAGE_COUNT];
    const char *meaning[LANGUAGE_COUNT];
} standards[FIGURE_N_STANDARD] = {
    [FIGURE_AREA] =
        {"gebied",
         FIGURE_TEXT,
         {"Gebied", "Area"},
         {"Code van het gebied waarover het rapport gaat; leeg: de regel geldt voor alle",
          "Code of the area that the report is about; empty: the row holds for all"}},
    [FIGURE_AREA_NAME] = {"gebied_naam",
                          FIGURE_TEXT,
                          {"Naam van het gebied", "Name of the area"},
                          {"Naam van het gebied", "Name of the area"}},
    [FIGURE_TITLE] = {"titel",
                      FIGURE_TEXT,
                      {"Titel", "Title"},
                      {"Titel van de figuur of tabel in het rapport over dit gebied: waar het "
                       "cijfer over gaat, kan een groter gebied zijn",
                       "Title of the figure or table in the report about this area: the figure may "
                       "be about a larger area"}},
    [FIGURE_PERIOD] = {"periode",
                       FIGURE_TEXT,
                       {"Periode", "Period"},
                       {"Periode waarover het cijfer gaat", "Period that the figure is about"}},
    [FIGURE_SERIES] = {"reeks",
                       FIGURE_TEXT,
                       {"Reeks", "Series"},
                       {"Naam van de reeks in de figuur", "Name of the series in the figure"}},
    [FIGURE_NAME] = {"naam",
                     FIGURE_TEXT,
                     {"Naam", "Name"},
                     {"Waar de regel over gaat", "What the row is about"}},
    [FIGURE_GROUP] = {"groep",
                      FIGURE_TEXT,
                      {"Groep", "Group"},
                      {"Kop waaronder de regel staat", "Head that the row stands under"}},
    [FIGURE_ROLE] = {"rol",
                     FIGURE_TEXT,
                     {"Rol", "Role"},
                     {"Rol van de regel in de figuur of tabel",
                      "Role of the row in the figure or table"}},
    [FIGURE_VALUE] = {"waarde",
                      FIGURE_NUMBER,
                      {"Waarde", "Value"},
                      {"Het cijfer dat is getekend", "The figure that is drawn"}},
    [FIGURE_LOWER] = {"ondergrens",
                      FIGURE_NUMBER,
                      {"Ondergrens", "Lower limit"},
                      {"Ondergrens van het interval", "Lower limit of the interval"}},
    [FIGURE_UPPER] = {"bovengrens",
                      FIGURE_NUMBER,
                      {"Bovengrens", "Upper limit"},
                      {"Bovengrens van het interval", "Upper limit of the interval"}},
    [FIGURE_PROVISIONAL] = {"voorlopig",
                            FIGURE_BOOLEAN,
                            {"Voorlopig", "Provisional"},
                            {"1: het cijfer kan nog veranderen", "1: the figure may still change"}},
    [FIGURE_EXPECTED] = {"verwacht",
                         FIGURE_NUMBER,
                         {"Verwacht", "Expected"},
                         {"Verwacht aantal", "Expected number"}},
    [FIGURE_COMPARED] = {"vergeleken_met",
                         FIGURE_NUMBER,
                         {"Vergeleken met", "Compared with"},
                         {"Waarde waarmee de regel wordt vergeleken",
                          "Value that the row is compared with"}},
};

static void column_free(gpointer data)
{
    FigureColumn *column = data;
    g_free(column->key);
    g_free(column->title);
    g_free(column);
}

static void cell_clear(gpointer data)
{
    g_free(((FigureCell *)data)->text);
}

FigureData *figure_data_new(Language language)
{
    FigureData *data = g_new0(FigureData, 1);
    data->language = language;
    data->columns = g_ptr_array_new_with_free_func(column_free);
    data->rows = g_array_new(FALSE, TRUE, sizeof(FigureRow));
    data->cells = g_array_new(FALSE, TRUE, sizeof(FigureCell));
    g_array_set_clear_func(data->cells, cell_clear);
    return data;
}

void figure_data_free(FigureData *data)
{
    if (data == NULL)
        return;
    g_ptr_array_unref(data->columns);
    g_array_unref(data->rows);
    g_array_unref(data->cells);
    g_free(data);
}

/* --- columns */

/* "per 100.000 inwoners" -> "per_100_000_inwoners"; letters with an accent lose it. */
static char *key_of(const char *title)
{
    g_autofree char *plain = g_str_to_ascii(title, "C");
    GString *key = g_string_new(NULL);
    for (const char *c = plain; *c != '\0'; c++) {
        if (*c == '%')
            g_string_append(key, "pct");
        else if (g_ascii_isalnum(*c))
            g_string_append_c(key, g_ascii_tolower(*c));
        else if (key->len > 0 && key->str[key->len - 1] != '_')
            g_string_append_c(key, '_');
    }
    while (key->len > 0 && key->str[key->len - 1] == '_')
        g_string_truncate(key, key->len - 1);
    if (key->len == 0)
        g_string_append(key, "kolom");
    return g_string_free(key, FALSE);
}

static char *unique_key(const FigureData *data, char *key)
{
    char *unique = g_strdup(key);
    for (guint i = 2; figure_data_find(data, unique) >= 0; i++) {
        g_free(unique);
        unique = g_strdup_printf("%s_%u", key, i);
    }
    g_free(key);
    return unique;
}

void figure_data_add_column(FigureData *data, FigureType type, const char *key, const char *title)
{
    g_assert(data->rows->len == 0);
    FigureColumn *column = g_new0(FigureColumn, 1);
    column->type = type;
    column->key = unique_key(data, key != NULL ? g_strdup(key) : key_of(title));
    column->title = g_strdup(title);
    g_ptr_array_add(data->columns, column);
}

void figure_data_add(FigureData *data, FigureStandard column)
{
    figure_data_add_column(data, standards[column].type, standards[column].key,
                           standards[column].title[data->language]);
}

const char *figure_data_meaning(const char *key, Language language)
{
    for (guint i = 0; i < FIGURE_N_STANDARD; i++)
        if (strcmp(standards[i].key, key) == 0)
            return standards[i].meaning[language];
    return NULL;
}

/* --- rows */

void figure_data_set_common(FigureData *data, gboolean common)
{
    data->common = common;
}

void figure_data_begin_row(FigureData *data)
{
    FigureRow row = {data->cells->len, 0, data->common};
    g_array_append_val(data->rows, row);
}

static void add_cell(FigureData *data, FigureCell cell)
{
    g_assert(data->rows->len > 0);
    FigureRow *row = &g_array_index(data->rows, FigureRow, data->rows->len - 1);
    g_assert(row->n < data->columns->len);
    row->n++;
    g_array_append_val(data->cells, cell);
}

void figure_data_text(FigureData *data, const char *text)
{
    FigureCell cell = {.kind =
                           text == NULL || *text == '\0' ? FIGURE_CELL_EMPTY : FIGURE_CELL_TEXT};
    if (cell.kind == FIGURE_CELL_TEXT)
        cell.text = g_strdup(text);
    add_cell(data, cell);
}

void figure_data_number(FigureData *data, double number)
{
    gboolean has_number = isfinite(number);
    add_cell(data, (FigureCell){.kind = has_number ? FIGURE_CELL_NUMBER : FIGURE_CELL_EMPTY,
                                .number = has_number ? number : 0});
}

void figure_data_boolean(FigureData *data, gboolean value)
{
    figure_data_number(data, value ? 1 : 0);
}

void figure_data_state(FigureData *data, CellState state)
{
    g_assert(state != STATE_VALUE);
    add_cell(data, (FigureCell){.kind = FIGURE_CELL_STATE, .state = state});
}

void figure_data_number_or_state(FigureData *data, double number, CellState state)
{
    if (state == STATE_VALUE)
        figure_data_number(data, number);
    else
        figure_data_state(data, state);
}

/* --- reading */

Language figure_data_language(const FigureData *data)
{
    return data->language;
}

guint figure_data_n_columns(const FigureData *data)
{
    return data->columns->len;
}

guint figure_data_n_rows(const FigureData *data)
{
    return data->rows->len;
}

const FigureColumn *figure_data_column(const FigureData *data, guint column)
{
    return g_ptr_array_index(data->columns, column);
}

void figure_data_make_text(FigureData *data, guint column)
{
    ((FigureColumn *)g_ptr_array_index(data->columns, column))->type = FIGURE_TEXT;
}

int figure_data_find(const FigureData *data, const char *key)
{
    for (guint i = 0; i < data->columns->len; i++)
        if (strcmp(figure_data_column(data, i)->key, key) == 0)
            return (int)i;
    return -1;
}

const FigureCell *figure_data_cell(const FigureData *data, guint row, guint column)
{
    static const FigureCell empty = {FIGURE_CELL_EMPTY, STATE_VALUE, 0, NULL};
    const FigureRow *found = &g_array_index(data->rows, FigureRow, row);
    return column < found->n ? &g_array_index(data->cells, FigureCell, found->first + column)
                             : &empty;
}

gboolean figure_data_is_common(const FigureData *data, guint row)
{
    return g_array_index(data->rows, FigureRow, row).common;
}

void figure_record_free(FigureRecord *record)
{
    if (record == NULL)
        return;
    g_free(record->name);
    g_free(record->label);
    g_free(record->title);
    g_free(record->subtitle);
    g_free(record->source);
    figure_data_free(record->data);
    g_free(record);
}
