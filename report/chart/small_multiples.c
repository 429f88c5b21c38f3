#include "report/chart/small_multiples.h"

#include <math.h>

#define PANEL_GAP 13.0
#define ROW_GAP 12.0
#define TOP_ROOM 5.0 /* between the subtitle of the figure and the names of the panels */
#define TITLE_BELOW 5.0
#define NOTE_ABOVE 1.0
#define PERIODS_ROOM 14.0
#define HIGHEST_PLOT 62.0
#define LOWEST_PLOT 20.0
#define HIGHEST_GRID 620.0 /* points: fits a page with title and notes */
#define END_GAP 5.0        /* between the last point and its number */
#define DOT 1.9

typedef struct {
    SmallMultiples chart; /* everything in it owned */
    char **periods;
    SmallPanel *panels;
    LineEvent *events;
    gboolean has_own;
} SmallData;

/* How the panels stand in a figure of some width. */
typedef struct {
    guint n_columns, n_rows;
    double axis;  /* room for the numbers left of a row */
    double pitch; /* from panel to panel */
    double width; /* of a panel, with the room for its last number */
    double end;   /* that room */
    double title, plot, note;
    Ticks ticks;
} Grid;

static void small_free(gpointer data)
{
    SmallData *small = data;
    for (guint i = 0; i < small->chart.n_panels; i++) {
        g_free((char *)small->panels[i].name);
        g_free((char *)small->panels[i].note);
        g_free((ChartValue *)small->panels[i].values);
    }
    series_free_events(small->chart.n_events, small->events);
    g_free(small->panels);
    g_strfreev(small->periods);
    g_free(small);
}

/* --- places */

static double largest_of(const SmallData *small)
{
    double largest = 0;
    for (guint i = 0; i < small->chart.n_panels; i++)
        largest = MAX(largest, chart_largest(small->chart.n_periods, small->panels[i].values));
    return largest;
}

/* The number at the end of the line of a panel; NULL when the last period has none. */
static char *end_label(const SmallData *small, const SmallPanel *panel)
{
    guint n = small->chart.n_periods;
    if (n == 0 || !chart_has_value(&panel->values[n - 1]))
        return NULL;
    const ChartValue *last = &panel->values[n - 1];
    g_autofree char *number =
        format_decimal(last->value, small->chart.decimals, small->chart.language);
    return g_strconcat(number, last->provisional ? "*" : NULL, NULL);
}

static double end_room(const SmallData *small, TextEngine *engine)
{
    double room = 0;
    for (guint i = 0; i < small->chart.n_panels; i++) {
        g_autofree char *label = end_label(small, &small->panels[i]);
        if (label != NULL)
            room = MAX(room, text_width(engine, STYLE_LABEL_STRONG, label) + END_GAP);
    }
    return MAX(room, 9); /* half of the name of the last period stands out */
}

static TextBlock *title_text(const SmallPanel *panel, TextEngine *engine, double width)
{
    return text_block_new_plain(engine, STYLE_LABEL_STRONG, panel->name, width);
}

static TextBlock *note_text(const SmallPanel *panel, TextEngine *engine, double width)
{
    return text_block_new_plain(engine, STYLE_LABEL_SMALL, panel->note, width);
}

static double rows_height(const Grid *grid)
{
    double row = grid->title + grid->plot + PERIODS_ROOM + grid->note;
    return grid->n_rows * row + (grid->n_rows > 0 ? TOP_ROOM + (grid->n_rows - 1) * ROW_GAP : 0);
}

/* The grid with a given number of columns; its plots as high as the page allows. */
static Grid grid_with(const SmallData *small, TextEngine *engine, double width, guint n_columns)
{
    guint n = small->chart.n_panels;
    Grid grid = {.n_columns = n_columns, .n_rows = (n + n_columns - 1) / n_columns};
    grid.ticks = ticks_from_zero(largest_of(small), 3, small->chart.whole);
    grid.axis = axis_width(engine, &grid.ticks, small->chart.language);
    grid.end = end_room(small, engine);
    grid.pitch = (width - grid.axis + PANEL_GAP) / n_columns;
    grid.width = grid.pitch - PANEL_GAP;
    for (guint i = 0; i < n; i++) {
        g_autoptr(TextBlock) title = title_text(&small->panels[i], engine, grid.width);
        grid.title = MAX(grid.title, text_block_height(title) + TITLE_BELOW);
        if (small->panels[i].note == NULL)
            continue;
        g_autoptr(TextBlock) note = note_text(&small->panels[i], engine, grid.width);
        grid.note = MAX(grid.note, text_block_height(note) + NOTE_ABOVE);
    }
    double without_plots = rows_height(&grid);
    double room = grid.n_rows > 0 ? (HIGHEST_GRID - without_plots) / grid.n_rows : HIGHEST_PLOT;
    grid.plot = CLAMP(room, LOWEST_PLOT, HIGHEST_PLOT);
    return grid;
}

