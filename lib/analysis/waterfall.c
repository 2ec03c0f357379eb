/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/waterfall.h"
#include "analysis/comparison.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "plan/plan.h"
#include "run/run.h"
#include "scenario/mix.h"

#include <placement/samples.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL 0.95                      /* of intervals */
#define BLOCK_FIGURES ((size_t)1 << 20) /* sampled at once, of each scenario, at most */

static const struct {
  const char *name, *heading;
} step_names[PLM_STEP_COUNT] = {
    [PLM_STEP_PRICES] = {"prices", "prices"},
    [PLM_STEP_NEED] = {"need", "need"},
    [PLM_STEP_FEES] = {"fees", "fees and terms"},
    [PLM_STEP_MATCHING] = {"matching", "matching"},
    [PLM_STEP_HOMES] = {"homes", "homes"},
    [PLM_STEP_DELAY] = {"delay", "delay"},
    [PLM_STEP_COSTS] = {"costs", "programme and other costs"},
    [PLM_STEP_SOLD_BEDS] = {"sold_beds", "sold beds"},
    [PLM_STEP_STEP_DOWN] = {"step_down", "step-down"},
    [PLM_STEP_UNCERTAIN] = {"uncertain", "uncertain assumptions"},
};

/* Running mean and squares about it (Welford). */
typedef struct tally {
  double n, mean, squares;
} tally;

typedef struct tallies {
  tally in_order, alone, interaction;
} tallies;

/* Everything that is needed while it is made. */
typedef struct maker {
  placement_waterfall *w;
  placement_run_options asked;
  uint64_t done, total; /* replications of all runs */
  placement_plan *base, *alternative;
  plm_mix mix;
  placement_figure *figures;
  size_t figure_count;
  double *base_values, *last, *now, *alone, *interaction; /* a block each */
  tallies *tallies;                                       /* as `effects` */
} maker;

static void add(tally *t, double x)
{
  double off = x - t->mean;
  t->n += 1;
  t->mean += off / t->n;
  t->squares += off * (x - t->mean);
}

static placement_estimate estimate_of(const tally *t)
{
  placement_estimate e = {t->mean, NAN, NAN, NAN};
  if (t->n < 2)
    return e;
  e.se = sqrt(t->squares / (t->n - 1) / t->n);
  double half = gsl_cdf_tdist_Qinv((1 - LEVEL) / 2, t->n - 1) * e.se;
  e.low = e.value - half;
  e.high = e.value + half;
  return e;
}

static void append(char *text, size_t size, const char *join, const char *more)
{
  size_t length = strlen(text);
  (void)snprintf(text + length, size - length, "%s%s", length > 0 ? join : "", more);
}

static void name_step(plm_waterfall_step *s, uint32_t bits)
{
  s->bits = bits;
  for (uint32_t i = 0; i < PLM_STEP_COUNT; i++) {
    if ((bits & PLM_STEP_BIT(i)) == 0)
      continue;
    append(s->name, sizeof s->name, "+", step_names[i].name);
    append(s->heading, sizeof s->heading, " + ", step_names[i].heading);
  }
}

/* The plan of the base with these steps; left NULL if they do not go together. */
static placement_status plan_between(maker *m, uint32_t bits, placement_plan **plan, size_t *left_out,
                                     placement_error *err)
{
  placement_scenario *scenario = NULL;
  placement_status status = plm_mix_scenario(&m->mix, bits, &scenario, left_out, err);
  if (status == PLACEMENT_ERROR_SCENARIO || status == PLACEMENT_ERROR_LIMIT)
    return PLACEMENT_OK;
  if (status == PLACEMENT_OK)
    status = placement_plan_new(scenario, plan, err);
  placement_scenario_free(scenario);
  return status;
}

/* The steps in order: each as few as are sound together. The last leads to the alternative itself. */
static placement_status find_steps(maker *m, placement_error *err)
{
  placement_waterfall *w = m->w;
  uint32_t differing = 0, taken = 0, bits = 0;
  placement_status status = plm_mix_differences(&m->mix, &differing, err);
  for (uint32_t i = 0; i < PLM_STEP_COUNT && status == PLACEMENT_OK; i++) {
    plm_waterfall_step *s = &w->steps[w->step_count];
    if ((differing & PLM_STEP_BIT(i)) == 0)
      continue;
    bits |= PLM_STEP_BIT(i);
    taken |= PLM_STEP_BIT(i);
    if (taken == differing) {
      s->in_order = m->alternative;
      m->alternative = NULL;
    } else {
      status = plan_between(m, taken, &s->in_order, &s->left_out, err);
    }
    if (s->in_order == NULL)
      continue;
    name_step(s, bits);
    bits = 0;
    w->step_count++;
  }
  for (size_t i = 1; i < w->step_count && status == PLACEMENT_OK; i++)
    status = plan_between(m, w->steps[i].bits, &w->steps[i].alone, &w->steps[i].left_out_alone, err);
  return status;
}

