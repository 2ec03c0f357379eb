/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "small_plan.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

enum { REPLICATIONS = 200 };

#define TITLE "A \\\"small\\\" plan, with \\u00a3 and \\\\"
#define SEED UINT64_C(18446744073709551615)

typedef struct fixture {
  placement_plan *plan;
  placement_basis *basis;
  placement_summary *summary;
  placement_reconciliation *reconciliation;
  placement_result result;
  char *text;
  size_t length;
} fixture;

static int append(const char *piece, size_t length, void *data)
{
  fixture *f = data;
  f->text = realloc(f->text, f->length + length + 1);
  cr_assert_neq(f->text, NULL);
  memcpy(f->text + f->length, piece, length);
  f->length += length;
  f->text[f->length] = '\0';
  return 0;
}

static void set_up(fixture *f, int32_t format)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  memset(f, 0, sizeof *f);
  f->plan = small_plan(TITLE, "{\"label\": \"Running cost\", \"metric\": \"cost.in_house\", \"year\": \"2026-27\","
                              "\"value\": 12345.678, \"tolerance\": 0.001, \"expect\": \"differs\"}");
  options.replications = REPLICATIONS;
  options.seed = SEED;
  options.first = 3;
  cr_assert_eq(placement_basis_new(f->plan, &f->basis, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_run(f->plan, &options, &f->summary, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_reconciliation_new(f->plan, f->basis, f->summary, &f->reconciliation, NULL), PLACEMENT_OK);
  f->result = (placement_result)PLACEMENT_RESULT_INIT;
  f->result.plan = f->plan;
  f->result.basis = f->basis;
  f->result.summary = f->summary;
  f->result.reconciliation = f->reconciliation;
  f->result.seed = SEED;
  f->result.first = 3;
  f->result.replications_requested = 1000;
  cr_assert_eq(placement_report_write(&f->result, format, append, f, NULL), PLACEMENT_OK);
}

static void tear_down(fixture *f)
{
  placement_reconciliation_free(f->reconciliation);
  placement_summary_free(f->summary);
  placement_basis_free(f->basis);
  placement_plan_free(f->plan);
  free(f->text);
}

static const cJSON *member(const cJSON *object, const char *name)
{
  const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
  cr_assert_neq(found, NULL, "there is no %s", name);
  return found;
}

static void assert_text(const cJSON *object, const char *name, const char *expected)
{
  cr_assert_str_eq(cJSON_GetStringValue(member(object, name)), expected);
}

static void assert_number(const cJSON *value, double expected, double error)
{
  if (isnan(expected))
    cr_assert(cJSON_IsNull(value));
  else
    cr_assert(cJSON_IsNumber(value) && fabs(value->valuedouble - expected) <= error, "%.17g is not %.17g",
              value->valuedouble, expected);
}

/* Money is rounded to pence, anything else to nine decimals. */
static double error_of(const fixture *f, size_t metric)
{
  int32_t unit = placement_plan_metric_unit(f->plan, metric);
  return unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST ? 0.0050001 : 1e-8;
}

Test(report, json_head)
{
  fixture f;
  set_up(&f, PLACEMENT_FORMAT_JSON);
  cJSON *json = cJSON_Parse(f.text);
  cr_assert_neq(json, NULL);
  assert_text(json, "format", "placement-results/1");
  assert_text(json, "title", "A \"small\" plan, with \xC2\xA3 and \\");
  const cJSON *provenance = member(json, "provenance");
  assert_text(provenance, "version", placement_version());
  assert_text(provenance, "scenario_sha256", placement_plan_sha256(f.plan));
  assert_text(provenance, "seed", "18446744073709551615");
  assert_text(provenance, "rng", "philox4x32-10");
  assert_number(member(provenance, "replications"), REPLICATIONS, 0);
  assert_number(member(provenance, "replications_requested"), 1000, 0);
  assert_number(member(provenance, "first_replication"), 3, 0);
  const cJSON *years = member(json, "years");
  cr_assert_eq(cJSON_GetArraySize(years), 3);
  cr_assert_str_eq(cJSON_GetStringValue(cJSON_GetArrayItem(years, 2)), "2027-28");
  const cJSON *units = member(json, "units");
  assert_text(units, "cost.total", "GBP");
  assert_text(units, "unit_cost.external", "GBP/week");
  assert_text(units, "beds.open@-two", "nights");
  assert_text(units, "occupancy", "share");
  assert_text(units, "children.external", "children");
  assert_text(units, "arrivals", "events");
  cJSON_Delete(json);
  tear_down(&f);
}

/* What a run for precision was asked and what it attained; money to the penny, what was given as it was given. */
Test(report, json_precision)
{
  fixture f;
  set_up(&f, PLACEMENT_FORMAT_JSON);
  size_t total = placement_plan_metric_find(f.plan, "cost.total"),
         share = placement_plan_metric_find(f.plan, "occupancy");
  const placement_target targets[] = {{total, 1, 0.125, 0.9, 1}, {share, 3, 1e-6, 0.95, 0}};
  cJSON *json = cJSON_Parse(f.text);
  cr_assert_not(cJSON_HasObjectItem(member(json, "provenance"), "precision"));
  cJSON_Delete(json);
  for (int reached = 0; reached < 2; reached++) {
    placement_result result = PLACEMENT_RESULT_INIT;
    fixture again = {.text = NULL};
    result.plan = f.plan;
    result.summary = f.summary;
    result.targets = targets;
    result.target_count = 2;
    result.replications_at_most = 5000;
    result.ending = reached ? PLACEMENT_PRECISION_REACHED : PLACEMENT_PRECISION_NOT_REACHED;
    cr_assert_eq(placement_report_write(&result, PLACEMENT_FORMAT_JSON, append, &again, NULL), PLACEMENT_OK);
    json = cJSON_Parse(again.text);
    const cJSON *precision = member(member(json, "provenance"), "precision");
    cr_assert_eq(cJSON_IsTrue(member(precision, "reached")), reached);
    assert_number(member(precision, "replications_needed"), reached ? REPLICATIONS : NAN, 0);
    assert_number(member(precision, "replications_at_most"), 5000, 0);
    for (int i = 0; i < 2; i++) {
      const cJSON *target = cJSON_GetArrayItem(member(precision, "targets"), i);
      placement_attained attained;
      cr_assert_eq(placement_precision_attained(f.summary, &targets[i], &attained, NULL), PLACEMENT_OK);
      assert_text(target, "metric", i == 0 ? "cost.total" : "occupancy");
      assert_text(target, "year", i == 0 ? "2026-27" : "total");
      assert_number(member(target, i == 0 ? "relative" : "absolute"), targets[i].half_width, 0);
      assert_number(member(target, "confidence"), targets[i].confidence, 0);
      assert_number(member(target, "asked"), attained.asked, error_of(&f, targets[i].metric));
      assert_number(member(target, "half_width"), attained.half_width, error_of(&f, targets[i].metric));
      cr_assert_eq(cJSON_IsTrue(member(target, "reached")), attained.reached);
    }
    cJSON_Delete(json);
    free(again.text);
    result.summary = NULL;
    cr_assert_eq(placement_report_write(&result, PLACEMENT_FORMAT_JSON, append, &again, NULL),
                 PLACEMENT_ERROR_ARGUMENT);
  }
  tear_down(&f);
}

/* Every figure of the summary and of the plan basis, and none besides. */
Test(report, json_figures)
{
  fixture f;
  set_up(&f, PLACEMENT_FORMAT_JSON);
  cJSON *json = cJSON_Parse(f.text);
  const cJSON *metrics = member(json, "metrics"), *plan = member(json, "plan");
  cr_assert_eq((size_t)cJSON_GetArraySize(metrics), placement_plan_metric_count(f.plan));
  for (size_t m = 0; m < placement_plan_metric_count(f.plan); m++) {
    const char *name = placement_plan_metric_name(f.plan, m);
    const cJSON *metric = member(metrics, name), *planned = cJSON_GetObjectItemCaseSensitive(plan, name);
    double error = error_of(&f, m);
    for (size_t c = 0; c <= placement_plan_year_count(f.plan); c++) {
      const char *label = placement_plan_column_label(f.plan, c);
      const cJSON *figure = member(metric, label);
      placement_statistics s;
      placement_summary_statistics(f.summary, m, c, &s, NULL);
      cr_assert_eq(cJSON_GetArraySize(figure), 19);
      assert_number(member(figure, "mean"), s.mean, error);
      assert_number(member(figure, "sd"), s.sd, error);
      assert_number(member(figure, "se"), s.se, error);
      assert_number(member(figure, "min"), s.min, error);
      assert_number(member(figure, "max"), s.max, error);
      assert_number(member(figure, "p5"), s.p5, error);
      assert_number(member(figure, "p10"), s.p10, error);
      assert_number(member(figure, "p25"), s.p25, error);
      assert_number(member(figure, "p50"), s.p50, error);
      assert_number(member(figure, "p75"), s.p75, error);
      assert_number(member(figure, "p80"), s.p80, error);
      assert_number(member(figure, "p90"), s.p90, error);
      assert_number(member(figure, "p95"), s.p95, error);
      assert_number(member(figure, "p99"), s.p99, error);
      assert_number(member(figure, "es95"), s.es95, error);
      assert_number(member(figure, "quantile_error"), s.quantile_error, error);
      assert_number(member(figure, "mean_adjusted"), s.mean_adjusted, error);
      assert_number(member(figure, "se_adjusted"), s.se_adjusted, error);
      assert_number(member(figure, "defined"), (double)s.defined, 0);
      double value = placement_basis_value(f.basis, m, c);
      const cJSON *shown = planned == NULL ? NULL : cJSON_GetObjectItemCaseSensitive(planned, label);
      cr_assert_eq(shown == NULL, isnan(value), "%s %s", name, label);
      if (shown != NULL)
        assert_number(shown, value, error);
    }
  }
  /* The second home opens on 1 July 2026 at the earliest: its occupancy before that year is not defined. */
  const cJSON *closed = member(member(metrics, "occupancy@-two"), "2025-26");
  cr_assert(cJSON_IsNull(member(closed, "mean")));
  assert_number(member(closed, "defined"), 0, 0);
  cJSON_Delete(json);
  tear_down(&f);
}

Test(report, json_months_and_reconciliation)
{
  fixture f;
  set_up(&f, PLACEMENT_FORMAT_JSON);
  cJSON *json = cJSON_Parse(f.text);
  const cJSON *monthly = member(json, "monthly"), *rows = member(json, "reconciliation");
  cr_assert_eq(cJSON_GetArraySize(member(monthly, "months")), 24);
  cr_assert_str_eq(cJSON_GetStringValue(cJSON_GetArrayItem(member(monthly, "months"), 0)), "2025-10");
  for (int32_t series = 0; series < PLACEMENT_MONTHLY_COUNT; series++) {
    const cJSON *of = member(monthly, placement_monthly_name(series));
    for (int month = 0; month < 24; month++) {
      placement_statistics s;
      placement_summary_monthly(f.summary, series, (size_t)month, &s, NULL);
      assert_number(cJSON_GetArrayItem(member(of, "mean"), month), s.mean, 1e-8);
      assert_number(cJSON_GetArrayItem(member(of, "p10"), month), s.p10, 1e-8);
      assert_number(cJSON_GetArrayItem(member(of, "mean_adjusted"), month), s.mean_adjusted, 1e-8);
      assert_number(cJSON_GetArrayItem(member(of, "p50"), month), s.p50, 1e-8);
      assert_number(cJSON_GetArrayItem(member(of, "p90"), month), s.p90, 1e-8);
    }
  }
  cr_assert_eq(cJSON_GetArraySize(rows), 1);
  const cJSON *row = cJSON_GetArrayItem(rows, 0);
  assert_text(row, "label", "Running cost");
  assert_text(row, "basis", "plan");
  assert_text(row, "year", "2026-27");
  assert_text(row, "expect", "differs");
  assert_text(row, "sentence", "published 12,345.678 is 345.678 more than 12,000.000 on the plan basis");
  cr_assert(cJSON_IsFalse(member(row, "agrees")));
  assert_number(member(row, "published"), 12345.678, 0);
  assert_number(member(row, "tolerance"), 0.001, 0);
  cJSON_Delete(json);
  tear_down(&f);
}

/* Without replications there is the plan basis alone. */
Test(report, plan_basis_only)
{
  fixture f;
  set_up(&f, PLACEMENT_FORMAT_JSON);
  f.result.summary = NULL;
  f.length = 0;
  cr_assert_eq(placement_report_write(&f.result, PLACEMENT_FORMAT_JSON, append, &f, NULL), PLACEMENT_OK);
  cJSON *json = cJSON_Parse(f.text);
  cr_assert_neq(json, NULL);
  cr_assert_null(cJSON_GetObjectItemCaseSensitive(json, "metrics"));
  cr_assert_null(cJSON_GetObjectItemCaseSensitive(json, "monthly"));
  cr_assert_null(cJSON_GetObjectItemCaseSensitive(member(json, "provenance"), "seed"));
  assert_number(member(member(member(json, "plan"), "cost.in_house"), "2026-27"), 12000, 0);
  cr_assert_neq(strstr(f.text, "\"2026-27\": 12000.00"), NULL); /* exact decimals */
  cJSON_Delete(json);
  tear_down(&f);
}

/* Splits one record of CSV without quotes in place. */
static size_t split(char *record, char **fields, size_t capacity)
{
  size_t count = 0;
  for (char *next = record; next != NULL && count < capacity;) {
    fields[count++] = next;
    next = strchr(next, ',');
    if (next != NULL)
      *next++ = '\0';
  }
  return count;
}

Test(report, csv)
{
  fixture f;
  size_t rows = 0, months = 0, planned = 0, of_home = 0;
  set_up(&f, PLACEMENT_FORMAT_CSV);
  cr_assert_eq(strncmp(f.text, "metric,home,period,period_kind,unit,basis,statistic,value,", 58), 0);
  char *line = strstr(f.text, "\r\n") + 2;
  for (char *end; (end = strstr(line, "\r\n")) != NULL; line = end + 2) {
    char *field[20];
    *end = '\0';
    cr_assert_eq(split(line, field, 20), 13, "%s", line);
    cr_assert_str_eq(field[8], placement_plan_sha256(f.plan));
    cr_assert_str_eq(field[12], placement_version());
    if (strcmp(field[5], "plan") == 0) {
      planned++;
      cr_assert(field[9][0] == '\0' && field[11][0] == '\0');
    } else {
      cr_assert_str_eq(field[9], "18446744073709551615");
      cr_assert_str_eq(field[10], "3");
      cr_assert_str_eq(field[11], "200");
    }
    if (strcmp(field[3], "month") == 0) {
      months++;
    } else if (strcmp(field[0], "cost.in_house") == 0 && strcmp(field[2], "2026-27") == 0) {
      cr_assert_str_eq(field[4], strcmp(field[6], "defined") == 0 ? "replications" : "GBP");
      if (strcmp(field[6], "mean") == 0 || strcmp(field[5], "plan") == 0)
        cr_assert_str_eq(field[7], "12000.00");
    }
    if (strcmp(field[1], "'-two") == 0) /* no formula */
      of_home++;
    cr_assert_neq(field[1][0], '-');
    rows++;
  }
  cr_assert_eq(*line, '\0');
  size_t columns = placement_plan_year_count(f.plan) + 1;
  cr_assert_eq(months, PLACEMENT_MONTHLY_COUNT * 24 * 5);
  cr_assert_eq(rows, placement_plan_metric_count(f.plan) * columns * 19 + months + planned);
  cr_assert_gt(of_home, 6 * columns * 19 - 1);
  cr_assert_gt(planned, 20);
  tear_down(&f);
}

static int refuse(const char *piece, size_t length, void *data)
{
  (void)piece;
  (void)length;
  ++*(int *)data;
  return 1;
}

Test(report, failures)
{
  fixture f;
  placement_error err = PLACEMENT_ERROR_INIT;
  int calls = 0;
  set_up(&f, PLACEMENT_FORMAT_JSON);
  cr_assert_eq(placement_report_write(&f.result, PLACEMENT_FORMAT_JSON, refuse, &calls, &err), PLACEMENT_ERROR_IO);
  cr_assert_eq(calls, 1);
  cr_assert_eq(placement_report_write(&f.result, 7, append, &f, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_report_write(&f.result, PLACEMENT_FORMAT_CSV, NULL, NULL, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_eq(placement_report_write_file(&f.result, PLACEMENT_FORMAT_JSON, "/dev/full", &err), PLACEMENT_ERROR_IO);
  cr_assert_neq(strstr(err.message, "/dev/full"), NULL, "%s", err.message);
  f.result.size = 0;
  cr_assert_eq(placement_report_write(&f.result, PLACEMENT_FORMAT_CSV, append, &f, &err), PLACEMENT_ERROR_ARGUMENT);
  f.result = (placement_result)PLACEMENT_RESULT_INIT;
  cr_assert_eq(placement_report_write(&f.result, PLACEMENT_FORMAT_CSV, append, &f, &err), PLACEMENT_ERROR_ARGUMENT);
  tear_down(&f);
}

Test(report, file_holds_what_the_sink_received)
{
  fixture f;
  char path[] = "/tmp/test-report-XXXXXX";
  int descriptor = mkstemp(path);
  set_up(&f, PLACEMENT_FORMAT_JSON);
  cr_assert_geq(descriptor, 0);
  cr_assert_eq(placement_report_write_file(&f.result, PLACEMENT_FORMAT_JSON, path, NULL), PLACEMENT_OK);
  FILE *file = fopen(path, "rb");
  char *text = malloc(f.length + 1);
  cr_assert_eq(fread(text, 1, f.length + 1, file), f.length);
  cr_assert_arr_eq(text, f.text, f.length);
  free(text);
  fclose(file);
  close(descriptor);
  unlink(path);
  tear_down(&f);
}
