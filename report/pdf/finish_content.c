/* The content of a page: what is painted outside the structure is marked as decoration. */
#include "core/error.h"
#include "report/pdf/finish_private.h"
#include "report/pdf/theme.h"

#include <string.h>

#define MAX_OPERANDS 6
#define MAX_NESTING 64

typedef enum {
    ARTIFACT_NONE,
    ARTIFACT_LAYOUT,
    ARTIFACT_HEAD,
    ARTIFACT_FOOT,
    ARTIFACT_MARK
} Artifact;

static const char *const openings[] = {
    [ARTIFACT_LAYOUT] = "/Artifact BMC\n",
    [ARTIFACT_HEAD] = "/Artifact <</Type/Pagination/Subtype/Header>> BDC\n",
    [ARTIFACT_FOOT] = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n",
    [ARTIFACT_MARK] = "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\n"};

typedef struct {
    const char *at, *end;
    const char *copied;      /* what stands before is in `out` */
    const char *operands_at; /* where those of the next operator begin; NULL: not begun */
    GString *out;
    double page_height;
    const char
        *operands[MAX_OPERANDS]; /* the last numbers before an operator, read when asked for */
    guint n_operands;
    gsize statement; /* where in `out` the operands of the next operator begin */
    guint marked;    /* open marked-content sequences of the structure */
    Artifact open;
    guint open_depth;
    gboolean in_path, in_text, is_placed; /* is_placed: it is known where the text stands */
    gsize object;                         /* where in `out` the path or text begins */
    guint depth;                          /* of q */
    gboolean turned[MAX_NESTING];         /* by depth: coordinates are not those of the page */
    guint n_matrices;
    GPtrArray *names; /* of the marked-content sequences so far, by MCID; NULL: not asked for */
} Content;

/* --- tokens (ISO 32000-1, 7.2-7.3) */

typedef enum { REGULAR, SPACE, DELIMITER, NUMERIC } CharacterKind;

/* Of every byte; a report of 11 pages has 240,000. */
static const guint8 kinds[256] = {
    [' '] = SPACE,     ['\n'] = SPACE,    ['\r'] = SPACE,    ['\t'] = SPACE,    ['\f'] = SPACE,
    ['\0'] = SPACE,    ['('] = DELIMITER, [')'] = DELIMITER, ['<'] = DELIMITER, ['>'] = DELIMITER,
    ['['] = DELIMITER, [']'] = DELIMITER, ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER,
    ['%'] = DELIMITER, ['0'] = NUMERIC,   ['1'] = NUMERIC,   ['2'] = NUMERIC,   ['3'] = NUMERIC,
    ['4'] = NUMERIC,   ['5'] = NUMERIC,   ['6'] = NUMERIC,   ['7'] = NUMERIC,   ['8'] = NUMERIC,
    ['9'] = NUMERIC,   ['+'] = NUMERIC,   ['-'] = NUMERIC,   ['.'] = NUMERIC};

static CharacterKind kind_of(char c)
{
    return kinds[(guint8)c];
}

static void skip_string(Content *content)
{
    guint depth = 0;
    do {
        char c = *content->at++;
        if (c == '\\' && content->at < content->end)
            content->at++;
        else if (c == '(')
            depth++;
        else if (c == ')')
            depth--;
    } while (depth > 0 && content->at < content->end);
}

static void skip_to(Content *content, const char *stops)
{
    while (content->at < content->end && strchr(stops, *content->at) == NULL)
        content->at++;
}

static void skip_word(Content *content)
{
    content->at++;
    while (content->at < content->end && kind_of(*content->at) != SPACE &&
           kind_of(*content->at) != DELIMITER)
        content->at++;
}

/* Moves over one token; returns whether it is a word that may be a number or an operator. */
static gboolean next_token(Content *content)
{
    char c = *content->at;
    gboolean pair = content->at + 1 < content->end && content->at[1] == c;
    if (c == '(') {
        skip_string(content);
    } else if (c == '%') {
        skip_to(content, "\n\r");
    } else if ((c == '<' || c == '>') && pair) {
        content->at += 2;
    } else if (c == '<') {
        skip_to(content, ">");
        content->at += content->at < content->end ? 1 : 0;
    } else if (c == '/') {
        skip_word(content);
    } else if (kind_of(c) == DELIMITER) {
        content->at++;
    } else {
        skip_word(content);
        return TRUE;
    }
    return FALSE;
}

/* --- decoration */

