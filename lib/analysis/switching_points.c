/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The curve that is searched for switching values: at each amount the scenario is changed, compiled and simulated.
 */
#include "analysis/switching.h"
#include "base/error.h"
#include "base/memory.h"
#include "run/run.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define PILOT_SHARE 10 /* a tenth of the replications, */
#define PILOT_LEAST 200
#define CERTAIN 5          /* standard errors from 0, tell the sign, */
#define NO_VARIATION 1e-12 /* unless nothing varies in them: what they have not seen yet may */
#define EXPECTED_POINTS 12 /* that are simulated with all replications */

static void note_progress(uint64_t done, uint64_t replications, void *data)
{
  plm_switching_curve *c = data;
  const placement_run_options *o = &c->s->options;
  (void)replications;
  if (c->done + done > c->expected)
    c->expected = c->done + done;
  o->progress(c->done + done, c->expected, o->progress_data);
}

placement_status plm_switching_curve_init(plm_switching_curve *c, placement_switching *s,
                                          const placement_scenario *scenario, const placement_scenario *other,
                                          placement_error *err)
{
  uint64_t n = s->options.replications;
  *c = (plm_switching_curve){.s = s, .scenario = scenario, .other = other};
  c->pilot = n / PILOT_SHARE >= PILOT_LEAST ? n / PILOT_SHARE : n;
  c->critical = n > 1 ? gsl_cdf_tdist_Qinv((1 - PLM_SWITCHING_LEVEL) / 2, (double)n - 1) : NAN;
  c->expected = EXPECTED_POINTS * n;
  c->changes = plm_new_array(s->input_count, sizeof *c->changes);
  if (c->changes == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < s->input_count; i++)
    c->changes[i] = (placement_change){s->pointers[i], s->as, 0};
  plm_switching_side_init(&c->sides[0], s->plan, s->metrics[0], s->column);
  for (size_t f = 0; f < PLM_SWITCHING_FIGURES; f++)
    s->metrics[f] = c->sides[0].metrics[f];
  if (other == NULL)
    return PLACEMENT_OK;
  size_t m = placement_plan_metric_find(s->other_plan, placement_plan_metric_name(s->plan, s->metrics[0]));
  plm_switching_side_init(&c->sides[1], s->other_plan, m, s->column);
  for (size_t side = 0; side < 2; side++) {
    c->sides[side].values = plm_new_array((size_t)n, c->sides[side].sampled_count * sizeof(double));
    if (c->sides[side].values == NULL)
      return plm_fail_memory(err);
  }
  return PLACEMENT_OK;
}

void plm_switching_curve_clear(plm_switching_curve *c)
{
  free(c->changes);
  free(c->sides[0].values);
  free(c->sides[1].values);
  free(c->points);
}

/* The plan of a scenario at an amount, or as it is (NAN). `plan` is NULL if it cannot have that amount. */
static placement_status plan_at(plm_switching_curve *c, const placement_scenario *of, double amount,
                                placement_plan **plan, placement_error *err)
{
  placement_scenario *changed = NULL;
  placement_error why = PLACEMENT_ERROR_INIT;
  *plan = NULL;
  if (isnan(amount))
    return placement_plan_new(of, plan, err);
  for (size_t i = 0; i < c->s->input_count; i++)
    c->changes[i].amount = amount;
  placement_status status = placement_scenario_change(of, c->changes, c->s->input_count, &changed, &why);
  if (status == PLACEMENT_ERROR_SCENARIO || status == PLACEMENT_ERROR_LIMIT) {
    if (c->s->unsound[0] == '\0')
      plm_copy_text(c->s->unsound, sizeof c->s->unsound, why.message);
    return PLACEMENT_OK;
  }
  if (status == PLACEMENT_OK)
    status = placement_plan_new(changed, plan, &why);
  placement_scenario_free(changed);
  if (status != PLACEMENT_OK && err != NULL)
    *err = why;
  return status;
}

static placement_status sample(plm_switching_curve *c, const placement_plan *plan, plm_switching_side *side, uint64_t n,
                               placement_error *err)
{
  placement_sample_options o = plm_sample_options_of(&c->s->options, note_progress, c);
  o.replications = n;
  placement_status status = placement_sample(plan, &o, side->sampled, side->sampled_count, side->values, err);
  c->done += n;
  return status;
}

static placement_status simulate_pair(plm_switching_curve *c, const placement_plan *plan, double amount, uint64_t n,
                                      plm_switching_known *known, placement_error *err)
{
  bool changed = c->s->both && !isnan(amount);
  placement_plan *other = NULL;
  placement_status status = PLACEMENT_OK;
  if (changed) {
    status = plan_at(c, c->other, amount, &other, err);
    if (status != PLACEMENT_OK || other == NULL) /* undefined */
      return status;
    status = sample(c, other, &c->sides[1], n, err);
    c->other_sampled = false;
  } else if (!c->other_sampled) {
    status = sample(c, c->s->other_plan, &c->sides[1], c->s->options.replications, err);
    c->other_sampled = true;
  }
  if (status == PLACEMENT_OK)
    status = sample(c, plan, &c->sides[0], n, err);
  if (status == PLACEMENT_OK)
    plm_switching_pair(c->sides, n, known);
  placement_plan_free(other);
  return status;
}

