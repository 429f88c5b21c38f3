#include "report/edition/slots.h"

#include "core/error.h"
#include "report/edition/edition.h"
#include "report/edition/markdown.h"

#include <string.h>

struct Slots {
    GHashTable *by_name; /* name -> GPtrArray of MarkdownBlock */
};

#define REACTION "naschrift"

static const char *const known[] = {
    "inleiding",  "conclusies",      "aanbevelingen", REACTION,        "kader-gemeld",
    "kader-waar", "kader-verborgen", "kader-om",      "kader-politie", "kader-vergeleken",
    NULL};

/* A slot, or a slot and an edition; the reaction has the code of an area. */
static gboolean is_known(const char *name)
{
    for (const char *const *slot = known; *slot != NULL; slot++) {
        if (!g_str_has_prefix(name, *slot))
            continue;
        const char *rest = name + strlen(*slot);
        if (strcmp(*slot, REACTION) == 0)
            return rest[0] == '-' && rest[1] != '\0';
        if (*rest == '\0' || (*rest == '-' && edition_find(rest + 1) != NULL))
            return TRUE;
    }
    return FALSE;
}

static gboolean load_slot(Slots *slots, const char *name, const char *path, GError **error)
{
    if (!is_known(name)) {
        g_autofree char *all = g_strjoinv(", ", (char **)known);
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_CONFIG,
                    "%s: no edition has room for a text \"%s\"; known are %s, with -CODE of the "
                    "gemeente behind the reaction and, if wanted, -EDITION behind the others",
                    path, name, all);
        return FALSE;
    }
    g_autofree char *text = NULL;
    gsize length;
    g_autoptr(GError) problem = NULL;
    if (!g_file_get_contents(path, &text, &length, &problem)) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "text \"%s\": %s", name,
                    problem->message);
        return FALSE;
    }
    GPtrArray *blocks = markdown_parse(path, text, length, error);
    if (blocks != NULL)
        g_hash_table_insert(slots->by_name, g_strdup(name), blocks);
    return blocks != NULL;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(a, b);
}

Slots *slots_load(GHashTable *files, GError **error)
{
    g_autoptr(Slots) slots = g_new0(Slots, 1);
    slots->by_name =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(files), compare_names);
    for (GList *name = names; name != NULL; name = name->next)
        if (!load_slot(slots, name->data, g_hash_table_lookup(files, name->data), error))
            return NULL;
    return g_steal_pointer(&slots);
}

void slots_free(Slots *slots)
{
    if (slots == NULL)
        return;
    g_hash_table_unref(slots->by_name);
    g_free(slots);
}

GHashTable *slots_in_folder(const char *folder, GError **error)
{
    g_autoptr(GError) problem = NULL;
    g_autoptr(GDir) directory = g_dir_open(folder, 0, &problem);
    if (directory == NULL) {
        g_set_error(error, INBEELD_ERROR, INBEELD_ERROR_NO_INPUT, "%s", problem->message);
        return NULL;
    }
    GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (const char *entry; (entry = g_dir_read_name(directory)) != NULL;)
        if (g_str_has_suffix(entry, ".md"))
            g_hash_table_insert(files, g_strndup(entry, strlen(entry) - strlen(".md")),
                                g_build_filename(folder, entry, NULL));
    return files;
}

const GPtrArray *slots_find(const Slots *slots, const char *slot, const char *edition,
                            const char *area)
{
    if (slots == NULL)
        return NULL;
    gboolean reaction = strcmp(slot, REACTION) == 0;
    const char *behind = reaction ? area : edition;
    g_autofree char *own = behind != NULL ? g_strconcat(slot, "-", behind, NULL) : g_strdup(slot);
    const GPtrArray *found = g_hash_table_lookup(slots->by_name, own);
    return found != NULL || reaction ? found : g_hash_table_lookup(slots->by_name, slot);
}
