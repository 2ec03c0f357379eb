/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer in sentences.
 */
#include "report/switching_words.h"

#include <math.h>
#include <stdio.h>

#define SIGNIFICANT 1.959963984540054 /* standard errors, of a difference from 0 at the 5 % level */

/* What every sentence needs. */
typedef struct teller {
  placement_findings *f;
  const placement_switching *s;
  int32_t unit;     /* of the figure */
  plm_words metric; /* "total cost over the whole horizon" */
  plm_words wanted; /* "the same as in “Do nothing”" */
} teller;

/* The metric at the beginning of a sentence. */
static plm_words first_metric(const teller *t)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, t->metric.text);
  if (words.text[0] >= 'a' && words.text[0] <= 'z')
    words.text[0] = (char)(words.text[0] - 'a' + 'A');
  return words;
}

static const char *direction(double difference)
{
  return difference < 0 ? "less" : "more";
}

static const char *versus(const teller *t)
{
  return t->s->other_plan != NULL ? "in the other scenario" : "wanted";
}

static plm_words gap(const teller *t, const placement_estimate *difference)
{
  return plm_switching_gap(t->f, t->unit, difference);
}

static plm_words error_of(const teller *t, const placement_estimate *e)
{
  return plm_switching_error(t->f, t->unit, e->se);
}

static plm_words interval_of(const placement_switching *s, const placement_estimate *amount)
{
  plm_words words = {{0}, 0};
  double se = amount->se;
  if (isinf(amount->low))
    plm_words_add(&words, "less than ");
  plm_words_add(&words,
                plm_switching_number(isinf(amount->low) ? s->low : amount->low, isinf(amount->low) ? 0 : se).text);
  plm_words_add(&words, isinf(amount->high) ? " to more than " : " to ");
  plm_words_add(&words,
                plm_switching_number(isinf(amount->high) ? s->high : amount->high, isinf(amount->high) ? 0 : se).text);
  if (isinf(amount->low) || isinf(amount->high))
    plm_words_add(&words, ", beyond the range searched");
  return words;
}

/* ", 21.0% less than now". */
static plm_words distance_of(const teller *t, double amount)
{
  plm_words words = {{0}, 0};
  double distance = plm_switching_distance(t->s, amount);
  if (isnan(distance) || t->s->as == PLACEMENT_CHANGE_FACTOR) /* the factor says it */
    return words;
  if (distance == 0) {
    plm_words_add(&words, ", as now");
    return words;
  }
  plm_words_add(&words, ", ");
  plm_words_add(&words, plm_format_decimal(fabs(100 * distance), fabs(distance) < 0.1 ? 2 : 1, true).text);
  plm_words_add(&words, distance < 0 ? "% less than now" : "% more than now");
  return words;
}

/* What the figure is now, and on which sides of the first switching value it is less and more. */
static void say_present(const teller *t)
{
  const placement_switching *s = t->s;
  const placement_switching_point *now = &s->places[0].point;
  const char *capital =
      plm_switching_has_capital(s) ? " (with capital in full, although what it buys lasts longer)" : "";
  plm_words sides = {{0}, 0};
  if (s->count > 0 && s->switches[0].kind == PLACEMENT_SWITCH_AT) {
    int rising = s->switches[0].rising;
    plm_words_add(&sides, s->count > 1 ? "; below the first switching value" : "; below the switching value");
    plm_words_add(&sides, rising > 0 ? " it is less than " : rising < 0 ? " it is more than " : " and above it it is ");
    plm_words_add(&sides, rising == 0 ? "on the same side of that" : versus(t));
    plm_words_add(&sides, rising == 0 ? "" : rising > 0 ? ", above it more" : ", above it less");
  }
  if (now->difference.value == 0 && now->difference.se == 0)
    plm_findings_sentence(t->f, "Now it is %s%s, just as %s%s.", plm_switching_figure(t->f, t->unit, &now->figure).text,
                          capital, versus(t), sides.text);
  else
    plm_findings_sentence(t->f, "Now it is %s%s, %s (standard error %s) %s than %s%s.",
                          plm_switching_figure(t->f, t->unit, &now->figure).text, capital,
                          gap(t, &now->difference).text, error_of(t, &now->difference).text,
                          direction(now->difference.value), versus(t), sides.text);
}

static void say_at(const teller *t, const placement_switch *w)
{
  const placement_estimate *a = &w->amount;
  plm_findings_sentence(t->f, "%s is %s where %s (95%% interval %s)%s.", first_metric(t).text, t->wanted.text,
                        plm_switching_where(t->s, a->value, a->se).text, interval_of(t->s, a).text,
                        distance_of(t, a->value).text);
}

