#include "report/opendata/spool.h"

#include "core/error.h"

#include <string.h>

struct FigureSpool {
    char *folder;
    GHashTable *with_common; /* names whose common rows this worker has written */
};

struct SpoolFile {
    char *path;
    GPtrArray *names;
    GArray *starts; /* gsize: where each record begins, after its length */
};

static char *spool_path(const char *folder, gsize index)
{
    g_autofree char *name = g_strdup_printf("%06" G_GSIZE_FORMAT, index);
    return g_build_filename(folder, name, NULL);
}

FigureSpool *figure_spool_new(const char *folder)
{
    FigureSpool *spool = g_new0(FigureSpool, 1);
    spool->folder = g_strdup(folder);
    spool->with_common = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return spool;
}

void figure_spool_free(FigureSpool *spool)
{
    if (spool == NULL)
        return;
    g_hash_table_unref(spool->with_common);
    g_free(spool->folder);
    g_free(spool);
}

/* --- writing */

static void put_number(GByteArray *out, guint32 number)
{
    g_byte_array_append(out, (const guint8 *)&number, sizeof number);
}

static void put_text(GByteArray *out, const char *text)
{
    gsize length = text != NULL ? strlen(text) : 0;
    put_number(out, (guint32)length);
    if (length > 0)
        g_byte_array_append(out, (const guint8 *)text, (guint)length);
}

static void put_cell(GByteArray *out, const FigureCell *cell)
{
    put_number(out, (guint32)cell->kind);
    if (cell->kind == FIGURE_CELL_TEXT)
        put_text(out, cell->text);
    else if (cell->kind == FIGURE_CELL_STATE)
        put_number(out, (guint32)cell->state);
    else if (cell->kind == FIGURE_CELL_NUMBER)
        g_byte_array_append(out, (const guint8 *)&cell->number, sizeof cell->number);
}

static void put_data(GByteArray *out, const FigureData *data, gboolean with_common)
{
    guint n_columns = figure_data_n_columns(data), n_rows = 0;
    put_number(out, (guint32)figure_data_language(data));
    put_number(out, n_columns);
    for (guint i = 0; i < n_columns; i++) {
        const FigureColumn *column = figure_data_column(data, i);
        put_number(out, (guint32)column->type);
        put_text(out, column->key);
        put_text(out, column->title);
    }
    for (guint row = 0; row < figure_data_n_rows(data); row++)
        n_rows += with_common || !figure_data_is_common(data, row);
    put_number(out, n_rows);
    for (guint row = 0; row < figure_data_n_rows(data); row++) {
        if (!with_common && figure_data_is_common(data, row))
            continue;
        put_number(out, (guint32)figure_data_is_common(data, row));
        for (guint i = 0; i < n_columns; i++)
            put_cell(out, figure_data_cell(data, row, i));
    }
}

static void put_record(GByteArray *out, const FigureRecord *record, gboolean with_common)
{
    guint start = out->len;
    put_number(out, 0);
    put_text(out, record->name);
    put_text(out, record->label);
    put_text(out, record->title);
    put_text(out, record->subtitle);
    put_text(out, record->source);
    put_data(out, record->data, with_common);
    guint32 length = out->len - start - (guint32)sizeof length;
    memcpy(out->data + start, &length, sizeof length);
}

gboolean figure_spool_save(FigureSpool *spool, gsize index, const GPtrArray *records,
                           GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        gboolean first = !g_hash_table_contains(spool->with_common, record->name);
        put_record(out, record, first);
        if (first)
            g_hash_table_add(spool->with_common, g_strdup(record->name));
    }
    g_autofree char *path = spool_path(spool->folder, index);
    g_autoptr(GError) problem = NULL;
    if (g_file_set_contents_full(path, (const char *)out->data, (gssize)out->len,
                                 G_FILE_SET_CONTENTS_NONE, 0600, &problem))
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CANNOT_CREATE, "%s", problem->message);
    return FALSE;
}

/* --- reading */

typedef struct {
    const guint8 *at, *end;
    gboolean bad; /* past the end: everything after is 0 and "" */
} Cursor;

static const guint8 *take(Cursor *cursor, gsize n)
{
    if (cursor->bad || (gsize)(cursor->end - cursor->at) < n) {
        cursor->bad = TRUE;
        return NULL;
    }
    const guint8 *start = cursor->at;
    cursor->at += n;
    return start;
}

static guint32 take_number(Cursor *cursor)
{
    guint32 number = 0;
    const guint8 *bytes = take(cursor, sizeof number);
    if (bytes != NULL)
        memcpy(&number, bytes, sizeof number);
    return number;
}

