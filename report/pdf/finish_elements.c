/* The objects of the structure (ISO 32000-1, 14.7): elements, attributes that they share, and the
 * tree that leads from content to elements. */
#include "report/pdf/finish_structure_private.h"

typedef struct {
    const FinishStructure *structure;
    qpdf_data qpdf;
    FinishFile *file;
    guint *numbers;         /* of elements */
    guint *pages;           /* of pages */
    GHashTable *attributes; /* notation -> number of the object */
    GPtrArray *notations;   /* in the order of their numbers; borrowed */
    guint first_attributes;
    guint n_notes;
} Writing;

static void put_number(GString *text, guint value)
{
    char digits[12];
    guint n = sizeof(digits);
    do {
        digits[--n] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    g_string_append_len(text, digits + n, (gssize)(sizeof(digits) - n));
}

static void put_reference(GString *text, const char *before, guint number)
{
    g_string_append(text, before);
    put_number(text, number);
    g_string_append(text, " 0 R");
}

/* --- attributes */

/* Attributes that many elements share are one object of the file. */
static void put_shared_attributes(Writing *writing, GString *text, const char *notation)
{
    gpointer number = g_hash_table_lookup(writing->attributes, notation);
    if (number == NULL) {
        char *kept = g_strdup(notation);
        number = GUINT_TO_POINTER(writing->first_attributes + writing->notations->len);
        g_ptr_array_add(writing->notations, kept);
        g_hash_table_insert(writing->attributes, kept, number);
    }
    put_reference(text, "/A ", GPOINTER_TO_UINT(number));
}

static void put_table_attributes(Writing *writing, GString *text, const TagRecord *record)
{
    if (record->scope == NULL && record->columns < 2 && record->rows < 2)
        return;
    g_autoptr(GString) notation = g_string_new("<</O/Table");
    if (record->scope != NULL)
        g_string_append_printf(notation, "/Scope/%s", record->scope);
    if (record->columns > 1)
        g_string_append_printf(notation, "/ColSpan %u", record->columns);
    if (record->rows > 1)
        g_string_append_printf(notation, "/RowSpan %u", record->rows);
    g_string_append(notation, ">>");
    put_shared_attributes(writing, text, notation->str);
}

static void put_text(const Writing *writing, GString *text, const char *key, const char *words)
{
    qpdf_oh string = pdf_text(writing->qpdf, words);
    g_string_append(text, key);
    g_string_append(text, qpdf_oh_unparse(writing->qpdf, string));
    qpdf_oh_release(writing->qpdf, string);
}

static void put_figure_attributes(const Writing *writing, GString *text, const TagRecord *record,
                                  double page_height)
{
    const TagRectangle *room = &record->room;
    double top = page_height - room->y;
    const double values[] = {room->x, top - room->height, room->x + room->width, top};
    put_text(writing, text, "/Alt", record->alternative);
    g_string_append(text, "/A<</O/Layout/Placement/Block/BBox[");
    for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
        char edge[G_ASCII_DTOSTR_BUF_SIZE];
        g_string_append_c(text, ' ');
        g_string_append(text, g_ascii_formatd(edge, sizeof(edge), "%.2f", values[i]));
    }
    g_string_append(text, "]>>");
}

static void put_attributes(Writing *writing, GString *text, const TagRecord *record, guint page)
{
    const GArray *pages = writing->structure->pages;
    if (g_str_equal(record->name, "Figure"))
        put_figure_attributes(writing, text, record,
                              g_array_index(pages, FinishPage, page - 1).height);
    put_table_attributes(writing, text, record);
    if (record->numbering != NULL) {
        g_autofree char *notation =
            g_strdup_printf("<</O/List/ListNumbering/%s>>", record->numbering);
        put_shared_attributes(writing, text, notation);
    }
    if (g_str_equal(record->name, "Note"))
        g_string_append_printf(text, "/ID(note-%u)", ++writing->n_notes);
}

/* --- elements */

static void put_kid(const Writing *writing, GString *text, const FinishKid *kid, guint page)
{
    if (kid->kind == KID_ELEMENT) {
        put_reference(text, " ", writing->numbers[kid->value]);
    } else if (kid->kind == KID_LINK) {
        put_reference(text, "<</Type/OBJR/Obj ",
                      finish_file_holder(writing->file, "/StructParent ", (int)kid->value));
        g_string_append(text, ">>");
    } else if (kid->page == page) {
        g_string_append_c(text, ' ');
        put_number(text, kid->value);
    } else {
        put_reference(text, "<</Type/MCR/Pg ", writing->pages[kid->page - 1]);
        g_string_append(text, "/MCID ");
        put_number(text, kid->value);
        g_string_append(text, ">>");
    }
}

static void put_kids(const Writing *writing, GString *text, const FinishElement *element)
{
    if (element->first == 0)
        return;
    const FinishKid *first =
        &g_array_index(writing->structure->kids, FinishKid, element->first - 1);
    gboolean several = first->next > 0 || first->kind != KID_CONTENT;
    g_string_append(text, several ? "/K[" : "/K");
    for (guint at = element->first; at > 0;) {
        const FinishKid *kid = &g_array_index(writing->structure->kids, FinishKid, at - 1);
        put_kid(writing, text, kid, element->page);
        at = kid->next;
    }
    if (several)
        g_string_append_c(text, ']');
}

