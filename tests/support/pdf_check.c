#include "tests/support/pdf_check.h"

#include "report/pdf/finish_private.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    qpdf_data qpdf;
    GString *faults;
    GHashTable *notes; /* identifiers seen */
    guint heading;     /* level of the last one */
} Check;

static void fault(Check *check, const char *code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void fault(Check *check, const char *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_string_append_printf(check->faults, "%s: %s\n", code, message);
}

static qpdf_oh get(const Check *check, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_is_dictionary(check->qpdf, dictionary)
               ? qpdf_oh_get_key(check->qpdf, dictionary, key)
               : qpdf_oh_new_null(check->qpdf);
}

static gboolean has(const Check *check, qpdf_oh dictionary, const char *key)
{
    return !qpdf_oh_is_null(check->qpdf, get(check, dictionary, key));
}

static int n_items(const Check *check, qpdf_oh array)
{
    return qpdf_oh_is_array(check->qpdf, array) ? qpdf_oh_get_array_n_items(check->qpdf, array) : 0;
}

static qpdf_oh item(const Check *check, qpdf_oh array, int i)
{
    return qpdf_oh_get_array_item(check->qpdf, array, i);
}

static char *name_of(const Check *check, qpdf_oh dictionary, const char *key)
{
    qpdf_oh name = get(check, dictionary, key);
    return g_strdup(qpdf_oh_is_name(check->qpdf, name) ? qpdf_oh_get_name(check->qpdf, name) + 1
                                                       : "");
}

static char *text_of(const Check *check, qpdf_oh dictionary, const char *key)
{
    qpdf_oh text = get(check, dictionary, key);
    return g_strdup(qpdf_oh_is_string(check->qpdf, text) ? qpdf_oh_get_utf8_value(check->qpdf, text)
                                                         : "");
}

static gint64 integer_of(const Check *check, qpdf_oh dictionary, const char *key)
{
    qpdf_oh value = get(check, dictionary, key);
    return qpdf_oh_is_integer(check->qpdf, value) ? qpdf_oh_get_int_value(check->qpdf, value) : -1;
}

static int object_id(const Check *check, qpdf_oh object)
{
    return qpdf_oh_get_object_id(check->qpdf, object);
}

static char *data_of(const Check *check, qpdf_oh stream)
{
    unsigned char *data = NULL;
    size_t length = 0;
    if (!qpdf_oh_is_stream(check->qpdf, stream) ||
        qpdf_oh_get_stream_data(check->qpdf, stream, qpdf_dl_generalized, NULL, &data, &length) !=
            QPDF_SUCCESS)
        return NULL;
    char *text = g_malloc0(length + 1);
    memcpy(text, data, length);
    free(data);
    return text;
}

/* --- the file as a whole */

static void check_version(Check *check, GBytes *pdf)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(pdf, &size);
    if (size < 8 || strncmp(data, "%PDF-1.7", 8) != 0)
        fault(check, "version", "%.8s", data);
    qpdf_oh identifiers = get(check, qpdf_get_trailer(check->qpdf), "/ID");
    if (n_items(check, identifiers) != 2)
        fault(check, "identifier", "none in the trailer");
}

static void expect_in(Check *check, const char *code, const char *xmp, const char *wanted)
{
    if (strstr(xmp, wanted) == NULL)
        fault(check, code, "not in the metadata: %s", wanted);
}

/* "D:20250301120000Z" -> "2025-03-01T12:00:00Z" */
static char *iso_date(const char *date)
{
    if (strlen(date) != 17)
        return g_strdup("a date like D:20250301120000Z");
    return g_strdup_printf("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", date + 2, date + 6, date + 8,
                           date + 10, date + 12, date + 14);
}

