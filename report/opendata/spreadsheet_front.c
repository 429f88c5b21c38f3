#include "report/opendata/spreadsheet_private.h"

const char *spreadsheet_word(const Spreadsheet *spreadsheet, const char *dutch, const char *english)
{
    return spreadsheet->info.language == LANGUAGE_EN ? english : dutch;
}

void spreadsheet_put(lxw_worksheet *sheet, guint row, guint column, const char *text,
                     lxw_format *format)
{
    if (text != NULL && *text != '\0')
        worksheet_write_string(sheet, row, (lxw_col_t)column, text, format);
}

/* --- sheets before the tables */

static guint put_pair(Spreadsheet *spreadsheet, guint row, const char *name, const char *value)
{
    if (value == NULL)
        return row;
    spreadsheet_put(spreadsheet->cover, row, 0, name, spreadsheet->strong);
    spreadsheet_put(spreadsheet->cover, row, 1, value, spreadsheet->wrap);
    return row + 1;
}

void spreadsheet_cover(Spreadsheet *spreadsheet)
{
    const SpreadsheetInfo *info = &spreadsheet->info;
    worksheet_set_column(spreadsheet->cover, 0, 0, 22, NULL);
    worksheet_set_column(spreadsheet->cover, 1, 1, 90, NULL);
    spreadsheet_put(spreadsheet->cover, 0, 0, info->title, spreadsheet->title);
    guint row = 2;
    row = put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Uitgave", "Edition"),
                   info->edition);
    row = put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Periode", "Period"),
                   info->period);
    row = put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Peildatum", "Reference date"),
                   info->peildatum);
    if (spreadsheet->provisional)
        row = put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Voorlopig", "Provisional"),
                       spreadsheet_word(spreadsheet, "Cijfers kunnen nog veranderen.",
                                        "Figures may still change."));
    if (info->synthetic)
        row = put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Fictief", "Fictitious"),
                       spreadsheet_word(spreadsheet, "Deze cijfers komen uit fictieve gegevens.",
                                        "These figures come from fictitious data."));
    row = put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Wat dit is", "What this is"),
                   spreadsheet_word(
                       spreadsheet,
                       "De cijfers achter elke figuur en tabel van deze uitgave, één tabel per "
                       "blad. Geregistreerde aantallen laten zien wat in beeld kwam, niet hoeveel "
                       "er is.",
                       "The figures behind each figure and table of this edition, one table per "
                       "sheet. Registered numbers show what was seen, not how much there is."));
    put_pair(spreadsheet, row, spreadsheet_word(spreadsheet, "Licentie", "Licence"),
             "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/");
}

static void write_contents_head(Spreadsheet *spreadsheet)
{
    worksheet_set_column(spreadsheet->contents, 0, 0, 32, NULL);
    worksheet_set_column(spreadsheet->contents, 1, 1, 14, NULL);
    worksheet_set_column(spreadsheet->contents, 2, 2, 90, NULL);
    spreadsheet_put(spreadsheet->contents, 0, 0,
                    spreadsheet_word(spreadsheet, "Inhoud", "Contents"), spreadsheet->title);
    spreadsheet_put(spreadsheet->contents, SPREADSHEET_CONTENTS_ROW - 1, 0,
                    spreadsheet_word(spreadsheet, "Blad", "Sheet"), spreadsheet->head);
    spreadsheet_put(spreadsheet->contents, SPREADSHEET_CONTENTS_ROW - 1, 1,
                    spreadsheet_word(spreadsheet, "Nummer", "Number"), spreadsheet->head);
    spreadsheet_put(spreadsheet->contents, SPREADSHEET_CONTENTS_ROW - 1, 2,
                    spreadsheet_word(spreadsheet, "Titel", "Title"), spreadsheet->head);
    worksheet_freeze_panes(spreadsheet->contents, SPREADSHEET_CONTENTS_ROW, 0);
}

