#include "tests/support/report_sample.h"

#include "report/chart/bar_chart.h"
#include "report/chart/estimate_chart.h"
#include "report/chart/funnel_chart.h"
#include "report/chart/line_chart.h"
#include "report/chart/row_chart.h"
#include "report/map/tile_map.h"
#include "report/table/table.h"

#include <math.h>

static const char *const years[] = {"2015", "2016", "2017", "2018", "2019",
                                    "2020", "2021", "2022", "2023", "2024"};

static Graphic *eindhoven_line(void)
{
    static const double counts[] = {19, 16, 14, 13, 9, 15, 11, 10, 12, 13};
    ChartValue values[10];
    for (guint i = 0; i < 10; i++)
        values[i] = chart_value_with_interval(counts[i], counts[i] - 1.9 * sqrt(counts[i]),
                                              counts[i] + 2.4 * sqrt(counts[i]));
    values[9].provisional = TRUE;
    LineSeries series = {"13 gemeld in 2024", "95%: 7–22", COLOUR_REGISTERED, values};
    LineEvent events[] = {{2.9, "AVG, mei 2018", TRUE}, {4.7, "corona, mrt 2020", FALSE}};
    return line_chart_new(&(LineChart){.n_periods = 10,
                                       .periods = years,
                                       .n_series = 1,
                                       .series = &series,
                                       .n_events = 2,
                                       .events = events,
                                       .whole = TRUE});
}

static void page_for_the_board(Flow *flow)
{
    static const KeyFigure keys[] = {
        {KEY_REGISTERED, "61",
         "<b>gemelde (mogelijke) slachtoffers in vijf jaar.</b> Per 100.000 inwoners 5,1 per jaar; "
         "toevalsmarge 3,9 tot 6,6."},
        {KEY_NEUTRAL, "niet te onderscheiden",
         "<b>van negen vergelijkbare gemeenten.</b> Bij deze aantallen verklaart toeval de "
         "verschillen."},
        {KEY_ESTIMATED, "14–29%",
         "<b>van de slachtoffers in de politie-eenheid is naar schatting in beeld.</b> Per "
         "gemeente is geen schatting mogelijk."}};
    flow_title(flow, "Eindhoven: wat is er in beeld, en wat niet?",
               "Gemelde (mogelijke) slachtoffers van mensenhandel met uitbuiting in de gemeente");
    flow_key_figures(flow, 3, keys);
    flow_heading_unnumbered(flow, 2, "Aantal meldingen zegt vooral hoe goed er gekeken wordt");
    flow_lead(flow, "Tussen 2015 en 2024 is geen aantoonbare verandering. De daling tot 2018 valt "
                    "samen met minder meldingen door hulpverleners na de invoering van de AVG; "
                    "politie en Arbeidsinspectie meldden even vaak.");
    flow_figure(flow,
                &(FigureInfo){.title = "Gemelde (mogelijke) slachtoffers per jaar, Eindhoven",
                              .subtitle = "Aantal personen, plaats van uitbuiting; band: "
                                          "95%-interval; open: voorlopig",
                              .source = "Bron: CoMensha, bewerking monitor. Lijn onderbroken waar "
                                        "de registratie veranderde. Cijfers: "
                                        "gemeente-GM0772-fig1.csv",
                              .alternative = "Het aantal daalt van 19 in 2015 naar 13 in 2024.",
                              .unnumbered = TRUE},
                eindhoven_line());
    Flow *columns[2];
    flow_columns(flow, 2, NULL, columns);
    flow_paragraph(flow_panel(columns[0], "Wat we niet weten"),
                   "Van 22 van de 61 gemelde personen is de vorm van uitbuiting onbekend. Uit de "
                   "jeugdhulp kwam in 2024 geen enkele melding: weinig, of niet gezien?");
    flow_paragraph(flow_panel(columns[1], "Wat u nu kunt doen"),
                   "Eindhoven heeft een aandachtsfunctionaris en controles in de uitzendbranche; "
                   "een meldroute voor jeugdhulp ontbreekt.");
}

