#include "ingest/row_private.h"
#include "ingest/sensitive.h"

#include <string.h>

/* From so many identifiers of nine digits on, a majority that passes the eleven-test is no chance:
 * of arbitrary numbers one in eleven does. */
#define BSN_MIN_SAMPLE 20

static void bind_column(RowReader *reader, const PseudonymKey *key, const MappedColumn *mapped)
{
    Binding *binding = &reader->bindings[reader->n_bindings++];
    binding->mapped = mapped;
    binding->profile = mapped->profile;
    binding->spec = &reader->profile->record->fields[mapped->field];
    row_labels_init(binding);
    if (binding->spec->kind == FIELD_IDENTIFIER) {
        g_autofree char *domain =
            g_strdup_printf("%.30s.%.30s", reader->profile->source, binding->spec->name);
        binding->maker = pseudonym_maker_new(key, domain);
    }
}

RowReader *row_reader_new(const Profile *profile, const Mapping *mapping, const AreaRegister *areas,
                          const PseudonymKey *key, RowLimits limits)
{
    RowReader *reader = g_new0(RowReader, 1);
    reader->profile = profile;
    reader->rules = row_rules_find(profile->record);
    reader->mapping = mapping;
    reader->areas = areas;
    reader->limits = limits;
    reader->earliest_event = day_from_ymd(EARLIEST_EVENT_YEAR, 1, 1);
    reader->earliest = day_from_ymd(EARLIEST_YEAR, 1, 1);
    reader->days = g_new0(KnownDay, DAY_MEMORY);
    reader->reason = g_string_new(NULL);
    reader->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->bindings = g_new0(Binding, mapping->n_columns + 1);
    reader->cells = g_new0(Cell, mapping->n_cells + 1);
    for (gsize i = 0; i < mapping->n_columns; i++)
        bind_column(reader, key, &mapping->columns[i]);
    for (gsize i = 0; i < mapping->n_cells; i++)
        reader->cells[i].period = period_code(mapping->cells[i].period);
    return reader;
}

void row_reader_free(RowReader *reader)
{
    for (gsize i = 0; i < reader->n_bindings; i++) {
        g_clear_pointer(&reader->bindings[i].maker, pseudonym_maker_free);
        row_labels_clear(&reader->bindings[i]);
    }
    for (gsize i = 0; i < reader->mapping->n_cells; i++)
        g_free(reader->cells[i].period);
    g_string_free(reader->reason, TRUE);
    g_hash_table_unref(reader->texts);
    g_free(reader->bindings);
    g_free(reader->days);
    g_free(reader->cells);
    g_free(reader);
}

static gboolean is_empty(const CsvRow *row)
{
    for (gsize i = 0; i < row->n_fields; i++)
        if (row->fields[i].length > 0)
            return FALSE;
    return TRUE;
}

/* A record over several lines is right only when the line ends stand in a column that is not read.
 */
static gboolean runs_on(const RowReader *reader, const CsvRow *row)
{
    if (row->n_lines == 1)
        return FALSE;
    for (gsize i = 0; i < reader->n_bindings; i++)
        if (strpbrk(row->fields[reader->bindings[i].mapped->column].text, "\r\n") != NULL)
            return TRUE;
    return FALSE;
}

/* The value of a field as exclusion rules see it: its code. */
static gboolean is_excluded(const FieldValue *value, const ProfileExclusion *rule)
{
    for (guint i = 0; value->kind == VALUE_TEXT && i < rule->codes->len; i++)
        if (g_str_equal(value->text, rule->codes->pdata[i]))
            return TRUE;
    return FALSE;
}

static Binding *binding_of(RowReader *reader, gsize field)
{
    for (gsize i = 0; i < reader->n_bindings; i++)
        if (reader->bindings[i].mapped->field == field)
            return &reader->bindings[i];
    return NULL;
}

/* Rules go first: a row that does not count need not be right in its other fields. */
static gboolean apply_exclusions(RowReader *reader, const CsvRow *row, Record *record)
{
    const GPtrArray *rules = reader->profile->exclusions;
    for (guint i = 0; i < rules->len; i++) {
        const ProfileExclusion *rule = rules->pdata[i];
        Binding *binding = binding_of(reader, rule->field);
        FieldValue *value = &record->values[rule->field];
        if (binding == NULL ||
            !row_value_read(reader, binding, &row->fields[binding->mapped->column], record) ||
            !is_excluded(value, rule)) {
            *value = (FieldValue){.kind = VALUE_NONE};
            record->n_codes = 0;
            reader->n_pending = 0;
            reader->n_places = 0;
            reader->n_notes = 0;
            continue;
        }
        reader->fault = (RowFault){.column = binding->mapped->header, .reason = rule->name};
        return TRUE;
    }
    return FALSE;
}

static gboolean fill_constants(const RowReader *reader, Record *record)
{
    for (guint i = 0; i < reader->profile->constants->len; i++) {
        const ProfileConstant *constant = reader->profile->constants->pdata[i];
        record->values[constant->field] = row_text(constant->value);
    }
    return TRUE;
}

