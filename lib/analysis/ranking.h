/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ranking and selection: which of several systems has the lowest mean, how sure that is, and which of them to simulate
 * more so that it becomes sure soonest. Systems are numbered from 0; pure functions, safe from any thread.
 */
#ifndef PLM_ANALYSIS_RANKING_H
#define PLM_ANALYSIS_RANKING_H

#include <stddef.h>

/* What the replications of a system came to, two or more of them. */
typedef struct plm_system {
  double mean;
  double variance; /* of one replication, n - 1 in the denominator */
  size_t n;
} plm_system;

/* How a system compares with the one that is taken for the best. */
typedef struct plm_rival {
  double difference; /* mean of the rival less that of the best */
  double variance;   /* of one paired difference; NAN where replications are independent */
  double se;         /* standard error of `difference` */
  double degrees;    /* of freedom, of Student's t */
} plm_rival;

plm_system plm_system_of(const double *values, size_t n);

/* The number of the system with the lowest mean, the first of equals; 0 if there is none. */
size_t plm_lowest(const plm_system *systems, size_t count);

/* The comparison of independent replications, degrees of freedom by Welch (1938, Biometrika 29, 350-362). */
plm_rival plm_compare_independent(const plm_system *best, const plm_system *rival);

/* The comparison of the first n replications, n >= 2, which have their random numbers in common. */
plm_rival plm_compare_paired(const double *best, const double *rival, size_t n);

/* A lower bound for the probability that no rival is better than the best by more than `indifference` (0: that the best
 * is best): 1 less the sum, over the rivals, of the probability that they are. This is APCS-B of Chen, Lin, Yücesan and
 * Chick (2000, Discrete Event Dynamic Systems 10, 251-270), with Student's t and an indifference as in Branke, Chick
 * and Schmidt (2007, Management Science 53, 1916-1932). It holds by Bonferroni whatever the dependence between rivals,
 * so for paired samples too. 0 or more; the rival numbered `best` is passed over, and one that never differs from the
 * best counts as just as good.
 *
 * It is the probability given these replications, when nothing was known of the means before. Where two systems are
 * closer than the replications can tell apart, the lower of them is right half the time only, but the bound is around
 * 3/4 in the mean: ask for an indifference that does not matter, or for a higher probability. */
double plm_correct_selection(const plm_rival *rivals, size_t count, size_t best, double indifference);

/* Optimal computing budget allocation (OCBA; Chen et al. 2000, theorem 1) for independent replications: how many each
 * system should have, relative to the others. Rivals get (sd / difference)^2, the best sd sqrt(sum (weight / sd)^2).
 * Differences below the indifference count as this, and ties as the smallest difference that is none (1 if there is
 * no other). A system that does not vary needs no more replications. */
void plm_ocba_weights(const plm_system *systems, size_t count, size_t best, double indifference, double *weights);

/* The same for paired samples, where a rival is compared with the best over the replications that both have. Then the
 * sum of plm_correct_selection falls fastest if rivals get variance / difference^2 of their paired difference, which
 * makes all its exponents equal (compare Fu, Hu, Chen and Xiong 2007, INFORMS Journal on Computing 19, 101-111), and
 * the best as many as the one that gets most. */
void plm_ocba_paired_weights(const plm_rival *rivals, size_t count, size_t best, double indifference, double *weights);

/* Shares `total` replications out by weights (0 or more), but never fewer to a system than it has done; whole numbers
 * by the largest remainders. They sum to `total`, except that all stay as they are if that is no more than is done, or
 * if all weights are 0. */
void plm_allocate(const double *weights, const size_t *done, size_t count, size_t total, size_t *allocation);

#endif
