#pragma once

#include "report/edition/writer.h"

/* "Bron: CoMensha (peildatum 1 februari 2025), bewerking monitor; fictieve gegevens." Names of
 * sources as in the publication (comensha, om, politie); a name of the texts' group [bron]
 * otherwise (cbs). Ended by NULL. */
const char *sources_line_of(Writer *writer, ...) G_GNUC_NULL_TERMINATED;
#define sources_line(writer, ...) sources_line_of(writer, __VA_ARGS__, WRITER_END)

/* Events between two years that touch `source` and happened in the land or in `area`. Returns
 * (transfer full): an array of const PublicationEvent *, by day. */
GPtrArray *sources_events(const Writer *writer, const char *source, AreaId area, int first_year,
                          int last_year);
/* "invoering van de AVG (2018)" */
const char *sources_event_words(Writer *writer, const PublicationEvent *event);
/* A sentence on the events that touch CoMensha and happened in the land or in the area of the
 * report, between the years of its series; "" when there are none. */
const char *sources_events_sentence(Writer *writer);
/* Whether the event changed how people are registered, so that a line over it has no meaning.
 * Corona changed what could be seen, not how it was written down: it is shown, but interrupts
 * nothing. */
gboolean sources_event_interrupts(const PublicationEvent *event);
