#include "tests/support/region_numbers.h"

#include "core/datadir.h"
#include "report/chart/chart.h"
#include "report/figure_data.h"
#include "report/pdf/canvas.h"
#include "report/pdf/inline.h"
#include "tests/support/known_numbers.h"

#include <check.h>
#include <math.h>
#include <string.h>

#define AROUND 12 /* characters on either side of a number in a sentence, blanks not counted */

typedef struct {
    char *left, *right; /* without blanks */
} Words;

typedef struct {
    GHashTable *all;  /* numbers as printed */
    GHashTable *head; /* those in titles */
    GPtrArray *rows;  /* GHashTable *, for each row of the data */
} Region;

struct RegionNumbers {
    GHashTable *regions; /* name of a figure or table -> Region * */
    GHashTable *words;   /* number as printed -> GPtrArray of Words * */
    GHashTable *allowed;
    GHashTable *large; /* what may stand alone in large figures: numbers of sentences and figures */
    GHashTable *classes; /* limits of the classes of maps */
    GRegex *number;
};

static void free_words(gpointer data)
{
    Words *words = data;
    g_free(words->left);
    g_free(words->right);
    g_free(words);
}

static void free_region(gpointer data)
{
    Region *region = data;
    g_hash_table_unref(region->all);
    g_hash_table_unref(region->head);
    g_ptr_array_unref(region->rows);
    g_free(region);
}

/* --- words around a number */

static gboolean is_blank(gunichar character)
{
    return g_unichar_isspace(character) || character == 0x00ad || character == 0x200b ||
           character == 0x2060 || character == 0xfeff;
}

static char *without_blanks(const char *text, gssize length)
{
    GString *dense = g_string_new(NULL);
    const char *end = length >= 0 ? text + length : text + strlen(text);
    for (const char *at = text; at < end; at = g_utf8_next_char(at))
        if (!is_blank(g_utf8_get_char(at)))
            g_string_append_unichar(dense, g_utf8_get_char(at));
    return g_string_free(dense, FALSE);
}

/* The last characters of the stretch, or the first. */
static char *words_before(const char *text, gsize end)
{
    const char *from = text + (end > 80 ? end - 80 : 0);
    while ((*from & 0xc0) == 0x80)
        from++;
    g_autofree char *dense = without_blanks(from, text + end - from);
    glong n = g_utf8_strlen(dense, -1);
    return g_strdup(g_utf8_offset_to_pointer(dense, MAX(0, n - AROUND)));
}

static char *words_behind(const char *text)
{
    const char *to = text + strnlen(text, 80);
    while (to > text && (*to & 0xc0) == 0x80)
        to--;
    g_autofree char *dense = without_blanks(text, to - text);
    *g_utf8_offset_to_pointer(dense, MIN(g_utf8_strlen(dense, -1), AROUND)) = '\0';
    return g_steal_pointer(&dense);
}

static void add_words(RegionNumbers *numbers, const char *printed, char *left, char *right)
{
    GPtrArray *list = g_hash_table_lookup(numbers->words, printed);
    if (list == NULL) {
        list = g_ptr_array_new_with_free_func(free_words);
        g_hash_table_insert(numbers->words, g_strdup(printed), list);
    }
    Words *words = g_new0(Words, 1);
    *words = (Words){left, right};
    g_ptr_array_add(list, words);
}

/* All numbers of a text that begin in [from, to) bytes, with what is around them in the text. */
static void add_numbers_of(RegionNumbers *numbers, const char *text, gsize from, gsize to)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(numbers->number, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start, end;
        g_autofree char *printed = g_match_info_fetch(match, 0);
        g_match_info_fetch_pos(match, 0, &start, &end);
        if ((gsize)start >= from && (gsize)start < to)
            add_words(numbers, printed, words_before(text, (gsize)start), words_behind(text + end));
    }
}