static void check_metadata(Check *check, qpdf_oh root)
{
    g_autofree char *xmp = data_of(check, get(check, root, "/Metadata"));
    if (xmp == NULL) {
        fault(check, "metadata", "none in the catalog");
        return;
    }
    qpdf_oh info = get(check, qpdf_get_trailer(check->qpdf), "/Info");
    g_autofree char *title = text_of(check, info, "/Title");
    g_autofree char *safe = g_markup_escape_text(title, -1);
    g_autofree char *line =
        g_strdup_printf("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li>", safe);
    g_autofree char *date = text_of(check, info, "/CreationDate");
    g_autofree char *iso = iso_date(date);
    g_autofree char *created = g_strdup_printf("<xmp:CreateDate>%s<", iso);
    expect_in(check, "pdfuaid", xmp, "<pdfuaid:part>1</pdfuaid:part>");
    expect_in(check, "pdfaid", xmp, "<pdfaid:part>2</pdfaid:part>");
    expect_in(check, "pdfaid", xmp, "<pdfaid:conformance>A</pdfaid:conformance>");
    expect_in(check, "title", xmp, title[0] != '\0' ? line : "a title");
    expect_in(check, "dates", xmp, created);
}

static void check_output_intent(Check *check, qpdf_oh root)
{
    qpdf_oh intents = get(check, root, "/OutputIntents");
    if (n_items(check, intents) != 1) {
        fault(check, "output-intent", "none");
        return;
    }
    qpdf_oh profile = get(check, item(check, intents, 0), "/DestOutputProfile");
    g_autofree char *data = data_of(check, profile);
    if (data == NULL || memcmp(data + 36, "acsp", 4) != 0 || memcmp(data + 16, "RGB ", 4) != 0 ||
        integer_of(check, qpdf_oh_get_dict(check->qpdf, profile), "/N") != 3)
        fault(check, "profile", "not a profile of three colours");
}

static gboolean is_true(Check *check, qpdf_oh dictionary, const char *key)
{
    qpdf_oh value = get(check, dictionary, key);
    return qpdf_oh_is_bool(check->qpdf, value) && qpdf_oh_get_bool_value(check->qpdf, value);
}

static void check_catalog(Check *check)
{
    qpdf_oh root = qpdf_get_root(check->qpdf);
    g_autofree char *language = text_of(check, root, "/Lang");
    if (strcmp(language, "nl-NL") != 0 && strcmp(language, "en-GB") != 0)
        fault(check, "language", "\"%s\"", language);
    if (!is_true(check, get(check, root, "/ViewerPreferences"), "/DisplayDocTitle"))
        fault(check, "title-bar", "does not show the title");
    if (!is_true(check, get(check, root, "/MarkInfo"), "/Marked"))
        fault(check, "marked", "the file does not say that it has structure");
    check_metadata(check, root);
    check_output_intent(check, root);
}

/* --- structure */

static qpdf_oh kids_of(const Check *check, qpdf_oh element)
{
    qpdf_oh kids = get(check, element, "/K");
    if (qpdf_oh_is_null(check->qpdf, kids))
        return qpdf_oh_new_array(check->qpdf);
    return qpdf_oh_is_array(check->qpdf, kids) ? kids : qpdf_oh_wrap_in_array(check->qpdf, kids);
}

static void check_heading(Check *check, const char *name)
{
    if (name[0] != 'H' || !g_ascii_isdigit(name[1]))
        return;
    guint level = (guint)(name[1] - '0');
    if (level > check->heading + 1)
        fault(check, "heading-level", "%s after level %u", name, check->heading);
    check->heading = level;
}

static void check_figure(Check *check, qpdf_oh element)
{
    g_autofree char *words = text_of(check, element, "/Alt");
    if (strlen(g_strstrip(words)) == 0)
        fault(check, "figure-alt", "object %d", object_id(check, element));
    if (n_items(check, get(check, get(check, element, "/A"), "/BBox")) != 4)
        fault(check, "figure-room", "object %d", object_id(check, element));
}

static void check_note(Check *check, qpdf_oh element)
{
    g_autofree char *name = text_of(check, element, "/ID");
    if (name[0] == '\0' || !g_hash_table_add(check->notes, g_strdup(name)))
        fault(check, "note-id", "\"%s\"", name);
}

static void check_link(Check *check, qpdf_oh element)
{
    qpdf_oh kids = kids_of(check, element);
    guint n = 0;
    for (int i = 0; i < n_items(check, kids); i++) {
        qpdf_oh annotation = get(check, item(check, kids, i), "/Obj");
        if (qpdf_oh_is_null(check->qpdf, annotation))
            continue;
        n++;
        g_autofree char *words = text_of(check, annotation, "/Contents");
        if (words[0] == '\0')
            fault(check, "link-words", "object %d", object_id(check, annotation));
    }
    if (n != 1)
        fault(check, "link-structure", "object %d has %u annotations", object_id(check, element),
              n);
}

