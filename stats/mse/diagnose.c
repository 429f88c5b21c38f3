#include "stats/mse/diagnose.h"

/* Persons who are on all of `lists` and, when others is TRUE, on some other list as well. */
static gint64 count_persons(const MseTable *table, guint lists, gboolean others)
{
    gint64 n_persons = 0;
    for (guint stratum = 0; stratum < mse_table_n_strata(table); stratum++)
        for (guint history = 1; history < mse_table_n_histories(table); history++)
            if ((history & lists) == lists && (!others || history != lists))
                n_persons += mse_table_count(table, history, stratum);
    return n_persons;
}

void mse_diagnose(const MseTable *table, const MseDiagnosisRules *rules, MseDiagnosis *diagnosis)
{
    *diagnosis = (MseDiagnosis){.n_lists = mse_table_n_lists(table)};
    for (guint i = 0; i < diagnosis->n_lists; i++) {
        MseListDiagnosis *list = &diagnosis->lists[i];
        list->list = i;
        list->n_persons = count_persons(table, 1U << i, FALSE);
        list->n_shared = count_persons(table, 1U << i, TRUE);
        list->is_isolated =
            (double)list->n_shared < rules->isolated_share * (double)list->n_persons;
        list->is_tiny = list->n_persons < rules->tiny_list;
        for (guint j = i + 1; j < diagnosis->n_lists; j++)
            if (count_persons(table, 1U << i | 1U << j, FALSE) == 0)
                diagnosis->apart[diagnosis->n_apart++] = (MseListPair){i, j};
    }
    for (guint history = 1; history < mse_table_n_histories(table); history++)
        for (guint stratum = 0;
             (history & (history - 1)) != 0 && stratum < mse_table_n_strata(table); stratum++)
            diagnosis->n_overlap += mse_table_count(table, history, stratum);
}
