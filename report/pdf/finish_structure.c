/* The structure tree that Cairo wrote, walked along with the records of what was drawn. */
#include "core/error.h"
#include "report/pdf/finish_private.h"

typedef struct {
    qpdf_data qpdf;
    const GArray *records;
    guint next;             /* record of the element that comes next */
    qpdf_oh *elements;      /* by record */
    GHashTable *marked;     /* number of a page -> its list of elements in the parent tree */
    GHashTable *attributes; /* notation -> object */
    GArray *homeless;       /* qpdf_oh: notes that were drawn inside a list or table */
    guint n_notes;
    GError **error;
} Walk;

static gboolean fail(const Walk *walk, const char *what, const TagRecord *record)
{
    g_set_error(walk->error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL,
                "the PDF cannot be finished: %s (%s on page %u)", what,
                record != NULL ? record->name : "more elements than were drawn",
                record != NULL ? record->page : 0);
    return FALSE;
}

/* --- attributes */

/* Attributes that many elements share are one object of the file. */
static void set_shared_attributes(Walk *walk, qpdf_oh element, const char *notation)
{
    gpointer object = g_hash_table_lookup(walk->attributes, notation);
    if (object == NULL) {
        object = GUINT_TO_POINTER(
            qpdf_make_indirect_object(walk->qpdf, pdf_parsed(walk->qpdf, notation)));
        g_hash_table_insert(walk->attributes, g_strdup(notation), object);
    }
    pdf_set(walk->qpdf, element, "/A", GPOINTER_TO_UINT(object));
}

static void set_table_attributes(Walk *walk, qpdf_oh element, const TagRecord *record)
{
    if (record->scope == NULL && record->columns < 2 && record->rows < 2)
        return;
    GString *notation = g_string_new("<< /O /Table");
    if (record->scope != NULL)
        g_string_append_printf(notation, " /Scope /%s", record->scope);
    if (record->columns > 1)
        g_string_append_printf(notation, " /ColSpan %u", record->columns);
    if (record->rows > 1)
        g_string_append_printf(notation, " /RowSpan %u", record->rows);
    g_string_append(notation, " >>");
    set_shared_attributes(walk, element, notation->str);
    g_string_free(notation, TRUE);
}

static void set_list_attributes(Walk *walk, qpdf_oh element, const TagRecord *record)
{
    g_autofree char *notation =
        g_strdup_printf("<< /O /List /ListNumbering /%s >>", record->numbering);
    set_shared_attributes(walk, element, notation);
}

static gboolean is_blank(const char *words)
{
    return words == NULL || strspn(words, " \t\n") == strlen(words);
}

static double height_of_page(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh box = pdf_get(qpdf, page, "/MediaBox");
    return qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, box, 3));
}

static gboolean set_figure_attributes(Walk *walk, qpdf_oh element, const TagRecord *record)
{
    qpdf_oh page = pdf_get(walk->qpdf, element, "/Pg");
    if (is_blank(record->alternative))
        return fail(walk, "a figure without words that stand for it", record);
    pdf_set(walk->qpdf, element, "/Alt", pdf_text(walk->qpdf, record->alternative));
    if (!qpdf_oh_is_dictionary(walk->qpdf, page))
        return fail(walk, "a figure in which nothing is drawn", record);
    const TagRectangle *room = &record->room;
    double top = height_of_page(walk->qpdf, page) - room->y;
    char edges[4][G_ASCII_DTOSTR_BUF_SIZE];
    const double values[] = {room->x, top - room->height, room->x + room->width, top};
    for (guint i = 0; i < 4; i++)
        g_ascii_formatd(edges[i], sizeof(edges[i]), "%.2f", values[i]);
    g_autofree char *notation =
        g_strdup_printf("<< /O /Layout /Placement /Block /BBox [%s %s %s %s] >>", edges[0],
                        edges[1], edges[2], edges[3]);
    pdf_set(walk->qpdf, element, "/A", pdf_parsed(walk->qpdf, notation));
    return TRUE;
}

#define ANNOTATION_PRINT 4

