#include "report/edition/moving_sums.h"

#include "report/edition/sources.h"

/* No persons: who was reported in two years would be counted twice. */
static const struct {
    const char *measure, *source;
} rows[] = {{"meldingen_uitbuiting", "comensha"},
            {"politie_signalen", "politie"},
            {"politie_aangiften", "politie"},
            {"politie_onderzoeken", "politie"},
            {"politie_verdachten", "politie"}};

/* The sum, or the published cell of the same window: a window that is counted as a whole can be
 * shown where one of its years is not. */
static Cell sum_of(Writer *writer, const char *measure, Period window)
{
    Cell cell = publication_total(writer->publication, measure, writer->area, window);
    gint64 sum;
    if (cells_has_value(&cell) ||
        !publication_moving_sum(writer->publication, measure, writer->area, window, &sum))
        return cell;
    Cell last =
        publication_total(writer->publication, measure, writer->area, period_year(window.year));
    cell = (Cell){.state = STATE_VALUE, .value = sum, .provisional = last.provisional};
    return cell;
}

typedef struct {
    gsize n;
    Period windows[WRITER_SERIES_YEARS];
} Windows;

static Windows all_windows(const Writer *writer)
{
    Windows all = {.n = 0};
    int length = writer->window.number;
    int first = writer->year.year - (int)writer->series_years + length;
    for (int year = first; year <= writer->year.year; year++)
        all.windows[all.n++] = period_window(year, length);
    return all;
}

static gboolean is_worth_a_row(Writer *writer, const Windows *all, const char *measure)
{
    guint n_shown = 0;
    gboolean any = FALSE;
    for (gsize i = 0; i < all->n; i++) {
        gint64 sum;
        if (!publication_moving_sum(writer->publication, measure, writer->area, all->windows[i],
                                    &sum))
            continue;
        n_shown++;
        any |= sum > 0;
    }
    return any && n_shown >= 2;
}

static void add_row(Writer *writer, ReportTable *table, const Windows *all, const char *measure)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_measure(writer, measure));
    for (gsize i = 0; i < all->n; i++) {
        Cell cell = sum_of(writer, measure, all->windows[i]);
        cells_count(table, &cell);
    }
}

gboolean moving_sums_any(Writer *writer)
{
    Windows all = all_windows(writer);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (is_worth_a_row(writer, &all, rows[i].measure))
            return TRUE;
    return FALSE;
}

gboolean moving_sums_append(Writer *writer, const char *name)
{
    g_autoptr(ReportTable) table = table_new(writer->language);
    Windows all = all_windows(writer);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "beweging.cijfer"));
    for (gsize i = 0; i < all.n; i++)
        table_add_column(table, TABLE_COLUMN_NUMBER, writer_period(writer, all.windows[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        if (is_worth_a_row(writer, &all, rows[i].measure))
            add_row(writer, table, &all, rows[i].measure);
    if (table_n_rows(table) == 0)
        return FALSE;
    TableInfo info = {.name = "ontwikkeling.schuivend",
                      .title = writer_say(writer, "schuivend.titel", "gemeente", name),
                      .subtitle = writer_say(writer, "schuivend.onder"),
                      .notes = writer_say(writer, "schuivend.noot"),
                      .source = sources_line(writer, "comensha", "politie"),
                      .compact = TRUE};
    table_append(writer->flow, &info, g_steal_pointer(&table));
    return TRUE;
}
