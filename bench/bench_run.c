/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Replications a second, and nanoseconds for an event, through the public API: scenario as JSON, placement_run on one
 * thread and on all. Rounds are interleaved and medians reported, so that a slow moment of the machine touches every
 * row alike; ratios are medians of the ratios within a round.
 *
 *     bench_run [--json] [--baseline] [--one-thread] [--rounds N] [--replications N] SCENARIO.json...
 *
 * --baseline adds the reference loss system and the plain C program of it (baseline_gsl.h), measured right after each
 * other in every round, and fails if their means are not within 4 standard errors.
 */
#include "baseline_gsl.h"

#include <placement/placement.h>

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define MOST_SCENARIOS 8
#define MOST_ROUNDS 101
#define MOST_EVENT_SAMPLE 1000
#define PATH_WIDTH 52 /* columns of the table */
#define REFERENCE BENCH "/loss-system.json"

typedef struct options {
  bool json, baseline, one_thread;
  size_t rounds;
  uint64_t replications;
} options;

typedef struct subject {
  const char *path;
  placement_scenario *scenario;
  placement_plan *plan;
  placement_summary *summary;   /* of the last run */
  double start_up;              /* seconds to load, check and compile */
  double events;                /* of a replication */
  double rates[2][MOST_ROUNDS]; /* replications a second on one thread and on all */
} subject;

typedef struct baseline {
  double rates[MOST_ROUNDS];
  baseline_result result; /* of the last round */
} baseline;

static double now(void)
{
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The most memory that the process has held so far. */
static double peak_mib(void)
{
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024 : 0;
}

static bool failed(const placement_error *err)
{
  (void)fprintf(stderr, "bench_run: %s:%d: %s %s\n", err->file, err->line, err->pointer, err->message);
  return false;
}

static bool prepare(subject *s, const options *o)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_workspace *workspace = NULL;
  uint64_t events = 0;
  uint64_t sample = o->replications < MOST_EVENT_SAMPLE ? o->replications : MOST_EVENT_SAMPLE;
  double start = now();
  if (placement_scenario_load_file(s->path, &s->scenario, NULL, &err) != PLACEMENT_OK ||
      placement_plan_new(s->scenario, &s->plan, &err) != PLACEMENT_OK)
    return failed(&err);
  s->start_up = now() - start;
  if (placement_workspace_new(s->plan, &workspace, &err) != PLACEMENT_OK)
    return failed(&err);
  for (uint64_t replication = 0; replication < sample; replication++) {
    if (placement_replicate(s->plan, PLACEMENT_DEFAULT_SEED, replication, workspace, &err) != PLACEMENT_OK) {
      placement_workspace_free(workspace);
      return failed(&err);
    }
    events += placement_workspace_events(workspace);
  }
  placement_workspace_free(workspace);
  s->events = (double)events / (double)sample;
  return true;
}

static bool measure(subject *s, int32_t threads, uint64_t replications, double *rate)
{
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_summary_free(s->summary);
  s->summary = NULL;
  run.replications = replications;
  run.threads = threads;
  double start = now();
  if (placement_run(s->plan, &run, &s->summary, &err) != PLACEMENT_OK)
    return failed(&err);
  *rate = (double)replications / (now() - start);
  return true;
}

static bool measure_baseline(baseline *b, uint64_t replications, double *rate)
{
  double start = now();
  if (!baseline_gsl(1, replications, &b->result)) {
    (void)fprintf(stderr, "bench_run: no memory\n");
    return false;
  }
  *rate = (double)replications / (now() - start);
  return true;
}

