/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution/step_table.h"

#include <criterion/criterion.h>
#include <math.h>
#include <placement/base.h>
#include <stdlib.h>

/* What the table must draw: the first step whose cumulated weight reaches (w + 1/2) / 2^32. */
static uint32_t step_of(const double *weights, uint32_t count, uint32_t w)
{
  double total = 0, sum = 0;
  for (uint32_t i = 0; i < count; i++)
    total += weights[i];
  for (uint32_t i = 0; i < count; i++) {
    sum += weights[i];
    if (sum / total >= (w + 0.5) * 0x1p-32)
      return i;
  }
  return count - 1;
}

static void expect_steps(const double *weights, uint32_t count)
{
  plm_step_table table;
  cr_assert_eq(plm_step_table_init(&table, weights, count, NULL), PLACEMENT_OK);
  for (uint32_t i = 0; i < 65536; i++) {
    uint32_t w = i << 16;
    uint32_t words[] = {w, w + 1, w + 0x7fff, w + 0x8000, w + 0xffff};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
      cr_assert_eq(plm_step_table_draw(&table, words[k]), step_of(weights, count, words[k]), "word %u", words[k]);
  }
  for (uint32_t i = 0; i + 1 < count; i++)
    if (table.end[i] > 0 && table.end[i] < UINT32_MAX) {
      cr_assert_eq(plm_step_table_draw(&table, table.end[i] - 1), step_of(weights, count, table.end[i] - 1));
      cr_assert_eq(plm_step_table_draw(&table, table.end[i]), step_of(weights, count, table.end[i]));
    }
  plm_step_table_clear(&table);
}

Test(step_table, draws_the_step_whose_cumulated_weight_the_word_reaches)
{
  static const double even[] = {1, 1, 1, 1};
  static const double gaps[] = {0, 3, 0, 0, 1e-12, 2, 0};
  static const double one[] = {7};
  double falling[300];
  for (int i = 0; i < 300; i++)
    falling[i] = exp(-i / 20.0);
  expect_steps(even, 4);
  expect_steps(gaps, 7);
  expect_steps(one, 1);
  expect_steps(falling, 300);
}

Test(step_table, gives_each_step_its_share_of_all_words)
{
  enum { STEPS = 1000 };
  double weights[STEPS], total = 0, sum = 0;
  plm_step_table table;
  for (int i = 0; i < STEPS; i++)
    total += weights[i] = 1 + (i * 37) % 11;
  cr_assert_eq(plm_step_table_init(&table, weights, STEPS, NULL), PLACEMENT_OK);
  for (int i = 0; i + 1 < STEPS; i++) {
    sum += weights[i];
    cr_assert_leq(fabs(table.end[i] - sum / total * 0x1p32), 0.5 + 1e-5, "step %d", i);
  }
  plm_step_table_clear(&table);
}
