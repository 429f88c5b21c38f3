#include "tests/support/edition_sample.h"

#include "core/area.h"
#include "core/codes.h"
#include "core/database.h"
#include "core/measure.h"
#include "core/period.h"
#include "core/state.h"
#include "stats/counts/poisson.h"

#include <math.h>
#include <string.h>

#define FIRST_YEAR 2015
#define LAST_YEAR 2024
#define WINDOW 5

const int edition_sample_om_counts[19][5] = {
    {10, 15, 8, 10, 8},   {4, 2, 1, 10, 2},     {10, 5, 3, 7, 18},  {2, 3, 5, 5, 10},
    {11, 10, 8, 13, 19},  {8, 4, 6, 9, 10},     {30, 6, 8, 21, 8},  {16, 12, 2, 4, 3},
    {30, 45, 30, 16, 35}, {29, 26, 19, 20, 41}, {3, 0, 2, 3, 7},    {4, 0, 2, 5, 6},
    {37, 26, 22, 24, 40}, {19, 4, 3, 12, 5},    {14, 14, 6, 13, 8}, {20, 20, 4, 14, 7},
    {12, 10, 8, 10, 10},  {22, 10, 3, 16, 14},  {0, 2, 1, 3, 4}};

typedef struct {
    Database *database;
    sqlite3_stmt *insert;
    const EditionSample *sample;
    AreaRegister *areas;
    Codes *codes;
    PoissonTable *limits;
} Maker;

/* A number between 0 and 1 that depends on the text only. */
static double pseudo_random(const char *text)
{
    guint32 state = g_str_hash(text) * 2654435761u;
    state ^= state >> 16;
    state *= 2246822519u;
    state ^= state >> 13;
    return state / 4294967296.0;
}

static void must(gboolean done, Database *database)
{
    if (!done)
        g_error("edition sample: %s", sqlite3_errmsg(database_handle(database)));
}

static void bind_number(sqlite3_stmt *insert, int place, double value)
{
    if (isfinite(value))
        sqlite3_bind_double(insert, place, value);
    else
        sqlite3_bind_null(insert, place);
}

typedef struct {
    const char *measure, *dimension, *category, *period, *area;
    gint64 count;
    gint64 denominator; /* person-years; 0: no rate */
    gboolean public;
} Row;

static CellState state_of(const Maker *maker, const Row *row)
{
    const EditionSample *sample = maker->sample;
    if (sample->suppressed != NULL && strcmp(row->area, sample->suppressed) == 0)
        return STATE_SUPPRESSED;
    return !row->public && row->count > 0 && row->count < 5 ? STATE_SUPPRESSED : STATE_VALUE;
}

static void insert_row(Maker *maker, const Row *row)
{
    const EditionSample *sample = maker->sample;
    if (sample->missing != NULL && strcmp(row->area, sample->missing) == 0)
        return;
    gint64 count = sample->zero != NULL && strcmp(row->area, sample->zero) == 0 ? 0 : row->count;
    CellState state = state_of(maker, row);
    gboolean shown = state == STATE_VALUE;
    Interval limits = poisson_table_interval(maker->limits, count);
    double scale = shown && row->denominator > 0 ? 1e5 / (double)row->denominator : NAN;
    sqlite3_stmt *insert = maker->insert;
    const char *texts[] = {row->measure, row->dimension, row->category,
                           row->period,  row->area,      state_word(state)};
    for (int i = 0; i < 6; i++)
        sqlite3_bind_text(insert, i + 1, texts[i], -1, SQLITE_TRANSIENT);
    if (shown)
        sqlite3_bind_int64(insert, 7, count);
    else
        sqlite3_bind_null(insert, 7);
    bind_number(insert, 8, shown ? limits.lower : NAN);
    bind_number(insert, 9, shown ? limits.upper : NAN);
    bind_number(insert, 10, row->denominator > 0 ? (double)row->denominator : NAN);
    bind_number(insert, 11, (double)count * scale);
    bind_number(insert, 12, limits.lower * scale);
    bind_number(insert, 13, limits.upper * scale);
    sqlite3_bind_int(insert, 14, strcmp(row->period, "2024") == 0);
    must(database_run(maker->database, insert, NULL), maker->database);
}

