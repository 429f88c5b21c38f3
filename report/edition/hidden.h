#pragma once

#include "report/edition/cells.h"

/* Words for estimates of the hidden number: never a bare number, always a range and a verdict. */

#define HIDDEN_REGISTER "register"

/* The yearly estimates of a subject for the land without strata (dimension ''), oldest first.
 * Returns (transfer full, g_free). */
Estimate *hidden_totals(Writer *writer, const char *subject, gsize *n);
/* The estimate for exactly this year; FALSE when there is none. */
gboolean hidden_find(Writer *writer, const char *subject, Period period, Estimate *estimate);

/* The estimate for the whole window of years, which the other answers belong to. */
gboolean hidden_find_window(Writer *writer, const char *subject, Estimate *estimate);

/* The last estimate for an area as a whole; FALSE when none was published. */
gboolean hidden_find_at(Writer *writer, const char *subject, AreaId area, Estimate *estimate);
/* The same for the area of the report. */
gboolean hidden_find_area(Writer *writer, const char *subject, Estimate *estimate);

gboolean hidden_has_range(const Estimate *estimate); /* value with a finite upper limit */
/* "3.300–7.000", "ten minste 3.300" or "geen schatting". */
const char *hidden_range(Writer *writer, const Estimate *estimate);
/* A share in view as whole percent: lower shares are rounded down and upper ones up, so that a
 * range does not become narrower. */
double hidden_view_percent(double share, gboolean is_upper);
/* "14–29%"; NULL without limits and where the verdict says that there is no one answer. */
const char *hidden_view(Writer *writer, const Estimate *estimate);
/* "bruikbaar", "ruim", "tegenstrijdig" … */
const char *hidden_verdict(Writer *writer, const Estimate *estimate);
/* A sentence that gives the whole answer: registered, range, in view. */
const char *hidden_sentence(Writer *writer, const Estimate *estimate);
