/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Published figures beside those of the scenario, row by row and in words.
 */
#include "base/decimal.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/plan.h"

#include <placement/analysis.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PLACES 6
#define ROUNDING 0.5 /* of a whole number, the tolerance where none is given: a larger one is told as a range */
#define SLACK 1e-12  /* relative; sums of decimals that are not exact in binary */

typedef struct entry {
  placement_reconciliation_row row;
  char *label, *source, *metric, *column, *sentence; /* what the row points to */
} entry;

struct placement_reconciliation {
  size_t count;
  entry *entries;
};

/* What a sentence compares the published figure with. */
typedef struct comparison {
  const char *subject; /* "published" or "published total" */
  double with;
  const char *where; /* " on the plan basis" */
} comparison;

static bool within(double difference, double tolerance, double size)
{
  return fabs(difference) <= tolerance + SLACK * fabs(size);
}

/* The number of the published figure of the same metric and basis for financial year `year`, or SIZE_MAX. */
static size_t find_published(const placement_plan *plan, const plm_published *like, int32_t year)
{
  for (size_t i = 0; i < plan->published_count; i++) {
    const plm_published *other = &plan->published[i];
    if (other->column == year && other->on_plan_basis == like->on_plan_basis &&
        strcmp(other->metric, like->metric) == 0)
      return i;
  }
  return SIZE_MAX;
}

/* Whether `total`, published for the horizon, stands beside published years that add up to `value`, the total of the
 * scenario: then it contradicts its own years rather than the scenario. */
static bool contradicts_own_years(const placement_plan *plan, const plm_published *total, double value, double *sum)
{
  double tolerance = 0;
  *sum = 0;
  if ((size_t)total->column != plan->calendar.year_count)
    return false;
  for (int32_t year = 0; year < total->column; year++) {
    size_t i = find_published(plan, total, year);
    if (i == SIZE_MAX)
      return false;
    *sum += plan->published[i].value;
    tolerance += plan->published[i].tolerance;
  }
  return within(*sum - value, tolerance, value) && fabs(total->value - *sum) > tolerance;
}

/* As many decimals as the tolerance needs and the published figure was given with. */
static int places_of(const plm_published *published)
{
  double needed = published->tolerance > 0 ? 2 * published->tolerance : 0.01;
  int places = 0;
  for (double step = 1; places < MAX_PLACES; places++, step /= 10) {
    double steps = published->value / step;
    if (step <= needed + SLACK && fabs(steps - floor(steps + 0.5)) <= 1e-6)
      break;
  }
  return places;
}

static char *copy_sentence(const char *prefix, const char *text)
{
  size_t size = strlen(prefix) + strlen(text) + 1;
  char *sentence = plm_new_array(size, 1);
  if (sentence != NULL)
    (void)snprintf(sentence, size, "%s%s", prefix, text);
  return sentence;
}

/* A value with the decimals that it needs. */
static plm_decimal format_needed(double value)
{
  plm_decimal needed = plm_format_number(value);
  const char *point = strchr(needed.text, '.');
  return plm_format_decimal(value, point != NULL ? (int)strlen(point + 1) : 0, true);
}

/* "36.2 on average over all futures lies within 34 to 40 (37, give or take 3)": a range may be what was published. */
static char *agreement_within(const placement_reconciliation_row *row, const char *where, int places)
{
  char text[6 * PLM_DECIMAL_SIZE];
  (void)snprintf(
      text, sizeof text, "%s: %s%s lies within %s to %s (%s, give or take %s)",
      row->expected_to_agree ? "" : ", though expected to differ", plm_format_decimal(row->value, places, true).text,
      where, format_needed(row->published - row->tolerance).text, format_needed(row->published + row->tolerance).text,
      format_needed(row->published).text, format_needed(row->tolerance).text);
  return copy_sentence("agrees", text);
}

/* With the tolerance when the figures as shown are not the same. */
static char *agreement(const placement_reconciliation_row *row, const char *where, int places)
{
  char text[5 * PLM_DECIMAL_SIZE];
  const char *though = row->expected_to_agree ? "" : ", though expected to differ";
  plm_decimal published = plm_format_decimal(row->published, places, true);
  plm_decimal value = plm_format_decimal(row->value, places, true);
  double gap = plm_round_decimal(row->published, places) - plm_round_decimal(row->value, places);
  if (gap == 0)
    (void)snprintf(text, sizeof text, "%s: %s published, %s%s", though, published.text, value.text, where);
  else
    (void)snprintf(text, sizeof text, " within %s%s: published %s is %s %s than %s%s",
                   format_needed(row->tolerance).text, though, published.text,
                   plm_format_decimal(fabs(gap), places, true).text, gap > 0 ? "more" : "less", value.text, where);
  return copy_sentence("agrees", text);
}

static char *difference(const placement_reconciliation_row *row, const comparison *c, int places)
{
  char text[4 * PLM_DECIMAL_SIZE];
  plm_decimal published, with, by;
  double gap = 0; /* between the figures as shown */
  for (; gap == 0 && places <= PLM_DECIMAL_PLACES; places++)
    gap = plm_round_decimal(row->published, places) - plm_round_decimal(c->with, places);
  places--;
  published = plm_format_decimal(row->published, places, true);
  with = plm_format_decimal(c->with, places, true);
  by = plm_format_decimal(fabs(gap), places, true);
  (void)snprintf(text, sizeof text, "%s %s is %s %s than %s%s", c->subject, published.text, by.text,
                 row->published > c->with ? "more" : "less", with.text, c->where);
  return copy_sentence(row->expected_to_agree ? "differs, though expected to agree: " : "", text);
}

