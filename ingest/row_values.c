/* Fields of one row, by kind. */
#include "ingest/fold.h"
#include "ingest/record_queue.h"
#include "ingest/row_private.h"
#include "ingest/sensitive.h"

#include <string.h>

#define MAX_LABELS 4096
G_STATIC_ASSERT(MAX_LABELS >= RECORD_QUEUE_MAX); /* a row brings one text to a column at most */
#define MAX_TEXT_BYTES 100
#define MAX_SHOWN_BYTES 60

static void set_text(FieldValue *value, const char *text, gsize length)
{
    value->kind = VALUE_TEXT;
    value->text = text;
    value->length = (guint32)length;
}

static void set_number(FieldValue *value, gint64 number)
{
    value->kind = VALUE_NUMBER;
    value->number = number;
}

/* A wrong day such as 31-02-2024 is short, and digits with signs between. */
static gboolean looks_like_wrong_day(const CsvField *field)
{
    return field->length <= 10 && strspn(field->text, "0123456789-/.") == field->length &&
           strpbrk(field->text, "-/.") != NULL;
}

FieldValue row_text(const char *text)
{
    return (FieldValue){.kind = VALUE_TEXT, .text = text, .length = (guint32)strlen(text)};
}

gboolean row_fault(RowReader *reader, const char *header, const CsvField *value, const char *format,
                   ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_string_vprintf(reader->reason, format, arguments);
    va_end(arguments);
    reader->fault = (RowFault){.column = header};
    if (value != NULL && !looks_like_wrong_day(value)) {
        SensitiveKind kind = sensitive_find(value->text, value->length);
        if (kind != SENSITIVE_NONE)
            g_string_assign(reader->reason, sensitive_reason(kind));
        if (kind != SENSITIVE_NONE || value->length > MAX_SHOWN_BYTES)
            value = NULL;
    }
    reader->fault.value = value != NULL ? value->text : NULL;
    reader->fault.reason = reader->reason->str;
    return FALSE;
}

/* Whether the text is one of the words for "not known". */
static gboolean is_unknown(const RowReader *reader, const char *text, gsize length)
{
    char key[FOLD_MAX];
    fold_label(text, length, key);
    return g_hash_table_contains(reader->profile->unknown, key);
}

/* The reader's own copy of a text out of a small set. */
static const char *intern(RowReader *reader, const char *text)
{
    const char *own = g_hash_table_lookup(reader->texts, text);
    if (own != NULL)
        return own;
    char *copy = g_strdup(text);
    g_hash_table_add(reader->texts, copy);
    return copy;
}

/* --- labels: codes and short texts */

static void label_free(gpointer data)
{
    Label *label = data;
    g_free(label->code);
    g_free(label->mapped_from);
    g_free(label);
}

static Label *label_new(LabelKind kind, const char *code)
{
    Label *label = g_new0(Label, 1);
    label->kind = kind;
    label->code = g_strdup(code);
    label->length = code != NULL ? strlen(code) : 0;
    return label;
}

void row_labels_init(Binding *binding)
{
    binding->labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    binding->entries = g_hash_table_new_full(NULL, NULL, NULL, label_free);
    binding->texts = g_ptr_array_new_with_free_func(label_free);
    binding->old_texts = g_ptr_array_new_with_free_func(label_free);
    binding->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    binding->unknown = label_new(LABEL_UNKNOWN, NULL);
    binding->unlisted = label_new(LABEL_CODE, binding->profile->unlisted_code);
    binding->unlisted->mapped_from =
        g_strdup_printf("%s: not in the list -> %s", binding->profile->header,
                        binding->unlisted->code != NULL ? binding->unlisted->code : "");
}

void row_labels_clear(Binding *binding)
{
    g_hash_table_unref(binding->labels);
    g_hash_table_unref(binding->entries);
    g_hash_table_unref(binding->places);
    g_ptr_array_unref(binding->texts);
    g_ptr_array_unref(binding->old_texts);
    label_free(binding->unknown);
    label_free(binding->unlisted);
}

static Label *find_code(Binding *binding, const char *text, gsize length)
{
    const ValueEntry *entry = value_list_find(binding->profile->values, text, length);
    if (entry == NULL)
        return NULL;
    Label *label = g_hash_table_lookup(binding->entries, entry);
    if (label != NULL)
        return label;
    label = label_new(LABEL_CODE, entry->code);
    if (entry->is_synonym)
        label->mapped_from =
            g_strdup_printf("%s: %s -> %s", binding->profile->header, entry->synonym, entry->code);
    g_hash_table_insert(binding->entries, (gpointer)entry, label);
    return label;
}

