#include "report/edition/bestuurlijk_words.h"

#include <string.h>

/* Names of neighbours that a sentence bears. */
#define MOST_NEIGHBOURS 2

const char *blad_title(const Blad *blad, const char *name)
{
    Writer *writer = blad->writer;
    const Cell *own = &blad->comparison->own;
    if (own->state == STATE_SUPPRESSED)
        return writer_say(writer, "bestuur.titel-onderdrukt", "gebied", name);
    if (!cells_has_value(own))
        return writer_say(writer, "bestuur.titel-zonder", "gebied", name);
    return writer_say_count(
        writer, blad->is_gemeente || own->value == 0 ? "bestuur.titel" : "bestuur-eenheid.titel",
        own->value, "gebied", name, "n", cells_words(writer, own));
}

/* --- why it matters here */

/* The form that most persons were reported with; "" when the unit has no such figures. */
static const char *most_frequent_form(const Blad *blad)
{
    Writer *writer = blad->writer;
    gsize n;
    g_autofree CategoryCell *forms =
        publication_breakdown(writer->publication, writer->context->codes, COMPARISON_MEASURE,
                              blad->unit, writer->window, "form_group", &n);
    const CategoryCell *most = NULL;
    for (gsize i = 0; i < n; i++)
        if (cells_has_value(&forms[i].cell) && strcmp(forms[i].category, "onbekend") != 0 &&
            (most == NULL || forms[i].cell.value > most->cell.value))
            most = &forms[i];
    return most != NULL && most->cell.value > 0
               ? writer_code_in_sentence(writer, "form_group", most->category)
               : "";
}

static const char *why_region(const Blad *blad)
{
    Writer *writer = blad->writer;
    if (blad->unit == AREA_NONE)
        return "";
    Cell unit =
        publication_total(writer->publication, COMPARISON_MEASURE, blad->unit, writer->window);
    const char *form = most_frequent_form(blad);
    if (!cells_has_value(&unit) || unit.value == 0 || *form == '\0')
        return "";
    return writer_say(
        writer, blad->is_gemeente ? "bestuur.waarom-eenheid" : "bestuur-eenheid.waarom-vorm",
        "eenheid", writer_area(writer, blad->unit), "n", cells_words(writer, &unit), "vorm", form);
}

static const char *why_residence(const Blad *blad)
{
    Writer *writer = blad->writer;
    Cell stay = publication_total(writer->publication, "gemelde_personen_verblijf", writer->area,
                                  writer->window);
    if (!cells_has_value(&stay) || stay.value == 0)
        return "";
    return writer_say_count(writer, "bestuur.waarom-verblijf", stay.value, "n",
                            cells_words(writer, &stay), "gebied", blad->name);
}

gboolean blad_is_centre(const Blad *blad)
{
    return blad->is_gemeente &&
           peer_rule_is_centrumgemeente(blad->writer->context->peers, blad->writer->area);
}

const char *blad_why(const Blad *blad)
{
    Writer *writer = blad->writer;
    return writer_join(
        writer,
        writer_say(writer, blad->is_gemeente ? "bestuur.waarom" : "bestuur-eenheid.waarom",
                   "gebied", blad->name),
        blad_is_centre(blad) ? writer_say(writer, "bestuur.waarom-centrum", "gebied", blad->name)
                             : "",
        why_residence(blad), why_region(blad));
}

/* --- what is known */

/* Gemeenten have a trend of windows, regions one of years. */
static gboolean find_trend(Writer *writer, PublishedTrend *trend)
{
    static const PeriodKind kinds[] = {PERIOD_YEAR, PERIOD_WINDOW};
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (publication_trend(writer->publication, COMPARISON_MEASURE, writer->area, kinds[i],
                              trend) &&
            trend->is_fine && trend->direction != NULL)
            return TRUE;
    return FALSE;
}

static const char *change(const Blad *blad)
{
    Writer *writer = blad->writer;
    PublishedTrend trend;
    if (!find_trend(writer, &trend))
        return writer_say(writer, "bestuur.reeks-onbekend");
    if (strcmp(trend.direction, "rise") == 0)
        return writer_say(writer, "bestuur.reeks-toename");
    if (strcmp(trend.direction, "fall") == 0)
        return writer_say(writer, "bestuur.reeks-afname");
    return writer_say(writer, "bestuur.reeks-geen");
}

const char *blad_known(const Blad *blad)
{
    Writer *writer = blad->writer;
    const Cell *own = &blad->comparison->own;
    const char *window = writer_period(writer, writer->window);
    if (own->state == STATE_SUPPRESSED)
        return writer_say(writer, "bestuur.weten-onderdrukt", "gebied", blad->name, "venster",
                          window);
    if (!cells_has_value(own))
        return writer_say(writer, "bestuur.weten-zonder", "gebied", blad->name, "venster", window,
                          "toestand", cells_words(writer, own));
    if (own->value > 0)
        return writer_join(writer, change(blad), writer_say(writer, "bestuur.weten-zicht"));
    if (!cells_has_rate(own))
        return writer_say(writer, "bestuur.weten-nul", "gebied", blad->name, "venster", window);
    return writer_say(writer, "bestuur.weten-nul-marge", "gebied", blad->name, "venster", window,
                      "boven", writer_decimal(writer, own->rate_upper, 1));
}