static placement_status run(plm_switching_curve *c, const placement_plan *plan, uint64_t n, placement_summary **summary,
                            placement_error *err)
{
  placement_run_options o = c->s->options;
  o.replications = n;
  o.progress = o.progress != NULL ? note_progress : NULL;
  o.progress_data = c;
  placement_status status = placement_run(plan, &o, summary, err);
  c->done += n;
  if (status != PLACEMENT_OK || placement_summary_replications(*summary) == n)
    return status;
  return plm_fail(err, PLACEMENT_ERROR_CANCELLED, "cancelled before the search was at its end");
}

/* Against a target: adjusted means, where there are any. */
static placement_status simulate_one(plm_switching_curve *c, const placement_plan *plan, uint64_t n,
                                     plm_switching_known *known, placement_error *err)
{
  const placement_switching *s = c->s;
  placement_summary *summary = NULL;
  placement_status status = run(c, plan, n, &summary, err);
  for (size_t f = 0; f < PLM_SWITCHING_FIGURES && status == PLACEMENT_OK; f++) {
    placement_statistics found;
    status = placement_summary_statistics(summary, s->metrics[f], s->column, &found, err);
    bool adjusted = status == PLACEMENT_OK && !isnan(found.mean_adjusted);
    if (status == PLACEMENT_OK)
      known->figures[0][f] = plm_switching_estimate(adjusted ? found.mean_adjusted : found.mean,
                                                    adjusted ? found.se_adjusted : found.se, n);
  }
  placement_summary_free(summary);
  plm_estimate figure = known->figures[0][0];
  known->point.figure = figure;
  known->point.other = (plm_estimate){s->target, 0, s->target, s->target};
  known->point.difference = plm_switching_estimate(figure.value - s->target, figure.se, n);
  return status;
}

/* Everything is undefined at first. */
static plm_switching_known unknown(double amount, uint64_t n)
{
  static const plm_estimate undefined = {NAN, NAN, NAN, NAN};
  plm_switching_known known = {.point = {amount, n, undefined, undefined, undefined}};
  for (size_t f = 0; f < PLM_SWITCHING_FIGURES; f++)
    known.figures[0][f] = known.figures[1][f] = undefined;
  return known;
}

/* With at least n replications: simulated unless it is known. */
static placement_status find_point(plm_switching_curve *c, double amount, uint64_t n, plm_switching_known *known,
                                   placement_error *err)
{
  placement_plan *plan = NULL;
  *known = unknown(amount, n);
  for (size_t i = 0; i < c->count; i++) {
    if (c->points[i].point.amount == amount && c->points[i].point.replications >= n) {
      *known = c->points[i];
      return PLACEMENT_OK;
    }
  }
  if (plm_grow_array((void **)&c->points, &c->capacity, c->count + 1, sizeof *c->points) != 0)
    return plm_fail_memory(err);
  placement_status status = plan_at(c, c->scenario, amount, &plan, err);
  if (status == PLACEMENT_OK && plan != NULL)
    status = c->other != NULL ? simulate_pair(c, plan, amount, n, known, err) : simulate_one(c, plan, n, known, err);
  placement_plan_free(plan);
  if (status == PLACEMENT_OK)
    c->points[c->count++] = *known;
  return status;
}

placement_status plm_switching_know(plm_switching_curve *c, double amount, plm_switching_known *known,
                                    placement_error *err)
{
  return find_point(c, amount, c->s->options.replications, known, err);
}

placement_status plm_switching_point_at(plm_switching_curve *c, double amount, placement_switching_point *point,
                                        placement_error *err)
{
  plm_switching_known known;
  placement_status status = plm_switching_know(c, amount, &known, err);
  if (status == PLACEMENT_OK)
    *point = known.point;
  return status;
}

static bool tells_sign(const placement_switching_point *p)
{
  double size = fmax(fabs(p->figure.value), fabs(p->other.value));
  return p->difference.se > NO_VARIATION * size && fabs(p->difference.value) > CERTAIN * p->difference.se;
}

placement_status plm_switching_glance(plm_switching_curve *c, double amount, plm_switching_known *known,
                                      placement_error *err)
{
  placement_status status = find_point(c, amount, c->pilot, known, err);
  return status == PLACEMENT_OK && !tells_sign(&known->point) ? plm_switching_know(c, amount, known, err) : status;
}
