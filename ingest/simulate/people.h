#pragma once

#include "ingest/simulate/places.h"
#include "ingest/simulate/population.h"

/* The seen persons of a simulated year with their attributes, and the reports about them. */

#define PERSON_MAX_FORMS 4

typedef struct {
    gint64 number; /* in all years together, from 1 */
    guint8 group;
    guint8 unit;
    guint8 lists;
    guint8 n_forms;
    const char *forms[PERSON_MAX_FORMS]; /* codes of reference/codes.csv */
    const char *sex;
    const char *nationality; /* ISO 3166 alpha-2, or onbekend */
    const char *sector;
    const char *age_group;
    int age; /* -1: unknown */
    Day first_day;
    AreaId exploitation;
    AreaId residence;
    gboolean late;           /* reported too late for the first delivery of the year */
    const char *former_form; /* main form in the first delivery, when it was another */
} SimulatedPerson;

typedef struct {
    gsize person; /* index in persons */
    guint8 list;
    guint8 serial; /* 1.. among the reports of the person */
    Day day;
    const char *reporter;      /* code */
    const char *reporter_area; /* politie-eenheid (code), name of a KMar district, or NULL */
    const char *certainty;
} SimulatedReport;

typedef struct {
    const SimulatedYear *year;
    GArray *persons; /* SimulatedPerson */
    GArray *reports; /* SimulatedReport, by day */
} SimulatedPeople;

/* first_number: of the first person of the year. All strings are borrowed from `calibration` and
 * `year`.  Returns (transfer full). */
SimulatedPeople *simulated_people_new(const Calibration *calibration, const SimulatedYear *year,
                                      Places *places, guint64 seed, gint64 first_number);
void simulated_people_free(SimulatedPeople *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SimulatedPeople, simulated_people_free)