static ReportTable *reporters(void)
{
    static const struct {
        const char *name;
        gint64 count;
        gint64 peers;
        CellState state;
    } rows[] = {{"Politie", 31, 38, STATE_VALUE},         {"Zorgcoördinatie", 19, 29, STATE_VALUE},
                {"Arbeidsinspectie", 11, 8, STATE_VALUE}, {"FairWork", 0, 14, STATE_SUPPRESSED},
                {"Jeugdhulp", 0, 6, STATE_VALUE},         {"Overig", 0, 5, STATE_NOT_DELIVERED}};
    ReportTable *table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Melder");
    table_add_column(table, TABLE_COLUMN_NUMBER, "Eindhoven");
    table_add_column(table, TABLE_COLUMN_NUMBER, "%");
    table_add_column(table, TABLE_COLUMN_NUMBER, "Vergelijkbaar %");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        table_begin_row(table, TABLE_ROW);
        table_text(table, rows[i].name);
        table_count_or_state(table, rows[i].count, rows[i].state);
        if (rows[i].state == STATE_VALUE)
            table_share(table, rows[i].count, 74);
        else
            table_state(table, rows[i].state);
        table_percent(table, rows[i].peers);
    }
    table_begin_row(table, TABLE_ROW_TOTAL);
    table_text(table, "Totaal meldingen");
    table_count(table, 74);
    table_mark_provisional(table);
    table_percent(table, 100);
    table_percent(table, 100);
    return table;
}

static ReportTable *long_table(void)
{
    static const char *const names[] = {"Krimpen aan den IJssel", "Súdwest-Fryslân",
                                        "'s-Hertogenbosch",       "Kaag en Braassem",
                                        "Goeree-Overflakkee",     "Bergen (NH.)"};
    ReportTable *table = table_new(LANGUAGE_NL);
    table_add_column(table, TABLE_COLUMN_TEXT, "Gemeente");
    table_add_column(table, TABLE_COLUMN_NUMBER, "2023");
    table_add_column(table, TABLE_COLUMN_NUMBER, "2024");
    table_span_columns(table, 2, "Gemelde personen");
    table_add_column(table, TABLE_COLUMN_NUMBER, "Per 100.000");
    table_add_column(table, TABLE_COLUMN_NUMBER, "95%-interval");
    table_span_columns(table, 2, "2020–2024");
    for (guint i = 0; i < 90; i++) {
        if (i % 30 == 0) {
            table_begin_row(table, TABLE_ROW_GROUP);
            table_text(table, i == 0 ? "Eerste groep" : "Volgende groep");
        }
        table_begin_row(table, TABLE_ROW);
        table_text(table, names[i % 6]);
        if (i == 16)
            table_emphasise_row(table);
        table_count(table, (i * 7919) % 1400);
        table_count_or_state(table, i, i % 7 == 3 ? STATE_SUPPRESSED : STATE_VALUE);
        table_decimal(table, (i * 31 % 97) / 10.0, 1);
        table_range(table, (i * 31 % 97) / 20.0, (i * 31 % 97) / 5.0, 1);
    }
    return table;
}

