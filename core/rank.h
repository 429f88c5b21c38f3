#pragma once

#include <glib.h>

/* Place of a value among others: 1 for the largest, equal values share the best place (1, 2, 2, 4).
 * A shared place carries a mark in print: 2'. */
typedef struct {
    guint place;   /* 1.. */
    gboolean tied; /* another value is the same */
} Rank;

/* ranks[i] is the place of values[i]. Source: standard competition ranking. Cost: n_values^2. */
void rank_descending(gsize n_values, const gint64 *values, Rank *ranks);
/* "5" or, tied, "5'".  Returns (transfer full). */
char *rank_format(Rank rank);
