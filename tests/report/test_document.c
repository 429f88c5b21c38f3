#include "report/pdf/document.h"

#include "core/error.h"
#include "report/table/table.h"
#include "tests/support/layout_check.h"
#include "tests/support/report_sample.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static TextEngine *engine_or_fail(void)
{
    g_autoptr(GError) error = NULL;
    TextEngine *engine = text_engine_new(&error);
    ck_assert_msg(engine != NULL, "%s", error != NULL ? error->message : "");
    return engine;
}

static void assert_no_faults(const ReportDocument *document)
{
    g_autofree char *faults = layout_faults(document_layout_boxes(document));
    ck_assert_msg(faults == NULL, "%s", faults);
}

static GBytes *render(ReportDocument *document)
{
    g_autoptr(GError) error = NULL;
    document_keep_boxes(document);
    GBytes *pdf = document_render(document, &error);
    ck_assert_msg(pdf != NULL, "%s", error != NULL ? error->message : "");
    return pdf;
}

static void draw(ReportDocument *document)
{
    g_bytes_unref(render(document));
}

static ReportDocument *empty_document(TextEngine *engine)
{
    return document_new(engine, &(DocumentInfo){.title = "Proef",
                                                .head_left = "Proef",
                                                .head_chapter = TRUE,
                                                .foot = "Peildatum 1 maart 2025",
                                                .numbered = TRUE});
}

/* Lines of text on a page, in drawing order, between head and foot. */
static GPtrArray *body_lines(const ReportDocument *document, guint page)
{
    GPtrArray *lines = g_ptr_array_new();
    const GArray *boxes = document_layout_boxes(document);
    for (guint i = 0; i < boxes->len; i++) {
        const LayoutBox *box = &g_array_index(boxes, LayoutBox, i);
        if (box->kind == BOX_TEXT && box->page == page && box->in_body)
            g_ptr_array_add(lines, box->text);
    }
    return lines;
}

static guint count_on_page(const ReportDocument *document, guint page, const char *part)
{
    guint n = 0;
    g_autoptr(GPtrArray) lines = body_lines(document, page);
    for (guint i = 0; i < lines->len; i++)
        n += strstr(g_ptr_array_index(lines, i), part) != NULL ? 1 : 0;
    return n;
}

/* --- the sample */

START_TEST(same_document_same_bytes)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) one = report_sample_new(engine);
    g_autoptr(GBytes) first = render(one);
    g_setenv("TZ", "Asia/Tokyo", TRUE);
    g_autoptr(TextEngine) fresh = engine_or_fail();
    g_autoptr(ReportDocument) other = report_sample_new(fresh);
    g_autoptr(GBytes) second = render(other);
    g_autoptr(ReportDocument) again = report_sample_new(fresh); /* texts come from the store now */
    g_autoptr(GBytes) third = render(again);
    ck_assert(g_bytes_equal(first, second));
    ck_assert(g_bytes_equal(first, third));
    const char *path = g_getenv("INBEELD_SAMPLE_PDF"); /* to look at */
    if (path != NULL)
        g_file_set_contents(path, g_bytes_get_data(first, NULL), (gssize)g_bytes_get_size(first),
                            NULL);
}
END_TEST

START_TEST(sample_has_no_layout_faults)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = report_sample_new(engine);
    draw(document);
    ck_assert_uint_ge(document_n_pages(document), 8);
    assert_no_faults(document);
}
END_TEST

/* What peers make of the file; without them the test ends without a verdict. Returns the output of
 * the program (transfer full), or NULL. */
static char *run_peer(const char *program, const char *option, GBytes *pdf, int *status)
{
    char *output = NULL;
    g_autofree char *found = g_find_program_in_path(program);
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "inbeeld-peer-XXXXXX", NULL);
    int file = g_mkstemp(path);
    ck_assert_int_ge(file, 0);
    close(file);
    ck_assert(g_file_set_contents(path, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf),
                                  NULL));
    char *arguments[] = {found, (char *)option, path, "-", NULL};
    if (g_str_equal(program, "qpdf"))
        arguments[3] = NULL;
    if (found != NULL)
        ck_assert(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                               &output, NULL, status, NULL));
    g_unlink(path);
    return output;
}

