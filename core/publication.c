#include "core/publication_private.h"

#include <math.h>
#include <string.h>

#define CELL_COLUMNS                                                                               \
    "state,value,lower,upper,denominator,denominator_estimated,rate,rate_lower,rate_upper,"        \
    "provisional"

static const char *const questions[N_QUESTIONS] = {
    [ASK_SOURCES] = "SELECT source_id,source,profile,file_name,sha256,peildatum,period,legal_basis,"
                    "synthetic,rows,accepted,rejected,duplicate,excluded,current FROM source "
                    "ORDER BY source_id",
    [ASK_EVENTS] = "SELECT event,day,area,sources,name_nl,name_en FROM event ORDER BY day,event",
    [ASK_CELL] = "SELECT " CELL_COLUMNS " FROM observation WHERE measure=?1 AND area=?2 AND "
                 "period=?3 AND dimension=?4 AND category=?5",
    [ASK_PERIODS] = "SELECT period FROM measure_period WHERE measure=?1",
    [ASK_AREAS] = "SELECT " CELL_COLUMNS ",area FROM observation WHERE measure=?1 AND period=?2 "
                  "AND dimension=?3 AND category=?4",
    [ASK_MEASURES] = "SELECT measure FROM measure m WHERE EXISTS (SELECT 1 FROM measure_period p "
                     "JOIN observation o ON o.measure=p.measure AND o.dimension='' AND "
                     "o.category='' AND o.period=p.period AND o.area=?1 "
                     "WHERE p.measure=m.measure) ORDER BY measure",
    [ASK_TALLIES] = "SELECT kind,name,n FROM source_tally WHERE source_id=?1 ORDER BY kind,name",
    [ASK_BRIDGE] = "SELECT name,unit,state,value FROM bridge WHERE bridge=?1 AND period=?3 AND "
                   "area=?2 ORDER BY step",
    [ASK_REVISIONS] = "SELECT period,peildatum,state,value FROM revision WHERE measure=?1 AND "
                      "area=?2 ORDER BY period,peildatum",
    [ASK_ESTIMATES] = "SELECT subject,area,period,dimension,category,state,registered,total,lower,"
                      "upper,level,view_lower,view_upper,verdict,reasons_nl,reasons_en,method_nl,"
                      "method_en "
                      "FROM estimate WHERE ?1 IS NULL OR subject=?1 "
                      "ORDER BY subject,area,period,dimension,category",
    [ASK_ALTERNATIVES] = "SELECT kind,name,total,lower,upper,criterion FROM estimate_alternative "
                         "WHERE subject=?1 AND area=?2 AND period=?3 ORDER BY kind,rank",
    [ASK_REPLICATES] = "SELECT lower,upper,n FROM estimate_replicate WHERE subject=?1 AND area=?2 "
                       "AND period=?3 ORDER BY bin",
    [ASK_HUMPS] = "SELECT lower,upper,share,inside FROM estimate_hump WHERE subject=?1 AND area=?2 "
                  "AND period=?3 ORDER BY hump",
    [ASK_CHANGES] = "SELECT base,period,ratio,lower,upper,level FROM estimate_change WHERE "
                    "subject=?1 AND area=?2 ORDER BY period,base",
    [ASK_TREND] =
        "SELECT state,direction,sentence_nl,sentence_en,from_period,to_period,method,"
        "per_inhabitant,change,lower,upper,first_level,last_level,dispersion,breaks,caveats,"
        "by_chance,n_together FROM trend WHERE measure=?1 AND dimension='' AND category='' AND "
        "kind=?2 AND area=?3",
    [ASK_QUARTER] = "SELECT state,value,judgement,expected,usual_lower,usual_upper,year_before,"
                    "ratio,ratio_lower,ratio_upper,four_quarters,four_quarters_before,sentence_nl,"
                    "sentence_en FROM quarter WHERE measure=?1 AND area=?2 AND period=?3",
    [ASK_COVERAGE] = "SELECT days,days_in_period,reporters,share,missing,provisional FROM coverage "
                     "WHERE measure=?1 AND period=?2",
    [ASK_MOVING_SUM] = "SELECT value FROM moving_sum WHERE measure=?1 AND area=?2 AND period=?3",
    [ASK_BENCHMARK] = "SELECT state,position,expected,ratio,lower,upper,sentence_nl,sentence_en "
                      "FROM benchmark WHERE measure=?1 AND area=?2 AND period=?3",
    [ASK_FUNNEL] = "SELECT area,expected,ratio,inside_lower,inside_upper,inside_all_lower,"
                   "inside_all_upper FROM benchmark WHERE measure=?1 AND period=?2 AND "
                   "state='fine' AND observed IS NOT NULL AND expected>0 AND "
                   "inside_lower IS NOT NULL AND inside_all_lower IS NOT NULL "
                   "ORDER BY expected,area",
    [ASK_COMPARED_SETS] = "SELECT measure,n_compared,n_alone,by_chance,n_different "
                          "FROM benchmark_set WHERE period=?1 ORDER BY measure",
    [ASK_DURATIONS] = "SELECT period,state,n_cases,observed_until,median,lower,upper,within_year,"
                      "within_year_lower,within_year_upper,sentence_nl,sentence_en FROM duration "
                      "WHERE step=?1 AND area=?2 ORDER BY length(period),period",
    [ASK_DURATION_CURVE] = "SELECT day,share,lower,upper FROM duration_curve WHERE step=?1 AND "
                           "outcome=?2 AND period=?3 AND area=?4 ORDER BY day",
    [ASK_CHAIN] = "SELECT step,measure,dimension,category,unit,state,value,lower,upper,"
                  "provisional,part_of,share,share_lower,share_upper,sentence_nl,sentence_en "
                  "FROM chain WHERE area=?1 AND period=?2 ORDER BY position",
    [ASK_PEERS] = "SELECT kind,peer,distance,reasons,note_nl,note_en FROM peer WHERE area=?1 "
                  "ORDER BY kind,peer",
};

