#include "core/publication_private.h"

#include <math.h>

static const Cell absent_cell = {.state = STATE_NOT_AVAILABLE,
                                 .lower = NAN,
                                 .upper = NAN,
                                 .rate = NAN,
                                 .rate_lower = NAN,
                                 .rate_upper = NAN};

static Cell read_cell(sqlite3_stmt *row)
{
    return (Cell){.state = publication_state_of(row, 0),
                  .value = sqlite3_column_int64(row, 1),
                  .lower = publication_real(row, 2),
                  .upper = publication_real(row, 3),
                  .denominator = sqlite3_column_int64(row, 4),
                  .estimated = sqlite3_column_int(row, 5) != 0,
                  .rate = publication_real(row, 6),
                  .rate_lower = publication_real(row, 7),
                  .rate_upper = publication_real(row, 8),
                  .provisional = sqlite3_column_int(row, 9) != 0};
}

static gboolean find_cell(Publication *publication, const char *measure, AreaId area, Period period,
                          const char *dimension, const char *category, Cell *cell)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_CELL);
    publication_bind_text(row, 1, measure);
    publication_bind_area(publication, row, 2, area);
    publication_bind_period(row, 3, period);
    publication_bind_text(row, 4, dimension);
    publication_bind_text(row, 5, category);
    gboolean found = publication_next(publication, row);
    *cell = found ? read_cell(row) : absent_cell;
    return found;
}

Cell publication_cell(Publication *publication, const char *measure, AreaId area, Period period,
                      const char *dimension, const char *category)
{
    Cell cell;
    find_cell(publication, measure, area, period, dimension, category, &cell);
    return cell;
}

Cell publication_total(Publication *publication, const char *measure, AreaId area, Period period)
{
    return publication_cell(publication, measure, area, period, "", "");
}

Cell publication_without_area(Publication *publication, const char *measure, AreaId area,
                              Period period, AreaKind kind)
{
    return publication_cell(publication, measure, area, period, "without_area",
                            area_kind_word(kind));
}

static int compare_period_cells(gconstpointer a, gconstpointer b)
{
    return period_compare(((const PeriodCell *)a)->period, ((const PeriodCell *)b)->period);
}

PeriodCell *publication_series(Publication *publication, const char *measure, AreaId area,
                               PeriodKind kind, const char *dimension, const char *category,
                               gsize *n_cells)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_PERIODS);
    publication_bind_text(row, 1, measure);
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(PeriodCell));
    while (publication_next(publication, row)) {
        PeriodCell one = {.period = publication_period_of(row, 0)};
        if (one.period.kind == kind &&
            find_cell(publication, measure, area, one.period, dimension, category, &one.cell))
            g_array_append_val(cells, one);
    }
    g_array_sort(cells, compare_period_cells);
    *n_cells = cells->len;
    return (PeriodCell *)g_array_free(cells, FALSE);
}

CategoryCell *publication_breakdown(Publication *publication, const Codes *codes,
                                    const char *measure, AreaId area, Period period,
                                    const char *dimension, gsize *n_cells)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(CategoryCell));
    const char *const *category = codes_categories(codes, dimension);
    for (; category != NULL && *category != NULL; category++) {
        CategoryCell one = {.category = *category};
        if (find_cell(publication, measure, area, period, dimension, *category, &one.cell))
            g_array_append_val(cells, one);
    }
    *n_cells = cells->len;
    return (CategoryCell *)g_array_free(cells, FALSE);
}

/* Moves the cells of the areas of `kind` on `day` from `found` to `cells`, in Dutch order. */
static void take_listed(const AreaRegister *areas, AreaKind kind, Day day, AreaCell *found,
                        GArray *cells)
{
    gsize n_listed = 0;
    g_autofree AreaId *listed = area_list(areas, kind, day, &n_listed);
    for (gsize i = 0; i < n_listed; i++) {
        AreaCell *one = &found[listed[i]];
        if (one->area != AREA_NONE)
            g_array_append_val(cells, *one);
        one->area = AREA_NONE;
    }
}

AreaCell *publication_areas(Publication *publication, const char *measure, AreaKind kind,
                            Period period, const char *dimension, const char *category,
                            gsize *n_cells)
{
    const AreaRegister *areas = publication->areas;
    g_autofree AreaCell *found = g_new0(AreaCell, area_count(areas));
    for (gsize i = 0; i < area_count(areas); i++)
        found[i].area = AREA_NONE;
    sqlite3_stmt *row = publication_ask(publication, ASK_AREAS);
    publication_bind_text(row, 1, measure);
    publication_bind_period(row, 2, period);
    publication_bind_text(row, 3, dimension);
    publication_bind_text(row, 4, category);
    while (publication_next(publication, row)) {
        AreaId id = area_find_code(areas, database_text(row, 10));
        if (id != AREA_NONE && area_kind(areas, id) == kind)
            found[id] = (AreaCell){id, read_cell(row)};
    }
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(AreaCell));
    /* Live registers are in one division; published tables in that of their own years. */
    take_listed(areas, kind, publication_division(publication), found, cells);
    take_listed(areas, kind, period_last_day(period), found, cells);
    take_listed(areas, kind, period_first_day(period), found, cells);
    *n_cells = cells->len;
    return (AreaCell *)g_array_free(cells, FALSE);
}

char **publication_measures(Publication *publication, AreaId area)
{
    sqlite3_stmt *row = publication_ask(publication, ASK_MEASURES);
    publication_bind_area(publication, row, 1, area);
    g_autoptr(GPtrArray) measures = g_ptr_array_new();
    while (publication_next(publication, row))
        g_ptr_array_add(measures, g_strdup(database_text(row, 0)));
    g_ptr_array_add(measures, NULL);
    return (char **)g_ptr_array_steal(measures, NULL);
}