static void chapters(Flow *flow)
{
    static const char *const items[] = {
        "Politie, Koninklijke Marechaussee en Arbeidsinspectie zijn verplicht te melden.",
        ("Zorginstellingen melden alleen met toestemming van de betrokkene; daardoor telt de "
         "registratie niet alle personen die zij zien."),
        "Een persoon kan door meer organisaties zijn gemeld."};
    flow_heading(flow, 1, "Vergeleken met andere gemeenten");
    flow_lead(flow, "Eindhoven heeft 7 procent meer gemelde personen dan verwacht op grond van "
                    "inwonertal en stedelijkheid. Dat verschil valt ruim binnen wat toeval kan "
                    "opleveren: de gemeente is <b>niet te onderscheiden</b> van vergelijkbare "
                    "gemeenten.");
    flow_paragraph_with_badge(flow, "OORDEEL: RUIM",
                              "De modellen wijzen dezelfde kant op, maar het interval is breed. "
                              "Zonder de lijst van zorg en opvang loopt de schatting op tot "
                              "9.100.<note>Zie <a href=\"https://www.comensha.nl\">CoMensha</a>, "
                              "jaarcijfers, en de verantwoording in dit rapport.</note>");
    Flow *columns[2];
    flow_columns(flow, 2, (double[]){0.54, 0.46}, columns);
    table_append(columns[0],
                 &(TableInfo){.title = "Wie meldt er?",
                              .subtitle = "Meldingen per meldende organisatie, 2020–2024",
                              .notes = "Een persoon kan door meer organisaties zijn gemeld: 74 "
                                       "meldingen, 61 personen."},
                 reporters());
    flow_figure(columns[1],
                &(FigureInfo){.title = "Gemeld per jaar",
                              .subtitle = "Aantal personen, plaats van uitbuiting, met het "
                                          "95%-interval als band",
                              .source = "Bron: CoMensha.",
                              .alternative = "Daling van 19 naar 13."},
                eindhoven_line());
    flow_heading(flow, 2, "Wie mag en moet melden");
    flow_paragraph(flow, "Registratie is geen telling van slachtoffers. Zij zegt wie gezien is, "
                         "door wie, en waar.<note>Artikel 273f Wetboek van Strafrecht.</note> "
                         "De volgende punten zijn van belang bij het lezen van de "
                         "<a href=\"#sec-2\">cijfers in de tabellen</a>.");
    flow_bullets(flow, G_N_ELEMENTS(items), items);
    flow_heading(flow, 3, "Een tussenkop van het derde niveau");
    for (guint i = 0; i < 4; i++)
        flow_paragraph(flow, "Uit de jeugdhulp kwam in 2024 geen enkele melding: weinig, of niet "
                             "gezien? De gemeente 's-Hertogenbosch meldde 1.106 personen, "
                             "Súdwest-Fryslân 12. Een verandering tussen 2020 en 2024 is niet aan "
                             "te tonen (verschil −1.900 tot +2.100). De cijfers zijn voorlopig.");
    flow_numbered(flow, G_N_ELEMENTS(items), items);
    flow_heading(flow, 1, "Tabellen");
    table_append(flow,
                 &(TableInfo){.title = "Alle gemeenten",
                              .subtitle = "Gemelde personen",
                              .source = "Bron: CoMensha; CBS (inwoners)."},
                 long_table());
}

/* Whole numbers that look random and are the same everywhere. */
static guint scramble(guint i)
{
    return (i * 2654435761u) >> 16;
}

static Graphic *estimates(void)
{
    static const double counts[] = {1150, 952, 956, 668, 1334, 984, 791, 814, 868, 944};
    static const double middles[] = {4900, 4600, 4500, 4300, 5000, 4700, 4400, 4300, 4500, 4600};
    ChartValue registered[10], estimated[10];
    for (guint i = 0; i < 10; i++) {
        registered[i] = chart_value(counts[i]);
        estimated[i] = chart_value_with_interval(middles[i], middles[i] - 1200, middles[i] + 2100);
    }
    registered[9].provisional = TRUE;
    estimated[3] = chart_empty(STATE_NOT_AVAILABLE);
    return estimate_chart_new(
        &(EstimateChart){.n_periods = 10,
                         .periods = years,
                         .registered = registered,
                         .estimated = estimated,
                         .registered_name = "gemelde (mogelijke) slachtoffers",
                         .estimated_name = "geschat aantal slachtoffers",
                         .estimated_note = "lijn en 95%-interval",
                         .language = LANGUAGE_NL});
}

static Graphic *forest(void)
{
    ChartRow rows[] = {
        {"Gekozen model (12 · 23 · 4)", chart_value_with_interval(4600, 3300, 7000), NAN, TRUE,
         "3.300–7.000"},
        {"Zonder lijst KMar", chart_value_with_interval(4500, 3200, 6900), NAN, FALSE,
         "3.200–6.900"},
        {"Zonder lijst zorg en opvang", chart_value_with_interval(5600, 3500, 9100), NAN, FALSE,
         "3.500–9.100"},
        {"Gemiddelde over modellen", chart_empty(STATE_NOT_AVAILABLE), NAN, FALSE, NULL}};
    return row_intervals_new(&(RowChart){.n_rows = G_N_ELEMENTS(rows),
                                         .rows = rows,
                                         .whole = TRUE,
                                         .estimated = TRUE,
                                         .reference = 944,
                                         .reference_name = "gemeld: 944"});
}

