#pragma once

#include "core/day.h"

#include <glib.h>

/* Areas: what they are called, from when to when they existed, which larger areas they belonged to
 * on a day, what became of them, and how many people lived there.
 *
 * There is no single hierarchy: Leerdam lay in Zuid-Holland and in the police unit Rotterdam until
 * 2018 and lies in Utrecht and Midden-Nederland, as part of Vijfheerenlanden, since. So each
 * question takes the day that it is about: as a rule the day of the event that a record tells of.
 *
 * The facts stand in reference/gebied*.csv and reference/gemeente*.csv (docs/formats/
 * reference-areas.md). A register is read once and never changes: all threads may read it at the
 * same time. Strings that functions return are borrowed from the register unless stated. */
typedef struct AreaRegister AreaRegister;

/* Index of an area in its register; numbers run from 0 to area_count() - 1. Not stable between
 * versions of the reference data: databases hold the code. */
typedef gint32 AreaId;
#define AREA_NONE (-1)

/* A kind can change its division as a whole on one day. AREA_POLITIE_EENHEID holds the 25
 * regiokorpsen and the KLPD (PR01..PR26) up to 2012 and the eenheden (PE01..PE11) from 2013;
 * AREA_PARKET the 19 parketten of the old arrondissementen (PO01..PO19) up to 2012 and the ten new
 * ones (PK01..PK10) from 2013, with Landelijk Parket PK11 and Functioneel Parket PK12 in both. */
typedef enum {
    AREA_LAND,             /* NL01 */
    AREA_PROVINCIE,        /* PV20..PV31 */
    AREA_VEILIGHEIDSREGIO, /* VR01..VR25 */
    AREA_POLITIE_EENHEID,  /* PR01..PR26, PE01..PE11 */
    AREA_ARRONDISSEMENT,   /* AR01..AR12, courts since 2013 */
    AREA_PARKET,           /* PO01..PO19, PK01..PK12 */
    AREA_GEMEENTE          /* GM0003.. */
} AreaKind;

#define AREA_KIND_COUNT (AREA_GEMEENTE + 1)

/* The largest number of areas that one area can fall apart into, or be called alike. */
#define AREA_MAX_PARTS 8

/* --- the register ---------------------------------------------------------------------------- */

/* Reads the reference data (some 5,000 rows, some 10 ms). Returns (transfer full), or NULL with
 * INBEELD_ERROR_CONFIG when a file is not as documented (message: file, line, value) and
 * INBEELD_ERROR_NO_INPUT when it is missing. */
AreaRegister *area_register_load(GError **error);
void area_register_free(AreaRegister *areas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AreaRegister, area_register_free)

gsize area_count(const AreaRegister *areas);
/* The last day for which the division of the country is known to the reference data. */
Day area_register_last_day(const AreaRegister *areas);

/* "gemeente", "provincie", "veiligheidsregio", "politie-eenheid", "arrondissement", "parket",
 * "land": the words of the reference files. */
const char *area_kind_word(AreaKind kind);
gboolean area_kind_parse(const char *word, AreaKind *kind);

/* --- one area; `id` is a valid index --------------------------------------------------------- */

const char *area_code(const AreaRegister *areas, AreaId id);
/* As printed in Dutch: "'s-Gravenhage", "Bergen (NH.)". */
const char *area_name(const AreaRegister *areas, AreaId id);
AreaKind area_kind(const AreaRegister *areas, AreaId id);
/* First day of existence; DAY_NONE for "before the reference data begin" (1970). */
Day area_valid_from(const AreaRegister *areas, AreaId id);
/* The first day on which the area is no more; DAY_NONE while it exists. */
Day area_valid_to(const AreaRegister *areas, AreaId id);
/* `day` DAY_NONE: the last day of the register. So for every `day` below. */
gboolean area_is_valid(const AreaRegister *areas, AreaId id, Day day);

/* The area with this code, on whatever day: "GM0363", "gm0363", "GM0363   " (keys of CBS carry
 * blanks). AREA_NONE when there is none. Constant time, no allocation. */
AreaId area_find_code(const AreaRegister *areas, const char *code);
/* The same with bare numbers, "363" or "0363", read as codes of `kind` (gemeente, provincie,
 * veiligheidsregio); an area of another kind is not found. */
AreaId area_find_code_of_kind(const AreaRegister *areas, AreaKind kind, const char *code);

/* All areas of `kind` on `day` in Dutch alphabetical order: accents, case and apostrophes do not
 * count, so 's-Gravenhage stands under the s, IJsselstein under i, j. Returns (transfer full), with
 * *n_areas. */
AreaId *area_list(const AreaRegister *areas, AreaKind kind, Day day, gsize *n_areas);

/* --- larger areas ---------------------------------------------------------------------------- */

/* The area of `kind` that `id` was part of on `day`; itself when it is of that kind. AREA_NONE when
 * `id` did not exist that day or belongs to none: resolve an old code with area_successors first.
 * No allocation. */
AreaId area_parent(const AreaRegister *areas, AreaId id, AreaKind kind, Day day);
/* The gemeenten that lay in `id` on `day`, in Dutch order.  Returns (transfer full). */
AreaId *area_gemeenten(const AreaRegister *areas, AreaId id, Day day, gsize *n_areas);

/* --- what became of it ----------------------------------------------------------------------- */

