/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/vary.h"
#include "base/error.h"
#include "base/memory.h"
#include "plan/compile.h"
#include "plan/controls.h"
#include "plan/copula.h"
#include "plan/groups.h"
#include "plan/initial.h"
#include "plan/tables.h"
#include "scenario/input_key.h"
#include "scenario/inputs.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct plm_varied {
  placement_scenario *scenario; /* whose numbers are set */
  placement_plan *plan;         /* compiled from it */
  size_t fixed_tables;          /* tables that do not depend on draws */
  size_t count;
  plm_input *inputs;
  plm_uncertain_as *as;
  uint64_t *digests;
  const plm_quantile_table **tables; /* of the base plan */
  size_t *order;                     /* positions in the scenario */
  plm_copula copula;
  double *probabilities; /* that are not drawn, NAN: it is */
  bool *controls;        /* means (controls.h) */
  bool *refills;         /* what it touches: the last input that touches it */
  double *drawn;
};

static placement_status alloc(plm_varied *v, placement_error *err)
{
  size_t n = v->count;
  v->inputs = plm_new_array(n, sizeof *v->inputs);
  v->as = plm_new_array(n, sizeof *v->as);
  v->digests = plm_new_array(n, sizeof *v->digests);
  v->tables = plm_new_array(n, sizeof(const plm_quantile_table *));
  v->order = plm_new_array(n, sizeof *v->order);
  v->probabilities = plm_new_array(n, sizeof *v->probabilities);
  v->controls = plm_new_array(n, sizeof *v->controls);
  v->refills = plm_new_array(n, sizeof *v->refills);
  v->drawn = plm_new_array(n, sizeof *v->drawn);
  if (v->inputs == NULL || v->as == NULL || v->digests == NULL || v->tables == NULL || v->order == NULL ||
      v->probabilities == NULL || v->controls == NULL || v->refills == NULL || v->drawn == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < n; i++)
    v->probabilities[i] = NAN;
  return plm_copula_init(&v->copula, n, v->digests, err);
}

/* What the draws of each are keyed by, in the order of the scenario. */
static placement_status digest_keys(const placement_scenario *s, uint64_t *digests, placement_error *err)
{
  for (size_t i = 0; i < s->uncertain_count; i++) {
    char *key = plm_input_key(s, s->uncertain[i].input);
    if (key == NULL)
      return plm_fail_memory(err);
    digests[i] = plm_id_digest("input", key);
    free(key);
  }
  return PLACEMENT_OK;
}

