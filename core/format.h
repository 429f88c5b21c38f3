#pragma once

#include "core/day.h"
#include "core/period.h"

/* Numbers, dates and periods as they stand in a text. Never through the locale of the machine.
 * Dutch: 1.106; 12,5%; 1 januari 2025; 2020-2024 with an en dash. English: 1,106; 12.5%; 1 January
 * 2025. Each function returns (transfer full). */

typedef enum { LANGUAGE_NL, LANGUAGE_EN } Language;

#define LANGUAGE_COUNT 2

/* "nl" or "en"; FALSE for anything else. */
gboolean language_parse(const char *text, Language *language);
const char *language_code(Language language);

/* 1106 -> "1.106"; a minus is U+2212. */
char *format_count(gint64 value, Language language);
/* decimals 0-9, rounded half away from zero on the decimal value; never "-0". NaN and infinities
 * give "". */
char *format_decimal(double value, int decimals, Language language);
/* Two significant digits for estimates: 4.567 -> "4.600"; 87 -> "87". */
char *format_rounded(double value, Language language);
/* Share of `part` in `whole` as a whole percentage, rounded half up in exact integer arithmetic:
 * 1/8 -> "13%". whole = 0 gives "". Shares are never forced to add up to 100. */
char *format_share(gint64 part, gint64 whole, Language language);
/* The ratio of two numbers as a change, with its sign: "−29%", "+1,6%", "0,0%". */
char *format_change(double ratio, int decimals, Language language);
/* The number behind format_share. whole > 0. */
gint64 share_percent(gint64 part, gint64 whole);
/* "3,9-6,6" with an en dash. */
char *format_range(double lower, double upper, int decimals, Language language);
/* "1 januari 2025". */
char *format_day(Day day, Language language);
/* "2024", "derde kwartaal 2024", "maart 2024", "2020-2024" with an en dash. */
char *format_period(Period period, Language language);
/* Joins words: "Almere, Breda en Tilburg". */
char *format_list(const char *const *words, gsize n_words, Language language);