static placement_status find_figures(maker *m, const char *const *metrics, placement_error *err)
{
  size_t columns = m->w->column_count;
  for (size_t i = 0; i < m->w->metric_count; i++) {
    size_t metric = metrics[i] != NULL ? placement_plan_metric_find(m->base, metrics[i]) : SIZE_MAX;
    if (metric == SIZE_MAX || m->base->metrics[metric].of_home)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no metric %s of the whole scenario",
                      metrics[i] != NULL ? metrics[i] : "NULL");
    if (m->base->metrics[metric].base < 0)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "%s is a ratio, whose differences do not add up", metrics[i]);
    plm_copy_text(m->w->metrics[i], PLM_LONGEST_METRIC, metrics[i]);
    for (size_t c = 0; c < columns; c++)
      m->figures[m->figure_count++] = (placement_figure){metric, c};
  }
  return PLACEMENT_OK;
}

static void tell_progress(uint64_t done, uint64_t replications, void *data)
{
  const maker *m = data;
  (void)replications;
  m->asked.progress(m->done + done, m->total, m->asked.progress_data);
}

/* Replications number `first` to first + n - 1 of the waterfall. */
static placement_status sample(maker *m, const placement_plan *plan, uint64_t first, uint64_t n, double *values,
                               placement_error *err)
{
  placement_sample_options options = plm_sample_options_of(&m->asked, tell_progress, m);
  options.replications = n;
  options.first += first;
  placement_status status = placement_sample(plan, &options, m->figures, m->figure_count, values, err);
  m->done += n;
  return status;
}

static void add_step(maker *m, size_t number, size_t n)
{
  const plm_waterfall_step *s = &m->w->steps[number];
  tallies *all = &m->tallies[number * m->figure_count];
  for (size_t i = 0; i < n * m->figure_count; i++) {
    tallies *t = &all[i % m->figure_count];
    double in_order = m->now[i] - m->last[i];
    double alone = number == 0 ? in_order : s->alone != NULL ? m->alone[i] - m->base_values[i] : NAN;
    add(&t->in_order, in_order);
    add(&t->alone, alone);
    add(&t->interaction, in_order - alone);
    m->interaction[i] += in_order - alone;
  }
}

static void add_whole(maker *m, size_t n)
{
  tallies *all = &m->tallies[m->w->step_count * m->figure_count];
  for (size_t i = 0; i < n * m->figure_count; i++) {
    tallies *t = &all[i % m->figure_count];
    double difference = m->last[i] - m->base_values[i];
    add(&t->in_order, difference);
    add(&t->alone, difference - m->interaction[i]);
    add(&t->interaction, m->interaction[i]);
  }
}

static placement_status run_block(maker *m, uint64_t first, size_t n, placement_error *err)
{
  placement_status status = sample(m, m->base, first, n, m->base_values, err);
  memcpy(m->last, m->base_values, n * m->figure_count * sizeof *m->last);
  for (size_t i = 0; i < n * m->figure_count; i++)
    m->interaction[i] = 0;
  for (size_t s = 0; s < m->w->step_count && status == PLACEMENT_OK; s++) {
    status = sample(m, m->w->steps[s].in_order, first, n, m->now, err);
    if (status == PLACEMENT_OK && m->w->steps[s].alone != NULL)
      status = sample(m, m->w->steps[s].alone, first, n, m->alone, err);
    if (status != PLACEMENT_OK)
      break;
    add_step(m, s, n);
    double *last = m->last;
    m->last = m->now;
    m->now = last;
  }
  if (status == PLACEMENT_OK)
    add_whole(m, n);
  return status;
}

