#include "core/publication.h"

#include "core/database.h"

#include <math.h>
#include <string.h>

/* One prepared statement for each question; made when first asked. */
typedef enum {
    ASK_CELL,
    ASK_PERIODS,
    ASK_AREAS,
    ASK_MEASURES,
    ASK_TALLIES,
    ASK_BRIDGE,
    ASK_REVISIONS,
    ASK_ESTIMATES,
    ASK_ALTERNATIVES,
    ASK_TREND,
    ASK_BENCHMARK,
    ASK_FUNNEL,
    N_QUESTIONS
} Question;

#define CELL_COLUMNS                                                                               \
    "state,value,lower,upper,denominator,denominator_estimated,rate,rate_lower,rate_upper,"        \
    "provisional"

static const char *const questions[N_QUESTIONS] = {
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
    [ASK_BRIDGE] = "SELECT name,unit,state,value FROM bridge WHERE bridge=?1 AND period=?2 AND "
                   "area=?3 ORDER BY step",
    [ASK_REVISIONS] = "SELECT period,peildatum,state,value FROM revision WHERE measure=?1 AND "
                      "area=?2 ORDER BY period,peildatum",
    [ASK_ESTIMATES] = "SELECT subject,area,period,dimension,category,state,registered,total,lower,"
                      "upper,level,view_lower,view_upper,verdict,reasons_nl,reasons_en,method_nl,"
                      "method_en "
                      "FROM estimate WHERE ?1 IS NULL OR subject=?1 "
                      "ORDER BY subject,area,period,dimension,category",
    [ASK_ALTERNATIVES] = "SELECT kind,name,total,lower,upper,criterion FROM estimate_alternative "
                         "WHERE subject=?1 AND area=?2 AND period=?3 ORDER BY kind,rank",
    [ASK_TREND] = "SELECT state,direction,sentence_nl,sentence_en FROM trend WHERE measure=?1 AND "
                  "dimension='' AND category='' AND kind=?2 AND area=?3",
    [ASK_BENCHMARK] = "SELECT state,position,expected,ratio,lower,upper,sentence_nl,sentence_en "
                      "FROM benchmark WHERE measure=?1 AND area=?2 AND period=?3",
    [ASK_FUNNEL] = "SELECT area,expected,ratio,inside_lower,inside_upper,inside_all_lower,"
                   "inside_all_upper FROM benchmark WHERE measure=?1 AND period=?2 AND "
                   "state='fine' AND observed IS NOT NULL AND expected>0 AND "
                   "inside_lower IS NOT NULL AND inside_all_lower IS NOT NULL "
                   "ORDER BY expected,area",
};

struct Publication {
    Database *database;
    const AreaRegister *areas;
    sqlite3_stmt *statements[N_QUESTIONS];
    GError *failure; /* the first */
    GHashTable *meta;
    GStringChunk *strings;
    GArray *sources;
    GArray *events;
    Period period;
};

/* --- reading --------------------------------------------------------------------------------- */

static sqlite3_stmt *ask(Publication *publication, Question question)
{
    sqlite3_stmt **statement = &publication->statements[question];
    if (*statement == NULL)
        *statement = database_prepare(publication->database, questions[question],
                                      publication->failure ? NULL : &publication->failure);
    else
        sqlite3_reset(*statement);
    return *statement;
}

static gboolean next(Publication *publication, sqlite3_stmt *statement)
{
    gboolean has_row = FALSE;
    return statement != NULL &&
           database_step(publication->database, statement, &has_row,
                         publication->failure ? NULL : &publication->failure) &&
           has_row;
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text)
{
    if (statement != NULL)
        sqlite3_bind_text(statement, place, text != NULL ? text : "", -1, SQLITE_TRANSIENT);
}

static void bind_area(const Publication *publication, sqlite3_stmt *statement, int place,
                      AreaId area)
{
    bind_text(statement, place, area != AREA_NONE ? area_code(publication->areas, area) : NULL);
}

static void bind_period(sqlite3_stmt *statement, int place, Period period)
{
    g_autofree char *code = period.kind != PERIOD_NONE ? period_code(period) : NULL;
    bind_text(statement, place, code);
}

static const char *keep(Publication *publication, sqlite3_stmt *statement, int column)
{
    const char *text = database_text(statement, column);
    return text != NULL ? g_string_chunk_insert_const(publication->strings, text) : NULL;
}

