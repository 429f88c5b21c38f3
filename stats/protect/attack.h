#pragma once

#include "stats/protect/protect.h"

/* What a reader of a release can work out who weighs all sums of a measure together: a linear
 * program.
 *
 * The suppressed cells are unknowns, not negative; each sum of protect_visit_sums() is an equation
 * or, where units overlap or are left out, an inequality. Of each unknown the smallest and the
 * largest value that fits all sums is asked; the cell is given away when only one whole number lies
 * between. That the other unknowns are whole numbers is not used, so a reader may know a little
 * more; links between measures and with other releases are left out.
 *
 * Cost: two to four programs over all cells of the measure, which show most unknowns at two values,
 * then two short ones for each that is left. Ten years of a measure by gemeente take seconds. */
typedef struct Attack Attack;

typedef struct {
    CubeCell *cell; /* given away */
    gint64 value;   /* that follows */
    /* Visible cells that the proof uses (CubeCell *): when one of them is suppressed too, this
     * proof fails. */
    GPtrArray *support;
} AttackFinding;

/* The cube is borrowed. policy: NULL for a release; else the suppressed cells of the cube hold
 * their true values, and only the small numbers among them are asked, which spares most of the
 * work. Borrowed. Returns (transfer full). */
Attack *attack_new(const Cube *cube, const PublicationPolicy *policy);
void attack_free(Attack *attack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attack, attack_free)

/* Attacks the cube as its states are now. After more cells were suppressed it can be called again
 * and goes on from what it knows: a cell that was safe stays so. Returns the findings
 * (AttackFinding *), in the order of cube->cells; borrowed until the next call. Deterministic. */
const GPtrArray *attack_run(Attack *attack);
gsize attack_n_suppressed(const Attack *attack);
/* Cells that the solver gave no answer for in the last run. */
gsize attack_n_unanswered(const Attack *attack);
