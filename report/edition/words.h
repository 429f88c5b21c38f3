#pragma once

#include "report/edition/writer.h"

/* The words of the monitor explained: marks, units of count, measures, place roles. */

/* Table of the marks for kinds of empty and provisional figures. */
void words_marks_table(Writer *writer, Flow *flow);
/* A unit of count for readers: "gemeld slachtoffer" -> "persoon". */
const char *words_unit(Writer *writer, const char *unit);
/* Table of the measures that the publication has: name, unit of count, place role, definition. */
void words_measures_table(Writer *writer, Flow *flow);
/* Glossary: bold word, then what it means; the texts' group [begrip], in the order of its numbers.
 */
void words_glossary(Writer *writer, Flow *flow);
