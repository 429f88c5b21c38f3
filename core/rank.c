#include "core/rank.h"

void rank_descending(gsize n_values, const gint64 *values, Rank *ranks)
{
    for (gsize i = 0; i < n_values; i++) {
        ranks[i] = (Rank){1, FALSE};
        for (gsize j = 0; j < n_values; j++) {
            ranks[i].place += values[j] > values[i];
            ranks[i].tied = ranks[i].tied || (j != i && values[j] == values[i]);
        }
    }
}

char *rank_format(Rank rank)
{
    return g_strdup_printf("%u%s", rank.place, rank.tied ? "'" : "");
}