/* --- what is counted where */

typedef struct {
    const char *measure;
    double per_year;  /* in the country */
    gboolean by_area; /* provincies, eenheden, gemeenten */
    gboolean by_office;
    double placed; /* part with a gemeente */
    const char *land_dimensions, *gemeente_dimensions;
} Plan;

static const Plan plans[] = {
    {"gemelde_personen", 950, FALSE, FALSE, 0,
     "form form_group age_group sex nationality_group reporter certainty", ""},
    {"gemelde_personen_uitbuiting", 620, TRUE, FALSE, 0.8, "form_group reporter age_group sex",
     "form_group age_group sex"},
    {"gemelde_personen_verblijf", 700, TRUE, FALSE, 0.9, "form_group reporter",
     "form_group age_group sex"},
    {"meldingen", 1062, FALSE, FALSE, 0, "reporter form_group", ""},
    {"meldingen_uitbuiting", 690, TRUE, FALSE, 0.8, "reporter", ""},
    {"om_ingeschreven", 300, FALSE, TRUE, 0, "", ""},
    {"om_afgehandeld", 280, FALSE, TRUE, 0, "decision", ""},
    {"om_uitspraken", 130, FALSE, TRUE, 0, "verdict", ""},
    {"politie_signalen", 2900, TRUE, FALSE, 0.9, "", ""},
    {"politie_aangiften", 420, TRUE, FALSE, 0.9, "", ""},
    {"politie_onderzoeken", 210, TRUE, FALSE, 0.9, "", ""},
    {"politie_verdachten", 260, TRUE, FALSE, 0.9, "", ""},
};

static double year_factor(const char *measure, int year)
{
    g_autofree char *key = g_strdup_printf("%s %d", measure, year);
    return 0.75 + 0.5 * pseudo_random(key);
}

/* Expected number in an area in one year. */
static gint64 made_up(const Plan *plan, const char *area, int year, double share)
{
    g_autofree char *key = g_strdup_printf("%s %s %d", plan->measure, area, year);
    double noise = 0.4 + 1.2 * pseudo_random(key);
    double expected =
        plan->per_year * year_factor(plan->measure, year) * share * (share < 1 ? noise : 1.0);
    return (gint64)floor(expected + pseudo_random(area));
}

static void add_dimension(Maker *maker, Row row, const char *dimension)
{
    const char *const *categories = codes_categories(maker->codes, dimension);
    double left = 1.0;
    for (; categories != NULL && *categories != NULL; categories++) {
        g_autofree char *key = g_strdup_printf("%s %s", dimension, *categories);
        double share = categories[1] == NULL ? left : left * (0.2 + 0.5 * pseudo_random(key));
        Row cell = row;
        cell.dimension = dimension;
        cell.category = *categories;
        cell.denominator = 0;
        cell.count = (gint64)floor((double)row.count * share + 0.5);
        left -= share;
        insert_row(maker, &cell);
    }
}

static void add_dimensions(Maker *maker, const Row *row, const char *dimensions)
{
    g_auto(GStrv) names = g_strsplit(dimensions, " ", -1);
    for (char **name = names; *name != NULL; name++)
        if (**name != '\0')
            add_dimension(maker, *row, *name);
}

/* The figures of one measure in one area: the years, then the window. */
static void add_area(Maker *maker, const Plan *plan, const char *area, double share,
                     gint64 inhabitants, const char *dimensions)
{
    gint64 window = 0;
    gboolean is_gemeente = g_str_has_prefix(area, "GM");
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        g_autofree char *period = g_strdup_printf("%d", year);
        Row row = {plan->measure, "",   "", period, area, made_up(plan, area, year, share),
                   inhabitants,   FALSE};
        insert_row(maker, &row);
        if (!is_gemeente)
            add_dimensions(maker, &row, dimensions);
        if (year > LAST_YEAR - WINDOW)
            window += row.count;
    }
    Row row = {plan->measure, "", "", "2020-2024", area, window, inhabitants * WINDOW, FALSE};
    insert_row(maker, &row);
    add_dimensions(maker, &row, dimensions);
    if (strcmp(area, "NL01") == 0 && plan->by_area) {
        Row rest = {plan->measure,
                    "without_area",
                    "gemeente",
                    "2020-2024",
                    area,
                    (gint64)((double)window * (1 - plan->placed)),
                    0,
                    FALSE};
        insert_row(maker, &rest);
        rest.category = "land";
        insert_row(maker, &rest);
        rest.category = "politie-eenheid";
        rest.count /= 2;
        insert_row(maker, &rest);
        rest.category = "provincie";
        insert_row(maker, &rest);
    }
}

