#include "report/edition/gemeente_parts.h"
#include "report/edition/sources.h"

static void add_fact(Writer *writer, ReportTable *table, const char *key, const char *value)
{
    table_begin_row(table, TABLE_ROW);
    table_text(table, writer_say(writer, key));
    if (value != NULL)
        table_text(table, value);
    else
        table_state(table, STATE_NOT_AVAILABLE);
}

static const char *inhabitants(Writer *writer)
{
    AreaPopulation population;
    if (!area_population(writer->areas, writer->area, writer->year.year, DAY_NONE, &population))
        return NULL;
    return writer_say(
        writer,
        population.estimated ? "achtergrond.inwoners-geschat" : "achtergrond.inwoners-aantal", "n",
        writer_count(writer, population.persons), "jaar", writer_period(writer, writer->year));
}

static const char *numbered(Writer *writer, const char *name, int number)
{
    g_autofree char *key = g_strdup_printf("achtergrond.%s-%d", name, number);
    return texts_lookup(writer->context->texts, key);
}

static const char *parent_name(Writer *writer, AreaKind kind)
{
    AreaId parent =
        area_parent(writer->areas, writer->area, kind, publication_division(writer->publication));
    return parent == AREA_NONE ? NULL : area_name(writer->areas, parent);
}

static const char *neighbours(Writer *writer)
{
    gsize n;
    const AreaId *ids = area_neighbours(writer->areas, writer->area, &n);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (gsize i = 0; i < n; i++)
        g_ptr_array_add(names, (gpointer)area_name(writer->areas, ids[i]));
    return n == 0 ? writer_say(writer, "achtergrond.geen-buren") : writer_list(writer, names);
}

static void draw_facts(const Gemeente *gemeente, Flow *flow)
{
    Writer *writer = gemeente->writer;
    ReportTable *table = table_new(writer->language);
    table_add_column(table, TABLE_COLUMN_TEXT, writer_say(writer, "achtergrond.kop"));
    table_add_column(table, TABLE_COLUMN_TEXT, gemeente->name);
    table_name_column(table, "waarde", writer_say(writer, "data.waarde"));
    add_fact(writer, table, "achtergrond.inwoners", inhabitants(writer));
    add_fact(writer, table, "achtergrond.grootteklasse",
             numbered(writer, "klasse",
                      (int)area_size_class(writer->areas, writer->area, writer->year.year)));
    add_fact(writer, table, "achtergrond.stedelijkheid",
             numbered(writer, "stedelijk", area_urbanity(writer->areas, writer->area)));
    add_fact(writer, table, "achtergrond.provincie", parent_name(writer, AREA_PROVINCIE));
    add_fact(writer, table, "achtergrond.veiligheidsregio",
             parent_name(writer, AREA_VEILIGHEIDSREGIO));
    add_fact(writer, table, "achtergrond.eenheid", parent_name(writer, AREA_POLITIE_EENHEID));
    add_fact(writer, table, "achtergrond.parket", parent_name(writer, AREA_PARKET));
    gboolean centre = peer_rule_is_centrumgemeente(writer->context->peers, writer->area);
    add_fact(writer, table, "achtergrond.centrum",
             writer_say(writer, centre ? "achtergrond.ja" : "achtergrond.nee"));
    add_fact(writer, table, "achtergrond.buren", neighbours(writer));
    TableInfo info = {.name = "achtergrond.feiten",
                      .title = writer_say(writer, "achtergrond.titel-tabel"),
                      .source = sources_line(writer, "cbs-kenmerken"),
                      .compact = TRUE};
    table_append(flow, &info, table);
}

/* --- mergers that touch the series */

static gboolean went_to(const Writer *writer, AreaId old)
{
    AreaShare parts[AREA_MAX_PARTS];
    gsize n = area_successors(writer->areas, old, publication_division(writer->publication), parts);
    for (gsize i = 0; i < n; i++)
        if (parts[i].id == writer->area)
            return TRUE;
    return FALSE;
}

/* Gemeenten of the first day of the series that went, wholly or in part, to this one. */
static GPtrArray *former_names(Writer *writer)
{
    Day first = day_from_ymd(writer->year.year - (int)writer->series_years + 1, 1, 1);
    GPtrArray *names = g_ptr_array_new();
    gsize n;
    g_autofree AreaId *before = area_list(writer->areas, AREA_GEMEENTE, first, &n);
    for (gsize i = 0; i < n; i++)
        if (before[i] != writer->area && went_to(writer, before[i]))
            g_ptr_array_add(names, (gpointer)writer_area(writer, before[i]));
    return names;
}

static void draw_mergers(const Gemeente *gemeente, Flow *flow)
{
    Writer *writer = gemeente->writer;
    g_autoptr(GPtrArray) names = former_names(writer);
    const char *first = writer_year(writer, writer->year.year - (int)writer->series_years + 1);
    const char *sentence =
        names->len == 0
            ? writer_say(writer, "achtergrond.indeling-gelijk", "gemeente", gemeente->name, "jaar",
                         first)
            : writer_say_count(writer, "achtergrond.indeling-samen", (gint64)names->len, "gemeente",
                               gemeente->name, "jaar", first, "namen", writer_list(writer, names));
    flow_paragraph(flow, writer_join(writer, writer_say(writer, "achtergrond.indeling"), sentence));
}

void gemeente_background(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    flow_heading(writer->flow, 1, writer_say(writer, "achtergrond.titel"));
    flow_lead(writer->flow, writer_say(writer, "achtergrond.lead", "gemeente", gemeente->name));
    static const double shares[] = {0.57, 0.43};
    Flow *columns[2];
    flow_columns(writer->flow, 2, shares, columns);
    draw_facts(gemeente, columns[0]);
    draw_mergers(gemeente, columns[1]);
    flow_paragraph(columns[1], writer_join(writer, writer_say(writer, "achtergrond.risico-kop"),
                                           writer_say(writer, "achtergrond.risico")));
}