static bool run_rounds(subject *subjects, size_t count, baseline *b, const options *o)
{
  for (size_t round = 0; round < o->rounds; round++)
    for (size_t i = 0; i < count; i++) {
      subject *s = &subjects[i];
      if (!measure(s, 1, o->replications, &s->rates[0][round]) ||
          (o->baseline && i == 0 && !measure_baseline(b, o->replications, &b->rates[round])) ||
          (!o->one_thread && !measure(s, 0, o->replications, &s->rates[1][round])))
        return false;
    }
  return true;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(const double *values, size_t count)
{
  double sorted[MOST_ROUNDS];
  memcpy(sorted, values, count * sizeof *values);
  qsort(sorted, count, sizeof *sorted, ascending);
  return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static double median_ratio(const double *numerators, const double *denominators, size_t count)
{
  double ratios[MOST_ROUNDS];
  for (size_t i = 0; i < count; i++)
    ratios[i] = numerators[i] / denominators[i];
  return median(ratios, count);
}

static void report(const subject *s, const options *o)
{
  double one = median(s->rates[0], o->rounds);
  double ns = 1e9 / (one * s->events);
  if (o->json) {
    (void)printf("{\"bench\": \"run\", \"version\": \"%s\", \"scenario\": \"%s\", \"replications\": %" PRIu64
                 ", \"start_up_ms\": %.2f, \"events\": %.1f, \"one_thread_per_s\": %.1f, \"one_thread_ns_per_event\": "
                 "%.1f, \"peak_mib\": %.1f",
                 placement_version(), s->path, o->replications, s->start_up * 1e3, s->events, one, ns, peak_mib());
    if (!o->one_thread)
      (void)printf(", \"all_threads_per_s\": %.1f, \"all_to_one\": %.3f", median(s->rates[1], o->rounds),
                   median_ratio(s->rates[1], s->rates[0], o->rounds));
    (void)printf("}\n");
    return;
  }
  size_t length = strlen(s->path);
  const char *shown = length <= PATH_WIDTH ? s->path : s->path + length - PATH_WIDTH;
  (void)printf("%-*s %8.2f %8.1f %11.0f %8.1f", PATH_WIDTH, shown, s->start_up * 1e3, s->events, one, ns);
  if (!o->one_thread)
    (void)printf(" %11.0f %6.2f", median(s->rates[1], o->rounds), median_ratio(s->rates[1], s->rates[0], o->rounds));
  (void)printf("\n");
}

/* Whether the library and the plain program simulate the same system, as far as chance tells. */
static bool agree(const char *what, double library, double library_se, double plain, double plain_se, bool json)
{
  double z = (library - plain) / hypot(library_se, plain_se);
  if (json)
    (void)printf(", \"%s\": [%.8g, %.3g], \"library_%s\": [%.8g, %.3g]", what, plain, plain_se, what, library,
                 library_se);
  else
    (void)printf("  %-15s %14.6g (se %.3g)   library %14.6g (se %.3g)   %+.1f standard errors apart\n", what, plain,
                 plain_se, library, library_se, z);
  return fabs(z) <= 4;
}

static bool report_baseline(const subject *s, const baseline *b, const options *o)
{
  placement_statistics cost;
  placement_statistics local;
  size_t total = placement_plan_year_count(s->plan);
  placement_error err = PLACEMENT_ERROR_INIT;
  double plain = median(b->rates, o->rounds);
  double ratio = median_ratio(s->rates[0], b->rates, o->rounds);
  if (placement_summary_statistics(s->summary, placement_plan_metric_find(s->plan, "cost.external"), total, &cost,
                                   &err) != PLACEMENT_OK ||
      placement_summary_statistics(s->summary, placement_plan_metric_find(s->plan, "children.local_share"), total,
                                   &local, &err) != PLACEMENT_OK)
    return failed(&err);
  if (o->json)
    (void)printf("{\"bench\": \"baseline\", \"scenario\": \"%s\", \"replications\": %" PRIu64
                 ", \"one_thread_per_s\": %.1f, \"library_to_baseline\": %.3f",
                 s->path, o->replications, plain, ratio);
  else
    (void)printf("plain C with GSL of the first: %.0f replications a second; the library is %.2f times as fast\n",
                 plain, ratio);
  bool same = agree("external_cost", cost.mean, cost.se, b->result.cost, b->result.cost_se, o->json);
  same &= agree("external_share", 1 - local.mean, local.se, b->result.share, b->result.share_se, o->json);
  if (o->json)
    (void)printf("}\n");
  if (!same)
    (void)fprintf(stderr, "bench_run: the baseline and the library do not agree\n");
  return same;
}

/* The number after argument i, which moves on; 0 if there is none. */
static unsigned long long number_after(int argc, char **argv, int *i)
{
  *i += 1;
  return *i < argc ? strtoull(argv[*i], NULL, 10) : 0;
}

/* Fills in the options and the paths of the subjects. Returns how many there are; 0 if the arguments are wrong. */
static size_t read_arguments(int argc, char **argv, options *o, subject *subjects)
{
  size_t count = 0;
  for (int i = 1; i < argc; i++)
    o->baseline |= strcmp(argv[i], "--baseline") == 0;
  if (o->baseline)
    subjects[count++].path = REFERENCE;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--json") == 0)
      o->json = true;
    else if (strcmp(argv[i], "--one-thread") == 0)
      o->one_thread = true;
    else if (strcmp(argv[i], "--rounds") == 0)
      o->rounds = (size_t)number_after(argc, argv, &i);
    else if (strcmp(argv[i], "--replications") == 0)
      o->replications = number_after(argc, argv, &i);
    else if (strcmp(argv[i], "--baseline") == 0)
      continue;
    else if (count == MOST_SCENARIOS || argv[i][0] == '-')
      return 0;
    else
      subjects[count++].path = argv[i];
  }
  return o->rounds >= 1 && o->rounds <= MOST_ROUNDS && o->replications >= 2 ? count : 0;
}

int main(int argc, char **argv)
{
  static subject subjects[MOST_SCENARIOS];
  static baseline plain;
  options o = {.rounds = 5, .replications = 20000};
  int exit_code = EXIT_FAILURE;
  size_t count = read_arguments(argc, argv, &o, subjects);
  if (count == 0) {
    (void)fprintf(stderr, "usage: bench_run [--json] [--baseline] [--one-thread] [--rounds N] [--replications N] "
                          "SCENARIO.json...\n");
    return exit_code;
  }
  for (size_t i = 0; i < count; i++)
    if (!prepare(&subjects[i], &o))
      goto out;
  if (!run_rounds(subjects, count, &plain, &o))
    goto out;
  if (!o.json)
    (void)printf("%-*s %8s %8s %11s %8s%s\n", PATH_WIDTH, "scenario", "start ms", "events", "1 thread/s", "ns/event",
                 o.one_thread ? "" : "       all/s  ratio");
  for (size_t i = 0; i < count; i++)
    report(&subjects[i], &o);
  if (!o.baseline || report_baseline(&subjects[0], &plain, &o))
    exit_code = EXIT_SUCCESS;
out:
  for (size_t i = 0; i < count; i++) {
    placement_summary_free(subjects[i].summary);
    placement_plan_free(subjects[i].plan);
    placement_scenario_free(subjects[i].scenario);
  }
  return exit_code;
}
