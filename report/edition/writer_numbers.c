#include "report/edition/writer_numbers.h"

#include <math.h>

typedef struct {
    double value, upper;
} Noted;

typedef struct {
    const char *key, *placeholder, *printed; /* printed: borrowed from the writer */
    Noted noted;
} Said;

struct WriterNumbers {
    GHashTable *noted; /* address of the printed string -> Noted * */
    GHashTable *lists; /* address of the printed list -> GPtrArray * of its words */
    GHashTable *seen;  /* "key placeholder printed": the same sentence said twice */
    GArray *said;
    GStringChunk *words; /* keys and placeholders, which callers may make on the way */
};

WriterNumbers *writer_numbers_new(void)
{
    WriterNumbers *numbers = g_new0(WriterNumbers, 1);
    numbers->noted = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    numbers->lists = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    numbers->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    numbers->said = g_array_new(FALSE, FALSE, sizeof(Said));
    numbers->words = g_string_chunk_new(1024);
    return numbers;
}

void writer_numbers_free(WriterNumbers *numbers)
{
    if (numbers == NULL)
        return;
    g_hash_table_unref(numbers->noted);
    g_hash_table_unref(numbers->lists);
    g_hash_table_unref(numbers->seen);
    g_array_unref(numbers->said);
    g_string_chunk_free(numbers->words);
    g_free(numbers);
}

const char *writer_numbers_note(WriterNumbers *numbers, const char *printed, double value,
                                double upper)
{
    Noted *noted = g_new(Noted, 1);
    *noted = (Noted){value, upper};
    g_hash_table_insert(numbers->noted, (gpointer)printed, noted);
    return printed;
}

const char *writer_numbers_same(WriterNumbers *numbers, const char *printed, const char *of)
{
    const Noted *noted = g_hash_table_lookup(numbers->noted, of);
    return noted != NULL ? writer_numbers_note(numbers, printed, noted->value, noted->upper)
                         : printed;
}

const char *writer_numbers_list(WriterNumbers *numbers, const char *printed, const GPtrArray *words)
{
    GPtrArray *noted = g_ptr_array_new();
    for (guint i = 0; i < words->len; i++)
        if (g_hash_table_contains(numbers->noted, g_ptr_array_index(words, i)))
            g_ptr_array_add(noted, g_ptr_array_index(words, i));
    g_hash_table_insert(numbers->lists, (gpointer)printed, noted);
    return printed;
}

static void say(WriterNumbers *numbers, const char *key, const char *placeholder,
                const char *printed)
{
    const Noted *noted = g_hash_table_lookup(numbers->noted, printed);
    const GPtrArray *words = g_hash_table_lookup(numbers->lists, printed);
    for (guint i = 0; words != NULL && i < words->len; i++)
        say(numbers, key, placeholder, g_ptr_array_index(words, i));
    if (noted == NULL)
        return;
    if (!g_hash_table_add(numbers->seen, g_strdup_printf("%s %s %s", key, placeholder, printed)))
        return;
    Said said = {g_string_chunk_insert_const(numbers->words, key),
                 g_string_chunk_insert_const(numbers->words, placeholder), printed, *noted};
    g_array_append_val(numbers->said, said);
}

void writer_numbers_said(WriterNumbers *numbers, const char *key, va_list pairs)
{
    for (const char *name = va_arg(pairs, const char *); name != NULL;
         name = va_arg(pairs, const char *))
        say(numbers, key, name, va_arg(pairs, const char *));
}

FigureRecord *writer_numbers_record(const WriterNumbers *numbers, Language language)
{
    static const struct {
        const char *key;
        FigureType type;
        const char *title[LANGUAGE_COUNT];
    } columns[] = {{"tekst", FIGURE_TEXT, {"Tekst", "Text"}},
                   {"plaats", FIGURE_TEXT, {"Plaats in de tekst", "Place in the text"}},
                   {"waarde", FIGURE_NUMBER, {"Waarde", "Value"}},
                   {"bovengrens", FIGURE_NUMBER, {"Tot en met", "Up to"}},
                   {"gedrukt", FIGURE_TEXT, {"Zoals gedrukt", "As printed"}}};
    if (numbers->said->len == 0)
        return NULL;
    FigureRecord *record = g_new0(FigureRecord, 1);
    gboolean english = language == LANGUAGE_EN;
    record->name = g_strdup("tekst");
    record->label = g_strdup("");
    record->title = g_strdup(english ? "Numbers in the sentences" : "Getallen in de zinnen");
    record->subtitle = g_strdup("");
    record->source = g_strdup("");
    record->data = figure_data_new(language);
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        figure_data_add_column(record->data, columns[i].type, columns[i].key,
                               columns[i].title[language]);
    for (guint i = 0; i < numbers->said->len; i++) {
        const Said *said = &g_array_index(numbers->said, Said, i);
        figure_data_begin_row(record->data);
        figure_data_text(record->data, said->key);
        figure_data_text(record->data, said->placeholder);
        figure_data_number(record->data, said->noted.value);
        figure_data_number(record->data, said->noted.upper);
        figure_data_text(record->data, said->printed);
    }
    return record;
}
