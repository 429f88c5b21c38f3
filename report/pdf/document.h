#pragma once

#include "core/format.h"
#include "report/pdf/flow.h"

#include <gio/gio.h>

/* A report as PDF: A4 pages with running head and foot, bookmarks, structure tags and fixed
 * metadata. The same calls give the same bytes, in any locale and time zone.
 *
 *     g_autoptr(TextEngine) engine = text_engine_new(&error);
 *     g_autoptr(ReportDocument) document = document_new(engine, &info);
 *     Flow *flow = document_flow(document);
 *     flow_title(flow, "Eindhoven: wat is er in beeld?", NULL);
 *     flow_heading(flow, 1, "Vergeleken met andere gemeenten");
 *     flow_paragraph(flow, "…");
 *     document_write(document, "out/GM0772.pdf", &error);
 *
 * Cost: about 5 ms a page of text, once; the engine remembers what it shaped for the next
 * document. */
typedef struct ReportDocument ReportDocument;

typedef struct {
    /* Metadata. */
    const char *title;
    const char *author;   /* organisation */
    const char *subject;  /* NULL: none */
    const char *keywords; /* NULL: none */
    Language language;    /* words such as "Figuur" */
    gint64 created;       /* seconds since 1970, from the peildatum or SOURCE_DATE_EPOCH */
    /* Head and foot. */
    const char *head_left;  /* "Monitor mensenhandel · gemeente" */
    const char *head_right; /* "Gemeente Eindhoven · 2020–2024"; NULL: only the chapter */
    gboolean head_chapter;  /* add the chapter: "Eindhoven · 3 Vergeleken" */
    const char *foot; /* "Peildatum 1 maart 2025 · voorlopige cijfers · fictieve gegevens" */
    /* Form. */
    gboolean numbered; /* chapters, sections, figures and tables by chapter */
    gboolean chapter_on_new_page;
    /* Where the files with the data of named figures and tables lie, seen from the report:
     * "../open-data/figuren/jaarmonitor-2024". Each then ends with a link to <name>.csv. NULL: no
     * links. */
    const char *data_folder;
    const char *watermark; /* "CONCEPT", "VERTROUWELIJK"; NULL: none */
} DocumentInfo;

/* Copies `info`; borrows the engine, which outlives the document. Returns (transfer full). */
ReportDocument *document_new(TextEngine *engine, const DocumentInfo *info);
void document_free(ReportDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportDocument, document_free)

Flow *document_flow(ReportDocument *document);

/* A page before the others: large title, grey subtitle, small lines at the foot (edition, date,
 * who made it; markup, separated by newlines). Has no head, foot or number. To be called before
 * anything is put in the flow. */
void document_cover(ReportDocument *document, const char *title, const char *subtitle,
                    const char *lines);

/* The finished file in memory. Can be called once. Errors: INBEELD_ERROR_INTERNAL with Cairo's
 * message, or when a text points to a name that nothing has, or two things have one name. Returns
 * (transfer full). */
GBytes *document_render(ReportDocument *document, GError **error);

/* Renders into a file that appears whole: temporary file beside it, fsync, rename. Errors as above,
 * and INBEELD_ERROR_CANNOT_CREATE. */
gboolean document_write(ReportDocument *document, const char *path, GError **error);

/* The data of all figures and tables with a name, in the order in which they were put in the
 * document: FigureRecord *. Returns (transfer full); the document has none afterwards. */
GPtrArray *document_take_data(ReportDocument *document);

/* After rendering: number of pages; everything that was drawn, in drawing order (LayoutBox); the
 * structure elements (TagRecord). Borrowed. */
guint document_n_pages(const ReportDocument *document);
const GArray *document_layout_boxes(const ReportDocument *document);
const GArray *document_tag_records(const ReportDocument *document);
/* Keep the list of boxes while rendering; off by default, because only tests read it. */
void document_keep_boxes(ReportDocument *document);
