/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counting nights and money as a replication goes.
 */
#ifndef PLM_MODEL_ACCOUNTS_H
#define PLM_MODEL_ACCOUNTS_H

#include "model/ledger.h"
#include "model/workspace.h"

/* A line whose amount depends on who lives where. */
static inline bool plm_depends_on_residents(const plm_line *line)
{
  return line->per == PLM_PER_ADMISSION || (line->unit == PLM_FOR_OCCUPIED_BED && line->per != PLM_PER_ONCE);
}

/* Starts the accounts of a replication whose timetable is known. */
void plm_accounts_open(placement_workspace *w);

/* Closes the month and financial year that end before today; to be called on each busy day before anything changes. */
void plm_accounts_close_day(placement_workspace *w);
static inline void plm_accounts_new_day(placement_workspace *w)
{
  if (w->day == w->closes_on || w->ledger != NULL)
    plm_accounts_close_day(w);
}

/* A child enters (1) or leaves (-1) a setting today. */
static inline void plm_accounts_setting(placement_workspace *w, int32_t number, plm_setting setting, int32_t change)
{
  if (setting == PLM_STANDARD || setting == PLM_IN_EMERGENCY)
    w->external[number / 64] ^= UINT64_C(1) << (number % 64);
  w->in_setting[setting] += change;
  w->nights_before[setting] -= (int64_t)change * w->day;
}

/* So many beds of a home more or fewer are in a state from today. `nights` is what beds of that state spend in it up to
 * day t, less t for each that is in it. */
static inline void plm_accounts_beds(const placement_workspace *w, int32_t *beds, int64_t *nights, int32_t change)
{
  *beds += change;
  *nights -= (int64_t)change * w->day;
}

static inline void plm_accounts_held(const placement_workspace *w, size_t home, int32_t change)
{
  plm_home_state *state = &w->homes[home];
  plm_accounts_beds(w, &state->held, &state->nights[PLM_HOME_BEDS_HELD], change);
}

static inline void plm_accounts_sold(const placement_workspace *w, size_t home, int32_t change)
{
  plm_home_state *state = &w->homes[home];
  plm_accounts_beds(w, &state->sold, &state->nights[PLM_HOME_BEDS_SOLD], change);
}

static inline void plm_accounts_turnaround(const placement_workspace *w, size_t home, int32_t change)
{
  plm_home_state *state = &w->homes[home];
  plm_accounts_beds(w, &state->turnaround, &state->nights[PLM_HOME_BEDS_TURNAROUND], change);
}

/* Children who live in it are counted in its cost lines too. */
void plm_accounts_residents(placement_workspace *w, size_t home, int32_t change);

/* Counts the nights of free beds of a home up to today; before there are more or fewer, or who can have them or waits
 * for them changes. */
void plm_accounts_count_home(placement_workspace *w, size_t home);
static inline void plm_accounts_home(placement_workspace *w, size_t home)
{
  if (w->homes[home].accrued_to != w->day)
    plm_accounts_count_home(w, home);
}

/* So many children more or fewer are in a step-down scheme from today. */
void plm_accounts_scheme(placement_workspace *w, size_t scheme, int32_t change);

/* Counts the fee of an external placement up to today; before it changes or ends. */
void plm_accounts_fee(placement_workspace *w, int32_t number);

/* What is still due for an external placement that ends today: [today, until) at the fee of its last night, as notice
 * or because a placement is paid for a minimum of nights. */
void plm_accounts_notice(placement_workspace *w, int32_t number, int32_t until, bool minimum);

/* The child moves into a home, or a scheme, today. */
void plm_accounts_admission(placement_workspace *w, size_t home, int32_t number);
void plm_accounts_scheme_admission(placement_workspace *w, size_t scheme, int32_t number);

/* Children of a group who need care from the days `from`, on which they arrive if `arriving`, until the days `until`:
 * counted by their needs alone. */
void plm_accounts_lives(placement_workspace *w, size_t group, const int32_t from[PLM_LANES],
                        const int32_t until[PLM_LANES], bool arriving);

/* A child for whom there was no place on the day `from`, and who is without one until its need ends. */
void plm_accounts_unserved(placement_workspace *w, int32_t from, int32_t until);

/* Adds 1 to a count of this year, for a child. */
static inline void plm_accounts_count(placement_workspace *w, plm_base base, int32_t number)
{
  w->outcome[plm_cell(w->plan, base, w->year)]++;
  if (w->ledger != NULL)
    plm_tell_count(w, base, number);
}

#endif
