#include "core/datadir.h"
#include "core/table_file.h"
#include "stats/publication/context.h"

/* --- meta ------------------------------------------------------------------------------------ */

static gboolean put(PublishContext *context, const char *key, const char *value, GError **error)
{
    g_autoptr(sqlite3_stmt) insert =
        database_prepare(context->publication, "INSERT INTO meta VALUES(?1,?2)", error);
    if (insert == NULL)
        return FALSE;
    sqlite3_bind_text(insert, 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 2, value, -1, SQLITE_STATIC);
    return database_run(context->publication, insert, error);
}

static gboolean put_number(PublishContext *context, const char *key, gint64 value, GError **error)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
    return put(context, key, text, error);
}

/* Whether any register is young in the period asked for. */
static gboolean is_provisional(const PublishContext *context)
{
    static const char *const sources[] = {"comensha", "om", "politie"};
    gboolean any = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(sources); i++) {
        gboolean provisional;
        coverage_of(context->coverage, sources[i], context->summary->period,
                    context->policy.provisional_days, &provisional);
        any = any || provisional;
    }
    return any;
}

static gboolean put_meta(PublishContext *context, GError **error)
{
    PublishSummary *summary = context->summary;
    gint64 peildatum = 0;
    gint64 synthetic = 0;
    /* That of the registers; of published tables only when there is nothing else. */
    if (!database_number(context->registry,
                         "SELECT max(COALESCE(peildatum,ingested_on)) FROM delivery "
                         "WHERE superseded_by IS NULL GROUP BY source IN "
                         "('comensha','om','politie') ORDER BY source IN "
                         "('comensha','om','politie') DESC LIMIT 1",
                         &peildatum, error) ||
        !database_number(context->registry,
                         "SELECT max(synthetic) FROM delivery WHERE superseded_by IS NULL",
                         &synthetic, error))
        return FALSE;
    summary->synthetic = synthetic != 0;
    g_autofree char *period = period_code(summary->period);
    g_autofree char *window = period_code(summary->window);
    g_autofree char *division = day_format_iso(summary->division);
    g_autofree char *read_on = day_format_iso((Day)peildatum);
    return put(context, "period", period, error) && put(context, "window", window, error) &&
           put(context, "division", division, error) && put(context, "peildatum", read_on, error) &&
           put(context, "version", INBEELD_VERSION, error) &&
           put(context, "zero", context->policy.suppress_zero ? "suppress" : "show", error) &&
           put_number(context, "provisional", is_provisional(context), error) &&
           put_number(context, "provisional_days", context->policy.provisional_days, error) &&
           put_number(context, "suppress_below", context->policy.suppress_below, error) &&
           put_number(context, "synthetic", synthetic != 0, error) &&
           put_number(context, "seed", context->options->seed, error) &&
           put_number(context, "first_year", context->first_year, error);
}

/* --- measures -------------------------------------------------------------------------------- */

static gboolean put_measures(PublishContext *context, GError **error)
{
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        context->publication, "INSERT INTO measure VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)", error);
    if (insert == NULL)
        return FALSE;
    for (gsize i = 0; i < measure_list_count(context->measures); i++) {
        const Measure *measure = measure_list_get(context->measures, i);
        const char *const texts[] = {measure_code(measure),
                                     measure_source(measure),
                                     measure_unit(measure),
                                     measure_population(measure),
                                     measure_place_role(measure),
                                     measure_is_public(measure) ? "1" : "0",
                                     measure_name(measure, LANGUAGE_NL),
                                     measure_name(measure, LANGUAGE_EN),
                                     measure_definition(measure, LANGUAGE_NL),
                                     measure_definition(measure, LANGUAGE_EN)};
        for (int c = 0; c < (int)G_N_ELEMENTS(texts); c++)
            sqlite3_bind_text(insert, c + 1, texts[c], -1, SQLITE_STATIC);
        if (!database_run(context->publication, insert, error))
            return FALSE;
    }
    return TRUE;
}

/* --- sources --------------------------------------------------------------------------------- */

/* Copies the rows of a query on the register into the publication, column by column. *n_rows may be
 * NULL. */
static gboolean copy_rows(PublishContext *context, const char *select, const char *insert_sql,
                          gint64 *n_rows, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(context->registry, select, error);
    g_autoptr(sqlite3_stmt) insert =
        row != NULL ? database_prepare(context->publication, insert_sql, error) : NULL;
    gboolean has_row = insert != NULL;
    while (has_row) {
        if (!database_step(context->registry, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        for (int c = 0; c < sqlite3_column_count(row); c++)
            sqlite3_bind_value(insert, c + 1, sqlite3_column_value(row, c));
        if (!database_run(context->publication, insert, error))
            return FALSE;
        if (n_rows != NULL)
            (*n_rows)++;
    }
    return insert != NULL;
}

static gboolean put_sources(PublishContext *context, GError **error)
{
    return copy_rows(context,
                     "SELECT delivery_id,source,profile,file_name,sha256,peildatum,period,"
                     "legal_basis,synthetic,rows,accepted,rejected,duplicate,excluded,"
                     "superseded_by IS NULL FROM delivery ORDER BY delivery_id",
                     "INSERT INTO source VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,"
                     "?15)",
                     &context->summary->n_sources, error) &&
           copy_rows(context,
                     "SELECT delivery_id,kind,name,n FROM delivery_tally "
                     "ORDER BY delivery_id,kind,name",
                     "INSERT INTO source_tally VALUES(?1,?2,?3,?4)", NULL, error);
}

/* --- events ---------------------------------------------------------------------------------- */

enum {
    COLUMN_EVENT,
    COLUMN_AREA,
    COLUMN_SOURCES,
    COLUMN_NAME_NL,
    COLUMN_NAME_EN,
    COLUMN_DAY,
    N_COLUMNS
};

static const char *const event_columns[N_COLUMNS] = {"event",   "area",    "sources",
                                                     "name_nl", "name_en", "day"};

static gboolean put_event(PublishContext *context, sqlite3_stmt *insert, const TableFile *table,
                          const gssize *columns, GError **error)
{
    Day day = day_parse_iso(table_file_text(table, columns[COLUMN_DAY]));
    if (day == DAY_NONE)
        return table_file_refuse(table, columns[COLUMN_DAY], "is not a date (yyyy-mm-dd)", error);
    if (area_find_code(context->areas, table_file_text(table, columns[COLUMN_AREA])) == AREA_NONE)
        return table_file_refuse(table, columns[COLUMN_AREA], "is no area", error);
    for (int c = 0; c < COLUMN_DAY; c++)
        sqlite3_bind_text(insert, c + 1, table_file_text(table, columns[c]), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(insert, COLUMN_DAY + 1, day);
    context->summary->n_events++;
    return database_run(context->publication, insert, error);
}

static gboolean put_events(PublishContext *context, GError **error)
{
    g_autofree char *path = datadir_path("reference/events.csv");
    g_autoptr(TableFile) table = table_file_open(path, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, event_columns, columns, error))
        return FALSE;
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        context->publication,
        "INSERT INTO event(event,area,sources,name_nl,name_en,day) VALUES(?1,?2,?3,?4,?5,?6)",
        error);
    GError *problem = NULL;
    while (insert != NULL && problem == NULL && table_file_next(table, &problem))
        put_event(context, insert, table, columns, &problem);
    if (problem != NULL)
        g_propagate_error(error, problem);
    return insert != NULL && problem == NULL;
}

gboolean publish_metadata(PublishContext *context, GError **error)
{
    return put_meta(context, error) && put_measures(context, error) &&
           put_sources(context, error) && put_events(context, error);
}
