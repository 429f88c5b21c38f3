#include "ingest/status.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "core/json_write.h"

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

static void add_delivery(JsonBuilder *builder, const StatusDelivery *delivery)
{
    json_builder_begin_object(builder);
    json_write_count(builder, "delivery", delivery->id);
    json_write_text(builder, "source", delivery->source);
    json_write_text(builder, "profile", delivery->profile);
    json_write_text(builder, "file", delivery->file);
    json_write_text(builder, "sha256", delivery->sha256);
    json_write_text(builder, "period", delivery->period);
    json_write_text(builder, "legal_basis", delivery->legal_basis);
    json_write_day(builder, "peildatum", delivery->peildatum);
    json_write_day(builder, "ingested_on", delivery->ingested_on);
    json_write_flag(builder, "synthetic", delivery->synthetic);
    json_write_count(builder, "rows", delivery->rows);
    json_write_count(builder, "accepted", delivery->accepted);
    json_write_count(builder, "rejected", delivery->rejected);
    json_write_count(builder, "duplicate", delivery->duplicate);
    json_write_count(builder, "excluded", delivery->excluded);
    json_write_count(builder, "blank", delivery->blank);
    if (delivery->superseded_by > 0)
        json_write_count(builder, "superseded_by", delivery->superseded_by);
    else
        json_write_text(builder, "superseded_by", NULL);
    json_builder_end_object(builder);
}

static void add_source(JsonBuilder *builder, const StatusSource *source)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "source", source->source);
    json_write_count(builder, "current", source->n_current);
    json_write_count(builder, "replaced", source->n_replaced);
    json_write_count(builder, "records", source->n_records);
    json_write_day(builder, "first_day", source->first_day);
    json_write_day(builder, "last_day", source->last_day);
    json_write_text(builder, "missing_years", source->missing_years);
    json_write_count(builder, "days_old", source->days_old);
    json_builder_end_object(builder);
}

static void add_reporter(JsonBuilder *builder, const StatusReporter *reporter)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "reporter", reporter->reporter);
    json_write_count(builder, "year_before", reporter->n_before);
    json_write_count(builder, "last_year", reporter->n_last);
    json_write_day(builder, "last_report", reporter->last_day);
    json_builder_end_object(builder);
}

static void print_json(const RegisterStatus *status)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_write_begin_array(builder, "sources");
    for (guint i = 0; i < status->sources->len; i++)
        add_source(builder, status->sources->pdata[i]);
    json_builder_end_array(builder);
    json_write_count(builder, "last_year", status->last_year);
    json_write_begin_array(builder, "reporters");
    for (guint i = 0; i < status->reporters->len; i++)
        add_reporter(builder, status->reporters->pdata[i]);
    json_builder_end_array(builder);
    json_write_begin_array(builder, "deliveries");
    for (guint i = 0; i < status->deliveries->len; i++)
        add_delivery(builder, status->deliveries->pdata[i]);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autofree char *text = json_write_finish(builder, TRUE);
    g_print("%s", text);
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
