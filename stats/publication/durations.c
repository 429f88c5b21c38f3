#include "core/error.h"
#include "stats/chain/chain.h"
#include "stats/duration/duration_sentence.h"
#include "stats/publication/statistics.h"

#include <math.h>
#include <string.h>

/* Tables duration and duration_curve: how long the cases of the OM take. */

#define N_COLUMNS 14
#define LEVEL 0.95
#define YEAR_DAYS 365

/* How a case ended. */
enum { ENDING_VERDICT = 1, ENDING_OTHER = 2 };

typedef struct {
    gint32 parket; /* index in the division; -1: in none of this day */
    Day registered;
    Day decided; /* DAY_NONE: not by `until` */
    gboolean summoned;
    Day verdict; /* DAY_NONE: not by `until` */
    Day until;   /* last day on which an end would be known */
} Case;

typedef struct {
    Statistics *statistics;
    const ChainRule *rule;
    GArray *cases; /* Case */
    Day until;     /* the latest */
    sqlite3_stmt *insert;
    sqlite3_stmt *insert_curve;
    sqlite3_stmt *registered; /* the published number of cases */
} DurationWriter;

/* --- cases ----------------------------------------------------------------------------------- */

/* Ends are known up to the peildatum; but a file in which nothing ends after the period that it
 * covers was cut off there, and what is open then may have ended since. */
static const char *const cases_query =
    "WITH seen AS (SELECT delivery_id, max(max(coalesce(decision_day,0)),"
    "                                      max(coalesce(verdict_day,0))) AS latest "
    "              FROM zaak GROUP BY delivery_id) "
    "SELECT parket,registered_day,decision,decision_day,verdict_day,"
    "       CASE WHEN d.peildatum IS NULL OR (d.last_day < d.peildatum AND "
    "                 seen.latest <= d.last_day) THEN coalesce(d.last_day,seen.latest) "
    "            ELSE d.peildatum END "
    "FROM current_zaak JOIN delivery d USING (delivery_id) JOIN seen USING (delivery_id) "
    "ORDER BY zaak_id";

static Day day_up_to(sqlite3_stmt *row, int column, Day until)
{
    Day day = sqlite3_column_type(row, column) == SQLITE_NULL
                  ? DAY_NONE
                  : (Day)sqlite3_column_int(row, column);
    return day != DAY_NONE && day <= until ? day : DAY_NONE;
}

/* A decision without its day, or an end before its beginning, says nothing about time. */
static gboolean is_usable(const Case *one, sqlite3_stmt *row)
{
    gboolean decided = sqlite3_column_type(row, 2) != SQLITE_NULL;
    gboolean dated = sqlite3_column_type(row, 3) != SQLITE_NULL;
    if (one->registered > one->until || decided != dated)
        return FALSE;
    if (one->decided != DAY_NONE && one->decided < one->registered)
        return FALSE;
    return one->verdict == DAY_NONE || (one->decided != DAY_NONE && one->verdict >= one->decided);
}

static gboolean load_cases(DurationWriter *writer, GError **error)
{
    PublishContext *context = writer->statistics->context;
    g_autoptr(sqlite3_stmt) row = database_prepare(context->registry, cases_query, error);
    gboolean has_row = row != NULL;
    while (has_row) {
        if (!database_step(context->registry, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        Case one = {.registered = sqlite3_column_int(row, 1), .until = sqlite3_column_int(row, 5)};
        const char *decision = database_text(row, 2);
        one.decided = day_up_to(row, 3, one.until);
        one.verdict = day_up_to(row, 4, one.until);
        one.summoned = one.decided != DAY_NONE && g_strcmp0(decision, "dagvaarding") == 0;
        one.parket =
            division_place(context->division, area_find_code(context->areas, database_text(row, 0)))
                ->index[AREA_PARKET];
        if (!is_usable(&one, row))
            continue;
        writer->until = MAX(writer->until, one.until);
        g_array_append_val(writer->cases, one);
    }
    return row != NULL;
}

/* The cases as units of one step. */
static gboolean make_unit(DurationStep step, const Case *one, SurvivalUnit *unit)
{
    if (step == DURATION_TRIAL && !one->summoned)
        return FALSE;
    Day start = step == DURATION_TRIAL ? one->decided : one->registered;
    Day end = step == DURATION_TRIAL ? one->verdict : one->decided;
    unit->ending = end != DAY_NONE ? ENDING_VERDICT : 0;
    if (step == DURATION_CASE) {
        gboolean elsewise = one->decided != DAY_NONE && !one->summoned;
        end = elsewise ? one->decided : one->verdict;
        unit->ending = end == DAY_NONE ? 0 : elsewise ? ENDING_OTHER : ENDING_VERDICT;
    }
    unit->time = (end != DAY_NONE ? end : one->until) - start;
    return TRUE;
}

/* Cases registered in the period, in the parket with this index; -1: in the land. */
static GArray *select_units(const DurationWriter *writer, DurationStep step, gint32 parket,
                            Period period)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(SurvivalUnit));
    for (guint i = 0; i < writer->cases->len; i++) {
        const Case *one = &g_array_index(writer->cases, Case, i);
        SurvivalUnit unit;
        if ((parket < 0 || one->parket == parket) && one->registered >= period_first_day(period) &&
            one->registered <= period_last_day(period) && make_unit(step, one, &unit))
            g_array_append_val(units, unit);
    }
    return units;
}

