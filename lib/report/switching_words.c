/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/switching_words.h"
#include "plan/metric_words.h"
#include "plan/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SHOWN_BYTES 120
#define MOST_PLACES 6
#define KNOWN_DIGITS 6

static plm_words words_of(const char *text)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, text);
  return words;
}

static int limited(double places)
{
  return places < 0 ? 0 : places > MOST_PLACES ? MOST_PLACES : (int)places;
}

/* Without the zeros at its end, and with commas. */
static plm_words plain(double value, int places)
{
  double rounded = plm_round_decimal(value, places);
  plm_decimal number = plm_format_number(rounded);
  const char *point = strchr(number.text, '.');
  return words_of(plm_format_decimal(rounded, point != NULL ? (int)strlen(point + 1) : 0, true).text);
}

plm_words plm_switching_number(double value, double se)
{
  if (!isfinite(value))
    return words_of(isnan(value) ? "n/a" : value > 0 ? "no limit" : "minus no limit");
  if (se > 0 && isfinite(se))
    return words_of(plm_format_decimal(value, limited(1 - floor(log10(se))), true).text);
  return plain(value, value == 0 ? 0 : limited(KNOWN_DIGITS - 1 - floor(log10(fabs(value)))));
}

/* `as_share` stands behind shares. */
static plm_words told(const placement_findings *f, int32_t unit, double value, double se, const char *as_share)
{
  plm_words words = {{0}, 0};
  if (isnan(value))
    return words_of("n/a");
  if (unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST) {
    words = words_of(plm_findings_about(f, value).text);
    plm_words_add(&words, unit == PLACEMENT_UNIT_MONEY ? "" : " a week");
  } else if (unit == PLACEMENT_UNIT_SHARE) {
    words = plm_switching_number(100 * value, 100 * se);
    plm_words_add(&words, as_share);
  } else {
    words = plm_switching_number(value, se);
    plm_words_add(&words, unit == PLACEMENT_UNIT_NIGHTS     ? " nights"
                          : unit == PLACEMENT_UNIT_CHILDREN ? " children"
                                                            : "");
  }
  return words;
}

plm_words plm_switching_figure(const placement_findings *f, int32_t unit, const placement_estimate *figure)
{
  return told(f, unit, figure->value, figure->se, "%");
}

plm_words plm_switching_gap(const placement_findings *f, int32_t unit, const placement_estimate *difference)
{
  return told(f, unit, fabs(difference->value), difference->se, " points");
}

plm_words plm_switching_error(const placement_findings *f, int32_t unit, double se)
{
  return told(f, unit, se, se, " points");
}

enum { NAMED = 3 };

static bool subject_is_named(const placement_switching *s)
{
  return s->input_count <= NAMED;
}

/* The inputs by name if they are few: "arrivals per year of core and arrivals per year of remand". */
static plm_words subject_of(const placement_switching *s, const char *several)
{
  plm_words words = {{0}, 0};
  char count[64];
  for (size_t i = 0; i < s->input_count && subject_is_named(s); i++) {
    plm_words_add(&words, i == 0 ? "" : i + 1 == s->input_count ? " and " : ", ");
    plm_words_add_shortened(&words, s->labels[i], strlen(s->labels[i]), SHOWN_BYTES, "");
  }
  if (words.length > 0)
    return words;
  (void)snprintf(count, sizeof count, several, s->input_count);
  return words_of(count);
}

plm_words plm_switching_where(const placement_switching *s, double amount, double se)
{
  bool one = s->input_count == 1;
  plm_words subject = subject_of(s, s->as == PLACEMENT_CHANGE_ADD ? "each of the %zu inputs" : "the %zu inputs");
  plm_words number = plm_switching_number(s->as == PLACEMENT_CHANGE_ADD ? fabs(amount) : amount, se), where;
  if (s->as == PLACEMENT_CHANGE_ADD) {
    where = number;
    plm_words_add(&where, amount < 0 ? " is taken off " : " is added to ");
    plm_words_add(&where, !one && subject_is_named(s) ? "each of " : "");
    plm_words_add(&where, subject.text);
    return where;
  }
  where = subject;
  plm_words_add(&where, one ? " is " : " are ");
  plm_words_add(&where, number.text);
  if (s->as == PLACEMENT_CHANGE_FACTOR)
    plm_words_add(&where, one ? " times what it is now" : " times what they are now");
  return where;
}

