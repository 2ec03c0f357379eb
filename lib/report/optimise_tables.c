/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search found, in tables.
 */
#include "report/optimise_words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RANKED 20 /* candidates in the table for people; another has all */
#define NAME_SIZE 160

static void add_estimate_row(const plm_searched *s, const char *label, int32_t unit, const placement_estimate *estimate)
{
  plm_findings_row(s->findings, unit);
  plm_findings_text(s->findings, label);
  plm_findings_estimate(s->findings, estimate);
}

/* The best candidate, from fresh replications. */
static void add_best(const plm_searched *s)
{
  placement_candidate fresh = {0};
  int32_t unit = plm_objective_unit(s);
  char label[NAME_SIZE];
  (void)placement_optimisation_fresh(s->found, &fresh, NULL);
  plm_findings_table(s->findings, "best", "The best: the figure of the objective",
                     "From fresh replications that had no part in choosing it.");
  plm_findings_column(s->findings, "figure", "figure", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(s->findings, "value", "value", PLACEMENT_UNIT_OF_ROW);
  add_estimate_row(s, "mean", unit, &fresh.mean);
  add_estimate_row(s, "P80", unit, &fresh.p80);
  (void)snprintf(label, sizeof label, "mean of the worst %.20s%%",
                 plm_format_number(plm_round_decimal(100 - 100 * s->course.shortfall_level, 7)).text);
  add_estimate_row(s, label, unit, &fresh.shortfall);
  if (s->search->objective.statistic == PLM_QUANTILE && s->search->objective.p != 0.8) {
    (void)snprintf(label, sizeof label, "%.150s", s->search->objective_label);
    add_estimate_row(s, label, unit, &fresh.objective);
  }
}

/* What it comes to in each financial year. */
static void add_years(const plm_searched *s)
{
  static const struct {
    const char *metric, *name, *heading;
    int32_t unit;
    bool p80;
  } shown[] = {{"cost.capital", "capital", "capital", PLACEMENT_UNIT_MONEY, false},
               {"cost.revenue", "revenue", "revenue", PLACEMENT_UNIT_MONEY, true},
               {"cost.total", "total", "total", PLACEMENT_UNIT_MONEY, false},
               {"children.local_share", "local_share", "local, %", PLACEMENT_UNIT_SHARE, false}};
  const placement_plan *plan = placement_optimisation_plan(s->found);
  const placement_summary *summary = placement_optimisation_summary(s->found);
  placement_findings *f = s->findings;
  char name[NAME_SIZE];
  plm_findings_table(f, "years", "The best by financial year: means, with their standard errors",
                     "Local: the share of children placed who live in the council's homes.");
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    plm_findings_column(f, shown[i].name, shown[i].heading, shown[i].unit);
    (void)snprintf(name, sizeof name, "%s_se", shown[i].name);
    plm_findings_column(f, name, i == 0 ? NULL : "std error", shown[i].unit);
    (void)snprintf(name, sizeof name, "%s_p80", shown[i].name);
    if (shown[i].p80)
      plm_findings_column(f, name, "P80", shown[i].unit);
  }
  for (size_t c = 0; c <= placement_plan_year_count(plan); c++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, placement_plan_column_label(plan, c));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
      placement_statistics figure = {0};
      (void)placement_summary_statistics(summary, placement_plan_metric_find(plan, shown[i].metric), c, &figure, NULL);
      plm_findings_number(f, figure.mean);
      plm_findings_number(f, figure.se);
      if (shown[i].p80)
        plm_findings_number(f, figure.p80);
    }
  }
}

/* A note that is built. */
typedef struct note {
  char text[2048];
} note;

/* What the limit is on: "probability that revenue in 2022-23 exceeds 11,500,000". */
static void add_measure(const plm_searched *s, size_t limit)
{
  char *measure = plm_measure_words(s->search, &s->search->limits[limit].of);
  plm_findings_text(s->findings, measure != NULL ? measure : "");
  free(measure);
}