/* --- table duration -------------------------------------------------------------------------- */

static gint64 count_ended(const GArray *curve, gint32 time)
{
    gint64 n_ended = 0;
    for (guint i = 0; i < curve->len; i++) {
        const SurvivalStep *step = &g_array_index(curve, SurvivalStep, i);
        n_ended += step->time <= time ? step->n_ended : 0;
    }
    return n_ended;
}

/* The number of cases registered, when it is published and the same as here; else -1. */
static gboolean published_cases(const DurationWriter *writer, const char *area, const char *period,
                                gint64 n_cases, gint64 *published, GError **error)
{
    gboolean has_row;
    database_bind_text(writer->registered, 1, area);
    database_bind_text(writer->registered, 2, period);
    if (!database_step(writer->statistics->context->publication, writer->registered, &has_row,
                       error))
        return FALSE;
    gint64 value = has_row ? sqlite3_column_int64(writer->registered, 0) : -1;
    sqlite3_reset(writer->registered);
    *published = value == n_cases ? n_cases : -1;
    return TRUE;
}

/* The share within a year, rounded, unless those within or beyond it are a small number. Only for
 * the land: offices could be taken from each other. */
static void bind_within_year(const DurationWriter *writer, const GArray *curve, gint64 n_cases)
{
    const PublicationPolicy *policy = &writer->statistics->context->policy;
    const SurvivalStep *step = survival_at(curve, YEAR_DAYS);
    gint64 within = count_ended(curve, YEAR_DAYS);
    gboolean followed =
        curve->len > 0 && g_array_index(curve, SurvivalStep, curve->len - 1).time >= YEAR_DAYS;
    if (step == NULL || !followed || is_small(policy, within) || is_small(policy, n_cases - within))
        return;
    double shares[] = {1 - step->remaining, 1 - step->limits.upper, 1 - step->limits.lower};
    for (guint i = 0; i < G_N_ELEMENTS(shares); i++)
        shares[i] = round(100 * shares[i]) / 100;
    statistics_bind_numbers(writer->insert, 10, G_N_ELEMENTS(shares), shares);
}

static DurationState judge(const DurationWriter *writer, gboolean delivered, gint64 n_cases,
                           gint64 n_ended, const SurvivalQuantile *median)
{
    if (!delivered)
        return DURATION_NOT_DELIVERED;
    if (n_cases < chain_rule_least_cases(writer->rule) ||
        n_ended < chain_rule_least_ended(writer->rule))
        return DURATION_TOO_FEW;
    return isnan(median->time) ? DURATION_NO_MEDIAN : DURATION_FINE;
}

static gboolean write_duration(const DurationWriter *writer, DurationStep step, AreaId area,
                               gint32 parket, Period period, GError **error)
{
    PublishContext *context = writer->statistics->context;
    g_autoptr(GArray) units = select_units(writer, step, parket, period);
    g_autoptr(GArray) curve = survival_curve(units->len, (const SurvivalUnit *)units->data, LEVEL);
    SurvivalQuantile median = survival_quantile(curve, 0.5);
    gboolean provisional;
    gboolean delivered = coverage_of(context->coverage, "om", period, 0, &provisional);
    DurationState state =
        judge(writer, delivered, units->len, count_ended(curve, G_MAXINT32), &median);
    g_autofree char *code = period_code(period);
    gint64 n_cases = -1;
    if (step == DURATION_ASSESSMENT && delivered &&
        !published_cases(writer, area_code(context->areas, area), code, units->len, &n_cases,
                         error))
        return FALSE;
    sqlite3_clear_bindings(writer->insert);
    database_bind_text(writer->insert, 1, duration_step_word(step));
    database_bind_text(writer->insert, 2, code);
    database_bind_text(writer->insert, 3, area_code(context->areas, area));
    database_bind_text(writer->insert, 4, duration_state_word(state));
    if (n_cases >= 0)
        sqlite3_bind_int64(writer->insert, 5, n_cases);
    sqlite3_bind_int(writer->insert, 6, writer->until);
    if (state == DURATION_FINE) {
        const double numbers[] = {median.time, median.limits.lower, median.limits.upper};
        statistics_bind_numbers(writer->insert, 7, G_N_ELEMENTS(numbers), numbers);
    }
    if (parket < 0 && (state == DURATION_FINE || state == DURATION_NO_MEDIAN))
        bind_within_year(writer, curve, units->len);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *sentence = duration_sentence(writer->statistics->texts[language], step,
                                                      state, period, writer->until, &median);
        database_bind_text(writer->insert, 13 + language, sentence);
    }
    return database_run(context->publication, writer->insert, error);
}

/* --- table duration_curve -------------------------------------------------------------------- */