static double real_or_nan(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(statement, column);
}

static CellState state_of(sqlite3_stmt *statement, int column)
{
    CellState state = STATE_NOT_AVAILABLE;
    const char *word = database_text(statement, column);
    if (word != NULL)
        state_parse(word, &state);
    return state;
}

static Period period_of(sqlite3_stmt *statement, int column)
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

static gboolean load_sources(Publication *publication, GError **error)
{
    g_autoptr(sqlite3_stmt) row = database_prepare(
        publication->database,
        "SELECT source_id,source,profile,file_name,sha256,peildatum,period,legal_basis,synthetic,"
        "rows,accepted,rejected,duplicate,excluded,current FROM source ORDER BY source_id",
        error);
    gboolean has_row = TRUE;
    while (row != NULL && has_row) {
        if (!database_step(publication->database, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        PublicationSource source = {.id = sqlite3_column_int64(row, 0),
                                    .source = keep(publication, row, 1),
                                    .profile = keep(publication, row, 2),
                                    .file_name = keep(publication, row, 3),
                                    .sha256 = keep(publication, row, 4),
                                    .peildatum = sqlite3_column_int(row, 5),
                                    .period = keep(publication, row, 6),
                                    .legal_basis = keep(publication, row, 7),
                                    .synthetic = sqlite3_column_int(row, 8) != 0,
                                    .rows = sqlite3_column_int64(row, 9),
                                    .accepted = sqlite3_column_int64(row, 10),
                                    .rejected = sqlite3_column_int64(row, 11),
                                    .duplicate = sqlite3_column_int64(row, 12),
                                    .excluded = sqlite3_column_int64(row, 13),
                                    .current = sqlite3_column_int(row, 14) != 0};
        g_array_append_val(publication->sources, source);
    }
    return row != NULL;
}

static gboolean load_events(Publication *publication, GError **error)
{
    g_autoptr(sqlite3_stmt) row =
        database_prepare(publication->database,
                         "SELECT event,day,area,sources,name_nl,name_en FROM event "
                         "ORDER BY day,event",
                         error);
    gboolean has_row = TRUE;
    while (row != NULL && has_row) {
        if (!database_step(publication->database, row, &has_row, error))
            return FALSE;
        if (!has_row)
            break;
        PublicationEvent event = {.code = keep(publication, row, 0),
                                  .day = sqlite3_column_int(row, 1),
                                  .area = area_find_code(publication->areas, database_text(row, 2)),
                                  .sources = keep(publication, row, 3),
                                  .name = {[LANGUAGE_NL] = keep(publication, row, 4),
                                           [LANGUAGE_EN] = keep(publication, row, 5)}};
        g_array_append_val(publication->events, event);
    }
    return row != NULL;
}

Publication *publication_open(const char *path, const AreaRegister *areas, GError **error)
{
    Database *database = database_open(path, DATABASE_PUBLICATION, DATABASE_READ, error);
    if (database == NULL)
        return NULL;
    g_autoptr(Publication) publication = g_new0(Publication, 1);
    publication->database = database;
    publication->areas = areas;
    publication->meta = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    publication->strings = g_string_chunk_new(4096);
    publication->sources = g_array_new(FALSE, FALSE, sizeof(PublicationSource));
    publication->events = g_array_new(FALSE, FALSE, sizeof(PublicationEvent));
    if (!load_meta(publication, error) || !load_sources(publication, error) ||
        !load_events(publication, error))
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
    g_array_unref(publication->sources);
    g_array_unref(publication->events);
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
    for (guint i = 0; i < publication->sources->len; i++) {
        const PublicationSource *one = &g_array_index(publication->sources, PublicationSource, i);
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
    *n_sources = publication->sources->len;
    return (const PublicationSource *)publication->sources->data;
}

const PublicationEvent *publication_events(const Publication *publication, gsize *n_events)
{
    *n_events = publication->events->len;
    return (const PublicationEvent *)publication->events->data;
}

/* --- cells ----------------------------------------------------------------------------------- */

static const Cell absent_cell = {.state = STATE_NOT_AVAILABLE,
                                 .lower = NAN,
                                 .upper = NAN,
                                 .rate = NAN,
                                 .rate_lower = NAN,
                                 .rate_upper = NAN};

static Cell read_cell(sqlite3_stmt *row)
{
    return (Cell){.state = state_of(row, 0),
                  .value = sqlite3_column_int64(row, 1),
                  .lower = real_or_nan(row, 2),
                  .upper = real_or_nan(row, 3),
                  .denominator = sqlite3_column_int64(row, 4),
                  .estimated = sqlite3_column_int(row, 5) != 0,
                  .rate = real_or_nan(row, 6),
                  .rate_lower = real_or_nan(row, 7),
                  .rate_upper = real_or_nan(row, 8),
                  .provisional = sqlite3_column_int(row, 9) != 0};
}

static gboolean find_cell(Publication *publication, const char *measure, AreaId area, Period period,
                          const char *dimension, const char *category, Cell *cell)
{
    sqlite3_stmt *row = ask(publication, ASK_CELL);
    bind_text(row, 1, measure);
    bind_area(publication, row, 2, area);
    bind_period(row, 3, period);
    bind_text(row, 4, dimension);
    bind_text(row, 5, category);
    gboolean found = next(publication, row);
    *cell = found ? read_cell(row) : absent_cell;
    return found;
}

Cell publication_cell(Publication *publication, const char *measure, AreaId area, Period period,
                      const char *dimension, const char *category)
{
    Cell cell;
    find_cell(publication, measure, area, period, dimension, category, &cell);
    return cell;
}

Cell publication_total(Publication *publication, const char *measure, AreaId area, Period period)
{
    return publication_cell(publication, measure, area, period, "", "");
}

Cell publication_without_area(Publication *publication, const char *measure, AreaId area,
                              Period period, AreaKind kind)
{
    return publication_cell(publication, measure, area, period, "without_area",
                            area_kind_word(kind));
}

static int compare_period_cells(gconstpointer a, gconstpointer b)
{
    return period_compare(((const PeriodCell *)a)->period, ((const PeriodCell *)b)->period);
}

PeriodCell *publication_series(Publication *publication, const char *measure, AreaId area,
                               PeriodKind kind, const char *dimension, const char *category,
                               gsize *n_cells)
{
    sqlite3_stmt *row = ask(publication, ASK_PERIODS);
    bind_text(row, 1, measure);
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(PeriodCell));
    while (next(publication, row)) {
        PeriodCell one = {.period = period_of(row, 0)};
        if (one.period.kind == kind &&
            find_cell(publication, measure, area, one.period, dimension, category, &one.cell))
            g_array_append_val(cells, one);
    }
    g_array_sort(cells, compare_period_cells);
    *n_cells = cells->len;
    return (PeriodCell *)g_array_free(cells, FALSE);
}

CategoryCell *publication_breakdown(Publication *publication, const Codes *codes,
                                    const char *measure, AreaId area, Period period,
                                    const char *dimension, gsize *n_cells)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(CategoryCell));
    const char *const *category = codes_categories(codes, dimension);
    for (; category != NULL && *category != NULL; category++) {
        CategoryCell one = {.category = *category};
        if (find_cell(publication, measure, area, period, dimension, *category, &one.cell))
            g_array_append_val(cells, one);
    }
    *n_cells = cells->len;
    return (CategoryCell *)g_array_free(cells, FALSE);
}