static gboolean set_link_words(Walk *walk, qpdf_oh element, const TagRecord *record)
{
    qpdf_oh kids = pdf_get(walk->qpdf, element, "/K");
    int n = qpdf_oh_is_array(walk->qpdf, kids) ? qpdf_oh_get_array_n_items(walk->qpdf, kids) : 0;
    if (is_blank(record->alternative))
        return fail(walk, "a link without words", record);
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(walk->qpdf, kids, i);
        if (!pdf_has(walk->qpdf, kid, "/Obj"))
            continue;
        qpdf_oh annotation = pdf_get(walk->qpdf, kid, "/Obj");
        pdf_set(walk->qpdf, annotation, "/Contents", pdf_text(walk->qpdf, record->alternative));
        pdf_set(walk->qpdf, annotation, "/F", pdf_integer(walk->qpdf, ANNOTATION_PRINT));
    }
    return TRUE;
}

static gboolean set_attributes(Walk *walk, qpdf_oh element, const TagRecord *record)
{
    if (g_str_equal(record->name, "Figure"))
        return set_figure_attributes(walk, element, record);
    if (g_str_equal(record->name, "Link"))
        return set_link_words(walk, element, record);
    set_table_attributes(walk, element, record);
    if (record->numbering != NULL)
        set_list_attributes(walk, element, record);
    if (g_str_equal(record->name, "Note")) {
        g_autofree char *name = g_strdup_printf("note-%u", ++walk->n_notes);
        pdf_set(walk->qpdf, element, "/ID", pdf_text(walk->qpdf, name));
    }
    return TRUE;
}

/* --- one element for what goes on */

static qpdf_oh kids_of(const Walk *walk, qpdf_oh element)
{
    qpdf_oh kids = pdf_get(walk->qpdf, element, "/K");
    if (qpdf_oh_is_null(walk->qpdf, kids))
        return qpdf_oh_new_array(walk->qpdf);
    return qpdf_oh_is_array(walk->qpdf, kids) ? kids : qpdf_oh_wrap_in_array(walk->qpdf, kids);
}

static int page_id(const Walk *walk, qpdf_oh element)
{
    return qpdf_oh_get_object_id(walk->qpdf, pdf_get(walk->qpdf, element, "/Pg"));
}

/* Content `mark` of the page of `rest` now belongs to `whole`. */
static qpdf_oh hand_over(Walk *walk, qpdf_oh whole, qpdf_oh rest, qpdf_oh mark)
{
    qpdf_oh page = pdf_get(walk->qpdf, rest, "/Pg");
    gint64 key = qpdf_oh_get_int_value(walk->qpdf, pdf_get(walk->qpdf, page, "/StructParents"));
    gpointer owners = g_hash_table_lookup(walk->marked, GINT_TO_POINTER((gint)key));
    qpdf_oh_set_array_item(walk->qpdf, GPOINTER_TO_UINT(owners),
                           qpdf_oh_get_int_value_as_int(walk->qpdf, mark), whole);
    if (page_id(walk, whole) == page_id(walk, rest))
        return mark;
    qpdf_oh reference = pdf_parsed(walk->qpdf, "<< /Type /MCR >>");
    pdf_set(walk->qpdf, reference, "/Pg", page);
    pdf_set(walk->qpdf, reference, "/MCID", mark);
    return reference;
}

static void join(Walk *walk, qpdf_oh whole, qpdf_oh rest)
{
    qpdf_oh all = kids_of(walk, whole), more = kids_of(walk, rest);
    int n = qpdf_oh_get_array_n_items(walk->qpdf, more);
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(walk->qpdf, more, i);
        if (qpdf_oh_is_integer(walk->qpdf, kid))
            kid = hand_over(walk, whole, rest, kid);
        else if (pdf_has(walk->qpdf, kid, "/S"))
            pdf_set(walk->qpdf, kid, "/P", whole);
        qpdf_oh_append_item(walk->qpdf, all, kid);
    }
    pdf_set(walk->qpdf, whole, "/K", all);
}

/* --- walk */

/* Elements that hold rows or items only. */
static gboolean holds_no_note(const char *name)
{
    static const char *const holders[] = {"Table", "TR", "L", "LI", "TOC", "TOCI"};
    for (gsize i = 0; i < G_N_ELEMENTS(holders); i++)
        if (g_str_equal(name, holders[i]))
            return TRUE;
    return FALSE;
}

static void keep(const Walk *walk, qpdf_oh kids, qpdf_oh kid, qpdf_oh parent)
{
    pdf_set(walk->qpdf, kid, "/P", parent);
    qpdf_oh_append_item(walk->qpdf, kids, kid);
}

static gboolean visit(Walk *walk, qpdf_oh element);

