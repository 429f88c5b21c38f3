#pragma once

#include "core/area.h"

/* Comparable gemeenten, chosen on facts that have nothing to do with what was registered:
 * inhabitants, urbanity, size class, province and function. The rule is data: reference/peers.ini.
 */
typedef struct PeerRule PeerRule;

/* What a peer has in common with the gemeente: the reasons to print beside its name. */
typedef enum {
    PEER_SAME_SIZE_CLASS = 1 << 0,
    PEER_SAME_URBANITY = 1 << 1,
    PEER_SAME_PROVINCE = 1 << 2,
    PEER_SAME_FUNCTION = 1 << 3
} PeerReason;

typedef struct {
    AreaId id;
    double distance; /* weighted sum of differences, see reference/peers.ini; 0: alike in all */
    guint reasons;   /* PeerReason, joined by | */
} Peer;

/* Fails with INBEELD_ERROR_CONFIG: a key that is missing, a negative weight, a code that is no
 * gemeente, fewer than five peers wanted. Returns (transfer full); immutable. */
PeerRule *peer_rule_load(const AreaRegister *areas, GError **error);
void peer_rule_free(PeerRule *rule);

gboolean peer_rule_is_centrumgemeente(const PeerRule *rule, AreaId gemeente);

/* The nearest gemeenten of the division on `day`, in Dutch alphabetical order (the order to show
 * them in: no ranking). Inhabitants are those of `year`. None when the facts of the gemeente itself
 * are not known. Gemeenten at equal distance are taken by code. Returns (transfer full, g_free),
 * with *n_peers. Cost: one pass over the gemeenten, some 30 microseconds. */
Peer *peers_choose(const PeerRule *rule, const AreaRegister *areas, AreaId gemeente, int year,
                   Day day, gsize *n_peers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PeerRule, peer_rule_free)
