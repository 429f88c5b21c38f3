#include "tests/support/region_numbers.h"

#include "report/figure_data.h"
#include "report/pdf/canvas.h"
#include "tests/support/known_numbers.h"
#include "tests/support/number_axis.h"
#include "tests/support/number_rows.h"
#include "tests/support/number_words.h"

#include <math.h>
#include <string.h>

typedef struct {
    const FigureRecord *record;
    NumberRows *rows;
} Region;

struct RegionNumbers {
    GHashTable *regions; /* name of a figure or table -> Region * */
    NumberWords *words;
    GRegex *number;
};

static void free_region(gpointer data)
{
    Region *region = data;
    number_rows_free(region->rows);
    g_free(region);
}

/* Titles may have a number of their own. */
static void add_region(RegionNumbers *numbers, const FigureRecord *record)
{
    Region *region = g_new0(Region, 1);
    *region = (Region){record, number_rows_new(record->data)};
    number_words_add_title(numbers->words, record->title);
    number_words_add_title(numbers->words, record->subtitle);
    for (guint i = 0; i < figure_data_n_columns(record->data); i++)
        number_words_add_title(numbers->words, figure_data_column(record->data, i)->title);
    g_hash_table_insert(numbers->regions, record->name, region);
}

RegionNumbers *region_numbers_new(const GPtrArray *records, const Texts *texts,
                                  const char *publication, const char *area)
{
    RegionNumbers *numbers = g_new0(RegionNumbers, 1);
    numbers->regions = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_region);
    numbers->words = number_words_new();
    numbers->number = g_regex_new(KNOWN_NUMBER, G_REGEX_OPTIMIZE, 0, NULL);
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (strcmp(record->name, "tekst") == 0)
            number_words_add_said(numbers->words, record->data, texts);
        else
            add_region(numbers, record);
    }
    number_words_add_catalogue(numbers->words);
    g_autoptr(GPtrArray) sentences = known_sentences(publication, area);
    for (guint i = 0; i < sentences->len; i++)
        number_words_add_sentence(numbers->words, g_ptr_array_index(sentences, i));
    return numbers;
}

void region_numbers_free(RegionNumbers *numbers)
{
    g_hash_table_unref(numbers->regions);
    number_words_free(numbers->words);
    g_regex_unref(numbers->number);
    g_free(numbers);
}

/* --- stretches */

typedef enum {
    STRETCH_WORDS,
    STRETCH_ALONE,
    STRETCH_AXIS,
    STRETCH_ROW,
    STRETCH_FIGURE
} StretchKind;

static const char *const kind_names[] = {"sentence", "large", "axis", "row", "figure"};

/* What is looked at together: a row of a table, a figure, an axis, all sentences, what stands
 * alone.
 */
typedef struct {
    const RegionNumbers *numbers;
    StretchKind kind;
    const char *name;     /* of the figure or table; NULL: none */
    const Region *region; /* NULL: none */
    guint piece;
    char *text;
    GArray *tokens;   /* NumberToken, in the order of the text */
    GPtrArray *boxes; /* const LayoutBox *, a line of the text each */
} Stretch;

static void clear_token(gpointer token)
{
    g_free(((NumberToken *)token)->printed);
}

static void find_tokens(Stretch *stretch)
{
    g_autoptr(GMatchInfo) match = NULL;
    guint box = 0;
    int at = 0;
    g_regex_match(stretch->numbers->number, stretch->text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        NumberToken token = {.printed = g_match_info_fetch(match, 0)};
        g_match_info_fetch_pos(match, 0, &token.start, &token.end);
        for (; at < token.start; at++)
            box += stretch->text[at] == '\n' ? 1 : 0;
        token.box = box;
        g_array_append_val(stretch->tokens, token);
    }
}

/* Takes over `text`. */
static void stretch_init(Stretch *stretch, char *text)
{
    stretch->text = text;
    stretch->tokens = g_array_new(FALSE, FALSE, sizeof(NumberToken));
    g_array_set_clear_func(stretch->tokens, clear_token);
    find_tokens(stretch);
}

