#include "report/chart/row_chart.h"

#include <math.h>

#define ROW 15.0
#define ROW_BAR 16.0
#define ROW_DENSE 12.0
#define WIDEST_NAMES 0.46 /* of the figure; longer names take more lines */
#define TOP 4.0
#define NAME_GAP 9.0
#define LABEL_GAP 8.0
#define AXIS_ROOM 15.0
#define TITLE_ROOM 12.0
#define REFERENCE_ROOM 11.0

typedef struct {
    RowChart chart;
    ChartRow *rows;
    gboolean bars;
} RowData;

typedef struct {
    const RowData *data;
    Canvas *canvas;
    Ticks ticks;
    Scale x;
    double width, names_right, right, top, bottom;
    double stretch; /* height given to height asked for */
} RowPlot;

static void row_free(gpointer data)
{
    RowData *rows = data;
    for (guint i = 0; i < rows->chart.n_rows; i++) {
        g_free((char *)rows->rows[i].name);
        g_free((char *)rows->rows[i].label);
    }
    g_free(rows->rows);
    g_free((char *)rows->chart.suffix);
    g_free((char *)rows->chart.axis_title);
    g_free((char *)rows->chart.reference_name);
    g_free(rows);
}

static gboolean has_reference(const RowData *rows)
{
    return isfinite(rows->chart.reference) && rows->chart.reference > 0;
}

/* Bars carry their numbers, so they need no axis. */
static double foot_room(const RowData *rows)
{
    return rows->bars ? (rows->chart.axis_title != NULL ? TITLE_ROOM : 2)
                      : AXIS_ROOM + (rows->chart.axis_title != NULL ? TITLE_ROOM : 0);
}

static double head_room(const RowData *rows)
{
    return TOP + (has_reference(rows) && rows->chart.reference_name != NULL ? REFERENCE_ROOM : 0);
}

/* --- texts */

static char *row_label(const RowData *rows, const ChartRow *row)
{
    if (row->label != NULL)
        return g_strdup(row->label);
    if (!chart_has_value(&row->value))
        return g_strdup(state_mark(row->value.state, rows->chart.language == LANGUAGE_EN));
    g_autofree char *number =
        format_decimal(row->value.value, rows->chart.decimals, rows->chart.language);
    return g_strconcat(number, rows->chart.suffix, row->value.provisional ? "*" : NULL, NULL);
}

static TextStyle row_style(const ChartRow *row)
{
    return row->emphasised ? STYLE_LABEL_STRONG : STYLE_LABEL;
}

static TextBlock *row_name(const RowData *rows, guint i, TextEngine *engine, double room)
{
    return text_block_new_plain(engine, row_style(&rows->rows[i]), rows->rows[i].name, room);
}

static double names_width(const RowData *rows, TextEngine *engine, double width)
{
    double widest = 0;
    for (guint i = 0; i < rows->chart.n_rows; i++) {
        g_autoptr(TextBlock) name = row_name(rows, i, engine, width * WIDEST_NAMES);
        widest = MAX(widest, text_block_width(name));
    }
    return widest;
}

/* Height that row i asks for in a figure of this width. */
static double row_room(const RowData *rows, guint i, TextEngine *engine, double width)
{
    g_autoptr(TextBlock) name = row_name(rows, i, engine, width * WIDEST_NAMES);
    if (rows->chart.dense)
        return MAX(ROW_DENSE, text_block_height(name) + 1);
    return MAX(rows->bars ? ROW_BAR : ROW, text_block_height(name) + 5);
}

static double all_rows_room(const RowData *rows, TextEngine *engine, double width)
{
    double height = 0;
    for (guint i = 0; i < rows->chart.n_rows; i++)
        height += row_room(rows, i, engine, width);
    return height;
}

static double row_height(gpointer data, TextEngine *engine, double width)
{
    const RowData *rows = data;
    return head_room(rows) + all_rows_room(rows, engine, width) + foot_room(rows);
}

static double widest_label(const RowData *rows, TextEngine *engine)
{
    double width = 0;
    for (guint i = 0; i < rows->chart.n_rows; i++) {
        g_autofree char *label = row_label(rows, &rows->rows[i]);
        width = MAX(width, text_width(engine, row_style(&rows->rows[i]), label));
    }
    return width;
}

/* --- places */

static double largest_of(const RowData *rows)
{
    double largest = has_reference(rows) ? rows->chart.reference : 0;
    for (guint i = 0; i < rows->chart.n_rows; i++) {
        largest = MAX(largest, chart_largest(1, &rows->rows[i].value));
        if (isfinite(rows->rows[i].compared))
            largest = MAX(largest, rows->rows[i].compared);
    }
    return largest;
}