/* Moves the cells of the areas of `kind` on `day` from `found` to `cells`, in Dutch order. */
static void take_listed(const AreaRegister *areas, AreaKind kind, Day day, AreaCell *found,
                        GArray *cells)
{
    gsize n_listed = 0;
    g_autofree AreaId *listed = area_list(areas, kind, day, &n_listed);
    for (gsize i = 0; i < n_listed; i++) {
        AreaCell *one = &found[listed[i]];
        if (one->area != AREA_NONE)
            g_array_append_val(cells, *one);
        one->area = AREA_NONE;
    }
}

AreaCell *publication_areas(Publication *publication, const char *measure, AreaKind kind,
                            Period period, const char *dimension, const char *category,
                            gsize *n_cells)
{
    const AreaRegister *areas = publication->areas;
    g_autofree AreaCell *found = g_new0(AreaCell, area_count(areas));
    for (gsize i = 0; i < area_count(areas); i++)
        found[i].area = AREA_NONE;
    sqlite3_stmt *row = ask(publication, ASK_AREAS);
    bind_text(row, 1, measure);
    bind_period(row, 2, period);
    bind_text(row, 3, dimension);
    bind_text(row, 4, category);
    while (next(publication, row)) {
        AreaId id = area_find_code(areas, database_text(row, 10));
        if (id != AREA_NONE && area_kind(areas, id) == kind)
            found[id] = (AreaCell){id, read_cell(row)};
    }
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(AreaCell));
    /* Live registers are in one division; published tables in that of their own years. */
    take_listed(areas, kind, publication_division(publication), found, cells);
    take_listed(areas, kind, period_last_day(period), found, cells);
    take_listed(areas, kind, period_first_day(period), found, cells);
    *n_cells = cells->len;
    return (AreaCell *)g_array_free(cells, FALSE);
}

