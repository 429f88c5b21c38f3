#pragma once

#include <glib.h>

/* manifest.json: what went into a run and what came out, so that a third party can check that
 * nothing was lost or changed.
 *
 * {"program","version","period","peildatum","seed","suppress_below",
 *  "inputs":[{"file","sha256","source","peildatum","rows","accepted","rejected","duplicate","excluded","current"}],
 *  "given":[{"use","file","bytes","sha256"}],
 *  "stages":{"ingest":{"rows","accepted","rejected","duplicate","excluded"},"report":{"files","failed"}},
 *  "files":[{"path","bytes","sha256"}]}
 * Everything in it follows from the input: no time of day, no host, no absolute path. */

/* A file beside the deliveries that the reports follow from: "configuration", "boundaries", or a
 * text of the editor, "text inleiding-jaarmonitor". Only its name stands in the manifest. */
typedef struct {
    char *use, *path; /* owned */
} ManifestGiven;

/* An empty list of ManifestGiven that frees what it holds. Returns (transfer full). */
GArray *manifest_given_new(void);
void manifest_given_add(GArray *given, const char *use, const char *path);

/* root: the output folder; given: ManifestGiven, listed by their use; files: paths below the root
 * (char *), in the order they are to be listed; n_failed: reports that could not be made. Written
 * to <root>/manifest.json. Fails as database_open, output_sha256 and output_write do. */
gboolean manifest_write(const char *root, const char *publication, const GArray *given,
                        const GPtrArray *files, guint n_failed, GError **error);