START_TEST(peers_read_the_file)
{
    int status = 0;
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = report_sample_new(engine);
    g_autoptr(GBytes) pdf = render(document);
    g_autofree char *checked = run_peer("qpdf", "--check", pdf, &status);
    if (checked != NULL) {
        ck_assert_int_eq(status, 0);
        ck_assert_ptr_nonnull(strstr(checked, "No syntax or stream encoding errors found"));
    }
    g_autofree char *text = run_peer("pdftotext", "-raw", pdf, &status);
    if (text == NULL)
        return;
    /* Words as they were written, in reading order. */
    const char *title = strstr(text, "Eindhoven: wat is er in beeld,\nen wat niet?");
    const char *lead = strstr(text, "Tussen 2015 en 2024 is geen aantoonbare verandering.");
    const char *source = strstr(text, "Bron: CoMensha, bewerking monitor.");
    ck_assert_ptr_nonnull(title);
    ck_assert_ptr_nonnull(lead);
    ck_assert_ptr_nonnull(source);
    ck_assert(title < lead && lead < source);
    static const char *const in_order[] = {
        "Gemeld per jaar",       "Wie mag en moet melden",        "Registratie is geen telling",
        "Een tussenkop van het", "Uit de jeugdhulp kwam in 2024", "Een persoon kan door meer",
        "Alle gemeenten",        "Krimpen aan den IJssel"};
    const char *at = source;
    for (gsize i = 0; i < G_N_ELEMENTS(in_order); i++) {
        const char *next = strstr(at, in_order[i]);
        ck_assert_msg(next != NULL, "\"%s\" does not come after what stands before it",
                      in_order[i]);
        at = next;
    }
    ck_assert_ptr_nonnull(strstr(text, "Zorgcoördinatie 19 26% 29%"));
    ck_assert_ptr_nonnull(strstr(text, "’s-Hertogenbosch meldde 1.106 personen, Súdwest-Fryslân"));
}
END_TEST

/* The structure: each table row has as many cells as columns, each figure its alternative. */
START_TEST(structure_is_whole)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    Flow *flow = document_flow(document);
    ReportTable *table = table_new(LANGUAGE_NL);
    flow_heading(flow, 1, "Kop");
    table_add_column(table, TABLE_COLUMN_TEXT, "a");
    table_add_column(table, TABLE_COLUMN_NUMBER, "b");
    table_begin_row(table, TABLE_ROW);
    table_text(table, "rij");
    table_count(table, 1);
    table_append(flow, &(TableInfo){.title = "Titel"}, table);
    draw(document);
    static const char *const expected[] = {"Document", "Sect", "H1", "Table", "Caption", "P",
                                           "TR",       "TH",   "TH", "TR",    "TH",      "TD"};
    static const guint depths[] = {0, 1, 2, 2, 3, 4, 3, 4, 4, 3, 4, 4};
    const GArray *records = document_tag_records(document);
    ck_assert_uint_eq(records->len, G_N_ELEMENTS(expected));
    for (guint i = 0; i < records->len; i++) {
        const TagRecord *record = &g_array_index(records, TagRecord, i);
        ck_assert_str_eq(record->name, expected[i]);
        ck_assert_uint_eq(record->depth, depths[i]);
    }
    ck_assert_str_eq(g_array_index(records, TagRecord, 7).scope, "Column");
    ck_assert_str_eq(g_array_index(records, TagRecord, 10).scope, "Row");
}
END_TEST

START_TEST(contents_list_gives_the_pages)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    Flow *flow = document_flow(document);
    flow_contents(flow, "Inhoud");
    flow_heading(flow, 1, "Eerste");
    flow_page_break(flow);
    flow_heading(flow, 2, "Tweede");
    draw(document);
    g_autoptr(GPtrArray) lines = body_lines(document, 1);
    static const char *const expected[] = {"Inhoud", "1", "Eerste",  "1",     "1.1",
                                           "Tweede", "2", "1\u2002", "Eerste"};
    ck_assert_uint_eq(lines->len, G_N_ELEMENTS(expected));
    for (guint i = 0; i < lines->len; i++)
        ck_assert_str_eq(g_ptr_array_index(lines, i), expected[i]);
}
END_TEST

