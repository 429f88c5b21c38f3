#pragma once

#include "core/codes.h"
#include "core/measure.h"
#include "core/peers.h"
#include "core/publication.h"
#include "core/texts.h"
#include "report/edition/slots.h"
#include "report/map/boundary_division.h"
#include "report/map/tile_map.h"
#include "report/pdf/text.h"

/* What an edition draws with; opened once in each worker process. All borrowed by the editions. */
typedef struct {
    const AreaRegister *areas;
    const Codes *codes;
    const MeasureList *measures;
    const Texts *texts; /* in the language of the report */
    const PeerRule *peers;
    const TilePlan *tiles;            /* of the gemeenten in the division of the publication */
    const Boundaries *boundaries;     /* of the user; NULL: the tile map is drawn */
    const char *boundaries_source;    /* who made them, with their licence; NULL: not told */
    const BoundaryDivision *division; /* of the boundaries, on the day of the publication */
    Publication *publication;
    TextEngine *engine;
    /* What who makes the reports adds; set by report_run(), NULL: nothing. */
    const char *edition; /* name: for slots of one edition */
    const Slots *slots;  /* texts of the editor */
    const char *mark;    /* "concept" or "vertrouwelijk", see REPORT_MARKS */
    Period period;
    /* Where the files with the data of figures and tables lie, seen from the reports; NULL: no
     * links to them. */
    const char *data_folder;
} EditionContext;

typedef struct Writer Writer;

#define EDITION_MAX_KINDS 2

/* A kind of report, for one group of readers. */
typedef struct {
    const char *name;       /* as on the command line and in file names */
    PeriodKind period_kind; /* PERIOD_YEAR or PERIOD_QUARTER: what a report is about */
    gboolean one_file;      /* NAME-2024.pdf; else NAME-2024/CODE.pdf for each area */
    guint n_kinds;
    /* Kinds of area there are reports about. All areas of the first are made when nothing is asked;
     * those of the second on request. */
    AreaKind kinds[EDITION_MAX_KINDS];
    /* Puts all chapters into the document of the writer, which is new. */
    void (*compose)(Writer *writer);
} Edition;

/* NULL when there is none of this name. */
const Edition *edition_find(const char *name);
/* "jaarmonitor, gemeente and bestuurlijk", with " and " or " or " before the last. Returns
 * (transfer full). */
char *edition_names(const char *last_separator);

/* Draws the report about `area` into the file. Deterministic: the same publication gives the same
 * bytes. Nothing is written when the publication could not be read. records: the data of its
 * figures and tables, and of the numbers in its sentences (FigureRecord *), are added; NULL: not
 * wanted. */
gboolean edition_render(const Edition *edition, const EditionContext *context, AreaId area,
                        const char *path, GPtrArray *records, GError **error);

/* Opens all parts of a context. Returns (transfer full). */
EditionContext *edition_context_new(const char *publication, Language language, Period period,
                                    GError **error);
/* With areas that were loaded before, which live longer; NULL: loads its own. */
EditionContext *edition_context_new_sharing(const AreaRegister *areas, const char *publication,
                                            Language language, Period period, GError **error);
/* Draws maps with these boundaries; borrows both, `source` may be NULL. */
void edition_context_set_boundaries(EditionContext *context, const Boundaries *boundaries,
                                    const char *source);
void edition_context_free(EditionContext *context);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EditionContext, edition_context_free)
