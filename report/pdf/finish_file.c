/* The file as it is kept: what qpdf wrote and the objects of the structure, in object streams, with
 * a stream of cross-references (ISO 32000-1, 7.5.7 and 7.5.8). */
#include "core/error.h"
#include "report/pdf/finish_private.h"

#include <nettle/sha2.h>
#include <string.h>

#define OBJECTS_IN_STREAM 200
#define IDENTIFIER 16 /* bytes */

typedef struct {
    const char *value; /* of a stream: from "n 0 obj" to the end of that line of "endobj" */
    gsize length;
    gboolean is_stream;
} FileObject;

struct FinishFile {
    GBytes *bytes;
    gsize head;      /* bytes before the first object */
    GArray *objects; /* FileObject, by number; what was added has NULL and is in `added` */
    GString *added;
    GArray *starts; /* gsize, in `added` */
    guint n_read;
    guint root, info, structure;
    char *structure_value; /* NULL: as qpdf wrote it */
};

/* --- what qpdf wrote */

static gboolean ends_with(const char *data, gsize length, const char *text)
{
    gsize n = strlen(text);
    return n <= length && memcmp(data + length - n, text, n) == 0;
}

/* The object from `start` to `end`: "7 0 obj\n<< … >>\nendobj\n". */
static gboolean read_object(const char *data, gsize start, gsize end, FileObject *object)
{
    static const char closing[] = "\nendobj\n";
    const char *line = start < end ? memchr(data + start, '\n', end - start) : NULL;
    if (line == NULL || !ends_with(data + start, end - start, closing))
        return FALSE;
    object->is_stream = ends_with(data + start, end - start, "\nendstream\nendobj\n");
    object->value = object->is_stream ? data + start : line + 1;
    object->length = (gsize)(data + end - object->value);
    if (!object->is_stream)
        object->length -= strlen(closing);
    return TRUE;
}

/* Number of the object after `key` in the text between; 0: not there. */
static guint number_after(const char *text, gsize length, const char *key)
{
    const char *at = g_strrstr_len(text, (gssize)length, key);
    return at != NULL ? (guint)g_ascii_strtoull(at + strlen(key), NULL, 10) : 0;
}

static gboolean read_objects(FinishFile *file, const char *data, const FinishTable *table)
{
    gsize start = finish_table_offset(table, data, 1);
    file->head = start;
    for (guint number = 1; number < table->n; number++) {
        gsize end =
            number + 1 < table->n ? finish_table_offset(table, data, number + 1) : table->at;
        FileObject *object = &g_array_index(file->objects, FileObject, number);
        if (!read_object(data, start, end, object))
            return FALSE;
        start = end;
    }
    return file->head > 0;
}

static gboolean read_file(FinishFile *file, GError **error)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(file->bytes, &length);
    FinishTable table;
    if (!finish_table_find(data, length, &table, error))
        return FALSE;
    g_array_set_size(file->objects, MAX(table.n, 1));
    file->n_read = table.n;
    file->root = number_after(data + table.at, length - table.at, "/Root ");
    file->info = number_after(data + table.at, length - table.at, "/Info ");
    if (file->root == 0 || file->root >= table.n || !read_objects(file, data, &table))
        return finish_strange_file(error);
    const FileObject *catalog = &g_array_index(file->objects, FileObject, file->root);
    file->structure = number_after(catalog->value, catalog->length, "/StructTreeRoot ");
    return (file->structure > 0 && file->structure < table.n) || finish_strange_file(error);
}

FinishFile *finish_file_new(GBytes *bytes, GError **error)
{
    g_autoptr(FinishFile) file = g_new0(FinishFile, 1);
    file->bytes = bytes;
    file->objects = g_array_new(FALSE, TRUE, sizeof(FileObject));
    file->added = g_string_new(NULL);
    file->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    return read_file(file, error) ? g_steal_pointer(&file) : NULL;
}