static gboolean write_point(const DurationWriter *writer, DurationStep step, const char *outcome,
                            Period period, const IncidenceStep *point, GError **error)
{
    g_autofree char *code = period_code(period);
    sqlite3_clear_bindings(writer->insert_curve);
    database_bind_text(writer->insert_curve, 1, duration_step_word(step));
    database_bind_text(writer->insert_curve, 2, outcome);
    database_bind_text(writer->insert_curve, 3, code);
    database_bind_text(writer->insert_curve, 4, "NL01");
    sqlite3_bind_int(writer->insert_curve, 5, point->time);
    const double numbers[] = {point->share, point->limits.lower, point->limits.upper};
    statistics_bind_numbers(writer->insert_curve, 6, G_N_ELEMENTS(numbers), numbers);
    return database_run(writer->statistics->context->publication, writer->insert_curve, error);
}

/* A point after every few ends, so that no step of the curve is a small number of cases; the last
 * ones wait for a next point that never comes. */
static gboolean write_points(const DurationWriter *writer, DurationStep step, const char *outcome,
                             Period period, const GArray *units, gint32 ending, GError **error)
{
    gint64 least = MAX(writer->statistics->context->policy.suppress_below, 2), since = 0, sum = 0;
    g_autoptr(GArray) steps =
        survival_incidence(units->len, (const SurvivalUnit *)units->data, ending, LEVEL);
    for (guint i = 0; i < steps->len; i++) {
        const IncidenceStep *point = &g_array_index(steps, IncidenceStep, i);
        since += point->n_ended;
        sum += point->n_ended;
        gint64 left = (gint64)units->len - sum;
        if (since < least || (left > 0 && left < least))
            continue;
        since = 0;
        if (!write_point(writer, step, outcome, period, point, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean write_curves(const DurationWriter *writer, Period period, GError **error)
{
    static const struct {
        DurationStep step;
        const char *outcome;
        gint32 ending;
    } curves[] = {{DURATION_ASSESSMENT, "ended", ENDING_VERDICT},
                  {DURATION_TRIAL, "ended", ENDING_VERDICT},
                  {DURATION_CASE, "verdict", ENDING_VERDICT},
                  {DURATION_CASE, "no-verdict", ENDING_OTHER}};
    for (guint i = 0; i < G_N_ELEMENTS(curves); i++) {
        g_autoptr(GArray) units = select_units(writer, curves[i].step, -1, period);
        if (units->len >= chain_rule_least_cases(writer->rule) &&
            !write_points(writer, curves[i].step, curves[i].outcome, period, units,
                          curves[i].ending, error))
            return FALSE;
    }
    return TRUE;
}

/* --- all ------------------------------------------------------------------------------------- */

static gboolean write_period(const DurationWriter *writer, Period period, GError **error)
{
    PublishContext *context = writer->statistics->context;
    for (gsize i = 0; i < division_n_areas(context->division); i++) {
        AreaKind kind = division_kind(context->division, i);
        if (kind != AREA_LAND && kind != AREA_PARKET)
            continue;
        gint32 parket = kind == AREA_PARKET ? (gint32)i : -1;
        for (int step = DURATION_ASSESSMENT; step <= DURATION_TRIAL; step++)
            if (!write_duration(writer, (DurationStep)step, division_area(context->division, i),
                                parket, period, error))
                return FALSE;
    }
    return period.kind != PERIOD_WINDOW || write_curves(writer, period, error);
}

static gboolean prepare(DurationWriter *writer, GError **error)
{
    Database *publication = writer->statistics->context->publication;
    g_autofree char *places = statistics_places(N_COLUMNS);
    g_autofree char *sql = g_strconcat("INSERT INTO duration VALUES", places, NULL);
    writer->insert = database_prepare(publication, sql, error);
    if (writer->insert != NULL)
        writer->insert_curve = database_prepare(
            publication, "INSERT INTO duration_curve VALUES(?1,?2,?3,?4,?5,?6,?7,?8)", error);
    if (writer->insert_curve != NULL)
        writer->registered = database_prepare(
            publication,
            "SELECT value FROM observation WHERE measure='om_ingeschreven' AND dimension='' AND "
            "category='' AND area=?1 AND period=?2 AND state='value'",
            error);
    return writer->registered != NULL;
}

gboolean publish_durations(Statistics *statistics, const ChainRule *rule, GError **error)
{
    PublishContext *context = statistics->context;
    DurationWriter writer = {
        .statistics = statistics, .rule = rule, .cases = g_array_new(FALSE, FALSE, sizeof(Case))};
    gboolean done = load_cases(&writer, error) && prepare(&writer, error);
    for (guint i = 0; done && writer.cases->len > 0 && i < context->periods->len; i++) {
        Period period = g_array_index(context->periods, Period, i);
        if (period.kind != PERIOD_QUARTER)
            done = write_period(&writer, period, error);
    }
    g_array_unref(writer.cases);
    g_clear_pointer(&writer.insert, sqlite3_finalize);
    g_clear_pointer(&writer.insert_curve, sqlite3_finalize);
    g_clear_pointer(&writer.registered, sqlite3_finalize);
    return done;
}