static char *absence(const placement_reconciliation_row *row, int places)
{
  char text[2 * PLM_DECIMAL_SIZE];
  (void)snprintf(text, sizeof text, "published %s has no counterpart %s",
                 plm_format_decimal(row->published, places, true).text,
                 row->on_plan_basis ? "on the plan basis" : "in any future simulated");
  return copy_sentence(row->expected_to_agree ? "differs, though expected to agree: " : "", text);
}

/* Averages of children are told to a tenth at least. */
static bool is_average(const placement_plan *plan, const char *metric)
{
  return placement_plan_metric_unit(plan, placement_plan_metric_find(plan, metric)) == PLACEMENT_UNIT_CHILDREN;
}

static char *sentence_of(const placement_plan *plan, const plm_published *published,
                         const placement_reconciliation_row *row)
{
  comparison c = {"published", row->value, row->on_plan_basis ? " on the plan basis" : " on average over all futures"};
  int places = places_of(published);
  double sum;
  if (isnan(row->value))
    return absence(row, places);
  if (row->agrees && row->tolerance > ROUNDING && row->difference != 0)
    return agreement_within(row, c.where, is_average(plan, row->metric) && places == 0 ? 1 : places);
  if (row->agrees)
    return agreement(row, c.where, places);
  if (contradicts_own_years(plan, published, row->value, &sum))
    c = (comparison){"published total", sum, ", the sum of its own years"};
  return difference(row, &c, places);
}

static placement_status add_entry(placement_reconciliation *r, const placement_plan *plan, size_t i, double value,
                                  placement_error *err)
{
  const plm_published *published = &plan->published[i];
  entry *e = &r->entries[r->count++];
  e->label = plm_copy_string(published->label);
  e->source = plm_copy_string(published->source);
  e->metric = plm_copy_string(published->metric);
  e->column = plm_copy_string(placement_plan_column_label(plan, (size_t)published->column));
  e->row = (placement_reconciliation_row){
      .label = e->label,
      .source = e->source,
      .metric = e->metric,
      .column = e->column,
      .published = published->value,
      .value = value,
      .difference = published->value - value,
      .tolerance = published->tolerance,
      .on_plan_basis = published->on_plan_basis,
      .agrees = !isnan(value) && within(published->value - value, published->tolerance, published->value),
      .expected_to_agree = published->expect_agrees,
  };
  e->sentence = sentence_of(plan, published, &e->row);
  if (e->label == NULL || e->source == NULL || e->metric == NULL || e->column == NULL || e->sentence == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

placement_status placement_reconciliation_new(const placement_plan *plan, const placement_basis *basis,
                                              const placement_summary *summary,
                                              placement_reconciliation **reconciliation, placement_error *err)
{
  placement_reconciliation *made = NULL;
  placement_status status = PLACEMENT_OK;
  if (plan == NULL || basis == NULL || reconciliation == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan, basis and reconciliation must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->entries = plm_new_array(plan->published_count, sizeof *made->entries);
  if (made->entries == NULL)
    status = plm_fail_memory(err);
  for (size_t i = 0; i < plan->published_count && status == PLACEMENT_OK; i++) {
    const plm_published *published = &plan->published[i];
    placement_statistics statistics = {0};
    double value;
    if (published->on_plan_basis) {
      value = placement_basis_value(basis, plan->published_metric[i], (size_t)published->column);
    } else if (summary != NULL) {
      status =
          placement_summary_statistics(summary, plan->published_metric[i], (size_t)published->column, &statistics, err);
      value = statistics.mean;
    } else {
      continue;
    }
    if (status == PLACEMENT_OK)
      status = add_entry(made, plan, i, value, err);
  }
  if (status != PLACEMENT_OK) {
    placement_reconciliation_free(made);
    return status;
  }
  *reconciliation = made;
  return PLACEMENT_OK;
}

void placement_reconciliation_free(placement_reconciliation *reconciliation)
{
  if (reconciliation == NULL)
    return;
  for (size_t i = 0; i < reconciliation->count; i++) {
    free(reconciliation->entries[i].label);
    free(reconciliation->entries[i].source);
    free(reconciliation->entries[i].metric);
    free(reconciliation->entries[i].column);
    free(reconciliation->entries[i].sentence);
  }
  free(reconciliation->entries);
  free(reconciliation);
}

size_t placement_reconciliation_count(const placement_reconciliation *reconciliation)
{
  return reconciliation == NULL ? 0 : reconciliation->count;
}

const placement_reconciliation_row *placement_reconciliation_at(const placement_reconciliation *reconciliation,
                                                                size_t index)
{
  return index < placement_reconciliation_count(reconciliation) ? &reconciliation->entries[index].row : NULL;
}

const char *placement_reconciliation_sentence(const placement_reconciliation *reconciliation, size_t index)
{
  return index < placement_reconciliation_count(reconciliation) ? reconciliation->entries[index].sentence : NULL;
}
