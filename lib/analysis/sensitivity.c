/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked for, and what was found.
 */
#include "analysis/sensitivity.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "run/run.h"
#include "scenario/input_key.h"

#include <placement/change.h>
#include <placement/plan.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void placement_sensitivity_free(placement_sensitivity *s)
{
  if (s == NULL)
    return;
  for (size_t i = 0; s->bars != NULL && i < s->bar_count; i++) {
    free(s->bars[i].members);
    free(s->bars[i].ends);
    free(s->bars[i].label);
  }
  for (size_t i = 0; s->labels != NULL && i < s->input_count; i++)
    free(s->labels[i]);
  for (size_t i = 0; s->pointers != NULL && i < s->input_count; i++)
    free(s->pointers[i]);
  free(s->bars);
  free(s->labels);
  free(s->pointers);
  free(s->metric);
  free(s->column);
  free(s->title);
  free(s->sha256);
  free(s->currency);
  placement_plan_free(s->plan);
  free(s);
}

static placement_status check_inputs(const placement_scenario *scenario, const placement_sensitivity_options *what,
                                     placement_error *err)
{
  size_t count = placement_scenario_uncertain_count(scenario);
  if (count == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "nothing is uncertain about the scenario");
  if (what->inputs != NULL && what->input_count == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "input_count must be at least 1, or inputs NULL for all");
  for (size_t i = 0; what->inputs != NULL && i < what->input_count; i++)
    if (what->inputs[i] >= count)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "inputs[%zu]: there is no uncertain input %zu", i,
                      what->inputs[i]);
  return PLACEMENT_OK;
}

static placement_status check_options(const placement_run_options *options, placement_error *err)
{
  placement_status status = plm_check_run_options(options, err);
  if (status == PLACEMENT_OK && options->replications < 2)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a sensitivity analysis needs at least 2 replications");
  if (status == PLACEMENT_OK && options->first + 3 * options->replications > PLM_NUMBER_END)
    status =
        plm_fail(err, PLACEMENT_ERROR_LIMIT, "first + 3 x replications must be at most %ju", (uintmax_t)PLM_NUMBER_END);
  return status;
}

static bool move_together(const placement_scenario *scenario, size_t i, size_t j)
{
  return fabs(placement_scenario_uncertain_correlation(scenario, i, j)) >= 1;
}

/* The first input that moves with input i: correlations of 1 are transitive. */
static size_t lead_of(const placement_scenario *scenario, size_t i)
{
  size_t lead = 0;
  while (!move_together(scenario, i, lead))
    lead++;
  return lead;
}

/* What the members are called, and what each is at either end. */
static placement_status tell_members(plm_sensitivity_bar *bar, const placement_scenario *scenario, char *const *labels,
                                     placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  bar->label = plm_joint_label(labels, bar->members, bar->member_count);
  bar->ends = plm_new_array(bar->member_count, sizeof *bar->ends);
  if (bar->label == NULL || bar->ends == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; status == PLACEMENT_OK && i < bar->member_count; i++) {
    size_t member = bar->members[i];
    plm_sensitivity_ends *ends = &bar->ends[i];
    placement_input input = {0};
    bool against = placement_scenario_uncertain_correlation(scenario, member, bar->members[0]) < 0;
    double *low = against ? &ends->high : &ends->low, *high = against ? &ends->low : &ends->high;
    status = placement_scenario_input(scenario, placement_scenario_uncertain_pointer(scenario, member), &input, err);
    if (status == PLACEMENT_OK)
      status = placement_scenario_uncertain_quantile(scenario, member, PLACEMENT_SENSITIVITY_LOW, low, err);
    if (status == PLACEMENT_OK)
      status = placement_scenario_uncertain_quantile(scenario, member, PLACEMENT_SENSITIVITY_HIGH, high, err);
    ends->factor = input.factor_only != 0;
    ends->value = input.value;
  }
  bar->bar.factor = bar->ends[0].factor;
  return status;
}

static placement_status new_bar(plm_sensitivity_bar *bar, const placement_scenario *scenario, size_t lead,
                                char *const *labels, placement_error *err)
{
  size_t count = placement_scenario_uncertain_count(scenario);
  bar->members = plm_new_array(count, sizeof *bar->members);
  if (bar->members == NULL)
    return plm_fail_memory(err);
  for (size_t i = lead; i < count; i++) {
    if (move_together(scenario, i, lead))
      bar->members[bar->member_count++] = i;
    else
      bar->bar.correlated |= placement_scenario_uncertain_correlation(scenario, i, lead) != 0;
  }
  for (size_t i = 0; i < lead; i++)
    bar->bar.correlated |= placement_scenario_uncertain_correlation(scenario, i, lead) != 0;
  return tell_members(bar, scenario, labels, err);
}

/* A bar for each set of inputs that move together and of which one is asked for. */
static placement_status new_bars(placement_sensitivity *s, const placement_scenario *scenario,
                                 const placement_sensitivity_options *what, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  bool *asked = plm_new_array(s->input_count, sizeof *asked);
  s->bars = plm_new_array(s->input_count, sizeof *s->bars);
  if (asked == NULL || s->bars == NULL) {
    free(asked);
    return plm_fail_memory(err);
  }
  for (size_t i = 0; i < (what->inputs != NULL ? what->input_count : s->input_count); i++)
    asked[lead_of(scenario, what->inputs != NULL ? what->inputs[i] : i)] = true;
  for (size_t i = 0; status == PLACEMENT_OK && i < s->input_count; i++)
    if (asked[i])
      status = new_bar(&s->bars[s->bar_count++], scenario, i, s->labels, err);
  free(asked);
  return status;
}

