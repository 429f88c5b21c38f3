#include "ingest/cell_store.h"

static void bind_text(sqlite3_stmt *statement, const char *name, const char *text)
{
    int place = sqlite3_bind_parameter_index(statement, name);
    sqlite3_bind_text(statement, place, text != NULL ? text : "", -1, SQLITE_STATIC);
}

static const char *text_of(const RecordSpec *spec, const Record *record, const char *field)
{
    const FieldValue *value = &record->values[record_spec_field(spec, field)];
    return value->kind == VALUE_TEXT ? value->text : NULL;
}

static gboolean same_cell(sqlite3_stmt *found, const Cell *cell)
{
    CellState state;
    return state_parse(database_text(found, 1), &state) && state == cell->state &&
           (state != STATE_VALUE || sqlite3_column_int64(found, 2) == cell->value);
}

gboolean cell_store_compare(Database *database, const RecordSpec *spec, gint64 delivery_id,
                            const Record *record, const Cell *cells, gsize n_cells,
                            CellsKnown *known, gint64 *line, GError **error)
{
    g_autoptr(sqlite3_stmt) statement = database_prepare(
        database,
        "SELECT line, state, value FROM telling WHERE delivery_id = :delivery AND measure = :measure"
        " AND area = :area AND period = :period AND dimension = :dimension AND category = :category",
        error);
    if (statement == NULL)
        return FALSE;
    gsize n_same = 0;
    gsize n_other = 0;
    for (gsize i = 0; i < n_cells; i++) {
        gboolean has_row;
        const char *period = cells[i].period;
        sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, ":delivery"),
                           delivery_id);
        bind_text(statement, ":measure", text_of(spec, record, "measure"));
        bind_text(statement, ":area", text_of(spec, record, "area"));
        bind_text(statement, ":period", period != NULL ? period : text_of(spec, record, "period"));
        bind_text(statement, ":dimension", text_of(spec, record, "dimension"));
        bind_text(statement, ":category", text_of(spec, record, "category"));
        if (!database_step(database, statement, &has_row, error))
            return FALSE;
        if (has_row) {
            *line = sqlite3_column_int64(statement, 0);
            gboolean same = same_cell(statement, &cells[i]);
            n_same += (gsize)same;
            n_other += (gsize)!same;
        }
        sqlite3_reset(statement);
    }
    *known = CELLS_CONFLICT;
    if (n_same == 0 && n_other == 0)
        *known = CELLS_NEW;
    else if (n_same == n_cells)
        *known = CELLS_DUPLICATE;
    return TRUE;
}