/* --- reading --------------------------------------------------------------------------------- */

sqlite3_stmt *publication_ask(Publication *publication, Question question)
{
    sqlite3_stmt **statement = &publication->statements[question];
    if (*statement == NULL)
        *statement = database_prepare(publication->database, questions[question],
                                      publication->failure ? NULL : &publication->failure);
    else
        sqlite3_reset(*statement);
    return *statement;
}

gboolean publication_next(Publication *publication, sqlite3_stmt *statement)
{
    gboolean has_row = FALSE;
    return statement != NULL &&
           database_step(publication->database, statement, &has_row,
                         publication->failure ? NULL : &publication->failure) &&
           has_row;
}

gpointer publication_list(Publication *publication, sqlite3_stmt *statement, gsize size,
                          PublicationReader read, gsize *n_rows)
{
    GArray *rows = g_array_new(FALSE, TRUE, (guint)size);
    while (publication_next(publication, statement)) {
        g_array_set_size(rows, rows->len + 1);
        read(publication, statement, rows->data + (rows->len - 1) * size);
    }
    *n_rows = rows->len;
    return g_array_free(rows, FALSE);
}

void publication_bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    if (statement != NULL)
        sqlite3_bind_text(statement, place, text != NULL ? text : "", -1, SQLITE_TRANSIENT);
}

void publication_bind_area(const Publication *publication, sqlite3_stmt *statement, int place,
                           AreaId area)
{
    publication_bind_text(statement, place,
                          area != AREA_NONE ? area_code(publication->areas, area) : NULL);
}

void publication_bind_period(sqlite3_stmt *statement, int place, Period period)
{
    g_autofree char *code = period.kind != PERIOD_NONE ? period_code(period) : NULL;
    publication_bind_text(statement, place, code);
}

const char *publication_keep(Publication *publication, sqlite3_stmt *statement, int column)
{
    const char *text = database_text(statement, column);
    return text != NULL ? g_string_chunk_insert_const(publication->strings, text) : NULL;
}

double publication_real(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(statement, column);
}

gint64 publication_count_of(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? -1
               : sqlite3_column_int64(statement, column);
}

CellState publication_state_of(sqlite3_stmt *statement, int column)
{
    CellState state = STATE_NOT_AVAILABLE;
    const char *word = database_text(statement, column);
    if (word != NULL)
        state_parse(word, &state);
    return state;
}

Period publication_period_of(sqlite3_stmt *statement, int column)
{
    Period period = {PERIOD_NONE, 0, 0};
    const char *text = database_text(statement, column);
    if (text != NULL)
        period_parse(text, &period, NULL);
    return period;
}

/* --- meta ------------------------------------------------------------------------------------ */

static gboolean load_meta(Publication *publication, GError **error)
{
    g_autoptr(sqlite3_stmt) statement =
        database_prepare(publication->database, "SELECT key,value FROM meta", error);
    gboolean has_row = TRUE;
    while (statement != NULL && has_row) {
        if (!database_step(publication->database, statement, &has_row, error))
            return FALSE;
        if (has_row)
            g_hash_table_insert(publication->meta, g_strdup(database_text(statement, 0)),
                                g_strdup(database_text(statement, 1)));
    }
    const char *code = publication_meta(publication, "period");
    if (statement != NULL && code != NULL)
        return period_parse(code, &publication->period, error);
    return statement != NULL;
}

