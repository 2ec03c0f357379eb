/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples as a file: byte by byte what the figures of single replications make, however many threads there are; and
 * nothing at all where it fails.
 */
#include "same_summary.h"
#include "small_plan.h"
#include "verification/scenario_run.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST = 5, COUNT = 5, N = 4096 * 2 + 10 /* more than two blocks */, SEED = 3 };

typedef struct gathered {
  char *bytes;
  size_t length, size;
  size_t most; /* the sink refuses what goes beyond */
} gathered;

static int gather(const char *piece, size_t length, void *data)
{
  gathered *t = data;
  if (t->most > 0 && t->length + length > t->most)
    return -1;
  if (t->length + length > t->size) {
    t->size = 2 * (t->length + length);
    t->bytes = realloc(t->bytes, t->size);
    cr_assert_not_null(t->bytes);
  }
  memcpy(t->bytes + t->length, piece, length);
  t->length += length;
  return 0;
}

/* Money, whole nights, ratios that are sometimes not defined, one home with a hostile name. */
static void choose(const placement_plan *plan, placement_figure *figures)
{
  size_t total = placement_plan_year_count(plan);
  figures[0] = (placement_figure){metric_of(plan, "cost.total"), total};
  figures[1] = (placement_figure){metric_of(plan, "beds.occupied@-two"), 0};
  figures[2] = (placement_figure){metric_of(plan, "occupancy@-two"), 1};
  figures[3] = (placement_figure){metric_of(plan, "cost.external"), 1};
  figures[4] = (placement_figure){metric_of(plan, "arrivals"), total};
}

static const char header[] = "replication,cost.total:total,beds.occupied@-two:2025-26,occupancy@-two:2026-27,"
                             "cost.external:2026-27,arrivals:total\r\n";

static placement_run_options options_of(int32_t threads, uint64_t replications)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.threads = threads;
  options.replications = replications;
  options.seed = SEED;
  options.first = FIRST;
  return options;
}

/* The figures of single replications, N rows of COUNT; to be freed. */
static double *singles(const placement_plan *plan, const placement_figure *figures)
{
  placement_workspace *workspace = workspace_of(plan);
  double *values = calloc((size_t)N * COUNT, sizeof *values);
  size_t undefined = 0;
  cr_assert_not_null(values);
  for (size_t i = 0; i < N; i++) {
    replicate(plan, SEED, FIRST + i, workspace);
    for (size_t k = 0; k < COUNT; k++) {
      values[i * COUNT + k] = placement_workspace_value(workspace, figures[k].metric, figures[k].column);
      undefined += isnan(values[i * COUNT + k]) != 0;
    }
  }
  cr_assert_gt(undefined, 0);
  placement_workspace_free(workspace);
  return values;
}

static void check_csv(const gathered *t, const double *values, size_t replications)
{
  const char *at = t->bytes + strlen(header), *end = t->bytes + t->length;
  cr_assert_arr_eq(t->bytes, header, strlen(header));
  for (size_t i = 0; i < replications; i++) {
    char field[32];
    int length = snprintf(field, sizeof field, "%zu", FIRST + i);
    cr_assert_arr_eq(at, field, (size_t)length);
    at += length;
    for (size_t k = 0; k < COUNT; k++) {
      double value = values[i * COUNT + k];
      cr_assert_eq(*at++, ',');
      length = (int)strcspn(at, ",\r");
      cr_assert_eq(length == 0, isnan(value) != 0, "replication %zu, figure %zu", i, k);
      if (length > 0)
        cr_assert_float_eq(strtod(at, NULL), value, 6e-10 * (1 + fabs(value)), "replication %zu, figure %zu", i, k);
      if (length > 0 && (k == 0 || k == 3))
        cr_assert_eq(at[length - 3], '.', "money has two decimals");
      at += length;
    }
    cr_assert_arr_eq(at, "\r\n", 2);
    at += 2;
  }
  cr_assert_eq(at, end);
}

