#include "tests/support/chart_check.h"

#include "report/pdf/document.h"
#include "tests/support/layout_check.h"

#include <check.h>
#include <math.h>
#include <string.h>

ChartValue chart_check_value(Fill fill, guint i)
{
    switch (fill) {
    case ALL_GIVEN:
        return chart_value_with_interval(20 + (i * 37) % 60, (i * 37) % 60, 45 + (i * 37) % 60);
    case ALL_ZERO:
        return chart_value_with_interval(0, 0, 0);
    case ALL_SUPPRESSED:
        return chart_empty(STATE_SUPPRESSED);
    case ALL_MISSING:
        return chart_empty(STATE_NOT_DELIVERED);
    case VERY_SMALL:
        return chart_value_with_interval(1e-4 * (i + 1), 0, 3e-4 * (i + 1));
    case VERY_LARGE:
        return chart_value_with_interval(1e9 / (1 + i % 7), 1e3, 1.2e9);
    default:
        return i % 3 == 1 ? chart_empty((CellState)(1 + i % 5)) : chart_value(1106 + i);
    }
}

Series series_new(Fill fill, guint n)
{
    Series series = {n, g_new0(char *, n + 1), g_new0(ChartValue, n + 1)};
    for (guint i = 0; i < n; i++) {
        series.names[i] = g_strdup_printf("%u", 1985 + i);
        series.values[i] = chart_check_value(fill, i);
    }
    if (n > 0)
        series.values[n - 1].provisional = TRUE;
    return series;
}

void series_clear(Series *series)
{
    g_strfreev(series->names);
    g_free(series->values);
}

const char *chart_check_name(guint i)
{
    static const char *const names[] = {
        "Goeree-Overflakkee",     "'s-Hertogenbosch",     "Kaag en Braassem",
        "Krimpen aan den IJssel", "Noordoostpolder",      "Súdwest-Fryslân",
        "Bergen (NH.)",           "Zeeland-West-Brabant", "Ee"};
    return names[i % G_N_ELEMENTS(names)];
}

TextEngine *engine_or_fail(void)
{
    TextEngine *engine = text_engine_new(NULL);
    ck_assert_ptr_nonnull(engine);
    return engine;
}

char *chart_check_draw(TextEngine *engine, Graphic *full, Graphic *half)
{
    Flow *columns[2];
    g_autoptr(ReportDocument) document =
        document_new(engine, &(DocumentInfo){.title = "Proef", .foot = "Voet"});
    document_keep_boxes(document);
    flow_figure(document_flow(document), &(FigureInfo){.alternative = "Proef.", .unnumbered = TRUE},
                full);
    if (half != NULL) {
        flow_columns(document_flow(document), 2, NULL, columns);
        flow_figure(columns[0], &(FigureInfo){.alternative = "Proef.", .unnumbered = TRUE}, half);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = document_render(document, &error);
    ck_assert_msg(pdf != NULL, "%s", error != NULL ? error->message : "");
    const GArray *boxes = document_layout_boxes(document);
    g_autofree char *faults = layout_faults(boxes);
    ck_assert_msg(faults == NULL, "%s", faults);
    GString *words = g_string_new("|");
    for (guint i = 0; i < boxes->len; i++)
        if (g_array_index(boxes, LayoutBox, i).kind == BOX_TEXT)
            g_string_append_printf(words, "%s|", g_array_index(boxes, LayoutBox, i).text);
    return g_string_free(words, FALSE);
}

guint chart_check_count(const char *words, const char *word)
{
    guint n = 0;
    for (const char *at = strstr(words, word); at != NULL; at = strstr(at + 1, word))
        n++;
    return n;
}
