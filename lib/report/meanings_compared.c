/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tables of comparisons mean.
 */
#include "report/meanings.h"

static const plm_meaning meanings[] = {
    {"overview", NULL, "a scenario over the whole horizon: the base, then the alternatives"},
    {"overview", "title", "title of the scenario"},
    {"overview", "name", "what the scenario is called, after its file"},
    {"overview", "total", "mean total cost: capital and revenue, over all futures simulated"},
    {"overview", "difference", "mean difference in total cost: less the base, with the same children"},
    {"overview", "lower", "share of the futures in which the scenario costs less than the base"},
    {"overview", "capital", "mean cost of capital"},
    {"overview", "in_house", "mean cost of homes and the programme, without capital"},
    {"overview", "external", "mean cost of external placements"},
    {"overview", "step_down", "mean cost of step-down schemes"},
    {"overview", "sold_beds", "mean income from beds sold to other authorities, which is taken off the cost"},
    {"overview", "children", "mean number of children in the homes: on an average night"},

    {"scenarios", NULL, "a scenario that is compared"},
    {"scenarios", "title", "title of the scenario"},
    {"scenarios", "part", "what it is here: base or alternative"},
    {"scenarios", "name", "what it is called, after its file"},

    {"totals", NULL, "total cost over the whole horizon: of the base, of the alternative, and their difference"},
    {"totals", "scenario", "base, alternative, or difference: alternative less base"},
    {"totals", "plan",
     "total cost on the plan basis, as a business case is written; of the difference: between the two"},
    {"totals", "mean", "mean total cost over all futures, or mean difference with the same children in both"},
    {"totals", "p#", "the total cost, or of the difference in each future"},

    {"difference", NULL, "a category of cost in a financial year, or over the whole horizon"},
    {"difference", "category", "category of cost; some are parts of others: the total is capital and revenue"},
    {"difference", "year", "financial year; total: the whole horizon; empty where that is all there is"},
    {"difference_categories", NULL, "a category of cost, or a line of it, over the whole horizon"},
    {"difference_categories", "category", "category of cost, or a sum of others such as revenue and total"},
    {"difference_categories", "line", "part of the category; empty where it is told as a whole"},
    {"difference_children", NULL, "a measure of children in a financial year, or over the whole horizon"},
    {"difference_children", "measure",
     "where children live, on an average night; the share of those placed who are in homes; or the occupancy of homes"},
    {"difference_children", "year", "financial year; all years: the whole horizon"},
    {"difference_events", NULL, "an event over the whole horizon"},
    {"difference_events", "measure", "what is counted; requests are those of groups taken only where a bed is free"},
    {"difference_unit_costs", NULL, "a kind of placement, over the whole horizon"},
    {"difference_unit_costs", "place", "where the placement is: in homes, with the programme, or external"},
    {"difference*", "p#", "the difference, alternative less base"},
    {"difference*", "base", "figure of the base: mean over all futures"},
    {"difference*", "alternative", "figure of the alternative: mean over all futures"},
    {"difference*", "difference",
     "mean difference, alternative less base; with the same children in both, so a minus is a saving where it is a "
     "cost"},
    {"difference*", "plan",
     "the difference on the plan basis, alternative less base: all homes on time, all beds full"},
    {"difference*", "lower", "share of the futures in which the alternative has the lower figure"},

    {"difference_distribution", NULL, "a range of the difference in total cost over the whole horizon"},
    {"difference_distribution", "from", "lower end of the range, which belongs to it; a minus is a saving"},
    {"difference_distribution", "until", "upper end of the range, which does not belong to it"},
    {"difference_distribution", "share",
     "share of the futures whose difference is in the range; the first and the last range also count what lies "
     "outside"},

    {"payback", NULL, "a financial year; the last row is beyond the horizon"},
    {"payback", "year", "financial year by whose end the alternative has paid for itself"},
    {"payback", "share",
     "share of the futures in which it has; from then on it has cost no more in all than the base, at the end of every "
     "year"},
    {"payback_year", NULL, "a quantile of the year in which the alternative has paid for itself"},
    {"payback_year", "quantile", "P10, median, P90: in 10, 50, 90 of 100 futures it has by then"},
    {"payback_year", "year", "first financial year by whose end so many futures have paid back"},
    {"payback_year", "earliest", "first year of the 95% confidence interval of that year"},
    {"payback_year", "latest", "last year of the 95% confidence interval of that year"},

    {"waterfall*", NULL, "a step from the base to the alternative; the last row is all of them, the difference"},
    {"waterfall*", "heading", "what the step changes"},
    {"waterfall*", "step", "name of the step; of several taken together, joined by +"},
    {"waterfall", "in_order", "effect on mean total cost of the step after those above it: these add up"},
    {"waterfall", "alone", "effect on mean total cost of the step taken by itself in the base"},
    {"waterfall", "interaction", "effect in order less effect alone: what is due to the steps above it"},
    {"waterfall_by_year", "year", "financial year; total: the whole horizon"},
    {"waterfall_by_year", "value", "effect on mean total cost of the step in order: a minus is a saving"},
    {"waterfall_by_category", "category", "category of cost; income from beds sold is taken off the total"},
    {"waterfall_by_category", "value", "effect on the mean of the category of the step in order"},
    {"waterfall_children", "external", "effect on the mean number of children placed externally: on an average night"},
    {"waterfall_children", "in_house", "effect on the mean number of children in homes: on an average night"},
    {"waterfall_children", "step_down", "effect on the mean number of children in step-down: on an average night"},
    {"waterfall_children", "moves",
     "effect on the mean number of moves: placements begun that are not a child's "
     "first"},
};

const plm_meanings plm_compared_meanings = {meanings, sizeof meanings / sizeof *meanings};
