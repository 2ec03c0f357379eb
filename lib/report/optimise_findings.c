/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search found, in sentences.
 */
#include "report/grounds.h"
#include "report/optimise_words.h"
#include "report/told_dates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

placement_candidate plm_candidate_of(const plm_searched *s, size_t candidate)
{
  placement_candidate c = {0};
  (void)placement_optimisation_candidate(s->found, candidate, &c, NULL);
  return c;
}

int32_t plm_limits_of(const plm_searched *s, size_t candidate)
{
  int32_t standing = PLACEMENT_LIMITS_KEPT;
  if (candidate != s->course.best)
    return plm_candidate_of(s, candidate).limits;
  for (size_t i = 0; i < s->search->limit_count; i++) {
    placement_limit_kept limit = {0};
    (void)placement_optimisation_fresh_limit(s->found, i, &limit, NULL);
    if (limit.limits == PLACEMENT_LIMITS_BROKEN)
      return PLACEMENT_LIMITS_BROKEN;
    standing = limit.limits == PLACEMENT_LIMITS_KEPT ? standing : limit.limits;
  }
  return standing;
}

plm_words plm_unlike_best(const plm_searched *s, size_t candidate)
{
  plm_words words = {{0}, 0};
  for (size_t d = 0; d < s->search->decision_count; d++) {
    const plm_decision *decision = &s->search->decisions[d];
    size_t choice = plm_search_choice(s->search, candidate, d);
    if (choice == plm_search_choice(s->search, s->course.best, d))
      continue;
    plm_words_add(&words, words.length == 0 ? "" : "; ");
    plm_words_add(&words, decision->label);
    plm_words_add(&words, ": ");
    plm_words_add(&words, decision->choices[choice].label);
  }
  if (words.length == 0)
    plm_words_add(&words, "the best");
  return plm_told_dates(words.text);
}

plm_words plm_choices_of(const plm_searched *s, size_t candidate, bool brief)
{
  plm_words words = {{0}, 0};
  for (size_t d = 0; d < s->search->decision_count; d++) {
    const plm_decision *decision = &s->search->decisions[d];
    plm_words_add(&words, d == 0 ? "" : brief ? ", " : "; ");
    if (!brief) {
      plm_words_add(&words, decision->label);
      plm_words_add(&words, ": ");
    }
    plm_words_add(&words, decision->choices[plm_search_choice(s->search, candidate, d)].label);
  }
  return brief ? words : plm_told_dates(words.text);
}

int32_t plm_objective_unit(const plm_searched *s)
{
  return placement_plan_metric_unit(s->search->plan, s->search->objective.metric);
}

int32_t plm_limit_unit(const plm_searched *s, size_t limit)
{
  const plm_measure *of = &s->search->limits[limit].of;
  return of->statistic == PLM_EXCESS ? PLACEMENT_UNIT_PROBABILITY
                                     : placement_plan_metric_unit(s->search->plan, of->metric);
}

plm_decimal plm_quantity(const plm_searched *s, int32_t unit, double value)
{
  static const char *const names[] = {
      [PLACEMENT_UNIT_NIGHTS] = " nights", [PLACEMENT_UNIT_COUNT] = "", [PLACEMENT_UNIT_CHILDREN] = " children"};
  plm_decimal told;
  switch (unit) {
  case PLACEMENT_UNIT_MONEY:
    return plm_findings_about(s->findings, value);
  case PLACEMENT_UNIT_WEEKLY_COST:
    told = plm_findings_about(s->findings, value);
    (void)strcat(told.text, " a week");
    return told;
  case PLACEMENT_UNIT_SHARE:
  case PLACEMENT_UNIT_PROBABILITY:
    told = plm_format_decimal(100 * value, 1, false);
    (void)strcat(told.text, "%");
    return told;
  default:
    told = plm_format_decimal(value, unit == PLACEMENT_UNIT_NIGHTS ? 0 : 2, true);
    (void)strcat(told.text, names[unit]);
    return told;
  }
}

const char *plm_standing_word(int32_t limits)
{
  return limits == PLACEMENT_LIMITS_KEPT ? "kept" : limits == PLACEMENT_LIMITS_BROKEN ? "broken" : "unclear";
}

/* A probability in percent, cut so that what is not certain is not told as certain. */
static plm_decimal at_least(double probability)
{
  double percent = floor(1000 * probability) / 10;
  return plm_format_decimal(probability < 1 ? fmin(percent, 99.9) : 100, 1, false);
}

