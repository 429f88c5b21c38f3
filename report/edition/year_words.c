#include "report/edition/year_words.h"

#define LARGEST_WORD 12

static gboolean same_answer(const Cell *a, const Cell *b)
{
    return a->state == b->state && a->value == b->value;
}

static gboolean said_before(gsize index, const Cell *cells)
{
    for (gsize i = 0; i < index; i++)
        if (same_answer(&cells[i], &cells[index]))
            return TRUE;
    return FALSE;
}

static const char *number_word(Writer *writer, gint64 value)
{
    if (value > LARGEST_WORD)
        return writer_count(writer, value);
    g_autofree char *key = g_strdup_printf("getal.%d", (int)value);
    return writer_say(writer, key);
}

/* "in 2008 en 2010 elk twee" */
static const char *phrase(Writer *writer, gsize n, const int *years, const Cell *cells, gsize at)
{
    g_autoptr(GPtrArray) same = g_ptr_array_new();
    for (gsize i = at; i < n; i++)
        if (same_answer(&cells[i], &cells[at]))
            g_ptr_array_add(same, (gpointer)writer_year(writer, years[i]));
    const char *list = writer_list(writer, same);
    const Cell *cell = &cells[at];
    if (cell->state != STATE_VALUE)
        return writer_say(writer, "getal.zonder", "jaren", list, "toestand",
                          cells_words(writer, cell));
    return writer_say(writer, same->len > 1 && cell->value > 0 ? "getal.elk" : "getal.in", "jaren",
                      list, "aantal", number_word(writer, cell->value));
}

const char *year_words(Writer *writer, gsize n, const int *years, const Cell *cells)
{
    g_autoptr(GPtrArray) phrases = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        if (!said_before(i, cells))
            g_ptr_array_add(phrases, (gpointer)phrase(writer, n, years, cells, i));
    return writer_list(writer, phrases);
}
