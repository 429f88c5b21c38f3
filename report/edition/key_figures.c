#include "report/edition/key_figures.h"

#include "report/edition/hidden.h"

static const char *key_of(Writer *writer, const char *group, const char *name)
{
    return writer_keep(writer, g_strconcat(group, ".", name, NULL));
}

static const char *reported_text(Writer *writer, const Cell *own, const char *group)
{
    if (own->state == STATE_SUPPRESSED)
        return writer_say(writer, key_of(writer, group, "cijfer-onderdrukt"), "venster",
                          writer_period(writer, writer->window));
    if (!cells_has_value(own))
        return writer_say(writer, key_of(writer, group, "cijfer-geen"), "toestand",
                          cells_words(writer, own));
    if (own->value == 0)
        return writer_say(writer, key_of(writer, group, "cijfer-nul"));
    if (!cells_has_rate(own))
        return writer_say(writer, key_of(writer, group, "cijfer-zonder-rate"));
    return writer_say(writer, key_of(writer, group, "cijfer"), "rate",
                      writer_decimal(writer, own->rate, 1), "onder",
                      writer_decimal(writer, own->rate_lower, 1), "boven",
                      writer_decimal(writer, own->rate_upper, 1));
}

KeyFigure key_reported(Writer *writer, const Cell *own, const char *group)
{
    const char *value = cells_has_value(own) ? writer_count(writer, own->value)
                                             : writer_say(writer, own->state == STATE_SUPPRESSED
                                                                      ? "algemeen.niet-te-tonen"
                                                                      : "algemeen.geen-cijfer");
    return (KeyFigure){KEY_REGISTERED, value, reported_text(writer, own, group)};
}

KeyFigure key_compared(Writer *writer, const Comparison *comparison, const char *group)
{
    static const char *const names[] = {[COMPARISON_NOT_POSSIBLE] = "vergelijk-niet-mogelijk",
                                        [COMPARISON_NOT_DISTINCT] =
                                            "vergelijk-niet-te-onderscheiden",
                                        [COMPARISON_MORE_REPORTED] = "vergelijk-meer",
                                        [COMPARISON_LESS_REPORTED] = "vergelijk-minder"};
    return (KeyFigure){KEY_NEUTRAL, comparison_words(writer, comparison),
                       writer_say(writer, key_of(writer, group, names[comparison->result]), "n",
                                  writer_count(writer, (gint64)comparison->n_peers))};
}

KeyFigure key_hidden(Writer *writer, const char *group)
{
    gsize n;
    g_autofree Estimate *totals = hidden_totals(writer, HIDDEN_REGISTER, &n);
    const char *view = n > 0 ? hidden_view(writer, &totals[n - 1]) : NULL;
    const char *text =
        view == NULL ? writer_say(writer, key_of(writer, group, "verborgen"))
                     : writer_say(writer, key_of(writer, group, "verborgen-landelijk"), "in-beeld",
                                  view, "oordeel", hidden_verdict(writer, &totals[n - 1]));
    return (KeyFigure){KEY_ESTIMATED, writer_say(writer, key_of(writer, group, "niet-te-schatten")),
                       text};
}

KeyFigure key_hidden_area(Writer *writer, const char *group)
{
    Estimate estimate;
    const char *view = hidden_find_area(writer, HIDDEN_REGISTER, &estimate)
                           ? hidden_view(writer, &estimate)
                           : NULL;
    if (view == NULL)
        return key_hidden(writer, group);
    return (KeyFigure){KEY_ESTIMATED, view,
                       writer_say(writer, key_of(writer, group, "in-beeld"), "periode",
                                  writer_period(writer, estimate.period), "oordeel",
                                  hidden_verdict(writer, &estimate))};
}

KeyFigure key_gemeenten(Writer *writer)
{
    gsize n;
    g_autofree AreaId *ids =
        area_gemeenten(writer->areas, writer->area, publication_division(writer->publication), &n);
    gint64 n_shown = 0;
    for (gsize i = 0; i < n; i++) {
        Cell cell =
            publication_total(writer->publication, COMPARISON_MEASURE, ids[i], writer->window);
        n_shown += cells_has_value(&cell) && cell.value > 0 ? 1 : 0;
    }
    return (KeyFigure){KEY_NEUTRAL,
                       writer_say(writer, "bestuur.gemeenten", "n", writer_count(writer, n_shown),
                                  "totaal", writer_count(writer, (gint64)n)),
                       writer_say(writer, "bestuur.gemeenten-tekst")};
}

void key_figures_append(Writer *writer, guint n, const KeyFigure *figures)
{
    for (guint i = 0; i < n; i++)
        writer_say(writer, "algemeen.kerncijfer", "n", figures[i].value);
    flow_key_figures(writer->flow, n, figures);
}
