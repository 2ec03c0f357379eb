/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of one replication. All of it is allocated with the workspace; a replication allocates nothing. When one
 * needs more room for children or events than there is, it stops with `full` set, the room is doubled, and it is run
 * again from the start.
 */
#ifndef PLM_MODEL_WORKSPACE_H
#define PLM_MODEL_WORKSPACE_H

#include "model/kernel.h"
#include "model/model.h"
#include "model/queue.h"
#include "plan/timetable.h"
#include "plan/vary.h"

#define PLM_NOBODY (-1) /* no child, no event, no home */
#define PLM_NO_BED (-1)

/* Indices of initial children are kept apart from those of arrivals by this bit. */
#define PLM_INITIAL_BIT UINT32_C(0x80000000)

/* Where a child spends a night. */
typedef enum plm_setting {
  PLM_NOWHERE, /* displaced today and not placed yet */
  PLM_STANDARD,
  PLM_IN_EMERGENCY, /* an external emergency placement */
  PLM_IN_HOME,
  PLM_STEPPED_DOWN,
  PLM_NOT_SERVED,
  PLM_SETTINGS
} plm_setting;

typedef struct plm_child {
  int32_t group;      /* PLM_NOBODY: nobody */
  int32_t life;       /* what was drawn for it */
  uint32_t index;     /* within the group, PLM_INITIAL_BIT set for initial children */
  int32_t arrival;    /* day, not positive for initial children */
  int32_t need_end;   /* first day on which the child no longer needs care */
  int32_t placed_on;  /* day on which the current placement began */
  int32_t accrued_to; /* day up to which its fee has been counted */
  int32_t place;      /* position of its home or scheme */
  int32_t held;       /* home that holds a bed for it, PLM_NOBODY if none does */
  int32_t matched_on; /* day of the match with that home */
  int32_t seat;       /* its place among the members of the home that it lives in or that holds a bed for it */
  int32_t bed;        /* its bed there, where beds are numbered */
  int32_t step_due;   /* day on which step-down is due */
  int32_t told_to;    /* day up to which a ledger has been told of its stay */
  int32_t first_bar;  /* homes that it cannot enter again */
  int32_t next_waiting, previous_waiting; /* of its group, in the order in which they began to wait */
  int32_t first_witnessed;                /* homes of which it is the witness */
  int32_t enhancements;                   /* of the current placement */
  uint32_t standards;                     /* standard external placements so far */
  uint32_t emergencies;                   /* emergency placements so far */
  uint32_t placements;                    /* placements of any kind so far */
  uint32_t stamp;            /* of the current placement, never used twice: an event with another stamp is void */
  uint32_t hold_stamp;       /* the same of the hold */
  double fee;                /* base weekly price of the current external placement */
  double mean_fee;           /* the mean of what it was drawn from */
  int32_t fee_matters_from;  /* day from which its fee may decide where the child lives */
  double enhancement;        /* base weekly price of its enhancements, those that start today included */
  double enhancement_before; /* the same before `enhanced_on` */
  int32_t enhanced_on;       /* day of the last enhancement */
  uint8_t setting;
  bool suitable;
  bool emergency;          /* still in its emergency */
  bool returning;          /* held for a return, not bridged */
  bool must_wait;          /* introduced, but the home is suspended */
  bool waiting;            /* counted in demand: suitable, placed externally, not matched */
  double enhancement_time; /* nights of the placement before its next enhancement */
  int32_t next_leaving;    /* of those who leave on the same day */
} plm_child;

/* What is drawn for a child whatever happens to it, before it comes; times are unit exponential. */
typedef struct plm_life {
  int32_t arrival;          /* day, not positive for initial children */
  int32_t need_end;         /* first day on which the child no longer needs care */
  int32_t step_due;         /* day on which step-down is due, PLM_NEVER if it does not step down */
  int32_t emergency_nights; /* 0: it does not come in an emergency */
  int32_t next_arriving;    /* of those who arrive on the same day */
  uint8_t group;
  bool suitable;
  bool came;
  double fee;           /* of its first standard external placement */
  double emergency_fee; /* of its first emergency placement */
  double breakdown[2];  /* times to breakdown of its first placements */
  double gap;           /* before the first enhancement of its first standard placement */
} plm_life;

