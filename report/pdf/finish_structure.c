/* The tree of elements, from the records of what was drawn and the pieces of content that Cairo
 * marked along: an element without elements inside has one piece, in the same order on each page.
 */
#include "report/pdf/finish_structure_private.h"

#include "core/error.h"

typedef struct {
    FinishStructure *structure;
    guint next;       /* record of the element that comes next */
    GArray *homeless; /* guint: notes that were drawn inside a list or table */
    guint *n_taken;   /* by page: pieces of content that have an element */
    guint *n_links;   /* by page: links that have one */
    GError **error;
} Walk;

static gboolean fail(const Walk *walk, const char *what, guint index)
{
    const GArray *records = walk->structure->records;
    const TagRecord *record =
        index < records->len ? &g_array_index(records, TagRecord, index) : NULL;
    g_set_error(walk->error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL,
                "the PDF cannot be finished: %s (%s on page %u)", what,
                record != NULL ? record->name : "more elements than were drawn",
                record != NULL ? record->page : 0);
    return FALSE;
}

static gboolean fail_differs(const Walk *walk, guint index)
{
    return fail(walk, "its structure is not the one that was drawn", index);
}

/* --- kids: lists in one array, so that those of one element can go to another */

static void append_kid(FinishStructure *structure, guint element, FinishKid kid)
{
    FinishElement *whole = &structure->elements[element];
    g_array_append_val(structure->kids, kid);
    guint place = structure->kids->len; /* 1 + index */
    if (whole->last > 0)
        g_array_index(structure->kids, FinishKid, whole->last - 1).next = place;
    else
        whole->first = place;
    whole->last = place;
}

static void keep(FinishStructure *structure, guint parent, guint element)
{
    structure->elements[element].parent = parent;
    append_kid(structure, parent, (FinishKid){.kind = KID_ELEMENT, .value = element});
}

/* What is in `rest` now belongs to `whole`. */
static void join(FinishStructure *structure, guint whole, guint rest)
{
    FinishElement *from = &structure->elements[rest], *to = &structure->elements[whole];
    for (guint at = from->first; at > 0;) {
        const FinishKid *kid = &g_array_index(structure->kids, FinishKid, at - 1);
        if (kid->kind == KID_ELEMENT)
            structure->elements[kid->value].parent = whole;
        at = kid->next;
    }
    if (from->first > 0 && to->last > 0)
        g_array_index(structure->kids, FinishKid, to->last - 1).next = from->first;
    else if (from->first > 0)
        to->first = from->first;
    to->last = from->last > 0 ? from->last : to->last;
    from->first = from->last = 0;
    from->is_joined = TRUE;
}

/* --- content */

static gboolean take_content(Walk *walk, guint index, const TagRecord *record)
{
    const GArray *pages = walk->structure->pages;
    if (record->page == 0 || record->page > pages->len)
        return fail_differs(walk, index);
    const FinishPage *page = &g_array_index(pages, FinishPage, record->page - 1);
    guint number = walk->n_taken[record->page - 1]++;
    if (number >= page->names->len || g_ptr_array_index(page->names, number) != record->name)
        return fail_differs(walk, index);
    append_kid(walk->structure, index,
               (FinishKid){.kind = KID_CONTENT, .value = number, .page = record->page});
    walk->structure->elements[index].page = record->page;
    return TRUE;
}

static gboolean take_link(Walk *walk, guint index, const TagRecord *record)
{
    const GArray *pages = walk->structure->pages;
    if (record->page == 0 || record->page > pages->len)
        return fail_differs(walk, index);
    const FinishPage *page = &g_array_index(pages, FinishPage, record->page - 1);
    guint number = walk->n_links[record->page - 1]++;
    if (number >= page->links->len)
        return fail_differs(walk, index);
    append_kid(walk->structure, index,
               (FinishKid){.kind = KID_LINK,
                           .value = (guint)g_array_index(page->links, int, number),
                           .page = record->page});
    walk->structure->elements[index].page = record->page;
    return TRUE;
}

