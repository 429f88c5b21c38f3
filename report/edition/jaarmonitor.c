#include "report/edition/jaarmonitor.h"

#include "report/edition/jaarmonitor_parts.h"

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
    jaarmonitor_keypoints(writer);
    jaarmonitor_reported(writer);
    jaarmonitor_places(writer);
    jaarmonitor_hidden(writer);
    jaarmonitor_prosecution(writer);
    jaarmonitor_police(writer);
    jaarmonitor_compared(writer);
    jaarmonitor_account(writer);
    jaarmonitor_annex(writer);
}
