#pragma once

#include "core/day.h"

/* Values of single fields as Dutch offices write them. All functions take a text of `length` bytes
 * without blanks around it, read nothing through the locale, and are pure. */

typedef enum {
    DATE_DAY_FIRST,  /* dd-mm-yyyy; also d-m-yyyy, and / or . between */
    DATE_YEAR_FIRST, /* yyyy-mm-dd; also / or . between */
    DATE_COMPACT     /* yyyymmdd */
} DateFormat;

#define DATE_FORMAT_COUNT (DATE_COMPACT + 1)

/* "dd-mm-jjjj", "jjjj-mm-dd", "jjjjmmdd", or the same with yyyy, as profiles name them. */
gboolean date_format_parse(const char *word, DateFormat *format);
/* "dd-mm-yyyy", ... */
const char *date_format_word(DateFormat format);

/* A day of the calendar in one of the formats, tried in order; a time of day behind it ("00:00",
 * "T00:00:00") is allowed and dropped. DAY_NONE when it is none: 31-02-2024 is not a day. */
Day field_parse_day(const char *text, gsize length, const DateFormat *formats, gsize n_formats);

/* A whole number >= 0. decimal: the sign of decimals, ',' or '.'; the other one, or a blank, may
 * stand between groups of three digits; decimals must be zeros: "1.106", "1 106", "12,0". */
gboolean field_parse_count(const char *text, gsize length, char decimal, gint64 *value);

/* A number >= 0 with or without decimals, rounded half up to a whole one: "4,5" -> 5. */
gboolean field_parse_rounded(const char *text, gsize length, char decimal, gint64 *value);