char **publication_measures(Publication *publication, AreaId area)
{
    sqlite3_stmt *row = ask(publication, ASK_MEASURES);
    bind_area(publication, row, 1, area);
    g_autoptr(GPtrArray) measures = g_ptr_array_new();
    while (next(publication, row))
        g_ptr_array_add(measures, g_strdup(database_text(row, 0)));
    g_ptr_array_add(measures, NULL);
    return (char **)g_ptr_array_steal(measures, NULL);
}

/* --- what stands beside them ----------------------------------------------------------------- */

PublicationTally *publication_tallies(Publication *publication, gint64 source_id, gsize *n_tallies)
{
    sqlite3_stmt *row = ask(publication, ASK_TALLIES);
    if (row != NULL)
        sqlite3_bind_int64(row, 1, source_id);
    GArray *tallies = g_array_new(FALSE, FALSE, sizeof(PublicationTally));
    while (next(publication, row)) {
        PublicationTally one = {keep(publication, row, 0), keep(publication, row, 1),
                                sqlite3_column_int64(row, 2)};
        g_array_append_val(tallies, one);
    }
    *n_tallies = tallies->len;
    return (PublicationTally *)g_array_free(tallies, FALSE);
}

BridgeStep *publication_bridge(Publication *publication, const char *bridge, Period period,
                               AreaId area, gsize *n_steps)
{
    sqlite3_stmt *row = ask(publication, ASK_BRIDGE);
    bind_text(row, 1, bridge);
    bind_period(row, 2, period);
    bind_area(publication, row, 3, area);
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(BridgeStep));
    while (next(publication, row)) {
        BridgeStep one = {keep(publication, row, 0), keep(publication, row, 1), state_of(row, 2),
                          sqlite3_column_int64(row, 3)};
        g_array_append_val(steps, one);
    }
    *n_steps = steps->len;
    return (BridgeStep *)g_array_free(steps, FALSE);
}

Revision *publication_revisions(Publication *publication, const char *measure, AreaId area,
                                gsize *n_revisions)
{
    sqlite3_stmt *row = ask(publication, ASK_REVISIONS);
    bind_text(row, 1, measure);
    bind_area(publication, row, 2, area);
    GArray *revisions = g_array_new(FALSE, FALSE, sizeof(Revision));
    while (next(publication, row)) {
        Revision one = {period_of(row, 0), sqlite3_column_int(row, 1), state_of(row, 2),
                        sqlite3_column_int64(row, 3)};
        g_array_append_val(revisions, one);
    }
    *n_revisions = revisions->len;
    return (Revision *)g_array_free(revisions, FALSE);
}

static Estimate read_estimate(Publication *publication, sqlite3_stmt *row)
{
    gboolean known = sqlite3_column_type(row, 6) != SQLITE_NULL;
    return (Estimate){.subject = keep(publication, row, 0),
                      .area = area_find_code(publication->areas, database_text(row, 1)),
                      .period = period_of(row, 2),
                      .dimension = keep(publication, row, 3),
                      .category = keep(publication, row, 4),
                      .state = state_of(row, 5),
                      .registered = known ? sqlite3_column_int64(row, 6) : -1,
                      .total = real_or_nan(row, 7),
                      .lower = real_or_nan(row, 8),
                      .upper = real_or_nan(row, 9),
                      .level = real_or_nan(row, 10),
                      .view_lower = real_or_nan(row, 11),
                      .view_upper = real_or_nan(row, 12),
                      .verdict = keep(publication, row, 13),
                      .reasons = {[LANGUAGE_NL] = keep(publication, row, 14),
                                  [LANGUAGE_EN] = keep(publication, row, 15)},
                      .method = {[LANGUAGE_NL] = keep(publication, row, 16),
                                 [LANGUAGE_EN] = keep(publication, row, 17)}};
}

