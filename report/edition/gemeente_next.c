#include "report/edition/account.h"
#include "report/edition/gemeente_parts.h"

/* Texts <prefix>1, <prefix>2 … as a list; {gemeente} and {eenheid} are filled in. */
static void draw_list(const Gemeente *gemeente, const char *prefix, gboolean numbered)
{
    Writer *writer = gemeente->writer;
    const char *unit = gemeente->unit != AREA_NONE ? writer_area(writer, gemeente->unit)
                                                   : writer_say(writer, "algemeen.eenheid");
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 1;; i++) {
        g_autofree char *key = g_strdup_printf("%s%u", prefix, i);
        if (texts_lookup(writer->context->texts, key) == NULL)
            break;
        g_ptr_array_add(
            items, (gpointer)writer_say(writer, key, "gemeente", gemeente->name, "eenheid", unit));
    }
    const char *const *texts = (const char *const *)items->pdata;
    if (numbered)
        flow_numbered(writer->flow, items->len, texts);
    else
        flow_bullets(writer->flow, items->len, texts);
}

void gemeente_next(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "vervolg.titel"));
    flow_heading(writer->flow, 2, writer_say(writer, "vervolg.weten-niet"));
    draw_list(gemeente, "vervolg.weten-niet-", FALSE);
    flow_heading(writer->flow, 2, writer_say(writer, "vervolg.beleid"));
    writer_paragraph(writer, "vervolg.beleid-tekst");
    flow_heading(writer->flow, 2, writer_say(writer, "vervolg.doen"));
    draw_list(gemeente, "vervolg.doen-", TRUE);
}

void gemeente_account(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "verantwoording.titel"));
    writer_introduction(writer, "verantwoording.gemeente");
    account_sources_summary(writer);
    account_protection(writer);
    writer_paragraph(writer, "verantwoording.methode-vergelijk");
}
