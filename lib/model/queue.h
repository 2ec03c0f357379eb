/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children in order of rank: a binary heap that knows where each child stands, so that joining and leaving take the
 * logarithm of its length, and a search for the first child that fits looks at few others.
 */
#ifndef PLM_MODEL_QUEUE_H
#define PLM_MODEL_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A child and its rank: the smaller comes first, by each member in turn. No two children have the same. */
typedef struct plm_queued {
  double first;
  int32_t second;
  int32_t group;
  uint32_t index; /* within the group, those of initial children before others */
  int32_t number; /* of the child; not part of the rank */
} plm_queued;

/* Its arrays belong to the workspace. `at` has for each child its position and 1, or 0 if it is not in the queue;
 * queues can share it if no child is in two of them. */
typedef struct plm_queue {
  size_t count;
  plm_queued *entries; /* none comes before entry (i - 1) / 2 of its entry i */
  int32_t *at;
} plm_queue;

/* Without branches, which way they go is hard to guess. */
static inline bool plm_ranks_before(const plm_queued *a, const plm_queued *b)
{
  uint64_t child_a = (uint64_t)a->group << 32 | a->index;
  uint64_t child_b = (uint64_t)b->group << 32 | b->index;
  return (a->first < b->first) |
         ((a->first == b->first) & ((a->second < b->second) | ((a->second == b->second) & (child_a < child_b))));
}

static inline bool plm_is_queued(const plm_queue *queue, int32_t number)
{
  return queue->at[number] != 0;
}

void plm_queue_add(plm_queue *queue, plm_queued entry);
void plm_queue_remove(plm_queue *queue, int32_t number);

/* Gives a child that is in the queue another rank. */
void plm_queue_move(plm_queue *queue, plm_queued entry);
void plm_queue_clear(plm_queue *queue);

/* The entry to look at after entry i of a search that starts with entry 0: those behind it in rank if `deeper`, else
 * all of these are passed over. SIZE_MAX: there is none. */
size_t plm_queue_next(const plm_queue *queue, size_t i, bool deeper);

#endif
