#include "stats/publication/context.h"

#include <string.h>

/* Bridges: from one total to another, step by step, so that two figures for what looks like the
 * same thing can stand side by side. Names of bridges and steps are keys of texts: bridge.<name>.
 *
 * levering_<source>    rows delivered -> rows accepted
 * meldingen_personen   reports -> persons, per year and for the window
 * rapporteur_comensha  the two published series of persons, per year
 * register_comensha    persons in the register -> the series that CoMensha published, per year */

#define MAX_STEPS 40

typedef struct {
    char *name;
    const char *unit;
    CellState state;
    gint64 value;
} Step;

static void step_clear(gpointer data)
{
    g_free(((Step *)data)->name);
}

static GArray *new_steps(void)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(Step));
    g_array_set_clear_func(steps, step_clear);
    return steps;
}

static void add_step(GArray *steps, const char *name, const char *unit, gint64 value)
{
    Step step = {g_strdup(name), unit, STATE_VALUE, value};
    g_array_append_val(steps, step);
}

/* A small step would tell of few persons, and the others with the totals would tell it again: then
 * all steps between the totals are suppressed, and the totals too when one of them is small. */
static void protect_steps(const PublicationPolicy *policy, GArray *steps)
{
    gboolean small_total = FALSE;
    gboolean small_step = FALSE;
    for (guint i = 0; i < steps->len; i++) {
        gint64 value = ABS(g_array_index(steps, Step, i).value);
        gboolean is_total = i == 0 || i + 1 == steps->len;
        gboolean is_few = value > 0 && value < policy->suppress_below;
        small_total = small_total || (is_total && is_few);
        small_step = small_step || is_few;
    }
    for (guint i = 0; small_step && i < steps->len; i++)
        if (small_total || (i > 0 && i + 1 < steps->len))
            g_array_index(steps, Step, i).state = STATE_SUPPRESSED;
}

static gboolean write_steps(PublishContext *context, const char *bridge, Period period,
                            const GArray *steps, GError **error)
{
    gint64 sum = 0;
    for (guint i = 0; i + 1 < steps->len; i++)
        sum += g_array_index(steps, Step, i).value;
    g_assert(steps->len >= 2 && sum == g_array_index(steps, Step, steps->len - 1).value);
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        context->publication, "INSERT INTO bridge VALUES(?1,?2,'NL01',?3,?4,?5,?6,?7)", error);
    g_autofree char *code = period_code(period);
    for (guint i = 0; insert != NULL && i < steps->len; i++) {
        const Step *step = &g_array_index(steps, Step, i);
        sqlite3_clear_bindings(insert);
        sqlite3_bind_text(insert, 1, bridge, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, code, -1, SQLITE_STATIC);
        sqlite3_bind_int(insert, 3, (int)i);
        sqlite3_bind_text(insert, 4, step->name, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 5, step->unit, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 6, state_word(step->state), -1, SQLITE_STATIC);
        if (step->state == STATE_VALUE)
            sqlite3_bind_int64(insert, 7, step->value);
        if (!database_run(context->publication, insert, error))
            return FALSE;
        context->summary->n_bridge_steps++;
    }
    return insert != NULL;
}

/* --- deliveries ------------------------------------------------------------------------------ */

/* The rows that were excluded, by rule; what the tallies do not explain is a rule of its own. */
static gboolean add_excluded(PublishContext *context, const char *source, gint64 excluded,
                             GArray *steps, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        context->registry,
        "SELECT name,sum(n) FROM delivery_tally JOIN delivery USING(delivery_id) WHERE "
        "kind='excluded' AND source=?1 AND superseded_by IS NULL GROUP BY name ORDER BY name",
        error);
    if (row == NULL)
        return FALSE;
    sqlite3_bind_text(row, 1, source, -1, SQLITE_STATIC);
    gint64 explained = 0;
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(context->registry, row, &has_row, error))
            return FALSE;
        if (!has_row || steps->len > MAX_STEPS)
            break;
        g_autofree char *name = g_strconcat("uitgesloten_", database_text(row, 0), NULL);
        add_step(steps, name, "rij", -sqlite3_column_int64(row, 1));
        explained += sqlite3_column_int64(row, 1);
    }
    if (explained != excluded)
        add_step(steps, "uitgesloten", "rij", explained - excluded);
    return TRUE;
}

static gboolean bridge_delivery(PublishContext *context, const char *source, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        context->registry,
        "SELECT sum(rows),sum(rejected),sum(duplicate),sum(excluded),sum(accepted) FROM delivery "
        "WHERE source=?1 AND superseded_by IS NULL",
        error);
    gboolean has_row = FALSE;
    if (row != NULL)
        sqlite3_bind_text(row, 1, source, -1, SQLITE_STATIC);
    if (row == NULL || !database_step(context->registry, row, &has_row, error))
        return FALSE;
    if (!has_row || sqlite3_column_type(row, 0) == SQLITE_NULL)
        return TRUE;
    g_autoptr(GArray) steps = new_steps();
    add_step(steps, "rijen", "rij", sqlite3_column_int64(row, 0));
    add_step(steps, "afgewezen", "rij", -sqlite3_column_int64(row, 1));
    add_step(steps, "dubbel", "rij", -sqlite3_column_int64(row, 2));
    if (!add_excluded(context, source, sqlite3_column_int64(row, 3), steps, error))
        return FALSE;
    add_step(steps, "aanvaard", "rij", sqlite3_column_int64(row, 4));
    g_autofree char *bridge = g_strconcat("levering_", source, NULL);
    return write_steps(context, bridge, context->summary->period, steps, error);
}

