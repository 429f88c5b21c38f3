#include "stats/publication/audit.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "core/error.h"
#include "core/json_write.h"

/* What is printed of each measure; the JSON has all. */
#define MOST_PRINTED 10

static void print_findings(const AuditMeasure *measure)
{
    guint n = MIN(measure->findings->len, MOST_PRINTED);
    for (guint i = 0; i < n; i++) {
        const AuditFinding *finding = measure->findings->pdata[i];
        g_print("    %s %s%s%s%s%s: a reader can work out that it is %" G_GINT64_FORMAT "\n",
                finding->area, finding->period, *finding->dimension != '\0' ? " " : "",
                finding->dimension, *finding->category != '\0' ? "=" : "", finding->category,
                finding->value);
    }
    if (measure->findings->len > n)
        g_print("    … and %u more; --json lists all\n", measure->findings->len - n);
}

static void print_text(const AuditReport *report)
{
    g_print("measure                             cells  suppressed  given away    other\n");
    for (guint i = 0; i < report->measures->len; i++) {
        const AuditMeasure *measure = report->measures->pdata[i];
        g_print("%-32s  %7zu     %7zu     %7zu  %7zu", measure->measure, measure->n_cells,
                measure->n_suppressed, measure->n_given_away, measure->n_other);
        if (measure->n_unanswered > 0)
            g_print("  (%zu not answered)", measure->n_unanswered);
        if (measure->n_outside > 0)
            g_print("  (%zu cells in no sum)", measure->n_outside);
        g_print("\n");
        print_findings(measure);
    }
    for (guint i = 0; i < report->stated->len; i++)
        g_print("stated: %s\n", (const char *)report->stated->pdata[i]);
    g_print("%zu suppressed numbers; a reader can work out %zu small ones (below %" G_GINT64_FORMAT
            ") and %zu others; %u are stated elsewhere\n",
            report->n_suppressed, report->n_given_away, report->small_below, report->n_other,
            report->stated->len);
}

static void add_finding(JsonBuilder *builder, const AuditFinding *finding)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "area", finding->area);
    json_write_text(builder, "period", finding->period);
    json_write_text(builder, "dimension", finding->dimension);
    json_write_text(builder, "category", finding->category);
    json_write_count(builder, "value", finding->value);
    json_builder_end_object(builder);
}

static void add_measure(JsonBuilder *builder, const AuditMeasure *measure)
{
    json_builder_begin_object(builder);
    json_write_text(builder, "measure", measure->measure);
    json_write_count(builder, "cells", (gint64)measure->n_cells);
    json_write_count(builder, "suppressed", (gint64)measure->n_suppressed);
    json_write_count(builder, "given_away", (gint64)measure->n_given_away);
    json_write_count(builder, "other", (gint64)measure->n_other);
    json_write_count(builder, "unanswered", (gint64)measure->n_unanswered);
    json_write_count(builder, "outside", (gint64)measure->n_outside);
    json_write_begin_array(builder, "findings");
    for (guint i = 0; i < measure->findings->len; i++)
        add_finding(builder, measure->findings->pdata[i]);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void print_json(const AuditReport *report)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    json_write_count(builder, "suppressed", (gint64)report->n_suppressed);
    json_write_count(builder, "small_below", report->small_below);
    json_write_count(builder, "given_away", (gint64)report->n_given_away);
    json_write_count(builder, "other", (gint64)report->n_other);
    json_write_count(builder, "unanswered", (gint64)report->n_unanswered);
    json_write_begin_array(builder, "measures");
    for (guint i = 0; i < report->measures->len; i++)
        add_measure(builder, report->measures->pdata[i]);
    json_builder_end_array(builder);
    json_write_texts(builder, "stated", report->stated);
    json_builder_end_object(builder);
    g_autofree char *text = json_write_finish(builder, TRUE);
    g_print("%s", text);
}

gboolean command_audit(int argc, char **argv, GError **error)
{
    gboolean json = FALSE;
    gint64 small_below = 0;
    CommonOptions common = {FALSE, FALSE, FALSE};
    const GOptionEntry entries[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Result as JSON", NULL},
        {"suppress-below", 0, 0, G_OPTION_ARG_INT64, &small_below,
         "Numbers from 1 up to but not including N are small", "N"},
        {NULL}};
    if (!command_parse(
            "DIR|P.db",
            "Attacks a release: which suppressed numbers can a reader work out from the "
            "others? DIR is a folder\nwith open data, or the OUT of a run; P.db a "
            "publication. Exit status 65 when a small number is given away.\n\nSums within "
            "a measure are weighed together; links between measures and with earlier "
            "releases are not.",
            entries, &common, &argc, &argv, error))
        return FALSE;
    if (argc != 2) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_USAGE,
                    "give one folder or publication; see 'inbeeld audit --help'");
        return FALSE;
    }
    g_autoptr(AuditReport) report = audit_release(argv[1], small_below, error);
    if (report == NULL)
        return FALSE;
    if (json)
        print_json(report);
    else
        print_text(report);
    if (report->n_given_away + report->stated->len == 0)
        return TRUE;
    g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_DATA,
                "%s gives %zu small numbers away: do not release it", argv[1],
                report->n_given_away + report->stated->len);
    return FALSE;
}
