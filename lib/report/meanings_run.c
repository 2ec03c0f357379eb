/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tables of a run and of the plan basis mean, for reports of one scenario or of two.
 */
#include "report/meanings.h"

static const plm_meaning meanings[] = {
    {"precision", NULL, "a figure that was asked to be precise"},
    {"precision", "figure", "the metric and its financial year; with % where its figures are per cent"},
    {"precision", "asked", "half-width of the confidence interval that was asked for, in the unit of the figure"},
    {"precision", "reached", "half-width of the confidence interval of the mean as it is, in the unit of the figure"},
    {"precision", "share", "that half-width in per cent of the mean"},
    {"precision", "enough", "yes if it is no wider than was asked for, otherwise NO"},

    {"budget", NULL, "a category of cost in a financial year, or over the whole horizon"},
    {"budget", "category", "category of cost; some are parts of others: the total is capital and revenue"},
    {"budget", "year", "financial year; total: the whole horizon; empty where that is all there is"},
    {"budget", "p#", "the cost"},

    {"total_distribution", NULL, "a range of the total cost over the whole horizon"},
    {"total_distribution", "from", "lower end of the range, which belongs to it"},
    {"total_distribution", "until", "upper end of the range, which does not belong to it"},
    {"total_distribution", "share",
     "share of the futures whose total is in the range; the first and the last range also count what lies outside"},

    {"total_quantiles", NULL, "a quantile or another figure of the total cost over the whole horizon"},
    {"total_quantiles", "quantile",
     "which figure: P80 is no lower than the total of 80 of 100 futures; expected shortfall 95% is the mean of the "
     "dearest 5 of 100"},
    {"total_quantiles", "amount", "total cost over the whole horizon, nominal"},

    {"categories", NULL, "a category of cost, or a part of it, over the whole horizon"},
    {"categories", "p#", "the cost"},
    {"*_by_year", NULL, "a category of cost, or a part of it"},
    {NULL, "category", "category of cost, or a sum of others such as revenue and total"},
    {"categories", "part", "part of the category; empty where it is told as a whole"},
    {"*_by_year", "part", "part of the category; empty where it is told as a whole"},
    {"*_by_year", "year", "financial year; total: the whole horizon"},
    {"plan_by_year", "value", "cost on the plan basis: all homes on time, all beds full, nothing random"},
    {"mean_by_year", "value", "mean cost over all futures simulated"},

    {"plan_*", NULL, "a measure on the plan basis"},
    {"plan_children", "measure", "what is counted: children on an average night, arrivals, bed-nights or occupancy"},
    {"plan_unit_costs", "measure", "where the placement is: in homes, with the programme, or external"},
    {"plan_*", "year", "financial year; total: the whole horizon"},
    {"plan_children", "value", "figure on the plan basis: all homes on time, all beds full, nothing random"},
    {"plan_unit_costs", "value", "cost per placement per week on the plan basis"},

    {"*homes", NULL, "a home, or several together, over the whole horizon"},
    {"*voids", NULL, "a home, or several together, over the whole horizon"},
    {NULL, "home", "id of the home, or how many others; all homes: their sum"},
    {"*homes", "beds", "number of beds"},
    {"*homes", "occupancy", "occupancy: mean bed-nights with a child of the council, divided by mean bed-nights open"},
    {"*homes", "open", "bed-nights of the open home: mean over all futures, whatever the state of the bed"},
    {"*homes", "occupied", "of these, bed-nights with a child of the council: mean over all futures"},
    {"*homes", "sold", "of these, bed-nights sold to other authorities: mean over all futures"},
    {"*voids", "turnaround", "void bed-nights on which the bed is made ready after a child has left: mean"},
    {"*voids", "held", "void bed-nights on which the bed is kept for a child who is being introduced: mean"},
    {"*voids", "suspended", "void bed-nights on which the bed is free while the home takes nobody: mean"},
    {"*voids", "ramp_up", "void bed-nights until the next admission of a new home is due: mean"},
    {"*voids", "unmatched", "void bed-nights although a child is placed externally whom the home takes: mean"},
    {"*voids", "no_demand", "void bed-nights on which there is no such child: mean"},
    {"*voids", "void", "void bed-nights for all reasons: open, but neither occupied nor sold; mean"},

    {"children", NULL, "a measure of children in a financial year, or over the whole horizon"},
    {"children", "measure", "where children live, on an average night; or the share of those placed who are in homes"},
    {"children", "year", "financial year; all years: the whole horizon"},

    {"monthly_*", NULL, "a calendar month"},
    {"monthly_*", "month", "calendar month, as year and month"},
    {"monthly_external", "mean", "mean number of children placed externally: over the nights of the month"},
    {"monthly_external", "p#", "the average number of children placed externally"},
    {"monthly_occupied", "mean", "mean number of beds occupied: over the nights of the month"},
    {"monthly_occupied", "p#", "the average number of beds occupied"},

    {"events", NULL, "an event over the whole horizon, or a part of its number"},
    {"events", "event", "what happens to children"},
    {"events", "part", "which of these, or of which groups; empty: all of them"},
    {"events", "p#", "the number of events"},

    {"unit_costs", NULL, "a kind of placement in a financial year, or over the whole horizon"},
    {"unit_costs", "place", "where the placement is: in homes, with the programme but without capital; or external"},
    {"unit_costs", "year", "financial year; all years: the whole horizon"},
    {"unit_costs", "mean", "cost per placement per week: the mean cost divided by the mean number of weeks"},
    {"unit_costs", "p#", "the cost per placement per week in single futures"},
};

static const plm_meaning grounds[] = {
    {"published", NULL, "a published figure"},
    {"published", "figure", "what the figure is, as the scenario labels it"},
    {"published", "finding", "how it compares with the figure of the scenario, in a sentence"},
    {"published", "source", "where it was published"},
    {"published", "as_expected", "yes if it agrees or differs as the scenario expects, otherwise NO"},
    {"published", "period", "financial year; total: the whole horizon"},
    {"published", "basis", "what it is compared with: the plan basis (plan), or the mean over all futures (mean)"},
    {"published", "published", "the figure as it was published"},
    {"published", "value", "the figure of the scenario, on that basis"},
    {"published", "difference", "published figure less that of the scenario"},
    {"published", "tolerance", "by how much the two may differ and still agree"},

    {"assumptions", NULL, "an assumption, or a note of the scenario"},
    {"assumptions", "section", "part of the scenario that it belongs to"},
    {"assumptions", "assumption", "what is assumed, in a sentence"},
    {"assumptions", "default", "yes: it holds because the scenario does not say otherwise; in part: some of it does"},
    {"assumptions", "in", "title of the scenario that assumes it; both: each of the two does"},
};

const plm_meanings plm_run_meanings = {meanings, sizeof meanings / sizeof *meanings};
const plm_meanings plm_grounds_meanings = {grounds, sizeof grounds / sizeof *grounds};
