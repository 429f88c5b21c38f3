#include "report/pdf/finish.h"

#include "core/error.h"
#include "report/pdf/finish_private.h"
#include "tests/support/pdf_check.h"
#include "tests/support/report_sample.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static GBytes *sample(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TextEngine) engine = text_engine_new(&error);
    ck_assert_msg(engine != NULL, "%s", error != NULL ? error->message : "");
    g_autoptr(ReportDocument) document = report_sample_new(engine);
    GBytes *pdf = document_render(document, &error);
    ck_assert_msg(pdf != NULL, "%s", error != NULL ? error->message : "");
    return pdf;
}

/* --- defects, each put in a good file */

static qpdf_oh first_in(qpdf_data qpdf, qpdf_oh element, const char *name)
{
    qpdf_oh kids = pdf_get(qpdf, element, "/K");
    if (pdf_has(qpdf, element, "/S") &&
        qpdf_oh_is_name_and_equals(qpdf, pdf_get(qpdf, element, "/S"), name))
        return element;
    int n = qpdf_oh_is_array(qpdf, kids) ? qpdf_oh_get_array_n_items(qpdf, kids) : 0;
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(qpdf, kids, i);
        qpdf_oh found = pdf_has(qpdf, kid, "/S") ? first_in(qpdf, kid, name) : 0;
        if (found != 0)
            return found;
    }
    return 0;
}

static qpdf_oh element(qpdf_data qpdf, const char *name)
{
    qpdf_oh found = first_in(qpdf, pdf_get(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot"), name);
    ck_assert_msg(found != 0, "the sample has no %s", name);
    return found;
}

static qpdf_oh first_annotation(qpdf_data qpdf)
{
    int n = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < n; i++) {
        qpdf_oh page = qpdf_get_page_n(qpdf, (size_t)i);
        if (pdf_has(qpdf, page, "/Annots"))
            return qpdf_oh_get_array_item(qpdf, pdf_get(qpdf, page, "/Annots"), 0);
    }
    ck_abort_msg("the sample has no link");
    return 0;
}

/* The first font of which /Subtype is `kind`. */
static qpdf_oh font(qpdf_data qpdf, const char *kind)
{
    g_autofree char *key = NULL;
    int n = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < n; i++) {
        qpdf_oh resources = pdf_get(qpdf, qpdf_get_page_n(qpdf, (size_t)i), "/Resources");
        qpdf_oh fonts = pdf_get(qpdf, resources, "/Font");
        for (qpdf_oh_begin_dict_key_iter(qpdf, fonts); qpdf_oh_dict_more_keys(qpdf);) {
            const char *name = qpdf_oh_dict_next_key(qpdf);
            qpdf_oh subtype = pdf_get(qpdf, pdf_get(qpdf, fonts, name), "/Subtype");
            if (key == NULL && qpdf_oh_is_name_and_equals(qpdf, subtype, kind))
                key = g_strdup(name);
        }
        if (key != NULL)
            return pdf_get(qpdf, fonts, key);
    }
    ck_abort_msg("the sample has no font of kind %s", kind);
    return 0;
}

static void replace_in_metadata(qpdf_data qpdf, const char *old, const char *new)
{
    unsigned char *data = NULL;
    size_t length = 0;
    qpdf_oh stream = pdf_get(qpdf, qpdf_get_root(qpdf), "/Metadata");
    ck_assert_int_eq(
        qpdf_oh_get_stream_data(qpdf, stream, qpdf_dl_generalized, NULL, &data, &length), 0);
    g_autofree char *text = g_strndup((const char *)data, length);
    free(data);
    ck_assert_ptr_nonnull(strstr(text, old));
    g_auto(GStrv) parts = g_strsplit(text, old, -1);
    g_autofree char *changed = g_strjoinv(new, parts);
    pdf_replace_data(qpdf, stream, changed, strlen(changed));
}

static void drop_from_catalog(qpdf_data qpdf, const char *key)
{
    qpdf_oh_remove_key(qpdf, qpdf_get_root(qpdf), key);
}

static void no_language(qpdf_data qpdf)
{
    drop_from_catalog(qpdf, "/Lang");
}

static void no_title_bar(qpdf_data qpdf)
{
    pdf_set(qpdf, pdf_get(qpdf, qpdf_get_root(qpdf), "/ViewerPreferences"), "/DisplayDocTitle",
            qpdf_oh_new_bool(qpdf, QPDF_FALSE));
}

