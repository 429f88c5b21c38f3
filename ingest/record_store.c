#include "ingest/record_store.h"

#include <string.h>

struct RecordStore {
    Database *database;
    const RecordSpec *spec;
    gint64 delivery_id;
    sqlite3_stmt *insert;
    sqlite3_stmt *insert_code; /* melding_vorm */
    gsize n_columns;
    gsize columns[RECORD_MAX_FIELDS]; /* fields that are columns, in order */
};

const char *record_store_id_column(const RecordSpec *spec)
{
    if (g_str_equal(spec->name, "melding"))
        return "melding_id";
    if (g_str_equal(spec->name, "zaak"))
        return "zaak_id";
    return g_str_equal(spec->name, "politie") ? "record_id" : NULL;
}

char *record_store_identity(const RecordSpec *spec)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize i = 0; spec->identity[i] >= 0; i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "",
                               spec->fields[spec->identity[i]].name);
    return g_string_free(g_steal_pointer(&names), FALSE);
}

/* INSERT with the delivery, the line and every field that is a column; a cell is two columns. */
static char *insert_sql(RecordStore *store)
{
    g_autoptr(GString) names = g_string_new("delivery_id, line");
    g_autoptr(GString) places = g_string_new("?, ?");
    for (gsize i = 0; i < store->spec->n_fields; i++) {
        const FieldSpec *field = &store->spec->fields[i];
        if (field->derived)
            continue;
        gboolean is_cell = field->kind == FIELD_CELL;
        g_string_append_printf(names, ", %s", is_cell ? "state, value" : field->name);
        g_string_append(places, is_cell ? ", ?, ?" : ", ?");
        store->columns[store->n_columns++] = i;
    }
    return g_strdup_printf("INSERT INTO %s (%s) VALUES (%s)", store->spec->name, names->str,
                           places->str);
}

RecordStore *record_store_new(Database *database, const RecordSpec *spec, gint64 delivery_id,
                              GError **error)
{
    RecordStore *store = g_new0(RecordStore, 1);
    store->database = database;
    store->spec = spec;
    store->delivery_id = delivery_id;
    g_autofree char *sql = insert_sql(store);
    store->insert = database_prepare(database, sql, error);
    gboolean ready = store->insert != NULL;
    if (ready && g_str_equal(spec->name, "melding")) {
        store->insert_code = database_prepare(
            database, "INSERT INTO melding_vorm (melding_id, form) VALUES (?, ?)", error);
        ready = store->insert_code != NULL;
    }
    if (ready)
        return store;
    record_store_free(store);
    return NULL;
}

void record_store_free(RecordStore *store)
{
    sqlite3_finalize(store->insert);
    sqlite3_finalize(store->insert_code);
    g_free(store);
}

/* The pointers of a record live until the row is stepped. */
static int bind_value(sqlite3_stmt *statement, int place, const FieldValue *value,
                      const char *nothing)
{
    switch (value->kind) {
    case VALUE_NUMBER:
        return sqlite3_bind_int64(statement, place, value->number);
    case VALUE_TEXT:
        return sqlite3_bind_text(statement, place, value->text, (int)value->length, SQLITE_STATIC);
    case VALUE_BLOB:
        return sqlite3_bind_blob(statement, place, value->blob, PSEUDONYM_BYTES, SQLITE_STATIC);
    case VALUE_NONE:
        break;
    }
    return nothing != NULL ? sqlite3_bind_text(statement, place, nothing, -1, SQLITE_STATIC)
                           : sqlite3_bind_null(statement, place);
}

static int bind_cell(sqlite3_stmt *statement, int place, const Cell *cell)
{
    int failed = sqlite3_bind_text(statement, place, state_word(cell->state), -1, SQLITE_STATIC);
    if (cell->state == STATE_VALUE)
        return failed | sqlite3_bind_int64(statement, place + 1, cell->value);
    return failed | sqlite3_bind_null(statement, place + 1);
}

static gboolean insert_row(RecordStore *store, const Record *record, const Cell *cell,
                           GError **error)
{
    sqlite3_stmt *statement = store->insert;
    int failed = sqlite3_bind_int64(statement, 1, store->delivery_id);
    failed |= sqlite3_bind_int64(statement, 2, record->line);
    int place = 3;
    for (gsize i = 0; i < store->n_columns; i++, place++) {
        const FieldSpec *field = &store->spec->fields[store->columns[i]];
        if (field->kind == FIELD_CELL && cell != NULL) {
            failed |= bind_cell(statement, place++, cell);
        } else if (field->kind == FIELD_PERIOD && cell != NULL && cell->period != NULL) {
            failed |= sqlite3_bind_text(statement, place, cell->period, -1, SQLITE_STATIC);
        } else {
            failed |= bind_value(statement, place, &record->values[store->columns[i]],
                                 cell != NULL ? "" : NULL);
        }
    }
    if (failed != SQLITE_OK)
        return database_fail(store->database, error);
    return database_run(store->database, statement, error);
}

static gboolean insert_codes(RecordStore *store, const Record *record, GError **error)
{
    gint64 id = sqlite3_last_insert_rowid(database_handle(store->database));
    for (gsize i = 0; i < record->n_codes; i++) {
        int failed = sqlite3_bind_int64(store->insert_code, 1, id);
        failed |= sqlite3_bind_text(store->insert_code, 2, record->codes[i], -1, SQLITE_STATIC);
        if (failed != SQLITE_OK)
            return database_fail(store->database, error);
        if (!database_run(store->database, store->insert_code, error))
            return FALSE;
    }
    return TRUE;
}

gboolean record_store_add(RecordStore *store, const Record *record, const Cell *cells,
                          gsize n_cells, GError **error)
{
    if (n_cells == 0)
        return insert_row(store, record, NULL, error) &&
               (store->insert_code == NULL || insert_codes(store, record, error));
    for (gsize i = 0; i < n_cells; i++)
        if (!insert_row(store, record, &cells[i], error))
            return FALSE;
    return TRUE;
}
