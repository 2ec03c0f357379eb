/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far quantiles move between paired samples: by hand, and whether intervals cover what is known of normal numbers.
 * Seeds are fixed; shares of intervals that cover are held to four standard errors.
 */
#include "analysis/quantile_effect.h"
#include "counting_allocator.h"
#include "random_numbers.h"

#include <criterion/criterion.h>
#include <math.h>

static const plm_bootstrap_options OPTIONS = {.resamples = 200, .seed = 5, .level = 0.9};

static plm_estimate effect_of(const double *low, const double *high, size_t rows, double p)
{
  plm_estimate e;
  cr_assert_eq(plm_quantile_effect(low, high, rows, p, &OPTIONS, &e, NULL), PLACEMENT_OK);
  return e;
}

/* Type 7: at 0.8 of four intervals, 0.2 of the way from the fourth value to the fifth. */
Test(quantile_effect, by_hand)
{
  double low[] = {5, 1, 4, 2, 3}, high[] = {10, 20, 60, 40, 30};
  plm_estimate e = effect_of(low, high, 5, 0.8);
  cr_assert_float_eq(e.value, (40 + 0.2 * 20) - 4.2, 1e-12, "%.17g", e.value);
  cr_assert_eq(effect_of(low, high, 5, 0).value, 9);
  cr_assert_eq(effect_of(low, high, 5, 0.5).value, 27);
  cr_assert_eq(effect_of(low, high, 5, 1).value, 55);
  cr_assert_eq(effect_of(low, high, 1, 0.8).value, 5);
  cr_assert(isnan(effect_of(low, high, 0, 0.8).value));
}

/* What moves all rows alike moves all quantiles of all resamples alike; unpaired they would differ. */
Test(quantile_effect, a_shift_is_known_exactly)
{
  enum { N = 100 };
  double low[N], high[N];
  for (size_t r = 0; r < N; r++) {
    low[r] = ldexp(floor(ldexp(standard_normal(0, r, 0), 20)), -20);
    high[r] = low[r] + 3;
  }
  plm_estimate e = effect_of(low, high, N, 0.8);
  cr_assert(e.value == 3 && e.se == 0 && e.low == 3 && e.high == 3);
}

/* Low is X, high X + 0.5 Y + 1, standard normal: quantiles z and 1 + z sqrt(1.25). */
Test(quantile_effect, intervals_cover)
{
  enum { N = 250, REPETITIONS = 400 };
  static double low[N], high[N];
  const double z = 0.8416212335729143, truth = 1 + z * (sqrt(1.25) - 1);
  size_t covered = 0;
  double sum = 0, squares = 0, errors = 0;
  for (uint32_t k = 0; k < REPETITIONS; k++) {
    for (size_t r = 0; r < N; r++) {
      low[r] = standard_normal(k, r, 0);
      high[r] = low[r] + 0.5 * standard_normal(k, r, 1) + 1;
    }
    plm_estimate e = effect_of(low, high, N, 0.8);
    covered += e.low <= truth && truth <= e.high;
    sum += e.value;
    squares += (e.value - truth) * (e.value - truth);
    errors += e.se * e.se;
  }
  cr_expect(close_to(0.9, covered, REPETITIONS), "%zu of 400", covered);
  cr_expect(fabs(sum / REPETITIONS - truth) < 4 * sqrt(squares) / REPETITIONS, "%g, not %g", sum / REPETITIONS, truth);
  cr_expect(fabs(sqrt(errors / squares) - 1) < 0.2, "standard errors are %.2f of what they should be",
            sqrt(errors / squares));
}

Test(quantile_effect, exhausted_memory)
{
#ifndef COUNTING
  cr_skip_test("the allocator cannot be replaced here");
#endif
  double low[] = {1, 2, 3}, high[] = {1, 3, 2};
  plm_estimate e = {0};
  placement_status status = PLACEMENT_ERROR_MEMORY;
  long allowed = 0;
  for (; status == PLACEMENT_ERROR_MEMORY; allowed++) {
    cr_assert(allowed < 20 && e.value == 0);
    count_allocations(allowed);
    status = plm_quantile_effect(low, high, 3, 0.5, &OPTIONS, &e, NULL);
    cr_assert_eq(stop_counting(), 0);
  }
  cr_assert(status == PLACEMENT_OK && allowed > 5);
}
