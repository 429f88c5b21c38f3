#pragma once

#include "core/area.h"
#include "core/codes.h"
#include "core/period.h"
#include "core/state.h"

/* The publication database as the report stage reads it: all that may be shown, after protection.
 * Only the stats stage writes it; docs/formats/publication.md describes its tables.
 *
 * A Publication belongs to one thread; each worker opens its own. Reading a cell takes some
 * microseconds (prepared statements are kept). Reads do not fail one by one: when SQLite fails (a
 * damaged disk), the answer is "not available" and publication_check() says so; call it before an
 * output is made final. */
typedef struct Publication Publication;

/* areas is borrowed and must outlive the publication. Fails as database_open(DATABASE_READ) does.
 * Returns (transfer full). */
Publication *publication_open(const char *path, const AreaRegister *areas, GError **error);
void publication_close(Publication *publication);
/* FALSE with the first error when any read so far failed. */
gboolean publication_check(const Publication *publication, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Publication, publication_close)

/* --- what this publication is ---------------------------------------------------------------- */

/* The value of a key of table meta (docs/formats/publication.md), borrowed; NULL when absent. */
const char *publication_meta(const Publication *publication, const char *key);
/* The period that was asked for: the youngest that the figures are about. */
Period publication_period(const Publication *publication);
/* The window of years that ends with it: 2020-2024. */
Period publication_window(const Publication *publication);
/* The day for which the division of the country holds in all figures of live registers. */
Day publication_division(const Publication *publication);
/* The latest peildatum of the current deliveries of `source`; of the registers together (published
 * tables left out) when NULL. DAY_NONE when there is none. */
Day publication_peildatum(const Publication *publication, const char *source);
/* Whether any figure comes from made-up data: every page must say so. */
gboolean publication_is_synthetic(const Publication *publication);
/* Counts below this and above 0 are suppressed: 5 means 1-4. 0: no rule. */
gint64 publication_suppress_below(const Publication *publication);

/* --- cells ----------------------------------------------------------------------------------- */

typedef struct {
    CellState state;
    gint64 value;        /* units of the measure; 0 unless state is STATE_VALUE */
    double lower, upper; /* exact Poisson 95 % limits; NaN without a value */
    gint64 denominator;  /* inhabitants x years; 0 when a rate has no meaning */
    gboolean estimated;  /* the denominator is estimated */
    double rate;         /* per 100,000 inhabitants a year; NaN when there is none */
    double rate_lower;
    double rate_upper;
    gboolean provisional; /* may still change: * after the number */
} Cell;

/* One cell. dimension and category "" (or NULL) ask for the total. A cell that is not in the
 * publication is "not available". Codes of measures: reference/measures.csv; of dimensions and
 * categories: reference/codes.csv. */
Cell publication_cell(Publication *publication, const char *measure, AreaId area, Period period,
                      const char *dimension, const char *category);
Cell publication_total(Publication *publication, const char *measure, AreaId area, Period period);
/* Units of the total of `area` that lie in none of the areas of `kind` within it: place unknown, or
 * known only more coarsely. Total = sum over those areas + this. */
Cell publication_without_area(Publication *publication, const char *measure, AreaId area,
                              Period period, AreaKind kind);

typedef struct {
    Period period;
    Cell cell;
} PeriodCell;
/* All periods of `kind` that the publication has for this cell, oldest first.  Returns (transfer
 * full, g_free), with *n_cells. */
PeriodCell *publication_series(Publication *publication, const char *measure, AreaId area,
                               PeriodKind kind, const char *dimension, const char *category,
                               gsize *n_cells);

typedef struct {
    const char *category; /* borrowed from the codes */
    Cell cell;
} CategoryCell;
/* The categories of a dimension in the order of the code list; none when the publication does not
 * split this measure so.  Shares of a dimension of which a person can have several categories
 * (form, form_group, reporter) add up to more than 100 %.  Returns (transfer full, g_free). */
CategoryCell *publication_breakdown(Publication *publication, const Codes *codes,
                                    const char *measure, AreaId area, Period period,
                                    const char *dimension, gsize *n_cells);

typedef struct {
    AreaId area;
    Cell cell;
} AreaCell;
/* All areas of `kind` that the publication has, in Dutch alphabetical order.  Returns (transfer
 * full, g_free). */
AreaCell *publication_areas(Publication *publication, const char *measure, AreaKind kind,
                            Period period, const char *dimension, const char *category,
                            gsize *n_cells);