static Label *own_text(Binding *binding, const char *text)
{
    Label *label = label_new(LABEL_TEXT, text);
    g_ptr_array_add(binding->texts, label);
    return label;
}

/* Digits in the range, each once, in order, with + between: "3, 1" -> "1+3". */
static Label *find_digits(RowReader *reader, Binding *binding, const CsvField *field)
{
    gboolean present[10] = {FALSE};
    const char *split = binding->profile->split != NULL ? binding->profile->split : ",";
    for (gsize i = 0; i < field->length; i++) {
        char c = field->text[i];
        gboolean alone = i + 1 >= field->length || !g_ascii_isdigit(field->text[i + 1]);
        if (g_ascii_isdigit(c) && alone && c - '0' >= binding->spec->low &&
            c - '0' <= binding->spec->high)
            present[c - '0'] = TRUE;
        else if (c != ' ' && strchr(split, c) == NULL) {
            row_fault(reader, binding->mapped->header, field,
                      "is not a list of digits from %d to %d", (int)binding->spec->low,
                      (int)binding->spec->high);
            return NULL;
        }
    }
    char text[20] = "";
    for (gsize digit = 0, n = 0; digit < 10; digit++) {
        if (present[digit]) {
            if (n > 0)
                text[n++] = '+';
            text[n++] = (char)('0' + digit);
        }
    }
    return text[0] != '\0' ? own_text(binding, text) : binding->unknown;
}

static Label *find_text(RowReader *reader, Binding *binding, const CsvField *field)
{
    SensitiveKind kind = sensitive_find(field->text, field->length);
    if (kind != SENSITIVE_NONE) {
        row_fault(reader, binding->mapped->header, NULL, "%s", sensitive_reason(kind));
        return NULL;
    }
    if (field->length > MAX_TEXT_BYTES) {
        row_fault(reader, binding->mapped->header, NULL, "is longer than %d bytes", MAX_TEXT_BYTES);
        return NULL;
    }
    return own_text(binding, field->text);
}

/* A label that is not remembered yet; NULL with the fault set. */
static Label *make_label(RowReader *reader, Binding *binding, const CsvField *field)
{
    const ProfileColumn *profile = binding->profile;
    Label *label = profile->values != NULL ? find_code(binding, field->text, field->length) : NULL;
    if (label != NULL)
        return label;
    if (is_unknown(reader, field->text, field->length))
        return binding->unknown;
    if (profile->values != NULL && profile->unlisted == UNLISTED_CODE)
        return binding->unlisted;
    if (profile->values != NULL && profile->unlisted == UNLISTED_REFUSE) {
        row_fault(reader, binding->mapped->header, field,
                  "is not one of the values of the profile");
        return NULL;
    }
    return binding->spec->kind == FIELD_DIGITS ? find_digits(reader, binding, field)
                                               : find_text(reader, binding, field);
}

/* What the text stands for; the same text is looked up once. A column with very many texts is free
 * text: then the memory starts again, and the texts of the rows before stay for a while. NULL with
 * the fault set. */
static Label *get_label(RowReader *reader, Binding *binding, const CsvField *field)
{
    Label *label = g_hash_table_lookup(binding->labels, field->text);
    if (label != NULL)
        return label;
    if (g_hash_table_size(binding->labels) >= MAX_LABELS) {
        g_hash_table_remove_all(binding->labels);
        g_ptr_array_unref(binding->old_texts);
        binding->old_texts = binding->texts;
        binding->texts = g_ptr_array_new_with_free_func(label_free);
    }
    label = make_label(reader, binding, field);
    if (label != NULL && label != binding->unlisted)
        g_hash_table_insert(binding->labels, g_strdup(field->text), label);
    return label;
}

static void use_label(RowReader *reader, Label *label)
{
    if (label->mapped_from != NULL && reader->n_pending < ROW_MAX_PENDING)
        reader->pending[reader->n_pending++] = label;
}

static gboolean read_label(RowReader *reader, Binding *binding, const CsvField *field,
                           FieldValue *value)
{
    Label *label = get_label(reader, binding, field);
    if (label == NULL)
        return FALSE;
    if (label->kind == LABEL_UNKNOWN)
        return TRUE;
    use_label(reader, label);
    if (binding->spec->kind == FIELD_FLAG)
        set_number(value, label->code[0] == '1');
    else
        set_text(value, label->code, label->length);
    return TRUE;
}

