/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/controls.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>

#define WORDS 0x1p32
#define WORD_COUNT ((uint64_t)1 << 32)
#define DAYS_IN_YEAR 365.25

/* A search for the first word that draws a need of at least so many nights, or an age that leaves fewer. Draws do not
 * fall with the word, so what is searched for rises with it. */
typedef struct search {
  const plm_quantile_table *table;
  bool of_age;
  double until_age;
  double nights;
  uint64_t found, step; /* last time, and how far that was from the time before */
} search;

/* Not negative from the word on that is searched for. */
static double distance(const search *s, uint64_t word)
{
  double draw = s->table->constant ? s->table->value : plm_quantile_table_draw(s->table, (uint32_t)word);
  double days = s->of_age ? (s->until_age - draw) * DAYS_IN_YEAR : draw;
  double beyond = days + 0.5 - s->nights;
  if (s->of_age)
    return beyond != 0 ? -beyond : -1;
  return beyond;
}

/* An end of the interval searched: at `low` the distance is negative, at `high` it is not. */
typedef struct bracket {
  uint64_t low, high;
  double at_low, at_high;
} bracket;

static void try(const search *s, bracket *b, uint64_t word)
{
  double at = distance(s, word);
  if (at < 0) {
    b->low = word;
    b->at_low = at;
  } else {
    b->high = word;
    b->at_high = at;
  }
}

/* The distance is nearly straight: where the line crosses 0, then a little beyond, and halves if that did not help. */
static uint64_t narrow(const search *s, bracket b)
{
  while (b.high - b.low > 1) {
    uint64_t width = b.high - b.low, delta = width / 256 + 1;
    uint64_t along = (uint64_t)((double)width * (b.at_low / (b.at_low - b.at_high)));
    uint64_t word = b.low + (along < 1 ? 1 : along > width - 1 ? width - 1 : along);
    try(s, &b, word);
    if (b.high - b.low > delta)
      try(s, &b, b.high == word ? word - delta : word + delta);
    if (b.high - b.low > width / 2)
      try(s, &b, b.low + (b.high - b.low) / 2);
  }
  return b.high;
}

/* The word, 2^32 if there is none. From one search to the next it must not fall. */
static uint64_t first_word(search *s, int32_t nights)
{
  uint64_t from = s->found, step = s->step > 0 ? s->step : 1;
  s->nights = nights;
  bracket b = {from, from, 0, 0};
  if (from >= WORD_COUNT || (b.at_low = distance(s, from)) >= 0)
    return from;
  while (b.high == from || b.at_high < 0) { /* further and further */
    b.low = b.high;
    b.at_low = b.high == from ? b.at_low : b.at_high;
    b.high = WORD_COUNT - 1 - b.low > step ? b.low + step : WORD_COUNT - 1;
    if (b.high == b.low)
      return s->found = WORD_COUNT;
    b.at_high = distance(s, b.high);
    step *= 2;
  }
  s->found = narrow(s, b);
  s->step = s->found - from;
  return s->found;
}

/* P(a need lasts at least r nights), from r = 0. */
static void fill_survival(const plm_plan_group *group, double *survival, int32_t count)
{
  search need = {.table = group->need};
  search age = {.table = group->age, .of_age = true, .until_age = group->until_age};
  for (int32_t r = 0; r < count; r++)
    survival[r] = r < 2 ? 1 : 1 - (double)first_word(&need, r) / WORDS;
  for (int32_t r = count - 1; r > 1 && group->has_until_age; r--)
    if (survival[r] > 0)
      survival[r] *= (double)first_word(&age, r) / WORDS;
}

static int32_t year_begin(const placement_plan *plan, size_t y)
{
  return y < plan->control_years ? plan->calendar.year_start[y] : plan->calendar.days;
}

/* Adds what an initial child has of nights left to each year, weighted. */
static void add_nights(const placement_plan *plan, double weight, int32_t nights, double *of_years)
{
  for (size_t y = 0; y < plan->control_years && year_begin(plan, y) < nights; y++) {
    int32_t end = year_begin(plan, y + 1);
    of_years[y] += weight * ((nights < end ? nights : end) - year_begin(plan, y));
  }
}

/* Of children who are there on day 0, in a system that has always run like this. */
static void add_stationary(const placement_plan *plan, plm_plan_group *group)
{
  const plm_stationary *s = &group->stationary;
  uint32_t last = s->step.guide[1 << PLM_STEP_GUIDE_BITS];
  double before = 0;
  for (uint32_t i = 0; i <= last; i++) {
    double end = i < last ? s->step.end[i] : WORDS;
    add_nights(plan, group->initial_count * (end - before) / WORDS, s->nights[i], group->initial_nights);
    before = end;
  }
}

static int32_t longest_so_far(const plm_plan_group *group)
{
  int32_t longest = 0;
  for (size_t i = 0; i < group->listed_count; i++)
    longest = group->listed[i].days_so_far > longest ? group->listed[i].days_so_far : longest;
  return longest;
}

