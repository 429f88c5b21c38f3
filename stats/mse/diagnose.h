#pragma once

#include "stats/mse/table.h"

/* What can be seen of a table before anything is fitted. */

typedef struct {
    double isolated_share; /* a list is isolated when fewer of its persons are on another list */
    gint64 tiny_list;      /* a list is tiny when it has fewer persons */
} MseDiagnosisRules;

typedef struct {
    guint list;
    gint64 n_persons;
    gint64 n_shared; /* also on another list */
    gboolean is_isolated;
    gboolean is_tiny;
} MseListDiagnosis;

typedef struct {
    guint first, second;
} MseListPair;

typedef struct {
    guint n_lists;
    MseListDiagnosis lists[MSE_MAX_LISTS];
    gint64 n_overlap; /* persons on two lists or more */
    guint n_apart;    /* pairs of lists that share nobody */
    MseListPair apart[MSE_MAX_LISTS * (MSE_MAX_LISTS - 1) / 2];
} MseDiagnosis;

void mse_diagnose(const MseTable *table, const MseDiagnosisRules *rules, MseDiagnosis *diagnosis);