/* The steps of a day in their order (MODEL.md section 4, "The order within a day"): kinds of events, and what is done
 * with lists of children. */
typedef enum plm_step {
  PLM_EVENT_CLOSING,
  PLM_EVENT_OPENING,
  PLM_EVENT_SUSPENSION_END,
  PLM_EVENT_SUSPENSION,
  PLM_EVENT_SALE_END,
  PLM_STEP_LEAVE,
  PLM_EVENT_STEP_DUE,
  PLM_STEP_DOWN,
  PLM_EVENT_BREAKDOWN,
  PLM_EVENT_EMERGENCY_END,
  PLM_EVENT_STAY_LIMIT,
  PLM_EVENT_BED_READY,
  PLM_EVENT_MOVE_IN,
  PLM_EVENT_RAMP_END,
  PLM_STEP_PLACE,
  PLM_EVENT_ENHANCEMENT,
  PLM_EVENT_ELIGIBLE,
  PLM_STEP_RETURN,
  PLM_STEP_ARRIVE,
  PLM_EVENT_REQUEST,
  PLM_NO_STEP = 31
} plm_step;

#define PLM_EVENT_STEPS                                                                                                \
  (~(1U << PLM_STEP_LEAVE | 1U << PLM_STEP_DOWN | 1U << PLM_STEP_PLACE | 1U << PLM_STEP_RETURN | 1U << PLM_STEP_ARRIVE))

typedef struct plm_event {
  int32_t next;
  int32_t subject; /* a child or a home */
  uint32_t stamp;  /* of a child's placement or hold; of a bed: its number */
  int32_t kind;
} plm_event;

/* What there is to do on a day. */
typedef struct plm_day {
  uint32_t steps;   /* a bit for each */
  int32_t event;    /* the first, or PLM_NOBODY; the others likewise */
  int32_t arriving; /* lives */
  int32_t leaving;  /* children */
} plm_day;

typedef struct plm_home_state {
  bool open;
  bool suspended;
  bool ramping; /* the next of the first admissions must wait */
  int32_t residents;
  int32_t held;
  int32_t sold;
  int32_t turnaround; /* beds being made ready */
  int32_t admissions;
  int32_t accrued_to;                     /* day up to which nights of free beds have been counted */
  int64_t nights[PLM_HOME_BASE_COUNT];    /* bed-nights of this financial year by state; up to day t a bed that is taken
                                             adds t */
  int32_t class_number;                   /* of homes that see the same demand */
  int32_t class_nights;                   /* nights with demand counted at accrued_to */
  int32_t barred_waiting;                 /* children who wait and would count, but for having left this home before */
  int32_t next_barring, previous_barring; /* homes of the class with such children */
  int32_t witness; /* of a home with a free bed that refuses children: one who waits and counts; PLM_NOBODY: nobody */
  int32_t next_witnessed, previous_witnessed; /* homes with the same witness */
  uint32_t suspensions;
  uint32_t requests;
  double request_time;
  int32_t suspension_end; /* of the current or next suspension */
} plm_home_state;

/* Homes that take the same groups in the same kinds of placement and refuse nobody see the same demand. Each of the
 * others, while it has a free bed, has a witness or is one of those that look for one. */
typedef struct plm_class {
  uint64_t groups[PLM_KINDS];
  int32_t home;          /* the one home of this class, if it refuses children; PLM_NOBODY otherwise */
  int32_t waiting;       /* suitable children placed externally, not matched, whom they take */
  int32_t since;         /* day from which there has been one */
  int32_t nights;        /* nights with at least one, before `since` */
  int32_t first_barring; /* of its homes from which somebody who waits is barred */
  int32_t most_barred;   /* who have waited at once and were barred from the same home */
} plm_class;

/* Lives of the children of a group who arrive, in order. */
typedef struct plm_flow {
  int32_t first, end;
  int32_t next; /* the first of those who come today or later, when somebody last asked */
} plm_flow;