static char *take_text(Cursor *cursor)
{
    guint32 length = take_number(cursor);
    const guint8 *bytes = take(cursor, length);
    return bytes != NULL ? g_strndup((const char *)bytes, length) : g_strdup("");
}

static void take_cell(Cursor *cursor, FigureData *data)
{
    guint32 kind = take_number(cursor);
    if (kind == FIGURE_CELL_TEXT) {
        g_autofree char *text = take_text(cursor);
        figure_data_text(data, text);
    } else if (kind == FIGURE_CELL_STATE) {
        guint32 state = take_number(cursor);
        cursor->bad = cursor->bad || state == STATE_VALUE || state >= STATE_COUNT;
        if (!cursor->bad)
            figure_data_state(data, (CellState)state);
    } else if (kind == FIGURE_CELL_NUMBER) {
        double number = 0;
        const guint8 *bytes = take(cursor, sizeof number);
        if (bytes != NULL)
            memcpy(&number, bytes, sizeof number);
        figure_data_number(data, number);
    } else {
        figure_data_text(data, NULL);
    }
}

static FigureData *take_data(Cursor *cursor)
{
    guint32 language = take_number(cursor);
    FigureData *data = figure_data_new(language == LANGUAGE_EN ? LANGUAGE_EN : LANGUAGE_NL);
    guint32 n_columns = take_number(cursor);
    for (guint32 i = 0; i < n_columns && !cursor->bad; i++) {
        guint32 type = take_number(cursor);
        g_autofree char *key = take_text(cursor), *title = take_text(cursor);
        figure_data_add_column(data, (FigureType)MIN(type, FIGURE_BOOLEAN), key, title);
    }
    guint32 n_rows = take_number(cursor);
    for (guint32 row = 0; row < n_rows && !cursor->bad; row++) {
        figure_data_set_common(data, take_number(cursor) != 0);
        figure_data_begin_row(data);
        for (guint32 i = 0; i < n_columns && !cursor->bad; i++)
            take_cell(cursor, data);
    }
    return data;
}

static gboolean index_records(SpoolFile *file, GMappedFile *mapped)
{
    const guint8 *start = (const guint8 *)g_mapped_file_get_contents(mapped);
    Cursor cursor = {start, start + g_mapped_file_get_length(mapped), FALSE};
    while (cursor.at < cursor.end && !cursor.bad) {
        guint32 length = take_number(&cursor);
        gsize at = (gsize)(cursor.at - start);
        Cursor record = cursor;
        if (take(&cursor, length) == NULL)
            break;
        g_array_append_val(file->starts, at);
        g_ptr_array_add(file->names, take_text(&record));
    }
    return !cursor.bad;
}

SpoolFile *spool_file_open(const char *folder, gsize index)
{
    g_autofree char *path = spool_path(folder, index);
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(path, FALSE, NULL);
    if (mapped == NULL)
        return NULL;
    SpoolFile *file = g_new0(SpoolFile, 1);
    file->path = g_steal_pointer(&path);
    file->names = g_ptr_array_new_with_free_func(g_free);
    file->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    if (index_records(file, mapped))
        return file;
    spool_file_close(file);
    return NULL;
}

void spool_file_close(SpoolFile *file)
{
    if (file == NULL)
        return;
    g_free(file->path);
    g_ptr_array_unref(file->names);
    g_array_unref(file->starts);
    g_free(file);
}

const GPtrArray *spool_file_names(const SpoolFile *file)
{
    return file->names;
}

FigureRecord *spool_file_read(const SpoolFile *file, const char *name)
{
    guint position;
    if (!g_ptr_array_find_with_equal_func(file->names, name, g_str_equal, &position))
        return NULL;
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(file->path, FALSE, NULL);
    if (mapped == NULL)
        return NULL;
    const guint8 *start = (const guint8 *)g_mapped_file_get_contents(mapped);
    Cursor cursor = {start + g_array_index(file->starts, gsize, position),
                     start + g_mapped_file_get_length(mapped), FALSE};
    FigureRecord *record = g_new0(FigureRecord, 1);
    record->name = take_text(&cursor);
    record->label = take_text(&cursor);
    record->title = take_text(&cursor);
    record->subtitle = take_text(&cursor);
    record->source = take_text(&cursor);
    record->data = take_data(&cursor);
    if (!cursor.bad)
        return record;
    figure_record_free(record);
    return NULL;
}
