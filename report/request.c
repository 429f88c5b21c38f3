#include "report/request.h"

#include "core/error.h"

#include <string.h>

/* --- areas */

/* A unit without territory, such as the Landelijke Eenheid, has no region to report on. */
static gboolean has_territory(const AreaRegister *areas, AreaId area, Day division)
{
    if (area_kind(areas, area) == AREA_LAND || area_kind(areas, area) == AREA_GEMEENTE)
        return TRUE;
    gsize n;
    g_free(area_gemeenten(areas, area, division, &n));
    return n > 0;
}

typedef struct {
    char *text;
    gboolean used;
} Wish;

/* Whether an area of `kind` is asked for; wishes that name it are marked as used. */
static gboolean is_wanted(GArray *wishes, const char *code, AreaKind kind)
{
    gboolean wanted = FALSE;
    for (guint i = 0; i < wishes->len; i++) {
        Wish *wish = &g_array_index(wishes, Wish, i);
        if (g_ascii_strcasecmp(wish->text, code) != 0 &&
            g_ascii_strcasecmp(wish->text, area_kind_word(kind)) != 0)
            continue;
        wish->used = TRUE;
        wanted = TRUE;
    }
    return wanted;
}

static void wish_clear(gpointer data)
{
    g_free(((Wish *)data)->text);
}

/* What area of the edition a name or code means; NULL when none, also when it was part of another
 * division: which area is meant then is for a person to say. The first kind goes before. */
static const char *code_meant(const Edition *edition, const AreaRegister *areas, Day division,
                              const char *text)
{
    for (guint i = 0; i < edition->n_kinds; i++) {
        AreaMatch match;
        if (area_resolve(areas, edition->kinds[i], text, division, &match) &&
            match.kind != AREA_MATCH_SUCCESSOR)
            return area_code(areas, match.id);
    }
    return NULL;
}

static char *read_wish(const Edition *edition, const AreaRegister *areas, Day division,
                       const char *text)
{
    if (g_ascii_strcasecmp(text, "all") == 0)
        return g_strdup(area_kind_word(edition->kinds[0]));
    const char *code = code_meant(edition, areas, division, text);
    return g_strdup(code != NULL ? code : text);
}

static GArray *read_wishes(const Edition *edition, const AreaRegister *areas, Day division,
                           const char *wanted)
{
    GArray *wishes = g_array_new(FALSE, FALSE, sizeof(Wish));
    g_array_set_clear_func(wishes, wish_clear);
    g_auto(GStrv) parts = g_strsplit_set(wanted != NULL ? wanted : "all", ",;", -1);
    for (char **part = parts; *part != NULL; part++) {
        g_strstrip(*part);
        if (**part == '\0')
            continue;
        Wish wish = {read_wish(edition, areas, division, *part), FALSE};
        g_array_append_val(wishes, wish);
    }
    return wishes;
}

/* " (since merged into Voorne aan Zee, GM1992)", or nothing. */
static char *what_became(const Edition *edition, const AreaRegister *areas, Day division,
                         const char *asked)
{
    for (guint i = 0; i < edition->n_kinds; i++) {
        AreaMatch match;
        if (area_resolve(areas, edition->kinds[i], asked, division, &match) &&
            match.kind == AREA_MATCH_SUCCESSOR)
            return g_strdup_printf(" (since merged into %s, %s)", area_name(areas, match.id),
                                   area_code(areas, match.id));
    }
    return g_strdup("");
}

/* "gemeente (GM0003 … GM1992), politie-eenheid (PE01 … PE10)". */
static char *what_exists(const Edition *edition, const AreaRegister *areas, Day division)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < edition->n_kinds; i++) {
        gsize n;
        g_autofree AreaId *ids = area_list(areas, edition->kinds[i], division, &n);
        const char *first = NULL, *last = NULL;
        for (gsize j = 0; j < n; j++) {
            const char *code = area_code(areas, ids[j]);
            if (!has_territory(areas, ids[j], division))
                continue;
            first = first == NULL || strcmp(code, first) < 0 ? code : first;
            last = last == NULL || strcmp(code, last) > 0 ? code : last;
        }
        g_string_append_printf(words, "%s%s (%s .. %s)", i > 0 ? ", " : "",
                               area_kind_word(edition->kinds[i]), first != NULL ? first : "none",
                               last != NULL ? last : "none");
    }
    return g_string_free(words, FALSE);
}

static gboolean refuse(const Edition *edition, const AreaRegister *areas, Day division,
                       const char *asked, GError **error)
{
    g_autofree char *known = what_exists(edition, areas, division);
    g_autofree char *became = what_became(edition, areas, division, asked);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "\"%s\"%s is not an area for the edition %s in this period; known are %s, their "
                "names, or all",
                asked, became, edition->name, known);
    return FALSE;
}

