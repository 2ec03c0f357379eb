/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cost lines of the reference model: every line is asked every night whether it runs.
 */
#ifndef REFERENCE_COSTS_H
#define REFERENCE_COSTS_H

#include "reference_homes.h"

typedef enum reference_owner_kind {
  REFERENCE_PROGRAMME,
  REFERENCE_OF_PHASE,
  REFERENCE_OF_HOME,
  REFERENCE_OF_SCHEME
} reference_owner_kind;

/* Whose line it is, and the days that its dates refer to. */
typedef struct reference_owner {
  reference_owner_kind kind;
  int position;
  int planned, opening, closing;
  int stop; /* nothing dated on or after this day is paid */
} reference_owner;

/* A home that never opens has the opening that it would have had. */
static inline reference_owner reference_of_home(const reference *r, int home)
{
  const reference_home *h = &r->homes[home];
  int planned = r->s->phases[r->s->homes[home].phase].planned_opening;
  bool opens = h->opening != PLM_NEVER;
  return (reference_owner){REFERENCE_OF_HOME, home, planned, h->would_open, h->closes, opens ? PLM_NEVER : h->stop};
}

/* A phase closes with the last of the homes that open; with one that never closes, never. Had none of its homes opened,
 * it would have opened when the last of them would have. */
static inline reference_owner reference_of_phase(const reference *r, int phase)
{
  int closing = -PLM_NEVER;
  bool opens = r->phase_opening[phase] != PLM_NEVER;
  for (size_t h = 0; h < r->s->home_count; h++)
    if (r->s->homes[h].phase == phase && r->homes[h].opening != PLM_NEVER)
      closing = (int)fmax(closing, r->homes[h].closes);
  return (reference_owner){REFERENCE_OF_PHASE,
                           phase,
                           r->s->phases[phase].planned_opening,
                           opens ? r->phase_opening[phase] : r->phase_would_open[phase],
                           opens ? closing : PLM_NEVER,
                           opens ? PLM_NEVER : r->phase_stop[phase]};
}

static inline reference_owner reference_of_scheme(const reference *r, int scheme)
{
  int opens = r->s->step_downs[scheme].opens;
  return (reference_owner){REFERENCE_OF_SCHEME, scheme, opens, opens, PLM_NEVER, PLM_NEVER};
}

static const reference_owner reference_programme = {REFERENCE_PROGRAMME, 0, 0, 0, PLM_NEVER, PLM_NEVER};

static inline int reference_event(plm_when when, const reference_owner *owner, int otherwise)
{
  int event = when.kind == PLM_WHEN_PLANNED_OPENING ? owner->planned
              : when.kind == PLM_WHEN_OPENING       ? owner->opening
              : when.kind == PLM_WHEN_CLOSING       ? owner->closing
                                                    : 0;
  if (when.kind == PLM_WHEN_NONE)
    return otherwise;
  return event == PLM_NEVER ? PLM_NEVER : event + when.days;
}

static inline bool reference_runs(const plm_cost_line *line, const reference_owner *owner, int day)
{
  if (day >= owner->stop)
    return false;
  if (line->per == PLM_PER_ONCE)
    return reference_event(line->on, owner, owner->opening) == day;
  return day >= reference_event(line->from, owner, owner->opening) &&
         day < reference_event(line->until, owner, owner->closing);
}

static inline size_t reference_category(const plm_cost_line *line, reference_owner_kind owner)
{
  if (line->capital)
    return PLM_COST_CAPITAL;
  if (owner == REFERENCE_OF_SCHEME)
    return PLM_COST_STEP_DOWN;
  if (owner != REFERENCE_OF_HOME)
    return PLM_COST_PROGRAMME;
  return line->per == PLM_PER_ADMISSION || line->unit == PLM_FOR_OCCUPIED_BED ? PLM_COST_IN_HOUSE_OCCUPANCY
                                                                              : PLM_COST_IN_HOUSE_FIXED;
}

static inline void reference_pay_line(reference *r, const plm_cost_line *line, const reference_owner *owner,
                                      double units, int day)
{
  reference_pay(r, reference_category(line, owner->kind),
                line->amount * (1 + line->optimism_bias) * units * reference_index(r, line->index, day), day);
}

static inline void reference_pay_admission(reference *r, const plm_cost_line *lines, size_t count,
                                           reference_owner owner, int day)
{
  for (size_t i = 0; i < count; i++)
    if (lines[i].per == PLM_PER_ADMISSION && reference_runs(&lines[i], &owner, day))
      reference_pay_line(r, &lines[i], &owner, 1, day);
}

/* Beds, or occupied beds, that a line counts on a day. A bed that is sold or held is not occupied. */
static inline double reference_units(const reference *r, const plm_cost_line *line, const reference_owner *owner,
                                     int day)
{
  double units = 0;
  if (line->unit == PLM_FOR_HOME)
    return 1;
  if (owner->kind == REFERENCE_OF_SCHEME)
    return line->unit == PLM_FOR_BED ? r->s->step_downs[owner->position].places : r->places_taken[owner->position];
  if (owner->kind == REFERENCE_OF_HOME && line->unit == PLM_FOR_BED)
    return r->s->homes[owner->position].beds;
  for (int h = 0; h < (int)r->s->home_count; h++)
    if ((owner->kind != REFERENCE_OF_HOME || h == owner->position) &&
        (owner->kind != REFERENCE_OF_PHASE || r->s->homes[h].phase == owner->position) && reference_open(r, h, day))
      units += line->unit == PLM_FOR_BED ? r->s->homes[h].beds : reference_beds(r, h, REFERENCE_OCCUPIED);
  return units;
}

static inline void reference_pay_lines(reference *r, const plm_cost_line *lines, size_t count, reference_owner owner,
                                       int day)
{
  for (size_t i = 0; i < count; i++) {
    if (lines[i].per == PLM_PER_ADMISSION || !reference_runs(&lines[i], &owner, day))
      continue;
    double units = reference_units(r, &lines[i], &owner, day);
    if (lines[i].per == PLM_PER_WEEK)
      units /= 7;
    else if (lines[i].per == PLM_PER_YEAR)
      units *= reference_day_of_year(r, day);
    reference_pay_line(r, &lines[i], &owner, units, day);
  }
}

/* Someone moves into a home. */
static inline void reference_pay_admissions(reference *r, int home, int day)
{
  const placement_scenario *s = r->s;
  int phase = s->homes[home].phase;
  reference_pay_admission(r, s->homes[home].costs, s->homes[home].cost_count, reference_of_home(r, home), day);
  reference_pay_admission(r, s->phases[phase].costs, s->phases[phase].cost_count, reference_of_phase(r, phase), day);
  reference_pay_admission(r, s->costs, s->cost_count, reference_programme, day);
}

static inline void reference_pay_night(reference *r, int day)
{
  const placement_scenario *s = r->s;
  reference_pay_lines(r, s->costs, s->cost_count, reference_programme, day);
  for (int p = 0; p < (int)s->phase_count; p++)
    reference_pay_lines(r, s->phases[p].costs, s->phases[p].cost_count, reference_of_phase(r, p), day);
  for (int h = 0; h < (int)s->home_count; h++)
    reference_pay_lines(r, s->homes[h].costs, s->homes[h].cost_count, reference_of_home(r, h), day);
  for (int d = 0; d < (int)s->step_down_count; d++)
    reference_pay_lines(r, s->step_downs[d].costs, s->step_downs[d].cost_count, reference_of_scheme(r, d), day);
}

#endif