static guint span_of(Check *check, qpdf_oh cell, const char *key)
{
    gint64 span = integer_of(check, get(check, cell, "/A"), key);
    return span < 1 ? 1 : (guint)span;
}

/* Every row fills the same columns, with cells that reach down from rows above. */
static void check_table(Check *check, qpdf_oh table)
{
    guint wanted = 0, hanging[256] = {0};
    qpdf_oh rows = kids_of(check, table);
    for (int i = 0; i < n_items(check, rows); i++) {
        g_autofree char *name = name_of(check, item(check, rows, i), "/S");
        qpdf_oh cells = kids_of(check, item(check, rows, i));
        guint n = 0;
        if (strcmp(name, "TR") != 0)
            continue;
        for (int j = 0; j < n_items(check, cells) && n < 250; j++) {
            guint columns = span_of(check, item(check, cells, j), "/ColSpan");
            guint down = span_of(check, item(check, cells, j), "/RowSpan");
            for (; hanging[n] > 0; n++)
                hanging[n]--;
            for (guint k = 0; k < columns && n < 250; k++)
                hanging[n++] = down - 1;
        }
        for (; hanging[n] > 0; n++)
            hanging[n]--;
        wanted = wanted == 0 ? n : wanted;
        if (n != wanted)
            fault(check, "columns", "row %d of table %d has %u, not %u", i, object_id(check, table),
                  n, wanted);
    }
}

/* What an element may hold; NULL: anything. */
static const char *allowed_in(const char *name)
{
    static const char *const rules[][2] = {{"Table", " Caption TR THead TBody TFoot "},
                                           {"TR", " TH TD "},
                                           {"L", " Caption L LI "},
                                           {"LI", " Lbl LBody "},
                                           {"TOC", " Caption TOC TOCI "}};
    for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i][0], name) == 0)
            return rules[i][1];
    return NULL;
}

static void check_place(Check *check, const char *parent, const char *name)
{
    const char *allowed = allowed_in(parent);
    g_autofree char *word = g_strdup_printf(" %s ", name);
    if (allowed != NULL && strstr(allowed, word) == NULL)
        fault(check, "nesting", "%s in %s", name, parent);
}

static void check_element(Check *check, qpdf_oh element, const char *parent)
{
    g_autofree char *name = name_of(check, element, "/S");
    qpdf_oh attributes = get(check, element, "/A");
    check_place(check, parent, name);
    check_heading(check, name);
    if (strcmp(name, "Figure") == 0)
        check_figure(check, element);
    if (strcmp(name, "Note") == 0)
        check_note(check, element);
    if (strcmp(name, "Link") == 0)
        check_link(check, element);
    if (strcmp(name, "Table") == 0)
        check_table(check, element);
    if (strcmp(name, "TH") == 0 && !has(check, attributes, "/Scope"))
        fault(check, "scope", "object %d", object_id(check, element));
    if (strcmp(name, "L") == 0 && !has(check, attributes, "/ListNumbering"))
        fault(check, "numbering", "object %d", object_id(check, element));
    qpdf_oh kids = kids_of(check, element);
    for (int i = 0; i < n_items(check, kids); i++)
        if (has(check, item(check, kids, i), "/S"))
            check_element(check, item(check, kids, i), name);
}

/* --- pages */

static qpdf_oh in_parent_tree(const Check *check, gint64 key)
{
    qpdf_oh tree = get(check, qpdf_get_root(check->qpdf), "/StructTreeRoot");
    qpdf_oh numbers = get(check, get(check, tree, "/ParentTree"), "/Nums");
    for (int i = 0; i + 1 < n_items(check, numbers); i += 2)
        if (qpdf_oh_get_int_value(check->qpdf, item(check, numbers, i)) == key)
            return item(check, numbers, i + 1);
    return qpdf_oh_new_null(check->qpdf);
}