/* A need that has lasted d nights lasts t more with probability P(nights > d + t) / P(nights > d). `beyond` has the
 * sums of what follows, which are as exact as their smallest terms. */
static void add_listed(const placement_plan *plan, plm_plan_group *group, const double *survival, const double *beyond)
{
  for (size_t i = 0; i < group->listed_count; i++) {
    int32_t next = group->listed[i].days_so_far + 1;
    group->nights_known = group->nights_known && survival[next] > 0;
    for (size_t y = 0; group->nights_known && y < plan->control_years; y++)
      group->initial_nights[y] +=
          (beyond[next + year_begin(plan, y)] - beyond[next + year_begin(plan, y + 1)]) / survival[next];
  }
}

/* A child who arrives on day a has the sum of P(need >= r), r = 1 to d, of nights in the d nights from then on. */
static void add_arrivals(const placement_plan *plan, plm_plan_group *group, const double *sums)
{
  size_t piece = 0;
  for (int32_t a = 0; a < plan->calendar.days; a++) {
    piece += a >= plan->piece_start[piece + 1] ? 1 : 0;
    for (size_t y = 0; y < plan->control_years; y++) {
      int32_t from = year_begin(plan, y) - a, until = year_begin(plan, y + 1) - a;
      double nights = until > 0 ? sums[until] - sums[from > 0 ? from : 0] : 0;
      group->nights_each[piece * plan->control_years + y] += nights;
      group->nights_each[plan->piece_count * plan->control_years + y] += nights;
    }
  }
}

static placement_status init_group(const placement_plan *plan, plm_plan_group *group, placement_error *err)
{
  int32_t count = longest_so_far(group) + plan->calendar.days + 1;
  double *survival = plm_new_array(2 * (size_t)count + 1, sizeof *survival);
  group->initial_nights = plm_new_array(plan->control_years, sizeof *group->initial_nights);
  group->nights_each = plm_new_array((plan->piece_count + 1) * plan->control_years, sizeof *group->nights_each);
  if (survival == NULL || group->initial_nights == NULL || group->nights_each == NULL) {
    free(survival);
    return plm_fail_memory(err);
  }
  double *beyond = survival + count;
  fill_survival(group, survival, count);
  group->nights_known = true;
  if (group->initial_count > 0)
    add_stationary(plan, group);
  for (int32_t r = count - 1; r >= 0; r--)
    beyond[r] = survival[r] + beyond[r + 1];
  add_listed(plan, group, survival, beyond);
  survival[0] = 0;
  for (int32_t r = 1; r < count; r++)
    survival[r] += survival[r - 1];
  add_arrivals(plan, group, survival);
  free(survival);
  return PLACEMENT_OK;
}

bool plm_input_has_control(const double *correlation, size_t count, size_t i)
{
  for (size_t j = 0; j < i; j++)
    if (correlation[i * count + j] >= 1)
      return false;
  return true;
}

static size_t count_input_controls(const placement_scenario *s)
{
  size_t inputs = 0;
  for (size_t i = 0; i < s->uncertain_count; i++)
    inputs += plm_input_has_control(s->correlation, s->uncertain_count, i);
  return inputs < PLM_INPUT_CONTROLS_MOST ? inputs : PLM_INPUT_CONTROLS_MOST;
}

placement_status plm_controls_init(placement_plan *plan, const placement_scenario *scenario, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  size_t years = plan->calendar.year_count;
  plan->control_years = years < PLM_CONTROL_YEARS_MOST ? years : PLM_CONTROL_YEARS_MOST;
  plan->control_count = 2 * plan->control_years + 1 + count_input_controls(scenario);
  for (size_t g = 0; status == PLACEMENT_OK && g < plan->group_count; g++)
    status = init_group(plan, &plan->groups[g], err);
  if (status == PLACEMENT_OK)
    plm_controls_expect(plan);
  return status;
}

void plm_controls_expect(placement_plan *plan)
{
  size_t years = plan->control_years;
  plan->expected_arrivals = 0;
  for (size_t y = 0; y < years; y++)
    plan->expected_nights[y] = 0;
  for (size_t g = 0; g < plan->group_count; g++) {
    const plm_plan_group *group = &plan->groups[g];
    plan->expected_arrivals += group->pieces[plan->piece_count].before;
    for (size_t y = 0; group->nights_known && y < years; y++) {
      plan->expected_nights[y] += group->initial_nights[y];
      if (group->steady)
        plan->expected_nights[y] += group->pieces[0].rate * group->nights_each[plan->piece_count * years + y];
      for (size_t p = 0; !group->steady && p < plan->piece_count; p++)
        plan->expected_nights[y] += group->pieces[p].rate * group->nights_each[p * years + y];
    }
  }
}

int64_t plm_input_control(const plm_quantile_table *table, double drawn)
{
  if (table->constant)
    return 0;
  double range = plm_quantile_table_draw(table, UINT32_MAX) - plm_quantile_table_draw(table, 0);
  return range > 0 ? plm_nearest((drawn - table->mean) / range * PLM_CONTROL_INPUT) : 0;
}