static placement_status run_all(maker *m, placement_error *err)
{
  placement_waterfall *w = m->w;
  size_t effects = (w->step_count + 1) * m->figure_count, block = 1 + BLOCK_FIGURES / m->figure_count;
  placement_status status = PLACEMENT_OK;
  block = block < m->asked.replications ? block : (size_t)m->asked.replications;
  size_t figures = block * m->figure_count, runs = 1 + w->step_count;
  for (size_t s = 0; s < w->step_count; s++)
    runs += w->steps[s].alone != NULL;
  m->total = runs * m->asked.replications;
  w->effects = plm_new_array(effects, sizeof *w->effects);
  m->tallies = plm_new_array(effects, sizeof *m->tallies);
  m->base_values = plm_new_array(figures, sizeof *m->base_values);
  m->last = plm_new_array(figures, sizeof *m->last);
  m->now = plm_new_array(figures, sizeof *m->now);
  m->alone = plm_new_array(figures, sizeof *m->alone);
  m->interaction = plm_new_array(figures, sizeof *m->interaction);
  if (w->effects == NULL || m->tallies == NULL || m->base_values == NULL || m->last == NULL || m->now == NULL ||
      m->alone == NULL || m->interaction == NULL)
    return plm_fail_memory(err);
  for (uint64_t done = 0; done < m->asked.replications && status == PLACEMENT_OK; done += block) {
    uint64_t left = m->asked.replications - done;
    status = run_block(m, done, left < block ? (size_t)left : block, err);
  }
  for (size_t e = 0; e < effects && status == PLACEMENT_OK; e++)
    w->effects[e] =
        (placement_waterfall_effect){estimate_of(&m->tallies[e].in_order), estimate_of(&m->tallies[e].alone),
                                     estimate_of(&m->tallies[e].interaction)};
  return status;
}

static placement_status make(maker *m, const placement_scenario *base, const placement_scenario *alternative,
                             const char *const *metrics, placement_error *err)
{
  placement_waterfall *w = m->w;
  placement_status status = placement_plan_new(base, &m->base, err);
  if (status == PLACEMENT_OK)
    status = placement_plan_new(alternative, &m->alternative, err);
  if (status == PLACEMENT_OK)
    status = plm_check_comparable(m->base, m->alternative, err);
  if (status != PLACEMENT_OK)
    return status;
  w->column_count = placement_plan_year_count(m->base) + 1;
  w->replications = m->asked.replications;
  w->metrics = plm_new_array(w->metric_count, sizeof *w->metrics);
  w->steps = plm_new_array(PLM_STEP_COUNT + 1, sizeof *w->steps);
  m->figures = plm_new_array(w->metric_count * w->column_count, sizeof *m->figures);
  if (w->metrics == NULL || w->steps == NULL || m->figures == NULL)
    return plm_fail_memory(err);
  status = find_figures(m, metrics, err);
  if (status == PLACEMENT_OK)
    status = find_steps(m, err);
  return status == PLACEMENT_OK ? run_all(m, err) : status;
}

static void clear_maker(maker *m)
{
  placement_waterfall *w = m->w;
  for (size_t s = 0; w != NULL && w->steps != NULL && s < PLM_STEP_COUNT; s++) {
    placement_plan_free(w->steps[s].in_order);
    placement_plan_free(w->steps[s].alone);
    w->steps[s].in_order = w->steps[s].alone = NULL;
  }
  placement_plan_free(m->base);
  placement_plan_free(m->alternative);
  plm_mix_clear(&m->mix);
  free(m->figures);
  free(m->tallies);
  free(m->base_values);
  free(m->last);
  free(m->now);
  free(m->alone);
  free(m->interaction);
}

placement_status placement_waterfall_new(const placement_scenario *base, const placement_scenario *alternative,
                                         const placement_run_options *options, const char *const *metrics, size_t count,
                                         placement_waterfall **waterfall, placement_error *err)
{
  maker m = {.asked = PLACEMENT_RUN_OPTIONS_INIT};
  placement_status status = PLACEMENT_OK;
  if (base == NULL || alternative == NULL || metrics == NULL || count == 0 || waterfall == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "base, alternative, metrics and waterfall must not be NULL, and there must be a metric");
  if (options != NULL)
    status = plm_read_options(&m.asked, sizeof m.asked, options, "placement_run_options", err);
  if (status == PLACEMENT_OK)
    status = plm_check_run_options(&m.asked, err);
  if (status == PLACEMENT_OK)
    status = plm_mix_new(&m.mix, base, alternative, err);
  if (status != PLACEMENT_OK)
    return status;
  m.w = plm_new_array(1, sizeof *m.w);
  if (m.w != NULL)
    m.w->metric_count = count;
  status = m.w != NULL ? make(&m, base, alternative, metrics, err) : plm_fail_memory(err);
  clear_maker(&m);
  if (status == PLACEMENT_OK)
    *waterfall = m.w;
  else
    placement_waterfall_free(m.w);
  return status;
}
