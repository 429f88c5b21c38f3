#include "core/table_file.h"
#include "stats/benchmark/funnel.h"
#include "stats/counts/poisson.h"
#include "stats/trend/glm.h"
#include "stats/trend/rank_trend.h"
#include "stats/trend/trend.h"
#include "tests/support/shared_data.h"

#include <check.h>
#include <math.h>
#include <string.h>

/* Every row of trend-reference.csv and derived-values.csv (both beside this file: figures of R and
 * of published reports) is reproduced through the functions of the product. A row is handed to the
 * one handler that knows its name; a row that no handler knows fails the test. */

#define FOLDER "tests/stats/trend/"
#define N_YEARS 8

typedef struct {
    const char *method, *input, *detail;
    double value, lower, upper; /* NaN where the row has none */
} Row;

static void check_within(const Row *row, const char *what, double found, double expected,
                         double tolerance)
{
    ck_assert_msg(fabs(found - expected) <= tolerance, "row \"%s\" (%s): %s is %.9g, not %.9g",
                  row->method, row->input, what, found, expected);
}

/* Equal to as many digits as R prints: 7. */
static void check_number(const Row *row, const char *what, double found, double expected)
{
    check_within(row, what, found, expected, 1.1e-6 * fmax(fabs(expected), 1e-3));
}

/* A number after a word of the column detail: "se 0.0048, deviance 296.7". */
static double named(const Row *row, const char *word)
{
    const char *place = strstr(row->detail, word);
    ck_assert_msg(place != NULL, "row \"%s\": no %s", row->method, word);
    return g_ascii_strtod(place + strlen(word), NULL);
}

/* comensha-rapporteur-2014-2021 of the published series. */
static const double rapporteur[N_YEARS] = {1255, 1150, 952, 958, 668, 1334, 984, 791};

static void fill_line(double *design)
{
    for (int i = 0; i < N_YEARS; i++) {
        design[2 * i] = 1;
        design[2 * i + 1] = i;
    }
}

static Glm *line_fit(void)
{
    double design[2 * N_YEARS];
    fill_line(design);
    Glm *glm = glm_fit(N_YEARS, 2, design, NULL, rapporteur, NULL, INFINITY);
    ck_assert_int_eq(glm->status, GLM_FITTED);
    return glm;
}

static void slope_of_poisson(const Row *row)
{
    g_autoptr(Glm) glm = line_fit();
    check_number(row, "slope", glm->coefficients[1], row->value);
    check_number(row, "se", glm_standard_error(glm, 1, 1), named(row, "se "));
    check_number(row, "deviance", glm->deviance, named(row, "deviance "));
    ck_assert_uint_eq(glm->df, (gsize)named(row, "df "));
}

static void annual_change_of_poisson(const Row *row)
{
    g_autoptr(Glm) glm = line_fit();
    double slope = glm->coefficients[1], margin = 1.959963985 * glm_standard_error(glm, 1, 1);
    check_number(row, "change", 100 * expm1(slope), row->value);
    check_number(row, "lower", 100 * expm1(slope - margin), row->lower);
    check_number(row, "upper", 100 * expm1(slope + margin), row->upper);
}

static void dispersion_of_quasi_poisson(const Row *row)
{
    g_autoptr(Glm) glm = line_fit();
    double error = glm_standard_error(glm, 1, glm->dispersion);
    check_number(row, "dispersion", glm->dispersion, row->value);
    check_number(row, "slope se", error, named(row, "slope se "));
    check_number(row, "p", glm_p_value(glm->coefficients[1], error, glm->df), named(row, "p "));
}

static void slope_of_negative_binomial(const Row *row)
{
    double design[2 * N_YEARS];
    fill_line(design);
    g_autoptr(NegativeBinomial) fit = negative_binomial_fit(N_YEARS, 2, design, NULL, rapporteur);
    check_number(row, "slope", fit->glm->coefficients[1], row->value);
    check_number(row, "se", glm_standard_error(fit->glm, 1, 1), named(row, "se "));
    check_number(row, "theta", fit->theta, named(row, "theta "));
    /* R stops its Newton steps for theta at 1.2e-4 and gives the error of the step before. */
    check_within(row, "theta se", fit->theta_error, named(row, "(se "), 1.2e-4);
}