static void add_sentence(RegionNumbers *numbers, const char *sentence)
{
    /* The terms of a model stand between brackets in the data, and not on the page. */
    g_autoptr(GRegex) terms = g_regex_new(" \\[[^]]*\\]", 0, 0, NULL);
    g_autofree char *shorter = g_regex_replace_literal(terms, sentence, -1, 0, "", 0, NULL);
    g_autofree char *text = known_numbers_only(shorter);
    add_numbers_of(numbers, text, 0, strlen(text));
}

static char *plain(const char *markup)
{
    g_autoptr(InlineText) content = inline_parse(markup, 1);
    GString *text = g_string_new(content->text);
    for (guint i = 0; content->notes != NULL && i < content->notes->len; i++)
        g_string_append_printf(text, " %s", (const char *)g_ptr_array_index(content->notes, i));
    return g_string_free(text, FALSE);
}

/* A text of the catalogue without values: its own numbers, between its own words. */
static void add_catalogue(RegionNumbers *numbers)
{
    g_autofree char *path = datadir_path("reference/texts/nl.ini");
    g_autoptr(GKeyFile) file = g_key_file_new();
    ck_assert(g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL));
    g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        g_auto(GStrv) keys = g_key_file_get_keys(file, *group, NULL, NULL);
        for (char **key = keys; *key != NULL; key++) {
            g_autofree char *value = g_key_file_get_string(file, *group, *key, NULL);
            g_autofree char *text = plain(value);
            g_auto(GStrv) stretches = g_strsplit_set(text, "{}", -1);
            guint n = g_strv_length(stretches);
            for (guint i = 0; i < n; i += 2) /* between the placeholders */
                if (strpbrk(stretches[i], "0123456789") != NULL)
                    add_sentence(numbers, stretches[i]);
        }
    }
}

/* The value where the text has its placeholder, between the words on either side. */
static void add_said(RegionNumbers *numbers, const char *template, const char *placeholder,
                     const char *printed)
{
    g_autofree char *text = plain(template);
    g_autofree char *braced = g_strdup_printf("{%s}", placeholder);
    for (char *at = strstr(text, braced); at != NULL; at = strstr(at + 1, braced)) {
        const char *before = at, *behind = at + strlen(braced);
        while (before > text && before[-1] != '}')
            before--;
        g_autofree char *left = g_strndup(before, (gsize)(at - before));
        g_autofree char *right = g_strndup(behind, strcspn(behind, "{"));
        g_autofree char *left_only = known_numbers_only(left);
        g_autofree char *whole = g_strconcat(left_only, printed, right, NULL);
        gsize from = strlen(left_only);
        add_numbers_of(numbers, whole, from, from + strlen(printed));
    }
}

static const char *text_at(const FigureData *data, guint row, const char *key)
{
    int column = figure_data_find(data, key);
    ck_assert_int_ge(column, 0);
    const FigureCell *cell = figure_data_cell(data, row, (guint)column);
    return cell->text != NULL ? cell->text : "";
}

/* One value of several in the same place: a list, "31, 28 en 17". */
static void add_listed(RegionNumbers *numbers, const char *printed)
{
    static const char *const around[][2] = {{",", ","}, {",", "en"}, {"en", ""}, {"kw.", "%"}};
    for (gsize i = 0; i < G_N_ELEMENTS(around); i++) {
        g_autofree char *whole = g_strconcat(around[i][0], " ", printed, " ", around[i][1], NULL);
        add_numbers_of(numbers, whole, strlen(around[i][0]), strlen(whole));
    }
}

/* The same place of the same text; `other` may be no row at all. */
static gboolean is_same_place(const FigureData *data, guint row, guint other)
{
    return other < figure_data_n_rows(data) &&
           strcmp(text_at(data, row, "tekst"), text_at(data, other, "tekst")) == 0 &&
           strcmp(text_at(data, row, "plaats"), text_at(data, other, "plaats")) == 0;
}

