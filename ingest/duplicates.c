#include "ingest/duplicates.h"

#include <string.h>

/* Two bits of 16 per expected row: about 1 row in 60 is compared without need. */
#define BYTES_PER_ROW 64
#define BITS_PER_ROW 16
#define MIN_BITS (G_GUINT64_CONSTANT(1) << 26)
#define MAX_BITS (G_GUINT64_CONSTANT(1) << 28)

/* Bits for the keys of candidates, so that the comparison need not look up every row. */
#define KEY_BITS (G_GUINT64_CONSTANT(1) << 23)

struct Duplicates {
    Database *database;
    const RecordSpec *spec;
    gint64 last_id;
    guint64 n_bits; /* power of two */
    guint64 *bits;
    guint64 key_bits[KEY_BITS / 64];
    gint64 n_candidates;
    sqlite3_stmt *insert;
};

static guint64 key_bit(const void *key)
{
    guint64 word;
    memcpy(&word, key, sizeof word);
    return word & (KEY_BITS - 1);
}

/* SQL function may_be_candidate(key): FALSE only for keys that are none. */
static void may_be_candidate(sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
    (void)n_arguments;
    const Duplicates *duplicates = sqlite3_user_data(context);
    const void *key = sqlite3_value_blob(arguments[0]);
    guint64 bit = key != NULL ? key_bit(key) : 0;
    sqlite3_result_int(context, key != NULL && (duplicates->key_bits[bit >> 6] >> (bit & 63)) & 1);
}

static gboolean register_function(Database *database, Duplicates *duplicates, GError **error)
{
    return sqlite3_create_function(database_handle(database), "may_be_candidate", 1,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC, duplicates, may_be_candidate,
                                   NULL, NULL) == SQLITE_OK ||
           database_fail(database, error);
}

Duplicates *duplicates_new(Database *database, const RecordSpec *spec, gint64 file_size,
                           gint64 last_id, GError **error)
{
    if (!database_exec(database,
                       "DROP TABLE IF EXISTS temp.candidate;"
                       "CREATE TEMP TABLE candidate (key BLOB PRIMARY KEY) WITHOUT ROWID",
                       error))
        return NULL;
    sqlite3_stmt *insert =
        database_prepare(database, "INSERT OR IGNORE INTO temp.candidate VALUES (?)", error);
    if (insert == NULL)
        return NULL;
    Duplicates *duplicates = g_new0(Duplicates, 1);
    duplicates->database = database;
    duplicates->spec = spec;
    duplicates->last_id = last_id;
    duplicates->insert = insert;
    guint64 wanted = (guint64)file_size / BYTES_PER_ROW * BITS_PER_ROW;
    duplicates->n_bits = MIN_BITS;
    while (duplicates->n_bits < wanted && duplicates->n_bits < MAX_BITS)
        duplicates->n_bits *= 2;
    duplicates->bits = g_new0(guint64, duplicates->n_bits / 64);
    if (register_function(database, duplicates, error))
        return duplicates;
    duplicates_free(duplicates);
    return NULL;
}

void duplicates_free(Duplicates *duplicates)
{
    sqlite3_finalize(duplicates->insert);
    sqlite3 *handle = database_handle(duplicates->database);
    sqlite3_create_function(handle, "may_be_candidate", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL);
    sqlite3_exec(handle, "DROP TABLE IF EXISTS temp.candidate", NULL, NULL, NULL);
    g_free(duplicates->bits);
    g_free(duplicates);
}