/* --- what is not known */

/* Persons without a gemeente in the unit, or else without any place in the country. */
static const char *unknown_place(const Blad *blad)
{
    Writer *writer = blad->writer;
    AreaId unit = blad->unit != AREA_NONE ? blad->unit : writer->land;
    Cell rest = publication_without_area(writer->publication, COMPARISON_MEASURE, unit,
                                         writer->window, AREA_GEMEENTE);
    if (cells_has_value(&rest) && rest.value > 0)
        return writer_say_count(writer, "bestuur.onbekend-plaats", rest.value, "n",
                                cells_words(writer, &rest), "eenheid", writer_area(writer, unit));
    rest = publication_without_area(writer->publication, COMPARISON_MEASURE, writer->land,
                                    writer->window, AREA_LAND);
    if (cells_has_value(&rest) && rest.value > 0)
        return writer_say(writer, "bestuur.onbekend-plaats-land", "n", cells_words(writer, &rest));
    return writer_say(writer, "bestuur.onbekend-plaats");
}

static const char *unknown_form(const Blad *blad)
{
    Writer *writer = blad->writer;
    const Cell *own = &blad->comparison->own;
    Cell unknown = publication_cell(writer->publication, COMPARISON_MEASURE, writer->area,
                                    writer->window, "form_group", "onbekend");
    if (!cells_has_value(own) || !cells_has_value(&unknown) || unknown.value == 0)
        return writer_say(writer, "bestuur.onbekend-inzet");
    return writer_say(writer, "bestuur.onbekend-vorm", "n", cells_words(writer, &unknown), "totaal",
                      cells_words(writer, own));
}

GPtrArray *blad_unknown(const Blad *blad)
{
    Writer *writer = blad->writer;
    GPtrArray *items = g_ptr_array_new();
    g_ptr_array_add(items, (gpointer)writer_say(writer, blad->is_gemeente
                                                            ? "bestuur.onbekend-aantal"
                                                            : "bestuur-eenheid.onbekend-aantal"));
    g_ptr_array_add(items, (gpointer)unknown_place(blad));
    g_ptr_array_add(items, (gpointer)unknown_form(blad));
    return items;
}

/* --- what to do now */

const char *blad_situation(const Blad *blad)
{
    static const char *const by_result[] = {[COMPARISON_NOT_POSSIBLE] = "bespreek",
                                            [COMPARISON_NOT_DISTINCT] = "bespreek",
                                            [COMPARISON_MORE_REPORTED] = "meer",
                                            [COMPARISON_LESS_REPORTED] = "minder"};
    const Cell *own = &blad->comparison->own;
    if (own->state == STATE_SUPPRESSED)
        return "onderdrukt";
    if (!cells_has_value(own))
        return "zonder";
    return own->value == 0 ? "nul" : by_result[blad->comparison->result];
}

static const char *neighbour_step(const Blad *blad)
{
    Writer *writer = blad->writer;
    gsize n;
    const AreaId *ids = area_neighbours(writer->areas, writer->area, &n);
    if (n == 0)
        return writer_say(writer, "bestuur.doen-eiland");
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < MIN(n, MOST_NEIGHBOURS); i++)
        g_ptr_array_add(names, (gpointer)writer_area(writer, ids[i]));
    return writer_say(writer,
                      n > MOST_NEIGHBOURS ? "bestuur.doen-buren-zoals" : "bestuur.doen-buren",
                      "namen", writer_list(writer, names));
}

GPtrArray *blad_steps(const Blad *blad)
{
    Writer *writer = blad->writer;
    GPtrArray *items = g_ptr_array_new();
    if (!blad->is_gemeente) {
        g_ptr_array_add(items, (gpointer)writer_say(writer, "bestuur-eenheid.doen-1"));
        g_ptr_array_add(items, (gpointer)writer_say(writer, "bestuur-eenheid.doen-2"));
        g_ptr_array_add(items, (gpointer)writer_say(writer, "bestuur-eenheid.doen-3"));
        return items;
    }
    g_autofree char *first = g_strconcat("bestuur.doen-", blad_situation(blad), NULL);
    g_ptr_array_add(items, (gpointer)writer_say(writer, first, "gebied", blad->name));
    g_ptr_array_add(items,
                    (gpointer)writer_say(writer, blad_is_centre(blad) ? "bestuur.doen-centrum"
                                                                      : "bestuur.doen-route"));
    g_ptr_array_add(items, (gpointer)neighbour_step(blad));
    return items;
}
