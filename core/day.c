#include "core/day.h"

#include <string.h>

Day day_from_ymd(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return DAY_NONE;
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return DAY_NONE;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return (Day)g_date_get_julian(&date);
}

void day_to_ymd(Day day, int *year, int *month, int *day_of_month)
{
    g_assert(day > DAY_NONE);
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)day);
    if (year != NULL)
        *year = g_date_get_year(&date);
    if (month != NULL)
        *month = (int)g_date_get_month(&date);
    if (day_of_month != NULL)
        *day_of_month = g_date_get_day(&date);
}

int day_year(Day day)
{
    int year;
    day_to_ymd(day, &year, NULL, NULL);
    return year;
}

static int digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

Day day_parse_iso(const char *text)
{
    if (text == NULL || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return DAY_NONE;
    return day_from_ymd(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

char *day_format_iso(Day day)
{
    if (day == DAY_NONE)
        return g_strdup("");
    int year, month, day_of_month;
    day_to_ymd(day, &year, &month, &day_of_month);
    return g_strdup_printf("%04d-%02d-%02d", year, month, day_of_month);
}

Day day_of_run(void)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) moment = NULL;
    if (epoch != NULL) {
        gint64 seconds;
        if (g_ascii_string_to_signed(epoch, 10, 0, G_MAXINT64, &seconds, NULL))
            moment = g_date_time_new_from_unix_utc(seconds);
    }
    if (moment == NULL)
        moment = g_date_time_new_now_utc();
    return day_from_ymd(g_date_time_get_year(moment), g_date_time_get_month(moment),
                        g_date_time_get_day_of_month(moment));
}
