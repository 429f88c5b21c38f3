/* The classic table of cross-references (ISO 32000-1, 7.5.4), as Cairo and qpdf write it; the
 * elements of Cairo's structure are set aside in it, before qpdf reads the file. */
#include "core/error.h"
#include "report/pdf/finish_private.h"

#include <string.h>

#define LINE 20 /* bytes of a line of the table: "0000005159 00000 n \n" */
#define LINE_KIND 17
#define TAIL 40 /* bytes at the end of a file that say where the table is */

gboolean finish_strange_file(GError **error)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL,
                "the PDF cannot be finished: its objects are not listed as Cairo and qpdf do");
    return FALSE;
}

static gboolean begins_with(const char *data, gsize length, gsize at, const char *text)
{
    gsize n = strlen(text);
    return at < length && n <= length - at && memcmp(data + at, text, n) == 0;
}

gboolean finish_table_find(const char *data, gsize length, FinishTable *table, GError **error)
{
    static const char word[] = "startxref\n", head[] = "xref\n0 ";
    gsize tail = MIN(length, TAIL);
    const char *start = g_strrstr_len(data + length - tail, (gssize)tail, word);
    char *after = NULL;
    if (start == NULL)
        return finish_strange_file(error);
    table->at = g_ascii_strtoull(start + strlen(word), NULL, 10);
    if (!begins_with(data, length, table->at, head))
        return finish_strange_file(error);
    table->n = (guint)g_ascii_strtoull(data + table->at + strlen(head), &after, 10);
    table->lines = (gsize)(after + 1 - data);
    return table->lines + (gsize)table->n * LINE <= length || finish_strange_file(error);
}

gsize finish_table_offset(const FinishTable *table, const char *data, guint number)
{
    const char *line = data + table->lines + (gsize)number * LINE;
    return number < table->n && line[LINE_KIND] == 'n' ? g_ascii_strtoull(line, NULL, 10) : 0;
}

static void set_aside(const FinishTable *table, char *data, guint number)
{
    static const char unused[] = "0000000000 65535 f";
    if (number < table->n)
        memcpy(data + table->lines + (gsize)number * LINE, unused, sizeof(unused) - 1);
}

/* "0 6 0 R\n 1 12 0 R ] >>": by key of a page or link, the list of elements or the element. */
static void set_owners_aside(const FinishTable *table, char *data, gsize at)
{
    const char *key = data + at;
    char *after = NULL;
    while (g_ascii_strtoull(key, &after, 10), after != key) {
        set_aside(table, data, (guint)g_ascii_strtoull(after, &after, 10));
        key = after + strlen(" 0 R");
    }
}

gboolean finish_set_structure_aside(char *data, gsize length, GError **error)
{
    static const char element[] = "<< /Type /StructElem", owners[] = "<< /Nums [";
    FinishTable table;
    if (!finish_table_find(data, length, &table, error))
        return FALSE;
    for (guint number = 1; number < table.n; number++) {
        gsize at = finish_table_offset(&table, data, number);
        const char *line = at > 0 && at < table.at ? memchr(data + at, '\n', table.at - at) : NULL;
        gsize value = line != NULL ? (gsize)(line + 1 - data) : length;
        gboolean owns = begins_with(data, length, value, owners);
        if (owns)
            set_owners_aside(&table, data, value + strlen(owners));
        if (owns || begins_with(data, length, value, element))
            set_aside(&table, data, number);
    }
    return TRUE;
}
