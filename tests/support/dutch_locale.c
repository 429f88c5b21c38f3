#include "tests/support/dutch_locale.h"

#include <check.h>
#include <glib.h>
#include <locale.h>

void dutch_locale_set(const char *folder)
{
    g_autofree char *place = g_build_filename(folder, "nl_NL.UTF-8", NULL);
    const char *const command[] = {"localedef", "-i", "nl_NL", "-f", "UTF-8", place, NULL};
    g_autoptr(GError) error = NULL;
    gboolean made = g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                                 NULL, NULL, NULL, &error);
    ck_assert_msg(made, "%s", error != NULL ? error->message : "");
    g_setenv("LOCPATH", folder, TRUE);
    g_setenv("LC_ALL", "nl_NL.UTF-8", TRUE);
    ck_assert_msg(setlocale(LC_ALL, "") != NULL, "there is no nl_NL.UTF-8 (package locales)");
    ck_assert_str_eq(localeconv()->decimal_point, ",");
}
