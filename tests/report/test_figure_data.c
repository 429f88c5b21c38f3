#include "report/chart/bar_chart.h"
#include "report/chart/estimate_chart.h"
#include "report/chart/funnel_chart.h"
#include "report/chart/line_chart.h"
#include "report/chart/row_chart.h"
#include "report/map/tile_map.h"
#include "report/table/table.h"

#include <check.h>
#include <math.h>

/* One line a row, fields with ";", states in brackets. */
static char *as_text(const FigureData *data)
{
    GString *text = g_string_new(NULL);
    for (guint column = 0; column < figure_data_n_columns(data); column++)
        g_string_append_printf(text, "%s%s", column > 0 ? ";" : "",
                               figure_data_column(data, column)->key);
    for (guint row = 0; row < figure_data_n_rows(data); row++)
        for (guint column = 0; column < figure_data_n_columns(data); column++) {
            const FigureCell *cell = figure_data_cell(data, row, column);
            g_string_append(text, column > 0 ? ";" : "\n");
            if (cell->kind == FIGURE_CELL_TEXT)
                g_string_append(text, cell->text);
            else if (cell->kind == FIGURE_CELL_STATE)
                g_string_append_printf(text, "[%s]", state_word(cell->state));
            else if (cell->kind == FIGURE_CELL_NUMBER)
                g_string_append_printf(text, "%g", cell->number);
        }
    return g_string_free(text, FALSE);
}

static void check_graphic(Graphic *graphic, const char *expected)
{
    g_autoptr(FigureData) data = graphic_data(graphic);
    g_autofree char *text = as_text(data);
    ck_assert_str_eq(text, expected);
    graphic_free(graphic);
}

static const char *const years[] = {"2023", "2024"};

START_TEST(a_line_gives_its_values_and_states)
{
    ChartValue values[] = {chart_empty(STATE_SUPPRESSED), chart_value_with_interval(31, 21.06, 44)};
    values[1].provisional = TRUE;
    LineSeries series = {.colour = COLOUR_REGISTERED, .values = values};
    LineChart chart = {.n_periods = 2, .periods = years, .n_series = 1, .series = &series};
    check_graphic(line_chart_new(&chart), "periode;waarde;ondergrens;bovengrens;voorlopig\n"
                                          "2023;[suppressed];;;\n"
                                          "2024;31;21.06;44;1");
}
END_TEST

START_TEST(bars_of_several_series_name_them)
{
    const ChartValue one[] = {chart_value(1), chart_value(2)},
                     other[] = {chart_value(0), chart_empty(STATE_NOT_DELIVERED)};
    const BarSeries series[] = {{"politie", COLOUR_REGISTERED, one}, {"KMar", COLOUR_GREY, other}};
    BarChart chart = {.n_categories = 2, .categories = years, .n_series = 2, .series = series};
    check_graphic(bar_chart_new(&chart), "periode;reeks;waarde;ondergrens;bovengrens;voorlopig\n"
                                         "2023;politie;1;;;0\n2023;KMar;0;;;0\n"
                                         "2024;politie;2;;;0\n2024;KMar;[not-delivered];;;");
}
END_TEST

START_TEST(rows_give_what_they_are_compared_with)
{
    const ChartRow rows[] = {{.name = "Breda", .value = chart_value(3), .compared = 2.5},
                             {.name = "Tilburg", .value = chart_value(4), .compared = NAN}};
    RowChart chart = {.n_rows = 2, .rows = rows, .reference = NAN};
    check_graphic(row_bars_new(&chart),
                  "naam;waarde;ondergrens;bovengrens;voorlopig;vergeleken_met\n"
                  "Breda;3;;;0;2.5\nTilburg;4;;;0;");
}
END_TEST

START_TEST(estimates_stand_beside_what_is_registered)
{
    const ChartValue registered[] = {chart_value(944)},
                     estimated[] = {chart_value_with_interval(5000, 3300, 7000)};
    EstimateChart chart = {.n_periods = 1,
                           .periods = &years[1],
                           .registered = registered,
                           .estimated = estimated,
                           .registered_name = "gemeld",
                           .estimated_name = "geschat"};
    check_graphic(estimate_chart_new(&chart),
                  "periode;reeks;waarde;ondergrens;bovengrens;voorlopig\n"
                  "2024;gemeld;944;;;0\n2024;geschat;5000;3300;7000;0");
}
END_TEST