/* Those that had the objective of the best in every replication. */
static size_t count_ties(const plm_searched *s)
{
  size_t ties = 0;
  for (size_t i = 0; i < s->course.candidates; i++) {
    placement_candidate c = plm_candidate_of(s, i);
    ties += i != s->course.best && c.limits != PLACEMENT_LIMITS_BROKEN && c.behind.value == 0 && c.behind.se == 0;
  }
  return ties;
}

/* The limit that the best keeps least likely, of those that it is not sure to keep; SIZE_MAX if there is none. */
static size_t find_doubtful(const plm_searched *s, size_t *count, placement_limit_kept *doubtful)
{
  size_t found = SIZE_MAX;
  *count = 0;
  for (size_t i = 0; i < s->search->limit_count; i++) {
    placement_limit_kept limit = {0};
    (void)placement_optimisation_fresh_limit(s->found, i, &limit, NULL);
    if (limit.limits == PLACEMENT_LIMITS_KEPT)
      continue;
    (*count)++;
    if (found == SIZE_MAX || limit.probability < doubtful->probability) {
      found = i;
      *doubtful = limit;
    }
  }
  return found;
}

/* None seemed to keep all limits, but the nearest does in the fresh replications: there are too few to tell. */
static bool is_undecided(const plm_searched *s)
{
  size_t doubts;
  placement_limit_kept limit = {0};
  return !s->course.feasible && find_doubtful(s, &doubts, &limit) == SIZE_MAX;
}

static void say_best(const plm_searched *s)
{
  plm_words choices = plm_choices_of(s, s->course.best, false);
  plm_decimal count = plm_format_decimal((double)s->course.candidates, 0, true);
  size_t ties = count_ties(s);
  if (is_undecided(s))
    plm_findings_sentence(s->findings, "Whether any of %s plans keeps all limits is undecided; nearest: %s.",
                          count.text, choices.text);
  else if (!s->course.feasible)
    plm_findings_sentence(s->findings, "None of %s plans seems to keep all limits; nearest: %s.", count.text,
                          choices.text);
  else if (ties > 0)
    plm_findings_sentence(s->findings,
                          "A tie: %zu other%s had the same objective in every future as the best of %s plans: %s.",
                          ties, ties > 1 ? "s" : "", count.text, choices.text);
  else
    plm_findings_sentence(s->findings, "The best of %s plans: %s.", count.text, choices.text);
}

/* What the best costs by fresh replications, and whether it keeps its limits in them. */
static void say_figure(const plm_searched *s)
{
  placement_candidate fresh = {0};
  placement_limit_kept limit = {0};
  size_t doubts, count = s->search->limit_count, doubtful = find_doubtful(s, &doubts, &limit);
  int32_t unit = plm_objective_unit(s);
  char rest[64] = "";
  (void)placement_optimisation_fresh(s->found, &fresh, NULL);
  plm_decimal value = plm_quantity(s, unit, fresh.objective.value), se = plm_quantity(s, unit, fresh.objective.se);
  const char *label = s->search->objective_label;
  if (count == 0) {
    plm_findings_sentence(s->findings, "In fresh futures its %s is %s (standard error %s).", label, value.text,
                          se.text);
    return;
  }
  if (doubtful == SIZE_MAX) {
    plm_findings_sentence(
        s->findings,
        "In fresh futures its %s is %s (standard error %s), and it keeps %s with a probability of %s%% or more%s.",
        label, value.text, se.text, count == 1 ? "its limit" : "all limits, each",
        plm_format_number(plm_round_decimal(100 * s->course.confidence, 7)).text,
        s->course.feasible ? "" : ", unlike in those that chose it, so that it takes more to tell");
    return;
  }
  if (doubts > 1)
    (void)snprintf(rest, sizeof rest, "; %zu other limit%s in doubt, too", doubts - 1, doubts > 2 ? "s are" : " is");
  unit = plm_limit_unit(s, doubtful);
  plm_findings_sentence(
      s->findings,
      "In fresh futures its %s is %s (standard error %s), and %s the limit \"%s\": %s (standard error %s) where %s %s "
      "is "
      "allowed%s.",
      label, value.text, se.text, limit.limits == PLACEMENT_LIMITS_BROKEN ? "it breaks" : "perhaps it does not keep",
      s->search->limits[doubtful].label, plm_quantity(s, unit, limit.value.value).text,
      plm_quantity(s, unit, limit.value.se).text, s->search->limits[doubtful].at_most ? "at most" : "at least",
      plm_quantity(s, unit, limit.bound).text, rest);
}