/* --- breaks between pages */

static void fill(Flow *flow, guint n_lines)
{
    for (guint i = 0; i < n_lines; i++)
        flow_paragraph(flow, "Regel.");
}

/* A heading stays with two lines of what follows, wherever the page ends. */
START_TEST(heading_is_never_last_on_a_page)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (guint n = 24; n < 40; n++) {
        g_autoptr(ReportDocument) document = empty_document(engine);
        Flow *flow = document_flow(document);
        fill(flow, n);
        flow_heading(flow, 2, "Kop");
        flow_paragraph(flow, "Een alinea die over meer dan een regel loopt, omdat zij zo lang is "
                             "dat de regel vol raakt en er een tweede en ook nog een derde regel "
                             "nodig is om haar helemaal af te drukken op deze bladzijde van ons.");
        draw(document);
        assert_no_faults(document);
        guint page = count_on_page(document, 1, "Kop") > 0 ? 1 : 2;
        ck_assert_uint_eq(count_on_page(document, page, "Kop"), 1);
        ck_assert_uint_eq(count_on_page(document, page, "Een alinea"), 1);
    }
}
END_TEST

START_TEST(no_line_of_a_paragraph_stands_alone)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 90; i++)
        g_string_append(text, "woorden om te vullen ");
    for (guint n = 20; n < 36; n++) {
        g_autoptr(ReportDocument) document = empty_document(engine);
        fill(document_flow(document), n);
        flow_paragraph(document_flow(document), text->str);
        draw(document);
        for (guint page = 1; page <= document_n_pages(document); page++)
            ck_assert_uint_ne(count_on_page(document, page, "woorden"), 1);
    }
}
END_TEST

START_TEST(footnotes_stand_on_the_page_of_their_mark)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    Flow *flow = document_flow(document);
    for (guint i = 0; i < 60; i++)
        flow_paragraph(flow, i % 7 == 3 ? "Merk<note>Onderaan, de voetnoot.</note>." : "Regel.");
    draw(document);
    assert_no_faults(document);
    ck_assert_uint_gt(document_n_pages(document), 1);
    for (guint page = 1; page <= document_n_pages(document); page++)
        ck_assert_uint_eq(count_on_page(document, page, "Merk"),
                          count_on_page(document, page, "Onderaan"));
}
END_TEST

/* --- tables */

static ReportTable *rows(guint n)
{
    ReportTable *table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Gemeente");
    table_add_column(table, TABLE_COLUMN_NUMBER, "Gemelde personen");
    table_add_column(table, TABLE_COLUMN_NUMBER, "Per 100.000 inwoners");
    for (guint i = 0; i < n; i++) {
        g_autofree char *name = g_strdup_printf("Krimpen aan den IJssel %u", i);
        table_begin_row(table, i + 1 == n && n > 1 ? TABLE_ROW_TOTAL : TABLE_ROW);
        table_text(table, name);
        table_count_or_state(table, i * 1106, i % 5 == 2 ? STATE_SUPPRESSED : STATE_VALUE);
        table_decimal(table, i / 3.0, 1);
    }
    return table;
}

/* Rows of a table on the first page when so many lines of text stand above it. */
static guint rows_on_first_page(TextEngine *engine, guint n_lines, guint n_rows)
{
    g_autoptr(ReportDocument) document = empty_document(engine);
    fill(document_flow(document), n_lines);
    table_append(document_flow(document), &(TableInfo){.title = "Titel"}, rows(n_rows));
    draw(document);
    return count_on_page(document, 1, "Krimpen aan den IJssel");
}

/* A table of half a page moves to the next when little white is left behind, and is parted when a
 * quarter of the page would stay white; three rows at least on both sides; a small one stays whole.
 */