plm_words plm_switching_changed(const placement_switching *s)
{
  static const char *const several[] = {"what the %zu inputs are", "the factor of the %zu inputs",
                                        "what is added to each of the %zu inputs"};
  static const char *const before[] = {"what ", "the factor of ", "what is added to each of "};
  plm_words subject = subject_of(s, several[s->as]), changed = {{0}, 0};
  bool named = subject_is_named(s);
  if (s->input_count == 1)
    plm_words_add(&changed, s->as == PLACEMENT_CHANGE_VALUE ? ""
                            : s->as == PLACEMENT_CHANGE_ADD ? "what is added to "
                                                            : before[s->as]);
  else if (named)
    plm_words_add(&changed, before[s->as]);
  plm_words_add(&changed, subject.text);
  plm_words_add(&changed, named && s->input_count > 1 && s->as == PLACEMENT_CHANGE_VALUE ? " are" : "");
  return changed;
}

plm_words plm_switching_step(const placement_switching *s, double from, double to)
{
  plm_words step = plm_switching_changed(s);
  plm_words_add(&step, " goes from ");
  plm_words_add(&step, plm_switching_number(from, 0).text);
  plm_words_add(&step, " to ");
  plm_words_add(&step, plm_switching_number(to, 0).text);
  return step;
}

double plm_switching_distance(const placement_switching *s, double amount)
{
  double now = plm_switching_present(s);
  if (s->as == PLACEMENT_CHANGE_FACTOR)
    return amount - 1;
  if (s->as == PLACEMENT_CHANGE_ADD) {
    if (s->input_count > 1)
      return NAN;
    now = s->inputs[0].value;
    amount += now;
  }
  return isnan(now) || now == 0 ? NAN : (amount - now) / fabs(now);
}

plm_words plm_switching_metric(const placement_switching *s)
{
  plm_words words = words_of(plm_metric_words(placement_plan_metric_name(s->plan, s->metrics[0])).text);
  bool whole = s->column == placement_plan_year_count(s->plan);
  plm_words_add(&words, whole ? " over the whole horizon" : " in ");
  plm_words_add(&words, whole ? "" : placement_plan_column_label(s->plan, s->column));
  return words;
}

/* A target as it was asked for, to the pound. */
static plm_words wanted_figure(const placement_switching *s, const placement_findings *f)
{
  int32_t unit = placement_plan_metric_unit(s->plan, s->metrics[0]);
  const placement_estimate *target = &s->places[0].point.other;
  if (unit != PLACEMENT_UNIT_MONEY && unit != PLACEMENT_UNIT_WEEKLY_COST)
    return plm_switching_figure(f, unit, target);
  plm_words words = words_of(plm_findings_amount(f, target->value).text);
  plm_words_add(&words, unit == PLACEMENT_UNIT_MONEY ? "" : " a week");
  return words;
}

plm_words plm_switching_wanted(const placement_switching *s, const placement_findings *f)
{
  plm_words words = {{0}, 0};
  if (s->other_plan == NULL)
    return wanted_figure(s, f);
  const char *title = placement_plan_title(s->other_plan);
  plm_words_add(&words, "the same as in ");
  if (title[0] == '\0')
    plm_words_add(&words, "the other scenario");
  else
    plm_words_add(&words, plm_switching_other(s).text);
  return words;
}

plm_words plm_switching_other(const placement_switching *s)
{
  plm_words words = {{0}, 0};
  const char *title = s->other_plan != NULL ? placement_plan_title(s->other_plan) : "";
  if (title[0] == '\0')
    return words_of(s->other_plan != NULL ? "the other scenario" : "what is wanted");
  plm_words_add(&words, "\xE2\x80\x9C");
  plm_words_add_shortened(&words, title, strlen(title), SHOWN_BYTES, "");
  plm_words_add(&words, "\xE2\x80\x9D");
  return words;
}

bool plm_switching_has_capital(const placement_switching *s)
{
  static const char *const with_capital[] = {"cost.total", "cost.capital", "cost.real", "cost.net_present"};
  const placement_plan *plans[] = {s->plan, s->other_plan};
  const char *metric = placement_plan_metric_name(s->plan, s->metrics[0]);
  bool counts = false, any = false;
  for (size_t i = 0; i < sizeof with_capital / sizeof *with_capital; i++)
    counts = counts || strcmp(metric, with_capital[i]) == 0;
  for (size_t side = 0; side < 2 && plans[side] != NULL; side++)
    for (size_t i = 0; i < plans[side]->line_count; i++)
      any = any || (plans[side]->lines[i].category == PLM_COST_CAPITAL && plans[side]->lines[i].amount != 0);
  return counts && any;
}

size_t plm_switching_figure_named(const placement_switching *s, const char *name)
{
  size_t f = 1;
  while (strcmp(placement_plan_metric_name(s->plan, s->metrics[f]), name) != 0)
    f++;
  return f;
}
