#pragma once

#include "core/texts.h"

#include <glib.h>

/* The numbers that a report may show, by the place where they stand. In a row of a table: those of
 * that row of its data, all of them, in the order of its columns. On an axis: round numbers at even
 * distances. In a figure: beside a name those of its row; several in one label those of one row;
 * else each value of the data once. In a sentence: a number between the words that the data of the
 * sentences, the publication or the text catalogue have around it, and what the data have must be
 * there. In large figures: what the data have alone. Dutch. */
typedef struct RegionNumbers RegionNumbers;

/* records: FigureRecord *, of the whole report; borrowed, they must live as long. */
RegionNumbers *region_numbers_new(const GPtrArray *records, const Texts *texts,
                                  const char *publication, const char *area);
void region_numbers_free(RegionNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegionNumbers, region_numbers_free)

typedef struct {
    guint n_checked; /* numbers looked up */
    guint n_slips;   /* the same, each with its last digit one off in turn */
    guint n_found;   /* slips that nothing accounts for */
    GString *faults; /* a line for each number that nothing accounts for */
    GString *missed; /* a line for each slip that is not found; NULL: not wanted */
} RegionCheck;

/* boxes: LayoutBox, everything that was drawn; tags: TagRecord, its structure. Results are added.
 */
void region_numbers_check(RegionNumbers *numbers, const GArray *boxes, const GArray *tags,
                          RegionCheck *check);