static void not_marked(qpdf_data qpdf)
{
    drop_from_catalog(qpdf, "/MarkInfo");
}

static void no_metadata(qpdf_data qpdf)
{
    drop_from_catalog(qpdf, "/Metadata");
}

static void wrong_pdfuaid(qpdf_data qpdf)
{
    replace_in_metadata(qpdf, "<pdfuaid:part>1<", "<pdfuaid:part>2<");
}

static void wrong_pdfaid(qpdf_data qpdf)
{
    replace_in_metadata(qpdf, "<pdfaid:conformance>A<", "<pdfaid:conformance>B<");
}

static void other_title(qpdf_data qpdf)
{
    pdf_set(qpdf, pdf_get(qpdf, qpdf_get_trailer(qpdf), "/Info"), "/Title", pdf_text(qpdf, "X"));
}

static void other_date(qpdf_data qpdf)
{
    pdf_set(qpdf, pdf_get(qpdf, qpdf_get_trailer(qpdf), "/Info"), "/CreationDate",
            pdf_text(qpdf, "D:19990101000000Z"));
}

static void no_output_intent(qpdf_data qpdf)
{
    drop_from_catalog(qpdf, "/OutputIntents");
}

static qpdf_oh profile(qpdf_data qpdf)
{
    qpdf_oh intents = pdf_get(qpdf, qpdf_get_root(qpdf), "/OutputIntents");
    return pdf_get(qpdf, qpdf_oh_get_array_item(qpdf, intents, 0), "/DestOutputProfile");
}

static void profile_of_grey(qpdf_data qpdf)
{
    pdf_set(qpdf, qpdf_oh_get_dict(qpdf, profile(qpdf)), "/N", pdf_integer(qpdf, 1));
}

static void no_tabs(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, qpdf_get_page_n(qpdf, 1), "/Tabs");
}

static void no_page_parents(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, qpdf_get_page_n(qpdf, 0), "/StructParents");
}

static void broken_parent_tree(qpdf_data qpdf)
{
    qpdf_oh tree = pdf_get(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot");
    qpdf_oh numbers = pdf_get(qpdf, pdf_get(qpdf, tree, "/ParentTree"), "/Nums");
    qpdf_oh owners = qpdf_oh_get_array_item(qpdf, numbers, 1);
    qpdf_oh_set_array_item(qpdf, owners, 0, qpdf_oh_get_array_item(qpdf, owners, 1));
}

/* Appends to the content of the first page. */
static void append_content(qpdf_data qpdf, const char *more)
{
    unsigned char *data = NULL;
    size_t length = 0;
    qpdf_oh page = qpdf_get_page_n(qpdf, 0);
    ck_assert_int_eq(qpdf_oh_get_page_content_data(qpdf, page, &data, &length), 0);
    g_autoptr(GString) text = g_string_new_len((const char *)data, (gssize)length);
    free(data);
    g_string_append(text, more);
    pdf_replace_data(qpdf, pdf_get(qpdf, page, "/Contents"), text->str, text->len);
}

static void unmarked_rule(qpdf_data qpdf)
{
    append_content(qpdf, "\n10 10 m 20 20 l S\n");
}

static void content_without_element(qpdf_data qpdf)
{
    append_content(qpdf, "\n/P << /MCID 9999 >> BDC EMC\n");
}

static void note_in_table(qpdf_data qpdf)
{
    qpdf_oh kids = pdf_get(qpdf, element(qpdf, "/Table"), "/K");
    pdf_set(qpdf, qpdf_oh_get_array_item(qpdf, kids, 1), "/S", pdf_name(qpdf, "/P"));
}

static void no_alternative(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, element(qpdf, "/Figure"), "/Alt");
}

static void blank_alternative(qpdf_data qpdf)
{
    pdf_set(qpdf, element(qpdf, "/Figure"), "/Alt", pdf_text(qpdf, " "));
}

static void no_room(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, pdf_get(qpdf, element(qpdf, "/Figure"), "/A"), "/BBox");
}

static void no_scope(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, element(qpdf, "/TH"), "/A");
}

