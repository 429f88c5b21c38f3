#pragma once

#include "report/edition/edition.h"
#include "report/edition/terms.h"
#include "report/edition/writer_numbers.h"
#include "report/pdf/document.h"
#include "report/table/table.h"

/* Ten years is what fits a figure and what the registers can bear. */
#define WRITER_SERIES_YEARS 10

/* What all chapters of a report write with: the publication, the texts, the flow, and a store for
 * the strings that are made on the way.
 *
 * Strings that writer functions return are borrowed from that store and live as long as the writer:
 * a chapter composes sentences without freeing anything. A report makes some 100 kB of them. */
struct Writer {
    const EditionContext *context;
    Publication *publication;
    const AreaRegister *areas;
    Language language;
    AreaId land;
    AreaId area;             /* what the report is about: the land or a gemeente */
    Period year;             /* the year of the report, or that of its quarter */
    Period quarter;          /* of a report about a quarter; else PERIOD_NONE */
    Period window;           /* the five years that end with it */
    guint n_recommendations; /* printed so far, see slot_text.h */
    guint series_years; /* years of a series up to and with `year`, at most WRITER_SERIES_YEARS */
    Flow *flow;         /* of the document; set by writer_open() */
    ReportDocument *document;
    Terms *terms;        /* used in what was said so far */
    GHashTable *sources; /* names of those under figures and tables so far, see sources.h */
    GStringChunk *strings;
    WriterNumbers *numbers; /* those in sentences, for the open data */
};

/* area: AREA_NONE for the land. Returns (transfer full). */
Writer *writer_new(const EditionContext *context, AreaId area);
void writer_free(Writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Writer, writer_free)

typedef struct {
    const char *title;
    const char *subject;
    const char *head_left, *head_right;
    gboolean chapter_on_new_page;
} WriterTitle;
/* Starts the document with head, foot (peildatum, provisional, made-up data) and metadata. */
void writer_open(Writer *writer, const WriterTitle *title);

/* Adds the data of the report's figures and tables to `records`, and the numbers in its sentences
 * as the table "tekst" (FigureRecord *, taken over by the array). */
void writer_take_records(Writer *writer, GPtrArray *records);

/* --- texts: see core/texts.h; values are escaped for markup by the caller where they are not
 * numbers or names of the product's own lists */
const char *writer_say_pairs(Writer *writer, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* "<key>-een" when n is 1, "<key>-geen" when n is 0 and that text exists, else "<key>-meer". */
const char *writer_say_count_pairs(Writer *writer, const char *key, gint64 n,
                                   ...) G_GNUC_NULL_TERMINATED;
/* Paragraph of such a text. */
void writer_paragraph_pairs(Writer *writer, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* The same before a table or figure, which it stays with. */
void writer_introduction_pairs(Writer *writer, const char *key, ...) G_GNUC_NULL_TERMINATED;
const char *writer_join_pairs(Writer *writer, const char *first, ...) G_GNUC_NULL_TERMINATED;
/* Keeps a string that was made elsewhere; takes it over. */
const char *writer_keep(Writer *writer, char *text);
const char *writer_code_name(Writer *writer, const char *dimension, const char *category);
/* In the middle of a sentence: first letter small, unless the name is a proper name (KMar). */
const char *writer_code_in_sentence(Writer *writer, const char *dimension, const char *category);
/* Name of an area as markup; of the land: "Nederland", "the Netherlands". */
const char *writer_area(Writer *writer, AreaId area);
const char *writer_measure(Writer *writer, const char *measure);

/* The end of the list, so that callers need not write it. */
#define WRITER_END ((const char *)NULL)
#define writer_say(writer, ...) writer_say_pairs(writer, __VA_ARGS__, WRITER_END)
#define writer_say_count(writer, key, ...)                                                         \
    writer_say_count_pairs(writer, key, __VA_ARGS__, WRITER_END)
#define writer_paragraph(writer, ...) writer_paragraph_pairs(writer, __VA_ARGS__, WRITER_END)
#define writer_introduction(writer, ...) writer_introduction_pairs(writer, __VA_ARGS__, WRITER_END)
#define writer_join(writer, ...) writer_join_pairs(writer, __VA_ARGS__, WRITER_END)

/* --- numbers in a sentence */
const char *writer_count(Writer *writer, gint64 value);
const char *writer_decimal(Writer *writer, double value, int decimals);
const char *writer_share(Writer *writer, gint64 part, gint64 whole);
const char *writer_range(Writer *writer, double lower, double upper, int decimals);
const char *writer_rounded(Writer *writer, double value);
const char *writer_period(Writer *writer, Period period);
/* "4e kw. 2024" for a quarter; else as writer_period(). */
const char *writer_short_period(Writer *writer, Period period);
/* "kw4 ’24", for axes. */
const char *writer_axis_period(Writer *writer, Period period);
const char *writer_year(Writer *writer, int year);
const char *writer_day(Writer *writer, Day day);
/* 01-03-2025, for tables. */
const char *writer_short_day(Writer *writer, Day day);
const char *writer_list(Writer *writer, const GPtrArray *words);