static gboolean is_blank(const char *words)
{
    return words == NULL || strspn(words, " \t\n") == strlen(words);
}

static gboolean begin_element(Walk *walk, guint index, const TagRecord *record)
{
    gboolean is_figure = g_str_equal(record->name, "Figure");
    gboolean is_link = g_str_equal(record->name, "Link");
    if (is_figure && is_blank(record->alternative))
        return fail(walk, "a figure without words that stand for it", index);
    if (is_link && is_blank(record->alternative))
        return fail(walk, "a link without words", index);
    return !is_link || take_link(walk, index, record);
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

static gboolean visit(Walk *walk);

/* Visits the next element, inside `parent`; what goes on with an earlier one is joined to it, and
 * notes leave lists and tables. */
static gboolean visit_kid(Walk *walk, guint parent, gboolean no_notes)
{
    guint index = walk->next;
    const TagRecord *record = &g_array_index(walk->structure->records, TagRecord, index);
    if (!visit(walk))
        return FALSE;
    if (record->continues > 0)
        join(walk->structure, record->continues - 1, index);
    else if (no_notes && g_str_equal(record->name, "Note"))
        g_array_append_val(walk->homeless, index);
    else
        keep(walk->structure, parent, index);
    for (guint i = 0; !no_notes && i < walk->homeless->len; i++)
        keep(walk->structure, parent, g_array_index(walk->homeless, guint, i));
    if (!no_notes)
        g_array_set_size(walk->homeless, 0);
    return TRUE;
}

static guint depth_of_next(const Walk *walk)
{
    const GArray *records = walk->structure->records;
    return walk->next < records->len ? g_array_index(records, TagRecord, walk->next).depth : 0;
}

static gboolean visit(Walk *walk)
{
    guint index = walk->next++;
    const TagRecord *record = &g_array_index(walk->structure->records, TagRecord, index);
    gboolean no_notes = holds_no_note(record->name);
    if (!begin_element(walk, index, record))
        return FALSE;
    if (depth_of_next(walk) <= record->depth && tags_hold_content(record->name))
        return take_content(walk, index, record);
    while (depth_of_next(walk) > record->depth)
        if (!visit_kid(walk, index, no_notes))
            return FALSE;
    return TRUE;
}

/* All that Cairo marked has an element. */
static gboolean check_all_taken(const Walk *walk)
{
    const GArray *pages = walk->structure->pages;
    for (guint i = 0; i < pages->len; i++) {
        const FinishPage *page = &g_array_index(pages, FinishPage, i);
        if (walk->n_taken[i] != page->names->len || (page->names->len > 0 && page->key < 0))
            return fail_differs(walk, walk->structure->records->len);
    }
    return TRUE;
}

static gboolean build(FinishStructure *structure, GError **error)
{
    g_autoptr(GArray) homeless = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree guint *n_taken = g_new0(guint, structure->pages->len + 1);
    g_autofree guint *n_links = g_new0(guint, structure->pages->len + 1);
    Walk walk = {structure, 0, homeless, n_taken, n_links, error};
    while (walk.next < structure->records->len) {
        guint index = walk.next;
        if (!visit(&walk))
            return FALSE;
        structure->elements[index].parent = NO_PARENT;
    }
    return check_all_taken(&walk);
}

FinishStructure *finish_structure_new(const GArray *records, const GArray *pages, GError **error)
{
    g_autoptr(FinishStructure) structure = g_new0(FinishStructure, 1);
    structure->records = records;
    structure->pages = pages;
    structure->elements = g_new0(FinishElement, records->len + 1);
    structure->kids = g_array_new(FALSE, FALSE, sizeof(FinishKid));
    return build(structure, error) ? g_steal_pointer(&structure) : NULL;
}

void finish_structure_free(FinishStructure *structure)
{
    if (structure == NULL)
        return;
    g_free(structure->elements);
    g_array_unref(structure->kids);
    g_free(structure);
}
