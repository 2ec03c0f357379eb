/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mixtures: the mixed distribution function, inverted numerically.
 */
#include "base/memory.h"
#include "distribution/kinds.h"

#include <math.h>
#include <stdlib.h>

static double weight(const plm_distribution *d, size_t i)
{
  return i > 0 ? d->p[i] - d->p[i - 1] : d->p[0];
}

double plm_mixture_tail(const plm_distribution *d, double x, bool upper, bool before)
{
  double sum = 0;
  for (size_t i = 0; i < d->count; i++)
    sum += weight(d, i) * plm_tail(&d->of[i], x, upper, before);
  return sum < 1 ? sum : 1;
}

/* Positive where x is at or above the quantile. The logarithm makes tails nearly straight. */
static double excess(const plm_distribution *d, double p, bool upper, double x)
{
  double tail = plm_mixture_tail(d, x, upper, false);
  double ratio = tail > 0 ? log(tail / p) : -1000;
  return upper ? -ratio : ratio;
}

/* The root of a rising function between low and high by the method of Chandrupatla (1997), which mixes inverse
 * quadratic interpolation and bisection; NAN if they do not enclose it. */
static double root(const plm_distribution *d, double p, bool upper, double low, double high)
{
  double width = high - low;
  double a = high, b = low, c = high;
  double fa = excess(d, p, upper, a), fb = excess(d, p, upper, b), fc;
  double t = fb / (fb - fa);
  if (!(fb < 0 && fa > 0))
    return NAN;
  t = t > 0.05 && t < 0.95 ? 1 - t : 0.5;
  for (int i = 0; i < 200; i++) {
    double x = a + t * (b - a);
    double fx = excess(d, p, upper, x);
    double best, tolerance, xi, phi;
    if ((fx > 0) == (fa > 0)) {
      c = a;
      fc = fa;
    } else {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    best = fabs(fa) < fabs(fb) ? a : b;
    tolerance = (2e-15 * fabs(best) + 1e-18 * width) / fabs(b - c);
    if (fa == 0 || !(tolerance < 0.5))
      return best;
    xi = (a - b) / (c - b);
    phi = (fa - fb) / (fc - fb);
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
      t = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb);
    else
      t = 0.5;
    t = fmin(fmax(t, tolerance), 1 - tolerance);
  }
  return a;
}

/* The first knot at which the distribution function reaches the probability; d->knots if none does. */
static size_t knot_reaching(const plm_distribution *d, double p, bool upper)
{
  size_t low = 0, count = d->knots;
  while (count > 0) {
    size_t half = count / 2;
    double tail = plm_mixture_tail(d, d->x[low + half], upper, false);
    if (upper ? tail > p : tail < p) {
      low += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return low;
}

/* Between neighbouring knots the mixed function is smooth; at a knot with an atom the quantile is the knot itself. */
double plm_mixture_quantile(const plm_distribution *d, double p, bool upper)
{
  double low = INFINITY, high = -INFINITY, x;
  size_t knot = knot_reaching(d, p, upper);
  double least = knot > 0 ? d->x[knot - 1] : -INFINITY;
  double most = knot < d->knots ? d->x[knot] : INFINITY;
  if (knot < d->knots) {
    double before = plm_mixture_tail(d, most, upper, true);
    if (upper ? before > p : before < p)
      return most;
  }
  for (size_t i = 0; i < d->count; i++) {
    x = plm_tail_quantile(&d->of[i], p, upper);
    low = fmin(low, x);
    high = fmax(high, x);
  }
  low = fmax(low, least);
  high = fmin(high, most);
  x = low < high ? root(d, p, upper, low, high) : low;
  if (isnan(x)) /* rounding: the quantile is one of the two */
    x = excess(d, p, upper, low) >= 0 ? low : high;
  return x;
}

static int ascending(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Collects the knots of the components, each once. */
static const char *collect_knots(plm_distribution *d)
{
  size_t count = 0;
  for (size_t i = 0; i < d->count; i++)
    count += plm_knot_count(&d->of[i]);
  d->x = plm_new_array(count, sizeof *d->x);
  if (d->x == NULL)
    return "out of memory";
  count = 0;
  for (size_t i = 0; i < d->count; i++)
    for (size_t j = 0; j < plm_knot_count(&d->of[i]); j++)
      d->x[count++] = plm_knot(&d->of[i], j);
  qsort(d->x, count, sizeof *d->x, ascending);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || d->x[i] > d->x[d->knots - 1])
      d->x[d->knots++] = d->x[i];
  return NULL;
}

const char *plm_distribution_mixture(plm_distribution *d, const double *weights, const plm_distribution *of,
                                     size_t count)
{
  const char *problem = plm_cumulate(weights, count, NULL);
  plm_distribution made = plm_distribution_constant(0);
  if (problem != NULL)
    return problem;
  problem = "out of memory";
  made.kind = PLM_MIXTURE;
  made.p = plm_new_array(count, sizeof *made.p);
  made.of = plm_new_array(count, sizeof *made.of);
  if (made.p == NULL || made.of == NULL)
    goto out;
  plm_cumulate(weights, count, made.p);
  for (size_t i = 0; i < count; i++) {
    if (weights[i] == 0)
      continue;
    if (plm_distribution_copy(&made.of[made.count], &of[i]) != PLACEMENT_OK)
      goto out;
    made.p[made.count++] = made.p[i];
  }
  problem = collect_knots(&made);
out:
  if (problem == NULL)
    *d = made;
  else
    plm_distribution_clear(&made);
  return problem;
}