static void add_areas(Maker *maker, const Plan *plan, AreaKind kind, const char *dimensions)
{
    Day day = day_from_ymd(LAST_YEAR, 12, 31);
    AreaPopulation land;
    area_population(maker->areas, area_find_code(maker->areas, "NL01"), LAST_YEAR, DAY_NONE, &land);
    gsize n;
    g_autofree AreaId *areas = area_list(maker->areas, kind, day, &n);
    for (gsize i = 0; i < n; i++) {
        AreaPopulation own = {0};
        double share = 1.0 / (double)n;
        gboolean known = area_population(maker->areas, areas[i], LAST_YEAR, DAY_NONE, &own);
        if (known)
            share = (double)own.persons / (double)land.persons * MAX(plan->placed, 0.5);
        add_area(maker, plan, area_code(maker->areas, areas[i]), share, known ? own.persons : 0,
                 dimensions);
    }
}

/* The same number in each quarter of three years, but for the signals of the last one. */
static void add_quarters(Maker *maker, const Plan *plan, const char *area)
{
    gboolean is_signals = strcmp(plan->measure, "politie_signalen") == 0;
    gboolean is_persons = strcmp(plan->measure, "gemelde_personen") == 0;
    gboolean is_land = strcmp(area, "NL01") == 0;
    for (int i = 0; i < 12; i++) {
        g_autofree char *period = g_strdup_printf("%dKW%d", 2022 + i / 4, i % 4 + 1);
        gint64 count = is_signals && i == 11 ? 700
                       : is_signals          ? 600
                       : is_persons          ? 250
                                             : (gint64)plan->per_year / 4;
        Row row = {plan->measure, "", "", period, area, is_land ? count : count / 11, 0, FALSE};
        insert_row(maker, &row);
        if (is_land)
            add_dimensions(maker, &row, is_persons ? "reporter" : "");
    }
}

static void add_all_quarters(Maker *maker, const Plan *plan)
{
    add_quarters(maker, plan, "NL01");
    if (!plan->by_area || maker->sample->only_land)
        return;
    gsize n;
    g_autofree AreaId *areas =
        area_list(maker->areas, AREA_POLITIE_EENHEID, day_from_ymd(LAST_YEAR, 12, 31), &n);
    for (gsize i = 0; i < n; i++)
        add_quarters(maker, plan, area_code(maker->areas, areas[i]));
}

static void add_plan(Maker *maker, const Plan *plan)
{
    AreaPopulation land;
    area_population(maker->areas, area_find_code(maker->areas, "NL01"), LAST_YEAR, DAY_NONE, &land);
    add_area(maker, plan, "NL01", 1.0, plan->by_area ? land.persons : 0, plan->land_dimensions);
    if (maker->sample->with_quarters)
        add_all_quarters(maker, plan);
    if (maker->sample->only_land)
        return;
    if (plan->by_area) {
        add_areas(maker, plan, AREA_PROVINCIE, plan->land_dimensions);
        add_areas(maker, plan, AREA_VEILIGHEIDSREGIO, "");
        add_areas(maker, plan, AREA_POLITIE_EENHEID, plan->land_dimensions);
        add_areas(maker, plan, AREA_GEMEENTE, plan->gemeente_dimensions);
    }
    if (plan->by_office)
        add_areas(maker, plan, AREA_PARKET, "");
}

/* --- published facts */

static void add_public(Maker *maker, const char *measure, const char *area, int year, gint64 count)
{
    g_autofree char *period = g_strdup_printf("%d", year);
    Row row = {measure, "", "", period, area, count, 0, TRUE};
    insert_row(maker, &row);
}