static void add_code(Record *record, const char *code)
{
    for (gsize i = 0; i < record->n_codes; i++)
        if (strcmp(record->codes[i], code) == 0)
            return;
    if (record->n_codes < RECORD_MAX_CODES)
        record->codes[record->n_codes++] = code;
}

/* Several labels in one field; the parts are looked up by the same list. */
static gboolean read_codes(RowReader *reader, Binding *binding, const CsvField *field,
                           Record *record)
{
    const char *split = binding->profile->split;
    const char *at = field->text;
    while (*at != '\0') {
        gsize length = split != NULL ? strcspn(at, split) : strlen(at);
        g_autofree char *part = g_strstrip(g_strndup(at, length));
        at += length + (at[length] != '\0');
        if (part[0] == '\0')
            continue;
        CsvField piece = {part, strlen(part)};
        Label *label = get_label(reader, binding, &piece);
        if (label == NULL) { /* the fault must not point into the part */
            if (reader->fault.value != NULL)
                reader->fault.value = field->text;
            return FALSE;
        }
        if (label->kind == LABEL_UNKNOWN)
            continue;
        use_label(reader, label);
        add_code(record, label->code);
    }
    return TRUE;
}

/* --- identifiers, days, numbers, places */

static void count_bsn(Binding *binding, const CsvField *field)
{
    int digits[9];
    if (field->length != 9)
        return;
    for (gsize i = 0; i < 9; i++) {
        if (!g_ascii_isdigit(field->text[i]))
            return;
        digits[i] = field->text[i] - '0';
    }
    binding->n_nine_digits++;
    binding->n_bsn += sensitive_eleven_test(digits);
}

static gboolean has_digit(const CsvField *field)
{
    for (gsize i = 0; i < field->length; i++)
        if (g_ascii_isdigit(field->text[i]))
            return TRUE;
    return FALSE;
}

static gboolean read_identifier(const RowReader *reader, Binding *binding, const CsvField *field,
                                FieldValue *value)
{
    if (!has_digit(field) && is_unknown(reader, field->text, field->length))
        return TRUE;
    count_bsn(binding, field);
    value->kind = VALUE_BLOB;
    pseudonym_make(binding->maker, field->text, field->length, value->blob);
    return TRUE;
}

/* The formats that the profile allows, for a message: "dd-mm-yyyy or yyyy-mm-dd". */
static char *describe_formats(const Profile *profile)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; i < profile->n_dates; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " or " : "",
                               date_format_word(profile->dates[i]));
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The place of a text in the table of known days. */
static KnownDay *day_place(const RowReader *reader, const char text[DAY_TEXT])
{
    guint64 word[2];
    memcpy(word, text, sizeof word);
    guint64 hash = (word[0] ^ (word[1] * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15))) *
                   G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    return &reader->days[hash >> 32 & (DAY_MEMORY - 1)];
}

static Day parse_day(const RowReader *reader, const CsvField *field)
{
    const Profile *profile = reader->profile;
    char text[DAY_TEXT] = {0};
    if (field->length >= DAY_TEXT)
        return field_parse_day(field->text, field->length, profile->dates, profile->n_dates);
    memcpy(text, field->text, field->length);
    KnownDay *known = day_place(reader, text);
    if (known->day != DAY_NONE && memcmp(known->text, text, DAY_TEXT) == 0)
        return known->day;
    Day day = field_parse_day(field->text, field->length, profile->dates, profile->n_dates);
    if (day != DAY_NONE) {
        memcpy(known->text, text, DAY_TEXT);
        known->day = day;
    }
    return day;
}

/* A fault of a day that is one: it may be shown. */
static gboolean day_fault(RowReader *reader, const Binding *binding, const CsvField *field,
                          const char *reason)
{
    row_fault(reader, binding->mapped->header, NULL, "%s", reason);
    reader->fault.value = field->text;
    return FALSE;
}

