#include "core/rank.h"

#include <check.h>

START_TEST(equal_values_share_the_best_place)
{
    const gint64 values[] = {7, 9, 7, 3, 12};
    Rank ranks[5];
    rank_descending(5, values, ranks);
    const guint places[] = {3, 2, 3, 5, 1};
    for (guint i = 0; i < 5; i++) {
        ck_assert_uint_eq(ranks[i].place, places[i]);
        ck_assert_int_eq(ranks[i].tied, i == 0 || i == 2);
    }
    g_autofree char *shared = rank_format(ranks[0]);
    ck_assert_str_eq(shared, "3'");
}
END_TEST

Suite *rank_suite(void);
Suite *rank_suite(void)
{
    Suite *suite = suite_create("rank");
    TCase *tcase = tcase_create("rank");
    tcase_add_test(tcase, equal_values_share_the_best_place);
    suite_add_tcase(suite, tcase);
    return suite;
}
