#pragma once

/* Runs the program itself ($INBEELD_PROGRAM, else build/inbeeld) in a folder, NULL: in this one.
 * Returns its exit status, -1 when a signal ended it. output, messages: what it wrote to stdout and
 * stderr (transfer full). Stops the test when it cannot be started. */
int program_run_words(const char *folder, const char *const *words, char **output, char **messages);
/* The same with all words in one string, parted as a shell does. */
int program_run(const char *folder, const char *words, char **output, char **messages);