/* What the probabilities are of that have a name of their own. */
static note limits_note(const plm_searched *s)
{
  note n;
  size_t used = (size_t)snprintf(n.text, sizeof n.text, "Kept: the probability of that, given the fresh replications.");
  for (size_t i = 0; i < s->search->limit_count && used < sizeof n.text; i++) {
    const plm_limit *limit = &s->search->limits[i];
    char *measure = limit->of.statistic == PLM_EXCESS ? plm_measure_words(s->search, &limit->of) : NULL;
    if (measure != NULL && strncmp(limit->label, measure, strlen(measure)) != 0)
      used += (size_t)snprintf(n.text + used, sizeof n.text - used, " Value of \"%.160s\": the %.200s.", limit->label,
                               measure);
    free(measure);
  }
  return n;
}

static void add_limits(const plm_searched *s)
{
  placement_findings *f = s->findings;
  if (s->search->limit_count == 0)
    return;
  plm_findings_table(f, "limits", "The limits of the best", limits_note(s).text);
  plm_findings_column(f, "limit", "limit", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "measure", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "value", "value", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "allowed", "allowed", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "bound", "bound", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "kept", "kept, %", PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "standing", "standing", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < s->search->limit_count; i++) {
    placement_limit_kept limit = {0};
    (void)placement_optimisation_fresh_limit(s->found, i, &limit, NULL);
    plm_findings_row(f, plm_limit_unit(s, i));
    plm_findings_text(f, s->search->limits[i].label);
    add_measure(s, i);
    plm_findings_estimate(f, &limit.value);
    plm_findings_text(f, s->search->limits[i].at_most ? "at most" : "at least");
    plm_findings_number(f, limit.bound);
    plm_findings_number(f, limit.probability);
    plm_findings_text(f, plm_standing_word(limit.limits));
  }
}

/* "cheaper by £12", "dearer by £12"; "higher by 12 nights" of what is not money. */
static plm_decimal told_behind(const plm_searched *s, double behind)
{
  int32_t unit = plm_objective_unit(s);
  bool money = unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST;
  plm_decimal told, amount = plm_quantity(s, unit, fabs(behind));
  const char *word = money ? behind < 0 ? "cheaper" : "dearer" : behind < 0 ? "lower" : "higher";
  (void)snprintf(told.text, sizeof told.text, "%s by %.480s", word, amount.text);
  return told;
}

/* How many candidates cannot be told apart from the best, and the likeliest to be better; "" if there is none. */
static note close_note(const plm_searched *s)
{
  note n = {""};
  size_t open = 0;
  placement_candidate nearest = {0};
  size_t likeliest = SIZE_MAX;
  for (size_t i = 0; i < s->course.candidates; i++) {
    placement_candidate c = plm_candidate_of(s, i);
    bool equal = c.behind.value == 0 && c.behind.se == 0;
    if (i == s->course.best || c.limits == PLACEMENT_LIMITS_BROKEN || equal ||
        c.behind.low - s->course.indifference > 0 || c.keeps < 1 - s->course.confidence)
      continue;
    open++;
    if (likeliest == SIZE_MAX || c.better >= nearest.better) {
      likeliest = i;
      nearest = c;
    }
  }
  if (open > 0)
    (void)snprintf(n.text, sizeof n.text,
                   "%zu other%s not surely worse than the best by more than the indifference; the nearest to being "
                   "better (%s) is %s (standard error %.100s)%s. ",
                   open, open > 1 ? "s are" : " is", plm_unlike_best(s, likeliest).text,
                   told_behind(s, nearest.behind.value).text,
                   plm_quantity(s, plm_objective_unit(s), nearest.behind.se).text,
                   nearest.limits == PLACEMENT_LIMITS_KEPT ? "" : ", if it keeps all limits");
  if (s->course.feasible && s->course.correct < s->course.confidence)
    (void)strncat(n.text,
                  "More --replications, or a larger --indifference, would make it surer; two candidates that are "
                  "equal, or a limit that is just reached, nothing. ",
                  sizeof n.text - strlen(n.text) - 1);
  return n;
}