static RowPlot plot_new(const RowData *rows, Canvas *canvas, double width, double height)
{
    RowPlot plot = {.data = rows, .canvas = canvas};
    TextEngine *engine = canvas_engine(canvas);
    plot.ticks = ticks_from_zero(largest_of(rows), width > 300 ? 4 : 3, rows->chart.whole);
    plot.width = width;
    plot.names_right = names_width(rows, engine, width);
    plot.right = width - widest_label(rows, engine) - LABEL_GAP;
    plot.top = head_room(rows);
    plot.bottom = height - foot_room(rows);
    plot.stretch = (plot.bottom - plot.top) / MAX(all_rows_room(rows, engine, width), 1);
    double upper = rows->bars ? MAX(largest_of(rows), 1e-9) : plot.ticks.upper;
    plot.x = (Scale){0, upper, plot.names_right + NAME_GAP, plot.right};
    return plot;
}

/* --- drawing */

static ColourName row_colour(const RowPlot *plot, const ChartRow *row)
{
    if (!row->emphasised)
        return plot->data->bars ? COLOUR_REGISTERED : COLOUR_GREY;
    return plot->data->chart.estimated ? COLOUR_ESTIMATED : COLOUR_REGISTERED;
}

static void draw_bar(const RowPlot *plot, const ChartRow *row, double y)
{
    double half = MIN(5.3 * plot->stretch, 5.5);
    double length = scale_position(&plot->x, row->value.value) - plot->x.from;
    if (row->value.provisional)
        canvas_outline_rectangle(plot->canvas, COLOUR_REGISTERED, 0.9, plot->x.from + 0.45,
                                 y - half + 0.45, MAX(length - 0.9, 0.1), 2 * half - 0.9);
    else
        canvas_fill_rectangle(plot->canvas, COLOUR_REGISTERED, plot->x.from, y - half, length,
                              2 * half);
    if (chart_has_interval(&row->value))
        canvas_rule(plot->canvas, COLOUR_GREY, 0.8, scale_position(&plot->x, row->value.lower), y,
                    scale_position(&plot->x, row->value.upper), y);
}

static void draw_compared(const RowPlot *plot, const ChartRow *row, double y)
{
    if (!isfinite(row->compared))
        return;
    double x = scale_position(&plot->x, row->compared);
    canvas_rule(plot->canvas, COLOUR_WHITE, 3, x, y - 6.4, x, y + 6.4);
    canvas_rule(plot->canvas, COLOUR_GREY, 1.3, x, y - 6.4, x, y + 6.4);
}

static void draw_interval(const RowPlot *plot, const ChartRow *row, double y)
{
    ColourName colour = row_colour(plot, row);
    double x = scale_position(&plot->x, row->value.value);
    if (chart_has_interval(&row->value))
        canvas_rule(plot->canvas, colour, row->emphasised ? 1.5 : 0.9,
                    scale_position(&plot->x, row->value.lower), y,
                    scale_position(&plot->x, row->value.upper), y);
    if (plot->data->chart.estimated)
        canvas_diamond(plot->canvas, colour, 1.2, x, y, row->emphasised ? 4.2 : 3.7);
    else if (row->value.provisional)
        canvas_ring(plot->canvas, colour, 1.1, x, y, row->emphasised ? 3.5 : 2.5);
    else
        canvas_dot(plot->canvas, colour, x, y, row->emphasised ? 3.7 : 2.6);
}

static void draw_name(const RowPlot *plot, guint i, ColourName ink, double y)
{
    g_autoptr(TextBlock) name =
        row_name(plot->data, i, canvas_engine(plot->canvas), plot->width * WIDEST_NAMES);
    for (guint line = 0; line < text_block_n_lines(name); line++)
        canvas_text_line_coloured(
            plot->canvas, name, line, ink, plot->names_right - text_block_line_width(name, line),
            y + 2.6 - text_block_baseline(name) +
                (line - (text_block_n_lines(name) - 1) / 2.0) * text_block_leading(name));
}

