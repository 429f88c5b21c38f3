#include "ingest/simulate/calibration.h"

#include "core/datadir.h"
#include "core/table_file.h"

#include <string.h>

#define CALIBRATION_FILE "reference/simulatie/ijkpunten.csv"

struct Calibration {
    GArray *points; /* CalibrationPoint */
    GStringChunk *strings;
};

/* "2015", "2015-2018" or "" for all years. */
static gboolean parse_years(const char *text, CalibrationPoint *point)
{
    if (*text == '\0')
        return TRUE;
    char *end = NULL;
    gint64 first = g_ascii_strtoll(text, &end, 10);
    gint64 last = first;
    if (*end == '-')
        last = g_ascii_strtoll(end + 1, &end, 10);
    if (*end != '\0' || first < 1900 || last > 2200 || last < first)
        return FALSE;
    point->first_year = (int)first;
    point->last_year = (int)last;
    return TRUE;
}

static gboolean parse_origin(const char *text, CalibrationOrigin *origin)
{
    static const char *const words[] = {"gepubliceerd", "afgeleid", "verzonnen"};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], text) == 0) {
            *origin = (CalibrationOrigin)i;
            return TRUE;
        }
    return FALSE;
}

enum { SUBJECT, YEAR, GROUP, CATEGORY, VALUE, ORIGIN, SOURCE, N_COLUMNS };

static gboolean parse_row(Calibration *calibration, const TableFile *table, const gssize *columns,
                          GError **error)
{
    CalibrationPoint point = {0};
    const char *subject = table_file_text(table, columns[SUBJECT]);
    const char *source = table_file_text(table, columns[SOURCE]);
    if (*subject == '\0')
        return table_file_refuse(table, columns[SUBJECT], "is empty", error);
    if (!parse_years(table_file_text(table, columns[YEAR]), &point))
        return table_file_refuse(table, columns[YEAR], "is no year or range of years", error);
    if (!table_file_number(table, columns[VALUE], &point.value, error))
        return FALSE;
    if (!(point.value >= 0))
        return table_file_refuse(table, columns[VALUE], "is negative", error);
    if (!parse_origin(table_file_text(table, columns[ORIGIN]), &point.origin))
        return table_file_refuse(table, columns[ORIGIN],
                                 "is not gepubliceerd, afgeleid or verzonnen", error);
    if (point.origin != CALIBRATION_INVENTED && *source == '\0')
        return table_file_refuse(table, columns[SOURCE], "is empty: a fact has a source", error);
    GStringChunk *strings = calibration->strings;
    point.subject = g_string_chunk_insert_const(strings, subject);
    point.group = g_string_chunk_insert_const(strings, table_file_text(table, columns[GROUP]));
    point.category =
        g_string_chunk_insert_const(strings, table_file_text(table, columns[CATEGORY]));
    point.source = g_string_chunk_insert_const(strings, source);
    g_array_append_val(calibration->points, point);
    return TRUE;
}

static gboolean parse_rows(Calibration *calibration, TableFile *table, GError **error)
{
    static const char *const names[N_COLUMNS] = {"onderwerp", "jaar",     "groep", "categorie",
                                                 "waarde",    "herkomst", "bron"};
    gssize columns[N_COLUMNS];
    if (!table_file_columns(table, N_COLUMNS, names, columns, error))
        return FALSE;
    GError *problem = NULL;
    while (table_file_next(table, &problem))
        if (!parse_row(calibration, table, columns, error))
            return FALSE;
    if (problem == NULL)
        return TRUE;
    g_propagate_error(error, problem);
    return FALSE;
}

Calibration *calibration_load(const char *path, GError **error)
{
    g_autofree char *own = path == NULL ? datadir_path(CALIBRATION_FILE) : g_strdup(path);
    TableFile *table = table_file_open(own, error);
    if (table == NULL)
        return NULL;
    Calibration *calibration = g_new0(Calibration, 1);
    calibration->points = g_array_new(FALSE, FALSE, sizeof(CalibrationPoint));
    calibration->strings = g_string_chunk_new(4096);
    gboolean ok = parse_rows(calibration, table, error);
    table_file_free(table);
    if (ok)
        return calibration;
    calibration_free(calibration);
    return NULL;
}

void calibration_free(Calibration *calibration)
{
    if (calibration == NULL)
        return;
    g_array_unref(calibration->points);
    g_string_chunk_free(calibration->strings);
    g_free(calibration);
}

const CalibrationPoint *calibration_points(const Calibration *calibration, gsize *n_points)
{
    *n_points = calibration->points->len;
    return (const CalibrationPoint *)(void *)calibration->points->data;
}

static gboolean holds(const CalibrationPoint *point, int year)
{
    return point->first_year == 0 || (year >= point->first_year && year <= point->last_year);
}

double calibration_value(const Calibration *calibration, const char *subject, int year,
                         const char *group, const char *category, double otherwise)
{
    double value = otherwise;
    gsize n;
    const CalibrationPoint *points = calibration_points(calibration, &n);
    for (gsize i = 0; i < n; i++) {
        const CalibrationPoint *point = &points[i];
        if (!holds(point, year) || strcmp(point->subject, subject) != 0 ||
            strcmp(point->group, group) != 0 || strcmp(point->category, category) != 0)
            continue;
        value = point->value;
        if (point->first_year != 0)
            break;
    }
    return value;
}

/* group NULL: any group, named by it. dated: rows of a year or range, else rows for all years. */
static CalibrationShares *collect(const Calibration *calibration, const char *subject, int year,
                                  const char *group, gboolean dated)
{
    CalibrationShares *shares = g_new0(CalibrationShares, 1);
    gsize n;
    const CalibrationPoint *points = calibration_points(calibration, &n);
    shares->names = g_new0(const char *, n + 1);
    shares->values = g_new0(double, n + 1);
    for (gsize i = 0; i < n; i++) {
        const CalibrationPoint *point = &points[i];
        if ((point->first_year != 0) != dated || !holds(point, year) ||
            strcmp(point->subject, subject) != 0 ||
            (group != NULL && strcmp(point->group, group) != 0))
            continue;
        shares->names[shares->n] = group != NULL ? point->category : point->group;
        shares->values[shares->n++] = point->value;
    }
    return shares;
}

static CalibrationShares *collect_dated_first(const Calibration *calibration, const char *subject,
                                              int year, const char *group)
{
    CalibrationShares *shares = collect(calibration, subject, year, group, TRUE);
    if (shares->n > 0)
        return shares;
    calibration_shares_free(shares);
    return collect(calibration, subject, year, group, FALSE);
}

CalibrationShares *calibration_shares(const Calibration *calibration, const char *subject, int year,
                                      const char *group)
{
    return collect_dated_first(calibration, subject, year, group);
}

CalibrationShares *calibration_group_shares(const Calibration *calibration, const char *subject,
                                            int year)
{
    return collect_dated_first(calibration, subject, year, NULL);
}

double calibration_shares_sum(const CalibrationShares *shares)
{
    double sum = 0;
    for (gsize i = 0; i < shares->n; i++)
        sum += shares->values[i];
    return sum;
}

void calibration_shares_free(CalibrationShares *shares)
{
    if (shares == NULL)
        return;
    g_free(shares->names);
    g_free(shares->values);
    g_free(shares);
}
