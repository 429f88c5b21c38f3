#include "core/error.h"
#include "ingest/fold.h"
#include "ingest/pseudonym.h"
#include "ingest/sensitive.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static SensitiveKind find(const char *text)
{
    return sensitive_find(text, strlen(text));
}

/* 111222333: 9+8+7+2*6+2*5+2*4+3*3+3*2-3 = 66 = 6 * 11, the number that examples use. */
START_TEST(citizen_service_numbers)
{
    ck_assert_int_eq(find("111222333"), SENSITIVE_BSN);
    ck_assert_int_eq(find("bsn 111.222.333"), SENSITIVE_BSN);
    ck_assert_int_eq(find("1112 22 333"), SENSITIVE_BSN);
    ck_assert_int_eq(find("111222334"), SENSITIVE_NONE);
    ck_assert_int_eq(find("1112223330"), SENSITIVE_NONE);
    ck_assert_int_eq(find("000000000"), SENSITIVE_NONE);
    /* 010464554 with and without its leading zero: 8+4*6+6*5+4*4+5*3+5*2-4 = 99 */
    ck_assert_int_eq(find("010464554"), SENSITIVE_BSN);
    ck_assert_int_eq(find("10464554"), SENSITIVE_BSN);
}
END_TEST

START_TEST(mail_and_dates)
{
    ck_assert_int_eq(find("mail naar j.jansen@voorbeeld.nl"), SENSITIVE_EMAIL);
    ck_assert_int_eq(find("zwolle @ station"), SENSITIVE_NONE);
    ck_assert_int_eq(find("geb. 01-02-1990 te Ede"), SENSITIVE_DATE);
    ck_assert_int_eq(find("1990-02-01"), SENSITIVE_DATE);
    ck_assert_int_eq(find("31-02-1990"), SENSITIVE_NONE);
    ck_assert_int_eq(find("Basisteam 12, district 3"), SENSITIVE_NONE);
    ck_assert_int_eq(find("273f lid 1 sub 1-9"), SENSITIVE_NONE);
    ck_assert_int_eq(find(""), SENSITIVE_NONE);
}
END_TEST

static char *key_path(void)
{
    g_autofree char *folder = g_dir_make_tmp("inbeeld-key-XXXXXX", NULL);
    return g_build_filename(folder, "key", NULL);
}

static void remove_key(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_unlink(path);
    g_rmdir(folder);
}

START_TEST(key_files)
{
    g_autofree char *path = key_path();
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(pseudonym_key_load(path, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_NO_INPUT);
    ck_assert_ptr_nonnull(strstr(error->message, "inbeeld key"));
    g_clear_error(&error);

    ck_assert(pseudonym_key_create(path, NULL));
    struct stat facts;
    ck_assert_int_eq(stat(path, &facts), 0);
    ck_assert_int_eq(facts.st_mode & 0777, 0600);
    ck_assert(!pseudonym_key_create(path, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CANNOT_CREATE);
    g_clear_error(&error);

    g_autoptr(PseudonymKey) key = pseudonym_key_load(path, NULL);
    ck_assert_uint_eq(strlen(pseudonym_key_id(key)), 64);
    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    ck_assert_ptr_null(strstr(text, pseudonym_key_id(key)));

    ck_assert_int_eq(g_chmod(path, 0640), 0);
    ck_assert_ptr_null(pseudonym_key_load(path, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CONFIG);
    g_clear_error(&error);
    ck_assert(g_file_set_contents_full(path, "no key", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    ck_assert_int_eq(g_chmod(path, 0600), 0);
    ck_assert_ptr_null(pseudonym_key_load(path, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CONFIG);
    remove_key(path);
}
END_TEST

/* The same by another implementation of HMAC-SHA256, that of GLib. */
static void expect_pseudonym(const char *key_file, const char *message, gsize length,
                             const guint8 *found)
{
    g_autofree char *text = NULL;
    g_file_get_contents(key_file, &text, NULL, NULL);
    guint8 key[32];
    const char *hex = strchr(text, '\n') + 1;
    for (gsize i = 0; i < sizeof key; i++)
        key[i] =
            (guint8)(16 * g_ascii_xdigit_value(hex[2 * i]) + g_ascii_xdigit_value(hex[2 * i + 1]));
    GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA256, key, sizeof key);
    g_hmac_update(hmac, (const guchar *)message, (gssize)length);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_hmac_get_digest(hmac, digest, &size);
    g_hmac_unref(hmac);
    ck_assert_mem_eq(found, digest, PSEUDONYM_BYTES);
}

START_TEST(pseudonyms)
{
    g_autofree char *path = key_path();
    pseudonym_key_create(path, NULL);
    g_autoptr(PseudonymKey) key = pseudonym_key_load(path, NULL);
    g_autoptr(PseudonymMaker) person = pseudonym_maker_new(key, "comensha.person");
    g_autoptr(PseudonymMaker) dossier = pseudonym_maker_new(key, "comensha.dossier");
    guint8 first[PSEUDONYM_BYTES], second[PSEUDONYM_BYTES];
    pseudonym_make(person, "AB12", 4, first);
    expect_pseudonym(path,
                     "\x0F"
                     "comensha.personAB12",
                     20, first);
    pseudonym_make(person, " ab 12", 6, second);
    ck_assert_mem_eq(first, second, PSEUDONYM_BYTES);
    pseudonym_make(dossier, "AB12", 4, second);
    ck_assert_mem_ne(first, second, PSEUDONYM_BYTES);
    /* longer than the block that is hashed at once */
    char text[301];
    memset(text, 'X', 300);
    text[300] = '\0';
    g_autofree char *message = g_strdup_printf("\x0F"
                                               "comensha.person%s",
                                               text);
    pseudonym_make(person, text, 300, first);
    expect_pseudonym(path, message, 316, first);
    remove_key(path);
}
END_TEST

static void check_fold(const char *text, const char *expected)
{
    g_autofree char *key = fold_label_dup(text);
    ck_assert_str_eq(key, expected);
}

START_TEST(folding)
{
    check_fold("Slachtoffer_ID", "slachtoffer id");
    check_fold("  slachtoffer   id ", "slachtoffer id");
    check_fold("Zorgco\xC3\xB6rdinatie", "zorgcoordinatie");
    check_fold("ZORGCOO\xCC\x88RDINATIE", "zorgcoordinatie");
    check_fold("land- en tuinbouw", "land en tuinbouw");
    check_fold("'s-Gravenhage", "s gravenhage");
    check_fold("\xE2\x80\x99s-Gravenhage", "s gravenhage");
    check_fold("-", "-");
    check_fold("?", "?");
    check_fold("1.6.3", "1.6.3");
    check_fold("", "");
}
END_TEST

Suite *privacy_suite(void);
Suite *privacy_suite(void)
{
    Suite *suite = suite_create("privacy");
    TCase *tcase = tcase_create("gate");
    tcase_add_test(tcase, citizen_service_numbers);
    tcase_add_test(tcase, mail_and_dates);
    tcase_add_test(tcase, key_files);
    tcase_add_test(tcase, pseudonyms);
    tcase_add_test(tcase, folding);
    suite_add_tcase(suite, tcase);
    return suite;
}