static void draw_row(const RowPlot *plot, guint i, double y)
{
    const ChartRow *row = &plot->data->rows[i];
    ColourName ink = row->emphasised ? row_colour(plot, row) : COLOUR_INK;
    g_autofree char *label = row_label(plot->data, row);
    draw_name(plot, i, ink, y);
    if (chart_has_value(&row->value) && plot->data->bars)
        draw_bar(plot, row, y);
    else if (chart_has_value(&row->value))
        draw_interval(plot, row, y);
    if (plot->data->bars)
        draw_compared(plot, row, y);
    canvas_label(plot->canvas, row_style(row), ink, label, plot->right + LABEL_GAP, y + 2.6,
                 ANCHOR_LEFT);
}

static void draw_reference(const RowPlot *plot)
{
    const RowChart *chart = &plot->data->chart;
    if (!has_reference(plot->data))
        return;
    double x = scale_position(&plot->x, chart->reference);
    canvas_dashed_rule(plot->canvas, COLOUR_GREY, 0.6, 2.4, x, plot->top - 3, x, plot->bottom);
    if (chart->reference_name == NULL)
        return;
    double width = canvas_label_width(plot->canvas, STYLE_LABEL, chart->reference_name);
    double right = plot->right + LABEL_GAP;
    gboolean to_left = x + width / 2 > right + 10;
    canvas_label(plot->canvas, STYLE_LABEL, COLOUR_GREY, chart->reference_name,
                 to_left ? right : MAX(x, width / 2), plot->top - 6,
                 to_left ? ANCHOR_RIGHT : ANCHOR_CENTRE);
}

static void row_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const RowData *rows = data;
    RowPlot plot = plot_new(rows, canvas, width, height);
    if (rows->bars)
        canvas_rule(canvas, COLOUR_LIGHT_GREY, RULE_HAIR, plot.x.from, plot.top, plot.x.from,
                    plot.bottom);
    else
        axis_draw_horizontal(canvas, &plot.ticks, &plot.x, plot.top, plot.bottom,
                             rows->chart.language);
    draw_reference(&plot);
    double y = plot.top;
    for (guint i = 0; i < rows->chart.n_rows; i++) {
        double room = row_room(rows, i, canvas_engine(canvas), width) * plot.stretch;
        draw_row(&plot, i, y + room / 2);
        y += room;
    }
    if (rows->chart.axis_title != NULL)
        canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, rows->chart.axis_title,
                     (plot.x.from + plot.x.to) / 2, height - 2.5, ANCHOR_CENTRE);
}

static gboolean has_compared(const RowData *rows)
{
    for (guint i = 0; i < rows->chart.n_rows; i++)
        if (isfinite(rows->rows[i].compared))
            return TRUE;
    return FALSE;
}

static FigureData *row_data(gpointer graphic)
{
    const RowData *rows = graphic;
    FigureData *data = figure_data_new(rows->chart.language);
    gboolean compared = rows->bars && has_compared(rows);
    figure_data_add(data, FIGURE_NAME);
    chart_data_add_columns(data);
    if (compared)
        figure_data_add(data, FIGURE_COMPARED);
    for (guint i = 0; i < rows->chart.n_rows; i++) {
        figure_data_begin_row(data);
        figure_data_text(data, rows->rows[i].name);
        chart_data_add_value(data, &rows->rows[i].value);
        if (compared)
            figure_data_number(data, rows->rows[i].compared);
    }
    if (has_reference(rows)) {
        const char *name = rows->chart.reference_name;
        ChartValue reference = chart_value(rows->chart.reference);
        figure_data_begin_row(data);
        figure_data_text(data, name != NULL ? name : "");
        chart_data_add_value(data, &reference);
    }
    return data;
}

static const GraphicClass row_class = {row_height, row_draw, row_free, row_data, 0.08, 0.35};

static Graphic *row_chart_new(const RowChart *chart, gboolean bars)
{
    RowData *rows = g_new0(RowData, 1);
    rows->chart = *chart;
    rows->bars = bars;
    rows->chart.suffix = g_strdup(chart->suffix);
    rows->chart.axis_title = g_strdup(chart->axis_title);
    rows->chart.reference_name = g_strdup(chart->reference_name);
    rows->rows = g_memdup2(chart->rows, chart->n_rows * sizeof(ChartRow));
    for (guint i = 0; i < chart->n_rows; i++) {
        rows->rows[i].name = g_strdup(chart->rows[i].name);
        rows->rows[i].label = g_strdup(chart->rows[i].label);
    }
    return graphic_new(&row_class, rows);
}

Graphic *row_bars_new(const RowChart *chart)
{
    return row_chart_new(chart, TRUE);
}

Graphic *row_intervals_new(const RowChart *chart)
{
    return row_chart_new(chart, FALSE);
}
