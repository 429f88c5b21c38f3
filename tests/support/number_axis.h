#pragma once

#include "tests/support/number_rows.h"

/* The numbers of an axis rise from 0 or another round number in even round steps, or by 1, 2 and 5
 * times powers of ten, and stand where their values belong. places: of the tokens along the axis,
 * points. */
gboolean number_axis_is_even(guint n, const NumberToken *tokens, const double *places);
