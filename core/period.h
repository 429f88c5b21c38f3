#pragma once

#include "core/day.h"

/* A stretch of time that figures are given for: a year, a quarter, a month, or a window of whole
 * years (2020-2024). */
typedef enum { PERIOD_NONE, PERIOD_YEAR, PERIOD_QUARTER, PERIOD_MONTH, PERIOD_WINDOW } PeriodKind;

typedef struct {
    PeriodKind kind;
    int year;   /* of a window: its last year */
    int number; /* quarter 1-4, month 1-12, of a window the number of years; 0 for a year */
} Period;

Period period_year(int year);
Period period_quarter(int year, int quarter);
Period period_month(int year, int month);
/* The `years` years that end with `last_year`. */
Period period_window(int last_year, int years);

/* Reads 2024, 2024JJ00, 2024KW03, 2024KW3, 2024MM01 (CBS codes) and 2020-2024. Fails with
 * INBEELD_ERROR_DATA. */
gboolean period_parse(const char *text, Period *period, GError **error);
/* The code that stands in databases and file names: 2024, 2024KW3, 2024MM01, 2020-2024.  Returns
 * (transfer full). */
char *period_code(Period period);

Day period_first_day(Period period);
Day period_last_day(Period period);
gboolean period_contains(Period period, Day day);
/* The same stretch one year earlier (a window: moved by one year). */
Period period_year_before(Period period);
/* Like strcmp, by first day, then by length. */
int period_compare(Period a, Period b);
