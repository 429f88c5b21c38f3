#include "report/edition/account.h"
#include "report/edition/gemeente_parts.h"
#include "report/edition/words.h"

/* Texts <prefix>1, <prefix>2 … are added; {gemeente} and {eenheid} are filled in. */
static void add_texts(const Gemeente *gemeente, GPtrArray *items, const char *prefix)
{
    Writer *writer = gemeente->writer;
    const char *unit = gemeente->unit != AREA_NONE ? writer_area(writer, gemeente->unit)
                                                   : writer_say(writer, "algemeen.eenheid");
    for (guint i = 1;; i++) {
        g_autofree char *key = g_strdup_printf("%s%u", prefix, i);
        if (texts_lookup(writer->context->texts, key) == NULL)
            return;
        g_ptr_array_add(
            items, (gpointer)writer_say(writer, key, "gemeente", gemeente->name, "eenheid", unit));
    }
}

/* Neighbours in another police unit: who hands over to whom is not agreed by itself there. */
static const char *across_border(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    gsize n;
    const AreaId *ids = area_neighbours(writer->areas, writer->area, &n);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        if (area_parent(writer->areas, ids[i], AREA_POLITIE_EENHEID,
                        publication_division(writer->publication)) != gemeente->unit)
            g_ptr_array_add(names, (gpointer)writer_area(writer, ids[i]));
    return names->len > 0 ? writer_list(writer, names) : NULL;
}

static void add_neighbours(const Gemeente *gemeente, GPtrArray *items)
{
    Writer *writer = gemeente->writer;
    gsize n;
    const char *others = across_border(gemeente);
    area_neighbours(writer->areas, writer->area, &n);
    if (n == 0)
        g_ptr_array_add(items, (gpointer)writer_say(writer, "vervolg.eiland"));
    else if (others != NULL)
        g_ptr_array_add(items,
                        (gpointer)writer_say(writer, "vervolg.buren-grens", "namen", others));
    else
        g_ptr_array_add(items, (gpointer)writer_say(writer, "vervolg.buren"));
}

/* What fits the situation of the gemeente first, then what holds for all. */
static void draw_steps(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    Blad blad = gemeente_blad(gemeente);
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    g_autofree char *first = g_strconcat("vervolg.eerst-", blad_situation(&blad), NULL);
    g_ptr_array_add(items, (gpointer)writer_say(writer, first, "gemeente", gemeente->name));
    if (blad_is_centre(&blad))
        g_ptr_array_add(
            items, (gpointer)writer_say(writer, "vervolg.centrum", "gemeente", gemeente->name));
    add_texts(gemeente, items, "vervolg.doen-");
    add_neighbours(gemeente, items);
    flow_numbered(writer->flow, items->len, (const char *const *)items->pdata);
}

void gemeente_next(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GPtrArray) unknown = g_ptr_array_new();
    flow_heading(writer->flow, 1, writer_say(writer, "vervolg.titel"));
    flow_name_heading(writer->flow, "vervolg");
    flow_heading(writer->flow, 2, writer_say(writer, "vervolg.weten-niet"));
    add_texts(gemeente, unknown, "vervolg.weten-niet-");
    flow_bullets(writer->flow, unknown->len, (const char *const *)unknown->pdata);
    flow_heading(writer->flow, 2, writer_say(writer, "vervolg.doen"));
    draw_steps(gemeente);
}

void gemeente_account(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "verantwoording.titel"));
    writer_introduction(writer, "verantwoording.gemeente");
    account_sources_summary(writer, TRUE);
    account_protection(writer);
    writer_paragraph(writer, "verantwoording.methode-vergelijk");
    words_compact(writer);
}
