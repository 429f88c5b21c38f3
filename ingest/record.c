#include "ingest/record.h"

static const FieldSpec melding_fields[] = {
    {"person", FIELD_IDENTIFIER, .required = TRUE},
    {"dossier", FIELD_IDENTIFIER},
    {"day", FIELD_DAY, .required = TRUE},
    {"reporter", FIELD_CODE, .required = TRUE, .dimension = "reporter"},
    {"reporter_area", FIELD_AREA},
    {"sex", FIELD_CODE, .required = TRUE, .dimension = "sex"},
    {"age", FIELD_NUMBER, .low = 0, .high = 120},
    {"minor", FIELD_FLAG},
    {"nationality", FIELD_CODE, .required = TRUE},
    {"cross_border", FIELD_FLAG},
    {"sector", FIELD_CODE},
    {"place_exploitation", FIELD_AREA},
    {"place_residence", FIELD_AREA},
    {"place_shelter", FIELD_AREA},
    {"place_registration", FIELD_AREA},
    {"zorgregio", FIELD_TEXT},
    {"b8_phase", FIELD_CODE},
    {"shelter_requested", FIELD_FLAG},
    {"sub3", FIELD_FLAG},
    {"dossier_type", FIELD_CODE},
    {"certainty", FIELD_CODE, .dimension = "certainty"},
    {"birth_year", FIELD_NUMBER, .low = 1890, .high = 2100, .derived = TRUE},
    {"forms", FIELD_CODES, .dimension = "form", .derived = TRUE},
};

static const FieldSpec zaak_fields[] = {
    {"case_number", FIELD_IDENTIFIER, .required = TRUE},
    {"parket", FIELD_AREA, .required = TRUE},
    {"registered_day", FIELD_DAY, .required = TRUE},
    {"offence_day", FIELD_DAY},
    {"offence_place", FIELD_AREA},
    {"article_sub", FIELD_DIGITS, .low = 1, .high = 9},
    {"article_lid", FIELD_DIGITS, .low = 3, .high = 6},
    {"minor_victim", FIELD_FLAG},
    {"decision", FIELD_CODE, .dimension = "decision"},
    {"decision_day", FIELD_DAY},
    {"sepot_ground", FIELD_TWO_DIGITS, .low = 1, .high = 99},
    {"verdict", FIELD_CODE, .dimension = "verdict"},
    {"verdict_day", FIELD_DAY},
    {"sentence_months", FIELD_NUMBER, .low = 0, .high = 600},
};

static const FieldSpec politie_fields[] = {
    {"registration", FIELD_IDENTIFIER, .required = TRUE},
    {"kind", FIELD_CODE, .required = TRUE, .dimension = "police_kind"},
    {"day", FIELD_DAY, .required = TRUE},
    {"offence_from", FIELD_DAY},
    {"offence_to", FIELD_DAY},
    {"eenheid", FIELD_AREA},
    {"district", FIELD_TEXT},
    {"basisteam", FIELD_TEXT},
    {"gemeente", FIELD_AREA},
    {"class", FIELD_CODE, .required = TRUE},
};

static const FieldSpec telling_fields[] = {
    {"measure", FIELD_CODE, .required = TRUE},
    {"area", FIELD_AREA, .required = TRUE},
    {"period", FIELD_PERIOD, .required = TRUE},
    {"dimension", FIELD_CODE},
    {"category", FIELD_CODE},
    {"value", FIELD_CELL, .required = TRUE},
};

/* A person can be reported by several reporters, and in one dossier several times. */
static const RecordSpec specs[] = {
    {"melding", G_N_ELEMENTS(melding_fields), melding_fields, 2, {0, 1, 2, 3, -1}},
    {"zaak", G_N_ELEMENTS(zaak_fields), zaak_fields, 2, {0, -1}},
    {"politie", G_N_ELEMENTS(politie_fields), politie_fields, 2, {0, 1, -1}},
    {"telling", G_N_ELEMENTS(telling_fields), telling_fields, -1, {0, 1, 2, 4, -1}},
};

G_STATIC_ASSERT(G_N_ELEMENTS(melding_fields) <= RECORD_MAX_FIELDS);
G_STATIC_ASSERT(G_N_ELEMENTS(zaak_fields) <= RECORD_MAX_FIELDS);

const RecordSpec *record_spec_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(specs); i++)
        if (g_str_equal(specs[i].name, name))
            return &specs[i];
    return NULL;
}

gssize record_spec_field(const RecordSpec *spec, const char *name)
{
    for (gsize i = 0; i < spec->n_fields; i++)
        if (g_str_equal(spec->fields[i].name, name))
            return (gssize)i;
    return -1;
}