static gboolean read_day(RowReader *reader, const Binding *binding, const CsvField *field,
                         FieldValue *value)
{
    const RowLimits *limits = &reader->limits;
    Day day = parse_day(reader, field);
    if (day == DAY_NONE) {
        if (is_unknown(reader, field->text, field->length))
            return TRUE;
        g_autofree char *formats = describe_formats(reader->profile);
        return row_fault(reader, binding->mapped->header, field, "is not a date (%s)", formats);
    }
    gboolean is_event = (gssize)binding->mapped->field == reader->profile->record->day;
    if (day > limits->latest) {
        g_autofree char *latest = day_format_iso(limits->latest);
        g_autofree char *reason = g_strdup_printf("lies after the peildatum %s", latest);
        return day_fault(reader, binding, field, reason);
    }
    if (day < (is_event ? reader->earliest_event : reader->earliest))
        return day_fault(reader, binding, field,
                         is_event ? "lies before the year 1990" : "lies before the year 1900");
    if (is_event && limits->first != DAY_NONE && (day < limits->first || day > limits->last))
        return day_fault(reader, binding, field, "lies outside the period of the delivery");
    set_number(value, day);
    return TRUE;
}

static gboolean read_number(RowReader *reader, const Binding *binding, const CsvField *field,
                            FieldValue *value)
{
    const FieldSpec *spec = binding->spec;
    gint64 number;
    if (!field_parse_rounded(field->text, field->length, reader->profile->decimal, &number) ||
        number < spec->low || number > spec->high) {
        if (is_unknown(reader, field->text, field->length))
            return TRUE;
        return row_fault(reader, binding->mapped->header, field,
                         "is not a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                         spec->low, spec->high);
    }
    if (spec->kind == FIELD_NUMBER) {
        set_number(value, number);
    } else {
        char text[3] = {(char)('0' + number / 10), (char)('0' + number % 10), '\0'};
        set_text(value, intern(reader, text), 2);
    }
    return TRUE;
}

static void note_place(RowReader *reader, Binding *binding, AreaMatchKind kind,
                       const CsvField *field)
{
    if (reader->n_places < RECORD_MAX_FIELDS) {
        reader->places[reader->n_places].binding = binding;
        reader->places[reader->n_places++].kind = kind;
    }
    gboolean found =
        kind == AREA_MATCH_ALIAS || kind == AREA_MATCH_SUCCESSOR || kind == AREA_MATCH_NOT_YET;
    if (found || reader->n_notes == RECORD_MAX_FIELDS)
        return;
    gboolean shown = field->length <= MAX_SHOWN_BYTES &&
                     sensitive_find(field->text, field->length) == SENSITIVE_NONE;
    reader->notes[reader->n_notes++] =
        (RowFault){binding->mapped->header, area_match_word(kind), shown ? field->text : NULL};
}

/* The day for which a place is looked up: that of the event; for a table the beginning of its
 * period, the last one where there are several; else the peildatum. */
static Day place_day(const RowReader *reader, const ProfileColumn *profile, const Record *record)
{
    const RecordSpec *spec = reader->profile->record;
    const Mapping *mapping = reader->mapping;
    if (profile->day >= 0 && record->values[profile->day].kind == VALUE_NUMBER)
        return (Day)record->values[profile->day].number;
    if (spec->day >= 0)
        return record->values[spec->day].kind == VALUE_NUMBER
                   ? (Day)record->values[spec->day].number
                   : reader->limits.latest;
    Day day = DAY_NONE;
    for (gsize i = 0; i < mapping->n_cells; i++)
        day = MAX(day, period_first_day(mapping->cells[i].period));
    gssize field = record_spec_field(spec, "period");
    Period period;
    if (day == DAY_NONE && field >= 0 && record->values[field].kind == VALUE_TEXT &&
        period_parse(record->values[field].text, &period, NULL))
        day = period_first_day(period);
    return day != DAY_NONE ? day : reader->limits.latest;
}

/* An exact match holds for every day on which that area exists. */
static void remember_place(const RowReader *reader, const Binding *binding, const char *text,
                           AreaId id)
{
    Day to = area_valid_to(reader->areas, id);
    KnownPlace *place = g_new0(KnownPlace, 1);
    *place = (KnownPlace){area_code(reader->areas, id), area_valid_from(reader->areas, id),
                          to != DAY_NONE ? to : G_MAXINT32};
    if (g_hash_table_size(binding->places) >= MAX_LABELS)
        g_hash_table_remove_all(binding->places);
    g_hash_table_insert(binding->places, g_strdup(text), place);
}

static gboolean read_area(RowReader *reader, Binding *binding, const CsvField *field,
                          Record *record, FieldValue *value)
{
    const ProfileColumn *profile = binding->profile;
    Day day = place_day(reader, profile, record);
    const KnownPlace *known = g_hash_table_lookup(binding->places, field->text);
    if (known != NULL && day >= known->from && day < known->to) {
        *value = row_text(known->code);
        return TRUE;
    }
    AreaMatch match = {.kind = AREA_MATCH_UNKNOWN, .id = AREA_NONE};
    for (gsize i = 0; i < profile->n_kinds && match.id == AREA_NONE; i++)
        area_resolve(reader->areas, profile->kinds[i], field->text, day, &match);
    if (match.id != AREA_NONE) {
        /* An area that came later is a place all the same: it is known where it lies. */
        if (match.kind != AREA_MATCH_EXACT)
            note_place(reader, binding, match.kind, field);
        else
            remember_place(reader, binding, field->text, match.id);
        const char *code = area_code(reader->areas, match.id);
        set_text(value, code, strlen(code));
        return TRUE;
    }
    if (is_unknown(reader, field->text, field->length))
        return TRUE;
    if (profile->unlisted == UNLISTED_TEXT)
        return read_label(reader, binding, field, value);
    if (binding->spec->required)
        return row_fault(reader, binding->mapped->header, field, "is not a known %s",
                         area_kind_word(profile->kinds[0]));
    note_place(reader, binding, match.kind, field);
    return TRUE;
}

static gboolean read_period(RowReader *reader, const Binding *binding, const CsvField *field,
                            FieldValue *value)
{
    Period period;
    if (!period_parse(field->text, &period, NULL))
        return row_fault(reader, binding->mapped->header, field,
                         "is not a period (2024, 2024KW01, 2020-2024)");
    g_autofree char *code = period_code(period);
    const char *own = intern(reader, code);
    set_text(value, own, strlen(own));
    return TRUE;
}

gboolean row_value_read(RowReader *reader, Binding *binding, const CsvField *field, Record *record)
{
    FieldValue *value = &record->values[binding->mapped->field];
    if (field->length == 0)
        return TRUE;
    switch (binding->spec->kind) {
    case FIELD_IDENTIFIER:
        return read_identifier(reader, binding, field, value);
    case FIELD_DAY:
        return read_day(reader, binding, field, value);
    case FIELD_CODES:
        return read_codes(reader, binding, field, record);
    case FIELD_CODE:
    case FIELD_FLAG:
    case FIELD_TEXT:
    case FIELD_DIGITS:
        return read_label(reader, binding, field, value);
    case FIELD_AREA:
        return read_area(reader, binding, field, record, value);
    case FIELD_NUMBER:
    case FIELD_TWO_DIGITS:
        return read_number(reader, binding, field, value);
    case FIELD_PERIOD:
        return read_period(reader, binding, field, value);
    case FIELD_CELL:
        break;
    }
    return TRUE;
}

/* --- cells of published tables */

/* Length without superscript digits at the end: footnote marks of a printed table. */
static gsize without_footnote(const CsvField *field)
{
    static const char *const marks[] = {"\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};
    gsize length = field->length;
    for (gboolean found = TRUE; found && length > 2;) {
        found = FALSE;
        for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
            found = found || memcmp(field->text + length - 2, marks[i], 2) == 0;
        if (found) {
            length -= 2;
        } else if (length > 3 && memcmp(field->text + length - 3, "\xE2\x81", 2) == 0) {
            length -= 3; /* U+2070 to U+2079 */
            found = TRUE;
        }
    }
    return length;
}

gboolean row_cell_read(RowReader *reader, const char *header, const CsvField *field, Cell *cell)
{
    char key[FOLD_MAX] = "";
    gpointer state;
    cell->state = STATE_VALUE;
    cell->value = 0;
    gsize length = reader->profile->footnotes ? without_footnote(field) : field->length;
    if (length > 0 &&
        field_parse_count(field->text, length, reader->profile->decimal, &cell->value)) {
        reader->n_footnotes += length < field->length;
        return TRUE;
    }
    if (field->length > 0)
        fold_label(field->text, field->length, key);
    if (g_hash_table_lookup_extended(reader->profile->marks, key, NULL, &state)) {
        cell->value = 0;
        cell->state = (CellState)GPOINTER_TO_INT(state);
        return TRUE;
    }
    return row_fault(reader, header, field, "is not a count, nor a mark that the profile knows");
}
