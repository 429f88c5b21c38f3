#pragma once

#include "core/area.h"
#include "core/format.h"

/* Comparable gemeenten, chosen on facts that have nothing to do with what was registered:
 * inhabitants, urbanity, size class, province and function; or by a gemeente itself, with its
 * reason. And front-runners: gemeenten to learn from, named with the reason. The rule is data:
 * reference/peers.ini (docs/formats/peers.md). */
typedef struct PeerRule PeerRule;

/* What a peer has in common with the gemeente: the reasons to print beside its name. */
typedef enum {
    PEER_SAME_SIZE_CLASS = 1 << 0,
    PEER_SAME_URBANITY = 1 << 1,
    PEER_SAME_PROVINCE = 1 << 2,
    PEER_SAME_FUNCTION = 1 << 3
} PeerReason;

typedef enum { PEER_COMPARABLE, PEER_OWN_CHOICE, PEER_FRONT_RUNNER } PeerKind;

typedef struct {
    AreaId id;
    PeerKind kind;
    double distance; /* weighted sum of differences, see reference/peers.ini; 0: alike in all; NaN:
                        the facts of one of them are not known */
    guint reasons;   /* PeerReason, joined by | */
    /* Why it was chosen by hand, for readers; borrowed from the rule; "" for comparable ones. */
    const char *note[LANGUAGE_COUNT];
} Peer;

/* "comparable", "own-choice", "front-runner". */
const char *peer_kind_word(PeerKind kind);

/* Fails with INBEELD_ERROR_CONFIG, naming file, line, value and remedy: a key that is missing or
 * not known, a negative weight, a code that is no gemeente, fewer than five peers wanted or chosen,
 * a gemeente that chooses itself or the same one twice, a choice or front-runner without a reason
 * in both languages. Returns (transfer full); immutable. */
PeerRule *peer_rule_load(const AreaRegister *areas, GError **error);
/* The same from the text of a file called `name` in messages. */
PeerRule *peer_rule_parse(const char *name, const char *text, const AreaRegister *areas,
                          GError **error);
void peer_rule_free(PeerRule *rule);

gboolean peer_rule_is_centrumgemeente(const PeerRule *rule, AreaId gemeente);

/* The peers of a gemeente in the division on `day`, in Dutch alphabetical order (the order to show
 * them in: no ranking): its own choice when it has one, else the nearest; gemeenten at equal
 * distance are taken by code. Inhabitants are those of `year`. A chosen gemeente that is not of the
 * division is left out. None of the nearest when the facts of the gemeente itself are not known.
 * Returns (transfer full, g_free), with *n_peers; the notes live as long as the rule. Cost: one
 * pass over the gemeenten, some 30 microseconds. */
Peer *peers_choose(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente, int year,
                   Day day, gsize *n_peers);

/* The front-runners for a gemeente, itself left out, in the same order. As above. */
Peer *peers_front_runners(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente,
                          int year, Day day, gsize *n_peers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PeerRule, peer_rule_free)