/* Visits the elements inside `element`; what goes on with an earlier one is joined to it, and notes
 * leave lists and tables. */
static gboolean visit_kids(Walk *walk, qpdf_oh element, const TagRecord *record)
{
    qpdf_oh before = kids_of(walk, element), after = qpdf_oh_new_array(walk->qpdf);
    int n = qpdf_oh_get_array_n_items(walk->qpdf, before);
    gboolean no_notes = holds_no_note(record->name);
    for (int i = 0; i < n; i++) {
        qpdf_oh kid = qpdf_oh_get_array_item(walk->qpdf, before, i);
        if (!pdf_has(walk->qpdf, kid, "/S")) {
            qpdf_oh_append_item(walk->qpdf, after, kid);
            continue;
        }
        guint index = walk->next;
        if (!visit(walk, kid))
            return FALSE;
        const TagRecord *of_kid = &g_array_index(walk->records, TagRecord, index);
        if (of_kid->continues > 0)
            join(walk, walk->elements[of_kid->continues - 1], kid);
        else if (no_notes && g_str_equal(of_kid->name, "Note"))
            g_array_append_val(walk->homeless, kid);
        else
            keep(walk, after, kid, element);
        for (guint j = 0; !no_notes && j < walk->homeless->len; j++)
            keep(walk, after, g_array_index(walk->homeless, qpdf_oh, j), element);
        if (!no_notes)
            g_array_set_size(walk->homeless, 0);
    }
    pdf_set(walk->qpdf, element, "/K", after);
    return TRUE;
}

static gboolean visit(Walk *walk, qpdf_oh element)
{
    const TagRecord *record = NULL;
    if (walk->next >= walk->records->len)
        return fail(walk, "its structure is not the one that was drawn", NULL);
    record = &g_array_index(walk->records, TagRecord, walk->next);
    walk->elements[walk->next++] = element;
    const char *name = qpdf_oh_get_name(walk->qpdf, pdf_get(walk->qpdf, element, "/S"));
    if (!g_str_equal(name + 1, record->name))
        return fail(walk, "its structure is not the one that was drawn", record);
    if (!set_attributes(walk, element, record))
        return FALSE;
    gboolean has_kids = walk->next < walk->records->len &&
                        g_array_index(walk->records, TagRecord, walk->next).depth > record->depth;
    return !has_kids || visit_kids(walk, element, record);
}

/* Lists of the parent tree, which Cairo writes as one flat array of numbers and lists. */
static GHashTable *marked_content(qpdf_data qpdf, qpdf_oh root)
{
    GHashTable *marked = g_hash_table_new(NULL, NULL);
    qpdf_oh numbers = pdf_get(qpdf, pdf_get(qpdf, root, "/ParentTree"), "/Nums");
    int n = qpdf_oh_is_array(qpdf, numbers) ? qpdf_oh_get_array_n_items(qpdf, numbers) : 0;
    for (int i = 0; i + 1 < n; i += 2) {
        qpdf_oh owners = qpdf_oh_get_array_item(qpdf, numbers, i + 1);
        int key = qpdf_oh_get_int_value_as_int(qpdf, qpdf_oh_get_array_item(qpdf, numbers, i));
        if (qpdf_oh_is_array(qpdf, owners))
            g_hash_table_insert(marked, GINT_TO_POINTER(key), GUINT_TO_POINTER(owners));
    }
    return marked;
}

gboolean finish_structure(qpdf_data qpdf, const GArray *records, GError **error)
{
    qpdf_oh root = pdf_get(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot");
    g_autoptr(GHashTable) marked = marked_content(qpdf, root);
    g_autoptr(GHashTable) attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GArray) homeless = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));
    g_autofree qpdf_oh *elements = g_new0(qpdf_oh, records->len + 1);
    Walk walk = {.qpdf = qpdf,
                 .records = records,
                 .elements = elements,
                 .marked = marked,
                 .attributes = attributes,
                 .homeless = homeless,
                 .error = error};
    qpdf_oh top = kids_of(&walk, root);
    int n = qpdf_oh_get_array_n_items(qpdf, top);
    for (int i = 0; i < n; i++)
        if (!visit(&walk, qpdf_oh_get_array_item(qpdf, top, i)))
            return FALSE;
    if (walk.next != records->len)
        return fail(&walk, "part of what was drawn is not in its structure",
                    &g_array_index(records, TagRecord, walk.next));
    return pdf_ok(qpdf, error);
}