static void add_texts(RegionNumbers *numbers, const FigureData *data, const Texts *texts)
{
    for (guint row = 0; row < figure_data_n_rows(data); row++) {
        const char *key = text_at(data, row, "tekst"), *place = text_at(data, row, "plaats");
        const char *template = texts_lookup(texts, key);
        ck_assert_msg(template != NULL, "no text %s", key);
        add_said(numbers, template, place, text_at(data, row, "gedrukt"));
        known_numbers_put_text(numbers->large, text_at(data, row, "gedrukt"));
        if (strcmp(key, "figuur.kaart-klasse") == 0)
            known_numbers_put_text(numbers->classes, text_at(data, row, "gedrukt"));
        if (is_same_place(data, row, row - 1) || is_same_place(data, row, row + 1))
            add_listed(numbers, text_at(data, row, "gedrukt"));
    }
}

/* --- figures and tables */

static void put_cell(GHashTable *set, const FigureCell *cell)
{
    if (cell->kind == FIGURE_CELL_NUMBER)
        known_numbers_put_value(set, cell->number);
    else if (cell->kind == FIGURE_CELL_TEXT)
        known_numbers_put_text(set, cell->text);
}

/* An axis that does not begin at zero: as a histogram has. */
static void put_multiples(GHashTable *set, double smallest, double largest)
{
    for (guint wanted = 2; wanted <= 6; wanted++) {
        double step = ticks_from_zero(largest - smallest, wanted, FALSE).step;
        for (double at = floor(smallest / step) * step; at < largest + step; at += step)
            g_hash_table_add(set, format_decimal(at, 0, LANGUAGE_NL));
    }
}

/* Any column may have an axis; shares stand on one up to 100%. */
static void put_axes(GHashTable *set, const FigureData *data)
{
    g_hash_table_add(set, g_strdup("0"));
    known_numbers_put_text(set, "25 50 75");
    for (guint column = 0; column < figure_data_n_columns(data); column++) {
        double smallest = G_MAXDOUBLE, largest = 0;
        for (guint row = 0; row < figure_data_n_rows(data); row++) {
            const FigureCell *cell = figure_data_cell(data, row, column);
            if (cell->kind != FIGURE_CELL_NUMBER)
                continue;
            smallest = MIN(smallest, cell->number);
            largest = MAX(largest, cell->number);
        }
        if (largest > 0)
            known_numbers_put_ticks(set, largest);
        if (largest > smallest && smallest > 0 && figure_data_find(data, "ondergrens") >= 0)
            put_multiples(set, smallest, largest);
    }
}

static Region *region_new(const FigureRecord *record)
{
    Region *region = g_new0(Region, 1);
    const FigureData *data = record->data;
    region->all = known_numbers_set();
    region->head = known_numbers_set();
    region->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
    known_numbers_put_text(region->head, record->title);
    known_numbers_put_text(region->head, record->subtitle);
    for (guint column = 0; column < figure_data_n_columns(data); column++)
        known_numbers_put_text(region->head, figure_data_column(data, column)->title);
    for (guint row = 0; row < figure_data_n_rows(data); row++) {
        GHashTable *set = known_numbers_set();
        for (guint column = 0; column < figure_data_n_columns(data); column++) {
            put_cell(set, figure_data_cell(data, row, column));
            put_cell(region->all, figure_data_cell(data, row, column));
        }
        g_ptr_array_add(region->rows, set);
    }
    put_axes(region->all, data);
    if (figure_data_find(data, "verwacht") >= 0)
        known_numbers_put_text(region->all, "0 1 2 3 4 5 10 20 50 100 200 500 1.000");
    return region;
}

static void add_large(RegionNumbers *numbers)
{
    GHashTableIter regions, values;
    gpointer region, printed;
    g_hash_table_iter_init(&regions, numbers->regions);
    while (g_hash_table_iter_next(&regions, NULL, &region)) {
        g_hash_table_iter_init(&values, ((Region *)region)->all);
        while (g_hash_table_iter_next(&values, &printed, NULL))
            g_hash_table_add(numbers->large, g_strdup(printed));
    }
}