static void read_source(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(PublicationSource *)place =
        (PublicationSource){.id = sqlite3_column_int64(row, 0),
                            .source = publication_keep(publication, row, 1),
                            .profile = publication_keep(publication, row, 2),
                            .file_name = publication_keep(publication, row, 3),
                            .sha256 = publication_keep(publication, row, 4),
                            .peildatum = sqlite3_column_int(row, 5),
                            .period = publication_keep(publication, row, 6),
                            .legal_basis = publication_keep(publication, row, 7),
                            .synthetic = sqlite3_column_int(row, 8) != 0,
                            .rows = sqlite3_column_int64(row, 9),
                            .accepted = sqlite3_column_int64(row, 10),
                            .rejected = sqlite3_column_int64(row, 11),
                            .duplicate = sqlite3_column_int64(row, 12),
                            .excluded = sqlite3_column_int64(row, 13),
                            .current = sqlite3_column_int(row, 14) != 0};
}

static void read_event(Publication *publication, sqlite3_stmt *row, gpointer place)
{
    *(PublicationEvent *)place =
        (PublicationEvent){.code = publication_keep(publication, row, 0),
                           .day = sqlite3_column_int(row, 1),
                           .area = area_find_code(publication->areas, database_text(row, 2)),
                           .sources = publication_keep(publication, row, 3),
                           .name = {[LANGUAGE_NL] = publication_keep(publication, row, 4),
                                    [LANGUAGE_EN] = publication_keep(publication, row, 5)}};
}

static gboolean load_lists(Publication *publication, GError **error)
{
    publication->sources =
        publication_list(publication, publication_ask(publication, ASK_SOURCES),
                         sizeof(PublicationSource), read_source, &publication->n_sources);
    publication->events =
        publication_list(publication, publication_ask(publication, ASK_EVENTS),
                         sizeof(PublicationEvent), read_event, &publication->n_events);
    return publication_check(publication, error);
}

Publication *publication_open(const char *path, const AreaRegister *areas, GError **error)
{
    g_autoptr(Database) database = database_open(path, DATABASE_PUBLICATION, DATABASE_READ, error);
    /* Many workers read the same file: the system keeps its pages once for all. */
    if (database == NULL || !database_exec(database, "PRAGMA cache_size=-256", error))
        return NULL;
    g_autoptr(Publication) publication = g_new0(Publication, 1);
    publication->database = g_steal_pointer(&database);
    publication->areas = areas;
    publication->meta = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    publication->strings = g_string_chunk_new(4096);
    if (!load_meta(publication, error) || !load_lists(publication, error))
        return NULL;
    return g_steal_pointer(&publication);
}

void publication_close(Publication *publication)
{
    for (int i = 0; i < N_QUESTIONS; i++)
        sqlite3_finalize(publication->statements[i]);
    g_clear_error(&publication->failure);
    g_hash_table_unref(publication->meta);
    g_string_chunk_free(publication->strings);
    g_free(publication->sources);
    g_free(publication->events);
    database_close(publication->database);
    g_free(publication);
}

gboolean publication_check(const Publication *publication, GError **error)
{
    if (publication->failure == NULL)
        return TRUE;
    g_propagate_error(error, g_error_copy(publication->failure));
    return FALSE;
}

const char *publication_meta(const Publication *publication, const char *key)
{
    return g_hash_table_lookup(publication->meta, key);
}

static gint64 meta_number(const Publication *publication, const char *key)
{
    const char *text = publication_meta(publication, key);
    return text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;
}

Period publication_period(const Publication *publication)
{
    return publication->period;
}

Period publication_window(const Publication *publication)
{
    Period window = {PERIOD_NONE, 0, 0};
    const char *code = publication_meta(publication, "window");
    if (code != NULL)
        period_parse(code, &window, NULL);
    return window;
}

Day publication_division(const Publication *publication)
{
    const char *text = publication_meta(publication, "division");
    return text != NULL ? day_parse_iso(text) : DAY_NONE;
}

Day publication_peildatum(const Publication *publication, const char *source)
{
    if (source == NULL) {
        const char *text = publication_meta(publication, "peildatum");
        return text != NULL ? day_parse_iso(text) : DAY_NONE;
    }
    Day latest = DAY_NONE;
    for (gsize i = 0; i < publication->n_sources; i++) {
        const PublicationSource *one = &publication->sources[i];
        if (one->current && strcmp(one->source, source) == 0)
            latest = MAX(latest, one->peildatum);
    }
    return latest;
}

gboolean publication_is_synthetic(const Publication *publication)
{
    return meta_number(publication, "synthetic") != 0;
}

gint64 publication_suppress_below(const Publication *publication)
{
    return meta_number(publication, "suppress_below");
}

const PublicationSource *publication_sources(const Publication *publication, gsize *n_sources)
{
    *n_sources = publication->n_sources;
    return publication->sources;
}

const PublicationEvent *publication_events(const Publication *publication, gsize *n_events)
{
    *n_events = publication->n_events;
    return publication->events;
}
