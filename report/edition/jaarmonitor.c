#include "report/edition/jaarmonitor.h"

#include "report/edition/jaarmonitor_parts.h"
#include "report/edition/slot_text.h"

void jaarmonitor_compose(Writer *writer)
{
    const char *year = writer_period(writer, writer->year);
    const char *head = writer_say(writer, "jaar.titel", "jaar", year);
    WriterTitle title = {.title = head,
                         .subject = writer_say(writer, "jaar.ondertitel"),
                         .head_left = head,
                         .chapter_on_new_page = TRUE};
    writer_open(writer, &title);
    jaarmonitor_front(writer);
    slot_append_chapter(writer, "inleiding");
    jaarmonitor_keypoints(writer);
    jaarmonitor_reported(writer);
    slot_append_box(writer, "kader-gemeld");
    jaarmonitor_places(writer);
    slot_append_box(writer, "kader-waar");
    jaarmonitor_hidden(writer);
    slot_append_box(writer, "kader-verborgen");
    jaarmonitor_prosecution(writer);
    slot_append_box(writer, "kader-om");
    jaarmonitor_police(writer);
    slot_append_box(writer, "kader-politie");
    jaarmonitor_compared(writer);
    slot_append_box(writer, "kader-vergeleken");
    slot_append_chapter(writer, "conclusies");
    slot_append_chapter(writer, "aanbevelingen");
    jaarmonitor_account(writer);
    jaarmonitor_annex(writer);
}
