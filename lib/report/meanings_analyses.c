/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tables of budgets, sensitivity, switching values and searches mean, of ledgers and of checks.
 */
#include "report/meanings.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* The others are named after metrics. */
static const plm_meaning budgets[] = {
    {"years", NULL, "a metric whose budgets are told"},
    {"years", "figure", "the metric in words"},
    {"years", "sum", "sum of the years' budgets: of quantiles, which do not add up to that of the horizon"},
    {"years", "more", "sum of the years' budgets less the budget of the horizon"},
    {"years", "sum_kept", "probability that the horizon costs no more than that sum: share of the futures"},
    {"years", "all_kept", "probability that no year exceeds its own budget: share of the futures"},
    {"*", NULL, "a financial year, or the whole horizon"},
    {"*", "year", "financial year; horizon: all of them"},
    {"*", "budget",
     "budget: the cost that is not exceeded with the confidence asked for, a quantile of the futures (type 7; interval "
     "between order statistics)"},
    {"*", "contingency", "contingency: the budget less the mean"},
    {"*", "above_plan", "the budget less the figure on the plan basis"},
    {"*", "overspend",
     "expected overspend: what exceeds the budget, on average over all futures, also those that keep "
     "it"},
    {"*", "shortfall", "expected shortfall: the mean of the worst futures, as many as the confidence leaves"},
    {"*", "part",
     "part of the horizon's budget: the mean of the year, and of the contingency by the covariance of the year with "
     "the horizon; parts add up"},
    {"*", "kept", "probability that the part suffices for the year: share of the futures"},
};

static const plm_meaning sensitivity[] = {
    {"figure", NULL, "a statistic of the figure that is analysed"},
    {"figure", "statistic", "mean: of all futures; P80: no lower than the figure in 80 of 100 futures"},
    {"figure", "value", "the statistic of the figure, which the provenance names by its metric and year"},
    {"tornado", NULL, "an uncertain input, or several that are correlated by 1"},
    {"tornado", "input", "the uncertain input, or all of those that are correlated by 1"},
    {"tornado", "range", "P10 to P90 of the input; x: a factor of what the scenario says"},
    {"together", NULL, "an uncertain input that is one with others, because they are correlated by 1 or -1"},
    {"together", "input", "all of those that are one, as the tornado calls them"},
    {"together", "member", "the uncertain input by itself"},
    {"together", "range", "its own P10 and P90, or P90 and P10 if it moves against the first; x: a factor"},
    {"together", "low", "what it is while the first is at its P10: in its own unit, or as a factor"},
    {"together", "high", "what it is while the first is at its P90: in its own unit, or as a factor"},
    {"tornado", "low", "P10 of the input, at which it is held: in its own unit, or as a factor"},
    {"tornado", "high", "P90 of the input, at which it is held: in its own unit, or as a factor"},
    {"tornado", "mean_effect",
     "effect on the mean: with the input at its P90 less at its P10, from the same children (paired differences, "
     "Student's t)"},
    {"tornado", "p80_effect",
     "effect on the P80: with the input at its P90 less at its P10 (bootstrap, 500 resamples)"},
    {"tornado", "mean_at_low", "mean of the figure with the input at its P10"},
    {"tornado", "mean_at_high", "mean of the figure with the input at its P90"},
    {"tornado", "p80_at_low", "P80 of the figure with the input at its P10"},
    {"tornado", "p80_at_high", "P80 of the figure with the input at its P90"},
    {"variance", NULL, "where variance comes from"},
    {"variance", "source", "uncertain inputs; chance: what is left to luck whatever they are; or both"},
    {"variance", "sd", "standard deviation that the figure would have if only this varied"},
    {"variance", "share",
     "share of the variance: from two samples with the same inputs and other lives; beyond 0 and 1 by sampling error "
     "only"},
    {"indices", NULL, "an uncertain input, or chance"},
    {"indices", "source", "the uncertain input; chance: what is left to luck whatever these are"},
    {"indices", "first",
     "first-order Sobol index: share of the variance that would go if this were known (Saltelli 2010; bootstrap)"},
    {"indices", "total",
     "total Sobol index: share of the variance that would be left if all else were known (Jansen 1999; bootstrap)"},
    {"indices", "verdict",
     "matters: its interval in all lies above 1% of the variance; negligible: below; unclear: neither; stays: chance, "
     "which no research removes"},
};

