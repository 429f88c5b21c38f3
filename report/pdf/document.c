#include "report/pdf/document.h"

#include "core/error.h"
#include "core/output.h"
#include "report/pdf/document_private.h"
#include "report/pdf/finish.h"
#include "report/pdf/page.h"

#include <cairo-pdf.h>
#include <string.h>

struct ReportDocument {
    TextEngine *engine;
    DocumentInfo info; /* strings owned */
    Flow *flow;
    Cover *cover;
    GPtrArray *headings;
    References *references;
    GPtrArray *records; /* FigureRecord * */
    guint chapter, section, n_figures, n_tables, n_notes;
    guint section_depth[4]; /* open structure elements when a section of a level began */
    guint open_level;
    Tags *tags;
    GArray *boxes;
    guint n_pages;
};

static void heading_free(gpointer data)
{
    Heading *heading = data;
    g_free(heading->number);
    g_free(heading->title);
    g_free(heading->plain);
    g_free(heading->name);
    g_free(heading);
}

ReportDocument *document_new(TextEngine *engine, const DocumentInfo *info)
{
    ReportDocument *document = g_new0(ReportDocument, 1);
    document->engine = engine;
    document->info = *info;
    document->info.title = g_strdup(info->title);
    document->info.author = g_strdup(info->author);
    document->info.subject = g_strdup(info->subject);
    document->info.keywords = g_strdup(info->keywords);
    document->info.head_left = g_strdup(info->head_left);
    document->info.head_right = g_strdup(info->head_right);
    document->info.foot = g_strdup(info->foot);
    document->info.watermark = g_strdup(info->watermark);
    document->info.data_folder = g_strdup(info->data_folder);
    document->records = g_ptr_array_new_with_free_func((GDestroyNotify)figure_record_free);
    document->flow = flow_new(document);
    document->headings = g_ptr_array_new_with_free_func(heading_free);
    document->references = references_new();
    return document;
}

static void cover_free(Cover *cover)
{
    if (cover == NULL)
        return;
    g_free(cover->title);
    g_free(cover->subtitle);
    g_free(cover->lines);
    g_free(cover);
}

