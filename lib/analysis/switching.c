/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/switching.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "plan/plan.h"
#include "run/run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SCAN_POINTS = 13, WHOLE_POINTS_MOST = 25 };
#define TOLERANCE 1e-5       /* of the range */
#define CLOSE 0.02           /* standard errors */
#define WHOLE_TOLERANCE 1e-3 /* so that the ends of a bracket round to neighbours */

static placement_status check_question(const placement_switching_question *q, placement_error *err)
{
  if (q->pointers == NULL || q->pointer_count == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there must be an input");
  for (size_t i = 0; i < q->pointer_count; i++)
    if (q->pointers[i] == NULL)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "pointers[%zu] must not be NULL", i);
  if (q->as < PLACEMENT_CHANGE_VALUE || q->as > PLACEMENT_CHANGE_ADD)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "as is neither a value nor a factor nor to be added");
  if (!isfinite(q->low) || !isfinite(q->high) || (q->low >= q->high && (q->low != 0 || q->high != 0)))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "low must be below high, and both finite");
  if (q->against == NULL && !isfinite(q->target))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "target must be finite");
  if (q->against == NULL && q->both)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "both needs a scenario to compare with");
  return PLACEMENT_OK;
}

static placement_status check_plans(const placement_switching *s, placement_error *err)
{
  const placement_plan *plan = s->plan, *other = s->other_plan;
  if (s->metrics[0] >= plan->metric_count || s->column > plan->calendar.year_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no figure at metric %zu, column %zu", s->metrics[0],
                    s->column);
  if (other == NULL)
    return PLACEMENT_OK;
  const char *name = placement_plan_metric_name(plan, s->metrics[0]);
  if (strcmp(plan->currency, other->currency) != 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the scenario is in %s and the other in %s", plan->currency,
                    other->currency);
  if (plan->calendar.start != other->calendar.start || plan->calendar.days != other->calendar.days)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "the scenario runs over %zu financial years from %s and the other over %zu from %s: their horizons "
                    "must be the same",
                    plan->calendar.year_count, placement_plan_column_label(plan, 0), other->calendar.year_count,
                    placement_plan_column_label(other, 0));
  if (placement_plan_metric_find(other, name) == SIZE_MAX)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the other scenario has no metric %s", name);
  return PLACEMENT_OK;
}

static placement_status make_plans(placement_switching *s, const placement_scenario *scenario,
                                   const placement_switching_question *q, placement_error *err)
{
  placement_status status = placement_plan_new(scenario, &s->plan, err);
  if (status == PLACEMENT_OK && q->against != NULL)
    status = placement_plan_new(q->against, &s->other_plan, err);
  s->metrics[0] = q->metric;
  s->column = q->column;
  s->target = q->target;
  return status == PLACEMENT_OK ? check_plans(s, err) : status;
}

/* For plm_find_roots. What is 0 but for a fraction of its error is 0. */
static placement_status difference_at(void *context, double x, double *y, placement_error *err)
{
  plm_switching_curve *c = context;
  plm_switching_known known;
  placement_status status = plm_switching_glance(c, c->s->whole ? floor(x + 0.5) : x, &known, err);
  const placement_estimate *difference = &known.point.difference;
  if (status == PLACEMENT_OK)
    *y = fabs(difference->value) <= CLOSE * difference->se ? 0 : difference->value;
  return status;
}

static plm_root_search search_of(const placement_switching *s)
{
  double width = s->high - s->low;
  if (!s->whole)
    return (plm_root_search){s->low, s->high, SCAN_POINTS, TOLERANCE * width};
  size_t points = width < WHOLE_POINTS_MOST ? (size_t)width + 1 : SCAN_POINTS;
  return (plm_root_search){s->low, s->high, points, WHOLE_TOLERANCE};
}

static double amount_of(const placement_switching *s, const plm_root_search *search, size_t i)
{
  double amount = search->low + (double)i / (double)(search->points - 1) * (search->high - search->low);
  if (i == search->points - 1)
    return search->high;
  return s->whole ? floor(amount + 0.5) : amount;
}

/* Simulates the amounts of the scan, or gets those that have been; the ends with all replications if `ends`. */
static placement_status scan(plm_switching_curve *c, const plm_root_search *search, bool ends, placement_error *err)
{
  placement_switching *s = c->s;
  bool any = false;
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; i < search->points && status == PLACEMENT_OK; i++) {
    double amount = amount_of(s, search, i);
    bool end = i == 0 || i == search->points - 1;
    status = end && ends ? plm_switching_know(c, amount, &s->scan[i], err)
                         : plm_switching_glance(c, amount, &s->scan[i], err);
    any = any || (status == PLACEMENT_OK && !isnan(s->scan[i].point.difference.value));
  }
  s->scan_count = search->points;
  if (status == PLACEMENT_OK && !any && s->unsound[0] != '\0')
    return plm_fail(err, PLACEMENT_ERROR_SCENARIO, "%s", s->unsound);
  return status;
}

static placement_status find_switches(plm_switching_curve *c, placement_error *err)
{
  placement_switching *s = c->s;
  plm_root_search search = search_of(s);
  size_t count = 0;
  plm_root *roots = plm_new_array(search.points, sizeof *roots);
  s->scan = plm_new_array(search.points, sizeof *s->scan);
  s->switches = plm_new_array(search.points, sizeof *s->switches);
  placement_status status = PLACEMENT_OK;
  if (roots == NULL || s->scan == NULL || s->switches == NULL)
    status = plm_fail_memory(err);
  if (status == PLACEMENT_OK)
    status = scan(c, &search, false, err);
  if (status == PLACEMENT_OK)
    status = plm_find_roots(difference_at, c, &search, roots, &count, err);
  if (status == PLACEMENT_OK && count == 0)
    status = scan(c, &search, true, err);
  for (; s->count < count && status == PLACEMENT_OK; s->count += status == PLACEMENT_OK)
    status = plm_switching_describe(c, &search, &roots[s->count], &s->switches[s->count], err);
  free(roots);
  return status;
}