START_TEST(tables_are_parted_rather_than_leave_half_a_page)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    gboolean moved = FALSE, parted = FALSE;
    for (guint n_lines = 10; n_lines < 34; n_lines++) {
        guint first = rows_on_first_page(engine, n_lines, 16);
        moved = moved || first == 0;
        parted = parted || (first > 0 && first < 16);
        ck_assert_msg(first == 0 || first == 16 || (first >= 3 && first <= 13), "%u", first);
        guint small = rows_on_first_page(engine, n_lines, 4);
        ck_assert(small == 0 || small == 4);
    }
    ck_assert(moved && parted);
}
END_TEST

START_TEST(tables_of_any_length_stand_right)
{
    static const guint lengths[] = {0, 1, 2, 3, 30, 33, 34, 35, 36, 37, 80, 400};
    g_autoptr(TextEngine) engine = engine_or_fail();
    for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
        g_autoptr(ReportDocument) document = empty_document(engine);
        table_append(document_flow(document),
                     &(TableInfo){.title = "Titel", .source = "Bron: proef."}, rows(lengths[i]));
        draw(document);
        assert_no_faults(document);
        guint n_rows = 0;
        for (guint page = 1; page <= document_n_pages(document); page++) {
            guint here = count_on_page(document, page, "Krimpen");
            ck_assert_uint_eq(count_on_page(document, page, "Gemeente"), 1);
            ck_assert_msg(here != 1 || lengths[i] == 1, "one row alone on page %u of %u rows", page,
                          lengths[i]);
            n_rows += here;
        }
        ck_assert_uint_eq(n_rows, lengths[i]);
        ck_assert_uint_eq(count_on_page(document, document_n_pages(document), "Bron:"), 1);
    }
}
END_TEST

static double page_width(const ReportDocument *document, guint page)
{
    const GArray *boxes = document_layout_boxes(document);
    for (guint i = 0; i < boxes->len; i++)
        if (g_array_index(boxes, LayoutBox, i).page == page)
            return g_array_index(boxes, LayoutBox, i).page_width;
    return 0;
}

/* Pages of their own, with head, foot, mark and footnotes at their place. */
START_TEST(wide_tables_stand_on_landscape_pages)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    Flow *flow = document_flow(document);
    fill(flow, 3);
    flow_landscape_begin(flow);
    flow_heading(flow, 1, "Breed");
    flow_paragraph(flow, "Regel.<note>Noot.</note>");
    table_append(flow, &(TableInfo){.title = "Titel", .source = "Bron: proef."}, rows(60));
    flow_landscape_end(flow);
    fill(flow, 2);
    g_autoptr(GBytes) pdf = render(document);
    assert_no_faults(document);
    guint last = document_n_pages(document);
    ck_assert_uint_ge(last, 4);
    for (guint page = 1; page <= last; page++) {
        gboolean turned = page > 1 && page < last;
        ck_assert_double_eq(page_width(document, page), turned ? PAGE_HEIGHT : PAGE_WIDTH);
        ck_assert_uint_eq(count_on_page(document, page, "Gemeente"), turned ? 1 : 0);
    }
    ck_assert_uint_eq(count_on_page(document, last, "Regel."), 2);
    int status = 0;
    g_autofree char *checked = run_peer("qpdf", "--check", pdf, &status);
    ck_assert(checked == NULL || status == 0);
}
END_TEST

/* Cells share the numbers of the chapter, in a table, in columns and in a panel; each chapter
 * begins with 1; the note stands on the page of its mark. */
