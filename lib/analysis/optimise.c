/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stages of a search: all candidates, then those that can still be the best, then the efficient frontier, then the
 * best afresh. Plans are made when they are needed, since thousands of them would not fit into memory.
 */
#include "analysis/optimisation.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "run/run.h"

#include <math.h>
#include <stdlib.h>

#define FRONTIER_ROUNDS 4
#define DEFAULT_SHORTFALL 0.9

typedef struct driver {
  plm_race race;
  placement_run_options run;
  placement_optimise_options options;
  uint64_t done, expected; /* replications, as progress is told */
  size_t looks;            /* at how sure it is */
  placement_optimisation *made;
  placement_error *err;
} driver;

/* --- replications --- */

static void tell_progress(uint64_t done, uint64_t replications, void *data)
{
  const driver *d = data;
  (void)replications;
  d->run.progress(d->done + done, d->expected, d->run.progress_data);
}

static placement_sample_options sampling(driver *d, uint64_t first, uint64_t replications)
{
  placement_sample_options o = plm_sample_options_of(&d->run, tell_progress, d);
  o.replications = replications;
  o.first = first;
  return o;
}

static placement_status make_plan(driver *d, size_t candidate, placement_plan **plan)
{
  placement_scenario *scenario = NULL;
  placement_status status = placement_search_scenario(d->race.search, candidate, &scenario, d->err);
  if (status == PLACEMENT_OK)
    status = placement_plan_new(scenario, plan, d->err);
  placement_scenario_free(scenario);
  return status;
}

/* Brings a candidate to n replications. */
static placement_status sample(driver *d, size_t candidate, size_t n)
{
  plm_race *race = &d->race;
  plm_trial *t = &race->trials[candidate];
  placement_plan *plan = NULL;
  placement_status status;
  if (n <= t->n)
    return PLACEMENT_OK;
  if (plm_grow_array((void **)&t->values, &t->capacity, n * race->figure_count, sizeof *t->values) != 0)
    return plm_fail_memory(d->err);
  status = make_plan(d, candidate, &plan);
  if (status == PLACEMENT_OK) {
    placement_sample_options o = sampling(d, d->run.first + t->n, n - t->n);
    status =
        placement_sample(plan, &o, race->figures, race->figure_count, t->values + t->n * race->figure_count, d->err);
  }
  placement_plan_free(plan);
  if (status != PLACEMENT_OK)
    return status;
  d->done += n - t->n;
  t->n = n;
  plm_race_look(race, candidate);
  return PLACEMENT_OK;
}

static size_t sampled(const plm_race *race)
{
  size_t total = 0;
  for (size_t i = 0; i < race->count; i++)
    total += race->trials[i].n;
  return total;
}

/* --- stages --- */

static placement_status first_stage(driver *d)
{
  plm_race *race = &d->race;
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; i < race->count && status == PLACEMENT_OK; i++)
    status = sample(d, i, d->options.first_stage);
  if (status != PLACEMENT_OK)
    return status;
  plm_race_select(race);
  plm_rows rows = plm_trial_rows(race, race->best, race->trials[race->best].n);
  double lowest = plm_reading_estimate(&race->readings[PLM_OBJECTIVE], rows, race->scratch[2]).value;
  race->indifference = d->options.indifference >= 0 ? d->options.indifference : fabs(lowest) / 1000;
  return PLACEMENT_OK;
}

static placement_status sample_all(driver *d, const size_t *allocation)
{
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; i < d->race.count; i++)
    d->expected += allocation[i] - d->race.trials[i].n;
  for (size_t i = 0; i < d->race.count && status == PLACEMENT_OK; i++)
    status = sample(d, i, allocation[i]);
  return status;
}

/* Each stage adds a half, so that there are few looks. Who looks often finds what it wants by chance: of the
 * probability of error that is allowed, look k has 1 / (k (k + 1)), and the last what is left, 1 / k (alpha spending:
 * Lan and DeMets 1983, Biometrika 70, 659-663). */
