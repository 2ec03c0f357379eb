/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search found, in sentences.
 */
#include "report/optimise_words.h"

#include <math.h>
#include <string.h>

placement_candidate plm_candidate_of(const plm_searched *s, size_t candidate)
{
  placement_candidate c = {0};
  (void)placement_optimisation_candidate(s->found, candidate, &c, NULL);
  return c;
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
  return words;
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
    return plm_findings_amount(s->findings, value);
  case PLACEMENT_UNIT_WEEKLY_COST:
    told = plm_findings_amount(s->findings, value);
    (void)strcat(told.text, " a week");
    return told;
  case PLACEMENT_UNIT_SHARE:
  case PLACEMENT_UNIT_PROBABILITY:
    told = plm_format_decimal(100 * value, 1, false);
    (void)strcat(told.text, " %");
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

static void say_best(const plm_searched *s)
{
  placement_candidate fresh = {0};
  (void)placement_optimisation_fresh(s->found, &fresh, NULL);
  int32_t unit = plm_objective_unit(s);
  plm_decimal count = plm_format_decimal((double)s->course.candidates, 0, true);
  const char *start = s->course.feasible ? "Best of" : "None seems to keep all limits. Nearest to keeping them, of";
  plm_findings_sentence(s->findings, "%s %s candidates: %s.", start, count.text,
                        plm_choices_of(s, s->course.best, false).text);
  plm_findings_sentence(s->findings,
                        "The objective (%s) is %s (standard error %s), from %s fresh replications that had "
                        "no part in choosing it.",
                        s->search->objective_label, plm_quantity(s, unit, fresh.objective.value).text,
                        plm_quantity(s, unit, fresh.objective.se).text,
                        plm_format_decimal((double)fresh.replications, 0, true).text);
}

/* How many candidates cannot be told apart from the best, or never differ from it; the likeliest of the former. */
typedef struct close_ones {
  size_t open, equal, likeliest;
  double probability;
} close_ones;

static close_ones find_close(const plm_searched *s)
{
  close_ones found = {0, 0, SIZE_MAX, 0};
  for (size_t i = 0; i < s->course.candidates; i++) {
    placement_candidate c = plm_candidate_of(s, i);
    if (i == s->course.best || c.limits == PLACEMENT_LIMITS_BROKEN)
      continue;
    if (c.behind.value == 0 && c.behind.se == 0)
      found.equal++;
    else if (c.behind.low - s->course.indifference <= 0 && c.keeps >= 1 - s->course.confidence) {
      found.open++;
      if (c.better >= found.probability || found.likeliest == SIZE_MAX) {
        found.likeliest = i;
        found.probability = c.better;
      }
    }
  }
  return found;
}

static void say_close(const plm_searched *s)
{
  close_ones close = find_close(s);
  int32_t unit = plm_objective_unit(s);
  if (close.equal > 0)
    plm_findings_sentence(s->findings,
                          "A tie: %zu other%s had the same objective in every replication, so any of these will do.",
                          close.equal, close.equal > 1 ? "s" : "");
  if (close.open == 0)
    return;
  placement_candidate c = plm_candidate_of(s, close.likeliest);
  plm_findings_sentence(s->findings,
                        "%zu other%s not surely more than the indifference behind; the nearest to being better (%s) is "
                        "%s behind (standard error %s).",
                        close.open, close.open > 1 ? "s are" : " is", plm_choices_of(s, close.likeliest, false).text,
                        plm_quantity(s, unit, c.behind.value).text, plm_quantity(s, unit, c.behind.se).text);
}

static void say_sure(const plm_searched *s)
{
  const placement_search_course *c = &s->course;
  plm_decimal asked = plm_format_number(plm_round_decimal(100 * c->confidence, 7));
  const char *enough = c->correct >= c->confidence ? "" : "NOT SURE ENOUGH: ";
  const char *why = c->correct >= c->confidence
                        ? ""
                        : " More --replications, or a larger --indifference, would help; two candidates that are "
                          "equal, or a limit that is just reached, nothing.";
  if (!c->feasible) {
    plm_findings_sentence(s->findings,
                          "%sThat no candidate keeps all limits has a probability of %s %% at least; %s %% "
                          "was asked for.",
                          enough, at_least(c->correct).text, asked.text);
    return;
  }
  plm_findings_sentence(
      s->findings,
      "%sThat no %s is better by more than %s (the indifference) has a probability of %s %% at least; "
      "%s %% was asked for.%s",
      enough, s->search->limit_count > 0 ? "candidate that keeps all limits" : "other candidate",
      plm_quantity(s, plm_objective_unit(s), c->indifference).text, at_least(c->correct).text, asked.text, why);
}

static void say_limits(const plm_searched *s)
{
  size_t count = s->search->limit_count, kept = 0;
  for (size_t i = 0; i < count; i++) {
    placement_limit_kept limit = {0};
    (void)placement_optimisation_fresh_limit(s->found, i, &limit, NULL);
    kept += limit.limits == PLACEMENT_LIMITS_KEPT;
  }
  if (count == 0)
    return;
  if (kept == count) {
    plm_findings_sentence(s->findings, "It keeps %s with a probability of %s %% or more.",
                          count == 1 ? "its limit" : "all limits, each",
                          plm_format_number(plm_round_decimal(100 * s->course.confidence, 7)).text);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    placement_limit_kept limit = {0};
    (void)placement_optimisation_fresh_limit(s->found, i, &limit, NULL);
    if (limit.limits == PLACEMENT_LIMITS_KEPT)
      continue;
    int32_t unit = plm_limit_unit(s, i);
    plm_findings_sentence(
        s->findings, "%s the limit \"%s\": %s (standard error %s) where %s %s is allowed.",
        limit.limits == PLACEMENT_LIMITS_BROKEN ? "It breaks" : "Perhaps it does not keep", s->search->limits[i].label,
        plm_quantity(s, unit, limit.value.value).text, plm_quantity(s, unit, limit.value.se).text,
        s->search->limits[i].at_most ? "at most" : "at least", plm_quantity(s, unit, limit.bound).text);
  }
}

static const char *higher(double difference)
{
  return difference < 0 ? "lower" : "higher";
}

/* The candidate on the frontier with the least shortfall. */
static void say_frontier(const plm_searched *s)
{
  size_t count = 0, safest = SIZE_MAX;
  double least = INFINITY;
  for (size_t i = 0; i < s->course.candidates; i++) {
    placement_candidate c = plm_candidate_of(s, i);
    count += c.efficient != 0;
    if (c.efficient != 0 && c.shortfall_behind.value < least) {
      least = c.shortfall_behind.value;
      safest = i;
    }
  }
  if (!s->course.feasible)
    return;
  int32_t unit = plm_objective_unit(s);
  plm_decimal worst = plm_format_number(plm_round_decimal(100 - 100 * s->course.shortfall_level, 7));
  if (count == 1) {
    plm_findings_sentence(s->findings,
                          "Risk costs nothing here: the candidate with the lowest mean also has the lowest mean of the "
                          "worst %s %% of futures.",
                          worst.text);
    return;
  }
  plm_findings_sentence(s->findings,
                        "%zu candidates are efficient: to each of them no other has both a lower mean and a lower mean "
                        "of the worst %s %% of futures.",
                        count, worst.text);
  if (safest == s->course.best) {
    plm_findings_sentence(s->findings, "The best is the least risky of them.");
    return;
  }
  placement_candidate c = plm_candidate_of(s, safest);
  plm_findings_sentence(
      s->findings,
      "The least risky of them is %s: its mean is %s %s than that of the best (standard error %s), and "
      "its worst futures are %s %s (standard error %s).",
      plm_choices_of(s, safest, false).text, plm_quantity(s, unit, fabs(c.mean_behind.value)).text,
      higher(c.mean_behind.value), plm_quantity(s, unit, c.mean_behind.se).text,
      plm_quantity(s, unit, fabs(c.shortfall_behind.value)).text, higher(c.shortfall_behind.value),
      plm_quantity(s, unit, c.shortfall_behind.se).text);
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
  plm_findings_provenance_of_run(s->findings, run, c->replications + c->most);
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
  say_sure(&s);
  say_close(&s);
  say_limits(&s);
  say_frontier(&s);
  plm_add_search_tables(&s);
  add_sources(s.findings);
  return plm_findings_finish(s.findings, findings, err);
}
