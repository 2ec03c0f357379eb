/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/stream.h"

#include <criterion/criterion.h>
#include <math.h>

/* Known answers for "philox4x32 10" in tests/kat_vectors of the Random123 distribution: counter, key, result. */
Test(stream, philox_known_answers)
{
  static const uint32_t known[3][10] = {
      {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
      {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6,
       0x6d5451fd},
      {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
       0x24126ea1},
  };
  for (size_t i = 0; i < 3; i++) {
    const uint32_t *k = known[i];
    plm_block block = plm_stream_block((plm_key){{k[4], k[5]}}, k[0], k[1], k[2], k[3]);
    for (size_t j = 0; j < 4; j++)
      cr_assert_eq(block.word[j], k[6 + j], "vector %zu, word %zu: %08x", i, j, block.word[j]);
  }
}

Test(stream, word_k_is_a_word_of_block_k_over_4)
{
  plm_key key = plm_stream_key(7, plm_id_digest("group", "standard"));
  for (uint32_t k = 0; k < 40; k++)
    cr_assert_eq(plm_stream_word(key, 3, 5, PLM_PURPOSE_FEE, k),
                 plm_stream_block(key, 3, 5, PLM_PURPOSE_FEE, k / 4).word[k % 4]);
}

/* FNV-1a of "a", a zero byte and "b", then fmix64, computed apart with the published constants. A change of this digest
 * would change every result of every scenario. */
Test(stream, digest_is_pinned)
{
  cr_assert_eq(plm_id_digest("a", "b"), 0xab78f5eca36d0e2bULL);
}

static int equal(plm_key a, plm_key b)
{
  return a.word[0] == b.word[0] && a.word[1] == b.word[1];
}

Test(stream, keys_differ)
{
  static const char *const ids[] = {"a", "b", "ab", "ba", "home-1", "home-2", "home-11", "", "1", "11"};
  static const char *const kinds[] = {"group", "home", "phase"};
  plm_key keys[90];
  size_t count = 0;
  for (uint64_t seed = 0; seed < 3; seed++)
    for (size_t kind = 0; kind < 3; kind++)
      for (size_t id = 0; id < 10; id++)
        keys[count++] = plm_stream_key(seed, plm_id_digest(kinds[kind], ids[id]));
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < i; j++)
      cr_assert_not(equal(keys[i], keys[j]), "%zu and %zu", i, j);
  cr_assert_neq(plm_id_digest("ab", "c"), plm_id_digest("a", "bc"));
  /* the upper half of a seed counts */
  cr_assert_not(equal(plm_stream_key(1, 5), plm_stream_key(1 + ((uint64_t)1 << 32), 5)));
}

Test(stream, pair_keys_are_symmetric_and_differ)
{
  uint64_t a = plm_id_digest("group", "a");
  uint64_t b = plm_id_digest("group", "b");
  uint64_t c = plm_id_digest("group", "c");
  cr_assert(equal(plm_stream_pair_key(9, a, b), plm_stream_pair_key(9, b, a)));
  cr_assert_not(equal(plm_stream_pair_key(9, a, b), plm_stream_pair_key(9, a, c)));
  cr_assert_not(equal(plm_stream_pair_key(9, a, b), plm_stream_pair_key(8, a, b)));
  cr_assert_not(equal(plm_stream_pair_key(9, a, a), plm_stream_pair_key(9, b, b)));
  cr_assert_not(equal(plm_stream_pair_key(9, a, a), plm_stream_key(9, a)));
}

Test(stream, thresholds)
{
  cr_assert_eq(plm_threshold(0), 0);
  cr_assert_eq(plm_threshold(1), 4294967296ULL);
  cr_assert_eq(plm_threshold(0.5), 2147483648ULL);
  cr_assert_eq(plm_threshold(0x1p-32), 1);
  cr_assert_eq(plm_threshold(1 - 0x1p-33), 4294967296ULL);
  cr_assert_eq(plm_threshold(0.3), 1288490189ULL); /* 1288490188.8 */
  cr_assert_eq(plm_threshold(-1), 0);
  cr_assert_eq(plm_threshold(2), 4294967296ULL);
}

#define SIDE 16
#define DRAWS 65536

/* Chi-square of SIDE x SIDE cells of two words that should be independent, DRAWS pairs: 255 degrees of freedom, whose
 * quantiles at 1e-5 and 1 - 1e-5 are 169.9 and 363.0. `step` says which argument moves to the
 * neighbour. */
static double neighbours(int step)
{
  static uint32_t cells[SIDE * SIDE];
  double sum = 0;
  uint64_t digest = plm_id_digest("group", "chi-square");
  for (size_t i = 0; i < SIDE * SIDE; i++)
    cells[i] = 0;
  for (uint32_t i = 0; i < DRAWS; i++) {
    uint32_t first, second;
    if (step == 4) { /* neighbouring seeds */
      first = plm_stream_word(plm_stream_key(2 * i, digest), 0, 0, 1, 0);
      second = plm_stream_word(plm_stream_key(2 * i + 1, digest), 0, 0, 1, 0);
    } else {
      plm_key key = plm_stream_key(20200401, digest);
      uint32_t at[4] = {i & 255, i >> 8, PLM_PURPOSE_LIFE, 0};
      uint32_t next[4] = {at[0], at[1], at[2], at[3]};
      if (step == 0)
        at[0] *= 2, next[0] = at[0] + 1;
      else if (step == 1)
        at[1] *= 2, next[1] = at[1] + 1;
      else if (step == 2)
        next[2] = PLM_PURPOSE_FEE;
      else
        next[3] = 1;
      first = plm_stream_word(key, at[0], at[1], at[2], at[3]);
      second = plm_stream_word(key, next[0], next[1], next[2], next[3]);
    }
    cells[(first >> 28) * SIDE + (second >> 28)]++;
  }
  for (size_t i = 0; i < SIDE * SIDE; i++) {
    double expected = (double)DRAWS / (SIDE * SIDE);
    sum += (cells[i] - expected) * (cells[i] - expected) / expected;
  }
  return sum;
}

Test(stream, neighbouring_counters_are_uniform_and_independent)
{
  static const char *const names[] = {"replication", "index", "purpose", "k", "seed"};
  for (int step = 0; step < 5; step++) {
    double chi_square = neighbours(step);
    cr_assert(chi_square > 169.9 && chi_square < 363.0, "neighbours in %s: %g", names[step], chi_square);
  }
}

/* Each of the 32 bits is set in half of the words: 5 standard errors. */
Test(stream, every_bit_is_fair)
{
  plm_key key = plm_stream_key(1, plm_id_digest("home", "bits"));
  uint32_t set[32] = {0};
  for (uint32_t i = 0; i < DRAWS; i++) {
    uint32_t word = plm_stream_word(key, i, 0, PLM_PURPOSE_DELAY, 0);
    for (int bit = 0; bit < 32; bit++)
      set[bit] += word >> bit & 1U;
  }
  for (int bit = 0; bit < 32; bit++)
    cr_assert(fabs(set[bit] - DRAWS / 2.0) < 5 * sqrt(DRAWS / 4.0), "bit %d: %u", bit, set[bit]);
}
