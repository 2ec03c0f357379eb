/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ranking and selection against shares worked out by hand, and on normal systems whose means are known: the best is
 * selected at least as often as stated. Seeds are fixed; shares are held to four standard errors.
 */
#include "analysis/ranking.h"
#include "random_numbers.h"

#include <criterion/criterion.h>
#include <math.h>

#define CLOSE(a, b, e) cr_assert(fabs((a) - (b)) <= (e), "%s is %.12g, not %.12g", #a, (double)(a), (double)(b))

enum { SYSTEMS = 5, MOST = 20000 };

Test(ranking, systems_by_hand)
{
  double values[] = {2, 4, 4, 4, 5, 5, 7, 9};
  plm_system s = plm_system_of(values, 8);
  cr_assert(s.mean == 5 && s.n == 8);
  CLOSE(s.variance, 32.0 / 7, 1e-14);
  plm_system systems[] = {{3, 1, 2}, {2, 1, 2}, {2, 5, 2}};
  cr_assert_eq(plm_lowest(systems, 3), 1);
  cr_assert_eq(plm_lowest(systems, 0), 0);
}

/* Welch: variances 4 / 8 and 9 / 3, degrees 3.5^2 / (0.25 / 7 + 9 / 2). */
Test(ranking, comparisons_by_hand)
{
  plm_system best = {1, 4, 8}, rival = {3, 9, 3};
  plm_rival r = plm_compare_independent(&best, &rival);
  cr_assert(r.difference == 2 && isnan(r.variance));
  CLOSE(r.se, sqrt(3.5), 1e-15);
  CLOSE(r.degrees, 12.25 / (0.25 / 7 + 4.5), 1e-14);
  double a[] = {1, 2, 3, 99}, b[] = {2, 5, 5, -99};
  r = plm_compare_paired(a, b, 3);
  CLOSE(r.difference, 2, 1e-15);
  CLOSE(r.variance, 1, 1e-15);
  CLOSE(r.se, sqrt(1.0 / 3), 1e-15);
  cr_assert_eq(r.degrees, 2);
}

/* t of 1 degree of freedom is beyond 1 with probability 1/4, beyond sqrt(3) with 1/6. */
Test(ranking, probability_by_hand)
{
  plm_rival rivals[] = {{1, 1, 1, 1}, {0, NAN, NAN, 1}, {2 * sqrt(3), 1, 2, 1}, {0, 0, 0, 9}, {5, 0, 0, 9}};
  CLOSE(plm_correct_selection(rivals, 5, 1, 0), 1 - 1.0 / 4 - 1.0 / 6, 1e-12);
  CLOSE(plm_correct_selection(rivals, 2, 1, sqrt(3) - 1), 5.0 / 6, 1e-12);
  rivals[4].difference = -1;
  cr_assert_eq(plm_correct_selection(rivals, 5, 1, 0), 0);
  CLOSE(plm_correct_selection(rivals, 5, 1, 1), 1 - 0.5 + atan(2) / acos(-1) - 0.5 + atan(sqrt(3) + 0.5) / acos(-1),
        1e-12);
  cr_assert_eq(plm_correct_selection(rivals, 1, 0, 0), 1);
}

/* Standard deviation 2, differences 1 and 2: 4 and 1, and for the best 2 sqrt((4^2 + 1^2) / 2^2). */
Test(ranking, weights_by_hand)
{
  plm_system systems[] = {{2, 4, 10}, {1, 4, 10}, {3, 4, 10}};
  double weights[3];
  plm_ocba_weights(systems, 3, 1, 0, weights);
  cr_assert(weights[0] == 4 && weights[2] == 1);
  CLOSE(weights[1], sqrt(17), 1e-14);
  plm_ocba_weights(systems, 3, 1, 2, weights);
  cr_assert(weights[0] == 1 && weights[2] == 1);
  systems[0].mean = 1; /* a tie counts as the difference of 2 */
  systems[2].variance = 0;
  plm_ocba_weights(systems, 3, 1, 0, weights);
  cr_assert(weights[0] == 1 && weights[1] == 1 && weights[2] == 0);

  plm_rival rivals[] = {{2, 8, 1, 9}, {0, NAN, NAN, 9}, {1, 3, 1, 9}, {0, 5, 1, 9}, {0, 0, 0, 9}};
  double paired[5];
  plm_ocba_paired_weights(rivals, 5, 1, 0, paired);
  cr_assert(paired[0] == 2 && paired[1] == 5 && paired[2] == 3 && paired[3] == 5 && paired[4] == 0);
  rivals[0].difference = rivals[2].difference = 0;
  plm_ocba_paired_weights(rivals, 5, 1, 0, paired);
  cr_assert(paired[0] == 8 && paired[1] == 8 && paired[2] == 3 && paired[3] == 5 && paired[4] == 0);
}

static void check_allocation(const double *weights, const size_t *done, size_t total, const size_t *expected)
{
  size_t allocation[3];
  plm_allocate(weights, done, 3, total, allocation);
  for (size_t i = 0; i < 3; i++)
    cr_assert_eq(allocation[i], expected[i], "%zu: %zu, not %zu", i, allocation[i], expected[i]);
}

