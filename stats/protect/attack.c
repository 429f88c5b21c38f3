#include "stats/protect/attack.h"

#include "stats/protect/sum_groups.h"

#include <glpk.h>
#include <math.h>

/* Steps of the simplex after which a question counts as not answered: twice what the largest of
 * ten years of registers took. Counted, not timed: the same answers on every machine. */
#define MOST_STEPS 20000
/* Rounding of the solver. */
#define TOLERANCE 1e-6
/* Objectives with random signs before the rest is asked one by one. */
#define RANDOM_ROUNDS 3
/* Fewer than this are asked one by one. */
#define FEW 250

struct Attack {
    const Cube *cube;
    const PublicationPolicy *policy; /* NULL: values are not known, all is asked */
    double *least, *most;            /* by cell of the cube: values seen */
    /* The basis of the last run, by cell and by number of the row, from which the next one starts;
     * 0: none. */
    guint8 *cell_status, *row_status;
    gboolean has_basis;
    GPtrArray *findings;
    gsize n_suppressed, n_unanswered;
    /* An unknown is never asked to be larger: that keeps every program bounded, and two whole
     * numbers between 0 and this are all that is looked for. */
    double largest;
};

static void free_finding(gpointer data)
{
    AttackFinding *finding = data;
    g_ptr_array_unref(finding->support);
    g_free(finding);
}

Attack *attack_new(const Cube *cube, const PublicationPolicy *policy)
{
    gsize n_cells = cube->n_periods * division_n_areas(cube->division) * cube->plan->n_slots;
    Attack *attack = g_new0(Attack, 1);
    attack->cube = cube;
    attack->policy = policy;
    attack->least = g_new(double, n_cells + 1);
    attack->most = g_new(double, n_cells + 1);
    for (gsize i = 0; i < n_cells; i++) {
        attack->largest = MAX(attack->largest, 10.0 * (double)cube->cells[i].value + 1000.0);
        attack->least[i] = policy != NULL ? (double)cube->cells[i].value : INFINITY;
        attack->most[i] = policy != NULL ? (double)cube->cells[i].value : -INFINITY;
    }
    attack->cell_status = g_new0(guint8, n_cells + 1);
    attack->row_status = g_new0(guint8, sum_rows_limit(cube) + 1);
    attack->findings = g_ptr_array_new_with_free_func(free_finding);
    return attack;
}

void attack_free(Attack *attack)
{
    g_free(attack->least);
    g_free(attack->most);
    g_free(attack->cell_status);
    g_free(attack->row_status);
    g_ptr_array_unref(attack->findings);
    g_free(attack);
}

gsize attack_n_suppressed(const Attack *attack)
{
    return attack->n_suppressed;
}

gsize attack_n_unanswered(const Attack *attack)
{
    return attack->n_unanswered;
}

/* Two whole numbers were seen, or lie between what was seen; or the cell is not asked. */
static gboolean is_settled(const Attack *attack, gsize cell)
{
    if (attack->policy != NULL && !is_small(attack->policy, attack->cube->cells[cell].value))
        return TRUE;
    return floor(attack->most[cell] + TOLERANCE) - ceil(attack->least[cell] - TOLERANCE) >= 1.0;
}

/* --- the linear program of one group --------------------------------------------------------- */

typedef struct {
    Attack *attack;
    const SumGroup *group;
    glp_prob *program;
    GHashTable *columns;           /* cell -> column, from 1 */
    const SumRow **lower, **upper; /* by column: the row with one unknown that bounds it; or NULL */
    const SumRow **row;            /* by row of the program, from 1 */
} Question;

static int column_of(const Question *question, gsize cell)
{
    return GPOINTER_TO_INT(g_hash_table_lookup(question->columns, GSIZE_TO_POINTER(cell)));
}

/* Limits of the unknown terms of a row, what is visible moved over. */
static void row_limits(const Question *question, const SumRow *row, double *lower, double *upper)
{
    double visible = 0.0;
    for (gsize i = 0; i < row->n_terms; i++)
        if (column_of(question, row->terms[i].cell) == 0)
            visible += row->terms[i].sign *
                       sum_visible_value(&question->attack->cube->cells[row->terms[i].cell]);
    *lower = row->is_open_below ? -INFINITY : -visible;
    *upper = row->is_open_above ? INFINITY : -visible;
}