/* The codes of the measures that have a total for this area in any period, by code.  Returns
 * (transfer full): g_strfreev. */
char **publication_measures(Publication *publication, AreaId area);

/* --- where the figures come from ------------------------------------------------------------- */

typedef struct {
    gint64 id;
    const char *source; /* comensha, om, politie, or the name of a published table */
    const char *profile;
    const char *file_name;
    const char *sha256;
    Day peildatum;      /* DAY_NONE when not known */
    const char *period; /* code, NULL when not known */
    const char *legal_basis;
    gboolean synthetic;
    gint64 rows; /* = accepted + rejected + duplicate + excluded */
    gint64 accepted;
    gint64 rejected;
    gint64 duplicate;
    gint64 excluded;
    gboolean current; /* FALSE: replaced by a newer delivery */
} PublicationSource;
/* The deliveries in order of arrival. Borrowed. */
const PublicationSource *publication_sources(const Publication *publication, gsize *n_sources);

typedef struct {
    const char *kind; /* rejected, excluded, mapped, place */
    const char *name;
    gint64 count;
} PublicationTally;
/* The sums behind a delivery, by reason.  Returns (transfer full, g_free); the strings live as long
 * as the publication. */
PublicationTally *publication_tallies(Publication *publication, gint64 source_id, gsize *n_tallies);

/* --- what explains them ---------------------------------------------------------------------- */

typedef struct {
    const char *code;
    Day day;
    AreaId area;         /* where it happened; the land for national events */
    const char *sources; /* the sources it touches, joined by + */
    const char *name[LANGUAGE_COUNT];
} PublicationEvent;
/* Events that break a series, by day. Borrowed. */
const PublicationEvent *publication_events(const Publication *publication, gsize *n_events);

typedef struct {
    const char *name; /* key of a text: bridge.<name> */
    const char *unit;
    CellState state;
    gint64 value;
} BridgeStep;
/* The steps of a bridge from one total to another: the first is the total it starts from, the last
 * the one it ends with; first + the steps between = last (steps that take away are negative). None
 * when there is no such bridge.  Returns (transfer full, g_free). */
BridgeStep *publication_bridge(Publication *publication, const char *bridge, Period period,
                               AreaId area, gsize *n_steps);

typedef struct {
    Period period;
    Day peildatum; /* of the older delivery */
    CellState state;
    gint64 value; /* by the older delivery */
} Revision;
/* What older, replaced deliveries said about a total, by period and peildatum.  Returns (transfer
 * full, g_free). */
Revision *publication_revisions(Publication *publication, const char *measure, AreaId area,
                                gsize *n_revisions);

/* --- what the statistics say about them ------------------------------------------------------ */

typedef struct {
    gboolean is_fine;        /* FALSE: nothing can be said; the sentence says why */
    const char *state;       /* fine, suppressed, too-sparse, …: stats/trend/trend.h */
    const char *direction;   /* rise, fall, no-change; NULL unless fine */
    Period from, to;         /* the stretch; kind PERIOD_NONE unless fine */
    gboolean is_yearly;      /* change is a year, else from `from` to `to` */
    gboolean per_inhabitant; /* of the rate, else of the number */
    double change;           /* ratio: 0.9 is 10 % fewer; NaN unless fine, as the next four */
    double lower, upper;     /* its 95 % limits */
    double first, last;      /* fitted numbers at both ends */
    double dispersion;       /* times the spread that chance alone gives; NaN: not known */
    const char *breaks;      /* codes of events in the stretch, joined by +; "" none */
    const char *caveats;     /* names joined by +: docs/methods/trends.md; "" none */
    gint64 n_together;       /* series judged together with this one; -1: not known */
    double by_chance;        /* of those, directions expected when nothing happened; NaN */
    const char *sentence[LANGUAGE_COUNT]; /* plain text, with the caveats */
} PublishedTrend;
/* Change of a total over time: PERIOD_YEAR or PERIOD_WINDOW. FALSE when there is none. The strings
 * live as long as the publication. */
gboolean publication_trend(Publication *publication, const char *measure, AreaId area,
                           PeriodKind kind, PublishedTrend *trend);
/* Whether a name is among names joined by +, as in `breaks` and `caveats`. */
gboolean publication_names_hold(const char *joined, const char *name);

