/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer in sentences.
 */
#include "report/metric_words.h"
#include "report/switching_words.h"

#include <math.h>
#include <string.h>

#define SIGNIFICANT 1.959963984540054 /* standard errors, of a difference from 0 at the 5 % level */

/* What every sentence needs. */
typedef struct teller {
  placement_findings *f;
  const placement_switching *s;
  int32_t unit;     /* of the figure */
  plm_words metric; /* "total cost over the whole horizon" */
  plm_words wanted; /* "the same as in "Do nothing"" */
} teller;

/* The metric at the beginning of a sentence. */
static plm_words first_metric(const teller *t)
{
  plm_words words = {{0}, 0};
  const char *name = placement_plan_metric_name(t->s->plan, t->s->metrics[0]);
  plm_words_add(&words, plm_metric_heading(name).text);
  plm_words_add(&words, t->metric.text + strlen(plm_metric_words(name)));
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

static void say_present(const teller *t)
{
  const placement_switching_point *now = &t->s->places[0].point;
  if (now->difference.value == 0 && now->difference.se == 0) {
    plm_findings_sentence(t->f, "As it is, %s is %s, just as %s.", t->metric.text,
                          plm_switching_figure(t->f, t->unit, &now->figure).text, versus(t));
    return;
  }
  plm_findings_sentence(t->f, "As it is, %s is %s (standard error %s): %s (standard error %s) %s than %s.",
                        t->metric.text, plm_switching_figure(t->f, t->unit, &now->figure).text,
                        error_of(t, &now->figure).text, gap(t, &now->difference).text,
                        error_of(t, &now->difference).text, direction(now->difference.value), versus(t));
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

/* ", 21.0 % less than now". */
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
  plm_words_add(&words, distance < 0 ? " % less than now" : " % more than now");
  return words;
}

static void say_sides(const teller *t, const placement_switch *w)
{
  if (w->rising == 0)
    plm_findings_sentence(t->f, "On both sides of it the figure lies on the same side of what is wanted.");
  else
    plm_findings_sentence(t->f, "Below it the figure is %s than %s, above it %s.", w->rising > 0 ? "lower" : "higher",
                          versus(t), w->rising > 0 ? "higher" : "lower");
}

static void say_at(const teller *t, const placement_switch *w)
{
  const placement_estimate *a = &w->amount;
  plm_findings_sentence(t->f, "%s is %s where %s (95 %% interval %s, standard error %s)%s.", first_metric(t).text,
                        t->wanted.text, plm_switching_where(t->s, a->value, a->se).text, interval_of(t->s, a).text,
                        plm_switching_number(a->se, a->se).text, distance_of(t, a->value).text);
  say_sides(t, w);
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
  const placement_estimate *a = &w->amount;
  const placement_estimate *from = &w->from.difference, *to = &w->to.difference;
  plm_findings_sentence(t->f, "%s passes %s where %s%s.", first_metric(t).text,
                        t->s->other_plan != NULL ? "that of the other scenario" : t->wanted.text,
                        plm_switching_step(t->s, w->from.amount, w->to.amount).text, present_of(t).text);
  plm_findings_sentence(t->f, "Before, it is %s (standard error %s) %s than %s; after, %s (standard error %s) %s.",
                        gap(t, from).text, error_of(t, from).text, direction(from->value), versus(t), gap(t, to).text,
                        error_of(t, to).text, direction(to->value));
  if (t->s->whole && (a->low < w->from.amount || a->high > w->to.amount))
    plm_findings_sentence(t->f, "With 95 %% confidence it passes somewhere from %s.", interval_of(t->s, a).text);
}

static void say_through(const teller *t, const placement_switch *w)
{
  plm_findings_sentence(t->f, "%s is %s wherever %s, to within the error of the simulation.", first_metric(t).text,
                        t->wanted.text, plm_switching_step(t->s, w->from.amount, w->to.amount).text);
}

static void add_unit_cost(const teller *t, plm_words *words, const char *before, const plm_estimate *figures,
                          const char *name)
{
  const plm_estimate *cost = &figures[plm_switching_figure_named(t->s, name)];
  if (isnan(cost->value))
    return;
  plm_words_add(words, before);
  plm_words_add(words, plm_findings_amount(t->f, cost->value).text);
}

/* "From what occupancy": what else holds there, in the scenario that has homes. */
static void say_place(const teller *t, size_t place)
{
  const placement_switching *s = t->s;
  size_t occupancy = plm_switching_figure_named(s, "occupancy");
  const plm_switching_known *there = &s->places[place], *now = &s->places[0];
  size_t side = isnan(there->figures[0][occupancy].value) && s->other_plan != NULL ? 1 : 0;
  const plm_estimate *figures = there->figures[side];
  plm_words costs = {{0}, 0};
  if (isnan(figures[occupancy].value))
    return;
  add_unit_cost(t, &costs, "; a week of a child in them costs ", figures, "unit_cost.in_house");
  add_unit_cost(t, &costs, "; a week outside them costs ", figures, "unit_cost.external");
  plm_findings_sentence(t->f, "There the homes%s are %s %% full on average (now %s %%)%s.",
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
    plm_findings_sentence(t->f,
                          "The homes are %s %% full on average at its low end and %s %% at its high end (now %s %%).",
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
  plm_findings_sentence(
      t->f,
      "%s: over all of the range, from %s to %s%s, %s is %s than %s, by %s (standard error %s) at its "
      "low end and %s (standard error %s) at its high end.",
      told ? "There is no switching value" : "No switching value was found", plm_switching_number(low->amount, 0).text,
      plm_switching_number(high->amount, 0).text,
      s->as == PLACEMENT_CHANGE_FACTOR ? " times what is now"
      : s->as == PLACEMENT_CHANGE_ADD  ? " added"
                                       : "",
      t->metric.text, best->difference.value < 0 ? "lower" : "higher", versus(t), gap(t, &low->difference).text,
      error_of(t, &low->difference).text, gap(t, &high->difference).text, error_of(t, &high->difference).text);
  if (!told)
    plm_findings_sentence(
        t->f,
        "At %s it cannot be told from it (%s %s, standard error %s): there may be one close to there, "
        "%s.",
        plm_switching_number(best->amount, 0).text, gap(t, &best->difference).text, direction(best->difference.value),
        error_of(t, &best->difference).text,
        best == low || best == high ? "also beyond the range" : "which more replications would show");
  say_ends(t, &e);
}

static void say_notes(const teller *t)
{
  const placement_switching *s = t->s;
  for (size_t i = 0; i + 1 < s->count; i++)
    if (s->switches[i].amount.high >= s->switches[i + 1].amount.low)
      plm_findings_sentence(t->f, "The intervals of switching values %zu and %zu meet: they may be one, or none.",
                            i + 1, i + 2);
  if (s->unsound[0] != '\0')
    plm_findings_sentence(t->f, "Part of the range cannot be, and is left out: %s.", s->unsound);
  if (s->other_same)
    plm_findings_sentence(t->f,
                          "The other scenario has the same %s and keeps %s here. If that is an assumption about the "
                          "world, such as a fee or a need, and no decision, it should change in both (--both).",
                          s->input_count == 1 ? "input with the same value" : "inputs with the same values",
                          s->input_count == 1 ? "it" : "them");
  if (s->uncertain)
    plm_findings_sentence(t->f,
                          "What is changed is uncertain as well: it varies about the amounts told here as it varies "
                          "about what is written in the scenario.");
}

void plm_switching_say(placement_findings *f, const placement_switching *s)
{
  const teller told = {f, s, placement_plan_metric_unit(s->plan, s->metrics[0]), plm_switching_metric(s),
                       plm_switching_wanted(s, f)};
  const teller *t = &told;
  if (s->count > 1)
    plm_findings_sentence(t->f, "There are %zu switching values in the range.", s->count);
  for (size_t i = 0; i < s->count; i++) {
    const placement_switch *w = &s->switches[i];
    if (w->kind == PLACEMENT_SWITCH_AT)
      say_at(t, w);
    else if (w->kind == PLACEMENT_SWITCH_BETWEEN)
      say_between(t, w);
    else
      say_through(t, w);
    if (w->kind != PLACEMENT_SWITCH_THROUGH)
      say_place(t, i + 1);
  }
  if (s->count == 0)
    say_none(t);
  say_present(t);
  say_notes(t);
}