static Grid grid_new(const SmallData *small, TextEngine *engine, double width)
{
    guint wanted = width > 360 ? 3 : width > 150 ? 2 : 1;
    if (small->chart.n_columns > 0)
        wanted = small->chart.n_columns;
    guint n_columns = CLAMP(wanted, 1, MAX(small->chart.n_panels, 1));
    Grid grid = grid_with(small, engine, width, n_columns);
    while (rows_height(&grid) > HIGHEST_GRID && n_columns < 6)
        grid = grid_with(small, engine, width, ++n_columns);
    return grid;
}

static double small_height(gpointer data, TextEngine *engine, double width)
{
    Grid grid = grid_new(data, engine, width);
    return rows_height(&grid);
}

/* --- drawing */

typedef struct {
    const SmallData *small;
    Canvas *canvas;
    const Grid *grid;
    double left, right, top, base; /* of the plot of this panel */
    Scale x, y;
} PanelPlot;

static ColourName panel_colour(const SmallData *small, const SmallPanel *panel)
{
    return small->has_own && !panel->emphasised ? COLOUR_GREY : COLOUR_REGISTERED;
}

static PanelPlot panel_plot(const SmallData *small, Canvas *canvas, const Grid *grid, guint i)
{
    guint n = small->chart.n_periods, row = i / grid->n_columns, column = i % grid->n_columns;
    double height = grid->title + grid->plot + PERIODS_ROOM + grid->note + ROW_GAP;
    PanelPlot plot = {.small = small, .canvas = canvas, .grid = grid};
    plot.left = grid->axis + column * grid->pitch;
    plot.right = plot.left + grid->width - grid->end;
    plot.top = TOP_ROOM + row * height + grid->title;
    plot.base = plot.top + grid->plot;
    double inset = n > 1 ? 4 : (plot.right - plot.left) / 2;
    plot.x = (Scale){0, MAX(n, 2) - 1, plot.left + inset, plot.right};
    if (n <= 1)
        plot.x.to = plot.x.from + 1;
    plot.y = (Scale){0, grid->ticks.upper, plot.base, plot.top};
    return plot;
}

static void draw_grid_lines(const PanelPlot *plot, gboolean with_numbers)
{
    const Ticks *ticks = &plot->grid->ticks;
    if (with_numbers) {
        axis_draw_vertical(plot->canvas, ticks, &plot->y, plot->left, plot->right,
                           plot->small->chart.language);
        return;
    }
    for (guint i = 0; i < ticks->n; i++) {
        double y = scale_position(&plot->y, ticks->step * i);
        canvas_rule(plot->canvas, i == 0 ? COLOUR_LIGHT_GREY : COLOUR_HAIRLINE, RULE_HAIR,
                    plot->left, y, plot->right, y);
    }
}

static void draw_events(const PanelPlot *plot)
{
    for (guint i = 0; i < plot->small->chart.n_events; i++) {
        double x = scale_position(&plot->x, plot->small->events[i].position);
        if (x >= plot->left && x <= plot->right)
            canvas_dashed_rule(plot->canvas, COLOUR_GREY, 0.5, 1.8, x, plot->top, x, plot->base);
    }
}

static DrawnSeries drawn_series(const PanelPlot *plot, const SmallPanel *panel)
{
    const SmallData *small = plot->small;
    guint n = small->chart.n_periods;
    return (DrawnSeries){.n_values = n,
                         .values = panel->values,
                         .n_events = small->chart.n_events,
                         .events = small->events,
                         .colour = panel_colour(small, panel),
                         .thickness = panel->emphasised ? 1.7 : 1.1,
                         .radius = n > 16 ? DOT * 0.6 : DOT,
                         .x = plot->x,
                         .y = plot->y};
}

static void draw_end(const PanelPlot *plot, const SmallPanel *panel)
{
    g_autofree char *label = end_label(plot->small, panel);
    if (label == NULL)
        return;
    guint last = plot->small->chart.n_periods - 1;
    double y = scale_position(&plot->y, panel->values[last].value);
    canvas_label(plot->canvas, STYLE_LABEL_STRONG, panel_colour(plot->small, panel), label,
                 scale_position(&plot->x, last) + END_GAP, MIN(y + 2.6, plot->base), ANCHOR_LEFT);
}

