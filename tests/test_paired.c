/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Estimates from replications against samples worked out by hand, and against distributions whose figures are known.
 * Seeds are fixed; shares of intervals that cover are held to four standard errors.
 */
#include "analysis/paired.h"
#include "random_numbers.h"

#include <criterion/criterion.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#define CLOSE(a, b, e) cr_assert(fabs((a) - (b)) <= (e), "%s is %.12g, not %.12g", #a, (double)(a), (double)(b))

enum { N = 200, REPETITIONS = 2000 };

Test(paired, differences_leave_out_what_is_undefined)
{
  double base[] = {1, NAN, 3, 4}, alternative[] = {2, 5, NAN, 1}, differences[4];
  cr_assert_eq(plm_paired_differences(base, alternative, 4, differences), 2);
  cr_assert(differences[0] == 1 && differences[1] == -3);
}

/* Mean 5, variance 32 / 7; t of 7 degrees of freedom at 97.5% is 2.364624. */
Test(paired, mean_by_hand)
{
  double values[] = {2, 4, 4, 4, 5, 5, 7, 9};
  plm_estimate e = plm_mean_estimate(values, 8, 0.95);
  CLOSE(e.value, 5, 1e-15);
  CLOSE(e.se, sqrt(32.0 / 7 / 8), 1e-15);
  CLOSE(e.low, 5 - 2.364624252 * e.se, 1e-9);
  CLOSE(e.high, 5 + 2.364624252 * e.se, 1e-9);
}

/* Wilson by hand for 3 of 10: (0.3 + z^2 / 20 +- z sqrt(0.021 + z^2 / 400)) / (1 + z^2 / 10), z = 1.959964. */
Test(paired, probability_by_hand)
{
  double values[] = {-3, -2, -1, 0, 0, 1, 2, 3, 4, 5};
  plm_estimate e = plm_below_estimate(values, 10, 0, 0.95);
  CLOSE(e.value, 0.3, 1e-15);
  CLOSE(e.se, sqrt(0.021), 1e-15);
  CLOSE(e.low, 0.1077913, 1e-7);
  CLOSE(e.high, 0.6032219, 1e-7);
  e = plm_below_estimate(values, 10, -3, 0.95);
  cr_assert(e.value == 0 && e.low == 0);
  CLOSE(e.high, 3.841459 / 13.841459, 1e-6);
  e = plm_below_estimate(values, 10, 6, 0.95);
  cr_assert(e.value == 1 && e.high == 1);
}

/* The median of ten: the second and ninth order statistics cover with 1 - 22 / 1024, the third and eighth do not. */
Test(paired, quantile_by_hand)
{
  double sorted[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  plm_estimate e = plm_quantile_estimate(sorted, 10, 0.5, 0.95);
  CLOSE(e.value, 5.5, 1e-15);
  CLOSE(e.se, 9 * sqrt(0.025), 1e-12);
  cr_assert(e.low == 2 && e.high == 9, "%g to %g", e.low, e.high);
  e = plm_quantile_estimate(sorted, 10, 0.9, 0.95);
  CLOSE(e.value, 9.1, 1e-12);
  cr_assert(e.low == 7 && isinf(e.high), "%g to %g", e.low, e.high);
  e = plm_quantile_estimate(sorted, 10, 0, 0.95);
  cr_assert(e.value == 1 && isinf(e.low) && e.high == 1 && isnan(e.se));
  e = plm_quantile_estimate(sorted, 10, 1, 0.95);
  cr_assert(e.value == 10 && e.low == 10 && isinf(e.high) && isnan(e.se));
}

Test(paired, least_for_a_standard_error)
{
  static const double at[] = {0.5, 0.8, 0.95, 0.1, 0.999, 0.9999};
  static double ranks[10000];
  for (size_t i = 0; i < 10000; i++)
    ranks[i] = (double)i;
  for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
    size_t least = plm_quantile_least(at[i]);
    cr_assert_leq(least, 10000);
    cr_expect(isfinite(plm_quantile_estimate(ranks, least, at[i], 0.95).se), "%zu for %g", least, at[i]);
    cr_expect(least == 1 || isnan(plm_quantile_estimate(ranks, least - 1, at[i], 0.95).se), "%zu for %g", least, at[i]);
  }
  cr_expect_eq(plm_quantile_least(0.5), 1);
  cr_expect_eq(plm_quantile_least(0.95), 19);
}

