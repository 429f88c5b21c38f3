#pragma once

#include "stats/counts/cube.h"
#include "stats/protect/policy.h"

/* Protection of small numbers, applied once, between counting and writing: everything a reader sees
 * comes after it.
 *
 * Primary: a published value of 1 .. suppress_below - 1 becomes "suppressed" (zeros too when the
 * policy says so; totals of exempt kinds of area not; public measures not).
 *
 * Secondary: cells of a measure are linked by sums: the categories of a dimension add up to the
 * total, the areas of a kind (and what lies in none) to the area around them, quarters to the year,
 * years to the window. Where one suppressed cell of a sum could be computed from the others, or the
 * suppressed ones can have but one value each, the smallest other positive term is suppressed as
 * well; repeated until no sum gives a cell away. A sum that holds only up to a difference (persons
 * with several forms, persons who come back in another year) counts as exact while the difference
 * is below suppress_below, for then it hides nothing.
 *
 * Then what a reader can derive by weighing all sums of the measure together (stats/protect/
 * attack.h) is repaired in the same way, until no suppressed small number has one possible value.
 *
 * Links between measures and between releases are not covered. */
typedef struct {
    gint64 n_published; /* cells */
    gint64 n_primary;
    gint64 n_secondary;
    gint64 n_left; /* small numbers that nothing left to suppress can hide, or not answered */
} ProtectionNotes;

gboolean is_small(const PublicationPolicy *policy, gint64 value);
/* Notes are added to. */
void protect_cube(Cube *cube, const PublicationPolicy *policy, ProtectionNotes *notes);
/* What a reader knows of a sum without knowing its terms. */
typedef enum {
    SUM_EXACT,   /* the parts add up to the total */
    SUM_WITHIN,  /* some units are in no part: the parts add up to the total or less */
    SUM_OVERLAP, /* a unit can be in several parts: they add up to the total or more, and none is
                   more than the total */
} SumKind;
/* Which sums link the cells; tests and audits walk them. n_parts terms make the total. */
typedef void (*SumVisitor)(SumKind kind, CubeCell *total, gsize n_parts, CubeCell *const *parts,
                           gpointer data);
void protect_visit_sums(const Cube *cube, SumVisitor visit, gpointer data);
