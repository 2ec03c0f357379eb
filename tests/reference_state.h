/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of the reference model, its draws and its accounts. It shares with the library the random numbers, the
 * quantile tables, the calendar and the stationary distribution of remaining needs, and nothing else.
 */
#ifndef REFERENCE_STATE_H
#define REFERENCE_STATE_H

#include "base/date.h"
#include "plan/plan.h"
#include "stream/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define REFERENCE_INITIAL 0x80000000U
#define REFERENCE_YEAR 365.25

/* Where a child is. */
typedef enum reference_where {
  REFERENCE_ABSENT,    /* not yet there, or gone */
  REFERENCE_DISPLACED, /* to be placed in the course of the day */
  REFERENCE_HOME,
  REFERENCE_STANDARD,
  REFERENCE_EMERGENCY, /* an external placement at the emergency fee */
  REFERENCE_STEP_DOWN,
  REFERENCE_UNSERVED
} reference_where;

typedef struct reference_child {
  int group;
  uint32_t index;
  int arrival, end;
  bool suitable;
  int emergency_end; /* first day after the emergency; `arrival` if there is none */
  int step_down_due; /* PLM_NEVER if the child is not due */
  uint64_t barred;   /* bit h: has left home h by breakdown or stay limit */
  reference_where where;
  int home, bed;
  int since;                                   /* first day of the current placement */
  int clock;                                   /* when its clocks start */
  int breakdown;                               /* day */
  uint32_t placements, standards, emergencies; /* begun */
  double fee;                                  /* weekly, at base prices, of the current external placement */
  double last_fee;                             /* of its last night, with enhancements */
  int enhanced;                                /* enhancements so far */
  double enhancement_time;                     /* time to the next, in days from `clock` */
  int held_home, held_bed;                     /* held for the child; held_home -1: none */
  int matched, moving_in;                      /* days of the match and of the end of the introduction */
  bool returning;                              /* the match is a return */
} reference_child;

typedef enum reference_bed_state {
  REFERENCE_FREE,
  REFERENCE_OCCUPIED,
  REFERENCE_SOLD,
  REFERENCE_HELD,
  REFERENCE_TURNAROUND
} reference_bed_state;

typedef struct reference_bed {
  reference_bed_state state;
  int child; /* who lives there or for whom it is held */
  int until; /* end of the turnaround or of the bought stay */
  int free_since;
  uint32_t request; /* number of the request that bought it */
} reference_bed;

typedef struct reference_home {
  int would_open, opening; /* opening: PLM_NEVER if it never opens */
  int stop;                /* of one that never opens: nothing dated on or after this day is paid */
  int closes;
  uint64_t digest;
  reference_bed beds[PLACEMENT_LIMIT_BEDS];
  int admissions, last_admission;
  int suspension_start, suspension_end;
  uint32_t suspension;
  double request_time;
  uint32_t request;
} reference_home;

typedef struct reference_tables {
  plm_quantile_table need, fee, age, emergency_days, emergency_fee; /* of a group */
  plm_quantile_table delay;                                         /* of a phase */
  plm_quantile_table registration, suspension, sale;                /* of a home */
} reference_tables;

typedef struct reference {
  const placement_scenario *s;
  const placement_plan *plan;
  uint64_t seed;
  uint32_t replication;
  bool sound; /* everyone was in one place every night, with people who can live together */
  plm_quantile_table exponential;
  reference_tables *groups, *phases, *homes_drawn;
  uint64_t *digests; /* of the groups */
  double *factors;   /* of each index and year; those of index -1 first */
  reference_child *children;
  int child_count, child_capacity;
  reference_home *homes;
  int *phase_opening, *phase_last; /* PLM_NEVER: none of its homes opens */
  int *phase_would_open, *phase_stop;
  int *places_taken; /* of each step-down scheme */
  double *money;     /* base metric x year, in pounds */
  double *counts;    /* base metric x year */
  double *months;    /* bed-nights occupied, then child-nights external */
} reference;

static inline int reference_whole(double x)
{
  return (int)fmax(-5e8, fmin(floor(x + 0.5), 5e8));
}

