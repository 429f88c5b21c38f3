/* Every line of text outside charts and maps stands on the baseline grid: on the pages of the five
 * editions, and behind blocks of whatever height. All areas: the suite "layout" asks it of each
 * report that it draws. */
#include "report/pdf/document_private.h"
#include "tests/support/edition_draw.h"
#include "tests/support/edition_fixture.h"
#include "tests/support/layout_check.h"

#include <check.h>
#include <string.h>

#define LONG_TEXT                                                                                  \
    "Een gemeente ziet wat er gemeld wordt, en wat er gemeld wordt hangt af van wie er kijkt. "    \
    "Daarom staat bij elk aantal wie het leverde en wat er niet in zit."

static EditionFixture *fixture;
static TextEngine *engine;

static void open_publication(void)
{
    const EditionSample sample = {
        .with_estimates = TRUE, .zero = "GM0060", .suppressed = "GM0088", .missing = "GM0093"};
    fixture = edition_fixture_new(&sample);
}

static void close_publication(void)
{
    g_clear_pointer(&fixture, edition_fixture_free);
}

static void open_engine(void)
{
    engine = text_engine_new(NULL);
    ck_assert_ptr_nonnull(engine);
}

static void close_engine(void)
{
    text_engine_free(engine);
}

/* --- editions */

static const struct {
    const char *edition;
    const char *area; /* NULL: the land */
    guint least;      /* lines of body text */
} drawn[] = {{"jaarmonitor", NULL, 150}, {"kwartaal", NULL, 8},       {"regio", "PE08", 40},
             {"regio", "VR22", 40},      {"gemeente", "GM0363", 40},  {"gemeente", "GM0772", 40},
             {"gemeente", "GM0060", 40}, {"gemeente", "GM0088", 40},  {"bestuurlijk", "GM0772", 8},
             {"bestuurlijk", "PE08", 8}, {"bestuurlijk", "GM0093", 8}};

static const EditionContext *context_of(const Edition *edition, Language language)
{
    return strcmp(edition->name, "kwartaal") == 0 ? edition_fixture_quarter(fixture, language)
                                                  : edition_fixture_year(fixture, language);
}

static guint body_lines(const GArray *boxes)
{
    guint n = 0;
    for (guint i = 0; i < boxes->len; i++)
        if (g_array_index(boxes, LayoutBox, i).kind == BOX_TEXT &&
            g_array_index(boxes, LayoutBox, i).style == STYLE_TEXT)
            n++;
    return n;
}

START_TEST(editions_stand_on_the_grid)
{
    const Edition *edition = edition_find(drawn[_i / 2].edition);
    const EditionContext *context = context_of(edition, (Language)(_i % 2));
    g_autoptr(Writer) writer = edition_draw(context, edition->compose, drawn[_i / 2].area);
    const GArray *boxes = document_layout_boxes(writer->document);
    g_autofree char *faults = grid_faults(boxes);
    ck_assert_msg(faults == NULL, "%s %s: %s", edition->name, drawn[_i / 2].area, faults);
    ck_assert_uint_ge(body_lines(boxes), drawn[_i / 2].least);
}
END_TEST

/* --- blocks of any height */

/* A drawing, or, as block, a line of text that stands `off` points below its place. */
typedef struct {
    Block block;
    double off;
} Crooked;

static void crooked_measure(Block *block)
{
    block_add_piece(block, BODY_LEADING);
}

static void crooked_draw(Block *block, guint piece, Canvas *canvas, double x, double y)
{
    (void)piece;
    g_autoptr(TextBlock) text = text_block_new(engine, STYLE_TEXT, "scheef", -1);
    canvas_text_block(canvas, text, x, y + ((Crooked *)block)->off);
}

static void crooked_free(Block *block)
{
    g_free(block);
}

static const BlockClass crooked_class = {"crooked", crooked_measure, crooked_draw, NULL,
                                         crooked_free};

static double height_of(gpointer data, TextEngine *used, double width)
{
    (void)used, (void)width;
    return *(double *)data;
}

static void draw_nothing(gpointer data, Canvas *canvas, double width, double height)
{
    (void)data, (void)canvas, (void)width, (void)height;
}

static const GraphicClass graphic_class = {height_of, draw_nothing, g_free};

static void add_figure(Flow *flow, double height, const char *source)
{
    flow_figure(flow,
                &(FigureInfo){.title = "Figuur", .source = source, .alternative = "Een proef"},
                graphic_new(&graphic_class, g_memdup2(&height, sizeof height)));
}

static ReportDocument *document_begin(void)
{
    return document_new(engine, &(DocumentInfo){.title = "Proef", .numbered = TRUE});
}

static char *faults_of(ReportDocument *document)
{
    document_keep_boxes(document);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = document_render(document, &error);
    ck_assert_msg(pdf != NULL, "%s", error != NULL ? error->message : "");
    return grid_faults(document_layout_boxes(document));
}

static const LayoutBox *line_with(const ReportDocument *document, const char *start)
{
    const GArray *boxes = document_layout_boxes(document);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->kind == BOX_TEXT && g_str_has_prefix(box->text, start))
            return box;
    }
    ck_abort_msg("\"%s\" was not drawn", start);
    return NULL;
}