typedef struct {
    CellState state; /* of the quarter's number */
    gint64 value;
    const char *judgement;                  /* usual, high, low, too-short, too-sparse */
    double expected;                        /* NaN unless judged */
    gint64 usual_lower, usual_upper;        /* counts inside the 95 % limits; -1 unless judged */
    gint64 year_before;                     /* same quarter a year earlier; -1 when not known */
    double ratio, ratio_lower, ratio_upper; /* to it, with 95 % limits; NaN when there is none */
    gint64 four_quarters;                   /* sum of the last four; -1: persons are not added */
    gint64 four_quarters_before;
    const char *sentence[LANGUAGE_COUNT];
} PublishedQuarter;
/* What the statistics say about a quarter against those before it. As publication_trend(). */
gboolean publication_quarter(Publication *publication, const char *measure, AreaId area,
                             Period period, PublishedQuarter *quarter);

typedef struct {
    gint64 days,
        days_in_period;  /* days of the period that deliveries hold; -1: a published table */
    gint64 reporters;    /* that reported in the land; -1: not split by reporter */
    double share;        /* part of the usual reports that those reporters make; NaN: not split */
    const char *missing; /* usual reporters without a report, joined by + */
    gboolean provisional;
} PublishedCoverage;
/* How complete the sources behind a measure were in a period. FALSE when that is not published. */
gboolean publication_coverage(Publication *publication, const char *measure, Period period,
                              PublishedCoverage *coverage);

/* Sum of the published years of a window of a gemeente, for any window, moved on by a year: to look
 * at, for neighbouring sums share years. FALSE when a year is not shown, and for persons. */
gboolean publication_moving_sum(Publication *publication, const char *measure, AreaId area,
                                Period window, gint64 *sum);

typedef struct {
    gboolean is_fine;           /* FALSE: no comparison; the sentence says why */
    const char *position;       /* inside, by-chance, higher, lower; NULL unless fine */
    double expected;            /* on size and urbanity */
    double ratio, lower, upper; /* counted / expected with exact 95 % limits; NaN unless fine */
    const char *sentence[LANGUAGE_COUNT];
} PublishedBenchmark;
/* A gemeente among gemeenten of like size and urbanity. As above. */
gboolean publication_benchmark(Publication *publication, const char *measure, AreaId area,
                               Period period, PublishedBenchmark *benchmark);

typedef struct {
    AreaId area;
    double expected, ratio;
    /* Ratios inside the 95 % funnel, and inside the limits for all gemeenten together. */
    double inside_lower, inside_upper, inside_all_lower, inside_all_upper;
} FunnelPlace;
/* All gemeenten with a comparison, by expected number. Suppressed ones are not among them. Returns
 * (transfer full, g_free). */
FunnelPlace *publication_funnel(Publication *publication, const char *measure, Period period,
                                gsize *n_places);

typedef struct {
    const char *measure;
    gint64 n_compared;
    gint64 n_alone;     /* outside the 95 % limits, each on its own */
    double by_chance;   /* as many are to be expected there when no gemeente differs */
    gint64 n_different; /* outside the limits that hold for all together */
} ComparedSet;
/* What holds for all gemeenten of a comparison, one for each measure, by code. Returns (transfer
 * full, g_free). */
ComparedSet *publication_compared_sets(Publication *publication, Period period, gsize *n_sets);

/* --- the chain from signal to verdict (docs/methods/chain.md) --------------------------------- */

typedef struct {
    Period period;       /* year or window in which the cases were registered */
    const char *state;   /* fine, no-median, too-few, not-delivered */
    gint64 n_cases;      /* -1 when it may not be told */
    Day observed_until;  /* what was open then counts as open */
    double median;       /* days; NaN unless fine */
    double lower, upper; /* 95 % limits; upper NaN: not reached yet */
    double within_year;  /* share that ended within 365 days; NaN when not known or not told */
    double within_year_lower, within_year_upper;
    const char *sentence[LANGUAGE_COUNT];
} PublishedDuration;
/* How long a step takes for the cases of an area, years first, then windows. step: "assessment"
 * (registration to decision of the prosecution) or "trial" (summons to verdict in first instance);
 * area: the land or a parket.  Returns (transfer full, g_free); the strings live as long as the
 * publication. */
PublishedDuration *publication_durations(Publication *publication, const char *step, AreaId area,
                                         gsize *n_durations);

typedef struct {
    gint32 day;          /* after the start */
    double share;        /* that had ended so by then */
    double lower, upper; /* 95 % limits; NaN when there are none */
} DurationPoint;
/* The curve behind the median: step "assessment" or "trial" with outcome "ended", step "case" with
 * "verdict" or "no-verdict" (the two compete and add up to less than 1). Only for the land and the
 * window. The share stays the same from one point to the next; it begins at 0. Returns (transfer
 * full, g_free). */