static void stretch_clear(Stretch *stretch)
{
    g_free(stretch->text);
    g_array_unref(stretch->tokens);
    g_clear_pointer(&stretch->boxes, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stretch, stretch_clear)

static const NumberToken *token_at(const Stretch *stretch, guint i)
{
    return &g_array_index(stretch->tokens, NumberToken, i);
}

static gboolean is_between_words(const Stretch *stretch, const NumberToken *token)
{
    return number_words_hold(stretch->numbers->words, stretch->text, token->printed,
                             (gsize)token->start, (gsize)token->end);
}

/* --- figures */

static gboolean is_on_line(const LayoutBox *a, const LayoutBox *b)
{
    double shared = MIN(a->y + a->height, b->y + b->height) - MAX(a->y, b->y);
    return a->page == b->page && shared > 0.5 * MIN(a->height, b->height);
}

/* The row of the data has a text cell that is the text of the box. */
static gboolean is_named(const Region *region, guint row, const LayoutBox *box)
{
    const FigureData *data = region->record->data;
    for (guint column = 0; column < figure_data_n_columns(data); column++) {
        const FigureCell *cell = figure_data_cell(data, row, column);
        if (cell->kind == FIGURE_CELL_TEXT && strcmp(cell->text, box->text) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Whether a name stands on the line of the number, *named, and has it in its row. */
static gboolean is_beside_name(const Stretch *stretch, const NumberToken *token, gboolean *named)
{
    const LayoutBox *box = g_ptr_array_index(stretch->boxes, token->box);
    *named = FALSE;
    for (guint i = 0; i < stretch->boxes->len; i++) {
        const LayoutBox *other = g_ptr_array_index(stretch->boxes, i);
        if (i == token->box || !is_on_line(box, other))
            continue;
        for (guint row = 0; row < number_rows_n(stretch->region->rows); row++) {
            if (!is_named(stretch->region, row, other))
                continue;
            *named = TRUE;
            if (number_row_has(stretch->region->rows, row, 1, token))
                return TRUE;
        }
    }
    return FALSE;
}

/* A funnel names its own gemeente only; the points of all others have no label. */
static gboolean has_label(const Region *region, guint row)
{
    int role = figure_data_find(region->record->data, "rol");
    const FigureCell *cell =
        role >= 0 ? figure_data_cell(region->record->data, row, (guint)role) : NULL;
    return cell == NULL || cell->kind != FIGURE_CELL_TEXT || g_str_has_prefix(cell->text, "eigen");
}

static guint n_values(const Region *region, const char *printed)
{
    guint n = 0;
    for (guint row = 0; row < number_rows_n(region->rows); row++)
        if (has_label(region, row))
            n += number_row_count(region->rows, row, printed);
    return n;
}

static guint n_in_box(const Stretch *stretch, guint box, guint *first)
{
    guint n = 0;
    for (guint i = stretch->tokens->len; i-- > 0;)
        if (token_at(stretch, i)->box == box) {
            *first = i;
            n++;
        }
    return n;
}

/* No value of the data is printed more often than it is there. */
static gboolean is_value_once(const Stretch *stretch, const NumberToken *token)
{
    guint n_printed = 0;
    for (guint i = 0; i < stretch->tokens->len; i++) {
        const NumberToken *other = token_at(stretch, i);
        guint first;
        n_printed += strcmp(other->printed, token->printed) == 0 &&
                             n_in_box(stretch, other->box, &first) == 1 &&
                             !is_between_words(stretch, other)
                         ? 1
                         : 0;
    }
    return n_printed <= n_values(stretch->region, token->printed);
}

/* "31 in 2024" over "95%: 21–45": the three are of one row. Whether such a margin is there,
 * *has_margin, and they are. */
static gboolean is_with_margin(const Stretch *stretch, guint i, gboolean *has_margin)
{
    const NumberToken *token = token_at(stretch, i);
    g_autoptr(GArray) group = g_array_new(FALSE, FALSE, sizeof(NumberToken));
    g_array_append_vals(group, token, 1);
    for (guint k = i + 1; k < stretch->tokens->len; k++)
        if (token_at(stretch, k)->box == token->box + 1)
            g_array_append_vals(group, token_at(stretch, k), 1);
    *has_margin =
        group->len == 4 && g_str_has_prefix(stretch->text + token_at(stretch, i + 1)->end, "%:");
    if (!*has_margin)
        return FALSE;
    g_array_remove_index(group, 1);
    for (guint row = 0; row < number_rows_n(stretch->region->rows); row++)
        if (number_row_has(stretch->region->rows, row, 3, (const NumberToken *)group->data))
            return TRUE;
    return FALSE;
}

static gboolean is_in_figure(const Stretch *stretch, guint i)
{
    const NumberToken *token = token_at(stretch, i);
    guint first = 0, n = n_in_box(stretch, token->box, &first);
    gboolean named, has_margin, is_right = is_with_margin(stretch, i, &has_margin);
    if (stretch->region == NULL)
        return FALSE;
    if (strstr(stretch->name, "kaart") != NULL)
        return g_hash_table_contains(number_words_classes(stretch->numbers->words), token->printed);
    if (n > 1) {
        for (guint row = 0; row < number_rows_n(stretch->region->rows); row++)
            if (number_row_has(stretch->region->rows, row, n, token_at(stretch, first)))
                return TRUE;
        return FALSE;
    }
    if (has_margin)
        return is_right;
    return is_beside_name(stretch, token, &named) || (!named && is_value_once(stretch, token));
}

/* --- looking up */

/* The head over the rows from this one on. */
static gboolean is_group(const Stretch *stretch, guint row)
{
    const FigureData *data = stretch->region->record->data;
    const FigureCell *cell = figure_data_cell(data, row, (guint)figure_data_find(data, "groep"));
    g_autoptr(GPtrArray) numbers = known_numbers_in(cell->text);
    for (guint i = 0; i < numbers->len && i < stretch->tokens->len; i++)
        if (strcmp(g_ptr_array_index(numbers, i), token_at(stretch, i)->printed) != 0)
            return FALSE;
    return numbers->len == stretch->tokens->len;
}

static gboolean is_row(const Stretch *stretch)
{
    guint row;
    if (stretch->region == NULL)
        return FALSE;
    if (number_piece_is_head(stretch->region->rows, stretch->piece, &row))
        return is_group(stretch, row);
    return row != G_MAXUINT &&
           number_row_is(stretch->region->rows, row, stretch->tokens->len,
                         stretch->tokens->len > 0 ? token_at(stretch, 0) : NULL);
}

/* Along the direction in which the numbers are apart. */
static gboolean is_axis(const Stretch *stretch)
{
    guint n = stretch->tokens->len;
    g_autofree double *across = g_new(double, n), *down = g_new(double, n);
    for (guint i = 0; i < n; i++) {
        const LayoutBox *box = g_ptr_array_index(stretch->boxes, token_at(stretch, i)->box);
        across[i] = box->x + box->width / 2;
        down[i] = box->y;
    }
    gboolean lies = fabs(down[n - 1] - down[0]) < 1;
    return number_axis_is_even(n, token_at(stretch, 0), lies ? across : down);
}

static gboolean holds(const Stretch *stretch, guint i)
{
    const NumberToken *token = token_at(stretch, i);
    switch (stretch->kind) {
    case STRETCH_AXIS:
        return is_axis(stretch);
    case STRETCH_ROW:
        return is_row(stretch);
    case STRETCH_ALONE:
        return g_hash_table_contains(number_words_alone(stretch->numbers->words), token->printed);
    case STRETCH_FIGURE:
        return is_between_words(stretch, token) || is_in_figure(stretch, i);
    default:
        return is_between_words(stretch, token);
    }
}

static char *around(const Stretch *stretch, const NumberToken *token)
{
    int from = MAX(0, token->start - 40), to = MIN((int)strlen(stretch->text), token->end + 40);
    g_autofree char *left = g_strndup(stretch->text + from, (gsize)(token->start - from));
    g_autofree char *right = g_strndup(stretch->text + token->end, (gsize)(to - token->end));
    char *both =
        g_strdup_printf("%s %s: \"%s[%s]%s\"", kind_names[stretch->kind],
                        stretch->name != NULL ? stretch->name : "", left, token->printed, right);
    g_autofree char *line = g_utf8_make_valid(g_strdelimit(both, "\n", '|'), -1);
    g_free(both);
    return g_steal_pointer(&line);
}

static gboolean is_only(const Stretch *stretch, const NumberToken *token)
{
    return stretch->kind == STRETCH_WORDS &&
           number_words_is_only(stretch->numbers->words, stretch->text, token->printed,
                                (gsize)token->start, (gsize)token->end);
}

static void try_slip(const Stretch *stretch, guint i, RegionCheck *check)
{
    NumberToken *token = &g_array_index(stretch->tokens, NumberToken, i);
    gboolean only = is_only(stretch, token);
    char *last = token->printed + strlen(token->printed) - 1, right = *last;
    *last = right == '9' ? '8' : (char)(right + 1);
    gboolean found = only || !holds(stretch, i);
    check->n_slips++;
    check->n_found += found ? 1 : 0;
    if (!found && check->missed != NULL) {
        g_autofree char *where = around(stretch, token);
        g_string_append_printf(check->missed, "%s\n", where);
    }
    *last = right;
}

static void check_stretch(const Stretch *stretch, RegionCheck *check)
{
    for (guint i = 0; i < stretch->tokens->len; i++) {
        check->n_checked++;
        if (!holds(stretch, i)) {
            g_autofree char *where = around(stretch, token_at(stretch, i));
            g_string_append_printf(check->faults, "%s\n", where);
        }
        try_slip(stretch, i, check);
    }
    if (stretch->kind == STRETCH_ROW && stretch->tokens->len == 0 && !is_row(stretch))
        g_string_append_printf(check->faults, "%s, row %u: numbers are missing\n", stretch->name,
                               stretch->piece);
}

/* --- boxes */

static const LayoutBox *box_at(const GArray *boxes, guint i)
{
    return &g_array_index(boxes, LayoutBox, i);
}

static gboolean is_text(const LayoutBox *box)
{
    return box->kind == BOX_TEXT && box->text != NULL && box->in_body;
}

static gboolean is_table(const GArray *boxes, const char *figure)
{
    for (guint i = 0; i < boxes->len; i++)
        if (g_strcmp0(box_at(boxes, i)->figure, figure) == 0 && box_at(boxes, i)->piece > 0 &&
            box_at(boxes, i)->piece != CANVAS_AXIS)
            return TRUE;
    return FALSE;
}

static gboolean is_same_piece(const LayoutBox *a, const LayoutBox *b)
{
    return a->page == b->page && a->piece == b->piece && g_strcmp0(a->figure, b->figure) == 0;
}

/* The numbers of one axis stand under each other, right on the digit, or beside each other. */
static gboolean is_same_axis(const LayoutBox *a, const LayoutBox *b)
{
    return fabs(a->x + a->width - b->x - b->width) < 2.5 || fabs(a->y - b->y) < 0.6;
}

/* Axes are lists of their own; all other boxes of a figure, or of a row, belong together. */
static gboolean is_in_stretch(const LayoutBox *first, const LayoutBox *box, gboolean *is_over)
{
    gboolean same =
        is_same_piece(first, box) && (first->piece != CANVAS_AXIS || is_same_axis(first, box));
    *is_over = *is_over || (!same && first->piece == CANVAS_AXIS);
    return same && !*is_over && is_text(box);
}

static void check_piece(const RegionNumbers *numbers, const GArray *boxes, guint first,
                        gboolean *done, RegionCheck *check)
{
    const LayoutBox *box = box_at(boxes, first);
    g_auto(Stretch) stretch = {.numbers = numbers,
                               .name = box->figure,
                               .region = g_hash_table_lookup(numbers->regions, box->figure),
                               .piece = box->piece,
                               .boxes = g_ptr_array_new()};
    g_autoptr(GString) lines = g_string_new(NULL);
    gboolean is_over = FALSE;
    for (guint i = first; i < boxes->len; i++)
        if (is_in_stretch(box, box_at(boxes, i), &is_over)) {
            g_string_append_printf(lines, "%s\n", box_at(boxes, i)->text);
            g_ptr_array_add(stretch.boxes, (gpointer)box_at(boxes, i));
            done[i] = TRUE;
        }
    stretch.kind = box->piece == CANVAS_AXIS      ? STRETCH_AXIS
                   : box->piece > 0               ? STRETCH_ROW
                   : is_table(boxes, box->figure) ? STRETCH_WORDS
                                                  : STRETCH_FIGURE;
    stretch_init(&stretch, stretch.kind == STRETCH_ROW ? g_strdup(lines->str)
                                                       : known_numbers_in_figure(lines->str));
    check_stretch(&stretch, check);
}

/* A large figure over its words: "127", "13–29%". Not the number of an item in a list, "1.". */
static gboolean is_alone(const LayoutBox *box)
{
    return strspn(box->text, "0123456789.,–%*") == strlen(box->text) &&
           !g_str_has_suffix(box->text, ".");
}

static gboolean is_item(const LayoutBox *box)
{
    gsize n = strspn(box->text, "0123456789");
    return n > 0 && strcmp(box->text + n, ".") == 0;
}

/* Pages with the contents or a list of figures or tables: numbers alone are pages and chapters. */
static gboolean is_list_page(const GArray *boxes, guint page)
{
    static const char *const heads[] = {"Inhoud", "Figuren", "Tabellen", NULL};
    for (guint i = 0; i < boxes->len; i++)
        if (box_at(boxes, i)->page == page && is_text(box_at(boxes, i)) &&
            g_strv_contains(heads, box_at(boxes, i)->text))
            return TRUE;
    return FALSE;
}

/* Those that stand alone, or the sentences, in the order of drawing; a sentence may go on on the
 * next page. */
static char *words_of(const GArray *boxes, gboolean alone)
{
    g_autoptr(GString) page = g_string_new(NULL);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = box_at(boxes, i);
        if (is_text(box) && box->figure == NULL && !is_item(box) && is_alone(box) == alone)
            g_string_append_printf(page, "%s\n", box->text);
        if (i + 1 < boxes->len && box_at(boxes, i + 1)->page == box->page)
            continue;
        g_string_append(page, "\n.\n"); /* the end looks like no foot of a page */
        g_autofree char *only = known_numbers_only(page->str);
        if (!alone || !is_list_page(boxes, box->page))
            g_string_append_len(text, only, (gssize)strlen(only) - 3);
        g_string_truncate(page, 0);
    }
    return g_string_free(text, FALSE);
}

static void count_said(const Stretch *stretch)
{
    for (guint i = 0; i < stretch->tokens->len; i++) {
        const NumberToken *token = token_at(stretch, i);
        number_words_count(stretch->numbers->words, stretch->text, token->printed,
                           (gsize)token->start, (gsize)token->end);
    }
}

/* Sentences may stand in figures and tables too. */
static void count_in_tables(const RegionNumbers *numbers, const GArray *boxes)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < boxes->len; i++)
        if (is_text(box_at(boxes, i)) && box_at(boxes, i)->figure != NULL)
            g_string_append_printf(lines, "%s\n", box_at(boxes, i)->text);
    g_auto(Stretch) tables = {.numbers = numbers};
    stretch_init(&tables, g_string_free(g_steal_pointer(&lines), FALSE));
    count_said(&tables);
}

/* And in alternative texts alone. */
static void count_alternatives(const RegionNumbers *numbers, const GArray *tags)
{
    for (guint i = 0; i < tags->len; i++) {
        const char *alternative = g_array_index(tags, TagRecord, i).alternative;
        if (alternative == NULL)
            continue;
        g_auto(Stretch) words = {.numbers = numbers};
        stretch_init(&words, g_strdup(alternative));
        count_said(&words);
    }
}

void region_numbers_check(RegionNumbers *numbers, const GArray *boxes, const GArray *tags,
                          RegionCheck *check)
{
    g_auto(Stretch) sentences = {.numbers = numbers, .kind = STRETCH_WORDS};
    g_auto(Stretch) large = {.numbers = numbers, .kind = STRETCH_ALONE};
    g_autofree gboolean *done = g_new0(gboolean, boxes->len);
    stretch_init(&sentences, words_of(boxes, FALSE));
    stretch_init(&large, words_of(boxes, TRUE));
    count_said(&sentences);
    count_in_tables(numbers, boxes);
    count_alternatives(numbers, tags);
    number_words_missing(numbers->words, check->faults);
    check_stretch(&sentences, check);
    check_stretch(&large, check);
    for (guint i = 0; i < boxes->len; i++)
        if (is_text(box_at(boxes, i)) && box_at(boxes, i)->figure != NULL && !done[i])
            check_piece(numbers, boxes, i, done, check);
}