static void add_published(Maker *maker)
{
    static const int rapporteur[][2] = {{2014, 1255}, {2015, 1150}, {2016, 952}, {2017, 956},
                                        {2018, 668},  {2019, 1334}, {2020, 984}};
    static const int comensha[][2] = {{2011, 1222}, {2012, 1711}, {2013, 1437}, {2019, 1372},
                                      {2020, 1013}, {2021, 791},  {2022, 814},  {2024, 944}};
    for (gsize i = 0; i < G_N_ELEMENTS(rapporteur); i++)
        add_public(maker, "gemelde_personen_rapporteur", "NL01", rapporteur[i][0],
                   rapporteur[i][1]);
    for (gsize i = 0; i < G_N_ELEMENTS(comensha); i++)
        add_public(maker, "gemelde_personen_comensha", "NL01", comensha[i][0], comensha[i][1]);
    for (int office = 0; office < 19; office++)
        for (int i = 0; i < 5; i++) {
            g_autofree char *code = g_strdup_printf("PO%02d", office + 1);
            add_public(maker, "om_ingeschreven_2007_2011", code, 2007 + i,
                       edition_sample_om_counts[office][i]);
        }
}

static const char *const fixed =
    "INSERT INTO meta VALUES('period','2024'),('window','2020-2024'),('first_year','2015'),('division','2024-12-31'),"
    "('synthetic','1'),('peildatum','2025-02-01'),('suppress_below','5');"
    "INSERT INTO source VALUES"
    "(1,'comensha','comensha','fictief-comensha-2023.csv',"
    "'1b2c3d4e5f60718293a4b5c6d7e8f9001b2c3d4e5f60718293a4b5c6d7e8f900',738917,'2015-2023',"
    "'AVG art. 89',1,9100,9000,60,30,10,0),"
    "(2,'comensha','comensha','fictief-comensha-2024.csv',"
    "'aa2c3d4e5f60718293a4b5c6d7e8f9001b2c3d4e5f60718293a4b5c6d7e8f900',739283,'2015-2024',"
    "'AVG art. 89',1,10210,10110,60,30,10,1),"
    "(3,'om','om','fictief-om.csv',"
    "'bb2c3d4e5f60718293a4b5c6d7e8f9001b2c3d4e5f60718293a4b5c6d7e8f900',739283,'2015-2024',"
    "'Wjsg art. 15',1,3050,3000,10,0,40,1),"
    "(4,'politie','politie','fictief-politie.csv',"
    "'cc2c3d4e5f60718293a4b5c6d7e8f9001b2c3d4e5f60718293a4b5c6d7e8f900',739283,'2015-2024',"
    "'Wpg art. 22',1,100000,90000,1000,0,9000,1);"
    "INSERT INTO source_tally VALUES(2,'rejected','meldingsdatum',60),"
    "(2,'excluded','testrecord',10),(3,'excluded','sepot 99, dubbel ingeschreven',40),"
    "(4,'excluded','mensensmokkel (3.1.2)',9000);"
    "INSERT INTO event VALUES('politie-2017',736330,'NL01','politie+comensha',"
    "'Reorganisatie politie','Police reorganisation'),"
    "('avg',736839,'NL01','comensha','AVG','GDPR'),"
    "('corona',737496,'NL01','comensha+om+politie','Corona','Covid-19'),"
    "('arbeidsinspectie',738156,'NL01','comensha','Arbeidsinspectie','Labour Authority');"
    "INSERT INTO bridge VALUES"
    "('meldingen_personen','2024','NL01',0,'meldingen','melding','value',1002),"
    "('meldingen_personen','2024','NL01',1,'zelfde_melder','melding','value',-15),"
    "('meldingen_personen','2024','NL01',2,'andere_melder','melding','value',-90),"
    "('meldingen_personen','2024','NL01',3,'personen','gemeld slachtoffer','value',897),"
    "('rapporteur_comensha','2020','NL01',0,'gemelde_personen_rapporteur','gemeld slachtoffer',"
    "'value',984),"
    "('rapporteur_comensha','2020','NL01',1,'afbakening','gemeld slachtoffer','value',29),"
    "('rapporteur_comensha','2020','NL01',2,'gemelde_personen_comensha','gemeld slachtoffer',"
    "'value',1013);"
    "INSERT INTO revision VALUES('gemelde_personen','NL01','2023',738917,'value',861),"
    "('gemelde_personen','NL01','2022',738917,'value',820);";

