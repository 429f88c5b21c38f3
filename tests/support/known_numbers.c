#include "tests/support/known_numbers.h"

#include "core/csv.h"
#include "core/database.h"
#include "core/format.h"
#include "report/chart/chart.h"

#include <check.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

struct KnownNumbers {
    GHashTable *everywhere; /* numbers as printed, "1.106" and "3,9", that any page may show */
    GHashTable *by_file;    /* "waar.kaart.csv" -> those of that figure or table */
    GHashTable *printed;    /* the set that is being filled; borrowed */
};

/* What a page may show besides the data: numbers that are part of a method or a name. */
static const struct {
    const char *printed, *reason;
} allowed[] = {
    {"95", "level of the intervals"},
    {"99,8", "outer limits of the funnel"},
    {"100.000", "rates are per 100,000 inhabitants"},
    {"100", "a whole in percent"},
};

GHashTable *known_numbers_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void known_numbers_put_allowed(GHashTable *printed)
{
    for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++)
        g_hash_table_add(printed, g_strdup(allowed[i].printed));
}

KnownNumbers *known_numbers_new(void)
{
    KnownNumbers *known = g_new0(KnownNumbers, 1);
    known->everywhere = known_numbers_set();
    known->by_file =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
    known->printed = known->everywhere;
    known_numbers_put_allowed(known->printed);
    return known;
}

void known_numbers_free(KnownNumbers *known)
{
    g_hash_table_unref(known->everywhere);
    g_hash_table_unref(known->by_file);
    g_free(known);
}

/* --- numbers in a text */

/* Compiled once in a process: they are used on every line. Returns (transfer full). */
static GRegex *compile(const char *pattern)
{
    static GHashTable *compiled;
    if (compiled == NULL)
        compiled = g_hash_table_new(g_str_hash, g_str_equal);
    GRegex *regex = g_hash_table_lookup(compiled, pattern);
    if (regex == NULL) {
        regex = g_regex_new(pattern, G_REGEX_OPTIMIZE | G_REGEX_MULTILINE, 0, NULL);
        ck_assert_ptr_nonnull(regex);
        g_hash_table_insert(compiled, (gpointer)pattern, regex);
    }
    return g_regex_ref(regex);
}

GPtrArray *known_numbers_in(const char *text)
{
    GPtrArray *numbers = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GRegex) number = compile(KNOWN_NUMBER);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(number, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL))
        g_ptr_array_add(numbers, g_match_info_fetch(match, 0));
    return numbers;
}

void known_numbers_put_text(GHashTable *printed, const char *text)
{
    g_autoptr(GPtrArray) numbers = known_numbers_in(text);
    for (guint i = 0; i < numbers->len; i++)
        g_hash_table_add(printed, g_strdup(g_ptr_array_index(numbers, i)));
}

static void add_text(KnownNumbers *known, const char *text)
{
    known_numbers_put_text(known->printed, text);
}

/* As the report may print it: whole, with one or two decimals, or rounded to what an estimate
 * bears.
 */
void known_numbers_put_value(GHashTable *printed, double value)
{
    double size = fabs(value);
    for (int decimals = 0; decimals <= 2; decimals++)
        g_hash_table_add(printed, format_decimal(size, decimals, LANGUAGE_NL));
    if (size >= 20)
        g_hash_table_add(printed, format_rounded(size, LANGUAGE_NL));
}

/* --- figures */

typedef struct {
    KnownNumbers *known;
    const char *area;
    GArray *is_number; /* gboolean for each column, by the description of the file */
    GArray *largest;   /* double for each column */
} Reading;

void known_numbers_put_ticks(GHashTable *printed, double largest)
{
    for (guint wanted = 2; wanted <= 6; wanted++)
        for (int whole = 0; whole <= 1; whole++) {
            Ticks ticks = ticks_from_zero(largest, wanted, whole);
            for (guint i = 0; i < ticks.n; i++)
                g_hash_table_add(printed, tick_label(&ticks, i, LANGUAGE_NL));
        }
}

static void add_field(Reading *reading, guint column, const char *name, const char *field)
{
    char *end = NULL;
    if (*field == '\0' || strcmp(name, "gedrukt") == 0)
        return;
    if (!g_array_index(reading->is_number, gboolean, column)) {
        add_text(reading->known, field);
        return;
    }
    double value = g_ascii_strtod(field, &end);
    if (*end != '\0')
        return; /* the word of a kind of empty */
    known_numbers_put_value(reading->known->printed, value);
    double *largest = &g_array_index(reading->largest, double, column);
    *largest = MAX(*largest, value);
}

/* The files of the report stage hold no line ends within a field. */
static void add_row(Reading *reading, char **names, const char *line)
{
    g_auto(GStrv) fields = g_strsplit(line, ";", -1);
    guint n = MIN(g_strv_length(names), g_strv_length(fields));
    gboolean by_area = reading->area != NULL && strcmp(names[0], "gebied") == 0;
    if (n == 0 || (by_area && fields[0][0] != '\0' && strcmp(fields[0], reading->area) != 0))
        return;
    for (guint i = by_area ? 2 : 0; i < n; i++)
        add_field(reading, i, names[i], fields[i]);
}

