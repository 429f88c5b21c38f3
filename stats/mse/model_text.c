#include "core/error.h"
#include "stats/mse/model.h"

#include <string.h>

/* The notation of models: [123,14,34], [12,1.sex,sex.year]. */

#define MAX_TEXT 4096

typedef struct {
    const MseTable *table;
    const char *text;
    const char *at;
} Parser;

static gboolean refuse(const Parser *parser, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean refuse(const Parser *parser, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "model \"%s\", character %u: %s; write for example [12,3]", parser->text,
                (guint)(parser->at - parser->text) + 1, message);
    return FALSE;
}

static void skip_blanks(Parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\t')
        parser->at++;
}

static gboolean is_special(char c)
{
    return c == '\0' || strchr(".,[]\" \t", c) != NULL;
}

static gboolean all_digits(const char *text)
{
    return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

static gboolean add_factor(const Parser *parser, MseTerm factor, MseTerm *term, GError **error)
{
    if (*term & factor)
        return refuse(parser, error, "a list or covariate occurs twice in one term");
    *term |= factor;
    return TRUE;
}

static gboolean add_lists(const Parser *parser, const char *digits, MseTerm *term, GError **error)
{
    for (; *digits != '\0'; digits++) {
        guint list = *digits == '0' ? 9 : (guint)(*digits - '1');
        if (list >= mse_table_n_lists(parser->table))
            return refuse(parser, error, "there is no list %c; the table has %u lists", *digits,
                          mse_table_n_lists(parser->table));
        if (!add_factor(parser, MSE_TERM_LIST(list), term, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean add_covariate(const Parser *parser, const char *name, MseTerm *term, GError **error)
{
    gint covariate = mse_table_find_covariate(parser->table, name);
    if (covariate < 0)
        return refuse(parser, error, "there is no covariate \"%s\"", name);
    return add_factor(parser, MSE_TERM_COVARIATE(covariate), term, error);
}

/* A name between quotation marks; NULL when the closing one is missing. */
static char *parse_quoted(Parser *parser)
{
    GString *name = g_string_new(NULL);
    for (parser->at++; *parser->at != '\0'; parser->at++) {
        if (*parser->at == '"' && parser->at[1] != '"') {
            parser->at++;
            return g_string_free(name, FALSE);
        }
        if (*parser->at == '"')
            parser->at++;
        g_string_append_c(name, *parser->at);
    }
    g_string_free(name, TRUE);
    return NULL;
}

/* One part of a term: list numbers or the name of a covariate. */
static gboolean parse_part(Parser *parser, MseTerm *term, GError **error)
{
    skip_blanks(parser);
    if (*parser->at == '"') {
        g_autofree char *quoted = parse_quoted(parser);
        if (quoted == NULL)
            return refuse(parser, error, "a quotation mark is not closed");
        return add_covariate(parser, quoted, term, error);
    }
    const char *end = parser->at;
    while (!is_special(*end))
        end++;
    g_autofree char *part = g_strndup(parser->at, (gsize)(end - parser->at));
    if (part[0] == '\0')
        return refuse(parser, error, "a list number or the name of a covariate is missing");
    gboolean good = all_digits(part) ? add_lists(parser, part, term, error)
                                     : add_covariate(parser, part, term, error);
    parser->at = end;
    return good;
}

static gboolean parse_term(Parser *parser, MseTerm *term, GError **error)
{
    *term = 0;
    for (;;) {
        if (!parse_part(parser, term, error))
            return FALSE;
        if (__builtin_popcount(*term) > MSE_MAX_TERM_FACTORS)
            return refuse(parser, error, "a term of more than %d factors", MSE_MAX_TERM_FACTORS);
        skip_blanks(parser);
        if (*parser->at != '.')
            return TRUE;
        parser->at++;
    }
}

static gboolean parse_terms(Parser *parser, GArray *terms, GError **error)
{
    skip_blanks(parser);
    if (*parser->at != '[')
        return refuse(parser, error, "a model begins with [");
    do {
        parser->at++;
        MseTerm term = 0;
        if (!parse_term(parser, &term, error))
            return FALSE;
        g_array_append_val(terms, term);
        if (terms->len > MSE_MAX_TERMS)
            return refuse(parser, error, "more than %d terms", MSE_MAX_TERMS);
    } while (*parser->at == ',');
    if (*parser->at != ']')
        return refuse(parser, error, "a comma or ] is missing");
    parser->at++;
    skip_blanks(parser);
    if (*parser->at != '\0')
        return refuse(parser, error, "something follows the ]");
    return TRUE;
}

static gboolean check_main_effects(const Parser *parser, const MseModel *model, GError **error)
{
    for (guint i = 0; i < mse_table_n_lists(parser->table); i++)
        if (!mse_model_contains(model, MSE_TERM_LIST(i)))
            return refuse(parser, error, "list %u (%s) is in no term", i + 1,
                          mse_table_list(parser->table, i));
    for (guint i = 0; i < mse_table_n_covariates(parser->table); i++)
        if (!mse_model_contains(model, MSE_TERM_COVARIATE(i)))
            return refuse(parser, error, "covariate \"%s\" is in no term",
                          mse_table_covariate(parser->table, i));
    return TRUE;
}

MseModel *mse_model_parse(const MseTable *table, const char *text, GError **error)
{
    if (strlen(text) > MAX_TEXT || !g_utf8_validate(text, -1, NULL)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "the model is longer than %d bytes or not UTF-8", MAX_TEXT);
        return NULL;
    }
    Parser parser = {.table = table, .text = text, .at = text};
    g_autoptr(GArray) terms = g_array_new(FALSE, FALSE, sizeof(MseTerm));
    if (!parse_terms(&parser, terms, error))
        return NULL;
    g_autoptr(MseModel) model = mse_model_new(terms->len, (const MseTerm *)(gpointer)terms->data);
    guint n_terms = 0;
    mse_model_terms(model, &n_terms);
    if (n_terms > MSE_MAX_TERMS) {
        refuse(&parser, error, "%u terms; at most %d are possible", n_terms, MSE_MAX_TERMS);
        return NULL;
    }
    if (!check_main_effects(&parser, model, error))
        return NULL;
    return g_steal_pointer(&model);
}

static void append_covariate(GString *text, const char *name)
{
    gboolean quote = all_digits(name) || name[strcspn(name, ".,[]\" \t")] != '\0';
    if (!quote) {
        g_string_append(text, name);
        return;
    }
    g_string_append_c(text, '"');
    for (; *name != '\0'; name++) {
        if (*name == '"')
            g_string_append_c(text, '"');
        g_string_append_c(text, *name);
    }
    g_string_append_c(text, '"');
}

static void append_term(GString *text, MseTerm term, const MseTable *table)
{
    gboolean first = TRUE;
    for (guint i = 0; i < mse_table_n_lists(table); i++)
        if (term & MSE_TERM_LIST(i)) {
            g_string_append_c(text, (char)('0' + (i + 1) % 10));
            first = FALSE;
        }
    for (guint i = 0; i < mse_table_n_covariates(table); i++)
        if (term & MSE_TERM_COVARIATE(i)) {
            if (!first)
                g_string_append_c(text, '.');
            append_covariate(text, mse_table_covariate(table, i));
            first = FALSE;
        }
}

char *mse_model_to_string(const MseModel *model, const MseTable *table)
{
    GString *text = g_string_new("[");
    guint n_terms = 0;
    const MseTerm *terms = mse_model_maximal_terms(model, &n_terms);
    for (guint i = 0; i < n_terms; i++) {
        if (i > 0)
            g_string_append_c(text, ',');
        append_term(text, terms[i], table);
    }
    g_string_append_c(text, ']');
    return g_string_free(text, FALSE);
}