static placement_status further_stages(driver *d)
{
  plm_race *race = &d->race;
  size_t *allocation = plm_new_array(race->count, sizeof *allocation);
  placement_status status = allocation != NULL ? PLACEMENT_OK : plm_fail_memory(d->err);
  while (status == PLACEMENT_OK) {
    size_t total = sampled(race), more = total / 2, room = PLACEMENT_LIMIT_SAMPLED / race->figure_count;
    double look = (double)++d->looks;
    if (more < 2 * d->options.first_stage)
      more = 2 * d->options.first_stage;
    plm_race_select(race);
    race->correct = fmax(0, 1 - look * (look + 1) * race->wrong);
    if (race->correct >= d->options.confidence)
      break;
    race->correct = fmax(0, 1 - look * race->wrong);
    if (total + 2 * more > room || !plm_race_allocate(race, more, d->run.replications, allocation, &status))
      break;
    status = sample_all(d, allocation);
  }
  if (status == PLACEMENT_ERROR_MEMORY)
    (void)plm_fail_memory(d->err);
  free(allocation);
  return status;
}

/* --- the efficient frontier --- */

/* Whoever is on the frontier gets as many replications as the best, until none of few is left on it. If one of them
 * turns out better than the best, the search goes on. */
static placement_status frontier_stages(driver *d)
{
  plm_race *race = &d->race;
  size_t *allocation = plm_new_array(race->count, sizeof *allocation);
  placement_status status = allocation != NULL ? PLACEMENT_OK : plm_fail_memory(d->err);
  for (size_t round = 0; round < FRONTIER_ROUNDS && status == PLACEMENT_OK; round++) {
    size_t total = 0, best = race->best, wanted = race->trials[best].n;
    bool any = false;
    plm_describe_all(race, d->made);
    plm_mark_frontier(race, d->made);
    for (size_t i = 0; i < race->count; i++) {
      allocation[i] = d->made->candidates[i].efficient && race->trials[i].n < wanted ? wanted : race->trials[i].n;
      any = any || allocation[i] > race->trials[i].n;
      total += allocation[i];
    }
    if (!any || total > PLACEMENT_LIMIT_SAMPLED / race->figure_count)
      break;
    status = sample_all(d, allocation);
    plm_race_select(race);
    if (race->best != best && status == PLACEMENT_OK)
      status = further_stages(d);
  }
  if (status == PLACEMENT_OK) {
    plm_describe_all(race, d->made);
    plm_mark_frontier(race, d->made);
  }
  free(allocation);
  return status;
}

/* --- what it came to --- */

/* The best again, by replications after all those that chose it. */
static placement_status run_fresh(driver *d)
{
  plm_race *race = &d->race;
  placement_optimisation *o = d->made;
  placement_candidate *c = &o->fresh;
  placement_run_options run = d->run;
  plm_rows rows = {NULL, race->figure_count, d->run.replications};
  double *values = plm_new_array(rows.n * rows.stride, sizeof *values);
  placement_status status = values != NULL ? make_plan(d, race->best, &o->plan) : plm_fail_memory(d->err);
  d->expected = d->done + 2 * rows.n;
  run.first += rows.n;
  if (status == PLACEMENT_OK) {
    placement_sample_options options = sampling(d, run.first, rows.n);
    status = placement_sample(o->plan, &options, race->figures, race->figure_count, values, d->err);
  }
  d->done += rows.n;
  run.progress = run.progress != NULL ? tell_progress : NULL;
  run.progress_data = d;
  if (status == PLACEMENT_OK)
    status = placement_run(o->plan, &run, &o->summary, d->err);
  if (status == PLACEMENT_OK && placement_summary_replications(o->summary) < rows.n)
    status = plm_fail(d->err, PLACEMENT_ERROR_CANCELLED, "the search was cancelled");
  rows.values = values;
  if (status == PLACEMENT_OK)
    plm_describe(race, rows, c, o->fresh_limits);
  c->replications = rows.n;
  c->efficient = o->candidates[race->best].efficient;
  free(values);
  return status;
}