Estimate *publication_estimates(Publication *publication, const char *subject, gsize *n_estimates)
{
    sqlite3_stmt *row = ask(publication, ASK_ESTIMATES);
    if (row != NULL)
        sqlite3_bind_text(row, 1, subject, -1, SQLITE_TRANSIENT);
    GArray *estimates = g_array_new(FALSE, FALSE, sizeof(Estimate));
    while (next(publication, row)) {
        Estimate one = read_estimate(publication, row);
        g_array_append_val(estimates, one);
    }
    *n_estimates = estimates->len;
    return (Estimate *)g_array_free(estimates, FALSE);
}

EstimateAlternative *publication_alternatives(Publication *publication, const char *subject,
                                              AreaId area, Period period, gsize *n_alternatives)
{
    sqlite3_stmt *row = ask(publication, ASK_ALTERNATIVES);
    bind_text(row, 1, subject);
    bind_area(publication, row, 2, area);
    bind_period(row, 3, period);
    GArray *alternatives = g_array_new(FALSE, FALSE, sizeof(EstimateAlternative));
    while (next(publication, row)) {
        EstimateAlternative one = {.kind = keep(publication, row, 0),
                                   .name = keep(publication, row, 1),
                                   .total = real_or_nan(row, 2),
                                   .lower = real_or_nan(row, 3),
                                   .upper = real_or_nan(row, 4),
                                   .criterion = real_or_nan(row, 5)};
        g_array_append_val(alternatives, one);
    }
    *n_alternatives = alternatives->len;
    return (EstimateAlternative *)g_array_free(alternatives, FALSE);
}

gboolean publication_trend(Publication *publication, const char *measure, AreaId area,
                           PeriodKind kind, PublishedTrend *trend)
{
    sqlite3_stmt *row = ask(publication, ASK_TREND);
    bind_text(row, 1, measure);
    bind_text(row, 2, kind == PERIOD_WINDOW ? "window" : "year");
    bind_area(publication, row, 3, area);
    if (!next(publication, row))
        return FALSE;
    const char *state = keep(publication, row, 0);
    *trend = (PublishedTrend){
        .is_fine = g_strcmp0(state, "fine") == 0,
        .direction = keep(publication, row, 1),
        .sentence = {
            [LANGUAGE_NL] = keep(publication, row, 2), [LANGUAGE_EN] = keep(publication, row, 3)}};
    return TRUE;
}

gboolean publication_benchmark(Publication *publication, const char *measure, AreaId area,
                               Period period, PublishedBenchmark *benchmark)
{
    sqlite3_stmt *row = ask(publication, ASK_BENCHMARK);
    bind_text(row, 1, measure);
    bind_area(publication, row, 2, area);
    bind_period(row, 3, period);
    if (!next(publication, row))
        return FALSE;
    const char *state = keep(publication, row, 0);
    *benchmark = (PublishedBenchmark){
        .is_fine = g_strcmp0(state, "fine") == 0,
        .position = keep(publication, row, 1),
        .expected = real_or_nan(row, 2),
        .ratio = real_or_nan(row, 3),
        .lower = real_or_nan(row, 4),
        .upper = real_or_nan(row, 5),
        .sentence = {
            [LANGUAGE_NL] = keep(publication, row, 6), [LANGUAGE_EN] = keep(publication, row, 7)}};
    return TRUE;
}

FunnelPlace *publication_funnel(Publication *publication, const char *measure, Period period,
                                gsize *n_places)
{
    sqlite3_stmt *row = ask(publication, ASK_FUNNEL);
    bind_text(row, 1, measure);
    bind_period(row, 2, period);
    GArray *places = g_array_new(FALSE, FALSE, sizeof(FunnelPlace));
    while (next(publication, row)) {
        double expected = sqlite3_column_double(row, 1);
        FunnelPlace place = {.area = area_find_code(publication->areas, database_text(row, 0)),
                             .expected = expected,
                             .ratio = sqlite3_column_double(row, 2),
                             .inside_lower = sqlite3_column_double(row, 3) / expected,
                             .inside_upper = sqlite3_column_double(row, 4) / expected,
                             .inside_all_lower = sqlite3_column_double(row, 5) / expected,
                             .inside_all_upper = sqlite3_column_double(row, 6) / expected};
        g_array_append_val(places, place);
    }
    *n_places = places->len;
    return (FunnelPlace *)(gpointer)g_array_free(places, FALSE);
}
