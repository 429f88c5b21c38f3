#include "stats/protect/protect.h"

#include "stats/protect/attack.h"

#include <stdlib.h>

/* Each pass suppresses at least one more cell or is the last; this only guards against a defect. */
#define MAX_PASSES 1000
#define MAX_ROUNDS 50

gboolean is_small(const PublicationPolicy *policy, gint64 value)
{
    return value == 0 ? policy->suppress_zero : value > 0 && value < policy->suppress_below;
}

static void protect_primary(Cube *cube, const PublicationPolicy *policy, ProtectionNotes *notes)
{
    gsize n_slots = cube->plan->n_slots;
    for (gsize p = 0; p < cube->n_periods; p++)
        for (gsize area = 0; area < division_n_areas(cube->division); area++) {
            AreaKind kind = division_kind(cube->division, area);
            for (gsize slot = 0; slot < n_slots; slot++) {
                CubeCell *cell = cube_cell(cube, p, area, slot);
                notes->n_published += cell->present;
                gboolean exempt =
                    slot == 0 ? policy->exempt_totals[kind] : policy->exempt_breakdowns[kind];
                if (!cell->present || cell->state != STATE_VALUE || exempt ||
                    !is_small(policy, cell->value))
                    continue;
                cell->state = STATE_SUPPRESSED;
                notes->n_primary++;
            }
        }
}

typedef struct {
    const PublicationPolicy *policy;
    gboolean changed;
    gint64 n_secondary;
} Secondary;

static gboolean is_hidden(const CubeCell *cell)
{
    return cell->state == STATE_SUPPRESSED;
}

/* What the terms of a sum look like to a reader. */
typedef struct {
    gint64 sum; /* of all parts */
    gint64 hidden_sum;
    gint64 n_hidden; /* parts */
    gboolean all_primary;
} SumView;

static SumView look_at(gsize n_parts, CubeCell *const *parts)
{
    SumView view = {0, 0, 0, TRUE};
    for (gsize i = 0; i < n_parts; i++) {
        view.sum += parts[i]->value;
        if (!is_hidden(parts[i]))
            continue;
        view.n_hidden++;
        view.hidden_sum += parts[i]->value;
        view.all_primary = view.all_primary && !parts[i]->secondary;
    }
    return view;
}

/* Whether the sum tells the value of a suppressed term. */
static gboolean gives_away(const PublicationPolicy *policy, const CubeCell *total,
                           const SumView *view)
{
    if (llabs(total->value - view->sum) >= MAX(policy->suppress_below, 1))
        return FALSE;
    if (is_hidden(total))
        return view->n_hidden == 0;
    if (view->n_hidden == 1)
        return TRUE;
    /* Terms that are known to lie in 1..k and add up to n or to n k can have one value only. */
    return view->n_hidden > 1 && view->all_primary && !policy->suppress_zero &&
           (view->hidden_sum == view->n_hidden ||
            view->hidden_sum == view->n_hidden * (policy->suppress_below - 1));
}

/* The smallest visible positive part, else a visible zero, else the total. */
static CubeCell *choose_other(CubeCell *total, gsize n_parts, CubeCell *const *parts)
{
    CubeCell *positive = NULL;
    CubeCell *zero = NULL;
    for (gsize i = 0; i < n_parts; i++) {
        if (parts[i]->state != STATE_VALUE)
            continue;
        if (parts[i]->value > 0 && (positive == NULL || parts[i]->value < positive->value))
            positive = parts[i];
        else if (parts[i]->value == 0 && zero == NULL)
            zero = parts[i];
    }
    if (positive != NULL)
        return positive;
    if (zero != NULL)
        return zero;
    return total->state == STATE_VALUE ? total : NULL;
}

static void protect_sum(G_GNUC_UNUSED SumKind kind, CubeCell *total, gsize n_parts,
                        CubeCell *const *parts, gpointer data)
{
    Secondary *secondary = data;
    SumView view = look_at(n_parts, parts);
    if (!gives_away(secondary->policy, total, &view))
        return;
    CubeCell *other = choose_other(total, n_parts, parts);
    if (other == NULL)
        return;
    other->state = STATE_SUPPRESSED;
    other->secondary = 1;
    secondary->changed = TRUE;
    secondary->n_secondary++;
}

static void protect_single_sums(Cube *cube, Secondary *secondary)
{
    secondary->changed = TRUE;
    for (int pass = 0; secondary->changed && pass < MAX_PASSES; pass++) {
        secondary->changed = FALSE;
        protect_visit_sums(cube, protect_sum, secondary);
    }
}

/* --- sums together --------------------------------------------------------------------------- */

/* Cells that cost the reader least go first: small positive ones, then zeros. */
static int by_cost(gconstpointer a, gconstpointer b)
{
    const CubeCell *left = *(CubeCell *const *)a, *right = *(CubeCell *const *)b;
    if ((left->value == 0) != (right->value == 0))
        return left->value == 0 ? 1 : -1;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return left < right ? -1 : left > right;
}

/* Hides cells of a proof until `wanted` of them are hidden. Returns how many it hid. */
static gint64 break_proof(GPtrArray *support, guint wanted)
{
    gint64 n = 0;
    guint n_hidden = 0;
    for (guint i = 0; i < support->len; i++)
        n_hidden += is_hidden(support->pdata[i]) ? 1 : 0;
    g_ptr_array_sort(support, by_cost);
    for (guint i = 0; i < support->len && n_hidden < wanted; i++) {
        CubeCell *cell = support->pdata[i];
        if (cell->state != STATE_VALUE)
            continue;
        cell->state = STATE_SUPPRESSED;
        cell->secondary = 1;
        n_hidden++;
        n++;
    }
    return n;
}

/* Breaks the proofs of small numbers. Most need one more cell; what is still found in later rounds
 * has many proofs, and gets more cells at a time. Returns how many were suppressed. */
static gint64 repair(const GPtrArray *findings, int round)
{
    gint64 n = 0;
    for (guint i = 0; i < findings->len; i++) {
        const AttackFinding *finding = findings->pdata[i];
        n += break_proof(finding->support, 1 + (guint)round / 2);
    }
    return n;
}

static void protect_secondary(Cube *cube, const PublicationPolicy *policy, ProtectionNotes *notes)
{
    Secondary secondary = {policy, TRUE, 0};
    protect_single_sums(cube, &secondary);
    g_autoptr(Attack) attack = attack_new(cube, policy);
    const GPtrArray *findings = attack_run(attack);
    for (int round = 0; round < MAX_ROUNDS && findings->len > 0 && attack_n_unanswered(attack) == 0;
         round++) {
        gint64 n_suppressed = repair(findings, round);
        if (n_suppressed == 0)
            break;
        notes->n_secondary += n_suppressed;
        protect_single_sums(cube, &secondary);
        findings = attack_run(attack);
    }
    notes->n_secondary += secondary.n_secondary;
    notes->n_left += findings->len + (gint64)attack_n_unanswered(attack);
}

void protect_cube(Cube *cube, const PublicationPolicy *policy, ProtectionNotes *notes)
{
    if (measure_is_public(cube->plan->measure))
        return;
    protect_primary(cube, policy, notes);
    if (policy->suppress_below > 1 || policy->suppress_zero)
        protect_secondary(cube, policy, notes);
}
