/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scenario in plain sentences: time and prices, and the order of the other parts.
 */
#include "report/explain.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "plan/expected_need.h"
#include "plan/tables.h"
#include "scenario/stays.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_YEARS 6 /* financial years told one by one */

static void tell_horizon(plm_explain *e)
{
  const placement_scenario *s = e->scenario;
  const plm_json_value *horizon = plm_given(e, e->tree->values, "horizon");
  char first[PLM_YEAR_LABEL], last[PLM_YEAR_LABEL];
  plm_scenario_year_label(s, 0, first);
  plm_scenario_year_label(s, s->column_years - 1, last);
  plm_say(e, "\n## Time\n");
  plm_say_notes(e, horizon, NULL);
  plm_say(e, "- The horizon is %s long: %s, from %s (day 0) to %s.\n", plm_told_count(e, s->years, "year", "years"),
          plm_told_count(e, s->days, "night", "nights"), plm_told_date(e, 0), plm_told_date(e, s->days - 1));
  plm_say(e, "- Financial years begin on %s %s%s; the horizon touches %s", plm_told_rounded(e, s->year_start_day, 0),
          plm_month_name(s->year_start_month), plm_told_default(e, horizon, "financial_year_start"),
          s->column_years == 1 ? first : "");
  if (s->column_years > 1)
    plm_say(e, "%s, %s to %s", plm_told_count(e, (int64_t)s->column_years, "of them", "of them"), first, last);
  plm_say(e, ".\n");
}

/* "2%" or, of a list, "5%, 4%, then -1%". */
static void tell_rates(plm_explain *e, const plm_index *index)
{
  for (size_t i = 0; i < index->rate_count; i++)
    plm_say(e, "%s%s",
            i == 0                       ? ""
            : i + 1 == index->rate_count ? ", then "
                                         : ", ",
            plm_told_percent(e, index->rates[i]));
  plm_say(e, index->rate_count == 1 ? " a year" : " every year after that");
}

static void tell_index(plm_explain *e, size_t i)
{
  const placement_scenario *s = e->scenario;
  const double *factors = e->plan->index_factors + (i + 1) * s->column_years;
  plm_say(e, "- Index %s: ", s->prices.indices[i].name);
  tell_rates(e, &s->prices.indices[i]);
  plm_say(e, ". What costs 100 at base prices costs ");
  for (size_t y = 0; y < s->column_years; y++) {
    char label[PLM_YEAR_LABEL];
    if (s->column_years > MOST_YEARS && y >= MOST_YEARS / 2 && y + 1 < s->column_years)
      continue;
    plm_scenario_year_label(s, y, label);
    plm_say(e, "%s%s in %s", plm_told_comma(y, s->column_years), plm_told_rounded(e, 100 * factors[y], 2), label);
  }
  plm_say(e, ".\n");
}

void plm_explain_prices(plm_explain *e)
{
  const plm_prices *prices = &e->scenario->prices;
  const plm_json_value *object = plm_given(e, e->tree->values, "prices");
  plm_say(e, "\n## Prices\n");
  plm_say_notes(e, object, NULL);
  plm_say(e, "- Money is in %s%s, at the prices of %s%s.\n",
          strcmp(prices->currency, "GBP") == 0 ? "pounds" : prices->currency, plm_told_default(e, object, "currency"),
          plm_told_date(e, prices->base_date), plm_given(e, object, "base_date") != NULL ? "" : " (by default, day 0)");
  if (prices->index_count == 0)
    plm_say(e, "- No price grows: there are no indices%s.\n", plm_told_default(e, object, "indices"));
  for (size_t i = 0; i < prices->index_count; i++)
    tell_index(e, i);
  plm_say(e, "- The net present cost discounts later years by %s a year%s.\n",
          plm_told_percent(e, prices->discount_rate), plm_told_default(e, object, "discount_rate"));
  if (plm_given(e, object, "deflator") != NULL)
    plm_say(e, "- Real terms are nominal ones over the index %s.\n", prices->indices[prices->deflator].name);
  else
    plm_say(e, "- Real terms are the nominal ones: there is no deflator (default).\n");
}