/* The worst 25% of ten: 10, 9 and half of 8. */
Test(paired, shortfall_by_hand)
{
  double sorted[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  CLOSE(plm_shortfall_estimate(sorted, 10, 0.75, 0.95).value, (10 + 9 + 8 * 0.5) / 2.5, 1e-12);
  CLOSE(plm_shortfall_estimate(sorted, 10, 0.8, 0.95).value, 9.5, 1e-12);
  plm_estimate e = plm_shortfall_estimate(sorted, 10, 0.8, 0.95); /* 8 + {0, ..., 0, 5, 10} */
  CLOSE(e.se, sqrt((25 + 100 - 22.5) / 9 / 10), 1e-12);
}

Test(paired, too_few_values)
{
  double value = 3;
  cr_assert(isnan(plm_mean_estimate(&value, 0, 0.95).value) && isnan(plm_mean_estimate(&value, 1, 0.95).se));
  cr_assert(plm_mean_estimate(&value, 1, 0.95).value == 3);
  cr_assert(isnan(plm_below_estimate(&value, 0, 0, 0.95).value));
  cr_assert(isnan(plm_quantile_estimate(&value, 0, 0.5, 0.95).value));
  cr_assert(plm_quantile_estimate(&value, 1, 0.5, 0.95).value == 3);
  cr_assert(isnan(plm_shortfall_estimate(&value, 0, 0.5, 0.95).value));
  cr_assert(plm_shortfall_estimate(&value, 1, 0.5, 0.95).value == 3);
  cr_assert(isnan(plm_shortfall_estimate(&value, 1, 0.5, 0.95).se));
}

/* Where all replications agree, as where an input has no effect, nothing is uncertain. */
Test(paired, equal_values)
{
  double values[N] = {0};
  plm_estimate e = plm_mean_estimate(values, N, 0.95);
  cr_assert(e.value == 0 && e.se == 0 && e.low == 0 && e.high == 0);
  e = plm_quantile_estimate(values, N, 0.8, 0.95);
  cr_assert(e.value == 0 && e.se == 0 && e.low == 0 && e.high == 0);
  e = plm_shortfall_estimate(values, N, 0.95, 0.95);
  cr_assert(e.value == 0 && e.se == 0 && e.low == 0 && e.high == 0);
}

typedef struct tally {
  double truth, sum, squares, errors; /* errors: sum of squared standard errors */
  size_t covered;
} tally;

static void count_in(tally *t, plm_estimate e)
{
  t->sum += e.value;
  t->squares += (e.value - t->truth) * (e.value - t->truth);
  t->errors += e.se * e.se;
  t->covered += e.low <= t->truth && t->truth <= e.high;
}

/* What the standard errors say against how far estimates are off: a variance from 2000 has a relative standard error of
 * 3% in a normal distribution, and `within` leaves room for what is biased by the size of the sample. */
static void check_errors(const tally *t, double within)
{
  double ratio = t->errors / t->squares;
  cr_assert(ratio > 1 - within && ratio < 1 + within, "ratio of variances %g", ratio);
}

/* Exponential differences less ln 2: mean 1 - ln 2, half below 0, 80% quantile ln 5 - ln 2, and the shortfall beyond
 * it is 1 above it. */
Test(paired, known_distribution)
{
  tally mean = {.truth = 1 - log(2)}, below = {.truth = 0.5}, quantile = {.truth = log(2.5)},
        shortfall = {.truth = log(2.5) + 1};
  for (uint32_t r = 0; r < REPETITIONS; r++) {
    double values[N];
    for (size_t i = 0; i < N; i++)
      values[i] = -log(uniform(r, i, 0)) - log(2);
    gsl_sort(values, 1, N);
    count_in(&mean, plm_mean_estimate(values, N, 0.9));
    count_in(&below, plm_below_estimate(values, N, 0, 0.9));
    count_in(&quantile, plm_quantile_estimate(values, N, 0.8, 0.9));
    count_in(&shortfall, plm_shortfall_estimate(values, N, 0.8, 0.9));
  }
  cr_expect(close_to(0.9, mean.covered, REPETITIONS), "mean: %zu", mean.covered);
  /* P(|B - 100| <= 11), B binomial of 200 and 1/2, which is what Wilson's interval comes to */
  double exact = gsl_cdf_binomial_P(111, 0.5, N) - gsl_cdf_binomial_P(88, 0.5, N);
  cr_expect(close_to(exact, below.covered, REPETITIONS), "probability: %zu", below.covered);
  double ranks[N];
  for (size_t i = 0; i < N; i++)
    ranks[i] = (double)(i + 1);
  plm_estimate between = plm_quantile_estimate(ranks, N, 0.8, 0.9);
  exact =
      gsl_cdf_binomial_P((unsigned)between.high - 1, 0.8, N) - gsl_cdf_binomial_P((unsigned)between.low - 1, 0.8, N);
  cr_expect(exact >= 0.9 && exact < 0.93, "quantile: %g", exact);
  cr_expect(close_to(exact, quantile.covered, REPETITIONS), "quantile: %zu, not %g", quantile.covered, exact);
  /* The sample is small for the worst fifth of a skew distribution, so the interval falls a little short. */
  cr_expect((double)shortfall.covered > 0.86 * REPETITIONS && (double)shortfall.covered < 0.9 * REPETITIONS,
            "shortfall: %zu", shortfall.covered);
  CLOSE(mean.sum / REPETITIONS, mean.truth, 4 * sqrt(mean.squares) / REPETITIONS);
  CLOSE(quantile.sum / REPETITIONS, quantile.truth, 4 * sqrt(quantile.squares) / REPETITIONS + 0.01);
  CLOSE(shortfall.sum / REPETITIONS, shortfall.truth, 4 * sqrt(shortfall.squares) / REPETITIONS + 0.01);
  check_errors(&mean, 0.15);
  check_errors(&below, 0.15);
  check_errors(&quantile, 0.2);
  check_errors(&shortfall, 0.2);
}

/* So many that GSL leaves some binomial probabilities out; the distribution is close to the normal one. */
Test(paired, quantile_of_many)
{
  size_t n = 4000000;
  double *sorted = malloc(n * sizeof *sorted);
  cr_assert_not_null(sorted);
  for (size_t i = 0; i < n; i++)
    sorted[i] = (double)i;
  double half = 1.959964 * sqrt(0.16 * (double)n);
  plm_estimate e = plm_quantile_estimate(sorted, n, 0.8, 0.95);
  CLOSE(e.low, 0.8 * (double)n - half, 2);
  CLOSE(e.high, 0.8 * (double)n + half, 2);
  CLOSE(e.se, half / 1.959964, 1e-2);
  free(sorted);
}
