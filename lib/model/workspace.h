/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of one replication. All of it is allocated with the workspace; a replication allocates nothing. When one
 * needs more room for children or events than there is, it stops with plm_workspace.full set, the room is doubled, and
 * it is run again from the start.
 */
#ifndef PLM_MODEL_WORKSPACE_H
#define PLM_MODEL_WORKSPACE_H

#include "model/model.h"
#include "plan/timetable.h"

#define PLM_EXTERNAL (-1) /* the home of a child who is placed externally */
#define PLM_NOBODY (-1)   /* the end of a list of children or events */

/* Indices of initial children are kept apart from those of arrivals by this bit. */
#define PLM_INITIAL_BIT UINT32_C(0x80000000)

typedef struct plm_child {
  int32_t group;      /* PLM_NOBODY: the slot is free */
  uint32_t index;     /* within the group, PLM_INITIAL_BIT set for initial children */
  int32_t arrival;    /* day, not positive for initial children */
  int32_t need_end;   /* first day on which the child no longer needs care */
  int32_t placed_on;  /* day on which the current placement began */
  int32_t accrued_to; /* day up to which its fee has been counted */
  int32_t home;       /* PLM_EXTERNAL, or the position of its home */
  int32_t seat;       /* its place in the list of the home's residents or, while eligible, of eligible children */
  uint32_t externals; /* external placements so far */
  uint32_t stamp;     /* of the current placement, never used twice: an event with another stamp is void */
  double fee;         /* base weekly price of the current external placement */
  bool suitable;
  bool eligible; /* long enough in an external placement to return */
} plm_child;

typedef enum plm_event_kind {
  PLM_EVENT_OPENING,
  PLM_EVENT_NEED_END,
  PLM_EVENT_BED_READY,
  PLM_EVENT_ELIGIBLE
} plm_event_kind;
#define PLM_EVENT_KINDS 4

typedef struct plm_event {
  int32_t next;
  int32_t subject; /* a child or a home */
  uint32_t stamp;
} plm_event;

typedef struct plm_home_state {
  bool open;
  int32_t residents;
  int32_t turnaround;   /* beds being made ready */
  int32_t accrued_to;   /* day up to which bed-nights have been counted */
  int32_t class_;       /* of homes that take the same groups */
  int32_t class_nights; /* nights with demand counted at accrued_to */
} plm_home_state;

/* Homes that take the same groups see the same demand. */
typedef struct plm_class {
  uint64_t groups;
  int32_t waiting; /* suitable children placed externally whom they take */
  int32_t since;   /* day from which there has been one */
  int32_t nights;  /* nights with at least one, before `since` */
} plm_class;

typedef struct plm_generator {
  uint32_t next_index; /* of the arrival that comes next */
  int32_t next_day;    /* PLM_NEVER after the horizon */
  size_t piece;
  double cumulated; /* unit exponential gaps so far */
  plm_block life;   /* of the arrival that comes next */
} plm_generator;

struct placement_workspace {
  const placement_plan *plan;
  bool full;    /* the replication needs more room */
  bool settled; /* the last replication came to its end: no event is left */
  uint64_t seed;
  bool keyed;
  plm_key *group_keys, *pair_keys, *phase_keys, *home_keys;
  uint32_t replication;

  int32_t day;
  size_t year;
  uint64_t *busy_days;  /* a bit for each day on which something happens */
  uint64_t *fixed_days; /* the bits of every replication: starts of months and years */
  size_t day_words;

  size_t child_capacity;
  size_t child_high; /* slots beyond have not been used */
  plm_child *children;
  int32_t *free_children;
  size_t free_count;
  int32_t *eligible;
  size_t eligible_count;
  int32_t *fresh; /* children who became eligible today */
  size_t fresh_count;

  size_t event_capacity;
  plm_event *events;
  size_t event_high;
  int32_t free_event;
  int32_t *first_event; /* PLM_EVENT_KINDS lists for each day */

  uint32_t stamps; /* placements so far */
  uint64_t events_done;
  plm_generator *generators;
  plm_home_state *homes;
  int32_t *residents; /* PLM_LIMIT_BEDS children for each home */
  uint64_t *vacant;   /* a bit for each home that is open and has a free bed */
  uint64_t *changed;  /* a bit for each home that opened, lost a resident or made a bed ready since its last search */
  size_t home_words;
  size_t class_count;
  plm_class *classes;

  plm_delays delays;
  plm_timetable timetable;
  int32_t *line_from, *line_until; /* windows of lines that depend on who lives where */
  double *line_units;              /* what such a line has accrued, line_count x year_count */
  double *shares;

  int32_t external_children, in_house_children;
  int64_t external_nights, in_house_nights; /* up to today; below, up to the start of the month and of the year */
  int64_t month_external, month_in_house;
  int64_t year_external, year_in_house;
  size_t month;
  int32_t counted_to;
  double *standard; /* fee x nights of each year, before division by 7 and indices */
  double *notice;
  double *pounds; /* PLM_BASE_COUNT x year_count */
  int64_t *outcome;
};

static inline bool plm_bit(const uint64_t *bits, size_t i)
{
  return (bits[i / 64] >> (i % 64) & 1U) != 0;
}

static inline void plm_set_bit(uint64_t *bits, size_t i)
{
  bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void plm_clear_bit(uint64_t *bits, size_t i)
{
  bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

/* Doubles the room for children and events. */
placement_status plm_workspace_grow(placement_workspace *w, placement_error *err);

/* Schedules an event; beyond the horizon nothing happens. */
void plm_schedule(placement_workspace *w, int32_t day, plm_event_kind kind, int32_t subject, uint32_t stamp);

/* Takes the next event of this kind off today's list; false if there is none. */
bool plm_next_event(placement_workspace *w, plm_event_kind kind, plm_event *event);

#endif
