#include "report/map/map_classes.h"

#include <math.h>
#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/* To one digit, or 1.5 and 2.5: numbers that a reader can keep in mind. */
static double round_limit(double value)
{
    static const double steps[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    double power = pow(10, floor(log10(value))), best = power;
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        if (fabs(steps[i] * power - value) < fabs(best - value))
            best = steps[i] * power;
    return best;
}

static double unit_of(double largest)
{
    return largest > 0 ? round_limit(MAX(largest / 12, 1e-6)) : 1;
}

void map_class_limits(guint n, const double *values, double limits[MAP_CLASSES])
{
    gboolean ascending = n >= 25;
    g_autofree double *sorted = g_memdup2(values, n * sizeof(double));
    if (n > 0)
        qsort(sorted, n, sizeof(double), compare_numbers);
    limits[0] = 0;
    for (guint i = 1; ascending && i < MAP_CLASSES; i++) {
        double quantile = sorted[i * n / MAP_CLASSES];
        limits[i] = quantile > 0 ? round_limit(quantile) : 0;
        ascending = limits[i] > limits[i - 1];
    }
    double unit = n > 0 ? unit_of(sorted[n - 1]) : 1;
    for (guint i = 1; !ascending && i < MAP_CLASSES; i++)
        limits[i] = unit * (1 << (i - 1));
}

int map_class_of(const double limits[MAP_CLASSES], const ChartValue *value)
{
    int class = 0;
    if (!chart_has_value(value))
        return -1;
    while (class + 1 < MAP_CLASSES && value->value >= limits[class + 1])
        class ++;
    return class;
}

FigureData *map_figure_data(guint n, const MapArea *areas, const double limits[MAP_CLASSES],
                            Language language)
{
    gboolean english = language == LANGUAGE_EN;
    FigureData *data = figure_data_new(language);
    figure_data_add_column(data, FIGURE_TEXT, "gemeente",
                           english ? "Code of the gemeente" : "Code van de gemeente");
    figure_data_add(data, FIGURE_VALUE);
    figure_data_add_column(data, FIGURE_NUMBER, "klasse_vanaf",
                           english ? "Class from" : "Klasse vanaf");
    figure_data_set_common(data, TRUE);
    for (guint i = 0; i < n; i++) {
        int class = map_class_of(limits, &areas[i].value);
        figure_data_begin_row(data);
        figure_data_text(data, areas[i].code);
        figure_data_number_or_state(data, areas[i].value.value, areas[i].value.state);
        figure_data_number(data, class >= 0 ? limits[class] : NAN);
    }
    return data;
}

/* --- legend */

static char *class_name(const MapLegend *legend, int class)
{
    gboolean english = legend->language == LANGUAGE_EN;
    g_autofree char *lower =
        format_decimal(legend->limits[class], legend->decimals, legend->language);
    if (class == MAP_CLASSES - 1)
        return g_strconcat(lower, english ? " or more" : " of meer", NULL);
    g_autofree char *upper =
        format_decimal(legend->limits[class + 1], legend->decimals, legend->language);
    return g_strconcat(lower, english ? " to " : " tot ", upper, NULL);
}

static void draw_mark(Canvas *canvas, const MapLegend *legend, double x, double y, gboolean filled,
                      ColourName colour, double thickness)
{
    double radius = 8 / sqrt(3);
    CanvasPoint corners[6] = {{x, y - 3.6}, {x + 8, y - 3.6}, {x + 8, y + 3.6}, {x, y + 3.6}};
    for (int i = 0; legend->hexagons && i < 6; i++)
        corners[i] = (CanvasPoint){x + 4 + radius * cos(G_PI / 6 + i * G_PI / 3),
                                   y + radius * sin(G_PI / 6 + i * G_PI / 3)};
    guint n = legend->hexagons ? 6 : 4;
    if (filled)
        canvas_fill_polygon(canvas, colour, n, corners);
    else
        canvas_outline_polygon(canvas, colour, thickness, n, corners);
}

static double draw_text(Canvas *canvas, const char *text, double x, double y, double room)
{
    g_autoptr(TextBlock) block =
        text_block_new_plain(canvas_engine(canvas), STYLE_LABEL, text, room - 12);
    canvas_text_block(canvas, block, x + 12, y + 2.5 - text_block_baseline(block));
    return MAX(MAP_LEGEND_PITCH, text_block_height(block) + 1.2);
}

typedef enum { LINE_OWN, LINE_CLASS, LINE_SUPPRESSED, LINE_OTHER } LineKind;

typedef struct {
    LineKind kind;
    int class;
} LegendLine;

#define MAX_LINES (MAP_CLASSES + 3)

static guint list_lines(const MapLegend *legend, LegendLine lines[MAX_LINES])
{
    guint n = 0;
    if (legend->own_name != NULL)
        lines[n++] = (LegendLine){LINE_OWN, 0};
    for (int class = 0; class < MAP_CLASSES; class ++)
        lines[n++] = (LegendLine){LINE_CLASS, class};
    if (legend->has_suppressed)
        lines[n++] = (LegendLine){LINE_SUPPRESSED, 0};
    if (legend->has_other)
        lines[n++] = (LegendLine){LINE_OTHER, 0};
    return n;
}

guint map_legend_lines(const MapLegend *legend)
{
    LegendLine lines[MAX_LINES];
    return list_lines(legend, lines);
}

/* Returns the height taken. */
static double draw_line(Canvas *canvas, const MapLegend *legend, LegendLine line, double x,
                        double y, double room)
{
    gboolean english = legend->language == LANGUAGE_EN;
    if (line.kind == LINE_OWN) {
        draw_mark(canvas, legend, x, y, FALSE, COLOUR_ESTIMATED, 1.6);
        return draw_text(canvas, legend->own_name, x, y, room) + 2;
    }
    if (line.kind == LINE_CLASS) {
        g_autofree char *name = class_name(legend, line.class);
        draw_mark(canvas, legend, x, y, TRUE, (ColourName)(COLOUR_MAP_1 + line.class), 0);
        return draw_text(canvas, name, x, y, room);
    }
    draw_mark(canvas, legend, x, y, FALSE, COLOUR_LIGHT_GREY, 0.5);
    if (line.kind == LINE_SUPPRESSED)
        return draw_text(canvas, english ? "× suppressed" : "× onderdrukt", x, y, room);
    canvas_label(canvas, STYLE_LABEL_SMALL, COLOUR_GREY, "–", x + 4, y + 2, ANCHOR_CENTRE);
    return draw_text(canvas, english ? "no figure" : "geen cijfer", x, y, room);
}

void map_legend_draw(Canvas *canvas, const MapLegend *legend, double x, double y, double room)
{
    LegendLine lines[MAX_LINES];
    guint n = list_lines(legend, lines);
    for (guint i = 0; i < n; i++)
        y += draw_line(canvas, legend, lines[i], x, y, room);
}

void map_legend_draw_columns(Canvas *canvas, const MapLegend *legend, guint columns, double x,
                             double y, double width)
{
    LegendLine lines[MAX_LINES];
    guint n = list_lines(legend, lines), rows = (n + columns - 1) / columns;
    double room = width / columns;
    for (guint i = 0; i < n; i++) {
        guint column = i / rows, row = i % rows;
        draw_line(canvas, legend, lines[i], x + column * room, y + row * MAP_LEGEND_PITCH, room);
    }
}
