/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/queue.h"

#include <criterion/criterion.h>

enum { CHILDREN = 200 };

static plm_queued entries[CHILDREN], other_entries[CHILDREN];
static int32_t at[CHILDREN];
static uint32_t state = 1;

static uint32_t some_number(uint32_t below)
{
  state = state * 1664525U + 1013904223U;
  return (state >> 8) % below;
}

/* Few values of each member, so that each of them decides now and then. */
static plm_queued some_entry(int32_t number)
{
  return (plm_queued){some_number(4), (int32_t)some_number(3), (int32_t)some_number(3), (uint32_t)number, number};
}

/* The first entry that fits, found by looking at all of them. */
static const plm_queued *plain_search(const plm_queue *queue, const bool *fits)
{
  const plm_queued *best = NULL;
  for (size_t i = 0; i < queue->count; i++)
    if (fits[queue->entries[i].number] && (best == NULL || plm_ranks_before(&queue->entries[i], best)))
      best = &queue->entries[i];
  return best;
}

static const plm_queued *search(const plm_queue *queue, const bool *fits)
{
  const plm_queued *best = NULL;
  for (size_t i = queue->count > 0 ? 0 : SIZE_MAX; i != SIZE_MAX;) {
    const plm_queued *entry = &queue->entries[i];
    bool better = best == NULL || plm_ranks_before(entry, best);
    bool found = better && fits[entry->number];
    best = found ? entry : best;
    i = plm_queue_next(queue, i, better && !found);
  }
  return best;
}

Test(queue, knows_the_first_whoever_joins_and_leaves)
{
  plm_queue queue = {0, entries, at};
  bool in[CHILDREN] = {false}, fits[CHILDREN];
  for (int step = 0; step < 20000; step++) {
    int32_t number = (int32_t)some_number(CHILDREN);
    if (in[number] && step % 3 == 0) {
      plm_queue_move(&queue, some_entry(number));
      in[number] = false;
    } else if (in[number]) {
      plm_queue_remove(&queue, number);
    } else {
      plm_queue_add(&queue, some_entry(number));
    }
    in[number] = !in[number];
    size_t count = 0;
    for (int32_t i = 0; i < CHILDREN; i++) {
      count += in[i];
      fits[i] = some_number(5) == 0;
      cr_assert_eq(plm_is_queued(&queue, i), in[i]);
      cr_assert(!in[i] || queue.entries[at[i] - 1].number == i);
    }
    cr_assert_eq(queue.count, count);
    cr_assert_eq(search(&queue, fits), plain_search(&queue, fits));
    cr_assert_eq(search(&queue, in), count > 0 ? queue.entries : NULL);
  }
}

Test(queue, passes_every_entry_once_when_nobody_fits)
{
  plm_queue queue = {0, entries, at};
  for (int32_t number = 0; number < CHILDREN; number++) {
    int looks = 0;
    plm_queue_add(&queue, some_entry(number));
    for (size_t i = 0; i != SIZE_MAX; i = plm_queue_next(&queue, i, true))
      looks++;
    cr_assert_eq(looks, number + 1);
  }
}

Test(queue, can_share_where_children_stand_and_be_cleared)
{
  plm_queue queue = {0, entries, at}, other = {0, other_entries, at};
  for (int32_t number = 0; number < CHILDREN; number++)
    plm_queue_add(number % 2 == 0 ? &queue : &other, some_entry(number));
  plm_queue_clear(&queue);
  cr_assert_eq(queue.count, 0);
  for (int32_t number = 0; number < CHILDREN; number++)
    cr_assert_eq(plm_is_queued(&queue, number), number % 2 != 0);
  cr_assert_eq(other.count, CHILDREN / 2);
}
