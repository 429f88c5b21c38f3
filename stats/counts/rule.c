#include "stats/counts/rule.h"

#include "core/datadir.h"
#include "core/error.h"
#include "core/table_file.h"

#include <string.h>

typedef struct {
    const char *measure;
    const char *table;
    const char *unit; /* NULL: each row */
    const char *day;
    const char *place; /* an expression that gives a code or NULL */
    const char *where;
} Rule;

static const Rule rules[] = {
    {"gemelde_personen", "melding", "person", "day", "NULL", "1"},
    {"gemelde_personen_uitbuiting", "melding", "person", "day", "place_exploitation", "1"},
    {"gemelde_personen_verblijf", "melding", "person", "day", "place_residence", "1"},
    {"meldingen", "melding", NULL, "day", "NULL", "1"},
    {"meldingen_uitbuiting", "melding", NULL, "day", "place_exploitation", "1"},
    /* The unit may be free text (a district of the KMar). */
    {"meldingen_eenheid", "melding", NULL, "day",
     "CASE WHEN reporter_area GLOB 'P[ER][0-9][0-9]' THEN reporter_area END", "reporter='politie'"},
    {"om_ingeschreven", "zaak", NULL, "registered_day", "parket", "1"},
    {"om_afgehandeld", "zaak", NULL, "decision_day", "parket",
     "decision IS NOT NULL AND decision_day IS NOT NULL"},
    {"om_uitspraken", "zaak", NULL, "verdict_day", "parket",
     "verdict IS NOT NULL AND verdict_day IS NOT NULL"},
    {"politie_signalen", "politie", NULL, "day", "COALESCE(gemeente,eenheid)", "kind='signaal'"},
    {"politie_aangiften", "politie", NULL, "day", "COALESCE(gemeente,eenheid)", "kind='aangifte'"},
    {"politie_onderzoeken", "politie", NULL, "day", "COALESCE(gemeente,eenheid)",
     "kind='onderzoek'"},
    {"politie_verdachten", "politie", NULL, "day", "COALESCE(gemeente,eenheid)",
     "kind='verdachte'"},
};

/* Dimensions that are not simply a column of the table. A form that is not known does not stand
 * beside one that is. */
static const struct {
    const char *table;
    const char *dimension;
    const char *expression;
} expressions[] = {
    {"melding", "form",
     "(SELECT group_concat(v.form,'+') FROM melding_vorm v WHERE v.melding_id=r.melding_id "
     "AND v.form<>'onbekend')"},
    {"melding", "form_group",
     "(SELECT group_concat(g.form_group,'+') FROM melding_vorm v JOIN temp.form_group g ON "
     "g.form=v.form AND g.cross_border=COALESCE(r.cross_border,2) "
     "WHERE v.melding_id=r.melding_id AND v.form<>'onbekend')"},
    {"melding", "age_group",
     "CASE WHEN age<18 OR (age IS NULL AND minor=1) THEN '0-17' WHEN age<23 THEN '18-22' "
     "WHEN age>=23 THEN '23+' END"},
    {"melding", "nationality_group",
     "CASE nationality WHEN 'NL' THEN 'nederlands' WHEN 'onbekend' THEN NULL "
     "ELSE 'niet_nederlands' END"},
    {"zaak", "decision",
     "CASE WHEN decision<>'sepot' THEN decision WHEN sepot_ground BETWEEN '01' AND '09' THEN "
     "'sepot_technisch' WHEN sepot_ground BETWEEN '20' AND '76' THEN 'sepot_beleid' "
     "WHEN sepot_ground BETWEEN '77' AND '98' THEN 'sepot_administratief' END"},
};

static const Rule *find_rule(const Measure *measure)
{
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i].measure, measure_code(measure)) == 0)
            return &rules[i];
    return NULL;
}

gboolean rule_exists(const Measure *measure)
{
    return find_rule(measure) != NULL;
}

static const char *expression_of(const Rule *rule, const char *dimension)
{
    for (gsize i = 0; i < G_N_ELEMENTS(expressions); i++)
        if (strcmp(expressions[i].table, rule->table) == 0 &&
            strcmp(expressions[i].dimension, dimension) == 0)
            return expressions[i].expression;
    return dimension;
}

/* " FROM current_melding r WHERE ...". Not "registered": a column of that table. */
static char *from_clause(const Rule *rule, gint64 delivery)
{
    if (delivery == RULE_CURRENT)
        return g_strdup_printf(" FROM current_%s r WHERE %s", rule->table, rule->where);
    return g_strdup_printf(" FROM %s r WHERE delivery_id=%" G_GINT64_FORMAT " AND %s", rule->table,
                           delivery, rule->where);
}

