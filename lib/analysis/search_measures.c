/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search measures of each candidate: the objective, and the limits.
 */
#include "analysis/search_measures.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "plan/metric_words.h"

#include <stdlib.h>
#include <string.h>

static const plm_number_rule bound_rule = {-1000.0 * PLACEMENT_LIMIT_NUMBER, 1000.0 * PLACEMENT_LIMIT_NUMBER, false,
                                           false, "a number from -1,000,000,000,000 to 1,000,000,000,000"};
static const plm_number_rule level_rule = {0.01, 0.99, false, false, "a number from 0.01 to 0.99"};
static const plm_number_rule chance_rule = {0.001, 0.999, false, false, "a number from 0.001 to 0.999"};

static bool is_ratio(const placement_search *s, size_t metric)
{
  int32_t unit = placement_plan_metric_unit(s->plan, metric);
  return unit == PLACEMENT_UNIT_SHARE || unit == PLACEMENT_UNIT_WEEKLY_COST;
}

static void read_metric(plm_reader *r, const placement_search *s, const plm_json_value *object, const char *fallback,
                        plm_measure *m)
{
  const plm_json_value *value = plm_get(r, object, "metric");
  char *name = value != NULL ? plm_read_metric(r, object, false) : plm_reader_copy(r, fallback);
  size_t metric = name != NULL ? placement_plan_metric_find(s->plan, name) : SIZE_MAX;
  if (name != NULL && strchr(name, '@') != NULL)
    plm_report_found(r, value, "metric", "one of the whole scenario, since candidates differ in their homes");
  m->metric = metric != SIZE_MAX ? metric : 0;
  m->column = (size_t)plm_read_year(r, object);
  free(name);
}

