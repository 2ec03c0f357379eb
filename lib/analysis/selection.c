/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Selection of the best candidate that keeps all limits: the probability that it is right, and who gets more
 * replications (Lee, Pujowidianto, Li, Chen and Yap 2012, IEEE Transactions on Automatic Control 57, 2940-2945).
 */
#include "analysis/optimisation.h"
#include "base/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#define MOST_ROUNDS 8
#define LEAST_MORE 50 /* replications: fewer are not worth making a plan for */

plm_rows plm_trial_rows(const plm_race *race, size_t candidate, size_t n)
{
  return (plm_rows){race->trials[candidate].values, race->figure_count, n};
}

static size_t fewer(size_t a, size_t b)
{
  return a < b ? a : b;
}

void plm_race_look(plm_race *race, size_t candidate)
{
  plm_trial *t = &race->trials[candidate];
  plm_rows rows = plm_trial_rows(race, candidate, t->n);
  t->keeps = 1;
  t->beyond = -INFINITY;
  for (size_t i = 0; i < race->search->limit_count; i++) {
    t->kept[i] = plm_limit_kept(&race->search->limits[i], &race->readings[PLM_OF_LIMITS + i], rows, race->scratch[1],
                                race->scratch[2]);
    t->keeps = fmin(t->keeps, t->kept[i].probability);
    t->beyond = fmax(t->beyond, t->kept[i].beyond);
  }
}

static bool seems_feasible(const plm_trial *t)
{
  return t->keeps >= 0.5;
}

/* By objective those that seem feasible, then the others by how much they break their limits, to a millionth. */
bool plm_trial_before(const plm_trial *a, const plm_trial *b)
{
  if (seems_feasible(a) != seems_feasible(b))
    return seems_feasible(a);
  if (!seems_feasible(a) && fabs(a->beyond - b->beyond) > 1e-6)
    return a->beyond < b->beyond;
  return a->rival.difference < b->rival.difference;
}

/* The rival's comparison with the best in a measure. Rivals mostly have equally many replications, so the values of the
 * best are kept. */
static plm_rival compare(plm_race *race, size_t measure, size_t candidate)
{
  const plm_reading *reading = &race->readings[measure];
  size_t n = fewer(race->trials[race->best].n, race->trials[candidate].n);
  if (n != race->shared)
    plm_reading_values(reading, plm_trial_rows(race, race->best, n), race->scratch[0], race->scratch[2]);
  race->shared = n;
  plm_reading_values(reading, plm_trial_rows(race, candidate, n), race->scratch[1], race->scratch[2]);
  return plm_compare_paired(race->scratch[0], race->scratch[1], n);
}

/* The probability that a rival is better by more than `indifference`. */
static double ahead(const plm_rival *rival, double indifference)
{
  return 1 - plm_correct_selection(rival, 1, SIZE_MAX, indifference);
}

placement_estimate plm_race_difference(plm_race *race, size_t measure, size_t candidate)
{
  plm_rival r = compare(race, measure, candidate);
  double half = gsl_cdf_tdist_Qinv(0.025, r.degrees) * r.se;
  return (placement_estimate){r.difference, r.se, r.difference - half, r.difference + half};
}

static void find_best(plm_race *race)
{
  size_t best;
  for (size_t round = 0; round < MOST_ROUNDS; round++) {
    race->shared = 0;
    for (size_t i = 0; i < race->count; i++)
      race->trials[i].rival = compare(race, PLM_OBJECTIVE, i);
    best = 0;
    for (size_t i = 1; i < race->count; i++)
      if (plm_trial_before(&race->trials[i], &race->trials[best]))
        best = i;
    if (best == race->best)
      break;
    race->best = best;
  }
  race->feasible = seems_feasible(&race->trials[race->best]);
}

/* By Bonferroni: the best breaks a limit, or a rival both keeps its limits and is better; of these two the less likely
 * counts. Without a best, that a candidate is feasible after all. */
void plm_race_select(plm_race *race)
{
  double wrong = 0;
  find_best(race);
  for (size_t i = 0; i < race->search->limit_count && race->feasible; i++)
    wrong += 1 - race->trials[race->best].kept[i].probability;
  for (size_t i = 0; i < race->count; i++) {
    plm_trial *t = &race->trials[i];
    t->better = t->keeps;
    if (race->feasible && i != race->best)
      t->better = fmin(t->better, ahead(&t->rival, race->indifference));
    if (!race->feasible || i != race->best)
      wrong += t->better;
  }
  race->wrong = wrong;
}

/* What it needs to show that it breaks the limit that it most surely breaks; to show, if it seems to keep all, that it
 * does. */
static double limits_need(const plm_race *race, const plm_trial *t)
{
  bool feasible = seems_feasible(t);
  double need = feasible ? 0 : INFINITY;
  for (size_t i = 0; i < race->search->limit_count; i++) {
    if (feasible)
      need = fmax(need, t->kept[i].need);
    else if (t->kept[i].probability < 0.5)
      need = fmin(need, t->kept[i].need);
  }
  return isinf(need) ? 0 : need;
}

static placement_status weigh(plm_race *race, double *weights)
{
  plm_rival *rivals = plm_new_array(race->count, sizeof *rivals);
  double most = 0;
  if (rivals == NULL)
    return PLACEMENT_ERROR_MEMORY;
  for (size_t i = 0; i < race->count; i++)
    rivals[i] = race->trials[i].rival;
  if (race->feasible)
    plm_ocba_paired_weights(rivals, race->count, race->best, race->indifference, weights);
  for (size_t i = 0; i < race->count; i++) {
    const plm_trial *t = &race->trials[i];
    double need = limits_need(race, t);
    if (!race->feasible)
      weights[i] = need;
    else if (i != race->best && !seems_feasible(t))
      weights[i] = rivals[i].difference > 0 ? fmin(weights[i], need) : need;
    most = i != race->best ? fmax(most, weights[i]) : most;
  }
  if (race->feasible) /* for its own limits no more than all rivals would be given */
    weights[race->best] = fmax(most, limits_need(race, &race->trials[race->best]));
  free(rivals);
  return PLACEMENT_OK;
}

bool plm_race_allocate(plm_race *race, size_t more, size_t most, size_t *allocation, placement_status *status)
{
  double *weights = plm_new_array(race->count, sizeof *weights);
  size_t *done = plm_new_array(race->count, sizeof *done), total = more, heaviest = SIZE_MAX;
  bool any = false;
  *status = weights != NULL && done != NULL ? weigh(race, weights) : PLACEMENT_ERROR_MEMORY;
  if (*status != PLACEMENT_OK)
    goto out;
  for (size_t i = 0; i < race->count; i++) {
    done[i] = race->trials[i].n;
    total += done[i];
    if (done[i] >= most)
      weights[i] = 0;
    else if (weights[i] > 0 && (heaviest == SIZE_MAX || weights[i] > weights[heaviest]))
      heaviest = i;
  }
  plm_allocate(weights, done, race->count, total, allocation);
  for (size_t i = 0; i < race->count; i++) {
    size_t wanted = allocation[i] - done[i], rounded = (wanted + LEAST_MORE - 1) / LEAST_MORE * LEAST_MORE;
    allocation[i] = wanted < LEAST_MORE ? done[i] : fewer(done[i] + rounded, most);
    any = any || allocation[i] > done[i];
  }
  if (!any && heaviest != SIZE_MAX) { /* shared out too thinly */
    allocation[heaviest] = fewer(done[heaviest] + more, most);
    any = true;
  }
out:
  free(weights);
  free(done);
  return any;
}
