/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/queue.h"

static void put(plm_queue *queue, size_t i, plm_queued entry)
{
  queue->entries[i] = entry;
  queue->at[entry.number] = (int32_t)i + 1;
}

/* Finds the place of an entry from i, which is free, towards the front or the back. */
static void settle(plm_queue *queue, size_t i, plm_queued entry)
{
  while (i > 0 && plm_ranks_before(&entry, &queue->entries[(i - 1) / 2])) {
    put(queue, i, queue->entries[(i - 1) / 2]);
    i = (i - 1) / 2;
  }
  for (size_t next = 2 * i + 1; next < queue->count; next = 2 * i + 1) {
    if (next + 1 < queue->count)
      next += plm_ranks_before(&queue->entries[next + 1], &queue->entries[next]);
    if (!plm_ranks_before(&queue->entries[next], &entry))
      break;
    put(queue, i, queue->entries[next]);
    i = next;
  }
  put(queue, i, entry);
}

void plm_queue_add(plm_queue *queue, plm_queued entry)
{
  settle(queue, queue->count++, entry);
}

void plm_queue_remove(plm_queue *queue, int32_t number)
{
  size_t i = (size_t)queue->at[number] - 1;
  plm_queued last = queue->entries[--queue->count];
  queue->at[number] = 0;
  if (i < queue->count)
    settle(queue, i, last);
}

void plm_queue_move(plm_queue *queue, plm_queued entry)
{
  settle(queue, (size_t)queue->at[entry.number] - 1, entry);
}

void plm_queue_clear(plm_queue *queue)
{
  for (size_t i = 0; i < queue->count; i++)
    queue->at[queue->entries[i].number] = 0;
  queue->count = 0;
}

size_t plm_queue_next(const plm_queue *queue, size_t i, bool deeper)
{
  if (deeper && 2 * i + 1 < queue->count)
    return 2 * i + 1;
  while (i > 0 && (i % 2 == 0 || i + 1 >= queue->count))
    i = (i - 1) / 2;
  return i > 0 ? i + 1 : SIZE_MAX;
}
