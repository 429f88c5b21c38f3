#pragma once

#include "core/texts.h"

#include <glib.h>

/* The numbers that a report may show, by the place where they stand: in a row of a table those of
 * that row of its data; in a figure those of its data and axes; in a sentence a number between the
 * words that the data of the sentences, the publication or the text catalogue have around it.
 * Dutch. */
typedef struct RegionNumbers RegionNumbers;

/* records: FigureRecord *, of the whole report; borrowed. */
RegionNumbers *region_numbers_new(const GPtrArray *records, const Texts *texts,
                                  const char *publication, const char *area);
void region_numbers_free(RegionNumbers *numbers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RegionNumbers, region_numbers_free)

typedef struct {
    guint n_checked; /* numbers looked up */
    guint n_slips;   /* those of two digits or more, each with its last digit one off in turn */
    guint n_found;   /* slips that nothing accounts for */
    GString *faults; /* a line for each number that nothing accounts for; NULL: not wanted */
} RegionCheck;

/* boxes: LayoutBox, everything that was drawn. Results are added. */
void region_numbers_check(const RegionNumbers *numbers, const GArray *boxes, RegionCheck *check);
