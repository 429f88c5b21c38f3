/* measure COMMAND [ARGUMENT ...]: runs a command with its output thrown away and prints
 * "<wall seconds> <largest resident set of one process, MB> <processor seconds of all processes>
 * <worker: largest resident set, MB> <its proportional share of that, MB>"; ends with the command's
 * status. A worker is a child of the command, looked at twenty times a second; 0: none. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAUSE 50 /* milliseconds */

static double now(void)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    return (double)moment.tv_sec + (double)moment.tv_nsec * 1e-9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

/* Keeps the figures of the largest: pages that several processes share count in full in the
 * resident set, in parts in the proportional share (proc(5), smaps_rollup). */
static void look_at(long process, double *resident, double *share)
{
    char path[64], line[256];
    double kb, rss = 0, pss = 0;
    snprintf(path, sizeof(path), "/proc/%ld/smaps_rollup", process);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return;
    while (fgets(line, sizeof(line), file) != NULL) {
        rss = sscanf(line, "Rss: %lf", &kb) == 1 ? kb : rss;
        pss = sscanf(line, "Pss: %lf", &kb) == 1 ? kb : pss;
    }
    fclose(file);
    if (rss > *resident) {
        *resident = rss;
        *share = pss;
    }
}

static void look_at_workers(long process, double *resident, double *share)
{
    char path[64];
    long worker;
    snprintf(path, sizeof(path), "/proc/%ld/task/%ld/children", process, process);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return;
    while (fscanf(file, "%ld", &worker) == 1)
        look_at(worker, resident, share);
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 64;
    double start = now(), resident = 0, share = 0;
    pid_t process = fork();
    if (process == 0) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    struct pollfd end = {process > 0 ? pidfd_open(process, 0) : -1, POLLIN, 0};
    while (end.fd >= 0 && poll(&end, 1, PAUSE) == 0)
        look_at_workers(process, &resident, &share);
    int status;
    struct rusage usage;
    if (end.fd < 0 || wait4(process, &status, 0, &usage) < 0)
        return 71;
    printf("%.3f %.1f %.1f %.1f %.1f\n", now() - start, (double)usage.ru_maxrss / 1024.0,
           seconds(usage.ru_utime) + seconds(usage.ru_stime), resident / 1024, share / 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}