void document_free(ReportDocument *document)
{
    if (document == NULL)
        return;
    const char *const owned[] = {
        document->info.title,    document->info.author,    document->info.subject,
        document->info.keywords, document->info.head_left, document->info.head_right,
        document->info.foot,     document->info.watermark, document->info.data_folder};
    for (gsize i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free((char *)owned[i]);
    flow_free(document->flow);
    cover_free(document->cover);
    g_ptr_array_unref(document->headings);
    g_ptr_array_unref(document->records);
    references_free(document->references);
    tags_free(document->tags);
    g_clear_pointer(&document->boxes, g_array_unref);
    g_free(document);
}

Flow *document_flow(ReportDocument *document)
{
    return document->flow;
}

GPtrArray *document_take_data(ReportDocument *document)
{
    GPtrArray *records = document->records;
    document->records = g_ptr_array_new_with_free_func((GDestroyNotify)figure_record_free);
    return records;
}

GPtrArray *document_records(ReportDocument *document)
{
    return document->records;
}

TextEngine *document_engine(const ReportDocument *document)
{
    return document->engine;
}

const DocumentInfo *document_info(const ReportDocument *document)
{
    return &document->info;
}

const DocumentWords *document_words(const ReportDocument *document)
{
    static const DocumentWords dutch = {"Figuur", "Tabel", "Inhoud", "vervolg", "Cijfers"};
    static const DocumentWords english = {"Figure", "Table", "Contents", "continued", "Data"};
    return document->info.language == LANGUAGE_EN ? &english : &dutch;
}

void document_cover(ReportDocument *document, const char *title, const char *subtitle,
                    const char *lines)
{
    cover_free(document->cover);
    document->cover = g_new0(Cover, 1);
    *document->cover = (Cover){g_strdup(title), g_strdup(subtitle), g_strdup(lines)};
}

/* --- numbers */

static char *heading_number(ReportDocument *document, guint level)
{
    if (level == 1)
        return g_strdup_printf("%u", document->chapter);
    return level == 2 ? g_strdup_printf("%u.%u", document->chapter, document->section)
                      : g_strdup("");
}

static void count_heading(ReportDocument *document, guint level)
{
    if (level == 1) {
        document->chapter++;
        document->section = 0;
        document->n_figures = document->n_tables = 0;
    } else if (level == 2) {
        document->section++;
    }
}

Heading *document_add_heading(ReportDocument *document, guint level, const char *title,
                              gboolean numbered)
{
    Heading *heading = g_new0(Heading, 1);
    g_autoptr(InlineText) content = inline_parse(title, 1);
    numbered = numbered && document->info.numbered;
    if (numbered)
        count_heading(document, level);
    if (numbered && level == 1)
        document->n_notes = 0;
    heading->level = level;
    heading->title = g_strdup(title);
    heading->plain = g_steal_pointer(&content->text);
    heading->number = numbered ? heading_number(document, level) : g_strdup("");
    heading->name = heading->number[0] != '\0'
                        ? g_strdup_printf("sec-%s", heading->number)
                        : g_strdup_printf("head-%u", document->headings->len + 1);
    g_ptr_array_add(document->headings, heading);
    return heading;
}

const GPtrArray *document_headings(const ReportDocument *document)
{
    return document->headings;
}

References *document_references(const ReportDocument *document)
{
    return document->references;
}

static char *next_label(ReportDocument *document, gboolean is_table)
{
    const DocumentWords *words = document_words(document);
    const char *word = is_table ? words->table : words->figure;
    guint n = is_table ? ++document->n_tables : ++document->n_figures;
    return document->info.numbered && document->chapter > 0
               ? g_strdup_printf("%s %u.%u", word, document->chapter, n)
               : g_strdup_printf("%s %u", word, n);
}

const char *block_add_label(Block *block, const LabelInfo *info)
{
    ReportDocument *document = block->document;
    Label label = {.kind = info->is_table ? LABEL_TABLE : LABEL_FIGURE,
                   .name = g_strdup(info->name),
                   .label = info->unnumbered ? g_strdup("") : next_label(document, info->is_table),
                   .title = g_strdup(info->title),
                   .block = block};
    const Label *added = references_add(document->references, &label);
    block->place = added->place;
    return added->label;
}

void flow_name_block(Flow *flow, const char *name, const char *label)
{
    g_assert(flow_n_blocks(flow) > 0);
    Block *block = flow_block(flow, flow_n_blocks(flow) - 1);
    Label added = {
        .kind = LABEL_BLOCK, .name = g_strdup(name), .label = g_strdup(label), .block = block};
    block->place = references_add(flow_document(flow)->references, &added)->place;
}

void flow_name_heading(Flow *flow, const char *name)
{
    ReportDocument *document = flow_document(flow);
    g_assert(document->headings->len > 0);
    const Heading *heading = g_ptr_array_index(document->headings, document->headings->len - 1);
    Label label = {.kind = LABEL_HEADING,
                   .name = g_strdup(name),
                   .label = g_strdup(heading->number),
                   .place = g_strdup(heading->name)};
    references_add(document->references, &label);
}

const char *block_markup(const Block *block, const char *markup)
{
    return references_resolve(block->document->references, markup, block->document->info.language);
}

guint document_take_notes(ReportDocument *document, guint n)
{
    guint first = document->n_notes + 1;
    document->n_notes += n;
    return first;
}

/* --- structure */

void document_enter_section(ReportDocument *document, Tags *tags, guint level)
{
    for (guint open = level; open <= document->open_level; open++)
        if (document->section_depth[open] > 0) {
            tags_end_to(tags, document->section_depth[open]);
            break;
        }
    for (guint open = level; open < G_N_ELEMENTS(document->section_depth); open++)
        document->section_depth[open] = 0;
    document->section_depth[level] = tags_depth(tags);
    document->open_level = level;
    tags_begin(tags, "Sect");
}

/* --- rendering */

void document_keep_boxes(ReportDocument *document)
{
    if (document->boxes == NULL)
        document->boxes = layout_boxes_new();
}

static cairo_status_t append_bytes(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(const ReportDocument *document, cairo_surface_t *surface)
{
    const DocumentInfo *info = &document->info;
    g_autoptr(GDateTime) created = g_date_time_new_from_unix_utc(info->created);
    g_autofree char *date = g_date_time_format(created, "%Y-%m-%dT%H:%M:%SZ");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "inbeeld " INBEELD_VERSION);
    const struct {
        cairo_pdf_metadata_t field;
        const char *value;
    } fields[] = {{CAIRO_PDF_METADATA_TITLE, info->title},
                  {CAIRO_PDF_METADATA_AUTHOR, info->author},
                  {CAIRO_PDF_METADATA_SUBJECT, info->subject},
                  {CAIRO_PDF_METADATA_KEYWORDS, info->keywords}};
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
        if (fields[i].value != NULL)
            cairo_pdf_surface_set_metadata(surface, fields[i].field, fields[i].value);
}

static void add_bookmarks(const ReportDocument *document, cairo_surface_t *surface)
{
    int parents[4] = {CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT,
                      CAIRO_PDF_OUTLINE_ROOT};
    for (guint i = 0; i < document->headings->len; i++) {
        const Heading *heading = g_ptr_array_index(document->headings, i);
        if (!heading->is_top)
            continue;
        g_autofree char *target = g_strdup_printf("dest='%s'", heading->name);
        g_autofree char *text = heading->number[0] != '\0'
                                    ? g_strconcat(heading->number, " ", heading->plain, NULL)
                                    : g_strdup(heading->plain);
        int id =
            cairo_pdf_surface_add_outline(surface, parents[heading->level - 1], text, target,
                                          heading->level == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
        for (guint level = heading->level; level < G_N_ELEMENTS(parents); level++)
            parents[level] = id;
    }
}

/* A figure or table stands on the page where its block, or the block around it, begins. */
static void note_label_pages(const ReportDocument *document, const GArray *placements,
                             guint pages_before)
{
    g_autoptr(GHashTable) pages = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < placements->len; i++) {
        const Placement *place = &g_array_index(placements, Placement, i);
        if (place->piece == 0)
            g_hash_table_insert(pages, place->block, GUINT_TO_POINTER(place->page + 1));
    }
    const GPtrArray *labels = references_labels(document->references);
    for (guint i = 0; i < labels->len; i++) {
        Label *label = g_ptr_array_index(labels, i);
        if (label->block != NULL)
            label->page =
                GPOINTER_TO_UINT(g_hash_table_lookup(pages, block_outermost(label->block))) +
                pages_before;
    }
}

static void note_heading_pages(const GArray *placements, guint pages_before)
{
    for (guint i = 0; i < placements->len; i++) {
        const Placement *place = &g_array_index(placements, Placement, i);
        Heading *heading = block_heading(place->block);
        if (heading != NULL && place->piece == 0)
            heading->page = place->page + 1 + pages_before;
    }
}

static void draw_document(ReportDocument *document, cairo_surface_t *surface)
{
    const PageRoom room = {BODY_TOP, BODY_BOTTOM, LANDSCAPE_BODY_BOTTOM, BODY_WIDTH};
    g_autoptr(GArray) placements =
        paginate(document->flow, room, page_notes_height, document->engine);
    note_heading_pages(placements, document->cover != NULL ? 1 : 0);
    note_label_pages(document, placements, document->cover != NULL ? 1 : 0);
    cairo_t *cr = cairo_create(surface);
    document->tags = tags_new(cr);
    g_autoptr(Canvas) canvas = canvas_new(cr, document->engine, document->tags, document->boxes);
    tags_begin(document->tags, "Document");
    document->n_pages = pages_draw(document, canvas, document->cover, placements);
    tags_end_to(document->tags, 0);
    add_bookmarks(document, surface);
    cairo_destroy(cr);
}

GBytes *document_render(ReportDocument *document, GError **error)
{
    g_assert(document->tags == NULL);
    GByteArray *bytes = g_byte_array_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(append_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    set_metadata(document, surface);
    draw_document(document, surface);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    g_autoptr(GBytes) pdf = g_byte_array_free_to_bytes(bytes);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL,
                    "the PDF \"%s\" cannot be drawn: %s", document->info.title,
                    cairo_status_to_string(status));
        return NULL;
    }
    if (references_fault(document->references) != NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_INTERNAL, "the report \"%s\": %s",
                    document->info.title, references_fault(document->references));
        return NULL;
    }
    g_clear_pointer(&document->flow, flow_free);
    text_engine_end_document(document->engine);
    return pdf_finish(g_steal_pointer(&pdf), tags_records(document->tags), &document->info, error);
}

gboolean document_write(ReportDocument *document, const char *path, GError **error)
{
    g_autoptr(GBytes) pdf = document_render(document, error);
    if (pdf == NULL)
        return FALSE;
    gsize size = 0;
    const char *data = g_bytes_get_data(pdf, &size);
    return output_write(path, data, size, OUTPUT_PUBLIC, error);
}

guint document_n_pages(const ReportDocument *document)
{
    return document->n_pages;
}

const GArray *document_layout_boxes(const ReportDocument *document)
{
    return document->boxes;
}

const GArray *document_tag_records(const ReportDocument *document)
{
    return document->tags != NULL ? tags_records(document->tags) : NULL;
}
