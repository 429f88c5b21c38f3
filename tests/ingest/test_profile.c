#include "core/error.h"
#include "ingest/profile.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

START_TEST(all_profiles_of_the_product_load)
{
    g_auto(GStrv) names = profile_names();
    ck_assert_uint_ge(g_strv_length(names), 6);
    for (gsize i = 0; names[i] != NULL; i++) {
        GError *error = NULL;
        g_autoptr(Profile) profile = profile_load(names[i], &error);
        ck_assert_msg(profile != NULL, "%s", error != NULL ? error->message : "");
        ck_assert_str_eq(profile->name, names[i]);
        ck_assert_ptr_nonnull(profile->legal_basis);
    }
}
END_TEST

static const ProfileColumn *column_of(const Profile *profile, const char *field)
{
    for (guint i = 0; i < profile->columns->len; i++) {
        const ProfileColumn *column = profile->columns->pdata[i];
        if (g_str_equal(profile->record->fields[column->field].name, field))
            return column;
    }
    return NULL;
}

static void check_value(const ValueList *list, const char *label, const char *code,
                        gboolean synonym)
{
    const ValueEntry *entry = value_list_find(list, label, strlen(label));
    ck_assert_msg(entry != NULL, "%s", label);
    ck_assert_str_eq(entry->code, code);
    ck_assert_int_eq(entry->is_synonym, synonym);
}

START_TEST(words_of_the_sources)
{
    g_autoptr(Profile) profile = profile_load("comensha", NULL);
    const ValueList *reporter = column_of(profile, "reporter")->values;
    check_value(reporter, "Koninklijke Marechaussee", "kmar", FALSE);
    check_value(reporter, "ZORGCOORDINATIE", "zorgcoordinatie", FALSE);
    check_value(reporter, "ISZW", "arbeidsinspectie", TRUE);
    const ValueList *form = column_of(profile, "forms")->values;
    check_value(form, "loverboy", "seksueel", TRUE);
    check_value(form, "Economisch", "arbeid", TRUE);
    check_value(form, "jeugdprostitutie", "seksueel", TRUE);
    const ValueList *country = column_of(profile, "nationality")->values;
    check_value(country, "Nederlandse", "NL", FALSE);
    check_value(country, "nl", "NL", FALSE);
    check_value(country, "Poland", "PL", TRUE);
    check_value(country,
                "Cura\xC3\xA7"
                "aose",
                "CW", FALSE);
    ck_assert_ptr_null(value_list_find(country, "Utopia", 6));
}
END_TEST

/* The message of the error for a profile that is `head` and `rest`. */
static void check_refused(const char *rest, const char *message)
{
    const char *head = "[profile]\nname=p\nsource=p\nrecord=politie\ndates=jjjj-mm-dd\n";
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "inbeeld-XXXXXX.ini", NULL);
    close(g_mkstemp(path));
    g_autofree char *text = g_strconcat(head, rest, NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(profile_load(path, &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_CONFIG);
    ck_assert_msg(strstr(error->message, message) != NULL, "%s", error->message);
    g_unlink(path);
}

START_TEST(mistakes_are_named)
{
    check_refused("decimaal=,\n", "[profile] decimaal: there is no such key");
    check_refused("decimal=;\n", "[profile] decimal");
    check_refused("[kolom a]\n", "[kolom a] group: there is no such group");
    check_refused("[column A]\nfield=nummer\n", "[column A] field: must name a field");
    check_refused("[column A]\nfield=kind\n", "[column A] values: must be there for codes");
    check_refused("[column A]\nfield=kind\nvalues=soort\n",
                  "[column A] values: there is no such list");
    check_refused("[column A]\nfield=gemeente\n", "[column A] kinds: must be there for a place");
    check_refused("[column A]\nfield=gemeente\nkinds=dorp\n", "[column A] kinds: must be kinds");
    check_refused("[column A]\nfield=day\nrequired=ja\n", "[column A] required: must be yes or no");
    check_refused("[values s]\nsignaal=x\naangifte=X\n",
                  "\"X\" stands for signaal and for aangifte");
    check_refused("[column A]\nfield=kind\nvalues=s\n[values s]\nkladje=x\n",
                  "\"kladje\" is no code of the field kind");
    check_refused("[exclude leeg]\nfield=class\n", "[exclude leeg] codes");
    check_refused("[marks]\n-=leeg\n", "[marks] -: must be zero");
    check_refused("periods-in-header=yes\n", "is for the record telling");
    check_refused("[column A]\nfield=day\n", "registration: the register needs this field");
}
END_TEST

START_TEST(no_such_profile)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(profile_load("kadaster", &error));
    ck_assert_int_eq(error->code, INBEELD_ERROR_NO_INPUT);
    ck_assert_ptr_nonnull(strstr(error->message, "there are comensha, gepubliceerd, om,"));
}
END_TEST

Suite *profile_suite(void);
Suite *profile_suite(void)
{
    Suite *suite = suite_create("profile");
    TCase *tcase = tcase_create("profiles");
    tcase_set_timeout(tcase, 20);
    tcase_add_test(tcase, all_profiles_of_the_product_load);
    tcase_add_test(tcase, words_of_the_sources);
    tcase_add_test(tcase, mistakes_are_named);
    tcase_add_test(tcase, no_such_profile);
    suite_add_tcase(suite, tcase);
    return suite;
}