typedef struct plm_scheme_state {
  int32_t children;
  int32_t told_to; /* day up to which a ledger has been told of them */
} plm_scheme_state;

/* A home that a child cannot enter again, in a list. */
typedef struct plm_bar {
  int32_t home;
  int32_t next;
} plm_bar;

/* Two groups. */
typedef struct plm_group_pair {
  plm_key key;
  bool swapped; /* the children of the second come first */
} plm_group_pair;

struct placement_workspace {
  const placement_plan *base; /* the plan that the workspace was made for */
  plm_varied *varied;         /* NULL: nothing is uncertain */
  const placement_plan *plan; /* base, or the plan with the inputs of this replication */
  bool full;                  /* the replication needs more room */
  bool settled;               /* the last replication came to its end: no event is left */
  uint64_t seed;
  bool keyed;
  plm_key *group_keys, *phase_keys, *home_keys;
  plm_group_pair *pairs;    /* group_count x group_count */
  plm_key *home_group_keys; /* home_count x group_count */
  uint32_t replication;
  struct plm_ledger *ledger; /* NULL: nobody wants to know */
  bool childless;            /* nobody comes */

  int32_t day;
  size_t year;
  uint64_t *busy_days;  /* a bit for each day on which something happens */
  uint64_t *fixed_days; /* the bits of every replication: starts of months and years */
  size_t day_words;
  plm_day *days;

  size_t child_capacity;
  size_t child_high; /* slots beyond have not been used */
  plm_child *children;
  int32_t *free_children;
  size_t free_count;
  size_t life_capacity;
  size_t life_high;
  plm_life *lives;    /* of all children of a replication, PLM_LANES by PLM_LANES */
  uint64_t *external; /* a bit for each child in an external placement */
  plm_queue eligible; /* children who may return */
  int32_t *fresh;     /* children who became eligible since the last returns */
  size_t fresh_count;
  int32_t *displaced; /* children to be placed today */
  size_t displaced_count;
  plm_queue *stepping; /* children who wait for each step-down scheme; they share their `at` */
  plm_queued *stepping_entries;
  int32_t *stepping_at;

  const plm_kernel *kernel;

  plm_flow *flows;     /* of each group */
  uint64_t overlooked; /* a bit for each group whose children go unnoticed while no home could take them */

  size_t event_capacity;
  plm_event *events;
  size_t event_high;

  size_t bar_capacity;
  plm_bar *bars;
  size_t bar_count;

  uint32_t today;                       /* a bit for each step that is still to be taken today */
  int32_t sorted_day;                   /* day whose events have been sorted by kind */
  int32_t first_today[PLM_NO_STEP + 1]; /* the lists that this made, PLM_NOBODY for kinds that are not in `today` */
  uint32_t stamps;                      /* given out so far */
  uint64_t events_done;
  plm_home_state *homes;
  int32_t *members;     /* PLACEMENT_LIMIT_BEDS for each home: residents and children for whom a bed is held */
  uint32_t *buyers;     /* the same for requests that were granted */
  int32_t *bed_free_on; /* the same for numbered beds: day from which a bed has been free; PLM_NEVER: it is not */
  int32_t *bed_of_sale; /* of each granted request, beside `buyers` */
  uint64_t *vacant;     /* a bit for each home that a child could enter */
  uint64_t *changed;    /* a bit for each home that must search all eligible children, not only fresh ones */
  size_t home_words;
  uint64_t *taking;     /* for each group and kind of placement, a bit for each home that takes them */
  uint64_t *returnable; /* a bit for each home to which children can return */
  uint64_t *looking;    /* a bit for each home with a free bed that refuses children and has no witness */
  int32_t *first_waiting, *last_waiting; /* of the children of each group who are counted in demand */
  bool some_refuse;                      /* children */
  size_t class_count;
  plm_class *classes;
  plm_scheme_state *schemes;

  plm_delays delays;
  plm_timetable timetable;
  int32_t *line_from, *line_until; /* windows of lines that depend on who lives where */
  int64_t *line_units; /* what such a line has accrued: nights, parts of months or admissions of each year */
  double *shares;

