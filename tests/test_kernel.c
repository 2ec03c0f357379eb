/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every kernel that this processor can run against the plain functions: words, draws and whole replications.
 */
#include "model/workspace.h"

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define MOST 8

static size_t kernels_here(const plm_kernel **kernels)
{
  size_t count = plm_kernels(kernels, MOST);
  cr_assert(count >= 1 && count <= MOST);
  cr_assert_str_eq(kernels[count - 1]->name, "portable");
  return count;
}

Test(kernel, words_are_those_of_the_stream)
{
  const plm_kernel *kernels[MOST];
  size_t count = kernels_here(kernels);
  plm_key key = plm_stream_key(2020, plm_id_digest("group", "core"));
  for (size_t k = 0; k < count; k++) {
    for (uint32_t first = 0; first < 4096; first += 7) {
      uint32_t k_block = first % 3;
      plm_lane_words words;
      kernels[k]->words(key, 0xfffffff0U + first, first * 977, PLM_PURPOSE_LIFE, k_block, words);
      for (uint32_t i = 0; i < PLM_LANES; i++) {
        plm_block block = plm_stream_block(key, 0xfffffff0U + first, first * 977 + i, PLM_PURPOSE_LIFE, k_block);
        for (size_t word = 0; word < 4; word++)
          cr_assert_eq(words[word][i], block.word[word], "%s", kernels[k]->name);
      }
    }
  }
}

/* At both ends, around the middle, and all over. */
Test(kernel, draws_are_those_of_the_tables)
{
  const plm_kernel *kernels[MOST];
  size_t count = kernels_here(kernels);
  plm_distribution distributions[4];
  cr_assert_null(plm_distribution_lognormal_mean_cv(&distributions[0], 900, 1));
  cr_assert_null(plm_distribution_normal(&distributions[1], -3, 7));
  cr_assert_null(plm_distribution_gamma(&distributions[2], 28, 0.7));
  distributions[3] = plm_distribution_constant(0.1);
  for (size_t d = 0; d < 4; d++) {
    plm_quantile_table table;
    plm_lane_table lanes;
    plm_node constant;
    cr_assert_eq(plm_quantile_table_init(&table, &distributions[d], NULL), PLACEMENT_OK);
    cr_assert(plm_lane_table_init(&lanes, &table, &constant));
    for (uint32_t around = 0; around < 65536; around++) {
      uint32_t words[PLM_LANES];
      double draws[PLM_LANES];
      for (uint32_t i = 0; i < PLM_LANES; i++)
        words[i] = (around << 16) + (i - PLM_LANES / 2) * (around % 5 + 1);
      for (size_t k = 0; k < count; k++) {
        kernels[k]->draw(&lanes, words, draws);
        for (size_t i = 0; i < PLM_LANES; i++)
          cr_assert_eq(draws[i], plm_quantile_table_draw(&table, words[i]), "%s: word %u", kernels[k]->name, words[i]);
      }
    }
    plm_quantile_table_clear(&table);
    plm_distribution_clear(&distributions[d]);
  }
}

static void check_replications(const char *path)
{
  const plm_kernel *kernels[MOST];
  size_t count = kernels_here(kernels);
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_workspace *one = NULL, *other = NULL;
  cr_assert_eq(placement_scenario_load_file(path, &scenario, NULL, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_plan_new(scenario, &plan, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_workspace_new(plan, &one, NULL), PLACEMENT_OK);
  cr_assert_eq(placement_workspace_new(plan, &other, NULL), PLACEMENT_OK);
  for (uint64_t replication = 0; replication < 40; replication++) {
    cr_assert_eq(placement_replicate(plan, 11, replication, one, NULL), PLACEMENT_OK);
    for (size_t k = 0; k < count; k++) {
      other->kernel = kernels[k];
      cr_assert_eq(placement_replicate(plan, 11, replication, other, NULL), PLACEMENT_OK);
      cr_assert_arr_eq(plm_workspace_outcome(one), plm_workspace_outcome(other),
                       plm_outcome_size(plan) * sizeof(int64_t), "%s: %s", path, kernels[k]->name);
    }
  }
  placement_workspace_free(one);
  placement_workspace_free(other);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
}

Test(kernel, replications_are_the_same_bits)
{
  check_replications(EXAMPLES "/scenarios/southampton/option1-in-house.json");
  check_replications(EXAMPLES "/scenarios/southampton/advanced-foster-care.json");
  check_replications(EXAMPLES "/scenarios/county.json");
  check_replications(TEST_DATA "/ok/whole_model.json");
}
