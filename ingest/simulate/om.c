#include "ingest/simulate/om.h"

#include "ingest/simulate/export_file.h"
#include "ingest/simulate/truth.h"

#include <math.h>
#include <string.h>

typedef enum {
    OM_CASE,
    OM_PARKET,
    OM_REGISTERED,
    OM_OFFENCE,
    OM_OFFENCE_PLACE,
    OM_SUB,
    OM_LID,
    OM_MINOR,
    OM_DECISION,
    OM_DECISION_DAY,
    OM_GROUND,
    OM_VERDICT,
    OM_VERDICT_DAY,
    OM_MONTHS
} OmColumn;

#define OM_N_COLUMNS (OM_MONTHS + 1)

static const char *const om_columns[OM_N_COLUMNS] = {
    "Parketnummer", "Parket",    "Inschrijfdatum",          "Pleegdatum",   "Pleegplaats",
    "Sub",          "Lid",       "Minderjarig_slachtoffer", "Beslissing",   "Datum_beslissing",
    "Sepotgrond",   "Uitspraak", "Datum_uitspraak",         "Straf_maanden"};

#define OM_RULE_TWICE "sepot 99, dubbel ingeschreven"

typedef struct {
    Places *places;
    const Calibration *calibration;
    RandomStream stream;
    ExportFile *file;
    FileTruth *truth;
    gint64 n_expected;
    Day last_day;
    gint64 number;
    GString *cells[OM_N_COLUMNS];
    CalibrationShares *parketten;
    CalibrationShares *grounds;
    CalibrationShares *verdicts;
    CalibrationShares *subs;
    CalibrationShares *leden;
    CalibrationShares *other_decisions;
    double p_twice;
    double p_error;
    double p_duplicate;
    double p_blank;
} OmExport;

static void write_day(GString *cell, Day day)
{
    int year;
    int month;
    int day_of_month;
    day_to_ymd(day, &year, &month, &day_of_month);
    g_string_printf(cell, "%04d-%02d-%02d", year, month, day_of_month);
}

static void write_row(OmExport *om)
{
    for (gsize i = 0; i < OM_N_COLUMNS; i++)
        export_field(om->file, om->cells[i]->str);
    export_end_row(om->file);
}

/* The numbers of `shares` that apply to the case, joined by +; at least one when `needed`. */
static void fill_numbers(OmExport *om, GString *cell, const CalibrationShares *shares,
                         gboolean needed)
{
    for (gsize i = 0; i < shares->n; i++)
        if (random_chance(&om->stream, shares->values[i]))
            g_string_append_printf(cell, "%s%s", cell->len > 0 ? "+" : "", shares->names[i]);
    if (needed && cell->len == 0)
        g_string_append(cell, shares->names[0]);
}

/* A gemeente within the parket: its eenheid has the same number; the national offices have none. */
static void fill_offence(OmExport *om, const char *parket, Day registered)
{
    Day offence = registered - 30 - (Day)random_below(&om->stream, 700);
    write_day(om->cells[OM_OFFENCE], offence);
    g_autofree char *unit = g_strdup_printf("PE%s", parket + 2);
    AreaId gemeente =
        places_draw(om->places, &om->stream, unit, MAX(offence, day_from_ymd(2013, 1, 1)));
    if (gemeente == AREA_NONE || random_chance(&om->stream, 0.1))
        return;
    places_write(om->places, &om->stream, places_on_day(om->places, gemeente, offence), offence,
                 om->cells[OM_OFFENCE_PLACE]);
}