/* Only the first and the last period: the panels share their years. */
static void draw_periods(const PanelPlot *plot)
{
    guint n = plot->small->chart.n_periods;
    if (n == 0)
        return;
    const char *ends[] = {plot->small->periods[0], plot->small->periods[n - 1]};
    double centres[] = {scale_position(&plot->x, 0), scale_position(&plot->x, n - 1)};
    if (n > 1) { /* the first stands inside its panel, clear of the axis */
        double half = canvas_label_width(plot->canvas, STYLE_LABEL, ends[0]) / 2;
        centres[0] = MAX(centres[0], plot->left + half);
    }
    axis_draw_periods(plot->canvas, MIN(n, 2), ends, centres, plot->base + 10.5);
}

static void draw_texts(const PanelPlot *plot, const SmallPanel *panel)
{
    TextEngine *engine = canvas_engine(plot->canvas);
    double width = plot->grid->width;
    g_autoptr(TextBlock) title = title_text(panel, engine, width);
    ColourName ink = panel->emphasised ? COLOUR_REGISTERED : COLOUR_INK;
    canvas_text_lines_coloured(plot->canvas, title, ink, plot->left,
                               plot->top - TITLE_BELOW - text_block_height(title));
    if (panel->note == NULL)
        return;
    g_autoptr(TextBlock) note = note_text(panel, engine, width);
    canvas_text_block(plot->canvas, note, plot->left, plot->base + PERIODS_ROOM + NOTE_ABOVE);
}

static void draw_marks(const PanelPlot *plot, const SmallPanel *panel)
{
    guint n = plot->small->chart.n_periods;
    g_autofree double *centres = g_new0(double, n + 1);
    for (guint i = 0; i < n; i++)
        centres[i] = scale_position(&plot->x, i);
    chart_draw_marks(plot->canvas, n, panel->values, centres, plot->base - 3,
                     plot->small->chart.language);
}

static void draw_panel(const PanelPlot *plot, guint i)
{
    const SmallPanel *panel = &plot->small->panels[i];
    DrawnSeries series = drawn_series(plot, panel);
    series_draw_bands(plot->canvas, &series);
    draw_grid_lines(plot, i % plot->grid->n_columns == 0);
    draw_events(plot);
    series_draw_lines(plot->canvas, &series);
    draw_marks(plot, panel);
    draw_end(plot, panel);
    draw_periods(plot);
    draw_texts(plot, panel);
}

static void small_draw(gpointer data, Canvas *canvas, double width, double height)
{
    const SmallData *small = data;
    Grid grid = grid_new(small, canvas_engine(canvas), width);
    if (grid.n_rows > 0)
        grid.plot = MAX(grid.plot + (height - rows_height(&grid)) / grid.n_rows, LOWEST_PLOT / 2);
    for (guint i = 0; i < small->chart.n_panels; i++) {
        PanelPlot plot = panel_plot(small, canvas, &grid, i);
        draw_panel(&plot, i);
    }
}

static FigureData *small_data(gpointer graphic)
{
    const SmallData *small = graphic;
    FigureData *data = figure_data_new(small->chart.language);
    figure_data_add(data, FIGURE_NAME);
    figure_data_add(data, FIGURE_PERIOD);
    chart_data_add_columns(data);
    for (guint i = 0; i < small->chart.n_panels; i++)
        for (guint y = 0; y < small->chart.n_periods; y++) {
            figure_data_begin_row(data);
            figure_data_text(data, small->panels[i].name);
            figure_data_text(data, small->periods[y]);
            chart_data_add_value(data, &small->panels[i].values[y]);
        }
    return data;
}

static const GraphicClass small_class = {small_height, small_draw, small_free,
                                         small_data,   0.1,        0.7};

Graphic *small_multiples_new(const SmallMultiples *chart)
{
    SmallData *small = g_new0(SmallData, 1);
    small->chart = *chart;
    small->periods = g_new0(char *, chart->n_periods + 1);
    for (guint i = 0; i < chart->n_periods; i++)
        small->periods[i] = g_strdup(chart->periods[i]);
    small->panels = g_memdup2(chart->panels, chart->n_panels * sizeof(SmallPanel));
    for (guint i = 0; i < chart->n_panels; i++) {
        SmallPanel *panel = &small->panels[i];
        panel->name = g_strdup(panel->name);
        panel->note = g_strdup(panel->note);
        panel->values = g_memdup2(panel->values, chart->n_periods * sizeof(ChartValue));
        small->has_own |= panel->emphasised;
    }
    small->events = series_copy_events(chart->n_events, chart->events);
    return graphic_new(&small_class, small);
}