/* The text after a figure: 17 points below it, moved by half a unit at most. */
START_TEST(text_after_a_figure_is_on_the_grid)
{
    double height = 100 + _i * 0.37;
    g_autoptr(ReportDocument) document = document_begin();
    Flow *flow = document_flow(document);
    flow_heading(flow, 1, "Hoofdstuk");
    add_figure(flow, height, _i % 2 == 0 ? "Bron: proef." : NULL);
    flow_paragraph(flow, LONG_TEXT);
    g_autofree char *faults = faults_of(document);
    ck_assert_msg(faults == NULL, "%.2f: %s", height, faults);
    const LayoutBox *above = line_with(document, _i % 2 == 0 ? "Bron" : "Figuur");
    double expected =
        _i % 2 == 0 ? GRID_UNITS(1) + 17 + GRID_UNITS(3) /* rest of the line, space, baseline */
                    : GRID_UNITS(1) + GRID_UNITS(1) + height + 17 + GRID_UNITS(3);
    double distance = line_with(document, "Een gemeente")->baseline - above->baseline;
    ck_assert_double_eq_tol(distance, expected, GRID_UNIT / 2 + 1e-6);
}
END_TEST

/* Side by side, lines that are as far down their columns have one baseline, whatever is above. */
START_TEST(columns_share_baselines)
{
    Flow *columns[2];
    g_autoptr(ReportDocument) document = document_begin();
    Flow *flow = document_flow(document);
    flow_columns(flow, 2, NULL, columns);
    add_figure(columns[0], 61.7, "Bron: proef.");
    flow_paragraph(columns[0], "Links staat deze zin.");
    add_figure(columns[1], 62.9, "Bron: proef.");
    flow_paragraph(columns[1], "Rechts staat een andere zin.");
    flow_paragraph(flow_panel(flow, "Kader"), LONG_TEXT);
    g_autofree char *faults = faults_of(document);
    ck_assert_msg(faults == NULL, "%s", faults);
    ck_assert_double_eq_tol(line_with(document, "Links")->baseline,
                            line_with(document, "Rechts")->baseline, 1e-6);
}
END_TEST

/* The check itself: a line that is off by more than a hundredth of a point is found, and the lines
 * after it are back on the grid. */
START_TEST(a_crooked_line_is_found)
{
    g_autoptr(ReportDocument) document = document_begin();
    Flow *flow = document_flow(document);
    flow_paragraph(flow, LONG_TEXT);
    Crooked *crooked = g_new0(Crooked, 1);
    crooked->off = 0.02;
    crooked->block.leaf = "P";
    flow_append(flow, &crooked->block, &crooked_class);
    flow_paragraph(flow, LONG_TEXT);
    g_autofree char *faults = faults_of(document);
    ck_assert_str_eq(faults, "page 1: \"scheef\" stands 0.02 below the grid\n");
}
END_TEST

/* Where the unit is not a whole part of a leading, nothing could be on the grid. */
START_TEST(leadings_are_whole_units)
{
    for (TextStyle style = 0; style < N_STYLES; style++) {
        gboolean free_inside = style == STYLE_LABEL || style == STYLE_LABEL_STRONG ||
                               style == STYLE_LABEL_SMALL || style == STYLE_RUNNING ||
                               style == STYLE_BADGE;
        ck_assert_msg(free_inside || grid_holds(theme_style(style)->leading), "style %u: %.2f",
                      style, theme_style(style)->leading);
    }
    ck_assert_double_eq_tol(theme_style(STYLE_TEXT)->leading, 13.6, 1e-9);
    ck_assert_double_eq_tol(GRID_UNIT, 3.4, 1e-9);
    ck_assert(grid_holds(BODY_BOTTOM - BODY_TOP) && grid_holds(LANDSCAPE_BODY_BOTTOM - BODY_TOP));
    ck_assert(!grid_holds(3.5));
    ck_assert_double_eq_tol(grid_nearest(5.0), 3.4, 1e-9);
    ck_assert_double_eq_tol(grid_nearest(5.2), 6.8, 1e-9);
    ck_assert_double_eq_tol(grid_within(6.79), 3.4, 1e-9);
    ck_assert_double_eq_tol(grid_within(10.2), 10.2, 1e-9);
}
END_TEST

Suite *baseline_grid_suite(void);
Suite *baseline_grid_suite(void)
{
    Suite *suite = suite_create("baseline_grid");
    TCase *editions = tcase_create("editions"), *blocks = tcase_create("blocks");
    tcase_set_timeout(editions, 30);
    tcase_add_unchecked_fixture(editions, open_publication, close_publication);
    tcase_add_loop_test(editions, editions_stand_on_the_grid, 0, 2 * (int)G_N_ELEMENTS(drawn));
    suite_add_tcase(suite, editions);
    tcase_set_timeout(blocks, 30);
    tcase_add_checked_fixture(blocks, open_engine, close_engine);
    tcase_add_loop_test(blocks, text_after_a_figure_is_on_the_grid, 0, 12);
    tcase_add_test(blocks, columns_share_baselines);
    tcase_add_test(blocks, a_crooked_line_is_found);
    tcase_add_test(blocks, leadings_are_whole_units);
    suite_add_tcase(suite, blocks);
    return suite;
}
