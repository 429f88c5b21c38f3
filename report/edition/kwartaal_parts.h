#pragma once

#include "report/edition/cells.h"

/* The measures of a quarterly report, each with what the publication has on its quarter. */
typedef struct {
    const char *measure;
    Cell now, year_before;
    PublishedQuarter judged; /* meaningful when has_judged */
    gboolean has_judged;     /* the publication has a row for it */
} QuarterMeasure;

typedef struct {
    Writer *writer;
    Period quarter;
    const char *name; /* "vierde kwartaal 2024" */
    GArray *measures; /* QuarterMeasure, of the land: those with a cell in the quarter */
    guint n_judged;   /* long enough for a judgement */
    guint n_notable;  /* and outside the usual range */
} Kwartaal;

/* The short name of a measure: "signalen", for names of figures and keys of texts. */
const char *kwartaal_short_name(const char *measure);
/* Measures that stand in a quarterly report, in the order of the chain; ended by NULL. */
const char *const *kwartaal_measures(void);
/* Whether the judgement is high or low. */
gboolean kwartaal_is_notable(const QuarterMeasure *measure);
gboolean kwartaal_is_judged(const QuarterMeasure *measure);
QuarterMeasure kwartaal_measure(Writer *writer, const char *measure, AreaId area);

void kwartaal_completeness(const Kwartaal *kwartaal); /* 1 */
void kwartaal_figures(const Kwartaal *kwartaal);      /* 2: measures, four quarters, the year */
void kwartaal_units(const Kwartaal *kwartaal);        /* 3: politie-eenheden */