/* " (now it is 2)". */
static plm_words present_of(const teller *t)
{
  plm_words words = {{0}, 0};
  double now = plm_switching_present(t->s);
  if (t->s->as != PLACEMENT_CHANGE_VALUE || isnan(now))
    return words;
  plm_words_add(&words, " (now it is ");
  plm_words_add(&words, plm_switching_number(now, 0).text);
  plm_words_add(&words, ")");
  return words;
}

static void say_between(const teller *t, const placement_switch *w)
{
  const placement_estimate *from = &w->from.difference, *to = &w->to.difference;
  plm_findings_sentence(
      t->f, "%s passes %s where %s%s: %s (standard error %s) %s before, %s (standard error %s) %s after.",
      first_metric(t).text, t->s->other_plan != NULL ? "that of the other scenario" : t->wanted.text,
      plm_switching_step(t->s, w->from.amount, w->to.amount).text, present_of(t).text, gap(t, from).text,
      error_of(t, from).text, direction(from->value), gap(t, to).text, error_of(t, to).text, direction(to->value));
}

static void say_through(const teller *t, const placement_switch *w)
{
  plm_findings_sentence(t->f, "%s is %s wherever %s, to within the error of the simulation.", first_metric(t).text,
                        t->wanted.text, plm_switching_step(t->s, w->from.amount, w->to.amount).text);
}

/* Several switching values in one sentence: "4,302, between 5 and 6 and all the way from 8 to 9". */
static void say_several(const teller *t)
{
  enum { LISTED = 4 };
  const placement_switching *s = t->s;
  plm_words list = {{0}, 0};
  char rest[64] = "";
  size_t listed = s->count <= LISTED ? s->count : LISTED - 1;
  for (size_t i = 0; i < listed; i++) {
    const placement_switch *w = &s->switches[i];
    bool at = w->kind == PLACEMENT_SWITCH_AT, between = w->kind == PLACEMENT_SWITCH_BETWEEN;
    plm_words_add(&list, i == 0 ? "" : i + 1 == s->count ? " and " : ", ");
    plm_words_add(&list, at ? "" : between ? "between " : "all the way from ");
    plm_words_add(&list, at ? plm_switching_number(w->amount.value, w->amount.se).text
                            : plm_switching_number(w->from.amount, 0).text);
    plm_words_add(&list, at ? "" : between ? " and " : " to ");
    plm_words_add(&list, at ? "" : plm_switching_number(w->to.amount, 0).text);
  }
  if (listed < s->count)
    (void)snprintf(rest, sizeof rest, " and %zu more", s->count - listed);
  plm_findings_sentence(t->f, "%s is %s at %zu switching values of %s: %s%s.", first_metric(t).text, t->wanted.text,
                        s->count, plm_switching_changed(s).text, list.text, rest);
}

static void add_unit_cost(const teller *t, plm_words *words, const char *before, const plm_estimate *figures,
                          const char *name)
{
  const plm_estimate *cost = &figures[plm_switching_figure_named(t->s, name)];
  if (isnan(cost->value))
    return;
  plm_words_add(words, before);
  plm_words_add(words, plm_findings_about(t->f, cost->value).text);
  plm_words_add(words, " a week");
}

/* "From what occupancy": what else holds at the first switching value, in the scenario that has homes. */
static void say_place(const teller *t)
{
  const placement_switching *s = t->s;
  size_t occupancy = plm_switching_figure_named(s, "occupancy");
  const plm_switching_known *there = &s->places[1], *now = &s->places[0];
  size_t side = isnan(there->figures[0][occupancy].value) && s->other_plan != NULL ? 1 : 0;
  const plm_estimate *figures = there->figures[side];
  plm_words costs = {{0}, 0}, where = {{0}, 0};
  if (isnan(figures[occupancy].value))
    return;
  add_unit_cost(t, &costs, "; a placement in them costs ", figures, "unit_cost.in_house");
  add_unit_cost(t, &costs, "; an external one ", figures, "unit_cost.external");
  plm_words_add(&where, s->count > 1                                      ? "At the first of them"
                        : s->switches[0].kind == PLACEMENT_SWITCH_BETWEEN ? "At "
                                                                          : "At the switching value");
  if (s->count == 1 && s->switches[0].kind == PLACEMENT_SWITCH_BETWEEN)
    plm_words_add(&where, plm_switching_number(there->point.amount, 0).text);
  plm_findings_sentence(t->f, "%s the homes%s are %s%% full on average (now %s%%)%s.", where.text,
                        side == 1 ? " of the other scenario" : "",
                        plm_format_decimal(100 * figures[occupancy].value, 1, false).text,
                        plm_format_decimal(100 * now->figures[side][occupancy].value, 1, false).text, costs.text);
}

/* The ends of the range, as far as they are defined, and where it is closest to what is wanted. */
typedef struct extent {
  const plm_switching_known *low, *high;
  const placement_switching_point *closest;
} extent;