DurationPoint *publication_duration_curve(Publication *publication, const char *step,
                                          const char *outcome, Period period, AreaId area,
                                          gsize *n_points);

typedef struct {
    const char *step; /* name in reference/chain.ini; text ketenblok.<step> */
    const char *measure, *dimension, *category;
    const char *unit; /* blocks of different units stand side by side, never in one scale */
    CellState state;
    gint64 value;
    double lower, upper; /* exact 95 % limits; NaN without a value */
    gboolean provisional;
    const char *part_of; /* step that this one is a part of; NULL: of none */
    double share;        /* of it, with exact 95 % limits; NaN: no percentage */
    double share_lower, share_upper;
    const char *sentence[LANGUAGE_COUNT];
} ChainBlock;
/* The blocks of an area (land, politie-eenheid or parket) in a year or window, in their order.
 * Returns (transfer full, g_free); the strings live as long as the publication. */
ChainBlock *publication_chain(Publication *publication, AreaId area, Period period,
                              gsize *n_blocks);

typedef struct {
    const char *kind; /* comparable, own-choice, front-runner, neighbour */
    AreaId area;
    double distance;                  /* NaN when it was not chosen by distance */
    const char *reasons;              /* size-class, urbanity, province, function, joined by + */
    const char *note[LANGUAGE_COUNT]; /* why it was chosen by hand; "" otherwise */
} PublishedPeer;
/* The gemeenten that stand beside a gemeente, by kind and code. A gemeente with an own choice has
 * no comparable ones. Returns (transfer full, g_free). */
PublishedPeer *publication_peers(Publication *publication, AreaId area, gsize *n_peers);

/* --- dark numbers ---------------------------------------------------------------------------- */

typedef struct {
    const char *subject; /* register, or the name of a published table of lists */
    AreaId area;
    Period period;
    const char *dimension;
    const char *category;
    CellState state;   /* value, suppressed, or not available: refused */
    gint64 registered; /* -1 when not known */
    double total, lower, upper, level;
    double view_lower, view_upper; /* "% in beeld" as fractions; NaN when there is none */
    const char *verdict;           /* usable, wide, conflicting, no-upper-limit, refused */
    const char *reasons[LANGUAGE_COUNT];
    const char *method[LANGUAGE_COUNT];
} Estimate;
/* All estimates of a subject (NULL: of all), by area, period, dimension and category.  Returns
 * (transfer full, g_free); the strings live as long as the publication. */
Estimate *publication_estimates(Publication *publication, const char *subject, gsize *n_estimates);

typedef struct {
    const char *kind; /* model, without-list, merged, average */
    const char *name;
    double total, lower, upper; /* NaN when there is none */
    double criterion;           /* BIC distance to the best model; NaN when it has no meaning */
} EstimateAlternative;
/* Other answers that the same data allow, by kind and rank.  Returns (transfer full, g_free). */
EstimateAlternative *publication_alternatives(Publication *publication, const char *subject,
                                              AreaId area, Period period, gsize *n_alternatives);

typedef struct {
    double lower, upper; /* [lower, upper); NaN: open at that end */
    gint64 n;
} PublishedReplicates;
/* The histogram of the replicates behind the limits of an estimate of a whole period, from small to
 * large: does the uncertainty have one hump, or two?  Returns (transfer full, g_free). */
PublishedReplicates *publication_replicates(Publication *publication, const char *subject,
                                            AreaId area, Period period, gsize *n_bins);

typedef struct {
    double lower, upper; /* the middle nine tenths of the replicates in it */
    double share;        /* of all replicates */
    double inside;       /* of those in it, the part within the limits of the estimate */
} PublishedHump;
/* The answers round which those replicates gather, from small to large: one, or several that no
 * pair of limits tells apart.  Returns (transfer full, g_free). */
PublishedHump *publication_humps(Publication *publication, const char *subject, AreaId area,
                                 Period period, gsize *n_humps);

typedef struct {
    Period base, period;        /* years; `period` is the last one of the estimate */
    double ratio, lower, upper; /* estimated number of `period` / that of `base`, with limits */
    double level;
} PublishedChange;
/* Change of an estimated number between years, from the same replicates, by base.  Returns
 * (transfer full, g_free). */
PublishedChange *publication_changes(Publication *publication, const char *subject, AreaId area,
                                     gsize *n_changes);
