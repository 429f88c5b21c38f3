#include "core/quantity.h"
#include "stats/chain/chain.h"
#include "stats/publication/statistics.h"

#include <math.h>

/* Table chain: the blocks from signal to verdict, copied from the published cells. */

#define N_COLUMNS 19
#define LEVEL 0.95

typedef struct {
    Statistics *statistics;
    const ChainRule *rule;
    sqlite3_stmt *cell;
    sqlite3_stmt *insert;
} ChainWriter;

/* A published cell of a block. */
typedef struct {
    gboolean found;
    Quantity quantity;
    double lower, upper; /* NaN without a value */
    gboolean provisional;
} Block;

static gboolean read_block(const ChainWriter *writer, const ChainStep *step, AreaId area,
                           Period period, Block *block, GError **error)
{
    const AreaRegister *areas = writer->statistics->context->areas;
    const Measure *measure = step->measure[area_kind(areas, area)];
    g_autofree char *code = period_code(period);
    sqlite3_bind_text(writer->cell, 1, measure_code(measure), -1, SQLITE_STATIC);
    sqlite3_bind_text(writer->cell, 2, step->dimension, -1, SQLITE_STATIC);
    sqlite3_bind_text(writer->cell, 3, step->category, -1, SQLITE_STATIC);
    sqlite3_bind_text(writer->cell, 4, code, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(writer->cell, 5, area_code(areas, area), -1, SQLITE_STATIC);
    *block = (Block){
        .quantity = {measure, area, period, STATE_NOT_AVAILABLE, 0}, .lower = NAN, .upper = NAN};
    if (!database_step(writer->statistics->context->publication, writer->cell, &block->found,
                       error))
        return FALSE;
    if (block->found) {
        state_parse(database_text(writer->cell, 0), &block->quantity.state);
        block->quantity.count = sqlite3_column_int64(writer->cell, 1);
        block->provisional = sqlite3_column_int(writer->cell, 4) != 0;
    }
    if (block->found && block->quantity.state == STATE_VALUE) {
        block->lower = sqlite3_column_double(writer->cell, 2);
        block->upper = sqlite3_column_double(writer->cell, 3);
    }
    sqlite3_reset(writer->cell);
    return TRUE;
}

/* --- sentences ------------------------------------------------------------------------------- */

static char *share_sentence(const Texts *texts, const char *name, const char *period,
                            const Block *block, const Block *whole, Interval limits)
{
    Language language = texts_language(texts);
    g_autofree char *n = format_count(block->quantity.count, language);
    g_autofree char *of = format_count(whole->quantity.count, language);
    if (isnan(limits.lower))
        return texts_fill(texts, "ketenblok.klein-deel", "naam", name, "periode", period, "n", n,
                          "geheel", of, (char *)NULL);
    g_autofree char *share = format_share(block->quantity.count, whole->quantity.count, language);
    g_autofree char *lower = format_decimal(100 * limits.lower, 0, language);
    g_autofree char *upper = format_decimal(100 * limits.upper, 0, language);
    g_autofree char *upper_percent = g_strconcat(upper, "%", NULL);
    g_autofree char *lower_percent = g_strconcat(lower, "%", NULL);
    return texts_fill(texts, "ketenblok.deel", "naam", name, "periode", period, "n", n, "geheel",
                      of, "aandeel", share, "onder", lower_percent, "boven", upper_percent,
                      (char *)NULL);
}

static char *block_sentence(const Texts *texts, const ChainStep *step, const Block *block,
                            const Block *whole, Interval limits)
{
    Language language = texts_language(texts);
    g_autofree char *key = g_strconcat("ketenblok.", step->name, NULL);
    const char *name = texts_lookup(texts, key);
    name = name != NULL ? name : step->name;
    g_autofree char *period = format_period(block->quantity.period, language);
    if (block->quantity.state != STATE_VALUE)
        return texts_fill(texts, "ketenblok.geen", "naam", name, "periode", period, (char *)NULL);
    if (whole != NULL && whole->quantity.state == STATE_VALUE)
        return share_sentence(texts, name, period, block, whole, limits);
    g_autofree char *n = format_count(block->quantity.count, language);
    const char *sentence = whole != NULL ? "ketenblok.zonder-geheel" : "ketenblok.eigen";
    return texts_fill(texts, sentence, "naam", name, "periode", period, "n", n, (char *)NULL);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* NaN limits when no percentage may be given: no part, no values, or too little counted. */
static gboolean find_share(const ChainWriter *writer, const Block *block, const Block *whole,
                           double *share, Interval *limits, GError **error)
{
    *share = NAN;
    *limits = (Interval){NAN, NAN};
    if (whole == NULL || block->quantity.state != STATE_VALUE ||
        whole->quantity.state != STATE_VALUE ||
        whole->quantity.count < chain_rule_least_share(writer->rule))
        return TRUE;
    *limits = chain_share_limits(block->quantity.count, whole->quantity.count, LEVEL);
    return quantity_share(block->quantity, whole->quantity, share, error);
}

static void bind_block(const ChainWriter *writer, gsize position, const ChainStep *step,
                       const Block *block)
{
    g_autofree char *period = period_code(block->quantity.period);
    sqlite3_clear_bindings(writer->insert);
    database_bind_text(writer->insert, 1,
                       area_code(writer->statistics->context->areas, block->quantity.area));
    database_bind_text(writer->insert, 2, period);
    sqlite3_bind_int64(writer->insert, 3, (gint64)position + 1);
    database_bind_text(writer->insert, 4, step->name);
    database_bind_text(writer->insert, 5, measure_code(block->quantity.measure));
    database_bind_text(writer->insert, 6, step->dimension);
    database_bind_text(writer->insert, 7, step->category);
    database_bind_text(writer->insert, 8, measure_unit(block->quantity.measure));
    database_bind_text(writer->insert, 9, state_word(block->quantity.state));
    if (block->quantity.state == STATE_VALUE)
        sqlite3_bind_int64(writer->insert, 10, block->quantity.count);
    statistics_bind_numbers(writer->insert, 11, 1, &block->lower);
    statistics_bind_numbers(writer->insert, 12, 1, &block->upper);
    sqlite3_bind_int(writer->insert, 13, block->provisional);
}

static gboolean write_block(const ChainWriter *writer, gsize position, AreaId area, Period period,
                            GError **error)
{
    const ChainStep *step = chain_rule_step(writer->rule, position);
    Block block, of;
    if (!read_block(writer, step, area, period, &block, error))
        return FALSE;
    if (!block.found)
        return TRUE;
    const ChainStep *whole_step =
        step->part_of >= 0 ? chain_rule_step(writer->rule, (gsize)step->part_of) : NULL;
    if (whole_step != NULL && !read_block(writer, whole_step, area, period, &of, error))
        return FALSE;
    const Block *whole = whole_step != NULL ? &of : NULL;
    double share;
    Interval limits;
    if (!find_share(writer, &block, whole, &share, &limits, error))
        return FALSE;
    bind_block(writer, position, step, &block);
    if (whole_step != NULL)
        database_bind_text(writer->insert, 14, whole_step->name);
    const double numbers[] = {share, limits.lower, limits.upper};
    statistics_bind_numbers(writer->insert, 15, G_N_ELEMENTS(numbers), numbers);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *sentence =
            block_sentence(writer->statistics->texts[language], step, &block, whole, limits);
        database_bind_text(writer->insert, 18 + language, sentence);
    }
    return database_run(writer->statistics->context->publication, writer->insert, error);
}

static gboolean write_area(const ChainWriter *writer, AreaId area, Period period, GError **error)
{
    AreaKind kind = area_kind(writer->statistics->context->areas, area);
    for (gsize i = 0; i < chain_rule_count(writer->rule); i++)
        if (chain_rule_step(writer->rule, i)->measure[kind] != NULL &&
            !write_block(writer, i, area, period, error))
            return FALSE;
    return TRUE;
}

gboolean publish_chains(Statistics *statistics, const ChainRule *rule, GError **error)
{
    PublishContext *context = statistics->context;
    g_autofree char *places = statistics_places(N_COLUMNS);
    g_autofree char *sql = g_strconcat("INSERT INTO chain VALUES", places, NULL);
    g_autoptr(sqlite3_stmt) insert = database_prepare(context->publication, sql, error);
    g_autoptr(sqlite3_stmt) cell =
        insert == NULL ? NULL
                       : database_prepare(context->publication,
                                          "SELECT state,value,lower,upper,provisional "
                                          "FROM observation WHERE measure=?1 AND dimension=?2 AND "
                                          "category=?3 AND period=?4 AND area=?5",
                                          error);
    if (cell == NULL)
        return FALSE;
    ChainWriter writer = {statistics, rule, cell, insert};
    for (guint p = 0; p < context->periods->len; p++) {
        Period period = g_array_index(context->periods, Period, p);
        for (gsize i = 0; period.kind != PERIOD_QUARTER && i < division_n_areas(context->division);
             i++)
            if (!write_area(&writer, division_area(context->division, i), period, error))
                return FALSE;
    }
    return TRUE;
}
