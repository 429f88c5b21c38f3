#include "report/opendata/tables.h"

static const ResourceField observation_fields[] = {
    {"maat", "string", "Code van wat is geteld; zie maten.csv"},
    {"gebied", "string",
     "Code van het gebied: NL01, GM…, PV…, VR…, PE… (politie-eenheid), PK… of PO… (parket)"},
    {"gebied_naam", "string", "Naam van het gebied"},
    {"periode", "string", "2024, 2024KW3 of 2020-2024"},
    {"dimensie", "string", "Waarnaar is uitgesplitst; leeg is het totaal"},
    {"categorie", "string", "Categorie van de dimensie"},
    {"toestand", "string",
     "value: een getal; suppressed: klein aantal, onderdrukt; not-looked-for: bron hier of toen "
     "niet actief; "
     "not-delivered: verwacht, niet ontvangen; not-available: bron kan dit niet splitsen; "
     "not-applicable"},
    {"waarde", "integer", "Aantal in de eenheid van de maat"},
    {"ondergrens", "number", "Exacte 95%-ondergrens (Poisson) van het aantal"},
    {"bovengrens", "number", "Exacte 95%-bovengrens (Poisson) van het aantal"},
    {"noemer", "integer", "Inwoners maal jaren"},
    {"noemer_geschat", "boolean", "1: het inwonertal is geschat uit andere jaren"},
    {"per_100000", "number", "Aantal per 100.000 inwoners per jaar"},
    {"per_100000_ondergrens", "number", "Exacte 95%-ondergrens"},
    {"per_100000_bovengrens", "number", "Exacte 95%-bovengrens"},
    {"voorlopig", "boolean", "1: kan nog veranderen"},
    {NULL, NULL, NULL}};

const OpenTable open_observations = {
    NULL, NULL,
    "SELECT measure, area, area, period, dimension, category, state, value, lower, upper, "
    "denominator,"
    " denominator_estimated, rate, rate_lower, rate_upper, provisional"
    " FROM observation WHERE measure = ?1 ORDER BY area, period, dimension, category",
    observation_fields, 2};

static const ResourceField measure_fields[] = {
    {"maat", "string", "Code"},
    {"naam", "string", "Naam"},
    {"name", "string", "Naam in het Engels"},
    {"eenheid", "string",
     "Teleenheid; getallen met verschillende eenheden worden niet opgeteld of gedeeld"},
    {"populatie", "string", "Populatiedefinitie"},
    {"plaatsrol", "string", "Wat de plaats is: uitbuiting, verblijf, kantoor, geen"},
    {"bron", "string", "Register"},
    {"definitie", "string", "Wat precies is geteld"},
    {NULL, NULL, NULL}};

static const ResourceField source_fields[] = {
    {"bron", "string", "Register"},
    {"bestand", "string", "Naam van het geleverde bestand"},
    {"sha256", "string", "Vingerafdruk van het bestand"},
    {"peildatum", "date", "Dag waarop de bron is gelezen"},
    {"periode", "string", "Periode van de levering"},
    {"grondslag", "string", "Wettelijke grondslag"},
    {"fictief", "boolean", "1: verzonnen gegevens"},
    {"regels", "integer", "Regels in het bestand"},
    {"geaccepteerd", "integer", "Regels in het register"},
    {"geweigerd", "integer", "Regels met een fout"},
    {"dubbel", "integer", "Regels die al in het bestand stonden"},
    {"uitgesloten", "integer", "Regels die buiten de telling vallen"},
    {"geldig", "boolean", "0: vervangen door een nieuwere levering"},
    {NULL, NULL, NULL}};

static const ResourceField event_fields[] = {{"gebeurtenis", "string", "Code"},
                                             {"dag", "date", "Vanaf wanneer"},
                                             {"gebied", "string", "Waar; NL01 is heel Nederland"},
                                             {"bronnen", "string", "Registers die het raakt"},
                                             {"naam", "string", "Naam"},
                                             {"name", "string", "Naam in het Engels"},
                                             {NULL, NULL, NULL}};

static const ResourceField bridge_fields[] = {
    {"brug", "string", "Van welk totaal naar welk ander totaal"},
    {"periode", "string", "Periode"},
    {"gebied", "string", "Gebied"},
    {"stap", "integer",
     "0 is het totaal waarmee de brug begint; de laatste stap is het totaal waarmee zij eindigt"},
    {"naam", "string", "Wat de stap is"},
    {"eenheid", "string", "Teleenheid"},
    {"toestand", "string", "Zoals in de cijferbestanden"},
    {"waarde", "integer", "Aantal; een stap die eraf gaat is negatief"},
    {NULL, NULL, NULL}};

