#include "ingest/sensitive.h"

#include "ingest/field_parse.h"

#include <string.h>

#define BSN_DIGITS 9

gboolean sensitive_eleven_test(const int digits[9])
{
    int sum = -digits[BSN_DIGITS - 1];
    gboolean all_zero = digits[BSN_DIGITS - 1] == 0;
    for (int i = 0; i < BSN_DIGITS - 1; i++) {
        sum += (BSN_DIGITS - i) * digits[i];
        all_zero = all_zero && digits[i] == 0;
    }
    return !all_zero && sum % 11 == 0;
}

/* Digits that start at `at`, single blanks, dots and hyphens between them allowed. *end: behind the
 * last. Digits beyond the ninth are counted, not kept. */
static gsize collect_digits(const char *text, gsize length, gsize at, int digits[BSN_DIGITS],
                            gsize *end)
{
    gsize n = 0;
    while (at < length) {
        gboolean between = n > 0 && strchr(" .-", text[at]) != NULL && at + 1 < length;
        if (between && g_ascii_isdigit(text[at + 1]))
            at++;
        if (!g_ascii_isdigit(text[at]))
            break;
        if (n < BSN_DIGITS)
            digits[n] = text[at] - '0';
        n++;
        at++;
    }
    *end = at;
    return n;
}

static gboolean is_bsn(const int *digits, gsize n_digits)
{
    int padded[BSN_DIGITS] = {0};
    if (n_digits != BSN_DIGITS && n_digits != BSN_DIGITS - 1)
        return FALSE;
    memcpy(padded + (BSN_DIGITS - n_digits), digits, n_digits * sizeof *digits);
    return sensitive_eleven_test(padded);
}

static gboolean is_email_at(const char *text, gsize length, gsize at)
{
    gboolean before = at > 0 && (g_ascii_isalnum(text[at - 1]) || text[at - 1] == '_');
    gboolean after = at + 1 < length && g_ascii_isalnum(text[at + 1]);
    return before && after && memchr(text + at, '.', length - at) != NULL;
}

/* A full date that starts at `at`: its first token, up to a blank. */
static gboolean is_date_at(const char *text, gsize length, gsize at)
{
    static const DateFormat formats[] = {DATE_DAY_FIRST, DATE_YEAR_FIRST};
    gsize end = at;
    while (end < length && end - at < 11 &&
           (g_ascii_isdigit(text[end]) || strchr("-/.", text[end])))
        end++;
    while (end > at && !g_ascii_isdigit(text[end - 1]))
        end--;
    return end - at >= 8 && field_parse_day(text + at, end - at, formats, 2) != DAY_NONE;
}

SensitiveKind sensitive_find(const char *text, gsize length)
{
    for (gsize at = 0; at < length; at++) {
        if (text[at] == '@' && is_email_at(text, length, at))
            return SENSITIVE_EMAIL;
        if (!g_ascii_isdigit(text[at]))
            continue;
        if (is_date_at(text, length, at))
            return SENSITIVE_DATE;
        int digits[BSN_DIGITS];
        gsize end;
        gsize n_digits = collect_digits(text, length, at, digits, &end);
        if (is_bsn(digits, n_digits))
            return SENSITIVE_BSN;
        at = end - 1;
    }
    return SENSITIVE_NONE;
}

const char *sensitive_reason(SensitiveKind kind)
{
    switch (kind) {
    case SENSITIVE_BSN:
        return "holds what looks like a citizen service number (BSN); the value is not shown";
    case SENSITIVE_EMAIL:
        return "holds what looks like an e-mail address; the value is not shown";
    case SENSITIVE_DATE:
        return "holds what looks like a date of birth; the value is not shown";
    case SENSITIVE_NONE:
        break;
    }
    return "";
}
