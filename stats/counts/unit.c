#include "stats/counts/unit.h"

#include "core/error.h"
#include "stats/counts/rule.h"

#include <string.h>

typedef struct {
    const Plan *plan;
    const AreaRegister *areas;
    gsize n_splits;
    GArray *reports; /* of one unit, by day */
    GBytes *person;
    UnitFunction each;
    gpointer data;
    UnitNotes *notes;
} Reader;

gsize unit_n_splits(const Plan *plan)
{
    return plan->n_splits - (plan_without_area(plan) != NULL);
}

gssize unit_find_split(const Plan *plan, const char *dimension)
{
    for (gsize s = 1; s < unit_n_splits(plan); s++)
        if (strcmp(plan->splits[s].dimension, dimension) == 0)
            return (gssize)s;
    return -1;
}

/* --- reading --------------------------------------------------------------------------------- */

static gint32 find_category(const Split *split, const char *text, gsize length)
{
    for (gsize c = 0; c < split->n_categories; c++)
        if (strlen(split->categories[c]) == length &&
            memcmp(split->categories[c], text, length) == 0)
            return (gint32)c;
    return -1;
}

/* Codes joined by + as a mask of those that are known. */
static guint32 parse_categories(const Split *split, const char *text, UnitNotes *notes)
{
    guint32 mask = 0;
    while (text != NULL) {
        const char *end = strchr(text, '+');
        gsize length = end != NULL ? (gsize)(end - text) : strlen(text);
        gint32 category = find_category(split, text, length);
        /* "23+" is a code itself. */
        if (category < 0 && end != NULL) {
            gsize longer = length + 1;
            category = find_category(split, text, longer);
            if (category >= 0)
                end = text[longer] == '+' ? text + longer : NULL;
        }
        if (category >= 0)
            mask |= 1U << category;
        else if (length > 0)
            notes->n_unlisted++;
        text = end != NULL ? end + 1 : NULL;
    }
    return mask;
}

static gboolean read_place(const Reader *reader, sqlite3_stmt *row, AreaId *place, GError **error)
{
    const char *code = database_text(row, 2);
    *place = AREA_NONE;
    if (code == NULL)
        return TRUE;
    *place = area_find_code(reader->areas, code);
    if (*place != AREA_NONE)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "the register has \"%s\" as a place of %s, which is no area of "
                "reference/gebieden.csv",
                code, measure_code(reader->plan->measure));
    return FALSE;
}

static gboolean read_report(const Reader *reader, sqlite3_stmt *row, Report *report, GError **error)
{
    memset(report, 0, sizeof *report);
    report->day = sqlite3_column_int(row, 1);
    for (gsize s = 1; s < reader->n_splits; s++)
        report->categories[s] = parse_categories(&reader->plan->splits[s],
                                                 database_text(row, (int)s + 2), reader->notes);
    return read_place(reader, row, &report->place, error);
}

/* --- folding --------------------------------------------------------------------------------- */

static guint32 highest_bit(guint32 mask)
{
    return mask == 0 ? 0 : 1U << (31 - __builtin_clz(mask));
}

guint32 unit_fold(const Split *split, gsize s, const Report *reports, gsize n_reports)
{
    guint32 unknown = split->unknown >= 0 ? 1U << split->unknown : 0;
    guint32 all = 0;
    guint32 first = 0;
    for (gsize i = 0; i < n_reports; i++) {
        guint32 known = reports[i].categories[s] & ~unknown;
        if (first == 0)
            first = known & (0U - known);
        all |= split->fold == FOLD_ALL ? reports[i].categories[s] : known;
    }
    guint32 folded = all;
    if (split->fold == FOLD_FIRST)
        folded = first;
    else if (split->fold == FOLD_HIGHEST)
        folded = highest_bit(all);
    return folded != 0 ? folded : unknown;
}

/* Whether the row is about another unit than the reports so far. */
static gboolean is_new_unit(Reader *reader, sqlite3_stmt *row)
{
    const void *person = sqlite3_column_blob(row, 0);
    gsize n_bytes = (gsize)sqlite3_column_bytes(row, 0);
    if (person == NULL)
        return TRUE;
    gsize n_known = 0;
    const void *known = reader->person != NULL ? g_bytes_get_data(reader->person, &n_known) : NULL;
    if (known != NULL && n_known == n_bytes && memcmp(known, person, n_bytes) == 0)
        return FALSE;
    g_clear_pointer(&reader->person, g_bytes_unref);
    reader->person = g_bytes_new(person, n_bytes);
    return TRUE;
}

static void give_unit(const Reader *reader)
{
    if (reader->reports->len > 0)
        reader->each((const Report *)reader->reports->data, reader->reports->len, reader->data);
}

static gboolean read_rows(Reader *reader, Database *registry, sqlite3_stmt *row, GError **error)
{
    gboolean has_row = TRUE;
    while (has_row) {
        if (!database_step(registry, row, &has_row, error))
            return FALSE;
        if (!has_row || is_new_unit(reader, row)) {
            give_unit(reader);
            g_array_set_size(reader->reports, 0);
        }
        if (!has_row)
            break;
        Report report;
        if (!read_report(reader, row, &report, error))
            return FALSE;
        g_array_append_val(reader->reports, report);
        reader->notes->n_rows++;
    }
    return TRUE;
}

gboolean unit_each(Database *registry, const Plan *plan, const AreaRegister *areas, gint64 delivery,
                   UnitFunction each, gpointer data, UnitNotes *notes, GError **error)
{
    memset(notes, 0, sizeof *notes);
    g_assert(unit_n_splits(plan) <= UNIT_MAX_SPLITS);
    g_autoptr(sqlite3_stmt) row = rule_prepare(registry, plan, delivery, error);
    if (row == NULL)
        return FALSE;
    Reader reader = {.plan = plan,
                     .areas = areas,
                     .n_splits = unit_n_splits(plan),
                     .reports = g_array_new(FALSE, FALSE, sizeof(Report)),
                     .each = each,
                     .data = data,
                     .notes = notes};
    gboolean done = read_rows(&reader, registry, row, error);
    g_array_unref(reader.reports);
    g_clear_pointer(&reader.person, g_bytes_unref);
    return done;
}
