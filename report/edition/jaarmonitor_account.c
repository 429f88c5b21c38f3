#include "report/edition/account.h"
#include "report/edition/coverage_table.h"
#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/revision_figures.h"
#include "report/edition/words.h"

static void section(Writer *writer, const char *key)
{
    flow_heading(writer->flow, 2, writer_say(writer, key));
}

void jaarmonitor_account(Writer *writer)
{
    flow_heading(writer->flow, 1, writer_say(writer, "verantwoording.titel"));
    flow_lead(writer->flow, writer_say(writer, "verantwoording.lead"));
    section(writer, "verantwoording.bronnen");
    writer_introduction(writer, "verantwoording.bronnen-tekst");
    account_sources_table(writer);
    coverage_of_sources(writer, writer->flow);
    section(writer, "verantwoording.rijen-kop");
    writer_introduction(writer, "verantwoording.rijen-tekst");
    account_rows_table(writer);
    account_excluded_table(writer);
    section(writer, "verantwoording.brug");
    writer_introduction(writer, "verantwoording.brug-tekst");
    if (!account_bridges(writer))
        writer_paragraph(writer, "verantwoording.brug-geen");
    section(writer, "verantwoording.herziening");
    writer_introduction(writer, "verantwoording.herziening-tekst");
    if (account_revisions(writer))
        revision_figures(writer);
    else
        writer_paragraph(writer, "verantwoording.herziening-geen");
    section(writer, "verantwoording.bescherming");
    account_protection(writer);
    section(writer, "verantwoording.methode");
    writer_paragraph(writer, "verantwoording.methode-tekst");
    section(writer, "maten.kop");
    writer_introduction(writer, "maten.tekst");
    words_measures_table(writer, writer->flow);
    words_glossary(writer, writer->flow);
    words_abbreviations(writer, writer->flow);
}