/* Expected nights in emergencies over the horizon. A share of those who arrive is in one from the first night on until
 * it or the need ends, whichever is first; initial children are in none. */
static double expect_emergency_nights(const placement_plan *plan, const plm_plan_group *group, const plm_group *from)
{
  size_t piece = plan->piece_count;
  double nights = 0;
  double of_child = 0; /* who arrives on day t, before the end of the horizon */
  if (from->emergency_share <= 0)
    return 0;
  for (int32_t t = plan->calendar.days - 1; t >= 0; t--) {
    int32_t r = plan->calendar.days - t;
    of_child += from->emergency_share * plm_stays_at_least(from, r) * plm_nights_at_least(&from->emergency_days, r);
    while (plan->piece_start[piece] > t)
      piece--;
    nights += group->pieces[piece].rate * of_child;
  }
  return nights;
}

/* The children expected to be in need, group by group. */
static placement_status expect_need(plm_explain *e, placement_error *err)
{
  size_t days = (size_t)e->plan->calendar.days;
  double *expected = plm_new_array(days, sizeof *expected);
  placement_status status = PLACEMENT_OK;
  e->need = plm_new_array(e->plan->group_count, sizeof *e->need);
  if (expected == NULL || e->need == NULL)
    status = plm_fail_memory(err);
  for (size_t g = 0; status == PLACEMENT_OK && g < e->plan->group_count; g++) {
    double emergency = expect_emergency_nights(e->plan, &e->plan->groups[g], &e->scenario->groups[g]);
    if ((status = plm_expected_in_need(e->plan, g, expected, err)) != PLACEMENT_OK)
      break;
    e->need[g] = (plm_told_need){expected[0], expected[days - 1], {-emergency, emergency}};
    for (size_t t = 0; t < days; t++)
      e->need[g].nights[PLM_PLANNED] += expected[t];
  }
  free(expected);
  return status;
}

static void explain(plm_explain *e)
{
  const char *title = e->scenario->title;
  plm_say(e, "# %s\n", title[0] != '\0' ? title : "A scenario without a title");
  plm_explain_notes(e);
  tell_horizon(e);
  plm_explain_prices(e);
  plm_explain_groups(e);
  plm_explain_compatibility(e);
  plm_explain_phases(e);
  plm_explain_programme(e);
  plm_explain_external(e);
  plm_explain_step_down(e);
  plm_explain_policy(e);
  plm_explain_uncertain(e);
  plm_explain_published(e);
}

placement_status placement_explain_write(const placement_scenario *scenario, const char *text, size_t length,
                                         placement_sink sink, void *data, placement_error *err)
{
  placement_plan *plan = NULL;
  plm_json_tree tree = {0};
  plm_writer writer = {.sink = sink, .data = data};
  plm_explain *e = NULL;
  char sha256[65];
  placement_status status;
  if (scenario == NULL || text == NULL || sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario, text and sink must not be NULL");
  plm_sha256(text, length, sha256);
  if (strcmp(sha256, scenario->sha256) != 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the text is not the one that the scenario was loaded from");
  e = plm_new_array(1, sizeof *e);
  if (e == NULL)
    return plm_fail_memory(err);
  *e = (plm_explain){.writer = &writer, .scenario = scenario, .tree = &tree, .err = PLACEMENT_ERROR_INIT};
  if ((status = placement_plan_new(scenario, &plan, err)) != PLACEMENT_OK ||
      (status = plm_json_tree_parse(&tree, text, length, err)) != PLACEMENT_OK ||
      (status = plm_timetable_init(&e->timetable, plan, err)) != PLACEMENT_OK)
    goto out;
  e->plan = plan;
  plm_timetable_planned(&e->timetable, plan);
  if ((status = expect_need(e, err)) != PLACEMENT_OK)
    goto out;
  explain(e);
  status = e->err.code;
  if (status != PLACEMENT_OK && err != NULL)
    *err = e->err;
  if (status == PLACEMENT_OK)
    status = plm_writer_finish(&writer, err);
out:
  plm_timetable_clear(&e->timetable);
  plm_tables_clear(&e->tables);
  free(e->need);
  free(e);
  plm_json_tree_clear(&tree);
  placement_plan_free(plan);
  return status;
}
