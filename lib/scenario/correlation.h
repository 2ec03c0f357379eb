/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Correlation matrices.
 */
#ifndef PLM_SCENARIO_CORRELATION_H
#define PLM_SCENARIO_CORRELATION_H

#include <stdbool.h>
#include <stddef.h>

/* Factors a symmetric matrix of count x count: matrix = factor x its transpose (Cholesky with pivoting, Higham,
 * Accuracy and Stability of Numerical Algorithms, 10.3). Column j belongs to input j: without correlations the factor
 * of a correlation matrix is the identity, so independent standard normals z give correlated ones, factor x z, and an
 * input that is correlated with no other has its own z. `matrix` is used up. False if the matrix is not positive
 * semi-definite, up to rounding. */
bool plm_correlation_factor(double *matrix, size_t count, double *factor);

#endif
