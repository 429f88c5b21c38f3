#pragma once

#include <glib.h>

/* A progress line on stderr, only where stderr is a terminal and messages are shown. */
typedef struct Progress Progress;

/* total: number of steps, 0 when unknown.  Returns (transfer full). */
Progress *progress_new(const char *label, gint64 total, gboolean quiet);
/* done: steps finished so far. Redraws at most ten times a second. */
void progress_update(Progress *progress, gint64 done);
void progress_free(Progress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)
