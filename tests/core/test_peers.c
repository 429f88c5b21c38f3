#include "core/peers.h"

#include <check.h>
#include <string.h>

static AreaRegister *areas;
static PeerRule *rule;
static Day day;

static void load(void)
{
    areas = area_register_load(NULL);
    rule = peer_rule_load(areas, NULL);
    day = day_from_ymd(2024, 12, 31);
    ck_assert(areas != NULL && rule != NULL);
}

static void unload(void)
{
    peer_rule_free(rule);
    area_register_free(areas);
}

static gboolean has_peer(const Peer *peers, gsize n, const char *code)
{
    for (gsize i = 0; i < n; i++)
        if (strcmp(area_code(areas, peers[i].id), code) == 0)
            return TRUE;
    return FALSE;
}

/* Eindhoven is compared with other large cities with a regional task, never with itself. */
START_TEST(eindhoven_has_cities_as_peers)
{
    gsize n;
    AreaId eindhoven = area_find_code(areas, "GM0772");
    g_autofree Peer *peers = peers_choose(rule, areas, eindhoven, 2024, day, &n);
    ck_assert_uint_ge(n, 5);
    ck_assert(has_peer(peers, n, "GM0855"));  /* Tilburg */
    ck_assert(has_peer(peers, n, "GM0758"));  /* Breda */
    ck_assert(!has_peer(peers, n, "GM0772")); /* itself */
    ck_assert(!has_peer(peers, n, "GM0060")); /* Ameland */
    for (gsize i = 0; i < n; i++)
        if (strcmp(area_code(areas, peers[i].id), "GM0855") == 0)
            ck_assert_uint_eq(peers[i].reasons, PEER_SAME_SIZE_CLASS | PEER_SAME_URBANITY |
                                                    PEER_SAME_PROVINCE | PEER_SAME_FUNCTION);
}
END_TEST

/* Every gemeente of 2024 has at least five, in alphabetical order, of this division. */
START_TEST(every_gemeente_has_peers_in_order)
{
    gsize n_areas;
    g_autofree AreaId *all = area_list(areas, AREA_GEMEENTE, day, &n_areas);
    ck_assert_uint_eq(n_areas, 342);
    for (gsize i = 0; i < n_areas; i++) {
        gsize n, at = 0;
        g_autofree Peer *peers = peers_choose(rule, areas, all[i], 2024, day, &n);
        ck_assert_uint_ge(n, 5);
        for (gsize j = 0; j < n_areas && at < n; j++)
            if (all[j] == peers[at].id)
                at++;
        ck_assert_msg(at == n, "%s: not in order", area_name(areas, all[i]));
    }
}
END_TEST

START_TEST(function_is_a_fact_of_the_rule)
{
    ck_assert(peer_rule_is_centrumgemeente(rule, area_find_code(areas, "GM0622")));
    ck_assert(!peer_rule_is_centrumgemeente(rule, area_find_code(areas, "GM0060")));
}
END_TEST

/* An area that is no more has no facts of 2024. */
START_TEST(unknown_facts_give_no_peers)
{
    gsize n = 1;
    Peer *peers = peers_choose(rule, areas, area_find_code(areas, "PE01"), 2024, day, &n);
    ck_assert_uint_eq(n, 0);
    ck_assert_ptr_null(peers);
}
END_TEST

Suite *peers_suite(void);
Suite *peers_suite(void)
{
    Suite *suite = suite_create("peers");
    TCase *tcase = tcase_create("peers");
    tcase_add_unchecked_fixture(tcase, load, unload);
    tcase_set_timeout(tcase, 30);
    tcase_add_test(tcase, eindhoven_has_cities_as_peers);
    tcase_add_test(tcase, every_gemeente_has_peers_in_order);
    tcase_add_test(tcase, function_is_a_fact_of_the_rule);
    tcase_add_test(tcase, unknown_facts_give_no_peers);
    suite_add_tcase(suite, tcase);
    return suite;
}
