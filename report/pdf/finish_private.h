#pragma once

/* What the files of the finishing share: one subject each, on one open file. */
#include "report/pdf/document.h"
#include "report/pdf/tags.h"

#include <qpdf/qpdf-c.h>

/* --- objects: thin names for qpdf's calls; handles live until the file is closed */

qpdf_oh pdf_name(qpdf_data qpdf, const char *name); /* "/Name" */
qpdf_oh pdf_text(qpdf_data qpdf, const char *utf8);
qpdf_oh pdf_integer(qpdf_data qpdf, gint64 value);
/* Any object in the notation of a file, such as "<< /Marked true >>". */
qpdf_oh pdf_parsed(qpdf_data qpdf, const char *notation);
/* A new stream with these data. */
qpdf_oh pdf_stream(qpdf_data qpdf, const void *data, gsize length);
void pdf_set(qpdf_data qpdf, qpdf_oh dictionary, const char *key, qpdf_oh value);
qpdf_oh pdf_get(qpdf_data qpdf, qpdf_oh dictionary, const char *key);
gboolean pdf_has(qpdf_data qpdf, qpdf_oh dictionary, const char *key);
/* Deflated data (transfer full) of *size bytes. */
char *finish_deflate(const void *data, gsize length, gsize *size);
/* Replaces the data of a stream, deflated. */
void pdf_replace_data(qpdf_data qpdf, qpdf_oh stream, const void *data, gsize length);
/* FALSE, with qpdf's own message, when any call before has failed. */
gboolean pdf_ok(qpdf_data qpdf, GError **error);

/* --- the table of cross-references (finish_table.c) */

typedef struct {
    gsize at, lines; /* of the word xref; of the first line */
    guint n;         /* objects are numbered below this */
} FinishTable;

/* The one table of a file. Fails when it has none, or more. */
gboolean finish_table_find(const char *data, gsize length, FinishTable *table, GError **error);
/* Where an object begins; 0: there is none of that number. */
gsize finish_table_offset(const FinishTable *table, const char *data, guint number);
/* Marks Cairo's elements of structure as unused, so that qpdf need not read, keep and write a
 * thousand objects that are made anew from the records (finish_structure.c). */
gboolean finish_set_structure_aside(char *data, gsize length, GError **error);
gboolean finish_strange_file(GError **error); /* sets the error; FALSE */

/* --- pages (finish_pages.c) */

/* What the structure must know of a page. */
typedef struct {
    int key; /* in the tree that leads from content to its element; -1: nothing is marked on it */
    double height;
    GPtrArray *names; /* of its pieces of content, interned, by MCID */
    GArray *links;    /* int: keys of its links in drawing order */
} FinishPage;

/* Per page: order of the tab key; what is painted outside the structure marked as decoration; words
 * of its links. Returns FinishPage by page (transfer full), NULL with an error. */
GArray *finish_pages(qpdf_data qpdf, const GArray *records, GError **error);
/* The content of a page with all painting outside marked content wrapped as Artifact: running head
 * and foot (above and below the body of a page of this height), watermark, or layout. `names`: to
 * which those of marked content are added; NULL: not asked for. Returns NULL with an error when the
 * content is not what a page can hold. */
GString *finish_content(const char *content, gsize length, double page_height, GPtrArray *names,
                        GError **error);

/* --- the file as it is kept (finish_file.c) */

typedef struct FinishFile FinishFile;

/* Takes over the bytes that qpdf wrote, without object streams. */
FinishFile *finish_file_new(GBytes *bytes, GError **error);
void finish_file_free(FinishFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FinishFile, finish_file_free)

/* Number of the object of which `entry` ("/StructParents ") is this integer; 0: none. */
guint finish_file_holder(const FinishFile *file, const char *entry, int key);
/* Number of the object that will be added next, and of the root of the structure. */
guint finish_file_next(const FinishFile *file);
guint finish_file_structure(const FinishFile *file);
/* Adds an object; its value is what is appended to the text, until the next is begun. */
GString *finish_file_begin(FinishFile *file);
/* Takes over the value of the root of the structure. */
void finish_file_set_structure(FinishFile *file, char *value);
/* Objects in streams, cross-references, and an identifier: SHA-256 of the rest, cut to 16. To be
 * called once. */
GBytes *finish_file_write(FinishFile *file);

/* --- the structure (finish_structure.c, finish_elements.c) */

typedef struct FinishStructure FinishStructure;

/* The tree of elements from the records, with the pieces of content that Cairo marked for them; one
 * element for what goes on over lines or pages; notes out of the lists and tables they were drawn
 * in. Borrows both. Fails when they do not agree. */
FinishStructure *finish_structure_new(const GArray *records, const GArray *pages, GError **error);
void finish_structure_free(FinishStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FinishStructure, finish_structure_free)
/* Adds its objects to the file; `qpdf` writes its texts. */
void finish_structure_write(const FinishStructure *structure, qpdf_data qpdf, FinishFile *file);

/* --- other subjects */

/* XMP, equal to the Info dictionary, whose dates and producer are set here. */
void finish_metadata(qpdf_data qpdf, Language language, gint64 created);
/* Language, title in the window, colour of the whole document. */
void finish_catalog(qpdf_data qpdf, Language language);
/* `data`: the file before finishing, in which a font that needs it is sought first. */
void finish_fonts(qpdf_data qpdf, const char *data, gsize size);

/* An ICC profile (version 4, display, three curves and a matrix) of IEC 61966-2-1 sRGB. Returns
 * (transfer full). */
GBytes *finish_srgb_profile(void);
