/* What follows from several fields of a row together. */
#include "ingest/row_private.h"

#include <string.h>

static FieldValue *value_of(const RowReader *reader, Record *record, const char *name)
{
    gssize field = record_spec_field(reader->profile->record, name);
    g_assert(field >= 0);
    return &record->values[field];
}

/* Age at the report: as delivered; else the year of the report minus the year of birth, which is
 * one too many for those whose birthday is still to come, seen only where the source says that the
 * person is a minor. Where age and the flag "minor" contradict, the age decides. */
static gboolean apply_melding(RowReader *reader, Record *record)
{
    FieldValue *age = value_of(reader, record, "age");
    FieldValue *minor = value_of(reader, record, "minor");
    const FieldValue *born = value_of(reader, record, "birth_year");
    const FieldValue *day = value_of(reader, record, "day");
    if (age->kind == VALUE_NONE && born->kind == VALUE_NUMBER) {
        gint64 years = day_year((Day)day->number) - born->number;
        if (years == 18 && minor->kind == VALUE_NUMBER && minor->number == 1)
            years = 17;
        if (years < 0 || years > 120)
            return row_fault(reader, NULL, NULL,
                             "the year of birth lies after the report, or over 120 years before");
        *age = (FieldValue){.kind = VALUE_NUMBER, .number = years};
    }
    if (age->kind == VALUE_NUMBER) {
        gint64 is_minor = age->number < 18;
        reader->n_age_decides += minor->kind == VALUE_NUMBER && minor->number != is_minor;
        *minor = (FieldValue){.kind = VALUE_NUMBER, .number = is_minor};
    }
    return TRUE;
}

/* The kind of dismissal by its ground: 01-19 technical, 20-76 policy, 77-98 administrative. */
static const char *sepot_kind(const char *ground)
{
    gint64 number = g_ascii_strtoll(ground, NULL, 10);
    if (number < 20)
        return "sepot_technisch";
    return number < 77 ? "sepot_beleid" : "sepot_administratief";
}

static gboolean apply_zaak(RowReader *reader, Record *record)
{
    FieldValue *decision = value_of(reader, record, "decision");
    const FieldValue *ground = value_of(reader, record, "sepot_ground");
    gboolean is_open = decision->kind == VALUE_NONE;
    gboolean is_sepot = !is_open && strcmp(decision->text, "sepot") == 0;
    if (ground->kind == VALUE_TEXT && (is_open || is_sepot))
        decision->text = sepot_kind(ground->text);
    else if (is_sepot)
        decision->text = "overig";
    else
        return TRUE;
    reader->n_sepot_unknown += ground->kind != VALUE_TEXT;
    decision->kind = VALUE_TEXT;
    decision->length = (guint32)strlen(decision->text);
    return TRUE;
}

static gboolean apply_nothing(RowReader *reader, Record *record)
{
    (void)reader, (void)record;
    return TRUE;
}

gboolean (*row_rules_find(const RecordSpec *spec))(RowReader *reader, Record *record)
{
    if (g_str_equal(spec->name, "melding"))
        return apply_melding;
    return g_str_equal(spec->name, "zaak") ? apply_zaak : apply_nothing;
}
