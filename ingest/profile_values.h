#pragma once

#include "ingest/profile.h"

/* The lists of values of a profile, groups [values NAME] and [synonyms NAME]; part of
 * ingest/profile.h. */

/* Reads all lists of `file` into profile->lists. Fails with INBEELD_ERROR_CONFIG. */
gboolean profile_values_read(Profile *profile, GKeyFile *file, GError **error);
/* The list with this name, NULL when there is none. */
const ValueList *profile_values_find(const Profile *profile, const char *name);
/* Whether the codes of the list are ones that the field can have. Fails with
 * INBEELD_ERROR_CONFIG. */
gboolean profile_values_check(const Profile *profile, const ProfileColumn *column, GError **error);
