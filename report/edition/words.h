#pragma once

#include "report/edition/writer.h"

/* The words of the monitor explained: marks, units of count, measures, place roles. */

/* Table of the marks for kinds of empty and provisional figures. */
void words_marks_table(Writer *writer, Flow *flow);
/* With a capital at the start: "Politie". */
const char *words_capital(Writer *writer, const char *words);
/* A unit of count for readers: "gemeld slachtoffer" -> "persoon". */
const char *words_unit(Writer *writer, const char *unit);
/* Table of the measures that the publication has: name, unit of count, place role, definition. */
void words_measures_table(Writer *writer, Flow *flow);
/* Glossary with its head: the terms of the texts' group [begrip] that were used so far, in
 * alphabetical order; nothing when there are none. To be called after the chapters. */
void words_glossary(Writer *writer, Flow *flow);
/* The same for abbreviations, group [afkorting]. */
void words_abbreviations(Writer *writer, Flow *flow);
/* Texts in two columns of small print, read down the first and then down the second. */
void words_columns(Flow *flow, const GPtrArray *texts);
/* Terms and abbreviations of a short report under one head, small and in two columns. As above:
 * what was used so far, nothing when there is none. */
void words_compact(Writer *writer);
