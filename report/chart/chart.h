#pragma once

#include "core/format.h"
#include "core/state.h"
#include "report/pdf/graphic.h"

/* What the charts share: values with a state, scales, axes. Charts copy what they are given.
 *
 * A value that is not there is never drawn as a number or a height: its mark (× ○ … – n.v.t.)
 * stands at the base line in its place. */

typedef struct {
    CellState state;
    double value;        /* when the state is STATE_VALUE */
    double lower, upper; /* interval; NaN: none */
    gboolean provisional;
} ChartValue;

ChartValue chart_value(double value);
ChartValue chart_value_with_interval(double value, double lower, double upper);
ChartValue chart_empty(CellState state);

gboolean chart_has_value(const ChartValue *value);
gboolean chart_has_interval(const ChartValue *value);
/* The largest number that has to fit, intervals included; 0 when there is none. */
double chart_largest(guint n_values, const ChartValue *values);

/* --- the values as open data */

/* The columns of a value: value, lower and upper limit, provisional. */
void chart_data_add_columns(FigureData *data);
/* The cells of a value under those columns. */
void chart_data_add_value(FigureData *data, const ChartValue *value);

/* --- scales */

/* A range of numbers on a stretch of the page. */
typedef struct {
    double lower, upper; /* numbers */
    double from, to;     /* points; may run downward */
} Scale;

double scale_position(const Scale *scale, double value);

typedef struct {
    double upper, step; /* upper is a multiple of step; the ticks are 0, step, …, upper */
    guint n;            /* number of ticks, zero included */
    int decimals;
} Ticks;

/* Round ticks from zero for numbers up to `largest`, about `wanted` steps of 1, 2, 2.5 or 5 times a
 * power of ten. `whole`: never fractions (counts). largest <= 0 gives 0 and 1. */
Ticks ticks_from_zero(double largest, guint wanted, gboolean whole);
/* Label of tick i. Returns (transfer full). */
char *tick_label(const Ticks *ticks, guint i, Language language);

/* --- axes */

/* Grid lines from `left` to `right` at each tick with its number to the left of `left`. */
void axis_draw_vertical(Canvas *canvas, const Ticks *ticks, const Scale *scale, double left,
                        double right, Language language);
/* Room the numbers of that axis need. */
double axis_width(TextEngine *engine, const Ticks *ticks, Language language);
/* Grid lines from `top` to `bottom` with numbers below, for charts that lie down. */
void axis_draw_horizontal(Canvas *canvas, const Ticks *ticks, const Scale *scale, double top,
                          double bottom, Language language);

/* Names under evenly spread places: years shortened to ’16 between the first and the last, and
 * every second, third … when they would touch. `centres`: n positions. */
void axis_draw_periods(Canvas *canvas, guint n, const char *const *names, const double *centres,
                       double baseline);

/* White lines over a filled bar: the code beside colour of the second of several series. */
void chart_draw_stripes(Canvas *canvas, double left, double top, double width, double bottom);

/* The marks of all empty values of a series, at their places; where they would touch, every second,
 * third … of a row of the same marks. */
void chart_draw_marks(Canvas *canvas, guint n_values, const ChartValue *values,
                      const double *centres, double baseline, Language language);

#define CHART_LABEL_HEIGHT 9.4
#define CHART_PERIODS_ROOM 17.0 /* names of periods under the base line */
