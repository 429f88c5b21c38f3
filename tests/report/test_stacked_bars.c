#include "report/chart/stacked_bars.h"

#include "core/error.h"
#include "tests/support/chart_check.h"

#include <check.h>
#include <string.h>

#define MOST 40

typedef struct {
    ChartValue parts[3][MOST], totals[MOST];
    StackedPart named[3];
    StackedBars chart;
} Stack;

static void stack_fill(Stack *stack, const Series *series, Fill fill)
{
    for (guint i = 0; i < series->n; i++) {
        double sum = 0;
        for (guint p = 0; p < 3; p++) {
            double value = fill == ALL_ZERO ? 0 : (fill == VERY_LARGE ? 1e7 : 1) * (i * 7 + p * 30);
            gboolean empty = fill == ALL_SUPPRESSED || (fill == MIXED && i % 3 == 1);
            stack->parts[p][i] = empty ? chart_empty(STATE_SUPPRESSED) : chart_value(value);
            sum += value;
        }
        stack->totals[i] =
            chart_has_value(&stack->parts[0][i]) ? chart_value(sum) : chart_empty(STATE_SUPPRESSED);
    }
    stack->named[0] = (StackedPart){"dagvaarding", stack->parts[0]};
    stack->named[1] = (StackedPart){"sepot, technisch of beleid", stack->parts[1]};
    stack->named[2] = (StackedPart){"anders", stack->parts[2]};
    stack->chart = (StackedBars){.n_categories = series->n,
                                 .categories = (const char *const *)series->names,
                                 .n_parts = 3,
                                 .parts = stack->named,
                                 .totals = stack->totals};
}

START_TEST(stacks_of_any_length)
{
    static const guint lengths[] = {1, 2, 10, 17, MOST};
    static const Fill fills[] = {ALL_GIVEN, ALL_ZERO, ALL_SUPPRESSED, MIXED, VERY_LARGE};
    g_autoptr(TextEngine) engine = engine_or_fail();
    Stack stack;
    for (gsize f = 0; f < G_N_ELEMENTS(fills); f++)
        for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
            Series series = series_new(fills[f], lengths[i]);
            stack_fill(&stack, &series, fills[f]);
            g_autofree char *words = chart_check_draw(engine, stacked_bars_new(&stack.chart, NULL),
                                                      stacked_bars_new(&stack.chart, NULL));
            ck_assert_ptr_nonnull(strstr(words, "|dagvaarding|"));
            series_clear(&series);
        }
}
END_TEST

static void assert_refused(const Stack *stack)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(stacked_bars_new(&stack->chart, &error));
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_DATA));
}

/* Shares of forms add up to more than the persons: no stack. */
/* The number above a bar is in the file with its parts. */
START_TEST(the_file_holds_parts_and_totals)
{
    Series series = series_new(ALL_GIVEN, 3);
    Stack stack;
    stack_fill(&stack, &series, ALL_GIVEN);
    g_autoptr(Graphic) graphic = stacked_bars_new(&stack.chart, NULL);
    g_autoptr(FigureData) data = graphic_data(graphic);
    int value = figure_data_find(data, "waarde"), name = figure_data_find(data, "reeks");
    ck_assert_uint_eq(figure_data_n_rows(data), 12);
    for (guint i = 0; i < 3; i++) {
        double sum = 0;
        for (guint part = 0; part < 3; part++)
            sum += figure_data_cell(data, 4 * i + part, (guint)value)->number;
        ck_assert_str_eq(figure_data_cell(data, 4 * i + 3, (guint)name)->text, "totaal");
        ck_assert_double_eq(figure_data_cell(data, 4 * i + 3, (guint)value)->number, sum);
        ck_assert_double_gt(sum, 0);
    }
    series_clear(&series);
}
END_TEST

START_TEST(parts_that_do_not_add_up_are_refused)
{
    Series series = series_new(ALL_GIVEN, 3);
    Stack stack;
    stack_fill(&stack, &series, ALL_GIVEN);
    stack.totals[1].value -= 1;
    assert_refused(&stack);
    series_clear(&series);
}
END_TEST

/* A stack with one part hidden would show it as what is missing from the whole. */
START_TEST(a_suppressed_part_is_refused)
{
    Series series = series_new(ALL_GIVEN, 3);
    Stack stack;
    stack_fill(&stack, &series, ALL_GIVEN);
    stack.parts[2][0] = chart_empty(STATE_SUPPRESSED);
    assert_refused(&stack);
    series_clear(&series);
}
END_TEST

Suite *stacked_bars_suite(void);
Suite *stacked_bars_suite(void)
{
    Suite *suite = suite_create("stacked_bars");
    TCase *tcase = tcase_create("stacked_bars");
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, stacks_of_any_length);
    tcase_add_test(tcase, the_file_holds_parts_and_totals);
    tcase_add_test(tcase, parts_that_do_not_add_up_are_refused);
    tcase_add_test(tcase, a_suppressed_part_is_refused);
    suite_add_tcase(suite, tcase);
    return suite;
}
