#pragma once

#include "core/area.h"

/* The inside of an AreaRegister, for the area_*.c modules only. */

typedef struct {
    char code[8];
    char *name;
    char *sort_key;
    AreaKind kind;
    Day from; /* 0: always */
    Day to;   /* exclusive; G_MAXINT32: still there */
} Area;

/* `child` was part of `parent` on from <= day < to. */
typedef struct {
    AreaId child, parent;
    Day from, to;
} AreaMembership;

/* On `day` the territory of `from`, or the part `share` of it (NaN: unknown), went to `to`. */
typedef struct {
    AreaId from, to;
    Day day;
    double share;
} AreaMove;

/* Rows sorted by one column, with the first row of each area: those of `id` are
 * first[id] .. first[id + 1] - 1. */
typedef struct {
    gsize *first;
    AreaMove *rows;
} AreaMoveIndex;

typedef struct {
    int urbanity;
    double density, km2;
    gboolean has_midpoint;
    double longitude, latitude;
} AreaFeatures;

typedef struct AreaNames AreaNames;

struct AreaRegister {
    Day last_day; /* of the divisions that are known */
    gsize n_areas;
    Area *areas;
    AreaId *by_code;             /* see area_code_slot() */
    AreaMembership *memberships; /* by child, then parent, then day */
    gsize *first_membership;
    AreaMoveIndex outgoing, incoming;
    /* Inhabitants: persons[y * n_areas + id], -1 unknown; years ascending. */
    gsize n_years;
    int *years;
    gint64 *persons;
    AreaFeatures *features;
    AreaId *neighbours; /* by area, then code */
    gsize *first_neighbour;
    AreaNames *names;
};

/* The day itself, or the last day of the register for DAY_NONE. */
Day area_day(const AreaRegister *areas, Day day);
/* Place of a code in by_code, -1 when `text` has not the form of a code. */
int area_code_slot(const char *text);
int area_code_slot_of_kind(AreaKind kind, const char *text);
gsize area_code_slot_count(void);
/* Whether `code`, as reference data write it, has the form of codes of `kind`. */
gboolean area_code_is_of_kind(const char *code, AreaKind kind);

/* Key of a name for comparison: lower case, no accents, no apostrophes; all other signs and blanks
 * become one blank. "'s-Gravenhage" -> "s gravenhage". Returns its length, or -1 when `text` is not
 * UTF-8 or the key does not fit in `size` bytes. */
#define AREA_KEY_MAX 96
int area_fold(const char *text, char *key, gsize size);

/* As area_successors, but returns how many parts there are even when they do not fit. */
gsize area_count_successors(const AreaRegister *areas, AreaId id, Day day,
                            AreaShare parts[AREA_MAX_PARTS]);

void area_names_free(AreaNames *names);
gboolean area_names_read(AreaRegister *areas, GError **error);

/* Reading the facts; each fails with INBEELD_ERROR_CONFIG or _NO_INPUT. */
gboolean area_read_last_day(AreaRegister *areas, GError **error);
gboolean area_read_areas(AreaRegister *areas, GError **error);
gboolean area_read_memberships(AreaRegister *areas, GError **error);
gboolean area_read_moves(AreaRegister *areas, GError **error);
gboolean area_read_figures(AreaRegister *areas, GError **error);
gboolean area_read_neighbours(AreaRegister *areas, GError **error);
