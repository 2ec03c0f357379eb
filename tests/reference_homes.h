/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Homes of the reference model: when they open, close and are suspended, their beds, and who can enter them.
 */
#ifndef REFERENCE_HOMES_H
#define REFERENCE_HOMES_H

#include "reference_state.h"

static inline int reference_beds(const reference *r, int home, reference_bed_state state)
{
  int count = 0;
  for (int b = 0; b < r->s->homes[home].beds; b++)
    count += r->homes[home].beds[b].state == state;
  return count;
}

static inline bool reference_open(const reference *r, int home, int day)
{
  return r->homes[home].opening <= day && day < r->homes[home].closes;
}

static inline bool reference_suspended(const reference *r, int home, int day)
{
  return r->homes[home].suspension_start <= day && day < r->homes[home].suspension_end;
}

/* The first admission of a home waits for none; the one after the last of its first `beds` does not wait either. */
static inline bool reference_ramp_up(const reference *r, int home, int day)
{
  const plm_home *from = &r->s->homes[home];
  const reference_home *h = &r->homes[home];
  return r->s->phases[from->phase].planned_opening >= 0 && h->admissions > 0 && h->admissions < from->beds &&
         day < h->last_admission + from->admission_interval_days;
}

/* A gap runs from the opening, even one before day 0, and then from the end of each suspension. */
static inline void reference_suspensions(reference *r, int home, int day)
{
  const plm_home *from = &r->s->homes[home];
  reference_home *h = &r->homes[home];
  if (h->opening == PLM_NEVER || from->suspensions_per_year <= 0)
    return;
  while (h->suspension_end <= day) {
    uint32_t gap = reference_word(r, h->digest, 0, PLM_PURPOSE_SUSPENSION, 2 * h->suspension);
    uint32_t length = reference_word(r, h->digest, 0, PLM_PURPOSE_SUSPENSION, 2 * h->suspension + 1);
    h->suspension_start = h->suspension_end + reference_nights(reference_gap(r, gap, from->suspensions_per_year));
    h->suspension_end =
        h->suspension_start + reference_nights(reference_draw(&r->homes_drawn[home].suspension, length));
    h->suspension++;
  }
}

/* When a home of a phase that is ready on a day opens, or that it never does. */
static inline void reference_opening(reference *r, int home, int ready, bool before)
{
  const plm_home *from = &r->s->homes[home];
  reference_home *h = &r->homes[home];
  h->digest = plm_id_digest("home", from->id);
  uint32_t delay = reference_word(r, h->digest, 0, PLM_PURPOSE_REGISTRATION, 0);
  uint32_t declined = reference_word(r, h->digest, 0, PLM_PURPOSE_REGISTRATION, 1);
  bool opens = before || !reference_chance(declined, from->registration_declined);
  h->would_open = ready;
  if (!before)
    h->would_open += reference_whole(reference_draw(&r->homes_drawn[home].registration, delay));
  h->closes = from->has_closes ? from->closes : PLM_NEVER;
  h->opening = opens && h->would_open < h->closes ? h->would_open : PLM_NEVER;
  h->stop = h->would_open < h->closes ? h->would_open : h->closes;
  h->suspension_start = h->suspension_end = h->opening;
  for (int b = 0; b < from->beds; b++)
    h->beds[b] = (reference_bed){.state = REFERENCE_FREE, .free_since = h->opening};
}

static inline void reference_openings(reference *r)
{
  const placement_scenario *s = r->s;
  for (size_t p = 0; p < s->phase_count; p++) {
    uint32_t word = reference_word(r, plm_id_digest("phase", s->phases[p].id), 0, PLM_PURPOSE_DELAY, 0);
    bool before = s->phases[p].planned_opening < 0;
    int after = s->phases[p].after_phase;
    int ready = s->phases[p].planned_opening;
    bool any = false;
    if (!before)
      ready += reference_whole(reference_draw(&r->phases[p].delay, word)) + s->phases[p].slip_days;
    if (!before && after >= 0 && r->phase_opening[after] != PLM_NEVER)
      ready = (int)fmax(ready, r->phase_last[after] + s->phases[p].after_days);
    r->phase_opening[p] = PLM_NEVER;
    r->phase_last[p] = -PLM_NEVER;
    r->phase_would_open[p] = r->phase_stop[p] = ready; /* of a phase without homes */
    for (int h = 0; h < (int)s->home_count; h++) {
      if ((size_t)s->homes[h].phase != p)
        continue;
      reference_opening(r, h, ready, before);
      int would_open = r->homes[h].would_open;
      int stop = r->homes[h].stop;
      r->phase_would_open[p] = any ? (int)fmax(r->phase_would_open[p], would_open) : would_open;
      r->phase_stop[p] = any ? (int)fmax(r->phase_stop[p], stop) : stop;
      any = true;
      if (r->homes[h].opening == PLM_NEVER)
        continue;
      r->phase_opening[p] = (int)fmin(r->phase_opening[p], r->homes[h].opening);
      r->phase_last[p] = (int)fmax(r->phase_last[p], r->homes[h].opening);
    }
  }
}

