/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/distribution.h"

static bool equal_values(const double *a, const double *b, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (a[i] != b[i])
      return false;
  return true;
}

bool plm_distribution_equal(const plm_distribution *a, const plm_distribution *b)
{
  if (a->kind != b->kind || a->count != b->count || a->knots != b->knots || a->lower != b->lower ||
      a->upper != b->upper || a->scale != b->scale || !equal_values(a->a, b->a, sizeof a->a / sizeof *a->a))
    return false;
  if (a->p != NULL && !equal_values(a->p, b->p, a->count))
    return false;
  if (a->x != NULL && !equal_values(a->x, b->x, a->of != NULL ? a->knots : a->count))
    return false;
  for (size_t i = 0; a->of != NULL && i < a->count; i++)
    if (!plm_distribution_equal(&a->of[i], &b->of[i]))
      return false;
  return true;
}