static void add_ranking(const plm_searched *s)
{
  placement_findings *f = s->findings;
  note close = close_note(s);
  note note;
  (void)snprintf(
      note.text, sizeof note.text,
      "%.1200sFirst those that seem to keep all limits, then the others by how much they break them. Behind: "
      "the %.200s less that of the best, in the futures that chose; limits, of the best in fresh ones. "
      "Better: the most that the probability can be that it keeps all limits and is better by more than "
      "the indifference.%s",
      close.text, s->search->objective_label,
      s->course.candidates > RANKED ? " Files have all plans, in the table candidates." : "");
  plm_findings_table(f, "ranking", s->course.candidates > RANKED ? "Ranking: the first 20" : "Ranking", note.text);
  plm_findings_column(f, "unlike_best", "unlike the best", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "choices", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "behind", "behind", plm_objective_unit(s));
  plm_findings_column(f, "behind_se", "std error", plm_objective_unit(s));
  plm_findings_column(f, "limits", "limits", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "better", "better, %", PLACEMENT_UNIT_PROBABILITY);
  for (size_t r = 0; r < RANKED && r < s->course.candidates; r++) {
    size_t candidate = placement_optimisation_ranked(s->found, r);
    placement_candidate c = plm_candidate_of(s, candidate);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, plm_unlike_best(s, candidate).text);
    plm_findings_text(f, plm_choices_of(s, candidate, true).text);
    plm_findings_number(f, c.behind.value);
    plm_findings_number(f, c.behind.se);
    plm_findings_text(f, s->search->limit_count > 0 ? plm_standing_word(plm_limits_of(s, candidate)) : "-");
    plm_findings_number(f, candidate == s->course.best ? NAN : c.better);
  }
}

/* The best, as its fresh replications tell, and the least risky candidate of the frontier, in a sentence that can stand
 * for a chart. */
static void summarise_frontier(const plm_searched *s)
{
  int32_t unit = plm_objective_unit(s);
  size_t count = 0, safest = SIZE_MAX;
  placement_candidate least = {0}, best = {0};
  plm_decimal worst = plm_format_number(plm_round_decimal(100 - 100 * s->course.shortfall_level, 7));
  for (size_t i = 0; i < s->course.candidates; i++) {
    placement_candidate c = plm_candidate_of(s, i);
    count += c.efficient != 0;
    if (c.efficient != 0 && (safest == SIZE_MAX || c.shortfall_behind.value < least.shortfall_behind.value)) {
      safest = i;
      least = c;
    }
  }
  if (count == 0)
    return;
  (void)placement_optimisation_fresh(s->found, &best, NULL);
  if (safest == s->course.best)
    plm_findings_summary(
        s->findings, "The best has a mean of %s, and %s in the worst %s%% of futures%s.",
        plm_quantity(s, unit, best.mean.value).text, plm_quantity(s, unit, best.shortfall.value).text, worst.text,
        count == 1 ? "; none that seems to keep all limits is safer" : ", the lowest of all that are efficient");
  else
    plm_findings_summary(s->findings,
                         "The best has a mean of %s, and %s in the worst %s%% of futures; the least risky of %zu "
                         "(%s) has a mean that is %s (standard error %s), and worst futures that are %s (standard "
                         "error %s).",
                         plm_quantity(s, unit, best.mean.value).text, plm_quantity(s, unit, best.shortfall.value).text,
                         worst.text, count, plm_unlike_best(s, safest).text,
                         told_behind(s, least.mean_behind.value).text, plm_quantity(s, unit, least.mean_behind.se).text,
                         told_behind(s, least.shortfall_behind.value).text,
                         plm_quantity(s, unit, least.shortfall_behind.se).text);
}

static void add_frontier(const plm_searched *s)
{
  placement_findings *f = s->findings;
  int32_t unit = plm_objective_unit(s);
  plm_findings_table(f, "frontier", "The efficient frontier of mean and shortfall",
                     "No plan that seems to keep all limits has both a lower mean and a lower shortfall (the mean of "
                     "the worst futures). Dearer, and more at risk: differences from the best. The chart adds them to "
                     "the figures of the best in fresh futures.");
  plm_findings_column(f, "unlike_best", "unlike the best", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "choices", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "mean", NULL, unit);
  plm_findings_estimate_columns(f, "shortfall", NULL, unit);
  plm_findings_estimate_columns(f, "mean_behind", "dearer", unit);
  plm_findings_estimate_columns(f, "shortfall_behind", "at risk", unit);
  summarise_frontier(s);
  for (size_t r = 0; r < s->course.candidates; r++) {
    size_t candidate = placement_optimisation_ranked(s->found, r);
    placement_candidate c = plm_candidate_of(s, candidate);
    if (c.efficient == 0)
      continue;
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, plm_unlike_best(s, candidate).text);
    plm_findings_text(f, plm_choices_of(s, candidate, true).text);
    plm_findings_estimate(f, &c.mean);
    plm_findings_estimate(f, &c.shortfall);
    plm_findings_estimate(f, &c.mean_behind);
    plm_findings_estimate(f, &c.shortfall_behind);
  }
}