static void set_bounds(const Question *question, int column, double lower, double upper)
{
    glp_set_col_bnds(question->program, column, upper > lower ? GLP_DB : GLP_FX, lower, upper);
}

/* A row with one unknown is a bound on its column. */
static void bound_column(const Question *question, const SumRow *row, const SumTerm *term)
{
    double lower, upper;
    row_limits(question, row, &lower, &upper);
    int column = column_of(question, term->cell);
    double least = term->sign > 0 ? lower : -upper, most = term->sign > 0 ? upper : -lower;
    if (least > glp_get_col_lb(question->program, column)) {
        question->lower[column] = row;
        set_bounds(question, column, least, MAX(least, glp_get_col_ub(question->program, column)));
    }
    if (most < glp_get_col_ub(question->program, column)) {
        question->upper[column] = row;
        set_bounds(question, column, MIN(most, glp_get_col_lb(question->program, column)), most);
    }
}

static void add_row(const Question *question, const SumRow *sum)
{
    g_autofree int *places = g_new(int, sum->n_terms + 1);
    g_autofree double *signs = g_new(double, sum->n_terms + 1);
    const SumTerm *unknown = NULL;
    int n = 0;
    for (gsize i = 0; i < sum->n_terms; i++) {
        int column = column_of(question, sum->terms[i].cell);
        if (column == 0)
            continue;
        unknown = &sum->terms[i];
        n++;
        places[n] = column;
        signs[n] = unknown->sign;
    }
    if (n == 1) {
        bound_column(question, sum, unknown);
        return;
    }
    double lower, upper;
    row_limits(question, sum, &lower, &upper);
    int row = glp_add_rows(question->program, 1);
    question->row[row] = sum;
    int kind = sum->is_open_below ? GLP_UP : sum->is_open_above ? GLP_LO : GLP_FX;
    glp_set_row_bnds(question->program, row, kind, lower, upper);
    glp_set_mat_row(question->program, row, n, places, signs);
}

static void build(Question *question)
{
    const SumGroup *group = question->group;
    question->program = glp_create_prob();
    question->columns = g_hash_table_new(NULL, NULL);
    question->lower = g_new0(const SumRow *, group->cells->len + 1);
    question->upper = g_new0(const SumRow *, group->cells->len + 1);
    question->row = g_new0(const SumRow *, group->rows->len + 1);
    glp_add_cols(question->program, (int)group->cells->len);
    for (guint i = 0; i < group->cells->len; i++) {
        gsize cell = g_array_index(group->cells, gsize, i);
        g_hash_table_insert(question->columns, GSIZE_TO_POINTER(cell), GINT_TO_POINTER((int)i + 1));
        set_bounds(question, (int)i + 1, 0.0, question->attack->largest);
    }
    for (guint i = 0; i < group->rows->len; i++)
        add_row(question, group->rows->pdata[i]);
}

/* --- from run to run ------------------------------------------------------------------------- */

/* Cells and rows that are new start outside and inside the basis: it stays square. The first time a
 * triangular basis is made up, which is nearer to values that fit than one of rows alone. */
static void take_basis(const Question *question)
{
    const Attack *attack = question->attack;
    if (!attack->has_basis) {
        glp_adv_basis(question->program, 0);
        return;
    }
    for (int row = 1; row <= glp_get_num_rows(question->program); row++) {
        const SumRow *sum = question->row[row];
        g_assert(sum != NULL);
        int status = attack->row_status[sum->number];
        glp_set_row_stat(question->program, row, status == 0 ? GLP_BS : status);
    }
    for (guint i = 0; i < question->group->cells->len; i++) {
        int status = attack->cell_status[g_array_index(question->group->cells, gsize, i)];
        gboolean gone = status == GLP_NU && question->upper[i + 1] == NULL;
        glp_set_col_stat(question->program, (int)i + 1, status == 0 || gone ? GLP_NL : status);
    }
}

