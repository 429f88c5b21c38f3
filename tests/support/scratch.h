#pragma once

/* A folder for the files of a test. Returns (transfer full): its path. */
char *scratch_folder(void);
/* Removes it with all that is in it, and frees the path. */
void scratch_remove(char *folder);
