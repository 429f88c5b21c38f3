#include "stats/chain/chain.h"

#include "core/datadir.h"
#include "core/error.h"
#include "stats/counts/beta.h"

#include <string.h>

#define CHAIN_FILE "reference/chain.ini"

struct ChainRule {
    GArray *steps; /* ChainStep */
    GStringChunk *strings;
    gint64 least_share, least_cases, least_ended;
};

/* What is being read, for messages. */
typedef struct {
    const char *name;
    GKeyFile *file;
    const MeasureList *measures;
    const Codes *codes;
    ChainRule *rule;
} Reader;

static gboolean refuse(const Reader *reader, GError **error, const char *group, const char *key,
                       const char *value, const char *remedy)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: [%s] %s = \"%s\": %s",
                reader->name, group, key, value != NULL ? value : "", remedy);
    return FALSE;
}

static const char *read_text(const Reader *reader, const char *group, const char *key)
{
    g_autofree char *text = g_key_file_get_string(reader->file, group, key, NULL);
    return text != NULL ? g_string_chunk_insert_const(reader->rule->strings, g_strstrip(text))
                        : NULL;
}

static gboolean read_measures(const Reader *reader, ChainStep *step, GError **error)
{
    gsize n_found = 0;
    for (int kind = 0; kind < AREA_KIND_COUNT; kind++) {
        const char *key = area_kind_word((AreaKind)kind);
        const char *code = read_text(reader, step->name, key);
        if (code == NULL)
            continue;
        step->measure[kind] = measure_find(reader->measures, code);
        if (step->measure[kind] == NULL)
            return refuse(reader, error, step->name, key, code,
                          "is no measure; give a code of reference/measures.csv");
        n_found++;
    }
    return n_found > 0 || refuse(reader, error, step->name, "land", NULL,
                                 "a step needs a measure for at least one kind of area");
}

static gboolean read_category(const Reader *reader, ChainStep *step, GError **error)
{
    const char *dimension = read_text(reader, step->name, "dimension");
    const char *category = read_text(reader, step->name, "category");
    step->dimension = dimension != NULL ? dimension : "";
    step->category = category != NULL ? category : "";
    if ((dimension == NULL) != (category == NULL))
        return refuse(reader, error, step->name, "category", category,
                      "dimension and category go together");
    return dimension == NULL || codes_has(reader->codes, dimension, category) ||
           refuse(reader, error, step->name, "category", category,
                  "is not in this dimension of reference/codes.csv");
}

/* A part is a category of the very measure of the whole: the same unit, population and place, and
 * the same day that decides. */
static gboolean check_part(const Reader *reader, const ChainStep *step, GError **error)
{
    const ChainStep *whole = &g_array_index(reader->rule->steps, ChainStep, step->part_of);
    for (int kind = 0; kind < AREA_KIND_COUNT; kind++)
        if (step->measure[kind] != NULL && step->measure[kind] != whole->measure[kind])
            return refuse(reader, error, step->name, "part-of", whole->name,
                          "counts something else; a part has the measure of its whole");
    if (step->dimension[0] == '\0' || whole->dimension[0] != '\0')
        return refuse(reader, error, step->name, "part-of", whole->name,
                      "a part is a category of a total");
    return step->why != NULL || refuse(reader, error, step->name, "why", NULL,
                                       "say why this is a part of the other block");
}

static gboolean read_part(const Reader *reader, ChainStep *step, GError **error)
{
    const char *whole = read_text(reader, step->name, "part-of");
    step->part_of = -1;
    step->why = read_text(reader, step->name, "why");
    if (whole == NULL)
        return TRUE;
    for (guint i = 0; i < reader->rule->steps->len; i++)
        if (strcmp(g_array_index(reader->rule->steps, ChainStep, i).name, whole) == 0)
            step->part_of = (gint32)i;
    if (step->part_of < 0)
        return refuse(reader, error, step->name, "part-of", whole,
                      "is no step before this one in [steps] order");
    return check_part(reader, step, error);
}

