#include "ingest/delivery.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "core/json_write.h"

#include <string.h>

typedef struct {
    char *register_path;
    char *profile;
    char *key;
    char *period;
    char *legal_basis;
    char *peildatum;
    char *ignore_columns;
    gdouble max_rejected; /* percent; negative: default */
    gboolean synthetic;
    gboolean json;
    gboolean quiet;
    char **files;
    int n_files;
} IngestArguments;

static void arguments_clear(IngestArguments *arguments)
{
    g_free(arguments->register_path);
    g_free(arguments->profile);
    g_free(arguments->key);
    g_free(arguments->period);
    g_free(arguments->legal_basis);
    g_free(arguments->peildatum);
    g_free(arguments->ignore_columns);
}

static gboolean usage(GError **error, const char *message)
{
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE, "%s; see 'inbeeld ingest --help'",
                message);
    return FALSE;
}

static gboolean parse_arguments(int *argc, char ***argv, IngestArguments *arguments, GError **error)
{
    g_autofree char *max_rejected = NULL;
    CommonOptions common = {FALSE, FALSE, FALSE};
    const GOptionEntry entries[] = {
        {"register", 0, 0, G_OPTION_ARG_FILENAME, &arguments->register_path,
         "The register, made when absent (needed)", "R.db"},
        {"profile", 0, 0, G_OPTION_ARG_STRING, &arguments->profile,
         "How the source writes: a name, or a file that ends in .ini (needed)", "NAME|FILE"},
        {"period", 0, 0, G_OPTION_ARG_STRING, &arguments->period,
         "What the delivery is about; default: the years of its rows", "2024|2024KW3"},
        {"legal-basis", 0, 0, G_OPTION_ARG_STRING, &arguments->legal_basis,
         "On what ground the data are delivered; default: that of the profile", "TEXT"},
        {"peildatum", 0, 0, G_OPTION_ARG_STRING, &arguments->peildatum,
         "Day on which the source was read; default: today", "YYYY-MM-DD"},
        {"key", 0, 0, G_OPTION_ARG_FILENAME, &arguments->key,
         "Key for pseudonyms; default: $INBEELD_KEY, else R.db.key", "FILE"},
        {"max-rejected", 0, 0, G_OPTION_ARG_STRING, &max_rejected,
         "Refuse the delivery when more rows are wrong; default: 5", "PERCENT"},
        {"ignore-columns", 0, 0, G_OPTION_ARG_STRING, &arguments->ignore_columns,
         "Columns that may be in the file and are not read", "A;B"},
        {"synthetic", 0, 0, G_OPTION_ARG_NONE, &arguments->synthetic,
         "The data are made up (also when the name begins with \"fictief\")", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &arguments->json, "Result as JSON", NULL},
        {NULL}};
    if (!command_parse("--register R.db --profile NAME FILE…",
                       "Takes exports into the register: checked, made unrecognisable, whole or "
                       "not at all.",
                       entries, &common, argc, argv, error))
        return FALSE;
    arguments->quiet = common.quiet;
    arguments->files = *argv + 1;
    arguments->n_files = *argc - 1;
    if (arguments->register_path == NULL || arguments->profile == NULL || arguments->n_files < 1)
        return usage(error, "give --register, --profile and at least one file");
    arguments->max_rejected = -1;
    if (max_rejected == NULL)
        return TRUE;
    char *end = NULL;
    arguments->max_rejected = g_ascii_strtod(max_rejected, &end);
    if (end == max_rejected || *end != '\0' || arguments->max_rejected < 0 ||
        arguments->max_rejected > 100)
        return usage(error, "--max-rejected is a percentage from 0 to 100, with a decimal point");
    return TRUE;
}

static gboolean make_options(const IngestArguments *arguments, DeliveryOptions *options,
                             GError **error)
{
    *options = (DeliveryOptions){.legal_basis = arguments->legal_basis,
                                 .max_rejected = arguments->max_rejected / 100,
                                 .synthetic = arguments->synthetic,
                                 .quiet = arguments->quiet};
    if (arguments->period != NULL && !period_parse(arguments->period, &options->period, NULL))
        return usage(error, "--period is like 2024, 2024KW3 or 2020-2024");
    if (arguments->peildatum != NULL) {
        options->peildatum = day_parse_iso(arguments->peildatum);
        if (options->peildatum == DAY_NONE)
            return usage(error, "--peildatum is a day, yyyy-mm-dd");
    }
    if (arguments->ignore_columns != NULL)
        options->ignore_columns = g_strsplit(arguments->ignore_columns, ";", -1);
    return TRUE;
}

/* Places that were not found stay unknown; those under another name are found. */
static gboolean is_place_lost(const TallyEntry *entry)
{
    return strcmp(entry->kind, "place") == 0 && (g_str_has_suffix(entry->name, ": unknown") ||
                                                 g_str_has_suffix(entry->name, ": ambiguous") ||
                                                 g_str_has_suffix(entry->name, ": split-unknown"));
}