START_TEST(cells_have_footnotes)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    Flow *flow = document_flow(document), *columns[2];
    flow_heading(flow, 1, "Een");
    flow_paragraph(flow, "Tekst<note>Eerste noot.</note> gaat verder met een woord.");
    ReportTable *table = rows(3);
    table_note(table, "Tweede noot, <b>bij een getal</b>.");
    table_append(flow, &(TableInfo){.title = "Titel"}, table);
    flow_columns(flow, 2, NULL, columns);
    table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Kop");
    table_begin_row(table, TABLE_ROW);
    table_text(table, "Woord");
    table_note(table, "Derde noot.");
    table_append(columns[0], &(TableInfo){.title = "Links"}, table);
    flow_paragraph(flow_panel(columns[1], "Kader"), "Hier<note>Vierde noot.</note> ook nog een.");
    flow_page_break(flow);
    flow_heading(flow, 1, "Twee");
    flow_bullets(flow, 1,
                 (const char *const[]){"Een punt<note>Noot van een punt.</note> in een lijst."});
    flow_paragraph(flow, "Weer<note>Noot van twee.</note> van voren af aan tellen.");
    draw(document);
    assert_no_faults(document);
    static const char *const first[] = {"¹", "Eerste noot.", "²", "Tweede noot, bij een getal.",
                                        "³", "Derde noot.",  "⁴", "Vierde noot."};
    g_autoptr(GPtrArray) lines = body_lines(document, 1);
    ck_assert_uint_gt(lines->len, G_N_ELEMENTS(first));
    for (guint i = 0; i < G_N_ELEMENTS(first); i++)
        ck_assert_str_eq(g_ptr_array_index(lines, lines->len - G_N_ELEMENTS(first) + i), first[i]);
    ck_assert_uint_eq(count_on_page(document, 1, "²"), 2); /* at the cell and at the foot */
    ck_assert_uint_eq(count_on_page(document, 2, "¹"), 2);
    ck_assert_uint_eq(count_on_page(document, 2, "Noot van een punt."), 1);
    ck_assert_uint_eq(count_on_page(document, 2, "²"), 2);
    ck_assert_uint_eq(count_on_page(document, 2, "Noot van twee."), 1);
}
END_TEST

/* A crowded table takes room where texts can be broken; dates, codes and numbers stay whole. */
START_TEST(crowded_tables_cut_no_word)
{
    static const char *const row[] = {"Openbaar Ministerie",
                                      "fictief-comensha-2023_herlevering.csv",
                                      "d0a4fb40d1e8",
                                      "01-02-2025",
                                      ("AVG art. 6 lid 1 e en art. 89; wettelijke meldplicht of "
                                       "toestemming"),
                                      "in gebruik; fictief"};
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    ReportTable *table = table_new(LANGUAGE_NL);
    for (gsize i = 0; i < G_N_ELEMENTS(row); i++)
        table_add_column(table, TABLE_COLUMN_TEXT, "Peildatum");
    for (guint n = 0; n < 3; n++) {
        table_begin_row(table, TABLE_ROW);
        for (gsize i = 0; i < G_N_ELEMENTS(row); i++)
            table_text(table, row[i]);
    }
    table_append(document_flow(document), &(TableInfo){.title = "Leveringen"}, table);
    draw(document);
    assert_no_faults(document);
    ck_assert_uint_eq(count_on_page(document, 1, "01-02-2025"), 3);
}
END_TEST

START_TEST(cells_are_printed_as_the_house_does)
{
    g_autoptr(ReportTable) table = table_new(LANGUAGE_NL);
    for (guint i = 0; i < 9; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, "x");
    table_begin_row(table, TABLE_ROW);
    table_count(table, 1106);
    table_share(table, 1, 8);
    table_share(table, 1, 0);
    table_decimal(table, 12.45, 1);
    table_range(table, 3.9, 6.6, 1);
    table_count_range(table, 3300, 7000, "");
    table_state(table, STATE_SUPPRESSED);
    table_state(table, STATE_NOT_APPLICABLE);
    table_percent(table, 100);
    static const char *const expected[] = {"1.106",       "13%", "–",      "12,5", "3,9–6,6",
                                           "3.300–7.000", "×",   "n.v.t.", "100%"};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++)
        ck_assert_str_eq(table_cell_text(table, 0, i), expected[i]);
}
END_TEST

START_TEST(legend_explains_only_marks_that_were_used)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    table_append(document_flow(document), &(TableInfo){.title = "Titel"}, rows(4));
    draw(document);
    ck_assert_uint_eq(count_on_page(document, 1, "onderdrukt"), 1);
    ck_assert_uint_eq(count_on_page(document, 1, "aangeleverd"), 0);
    ck_assert_uint_eq(count_on_page(document, 1, "voorlopig"), 0);
}
END_TEST

/* --- files and texts */