static gboolean read_fields(RowReader *reader, const CsvRow *row, Record *record)
{
    for (gsize i = 0; i < reader->n_bindings; i++) {
        Binding *binding = &reader->bindings[i];
        const CsvField *field = &row->fields[binding->mapped->column];
        if (binding->spec->kind == FIELD_CELL) {
            if (!row_cell_read(reader, binding->mapped->header, field, &reader->cells[0]))
                return FALSE;
            reader->n_cells = 1;
            continue;
        }
        if (!row_value_read(reader, binding, field, record))
            return FALSE;
        FieldValue *value = &record->values[binding->mapped->field];
        const char *unknown = binding->profile->unknown_code;
        if (binding->spec->kind == FIELD_CODES) {
            if (record->n_codes == 0 && unknown != NULL)
                record->codes[record->n_codes++] = unknown;
        } else if (value->kind == VALUE_NONE && unknown != NULL) {
            *value = row_text(unknown);
        } else if (value->kind == VALUE_NONE && binding->profile->required) {
            return row_fault(reader, binding->mapped->header, NULL, "is empty or unknown");
        }
    }
    for (gsize i = 0; i < reader->mapping->n_cells; i++) {
        const MappedColumn *cell = &reader->mapping->cells[i];
        if (!row_cell_read(reader, cell->header, &row->fields[cell->column], &reader->cells[i]))
            return FALSE;
        reader->n_cells = i + 1;
    }
    return TRUE;
}

/* Fields that the register needs and the file has no column for get the code for "unknown". */
static gboolean fill_required(RowReader *reader, Record *record)
{
    const RecordSpec *spec = reader->profile->record;
    for (gsize i = 0; i < spec->n_fields; i++) {
        FieldValue *value = &record->values[i];
        if (!spec->fields[i].required || value->kind != VALUE_NONE ||
            spec->fields[i].kind == FIELD_CELL ||
            (spec->fields[i].kind == FIELD_PERIOD && reader->profile->periods_in_header))
            continue;
        const char *unknown = NULL;
        const char *header = spec->fields[i].name;
        for (guint c = 0; c < reader->profile->columns->len; c++) {
            const ProfileColumn *column = reader->profile->columns->pdata[c];
            if (column->field == i) {
                unknown = column->unknown_code;
                header = column->header;
            }
        }
        if (unknown == NULL)
            return row_fault(reader, header, NULL, "is empty or unknown");
        *value = row_text(unknown);
    }
    return TRUE;
}

static void count_accepted(RowReader *reader)
{
    for (gsize i = 0; i < reader->n_pending; i++)
        reader->pending[i]->n_uses++;
    for (gsize i = 0; i < reader->n_places; i++)
        reader->places[i].binding->n_matches[reader->places[i].kind]++;
}

RowOutcome row_reader_read(RowReader *reader, const CsvRow *row, Record *record)
{
    reader->n_notes = 0;
    reader->n_pending = 0;
    reader->n_places = 0;
    reader->n_cells = 0;
    if (is_empty(row))
        return ROW_BLANK;
    if (runs_on(reader, row))
        return ROW_TAKE_BACK;
    record->line = row->line;
    record->n_codes = 0;
    memset(record->values, 0, reader->profile->record->n_fields * sizeof *record->values);
    if (apply_exclusions(reader, row, record))
        return ROW_EXCLUDED;
    if (!fill_constants(reader, record) || !read_fields(reader, row, record) ||
        !fill_required(reader, record) || !reader->rules(reader, record))
        return ROW_REJECTED;
    count_accepted(reader);
    return ROW_ACCEPTED;
}

const RowFault *row_reader_fault(const RowReader *reader)
{
    return &reader->fault;
}

const RowFault *row_reader_notes(const RowReader *reader, gsize *n_notes)
{
    *n_notes = reader->n_notes;
    return reader->notes;
}

const Cell *row_reader_cells(const RowReader *reader, gsize *n_cells)
{
    *n_cells = reader->n_cells;
    return reader->cells;
}

static void report_label(const Label *label, Tally *tally)
{
    if (label->mapped_from != NULL && label->n_uses > 0)
        tally_add(tally, "mapped", label->mapped_from, label->n_uses);
}

static void report_labels(const Binding *binding, Tally *tally)
{
    GHashTableIter iter;
    gpointer label;
    g_hash_table_iter_init(&iter, binding->entries);
    while (g_hash_table_iter_next(&iter, NULL, &label))
        report_label(label, tally);
    report_label(binding->unlisted, tally);
}

void row_reader_report(const RowReader *reader, Tally *tally)
{
    for (gsize i = 0; i < reader->n_bindings; i++) {
        const Binding *binding = &reader->bindings[i];
        report_labels(binding, tally);
        for (int kind = 0; kind <= AREA_MATCH_AMBIGUOUS; kind++) {
            g_autofree char *name = g_strdup_printf("%s: %s", binding->mapped->header,
                                                    area_match_word((AreaMatchKind)kind));
            tally_add(tally, "place", name, binding->n_matches[kind]);
        }
    }
    tally_add(tally, "mapped", "age decides over minor", reader->n_age_decides);
    tally_add(tally, "mapped", "sepot without ground -> overig", reader->n_sepot_unknown);
    tally_add(tally, "mapped", "footnote marks dropped", reader->n_footnotes);
}

const char *row_reader_bsn_column(const RowReader *reader)
{
    for (gsize i = 0; i < reader->n_bindings; i++) {
        const Binding *binding = &reader->bindings[i];
        if (binding->n_nine_digits >= BSN_MIN_SAMPLE && 2 * binding->n_bsn > binding->n_nine_digits)
            return binding->mapped->header;
    }
    return NULL;
}