/* Finaliser of splitmix64: every bit of the input changes half of the bits of the output. */
static guint64 mix(guint64 x)
{
    x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static guint64 hash_value(const FieldValue *value)
{
    guint64 word = 0;
    if (value->kind == VALUE_NUMBER)
        word = (guint64)value->number;
    else if (value->kind == VALUE_BLOB)
        memcpy(&word, value->blob, sizeof word);
    else if (value->kind == VALUE_TEXT)
        word = g_str_hash(value->text);
    return word;
}

static guint64 hash_identity(const RecordSpec *spec, const Record *record)
{
    guint64 hash = 0;
    for (gsize i = 0; spec->identity[i] >= 0; i++)
        hash = mix(hash * 3 + hash_value(&record->values[spec->identity[i]]) + 1);
    return hash;
}

/* Sets two bits in one word, for one visit to memory; returns whether both were set before. */
static gboolean set_bits(Duplicates *duplicates, guint64 hash)
{
    guint64 *word = &duplicates->bits[hash & (duplicates->n_bits / 64 - 1)];
    guint64 mask = G_GUINT64_CONSTANT(1) << (hash >> 58) | G_GUINT64_CONSTANT(1)
                                                               << ((hash >> 52) & 63);
    gboolean were_set = (*word & mask) == mask;
    *word |= mask;
    return were_set;
}

gboolean duplicates_note(Duplicates *duplicates, const Record *record, GError **error)
{
    if (!set_bits(duplicates, hash_identity(duplicates->spec, record)))
        return TRUE;
    duplicates->n_candidates++;
    const FieldValue *key = &record->values[duplicates->spec->identity[0]];
    guint64 bit = key_bit(key->blob);
    duplicates->key_bits[bit >> 6] |= G_GUINT64_CONSTANT(1) << (bit & 63);
    if (sqlite3_bind_blob(duplicates->insert, 1, key->blob, PSEUDONYM_BYTES, SQLITE_STATIC) !=
        SQLITE_OK)
        return database_fail(duplicates->database, error);
    return database_run(duplicates->database, duplicates->insert, error);
}

/* --- comparing */

typedef struct {
    gint64 id;
    gint64 line;
    GByteArray *identity;
    GByteArray *content;
    char *codes; /* forms of a melding; "" for others */
} ComparedRow;

static void row_clear(ComparedRow *row)
{
    g_clear_pointer(&row->identity, g_byte_array_unref);
    g_clear_pointer(&row->content, g_byte_array_unref);
    g_clear_pointer(&row->codes, g_free);
}

static gboolean is_identity(const RecordSpec *spec, gsize field)
{
    for (gsize i = 0; spec->identity[i] >= 0; i++)
        if ((gsize)spec->identity[i] == field)
            return TRUE;
    return FALSE;
}

/* Number, line, forms, identity, content; rows about the same thing one after another. */
static char *select_sql(const RecordSpec *spec)
{
    const char *id = record_store_id_column(spec);
    g_autofree char *identity = record_store_identity(spec);
    g_autoptr(GString) content = g_string_new(NULL);
    for (gsize i = 0; i < spec->n_fields; i++)
        if (!spec->fields[i].derived && !is_identity(spec, i))
            g_string_append_printf(content, ", %s", spec->fields[i].name);
    const char *codes =
        g_str_equal(spec->name, "melding")
            ? "(SELECT group_concat(form, '+') FROM (SELECT form FROM melding_vorm AS v"
              " WHERE v.melding_id = t.melding_id ORDER BY form))"
            : "''";
    const char *key = spec->fields[spec->identity[0]].name;
    return g_strdup_printf("SELECT %s, line, %s, %s%s FROM %s AS t WHERE %s > ?1 AND"
                           " CASE WHEN may_be_candidate(%s) THEN %s IN"
                           " (SELECT key FROM temp.candidate) ELSE 0 END ORDER BY %s, line",
                           id, codes, identity, content->str, spec->name, id, key, key, identity);
}

static void append_value(GByteArray *bytes, sqlite3_stmt *statement, int column)
{
    int size = sqlite3_column_bytes(statement, column);
    guint8 kind = (guint8)sqlite3_column_type(statement, column);
    g_byte_array_append(bytes, &kind, 1);
    g_byte_array_append(bytes, (const guint8 *)&size, sizeof size);
    const void *blob = sqlite3_column_blob(statement, column);
    if (blob != NULL)
        g_byte_array_append(bytes, blob, (guint)size);
}

static ComparedRow read_row(const Duplicates *duplicates, sqlite3_stmt *statement)
{
    int n_identity = 0;
    while (duplicates->spec->identity[n_identity] >= 0)
        n_identity++;
    ComparedRow row = {.id = sqlite3_column_int64(statement, 0),
                       .line = sqlite3_column_int64(statement, 1),
                       .codes = g_strdup(database_text(statement, 2)),
                       .identity = g_byte_array_new(),
                       .content = g_byte_array_new()};
    for (int i = 0; i < n_identity; i++)
        append_value(row.identity, statement, 3 + i);
    for (int i = 3 + n_identity; i < sqlite3_column_count(statement); i++)
        append_value(row.content, statement, i);
    return row;
}

static gboolean same_bytes(const GByteArray *a, const GByteArray *b)
{
    return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* Takes a further row out of the register; for a report its forms go to the first row. */
static gboolean take_out(const Duplicates *duplicates, gint64 id, gint64 first, GError **error)
{
    const RecordSpec *spec = duplicates->spec;
    g_autofree char *sql = NULL;
    if (g_str_equal(spec->name, "melding"))
        sql = g_strdup_printf("INSERT OR IGNORE INTO melding_vorm SELECT %" G_GINT64_FORMAT
                              ", form FROM melding_vorm WHERE melding_id = %" G_GINT64_FORMAT
                              "; DELETE FROM melding_vorm WHERE melding_id = %" G_GINT64_FORMAT
                              "; DELETE FROM melding WHERE melding_id = %" G_GINT64_FORMAT,
                              first, id, id, id);
    else
        sql = g_strdup_printf("DELETE FROM %s WHERE %s = %" G_GINT64_FORMAT, spec->name,
                              record_store_id_column(spec), id);
    return database_exec(duplicates->database, sql, error);
}

static gboolean settle(const Duplicates *duplicates, const ComparedRow *first,
                       const ComparedRow *row, RejectFile *rejects, DuplicateCounts *counts,
                       GError **error)
{
    gboolean same =
        same_bytes(first->content, row->content) && g_strcmp0(first->codes, row->codes) == 0;
    gboolean joins = g_str_equal(duplicates->spec->name, "melding");
    g_autofree char *reason = g_strdup_printf(
        same    ? "is the same as line %" G_GINT64_FORMAT
        : joins ? "is about the same report as line %" G_GINT64_FORMAT "; forms are joined"
                : "has the same number as line %" G_GINT64_FORMAT " and other content",
        first->line);
    if (same)
        counts->n_duplicate++;
    else if (joins)
        counts->n_merged++;
    else
        counts->n_rejected++;
    reject_file_add(rejects, row->line,
                    same    ? "duplicate"
                    : joins ? "merged"
                            : "rejected",
                    NULL, reason, NULL);
    return take_out(duplicates, row->id, first->id, error);
}

gboolean duplicates_resolve(Duplicates *duplicates, RejectFile *rejects, DuplicateCounts *counts,
                            GError **error)
{
    *counts = (DuplicateCounts){0};
    if (duplicates->n_candidates == 0)
        return TRUE;
    g_autofree char *sql = select_sql(duplicates->spec);
    g_autoptr(sqlite3_stmt) statement = database_prepare(duplicates->database, sql, error);
    if (statement == NULL || sqlite3_bind_int64(statement, 1, duplicates->last_id) != SQLITE_OK)
        return FALSE;
    ComparedRow first = {0};
    gboolean has_row = TRUE;
    gboolean done = TRUE;
    while (done && (done = database_step(duplicates->database, statement, &has_row, error)) &&
           has_row) {
        ComparedRow row = read_row(duplicates, statement);
        if (first.identity != NULL && same_bytes(first.identity, row.identity)) {
            done = settle(duplicates, &first, &row, rejects, counts, error);
            row_clear(&row);
        } else {
            row_clear(&first);
            first = row;
        }
    }
    row_clear(&first);
    return done;
}