/* "mean", {"quantile": P} or {"expected_shortfall": P}. */
static void read_statistic(plm_reader *r, const placement_search *s, const plm_json_value *object, const char *key,
                           plm_measure *m)
{
  static const plm_member keys[] = {
      {"quantile", PLM_KEY_OPTIONAL}, {"expected_shortfall", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *value = plm_get(r, object, key), *p;
  m->statistic = PLM_MEAN;
  if (value == NULL || (plm_json_string(value) != NULL && strcmp(plm_json_string(value), "mean") == 0))
    return;
  if (!plm_json_is_object(value) || value->entries != 1) {
    plm_report_found(r, value, key, "\"mean\", {\"quantile\": 0.8} or {\"expected_shortfall\": 0.9}");
    return;
  }
  if (!plm_check_object(r, value, key, keys))
    return;
  p = plm_json_first(value);
  m->statistic = strcmp(plm_json_key(p), "quantile") == 0 ? PLM_QUANTILE : PLM_SHORTFALL;
  m->p = 0.5;
  (void)plm_number_value(r, p, plm_json_key(p), &level_rule, &m->p);
  if (is_ratio(s, m->metric))
    plm_report_found(r, value, key, "\"mean\": a share or unit cost has no other statistic here");
}

void plm_search_read_objective(plm_reader *r, placement_search *s, const plm_json_value *root)
{
  static const plm_member keys[] = {
      {"metric", PLM_KEY_OPTIONAL}, {"year", PLM_KEY_OPTIONAL}, {"minimise", PLM_KEY_OPTIONAL}, PLM_KEYS_END};
  const plm_json_value *value = plm_get(r, root, "objective");
  s->objective.column = s->base->column_years;
  if (value == NULL || !plm_check_object(r, value, "objective", keys))
    return;
  read_metric(r, s, value, "cost.total", &s->objective);
  read_statistic(r, s, value, "minimise", &s->objective);
  if (is_ratio(s, s->objective.metric))
    plm_report_found(r, plm_get(r, value, "metric"), "metric",
                     "an amount: shares and unit costs can be limits, but not the objective");
}

static const plm_member limit_keys[] = {{"label", PLM_KEY_OPTIONAL},
                                        {"metric", PLM_KEY_REQUIRED},
                                        {"year", PLM_KEY_OPTIONAL},
                                        {"statistic", PLM_KEY_OPTIONAL},
                                        {"at_most", PLM_KEY_OPTIONAL},
                                        {"at_least", PLM_KEY_OPTIONAL},
                                        {"budget", PLM_KEY_OPTIONAL},
                                        {"probability_of_exceeding_at_most", PLM_KEY_OPTIONAL},
                                        PLM_KEYS_END};

static void read_budget(plm_reader *r, const placement_search *s, const plm_json_value *value, plm_limit *limit)
{
  const char *probability = "probability_of_exceeding_at_most";
  if (plm_get(r, value, "budget") == NULL)
    plm_report_missing(r, value, "budget", ": the amount that is not to be exceeded");
  if (plm_get(r, value, probability) == NULL)
    plm_report_missing(r, value, probability, ", which goes with a budget");
  if (plm_get(r, value, "statistic") != NULL)
    plm_report_key(r, plm_get(r, value, "statistic"), PLACEMENT_ERROR_SCENARIO,
                   "a budget has no statistic, but a probability_of_exceeding_at_most");
  limit->of.statistic = PLM_EXCESS;
  limit->at_most = true;
  limit->of.budget = plm_read_number(r, value, "budget", &bound_rule, 0);
  limit->bound = plm_read_number(r, value, probability, &chance_rule, 0.5);
  if (is_ratio(s, limit->of.metric))
    plm_report_found(r, plm_get(r, value, "metric"), "metric", "an amount if there is a budget for it");
}

static void read_limit(plm_reader *r, const placement_search *s, const plm_json_value *value, plm_limit *limit)
{
  bool most, least, budget;
  if (!plm_check_object(r, value, "each limit", limit_keys))
    return;
  limit->label = plm_read_text(r, value, "label", false);
  read_metric(r, s, value, "cost.total", &limit->of);
  most = plm_get(r, value, "at_most") != NULL;
  least = plm_get(r, value, "at_least") != NULL;
  budget = plm_get(r, value, "budget") != NULL || plm_get(r, value, "probability_of_exceeding_at_most") != NULL;
  if (most + least + budget != 1) {
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO,
               "a limit has either \"at_most\", \"at_least\", or \"budget\" with "
               "\"probability_of_exceeding_at_most\"");
    return;
  }
  if (budget) {
    read_budget(r, s, value, limit);
    return;
  }
  read_statistic(r, s, value, "statistic", &limit->of);
  limit->at_most = most;
  limit->bound = plm_read_number(r, value, most ? "at_most" : "at_least", &bound_rule, 0);
}

/* --- in words --- */

static bool is_money(const placement_search *s, const plm_measure *m)
{
  return placement_plan_metric_unit(s->plan, m->metric) == PLACEMENT_UNIT_MONEY;
}

static void measure_words(const placement_search *s, const plm_measure *m, plm_words *words)
{
  plm_decimal metric = plm_metric_words(placement_plan_metric_name(s->plan, m->metric));
  switch (m->statistic) {
  case PLM_MEAN:
    plm_words_add(words, "mean ");
    break;
  case PLM_QUANTILE:
    plm_words_add(words, "P");
    plm_words_add(words, plm_format_number(100 * m->p).text);
    plm_words_add(words, " of ");
    break;
  case PLM_SHORTFALL:
    plm_words_add(words, "mean of the worst ");
    plm_words_add(words, plm_format_number(100 * (1 - m->p)).text);
    plm_words_add(words, "% of ");
    break;
  default:
    plm_words_add(words, "probability that ");
  }
  plm_words_add(words, metric.text);
  if (m->column < s->base->column_years) {
    plm_words_add(words, " in ");
    plm_words_add(words, placement_plan_column_label(s->plan, m->column));
  }
  if (m->statistic != PLM_EXCESS)
    return;
  plm_words_add(words, " exceeds ");
  plm_words_add(words, plm_format_decimal(m->budget, is_money(s, m) ? 0 : 3, true).text);
}

char *plm_measure_words(const placement_search *s, const plm_measure *m)
{
  plm_words words = {{0}, 0};
  measure_words(s, m, &words);
  return plm_copy_string(words.text);
}

static char *limit_words(const placement_search *s, const plm_limit *limit)
{
  plm_words words = {{0}, 0};
  bool probability = limit->of.statistic == PLM_EXCESS;
  bool pounds = is_money(s, &limit->of) && !probability;
  bool share = probability || placement_plan_metric_unit(s->plan, limit->of.metric) == PLACEMENT_UNIT_SHARE;
  measure_words(s, &limit->of, &words);
  plm_words_add(&words, limit->at_most ? " at most " : " at least ");
  plm_words_add(&words, (pounds  ? plm_format_decimal(limit->bound, 0, true)
                         : share ? plm_format_number(plm_round_decimal(100 * limit->bound, 9))
                                 : plm_format_number(limit->bound))
                            .text);
  plm_words_add(&words, share ? "%" : "");
  return plm_copy_string(words.text);
}

void plm_search_read_limits(plm_reader *r, placement_search *s, const plm_json_value *root)
{
  const plm_json_value *list = plm_get(r, root, "limits");
  s->limits = plm_new_items(r, root, "limits", PLACEMENT_LIMIT_SEARCH_LIMITS, sizeof *s->limits, &s->limit_count);
  if (s->limits == NULL)
    return;
  for (const plm_json_value *e = plm_json_first(list); e != NULL; e = plm_json_next(&r->tree, e))
    read_limit(r, s, e, &s->limits[e->position]);
  for (size_t i = 0; i < s->limit_count; i++) {
    if (s->limits[i].label == NULL)
      s->limits[i].label = limit_words(s, &s->limits[i]);
    r->out_of_memory = r->out_of_memory || s->limits[i].label == NULL;
  }
}
