#pragma once

#include "core/area.h"
#include "core/codes.h"
#include "core/measure.h"
#include "stats/counts/poisson.h"

/* The chain from signal to verdict as blocks, each with its own unit of count: reference/chain.ini
 * (docs/methods/chain.md). Which block may be given as a percentage of which is data too, with the
 * reason; the units are checked by core/quantity. */
typedef struct ChainRule ChainRule;

typedef struct {
    const char *name; /* of the step: key of a text, ketenblok.<name> */
    /* By kind of area; NULL: there is no such block. */
    const Measure *measure[AREA_KIND_COUNT];
    const char *dimension; /* "" for a total */
    const char *category;
    gint32 part_of;  /* the step that this one is a part of; -1: of none */
    const char *why; /* why it is a part; NULL when it is none */
} ChainStep;

/* Fails with INBEELD_ERROR_CONFIG, naming file, group, key, value and remedy: a step without
 * measures, a measure, dimension or category that is not known, a part of a step that comes later
 * or counts another unit, population or place, a part without a reason. measures, codes: borrowed,
 * must outlive the rule. Returns (transfer full); immutable. */
ChainRule *chain_rule_load(const MeasureList *measures, const Codes *codes, GError **error);
/* The same from the text of a file called `name` in messages. */
ChainRule *chain_rule_parse(const char *name, const char *text, const MeasureList *measures,
                            const Codes *codes, GError **error);
void chain_rule_free(ChainRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChainRule, chain_rule_free)

gsize chain_rule_count(const ChainRule *rule);
/* In the order of the file. Borrowed. */
const ChainStep *chain_rule_step(const ChainRule *rule, gsize index);

/* Below this no percentage is given: the whole. */
gint64 chain_rule_least_share(const ChainRule *rule);
/* Throughput times: no figure with fewer cases, or fewer of them ended. */
gint64 chain_rule_least_cases(const ChainRule *rule);
gint64 chain_rule_least_ended(const ChainRule *rule);

/* Exact limits of a share (Clopper & Pearson 1934): quantiles of the beta distribution. 0 <= part
 * <= whole, whole > 0.  level in (0, 1). */
Interval chain_share_limits(gint64 part, gint64 whole, double level);