static void close_artifact(Content *content, gsize where)
{
    if (content->open == ARTIFACT_NONE)
        return;
    g_string_insert(content->out, (gssize)where, "EMC\n");
    content->open = ARTIFACT_NONE;
}

/* A path or text that began at `where` with its first point at height y, downward from the top. */
static void open_artifact(Content *content, gsize where, double y)
{
    Artifact kind = ARTIFACT_LAYOUT;
    gboolean is_turned = content->turned[content->depth];
    if (content->marked > 0)
        return;
    if (is_turned && content->in_text)
        kind = ARTIFACT_MARK;
    else if (!is_turned && y < BODY_TOP - 12)
        kind = ARTIFACT_HEAD;
    else if (!is_turned && y > content->page_height - (PAGE_HEIGHT - BODY_BOTTOM))
        kind = ARTIFACT_FOOT;
    if (content->open == kind)
        return;
    if (content->open != ARTIFACT_NONE) {
        g_string_insert(content->out, (gssize)where, "EMC\n");
        where += strlen("EMC\n");
    }
    g_string_insert(content->out, (gssize)where, openings[kind]);
    content->open = kind;
    content->open_depth = content->depth;
}

static double operand(const Content *content, guint index)
{
    return index < content->n_operands ? g_ascii_strtod(content->operands[index], NULL) : 0;
}

static void begin_path(Content *content)
{
    if (content->in_path)
        return;
    content->in_path = TRUE;
    content->object = content->statement;
    if (content->marked == 0)
        open_artifact(content, content->object, operand(content, 1));
}

/* The first matrix or move of a text says where it stands. */
static void place_text(Content *content, guint index_of_y)
{
    if (!content->in_text || content->is_placed || content->marked > 0)
        return;
    content->is_placed = TRUE;
    open_artifact(content, content->object, operand(content, index_of_y));
}

static void restore(Content *content)
{
    if (content->open != ARTIFACT_NONE && content->depth <= content->open_depth)
        close_artifact(content, content->statement);
    if (content->depth > 0)
        content->depth--;
}

static gboolean save(Content *content)
{
    if (content->depth + 1 >= MAX_NESTING)
        return FALSE;
    content->turned[content->depth + 1] = content->turned[content->depth];
    content->depth++;
    return TRUE;
}

static void begin_text(Content *content)
{
    content->in_text = TRUE;
    content->is_placed = FALSE;
    content->object = content->statement;
}

typedef enum {
    OPERATOR_OTHER,
    OPERATOR_SAVE,
    OPERATOR_RESTORE,
    OPERATOR_MATRIX,
    OPERATOR_MARK,
    OPERATOR_END_MARK,
    OPERATOR_PATH,
    OPERATOR_PAINT,
    OPERATOR_TEXT,
    OPERATOR_END_TEXT,
    OPERATOR_TEXT_MATRIX,
    OPERATOR_TEXT_MOVE,
    OPERATOR_OBJECT,
    OPERATOR_IMAGE
} OperatorKind;

static OperatorKind operator_of(const char *word, gsize length)
{
    static const struct {
        const char *word;
        OperatorKind kind;
    } known[] = {
        {"q", OPERATOR_SAVE},       {"Q", OPERATOR_RESTORE},    {"cm", OPERATOR_MATRIX},
        {"BDC", OPERATOR_MARK},     {"BMC", OPERATOR_MARK},     {"EMC", OPERATOR_END_MARK},
        {"m", OPERATOR_PATH},       {"re", OPERATOR_PATH},      {"S", OPERATOR_PAINT},
        {"s", OPERATOR_PAINT},      {"f", OPERATOR_PAINT},      {"F", OPERATOR_PAINT},
        {"f*", OPERATOR_PAINT},     {"B", OPERATOR_PAINT},      {"B*", OPERATOR_PAINT},
        {"b", OPERATOR_PAINT},      {"b*", OPERATOR_PAINT},     {"n", OPERATOR_PAINT},
        {"BT", OPERATOR_TEXT},      {"ET", OPERATOR_END_TEXT},  {"Tm", OPERATOR_TEXT_MATRIX},
        {"Td", OPERATOR_TEXT_MOVE}, {"TD", OPERATOR_TEXT_MOVE}, {"Do", OPERATOR_OBJECT},
        {"sh", OPERATOR_OBJECT},    {"BI", OPERATOR_IMAGE}};
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (known[i].word[0] == word[0] && strlen(known[i].word) == length &&
            strncmp(known[i].word, word, length) == 0)
            return known[i].kind;
    return OPERATOR_OTHER;
}

/* Cairo turns the page upside down first; what moves the origin after that is not the page's. */
static void note_matrix(Content *content)
{
    content->turned[content->depth] = content->n_matrices++ > 0;
}