static const plm_meaning switching[] = {
    {"switching", NULL, "a switching value: an amount at which the figure is what is wanted"},
    {"switching", "number", "number of the switching value, the lowest first"},
    {"switching", "kind", "at: matched at the amount; between: passed in a step; through: matched all the way"},
    {"switching", "amount",
     "switching value: the amount at which the difference is 0; its interval has the amounts at which it is not "
     "significant (a test inverted)"},
    {"switching", "distance", "how far the amount is from what is now: as a share of that"},
    {"switching", "from", "amount at which the step, or the stretch where it is matched, begins"},
    {"switching", "to", "amount at which the step, or the stretch where it is matched, ends"},
    {"switching", "direction", "1: the difference is below 0 before and above behind; -1: the reverse; 0: neither"},
    {"switching", "difference_from", "mean difference at the amount in from: figure less what is wanted"},
    {"switching", "difference_to", "mean difference at the amount in to: figure less what is wanted"},
    {"inputs", NULL, "a number of the scenario that is changed"},
    {"inputs", "input", "what the number is, in words"},
    {"inputs", "now", "the number as the scenario has it, in its own unit; of a distribution 1, a factor"},
    {"inputs", "switching_*", "the number at the switching value of that number"},
    {"*places", NULL, "a figure of the scenario, as it is and at each switching value"},
    {"other_places", NULL, "a figure of the other scenario, as it is and at each switching value"},
    {"*places", "figure", "the figure in words"},
    {"*places", "now", "mean of the figure as the scenario is; adjusted for known chance if a target is wanted"},
    {"*places", "switching_*", "mean of the figure at the switching value of that number; adjusted likewise"},
    {"*places", "other", "mean of the figure in the other scenario, which is not changed"},
    {"curve", NULL, "an amount of the range that was looked at"},
    {"curve", "at", "the amount in words"},
    {"curve", "amount", "amount: what the inputs are set to, multiplied by, or what is added to them"},
    {"curve", "changed", "what it is that has the amount, in words"},
    {"curve", "metric", "the figure in words"},
    {"curve", "beside", "what is wanted, in words: the title of the other scenario, or the target"},
    {"curve", "figure", "mean of the figure at the amount; adjusted for known chance if a target is wanted"},
    {"curve", "other", "figure that is wanted: the target, or the mean of the figure in the other scenario"},
    {"curve", "difference",
     "mean difference: figure less what is wanted; against another scenario of the same children"},
    {"curve", "occupancy", "occupancy at the amount: mean bed-nights occupied, divided by mean bed-nights open"},
    {"curve", "replications", "number of futures simulated at the amount; fewer where they settle its sign"},
};

/* Decisions have columns under ids of their own. */
static const plm_meaning searches[] = {
    {"best", NULL, "a statistic of the best candidate"},
    {"best", "figure", "which statistic of the figure that the search makes as low as it can"},
    {"best", "value", "the statistic: from fresh replications, which had no part in the choice"},
    {"years", NULL, "a financial year of the best candidate; total: the whole horizon"},
    {"years", "year", "financial year; total: the whole horizon"},
    {"years", "capital", "mean capital cost of the best candidate"},
    {"years", "revenue", "mean revenue cost of the best candidate"},
    {"years", "revenue_p80", "P80 of its revenue cost: in 80 of 100 futures it is no higher"},
    {"years", "total", "mean total cost of the best candidate"},
    {"years", "local_share", "share of children placed who live in the homes: of mean numbers"},
    {"limits", NULL, "a limit, and the best candidate"},
    {"limits", "measure", "what is limited, in words"},
    {"limits", "allowed", "whether the bound is the most or the least that is allowed"},
    {"limits", "standing", "kept or broken if that is as likely as the confidence asked for, otherwise unclear"},
    {"ranking", NULL, "one of the first candidates of the ranking"},
    {"frontier", NULL, "a candidate to which no other has both a lower mean and a lower shortfall"},
    {NULL, "unlike_best", "the choices that are not those of the best, in words"},
    {NULL, "choices", "what is chosen for each decision, in their order"},
    {"candidates", NULL, "a candidate, in the order of the ranking"},
    {"candidate_limits", NULL, "a limit of a candidate"},
    {NULL, "rank", "place in the ranking: 1 is the best"},
    {"candidates", "replications", "number of futures simulated of the candidate"},
    {"candidates", "objective", "objective: the figure that the search makes as low as it can"},
    {NULL, "mean", "mean of the figure of the objective"},
    {"candidates", "p80", "P80 of the figure of the objective"},
    {NULL, "shortfall", "expected shortfall of the figure: the mean of the worst futures"},
    {NULL, "behind", "objective less that of the best: over the futures that both have"},
    {"frontier", "mean_behind", "mean less that of the best: over the futures that both have"},
    {"frontier", "shortfall_behind", "expected shortfall less that of the best: over the futures that both have"},
    {NULL, "better",
     "the most that the probability can be that it keeps all limits and is better than the best by more than the "
     "indifference"},
    {NULL, "limits",
     "kept or broken if that is as likely as the confidence asked for, otherwise unclear; of the best in fresh "
     "replications; -: no limits"},
    {"candidates", "efficient", "1: on the efficient frontier of mean and expected shortfall; 0: not"},
    {"candidates", "mean_beside_best",
     "mean of the figure: that of the best in fresh replications and the difference over the futures that both have"},
    {"candidates", "shortfall_beside_best",
     "expected shortfall of the figure: that of the best in fresh replications and the difference likewise"},
    {NULL, "limit", "the limit, as the search labels it"},
    {NULL, "value", "the figure that is limited, of the candidate"},
    {NULL, "bound", "the most or the least that the figure may be"},
    {NULL, "kept", "probability that the limit is kept, given the futures simulated"},
    {"candidates", "*", "what is chosen for the decision of this id"},
};

