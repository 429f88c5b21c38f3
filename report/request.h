#pragma once

#include "report/edition/edition.h"

/* What a request for reports asks for: which areas, and which period. Without drawing anything. */

/* Appends (transfer full) the codes of the areas that `wanted` names, in alphabetical order of the
 * names of the areas, kind after kind.
 *
 * wanted: NULL or "all" (every area of the first kind of the edition); or, separated by commas or
 * semicolons, codes ("GM0772", "VR21"), names ("Eindhoven", "Den Haag") and words for kinds
 * ("veiligheidsregio": all of them).
 * Errors: INBEELD_ERROR_USAGE for what is no area of the edition on the day `division`; the message
 * says which there are. With `lenient`, what does not fit this edition is left out, as when one
 * list serves several editions; none may be left. */
gboolean request_areas(const Edition *edition, const AreaRegister *areas, Day division,
                       const char *wanted, gboolean lenient, GPtrArray *codes, GError **error);

/* The period of the reports. wanted PERIOD_NONE: the last whole year of the publication, or for an
 * edition about quarters the last quarter with figures; a year asks such an edition for the last
 * quarter of that year. Errors: INBEELD_ERROR_USAGE for a quarter of a yearly edition, for a year
 * outside those that the publication counts, and for a quarter that it does not have while it has
 * others. */
gboolean request_period(const Edition *edition, const AreaRegister *areas, Publication *publication,
                        Period wanted, Period *period, GError **error);
