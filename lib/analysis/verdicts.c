/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of candidates after a search: estimates, differences from the best, ranks, the efficient frontier.
 */
#include "analysis/optimisation.h"

#include <math.h>

static int32_t standing(double probability, double confidence)
{
  return probability >= confidence       ? PLACEMENT_LIMITS_KEPT
         : 1 - probability >= confidence ? PLACEMENT_LIMITS_BROKEN
                                         : PLACEMENT_LIMITS_UNCLEAR;
}

void plm_describe(plm_race *race, plm_rows rows, placement_candidate *c, placement_limit_kept *limits)
{
  const placement_search *s = race->search;
  placement_estimate *estimates[] = {&c->objective, &c->mean, &c->p80, &c->shortfall};
  for (size_t m = 0; m < PLM_OF_LIMITS; m++)
    *estimates[m] = plm_reading_estimate(&race->readings[m], rows, race->scratch[2]);
  c->keeps = 1;
  c->limits = PLACEMENT_LIMITS_KEPT;
  for (size_t i = 0; i < s->limit_count; i++) {
    const plm_reading *reading = &race->readings[PLM_OF_LIMITS + i];
    limits[i].value = plm_reading_estimate(reading, rows, race->scratch[2]);
    limits[i].bound = s->limits[i].bound;
    limits[i].probability =
        plm_limit_kept(&s->limits[i], reading, rows, race->scratch[1], race->scratch[2]).probability;
    limits[i].limits = standing(limits[i].probability, race->confidence);
    c->keeps = fmin(c->keeps, limits[i].probability);
    if (limits[i].limits > c->limits)
      c->limits = limits[i].limits;
  }
}

/* Estimates of all candidates, and how they differ from the best. */
void plm_describe_all(plm_race *race, placement_optimisation *o)
{
  static const size_t compared[] = {PLM_OBJECTIVE, PLM_OF_MEAN, PLM_OF_SHORTFALL};
  for (size_t i = 0; i < race->count; i++) {
    placement_candidate *c = &o->candidates[i];
    plm_rows rows = plm_trial_rows(race, i, race->trials[i].n);
    c->replications = rows.n;
    plm_describe(race, rows, c, &o->limits[i * o->limit_count]);
    c->better = i != race->best ? race->trials[i].better : 0;
  }
  for (size_t m = 0; m < 3; m++) {
    race->shared = 0;
    for (size_t i = 0; i < race->count; i++) {
      placement_candidate *c = &o->candidates[i];
      placement_estimate *differences[] = {&c->behind, &c->mean_behind, &c->shortfall_behind};
      *differences[m] = plm_race_difference(race, compared[m], i);
    }
  }
}

void plm_mark_frontier(const plm_race *race, placement_optimisation *o)
{
  placement_candidate *c = o->candidates;
  size_t count = race->count;
  for (size_t i = 0; i < count; i++) {
    c[i].efficient = race->trials[i].keeps >= 0.5;
    for (size_t j = 0; j < count && c[i].efficient; j++) {
      double mean = c[j].mean_behind.value - c[i].mean_behind.value;
      double risk = c[j].shortfall_behind.value - c[i].shortfall_behind.value;
      if (j != i && race->trials[j].keeps >= 0.5 && mean <= 0 && risk <= 0 && (mean < 0 || risk < 0 || j < i))
        c[i].efficient = 0;
    }
  }
}

/* By insertion, which keeps equals in their order: a few thousand at most. */
void plm_rank(const plm_race *race, placement_optimisation *o)
{
  size_t *ranked = o->ranked;
  for (size_t i = 0; i < race->count; i++) {
    size_t at = i;
    for (; at > 0 && plm_trial_before(&race->trials[i], &race->trials[ranked[at - 1]]); at--)
      ranked[at] = ranked[at - 1];
    ranked[at] = i;
  }
}