void finish_file_free(FinishFile *file)
{
    if (file == NULL)
        return;
    g_bytes_unref(file->bytes);
    g_array_unref(file->objects);
    g_string_free(file->added, TRUE);
    g_array_unref(file->starts);
    g_free(file->structure_value);
    g_free(file);
}

guint finish_file_holder(const FinishFile *file, const char *entry, int key)
{
    for (guint number = 1; number < file->n_read; number++) {
        const FileObject *object = &g_array_index(file->objects, FileObject, number);
        const char *at =
            object->is_stream ? NULL : g_strrstr_len(object->value, (gssize)object->length, entry);
        if (at != NULL && g_ascii_strtoll(at + strlen(entry), NULL, 10) == key)
            return number;
    }
    return 0;
}

/* --- what is added */

guint finish_file_next(const FinishFile *file)
{
    return file->objects->len;
}

guint finish_file_structure(const FinishFile *file)
{
    return file->structure;
}

GString *finish_file_begin(FinishFile *file)
{
    static const FileObject none = {NULL, 0, FALSE};
    g_array_append_val(file->objects, none);
    g_array_append_val(file->starts, file->added->len);
    return file->added;
}

void finish_file_set_structure(FinishFile *file, char *value)
{
    g_free(file->structure_value);
    file->structure_value = value;
    g_array_index(file->objects, FileObject, file->structure) =
        (FileObject){value, strlen(value), FALSE};
}

static void end_added(FinishFile *file)
{
    g_array_append_val(file->starts, file->added->len);
    for (guint i = 0; i + 1 < file->starts->len; i++) {
        gsize start = g_array_index(file->starts, gsize, i);
        gsize end = g_array_index(file->starts, gsize, i + 1);
        g_array_index(file->objects, FileObject, file->n_read + i) =
            (FileObject){file->added->str + start, end - start, FALSE};
    }
}

/* --- writing */

/* Where an object is: its place in the file, or a stream and its place among the objects there. */
typedef struct {
    guint8 kind; /* 0: unused, 1: in the file, 2: in a stream */
    guint32 at;
    guint16 place;
} Entry;

typedef struct {
    GByteArray *bytes;
    GArray *entries; /* Entry, by number */
} Output;

static void put(Output *output, const char *data, gsize length)
{
    g_byte_array_append(output->bytes, (const guint8 *)data, (guint)length);
}

/* A stream with a dictionary that begins with `entries`, deflated. */
static void put_stream(Output *output, guint number, const char *entries, const void *data,
                       gsize length)
{
    gsize size = 0;
    g_autofree char *deflated = finish_deflate(data, length, &size);
    g_autofree char *head = g_strdup_printf(
        "%u 0 obj\n<< %s /Filter /FlateDecode /Length %" G_GSIZE_FORMAT " >>\nstream\n", number,
        entries, size);
    put(output, head, strlen(head));
    put(output, deflated, size);
    put(output, "\nendstream\nendobj\n", strlen("\nendstream\nendobj\n"));
}

static void put_streams(Output *output, const FinishFile *file)
{
    for (guint number = 1; number < file->objects->len; number++) {
        const FileObject *object = &g_array_index(file->objects, FileObject, number);
        if (!object->is_stream)
            continue;
        g_array_index(output->entries, Entry, number) = (Entry){1, output->bytes->len, 0};
        put(output, object->value, object->length);
    }
}