/* Everything about every candidate, for programs. */
static void add_candidates(const plm_searched *s)
{
  placement_findings *f = s->findings;
  placement_candidate fresh = {0};
  (void)placement_optimisation_fresh(s->found, &fresh, NULL);
  int32_t unit = plm_objective_unit(s);
  plm_findings_table(f, "candidates", "All candidates, in the order of the ranking", "");
  plm_findings_column(f, "rank", NULL, PLACEMENT_UNIT_NUMBER);
  for (size_t d = 0; d < s->search->decision_count; d++)
    plm_findings_column(f, s->search->decisions[d].id, NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "replications", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_estimate_columns(f, "objective", NULL, unit);
  plm_findings_estimate_columns(f, "mean", NULL, unit);
  plm_findings_estimate_columns(f, "p80", NULL, unit);
  plm_findings_estimate_columns(f, "shortfall", NULL, unit);
  plm_findings_estimate_columns(f, "behind", NULL, unit);
  plm_findings_column(f, "better", NULL, PLACEMENT_UNIT_PROBABILITY);
  plm_findings_column(f, "limits", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "efficient", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "mean_beside_best", NULL, unit);
  plm_findings_column(f, "shortfall_beside_best", NULL, unit);
  for (size_t r = 0; r < s->course.candidates; r++) {
    size_t candidate = placement_optimisation_ranked(s->found, r);
    placement_candidate c = plm_candidate_of(s, candidate);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_number(f, (double)r + 1);
    for (size_t d = 0; d < s->search->decision_count; d++)
      plm_findings_text(f, placement_search_choice_id(s->search, d, plm_search_choice(s->search, candidate, d)));
    plm_findings_number(f, (double)c.replications);
    plm_findings_estimate(f, &c.objective);
    plm_findings_estimate(f, &c.mean);
    plm_findings_estimate(f, &c.p80);
    plm_findings_estimate(f, &c.shortfall);
    plm_findings_estimate(f, &c.behind);
    plm_findings_number(f, c.better);
    plm_findings_text(f, plm_standing_word(plm_limits_of(s, candidate)));
    plm_findings_number(f, c.efficient);
    plm_findings_number(f, fresh.mean.value + c.mean_behind.value);
    plm_findings_number(f, fresh.shortfall.value + c.shortfall_behind.value);
  }
}

/* The limits of every candidate, for programs. */
static void add_limits_of_all(const plm_searched *s)
{
  placement_findings *f = s->findings;
  if (s->search->limit_count == 0)
    return;
  plm_findings_table(f, "candidate_limits", "The limits of all candidates", "");
  plm_findings_column(f, "rank", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "limit", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "value", NULL, PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "bound", NULL, PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "kept", NULL, PLACEMENT_UNIT_PROBABILITY);
  for (size_t r = 0; r < s->course.candidates; r++) {
    for (size_t i = 0; i < s->search->limit_count; i++) {
      placement_limit_kept limit = {0};
      (void)placement_optimisation_limit(s->found, placement_optimisation_ranked(s->found, r), i, &limit, NULL);
      plm_findings_row(f, plm_limit_unit(s, i));
      plm_findings_number(f, (double)r + 1);
      plm_findings_text(f, s->search->limits[i].label);
      plm_findings_estimate(f, &limit.value);
      plm_findings_number(f, limit.bound);
      plm_findings_number(f, limit.probability);
    }
  }
}

void plm_add_search_tables(const plm_searched *s)
{
  add_best(s);
  add_years(s);
  add_limits(s);
  add_ranking(s);
  add_frontier(s);
  add_candidates(s);
  add_limits_of_all(s);
}
