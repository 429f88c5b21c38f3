#include "stats/mse/philox.h"

#define ROUNDS 10
#define MULTIPLIER_0 0xD2511F53U
#define MULTIPLIER_1 0xCD9E8D57U
#define KEY_STEP_0 0x9E3779B9U
#define KEY_STEP_1 0xBB67AE85U

typedef struct {
    guint32 key[2];
    guint32 counter[4]; /* block number in the first two words, stream in the last two */
    guint32 block[4];
    guint used; /* words of the block */
} Philox;

void philox_block(const guint32 *counter, const guint32 *key, guint32 *result)
{
    guint32 x0 = counter[0], x1 = counter[1], x2 = counter[2], x3 = counter[3];
    guint32 k0 = key[0], k1 = key[1];
    for (guint round = 0; round < ROUNDS; round++) {
        guint64 a = (guint64)MULTIPLIER_0 * x0, b = (guint64)MULTIPLIER_1 * x2;
        x0 = (guint32)(b >> 32) ^ x1 ^ k0;
        x1 = (guint32)b;
        x2 = (guint32)(a >> 32) ^ x3 ^ k1;
        x3 = (guint32)a;
        k0 += KEY_STEP_0;
        k1 += KEY_STEP_1;
    }
    result[0] = x0;
    result[1] = x1;
    result[2] = x2;
    result[3] = x3;
}

static guint32 next_word(Philox *philox)
{
    if (philox->used == 4) {
        philox_block(philox->counter, philox->key, philox->block);
        if (++philox->counter[0] == 0)
            philox->counter[1]++;
        philox->used = 0;
    }
    return philox->block[philox->used++];
}

static void set_seed(void *state, unsigned long seed)
{
    Philox *philox = state;
    *philox = (Philox){.key = {(guint32)seed, (guint32)((guint64)seed >> 32)}, .used = 4};
}

static unsigned long get(void *state)
{
    return next_word(state);
}

/* [0, 1) in steps of 2^-53. */
static double get_double(void *state)
{
    guint64 high = next_word(state) >> 5, low = next_word(state) >> 6;
    return (double)(high << 26 | low) * 0x1p-53;
}

gsl_rng *philox_new(guint64 seed, guint64 stream)
{
    static const gsl_rng_type philox_type = {.name = "philox4x32-10",
                                             .max = 0xFFFFFFFFUL,
                                             .min = 0,
                                             .size = sizeof(Philox),
                                             .set = set_seed,
                                             .get = get,
                                             .get_double = get_double};
    gsl_rng *generator = gsl_rng_alloc(&philox_type);
    g_assert(generator != NULL);
    set_seed(generator->state, seed);
    Philox *philox = generator->state;
    philox->counter[2] = (guint32)stream;
    philox->counter[3] = (guint32)(stream >> 32);
    return generator;
}
