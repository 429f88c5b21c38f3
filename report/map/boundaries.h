#pragma once

#include <glib.h>

/* Boundaries of gemeenten from a file of the user: GeoJSON or TopoJSON, in degrees (WGS84) or in
 * metres of RD (docs/formats/boundaries.md). Held as arcs that neighbours share, in RD, each
 * point with the scale from which it is worth drawing: simplified once, so that borders never gape
 * or overlap at any scale. Never changes after reading. */
typedef struct Boundaries Boundaries;

/* Ceilings on what a file may ask for. */
#define BOUNDARIES_MAX_BYTES (32 << 20)
#define BOUNDARIES_MAX_VALUES 4000000 /* numbers, texts, lists in the JSON */
#define BOUNDARIES_MAX_DEPTH 32
#define BOUNDARIES_MAX_POINTS 2000000 /* after arcs are put together to rings */
#define BOUNDARIES_MAX_RINGS 200000
#define BOUNDARIES_MAX_AREAS 2000

/* The finest drawing that boundaries are kept for: metres on a point of the page. */
#define BOUNDARIES_FINEST 20.0

/* Reads a file. In a process of its own: what reading takes in memory is gone when it returns, and
 * a crash of the parser is an error like others. Errors: INBEELD_ERROR_NO_INPUT when there is no
 * such file, INBEELD_ERROR_DATA when it is refused (message: file, place, what is wrong, what to
 * do). Cost: 0.1 s for the gemeenten of the Netherlands with 10,000 points. Returns (transfer
 * full). The caller has no threads of its own running. */
Boundaries *boundaries_load(const char *path, GError **error);
/* The same over memory in this process. name: stands for the path in messages. */
Boundaries *boundaries_parse(const char *bytes, gsize n_bytes, const char *name, GError **error);
void boundaries_free(Boundaries *boundaries);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Boundaries, boundaries_free)

/* Name of the file without its folder. */
const char *boundaries_name(const Boundaries *boundaries);
guint boundaries_n_areas(const Boundaries *boundaries);
/* "GM0772"; in the order of the file, each once. */
const char *boundaries_code(const Boundaries *boundaries, guint area);
/* Area in km2 of all its parts, as drawn at the finest. */
double boundaries_km2(const Boundaries *boundaries, guint area);