/* Points of the land are rows for all readers, once; those of the reader's gemeente come after. */
START_TEST(a_funnel_keeps_what_is_common_apart)
{
    const FunnelPoint points[] = {{2, 1.5, TRUE, FALSE}, {4, 0.5, FALSE, FALSE}};
    const FunnelLimits limits[] = {{1, 0, 3, 0, 5}, {9, 0.5, 2, 0.2, 2.5}};
    FunnelChart chart = {.n_points = 2, .points = points, .n_limits = 2, .limits = limits};
    g_autoptr(Graphic) graphic = funnel_chart_new(&chart);
    g_autoptr(FigureData) data = graphic_data(graphic);
    g_autofree char *text = as_text(data);
    ck_assert_str_eq(text, "rol;verwacht;waarde;ondergrens;bovengrens\n"
                           "gebied;2;1.5;;\ngebied;4;0.5;;\n"
                           "95%;1;;0;3\n99.8%;1;;0;5\n95%;9;;0.5;2\n99.8%;9;;0.2;2.5\n"
                           "eigen gebied;2;1.5;;");
    ck_assert(figure_data_is_common(data, 0) && figure_data_is_common(data, 5));
    ck_assert(!figure_data_is_common(data, 6));
}
END_TEST

START_TEST(a_map_gives_every_tile_once_for_all)
{
    g_autoptr(TilePlan) plan = tile_plan_load(2023, NULL);
    const MapArea areas[] = {{"GM0772", chart_value(12.5)}};
    TileMap map = {.n_areas = 1, .areas = areas, .limits = {0, 1, 2, 4, 8}};
    g_autoptr(Graphic) graphic = tile_map_new(plan, &map);
    g_autoptr(FigureData) data = graphic_data(graphic);
    ck_assert_uint_eq(figure_data_n_rows(data), 342);
    guint n_values = 0;
    for (guint row = 0; row < 342; row++) {
        ck_assert(figure_data_is_common(data, row));
        if (figure_data_cell(data, row, 1)->kind != FIGURE_CELL_NUMBER)
            continue;
        n_values++;
        ck_assert_str_eq(figure_data_cell(data, row, 0)->text, "GM0772");
        ck_assert_double_eq(figure_data_cell(data, row, 1)->number, 12.5);
        ck_assert_double_eq(figure_data_cell(data, row, 2)->number, 8);
    }
    ck_assert_uint_eq(n_values, 1);
}
END_TEST

START_TEST(a_table_gives_numbers_ranges_heads_and_totals)
{
    g_autoptr(ReportTable) table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Melder");
    table_add_column(table, TABLE_COLUMN_NUMBER, "N");
    table_add_column(table, TABLE_COLUMN_NUMBER, "%");
    table_span_columns(table, 2, "2024");
    table_add_column(table, TABLE_COLUMN_NUMBER, "Eindhoven");
    table_name_column(table, "marge", "95%-marge");
    table_begin_row(table, TABLE_ROW_GROUP);
    table_text(table, "Opsporing");
    table_begin_row(table, TABLE_ROW);
    table_text(table, "Politie");
    table_count(table, 1106);
    table_mark_provisional(table);
    table_share(table, 1, 3);
    table_range(table, 3.94, 6.62, 1);
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, "Totaal");
    table_state(table, STATE_SUPPRESSED);
    table_percent(table, 100);
    table_state(table, STATE_NOT_APPLICABLE);
    g_autoptr(FigureData) data = table_data(table);
    g_autofree char *text = as_text(data);
    ck_assert_str_eq(text, "groep;melder;2024_n;2024_pct;marge_ondergrens;marge_bovengrens;totaal;"
                           "voorlopige_kolommen\n"
                           "Opsporing;Politie;1106;33;3.94;6.62;0;2024 N\n"
                           ";Totaal;[suppressed];100;[not-applicable];[not-applicable];1;");
}
END_TEST

Suite *figure_data_suite(void);
Suite *figure_data_suite(void)
{
    Suite *suite = suite_create("figure_data");
    TCase *tcase = tcase_create("figure_data");
    tcase_add_test(tcase, a_line_gives_its_values_and_states);
    tcase_add_test(tcase, bars_of_several_series_name_them);
    tcase_add_test(tcase, rows_give_what_they_are_compared_with);
    tcase_add_test(tcase, estimates_stand_beside_what_is_registered);
    tcase_add_test(tcase, a_funnel_keeps_what_is_common_apart);
    tcase_add_test(tcase, a_map_gives_every_tile_once_for_all);
    tcase_add_test(tcase, a_table_gives_numbers_ranges_heads_and_totals);
    suite_add_tcase(suite, tcase);
    return suite;
}
