/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/stream.h"

#include <Random123/philox.h>

#include <math.h>

#define FNV_OFFSET 14695981039346656037ULL
#define FNV_PRIME 1099511628211ULL

static uint64_t fnv_1a(uint64_t hash, const char *text)
{
  for (; *text != '\0'; text++)
    hash = (hash ^ (unsigned char)*text) * FNV_PRIME;
  return hash;
}

/* FNV-1a over kind, a zero byte and id, then the finaliser of MurmurHash3, so that every bit depends on every byte. */
uint64_t plm_id_digest(const char *kind, const char *id)
{
  uint64_t hash = fnv_1a(fnv_1a(FNV_OFFSET, kind) * FNV_PRIME, id);
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdULL;
  hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return hash ^ (hash >> 33);
}

static plm_block philox(plm_key key, plm_block counter)
{
  philox4x32_ctr_t in = {{counter.word[0], counter.word[1], counter.word[2], counter.word[3]}};
  philox4x32_key_t under = {{key.word[0], key.word[1]}};
  philox4x32_ctr_t out = philox4x32(in, under);
  return (plm_block){{out.v[0], out.v[1], out.v[2], out.v[3]}};
}

static plm_key split(uint64_t number)
{
  return (plm_key){{(uint32_t)number, (uint32_t)(number >> 32)}};
}

/* Philox under the seed, so that no change of an id can undo a change of the seed. */
static plm_key derive(uint64_t seed, uint64_t low, uint64_t high)
{
  plm_key a = split(low);
  plm_key b = split(high);
  plm_block block = philox(split(seed), (plm_block){{a.word[0], a.word[1], b.word[0], b.word[1]}});
  return (plm_key){{block.word[0], block.word[1]}};
}

plm_key plm_stream_key(uint64_t seed, uint64_t id_digest)
{
  return derive(seed, id_digest, 0);
}

/* Sorted, so that the second digest is 0, as in the key of one id, only when both are. */
plm_key plm_stream_pair_key(uint64_t seed, uint64_t digest_a, uint64_t digest_b)
{
  return digest_a < digest_b ? derive(seed, digest_a, digest_b) : derive(seed, digest_b, digest_a);
}

plm_block plm_stream_block(plm_key key, uint32_t replication, uint32_t index, uint32_t purpose, uint32_t k_block)
{
  return philox(key, (plm_block){{replication, index, purpose, k_block}});
}

uint32_t plm_stream_word(plm_key key, uint32_t replication, uint32_t index, uint32_t purpose, uint32_t k)
{
  return plm_stream_block(key, replication, index, purpose, k / 4).word[k % 4];
}

uint64_t plm_threshold(double probability)
{
  if (!(probability > 0))
    return 0;
  return probability >= 1 ? (uint64_t)1 << 32 : (uint64_t)floor(probability * 0x1p32 + 0.5);
}