/* Whether an element says that it holds content `mark` of a page. */
static gboolean holds(const Check *check, qpdf_oh element, int page, int mark)
{
    qpdf_oh kids = kids_of(check, element);
    for (int i = 0; i < n_items(check, kids); i++) {
        qpdf_oh kid = item(check, kids, i);
        gboolean plain = qpdf_oh_is_integer(check->qpdf, kid);
        int number = plain ? qpdf_oh_get_int_value_as_int(check->qpdf, kid)
                           : (int)integer_of(check, kid, "/MCID");
        int where = object_id(check, get(check, plain ? element : kid, "/Pg"));
        if (number == mark && where == page)
            return TRUE;
    }
    return FALSE;
}

static void check_mark(Check *check, qpdf_oh page, qpdf_oh owners, int mark)
{
    int id = object_id(check, page);
    if (mark >= n_items(check, owners) || !holds(check, item(check, owners, mark), id, mark))
        fault(check, "parent-tree", "content %d of page object %d belongs to no element", mark, id);
}

/* Content without strings, so that spaces separate its tokens. */
static char *without_strings(const char *data)
{
    GString *out = g_string_new(NULL);
    guint depth = 0;
    for (; *data != '\0'; data++) {
        if (*data == '\\' && depth > 0 && data[1] != '\0')
            data++;
        else if (*data == '(')
            depth++;
        else if (*data == ')')
            depth--;
        else if (depth == 0)
            g_string_append_c(out, strchr("[]<>", *data) != NULL ? ' ' : *data);
    }
    return g_string_free(out, FALSE);
}

static gboolean paints(const char *word)
{
    static const char *const painting = " S s f F f* B B* b b* Tj TJ ' \" Do sh ";
    g_autofree char *spaced = g_strdup_printf(" %s ", word);
    return word[0] != '\0' && strstr(painting, spaced) != NULL;
}

static void check_content(Check *check, qpdf_oh page, qpdf_oh owners)
{
    unsigned char *data = NULL;
    size_t length = 0;
    if (qpdf_oh_get_page_content_data(check->qpdf, page, &data, &length) != QPDF_SUCCESS)
        return;
    g_autofree char *text = g_strndup((const char *)data, length);
    free(data);
    g_autofree char *plain = without_strings(text);
    g_auto(GStrv) words = g_strsplit_set(plain, " \n\r\t", -1);
    int depth = 0;
    for (char **word = words; *word != NULL; word++) {
        if (strcmp(*word, "/MCID") == 0 && word[1] != NULL)
            check_mark(check, page, owners, (int)g_ascii_strtoll(word[1], NULL, 10));
        depth += strcmp(*word, "BDC") == 0 || strcmp(*word, "BMC") == 0 ? 1 : 0;
        depth -= strcmp(*word, "EMC") == 0 ? 1 : 0;
        if (depth == 0 && paints(*word)) {
            fault(check, "unmarked", "%s on page object %d", *word, object_id(check, page));
            return;
        }
    }
}

static void check_annotations(Check *check, qpdf_oh page)
{
    qpdf_oh annotations = get(check, page, "/Annots");
    for (int i = 0; i < n_items(check, annotations); i++) {
        qpdf_oh annotation = item(check, annotations, i);
        gint64 flags = integer_of(check, annotation, "/F");
        if (flags < 0 || (flags & 4) == 0)
            fault(check, "link-print", "object %d", object_id(check, annotation));
        gint64 key = integer_of(check, annotation, "/StructParent");
        if (key < 0 || !has(check, in_parent_tree(check, key), "/S"))
            fault(check, "link-structure", "object %d has no element",
                  object_id(check, annotation));
    }
}

static void check_descriptor(Check *check, qpdf_oh font, const char *name)
{
    qpdf_oh descriptor = get(check, font, "/FontDescriptor");
    if (!has(check, descriptor, "/FontFile") && !has(check, descriptor, "/FontFile2") &&
        !has(check, descriptor, "/FontFile3"))
        fault(check, "font-file", "%s", name);
    g_autofree char *kind = name_of(check, font, "/Subtype");
    if (strcmp(kind, "CIDFontType2") == 0 && !has(check, font, "/CIDToGIDMap"))
        fault(check, "font-map", "%s", name);
}