sqlite3_stmt *rule_prepare(Database *registry, const Plan *plan, gint64 delivery, GError **error)
{
    const Rule *rule = find_rule(plan->measure);
    if (rule == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "reference/breakdowns.csv: %s cannot be counted from the register",
                    measure_code(plan->measure));
        return NULL;
    }
    g_autoptr(GString) sql = g_string_new("SELECT ");
    g_string_append_printf(sql, "%s,%s,%s", rule->unit != NULL ? rule->unit : "NULL", rule->day,
                           rule->place);
    for (gsize s = 1; s < plan->n_splits; s++)
        if (&plan->splits[s] != plan_without_area(plan))
            g_string_append_printf(sql, ",%s", expression_of(rule, plan->splits[s].dimension));
    g_autofree char *from = from_clause(rule, delivery);
    g_string_append(sql, from);
    if (rule->unit != NULL)
        g_string_append_printf(sql, " ORDER BY %s,%s,melding_id", rule->unit, rule->day);
    return database_prepare(registry, sql->str, error);
}

gboolean rule_check_count(Database *registry, const Measure *measure, Day first_day, Day last_day,
                          gint64 *n_units, GError **error)
{
    const Rule *rule = find_rule(measure);
    g_autofree char *from = from_clause(rule, RULE_CURRENT);
    g_autofree char *what =
        rule->unit != NULL ? g_strdup_printf("DISTINCT %s", rule->unit) : g_strdup("*");
    g_autofree char *sql = g_strdup_printf("SELECT count(%s)%s AND %s BETWEEN %d AND %d", what,
                                           from, rule->day, first_day, last_day);
    return database_number(registry, sql, n_units, error);
}

/* --- groups of forms ------------------------------------------------------------------------- */

enum { COLUMN_FORM, COLUMN_CROSS_BORDER, COLUMN_GROUP, N_COLUMNS };

static const char *const column_names[N_COLUMNS] = {"form", "cross_border", "form_group"};

/* cross_border: 0 binnenlands, 1 grensoverschrijdend, 2 not known; "*" in the file is all three. */
static gboolean add_form_group(Database *registry, sqlite3_stmt *insert, const TableFile *table,
                               const gssize *columns, GError **error)
{
    const char *border = table_file_text(table, columns[COLUMN_CROSS_BORDER]);
    gboolean all = strcmp(border, "*") == 0;
    for (int value = 0; value <= 2; value++) {
        const char *const words[] = {"0", "1", ""};
        if (!all && strcmp(border, words[value]) != 0)
            continue;
        sqlite3_bind_text(insert, 1, table_file_text(table, columns[COLUMN_FORM]), -1,
                          SQLITE_TRANSIENT);
        sqlite3_bind_int(insert, 2, value);
        sqlite3_bind_text(insert, 3, table_file_text(table, columns[COLUMN_GROUP]), -1,
                          SQLITE_TRANSIENT);
        if (!database_run(registry, insert, error))
            return FALSE;
    }
    return TRUE;
}

/* A form without a group would vanish from the breakdown. */
static gboolean check_complete(Database *registry, const Codes *codes, const char *path,
                               GError **error)
{
    const char *const *form = codes_categories(codes, "form");
    for (; form != NULL && *form != NULL; form++) {
        g_autofree char *sql =
            g_strdup_printf("SELECT count(*) FROM temp.form_group WHERE form='%s'", *form);
        gint64 n_rows = 0;
        if (!database_number(registry, sql, &n_rows, error))
            return FALSE;
        if (n_rows != 3) {
            g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                        "%s: form \"%s\" needs a group for cross_border 0, 1 and empty", path,
                        *form);
            return FALSE;
        }
    }
    return TRUE;
}

/* A connection for reading writes nothing, not even temporary tables; this one is the exception. */
gboolean rule_load_form_groups(Database *registry, const Codes *codes, GError **error)
{
    g_autofree char *path = datadir_path("reference/form_groups.csv");
    g_autoptr(TableFile) table = table_file_open(path, error);
    gssize columns[N_COLUMNS];
    if (table == NULL || !table_file_columns(table, N_COLUMNS, column_names, columns, error) ||
        !database_exec(registry,
                       "PRAGMA query_only=OFF; DROP TABLE IF EXISTS temp.form_group;"
                       "CREATE TEMP TABLE form_group(form TEXT,cross_border INTEGER,"
                       "form_group TEXT,PRIMARY KEY(form,cross_border)) WITHOUT ROWID",
                       error))
        return FALSE;
    g_autoptr(sqlite3_stmt) insert = database_prepare(
        registry, "INSERT OR REPLACE INTO temp.form_group VALUES(?1,?2,?3)", error);
    GError *problem = NULL;
    while (insert != NULL && problem == NULL && table_file_next(table, &problem)) {
        if (!codes_has(codes, "form", table_file_text(table, columns[COLUMN_FORM])))
            table_file_refuse(table, columns[COLUMN_FORM], "is no form", &problem);
        else if (!codes_has(codes, "form_group", table_file_text(table, columns[COLUMN_GROUP])))
            table_file_refuse(table, columns[COLUMN_GROUP], "is no group of forms", &problem);
        else
            add_form_group(registry, insert, table, columns, &problem);
    }
    if (problem != NULL)
        g_propagate_error(error, problem);
    return insert != NULL && problem == NULL &&
           database_exec(registry, "PRAGMA query_only=ON", error) &&
           check_complete(registry, codes, path, error);
}