RegionNumbers *region_numbers_new(const GPtrArray *records, const Texts *texts,
                                  const char *publication, const char *area)
{
    RegionNumbers *numbers = g_new0(RegionNumbers, 1);
    numbers->regions = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_region);
    numbers->words =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    numbers->allowed = known_numbers_set();
    known_numbers_put_allowed(numbers->allowed);
    numbers->large = known_numbers_set();
    numbers->classes = known_numbers_set();
    numbers->number = g_regex_new(KNOWN_NUMBER, G_REGEX_OPTIMIZE, 0, NULL);
    for (guint i = 0; i < records->len; i++) {
        const FigureRecord *record = g_ptr_array_index(records, i);
        if (strcmp(record->name, "tekst") == 0)
            add_texts(numbers, record->data, texts);
        else
            g_hash_table_insert(numbers->regions, record->name, region_new(record));
    }
    add_large(numbers);
    add_catalogue(numbers);
    g_autoptr(GPtrArray) sentences = known_sentences(publication, area);
    for (guint i = 0; i < sentences->len; i++)
        add_sentence(numbers, g_ptr_array_index(sentences, i));
    return numbers;
}

void region_numbers_free(RegionNumbers *numbers)
{
    g_hash_table_unref(numbers->regions);
    g_hash_table_unref(numbers->words);
    g_hash_table_unref(numbers->allowed);
    g_hash_table_unref(numbers->large);
    g_hash_table_unref(numbers->classes);
    g_regex_unref(numbers->number);
    g_free(numbers);
}

/* --- looking up */

/* A stretch of the report: a row of a table, a figure, all sentences, or what stands alone. */
typedef struct {
    const RegionNumbers *numbers;
    const Region *region; /* NULL: sentences */
    GHashTable *also;     /* NULL: nothing else */
    guint piece, n_pieces;
    const char *text;
} Stretch;

/* Rows of the table that are heads of groups are no rows of the data. */
static gboolean is_in_row(const Stretch *stretch, const char *printed)
{
    const Region *region = stretch->region;
    guint n_heads =
        stretch->n_pieces > region->rows->len ? stretch->n_pieces - region->rows->len : 0;
    for (guint i = 0; i <= n_heads; i++)
        if (stretch->piece >= 1 + i && stretch->piece - 1 - i < region->rows->len &&
            g_hash_table_contains(g_ptr_array_index(region->rows, stretch->piece - 1 - i), printed))
            return TRUE;
    return FALSE;
}

static gboolean is_in_region(const Stretch *stretch, const char *printed)
{
    const Region *region = stretch->region;
    if (region == NULL)
        return FALSE;
    if (stretch->piece > 0)
        return is_in_row(stretch, printed);
    return g_hash_table_contains(region->head, printed) ||
           (stretch->n_pieces == 0 && g_hash_table_contains(region->all, printed));
}

