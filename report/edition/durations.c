#include "report/edition/durations.h"

#include "report/chart/duration_chart.h"
#include "report/edition/cells.h"
#include "report/edition/sources.h"

#include <math.h>
#include <string.h>

/* One curve of a figure: step and outcome as in the publication, texts by name. */
typedef struct {
    const char *step, *outcome, *text;
    ColourName colour;
} CurveChoice;

#define CURVES 2

typedef struct {
    const char *name; /* grafiek.duur-<name>-titel … */
    CurveChoice curves[CURVES];
} DurationFigure;

static const DurationFigure figures[] = {
    {"stap",
     {{"assessment", "ended", "beslissing", COLOUR_REGISTERED},
      {"trial", "ended", "uitspraak", COLOUR_TEAL}}},
    {"einde",
     {{"case", "verdict", "einde-uitspraak", COLOUR_REGISTERED},
      {"case", "no-verdict", "einde-zonder", COLOUR_TEAL}}}};

static const char *say(Writer *writer, const char *name, const char *what)
{
    g_autofree char *key = g_strdup_printf("grafiek.duur-%s%s", name, what);
    return writer_say(writer, key);
}

/* The published times of the window; FALSE when there are none. */
static gboolean find_duration(Writer *writer, const char *step, AreaId area,
                              PublishedDuration *found)
{
    gsize n;
    g_autofree PublishedDuration *all = publication_durations(writer->publication, step, area, &n);
    for (gsize i = 0; i < n; i++)
        if (period_compare(all[i].period, writer->window) == 0) {
            *found = all[i];
            return TRUE;
        }
    return FALSE;
}

static DurationStep *steps_of(Writer *writer, const CurveChoice *choice, gsize *n)
{
    g_autofree DurationPoint *points = publication_duration_curve(
        writer->publication, choice->step, choice->outcome, writer->window, writer->land, n);
    DurationStep *steps = g_new0(DurationStep, *n + 1);
    for (gsize i = 0; i < *n; i++)
        steps[i] = (DurationStep){points[i].day, points[i].share, points[i].lower, points[i].upper};
    return steps;
}

static double share_at(gsize n, const DurationStep *steps, double day)
{
    double share = 0;
    for (gsize i = 0; i < n && steps[i].day <= day; i++)
        share = steps[i].share;
    return share;
}

static const char *percent(Writer *writer, double share)
{
    return writer_decimal(writer, 100 * share, 0);
}

/* "Beslissing van het OM: 44% binnen 180 dagen, 90% binnen een jaar, 99% binnen twee jaar." */
static const char *curve_in_words(Writer *writer, const char *name, gsize n,
                                  const DurationStep *steps)
{
    return writer_say(writer, "grafiek.duur-zin", "naam", name, "half",
                      percent(writer, share_at(n, steps, 182)), "jaar",
                      percent(writer, share_at(n, steps, 365)), "twee",
                      percent(writer, share_at(n, steps, 730)));
}

/* What stands under the name of a curve: its median where there is one, else how far it comes. */
static const char *curve_note(Writer *writer, const CurveChoice *choice, gsize n,
                              const DurationStep *steps, double *median)
{
    PublishedDuration found;
    *median = NAN;
    if (find_duration(writer, choice->step, writer->land, &found) &&
        strcmp(found.state, "fine") == 0) {
        *median = found.median;
        return writer_say(writer, "grafiek.duur-helft", "dagen",
                          writer_decimal(writer, found.median, 0));
    }
    return writer_say(writer, "grafiek.duur-eind", "aandeel",
                      percent(writer, n > 0 ? steps[n - 1].share : 0));
}

static void draw_figure(Writer *writer, const DurationFigure *figure)
{
    DurationCurve curves[CURVES];
    DurationStep *steps[CURVES];
    guint n_curves = 0;
    g_autoptr(GString) words = g_string_new(NULL);
    for (gsize i = 0; i < CURVES; i++) {
        const CurveChoice *choice = &figure->curves[i];
        gsize n;
        DurationStep *found = steps_of(writer, choice, &n);
        if (n == 0) {
            g_free(found);
            continue;
        }
        DurationCurve *curve = &curves[n_curves];
        *curve = (DurationCurve){.name = say(writer, choice->text, ""),
                                 .colour = choice->colour,
                                 .n_steps = (guint)n,
                                 .steps = found};
        curve->note = curve_note(writer, choice, n, found, &curve->median);
        g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "",
                               curve_in_words(writer, curve->name, n, found));
        steps[n_curves++] = found;
    }
    if (n_curves == 0)
        return;
    g_autofree char *name = g_strdup_printf("grafiek.duur-%s", figure->name);
    g_autofree char *title_key = g_strconcat(name, "-titel", NULL);
    const char *title =
        writer_say(writer, title_key, "venster", writer_period(writer, writer->window));
    FigureInfo info = {.name = name,
                       .title = title,
                       .subtitle = say(writer, figure->name, "-onder"),
                       .source = sources_line(writer, "om"),
                       .how_to_read = say(writer, figure->name, "-lezen"),
                       .alternative =
                           writer_join(writer, title, "(", writer_period(writer, writer->window),
                                       ").", words->str)};
    flow_figure(writer->flow, &info,
                duration_chart_new(&(DurationChart){.n_curves = n_curves,
                                                    .curves = curves,
                                                    .axis_title = say(writer, figure->name, "-as"),
                                                    .language = writer->language}));
    for (guint i = 0; i < n_curves; i++)
        g_free(steps[i]);
}

void durations_sentences(Writer *writer, Flow *flow, AreaId office)
{
    static const char *const names[] = {"assessment", "trial"};
    g_autoptr(GString) words = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        PublishedDuration found;
        if (!find_duration(writer, names[i], office, &found) ||
            strcmp(found.state, "not-delivered") == 0)
            continue;
        g_autofree char *sentence = inline_escape(found.sentence[writer->language]);
        g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", sentence);
    }
    if (words->len > 0)
        flow_paragraph(flow, words->str);
}

void durations_section(Writer *writer)
{
    PublishedDuration found;
    if (!find_duration(writer, "assessment", writer->land, &found))
        return;
    flow_heading(writer->flow, 2, writer_say(writer, "grafiek.duur-kop"));
    writer_introduction(writer, "grafiek.duur-tekst");
    durations_sentences(writer, writer->flow, writer->land);
    for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
        draw_figure(writer, &figures[i]);
}