Test(ranking, allocation_by_hand)
{
  check_allocation((double[]){4, 1, 5}, (size_t[]){5, 5, 5}, 100, (size_t[]){40, 10, 50});
  check_allocation((double[]){4, 1, 5}, (size_t[]){5, 20, 5}, 110, (size_t[]){40, 20, 50}); /* keeps its 20 */
  check_allocation((double[]){4, 1, 5}, (size_t[]){5, 20, 5}, 30, (size_t[]){5, 20, 5});
  check_allocation((double[]){1, 1, 1}, (size_t[]){0, 0, 0}, 11, (size_t[]){4, 4, 3});
  check_allocation((double[]){3, 1, 1}, (size_t[]){1, 1, 1}, 6, (size_t[]){4, 1, 1});
  check_allocation((double[]){0, 0, 0}, (size_t[]){1, 2, 3}, 60, (size_t[]){1, 2, 3});
  check_allocation((double[]){0, 2, 0}, (size_t[]){1, 2, 3}, 60, (size_t[]){1, 56, 3});
  check_allocation((double[]){1, 10, 2}, (size_t[]){50, 4, 9}, 80, (size_t[]){50, 21, 9}); /* two keep what they have */
}

/* Normal systems whose replications have a part in common: standard deviation 3, and 1 + i / 4 of their own. */
static double values[SYSTEMS][MOST];

static void simulate(uint32_t repetition, const double *means, size_t system, size_t from, size_t to)
{
  for (size_t r = from; r < to; r++)
    values[system][r] = means[system] + 3 * standard_normal(repetition, r, 0) +
                        (1 + (double)system / 4) * standard_normal(repetition, r, 1 + system);
}

static size_t compare(const size_t *n, int paired, plm_rival *rivals, plm_system *systems)
{
  for (size_t i = 0; i < SYSTEMS; i++)
    systems[i] = plm_system_of(values[i], n[i]);
  size_t best = plm_lowest(systems, SYSTEMS);
  for (size_t i = 0; i < SYSTEMS; i++)
    rivals[i] = paired ? plm_compare_paired(values[best], values[i], n[i] < n[best] ? n[i] : n[best])
                       : plm_compare_independent(&systems[best], &systems[i]);
  return best;
}

/* Replications until the best is the best with a stated probability of 0.9, by OCBA or in equal parts. */
typedef struct procedure {
  int paired, equal;
} procedure;

typedef struct result {
  size_t correct;
  double spent;
} result;

static void select_best(const procedure *p, uint32_t repetition, const double *means, result *result)
{
  size_t n[SYSTEMS] = {0}, next[SYSTEMS], total = 20 * SYSTEMS, best;
  plm_rival rivals[SYSTEMS];
  plm_system systems[SYSTEMS];
  for (size_t i = 0; i < SYSTEMS; i++)
    next[i] = 20;
  for (;;) {
    double weights[SYSTEMS] = {1, 1, 1, 1, 1};
    for (size_t i = 0; i < SYSTEMS; i++) {
      cr_assert_lt(next[i], MOST);
      simulate(repetition, means, i, n[i], next[i]);
      n[i] = next[i];
    }
    best = compare(n, p->paired, rivals, systems);
    if (plm_correct_selection(rivals, SYSTEMS, best, 0) >= 0.9)
      break;
    if (!p->equal && p->paired)
      plm_ocba_paired_weights(rivals, SYSTEMS, best, 0, weights);
    else if (!p->equal)
      plm_ocba_weights(systems, SYSTEMS, best, 0, weights);
    plm_allocate(weights, n, SYSTEMS, total += 50, next);
  }
  result->correct += best == 0;
  result->spent += (double)total;
}

/* OCBA spends less than equal parts, and paired samples less than what is taken for independent; all are right at least
 * as often as stated. */
Test(ranking, known_systems)
{
  enum { REPETITIONS = 200 };
  static const procedure procedures[] = {{0, 1}, {0, 0}, {1, 1}, {1, 0}};
  static const double means[SYSTEMS] = {0, 0.15, 0.3, 0.5, 0.75};
  result results[4] = {{0, 0}};
  for (size_t p = 0; p < 4; p++) {
    for (uint32_t k = 0; k < REPETITIONS; k++)
      select_best(&procedures[p], k, means, &results[p]);
    cr_expect(10 * results[p].correct >= 9 * REPETITIONS, "procedure %zu: %zu", p, results[p].correct);
  }
  cr_expect(results[1].spent < 0.8 * results[0].spent && results[3].spent < 0.9 * results[2].spent);
  cr_expect(results[3].spent < 0.5 * results[1].spent);
}

/* Over systems whose means are themselves drawn from a wide distribution, as the probability takes them to be, the
 * selection is right, or within the indifference, as often as is stated in the mean, or more often. */
Test(ranking, stated_probability)
{
  enum { REPETITIONS = 4000, N = 20 };
  for (int paired = 0; paired < 2; paired++) {
    size_t correct = 0, good = 0;
    double stated = 0, stated_good = 0;
    for (uint32_t k = 0; k < REPETITIONS; k++) {
      plm_rival rivals[SYSTEMS];
      plm_system systems[SYSTEMS];
      double means[SYSTEMS], lowest = INFINITY;
      size_t n[SYSTEMS];
      for (size_t i = 0; i < SYSTEMS; i++) {
        means[i] = 8 * standard_normal(k, 1000000, i);
        lowest = fmin(lowest, means[i]);
        n[i] = N;
        simulate(k, means, i, 0, N);
      }
      size_t best = compare(n, paired, rivals, systems);
      correct += means[best] == lowest;
      good += means[best] <= lowest + 0.3;
      stated += plm_correct_selection(rivals, SYSTEMS, best, 0) / REPETITIONS;
      stated_good += plm_correct_selection(rivals, SYSTEMS, best, 0.3) / REPETITIONS;
    }
    double share = (double)correct / REPETITIONS, share_good = (double)good / REPETITIONS;
    double error = sqrt(share * (1 - share) / REPETITIONS);
    cr_expect(share >= stated - 4 * error && stated > share - 0.1, "%g stated, %g correct", stated, share);
    cr_expect(share_good >= stated_good - 4 * error && stated_good > share_good - 0.1, "%g stated, %g good",
              stated_good, share_good);
  }
}
