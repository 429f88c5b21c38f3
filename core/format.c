#include "core/format.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MINUS "−"
#define EN_DASH "–"

static const char *const language_codes[LANGUAGE_COUNT] = {"nl", "en"};
static const char group_mark[LANGUAGE_COUNT] = {'.', ','};
static const char decimal_mark[LANGUAGE_COUNT] = {',', '.'};

static const char *const month_names[LANGUAGE_COUNT][12] = {
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
     "oktober", "november", "december"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};

static const char *const quarter_names[LANGUAGE_COUNT][4] = {
    {"eerste kwartaal", "tweede kwartaal", "derde kwartaal", "vierde kwartaal"},
    {"first quarter", "second quarter", "third quarter", "fourth quarter"}};

gboolean language_parse(const char *text, Language *language)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (strcmp(text, language_codes[i]) == 0) {
            *language = (Language)i;
            return TRUE;
        }
    return FALSE;
}

const char *language_code(Language language)
{
    return language_codes[language];
}

/* Groups the digits of a non-negative whole number by three. */
static void append_grouped(GString *out, const char *number, Language language)
{
    gsize length = strlen(number);
    for (gsize i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            g_string_append_c(out, group_mark[language]);
        g_string_append_c(out, number[i]);
    }
}

char *format_count(gint64 value, Language language)
{
    guint64 magnitude = value < 0 ? (guint64)0 - (guint64)value : (guint64)value;
    g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, magnitude);
    GString *out = g_string_new(value < 0 ? MINUS : "");
    append_grouped(out, number, language);
    return g_string_free(out, FALSE);
}

char *format_decimal(double value, int decimals, Language language)
{
    g_assert(decimals >= 0 && decimals <= 9);
    if (!isfinite(value))
        return g_strdup("");
    double scale = pow(10.0, decimals);
    /* The nudge makes 0.125 -> 0,13 also where the double lies a hair below the decimal value. */
    double units = floor(fabs(value) * scale * (1.0 + 4.0 * DBL_EPSILON) + 0.5);
    char digits[G_ASCII_DTOSTR_BUF_SIZE + 330];
    g_snprintf(digits, sizeof digits, "%.0f", units);
    g_autofree char *padded =
        strlen(digits) <= (gsize)decimals
            ? g_strdup_printf("%.*s%s", decimals + 1 - (int)strlen(digits), "0000000000", digits)
            : g_strdup(digits);
    gsize whole = strlen(padded) - (gsize)decimals;
    g_autofree char *integer = g_strndup(padded, whole);
    GString *out = g_string_new(value < 0 && units > 0 ? MINUS : "");
    append_grouped(out, integer, language);
    if (decimals > 0) {
        g_string_append_c(out, decimal_mark[language]);
        g_string_append(out, padded + whole);
    }
    return g_string_free(out, FALSE);
}

char *format_rounded(double value, Language language)
{
    if (!isfinite(value))
        return g_strdup("");
    double magnitude = fabs(value);
    double step = 1.0;
    while (magnitude / step >= 100.0)
        step *= 10.0;
    return format_decimal(round(value / step) * step, 0, language);
}

gint64 share_percent(gint64 part, gint64 whole)
{
    g_assert(whole > 0 && part >= 0);
    return (200 * part + whole) / (2 * whole);
}

char *format_share(gint64 part, gint64 whole, Language language)
{
    if (whole <= 0)
        return g_strdup("");
    g_autofree char *number = format_count(share_percent(part, whole), language);
    return g_strconcat(number, "%", NULL);
}

char *format_change(double ratio, int decimals, Language language)
{
    double percent = 100.0 * (ratio - 1.0);
    g_autofree char *number = format_decimal(percent, decimals, language);
    g_autofree char *zero = format_decimal(0.0, decimals, language);
    gboolean is_rise = percent > 0 && strcmp(number, zero) != 0;
    return g_strconcat(is_rise ? "+" : "", number, "%", NULL);
}

char *format_range(double lower, double upper, int decimals, Language language)
{
    g_autofree char *from = format_decimal(lower, decimals, language);
    g_autofree char *to = format_decimal(upper, decimals, language);
    return g_strconcat(from, EN_DASH, to, NULL);
}

char *format_day(Day day, Language language)
{
    int year, month, day_of_month;
    day_to_ymd(day, &year, &month, &day_of_month);
    return g_strdup_printf("%d %s %d", day_of_month, month_names[language][month - 1], year);
}

char *format_period(Period period, Language language)
{
    switch (period.kind) {
    case PERIOD_QUARTER:
        return g_strdup_printf("%s %d", quarter_names[language][period.number - 1], period.year);
    case PERIOD_MONTH:
        return g_strdup_printf("%s %d", month_names[language][period.number - 1], period.year);
    case PERIOD_WINDOW:
        return g_strdup_printf("%d" EN_DASH "%d", period.year - period.number + 1, period.year);
    case PERIOD_YEAR:
    case PERIOD_NONE:
        break;
    }
    return period_code(period);
}

char *format_list(const char *const *words, gsize n_words, Language language)
{
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < n_words; i++) {
        if (i > 0 && i + 1 == n_words)
            g_string_append(out, language == LANGUAGE_NL ? " en " : " and ");
        else if (i > 0)
            g_string_append(out, ", ");
        g_string_append(out, words[i]);
    }
    return g_string_free(out, FALSE);
}
