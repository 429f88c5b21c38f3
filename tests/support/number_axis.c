#include "tests/support/number_axis.h"

#include <math.h>
#include <string.h>

#define SLACK 2.0 /* points: ink stands a little beside the middle of its room */

static double value_of(const NumberToken *token)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *at = token->printed; *at != '\0'; at++)
        if (*at != '.')
            g_string_append_c(plain, *at == ',' ? '.' : *at);
    return g_ascii_strtod(plain->str, NULL);
}

static gboolean is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * MAX(fabs(a), fabs(b));
}

/* One of `digits` times a power of ten. */
static gboolean is_round(double value, guint n_digits, const double *digits)
{
    if (value <= 0)
        return FALSE;
    double scale = pow(10, floor(log10(value) + 1e-9));
    for (guint i = 0; i < n_digits; i++)
        if (is_near(value, digits[i] * scale))
            return TRUE;
    return FALSE;
}

/* The places go with the values as they go between the first and the last. */
static gboolean is_in_place(guint n, const double *values, const double *places)
{
    double slope = (places[n - 1] - places[0]) / (values[n - 1] - values[0]);
    for (guint i = 0; i < n; i++)
        if (!(fabs(places[0] + slope * (values[i] - values[0]) - places[i]) < SLACK))
            return FALSE;
    return TRUE;
}

/* A step of 1, 2, 2.5 or 5 times a power of ten, or of two or three of them where not every line
 * has its number. */
static gboolean is_linear(guint n, const double *values, const double *places)
{
    static const double digits[] = {1, 2, 2.5, 5, 4, 6, 7.5, 1.5};
    double step = values[1] - values[0];
    if (!is_round(step, n == 2 ? 4 : G_N_ELEMENTS(digits), digits) ||
        !is_near(values[0], step * round(values[0] / step)))
        return FALSE;
    for (guint i = 2; i < n; i++)
        if (!is_near(values[i], values[0] + i * step))
            return FALSE;
    return is_in_place(n, values, places);
}

static gboolean is_logarithmic(guint n, const double *values, const double *places)
{
    static const double digits[] = {1, 2, 5};
    g_autofree double *logarithms = g_new(double, n);
    for (guint i = 0; i < n; i++) {
        if (!is_round(values[i], G_N_ELEMENTS(digits), digits))
            return FALSE;
        logarithms[i] = log10(values[i]);
    }
    return n > 2 && is_in_place(n, logarithms, places);
}

/* All numbers of a linear axis have the decimals of its step, but for zero. */
static gboolean has_even_decimals(guint n, const NumberToken *tokens)
{
    gsize decimals = 0;
    for (guint i = 0; i < n; i++) {
        const char *comma = strchr(tokens[i].printed, ',');
        gsize own = comma != NULL ? strlen(comma) : 0;
        if (strcmp(tokens[i].printed, "0") == 0)
            continue;
        if (decimals > 0 && own != decimals - 1)
            return FALSE;
        decimals = own + 1;
    }
    return TRUE;
}

gboolean number_axis_is_even(guint n, const NumberToken *tokens, const double *places)
{
    g_autofree double *values = g_new(double, n);
    for (guint i = 0; i < n; i++)
        values[i] = value_of(&tokens[i]);
    return n > 1 && ((is_linear(n, values, places) && has_even_decimals(n, tokens)) ||
                     is_logarithmic(n, values, places));
}