/* Inputs in the order of their digests, because the factor of their correlations depends on the order. */
static void sort_inputs(const uint64_t *digests, size_t *order, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    for (; at > 0 && digests[order[at - 1]] > digests[i]; at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
}

static placement_status init_input(plm_varied *v, size_t i, const plm_uncertain *uncertain, placement_error *err)
{
  placement_status status = plm_input_find(v->scenario, uncertain->input, &v->inputs[i], err);
  if (status != PLACEMENT_OK)
    return status;
  v->as[i] = uncertain->as;
  return plm_tables_get(&v->plan->tables, &uncertain->distribution, &v->tables[i], err);
}

static placement_status init_inputs(plm_varied *v, placement_error *err)
{
  const placement_scenario *s = v->scenario;
  uint64_t *digests = plm_new_array(v->count, sizeof *digests);
  double *correlation = v->copula.correlation;
  placement_status status = digests == NULL ? plm_fail_memory(err) : digest_keys(s, digests, err);
  if (status == PLACEMENT_OK)
    sort_inputs(digests, v->order, v->count);
  for (size_t i = 0; status == PLACEMENT_OK && i < v->count; i++) {
    status = init_input(v, i, &s->uncertain[v->order[i]], err);
    v->digests[i] = digests[v->order[i]];
    for (size_t j = 0; j < v->count; j++)
      correlation[i * v->count + j] = s->correlation[v->order[i] * v->count + v->order[j]];
  }
  for (size_t i = 0, k = 0; i < v->count; i++) {
    v->controls[i] = plm_input_has_control(correlation, v->count, i) && k < PLM_INPUT_CONTROLS_MOST;
    k += v->controls[i];
  }
  if (status == PLACEMENT_OK && !plm_copula_factor(&v->copula))
    status = plm_fail(err, PLACEMENT_ERROR_SCENARIO, "the correlations contradict one another");
  free(digests);
  return status;
}

static bool same_part(const plm_input *a, const plm_input *b)
{
  return a->section == b->section && a->position == b->position;
}

/* Whether nothing that input i touches is touched by a later one. */
static bool is_last(const plm_varied *v, size_t i)
{
  for (size_t j = i + 1; j < v->count; j++)
    if (same_part(&v->inputs[i], &v->inputs[j]))
      return false;
  return true;
}

placement_status plm_varied_new(const placement_plan *base, plm_varied **varied, placement_error *err)
{
  plm_varied *made = plm_new_array(1, sizeof *made);
  placement_status status;
  if (made == NULL)
    return plm_fail_memory(err);
  made->count = base->scenario->uncertain_count;
  if ((status = plm_scenario_copy(base->scenario, &made->scenario, err)) != PLACEMENT_OK ||
      (status = plm_plan_new(made->scenario, &base->tables, &made->plan, err)) != PLACEMENT_OK ||
      (status = alloc(made, err)) != PLACEMENT_OK || (status = init_inputs(made, err)) != PLACEMENT_OK) {
    plm_varied_free(made);
    return status;
  }
  made->fixed_tables = made->plan->tables.count;
  for (size_t i = 0; i < made->count; i++) {
    made->refills[i] = is_last(made, i);
    if (made->inputs[i].section == PLM_SECTION_STAYS)
      made->plan->groups[made->inputs[i].position].nights_known = false;
  }
  *varied = made;
  return PLACEMENT_OK;
}

void plm_varied_free(plm_varied *v)
{
  if (v == NULL)
    return;
  free(v->inputs);
  free(v->as);
  free(v->digests);
  free(v->tables);
  free(v->order);
  free(v->probabilities);
  free(v->controls);
  free(v->refills);
  free(v->drawn);
  plm_copula_clear(&v->copula);
  placement_plan_free(v->plan);
  placement_scenario_free(v->scenario);
  free(v);
}

const placement_plan *plm_varied_plan(const plm_varied *v)
{
  return v->plan;
}

/* The smaller tail probability of a deviate, cut to 40 bits: what the C library rounds differently on other processors
 * does not reach the draw. */
static double tail_of(double deviate)
{
  double p = gsl_cdf_ugaussian_P(-fabs(deviate));
  int exponent;
  double fraction = frexp(p, &exponent);
  return ldexp(rint(ldexp(fraction, 40)), exponent - 40);
}

void plm_varied_redraw(plm_varied *v, const plm_redraw *redraw)
{
  for (size_t i = 0; i < v->count; i++) {
    double probability = redraw->probabilities != NULL ? redraw->probabilities[v->order[i]] : NAN;
    v->probabilities[i] = probability;
    v->copula.shifts[i] = redraw->shifts != NULL ? redraw->shifts[v->order[i]] : 0;
    v->copula.fixed[i] = isnan(probability) ? NAN : gsl_cdf_ugaussian_Pinv(probability);
  }
  plm_copula_take_turns(&v->copula);
}

static double draw_input(const plm_varied *v, size_t i, uint64_t seed, uint32_t replication)
{
  const double deviate = v->copula.deviates[i];
  uint32_t number = replication + (uint32_t)v->copula.shifts[i];
  if (!isnan(v->probabilities[i]))
    return plm_quantile_table_at(v->tables[i], v->probabilities[i], false);
  if (v->copula.correlated[i])
    return plm_quantile_table_at(v->tables[i], tail_of(deviate), deviate > 0);
  return plm_quantile_table_draw(v->tables[i],
                                 plm_stream_word(plm_stream_key(seed, v->digests[i]), number, 0, PLM_PURPOSE_INPUT, 0));
}

static void draw_inputs(plm_varied *v, uint64_t seed, uint32_t replication)
{
  plm_copula_draw(&v->copula, seed, replication);
  for (size_t i = 0; i < v->count; i++)
    v->drawn[i] = draw_input(v, i, seed, replication);
  for (size_t i = 0, k = 0; i < v->count; i++)
    if (v->controls[i])
      v->plan->input_controls[k++] = plm_input_control(v->tables[i], v->drawn[i]);
}

/* Compiles again what an input touches. Cost lines ask homes and schemes for beds and places when they are paid. */
static placement_status refill(placement_plan *plan, const placement_scenario *s, const plm_input *input,
                               placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  switch (input->section) {
  case PLM_SECTION_PRICES:
    plm_prices_fill(plan, s);
    break;
  case PLM_SECTION_GROUP:
    status = plm_group_fill(plan, s, input->position, err);
    break;
  case PLM_SECTION_ARRIVALS:
    plm_arrivals_fill(plan, s, input->position);
    break;
  case PLM_SECTION_STAYS:
    status = plm_group_fill(plan, s, input->position, err);
    if (status == PLACEMENT_OK)
      status = plm_initial_fill(plan, s, input->position, err);
    break;
  case PLM_SECTION_COMPATIBILITY:
    plm_compatibility_fill(plan, s);
    break;
  case PLM_SECTION_PHASE:
    status = plm_phase_fill(plan, s, input->position, err);
    break;
  case PLM_SECTION_HOME:
    status = plm_home_fill(plan, s, input->position, err);
    break;
  case PLM_SECTION_LINES:
    plm_lines_fill(plan, s);
    break;
  case PLM_SECTION_EXTERNAL:
  case PLM_SECTION_POLICY:
    plm_external_fill(plan, s);
    break;
  case PLM_SECTION_STEP_DOWN:
    plm_schemes_fill(plan, s);
    break;
  }
  return status;
}

static placement_status refill_all(plm_varied *v, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  plm_tables_truncate(&v->plan->tables, v->fixed_tables);
  for (size_t i = 0; status == PLACEMENT_OK && i < v->count; i++)
    if (v->refills[i])
      status = refill(v->plan, v->scenario, &v->inputs[i], err);
  return status;
}

static placement_status check_arrivals(const placement_plan *plan, uint32_t replication, placement_error *err)
{
  if (plm_groups_arrivals(plan) <= PLACEMENT_LIMIT_ARRIVALS)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_LIMIT,
                  "the uncertain inputs of replication %lu make all groups together expect more than 10,000,000 "
                  "arrivals over the horizon",
                  (unsigned long)replication);
}

placement_status plm_varied_draw(plm_varied *v, uint64_t seed, uint32_t replication, placement_error *err)
{
  draw_inputs(v, seed, replication);
  placement_status status = plm_inputs_set(v->scenario, v->inputs, v->as, v->drawn, v->count, err);
  if (status == PLACEMENT_OK)
    status = refill_all(v, err);
  plm_controls_expect(v->plan);
  return status == PLACEMENT_OK ? check_arrivals(v->plan, replication, err) : status;
}

size_t plm_varied_count(const plm_varied *v)
{
  return v->count;
}

plm_drawn plm_varied_drawn(const plm_varied *v, size_t i)
{
  return (plm_drawn){&v->inputs[i], v->as[i], v->drawn[i], plm_input_combine(&v->inputs[i], v->as[i], v->drawn[i])};
}
