#include "core/period.h"

#include "core/error.h"

#include <string.h>

Period period_year(int year)
{
    return (Period){PERIOD_YEAR, year, 0};
}

Period period_quarter(int year, int quarter)
{
    g_assert(quarter >= 1 && quarter <= 4);
    return (Period){PERIOD_QUARTER, year, quarter};
}

Period period_month(int year, int month)
{
    g_assert(month >= 1 && month <= 12);
    return (Period){PERIOD_MONTH, year, month};
}

Period period_window(int last_year, int years)
{
    g_assert(years >= 1);
    return (Period){PERIOD_WINDOW, last_year, years};
}

/* Reads `n` digits at *text and moves on; -1 when they are not there. */
static int take_digits(const char **text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!g_ascii_isdigit((*text)[i]))
            return -1;
        value = value * 10 + ((*text)[i] - '0');
    }
    *text += n;
    return value;
}

/* The part after the year: "", "JJ00", "KW03", "KW3", "MM01", "-2024". */
static Period parse_tail(int year, const char *tail)
{
    const Period none = {PERIOD_NONE, 0, 0};
    if (tail[0] == '\0' || strcmp(tail, "JJ00") == 0)
        return period_year(year);
    if (tail[0] == '-') {
        tail++;
        int last = take_digits(&tail, 4);
        return last >= year && *tail == '\0' ? period_window(last, last - year + 1) : none;
    }
    gboolean quarter = g_str_has_prefix(tail, "KW");
    if (!quarter && !g_str_has_prefix(tail, "MM"))
        return none;
    tail += 2;
    int number = take_digits(&tail, strlen(tail) == 1 ? 1 : 2);
    if (*tail != '\0' || number < 1 || number > (quarter ? 4 : 12))
        return none;
    return quarter ? period_quarter(year, number) : period_month(year, number);
}

gboolean period_parse(const char *text, Period *period, GError **error)
{
    g_autofree char *trimmed = g_strstrip(g_ascii_strup(text, -1));
    const char *rest = trimmed;
    int year = take_digits(&rest, 4);
    Period parsed = {PERIOD_NONE, 0, 0};
    if (year >= 1900 && year <= 2999)
        parsed = parse_tail(year, rest);
    if (parsed.kind == PERIOD_NONE) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                    "\"%s\" is not a period; write 2024, 2024KW3, 2024MM01 or 2020-2024", text);
        return FALSE;
    }
    *period = parsed;
    return TRUE;
}

char *period_code(Period period)
{
    switch (period.kind) {
    case PERIOD_YEAR:
        return g_strdup_printf("%04d", period.year);
    case PERIOD_QUARTER:
        return g_strdup_printf("%04dKW%d", period.year, period.number);
    case PERIOD_MONTH:
        return g_strdup_printf("%04dMM%02d", period.year, period.number);
    case PERIOD_WINDOW:
        return g_strdup_printf("%04d-%04d", period.year - period.number + 1, period.year);
    case PERIOD_NONE:
        break;
    }
    return g_strdup("");
}

Day period_first_day(Period period)
{
    switch (period.kind) {
    case PERIOD_QUARTER:
        return day_from_ymd(period.year, 3 * period.number - 2, 1);
    case PERIOD_MONTH:
        return day_from_ymd(period.year, period.number, 1);
    case PERIOD_WINDOW:
        return day_from_ymd(period.year - period.number + 1, 1, 1);
    case PERIOD_YEAR:
        return day_from_ymd(period.year, 1, 1);
    case PERIOD_NONE:
        break;
    }
    return DAY_NONE;
}

static Day first_of_next_month(int year, int month)
{
    return month == 12 ? day_from_ymd(year + 1, 1, 1) : day_from_ymd(year, month + 1, 1);
}

Day period_last_day(Period period)
{
    switch (period.kind) {
    case PERIOD_QUARTER:
        return first_of_next_month(period.year, 3 * period.number) - 1;
    case PERIOD_MONTH:
        return first_of_next_month(period.year, period.number) - 1;
    case PERIOD_YEAR:
    case PERIOD_WINDOW:
        return day_from_ymd(period.year, 12, 31);
    case PERIOD_NONE:
        break;
    }
    return DAY_NONE;
}

gboolean period_contains(Period period, Day day)
{
    return day != DAY_NONE && day >= period_first_day(period) && day <= period_last_day(period);
}

Period period_year_before(Period period)
{
    period.year--;
    return period;
}

int period_compare(Period a, Period b)
{
    Day first_a = period_first_day(a), first_b = period_first_day(b);
    if (first_a != first_b)
        return first_a < first_b ? -1 : 1;
    Day last_a = period_last_day(a), last_b = period_last_day(b);
    return (last_a > last_b) - (last_a < last_b);
}