static void keep_basis(const Question *question)
{
    Attack *attack = question->attack;
    for (int row = 1; row <= glp_get_num_rows(question->program); row++) {
        const SumRow *sum = question->row[row];
        g_assert(sum != NULL);
        attack->row_status[sum->number] = (guint8)glp_get_row_stat(question->program, row);
    }
    for (guint i = 0; i < question->group->cells->len; i++)
        attack->cell_status[g_array_index(question->group->cells, gsize, i)] =
            (guint8)glp_get_col_stat(question->program, (int)i + 1);
}

static void question_clear(Question *question)
{
    glp_delete_prob(question->program);
    g_hash_table_unref(question->columns);
    g_free(question->lower);
    g_free(question->upper);
    g_free(question->row);
}

/* GLPK can refuse a basis that it was given; then it starts without one. */
static gboolean run_simplex(const Question *question, int method)
{
    glp_smcp options;
    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.meth = method;
    options.it_lim = MOST_STEPS;
    int failed = glp_simplex(question->program, &options);
    if (failed == GLP_EBADB || failed == GLP_ESING || failed == GLP_ECOND) {
        glp_std_basis(question->program);
        failed = glp_simplex(question->program, &options);
    }
    return failed == 0 && glp_get_status(question->program) == GLP_OPT;
}

/* Solves for the present objective and notes what every unknown was. FALSE when the solver gives
 * up. */
static gboolean solve(const Question *question, int direction)
{
    Attack *attack = question->attack;
    glp_set_obj_dir(question->program, direction);
    if (!run_simplex(question, GLP_PRIMAL))
        return FALSE;
    for (guint i = 0; i < question->group->cells->len; i++) {
        gsize cell = g_array_index(question->group->cells, gsize, i);
        double value = glp_get_col_prim(question->program, (int)i + 1);
        attack->least[cell] = MIN(attack->least[cell], value);
        attack->most[cell] = MAX(attack->most[cell], value);
    }
    return TRUE;
}

/* Random signs for all that is not settled; FALSE when so few are left that asking them one by one
 * is cheaper. */
static gboolean draw_objective(const Question *question, GRand *random)
{
    guint n_asked = 0;
    for (guint i = 0; i < question->group->cells->len; i++) {
        gboolean asked =
            !is_settled(question->attack, g_array_index(question->group->cells, gsize, i));
        double sign = g_rand_boolean(random) ? 1.0 : -1.0;
        glp_set_obj_coef(question->program, (int)i + 1, asked ? sign : 0.0);
        n_asked += asked ? 1 : 0;
    }
    return n_asked > FEW;
}

/* --- what a proof uses ----------------------------------------------------------------------- */

/* Weight of each cell in the sum of rows that proves an optimum. */
typedef struct {
    GHashTable *weights; /* cell -> double */
    GArray *order;       /* gsize: cells as they came */
} Proof;

static void add_to_proof(Proof *proof, const SumRow *row, double dual)
{
    for (gsize i = 0; i < row->n_terms; i++) {
        gpointer key = GSIZE_TO_POINTER(row->terms[i].cell);
        double *weight = g_hash_table_lookup(proof->weights, key);
        if (weight == NULL) {
            weight = g_new0(double, 1);
            g_hash_table_insert(proof->weights, key, weight);
            g_array_append_val(proof->order, row->terms[i].cell);
        }
        *weight += dual * row->terms[i].sign;
    }
}

/* Sign of the one unknown of a row. */
static double unknown_sign(const Question *question, const SumRow *row)
{
    gsize i = 0;
    while (column_of(question, row->terms[i].cell) == 0)
        i++;
    return row->terms[i].sign;
}

static void add_bound_to_proof(const Question *question, Proof *proof, int column)
{
    double dual = glp_get_col_dual(question->program, column);
    int status = glp_get_col_stat(question->program, column);
    if (fabs(dual) <= TOLERANCE || status == GLP_BS)
        return;
    const SumRow *row = status == GLP_NU ? question->upper[column] : question->lower[column];
    if (row == NULL && status == GLP_NS)
        row = question->upper[column];
    if (row != NULL)
        add_to_proof(proof, row, dual * unknown_sign(question, row));
}

/* The optimum is a sum of rows, each times its dual value; a column at a bound stands for the row
 * that bounds it. */