static Graphic *peers(void)
{
    static const char *const names[] = {"Almere",          "Apeldoorn",
                                        "Arnhem",          "Breda",
                                        "Eindhoven",       "Krimpen aan den IJssel",
                                        "Súdwest-Fryslân", "'s-Hertogenbosch"};
    ChartRow rows[8];
    for (guint i = 0; i < 8; i++) {
        double value = 3 + (scramble(i) % 30) / 10.0;
        rows[i] = (ChartRow){names[i], chart_value_with_interval(value, value - 1.2, value + 1.6),
                             NAN, i == 4, NULL};
    }
    rows[5].value = chart_empty(STATE_SUPPRESSED);
    rows[6].value.provisional = TRUE;
    return row_intervals_new(&(RowChart){.n_rows = 8,
                                         .rows = rows,
                                         .decimals = 1,
                                         .axis_title = "gemeld per 100.000 inwoners per jaar",
                                         .reference = 4.4,
                                         .reference_name = "Nederland 4,4"});
}

static Graphic *forms(void)
{
    ChartRow rows[] = {
        {"Binnenlandse seksuele uitbuiting", chart_value(22), 31, FALSE, NULL},
        {"Grensoverschrijdende seksuele uitbuiting", chart_value(9), 14, FALSE, NULL},
        {"Arbeidsuitbuiting", chart_empty(STATE_SUPPRESSED), 28, FALSE, NULL},
        {"Criminele uitbuiting", chart_value(0), 12, FALSE, NULL},
        {"Vorm onbekend", chart_value(36), 20, FALSE, NULL}};
    rows[4].value.provisional = TRUE;
    return row_bars_new(&(RowChart){.n_rows = G_N_ELEMENTS(rows), .rows = rows, .suffix = "%"});
}

static Graphic *cases(void)
{
    static const char *const decisions[] = {"Dagvaarden", "Voegen", "Sepot",
                                            "Overdracht buitenland"};
    ChartValue before[] = {chart_value(180), chart_value(41), chart_value(66), chart_value(4)};
    ChartValue after[] = {chart_value(171), chart_value(38), chart_value(91),
                          chart_empty(STATE_SUPPRESSED)};
    BarSeries series[] = {{"2015–2019", COLOUR_LIGHT_GREY, before},
                          {"2020–2024", COLOUR_REGISTERED, after}};
    return bar_chart_new(&(BarChart){.n_categories = 4,
                                     .categories = decisions,
                                     .n_series = 2,
                                     .series = series,
                                     .whole = TRUE});
}

static Graphic *funnel(void)
{
    FunnelPoint points[150];
    FunnelLimits limits[40];
    for (guint i = 0; i < 150; i++)
        points[i] = (FunnelPoint){.expected = pow(10, -0.4 + (scramble(i) % 200) / 100.0),
                                  .ratio = (scramble(i + 77) % 260) / 100.0,
                                  .is_own = i == 60,
                                  .is_peer = i > 60 && i < 68};
    points[60] = (FunnelPoint){.expected = 12, .ratio = 1.07, .is_own = TRUE};
    for (guint i = 0; i < 40; i++) {
        double expected = pow(10, -0.5 + i * 0.06), sd = 1 / sqrt(expected);
        limits[i] = (FunnelLimits){expected, MAX(0, 1 - 1.96 * sd), 1 + 1.96 * sd,
                                   MAX(0, 1 - 3.09 * sd), 1 + 3.09 * sd};
    }
    return funnel_chart_new(&(FunnelChart){.n_points = 150,
                                           .points = points,
                                           .n_limits = 40,
                                           .limits = limits,
                                           .own_name = "Eindhoven",
                                           .x_title = "verwacht aantal"});
}

static Graphic *map_or_nothing(void)
{
    static char codes[2000][8];
    MapArea areas[342];
    guint n = 0;
    g_autoptr(TilePlan) plan = tile_plan_load(2023, NULL);
    TileMap map = {.limits = {0, 1, 2, 4, 8}, .own_code = "GM0772", .own_name = "Eindhoven"};
    g_assert(plan != NULL);
    for (guint code = 1; code < 2000 && n < 342; code++) {
        Tile tile;
        g_snprintf(codes[code], sizeof codes[code], "GM%04u", code);
        if (!tile_plan_find(plan, codes[code], &tile))
            continue;
        areas[n].code = codes[code];
        areas[n++].value = scramble(code) % 5 == 0
                               ? chart_empty(STATE_SUPPRESSED)
                               : chart_value((scramble(code + 5) % 1000) / 100.0);
    }
    areas[17].value = chart_empty(STATE_NOT_DELIVERED);
    map.n_areas = n;
    map.areas = areas;
    return tile_map_new(plan, &map);
}