static const char *const estimates =
    "INSERT INTO estimate(subject,area,period,registered,state,total,lower,upper,level,view_lower,"
    "view_upper,verdict,reasons_nl,reasons_en,method_nl) VALUES"
    "('register','NL01','2021',791,'value',4400,3300,6400,0.95,0.124,0.24,'wide','','','log-lineair'),"
    "('register','NL01','2022',814,'not-available',NULL,NULL,NULL,0.95,NULL,NULL,'refused','','',"
    "'log-lineair'),"
    "('register','NL01','2023',868,'value',4500,3300,6600,0.95,0.13,0.263,'wide','','','log-lineair'),"
    "('register','NL01','2024',944,'value',4600,3300,7000,0.95,0.135,0.286,'wide',"
    "'De modellen wijzen dezelfde kant op, maar het interval is breed.',"
    "'The models agree, but the interval is wide.','log-lineair model met zes lijsten'),"
    "('netherlands-6','NL01','2010-2015',8234,'value',148789,45663,3253394,0.95,0.0025,0.18,"
    "'conflicting','De beste modellen geven 48.013 tot 184.718.',"
    "'The best models give 48,013 to 184,718.','log-lineair model met zes lijsten');"
    "INSERT INTO estimate_alternative VALUES"
    "('register','NL01','2024','model',1,'[12,23,4]',4700,3400,7100,0),"
    "('register','NL01','2024','model',2,'[12,3,4]',4100,3100,6200,1.2),"
    "('register','NL01','2024','without-list',1,'KMar',4500,3200,6900,NULL),"
    "('register','NL01','2024','without-list',2,'zorg en opvang',5600,3500,9100,NULL),"
    "('register','NL01','2024','average',1,'dga',4800,3100,8200,NULL),"
    "('netherlands-6','NL01','2010-2015','model',1,'best',148789,NULL,NULL,0),"
    "('netherlands-6','NL01','2010-2015','model',2,'tweede',167555,NULL,NULL,0.4),"
    "('netherlands-6','NL01','2010-2015','model',3,'derde',48013,NULL,NULL,2.8),"
    "('netherlands-6','NL01','2010-2015','model',4,'vierde',184718,NULL,NULL,3.2);";

/* A comparison of every gemeente with a number above the limit of protection, and a trend. */
static const char *const statistics =
    "INSERT INTO benchmark(measure,period,area,state,position,n_group,observed,expected,ratio,lower,"
    "upper,inside_lower,inside_upper,inside_all_lower,inside_all_upper,sentence_nl,sentence_en) "
    "SELECT measure,period,area,'fine','inside',10,value,value+1.0,value/(value+1.0),0.5,2,"
    "max(0,value-4),value+6,max(0,value-6),value+9,'Het gebied is niet te onderscheiden.',"
    "'The area cannot be distinguished.' FROM observation WHERE "
    "measure='gemelde_personen_uitbuiting' AND dimension='' AND period='2020-2024' AND "
    "area LIKE 'GM%' AND state='value' AND value>4;"
    "INSERT INTO benchmark_set SELECT measure,period,count(*),0.1,2,count(*)*0.05,1 FROM benchmark "
    "GROUP BY measure,period;"
    "UPDATE benchmark SET position='higher',sentence_nl='Er is meer geteld.',"
    "sentence_en='More were counted.' WHERE area='GM0363';"
    "INSERT INTO trend(measure,kind,area,state,n_points,direction,sentence_nl,sentence_en) VALUES"
    "('gemelde_personen','year','NL01','fine',10,'no-change','Er is geen aantoonbare verandering.',"
    "'No change can be demonstrated.'),"
    "('om_ingeschreven','year','NL01','single-point',1,NULL,'Er is maar een cijfer.','One figure.');"
    "INSERT INTO trend(measure,kind,area,state,n_points,direction,change,lower,upper,caveats,"
    "sentence_nl,sentence_en) VALUES('politie_signalen','year','PE09','fine',10,'no-change',"
    "1.01,0.95,1.08,'spread','Er is geen aantoonbare verandering.','No change can be shown.');";

