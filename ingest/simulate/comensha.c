#include "ingest/simulate/comensha.h"

#include "ingest/simulate/comensha_row.h"
#include "ingest/simulate/export_file.h"
#include "ingest/simulate/truth.h"

#include <string.h>

typedef struct {
    const SimulatedPeople *people;
    const ComenshaWords *words;
    RandomStream stream;
    ExportFile *file;
    FileTruth *truth;
    ComenshaRow *row;
    gboolean first; /* the delivery that a newer one will replace */
    double p_error;
    double p_duplicate;
    double p_blank;
} Delivery;

static void write_row(Delivery *delivery)
{
    for (gsize i = 0; i < COMENSHA_N_COLUMNS; i++)
        export_field(delivery->file, delivery->row->cells[i]->str);
    export_end_row(delivery->file);
}

/* A first attempt at a row with a mistake in it; the right row follows under another number. */
static void write_mistake(Delivery *delivery)
{
    ComenshaRow *row = delivery->row;
    ComenshaColumn column = COMENSHA_DAY;
    g_autofree char *dossier = g_strdup(row->cells[COMENSHA_DOSSIER]->str);
    g_string_append(row->cells[COMENSHA_DOSSIER], "-X");
    switch (random_below(&delivery->stream, 4)) {
    case 0:
        g_string_overwrite(row->cells[COMENSHA_DAY], 0, "31-02");
        break;
    case 1:
        g_string_assign(row->cells[COMENSHA_DAY], "");
        break;
    case 2:
        column = COMENSHA_AGE;
        g_string_assign(row->cells[COMENSHA_AGE], "veertig");
        break;
    default:
        column = COMENSHA_SEX;
        g_string_assign(row->cells[COMENSHA_SEX], "Q");
        break;
    }
    write_row(delivery);
    file_truth_reject(delivery->truth, comensha_columns[column]);
    g_string_assign(row->cells[COMENSHA_DOSSIER], dossier);
}

static void write_report(Delivery *delivery, const SimulatedReport *report)
{
    const SimulatedPerson *person =
        &g_array_index(delivery->people->persons, SimulatedPerson, report->person);
    if (delivery->first && person->late)
        return;
    comensha_row_fill(delivery->row, delivery->words, person, report, delivery->first);
    if (random_chance(&delivery->stream, delivery->p_error) &&
        file_truth_may_reject(delivery->truth, delivery->people->reports->len)) {
        write_mistake(delivery);
        comensha_row_fill(delivery->row, delivery->words, person, report, delivery->first);
    }
    write_row(delivery);
    file_truth_accept(delivery->truth);
    if (random_chance(&delivery->stream, delivery->p_duplicate)) {
        export_repeat_row(delivery->file);
        delivery->truth->rows++;
        delivery->truth->duplicate++;
    }
    if (random_chance(&delivery->stream, delivery->p_blank)) {
        export_blank_line(delivery->file);
        delivery->truth->blank++;
    }
}

static gint64 count_persons(const SimulatedPeople *people, gboolean first)
{
    gint64 n = 0;
    for (guint i = 0; i < people->persons->len; i++)
        n += !first || !g_array_index(people->persons, SimulatedPerson, i).late;
    return n;
}

static gboolean write_delivery(Delivery *delivery, const Calibration *calibration,
                               const char *folder, GError **error)
{
    static const ExportConvention convention = {EXPORT_WINDOWS_1252, ';', FALSE, TRUE};
    g_autofree char *path = g_build_filename(folder, delivery->truth->file, NULL);
    delivery->file = export_file_new(path, convention, error);
    if (delivery->file == NULL)
        return FALSE;
    delivery->p_error = calibration_value(calibration, "bestandsfout", 0, "comensha", "fout", 0);
    delivery->p_duplicate =
        calibration_value(calibration, "bestandsfout", 0, "comensha", "dubbel", 0);
    delivery->p_blank = calibration_value(calibration, "bestandsfout", 0, "comensha", "leeg", 0);
    for (gsize i = 0; i < COMENSHA_N_COLUMNS; i++)
        export_field(delivery->file, comensha_columns[i]);
    export_end_row(delivery->file);
    for (guint i = 0; i < delivery->people->reports->len; i++)
        write_report(delivery, &g_array_index(delivery->people->reports, SimulatedReport, i));
    delivery->truth->persons = count_persons(delivery->people, delivery->first);
    return export_file_close(delivery->file, error);
}

/* suffix: between the year and the extension of the file name. */
static gboolean deliver(Delivery *delivery, const Calibration *calibration, guint64 seed,
                        const char *suffix, const char *folder, GPtrArray *files, GError **error)
{
    int year = delivery->people->year->year;
    g_autofree char *name = g_strdup_printf("fictief-comensha-%d%s.csv", year, suffix);
    delivery->truth = file_truth_new(name, "comensha", year);
    g_ptr_array_add(files, delivery->truth);
    delivery->stream = random_stream(seed, "comensha", year, delivery->first);
    return write_delivery(delivery, calibration, folder, error);
}

gboolean comensha_write(const SimulatedPeople *people, const Calibration *calibration,
                        Places *places, guint64 seed, const char *folder, GPtrArray *files,
                        GError **error)
{
    g_autoptr(ComenshaWords) words = comensha_words_new(people, calibration, places, seed, error);
    if (words == NULL)
        return FALSE;
    g_autoptr(ComenshaRow) row = comensha_row_new();
    Delivery delivery = {.people = people, .words = words, .row = row};
    gboolean redelivered = calibration_value(calibration, "herlevering", people->year->year,
                                             "later gemeld", "", 0) > 0;
    if (!redelivered)
        return deliver(&delivery, calibration, seed, "", folder, files, error);
    delivery.first = TRUE;
    if (!deliver(&delivery, calibration, seed, "", folder, files, error))
        return FALSE;
    delivery.first = FALSE;
    return deliver(&delivery, calibration, seed, "_herlevering", folder, files, error);
}
