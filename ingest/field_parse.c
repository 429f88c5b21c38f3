#include "ingest/field_parse.h"

#include <string.h>

#define MAX_DIGITS 15

static const struct {
    const char *dutch;
    const char *word;
} format_words[] = {
    [DATE_DAY_FIRST] = {"dd-mm-jjjj", "dd-mm-yyyy"},
    [DATE_YEAR_FIRST] = {"jjjj-mm-dd", "yyyy-mm-dd"},
    [DATE_COMPACT] = {"jjjjmmdd", "yyyymmdd"},
};

gboolean date_format_parse(const char *word, DateFormat *format)
{
    for (int i = 0; i < DATE_FORMAT_COUNT; i++) {
        if (strcmp(word, format_words[i].dutch) == 0 || strcmp(word, format_words[i].word) == 0) {
            *format = (DateFormat)i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *date_format_word(DateFormat format)
{
    return format_words[format].word;
}

/* Reads min..max digits; returns how many, 0 when there are fewer or more. */
static gsize read_digits(const char *text, gsize length, gsize min, gsize max, int *value)
{
    gsize n = 0;
    *value = 0;
    while (n < length && n <= max && g_ascii_isdigit(text[n]))
        *value = 10 * *value + (text[n++] - '0');
    return n >= min && n <= max ? n : 0;
}

static gboolean is_time(const char *text, gsize length)
{
    if (length == 0)
        return TRUE;
    if ((text[0] != ' ' && text[0] != 'T') || length < 2)
        return FALSE;
    for (gsize i = 1; i < length; i++)
        if (!g_ascii_isdigit(text[i]) && strchr(":.+-Z ", text[i]) == NULL)
            return FALSE;
    return memchr(text, ':', length) != NULL;
}

/* Three numbers with the same sign between them, the first and last of so many digits. */
static Day parse_parts(const char *text, gsize length, gboolean day_first)
{
    int part[3];
    gsize at = 0;
    char sign = '\0';
    for (int i = 0; i < 3; i++) {
        gboolean is_year = i == (day_first ? 2 : 0);
        gsize digits =
            read_digits(text + at, length - at, is_year ? 4 : 1, is_year ? 4 : 2, &part[i]);
        if (digits == 0)
            return DAY_NONE;
        at += digits;
        if (i == 2)
            break;
        if (at >= length || strchr("-/.", text[at]) == NULL || (i == 1 && text[at] != sign))
            return DAY_NONE;
        sign = text[at++];
    }
    if (!is_time(text + at, length - at))
        return DAY_NONE;
    return day_first ? day_from_ymd(part[2], part[1], part[0])
                     : day_from_ymd(part[0], part[1], part[2]);
}

static Day parse_compact(const char *text, gsize length)
{
    int number;
    if (read_digits(text, length, 8, 8, &number) == 0 || !is_time(text + 8, length - 8))
        return DAY_NONE;
    return day_from_ymd(number / 10000, number / 100 % 100, number % 100);
}

Day field_parse_day(const char *text, gsize length, const DateFormat *formats, gsize n_formats)
{
    Day day = DAY_NONE;
    for (gsize i = 0; i < n_formats && day == DAY_NONE; i++) {
        if (formats[i] == DATE_COMPACT)
            day = parse_compact(text, length);
        else
            day = parse_parts(text, length, formats[i] == DATE_DAY_FIRST);
    }
    return day;
}

/* Reads the whole part with groups of three; returns the bytes used, 0 for a mistake. */
static gsize read_whole(const char *text, gsize length, char decimal, gint64 *value)
{
    char group = decimal == ',' ? '.' : ',';
    gsize at = 0;
    gsize n_digits = 0;
    gsize in_group = 0;
    gboolean grouped = FALSE;
    *value = 0;
    for (; at < length; at++) {
        if (g_ascii_isdigit(text[at])) {
            *value = 10 * *value + (text[at] - '0');
            if (++n_digits > MAX_DIGITS)
                return 0;
            in_group++;
        } else if (text[at] == group || text[at] == ' ') {
            if (in_group == 0 || in_group > 3 || (grouped && in_group != 3))
                return 0;
            grouped = TRUE;
            in_group = 0;
        } else {
            break;
        }
    }
    return n_digits > 0 && (!grouped || in_group == 3) ? at : 0;
}

/* tenths: the first decimal, 0-9; zeros_only: whether all decimals are zeros. */
static gboolean parse_number(const char *text, gsize length, char decimal, gint64 *value,
                             int *tenths, gboolean *zeros_only)
{
    gsize at = read_whole(text, length, decimal, value);
    *tenths = 0;
    *zeros_only = TRUE;
    if (at == 0 || at == length)
        return at > 0;
    if (text[at] != decimal || at + 1 == length)
        return FALSE;
    for (gsize i = at + 1; i < length; i++) {
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
        if (i == at + 1)
            *tenths = text[i] - '0';
        *zeros_only = *zeros_only && text[i] == '0';
    }
    return TRUE;
}

gboolean field_parse_count(const char *text, gsize length, char decimal, gint64 *value)
{
    int tenths;
    gboolean zeros_only;
    return parse_number(text, length, decimal, value, &tenths, &zeros_only) && zeros_only;
}

gboolean field_parse_rounded(const char *text, gsize length, char decimal, gint64 *value)
{
    int tenths;
    gboolean zeros_only;
    if (!parse_number(text, length, decimal, value, &tenths, &zeros_only))
        return FALSE;
    *value += tenths >= 5;
    return TRUE;
}
