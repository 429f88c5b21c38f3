#pragma once

#include "report/chart/chart.h"
#include "report/edition/cells.h"

/* Figures of the editions: a chart drawn from cells of the publication, with title, source and a
 * text that says the same for who cannot see it. Titles come from the texts: <key>-titel,
 * <key>-onder and, when it exists, <key>-lezen. */

typedef struct {
    const char *measure;
    const char *source; /* whose events interrupt the line */
    AreaId area;
    const char *dimension, *category; /* NULL: the total */
    guint n_years;                    /* up to and with the year of the report */
} YearSeries;

typedef struct {
    const char *name;             /* see FigureInfo; NULL: none */
    const char *title, *subtitle; /* markup */
    const char *how_to_read;      /* NULL: none */
    const char *source;           /* NULL: none */
    double height;                /* points; 0: as the chart wants */
    gboolean unnumbered;
    gboolean without_events; /* small charts: no names of events */
} FigureText;

/* Appends a graphic under the words of `text`. alternative: what it says, for who cannot see it.
 * Takes over `graphic`. Returns the label, "Figuur 1.1". */
const char *figures_append(Flow *flow, const FigureText *text, const char *alternative,
                           Graphic *graphic);

ChartValue figures_value(const Cell *cell);
/* The cells of a series, one per year; free with g_free. */
Cell *figures_year_cells(Writer *writer, const YearSeries *series);

/* A line over periods of any kind. */
typedef struct {
    gsize n;
    const PeriodCell *cells; /* oldest first */
    const GArray *events;    /* LineEvent; NULL: none */
    gboolean names_last;     /* the last number with its margin at the end of the line */
} FigureLine;
const char *figures_line(Writer *writer, Flow *flow, const FigureLine *line,
                         const FigureText *text);
/* A line with its band, interrupted at events. Returns the label, "Figuur 1.1". */
const char *figures_years(Writer *writer, Flow *flow, const YearSeries *series,
                          const FigureText *text);
/* The events that touch the source of the series in its years, placed between its points. Returns
 * (transfer full): an array of LineEvent. */
GArray *figures_events(Writer *writer, const YearSeries *series);
/* Whether any year of the series has a number. */
gboolean figures_has_values(Writer *writer, const YearSeries *series);
/* Whether the series has enough numbers for a chart to show more than a table, and not only zeros.
 */
gboolean figures_is_worth_drawing(Writer *writer, const YearSeries *series);