typedef struct {
    AreaId id;
    /* Part of the inhabitants of the old area that went to `id`, in (0, 1]; NaN when the area was
     * split and the share is not known. */
    double share;
} AreaShare;

/* Where the territory of `id` lay on `day`, a day on or after its first: itself, its one successor
 * (share 1), or the parts of a split, by code. Returns their number, at most AREA_MAX_PARTS; 0 when
 * `id` did not exist yet. Border corrections that left the code alone are not known. */
gsize area_successors(const AreaRegister *areas, AreaId id, Day day,
                      AreaShare parts[AREA_MAX_PARTS]);
/* The areas on `day` from whose territory `id` was made later, by code; itself when it existed
 * then. Areas that went to `id` only in part are among them. Returns (transfer full). */
AreaId *area_predecessors(const AreaRegister *areas, AreaId id, Day day, gsize *n_areas);

/* --- names ----------------------------------------------------------------------------------- */

typedef enum {
    AREA_MATCH_UNKNOWN,   /* no area of this kind has or had this code or name */
    AREA_MATCH_EXACT,     /* its code or printed name; case, accents, blanks, hyphens and kind of
                             apostrophe do not count */
    AREA_MATCH_ALIAS,     /* another way of writing: "Den Haag", "gemeente Weesp", "Laren" */
    AREA_MATCH_SUCCESSOR, /* named an area that was no more on the day; id is its successor */
    AREA_MATCH_SPLIT_UNKNOWN, /* named an area that had been split; candidates are the parts */
    AREA_MATCH_NOT_YET,  /* named an area that was not there yet; id is that area, candidates are
                            those it was made from */
    AREA_MATCH_AMBIGUOUS /* several areas are called so: "Bergen"; candidates */
} AreaMatchKind;

typedef struct {
    AreaMatchKind kind;
    AreaId id;    /* AREA_NONE for unknown, split and ambiguous */
    AreaId named; /* the area that the text itself names; AREA_NONE for unknown and ambiguous */
    gsize n_candidates;
    AreaId candidates[AREA_MAX_PARTS];
} AreaMatch;

/* What area of `kind` a text means on `day` (the day of the event). `text`: a code or a name in
 * UTF-8, with stray blanks, any case, with or without accents, with ' or ’, with "gemeente" and the
 * like before it (reference/gebied_voorvoegsels.csv), or an alias (reference/gebied_aliassen.csv).
 * A name without its bracket ("Bergen" for "Bergen (L.)") is an alias where only one area on that
 * day is meant, else ambiguous: never guessed. A place that is no gemeente is unknown.
 * Returns TRUE for exact, alias and successor: the kinds with an area that existed on the day.
 * No allocation; about 0.1 microsecond. */
gboolean area_resolve(const AreaRegister *areas, AreaKind kind, const char *text, Day day,
                      AreaMatch *match);
/* "exact", "alias", "successor", "split-unknown", "not-yet", "ambiguous", "unknown". */
const char *area_match_word(AreaMatchKind kind);

/* --- figures --------------------------------------------------------------------------------- */

typedef struct {
    gint64 persons;     /* inhabitants on 1 January */
    gboolean estimated; /* "geschat": no published figure of that year; see area_population */
} AreaPopulation;

/* Inhabitants of `id` on 1 January of `year`, within its borders on `division` (DAY_NONE: that same
 * 1 January, or the first day of an area that came later). A published figure, or the sum of those
 * of the parts: Voorne aan Zee 2022 is Brielle + Hellevoetsluis + Westvoorne. For a year without
 * figures, estimated: its share in the inhabitants of the country lies on a straight line between
 * the years before and after that have figures, and stays what it was outside them (counts instead
 * of shares where the country has no figure).
 * Cost: 1 microsecond for a gemeente, 0.1 ms for a region.
 * Returns FALSE when nothing can be said: no such area then, no figures, or a split with unknown
 * shares between. */
gboolean area_population(const AreaRegister *areas, AreaId id, int year, Day division,
                         AreaPopulation *population);

/* Size classes of the monitors, by inhabitants. */
typedef enum {
    AREA_SIZE_UNKNOWN,
    AREA_SIZE_BELOW_10K,
    AREA_SIZE_10K_20K,
    AREA_SIZE_20K_50K,
    AREA_SIZE_50K_100K,
    AREA_SIZE_100K_250K,
    AREA_SIZE_250K_AND_MORE
} AreaSizeClass;

AreaSizeClass area_size_class(const AreaRegister *areas, AreaId id, int year);
/* Stedelijkheid of CBS by addresses around: 1 very strongly urban (2,500 addresses a km2 and more)
 * .. 5 not urban (fewer than 500), of the latest year known (2024); 0 when not known. */
int area_urbanity(const AreaRegister *areas, AreaId id);
/* Omgevingsadressendichtheid, addresses a km2, and land area, km2; NaN when not known. */
double area_address_density(const AreaRegister *areas, AreaId id);
double area_land_km2(const AreaRegister *areas, AreaId id);

/* Gemeenten that border `id` in the division of 2023-2025, by code (borrowed); none for other
 * areas. */
const AreaId *area_neighbours(const AreaRegister *areas, AreaId id, gsize *n_neighbours);
/* Midpoint of the largest piece of land in degrees, WGS84; FALSE when not known (gemeenten of
 * 2023-2025 only). */
gboolean area_midpoint(const AreaRegister *areas, AreaId id, double *longitude, double *latitude);