static void rank_trend(const Row *row)
{
    MannKendall found = mann_kendall(N_YEARS, rapporteur);
    check_number(row, "tau", found.tau, row->value);
    check_number(row, "S", found.s, named(row, "S "));
    check_number(row, "variance", found.variance, named(row, "var "));
    check_number(row, "p", found.p_value, named(row, "p "));
}

static void slope_of_sen(const Row *row)
{
    const double times[N_YEARS] = {0, 1, 2, 3, 4, 5, 6, 7};
    SenSlope found = sen_slope(N_YEARS, times, rapporteur, 0.95);
    check_number(row, "slope", found.slope, row->value);
    check_number(row, "lower", found.lower, row->lower);
    check_number(row, "upper", found.upper, row->upper);
    check_number(row, "p", mann_kendall(N_YEARS, rapporteur).p_value, named(row, "p "));
}

static void exact_limits(const Row *row)
{
    Interval limits = poisson_exact_interval((gint64)row->value, 0.95);
    check_number(row, "lower", limits.lower, row->lower);
    check_number(row, "upper", limits.upper, row->upper);
}

static void byar_limits(const Row *row)
{
    Interval limits = poisson_byar_interval((gint64)row->value, 0.95);
    check_number(row, "lower", limits.lower, row->lower);
    check_number(row, "upper", limits.upper, row->upper);
}

static void exact_ratio(const Row *row)
{
    PoissonRatio ratio = poisson_exact_ratio(791, 984, 0.95);
    ck_assert_str_eq(row->input, "791 against 984");
    check_number(row, "ratio", ratio.ratio, row->value);
    check_number(row, "lower", ratio.limits.lower, row->lower);
    check_number(row, "upper", ratio.limits.upper, row->upper);
    check_number(row, "1e6 p", 1e6 * ratio.p_value, 1e6 * named(row, "p "));
}

/* The numbers after a word up to a semicolon. */
static gsize numbers_after(const char *text, const char *word, double *numbers, gsize most)
{
    const char *place = strstr(text, word);
    ck_assert_ptr_nonnull(place);
    place += strlen(word);
    gsize n = 0;
    for (char *end; n < most; place = end) {
        numbers[n] = g_ascii_strtod(place, &end);
        if (end == place)
            break;
        n++;
    }
    return n;
}

static void funnel_tau2(const Row *row)
{
    double observed[20], expected[20];
    gsize n = numbers_after(row->input, "obs", observed, 20);
    ck_assert_uint_eq(n, numbers_after(row->input, "exp", expected, 20));
    FunnelDispersion found = funnel_dispersion(n, observed, expected, 0.1, FUNNEL_TRUNCATE);
    check_number(row, "tau2", found.tau2, row->value);
    check_number(row, "phi", found.phi, named(row, "phi "));
    Interval adjusted = funnel_overdispersed_limits(expected[0], found.tau2, 0.95);
    Interval exact = funnel_exact_limits(expected[0], 0.95);
    double limits[2] = {NAN, NAN};
    numbers_after(row->detail, "limits adjusted", limits, 2);
    check_number(row, "adjusted lower", adjusted.lower, limits[0]);
    check_number(row, "adjusted upper", adjusted.upper, limits[1]);
    numbers_after(row->detail, "unadjusted", limits, 2);
    check_number(row, "exact lower", exact.lower, limits[0]);
    check_number(row, "exact upper", exact.upper, limits[1]);
}

static const struct {
    const char *method;
    void (*check)(const Row *row);
} handlers[] = {{"poisson-glm log-linear slope", slope_of_poisson},
                {"annual percent change (poisson)", annual_change_of_poisson},
                {"quasi-poisson dispersion", dispersion_of_quasi_poisson},
                {"negative-binomial slope", slope_of_negative_binomial},
                {"mann-kendall", rank_trend},
                {"sen slope", slope_of_sen},
                {"exact poisson 95% interval", exact_limits},
                {"byar 95% interval", byar_limits},
                {"exact ratio of two poisson counts", exact_ratio},
                {"funnel overdispersion tau2 (SHMI log transform, 10% truncated)", funnel_tau2}};