static void check_fonts(Check *check, qpdf_oh page)
{
    qpdf_oh fonts = get(check, get(check, page, "/Resources"), "/Font");
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    if (!qpdf_oh_is_dictionary(check->qpdf, fonts))
        return;
    for (qpdf_oh_begin_dict_key_iter(check->qpdf, fonts); qpdf_oh_dict_more_keys(check->qpdf);)
        g_ptr_array_add(names, g_strdup(qpdf_oh_dict_next_key(check->qpdf)));
    for (guint i = 0; i < names->len; i++) {
        qpdf_oh font = get(check, fonts, g_ptr_array_index(names, i));
        g_autofree char *name = name_of(check, font, "/BaseFont");
        qpdf_oh parts = get(check, font, "/DescendantFonts");
        if (!has(check, font, "/ToUnicode"))
            fault(check, "font-unicode", "%s", name);
        check_descriptor(check, n_items(check, parts) > 0 ? item(check, parts, 0) : font, name);
    }
}

static void check_page(Check *check, qpdf_oh page)
{
    g_autofree char *tabs = name_of(check, page, "/Tabs");
    if (strcmp(tabs, "S") != 0)
        fault(check, "tabs", "page object %d", object_id(check, page));
    gint64 key = integer_of(check, page, "/StructParents");
    if (key < 0)
        fault(check, "page-parents", "page object %d", object_id(check, page));
    else
        check_content(check, page, in_parent_tree(check, key));
    check_annotations(check, page);
    check_fonts(check, page);
}

static void check_all(Check *check, GBytes *pdf)
{
    check_version(check, pdf);
    check_catalog(check);
    qpdf_oh tree = get(check, qpdf_get_root(check->qpdf), "/StructTreeRoot");
    qpdf_oh top = kids_of(check, tree);
    for (int i = 0; i < n_items(check, top); i++)
        check_element(check, item(check, top, i), "");
    int n = qpdf_get_num_pages(check->qpdf);
    for (int i = 0; i < n; i++)
        check_page(check, qpdf_get_page_n(check->qpdf, (size_t)i));
    if (qpdf_has_error(check->qpdf) || qpdf_more_warnings(check->qpdf)) {
        qpdf_error trouble = qpdf_has_error(check->qpdf) ? qpdf_get_error(check->qpdf)
                                                         : qpdf_next_warning(check->qpdf);
        fault(check, "unreadable", "%s", qpdf_get_error_full_text(check->qpdf, trouble));
    }
}

/* Long enough to say something, begun with a capital or figure, ended as a sentence. */
static gboolean is_sentence(const char *words)
{
    gunichar first = g_utf8_get_char(words);
    return g_utf8_strlen(words, -1) >= 20 && !g_unichar_islower(first) &&
           words[strlen(words) - 1] == '.';
}

char *alternative_faults(const GArray *records)
{
    GString *faults = g_string_new(NULL);
    for (guint i = 0; i < records->len; i++) {
        const TagRecord *record = &g_array_index(records, TagRecord, i);
        const char *words = record->alternative != NULL ? record->alternative : "";
        if (strcmp(record->name, "Figure") == 0 && !is_sentence(words))
            g_string_append_printf(faults, "alternative: page %u: \"%s\"\n", record->page, words);
    }
    return g_string_free(faults, faults->len == 0);
}

char *pdf_faults(GBytes *pdf)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(pdf, &size);
    Check check = {.qpdf = qpdf_init(), .faults = g_string_new(NULL)};
    check.notes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    qpdf_silence_errors(check.qpdf);
    qpdf_set_suppress_warnings(check.qpdf, QPDF_TRUE);
    if (qpdf_read_memory(check.qpdf, "file", data, size, NULL) == QPDF_SUCCESS) {
        check_all(&check, pdf);
    } else {
        qpdf_get_error(check.qpdf); /* seen */
        fault(&check, "unreadable", "not a PDF");
    }
    qpdf_cleanup(&check.qpdf);
    g_hash_table_unref(check.notes);
    return g_string_free(check.faults, check.faults->len == 0);
}
