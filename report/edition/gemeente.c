#include "report/edition/gemeente.h"

#include "report/edition/gemeente_parts.h"
#include "report/edition/slot_text.h"

static AreaId parent(const Writer *writer, AreaKind kind)
{
    return area_parent(writer->areas, writer->area, kind,
                       publication_division(writer->publication));
}

static void open_report(const Gemeente *gemeente)
{
    Writer *writer = gemeente->writer;
    const char *name = area_name(writer->areas, writer->area);
    const char *window = writer_period(writer, writer->window);
    WriterTitle title = {.title = writer_say(writer, "gemeente.titel", "gemeente", name),
                         .subject = writer_say(writer, "gemeente.ondertitel"),
                         .head_left = writer_say(writer, "gemeente.kop"),
                         .head_right = writer_say(writer, "gemeente.kop-rechts", "gemeente", name,
                                                  "venster", window)};
    writer_open(writer, &title);
}

void gemeente_compose(Writer *writer)
{
    g_autoptr(Comparison) comparison = comparison_new(writer);
    Gemeente gemeente = {.writer = writer,
                         .comparison = comparison,
                         .name = writer_area(writer, writer->area),
                         .unit = parent(writer, AREA_POLITIE_EENHEID),
                         .office = parent(writer, AREA_PARKET)};
    open_report(&gemeente);
    gemeente_summary(&gemeente);
    slot_append(writer, "inleiding");
    gemeente_background(&gemeente);
    gemeente_registered(&gemeente);
    gemeente_compared(&gemeente);
    gemeente_trend(&gemeente);
    gemeente_region(&gemeente);
    gemeente_chain(&gemeente);
    gemeente_next(&gemeente);
    slot_append(writer, "conclusies");
    slot_append(writer, "aanbevelingen");
    slot_append(writer, "naschrift");
    gemeente_account(&gemeente);
}