static const char *meaning(const Spreadsheet *spreadsheet, CellState state)
{
    switch (state) {
    case STATE_NOT_LOOKED_FOR:
        return spreadsheet_word(spreadsheet, "bron hier of toen niet actief",
                                "source not active here or then");
    case STATE_NOT_DELIVERED:
        return spreadsheet_word(spreadsheet, "verwacht, niet aangeleverd",
                                "expected, not delivered");
    case STATE_NOT_AVAILABLE:
        return spreadsheet_word(spreadsheet, "niet te geven", "not available");
    case STATE_NOT_APPLICABLE:
        return spreadsheet_word(spreadsheet, "niet van toepassing", "not applicable");
    case STATE_SUPPRESSED:
        return spreadsheet_word(spreadsheet,
                                "onderdrukt: klein aantal, of een getal dat er een zou verraden",
                                "suppressed: a small number, or one that would reveal it");
    default:
        return "";
    }
}

static void write_notes(Spreadsheet *spreadsheet)
{
    lxw_worksheet *sheet = spreadsheet->notes;
    worksheet_set_column(sheet, 0, 0, 18, NULL);
    worksheet_set_column(sheet, 1, 1, 100, NULL);
    spreadsheet_put(sheet, 0, 0, spreadsheet_word(spreadsheet, "Toelichting", "Notes"),
                    spreadsheet->title);
    spreadsheet_put(sheet, 2, 0, spreadsheet_word(spreadsheet, "Teken", "Mark"), spreadsheet->head);
    spreadsheet_put(sheet, 2, 1, spreadsheet_word(spreadsheet, "Betekenis", "Meaning"),
                    spreadsheet->head);
    guint row = 3;
    spreadsheet_put(sheet, row, 0, "0", NULL);
    spreadsheet_put(
        sheet, row++, 1,
        spreadsheet_word(spreadsheet, "gekeken en niets gevonden", "looked for, none found"),
        spreadsheet->wrap);
    for (CellState state = STATE_NOT_LOOKED_FOR; state < STATE_COUNT; state++) {
        spreadsheet_put(sheet, row, 0, state_mark(state, spreadsheet->info.language == LANGUAGE_EN),
                        NULL);
        spreadsheet_put(sheet, row++, 1, meaning(spreadsheet, state), spreadsheet->wrap);
    }
    spreadsheet_put(sheet, row, 0, spreadsheet_word(spreadsheet, "leeg", "empty"), NULL);
    spreadsheet_put(
        sheet, row++, 1,
        spreadsheet_word(spreadsheet, "hier hoort geen getal", "no number belongs in this place"),
        spreadsheet->wrap);
    if (spreadsheet->info.suppress_below <= 1)
        return;
    g_autofree char *rule = g_strdup_printf(
        spreadsheet_word(
            spreadsheet,
            "Aantallen van 1 tot en met %" G_GINT64_FORMAT
            " worden niet getoond, en ook niet de getallen waaruit zij zijn af te leiden. In alle "
            "vormen van deze monitor zijn dezelfde getallen onderdrukt.",
            "Numbers from 1 to %" G_GINT64_FORMAT
            " are not shown, nor are numbers from which they can be derived. The same numbers are "
            "suppressed in all forms of this monitor."),
        spreadsheet->info.suppress_below - 1);
    spreadsheet_put(sheet, row + 1, 0, spreadsheet_word(spreadsheet, "Bescherming", "Protection"),
                    spreadsheet->strong);
    spreadsheet_put(sheet, row + 1, 1, rule, spreadsheet->wrap);
}

void spreadsheet_front(Spreadsheet *spreadsheet)
{
    lxw_workbook *book = spreadsheet->book;
    spreadsheet->cover =
        workbook_add_worksheet(book, spreadsheet_word(spreadsheet, "Omslag", "Cover"));
    spreadsheet->contents =
        workbook_add_worksheet(book, spreadsheet_word(spreadsheet, "Inhoud", "Contents"));
    spreadsheet->notes =
        workbook_add_worksheet(book, spreadsheet_word(spreadsheet, "Toelichting", "Notes"));
    write_contents_head(spreadsheet);
    write_notes(spreadsheet);
}