static void fill_verdict(OmExport *om, Day decision)
{
    Day verdict = decision + 90 + (Day)random_below(&om->stream, 400);
    const char *code =
        om->verdicts->names[random_choice(&om->stream, om->verdicts->n, om->verdicts->values)];
    gint64 months = 1 + random_below(&om->stream, 12) + random_below(&om->stream, 36);
    gboolean decimals = random_chance(&om->stream, 0.1);
    if (verdict > om->last_day)
        return;
    write_day(om->cells[OM_VERDICT_DAY], verdict);
    gboolean convicted = g_str_has_prefix(code, "veroordeling");
    if (strcmp(code, "veroordeling_ander") == 0)
        g_string_assign(om->cells[OM_VERDICT], "Veroordeling ander feit");
    else if (strcmp(code, "veroordeling") == 0)
        g_string_assign(om->cells[OM_VERDICT], "Veroordeling");
    else if (strcmp(code, "vrijspraak") == 0)
        g_string_assign(om->cells[OM_VERDICT], "Vrijspraak");
    else
        g_string_assign(om->cells[OM_VERDICT], "Niet-ontvankelijk");
    if (convicted)
        g_string_printf(om->cells[OM_MONTHS], "%" G_GINT64_FORMAT "%s", months,
                        decimals ? ",0" : "");
}

static const char *draw_decision(OmExport *om, int year)
{
    double sepot = calibration_value(om->calibration, "om_sepot", year, "", "", 0);
    double draw = random_unit(&om->stream);
    if (draw < sepot)
        return "Sepot";
    draw -= sepot;
    for (gsize i = 0; i < om->other_decisions->n; i++) {
        if (draw < om->other_decisions->values[i])
            return om->other_decisions->names[i];
        draw -= om->other_decisions->values[i];
    }
    return "Dagvaarding";
}

/* TRUE when the case was entered twice. */
static gboolean fill_decision(OmExport *om, Day registered)
{
    Day decision = registered + 20 + (Day)random_below(&om->stream, 380);
    const char *word = draw_decision(om, day_year(registered));
    const char *ground =
        om->grounds->names[random_choice(&om->stream, om->grounds->n, om->grounds->values)];
    gboolean twice = random_chance(&om->stream, om->p_twice);
    if (twice) {
        decision = registered + 1 + (Day)random_below(&om->stream, 10);
        word = "Sepot";
        ground = "99";
    }
    if (decision > om->last_day)
        return FALSE;
    g_string_assign(om->cells[OM_DECISION], word);
    write_day(om->cells[OM_DECISION_DAY], decision);
    if (strcmp(word, "Sepot") == 0)
        g_string_assign(om->cells[OM_GROUND], ground);
    if (strcmp(word, "Dagvaarding") == 0)
        fill_verdict(om, decision);
    return twice;
}

static gboolean fill_case(OmExport *om, Day registered)
{
    for (gsize i = 0; i < OM_N_COLUMNS; i++)
        g_string_truncate(om->cells[i], 0);
    const AreaRegister *areas = places_areas(om->places);
    gsize choice = random_choice(&om->stream, om->parketten->n, om->parketten->values);
    const char *parket = om->parketten->names[choice];
    AreaId area = area_find_code(areas, parket);
    g_string_printf(om->cells[OM_CASE], "SIM-OM-%06" G_GINT64_FORMAT, ++om->number);
    g_string_assign(om->cells[OM_PARKET], area == AREA_NONE ? parket : area_name(areas, area));
    if (random_chance(&om->stream, 0.02))
        g_string_append(om->cells[OM_PARKET], "  ");
    write_day(om->cells[OM_REGISTERED], registered);
    fill_offence(om, parket, registered);
    fill_numbers(om, om->cells[OM_SUB], om->subs, TRUE);
    fill_numbers(om, om->cells[OM_LID], om->leden, FALSE);
    gboolean minor = random_chance(&om->stream, 0.28);
    g_string_assign(om->cells[OM_MINOR],
                    random_chance(&om->stream, 0.06) ? "onbekend" : (minor ? "ja" : "nee"));
    return fill_decision(om, registered);
}

/* One mistake that a reader has to refuse. */
static OmColumn spoil(OmExport *om, int year)
{
    switch (random_below(&om->stream, 3)) {
    case 0:
        g_string_printf(om->cells[OM_REGISTERED], "%04d-02-31", year);
        return OM_REGISTERED;
    case 1:
        g_string_assign(om->cells[OM_PARKET], "Zuidoost-Veluwe");
        return OM_PARKET;
    default:
        g_string_assign(om->cells[OM_CASE], "");
        return OM_CASE;
    }
}