static double number_of(const TableFile *table, gssize column)
{
    const char *text = table_file_text(table, column);
    return text[0] == '\0' ? NAN : g_ascii_strtod(text, NULL);
}

START_TEST(every_row_of_trend_reference)
{
    g_autoptr(TableFile) table = table_file_open(FOLDER "trend-reference.csv", NULL);
    ck_assert_ptr_nonnull(table);
    gboolean used[G_N_ELEMENTS(handlers)] = {FALSE};
    gsize n_rows = 0;
    while (table_file_next(table, NULL)) {
        Row row = {table_file_text(table, 0), table_file_text(table, 1), table_file_text(table, 5),
                   number_of(table, 2),       number_of(table, 3),       number_of(table, 4)};
        guint h = 0;
        while (h < G_N_ELEMENTS(handlers) && strcmp(handlers[h].method, row.method) != 0)
            h++;
        ck_assert_msg(h < G_N_ELEMENTS(handlers), "no handler for row \"%s\"", row.method);
        handlers[h].check(&row);
        used[h] = TRUE;
        n_rows++;
    }
    for (guint h = 0; h < G_N_ELEMENTS(handlers); h++)
        ck_assert_msg(used[h], "no row \"%s\"", handlers[h].method);
    ck_assert_uint_eq(n_rows, 17);
}
END_TEST

/* --- derived values -------------------------------------------------------------------------- */

/* The next number of a printed text: blanks group thousands only where a digit follows at once in
 * groups of three ("873 338"). */
static double next_number(const char **text)
{
    const char *at = *text;
    while (*at != '\0' && !g_ascii_isdigit(*at))
        at++;
    GString *digits = g_string_new(NULL);
    while (g_ascii_isdigit(*at) || *at == '.' ||
           (*at == ' ' && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]) &&
            g_ascii_isdigit(at[3]))) {
        if (*at != ' ')
            g_string_append_c(digits, *at);
        at++;
    }
    ck_assert_msg(digits->len > 0, "no number in \"%s\"", *text);
    double number = g_ascii_strtod(digits->str, NULL);
    g_string_free(digits, TRUE);
    *text = at;
    return number;
}

/* Equal after rounding to the decimals that the report printed. */
static void check_printed(const char *row, double found, double printed, double half_unit)
{
    ck_assert_msg(fabs(found - printed) <= half_unit * 1.0001, "row \"%s\": %.6f, printed %.3f",
                  row, found, printed);
}

static void check_rate(const char *name, const char *value)
{
    const char *divided = strchr(name, '/');
    const char *start = divided;
    while (start > name && (g_ascii_isdigit(start[-1]) || start[-1] == ' '))
        start--;
    double count = next_number(&start), inhabitants = next_number(&divided);
    Interval limits = poisson_exact_interval((gint64)count, 0.95);
    double scale = 100000 / inhabitants;
    check_printed(name, count * scale, next_number(&value), 5e-3);
    check_printed(name, limits.lower * scale, next_number(&value), 5e-3);
    check_printed(name, limits.upper * scale, next_number(&value), 5e-3);
}

static void check_counts(const char *name, const char *value)
{
    const char *count = strchr(name, ':');
    int n = 0;
    for (; count != NULL; count = strchr(count + 1, ';'), n++) {
        const char *at = count;
        Interval limits = poisson_exact_interval((gint64)next_number(&at), 0.95);
        check_printed(name, limits.lower, next_number(&value), 5e-3);
        check_printed(name, limits.upper, next_number(&value), 5e-3);
    }
    ck_assert_int_eq(n, 7);
}

/* A Poisson regression on one factor of two levels has Wald's log interval. */
static void check_wald(const char *name, const char *value)
{
    const char *at = name;
    double second = next_number(&at), first = next_number(&at);
    const double design[] = {1, 0, 1, 1}, counts[] = {first, second};
    g_autoptr(Glm) glm = glm_fit(2, 2, design, NULL, counts, NULL, INFINITY);
    ck_assert_int_eq(glm->status, GLM_FITTED);
    double ratio = glm->coefficients[1], margin = 1.959963985 * glm_standard_error(glm, 1, 1);
    check_printed(name, exp(ratio), next_number(&value), 5e-4);
    check_printed(name, exp(ratio - margin), next_number(&value), 5e-4);
    check_printed(name, exp(ratio + margin), next_number(&value), 5e-4);
}

