#include "report/chart/chart.h"

#include <math.h>
#include <string.h>

#define STRIPE 2.6 /* from one white line to the next */

ChartValue chart_value(double value)
{
    return chart_value_with_interval(value, NAN, NAN);
}

ChartValue chart_value_with_interval(double value, double lower, double upper)
{
    return (ChartValue){.state = STATE_VALUE, .value = value, .lower = lower, .upper = upper};
}

ChartValue chart_empty(CellState state)
{
    return (ChartValue){.state = state, .value = NAN, .lower = NAN, .upper = NAN};
}

gboolean chart_has_value(const ChartValue *value)
{
    return value->state == STATE_VALUE && isfinite(value->value);
}

gboolean chart_has_interval(const ChartValue *value)
{
    return chart_has_value(value) && isfinite(value->lower) && isfinite(value->upper);
}

double chart_largest(guint n_values, const ChartValue *values)
{
    double largest = 0;
    for (guint i = 0; i < n_values; i++) {
        if (chart_has_value(&values[i]))
            largest = MAX(largest, values[i].value);
        if (chart_has_interval(&values[i]))
            largest = MAX(largest, values[i].upper);
    }
    return largest;
}

/* --- open data */

void chart_data_add_columns(FigureData *data)
{
    figure_data_add(data, FIGURE_VALUE);
    figure_data_add(data, FIGURE_LOWER);
    figure_data_add(data, FIGURE_UPPER);
    figure_data_add(data, FIGURE_PROVISIONAL);
}

void chart_data_add_value(FigureData *data, const ChartValue *value)
{
    gboolean has_value = chart_has_value(value), has_interval = chart_has_interval(value);
    figure_data_number_or_state(data, value->value, value->state);
    figure_data_number(data, has_interval ? value->lower : NAN);
    figure_data_number(data, has_interval ? value->upper : NAN);
    if (has_value)
        figure_data_boolean(data, value->provisional);
    else
        figure_data_text(data, NULL);
}

/* --- scales */

double scale_position(const Scale *scale, double value)
{
    double share = (value - scale->lower) / (scale->upper - scale->lower);
    return scale->from + share * (scale->to - scale->from);
}

static double round_step(double rough)
{
    static const double steps[] = {1, 2, 2.5, 5, 10};
    double power = pow(10, floor(log10(rough)));
    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i] * power >= rough * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

static int decimals_of(double step)
{
    int decimals = 0;
    while (decimals < 6 && fabs(step - round(step)) > 1e-9 * step) {
        step *= 10;
        decimals++;
    }
    return decimals;
}

Ticks ticks_from_zero(double largest, guint wanted, gboolean whole)
{
    if (!(largest > 0) || !isfinite(largest))
        return (Ticks){.upper = 1, .step = 1, .n = 2};
    double step = round_step(largest / wanted);
    if (whole && decimals_of(step) > 0)
        step = MAX(1, ceil(step));
    guint n = (guint)ceil(largest / step * (1 - 1e-9)) + 1;
    return (Ticks){.upper = step * (n - 1), .step = step, .n = n, .decimals = decimals_of(step)};
}

char *tick_label(const Ticks *ticks, guint i, Language language)
{
    if (i == 0)
        return g_strdup("0");
    return format_decimal(ticks->step * i, ticks->decimals, language);
}

/* --- axes */

void axis_draw_vertical(Canvas *canvas, const Ticks *ticks, const Scale *scale, double left,
                        double right, Language language)
{
    canvas_begin_axis(canvas);
    for (guint i = 0; i < ticks->n; i++) {
        double y = scale_position(scale, ticks->step * i);
        g_autofree char *label = tick_label(ticks, i, language);
        canvas_rule(canvas, i == 0 ? COLOUR_LIGHT_GREY : COLOUR_HAIRLINE, RULE_HAIR, left, y, right,
                    y);
        canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, label, left - 6, y + 2.6, ANCHOR_RIGHT);
    }
    canvas_end_axis(canvas);
}

double axis_width(TextEngine *engine, const Ticks *ticks, Language language)
{
    double width = 0;
    for (guint i = 0; i < ticks->n; i++) {
        g_autofree char *label = tick_label(ticks, i, language);
        width = MAX(width, text_width(engine, STYLE_LABEL, label));
    }
    return width + 6;
}

/* Numbers under a horizontal axis stand at every line, or every second, third … when they are wide.
 */
