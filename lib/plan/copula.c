/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/copula.h"
#include "base/error.h"
#include "base/memory.h"
#include "scenario/correlation.h"
#include "stream/stream.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NOTHING 1e-9 /* variance that is left where the inputs before say all, as for plm_correlation_factor */

placement_status plm_copula_init(plm_copula *c, size_t count, const uint64_t *digests, placement_error *err)
{
  c->count = count;
  c->digests = digests;
  c->correlation = plm_new_array(count * count, sizeof *c->correlation);
  c->factor = plm_new_array(count * count, sizeof *c->factor);
  c->correlated = plm_new_array(count, sizeof *c->correlated);
  c->deviates = plm_new_array(count, sizeof *c->deviates);
  c->own = plm_new_array(count, sizeof *c->own);
  c->turn = plm_new_array(count, sizeof *c->turn);
  c->turn_factor = plm_new_array(count * count, sizeof *c->turn_factor);
  c->shifts = plm_new_array(count, sizeof *c->shifts);
  c->fixed = plm_new_array(count, sizeof *c->fixed);
  c->together = plm_new_array(count, sizeof *c->together);
  c->decided = plm_new_array(count, sizeof *c->decided);
  c->instead = plm_new_array(count, sizeof *c->instead);
  if (c->correlation == NULL || c->factor == NULL || c->correlated == NULL || c->deviates == NULL || c->own == NULL ||
      c->turn == NULL || c->turn_factor == NULL || c->shifts == NULL || c->fixed == NULL || c->together == NULL ||
      c->decided == NULL || c->instead == NULL)
    return plm_fail_memory(err);
  return PLACEMENT_OK;
}

void plm_copula_clear(plm_copula *c)
{
  free(c->correlation);
  free(c->factor);
  free(c->correlated);
  free(c->deviates);
  free(c->own);
  free(c->turn);
  free(c->turn_factor);
  free(c->shifts);
  free(c->fixed);
  free(c->together);
  free(c->decided);
  free(c->instead);
}

bool plm_copula_factor(plm_copula *c)
{
  const size_t n = c->count;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      c->correlated[i] |= j != i && c->correlation[i * n + j] != 0;
  memcpy(c->turn_factor, c->correlation, n * n * sizeof *c->correlation);
  return plm_correlation_factor(c->turn_factor, n, c->factor);
}

/* Whether b is decided with or after a. */
static bool in_order(const plm_copula *c, size_t a, size_t b)
{
  bool fixed_a = !isnan(c->fixed[a]), fixed_b = !isnan(c->fixed[b]);
  return fixed_a || (!fixed_b && c->shifts[a] <= c->shifts[b]);
}

static bool in_one_turn(const plm_copula *c, size_t a, size_t b)
{
  return in_order(c, a, b) && in_order(c, b, a);
}

/* The factor of the correlations in the order of turns: Cholesky without pivoting. What adds nothing to those before it
 * has no column. */
static void factor_in_turn(plm_copula *c)
{
  const size_t n = c->turns;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j <= i; j++) {
      double *at = &c->turn_factor[i * n + j];
      const double *row = &c->turn_factor[i * n], *other = &c->turn_factor[j * n];
      double left = c->correlation[c->turn[i] * c->count + c->turn[j]];
      for (size_t k = 0; k < j; k++)
        left -= row[k] * other[k];
      if (j == i)
        *at = left > NOTHING ? sqrt(left) : 0;
      else
        *at = other[j] > 0 ? left / other[j] : 0;
    }
  }
}

void plm_copula_take_turns(plm_copula *c)
{
  c->turns = 0;
  for (size_t i = 0; i < c->count; i++) {
    size_t at = c->turns;
    if (!c->correlated[i])
      continue;
    for (; at > 0 && !in_order(c, c->turn[at - 1], i); at--)
      c->turn[at] = c->turn[at - 1];
    c->turn[at] = i;
    c->turns++;
  }
  factor_in_turn(c);
}

/* As a replication has them. */
static void draw_together(plm_copula *c, uint64_t seed, uint32_t replication, double *deviates)
{
  for (size_t i = 0; i < c->count; i++) {
    if (!c->correlated[i])
      continue;
    uint32_t word = plm_stream_word(plm_stream_key(seed, c->digests[i]), replication, 0, PLM_PURPOSE_INPUT, 0);
    c->own[i] = gsl_cdf_ugaussian_Pinv((word + 0.5) * 0x1p-32);
  }
  for (size_t i = 0; i < c->count; i++) {
    deviates[i] = 0;
    for (size_t j = 0; c->correlated[i] && j < c->count; j++)
      deviates[i] += c->factor[i * c->count + j] * c->own[j];
  }
}

/* The independent deviates that those of the turns first to end - 1 are made of; those before are known. */
static void take_apart(const plm_copula *c, const double *deviates, size_t first, size_t end, double *independent)
{
  for (size_t k = first; k < end; k++) {
    const double *row = &c->turn_factor[k * c->turns];
    double left = deviates[c->turn[k]];
    for (size_t l = 0; l < k; l++)
      left -= row[l] * independent[l];
    independent[k] = row[k] > 0 ? left / row[k] : 0;
  }
}

/* Inputs first to end - 1 in turn, which are decided together. */
static void decide(plm_copula *c, uint64_t seed, uint32_t replication, size_t first, size_t end)
{
  if (isnan(c->fixed[c->turn[first]])) {
    draw_together(c, seed, replication + (uint32_t)c->shifts[c->turn[first]], c->together);
    take_apart(c, c->together, 0, first, c->instead);
  }
  for (size_t k = first; k < end; k++) {
    size_t i = c->turn[k];
    c->deviates[i] = isnan(c->fixed[i]) ? c->together[i] : c->fixed[i];
    for (size_t l = 0; isnan(c->fixed[i]) && l < first; l++)
      c->deviates[i] += c->turn_factor[k * c->turns + l] * (c->decided[l] - c->instead[l]);
  }
}

void plm_copula_draw(plm_copula *c, uint64_t seed, uint32_t replication)
{
  if (c->turns == 0)
    draw_together(c, seed, replication, c->deviates);
  for (size_t first = 0, end; first < c->turns; first = end) {
    end = first + 1;
    while (end < c->turns && in_one_turn(c, c->turn[first], c->turn[end]))
      end++;
    decide(c, seed, replication, first, end);
    if (end < c->turns)
      take_apart(c, c->deviates, first, end, c->decided);
  }
}