static void collect_proof(const Question *question, Proof *proof)
{
    for (int row = 1; row <= glp_get_num_rows(question->program); row++) {
        double dual = glp_get_row_dual(question->program, row);
        if (fabs(dual) > TOLERANCE)
            add_to_proof(proof, question->row[row], dual);
    }
    for (int column = 1; column <= glp_get_num_cols(question->program); column++)
        add_bound_to_proof(question, proof, column);
}

/* The visible cells whose terms do not cancel in the proof. */
static void add_support(const Question *question, GPtrArray *support)
{
    g_autoptr(GHashTable) weights = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(gsize));
    Proof proof = {weights, order};
    collect_proof(question, &proof);
    for (guint i = 0; i < order->len; i++) {
        gsize cell = g_array_index(order, gsize, i);
        const double *weight = g_hash_table_lookup(weights, GSIZE_TO_POINTER(cell));
        if (column_of(question, cell) == 0 && fabs(*weight) > TOLERANCE)
            g_ptr_array_add(support, &question->attack->cube->cells[cell]);
    }
}

/* The range of one unknown; a finding when it holds one whole number. */
static void ask(const Question *question, int column, gsize cell)
{
    Attack *attack = question->attack;
    g_autoptr(GPtrArray) support = g_ptr_array_new();
    gboolean is_answered = TRUE;
    static const int directions[] = {GLP_MIN, GLP_MAX};
    glp_set_obj_coef(question->program, column, 1.0);
    for (gsize i = 0; i < G_N_ELEMENTS(directions) && !is_settled(attack, cell); i++) {
        if (solve(question, directions[i]))
            add_support(question, support);
        else
            is_answered = FALSE;
    }
    glp_set_obj_coef(question->program, column, 0.0);
    if (is_settled(attack, cell))
        return;
    if (!is_answered) {
        attack->n_unanswered++;
        return;
    }
    AttackFinding *finding = g_new0(AttackFinding, 1);
    finding->cell = &attack->cube->cells[cell];
    finding->value = (gint64)ceil(attack->least[cell] - TOLERANCE);
    finding->support = g_steal_pointer(&support);
    g_ptr_array_add(attack->findings, finding);
}

static gboolean all_settled(const Attack *attack, const SumGroup *group)
{
    for (guint i = 0; i < group->cells->len; i++)
        if (!is_settled(attack, g_array_index(group->cells, gsize, i)))
            return FALSE;
    return TRUE;
}

static void attack_group(Attack *attack, const SumGroup *group)
{
    if (all_settled(attack, group))
        return;
    Question question = {.attack = attack, .group = group};
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    build(&question);
    take_basis(&question);
    /* Without an objective every basis is dual feasible, and the dual simplex finds values that fit
     * all sums several times faster than the primal one. */
    run_simplex(&question, GLP_DUALP);
    for (int round = 0; round < RANDOM_ROUNDS && draw_objective(&question, random); round++) {
        solve(&question, GLP_MAX);
        solve(&question, GLP_MIN);
    }
    for (guint i = 0; i < group->cells->len; i++)
        glp_set_obj_coef(question.program, (int)i + 1, 0.0);
    gsize n_unanswered = attack->n_unanswered;
    for (guint i = 0; i < group->cells->len; i++) {
        gsize cell = g_array_index(group->cells, gsize, i);
        if (is_settled(attack, cell))
            continue;
        if (attack->n_unanswered == n_unanswered)
            ask(&question, (int)i + 1, cell);
        else
            attack->n_unanswered++; /* the next one would take as long */
    }
    keep_basis(&question);
    question_clear(&question);
}

const GPtrArray *attack_run(Attack *attack)
{
    g_ptr_array_set_size(attack->findings, 0);
    attack->n_unanswered = attack->n_suppressed = 0;
    glp_term_out(GLP_OFF);
    g_autoptr(GPtrArray) groups = sum_groups_new(attack->cube, attack->policy != NULL);
    for (guint i = 0; i < groups->len; i++) {
        const SumGroup *group = groups->pdata[i];
        attack->n_suppressed += group->cells->len;
        attack_group(attack, group);
    }
    attack->has_basis = TRUE;
    glp_free_env();
    return attack->findings;
}
