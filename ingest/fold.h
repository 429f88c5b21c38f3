#pragma once

#include <glib.h>

/* Keys under which labels of a source are compared: column names, codes, words such as "onbekend".
 *
 * Case, accents, apostrophes and the difference between a blank, `_` and `-` inside a label do not
 * count: "Zorgcoördinatie" = "ZORGCOORDINATIE", "Slachtoffer_ID" = "slachtoffer id". A label of
 * signs only ("-", "?") is its own key. */
#define FOLD_MAX 160

/* text: length bytes of UTF-8. key: FOLD_MAX bytes, NUL-terminated afterwards. Returns the length
 * of the key; a label that is longer gives its beginning. No allocation for ASCII. */
gsize fold_label(const char *text, gsize length, char key[FOLD_MAX]);

/* The same as a new string.  Returns (transfer full). */
char *fold_label_dup(const char *text);
