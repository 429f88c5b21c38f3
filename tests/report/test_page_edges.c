/* Documents put together at random, from seeds: whatever stands before it, a page has no fault. */
#include "core/error.h"
#include "report/pdf/document_private.h"
#include "report/table/table.h"
#include "tests/support/layout_check.h"

#include <check.h>
#include <string.h>

static TextEngine *engine;

static void open_engine(void)
{
    engine = text_engine_new(NULL);
    ck_assert_ptr_nonnull(engine);
}

static void close_engine(void)
{
    text_engine_free(engine);
}

static const char *const words[] = {"de",
                                    "gemeente",
                                    "’s-Hertogenbosch",
                                    "2015–2024",
                                    "1.106 personen",
                                    "<b>niet te onderscheiden</b>",
                                    "Súdwest-Fryslân",
                                    "arbeidsmarktdiscriminatiebestrijdingsbeleid",
                                    "95%-interval",
                                    "a",
                                    "Koninklijke Marechaussee",
                                    "<a href=\"https://www.cbs.nl\">statistiek</a>"};

static char *sentence(GRand *random, int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                               words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
    if (g_rand_int_range(random, 0, 5) == 0)
        g_string_append(text, "<note>Een noot over dit woord.</note>");
    return g_string_free(text, FALSE);
}

static double height_of(gpointer data, TextEngine *used, double width)
{
    (void)used, (void)width;
    return GPOINTER_TO_INT(data);
}

static void draw_label(gpointer data, Canvas *canvas, double width, double height)
{
    (void)data;
    canvas_label(canvas, STYLE_LABEL, COLOUR_INK, "midden", width / 2, height / 2, ANCHOR_CENTRE);
}

static void free_nothing(gpointer data)
{
    (void)data;
}

static const GraphicClass graphic_class = {height_of, draw_label, free_nothing};

static void add_figure(GRand *random, Flow *flow)
{
    g_autofree char *title = sentence(random, g_rand_int_range(random, 1, 12));
    flow_figure(flow,
                &(FigureInfo){.title = title, .source = "Bron: proef.", .alternative = "Proef"},
                graphic_new(&graphic_class, GINT_TO_POINTER(g_rand_int_range(random, 40, 420))));
}

static void add_table(GRand *random, Flow *flow, int most, int widest)
{
    static const char *const names[] = {"Kaag en Braassem", "’s-Hertogenbosch", "Ee",
                                        "Krimpen aan den IJssel", "Bergen (NH.)"};
    ReportTable *table = table_new(LANGUAGE_NL);
    int n_columns = g_rand_int_range(random, 1, widest), n_rows = g_rand_int_range(random, 0, most);
    table_add_column(table, TABLE_COLUMN_TEXT, "Gemeente");
    for (int i = 0; i < n_columns; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, "Onderzoeken");
    if (n_columns > 1)
        table_span_columns(table, 2, "Gemeld");
    for (int i = 0; i < n_rows; i++) {
        gboolean group = i % 9 == 8;
        table_begin_row(table, group             ? TABLE_ROW_GROUP
                               : i + 1 == n_rows ? TABLE_ROW_TOTAL
                                                 : TABLE_ROW);
        table_text(table, names[i % 5]);
        for (int j = 0; j < n_columns && !group; j++)
            table_count_or_state(table, i * 7919, (CellState)(j % STATE_COUNT));
        if (!group && i % 13 == 5)
            table_note(table, "Een noot bij een cel.");
    }
    table_append(flow, &(TableInfo){.title = "Tabel", .notes = "Noot.", .compact = most > 100},
                 table);
}

static void add_columns(GRand *random, Flow *flow)
{
    Flow *columns[2];
    g_autofree char *text = sentence(random, g_rand_int_range(random, 1, 30));
    flow_columns(flow, 2, NULL, columns);
    add_table(random, columns[0], 12, 2);
    flow_paragraph(flow_panel(columns[1], "Kader"), text);
}

static void add_list(GRand *random, Flow *flow)
{
    g_autofree char *one = sentence(random, g_rand_int_range(random, 1, 50));
    g_autofree char *two = sentence(random, 3);
    flow_numbered(flow, 2, (const char *const[]){one, two});
}

static void add_block(GRand *random, Flow *flow, guint index)
{
    g_autofree char *text = sentence(random, g_rand_int_range(random, 1, 90));
    g_autofree char *title = sentence(random, 2);
    switch (g_rand_int_range(random, 0, 9)) {
    case 0:
        flow_heading(flow, 1, title);
        flow_paragraph(flow, "Een regel.");
        break;
    case 1:
        flow_heading(flow, 2, "Een paragraaf met een wat langere titel die doorloopt op een regel");
        break;
    case 2:
        add_figure(random, flow);
        break;
    case 3:
        add_table(random, flow, index % 5 == 0 ? 400 : 40, 5);
        break;
    case 4:
        add_columns(random, flow);
        break;
    case 5:
        add_list(random, flow);
        break;
    case 6:
        flow_lead(flow, text);
        break;
    default:
        flow_paragraph(flow, text);
    }
}