/* Row by row what was left out; mapped values as a sum, all of them are in --json. */
static void print_tallies(const Tally *tally)
{
    gsize n;
    gint64 n_mapped = 0;
    g_autofree TallyEntry *entries = tally_list(tally, &n);
    for (gsize i = 0; i < n; i++) {
        if (strcmp(entries[i].kind, "mapped") == 0)
            n_mapped += entries[i].n;
        else if (strcmp(entries[i].kind, "place") != 0 || is_place_lost(&entries[i]))
            g_print("  %-9s %7" G_GINT64_FORMAT "  %s\n", entries[i].kind, entries[i].n,
                    entries[i].name);
    }
    if (n_mapped > 0)
        g_print("  mapped    %7" G_GINT64_FORMAT "  values from synonyms of the profile\n",
                n_mapped);
}

static void print_report(const DeliveryReport *report)
{
    g_print("%s: %s", report->file, delivery_status_word(report->status));
    if (report->status == DELIVERY_REFUSED)
        g_print(": %s", report->reason);
    g_print("\n  %" G_GINT64_FORMAT " rows = %" G_GINT64_FORMAT " accepted + %" G_GINT64_FORMAT
            " rejected + %" G_GINT64_FORMAT " duplicate + %" G_GINT64_FORMAT
            " excluded; %" G_GINT64_FORMAT " blank lines\n",
            report->rows, report->accepted, report->rejected, report->duplicate, report->excluded,
            report->blank);
    if (report->encoding != NULL)
        g_print("  profile %s, %s, separator '%s'", report->profile, report->encoding,
                report->separator == '\t' ? "tab" : (char[]){report->separator, '\0'});
    if (report->period != NULL)
        g_print(", period %s", report->period);
    if (report->n_superseded > 0)
        g_print(", replaces %" G_GINT64_FORMAT " older", report->n_superseded);
    if (report->n_replaced_by > 0)
        g_print(", older than a delivery that is there already");
    g_print("%s", report->encoding != NULL ? "\n" : "");
    print_tallies(report->tally);
}

static void add_tallies(JsonBuilder *builder, const Tally *tally)
{
    static const char *const kinds[] = {"excluded", "rejected", "mapped", "place"};
    gsize n;
    g_autofree TallyEntry *entries = tally_list(tally, &n);
    json_write_begin_object(builder, "reasons");
    for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
        json_write_begin_object(builder, kinds[k]);
        for (gsize i = 0; i < n; i++)
            if (strcmp(entries[i].kind, kinds[k]) == 0)
                json_write_count(builder, entries[i].name, entries[i].n);
        json_builder_end_object(builder);
    }
    json_builder_end_object(builder);
}

static void add_report(JsonBuilder *builder, const DeliveryReport *report)
{
    char separator[2] = {report->separator, '\0'};
    json_builder_begin_object(builder);
    json_write_text(builder, "file", report->file);
    json_write_text(builder, "sha256", report->sha256);
    json_write_text(builder, "profile", report->profile);
    json_write_text(builder, "encoding", report->encoding);
    json_write_text(builder, "separator", report->encoding != NULL ? separator : NULL);
    json_write_count(builder, "rows", report->rows);
    json_write_count(builder, "accepted", report->accepted);
    json_write_count(builder, "rejected", report->rejected);
    json_write_count(builder, "duplicate", report->duplicate);
    json_write_count(builder, "excluded", report->excluded);
    json_write_count(builder, "blank", report->blank);
    json_write_text(builder, "status", delivery_status_word(report->status));
    json_write_text(builder, "reason", report->reason);
    json_write_text(builder, "period", report->period);
    add_tallies(builder, report->tally);
    json_builder_end_object(builder);
}

static void print_json(JsonBuilder *builder)
{
    g_autofree char *text = json_write_finish(builder, TRUE);
    g_print("%s", text);
}

/* Takes in the files one after another; a refused file does not keep the others out. */
static gboolean ingest_files(const IngestArguments *arguments, const DeliveryOptions *options,
                             JsonBuilder *builder, GError **error)
{
    g_autoptr(Profile) profile = profile_load(arguments->profile, error);
    if (profile == NULL)
        return FALSE;
    g_autoptr(IngestSession) session =
        ingest_session_open(arguments->register_path, arguments->key, error);
    int n_refused = 0;
    for (int i = 0; session != NULL && i < arguments->n_files; i++) {
        g_autoptr(DeliveryReport) report =
            delivery_ingest(session, profile, arguments->files[i], options, error);
        if (report == NULL)
            return FALSE;
        n_refused += report->status == DELIVERY_REFUSED;
        if (arguments->json)
            add_report(builder, report);
        else
            print_report(report);
    }
    if (n_refused > 0)
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA, "%d of %d files refused", n_refused,
                    arguments->n_files);
    return session != NULL && n_refused == 0;
}

gboolean command_ingest(int argc, char **argv, GError **error)
{
    IngestArguments arguments = {0};
    DeliveryOptions options = {0};
    gboolean done = parse_arguments(&argc, &argv, &arguments, error) &&
                    make_options(&arguments, &options, error);
    if (done) {
        g_autoptr(JsonBuilder) builder = json_builder_new();
        json_builder_begin_object(builder);
        json_write_begin_array(builder, "deliveries");
        done = ingest_files(&arguments, &options, builder, error);
        json_builder_end_array(builder);
        json_builder_end_object(builder);
        if (arguments.json)
            print_json(builder);
    }
    g_strfreev(options.ignore_columns);
    arguments_clear(&arguments);
    return done;
}
