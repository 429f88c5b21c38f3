#include "ingest/status.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"

#include <json-glib/json-glib.h>

static void print_sources(const RegisterStatus *status)
{
    g_print("source            from        to          records  deliveries  replaced  peildatum\n");
    for (guint i = 0; i < status->sources->len; i++) {
        const StatusSource *source = status->sources->pdata[i];
        g_autofree char *first = day_format_iso(source->first_day);
        g_autofree char *last = day_format_iso(source->last_day);
        g_print("%-16s  %-10s  %-10s  %7" G_GINT64_FORMAT "  %10" G_GINT64_FORMAT
                "  %8" G_GINT64_FORMAT "  %" G_GINT64_FORMAT " days ago\n",
                source->source, first, last, source->n_records, source->n_current,
                source->n_replaced, source->days_old);
        if (source->missing_years[0] != '\0')
            g_print("%-16s  nothing delivered about %s\n", "", source->missing_years);
    }
}

static void print_reporters(const RegisterStatus *status)
{
    if (status->reporters->len == 0)
        return;
    g_print("\nreports by reporter     %6d  %6d  last report\n", status->last_year - 1,
            status->last_year);
    for (guint i = 0; i < status->reporters->len; i++) {
        const StatusReporter *reporter = status->reporters->pdata[i];
        g_autofree char *last = day_format_iso(reporter->last_day);
        g_print("%-22s  %6" G_GINT64_FORMAT "  %6" G_GINT64_FORMAT "  %s%s\n", reporter->reporter,
                reporter->n_before, reporter->n_last, last,
                reporter->n_before > 0 && reporter->n_last == 0 ? "  fell silent" : "");
    }
}

static void print_deliveries(const RegisterStatus *status)
{
    g_print("\n nr  period     accepted  rejected  file\n");
    for (guint i = 0; i < status->deliveries->len; i++) {
        const StatusDelivery *delivery = status->deliveries->pdata[i];
        g_autofree char *replaced =
            delivery->superseded_by > 0
                ? g_strdup_printf(" (replaced by %" G_GINT64_FORMAT ")", delivery->superseded_by)
                : g_strdup("");
        g_print("%3" G_GINT64_FORMAT "  %-9s  %8" G_GINT64_FORMAT "  %8" G_GINT64_FORMAT
                "  %s%s%s\n",
                delivery->id, delivery->period, delivery->accepted, delivery->rejected,
                delivery->file, delivery->synthetic ? " (made up)" : "", replaced);
    }
}

static void add_text(JsonBuilder *builder, const char *name, const char *text)
{
    json_builder_set_member_name(builder, name);
    if (text != NULL)
        json_builder_add_string_value(builder, text);
    else
        json_builder_add_null_value(builder);
}

static void add_day(JsonBuilder *builder, const char *name, Day day)
{
    g_autofree char *text = day_format_iso(day);
    add_text(builder, name, day != DAY_NONE ? text : NULL);
}

static void add_count(JsonBuilder *builder, const char *name, gint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, value);
}

static void add_delivery(JsonBuilder *builder, const StatusDelivery *delivery)
{
    json_builder_begin_object(builder);
    add_count(builder, "delivery", delivery->id);
    add_text(builder, "source", delivery->source);
    add_text(builder, "profile", delivery->profile);
    add_text(builder, "file", delivery->file);
    add_text(builder, "sha256", delivery->sha256);
    add_text(builder, "period", delivery->period);
    add_text(builder, "legal_basis", delivery->legal_basis);
    add_day(builder, "peildatum", delivery->peildatum);
    add_day(builder, "ingested_on", delivery->ingested_on);
    json_builder_set_member_name(builder, "synthetic");
    json_builder_add_boolean_value(builder, delivery->synthetic);
    add_count(builder, "rows", delivery->rows);
    add_count(builder, "accepted", delivery->accepted);
    add_count(builder, "rejected", delivery->rejected);
    add_count(builder, "duplicate", delivery->duplicate);
    add_count(builder, "excluded", delivery->excluded);
    add_count(builder, "blank", delivery->blank);
    json_builder_set_member_name(builder, "superseded_by");
    if (delivery->superseded_by > 0)
        json_builder_add_int_value(builder, delivery->superseded_by);
    else
        json_builder_add_null_value(builder);
    json_builder_end_object(builder);
}

static void add_source(JsonBuilder *builder, const StatusSource *source)
{
    json_builder_begin_object(builder);
    add_text(builder, "source", source->source);
    add_count(builder, "current", source->n_current);
    add_count(builder, "replaced", source->n_replaced);
    add_count(builder, "records", source->n_records);
    add_day(builder, "first_day", source->first_day);
    add_day(builder, "last_day", source->last_day);
    add_text(builder, "missing_years", source->missing_years);
    add_count(builder, "days_old", source->days_old);
    json_builder_end_object(builder);
}

static void add_reporter(JsonBuilder *builder, const StatusReporter *reporter)
{
    json_builder_begin_object(builder);
    add_text(builder, "reporter", reporter->reporter);
    add_count(builder, "year_before", reporter->n_before);
    add_count(builder, "last_year", reporter->n_last);
    add_day(builder, "last_report", reporter->last_day);
    json_builder_end_object(builder);
}

static void print_json(const RegisterStatus *status)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "sources");
    json_builder_begin_array(builder);
    for (guint i = 0; i < status->sources->len; i++)
        add_source(builder, status->sources->pdata[i]);
    json_builder_end_array(builder);
    add_count(builder, "last_year", status->last_year);
    json_builder_set_member_name(builder, "reporters");
    json_builder_begin_array(builder);
    for (guint i = 0; i < status->reporters->len; i++)
        add_reporter(builder, status->reporters->pdata[i]);
    json_builder_end_array(builder);
    json_builder_set_member_name(builder, "deliveries");
    json_builder_begin_array(builder);
    for (guint i = 0; i < status->deliveries->len; i++)
        add_delivery(builder, status->deliveries->pdata[i]);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *text = json_to_string(root, TRUE);
    g_print("%s\n", text);
}

gboolean command_status(int argc, char **argv, GError **error)
{
    g_autofree char *register_path = NULL;
    gboolean json = FALSE;
    CommonOptions common = {FALSE, FALSE, FALSE};
    const GOptionEntry entries[] = {
        {"register", 0, 0, G_OPTION_ARG_FILENAME, &register_path, "The register (needed)", "R.db"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Result as JSON", NULL},
        {NULL}};
    if (!command_parse("--register R.db", "What was delivered, by whom, how complete.", entries,
                       &common, &argc, &argv, error))
        return FALSE;
    if (register_path == NULL || argc > 1) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "give --register and nothing else; see 'inbeeld status --help'");
        return FALSE;
    }
    g_autoptr(Database) database =
        database_open(register_path, DATABASE_REGISTER, DATABASE_READ, error);
    g_autoptr(RegisterStatus) status =
        database != NULL ? register_status_read(database, error) : NULL;
    if (status == NULL)
        return FALSE;
    if (json) {
        print_json(status);
    } else {
        print_sources(status);
        print_reporters(status);
        print_deliveries(status);
    }
    return TRUE;
}
