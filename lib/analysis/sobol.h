/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which inputs a figure's variance comes from: first-order and total Sobol indices from pick-freeze samples, and the
 * split of the variance into inputs and chance.
 */
#ifndef PLM_ANALYSIS_SOBOL_H
#define PLM_ANALYSIS_SOBOL_H

#include "analysis/bootstrap.h"

/* A figure f, finite, at the rows of two independent samples of the inputs, and of the first with one input taken from
 * the second. What a row has in common in all of them (such as its lives, if these are frozen) is no input but a given:
 * indices then hold what an input does with it as well. To make chance an input of its own, let b be of other lives
 * than a and all ab, and add an ab of the inputs of a and the lives of b. */
typedef struct plm_sobol_sample {
  size_t rows;
  size_t inputs;
  const double *a;  /* f(A) of each row */
  const double *b;  /* f(B) */
  const double *ab; /* ab[i * rows + r]: f of row r of A, but input i from B */
} plm_sobol_sample;

/* For each input, the share of the variance of f that goes when it is known (`first`), and that stays when all others
 * are (`total`). First order: Saltelli et al. 2010 (Computer Physics Communications 181, 259-270), table 2 (b), with f
 * centred at its mean; total: Jansen 1999 (Computer Physics Communications 117, 35-43), the same, table 2 (f). The
 * variance is that of f(A) and f(B) together. Intervals by bootstrap over rows (Archer, Saltelli and Sobol 1997,
 * Journal of Statistical Computation and Simulation 58, 99-120). Estimates are not cut off at 0 and 1, and NAN if f
 * does not vary. The one error is PLACEMENT_ERROR_MEMORY; results are written only on PLACEMENT_OK. */
placement_status plm_sobol_indices(const plm_sobol_sample *sample, const plm_bootstrap_options *options,
                                   plm_estimate *first, plm_estimate *total, placement_error *err);

typedef struct plm_variance_split {
  plm_estimate inputs; /* Var(E[f | inputs]), in the unit of f squared; below 0 by chance only */
  plm_estimate chance; /* E[Var(f | inputs)] */
  plm_estimate total;  /* of f: their sum */
  plm_estimate share;  /* inputs / total, NAN if f does not vary */
} plm_variance_split;

/* Pairs f[r], other[r] of replications with equal inputs and different lives: the variance that comes from inputs is
 * the covariance of a pair, that of chance half the mean square of its difference (the pick-freeze identity of Sobol
 * 2001, Mathematics and Computers in Simulation 55, 271-280, with the inputs frozen). Intervals and errors
 * as above; NAN for fewer than two pairs. */
placement_status plm_split_variance(const double *f, const double *other, size_t pairs,
                                    const plm_bootstrap_options *options, plm_variance_split *split,
                                    placement_error *err);

#endif