static const plm_meaning ledger[] = {
    {"rows", NULL, "something that happens in the replication, on a day or over several"},
    {"rows", "from", "day on which it happens or begins, as year, month and day"},
    {"rows", "until", "the day after the last night; empty: it happens on one day"},
    {"rows", "who", "the child, or the place where it happens"},
    {"rows", "told", "the amount in words"},
    {"rows", "what", "what happens, and why"},
    {"rows", "year", "financial year to which the amount belongs"},
    {"rows", "event", "what happens"},
    {"rows", "child", "the child: its group and its number"},
    {"rows", "place", "id of the home, phase or scheme"},
    {"rows", "line", "cost line that is paid"},
    {"rows", "metric", "metric to which the amount is added, without its home; empty: none"},
    {"rows", "home", "home of that metric; empty: of the whole scenario"},
    {"rows", "unit", "unit of the amount"},
    {"rows", "count", "number of beds or children"},
    {"rows", "rate", "weekly fee or income, or the amount of a line"},
    {"rows", "amount", "amount that is added to the metric, not rounded"},
    {"rows", "reason", "why it happens"},
    {"sums", NULL, "a metric in a financial year, or over the whole horizon"},
    {"sums", "year", "financial year; total: the whole horizon"},
    {"sums", "told", "sum of the rows in words"},
    {"sums", "told_outcome", "outcome of the replication in words"},
    {"sums", "standing", "agrees, to the penny and the night, or DIFFERS"},
    {"sums", "ledger", "sum of the amounts of the rows, in the unit of the metric"},
    {"sums", "outcome", "outcome of the replication, as simulated, in the unit of the metric"},
};

static const plm_meaning check[] = {
    {"files", NULL, "a scenario that is checked"},
    {"files", "file", "path of the scenario"},
    {"files", "sound", "yes if nothing is wrong with it, otherwise no"},
    {"files", "problems", "number of problems found"},
    {"files", "years", "number of financial years of the horizon"},
    {"files", "*", "number of these in the scenario; empty if it is not sound"},
    {"problems", NULL, "a problem of a scenario"},
    {"problems", "file", "path of the scenario"},
    {"problems", "line", "line of the file, from 1; empty: none in particular"},
    {"problems", "column", "character of that line, from 1"},
    {"problems", "message", "what is wrong, and what would be right"},
};

const plm_meanings plm_budget_meanings = {budgets, COUNT_OF(budgets)};
const plm_meanings plm_sensitivity_meanings = {sensitivity, COUNT_OF(sensitivity)};
const plm_meanings plm_switching_meanings = {switching, COUNT_OF(switching)};
const plm_meanings plm_search_meanings = {searches, COUNT_OF(searches)};
const plm_meanings plm_ledger_meanings = {ledger, COUNT_OF(ledger)};
const plm_meanings plm_check_meanings = {check, COUNT_OF(check)};