/* What holds at each switching value, which has been simulated. */
static placement_status keep_places(plm_switching_curve *c, placement_error *err)
{
  placement_switching *s = c->s;
  placement_status status = PLACEMENT_OK;
  s->places = plm_new_array(s->count + 1, sizeof *s->places);
  if (s->places == NULL)
    return plm_fail_memory(err);
  for (size_t place = 0; place <= s->count && status == PLACEMENT_OK; place++)
    status = plm_switching_know(c, place == 0 ? NAN : s->switches[place - 1].amount.value, &s->places[place], err);
  s->places[0].point.amount = plm_switching_present(s);
  return status;
}

static placement_status search(placement_switching *s, const placement_scenario *scenario,
                               const placement_scenario *other, placement_error *err)
{
  plm_switching_curve curve;
  placement_status status = plm_switching_curve_init(&curve, s, scenario, other, err);
  if (status == PLACEMENT_OK)
    status = find_switches(&curve, err);
  if (status == PLACEMENT_OK)
    status = keep_places(&curve, err);
  if (status == PLACEMENT_OK && s->options.progress != NULL)
    s->options.progress(curve.done, curve.done, s->options.progress_data);
  plm_switching_curve_clear(&curve);
  return status;
}

placement_status placement_switching_new(const placement_scenario *scenario,
                                         const placement_switching_question *question,
                                         const placement_run_options *options, placement_switching **switching,
                                         placement_error *err)
{
  placement_switching_question q = PLACEMENT_SWITCHING_QUESTION_INIT;
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_status status = PLACEMENT_OK;
  if (scenario == NULL || question == NULL || switching == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario, question and switching must not be NULL");
  status = plm_read_options(&q, sizeof q, question, "placement_switching_question", err);
  if (status == PLACEMENT_OK && options != NULL)
    status = plm_read_options(&run, sizeof run, options, "placement_run_options", err);
  if (status == PLACEMENT_OK)
    status = check_question(&q, err);
  if (status == PLACEMENT_OK)
    status = plm_check_run_options(&run, err);
  if (status == PLACEMENT_OK && run.replications < 2)
    status = plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "switching values need at least 2 replications");
  if (status != PLACEMENT_OK)
    return status;
  placement_switching *made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->options = run;
  status = make_plans(made, scenario, &q, err);
  if (status == PLACEMENT_OK)
    status = plm_switching_read(made, scenario, &q, err);
  if (status == PLACEMENT_OK)
    status = search(made, scenario, q.against, err);
  made->options.progress = NULL;
  made->options.cancellation = NULL;
  if (status == PLACEMENT_OK)
    *switching = made;
  else
    placement_switching_free(made);
  return status;
}

void placement_switching_free(placement_switching *s)
{
  if (s == NULL)
    return;
  for (size_t i = 0; s->pointers != NULL && i < s->input_count; i++)
    free(s->pointers[i]);
  for (size_t i = 0; s->labels != NULL && i < s->input_count; i++)
    free(s->labels[i]);
  placement_plan_free(s->plan);
  placement_plan_free(s->other_plan);
  free(s->pointers);
  free(s->labels);
  free(s->inputs);
  free(s->scan);
  free(s->switches);
  free(s->places);
  free(s);
}

size_t placement_switching_count(const placement_switching *s)
{
  return s == NULL ? 0 : s->count;
}

const placement_switch *placement_switching_at(const placement_switching *s, size_t index)
{
  return index < placement_switching_count(s) ? &s->switches[index] : NULL;
}

const placement_switching_point *placement_switching_present(const placement_switching *s)
{
  return s == NULL ? NULL : &s->places[0].point;
}

size_t placement_switching_scan_count(const placement_switching *s)
{
  return s == NULL ? 0 : s->scan_count;
}

const placement_switching_point *placement_switching_scan(const placement_switching *s, size_t index)
{
  return index < placement_switching_scan_count(s) ? &s->scan[index].point : NULL;
}

size_t placement_switching_input_count(const placement_switching *s)
{
  return s == NULL ? 0 : s->input_count;
}

const placement_input *placement_switching_input(const placement_switching *s, size_t index)
{
  return index < placement_switching_input_count(s) ? &s->inputs[index] : NULL;
}

placement_status placement_switching_estimate(const placement_switching *s, size_t place, int32_t side, size_t metric,
                                              placement_estimate *estimate, placement_error *err)
{
  if (s == NULL || estimate == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "switching and estimate must not be NULL");
  bool scanned = place > s->count;
  if (place < s->count + 1 + s->scan_count && side >= 0 && side < (s->other_plan != NULL ? 2 : 1)) {
    for (size_t f = 0; f < PLM_SWITCHING_FIGURES; f++) {
      if (s->metrics[f] == metric) {
        *estimate = (scanned ? &s->scan[place - s->count - 1] : &s->places[place])->figures[side][f];
        return PLACEMENT_OK;
      }
    }
  }
  return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no estimate at place %zu, side %d, metric %zu", place,
                  (int)side, metric);
}
