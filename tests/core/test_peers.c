#include "core/peers.h"

#include "core/error.h"

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

#define BASE                                                                                       \
    "[distance]\ninhabitants=1\nurbanity=1\nsize-class=1\nprovince=1\nfunction=1\n"                \
    "[choice]\nnumber=5\n[function]\ncentrumgemeenten=GM0363\n"

/* Line 11 on. */
#define CHOICE                                                                                     \
    "[own-choice GM0772]\npeers=GM0855;GM0758;GM0060;GM0268;GM0363\nreason_nl=Waarom\n"            \
    "reason_en=Why\n"

static const Peer *find_peer(const Peer *peers, gsize n, const char *code)
{
    for (gsize i = 0; i < n; i++)
        if (strcmp(area_code(areas, peers[i].id), code) == 0)
            return &peers[i];
    return NULL;
}

/* A choice goes in place of the nearest, however far away, with its reason; others keep theirs. */
START_TEST(own_choice_goes_first)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PeerRule) own = peer_rule_parse("p.ini", BASE CHOICE, areas, &error);
    ck_assert_msg(own != NULL, "%s", error != NULL ? error->message : "");
    gsize n;
    g_autofree Peer *peers =
        peers_choose(own, areas, area_find_code(areas, "GM0772"), 2024, day, &n);
    ck_assert_uint_eq(n, 5);
    const Peer *ameland = find_peer(peers, n, "GM0060");
    ck_assert_ptr_nonnull(ameland);
    ck_assert_int_eq(ameland->kind, PEER_OWN_CHOICE);
    ck_assert_str_eq(ameland->note[LANGUAGE_NL], "Waarom");
    ck_assert_str_eq(ameland->note[LANGUAGE_EN], "Why");
    ck_assert_double_gt(ameland->distance, 5);
    ck_assert_uint_eq(find_peer(peers, n, "GM0855")->reasons &
                          (PEER_SAME_SIZE_CLASS | PEER_SAME_PROVINCE),
                      PEER_SAME_SIZE_CLASS | PEER_SAME_PROVINCE);
    g_autofree Peer *others =
        peers_choose(own, areas, area_find_code(areas, "GM0855"), 2024, day, &n);
    ck_assert_int_eq(others[0].kind, PEER_COMPARABLE);
    ck_assert_str_eq(others[0].note[LANGUAGE_NL], "");
}
END_TEST

/* Weesp is no gemeente any more in 2024: it is left out, the other five stay. */
START_TEST(merged_gemeenten_are_left_out)
{
    g_autoptr(PeerRule) own = peer_rule_parse(
        "p.ini",
        BASE "[own-choice GM0772]\npeers=GM0457;GM0855;GM0758;GM0060;GM0268;GM0363\n"
             "reason_nl=a\nreason_en=b\n",
        areas, NULL);
    ck_assert_ptr_nonnull(own);
    gsize n;
    g_autofree Peer *peers =
        peers_choose(own, areas, area_find_code(areas, "GM0772"), 2024, day, &n);
    ck_assert_uint_eq(n, 5);
    ck_assert_ptr_null(find_peer(peers, n, "GM0457"));
}
END_TEST

START_TEST(front_runners_are_named_with_the_reason)
{
    g_autoptr(PeerRule) own =
        peer_rule_parse("p.ini",
                        BASE "[front-runner GM0014]\nreason_nl=a\nreason_en=b\n"
                             "[front-runner GM0363]\nfor=GM0772;GM0060\nreason_nl=c\nreason_en=d\n",
                        areas, NULL);
    ck_assert_ptr_nonnull(own);
    gsize n;
    g_autofree Peer *both =
        peers_front_runners(own, areas, area_find_code(areas, "GM0772"), 2024, day, &n);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(area_code(areas, both[0].id), "GM0363"); /* Amsterdam before Groningen */
    ck_assert_int_eq(both[0].kind, PEER_FRONT_RUNNER);
    ck_assert_str_eq(both[0].note[LANGUAGE_NL], "c");
    g_autofree Peer *one =
        peers_front_runners(own, areas, area_find_code(areas, "GM0855"), 2024, day, &n);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(area_code(areas, one[0].id), "GM0014");
    g_free(peers_front_runners(own, areas, area_find_code(areas, "GM0014"), 2024, day, &n));
    ck_assert_uint_eq(n, 0);
}
END_TEST

static const struct {
    const char *text, *names;
} wrong[] = {
    {"[own-choice GM0772]\npeers=GM9999;GM0758;GM0060;GM0268;GM0363\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [own-choice GM0772] peers \"GM9999\": is not a gemeente"},
    {"[own-choice GM0772]\npeers=PE05;GM0758;GM0060;GM0268;GM0363\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [own-choice GM0772] peers \"PE05\": is not a gemeente"},
    {"[own-choice GM0772]\npeers=GM0772;GM0758;GM0060;GM0268;GM0363\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [own-choice GM0772] peers \"GM0772\": is the gemeente itself"},
    {"[own-choice GM0772]\npeers=GM0758;GM0758;GM0060;GM0268;GM0363\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [own-choice GM0772] peers \"GM0758\": is there twice"},
    {"[own-choice GM0772]\npeers=GM0758;GM0060;GM0268;GM0363\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [own-choice GM0772] peers \"\": choose at least 5"},
    {"[own-choice GM0772]\npeers=GM0855;GM0758;GM0060;GM0268;GM0363\nreason_nl=a\nreason_en=\n",
     "p.ini:14: [own-choice GM0772] reason_en \"\": give the reason"},
    {CHOICE CHOICE, "p.ini:11: [own-choice GM0772]  \"GM0772\": is there twice"},
    {"[own-choice Eindhoven]\nreason_nl=a\n",
     "p.ini:11: [own-choice Eindhoven]  \"Eindhoven\": is not a gemeente"},
    {"[own-choise GM0772]\n", "p.ini:11: [own-choise GM0772]  \"\": is not a group"},
    {"[front-runner GM0363]\nreason_nl=a\n",
     "p.ini:11: [front-runner GM0363] reason_en \"\": give the reason"},
    {"[front-runner GM0363]\npeers=GM0772\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [front-runner GM0363] peers \"\": is not a key"},
    {"[front-runner GM0363]\nfor=GM0363\nreason_nl=a\nreason_en=b\n",
     "p.ini:12: [front-runner GM0363] for \"GM0363\": is the gemeente itself"},
};

START_TEST(mistakes_are_named_with_their_line)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strconcat(BASE, wrong[_i].text, NULL);
    ck_assert_ptr_null(peer_rule_parse("p.ini", text, areas, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CONFIG);
    ck_assert_msg(g_str_has_prefix(error->message, wrong[_i].names), "%s", error->message);
}
END_TEST

START_TEST(a_weight_is_a_number)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(peer_rule_parse("p.ini", "[distance]\ninhabitants=veel\n", areas, &error));
    ck_assert_msg(strstr(error->message, "p.ini:2: [distance] inhabitants \"veel\": give") != NULL,
                  "%s", error->message);
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
    tcase_add_test(tcase, own_choice_goes_first);
    tcase_add_test(tcase, merged_gemeenten_are_left_out);
    tcase_add_test(tcase, front_runners_are_named_with_the_reason);
    tcase_add_loop_test(tcase, mistakes_are_named_with_their_line, 0, G_N_ELEMENTS(wrong));
    tcase_add_test(tcase, a_weight_is_a_number);
    suite_add_tcase(suite, tcase);
    return suite;
}
