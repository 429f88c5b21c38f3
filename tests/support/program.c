#include "tests/support/program.h"

#include "core/datadir.h"

#include <check.h>
#include <glib.h>
#include <sys/wait.h>

int program_run_words(const char *folder, const char *const *words, char **output, char **messages)
{
    const char *chosen = g_getenv("INBEELD_PROGRAM");
    g_autofree char *built = datadir_path("build/inbeeld");
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autofree char *program = g_canonicalize_filename(chosen != NULL ? chosen : built, NULL);
    g_strv_builder_add(builder, program);
    g_strv_builder_addv(builder, (const char **)(gpointer)words);
    g_auto(GStrv) line = g_strv_builder_end(builder);
    int status = 0;
    g_autoptr(GError) error = NULL;
    ck_assert_msg(
        g_spawn_sync(folder, line, NULL, 0, NULL, NULL, output, messages, &status, &error), "%s",
        error != NULL ? error->message : "");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int program_run(const char *folder, const char *words, char **output, char **messages)
{
    g_auto(GStrv) parts = NULL;
    ck_assert_msg(g_shell_parse_argv(words, NULL, &parts, NULL), "%s", words);
    return program_run_words(folder, (const char *const *)parts, output, messages);
}