static void short_row(qpdf_data qpdf)
{
    qpdf_oh kids = pdf_get(qpdf, element(qpdf, "/Table"), "/K");
    qpdf_oh row = qpdf_oh_get_array_item(qpdf, kids, qpdf_oh_get_array_n_items(qpdf, kids) - 1);
    qpdf_oh cell = qpdf_oh_get_array_item(qpdf, pdf_get(qpdf, row, "/K"), 1);
    pdf_set(qpdf, cell, "/A", pdf_parsed(qpdf, "<< /O /Table /ColSpan 2 >>"));
}

static void no_numbering(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, element(qpdf, "/L"), "/A");
}

static void no_note_id(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, element(qpdf, "/Note"), "/ID");
}

static void skipped_level(qpdf_data qpdf)
{
    pdf_set(qpdf, element(qpdf, "/H2"), "/S", pdf_name(qpdf, "/H3"));
}

static void no_link_words(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, first_annotation(qpdf), "/Contents");
}

static void no_print_flag(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, first_annotation(qpdf), "/F");
}

static void link_without_element(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, first_annotation(qpdf), "/StructParent");
}

static void no_font_file(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, pdf_get(qpdf, font(qpdf, "/Type1"), "/FontDescriptor"), "/FontFile3");
}

static void no_unicode(qpdf_data qpdf)
{
    qpdf_oh_remove_key(qpdf, font(qpdf, "/Type1"), "/ToUnicode");
}

static void truetype_without_map(qpdf_data qpdf)
{
    qpdf_oh parts = pdf_get(qpdf, font(qpdf, "/Type0"), "/DescendantFonts");
    pdf_set(qpdf, qpdf_oh_get_array_item(qpdf, parts, 0), "/Subtype",
            pdf_name(qpdf, "/CIDFontType2"));
}

static const struct {
    const char *code;
    void (*put)(qpdf_data qpdf);
} defects[] = {{"language", no_language},
               {"title-bar", no_title_bar},
               {"marked", not_marked},
               {"metadata", no_metadata},
               {"pdfuaid", wrong_pdfuaid},
               {"pdfaid", wrong_pdfaid},
               {"title", other_title},
               {"dates", other_date},
               {"output-intent", no_output_intent},
               {"profile", profile_of_grey},
               {"tabs", no_tabs},
               {"page-parents", no_page_parents},
               {"parent-tree", broken_parent_tree},
               {"parent-tree", content_without_element},
               {"unmarked", unmarked_rule},
               {"nesting", note_in_table},
               {"figure-alt", no_alternative},
               {"figure-alt", blank_alternative},
               {"figure-room", no_room},
               {"scope", no_scope},
               {"columns", short_row},
               {"numbering", no_numbering},
               {"note-id", no_note_id},
               {"heading-level", skipped_level},
               {"link-words", no_link_words},
               {"link-print", no_print_flag},
               {"link-structure", link_without_element},
               {"font-file", no_font_file},
               {"font-unicode", no_unicode},
               {"font-map", truetype_without_map}};

static GBytes *with_defect(GBytes *good, void (*put)(qpdf_data qpdf))
{
    gsize size = 0;
    const char *data = g_bytes_get_data(good, &size);
    qpdf_data qpdf = qpdf_init();
    ck_assert_int_eq(qpdf_read_memory(qpdf, "good", data, size, NULL), QPDF_SUCCESS);
    put(qpdf);
    qpdf_init_write_memory(qpdf);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    ck_assert_int_eq(qpdf_write(qpdf), QPDF_SUCCESS);
    GBytes *bad = g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
    qpdf_cleanup(&qpdf);
    return bad;
}

START_TEST(each_defect_is_found_and_no_other)
{
    g_autoptr(GBytes) good = sample();
    g_autofree char *none = pdf_faults(good);
    ck_assert_msg(none == NULL, "%s", none);
    for (gsize i = 0; i < G_N_ELEMENTS(defects); i++) {
        g_autoptr(GBytes) bad = with_defect(good, defects[i].put);
        g_autofree char *faults = pdf_faults(bad);
        g_autofree char *code = g_strconcat(defects[i].code, ": ", NULL);
        ck_assert_msg(faults != NULL, "not found: %s (%zu)", defects[i].code, i);
        g_auto(GStrv) lines = g_strsplit(faults, "\n", -1);
        for (char **line = lines; **line != '\0'; line++)
            ck_assert_msg(g_str_has_prefix(*line, code), "%s (%zu) gives %s", defects[i].code, i,
                          *line);
    }
}
END_TEST

static void nothing(qpdf_data qpdf)
{
    (void)qpdf;
}

