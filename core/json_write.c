#include "core/json_write.h"

#include <math.h>

void json_write_text(JsonBuilder *json, const char *name, const char *text)
{
    json_builder_set_member_name(json, name);
    if (text != NULL)
        json_builder_add_string_value(json, text);
    else
        json_builder_add_null_value(json);
}

void json_write_count(JsonBuilder *json, const char *name, gint64 count)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, count);
}

void json_write_number(JsonBuilder *json, const char *name, double number)
{
    json_builder_set_member_name(json, name);
    if (isfinite(number))
        json_builder_add_double_value(json, number);
    else
        json_builder_add_null_value(json);
}

void json_write_flag(JsonBuilder *json, const char *name, gboolean flag)
{
    json_builder_set_member_name(json, name);
    json_builder_add_boolean_value(json, flag);
}

void json_write_day(JsonBuilder *json, const char *name, Day day)
{
    g_autofree char *text = day_format_iso(day);
    json_write_text(json, name, day != DAY_NONE ? text : NULL);
}

void json_write_texts(JsonBuilder *json, const char *name, const GPtrArray *texts)
{
    json_write_begin_array(json, name);
    for (guint i = 0; i < texts->len; i++)
        json_builder_add_string_value(json, g_ptr_array_index(texts, i));
    json_builder_end_array(json);
}

void json_write_begin_object(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
}

void json_write_begin_array(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
}

char *json_write_finish(JsonBuilder *json, gboolean pretty)
{
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, pretty);
    return g_strconcat(text, "\n", NULL);
}
