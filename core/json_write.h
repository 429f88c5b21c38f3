#pragma once

#include "core/day.h"

#include <json-glib/json-glib.h>

/* Members of the object that a JsonBuilder is in. What is not known is written as null. */

void json_write_text(JsonBuilder *json, const char *name, const char *text); /* NULL: null */
void json_write_count(JsonBuilder *json, const char *name, gint64 count);
/* JSON has no infinity and no NaN: they are null. */
void json_write_number(JsonBuilder *json, const char *name, double number);
void json_write_flag(JsonBuilder *json, const char *name, gboolean flag);
/* "2024-03-24"; DAY_NONE: null. */
void json_write_day(JsonBuilder *json, const char *name, Day day);
/* An array of texts (char *). */
void json_write_texts(JsonBuilder *json, const char *name, const GPtrArray *texts);

/* The caller ends them: json_builder_end_object(), json_builder_end_array(). */
void json_write_begin_object(JsonBuilder *json, const char *name);
void json_write_begin_array(JsonBuilder *json, const char *name);

/* All that was built, with a line end behind it. pretty: indented, else on one line.  Returns
 * (transfer full). */
char *json_write_finish(JsonBuilder *json, gboolean pretty);