/* Version and identifier are the writer's: seeded in the bytes. */
START_TEST(defects_of_the_file_itself_are_found)
{
    g_autoptr(GBytes) good = sample();
    gsize size = 0;
    g_autoptr(GBytes) same = with_defect(good, nothing);
    g_autofree char *none = pdf_faults(same);
    ck_assert_msg(none == NULL, "%s", none);
    g_autofree char *data = g_memdup2(g_bytes_get_data(good, &size), g_bytes_get_size(good));
    data[7] = '4';
    g_autoptr(GBytes) old = g_bytes_new(data, size);
    g_autofree char *version = pdf_faults(old);
    ck_assert_str_eq(version, "version: %PDF-1.4\n");
    data[7] = '7';
    char *identifier = g_strrstr_len(data, (gssize)size, "/ID ");
    for (gsize i = 0; identifier == NULL && i + 4 < size; i++)
        if (memcmp(data + i, "/ID ", 4) == 0 || memcmp(data + i, "/ID[", 4) == 0)
            identifier = data + i;
    ck_assert_ptr_nonnull(identifier);
    identifier[1] = 'X';
    g_autoptr(GBytes) nameless = g_bytes_new(data, size);
    g_autofree char *missing = pdf_faults(nameless);
    ck_assert_str_eq(missing, "identifier: none in the trailer\n");
    g_autoptr(GBytes) other = g_bytes_new_static("no PDF at all", 13);
    g_autofree char *unreadable = pdf_faults(other);
    ck_assert_str_eq(unreadable, "unreadable: not a PDF\n");
}
END_TEST

/* --- what goes on on the next page */

/* How many elements hold content of a page that is not the one they begin on. */
static guint n_over_pages(qpdf_data qpdf, qpdf_oh parent)
{
    guint n = 0;
    qpdf_oh kids = pdf_get(qpdf, parent, "/K");
    int n_kids = qpdf_oh_is_array(qpdf, kids) ? qpdf_oh_get_array_n_items(qpdf, kids) : 0;
    for (int i = 0; i < n_kids; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(qpdf, kids, i);
        if (pdf_has(qpdf, kid, "/S"))
            n += n_over_pages(qpdf, kid);
        else if (pdf_has(qpdf, kid, "/MCID"))
            n += qpdf_oh_get_object_id(qpdf, pdf_get(qpdf, kid, "/Pg")) !=
                         qpdf_oh_get_object_id(qpdf, pdf_get(qpdf, parent, "/Pg"))
                     ? 1
                     : 0;
    }
    return n;
}

/* One long paragraph over two pages stays one element. */
START_TEST(paragraph_over_two_pages_is_one_element)
{
    g_autoptr(TextEngine) engine = text_engine_new(NULL);
    g_autoptr(ReportDocument) document = document_new(engine, &(DocumentInfo){.title = "Proef"});
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; i < 1000; i++)
        g_string_append(words, "registratie is geen telling ");
    flow_paragraph(document_flow(document), words->str);
    g_autoptr(GBytes) pdf = document_render(document, NULL);
    ck_assert_ptr_nonnull(pdf);
    ck_assert_uint_ge(document_n_pages(document), 2);
    g_autofree char *faults = pdf_faults(pdf);
    ck_assert_msg(faults == NULL, "%s", faults);
    gsize size = 0;
    const char *data = g_bytes_get_data(pdf, &size);
    qpdf_data qpdf = qpdf_init();
    ck_assert_int_eq(qpdf_read_memory(qpdf, "paragraph", data, size, NULL), QPDF_SUCCESS);
    qpdf_oh root = pdf_get(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot");
    qpdf_oh top = qpdf_oh_get_array_item(qpdf, pdf_get(qpdf, root, "/K"), 0);
    ck_assert_int_eq(qpdf_oh_get_array_n_items(qpdf, pdf_get(qpdf, top, "/K")), 1);
    ck_assert_uint_eq(n_over_pages(qpdf, root), document_n_pages(document) - 1);
    qpdf_cleanup(&qpdf);
}
END_TEST

/* --- what is refused */

/* One page with this content, marked in this order. */
static GArray *one_page(guint n, const char *const *names)
{
    GArray *pages = g_array_new(FALSE, TRUE, sizeof(FinishPage));
    FinishPage page = {.height = 841.89,
                       .names = g_ptr_array_new(),
                       .links = g_array_new(FALSE, FALSE, sizeof(int))};
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(page.names, (gpointer)g_intern_string(names[i]));
    g_array_append_val(pages, page);
    return pages;
}