static gboolean read_steps(const Reader *reader, GError **error)
{
    g_auto(GStrv) names = g_key_file_get_string_list(reader->file, "steps", "order", NULL, NULL);
    if (names == NULL || names[0] == NULL)
        return refuse(reader, error, "steps", "order", NULL, "name the steps, separated by ;");
    for (char **name = names; *name != NULL; name++) {
        ChainStep step = {
            .name = g_string_chunk_insert_const(reader->rule->strings, g_strstrip(*name))};
        for (guint i = 0; i < reader->rule->steps->len; i++)
            if (strcmp(g_array_index(reader->rule->steps, ChainStep, i).name, step.name) == 0)
                return refuse(reader, error, "steps", "order", step.name,
                              "is there twice; leave one out");
        if (!read_measures(reader, &step, error) || !read_category(reader, &step, error) ||
            !read_part(reader, &step, error))
            return FALSE;
        g_array_append_val(reader->rule->steps, step);
    }
    return TRUE;
}

static gboolean read_number(const Reader *reader, const char *group, const char *key, gint64 least,
                            gint64 *number, GError **error)
{
    GError *problem = NULL;
    *number = g_key_file_get_int64(reader->file, group, key, &problem);
    gboolean good = problem == NULL && *number >= least && *number <= 1000000;
    g_clear_error(&problem);
    g_autofree char *remedy = g_strdup_printf("give a whole number from %" G_GINT64_FORMAT, least);
    return good || refuse(reader, error, group, key, read_text(reader, group, key), remedy);
}

ChainRule *chain_rule_parse(const char *name, const char *text, const MeasureList *measures,
                            const Codes *codes, GError **error)
{
    g_autoptr(ChainRule) rule = g_new0(ChainRule, 1);
    rule->steps = g_array_new(FALSE, FALSE, sizeof(ChainStep));
    rule->strings = g_string_chunk_new(1024);
    g_autoptr(GKeyFile) file = g_key_file_new();
    Reader reader = {name, file, measures, codes, rule};
    GError *problem = NULL;
    if (!g_key_file_load_from_data(file, text, strlen(text), G_KEY_FILE_NONE, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG, "%s: %s", name, problem->message);
        g_error_free(problem);
        return NULL;
    }
    /* A percentage of fewer than 20 is refused everywhere; a median of fewer than 10 is a case. */
    if (!read_steps(&reader, error) ||
        !read_number(&reader, "share", "least", 20, &rule->least_share, error) ||
        !read_number(&reader, "duration", "least-cases", 10, &rule->least_cases, error) ||
        !read_number(&reader, "duration", "least-ended", 5, &rule->least_ended, error))
        return NULL;
    return g_steal_pointer(&rule);
}

ChainRule *chain_rule_load(const MeasureList *measures, const Codes *codes, GError **error)
{
    g_autofree char *path = datadir_path(CHAIN_FILE);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, error))
        return NULL;
    return chain_rule_parse(CHAIN_FILE, text, measures, codes, error);
}

void chain_rule_free(ChainRule *rule)
{
    g_array_unref(rule->steps);
    g_string_chunk_free(rule->strings);
    g_free(rule);
}

gsize chain_rule_count(const ChainRule *rule)
{
    return rule->steps->len;
}

const ChainStep *chain_rule_step(const ChainRule *rule, gsize index)
{
    g_assert(index < rule->steps->len);
    return &g_array_index(rule->steps, ChainStep, index);
}

gint64 chain_rule_least_share(const ChainRule *rule)
{
    return rule->least_share;
}

gint64 chain_rule_least_cases(const ChainRule *rule)
{
    return rule->least_cases;
}

gint64 chain_rule_least_ended(const ChainRule *rule)
{
    return rule->least_ended;
}

Interval chain_share_limits(gint64 part, gint64 whole, double level)
{
    g_assert(whole > 0 && part >= 0 && part <= whole);
    double tail = (1 - level) / 2, x = (double)part, n = (double)whole;
    return (Interval){part > 0 ? beta_quantile(tail, x, n - x + 1) : 0,
                      part < whole ? beta_upper_quantile(tail, x + 1, n - x) : 1};
}
