#include "ingest/simulate/random.h"

static guint64 mix(guint64 bits)
{
    bits = (bits ^ (bits >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
    bits = (bits ^ (bits >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
    return bits ^ (bits >> 31);
}

#define GOLDEN_STEP G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)

RandomStream random_stream(guint64 seed, const char *name, gint64 first, gint64 second)
{
    guint64 state = mix(seed + GOLDEN_STEP);
    for (const char *c = name; *c != '\0'; c++)
        state = mix(state ^ (guint64)(guchar)*c) + GOLDEN_STEP;
    state = mix(state ^ (guint64)first) + GOLDEN_STEP;
    state = mix(state ^ (guint64)second);
    return (RandomStream){state};
}

guint64 random_bits(RandomStream *stream)
{
    stream->counter += GOLDEN_STEP;
    return mix(stream->counter);
}

double random_unit(RandomStream *stream)
{
    return (double)(random_bits(stream) >> 11) * 0x1p-53;
}

gint64 random_below(RandomStream *stream, gint64 n)
{
    g_assert(n >= 1);
    return (gint64)(((unsigned __int128)random_bits(stream) * (guint64)n) >> 64);
}

gboolean random_chance(RandomStream *stream, double probability)
{
    return random_unit(stream) < probability;
}

gsize random_choice(RandomStream *stream, gsize n_weights, const double *weights)
{
    double sum = 0;
    for (gsize i = 0; i < n_weights; i++)
        sum += weights[i];
    double at = random_unit(stream) * sum;
    gsize last = 0;
    for (gsize i = 0; i < n_weights; i++) {
        if (weights[i] <= 0)
            continue;
        last = i;
        if (at < weights[i])
            return i;
        at -= weights[i];
    }
    return last;
}

gsize random_choice_cumulative(RandomStream *stream, gsize n_weights, const double *cumulative)
{
    double at = random_unit(stream) * cumulative[n_weights - 1];
    gsize low = 0;
    gsize high = n_weights - 1;
    while (low < high) {
        gsize middle = (low + high) / 2;
        if (at < cumulative[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