static void one_page_free(GArray *pages)
{
    g_ptr_array_unref(g_array_index(pages, FinishPage, 0).names);
    g_array_unref(g_array_index(pages, FinishPage, 0).links);
    g_array_unref(pages);
}

/* Returns what is said of these records beside that content (transfer full); NULL: they agree. */
static char *structure_fault(guint n_records, const TagRecord *records, guint n,
                             const char *const *names)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(TagRecord));
    GArray *pages = one_page(n, names);
    g_array_append_vals(list, records, n_records);
    for (guint i = 0; i < n_records; i++) {
        TagRecord *record = &g_array_index(list, TagRecord, i);
        record->name = g_intern_string(record->name);
    }
    g_autoptr(FinishStructure) structure = finish_structure_new(list, pages, &error);
    one_page_free(pages);
    if (structure != NULL)
        return NULL;
    ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL));
    return g_strdup(error->message);
}

START_TEST(figure_without_words_is_refused)
{
    static const char *const blanks[] = {NULL, "", " \n", "Een lijn."};
    for (gsize i = 0; i < G_N_ELEMENTS(blanks); i++) {
        const TagRecord records[] = {{.name = "Document"},
                                     {.name = "Figure",
                                      .depth = 1,
                                      .page = 1,
                                      .alternative = (char *)blanks[i],
                                      .room = {10, 10, 20, 20}}};
        g_autofree char *fault = structure_fault(2, records, 1, (const char *const[]){"Figure"});
        ck_assert_int_eq(fault != NULL, i < 3);
        ck_assert(fault == NULL || strstr(fault, "a figure without words") != NULL);
    }
}
END_TEST

/* The records and the content of the pages must tell the same, piece by piece. */
START_TEST(structure_that_was_not_drawn_is_refused)
{
    const TagRecord records[] = {{.name = "Document"},
                                 {.name = "P", .depth = 1, .page = 1},
                                 {.name = "TD", .depth = 1, .page = 1}};
    static const struct {
        guint n;
        const char *names[3];
        gboolean agrees;
    } pages[] = {{2, {"P", "TD"}, TRUE},
                 {2, {"TD", "P"}, FALSE},
                 {1, {"P"}, FALSE},
                 {3, {"P", "TD", "P"}, FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *fault = structure_fault(3, records, pages[i].n, pages[i].names);
        ck_assert_int_eq(fault == NULL, pages[i].agrees);
        ck_assert(fault == NULL || strstr(fault, "not the one that was drawn") != NULL);
    }
    const TagRecord elsewhere[] = {{.name = "P", .page = 2}};
    g_autofree char *fault = structure_fault(1, elsewhere, 0, NULL);
    ck_assert_ptr_nonnull(fault);
    const TagRecord link[] = {{.name = "Link", .page = 1, .alternative = "x"}};
    g_autofree char *no_link = structure_fault(1, link, 1, (const char *const[]){"Link"});
    ck_assert_ptr_nonnull(no_link);
}
END_TEST

/* A file that lists its objects in another way, such as one that was finished before. */
START_TEST(file_of_another_kind_is_refused)
{
    const char *const texts[] = {"", "%PDF-1.5\n", "startxref\n0\n%%EOF\n",
                                 "xref\n0 9\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n"};
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(TagRecord));
    for (gsize i = 0; i <= G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        GBytes *pdf = i < G_N_ELEMENTS(texts) ? g_bytes_new(texts[i], strlen(texts[i])) : sample();
        g_autoptr(GBytes) finished =
            pdf_finish(pdf, none, &(DocumentInfo){.title = "Proef"}, &error);
        ck_assert_ptr_null(finished);
        ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL));
    }
}
END_TEST

/* --- content */

static void assert_content(const char *before, const char *after)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) content = finish_content(before, strlen(before), 841.89, NULL, &error);
    ck_assert_msg(content != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(content->str, after);
}

#define FLIP "1 0 0 -1 0 841.89 cm\n"
#define HEAD "/Artifact <</Type/Pagination/Subtype/Header>> BDC\n"
#define FOOT "/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n"
#define MARK "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\n"