static gboolean is_between_words(const Stretch *stretch, const char *printed, gsize start,
                                 gsize end)
{
    const GPtrArray *list = g_hash_table_lookup(stretch->numbers->words, printed);
    if (list == NULL)
        return FALSE;
    g_autofree char *left = words_before(stretch->text, start);
    g_autofree char *right = words_behind(stretch->text + end);
    for (guint i = 0; i < list->len; i++) {
        const Words *words = g_ptr_array_index(list, i);
        if (g_str_has_suffix(left, words->left) && g_str_has_prefix(right, words->right))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_accounted_for(const Stretch *stretch, const char *printed, gsize start,
                                 gsize end)
{
    return g_hash_table_contains(stretch->numbers->allowed, printed) ||
           (stretch->also != NULL && g_hash_table_contains(stretch->also, printed)) ||
           is_in_region(stretch, printed) || is_between_words(stretch, printed, start, end);
}

static void note_fault(const Stretch *stretch, const char *printed, gsize start, gsize end,
                       GString *faults)
{
    g_autofree char *left = words_before(stretch->text, start);
    g_autofree char *right = words_behind(stretch->text + end);
    g_string_append_printf(faults, "%s in \"%s[%s]%s\"\n", printed, left, printed, right);
}

static void check_stretch(const Stretch *stretch, RegionCheck *check)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(stretch->numbers->number, stretch->text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start, end;
        g_autofree char *printed = g_match_info_fetch(match, 0);
        g_match_info_fetch_pos(match, 0, &start, &end);
        check->n_checked++;
        if (!is_accounted_for(stretch, printed, (gsize)start, (gsize)end) && check->faults != NULL)
            note_fault(stretch, printed, (gsize)start, (gsize)end, check->faults);
        char *last = printed + strlen(printed) - 1;
        if (last == printed)
            continue;
        *last = *last == '9' ? '8' : (char)(*last + 1);
        check->n_slips++;
        check->n_found += !is_accounted_for(stretch, printed, (gsize)start, (gsize)end);
    }
}

static const LayoutBox *box_at(const GArray *boxes, guint i)
{
    return &g_array_index(boxes, LayoutBox, i);
}

static gboolean is_text(const LayoutBox *box)
{
    return box->kind == BOX_TEXT && box->text != NULL && box->in_body;
}

/* The number of rows that a figure has on all its pages; 0: it is no table. */
static guint n_pieces_of(const GArray *boxes, const char *figure)
{
    guint n = 0;
    for (guint i = 0; i < boxes->len; i++)
        if (g_strcmp0(box_at(boxes, i)->figure, figure) == 0)
            n = MAX(n, box_at(boxes, i)->piece);
    return n;
}

static gboolean is_same_piece(const LayoutBox *a, const LayoutBox *b)
{
    return a->page == b->page && a->piece == b->piece && g_strcmp0(a->figure, b->figure) == 0;
}

/* From box `first` on; returns the first box after the piece. */
static guint check_piece(const RegionNumbers *numbers, const GArray *boxes, guint first,
                         RegionCheck *check)
{
    const LayoutBox *box = box_at(boxes, first);
    g_autoptr(GString) lines = g_string_new(NULL);
    guint i = first;
    for (; i < boxes->len && is_same_piece(box, box_at(boxes, i)); i++)
        if (is_text(box_at(boxes, i)))
            g_string_append_printf(lines, "%s\n", box_at(boxes, i)->text);
    g_string_append(lines, "\n.\n"); /* the end looks like no foot of a page */
    g_autofree char *text = known_numbers_only(lines->str);
    Stretch stretch = {.numbers = numbers,
                       .region = g_hash_table_lookup(numbers->regions, box->figure),
                       .also = strstr(box->figure, "kaart") != NULL ? numbers->classes : NULL,
                       .piece = box->piece,
                       .n_pieces = n_pieces_of(boxes, box->figure),
                       .text = text};
    check_stretch(&stretch, check);
    return i;
}

/* A large figure over its words: "127", "13–29%". Not the number of an item in a list, "1.". */
static gboolean is_alone(const LayoutBox *box)
{
    return strspn(box->text, "0123456789.,–%*") == strlen(box->text);
}

static gboolean is_item(const LayoutBox *box)
{
    gsize n = strspn(box->text, "0123456789");
    return n > 0 && strcmp(box->text + n, ".") == 0;
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
        g_string_append(page, "\n.\n");
        g_autofree char *only = known_numbers_only(page->str);
        g_string_append_len(text, only, (gssize)strlen(only) - 3);
        g_string_truncate(page, 0);
    }
    return g_string_free(text, FALSE);
}

void region_numbers_check(const RegionNumbers *numbers, const GArray *boxes, RegionCheck *check)
{
    g_autofree char *text = words_of(boxes, FALSE);
    g_autofree char *large = words_of(boxes, TRUE);
    check_stretch(&(Stretch){.numbers = numbers, .text = text}, check);
    check_stretch(&(Stretch){.numbers = numbers, .also = numbers->large, .text = large}, check);
    for (guint i = 0; i < boxes->len;)
        if (is_text(box_at(boxes, i)) && box_at(boxes, i)->figure != NULL)
            i = check_piece(numbers, boxes, i, check);
        else
            i++;
}
