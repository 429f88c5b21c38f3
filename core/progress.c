#include "core/progress.h"

#include <stdio.h>
#include <unistd.h>

#define PROGRESS_BAR_WIDTH 30
#define PROGRESS_REDRAW_MICROSECONDS 100000

struct Progress {
    char *label;
    gint64 total;
    gint64 last_draw;
    gboolean visible;
};

Progress *progress_new(const char *label, gint64 total, gboolean quiet)
{
    Progress *progress = g_new0(Progress, 1);
    progress->label = g_strdup(label);
    progress->total = total;
    progress->visible = !quiet && isatty(STDERR_FILENO);
    return progress;
}

static void draw_bar(const Progress *progress, gint64 done)
{
    char bar[PROGRESS_BAR_WIDTH + 1];
    gint64 filled = MIN(done, progress->total) * PROGRESS_BAR_WIDTH / progress->total;
    for (gint64 i = 0; i < PROGRESS_BAR_WIDTH; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[PROGRESS_BAR_WIDTH] = '\0';
    fprintf(stderr, "\r%s [%s] %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, progress->label, bar, done,
            progress->total);
}

void progress_update(Progress *progress, gint64 done)
{
    gint64 now = g_get_monotonic_time();
    if (!progress->visible || now - progress->last_draw < PROGRESS_REDRAW_MICROSECONDS)
        return;
    progress->last_draw = now;
    if (progress->total > 0)
        draw_bar(progress, done);
    else
        fprintf(stderr, "\r%s %" G_GINT64_FORMAT, progress->label, done);
    fflush(stderr);
}

void progress_free(Progress *progress)
{
    if (progress->visible && progress->last_draw > 0)
        fprintf(stderr, "\r\033[K");
    g_free(progress->label);
    g_free(progress);
}
