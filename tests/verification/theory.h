/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Queueing theory in whole days, in closed form and without the library.
 *
 * A need of x days is N = max(1, floor(x + 1/2)) nights, so P(N >= r) = P(x >= r - 1/2) for r >= 2. A child who arrives
 * on day a is there in the nights a to a + N - 1, and leaves at the start of day a + N before anybody arrives.
 */
#ifndef TESTS_VERIFICATION_THEORY_H
#define TESTS_VERIFICATION_THEORY_H

#include <math.h>
#include <stddef.h>
#include <stdio.h>

#define DAYS_IN_YEAR 365.25
#define LAW_TEXT 400 /* bytes of a law as JSON */

typedef enum law_kind { CONSTANT, UNIFORM, EXPONENTIAL, LOGNORMAL, WEIBULL, GAMMA_4, MIXTURE } law_kind;

/* A distribution of days. `spread`: the half-width of a uniform one, the cv of a lognormal one, the shape of a Weibull
 * one. GAMMA_4 has the shape 4 (cv 1/2), MIXTURE is 7 parts of an exponential one with half the mean to 3 of a GAMMA_4
 * with the mean that is left. */
typedef struct law {
  law_kind kind;
  double mean;
  double spread;
} law;

static inline law mixture_part(const law *l, int part)
{
  return part == 0 ? (law){EXPONENTIAL, l->mean / 2, 0} : (law){GAMMA_4, (l->mean - 0.35 * l->mean) / 0.3, 0};
}

/* The law as scenario format 1 writes it, with ' for ", in `text` of LAW_TEXT bytes. */
static inline const char *law_json(const law *l, char *text)
{
  char of[2][LAW_TEXT / 3];
  switch (l->kind) {
  case CONSTANT:
    (void)snprintf(text, LAW_TEXT, "%.17g", l->mean);
    break;
  case UNIFORM:
    (void)snprintf(text, LAW_TEXT, "{'uniform': {'min': %.17g, 'max': %.17g}}", l->mean - l->spread,
                   l->mean + l->spread);
    break;
  case EXPONENTIAL:
    (void)snprintf(text, LAW_TEXT, "{'exponential': {'mean': %.17g}}", l->mean);
    break;
  case LOGNORMAL:
    (void)snprintf(text, LAW_TEXT, "{'lognormal': {'mean': %.17g, 'cv': %.17g}}", l->mean, l->spread);
    break;
  case WEIBULL:
    (void)snprintf(text, LAW_TEXT, "{'weibull': {'mean': %.17g, 'shape': %.17g}}", l->mean, l->spread);
    break;
  case GAMMA_4:
    (void)snprintf(text, LAW_TEXT, "{'gamma': {'mean': %.17g, 'cv': 0.5}}", l->mean);
    break;
  default:
    for (int part = 0; part < 2; part++) {
      law one = mixture_part(l, part);
      char inner[LAW_TEXT];
      (void)snprintf(of[part], sizeof of[part], "%.*s", (int)sizeof of[part] - 1, law_json(&one, inner));
    }
    (void)snprintf(text, LAW_TEXT, "{'mixture': [{'weight': 7, 'of': %s}, {'weight': 3, 'of': %s}]}", of[0], of[1]);
  }
  return text;
}

static inline double gamma_4_above(double mean, double x)
{
  double z = 4 * x / mean;
  return exp(-z) * (1 + z * (1 + z / 2 * (1 + z / 3)));
}

/* P(X >= x). */
static inline double law_above(const law *l, double x)
{
  if (x <= 0 && l->kind != UNIFORM)
    return 1;
  switch (l->kind) {
  case CONSTANT:
    return l->mean >= x ? 1 : 0;
  case UNIFORM:
    return fmin(1, fmax(0, (l->mean + l->spread - x) / (2 * l->spread)));
  case EXPONENTIAL:
    return exp(-x / l->mean);
  case LOGNORMAL: {
    double variance = log1p(l->spread * l->spread);
    return 0.5 * erfc((log(x / l->mean) + variance / 2) / sqrt(2 * variance));
  }
  case WEIBULL:
    return exp(-pow(x / l->mean * tgamma(1 + 1 / l->spread), l->spread));
  case GAMMA_4:
    return gamma_4_above(l->mean, x);
  default:
    return 0.7 * exp(-2 * x / l->mean) + 0.3 * gamma_4_above((l->mean - 0.35 * l->mean) / 0.3, x);
  }
}

/* A need in nights: of the law `days`, cut at the birthday `until_age` (in years) if age at entry has a law. */
typedef struct need {
  law days;
  const law *age; /* in years; NULL: not cut */
  double until_age;
} need;

/* P(N >= r). */
static inline double nights_at_least(const need *n, int r)
{
  if (r <= 1)
    return 1;
  double of_age = 1;
  if (n->age != NULL)
    of_age -= law_above(n->age, n->until_age - (r - 0.5) / DAYS_IN_YEAR);
  return law_above(&n->days, r - 0.5) * of_age;
}

/* E(N), or with `from` the sum of P(N >= r) over r > from: what is left of the mean beyond `from` nights. */
static inline double mean_nights_beyond(const need *n, int from)
{
  double sum = 0;
  double next = 1;
  for (int r = from + 1; r < 10000000 && next > 1e-17; r++)
    sum += next = nights_at_least(n, r);
  return sum;
}

static inline double mean_nights(const need *n)
{
  return mean_nights_beyond(n, 0);
}

/* Erlang's B: the share lost of Poisson arrivals at c beds under the load a = rate x mean stay. */
static inline double erlang_b(int beds, double load)
{
  double b = 1;
  for (int c = 1; c <= beds; c++)
    b = load * b / (c + load * b);
  return b;
}

/* Occupancy of one home of c beds in equilibrium, when a child fits with k residents with the probability p^k: a
 * birth-death chain with births rate x p^k and deaths k / stay. Fills share[0..beds]. */
static inline void birth_death(int beds, double load, double p, double *share)
{
  double total = 0;
  for (int k = 0; k <= beds; k++) {
    share[k] = k == 0 ? 1 : share[k - 1] * load * pow(p, k - 1) / k;
    total += share[k];
  }
  for (int k = 0; k <= beds; k++)
    share[k] /= total;
}

/* E(min(X, beds)) of a Poisson X. */
static inline double mean_of_poisson_up_to(double mean, int beds)
{
  double probability = exp(-mean);
  double sum = beds;
  for (int k = 0; k < beds; k++) {
    sum -= (beds - k) * probability;
    probability *= mean / (k + 1);
  }
  return sum;
}

#endif
