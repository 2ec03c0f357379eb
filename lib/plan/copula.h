/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Correlated normal deviates of uncertain inputs: a Gaussian copula (Nelsen 2006, section 2.3.6). Correlated deviates
 * are made from the inputs' own by the Cholesky factor of the correlation matrix.
 *
 * Inputs can be fixed, or drawn as in other replications. Then they are decided in turn: those that are fixed, then
 * those with the smallest shift, and so on. The deviates of a turn are those of its replication, plus what follows from
 * the difference between what was decided before and what that replication has there: x_j + R_jk R_kk^-1 (x_k* - x_k),
 * conditional simulation (Hoffman and Ribak 1991, Astrophysical Journal 380, L5-L8; Journel and Huijbregts 1978, Mining
 * Geostatistics, chapter VII). So each has the distribution that it has given those before it, whatever these are.
 */
#ifndef PLM_PLAN_COPULA_H
#define PLM_PLAN_COPULA_H

#include <placement/base.h>

#include <stdbool.h>

typedef struct plm_copula {
  size_t count;
  const uint64_t *digests; /* what the draw of each is keyed by; the caller's */
  double *correlation;     /* count x count */
  double *factor;          /* of it */
  bool *correlated;        /* with another input: the others have no deviate here */
  double *deviates;        /* as they were last drawn */
  double *own;             /* scratch: independent deviates */
  size_t turns;            /* 0: all are drawn as in their replication */
  size_t *turn;            /* those that are correlated, in the order in which they are decided */
  double *turn_factor;     /* the factor in this order, lower triangular, and scratch */
  uint64_t *shifts;        /* of the replication that each is drawn as in */
  double *fixed;           /* deviate, NAN: drawn */
  double *together;        /* scratch: deviates of another replication, and, in turns, */
  double *decided;         /* the independent deviates that those decided are made of, */
  double *instead;         /* and those of the other replication */
} plm_copula;

/* All zero but for what is allocated; `digests` must outlive it, and the caller fills in `correlation`. */
placement_status plm_copula_init(plm_copula *copula, size_t count, const uint64_t *digests, placement_error *err);
void plm_copula_clear(plm_copula *copula);

/* Once the correlations are filled in. False if they contradict one another. */
bool plm_copula_factor(plm_copula *copula);

/* Once `shifts` and `fixed` are filled in, for all draws that follow. */
void plm_copula_take_turns(plm_copula *copula);

/* Draws the deviates of a replication; number + shift must be below 2^32. */
void plm_copula_draw(plm_copula *copula, uint64_t seed, uint32_t replication);

#endif