static void tell_course(driver *d)
{
  const plm_race *race = &d->race;
  d->made->course = (placement_search_course){.best = race->best,
                                              .feasible = race->feasible,
                                              .correct = race->correct,
                                              .confidence = d->options.confidence,
                                              .indifference = race->indifference,
                                              .first_stage = d->options.first_stage,
                                              .most = d->run.replications,
                                              .replications = sampled(race),
                                              .candidates = race->count,
                                              .shortfall_level = race->readings[PLM_OF_SHORTFALL].of.p};
}

/* --- preparation --- */

static placement_status read_options(driver *d, const placement_run_options *run,
                                     const placement_optimise_options *options)
{
  placement_status status = PLACEMENT_OK;
  placement_run_options whole;
  if (run != NULL)
    status = plm_read_options(&d->run, sizeof d->run, run, "placement_run_options", d->err);
  if (status == PLACEMENT_OK && options != NULL)
    status = plm_read_options(&d->options, sizeof d->options, options, "placement_optimise_options", d->err);
  if (status != PLACEMENT_OK)
    return status;
  if (d->run.replications < PLACEMENT_LEAST_FIRST_STAGE || d->options.first_stage < PLACEMENT_LEAST_FIRST_STAGE)
    return plm_fail(d->err, PLACEMENT_ERROR_ARGUMENT, "a search needs at least %d replications of each candidate",
                    PLACEMENT_LEAST_FIRST_STAGE);
  if (!(d->options.confidence >= 0.5 && d->options.confidence <= 0.9999) || !isfinite(d->options.indifference))
    return plm_fail(d->err, PLACEMENT_ERROR_ARGUMENT,
                    "confidence must be from 0.5 to 0.9999, and indifference a number");
  if (d->run.replications > PLACEMENT_LIMIT_REPLICATIONS / 2)
    return plm_fail(d->err, PLACEMENT_ERROR_LIMIT, "a search has at most %lld replications of a candidate",
                    (long long)PLACEMENT_LIMIT_REPLICATIONS / 2);
  if (d->options.first_stage > d->run.replications)
    d->options.first_stage = d->run.replications;
  whole = d->run;
  whole.replications *= 2;
  return plm_check_run_options(&whole, d->err);
}

/* What is measured of every candidate; that its figures are not too many. */
static placement_status choose_figures(driver *d, const placement_search *s)
{
  plm_race *race = &d->race;
  size_t count = PLM_OF_LIMITS + s->limit_count;
  plm_measure measures[PLM_OF_LIMITS] = {s->objective, s->objective, s->objective, s->objective};
  measures[PLM_OF_MEAN].statistic = PLM_MEAN;
  measures[PLM_OF_P80].statistic = PLM_QUANTILE;
  measures[PLM_OF_P80].p = 0.8;
  measures[PLM_OF_SHORTFALL].statistic = PLM_SHORTFALL;
  if (s->objective.statistic != PLM_SHORTFALL)
    measures[PLM_OF_SHORTFALL].p = DEFAULT_SHORTFALL;
  race->readings = plm_new_array(count, sizeof *race->readings);
  race->figures = plm_new_array(PLM_READING_FIGURES * count, sizeof *race->figures);
  if (race->readings == NULL || race->figures == NULL)
    return plm_fail_memory(d->err);
  for (size_t m = 0; m < count; m++)
    race->readings[m] = plm_reading_of(s->plan, m < PLM_OF_LIMITS ? &measures[m] : &s->limits[m - PLM_OF_LIMITS].of,
                                       race->figures, &race->figure_count);
  uint64_t first = (uint64_t)s->candidate_count * d->options.first_stage;
  if (first > PLACEMENT_LIMIT_SAMPLED / race->figure_count ||
      d->run.replications > PLACEMENT_LIMIT_SAMPLED / race->figure_count)
    return plm_fail(d->err, PLACEMENT_ERROR_LIMIT,
                    "a search keeps %d figures, which is %zu replications here: %zu candidates with %ju each, or one "
                    "with %ju, have more",
                    PLACEMENT_LIMIT_SAMPLED, PLACEMENT_LIMIT_SAMPLED / race->figure_count, s->candidate_count,
                    (uintmax_t)d->options.first_stage, (uintmax_t)d->run.replications);
  return PLACEMENT_OK;
}