gboolean request_areas(const Edition *edition, const AreaRegister *areas, Day division,
                       const char *wanted, gboolean lenient, GPtrArray *codes, GError **error)
{
    g_autoptr(GArray) wishes = read_wishes(edition, areas, division, wanted);
    for (guint i = 0; i < edition->n_kinds; i++) {
        gsize n;
        g_autofree AreaId *ids = area_list(areas, edition->kinds[i], division, &n);
        for (gsize j = 0; j < n; j++) {
            const char *code = area_code(areas, ids[j]);
            if (has_territory(areas, ids[j], division) &&
                is_wanted(wishes, code, edition->kinds[i]))
                g_ptr_array_add(codes, g_strdup(code));
        }
    }
    for (guint i = 0; !lenient && i < wishes->len; i++)
        if (!g_array_index(wishes, Wish, i).used)
            return refuse(edition, areas, division, g_array_index(wishes, Wish, i).text, error);
    return lenient || codes->len > 0 || refuse(edition, areas, division, wanted, error);
}

/* --- period */

/* The quarters of the publication of which any measure has a figure for the land. */
static GArray *known_quarters(const AreaRegister *areas, Publication *publication)
{
    GArray *quarters = g_array_new(FALSE, FALSE, sizeof(Period));
    AreaId land = area_find_code(areas, "NL01");
    g_auto(GStrv) measures = publication_measures(publication, land);
    for (char **measure = measures; measure != NULL && *measure != NULL; measure++) {
        gsize n;
        g_autofree PeriodCell *cells =
            publication_series(publication, *measure, land, PERIOD_QUARTER, "", "", &n);
        for (gsize i = 0; i < n; i++)
            g_array_append_val(quarters, cells[i].period);
    }
    return quarters;
}

/* The last known quarter, of `year` unless that is 0. */
static gboolean last_quarter(const GArray *quarters, int year, Period *found)
{
    gboolean any = FALSE;
    for (guint i = 0; i < quarters->len; i++) {
        Period quarter = g_array_index(quarters, Period, i);
        if ((year != 0 && quarter.year != year) || (any && period_compare(quarter, *found) <= 0))
            continue;
        *found = quarter;
        any = TRUE;
    }
    return any;
}

static gboolean is_known(const GArray *quarters, Period wanted)
{
    for (guint i = 0; i < quarters->len; i++)
        if (period_compare(g_array_index(quarters, Period, i), wanted) == 0)
            return TRUE;
    return FALSE;
}

static gboolean refuse_quarter(const GArray *quarters, Period wanted, GError **error)
{
    Period first = g_array_index(quarters, Period, 0), last = first;
    for (guint i = 1; i < quarters->len; i++) {
        Period quarter = g_array_index(quarters, Period, i);
        first = period_compare(quarter, first) < 0 ? quarter : first;
        last = period_compare(quarter, last) > 0 ? quarter : last;
    }
    g_autofree char *asked = period_code(wanted);
    g_autofree char *from = period_code(first);
    g_autofree char *to = period_code(last);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "the publication has no figures of %s; its quarters are %s to %s", asked, from, to);
    return FALSE;
}

static gboolean find_quarter(const AreaRegister *areas, Publication *publication, Period wanted,
                             Period *period, GError **error)
{
    g_autoptr(GArray) quarters = known_quarters(areas, publication);
    Period own = publication_period(publication);
    if (wanted.kind == PERIOD_NONE)
        wanted = own.kind == PERIOD_QUARTER ? own : period_year(own.year);
    if (wanted.kind == PERIOD_YEAR) {
        *period = period_quarter(wanted.year, 4);
        if (last_quarter(quarters, wanted.year, period) || quarters->len == 0)
            return TRUE;
        return refuse_quarter(quarters, wanted, error);
    }
    *period = wanted;
    return quarters->len == 0 || is_known(quarters, wanted) ||
           refuse_quarter(quarters, wanted, error);
}

/* From the first year with counts to the last. A year outside would be a report without figures. */
static gboolean check_year(const Publication *publication, int year, GError **error)
{
    const char *text = publication_meta(publication, "first_year");
    int first = text != NULL ? (int)g_ascii_strtoll(text, NULL, 10) : 0;
    int last = publication_period(publication).year;
    if (first == 0 || last == 0 || (year >= first && year <= last))
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "the publication has no figures of %d; its years are %d to %d", year, first, last);
    return FALSE;
}

gboolean request_period(const Edition *edition, const AreaRegister *areas, Publication *publication,
                        Period wanted, Period *period, GError **error)
{
    if (edition->period_kind == PERIOD_QUARTER)
        return find_quarter(areas, publication, wanted, period, error);
    if (wanted.kind == PERIOD_NONE) {
        Period own = publication_period(publication);
        *period = own.kind == PERIOD_YEAR ? own : period_year(publication_window(publication).year);
        return TRUE;
    }
    *period = wanted;
    if (wanted.kind == PERIOD_YEAR)
        return check_year(publication, wanted.year, error);
    g_autofree char *asked = period_code(wanted);
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                "%s: the edition %s is about a year, such as 2024", asked, edition->name);
    return FALSE;
}