static inline int reference_nights(double x)
{
  return reference_whole(x) < 1 ? 1 : reference_whole(x);
}

static inline double reference_draw(const plm_quantile_table *table, uint32_t word)
{
  return table->constant ? table->value : plm_quantile_table_draw(table, word);
}

static inline bool reference_chance(uint32_t word, double probability)
{
  return word / 4294967296.0 < probability;
}

static inline uint32_t reference_word(const reference *r, uint64_t digest, uint32_t index, uint32_t purpose, uint32_t k)
{
  return plm_stream_word(plm_stream_key(r->seed, digest), r->replication, index, purpose, k);
}

static inline uint32_t reference_child_word(const reference *r, const reference_child *child, uint32_t purpose,
                                            uint32_t k)
{
  return reference_word(r, r->digests[child->group], child->index, purpose, k);
}

/* A draw for a home and a child. */
static inline uint32_t reference_home_word(const reference *r, int home, const reference_child *child, uint32_t purpose,
                                           uint32_t k)
{
  plm_key key = plm_stream_pair_key(r->seed, r->homes[home].digest, r->digests[child->group]);
  return plm_stream_word(key, r->replication, child->index, purpose, k);
}

/* Days to the next event of a Poisson process. */
static inline double reference_gap(const reference *r, uint32_t word, double per_year)
{
  return plm_quantile_table_draw(&r->exponential, word) * REFERENCE_YEAR / per_year;
}

static inline size_t reference_year(const reference *r, int day)
{
  size_t y = 0;
  while (day >= r->plan->calendar.year_start[y + 1])
    y++;
  return y;
}

static inline double *reference_count(reference *r, size_t base, int day)
{
  return &r->counts[base * r->plan->calendar.year_count + reference_year(r, day)];
}

static inline plm_civil reference_date(const reference *r, int day)
{
  return plm_civil_from_date(r->s->start + day);
}

/* What a pound at base prices is in a financial year: 1 in that of the base date, a step at the start of each other. */
static inline double reference_factor(const placement_scenario *s, int index, int day)
{
  double factor = 1;
  int base = plm_scenario_financial_year(s, s->start + s->prices.base_date);
  int year = plm_scenario_financial_year(s, s->start + day);
  if (index < 0)
    return 1;
  const plm_index *of = &s->prices.indices[index];
  for (int step = 0; step < year - base; step++)
    factor *= 1 + of->rates[(size_t)step < of->rate_count ? (size_t)step : of->rate_count - 1];
  for (int step = 0; step < base - year; step++)
    factor /= 1 + of->rates[0];
  return factor;
}

static inline double reference_index(const reference *r, int index, int day)
{
  return r->factors[(size_t)(index + 1) * r->plan->calendar.year_count + reference_year(r, day)];
}

/* Pays pounds on a day of the horizon; nothing outside it is counted. */
static inline void reference_pay(reference *r, size_t category, double pounds, int day)
{
  if (day >= 0 && day < r->s->days)
    r->money[category * r->plan->calendar.year_count + reference_year(r, day)] += pounds;
}

/* Pays an amount that follows the prices of external placements. */
static inline void reference_pay_external(reference *r, size_t category, double pounds, int day)
{
  if (day >= 0 && day < r->s->days)
    reference_pay(r, category, pounds * reference_index(r, r->s->external_index, day), day);
}

/* The part of a year's amount that accrues on one day. */
static inline double reference_day_of_year(const reference *r, int day)
{
  plm_civil date = reference_date(r, day);
  return 1 / (12.0 * plm_days_in_month(date.year, date.month));
}

static inline bool reference_in_emergency(const reference_child *child, int day)
{
  return day < child->emergency_end;
}

static inline bool reference_external(const reference_child *child)
{
  return child->where == REFERENCE_STANDARD || child->where == REFERENCE_EMERGENCY;
}

/* By arrival order within a group, initial children first. */
static inline uint32_t reference_rank(const reference_child *child)
{
  return child->index ^ REFERENCE_INITIAL;
}

#endif
