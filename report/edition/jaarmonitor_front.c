#include "report/edition/jaarmonitor_parts.h"

#include "report/edition/words.h"

static const char *cover_lines(Writer *writer)
{
    GString *lines = g_string_new(NULL);
    g_string_append(lines, writer_say(writer, "jaar.omslag-periode", "jaar",
                                      writer_period(writer, writer->year), "venster",
                                      writer_period(writer, writer->window)));
    Day day = publication_peildatum(writer->publication, NULL);
    if (day != DAY_NONE)
        g_string_append_printf(
            lines, "\n%s",
            writer_say(writer, "jaar.omslag-peildatum", "dag", writer_day(writer, day)));
    if (publication_total(writer->publication, "gemelde_personen", writer->land, writer->year)
            .provisional)
        g_string_append_printf(lines, "\n%s", writer_say(writer, "jaar.omslag-voorlopig"));
    if (publication_is_synthetic(writer->publication))
        g_string_append_printf(lines, "\n%s", writer_say(writer, "jaar.omslag-fictief"));
    return writer_keep(writer, g_string_free(lines, FALSE));
}

static void draw_how_to_read(Writer *writer)
{
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "jaar.lezen"));
    const char *items[6];
    for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
        g_autofree char *key = g_strdup_printf("jaar.lezen-%u", i + 1);
        items[i] = writer_say(writer, key);
    }
    flow_bullets(writer->flow, G_N_ELEMENTS(items), items);
}

static void draw_about(Writer *writer)
{
    const char *year = writer_period(writer, writer->year);
    flow_heading_unnumbered(writer->flow, 1, writer_say(writer, "jaar.over"));
    flow_lead(writer->flow, writer_say(writer, "jaar.over-lead", "jaar", year));
    writer_paragraph(writer, "jaar.over-zicht");
    draw_how_to_read(writer);
    words_marks_table(writer, writer->flow);
}

/* What a librarian, a journalist and a colleague look for. */
static void draw_colophon(Writer *writer)
{
    Day day = publication_peildatum(writer->publication, NULL);
    const char *title =
        writer_say(writer, "jaar.titel", "jaar", writer_period(writer, writer->year));
    const char *peildatum =
        day == DAY_NONE ? writer_say(writer, "colofon.geen-dag") : writer_day(writer, day);
    const char *items[] = {
        writer_say(writer, "colofon.uitgave", "titel", title, "dag", peildatum),
        writer_say(writer, "colofon.citeren", "titel", title, "dag", peildatum),
        writer_say(writer, "colofon.gegevens"),
        writer_say(writer, "colofon.gebieden", "dag",
                   writer_day(writer, publication_division(writer->publication))),
        writer_say(writer, "colofon.bestand", "versie", INBEELD_VERSION),
    };
    flow_heading_unnumbered(writer->flow, 2, writer_say(writer, "colofon.kop"));
    flow_bullets(writer->flow, G_N_ELEMENTS(items), items);
}

void jaarmonitor_front(Writer *writer)
{
    const char *year = writer_period(writer, writer->year);
    document_cover(writer->document, writer_say(writer, "jaar.titel", "jaar", year),
                   writer_say(writer, "jaar.ondertitel"), cover_lines(writer));
    draw_about(writer);
    draw_colophon(writer);
    flow_page_break(writer->flow);
    flow_contents(writer->flow, writer_say(writer, "jaar.inhoud"));
    flow_list_of_figures(writer->flow, writer_say(writer, "pagina.figuren"));
    flow_list_of_tables(writer->flow, writer_say(writer, "pagina.tabellen"));
}