static extent extent_of(const placement_switching *s)
{
  extent e = {NULL, NULL, NULL};
  for (size_t i = 0; i < s->scan_count; i++) {
    const placement_switching_point *p = &s->scan[i].point;
    if (isnan(p->difference.value))
      continue;
    e.low = e.low == NULL ? &s->scan[i] : e.low;
    e.high = &s->scan[i];
    if (e.closest == NULL || fabs(p->difference.value) < fabs(e.closest->difference.value))
      e.closest = p;
  }
  return e;
}

static void say_ends(const teller *t, const extent *e)
{
  size_t f = plm_switching_figure_named(t->s, "occupancy");
  double low = e->low->figures[0][f].value, high = e->high->figures[0][f].value;
  if (!isnan(low) && !isnan(high) && t->s->metrics[f] != t->s->metrics[0])
    plm_findings_sentence(t->f, "At the low end the homes are %s%% full on average, at the high end %s%% (now %s%%).",
                          plm_format_decimal(100 * low, 1, false).text, plm_format_decimal(100 * high, 1, false).text,
                          plm_format_decimal(100 * t->s->places[0].figures[0][f].value, 1, false).text);
}

/* On which side all of the range is, and by how much at its ends. */
static void say_none(const teller *t)
{
  const placement_switching *s = t->s;
  extent e = extent_of(s);
  if (e.closest == NULL) {
    plm_findings_sentence(t->f, "%s is not defined anywhere in the range.", first_metric(t).text);
    return;
  }
  const placement_switching_point *low = &e.low->point, *high = &e.high->point, *best = e.closest;
  bool told = fabs(best->difference.value) > SIGNIFICANT * best->difference.se;
  plm_findings_sentence(t->f, "%s: while %s, %s stays %s than %s, first by %s, in the end by %s.",
                        told ? "There is no switching value" : "No switching value was found",
                        plm_switching_step(s, low->amount, high->amount).text, t->metric.text,
                        best->difference.value < 0 ? "lower" : "higher", versus(t), gap(t, &low->difference).text,
                        gap(t, &high->difference).text);
  say_present(t);
  if (told)
    say_ends(t, &e);
  else
    plm_findings_sentence(
        t->f, "At %s it cannot be told from it (%s %s, standard error %s): there may be one close to there, %s.",
        plm_switching_number(best->amount, 0).text, gap(t, &best->difference).text, direction(best->difference.value),
        error_of(t, &best->difference).text,
        best == low || best == high ? "also beyond the range" : "which more replications would show");
}

void plm_switching_note(const placement_switching *s, plm_told *note)
{
  for (size_t i = 0; i < s->count; i++) {
    const placement_switch *w = &s->switches[i];
    bool step = w->kind == PLACEMENT_SWITCH_BETWEEN && s->whole;
    if (step && (w->amount.low < w->from.amount || w->amount.high > w->to.amount))
      plm_told_add(note, " With 95%% confidence it passes somewhere from %s.", interval_of(s, &w->amount).text);
    if (i + 1 < s->count && w->amount.high >= s->switches[i + 1].amount.low)
      plm_told_add(note, " The intervals of switching values %zu and %zu meet: they may be one, or none.", i + 1,
                   i + 2);
  }
}

void plm_switching_inputs_note(const placement_switching *s, plm_told *note)
{
  bool one = s->input_count == 1;
  if (s->other_same)
    plm_told_add(note,
                 " The other scenario has the same %s and keeps %s here. If that is an assumption about the world, "
                 "such as a fee or a need, and no decision, it should change in both (--both).",
                 one ? "input with the same value" : "inputs with the same values", one ? "it" : "them");
  if (s->uncertain)
    plm_told_add(note, " What is changed is uncertain as well: it varies about the amounts told here as it varies "
                       "about what is written in the scenario.");
  if (s->unsound[0] != '\0')
    plm_told_add(note, " Part of the range cannot be, and is left out: %s.", s->unsound);
}

void plm_switching_say(placement_findings *f, const placement_switching *s)
{
  const teller told = {f, s, placement_plan_metric_unit(s->plan, s->metrics[0]), plm_switching_metric(s),
                       plm_switching_wanted(s, f)};
  const teller *t = &told;
  const placement_switch *first = s->switches;
  if (s->count == 0) {
    say_none(t);
    return;
  }
  if (s->count > 1)
    say_several(t);
  else if (first->kind == PLACEMENT_SWITCH_AT)
    say_at(t, first);
  else if (first->kind == PLACEMENT_SWITCH_BETWEEN)
    say_between(t, first);
  else
    say_through(t, first);
  say_present(t);
  if (first->kind != PLACEMENT_SWITCH_THROUGH)
    say_place(t);
}