static void add_measures(Maker *maker)
{
    g_autoptr(MeasureList) measures = measure_list_load(NULL);
    for (gsize i = 0; i < measure_list_count(measures); i++) {
        const Measure *measure = measure_list_get(measures, i);
        g_autofree char *sql =
            g_strdup_printf("INSERT INTO measure VALUES('%s','%s','%s','%s','%s',0,'','','','');",
                            measure_code(measure), measure_source(measure), measure_unit(measure),
                            measure_population(measure), measure_place_role(measure));
        must(database_exec(maker->database, sql, NULL), maker->database);
    }
}

/* Two judged series, one too short; what a delivery of 1 February 2024 said of 2023KW4. */
static const char *const quarters =
    "INSERT INTO quarter(measure,period,area,state,value,judgement,expected,usual_lower,usual_upper,"
    "year_before,ratio,ratio_lower,ratio_upper,four_quarters,four_quarters_before,sentence_nl,"
    "sentence_en) VALUES"
    "('politie_signalen','2024KW4','NL01','value',700,'high',600,560,640,600,1.17,1.05,1.3,2500,2400,"
    "'Opvallend: 700 signalen.','Notable: 700 signals.'),"
    "('gemelde_personen','2024KW4','NL01','value',250,'usual',245,210,285,250,1,0.84,1.19,NULL,NULL,"
    "'Gewoon.','Usual.'),"
    "('politie_aangiften','2024KW4','NL01','value',105,'too-short',NULL,NULL,NULL,105,1,0.76,1.31,420,"
    "420,'Te kort.','Too short.');"
    "INSERT INTO revision VALUES('gemelde_personen','NL01','2023KW4',738917,'value',200);"
    "INSERT INTO coverage VALUES('gemelde_personen','2024KW4',92,92,7,0.93,'fairwork',1),"
    "('gemelde_personen','2023KW4',92,92,8,1,'',0);";

void edition_sample_write(const char *path, const EditionSample *sample)
{
    Database *database = database_open(path, DATABASE_PUBLICATION, DATABASE_CREATE, NULL);
    Maker maker = {.database = database,
                   .sample = sample,
                   .areas = area_register_load(NULL),
                   .codes = codes_load(NULL),
                   .limits = poisson_table_new(0.95)};
    must(database_exec(database, "BEGIN", NULL) && database_exec(database, fixed, NULL), database);
    add_measures(&maker);
    maker.insert = database_prepare(
        database,
        "INSERT INTO observation(measure,dimension,category,period,area,state,value,lower,upper,"
        "denominator,rate,rate_lower,rate_upper,provisional) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        NULL);
    must(maker.insert != NULL, database);
    for (gsize i = 0; i < G_N_ELEMENTS(plans); i++)
        add_plan(&maker, &plans[i]);
    add_published(&maker);
    must(database_exec(
             database,
             "INSERT INTO measure_period SELECT DISTINCT measure,period FROM observation;", NULL) &&
             (!sample->with_estimates || (database_exec(database, estimates, NULL) &&
                                          database_exec(database, statistics, NULL))) &&
             (!sample->with_estimates || !sample->with_quarters ||
              database_exec(database, quarters, NULL)) &&
             database_exec(database, "COMMIT", NULL),
         database);
    sqlite3_finalize(maker.insert);
    poisson_table_free(maker.limits);
    codes_free(maker.codes);
    area_register_free(maker.areas);
    database_close(database);
}

char *edition_sample_or(const char *variable, const char *folder)
{
    if (g_getenv(variable) != NULL)
        return g_strdup(g_getenv(variable));
    char *path = g_build_filename(folder, "publication.db", NULL);
    const EditionSample sample = {
        .with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088", .missing = "GM0093"};
    edition_sample_write(path, &sample);
    return path;
}