/* Copies what the findings tell of the scenario. */
static placement_status describe(placement_sensitivity *s, const placement_scenario *scenario,
                                 const placement_plan *plan, placement_error *err)
{
  bool failed = false;
  s->metric = plm_copy_string(placement_plan_metric_name(plan, s->figure.metric));
  s->column = plm_copy_string(placement_plan_column_label(plan, s->figure.column));
  s->unit = placement_plan_metric_unit(plan, s->figure.metric);
  s->title = plm_copy_string(placement_scenario_title(scenario));
  s->sha256 = plm_copy_string(placement_scenario_sha256(scenario));
  s->currency = plm_copy_string(placement_scenario_currency(scenario));
  s->input_count = placement_scenario_uncertain_count(scenario);
  s->labels = plm_new_array(s->input_count, sizeof *s->labels);
  s->pointers = plm_new_array(s->input_count, sizeof *s->pointers);
  failed = s->metric == NULL || s->column == NULL || s->title == NULL || s->sha256 == NULL || s->currency == NULL ||
           s->labels == NULL || s->pointers == NULL;
  for (size_t i = 0; !failed && i < s->input_count; i++) {
    s->pointers[i] = plm_copy_string(placement_scenario_uncertain_pointer(scenario, i));
    s->labels[i] = plm_input_label(scenario, placement_scenario_uncertain_pointer(scenario, i));
    failed = s->pointers[i] == NULL || s->labels[i] == NULL;
  }
  return failed ? plm_fail_memory(err) : PLACEMENT_OK;
}

static placement_status find_figure(placement_sensitivity *s, const placement_plan *plan,
                                    const placement_figure *figure, placement_error *err)
{
  size_t years = placement_plan_year_count(plan);
  s->figure = (placement_figure){placement_plan_metric_find(plan, "cost.total"), years};
  if (figure == NULL)
    return PLACEMENT_OK;
  s->figure = *figure;
  if (figure->metric < placement_plan_metric_count(plan) && figure->column <= years)
    return PLACEMENT_OK;
  return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no figure at metric %zu, column %zu", figure->metric,
                  figure->column);
}

/* Of equal effects the first in the scenario comes first. */
static void sort_bars(placement_sensitivity *s)
{
  for (size_t i = 1; i < s->bar_count; i++) {
    plm_sensitivity_bar bar = s->bars[i];
    size_t at = i;
    for (; at > 0 && fabs(s->bars[at - 1].bar.mean_effect.value) < fabs(bar.bar.mean_effect.value); at--)
      s->bars[at] = s->bars[at - 1];
    s->bars[at] = bar;
  }
}

placement_status placement_sensitivity_new(const placement_scenario *scenario,
                                           const placement_sensitivity_options *what,
                                           const placement_run_options *options, placement_sensitivity **sensitivity,
                                           placement_error *err)
{
  placement_sensitivity_options asked = PLACEMENT_SENSITIVITY_OPTIONS_INIT;
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_status status = PLACEMENT_OK;
  placement_sensitivity *made = NULL;
  placement_plan *plan = NULL;
  if (scenario == NULL || sensitivity == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario and sensitivity must not be NULL");
  if ((what != NULL &&
       (status = plm_read_options(&asked, sizeof asked, what, "placement_sensitivity_options", err)) != PLACEMENT_OK) ||
      (options != NULL &&
       (status = plm_read_options(&run, sizeof run, options, "placement_run_options", err)) != PLACEMENT_OK) ||
      (status = check_options(&run, err)) != PLACEMENT_OK ||
      (status = check_inputs(scenario, &asked, err)) != PLACEMENT_OK)
    return status;
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  made->options = run;
  made->options.progress = NULL;
  made->options.progress_data = NULL;
  made->options.cancellation = NULL;
  made->indices = asked.indices != 0;
  if ((status = placement_plan_new(scenario, &plan, err)) != PLACEMENT_OK ||
      (status = find_figure(made, plan, asked.figure, err)) != PLACEMENT_OK ||
      (status = describe(made, scenario, plan, err)) != PLACEMENT_OK ||
      (status = new_bars(made, scenario, &asked, err)) != PLACEMENT_OK ||
      (status = plm_sensitivity_run(made, scenario, plan, &run, err)) != PLACEMENT_OK)
    goto out;
  sort_bars(made);
  made->plan = plan;
  *sensitivity = made;
  made = NULL;
  plan = NULL;
out:
  placement_sensitivity_free(made);
  placement_plan_free(plan);
  return status;
}

placement_status placement_sensitivity_figure(const placement_sensitivity *s, placement_sensitivity_whole *whole,
                                              placement_error *err)
{
  if (s == NULL || whole == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sensitivity and whole must not be NULL");
  *whole = s->whole;
  return PLACEMENT_OK;
}

size_t placement_sensitivity_count(const placement_sensitivity *s)
{
  return s->bar_count;
}

placement_status placement_sensitivity_at(const placement_sensitivity *s, size_t index, placement_sensitivity_bar *bar,
                                          placement_error *err)
{
  if (s == NULL || bar == NULL || index >= s->bar_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no bar %zu, or no place for it", index);
  *bar = s->bars[index].bar;
  return PLACEMENT_OK;
}

size_t placement_sensitivity_member_count(const placement_sensitivity *s, size_t index)
{
  return index < s->bar_count ? s->bars[index].member_count : 0;
}

size_t placement_sensitivity_member(const placement_sensitivity *s, size_t index, size_t member)
{
  return index < s->bar_count && member < s->bars[index].member_count ? s->bars[index].members[member] : SIZE_MAX;
}
