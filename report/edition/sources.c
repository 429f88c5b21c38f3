#include "report/edition/sources.h"

#include <string.h>

/* Whether the current deliveries of a source are made up. */
static gboolean is_synthetic(const Writer *writer, const char *source)
{
    gsize n;
    const PublicationSource *sources = publication_sources(writer->publication, &n);
    for (gsize i = 0; i < n; i++)
        if (sources[i].current && sources[i].synthetic && strcmp(sources[i].source, source) == 0)
            return TRUE;
    return FALSE;
}

static const char *source_words(Writer *writer, const char *source)
{
    g_autofree char *key = g_strconcat("bron.", source, NULL);
    const char *name = texts_lookup(writer->context->texts, key);
    if (name == NULL)
        name = source;
    Day day = publication_peildatum(writer->publication, source);
    if (day == DAY_NONE)
        return name;
    return writer_say(writer, "bron.met-peildatum", "bron", name, "dag", writer_day(writer, day));
}

const char *sources_line_of(Writer *writer, ...)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    gboolean synthetic = FALSE;
    va_list names;
    va_start(names, writer);
    for (const char *name = va_arg(names, const char *); name != NULL;
         name = va_arg(names, const char *)) {
        g_ptr_array_add(words, (gpointer)source_words(writer, name));
        g_hash_table_add(writer->sources, g_strdup(name));
        synthetic = synthetic || is_synthetic(writer, name);
    }
    va_end(names);
    g_ptr_array_add(words, NULL);
    g_autofree char *joined = g_strjoinv("; ", (char **)words->pdata);
    return writer_say(writer, synthetic ? "bron.regel-fictief" : "bron.regel", "bronnen", joined);
}

static gboolean touches(const PublicationEvent *event, const char *source)
{
    g_auto(GStrv) names = g_strsplit(event->sources, "+", -1);
    return g_strv_contains((const char *const *)names, source);
}

GPtrArray *sources_events(const Writer *writer, const char *source, AreaId area, int first_year,
                          int last_year)
{
    GPtrArray *found = g_ptr_array_new();
    gsize n;
    const PublicationEvent *events = publication_events(writer->publication, &n);
    for (gsize i = 0; i < n; i++) {
        int year = day_year(events[i].day);
        gboolean here = events[i].area == writer->land || events[i].area == area;
        if (here && year >= first_year && year <= last_year && touches(&events[i], source))
            g_ptr_array_add(found, (gpointer)&events[i]);
    }
    return found;
}

const char *sources_event_words(Writer *writer, const PublicationEvent *event)
{
    return writer_say(writer, "jaar.kern-gebeurtenis", "naam", event->name[writer->language],
                      "jaar", writer_year(writer, day_year(event->day)));
}

const char *sources_events_sentence(Writer *writer)
{
    g_autoptr(GPtrArray) events =
        sources_events(writer, "comensha", writer->area,
                       writer->year.year - (int)writer->series_years + 2, writer->year.year);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < events->len; i++)
        g_ptr_array_add(names, (gpointer)sources_event_words(writer, events->pdata[i]));
    if (names->len == 0)
        return "";
    return writer_say(writer, "inbeeld.gebeurtenissen", "gebeurtenissen",
                      writer_list(writer, names));
}

gboolean sources_event_interrupts(const PublicationEvent *event)
{
    return strcmp(event->code, "corona") != 0;
}