static void check_binomial(const char *name, const char *value)
{
    const char *at = strchr(name, '(');
    double part = next_number(&at), whole = next_number(&at);
    gint64 second = (gint64)part, first = (gint64)(whole - part);
    double p_value = poisson_exact_ratio(second, first, 0.95).p_value;
    check_printed(name, p_value, next_number(&value), 5e-4);
    TrendPoint points[] = {{period_year(2010), STATE_VALUE, first, 0, FALSE, FALSE, -1},
                           {period_year(2011), STATE_VALUE, second, 0, FALSE, FALSE, -1}};
    TrendResult result = trend_find(2, points, 0, NULL, 1);
    ck_assert_double_eq_tol(result.p_value, p_value, 1e-9);
    ck_assert_int_eq(result.direction, TREND_NO_CHANGE);
}

/* A count over an exposure of five years. */
static void check_mean(const char *name, const char *value)
{
    double total = next_number(&value), years = next_number(&value);
    const double design[] = {1}, offset[] = {log(years)};
    g_autoptr(Glm) glm = glm_fit(1, 1, design, offset, &total, NULL, INFINITY);
    check_printed(name, exp(glm->coefficients[0]), next_number(&value), 5e-2);
}

static const struct {
    const char *part; /* of the name of the row */
    void (*check)(const char *name, const char *value);
} derived_handlers[] = {{" / ", check_rate},
                        {"interval on the count", check_counts},
                        {"Wald log interval", check_wald},
                        {"exact two-sided binomial", check_binomial},
                        {"mean per year", check_mean}};

START_TEST(every_row_of_derived_values)
{
    g_autoptr(TableFile) table = table_file_open(FOLDER "derived-values.csv", NULL);
    ck_assert_ptr_nonnull(table);
    gsize n_rows = 0, n_checked[G_N_ELEMENTS(derived_handlers)] = {0};
    while (table_file_next(table, NULL)) {
        const char *name = table_file_text(table, 0);
        guint h = 0;
        while (h < G_N_ELEMENTS(derived_handlers) && strstr(name, derived_handlers[h].part) == NULL)
            h++;
        ck_assert_msg(h < G_N_ELEMENTS(derived_handlers), "no handler for row \"%s\"", name);
        derived_handlers[h].check(name, table_file_text(table, 1));
        n_checked[h]++;
        n_rows++;
    }
    ck_assert_uint_eq(n_rows, 10);
    ck_assert_uint_eq(n_checked[0], 6);
}
END_TEST

/* The copies beside this file are the reference files, byte for byte. */
START_TEST(copies_are_those_of_the_reference)
{
    static const struct {
        const char *copy, *shared;
    } files[] = {{"trend-reference.csv", "data/mse/trend-reference.csv"},
                 {"derived-values.csv", "data/seed-tables/afgeleide_waarden.csv"}};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *shared = shared_data_path(files[i].shared);
        if (shared == NULL)
            return;
        g_autofree char *copy = g_strconcat(FOLDER, files[i].copy, NULL);
        g_autofree char *ours = NULL;
        g_autofree char *theirs = NULL;
        ck_assert(g_file_get_contents(copy, &ours, NULL, NULL));
        ck_assert(g_file_get_contents(shared, &theirs, NULL, NULL));
        ck_assert_str_eq(ours, theirs);
    }
}
END_TEST

Suite *trend_reference_suite(void);
Suite *trend_reference_suite(void)
{
    Suite *suite = suite_create("trend_reference");
    TCase *tcase = tcase_create("rows");
    tcase_add_test(tcase, every_row_of_trend_reference);
    tcase_add_test(tcase, every_row_of_derived_values);
    tcase_add_test(tcase, copies_are_those_of_the_reference);
    suite_add_tcase(suite, tcase);
    return suite;
}