static guint number_step(Canvas *canvas, const Ticks *ticks, const Scale *scale, Language language)
{
    double pitch = fabs(scale_position(scale, ticks->step) - scale_position(scale, 0));
    double widest = 0;
    for (guint i = 0; i < ticks->n; i++) {
        g_autofree char *label = tick_label(ticks, i, language);
        widest = MAX(widest, canvas_label_width(canvas, STYLE_LABEL, label));
    }
    return pitch > 0 ? (guint)CLAMP(ceil((widest + 4) / pitch), 1, ticks->n) : 1;
}

void axis_draw_horizontal(Canvas *canvas, const Ticks *ticks, const Scale *scale, double top,
                          double bottom, Language language)
{
    guint step = number_step(canvas, ticks, scale, language);
    canvas_begin_axis(canvas);
    for (guint i = 0; i < ticks->n; i++) {
        double x = scale_position(scale, ticks->step * i);
        canvas_rule(canvas, i == 0 ? COLOUR_LIGHT_GREY : COLOUR_HAIRLINE, RULE_HAIR, x, top, x,
                    bottom);
        if (i % step != 0)
            continue;
        g_autofree char *label = tick_label(ticks, i, language);
        canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, label, x, bottom + 10, ANCHOR_CENTRE);
    }
    canvas_end_axis(canvas);
}

static gboolean is_year(const char *name)
{
    return strlen(name) == 4 && g_ascii_isdigit(name[0]) && g_ascii_isdigit(name[1]) &&
           g_ascii_isdigit(name[2]) && g_ascii_isdigit(name[3]);
}

static char *period_label(const char *name, gboolean full)
{
    return is_year(name) && !full ? g_strconcat("’", name + 2, NULL) : g_strdup(name);
}

/* Smallest step at which labels keep apart. Width of all: the widest short name. */
static guint label_step(Canvas *canvas, guint n, const char *const *names, const double *centres)
{
    double widest = 0;
    for (guint i = 0; i < n; i++) {
        g_autofree char *label = period_label(names[i], FALSE);
        widest = MAX(widest, canvas_label_width(canvas, STYLE_LABEL, label));
    }
    double pitch = n > 1 ? fabs(centres[1] - centres[0]) : 1e9;
    return (guint)MAX(1, ceil((widest + 5) / pitch));
}

void axis_draw_periods(Canvas *canvas, guint n, const char *const *names, const double *centres,
                       double baseline)
{
    double end_of_previous = -G_MAXDOUBLE, start_of_last = G_MAXDOUBLE;
    if (n == 0)
        return;
    guint step = label_step(canvas, n, names, centres);
    g_autofree char *last = period_label(names[n - 1], TRUE);
    if (n > 1)
        start_of_last = centres[n - 1] - canvas_label_width(canvas, STYLE_LABEL, last) / 2 - 4;
    for (guint i = 0; i + 1 < n || i == 0; i += step) {
        g_autofree char *label = period_label(names[i], i == 0);
        double half = canvas_label_width(canvas, STYLE_LABEL, label) / 2;
        if (centres[i] - half < end_of_previous + 4 || centres[i] + half > start_of_last)
            continue;
        canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, label, centres[i], baseline, ANCHOR_CENTRE);
        end_of_previous = centres[i] + half;
    }
    if (n > 1)
        canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, last, centres[n - 1], baseline,
                     ANCHOR_CENTRE);
}

/* The mark of an empty value, in grey. */
static void draw_mark(Canvas *canvas, CellState state, double x, double baseline, Language language)
{
    canvas_label(canvas, STYLE_LABEL, COLOUR_GREY, state_mark(state, language == LANGUAGE_EN), x,
                 baseline, ANCHOR_CENTRE);
}

void chart_draw_stripes(Canvas *canvas, double left, double top, double width, double bottom)
{
    for (guint i = 1; bottom - i * STRIPE > top + 0.6; i++) {
        double y = bottom - i * STRIPE;
        canvas_rule(canvas, COLOUR_WHITE, 0.7, left, y, left + width, y);
    }
}

void chart_draw_marks(Canvas *canvas, guint n_values, const ChartValue *values,
                      const double *centres, double baseline, Language language)
{
    double end_of_previous = -G_MAXDOUBLE;
    for (guint i = 0; i < n_values; i++) {
        if (values[i].state == STATE_VALUE)
            continue;
        const char *mark = state_mark(values[i].state, language == LANGUAGE_EN);
        double half = canvas_label_width(canvas, STYLE_LABEL, mark) / 2;
        if (centres[i] - half < end_of_previous + 2)
            continue;
        draw_mark(canvas, values[i].state, centres[i], baseline, language);
        end_of_previous = centres[i] + half;
    }
}