/* Empties a bed that someone has left. */
static inline void reference_vacate(reference *r, int home, int bed, bool turnaround, int day)
{
  reference_bed *b = &r->homes[home].beds[bed];
  int days = turnaround ? r->s->homes[home].turnaround_days : 0;
  b->state = days > 0 ? REFERENCE_TURNAROUND : REFERENCE_FREE;
  b->until = day + days;
  b->free_since = day;
}

static inline int reference_free_bed(const reference *r, int home)
{
  for (int b = 0; b < r->s->homes[home].beds; b++)
    if (r->homes[home].beds[b].state == REFERENCE_FREE)
      return b;
  return -1;
}

static inline bool reference_compatible(const reference *r, const reference_child *a, const reference_child *b)
{
  uint64_t digest_a = r->digests[a->group];
  uint64_t digest_b = r->digests[b->group];
  double p = r->s->compatibility[(size_t)a->group * r->s->group_count + (size_t)b->group];
  plm_key key = plm_stream_pair_key(r->seed, digest_a, digest_b);
  bool swap = digest_b < digest_a || (digest_a == digest_b && b->index < a->index);
  uint32_t first = swap ? b->index : a->index;
  uint32_t second = swap ? a->index : b->index;
  return reference_chance(plm_stream_block(key, r->replication, first, PLM_PURPOSE_PAIR, second).word[0], p);
}

static inline bool reference_suits_buyer(const reference *r, int home, const reference_child *child, uint32_t request)
{
  return reference_chance(reference_home_word(r, home, child, PLM_PURPOSE_BUYER, request), r->s->compatibility_default);
}

/* Everyone in a bed or with a bed held counts, and the occupants of bought beds. */
static inline bool reference_suits_residents(const reference *r, int home, const reference_child *child)
{
  for (int b = 0; b < r->s->homes[home].beds; b++) {
    const reference_bed *bed = &r->homes[home].beds[b];
    if ((bed->state == REFERENCE_OCCUPIED || bed->state == REFERENCE_HELD) &&
        !reference_compatible(r, child, &r->children[bed->child]))
      return false;
    if (bed->state == REFERENCE_SOLD && !reference_suits_buyer(r, home, child, bed->request))
      return false;
  }
  return true;
}

/* Whether the home takes the child as things stand on the day, whoever lives there. */
static inline bool reference_takes(const reference *r, int home, const reference_child *child, int day)
{
  const plm_home *from = &r->s->homes[home];
  uint64_t groups = reference_in_emergency(child, day) ? from->emergency_groups : from->planned_groups;
  return child->suitable && (groups >> child->group & 1U) != 0 && (child->barred >> home & 1U) == 0 &&
         (from->refusal <= 0 ||
          !reference_chance(reference_home_word(r, home, child, PLM_PURPOSE_REFUSAL, 0), from->refusal));
}

static inline bool reference_can_enter(const reference *r, int home, const reference_child *child, int day)
{
  return reference_open(r, home, day) && !reference_suspended(r, home, day) && !reference_ramp_up(r, home, day) &&
         reference_free_bed(r, home) >= 0 && reference_takes(r, home, child, day) &&
         reference_suits_residents(r, home, child);
}

static inline bool reference_buyer_fits(const reference *r, int home, uint32_t request)
{
  const reference_home *h = &r->homes[home];
  for (int b = 0; b < r->s->homes[home].beds; b++) {
    const reference_bed *bed = &h->beds[b];
    if ((bed->state == REFERENCE_OCCUPIED || bed->state == REFERENCE_HELD) &&
        !reference_suits_buyer(r, home, &r->children[bed->child], request))
      return false;
    if (bed->state == REFERENCE_SOLD &&
        !reference_chance(reference_word(r, h->digest, bed->request, PLM_PURPOSE_BUYERS, request),
                          r->s->compatibility_default))
      return false;
  }
  return true;
}

/* Requests come in time from day 0 on, whatever becomes of them. */
static inline void reference_sales(reference *r, int home, int day)
{
  const plm_home *from = &r->s->homes[home];
  reference_home *h = &r->homes[home];
  if (!from->sells_voids || from->sales_per_year <= 0)
    return;
  for (;;) {
    uint32_t gap = reference_word(r, h->digest, 0, PLM_PURPOSE_REQUEST, 2 * h->request);
    uint32_t stay = reference_word(r, h->digest, 0, PLM_PURPOSE_REQUEST, 2 * h->request + 1);
    double time = h->request_time + reference_gap(r, gap, from->sales_per_year);
    if (time >= day + 1)
      return;
    h->request_time = time;
    for (int b = 0; b < from->beds; b++) {
      if (h->beds[b].state != REFERENCE_FREE || day - h->beds[b].free_since < from->sale_after_days)
        continue;
      if (reference_open(r, home, day) && !reference_suspended(r, home, day) && !reference_ramp_up(r, home, day) &&
          reference_buyer_fits(r, home, h->request)) {
        h->beds[b].state = REFERENCE_SOLD;
        h->beds[b].request = h->request;
        h->beds[b].until = day + reference_nights(reference_draw(&r->homes_drawn[home].sale, stay));
      }
      break;
    }
    h->request++;
  }
}

#endif
