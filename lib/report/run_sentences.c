/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/run_sentences.h"
#include "report/told_amounts.h"
#include "report/unserved_groups.h"

#include <math.h>
#include <stdio.h>

#define A_PENNY 0.01

static double planned(const plm_side *side, const char *metric)
{
  return plm_run_planned(side, plm_run_metric(side, metric), placement_plan_year_count(side->plan));
}

static placement_statistics simulated(const plm_side *side, const char *metric)
{
  return plm_run_statistics(side, plm_run_metric(side, metric), placement_plan_year_count(side->plan));
}

static plm_decimal one_place(double number)
{
  return plm_format_decimal(number, 1, true);
}

/* " (5.2%)", "" where there is nothing to divide by. */
static plm_decimal share_of(double part, double whole)
{
  plm_decimal text = {{0}};
  double percent = 100 * part / whole;
  if (whole > 0)
    (void)snprintf(text.text, sizeof text.text, " (%.30s%%)",
                   plm_format_decimal(percent, percent < 9.95 ? 1 : 0, true).text);
  return text;
}

static void say_cost(const plm_sides *of)
{
  const plm_side *side = of->sides;
  placement_findings *f = of->findings;
  placement_statistics cost = simulated(side, "cost.total");
  const char *over = cost.defined == 1 ? "in the one future simulated" : "on average over all futures";
  double mean = cost.mean, plan = planned(side, "cost.total"), more = mean - plan;
  if (isnan(plan))
    plm_findings_sentence(f, "Over %s this costs %s %s.", plm_horizon_words(side->plan).text,
                          plm_findings_about(f, mean).text, over);
  else if (fabs(more) < A_PENNY)
    plm_findings_sentence(f, "Over %s this costs %s %s, as much as on the plan basis.",
                          plm_horizon_words(side->plan).text, plm_findings_about(f, mean).text, over);
  else
    plm_findings_sentence(
        f, "Over %s this costs %s %s: %s%s %s than on the plan basis, on which %s.", plm_horizon_words(side->plan).text,
        plm_findings_about(f, mean).text, over, plm_findings_about(f, fabs(more)).text, share_of(fabs(more), plan).text,
        more > 0 ? "more" : "less",
        placement_plan_home_count(side->plan) > 0 ? "every home opens as planned and is full from then"
                                                  : "nothing is random");
}

static void say_certainty(const plm_sides *of)
{
  placement_findings *f = of->findings;
  placement_statistics s = simulated(of->sides, "cost.total");
  if (s.defined < 2)
    plm_findings_sentence(f, "A single future cannot tell how sure that is.");
  else if (s.max - s.min < A_PENNY)
    plm_findings_sentence(f, "Every future costs the same.");
  else
    plm_findings_sentence(f,
                          "In 80 of 100 futures it costs no more than %s (P80), and 8 of 10 futures cost between %s "
                          "(P10 to P90).",
                          plm_findings_about(f, s.p80).text, plm_about_two(f, s.p10, "and", s.p90).text);
}

/* "7.2 children are placed externally at a time (6.3 on the plan basis)", "" if there are no children. */
static void tell_external(const plm_side *side, plm_told *told)
{
  double mean = simulated(side, "children.external").mean, plan = planned(side, "children.external");
  if (!plm_run_has(side, "children.external")) {
    if (plm_run_has(side, "children.in_need"))
      plm_told_add(told, "no child is placed externally");
    return;
  }
  bool one = plm_round_decimal(mean, 1) == 1;
  plm_told_add(told, "%s %s placed externally at a time", one ? "one" : one_place(mean).text,
               one ? "child is" : "children are");
  if (!isnan(plan))
    plm_told_add(told, " (%s on the plan basis)", one_place(plan).text);
}

static void say_children(const plm_sides *of)
{
  const plm_side *side = of->sides;
  placement_statistics occupancy = simulated(side, "occupancy");
  plm_told external = {{0}, 0};
  tell_external(side, &external);
  if (occupancy.defined > 0 && external.used > 0)
    plm_findings_sentence(of->findings, "On average the homes are %s%% full once they are open, and %s.",
                          one_place(100 * occupancy.mean).text, external.text);
  else if (occupancy.defined > 0)
    plm_findings_sentence(of->findings, "On average the homes are %s%% full once they are open.",
                          one_place(100 * occupancy.mean).text);
  else if (external.used > 0)
    plm_findings_sentence(of->findings, "%s; on average %s.",
                          placement_plan_home_count(side->plan) == 0 ? "There are no homes" : "No home ever opens",
                          external.text);
}

void plm_run_say(const plm_sides *of)
{
  say_cost(of);
  say_certainty(of);
  say_children(of);
}

static void say_planned_children(const plm_sides *of)
{
  const plm_side *side = of->sides;
  plm_told places = {{0}, 0};
  double left_out = plm_unserved_in_need(side->plan, placement_plan_year_count(side->plan));
  if (!plm_run_has(side, "children.in_need"))
    return;
  if (plm_run_has(side, "children.in_house"))
    plm_told_add(&places, "%s in homes, which are all full,", one_place(planned(side, "children.in_house")).text);
  if (plm_run_has(side, "children.step_down"))
    plm_told_add(&places, "%s%s in step-down", places.used > 0 ? " " : "",
                 one_place(planned(side, "children.step_down")).text);
  if (places.used > 0)
    plm_told_add(&places, " and %s in external placements", one_place(planned(side, "children.external")).text);
  else
    plm_told_add(&places, "%s in external placements",
                 left_out > 0 ? one_place(planned(side, "children.external")).text : "all of them");
  if (left_out > 0)
    plm_told_add(&places, ", and leaves out %s (%s)", plm_unserved_names(side->plan).text, one_place(left_out).text);
  plm_findings_sentence(of->findings, "On average %s children are in need at a time; the plan basis has %s.",
                        one_place(planned(side, "children.in_need")).text, places.text);
}

void plm_plan_say(const plm_sides *of)
{
  const plm_side *side = of->sides;
  placement_findings *f = of->findings;
  double capital = planned(side, "cost.capital"), total = planned(side, "cost.total");
  plm_decimal cost = plm_findings_about(f, total);
  if (capital != 0)
    plm_findings_sentence(f, "Over %s this costs %s on the plan basis: %s of capital and %s of revenue.",
                          plm_horizon_words(side->plan).text, cost.text, plm_findings_about(f, capital).text,
                          plm_findings_about(f, planned(side, "cost.revenue")).text);
  else
    plm_findings_sentence(f, "Over %s this costs %s on the plan basis%s.", plm_horizon_words(side->plan).text,
                          cost.text, total != 0 ? ", all of it revenue" : "");
  say_planned_children(of);
  plm_run_say_published(of);
}