static double double_at(const char *bytes)
{
  uint64_t bits = 0;
  double value;
  for (size_t i = 8; i-- > 0;)
    bits = bits << 8 | (unsigned char)bytes[i];
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void check_npy(const gathered *t, const double *values, size_t replications)
{
  static const char magic[] = {'\x93', 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
  char dictionary[128];
  int length = snprintf(dictionary, sizeof dictionary, "{'descr': '<f8', 'fortran_order': False, 'shape': (%zu, %d), }",
                        replications, COUNT + 1);
  cr_assert_eq(t->length, 128 + replications * (COUNT + 1) * 8);
  cr_assert_arr_eq(t->bytes, magic, sizeof magic);
  cr_assert_arr_eq(t->bytes + sizeof magic, dictionary, (size_t)length);
  for (size_t i = sizeof magic + (size_t)length; i < 127; i++)
    cr_assert_eq(t->bytes[i], ' ');
  cr_assert_eq(t->bytes[127], '\n');
  for (size_t i = 0; i < replications; i++) {
    const char *row = t->bytes + 128 + i * (COUNT + 1) * 8;
    cr_assert_eq(double_at(row), (double)(FIRST + i));
    for (size_t k = 0; k < COUNT; k++) {
      double found = double_at(row + (k + 1) * 8), value = values[i * COUNT + k];
      cr_assert(found == value || (isnan(found) && isnan(value)), "replication %zu, figure %zu", i, k);
    }
  }
}

Test(samples_file, are_those_of_single_replications)
{
  static const uint64_t replications[] = {1, 100, N};
  placement_plan *plan = small_plan("Small", "");
  placement_figure figures[COUNT];
  choose(plan, figures);
  double *values = singles(plan, figures);
  for (size_t i = 0; i < 6; i++) {
    uint64_t count = replications[i / 2];
    placement_run_options options = options_of(i % 2 == 0 ? 1 : 3, count);
    gathered csv = {0}, npy = {0};
    cr_assert_eq(
        placement_samples_write(plan, &options, figures, COUNT, PLACEMENT_SAMPLES_CSV, gather, &csv, NULL, NULL),
        PLACEMENT_OK);
    check_csv(&csv, values, count);
    cr_assert_eq(
        placement_samples_write(plan, &options, figures, COUNT, PLACEMENT_SAMPLES_NPY, gather, &npy, NULL, NULL),
        PLACEMENT_OK);
    check_npy(&npy, values, count);
    free(csv.bytes);
    free(npy.bytes);
  }
  free(values);
  placement_plan_free(plan);
}

/* All that is reported of a summary is as placement_run has it. */
static void check_summary(placement_plan *plan, int32_t threads)
{
  placement_run_options options = options_of(threads, 4096 + 77);
  placement_figure figure = {metric_of(plan, "cost.total"), 0};
  placement_summary *whole = NULL, *beside = NULL;
  gathered with = {0}, without = {0};
  cr_assert_eq(placement_run(plan, &options, &whole, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_samples_write(plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, gather, &with, &beside, NULL),
               PLACEMENT_OK);
  cr_assert_eq(placement_samples_write(plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, gather, &without, NULL, NULL),
               PLACEMENT_OK);
  cr_assert_eq(with.length, without.length);
  cr_assert_arr_eq(with.bytes, without.bytes, with.length);
  cr_assert_eq(placement_summary_replications(beside), 4096 + 77);
  assert_same(plan, whole, beside);
  free(with.bytes);
  free(without.bytes);
  placement_summary_free(whole);
  placement_summary_free(beside);
  placement_plan_free(plan);
}

Test(samples_file, the_summary_is_that_of_the_run)
{
  check_summary(small_plan("Small", ""), 3);
}

Test(samples_file, the_summary_is_that_of_the_run_in_lock_step)
{
  check_summary(plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 2}, 'groups': [{'id':"
                        "'a', 'arrivals_per_year': 20, 'need_days': {'exponential': {'mean': 90}}, 'weekly_fee': 4000"
                        "}]}"),
                2);
}

typedef struct watch {
  uint64_t last, most, stop_at;
  placement_cancellation *cancellation;
} watch;

static void note(uint64_t done, uint64_t replications, void *data)
{
  watch *w = data;
  cr_assert(done >= w->last && done <= replications);
  w->last = done;
  w->most = replications;
  if (w->cancellation != NULL && done >= w->stop_at)
    placement_cancellation_request(w->cancellation);
}

Test(samples_file, progress_is_of_all_replications)
{
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = options_of(2, N);
  placement_figure figure = {0, 0};
  gathered t = {0};
  watch w = {0};
  options.progress = note;
  options.progress_data = &w;
  cr_assert_eq(placement_samples_write(plan, &options, &figure, 1, PLACEMENT_SAMPLES_CSV, gather, &t, NULL, NULL),
               PLACEMENT_OK);
  cr_assert(w.last == N && w.most == N);
  free(t.bytes);
  placement_plan_free(plan);
}

typedef struct fixture {
  char folder[64];
  char path[96];
  placement_plan *plan;
} fixture;

static void put_old(const fixture *f)
{
  FILE *file = fopen(f->path, "wb");
  cr_assert(file != NULL && fputs("before", file) >= 0);
  cr_assert_eq(fclose(file), 0);
}

static fixture set_up(void)
{
  fixture f = {.folder = "/tmp/test-samples-file-XXXXXX"};
  cr_assert_not_null(mkdtemp(f.folder));
  snprintf(f.path, sizeof f.path, "%s/samples.npy", f.folder);
  f.plan = small_plan("Small", "");
  put_old(&f);
  return f;
}

/* The old file is as it was, and alone. */
static void expect_untouched(const fixture *f)
{
  char bytes[16] = "";
  FILE *file = fopen(f->path, "rb");
  DIR *folder = opendir(f->folder);
  int files = 0;
  cr_assert(file != NULL && folder != NULL);
  cr_expect_eq(fread(bytes, 1, sizeof bytes, file), 6);
  cr_expect_str_eq(bytes, "before");
  fclose(file);
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
    files += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
  closedir(folder);
  cr_expect_eq(files, 1);
}

static void tear_down(const fixture *f)
{
  cr_assert_eq(unlink(f->path), 0);
  cr_assert_eq(rmdir(f->folder), 0);
  placement_plan_free(f->plan);
}

Test(samples_file, a_file)
{
  fixture f = set_up();
  placement_run_options options = options_of(0, 70);
  placement_figure figure = {0, 0};
  struct stat about;
  cr_assert_eq(placement_samples_write_file(f.plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, f.path, NULL, NULL),
               PLACEMENT_OK);
  cr_assert_eq(stat(f.path, &about), 0);
  cr_assert_eq(about.st_size, 128 + 70 * 2 * 8);
  tear_down(&f);
}

Test(samples_file, cancelled)
{
  fixture f = set_up();
  placement_run_options options = options_of(2, 2000000);
  placement_figure figure = {0, 0};
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  watch w = {.stop_at = 1};
  cr_assert_eq(placement_cancellation_new(&w.cancellation, NULL), PLACEMENT_OK);
  options.progress = note;
  options.progress_data = &w;
  options.cancellation = w.cancellation;
  cr_assert_eq(
      placement_samples_write_file(f.plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, f.path, &summary, &err),
      PLACEMENT_ERROR_CANCELLED);
  cr_assert_not_null(strstr(err.message, "cancelled"));
  cr_assert_not_null(summary, "the replications done until then are there");
  cr_assert(placement_summary_replications(summary) == w.last && w.last > 0 && w.last < 2000000);
  expect_untouched(&f);
  placement_summary_free(summary);
  summary = NULL;
  for (int with = 0; with < 2; with++) { /* before the first */
    w.last = 0;
    cr_assert_eq(placement_samples_write_file(f.plan, &options, &figure, 1, PLACEMENT_SAMPLES_CSV, f.path,
                                              with ? &summary : NULL, NULL),
                 PLACEMENT_ERROR_CANCELLED);
    cr_assert_null(summary);
    expect_untouched(&f);
  }
  placement_cancellation_free(w.cancellation);
  tear_down(&f);
}

/* The run goes on for its summary, and only for it. */
Test(samples_file, no_space)
{
  fixture f = set_up();
  placement_run_options options = options_of(1, N);
  placement_figure figure = {0, 0};
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  struct rlimit limit = {100000, 100000};
  watch w = {0};
  options.progress = note;
  options.progress_data = &w;
  cr_assert_eq(
      placement_samples_write_file(f.plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, "/dev/full", &summary, &err),
      PLACEMENT_ERROR_IO);
  cr_assert_not_null(strstr(err.message, "cannot write /dev/full: writing failed"), "%s", err.message);
  cr_assert_eq(placement_summary_replications(summary), N);
  placement_summary_free(summary);
  cr_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
  cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
  w = (watch){0};
  cr_assert_eq(placement_samples_write_file(f.plan, &options, &figure, 1, PLACEMENT_SAMPLES_NPY, f.path, NULL, &err),
               PLACEMENT_ERROR_IO);
  cr_assert_eq(err.code, PLACEMENT_ERROR_IO);
  cr_assert_not_null(strstr(err.message, f.path), "%s", err.message);
  expect_untouched(&f);
  tear_down(&f);
}

Test(samples_file, a_sink_that_refuses_ends_what_has_no_summary)
{
  placement_plan *plan = small_plan("Small", "");
  placement_run_options options = options_of(1, 100000000);
  placement_figure figure = {0, 0};
  gathered t = {.most = 20000};
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_samples_write(plan, &options, &figure, 1, PLACEMENT_SAMPLES_CSV, gather, &t, NULL, &err),
               PLACEMENT_ERROR_IO);
  cr_assert_eq(err.code, PLACEMENT_ERROR_IO);
  free(t.bytes);
  placement_plan_free(plan);
}

/* Nothing is begun for what cannot be written or does not exist. */
Test(samples_file, what_is_refused)
{
  fixture f = set_up();
  placement_run_options good = options_of(1, 100000000), none = options_of(1, 0);
  placement_figure figure = {0, 0}, missing = {0, placement_plan_year_count(f.plan) + 1};
  placement_summary *summary = NULL;
  const struct {
    const placement_plan *plan;
    const placement_run_options *options;
    const placement_figure *figures;
    size_t count;
    int32_t format;
    const char *path;
    placement_status status;
    const char *word;
  } refused[] = {
      {NULL, &good, &figure, 1, PLACEMENT_SAMPLES_CSV, f.path, PLACEMENT_ERROR_ARGUMENT, "plan"},
      {f.plan, &good, NULL, 1, PLACEMENT_SAMPLES_CSV, f.path, PLACEMENT_ERROR_ARGUMENT, "figures"},
      {f.plan, &good, &figure, 0, PLACEMENT_SAMPLES_CSV, f.path, PLACEMENT_ERROR_ARGUMENT, "figure"},
      {f.plan, &good, &missing, 1, PLACEMENT_SAMPLES_CSV, f.path, PLACEMENT_ERROR_ARGUMENT, "column"},
      {f.plan, &good, &figure, 1, 2, f.path, PLACEMENT_ERROR_ARGUMENT, "no format 2"},
      {f.plan, &none, &figure, 1, PLACEMENT_SAMPLES_CSV, f.path, PLACEMENT_ERROR_ARGUMENT, "replications"},
      {f.plan, &good, &figure, 1, PLACEMENT_SAMPLES_CSV, NULL, PLACEMENT_ERROR_ARGUMENT, "path"},
      {f.plan, &good, &figure, 1, PLACEMENT_SAMPLES_CSV, "/no/such/folder/x.csv", PLACEMENT_ERROR_IO, "creating"},
  };
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_eq(placement_samples_write_file(refused[i].plan, refused[i].options, refused[i].figures, refused[i].count,
                                              refused[i].format, refused[i].path, &summary, &err),
                 refused[i].status);
    cr_assert_not_null(strstr(err.message, refused[i].word), "%s", err.message);
    cr_assert_null(summary);
    expect_untouched(&f);
  }
  cr_assert_eq(placement_samples_write(f.plan, &good, &figure, 1, PLACEMENT_SAMPLES_CSV, NULL, NULL, NULL, NULL),
               PLACEMENT_ERROR_ARGUMENT);
  tear_down(&f);
}

Test(samples_file, a_replication_that_fails)
{
  fixture f = set_up();
  placement_plan *plan = plan_of("{'placement_scenario': 1, 'horizon': {'start': '2020-04-01', 'years': 30},"
                                 "'groups': [{'id': 'a', 'arrivals_per_year': 90000, 'need_days': 2, 'weekly_fee': 4}],"
                                 "'uncertain': [{'input': '/groups/0/growth_per_year', 'as': 'value', 'distribution':"
                                 "{'empirical': {'values': [0.1, 0.11]}}}]}");
  placement_run_options options = options_of(3, 20);
  placement_figure figure = {0, 0};
  placement_summary *summary = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(placement_samples_write_file(plan, &options, &figure, 1, PLACEMENT_SAMPLES_CSV, f.path, &summary, &err),
               PLACEMENT_ERROR_LIMIT);
  cr_assert_not_null(strstr(err.message, "replication 5 "), "%s", err.message);
  cr_assert_null(summary);
  expect_untouched(&f);
  placement_plan_free(plan);
  tear_down(&f);
}