/* --- reports and persons --------------------------------------------------------------------- */

static gboolean bridge_persons(PublishContext *context, Period period, GError **error)
{
    gboolean provisional;
    if (!coverage_of(context->coverage, "comensha", period, 0, &provisional))
        return TRUE;
    g_autofree char *from = g_strdup_printf("FROM current_melding WHERE day BETWEEN %d AND %d",
                                            period_first_day(period), period_last_day(period));
    g_autofree char *count_reports = g_strdup_printf("SELECT count(*) %s", from);
    g_autofree char *count_pairs =
        g_strdup_printf("SELECT count(*) FROM (SELECT DISTINCT person,reporter %s)", from);
    g_autofree char *count_persons = g_strdup_printf("SELECT count(DISTINCT person) %s", from);
    gint64 n_reports, n_pairs, n_persons;
    if (!database_number(context->registry, count_reports, &n_reports, error) ||
        !database_number(context->registry, count_pairs, &n_pairs, error) ||
        !database_number(context->registry, count_persons, &n_persons, error))
        return FALSE;
    g_autoptr(GArray) steps = new_steps();
    add_step(steps, "meldingen", "melding", n_reports);
    add_step(steps, "zelfde_melder", "melding", n_pairs - n_reports);
    add_step(steps, "andere_melder", "melding", n_persons - n_pairs);
    add_step(steps, "personen", "gemeld slachtoffer", n_persons);
    protect_steps(&context->policy, steps);
    return write_steps(context, "meldingen_personen", period, steps, error);
}

/* --- two totals side by side ----------------------------------------------------------------- */

/* Reads the published total of the land; FALSE in *found when there is no value. */
static gboolean land_total(PublishContext *context, const char *measure, Period period,
                           gint64 *value, gboolean *found, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        context->publication,
        "SELECT value FROM observation WHERE measure=?1 AND dimension='' AND category='' AND "
        "period=?2 AND area='NL01' AND state='value'",
        error);
    if (row == NULL)
        return FALSE;
    g_autofree char *code = period_code(period);
    sqlite3_bind_text(row, 1, measure, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, code, -1, SQLITE_STATIC);
    if (!database_step(context->publication, row, found, error))
        return FALSE;
    *value = *found ? sqlite3_column_int64(row, 0) : 0;
    return TRUE;
}

typedef struct {
    const char *bridge;
    const char *from;
    const char *to;
} Pair;

static const Pair pairs[] = {
    {"rapporteur_comensha", "gemelde_personen_rapporteur", "gemelde_personen_comensha"},
    {"register_comensha", "gemelde_personen", "gemelde_personen_comensha"},
    {"register_rapporteur", "gemelde_personen", "gemelde_personen_rapporteur"},
};

static gboolean bridge_pair(PublishContext *context, const Pair *pair, Period period,
                            GError **error)
{
    gint64 from, to;
    gboolean has_from, has_to;
    if (!land_total(context, pair->from, period, &from, &has_from, error) ||
        !land_total(context, pair->to, period, &to, &has_to, error))
        return FALSE;
    if (!has_from || !has_to)
        return TRUE;
    const Measure *first = measure_find(context->measures, pair->from);
    const Measure *last = measure_find(context->measures, pair->to);
    g_autoptr(GArray) steps = new_steps();
    add_step(steps, pair->from, measure_unit(first), from);
    add_step(steps, "afbakening", measure_unit(first), to - from);
    add_step(steps, pair->to, measure_unit(last), to);
    return write_steps(context, pair->bridge, period, steps, error);
}

/* Years in which any published series has a figure. */
#define FIRST_PUBLISHED_YEAR 2000

static gboolean bridge_series(PublishContext *context, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
        for (int year = FIRST_PUBLISHED_YEAR; year <= context->summary->period.year; year++)
            if (!bridge_pair(context, &pairs[i], period_year(year), error))
                return FALSE;
    return TRUE;
}

gboolean publish_bridges(PublishContext *context, GError **error)
{
    static const char *const sources[] = {"comensha", "om", "politie"};
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
        if (!bridge_delivery(context, sources[i], error))
            return FALSE;
    for (guint i = 0; i < context->periods->len; i++) {
        Period period = g_array_index(context->periods, Period, i);
        if (period.kind != PERIOD_QUARTER && !bridge_persons(context, period, error))
            return FALSE;
    }
    return bridge_series(context, error);
}