/* From object *next, as many as one stream holds. */
static void put_object_stream(Output *output, const FinishFile *file, guint *next)
{
    g_autoptr(GString) places = g_string_new(NULL);
    g_autoptr(GString) values = g_string_new(NULL);
    guint holder = output->entries->len, n = 0;
    for (; *next < file->objects->len && n < OBJECTS_IN_STREAM; (*next)++) {
        const FileObject *object = &g_array_index(file->objects, FileObject, *next);
        if (object->is_stream)
            continue;
        g_array_index(output->entries, Entry, *next) = (Entry){2, holder, (guint16)n++};
        g_string_append_printf(places, "%u %" G_GSIZE_FORMAT " ", *next, values->len);
        g_string_append_len(values, object->value, (gssize)object->length);
        g_string_append_c(values, '\n');
    }
    if (n == 0)
        return;
    const Entry entry = {1, output->bytes->len, 0};
    g_array_append_val(output->entries, entry);
    g_autofree char *head =
        g_strdup_printf("/Type /ObjStm /N %u /First %" G_GSIZE_FORMAT, n, places->len);
    g_string_append_len(places, values->str, (gssize)values->len);
    put_stream(output, holder, head, places->str, places->len);
}

#define ROW 7 /* bytes of an entry: kind 1, at 4, place 2, all big-endian */

/* Each row is written as the difference with the row before ("up", RFC 2083, 6.4): most become the
 * same few bytes. */
static GByteArray *entry_rows(const GArray *entries)
{
    GByteArray *rows = g_byte_array_sized_new(entries->len * (ROW + 1));
    guint8 before[ROW] = {0};
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        const guint8 row[ROW] = {entry->kind,
                                 (guint8)(entry->at >> 24),
                                 (guint8)(entry->at >> 16),
                                 (guint8)(entry->at >> 8),
                                 (guint8)entry->at,
                                 (guint8)(entry->place >> 8),
                                 (guint8)entry->place};
        guint8 line[ROW + 1] = {2};
        for (guint j = 0; j < ROW; j++)
            line[j + 1] = (guint8)(row[j] - before[j]);
        memcpy(before, row, ROW);
        g_byte_array_append(rows, line, sizeof(line));
    }
    return rows;
}

/* The first half of the SHA-256 of all that stands before, as hexadecimal digits. */
static void identify(const GByteArray *bytes, char *digits)
{
    struct sha256_ctx context;
    guint8 digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, bytes->len, bytes->data);
    sha256_digest(&context, sizeof(digest), digest);
    for (guint i = 0; i < IDENTIFIER; i++)
        g_snprintf(digits + 2 * i, 3, "%02x", digest[i]);
}

static void put_references(Output *output, const FinishFile *file)
{
    char identifier[2 * IDENTIFIER + 1];
    guint number = output->entries->len;
    const Entry entry = {1, output->bytes->len, 0};
    g_array_append_val(output->entries, entry);
    g_autoptr(GByteArray) rows = entry_rows(output->entries);
    g_autoptr(GString) head = g_string_new(NULL);
    identify(output->bytes, identifier);
    g_string_append_printf(head,
                           "/Type /XRef /Size %u /W [ 1 4 2 ] /Root %u 0 R /ID [ <%s> <%s> ] "
                           "/DecodeParms << /Predictor 12 /Columns %d >>",
                           output->entries->len, file->root, identifier, identifier, ROW);
    if (file->info > 0)
        g_string_append_printf(head, " /Info %u 0 R", file->info);
    put_stream(output, number, head->str, rows->data, rows->len);
    g_autofree char *end = g_strdup_printf("startxref\n%u\n%%%%EOF\n", entry.at);
    put(output, end, strlen(end));
}

GBytes *finish_file_write(FinishFile *file)
{
    Output output = {g_byte_array_sized_new((guint)g_bytes_get_size(file->bytes)),
                     g_array_new(FALSE, TRUE, sizeof(Entry))};
    end_added(file);
    g_array_set_size(output.entries, file->objects->len);
    g_array_index(output.entries, Entry, 0).place = 65535;
    put(&output, g_bytes_get_data(file->bytes, NULL), file->head);
    put_streams(&output, file);
    for (guint next = 1; next < file->objects->len;)
        put_object_stream(&output, file, &next);
    put_references(&output, file);
    g_array_unref(output.entries);
    return g_byte_array_free_to_bytes(output.bytes);
}