static const ResourceField revision_fields[] = {
    {"maat", "string", "Code van wat is geteld"},
    {"gebied", "string", "Gebied"},
    {"periode", "string", "Periode"},
    {"peildatum", "date", "Peildatum van de oudere levering"},
    {"toestand", "string", "Zoals in de cijferbestanden"},
    {"waarde", "integer", "Aantal volgens de oudere levering"},
    {NULL, NULL, NULL}};

static const ResourceField estimate_fields[] = {
    {"onderwerp", "string", "register, of de naam van een gepubliceerde tabel"},
    {"gebied", "string", "Gebied"},
    {"periode", "string", "Periode"},
    {"dimensie", "string", "Waarnaar is uitgesplitst; leeg is het totaal"},
    {"categorie", "string", "Categorie"},
    {"gemeld", "integer", "Gemelde (mogelijke) slachtoffers"},
    {"toestand", "string", "Zoals in de cijferbestanden"},
    {"geschat", "number", "Geschat aantal slachtoffers, gemeld en verborgen samen"},
    {"ondergrens", "number", "Ondergrens van het interval"},
    {"bovengrens", "number", "Bovengrens van het interval; leeg: geen bovengrens te geven"},
    {"niveau", "number", "Betrouwbaarheid van het interval"},
    {"in_beeld_laag", "number", "Deel van de slachtoffers in beeld, ondergrens"},
    {"in_beeld_hoog", "number", "Deel van de slachtoffers in beeld, bovengrens"},
    {"oordeel", "string", "usable, wide, conflicting, no-upper-limit of refused"},
    {"redenen", "string", "Waarom dit oordeel"},
    {"methode", "string", "Model en interval"},
    {NULL, NULL, NULL}};

static const ResourceField alternative_fields[] = {
    {"onderwerp", "string", "register, of de naam van een gepubliceerde tabel"},
    {"gebied", "string", "Gebied"},
    {"periode", "string", "Periode"},
    {"soort", "string",
     "model: bijna even goed model; without-list: zonder een lijst; merged; average"},
    {"rang", "integer", "Volgorde"},
    {"naam", "string", "Model, lijst of methode"},
    {"geschat", "number", "Geschat aantal"},
    {"ondergrens", "number", "Ondergrens"},
    {"bovengrens", "number", "Bovengrens"},
    {"afstand", "number", "BIC-afstand tot het beste model"},
    {NULL, NULL, NULL}};

const OpenTable open_tables[] = {
    {"maten", "Wat er is geteld",
     "SELECT measure, name_nl, name_en, unit, population, place_role, source, definition_nl FROM "
     "measure"
     " ORDER BY measure",
     measure_fields, -1},
    {"leveringen", "Leveringen waar de cijfers uit komen",
     "SELECT source, file_name, sha256, peildatum, period, legal_basis, synthetic, rows, accepted, "
     "rejected,"
     " duplicate, excluded, current FROM source ORDER BY source_id",
     source_fields, -1},
    {"gebeurtenissen", "Gebeurtenissen die een reeks breken",
     "SELECT event, day, area, sources, name_nl, name_en FROM event ORDER BY day, event",
     event_fields, -1},
    {"bruggen", "Van het ene totaal naar het andere",
     "SELECT bridge, period, area, step, name, unit, state, value FROM bridge ORDER BY bridge, "
     "period, area, step",
     bridge_fields, -1},
    {"herzieningen", "Wat een nieuwere levering veranderde",
     "SELECT measure, area, period, peildatum, state, value FROM revision ORDER BY measure, area, "
     "period, peildatum",
     revision_fields, -1},
    {"schattingen", "Geschatte aantallen slachtoffers",
     "SELECT subject, area, period, dimension, category, registered, state, total, lower, upper, "
     "level, view_lower,"
     " view_upper, verdict, reasons_nl, method_nl FROM estimate ORDER BY subject, area, period, "
     "dimension, category",
     estimate_fields, -1},
    {"schattingen-andere-antwoorden", "Andere antwoorden die dezelfde gegevens toelaten",
     "SELECT subject, area, period, kind, rank, name, total, lower, upper, criterion FROM "
     "estimate_alternative"
     " ORDER BY subject, area, period, kind, rank",
     alternative_fields, -1},
    {NULL, NULL, NULL, NULL, -1}};
