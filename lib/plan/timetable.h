/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When homes open: planned dates and delays made into days (MODEL.md section 4, Homes).
 */
#ifndef PLM_PLAN_TIMETABLE_H
#define PLM_PLAN_TIMETABLE_H

#include "plan/plan.h"

/* Days on which things happen to homes and phases. The opening of a home that never opens is PLM_NEVER; `expected` is
 * the day on which it would have opened, `stop` the first on which nothing is paid for it any more: then, or when it
 * would have closed. A home that opens has the expected day as its opening and no stop. The opening of a phase is that
 * of its first home to open, its closing that of the last of them to close; of a phase none of whose homes opens,
 * `expected` and `stop` are the last of theirs. */
typedef struct plm_timetable {
  int32_t *home_opening;
  int32_t *home_expected;
  int32_t *home_stop;
  int32_t *home_closing;
  int32_t *phase_opening;
  int32_t *phase_expected;
  int32_t *phase_stop;
  int32_t *phase_closing;
  int32_t *phase_last_opening;
  int32_t *days; /* what the others are parts of */
} plm_timetable;

/* The delays of one replication, in days, and which registrations are declined. */
typedef struct plm_delays {
  int32_t *phase;        /* of each phase, its slip included */
  int32_t *registration; /* of each home */
  bool *declined;        /* of each home */
} plm_delays;

static inline int32_t plm_earlier(int32_t a, int32_t b)
{
  return a < b ? a : b;
}

static inline int32_t plm_latest(int32_t a, int32_t b)
{
  return a > b ? a : b;
}

placement_status plm_timetable_init(plm_timetable *timetable, const placement_plan *plan, placement_error *err);
void plm_timetable_clear(plm_timetable *timetable);

/* Every home opens on its planned date, if that is before it closes. */
void plm_timetable_planned(plm_timetable *timetable, const placement_plan *plan);

/* Opening = max(planned_opening + phase delay, last actual opening of after.phase + days) + registration delay, unless
 * the phase was planned before day 0: then its homes are open since their planned date. A home that would open on or
 * after its closing never does. */
void plm_timetable_delayed(plm_timetable *timetable, const placement_plan *plan, const plm_delays *delays);

/* The days on which a cost line runs: [from, until) for continuing lines, the day `on` for lines paid once. */
typedef struct plm_window {
  int32_t from, until;
  int32_t on; /* PLM_NEVER if nothing is paid */
} plm_window;

plm_window plm_line_window(const placement_plan *plan, const plm_line *line, const plm_timetable *timetable);

/* What a line costs in each financial year as a multiple of its amount, before indices, leaving out what depends on who
 * lives where (occupied beds and admissions give 0). `shares` has one entry for each financial year. */
void plm_line_shares(const placement_plan *plan, const plm_line *line, const plm_timetable *timetable, double *shares);

/* True if a line of this owner concerns home h. */
bool plm_line_concerns(const placement_plan *plan, const plm_line *line, size_t home);

#endif