static GArray *number_columns(JsonObject *resource)
{
    GArray *is_number = g_array_new(FALSE, FALSE, sizeof(gboolean));
    JsonArray *fields =
        json_object_get_array_member(json_object_get_object_member(resource, "schema"), "fields");
    for (guint i = 0; i < json_array_get_length(fields); i++) {
        gboolean number =
            strcmp(json_object_get_string_member(json_array_get_object_element(fields, i), "type"),
                   "string") != 0;
        g_array_append_val(is_number, number);
    }
    return is_number;
}

static void add_file(KnownNumbers *known, JsonObject *resource, const char *folder,
                     const char *area)
{
    g_autofree char *path =
        g_build_filename(folder, json_object_get_string_member(resource, "path"), NULL);
    g_autoptr(GArray) is_number = number_columns(resource);
    g_autofree char *content = NULL;
    ck_assert(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    g_auto(GStrv) names = g_strsplit(lines[0], ";", -1);
    g_autoptr(GArray) largest = g_array_new(FALSE, TRUE, sizeof(double));
    g_array_set_size(largest, is_number->len);
    Reading reading = {known, area, is_number, largest};
    for (char **name = names; *name != NULL; name++)
        add_text(known, *name);
    for (guint i = 1; lines[i] != NULL; i++)
        add_row(&reading, names, lines[i]);
    for (guint i = 0; i < largest->len; i++)
        if (g_array_index(largest, double, i) > 0)
            known_numbers_put_ticks(known->printed, g_array_index(largest, double, i));
    if (g_strv_contains((const char *const *)names, "verwacht"))
        add_text(known, "0 1 2 5 10 20 50 100 200 500 1.000"); /* the other axis of a funnel */
}

/* Numbers in sentences may stand on any page, those of a figure only where the figure is. */
static void add_resource(KnownNumbers *known, JsonObject *resource, const char *folder,
                         const char *area)
{
    const char *path = json_object_get_string_member(resource, "path");
    if (strcmp(path, "tekst.csv") != 0) {
        known->printed = known_numbers_set();
        g_hash_table_insert(known->by_file, g_strdup(path), known->printed);
    }
    add_file(known, resource, folder, area);
    known->printed = known->everywhere;
}

void known_numbers_add_figures(KnownNumbers *known, const char *folder, const char *area)
{
    g_autofree char *path = g_build_filename(folder, "datapackage.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    ck_assert(json_parser_load_from_file(parser, path, NULL));
    JsonArray *resources = json_object_get_array_member(
        json_node_get_object(json_parser_get_root(parser)), "resources");
    for (guint i = 0; i < json_array_get_length(resources); i++)
        add_resource(known, json_array_get_object_element(resources, i), folder, area);
}

/* --- publication */

GPtrArray *known_sentences(const char *path, const char *area)
{
    static const char *const queries[] = {
        "SELECT sentence_nl FROM trend WHERE area = ?1 OR area NOT LIKE 'GM%'",
        "SELECT sentence_nl FROM benchmark WHERE area = ?1",
        "SELECT sentence_nl FROM duration",
        "SELECT sentence_nl FROM chain",
        "SELECT sentence_nl FROM quarter WHERE area = ?1 OR area NOT LIKE 'GM%'",
        "SELECT reasons_nl FROM estimate WHERE area IN (?1, 'NL01')",
        "SELECT method_nl FROM estimate WHERE area IN (?1, 'NL01')"};
    GPtrArray *sentences = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Database) database = database_open(path, DATABASE_PUBLICATION, DATABASE_READ, NULL);
    ck_assert_ptr_nonnull(database);
    for (gsize i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autoptr(sqlite3_stmt) row = database_prepare(database, queries[i], NULL);
        gboolean has_row = row != NULL;
        ck_assert_msg(has_row, "%s", queries[i]);
        sqlite3_bind_text(row, 1, area != NULL ? area : "NL01", -1, SQLITE_STATIC);
        while (has_row && database_step(database, row, &has_row, NULL) && has_row)
            if (database_text(row, 0) != NULL)
                g_ptr_array_add(sentences, g_strdup(database_text(row, 0)));
    }
    return sentences;
}

void known_numbers_add_publication(KnownNumbers *known, const char *path, const char *area)
{
    g_autoptr(GPtrArray) sentences = known_sentences(path, area);
    for (guint i = 0; i < sentences->len; i++)
        add_text(known, g_ptr_array_index(sentences, i));
}

/* --- pages */

/* What has figures in it and is no figure. */
typedef struct {
    const char *pattern, *reason;
} LeftOut;

static const LeftOut left_out[] = {
    {"\\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|"
     "december) \\d{4}",
     "a day"},
    {"\\d{2}-\\d{2}-\\d{4}", "a day"},
    {"\\b(19|20)\\d\\d\\b", "a year"},
    {"[’']\\d\\d\\b", "a year on an axis"},
    {"(?i)\\b(figuur|tabel|hoofdstuk|paragraaf)\\s\\d+(\\.\\d+)?", "a label"},
    {"\\b[\\w.-]+\\.csv", "the name of a file"},
    {"\\b(art\\.|artikel|lid|sub)\\s\\d+", "an article of a law"},
    {"(sepotgrond|SHA)[- ]\\d+", "a code"},
    {"minder dan 0,5|0,5–0,8|0,8–1,25|1,25–2|2 of meer", "the classes of a heat table"},
    {"hun sommen zijn [\\d, en\\n]+", "the sums of a table that was printed in 2012"},
    {"\\binbeeld \\d+\\.\\d+\\.\\d+", "the version of the program"},
    {"0900-8844|spoed 112", "a telephone number"},
};

/* The same of the lines of a page outside figures. */
static const LeftOut left_out_of_lines[] = {
    {"^\\d+(\\.\\d+)?[^\\S\\n]+\\n?\\p{Lu}.*$", "a heading"},
    {"^([^\\n]*[ \\t])?\\d+\\s*\\z", "the foot with the number of the page"},
    {"^\\d\\. ", "the number of an item in a list"},
    {"· \\d+ \\p{Lu}[^\\n]*$", "the chapter in the head of the page"},
};

static gboolean blank_match(const GMatchInfo *match, GString *result, gpointer unused)
{
    g_autofree char *found = g_match_info_fetch(match, 0);
    for (const char *at = found; *at != '\0'; at++)
        g_string_append_c(result, *at == '\n' ? '\n' : ' ');
    (void)unused;
    return FALSE;
}

/* Blanks of the same length; takes over `text`. */
static char *blank_out(char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = compile(pattern);
    char *blanked = g_regex_replace_eval(regex, text, -1, 0, 0, blank_match, NULL, NULL);
    g_free(text);
    return blanked;
}

char *known_numbers_in_figure(const char *text)
{
    char *only = g_strdup(text);
    for (gsize i = 0; i < G_N_ELEMENTS(left_out); i++)
        only = blank_out(only, left_out[i].pattern);
    return only;
}

char *known_numbers_only(const char *page)
{
    g_autoptr(GRegex) list = compile("^(Inhoud|Figuren|Tabellen)$");
    char *text = g_strdup(page);
    /* In a contents list or a list of figures or tables these are numbers of chapters and pages. */
    if (g_regex_match(list, page, 0, NULL))
        text = blank_out(text, "^[\\d.]+\\s*$");
    for (gsize i = 0; i < G_N_ELEMENTS(left_out_of_lines); i++)
        text = blank_out(text, left_out_of_lines[i].pattern);
    for (gsize i = 0; i < G_N_ELEMENTS(left_out); i++)
        text = blank_out(text, left_out[i].pattern);
    return text;
}

/* The figures on a page are those whose files it names. A table names its file where it ends, so
 * the files of the next page that names any belong to this page as well. */
static GPtrArray *sets_of_page(const KnownNumbers *known, char **pages, guint page)
{
    g_autoptr(GRegex) file = compile("[\\w.-]+\\.csv");
    GPtrArray *sets = g_ptr_array_new();
    g_ptr_array_add(sets, known->everywhere);
    for (guint i = page; pages[i] != NULL; i++) {
        guint before = sets->len;
        g_autoptr(GMatchInfo) match = NULL;
        g_regex_match(file, pages[i], 0, &match);
        for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
            g_autofree char *name = g_match_info_fetch(match, 0);
            gpointer set = g_hash_table_lookup(known->by_file, name);
            if (set != NULL)
                g_ptr_array_add(sets, set);
        }
        if (i > page && sets->len > before)
            break;
    }
    return sets;
}

static gboolean is_known(const GPtrArray *sets, const char *printed)
{
    for (guint i = 0; i < sets->len; i++)
        if (g_hash_table_contains(g_ptr_array_index(sets, i), printed))
            return TRUE;
    return FALSE;
}

char *known_numbers_fault(const KnownNumbers *known, char **pages, guint page, guint *n_checked)
{
    g_autofree char *text = known_numbers_only(pages[page]);
    g_autoptr(GPtrArray) sets = sets_of_page(known, pages, page);
    g_autoptr(GRegex) number = compile(KNOWN_NUMBER);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(number, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *found = g_match_info_fetch(match, 0);
        int start, end;
        ++*n_checked;
        if (is_known(sets, found))
            continue;
        g_match_info_fetch_pos(match, 0, &start, &end);
        int from = MAX(0, start - 60), to = MIN((int)strlen(text), end + 60);
        g_autofree char *around = g_strndup(text + from, (gsize)(to - from));
        g_strdelimit(around, "\n\f", '|');
        return g_strdup_printf("%s in \"%s\"", found, around);
    }
    return NULL;
}
