#pragma once

#include "core/format.h"

#include <stdarg.h>

/* The words of reports and messages to readers, as data: reference/texts/<language>.ini, one group
 * per subject.
 *
 * A text may hold placeholders in braces, {gemeente}; texts_fill() puts values in. An editor may
 * change a text but not its placeholders: texts_load() compares the placeholders of all languages
 * and refuses a difference.
 *
 * {zie:waar.kaart} is a reference to the figure or table of that name, {Zie:…} the same at the
 * start of a sentence: it becomes the markup <ref name="waar.kaart"/> when the texts are loaded. */
typedef struct Texts Texts;

/* Loads reference/texts/. Fails with INBEELD_ERROR_CONFIG: a key that one language lacks, or
 * placeholders that differ. Returns (transfer full); immutable, may be read from several threads.
 */
Texts *texts_load(Language language, GError **error);
void texts_free(Texts *texts);
Language texts_language(const Texts *texts);

/* The text of "group.key", borrowed. A key that is not there is a programmer error. */
const char *texts_get(const Texts *texts, const char *key);
/* NULL when there is none: for keys built from data (categories, bridge steps). */
const char *texts_lookup(const Texts *texts, const char *key);

/* The keys of a group, without its name, sorted by bytes. Returns (transfer full), of char *. */
GPtrArray *texts_group(const Texts *texts, const char *group);

/* texts_get() with placeholders replaced: pairs of name and value, ended by NULL. Each placeholder
 * of the text must be given.  Returns (transfer full). */
char *texts_fill(const Texts *texts, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* The same with the pairs in a list of arguments. */
char *texts_fill_list(const Texts *texts, const char *key, va_list pairs);

/* A text of elsewhere with its references as markup. Returns (transfer full), or NULL with
 * INBEELD_ERROR_CONFIG when a name holds anything but letters, figures, dot, underscore and
 * hyphen. */
char *texts_with_references(const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Texts, texts_free)
