#pragma once

#include <glib.h>

/* A calendar day as a Julian day number (that of GDate): 1 is 1 January of year 1. Comparing and
 * subtracting days is comparing and subtracting numbers. */
typedef gint32 Day;

#define DAY_NONE 0

/* The day, or DAY_NONE when there is no such day (31 February) or the year is outside 1..9999. */
Day day_from_ymd(int year, int month, int day);
/* Any of the three may be NULL. `day` is not DAY_NONE. */
void day_to_ymd(Day day, int *year, int *month, int *day_of_month);
int day_year(Day day);
/* "2024-03-24" of exactly ten characters; DAY_NONE for anything else. */
Day day_parse_iso(const char *text);
/* "2024-03-24"; "" for DAY_NONE.  Returns (transfer full). */
char *day_format_iso(Day day);
/* The day of the report: SOURCE_DATE_EPOCH (UTC) when set and valid, else today (UTC). */
Day day_of_run(void);
