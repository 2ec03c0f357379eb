/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replications a second, and nanoseconds for an event, through the public API: scenario as JSON, placement_run on one
 * thread and on all. Rounds are interleaved and medians reported, so that a slow moment of the machine touches every
 * row alike.
 *
 *     bench_run [--json] [--rounds N] [--replications N] SCENARIO.json...
 */
#include <placement/placement.h>

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_SCENARIOS 8
#define MOST_ROUNDS 101
#define EVENT_SAMPLE 1000

typedef struct subject {
  const char *path;
  placement_scenario *scenario;
  placement_plan *plan;
  double start_up;              /* seconds to load, check and compile */
  double events;                /* of a replication */
  double rates[2][MOST_ROUNDS]; /* replications a second on one thread and on all */
} subject;

static double now(void)
{
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool failed(const placement_error *err)
{
  (void)fprintf(stderr, "bench_run: %s:%d: %s %s\n", err->file, err->line, err->pointer, err->message);
  return false;
}

static bool prepare(subject *s, const char *path)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_workspace *workspace = NULL;
  uint64_t events = 0;
  double start = now();
  s->path = path;
  if (placement_scenario_load_file(path, &s->scenario, NULL, &err) != PLACEMENT_OK ||
      placement_plan_new(s->scenario, &s->plan, &err) != PLACEMENT_OK)
    return failed(&err);
  s->start_up = now() - start;
  if (placement_workspace_new(s->plan, &workspace, &err) != PLACEMENT_OK)
    return failed(&err);
  for (uint64_t replication = 0; replication < EVENT_SAMPLE; replication++) {
    if (placement_replicate(s->plan, PLACEMENT_DEFAULT_SEED, replication, workspace, &err) != PLACEMENT_OK) {
      placement_workspace_free(workspace);
      return failed(&err);
    }
    events += placement_workspace_events(workspace);
  }
  placement_workspace_free(workspace);
  s->events = (double)events / EVENT_SAMPLE;
  return true;
}

static bool measure(subject *s, int32_t threads, uint64_t replications, double *rate)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_summary *summary = NULL;
  double start = now();
  options.replications = replications;
  options.threads = threads;
  if (placement_run(s->plan, &options, &summary, &err) != PLACEMENT_OK)
    return failed(&err);
  *rate = (double)replications / (now() - start);
  placement_summary_free(summary);
  return true;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
  qsort(values, count, sizeof *values, ascending);
  return values[count / 2];
}

static void report(subject *s, size_t rounds, uint64_t replications, bool json)
{
  double one = median(s->rates[0], rounds);
  double all = median(s->rates[1], rounds);
  if (json)
    (void)printf("{\"bench\": \"run\", \"version\": \"%s\", \"scenario\": \"%s\", \"replications\": %" PRIu64
                 ", \"start_up_ms\": %.2f, \"events\": %.1f, \"one_thread_per_s\": %.0f, \"one_thread_ns_per_event\": "
                 "%.1f, \"all_threads_per_s\": %.0f, \"all_to_one\": %.3f}\n",
                 placement_version(), s->path, replications, s->start_up * 1e3, s->events, one, 1e9 / (one * s->events),
                 all, all / one);
  else
    (void)printf("%-52.52s %8.2f %8.1f %11.0f %8.1f %11.0f %6.2f\n", s->path, s->start_up * 1e3, s->events, one,
                 1e9 / (one * s->events), all, all / one);
}

static unsigned long long number_after(int argc, char **argv, const char *option, unsigned long long otherwise)
{
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp(argv[i], option) == 0)
      return strtoull(argv[i + 1], NULL, 10);
  return otherwise;
}

int main(int argc, char **argv)
{
  static subject subjects[MOST_SCENARIOS];
  size_t count = 0;
  bool json = false;
  int exit_code = EXIT_FAILURE;
  size_t rounds = (size_t)number_after(argc, argv, "--rounds", 5);
  uint64_t replications = number_after(argc, argv, "--replications", 20000);
  if (rounds < 1 || rounds > MOST_ROUNDS || replications < 1)
    goto usage;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      json = true;
    else if (strcmp(argv[i], "--rounds") == 0 || strcmp(argv[i], "--replications") == 0)
      i++;
    else if (count == MOST_SCENARIOS || argv[i][0] == '-')
      goto usage;
    else if (!prepare(&subjects[count++], argv[i]))
      goto out;
  }
  if (count == 0)
    goto usage;
  for (size_t round = 0; round < rounds; round++)
    for (size_t i = 0; i < count; i++)
      if (!measure(&subjects[i], 1, replications, &subjects[i].rates[0][round]) ||
          !measure(&subjects[i], 0, replications, &subjects[i].rates[1][round]))
        goto out;
  if (!json)
    (void)printf("%-52s %8s %8s %11s %8s %11s %6s\n", "scenario", "start ms", "events", "1 thread/s", "ns/event",
                 "all/s", "ratio");
  for (size_t i = 0; i < count; i++)
    report(&subjects[i], rounds, replications, json);
  exit_code = EXIT_SUCCESS;
  goto out;
usage:
  (void)fprintf(stderr, "usage: bench_run [--json] [--rounds N] [--replications N] SCENARIO.json...\n");
out:
  for (size_t i = 0; i < count; i++) {
    placement_plan_free(subjects[i].plan);
    placement_scenario_free(subjects[i].scenario);
  }
  return exit_code;
}
