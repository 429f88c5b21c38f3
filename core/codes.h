#pragma once

#include "core/format.h"

/* The code lists: dimensions (form, age_group, sex, reporter, …) and their categories with names in
 * both languages and an order. Rows of reference/codes.csv. */
typedef struct Codes Codes;

/* Fails with INBEELD_ERROR_CONFIG.  Returns (transfer full); immutable. */
Codes *codes_load(GError **error);
void codes_free(Codes *codes);

/* The categories of a dimension in their order, borrowed, ended by NULL; NULL when there is no such
 * dimension. */
const char *const *codes_categories(const Codes *codes, const char *dimension);
gboolean codes_has(const Codes *codes, const char *dimension, const char *category);
/* The name for readers, or the code itself when the list does not have it. Borrowed. */
const char *codes_name(const Codes *codes, const char *dimension, const char *category,
                       Language language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Codes, codes_free)