static void write_element(Writing *writing, guint index)
{
    const FinishStructure *structure = writing->structure;
    const FinishElement *element = &structure->elements[index];
    const TagRecord *record = &g_array_index(structure->records, TagRecord, index);
    GString *text = finish_file_begin(writing->file);
    g_string_append(text, "<</Type/StructElem/S/");
    g_string_append(text, record->name);
    put_reference(text, "/P ",
                  element->parent == NO_PARENT ? finish_file_structure(writing->file)
                                               : writing->numbers[element->parent]);
    if (element->page > 0)
        put_reference(text, "/Pg ", writing->pages[element->page - 1]);
    put_kids(writing, text, element);
    put_attributes(writing, text, record, element->page);
    g_string_append(text, ">>");
}

/* --- from content to elements */

/* Of every key, in the order of the keys: the element of a link, or the list of elements of a page
 * by MCID. */
static GPtrArray *owners_by_key(const Writing *writing)
{
    const FinishStructure *structure = writing->structure;
    GPtrArray *owners = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < structure->pages->len; i++) {
        const FinishPage *page = &g_array_index(structure->pages, FinishPage, i);
        int last = page->key;
        for (guint j = 0; j < page->links->len; j++)
            last = MAX(last, g_array_index(page->links, int, j));
        while ((int)owners->len <= last)
            g_ptr_array_add(owners, g_array_new(FALSE, TRUE, sizeof(guint)));
    }
    return owners;
}

static void note_owners(const Writing *writing, guint index, GPtrArray *owners, gboolean *is_link)
{
    const FinishStructure *structure = writing->structure;
    for (guint at = structure->elements[index].first; at > 0;) {
        const FinishKid *kid = &g_array_index(structure->kids, FinishKid, at - 1);
        at = kid->next;
        if (kid->kind == KID_ELEMENT)
            continue;
        const FinishPage *page = &g_array_index(structure->pages, FinishPage, kid->page - 1);
        gboolean link = kid->kind == KID_LINK;
        guint key = link ? kid->value : (guint)page->key, place = link ? 0 : kid->value;
        GArray *list = g_ptr_array_index(owners, key);
        is_link[key] = link;
        if (list->len <= place)
            g_array_set_size(list, place + 1);
        g_array_index(list, guint, place) = writing->numbers[index];
    }
}

/* Returns the number of the tree. */
static guint write_owners(const Writing *writing)
{
    const FinishStructure *structure = writing->structure;
    g_autoptr(GPtrArray) owners = owners_by_key(writing);
    g_autofree gboolean *is_link = g_new0(gboolean, owners->len + 1);
    guint number = finish_file_next(writing->file);
    for (guint i = 0; i < structure->records->len; i++)
        note_owners(writing, i, owners, is_link);
    GString *text = finish_file_begin(writing->file);
    g_string_append(text, "<</Nums[");
    for (guint key = 0; key < owners->len; key++) {
        const GArray *list = g_ptr_array_index(owners, key);
        if (list->len == 0)
            continue;
        g_string_append_c(text, ' ');
        put_number(text, key);
        g_string_append(text, is_link[key] ? "" : "[");
        for (guint i = 0; i < list->len; i++)
            put_reference(text, " ", g_array_index(list, guint, i));
        g_string_append(text, is_link[key] ? "" : "]");
    }
    g_string_append(text, "]>>");
    return number;
}

/* --- */

static void write_root(const Writing *writing, guint owners)
{
    const FinishStructure *structure = writing->structure;
    GString *text = g_string_new("<</Type/StructTreeRoot/K[");
    for (guint i = 0; i < structure->records->len; i++)
        if (structure->elements[i].parent == NO_PARENT)
            put_reference(text, " ", writing->numbers[i]);
    put_reference(text, "]/ParentTree ", owners);
    g_string_append(text, ">>");
    finish_file_set_structure(writing->file, g_string_free(text, FALSE));
}

static void number_objects(Writing *writing)
{
    const FinishStructure *structure = writing->structure;
    guint next = finish_file_next(writing->file);
    for (guint i = 0; i < structure->records->len; i++)
        if (!structure->elements[i].is_joined)
            writing->numbers[i] = next++;
    writing->first_attributes = next;
    for (guint i = 0; i < structure->pages->len; i++) {
        const FinishPage *page = &g_array_index(structure->pages, FinishPage, i);
        writing->pages[i] =
            page->key < 0 ? 0 : finish_file_holder(writing->file, "/StructParents ", page->key);
    }
}

void finish_structure_write(const FinishStructure *structure, qpdf_data qpdf, FinishFile *file)
{
    g_autofree guint *numbers = g_new0(guint, structure->records->len + 1);
    g_autofree guint *pages = g_new0(guint, structure->pages->len + 1);
    g_autoptr(GHashTable) attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) notations = g_ptr_array_new();
    Writing writing = {.structure = structure,
                       .qpdf = qpdf,
                       .file = file,
                       .numbers = numbers,
                       .pages = pages,
                       .attributes = attributes,
                       .notations = notations};
    number_objects(&writing);
    for (guint i = 0; i < structure->records->len; i++)
        if (!structure->elements[i].is_joined)
            write_element(&writing, i);
    for (guint i = 0; i < notations->len; i++)
        g_string_append(finish_file_begin(file), g_ptr_array_index(notations, i));
    write_root(&writing, write_owners(&writing));
}
