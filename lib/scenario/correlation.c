/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/correlation.h"

#include <math.h>
#include <string.h>

/* What is left of a diagonal when nothing is: correlations are typed with a few decimals. */
#define NOTHING 1e-9

static size_t largest_diagonal(const double *matrix, size_t count)
{
  size_t largest = 0;
  for (size_t i = 1; i < count; i++)
    if (matrix[i * count + i] > matrix[largest * count + largest])
      largest = i;
  return largest;
}

/* The part that no pivot explains: |a_ij|^2 <= a_ii a_jj in a matrix that is positive semi-definite. */
static bool is_nothing(const double *matrix, size_t count)
{
  for (size_t i = 0; i < count * count; i++)
    if (fabs(matrix[i]) > NOTHING)
      return false;
  return true;
}

bool plm_correlation_factor(double *matrix, size_t count, double *factor)
{
  memset(factor, 0, count * count * sizeof *factor);
  for (size_t step = 0; step < count; step++) {
    size_t pivot = largest_diagonal(matrix, count);
    double root = matrix[pivot * count + pivot];
    if (root <= NOTHING)
      break;
    root = sqrt(root);
    for (size_t i = 0; i < count; i++)
      factor[i * count + pivot] = matrix[i * count + pivot] / root;
    for (size_t i = 0; i < count; i++)
      for (size_t j = 0; j < count; j++)
        matrix[i * count + j] -= factor[i * count + pivot] * factor[j * count + pivot];
    for (size_t i = 0; i < count; i++) /* what rounding leaves would be taken for a pivot again */
      matrix[i * count + pivot] = matrix[pivot * count + i] = 0;
  }
  return is_nothing(matrix, count);
}