/* Pages without any text, and the last line of each page that is a heading. */
static void check_pages(const ReportDocument *document, gint seed)
{
    const GArray *boxes = document_layout_boxes(document);
    g_autofree const char **last = g_new0(const char *, document_n_pages(document) + 1);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->kind == BOX_TEXT && box->in_body)
            last[box->page] = box->text;
    }
    for (guint page = 1; page <= document_n_pages(document); page++) {
        ck_assert_msg(last[page] != NULL, "seed %d: page %u is empty", seed, page);
        ck_assert_msg(page == document_n_pages(document) ||
                          !g_str_has_prefix(last[page], "Hoofdstuk"),
                      "seed %d: page %u ends with a heading", seed, page);
    }
}

START_TEST(no_page_has_a_fault)
{
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
    g_autoptr(ReportDocument) document = document_new(
        engine, &(DocumentInfo){.title = "Proef",
                                .head_left = "Proef",
                                .head_right = "Een lange naam van een gemeente die er niet in past",
                                .head_chapter = TRUE,
                                .foot = "Peildatum 1 maart 2025",
                                .numbered = TRUE,
                                .chapter_on_new_page = _i % 2 == 0,
                                .watermark = _i % 3 == 0 ? "CONCEPT" : NULL});
    Flow *flow = document_flow(document);
    flow_contents(flow, "Inhoud");
    flow_list_of_figures(flow, "Figuren");
    for (guint i = 0; i < 30; i++) {
        if (i == 12 && _i % 2 == 0)
            flow_landscape_begin(flow);
        if (i == 15)
            flow_landscape_end(flow);
        add_block(random, flow, i);
    }
    flow_paragraph(flow, "Einde.");
    document_keep_boxes(document);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = document_render(document, &error);
    ck_assert_msg(pdf != NULL, "seed %d: %s", _i, error != NULL ? error->message : "");
    g_autofree char *faults = layout_faults(document_layout_boxes(document));
    ck_assert_msg(faults == NULL, "seed %d: %s", _i, faults);
    g_autofree char *off_grid = grid_faults(document_layout_boxes(document));
    ck_assert_msg(off_grid == NULL, "seed %d: %s", _i, off_grid);
    check_pages(document, _i);
}
END_TEST

/* At whatever width, no line ends with a word that needs the next. */
START_TEST(short_forms_stay_with_what_follows)
{
    static const char text[] =
        "In het rapport van A.B. Jansen staat op p. 3 dat de boete van € 5 uit "
        "art. 6 voor 1.106 personen gold, zie ook J. Pieters (blz. 12) in 2024";
    static const char *const forms[] = {"A.B. ", "p. ", "€ ", "art. ", "J. ", "blz. ", "1.106 "};
    for (int width = 160; width < 464; width += 3) {
        g_autoptr(TextBlock) block = text_block_new(engine, STYLE_TEXT, text, width);
        ck_assert(!text_block_is_cut(block));
        for (guint line = 0; line < text_block_n_lines(block); line++) {
            g_autofree char *words_of = text_block_line_text(block, line);
            for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
                ck_assert_msg(!g_str_has_suffix(words_of, forms[i]), "%d: \"%s\"", width, words_of);
        }
    }
}
END_TEST

/* A key figure is 149 points wide: a scrap does not stand alone on its last line. */
START_TEST(small_print_has_no_scrap_on_its_last_line)
{
    static const char text[] =
        "<b>met hetzelfde kwartaal een jaar eerder.</b> Verhouding 1,17; marge 0,74 tot 1,88.";
    g_autoptr(TextBlock) block = text_block_new(engine, STYLE_KEY_TEXT, text, 149);
    guint n = text_block_n_lines(block);
    g_autofree char *last = text_block_line_text(block, n - 1);
    ck_assert_uint_eq(n, 3);
    ck_assert_msg(strchr(last, ' ') != NULL, "\"%s\"", last);
}
END_TEST

Suite *page_edges_suite(void);
Suite *page_edges_suite(void)
{
    Suite *suite = suite_create("page_edges");
    TCase *tcase = tcase_create("page_edges");
    tcase_set_timeout(tcase, 30);
    tcase_add_checked_fixture(tcase, open_engine, close_engine);
    tcase_add_loop_test(tcase, no_page_has_a_fault, 1, 25);
    tcase_add_test(tcase, short_forms_stay_with_what_follows);
    tcase_add_test(tcase, small_print_has_no_scrap_on_its_last_line);
    suite_add_tcase(suite, tcase);
    return suite;
}
