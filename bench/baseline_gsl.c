/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written as one would without the library, and without tricks: arrivals drawn one after another, a binary heap of the
 * days on which beds fall free, nothing allocated while it runs, no fee drawn that nobody pays. Days are whole, as in
 * MODEL.md: needs are rounded, halves up, and last a night at least; a bed that falls free on a day can be taken on it.
 */
#include "baseline_gsl.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define BEDS 14
#define HORIZON 1095 /* nights: three years from 1 April 2020 */
#define DAYS_BETWEEN_ARRIVALS (365.25 / 45)

/* Days on which the occupied beds fall free, the first in front: no entry is later than those at 2 i + 1 and 2 i + 2.
 */
typedef struct departures {
  int count;
  int day[BEDS];
} departures;

static void push(departures *d, int day)
{
  int i = d->count++;
  for (; i > 0 && d->day[(i - 1) / 2] > day; i = (i - 1) / 2)
    d->day[i] = d->day[(i - 1) / 2];
  d->day[i] = day;
}

static void pop(departures *d)
{
  int last = d->day[--d->count];
  int i = 0;
  for (int child = 1; child < d->count; child = 2 * i + 1) {
    if (child + 1 < d->count && d->day[child + 1] < d->day[child])
      child++;
    if (last <= d->day[child])
      break;
    d->day[i] = d->day[child];
    i = child;
  }
  d->day[i] = last;
}

/* Parameters of a lognormal distribution by its mean and coefficient of variation. */
typedef struct lognormal {
  double zeta;
  double sigma;
} lognormal;

static lognormal lognormal_of(double mean, double cv)
{
  double variance = log(1 + cv * cv);
  return (lognormal){log(mean) - variance / 2, sqrt(variance)};
}

typedef struct outcome {
  double cost;             /* pounds */
  double external, nights; /* nights in external placements, and all nights of need */
} outcome;

static outcome replicate(gsl_rng *rng, lognormal need, lognormal fee)
{
  departures beds = {0, {0}};
  outcome o = {0, 0, 0};
  double t = gsl_ran_exponential(rng, DAYS_BETWEEN_ARRIVALS);
  while (t < HORIZON) {
    int day = (int)t;
    double drawn = floor(gsl_ran_lognormal(rng, need.zeta, need.sigma) + 0.5);
    int left = HORIZON - day;
    int nights = drawn < 1 ? 1 : drawn < left ? (int)drawn : left;
    while (beds.count > 0 && beds.day[0] <= day)
      pop(&beds);
    o.nights += nights;
    if (beds.count < BEDS) {
      push(&beds, day + nights);
    } else {
      o.external += nights;
      o.cost += nights * gsl_ran_lognormal(rng, fee.zeta, fee.sigma) / 7;
    }
    t += gsl_ran_exponential(rng, DAYS_BETWEEN_ARRIVALS);
  }
  return o;
}

bool baseline_gsl(unsigned long seed, uint64_t replications, baseline_result *result)
{
  lognormal need = lognormal_of(300, 1);
  lognormal fee = lognormal_of(4434, 0.4);
  double cost = 0, cost2 = 0;
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0; /* sums over external and all nights */
  double n = (double)replications;
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  if (rng == NULL)
    return false;
  gsl_rng_set(rng, seed);
  for (uint64_t i = 0; i < replications; i++) {
    outcome o = replicate(rng, need, fee);
    cost += o.cost;
    cost2 += o.cost * o.cost;
    x += o.external;
    y += o.nights;
    xx += o.external * o.external;
    xy += o.external * o.nights;
    yy += o.nights * o.nights;
  }
  gsl_rng_free(rng);
  result->cost = cost / n;
  result->cost_se = sqrt((cost2 / n - result->cost * result->cost) / (n - 1));
  result->share = x / y;
  result->share_se = sqrt((xx - 2 * result->share * xy + result->share * result->share * yy) * n / (n - 1)) / y;
  return true;
}