  int32_t in_setting[PLM_SETTINGS];     /* children */
  int64_t nights_before[PLM_SETTINGS];  /* up to day t all children have had this + t x in_setting nights */
  int64_t nights_counted[PLM_SETTINGS]; /* up to the last start of a month or year */
  size_t month;
  int32_t closes_on; /* the next start of a month or year */
  int32_t told_to;   /* day up to which a ledger has been told of what is counted for all */
  double *standard;  /* fee x nights of each year, before division by 7 and indices; the others likewise */
  double *emergency;
  double *enhancement;
  double *notice;
  int64_t *visits;       /* parts of months of children placed externally */
  double *excess;        /* fee less mean fee, times nights; of nights that do not depend on the fee */
  int64_t *known_nights; /* of need, of each year, of groups with known nights */
  double *pounds;        /* PLM_BASE_COUNT x year_count */
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

/* The first bit that is set at or after `from`, or SIZE_MAX. */
static inline size_t plm_next_bit(const uint64_t *bits, size_t words, size_t from)
{
  size_t word = from / 64;
  if (word >= words)
    return SIZE_MAX;
  uint64_t left = bits[word] & (UINT64_MAX << (from % 64));
  while (left == 0) {
    if (++word >= words)
      return SIZE_MAX;
    left = bits[word];
  }
  return word * 64 + (size_t)__builtin_ctzll(left);
}

/* The homes that take children of a group in a kind of placement. */
static inline uint64_t *plm_taking(const placement_workspace *w, size_t group, size_t kind)
{
  return &w->taking[(group * PLM_KINDS + kind) * w->home_words];
}

/* Beds that are occupied, sold, held or made ready. */
static inline int32_t plm_beds_taken(const plm_home_state *state)
{
  return state->residents + state->sold + state->held + state->turnaround;
}

static inline bool plm_is_external(const plm_child *child)
{
  return child->setting == PLM_STANDARD || child->setting == PLM_IN_EMERGENCY;
}

static inline int32_t *plm_members(const placement_workspace *w, size_t home)
{
  return &w->members[home * PLACEMENT_LIMIT_BEDS];
}

/* Homes that see the same demand; again when refusals vary. */
void plm_set_classes(placement_workspace *w);

/* Doubles the room for children, events and bars. */
placement_status plm_workspace_grow(placement_workspace *w, placement_error *err);

/* Takes a step today, or, if it is already over today, on the next busy day. */
static inline void plm_take_step(placement_workspace *w, plm_step step)
{
  w->today |= UINT32_C(1) << step;
}

/* Schedules an event; beyond the horizon nothing happens. */
static inline void plm_schedule(placement_workspace *w, int32_t day, plm_step kind, int32_t subject, uint32_t stamp)
{
  if (day >= w->plan->calendar.days)
    return;
  if (w->event_high == w->event_capacity) {
    w->full = true;
    return;
  }
  int32_t number = (int32_t)w->event_high++;
  int32_t *first = &w->days[day].event;
  uint32_t *steps = &w->days[day].steps;
  if (day == w->sorted_day) {
    first = &w->first_today[kind];
    steps = &w->today;
  }
  w->events[number] = (plm_event){*first, subject, stamp, (int32_t)kind};
  *first = number;
  *steps |= 1U << kind;
  plm_set_bit(w->busy_days, (size_t)day);
}

/* The same of an event that does not come if it is not before `until`. */
static inline void plm_schedule_before(placement_workspace *w, int32_t day, int32_t until, plm_step kind,
                                       int32_t subject, uint32_t stamp)
{
  if (day < until)
    plm_schedule(w, day, kind, subject, stamp);
}

/* floor(x + 1/2) without the C library, cut to a thousand million; nights are at least 1. */
int32_t plm_whole_days(double x);
static inline int32_t plm_nights(double x)
{
  double shifted = x + 0.5;
  shifted = shifted < 1e9 ? shifted : 1e9;
  return (int32_t)(shifted > 1 ? shifted : 1);
}

/* A draw from a table that may be a constant. */
static inline double plm_draw(const plm_quantile_table *table, uint32_t word)
{
  return table->constant ? table->value : plm_quantile_table_draw(table, word);
}

#endif
