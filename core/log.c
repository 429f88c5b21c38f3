#include "core/log.h"

#include "core/json_write.h"

#include <stdio.h>

typedef struct {
    LogFormat format;
    GLogLevelFlags threshold;
} LogRoute;

static const char *level_name(GLogLevelFlags level)
{
    if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
        return "error";
    if (level & G_LOG_LEVEL_WARNING)
        return "warning";
    if (level & G_LOG_LEVEL_MESSAGE)
        return "message";
    return (level & G_LOG_LEVEL_INFO) ? "info" : "debug";
}

static const char *field_value(const GLogField *fields, gsize n_fields, const char *key)
{
    for (gsize i = 0; i < n_fields; i++)
        if (g_str_equal(fields[i].key, key) && fields[i].length < 0)
            return fields[i].value;
    return NULL;
}

static void write_text(GLogLevelFlags level, const char *message)
{
    if (level & G_LOG_LEVEL_MESSAGE)
        fprintf(stderr, "%s\n", message);
    else
        fprintf(stderr, "%s: %s\n", level_name(level), message);
}

static void write_json(GLogLevelFlags level, const char *message)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *time = g_date_time_format_iso8601(now);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_write_text(builder, "time", time);
    json_write_text(builder, "level", level_name(level));
    json_write_text(builder, "message", message);
    json_builder_end_object(builder);
    g_autofree char *line = json_write_finish(builder, FALSE);
    fputs(line, stderr);
}

void log_failure(LogFormat format, const char *command, const char *message)
{
    g_autofree char *text = g_strdup_printf("inbeeld %s: %s", command, message);
    if (format == LOG_FORMAT_JSON)
        write_json(G_LOG_LEVEL_ERROR, text);
    else
        fprintf(stderr, "%s\n", text);
}

static GLogWriterOutput write_message(GLogLevelFlags level, const GLogField *fields, gsize n_fields,
                                      gpointer user_data)
{
    const LogRoute *route = user_data;
    const char *message = field_value(fields, n_fields, "MESSAGE");
    if (message == NULL || (level & G_LOG_LEVEL_MASK) > route->threshold)
        return G_LOG_WRITER_HANDLED;
    if (route->format == LOG_FORMAT_JSON)
        write_json(level, message);
    else
        write_text(level, message);
    return G_LOG_WRITER_HANDLED;
}

/* GLib has one writer in a process and sets it once: so the route is one too, and a second call
 * changes it. */
void log_setup(LogFormat format, GLogLevelFlags threshold)
{
    static LogRoute route;
    static gsize writer_set = 0;
    route.format = format;
    route.threshold = threshold;
    if (g_once_init_enter(&writer_set)) {
        g_log_set_writer_func(write_message, &route, NULL);
        g_once_init_leave(&writer_set, 1);
    }
}
