#include "report/chart/labels.h"

#include <check.h>
#include <math.h>

static void assert_apart(guint n, const double *centres, const double *heights)
{
    for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
            if (i != j)
                ck_assert_double_ge(fabs(centres[i] - centres[j]) + 1e-6,
                                    (heights[i] + heights[j]) / 2);
}

START_TEST(labels_that_do_not_touch_stay)
{
    double centres[] = {10, 30, 50}, heights[] = {10, 10, 10};
    labels_spread(3, centres, heights, 0, 100);
    ck_assert_double_eq_tol(centres[0], 10, 1e-9);
    ck_assert_double_eq_tol(centres[1], 30, 1e-9);
    ck_assert_double_eq_tol(centres[2], 50, 1e-9);
}
END_TEST

/* Two labels wanted at 20 and 24, each 10 high: least squares puts them at 17 and 27. */
START_TEST(labels_move_as_little_as_possible)
{
    double centres[] = {24, 20}, heights[] = {10, 10};
    labels_spread(2, centres, heights, 0, 100);
    ck_assert_double_eq_tol(centres[1], 17, 1e-9);
    ck_assert_double_eq_tol(centres[0], 27, 1e-9);
}
END_TEST

START_TEST(labels_stay_in_their_room)
{
    double centres[] = {-5, 1, 2, 99}, heights[] = {10, 10, 10, 10};
    labels_spread(4, centres, heights, 0, 100);
    assert_apart(4, centres, heights);
    ck_assert_double_eq_tol(centres[0], 5, 1e-9);
    ck_assert_double_eq_tol(centres[3], 95, 1e-9);
}
END_TEST

START_TEST(any_labels_are_put_apart)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint round = 0; round < 3000; round++) {
        guint n = (guint)g_rand_int_range(random, 1, 9);
        double centres[8], heights[8];
        for (guint i = 0; i < n; i++) {
            centres[i] = g_rand_double_range(random, -20, 220);
            heights[i] = g_rand_double_range(random, 5, 24);
        }
        labels_spread(n, centres, heights, 0, 200);
        assert_apart(n, centres, heights);
        for (guint i = 0; i < n; i++) {
            ck_assert_double_ge(centres[i] - heights[i] / 2, -1e-6);
            ck_assert_double_le(centres[i] + heights[i] / 2, 200 + 1e-6);
        }
    }
}
END_TEST

START_TEST(too_many_labels_share_the_room)
{
    double centres[] = {10, 10, 10}, heights[] = {10, 10, 10};
    labels_spread(3, centres, heights, 0, 15);
    for (guint i = 0; i < 3; i++)
        ck_assert(centres[i] >= 0 && centres[i] <= 15);
    ck_assert_double_lt(centres[0], centres[1]);
    ck_assert_double_lt(centres[1], centres[2]);
}
END_TEST

START_TEST(rows_are_used_when_labels_touch)
{
    const double starts[] = {0, 20, 60, 61}, widths[] = {50, 10, 10, 10};
    guint rows[4];
    ck_assert_uint_eq(labels_in_rows(4, starts, widths, 5, rows), 2);
    ck_assert_uint_eq(rows[0], 0);
    ck_assert_uint_eq(rows[1], 1);
    ck_assert_uint_eq(rows[2], 0);
    ck_assert_uint_eq(rows[3], 1);
}
END_TEST

START_TEST(a_label_is_placed_beside_taken_room_or_left_out)
{
    const LabelRectangle room = {0, 0, 100, 100};
    const LabelRectangle right = {50, 30, 50, 40}, all = {0, 0, 100, 100};
    LabelRectangle place;
    ck_assert(label_place_near(50, 50, 20, 8, &room, 0, NULL, &place));
    ck_assert_double_ge(place.x, 50); /* right of the point is the first choice */
    ck_assert(label_place_near(50, 50, 20, 8, &room, 1, &right, &place));
    ck_assert(!label_rectangles_overlap(&place, &right));
    ck_assert(!label_place_near(50, 50, 20, 8, &room, 1, &all, &place));
}
END_TEST

Suite *labels_suite(void);
Suite *labels_suite(void)
{
    Suite *suite = suite_create("labels");
    TCase *tcase = tcase_create("labels");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, labels_that_do_not_touch_stay);
    tcase_add_test(tcase, labels_move_as_little_as_possible);
    tcase_add_test(tcase, labels_stay_in_their_room);
    tcase_add_test(tcase, any_labels_are_put_apart);
    tcase_add_test(tcase, too_many_labels_share_the_room);
    tcase_add_test(tcase, rows_are_used_when_labels_touch);
    tcase_add_test(tcase, a_label_is_placed_beside_taken_room_or_left_out);
    suite_add_tcase(suite, tcase);
    return suite;
}