static void write_case(OmExport *om, int year)
{
    Day first = day_from_ymd(year, 1, 1);
    Day registered = first + (Day)random_below(&om->stream, day_from_ymd(year + 1, 1, 1) - first);
    gboolean twice = fill_case(om, registered);
    gboolean spoiled = random_chance(&om->stream, om->p_error) && !twice &&
                       file_truth_may_reject(om->truth, om->n_expected);
    if (spoiled)
        file_truth_reject(om->truth, om_columns[spoil(om, year)]);
    else if (twice)
        file_truth_exclude(om->truth, OM_RULE_TWICE);
    else
        file_truth_accept(om->truth);
    write_row(om);
    if (!spoiled && !twice && random_chance(&om->stream, om->p_duplicate)) {
        export_repeat_row(om->file);
        om->truth->rows++;
        om->truth->duplicate++;
    }
    if (random_chance(&om->stream, om->p_blank)) {
        export_blank_line(om->file);
        om->truth->blank++;
    }
}

static void om_init(OmExport *om)
{
    const Calibration *calibration = om->calibration;
    om->parketten = calibration_group_shares(calibration, "om_parket", 0);
    om->grounds = calibration_group_shares(calibration, "om_sepotgrond", 0);
    om->verdicts = calibration_group_shares(calibration, "om_uitspraak", 0);
    om->subs = calibration_group_shares(calibration, "om_sub", 0);
    om->leden = calibration_group_shares(calibration, "om_lid", 0);
    om->other_decisions = calibration_group_shares(calibration, "om_overig", 0);
    om->p_twice = calibration_value(calibration, "om_dubbel", 0, "", "", 0);
    om->p_error = calibration_value(calibration, "bestandsfout", 0, "om", "fout", 0);
    om->p_duplicate = calibration_value(calibration, "bestandsfout", 0, "om", "dubbel", 0);
    om->p_blank = calibration_value(calibration, "bestandsfout", 0, "om", "leeg", 0);
    for (gsize i = 0; i < OM_N_COLUMNS; i++)
        om->cells[i] = g_string_new(NULL);
}

static void om_clear(OmExport *om)
{
    calibration_shares_free(om->parketten);
    calibration_shares_free(om->grounds);
    calibration_shares_free(om->verdicts);
    calibration_shares_free(om->subs);
    calibration_shares_free(om->leden);
    calibration_shares_free(om->other_decisions);
    for (gsize i = 0; i < OM_N_COLUMNS; i++)
        g_string_free(om->cells[i], TRUE);
}

static gint64 cases_of(const Calibration *calibration, int year, double scale)
{
    double cases = calibration_value(calibration, "om_zaken", year, "", "", 0);
    return (gint64)floor(cases * scale + 0.5);
}

gboolean om_write(const Calibration *calibration, Places *places, int first_year, int last_year,
                  guint64 seed, double scale, const char *folder, GPtrArray *files, GError **error)
{
    static const ExportConvention convention = {EXPORT_UTF8_BOM, ',', TRUE, FALSE};
    OmExport om = {.places = places, .calibration = calibration};
    om.last_day = day_from_ymd(last_year, 12, 31);
    g_autofree char *name = export_name("om", first_year, last_year);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    om.file = export_file_new(path, convention, error);
    if (om.file == NULL)
        return FALSE;
    om.truth = file_truth_new(name, "om", 0);
    g_ptr_array_add(files, om.truth);
    om_init(&om);
    for (gsize i = 0; i < OM_N_COLUMNS; i++)
        export_field(om.file, om_columns[i]);
    export_end_row(om.file);
    for (int year = first_year; year <= last_year; year++)
        om.n_expected += cases_of(calibration, year, scale);
    for (int year = first_year; year <= last_year; year++) {
        om.stream = random_stream(seed, "om", year, 0);
        for (gint64 i = cases_of(calibration, year, scale); i > 0; i--)
            write_case(&om, year);
    }
    om_clear(&om);
    return export_file_close(om.file, error);
}
