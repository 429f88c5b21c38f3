#include "tests/support/number_rows.h"

#include "tests/support/known_numbers.h"

#include <string.h>

/* What may be printed at one place of a row. */
typedef struct {
    GHashTable *printed;
    gboolean is_optional; /* an upper limit that is the lower one too is printed once */
    gboolean is_value;    /* no limit, no expected value, no text */
} Slot;

struct NumberRows {
    const FigureData *data;
    GPtrArray *slots; /* of each row: GArray * of Slot */
};

static void clear_slot(gpointer slot)
{
    g_hash_table_unref(((Slot *)slot)->printed);
}

static Slot *add_slot(GArray *slots)
{
    Slot slot = {.printed = known_numbers_set()};
    g_array_append_val(slots, slot);
    return &g_array_index(slots, Slot, slots->len - 1);
}

/* The numbers in a text are printed as they are. */
static void add_text(GArray *slots, const char *text)
{
    g_autoptr(GPtrArray) numbers = known_numbers_in(text);
    for (guint i = 0; i < numbers->len; i++)
        g_hash_table_add(add_slot(slots)->printed, g_strdup(g_ptr_array_index(numbers, i)));
}

/* Columns that describe the row and are not printed in it. */
static gboolean is_printed(const FigureData *data, guint column)
{
    const FigureColumn *about = figure_data_column(data, column);
    return about->type != FIGURE_BOOLEAN && strcmp(about->key, "voorlopige_kolommen") != 0 &&
           strcmp(about->key, "groep") != 0;
}

static gboolean is_value(const FigureData *data, guint column)
{
    static const char *const others[] = {"ondergrens", "bovengrens", "verwacht", "vergeleken"};
    const FigureColumn *about = figure_data_column(data, column);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        if (strcmp(about->key, others[i]) == 0)
            return FALSE;
    return about->type == FIGURE_NUMBER;
}

static GArray *slots_of(const FigureData *data, guint row)
{
    GArray *slots = g_array_new(FALSE, FALSE, sizeof(Slot));
    g_array_set_clear_func(slots, clear_slot);
    const FigureCell *before = NULL;
    for (guint column = 0; column < figure_data_n_columns(data); column++) {
        const FigureCell *cell = figure_data_cell(data, row, column);
        if (!is_printed(data, column))
            continue;
        if (cell->kind == FIGURE_CELL_TEXT)
            add_text(slots, cell->text);
        if (cell->kind == FIGURE_CELL_NUMBER) {
            Slot *slot = add_slot(slots);
            known_numbers_put_value(slot->printed, cell->number);
            slot->is_value = is_value(data, column);
            slot->is_optional =
                before != NULL && before->kind == FIGURE_CELL_NUMBER &&
                before->number == cell->number &&
                g_str_has_suffix(figure_data_column(data, column)->key, "bovengrens");
        }
        before = cell;
    }
    return slots;
}

NumberRows *number_rows_new(const FigureData *data)
{
    NumberRows *rows = g_new0(NumberRows, 1);
    rows->data = data;
    rows->slots = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint row = 0; row < figure_data_n_rows(data); row++)
        g_ptr_array_add(rows->slots, slots_of(data, row));
    return rows;
}

void number_rows_free(NumberRows *rows)
{
    g_ptr_array_unref(rows->slots);
    g_free(rows);
}

guint number_rows_n(const NumberRows *rows)
{
    return rows->slots->len;
}

static gboolean matches(const GArray *slots, guint n, const NumberToken *tokens, gboolean all)
{
    guint next = 0;
    for (guint i = 0; i < slots->len; i++) {
        const Slot *slot = &g_array_index(slots, Slot, i);
        if (next < n && g_hash_table_contains(slot->printed, tokens[next].printed))
            next++;
        else if (all && !slot->is_optional)
            return FALSE;
    }
    return next == n;
}

gboolean number_row_is(const NumberRows *rows, guint row, guint n, const NumberToken *tokens)
{
    return matches(g_ptr_array_index(rows->slots, row), n, tokens, TRUE);
}

gboolean number_row_has(const NumberRows *rows, guint row, guint n, const NumberToken *tokens)
{
    return matches(g_ptr_array_index(rows->slots, row), n, tokens, FALSE);
}

guint number_row_count(const NumberRows *rows, guint row, const char *printed)
{
    const GArray *slots = g_ptr_array_index(rows->slots, row);
    guint n = 0;
    for (guint i = 0; i < slots->len; i++) {
        const Slot *slot = &g_array_index(slots, Slot, i);
        n += slot->is_value && g_hash_table_contains(slot->printed, printed) ? 1 : 0;
    }
    return n;
}

gboolean number_piece_is_head(const NumberRows *rows, guint piece, guint *row)
{
    const FigureData *data = rows->data;
    int column = figure_data_find(data, "groep");
    const char *group = "";
    guint at = 1;
    for (guint i = 0; i < figure_data_n_rows(data); i++, at++) {
        const FigureCell *cell = column >= 0 ? figure_data_cell(data, i, (guint)column) : NULL;
        if (cell != NULL && cell->kind == FIGURE_CELL_TEXT && strcmp(cell->text, group) != 0) {
            group = cell->text;
            if (at++ == piece) {
                *row = i;
                return TRUE;
            }
        }
        if (at == piece) {
            *row = i;
            return FALSE;
        }
    }
    *row = G_MAXUINT;
    return FALSE;
}