START_TEST(decoration_is_marked)
{
    /* A rule in the body, then text of the structure. */
    assert_content(FLIP "0 g 1 w 50 300 m 90 300 l S\n/P << /MCID 0 >> BDC\nBT (a) Tj ET\nEMC\n",
                   FLIP "0 g 1 w /Artifact BMC\n50 300 m 90 300 l S\nEMC\n/P << /MCID 0 >> BDC\n"
                        "BT (a) Tj ET\nEMC\n\n");
    /* Head and foot; a string that looks like operators. */
    assert_content(FLIP "BT\n7 0 0 -7 56 55 Tm\n(EMC \\) S \\( BDC) Tj\nET\nBT 7 0 0 -7 56 820 Tm "
                        "[<42>-7(x)]TJ ET",
                   FLIP HEAD "BT\n7 0 0 -7 56 55 Tm\n(EMC \\) S \\( BDC) Tj\nET\nEMC\n" FOOT
                             "BT 7 0 0 -7 56 820 Tm [<42>-7(x)]TJ ET\nEMC\n");
    /* A turned text is a watermark; it ends where its state ends. */
    assert_content(FLIP "q 0.6 0.8 -0.8 0.6 10 20 cm BT 0 0 Td (C) Tj ET Q\n",
                   FLIP "q 0.6 0.8 -0.8 0.6 10 20 cm " MARK "BT 0 0 Td (C) Tj ET EMC\nQ\n\n");
    /* Inside the structure nothing changes. */
    assert_content(FLIP "/Figure << /MCID 3 >> BDC 1 2 3 4 re f EMC\n",
                   FLIP "/Figure << /MCID 3 >> BDC 1 2 3 4 re f EMC\n\n");
}
END_TEST

START_TEST(strange_content_is_refused)
{
    static const char *const strange[] = {"EMC\n", "BI /W 1 /H 1 ID x EI"};
    for (gsize i = 0; i < G_N_ELEMENTS(strange); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_ptr_null(finish_content(strange[i], strlen(strange[i]), 841.89, NULL, &error));
        ck_assert(g_error_matches(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL));
    }
}
END_TEST

/* --- colour */

static double fixed_at(const guint8 *data, gsize offset)
{
    guint32 value;
    memcpy(&value, data + offset, 4);
    return (gint32)GUINT32_FROM_BE(value) / 65536.0;
}

/* The three colorants of sRGB under D50 that are published with the standard's profile. */
START_TEST(profile_is_srgb)
{
    static const double published[3][3] = {
        {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}};
    gsize size = 0;
    g_autoptr(GBytes) bytes = finish_srgb_profile();
    const guint8 *data = g_bytes_get_data(bytes, &size);
    guint32 stated;
    memcpy(&stated, data, 4);
    ck_assert_uint_eq(GUINT32_FROM_BE(stated), size);
    double sum[3] = {0, 0, 0};
    for (guint i = 0; i < 3; i++) {
        static const char *const names[] = {"rXYZ", "gXYZ", "bXYZ"};
        gsize entry = 132;
        while (memcmp(data + entry, names[i], 4) != 0)
            entry += 12;
        guint32 offset;
        memcpy(&offset, data + entry + 4, 4);
        for (guint j = 0; j < 3; j++) {
            double value = fixed_at(data, GUINT32_FROM_BE(offset) + 8 + 4 * j);
            ck_assert_double_eq_tol(value, published[i][j], 0.0002);
            sum[j] += value;
        }
    }
    ck_assert_double_eq_tol(sum[0], 0.9642, 0.0001); /* together they are white */
    ck_assert_double_eq_tol(sum[1], 1.0, 0.0001);
    ck_assert_double_eq_tol(sum[2], 0.8249, 0.0001);
}
END_TEST

Suite *finish_suite(void);
Suite *finish_suite(void)
{
    Suite *suite = suite_create("finish");
    TCase *tests = tcase_create("finish");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, each_defect_is_found_and_no_other);
    tcase_add_test(tests, defects_of_the_file_itself_are_found);
    tcase_add_test(tests, paragraph_over_two_pages_is_one_element);
    tcase_add_test(tests, figure_without_words_is_refused);
    tcase_add_test(tests, structure_that_was_not_drawn_is_refused);
    tcase_add_test(tests, file_of_another_kind_is_refused);
    tcase_add_test(tests, decoration_is_marked);
    tcase_add_test(tests, strange_content_is_refused);
    tcase_add_test(tests, profile_is_srgb);
    suite_add_tcase(suite, tests);
    return suite;
}
