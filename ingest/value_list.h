#pragma once

#include <glib.h>

/* A list of values of a profile: how a source writes each code. */
typedef struct ValueList ValueList;

typedef struct {
    const char *code;    /* borrowed from the list */
    gboolean is_synonym; /* taken over from another word: is counted */
    const char *synonym; /* that word as the profile has it, NULL for a plain label */
} ValueEntry;

/* An empty list.  Returns (transfer full). */
ValueList *value_list_new(const char *name);
void value_list_free(ValueList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ValueList, value_list_free)

const char *value_list_name(const ValueList *list);

/* Adds a way of writing. FALSE with INBEELD_ERROR_CONFIG when it stands for another code already
 * (case, accents and the like do not make a difference); the same again is no error. */
gboolean value_list_add(ValueList *list, const char *code, const char *label, gboolean is_synonym,
                        GError **error);

/* NULL when the list does not have it. label: length bytes. */
const ValueEntry *value_list_find(const ValueList *list, const char *label, gsize length);

/* Calls `visit` for each code, in the order of the list, once. Stops when it returns FALSE. */
gboolean value_list_each_code(const ValueList *list,
                              gboolean (*visit)(const char *code, gpointer data), gpointer data);
