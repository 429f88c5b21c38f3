#include "core/quantity.h"

#include "core/error.h"

#include <string.h>

#define RATE_SCALE 100000.0

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL, "refused to compute: %s", reason);
    return FALSE;
}

/* What is counted, of whom and where must be the same. */
static gboolean check_same_kind(const Measure *a, const Measure *b, GError **error)
{
    if (strcmp(measure_unit(a), measure_unit(b)) != 0)
        return refuse(error, "%s counts \"%s\" and %s counts \"%s\"; units do not mix",
                      measure_code(a), measure_unit(a), measure_code(b), measure_unit(b));
    if (strcmp(measure_population(a), measure_population(b)) != 0)
        return refuse(error, "%s is about population \"%s\" and %s about \"%s\"", measure_code(a),
                      measure_population(a), measure_code(b), measure_population(b));
    if (strcmp(measure_place_role(a), measure_place_role(b)) != 0)
        return refuse(error, "the place of %s is that of \"%s\" and that of %s of \"%s\"",
                      measure_code(a), measure_place_role(a), measure_code(b),
                      measure_place_role(b));
    return TRUE;
}

static gboolean same_period(Period a, Period b)
{
    return a.kind == b.kind && a.year == b.year && a.number == b.number;
}

static gboolean overlap(Period a, Period b)
{
    return period_first_day(a) <= period_last_day(b) && period_first_day(b) <= period_last_day(a);
}

static gboolean check_periods(const Quantity *a, const Quantity *b, GError **error)
{
    if (measure_counts_persons(a->measure))
        return refuse(error,
                      "%s counts persons, who may occur in both periods; count them in the whole",
                      measure_code(a->measure));
    if (a->period.kind != b->period.kind || overlap(a->period, b->period))
        return refuse(error, "the periods of %s overlap or are not of one kind",
                      measure_code(a->measure));
    return TRUE;
}

static gboolean check_terms(const AreaRegister *areas, const Quantity *a, const Quantity *b,
                            GError **error)
{
    if (!check_same_kind(a->measure, b->measure, error))
        return FALSE;
    if (a->area == AREA_NONE || b->area == AREA_NONE || a->period.kind == PERIOD_NONE ||
        b->period.kind == PERIOD_NONE)
        return refuse(error, "%s is a sum already; add its parts", measure_code(a->measure));
    if (a->area == b->area)
        return check_periods(a, b, error);
    if (!same_period(a->period, b->period))
        return refuse(error, "%s differs in area and in period", measure_code(a->measure));
    if (area_kind(areas, a->area) != area_kind(areas, b->area))
        return refuse(error, "%s and %s are areas of different kinds", area_code(areas, a->area),
                      area_code(areas, b->area));
    return TRUE;
}

gboolean quantity_sum(const AreaRegister *areas, gsize n_parts, const Quantity *parts,
                      Quantity *sum, GError **error)
{
    g_assert(n_parts >= 1);
    Quantity total = parts[0];
    for (gsize i = 1; i < n_parts; i++) {
        for (gsize j = 0; j < i; j++)
            if (!check_terms(areas, &parts[j], &parts[i], error))
                return FALSE;
        if (parts[i].area != total.area)
            total.area = AREA_NONE;
        if (!same_period(parts[i].period, parts[0].period))
            total.period = (Period){PERIOD_NONE, 0, 0};
        if (total.state == STATE_VALUE)
            total.state = parts[i].state;
        total.count += parts[i].count;
    }
    if (total.state != STATE_VALUE)
        total.count = 0;
    *sum = total;
    return TRUE;
}

gboolean quantity_share(Quantity part, Quantity whole, double *share, GError **error)
{
    if (!check_same_kind(part.measure, whole.measure, error))
        return FALSE;
    if (part.area != whole.area || !same_period(part.period, whole.period))
        return refuse(error, "a share of %s in another area or period", measure_code(part.measure));
    if (part.state != STATE_VALUE || whole.state != STATE_VALUE)
        return refuse(error, "a share of %s without two values", measure_code(part.measure));
    if (whole.count <= 0)
        return refuse(error, "a share of %s in nothing", measure_code(part.measure));
    *share = (double)part.count / (double)whole.count;
    return TRUE;
}

gboolean quantity_rate(Quantity count, Exposure exposure, double *rate, GError **error)
{
    if (!measure_has_rate(count.measure))
        return refuse(error, "%s has no rate: its place is that of \"%s\"",
                      measure_code(count.measure), measure_place_role(count.measure));
    if (count.area != exposure.area || !same_period(count.period, exposure.period))
        return refuse(error, "inhabitants of another area or period under %s",
                      measure_code(count.measure));
    if (count.period.kind != PERIOD_YEAR && count.period.kind != PERIOD_WINDOW)
        return refuse(error, "a rate per year of part of a year of %s",
                      measure_code(count.measure));
    if (count.state != STATE_VALUE || exposure.inhabitants <= 0)
        return refuse(error, "a rate of %s without a value or without inhabitants",
                      measure_code(count.measure));
    *rate = (double)count.count / (double)exposure.inhabitants * RATE_SCALE;
    return TRUE;
}