START_TEST(file_appears_whole_or_not)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("inbeeld-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "proef.pdf", NULL);
    g_autofree char *nowhere = g_build_filename(folder, "geen", "proef.pdf", NULL);
    g_autoptr(ReportDocument) document = empty_document(engine);
    ck_assert(document_write(document, path, &error));
    ck_assert_uint_eq(document_n_pages(document), 1);
    g_autofree char *start = NULL;
    ck_assert(g_file_get_contents(path, &start, NULL, NULL));
    ck_assert(g_str_has_prefix(start, "%PDF-1.7"));
    g_autoptr(ReportDocument) other = empty_document(engine);
    ck_assert(!document_write(other, nowhere, &error));
    ck_assert(error != NULL && error->domain == INBEELD_ERROR);
    g_unlink(path);
    g_rmdir(folder);
}
END_TEST

/* Cairo gives a wide space that a line ended with in words of its own (ActualText). */
START_TEST(lines_may_end_with_a_wide_space)
{
    g_autoptr(TextEngine) engine = engine_or_fail();
    g_autoptr(ReportDocument) document = empty_document(engine);
    g_autoptr(GString) text = g_string_new("Gemeld");
    for (guint i = 0; i < 60; i++)
        g_string_append(text, "\xe2\x80\x82gemeld");
    flow_paragraph(document_flow(document), text->str);
    draw(document);
    assert_no_faults(document);
}
END_TEST

START_TEST(markup_that_cannot_be_read_is_shown)
{
    g_autoptr(InlineText) wrong = inline_parse("a <b>b", 1);
    ck_assert_str_eq(wrong->text, "a <b>b");
    g_autoptr(InlineText) unknown = inline_parse("<u>a</u>", 1);
    ck_assert_str_eq(unknown->text, "<u>a</u>");
}
END_TEST

START_TEST(markup_becomes_text_and_spans)
{
    g_autoptr(InlineText) text =
        inline_parse("Den Haag &amp; <b>'s-Hertogenbosch</b><note>a <b>b</b></note> en zo verder "
                     "ook",
                     4);
    ck_assert_str_eq(text->text, "Den Haag & ’s-Hertogenbosch⁴ en zo verder ook");
    ck_assert_uint_eq(text->spans->len, 1);
    const InlineSpan *span = &g_array_index(text->spans, InlineSpan, 0);
    g_autofree char *strong = g_strndup(text->text + span->start, span->end - span->start);
    ck_assert_str_eq(strong, "’s-Hertogenbosch");
    ck_assert_uint_eq(text->notes->len, 1);
}
END_TEST

Suite *document_suite(void);
Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *tcase = tcase_create("document");
    tcase_set_timeout(tcase, 40);
    tcase_add_test(tcase, same_document_same_bytes);
    tcase_add_test(tcase, sample_has_no_layout_faults);
    tcase_add_test(tcase, peers_read_the_file);
    tcase_add_test(tcase, structure_is_whole);
    tcase_add_test(tcase, contents_list_gives_the_pages);
    tcase_add_test(tcase, heading_is_never_last_on_a_page);
    tcase_add_test(tcase, no_line_of_a_paragraph_stands_alone);
    tcase_add_test(tcase, footnotes_stand_on_the_page_of_their_mark);
    tcase_add_test(tcase, tables_are_parted_rather_than_leave_half_a_page);
    tcase_add_test(tcase, tables_of_any_length_stand_right);
    tcase_add_test(tcase, wide_tables_stand_on_landscape_pages);
    tcase_add_test(tcase, cells_have_footnotes);
    tcase_add_test(tcase, crowded_tables_cut_no_word);
    tcase_add_test(tcase, cells_are_printed_as_the_house_does);
    tcase_add_test(tcase, legend_explains_only_marks_that_were_used);
    tcase_add_test(tcase, file_appears_whole_or_not);
    tcase_add_test(tcase, lines_may_end_with_a_wide_space);
    tcase_add_test(tcase, markup_that_cannot_be_read_is_shown);
    tcase_add_test(tcase, markup_becomes_text_and_spans);
    suite_add_tcase(suite, tcase);
    return suite;
}