static void say_sure(const plm_searched *s)
{
  const placement_search_course *c = &s->course;
  plm_decimal asked = plm_format_number(plm_round_decimal(100 * c->confidence, 7));
  const char *what = c->feasible ? "" : "no plan keeps all limits";
  char better[256] = "";
  if (is_undecided(s))
    return;
  if (c->feasible)
    (void)snprintf(better, sizeof better, "no other plan%s is better by more than %.160s (the indifference)",
                   s->search->limit_count > 0 ? " that keeps all limits" : "",
                   plm_quantity(s, plm_objective_unit(s), c->indifference).text);
  if (c->correct >= c->confidence)
    plm_findings_sentence(s->findings, "The probability that %s%s is at least %s%%; %s%% was asked for.", what, better,
                          at_least(c->correct).text, asked.text);
  else
    plm_findings_sentence(s->findings,
                          "This is less sure than was asked for: the probability that %s%s is known to be at least %s%%"
                          ", not %s%%.",
                          what, better, at_least(c->correct).text, asked.text);
}

static void add_sources(placement_findings *f)
{
  plm_findings_source(
      f, "probability of correct selection and allocation of replications: Chen, Lin, Yücesan and Chick "
         "2000, Discrete Event Dynamic Systems 10, 251-270; with an indifference: Branke, Chick and "
         "Schmidt 2007, Management Science 53, 1916-1932; with limits: Lee, Pujowidianto, Li, Chen and "
         "Yap 2012, IEEE Transactions on Automatic Control 57, 2940-2945; with several looks: Lan and DeMets "
         "1983, Biometrika 70, 659-663");
  plm_findings_source(f, "paired differences by common random numbers: Law 2015, Simulation Modeling and Analysis, 5th "
                         "edition, 11.2; Fu, Hu, Chen and Xiong 2007, INFORMS Journal on Computing 19, 101-111");
  plm_findings_source(f, "fresh replications of the best, because those that chose it flatter it: Smith and Winkler "
                         "2006, Management Science 52, 311-322");
  plm_findings_source(f, "mean and expected shortfall: Rockafellar and Uryasev 2000, Journal of Risk 2(3), 21-41; "
                         "statistics as means of influence values: Hampel 1974, Journal of the American Statistical "
                         "Association 69, 383-393; quantiles: Bahadur 1966, Annals of Mathematical Statistics 37, "
                         "577-580");
}

static void add_provenance(const plm_searched *s, const placement_run_options *run)
{
  const placement_search_course *c = &s->course;
  plm_findings_provenance_of_run(s->findings, run, c->most);
  plm_findings_provenance_whole(s->findings, "replications_in_all", c->replications + c->most);
  plm_findings_provenance(s->findings, "scenario_sha256", s->search->base->sha256);
  plm_findings_provenance(s->findings, "search_sha256", s->search->sha256);
  plm_findings_provenance(s->findings, "best_sha256", placement_plan_sha256(placement_optimisation_plan(s->found)));
  plm_findings_provenance_whole(s->findings, "candidates", c->candidates);
  plm_findings_provenance_whole(s->findings, "first_stage", c->first_stage);
  plm_findings_provenance_whole(s->findings, "most_of_a_candidate", c->most);
  plm_findings_provenance_whole(s->findings, "fresh_replications", c->most);
  plm_findings_provenance(s->findings, "confidence", plm_format_number(c->confidence).text);
  plm_findings_provenance(s->findings, "indifference", plm_format_decimal(c->indifference, 2, false).text);
  plm_findings_provenance(s->findings, "probability_correct", plm_format_decimal(c->correct, 6, false).text);
}

placement_status placement_optimisation_findings(const placement_optimisation *optimisation,
                                                 const placement_search *search, const placement_run_options *run,
                                                 placement_findings **findings, placement_error *err)
{
  plm_searched s = {.search = search, .found = optimisation};
  if (optimisation == NULL || search == NULL || run == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "optimisation, search, run and findings must not be NULL");
  (void)placement_optimisation_course(optimisation, &s.course, NULL);
  if (s.course.candidates != search->candidate_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the optimisation was not made with this search");
  s.findings = plm_findings_new("placement-optimisation/1", search->base->prices.currency);
  add_provenance(&s, run);
  say_best(&s);
  say_figure(&s);
  say_sure(&s);
  plm_add_search_tables(&s);
  add_sources(s.findings);
  return plm_grounds_finish(s.findings, search->plan, NULL, "anything is chosen", findings, err);
}