static void charts(Flow *flow)
{
    Flow *columns[2];
    flow_heading(flow, 1, "Hoeveel slachtoffers zijn niet in beeld?");
    flow_figure(flow,
                &(FigureInfo){.title = "Gemeld en geschat",
                              .subtitle = "Personen per jaar",
                              .source = "Bron: CoMensha; schatting monitor.",
                              .alternative = "Gemeld 944, geschat 3.400 tot 6.700."},
                estimates());
    flow_figure(flow,
                &(FigureInfo){.title = "Hoe gevoelig is de schatting voor 2024?",
                              .subtitle = "Geschat aantal slachtoffers, 95%-interval",
                              .alternative = "De modellen geven 3.200 tot 9.100."},
                forest());
    flow_columns(flow, 2, NULL, columns);
    flow_figure(columns[0],
                &(FigureInfo){.title = "Vorm van uitbuiting",
                              .subtitle = "Aandeel van de gemelde personen; streep: vergelijkbare "
                                          "gemeenten",
                              .alternative = "Binnenlandse seksuele uitbuiting 22%."},
                forms());
    flow_figure(columns[1],
                &(FigureInfo){.title = "Beslissingen van het OM",
                              .subtitle = "Afgehandelde zaken",
                              .alternative = "Dagvaarden 180 en 171."},
                cases());
    flow_columns(flow, 2, NULL, columns);
    flow_figure(columns[0],
                &(FigureInfo){.title = "Gemeld ten opzichte van verwacht",
                              .subtitle = "342 gemeenten, 2020–2024; grijs: 95%- en 99,8%-grenzen",
                              .how_to_read = "Zo leest u deze figuur: elke stip is een gemeente; "
                                             "een stip in het grijs wijkt niet aantoonbaar af.",
                              .alternative = "Eindhoven ligt binnen de grenzen."},
                funnel());
    flow_figure(columns[1],
                &(FigureInfo){.title = "Vergelijkbare gemeenten",
                              .subtitle = "Alfabetisch; gekozen op omvang en stedelijkheid",
                              .alternative = "Eindhoven 5,1 per 100.000."},
                peers());
    flow_columns(flow, 2, (double[]){0.5, 0.5}, columns);
    table_append(columns[0],
                 &(TableInfo){.title = "Wie meldt er?",
                              .subtitle = "Meldingen per meldende organisatie, 2020–2024"},
                 reporters());
    flow_figure(columns[1],
                &(FigureInfo){.title = "Gemeenten in Nederland",
                              .subtitle = "Gemeld per 100.000 per jaar; één zeshoek per gemeente",
                              .alternative = "Kaart van 342 gemeenten."},
                map_or_nothing());
}

ReportDocument *report_sample_new(TextEngine *engine)
{
    ReportDocument *document = document_new(
        engine, &(DocumentInfo){.title = "Monitor mensenhandel",
                                .author = "Voorbeeld",
                                .language = LANGUAGE_NL,
                                .created = 1740787200,
                                .head_left = "Monitor mensenhandel · gemeente",
                                .head_right = "Eindhoven",
                                .head_chapter = TRUE,
                                .foot = "Peildatum 1 maart 2025 · voorlopige cijfers · "
                                        "fictieve gegevens",
                                .numbered = TRUE,
                                .chapter_on_new_page = TRUE});
    document_cover(document, "Monitor mensenhandel gemeente Eindhoven 2024",
                   "Wat is er in beeld, en wat niet? Gemelde (mogelijke) slachtoffers 2015–2024",
                   "Peildatum 1 maart 2025\n<b>Fictieve gegevens.</b> De cijfers in dit blad zijn "
                   "verzonnen om te laten zien hoe een monitor eruitziet; zij zeggen niets over "
                   "een gemeente of een persoon.");
    Flow *flow = document_flow(document);
    flow_contents(flow, "Inhoud");
    flow_page_break(flow);
    page_for_the_board(flow);
    chapters(flow);
    charts(flow);
    return document;
}