#define TAG_NAME_MAX 32

/* "/TD << /MCID 3 >> BDC": the sequences of a page are numbered from 0 in the order of drawing. One
 * without a number, "/Span << /ActualText <feff2002> >> BDC", is the word of Cairo for a space that
 * a line ended with: it stays within the sequence that it is in. */
static gboolean begin_mark(Content *content)
{
    char name[TAG_NAME_MAX];
    gsize length = 0;
    close_artifact(content, content->statement);
    content->marked++;
    if (content->names == NULL || content->n_operands == 0)
        return TRUE;
    const char *at = content->operands_at + 1;
    while (at + length < content->at && length < TAG_NAME_MAX - 1 && kind_of(at[length]) != SPACE &&
           kind_of(at[length]) != DELIMITER)
        length++;
    memcpy(name, at, length);
    name[length] = '\0';
    guint number = content->names->len;
    g_ptr_array_add(content->names, (gpointer)g_intern_string(name));
    return content->n_operands == 1 && operand(content, 0) == number;
}

/* Before the operator is copied. FALSE: not something that a page of ours holds. */
static gboolean handle(Content *content, OperatorKind kind)
{
    switch (kind) {
    case OPERATOR_SAVE:
        return save(content);
    case OPERATOR_RESTORE:
        restore(content);
        break;
    case OPERATOR_MATRIX:
        note_matrix(content);
        break;
    case OPERATOR_MARK:
        return begin_mark(content);
    case OPERATOR_PATH:
        begin_path(content);
        break;
    case OPERATOR_PAINT:
        content->in_path = FALSE;
        break;
    case OPERATOR_TEXT:
        begin_text(content);
        break;
    case OPERATOR_TEXT_MATRIX:
        place_text(content, 5);
        break;
    case OPERATOR_TEXT_MOVE:
        place_text(content, 1);
        break;
    case OPERATOR_OBJECT:
        open_artifact(content, content->statement, content->page_height / 2);
        break;
    default:
        return kind != OPERATOR_IMAGE && (kind != OPERATOR_END_MARK || content->marked > 0);
    }
    return TRUE;
}

static void note_number(Content *content, const char *number)
{
    if (content->n_operands == MAX_OPERANDS) {
        memmove(content->operands, content->operands + 1, (MAX_OPERANDS - 1) * sizeof(char *));
        content->n_operands--;
    }
    content->operands[content->n_operands++] = number;
}

static void copy_to(Content *content, const char *end)
{
    g_string_append_len(content->out, content->copied, end - content->copied);
    content->copied = end;
}

static gboolean handle_operator(Content *content, const char *word)
{
    OperatorKind kind = operator_of(word, (gsize)(content->at - word));
    copy_to(content, content->operands_at);
    content->statement = content->out->len;
    copy_to(content, word);
    if (!handle(content, kind))
        return FALSE;
    copy_to(content, content->at);
    if (kind == OPERATOR_END_MARK)
        content->marked--;
    if (kind == OPERATOR_END_TEXT)
        content->in_text = FALSE;
    content->n_operands = 0;
    content->operands_at = NULL;
    return TRUE;
}

/* Reads the next token; an operator is copied with what stands before it. */
static gboolean pass_token(Content *content)
{
    while (content->at < content->end && kind_of(*content->at) == SPACE)
        content->at++;
    if (content->at == content->end)
        return TRUE;
    const char *start = content->at;
    if (content->operands_at == NULL)
        content->operands_at = start;
    if (!next_token(content))
        return TRUE;
    if (kind_of(*start) != NUMERIC)
        return handle_operator(content, start);
    note_number(content, start);
    return TRUE;
}

GString *finish_content(const char *data, gsize length, double page_height, GPtrArray *names,
                        GError **error)
{
    Content content = {.at = data,
                       .end = data + length,
                       .copied = data,
                       .page_height = page_height,
                       .names = names};
    content.out = g_string_sized_new(length + 1024);
    while (content.at < content.end) {
        if (pass_token(&content))
            continue;
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL,
                    "the PDF cannot be finished: a page holds what Cairo should not draw, near "
                    "byte %" G_GSIZE_FORMAT " of its content",
                    (gsize)(content.at - data));
        g_string_free(content.out, TRUE);
        return NULL;
    }
    copy_to(&content, content.end);
    if (content.open != ARTIFACT_NONE)
        g_string_append(content.out, "\nEMC");
    g_string_append_c(content.out, '\n');
    return content.out;
}
