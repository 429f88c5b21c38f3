#pragma once

#include "core/format.h"
#include "stats/mse/diagnose.h"
#include "stats/mse/interval.h"
#include "stats/mse/sensitivity.h"

/* Whether an estimate can be used, in one word and with reasons.
 *
 * The thresholds are data: reference/mse-verdict.ini. A reason has a code that it speaks for; the
 * heaviest is the verdict. Reasons that speak for "usable" are remarks. */

typedef enum {
    MSE_VERDICT_USABLE,
    MSE_VERDICT_WIDE,
    MSE_VERDICT_CONFLICTING,
    MSE_VERDICT_NO_UPPER_LIMIT,
    MSE_VERDICT_REFUSED
} MseVerdictCode;

typedef struct {
    gint64 least_overlap;
    double upper_to_estimate;
    double failed_share;
    double near_distance;
    double near_ratio;
    double near_weight;
    double limits_distance;
    double group_gap;
    double left_out_ratio;
    double upper_to_lower;
    double odds_ratio;
    MseDiagnosisRules lists;
} MseVerdictRules;

/* path: NULL for reference/mse-verdict.ini. Fails with INBEELD_ERROR_CONFIG, naming file, group and
 * key. */
gboolean mse_verdict_rules_load(const char *path, MseVerdictRules *rules, GError **error);

typedef struct {
    MseVerdictCode speaks_for;
    const char *name; /* a fixed word for the kind of reason */
    char *texts[2];   /* by Language */
} MseReason;

typedef struct {
    MseVerdictCode code;
    GPtrArray *reasons; /* MseReason, heaviest first */
} MseVerdict;

/* What a verdict looks at; pointers may be NULL where nothing is known. */
typedef struct {
    const MseTable *table;
    const MseDiagnosis *diagnosis;
    const MseFit *fit;           /* of the chosen model; NULL without one */
    gboolean fixed_model;        /* given, not searched for */
    const MseInterval *interval; /* NULL: not asked for */
    double failed_share;         /* of the replicates */
    const MseSensitivity *sensitivity;
} MseEvidence;

MseVerdict *mse_verdict_new(const MseEvidence *evidence, const MseVerdictRules *rules);
void mse_verdict_free(MseVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MseVerdict, mse_verdict_free)

/* "usable", "wide", "conflicting", "no-upper-limit", "refused". */
const char *mse_verdict_code_name(MseVerdictCode code);
/* The verdict as a sentence without its reasons. */
const char *mse_verdict_sentence(MseVerdictCode code, Language language);
