/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Random numbers: every draw is a pure function of (seed, replication, id, index, purpose, k).
 *
 * The seed and the id of a group, home or phase give a 64-bit key; (replication, index, purpose, k / 4) is the counter
 * of Philox4x32-10 (Salmon et al. 2011) under this key, and k % 4 selects one of its four 32-bit words. Nothing that
 * has an id is keyed by its position in the file.
 */
#ifndef PLM_STREAM_H
#define PLM_STREAM_H

#include <stdint.h>

typedef struct plm_key {
  uint32_t word[2];
} plm_key;

typedef struct plm_block {
  uint32_t word[4];
} plm_block;

/* What is drawn. Numbers never change once released: they key the draws. "Of a child" is keyed by the id of its group
 * and its index there, with the highest bit set for initial children. */
typedef enum plm_purpose {
  PLM_PURPOSE_LIFE = 1,          /* of a child: words 0 gap before arrival, 1 need, 2 fee of its first standard external
                                    placement, 3 suitability, 4 emergency, 5 emergency days, 6 step-down, 7 age at entry,
                                    8 fee of its first emergency placement, 9 and 10 times to breakdown of its first two
                                    placements, 11 gap before the first enhancement of its first standard placement */
  PLM_PURPOSE_FEE = 2,           /* of a child: word k for its (k + 1)th standard external placement, k > 0 */
  PLM_PURPOSE_PAIR = 3,          /* of two children: word 0 */
  PLM_PURPOSE_INITIAL = 4,       /* of an initial child: words 0 remaining, 1 need given that, others as of a life */
  PLM_PURPOSE_INITIAL_FEE = 5,   /* of an initial child: what PLM_PURPOSE_FEE is of others */
  PLM_PURPOSE_DELAY = 6,         /* of a phase: word 0 */
  PLM_PURPOSE_REGISTRATION = 7,  /* of a home: words 0 delay, 1 declined */
  PLM_PURPOSE_EMERGENCY_FEE = 8, /* of a child: word k for its (k + 1)th emergency placement, k > 0 */
  PLM_PURPOSE_BREAKDOWN = 9,     /* of a child: word k, time to breakdown of its (k + 1)th placement of any kind, k > 1;
                                    the one that an initial child lives in is its first */
  PLM_PURPOSE_ENHANCEMENT = 10,  /* of a child: purpose 10 + 256 n, word k: gap before the (k + 1)th enhancement of its
                                    (n + 1)th standard external placement, n + k > 0 */
  PLM_PURPOSE_REFUSAL = 11,      /* of a child, under the pair key of home and group: word 0 */
  PLM_PURPOSE_SUSPENSION = 12,   /* of a home: words 2 k gap before its (k + 1)th suspension, 2 k + 1 its length */
  PLM_PURPOSE_REQUEST = 13,      /* of a home: words 2 k gap before the (k + 1)th request for a bed, 2 k + 1 its stay */
  PLM_PURPOSE_BUYER = 14,  /* of a child, under the pair key of home and group: word k, with the child of request k */
  PLM_PURPOSE_BUYERS = 15, /* of a home, index the earlier of two requests: word k, with that of the later request k */
  PLM_PURPOSE_INPUT = 16,  /* of an uncertain input, under the digest of its key (scenario/input_key.h): word 0 */
  PLM_PURPOSE_BOOTSTRAP = 17 /* of a resample, which is its index: word k, the row that it draws kth */
} plm_purpose;

/* A 64-bit digest of an id, the same on every machine. `kind` keeps equal ids of different things apart. */
uint64_t plm_id_digest(const char *kind, const char *id);

/* The key of an id under a seed, and of two ids (in either order). */
plm_key plm_stream_key(uint64_t seed, uint64_t id_digest);
plm_key plm_stream_pair_key(uint64_t seed, uint64_t digest_a, uint64_t digest_b);

/* The four words of one counter. */
plm_block plm_stream_block(plm_key key, uint32_t replication, uint32_t index, uint32_t purpose, uint32_t k_block);

/* The word k of (replication, index, purpose). */
uint32_t plm_stream_word(plm_key key, uint32_t replication, uint32_t index, uint32_t purpose, uint32_t k);

/* P(word < plm_threshold(p)) = p to 2^-32; exact for 0 and 1 (compare as 64-bit numbers). */
uint64_t plm_threshold(double probability);

#endif