static placement_status prepare(driver *d, const placement_search *s)
{
  plm_race *race = &d->race;
  placement_optimisation *o = d->made;
  placement_status status = choose_figures(d, s);
  if (status != PLACEMENT_OK)
    return status;
  race->search = s;
  race->count = s->candidate_count;
  race->confidence = d->options.confidence;
  race->trials = plm_new_array(race->count, sizeof *race->trials);
  o->limit_count = s->limit_count;
  o->candidates = plm_new_array(race->count, sizeof *o->candidates);
  o->limits = plm_new_array(race->count * s->limit_count, sizeof *o->limits);
  o->fresh_limits = plm_new_array(s->limit_count, sizeof *o->fresh_limits);
  o->ranked = plm_new_array(race->count, sizeof *o->ranked);
  for (size_t i = 0; i < 3; i++)
    race->scratch[i] = plm_new_array(d->run.replications, sizeof *race->scratch[i]);
  if (race->trials == NULL || o->candidates == NULL || o->limits == NULL || o->fresh_limits == NULL ||
      o->ranked == NULL || race->scratch[0] == NULL || race->scratch[1] == NULL || race->scratch[2] == NULL)
    return plm_fail_memory(d->err);
  for (size_t i = 0; i < race->count; i++) {
    race->trials[i].kept = plm_new_array(s->limit_count, sizeof *race->trials[i].kept);
    if (race->trials[i].kept == NULL)
      return plm_fail_memory(d->err);
  }
  d->expected = race->count * d->options.first_stage + 2 * d->run.replications;
  return PLACEMENT_OK;
}

static void clear(driver *d)
{
  plm_race *race = &d->race;
  for (size_t i = 0; race->trials != NULL && i < race->count; i++) {
    free(race->trials[i].values);
    free(race->trials[i].kept);
  }
  free(race->trials);
  free(race->readings);
  free(race->figures);
  for (size_t i = 0; i < 3; i++)
    free(race->scratch[i]);
  placement_optimisation_free(d->made);
}

placement_status placement_optimise(const placement_search *search, const placement_run_options *run,
                                    const placement_optimise_options *options, placement_optimisation **optimisation,
                                    placement_error *err)
{
  driver d = {.run = PLACEMENT_RUN_OPTIONS_INIT, .options = PLACEMENT_OPTIMISE_OPTIONS_INIT, .err = err};
  placement_status status;
  if (search == NULL || optimisation == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "search and optimisation must not be NULL");
  d.made = plm_new_array(1, sizeof *d.made);
  status = d.made != NULL ? read_options(&d, run, options) : plm_fail_memory(err);
  if (status == PLACEMENT_OK)
    status = prepare(&d, search);
  if (status == PLACEMENT_OK)
    status = first_stage(&d);
  if (status == PLACEMENT_OK)
    status = further_stages(&d);
  if (status == PLACEMENT_OK)
    status = frontier_stages(&d);
  if (status == PLACEMENT_OK)
    status = run_fresh(&d);
  if (status == PLACEMENT_OK) {
    plm_rank(&d.race, d.made);
    tell_course(&d);
    *optimisation = d.made;
    d.made = NULL;
  }
  clear(&d);
  return status;
}
