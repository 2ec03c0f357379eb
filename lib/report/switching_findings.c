/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/metric_words.h"
#include "report/grounds.h"
#include "report/switching_words.h"

#include <math.h>
#include <stdio.h>

#define NAME_SIZE 64

/* What every table needs. */
typedef struct teller {
  placement_findings *f;
  const placement_switching *s;
  int32_t unit; /* of the figure */
} teller;

static void add_switches(const teller *t)
{
  static const char *const kinds[] = {"at", "between", "through"};
  const placement_switching *s = t->s;
  placement_findings *f = t->f;
  bool exact = true;
  for (size_t i = 0; i < s->count; i++)
    exact = exact && s->switches[i].kind == PLACEMENT_SWITCH_AT;
  plm_told note = {{0}, 0};
  plm_told_add(&note, exact ? "From now: how far that is from what is now, in%% of it."
                            : "From now: how far that is from what is now, in%% of it. At: matched at this amount; "
                              "between: passed in a step from one amount to the next; through: matched all the way "
                              "from one to the other.");
  plm_switching_note(s, &note);
  plm_findings_table(f, "switching", "Switching values", note.text);
  plm_findings_column(f, "number", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "kind", exact ? NULL : "kind", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "amount", "amount", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "distance", "from now, %", PLACEMENT_UNIT_SHARE);
  plm_findings_column(f, "from", exact ? NULL : "from", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "to", exact ? NULL : "to", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "direction", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_estimate_columns(f, "difference_from", NULL, t->unit);
  plm_findings_estimate_columns(f, "difference_to", NULL, t->unit);
  for (size_t i = 0; i < s->count; i++) {
    const placement_switch *w = &s->switches[i];
    char number[NAME_SIZE];
    (void)snprintf(number, sizeof number, "%zu", i + 1);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, number);
    plm_findings_text(f, kinds[w->kind]);
    plm_findings_estimate(f, &w->amount);
    plm_findings_number(f, plm_switching_distance(s, w->amount.value));
    plm_findings_number(f, w->from.amount);
    plm_findings_number(f, w->to.amount);
    plm_findings_number(f, w->rising);
    plm_findings_estimate(f, &w->from.difference);
    plm_findings_estimate(f, &w->to.difference);
  }
}

static double changed(const placement_switching *s, size_t input, double amount)
{
  double value = s->inputs[input].value;
  return s->as == PLACEMENT_CHANGE_VALUE ? amount : s->as == PLACEMENT_CHANGE_FACTOR ? value * amount : value + amount;
}

static void add_inputs(const teller *t)
{
  const placement_switching *s = t->s;
  char name[NAME_SIZE], heading[NAME_SIZE];
  plm_told note = {{0}, 0};
  plm_told_add(&note, "As amounts are in the scenario; of a distribution, what all its values are multiplied by.");
  plm_switching_inputs_note(s, &note);
  plm_findings_table(t->f, "inputs", "What is changed", note.text);
  plm_findings_column(t->f, "input", "input", PLACEMENT_UNIT_TEXT);
  plm_findings_column(t->f, "pointer", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(t->f, "now", "now", PLACEMENT_UNIT_OF_ROW); /* inputs have numbers of different sizes */
  for (size_t i = 0; i < s->count; i++) {
    (void)snprintf(name, sizeof name, "switching_%zu", i + 1);
    (void)snprintf(heading, sizeof heading, "switching %zu", i + 1);
    plm_findings_column(t->f, name, s->count > 1 ? heading : "switching value", PLACEMENT_UNIT_OF_ROW);
  }
  for (size_t k = 0; k < s->input_count; k++) {
    plm_findings_row(t->f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(t->f, s->labels[k]);
    plm_findings_text(t->f, s->pointers[k]);
    plm_findings_number(t->f, s->inputs[k].value);
    for (size_t i = 0; i < s->count; i++)
      plm_findings_number(t->f, changed(s, k, s->switches[i].amount.value));
  }
}

static void add_place_columns(const teller *t, const char *other)
{
  const placement_switching *s = t->s;
  plm_findings_column(t->f, "metric", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(t->f, "figure", "", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(t->f, "now", "now", PLACEMENT_UNIT_OF_ROW);
  for (size_t i = 0; i < s->count; i++) {
    char name[NAME_SIZE], heading[NAME_SIZE];
    (void)snprintf(name, sizeof name, "switching_%zu", i + 1);
    (void)snprintf(heading, sizeof heading, "switching %zu", i + 1);
    plm_findings_estimate_columns(t->f, name, s->count > 1 ? heading : "switching", PLACEMENT_UNIT_OF_ROW);
  }
  if (other != NULL)
    plm_findings_estimate_columns(t->f, "other", other, PLACEMENT_UNIT_OF_ROW);
}

static void add_place_row(const teller *t, size_t figure, size_t side, bool other)
{
  const placement_switching *s = t->s;
  plm_findings_row(t->f, placement_plan_metric_unit(s->plan, s->metrics[figure]));
  plm_findings_text(t->f, placement_plan_metric_name(s->plan, s->metrics[figure]));
  plm_findings_text(t->f, plm_metric_words(placement_plan_metric_name(s->plan, s->metrics[figure])).text);
  for (size_t place = 0; place <= s->count; place++)
    plm_findings_estimate(t->f, &s->places[place].figures[side][figure]);
  if (other)
    plm_findings_estimate(t->f, &s->places[0].figures[1][figure]);
}

static void add_place_rows(const teller *t, size_t side, bool other)
{
  const placement_switching *s = t->s;
  add_place_row(t, 0, side, other);
  for (size_t k = 1; k < PLM_SWITCHING_FIGURES; k++)
    if (s->metrics[k] != s->metrics[0])
      add_place_row(t, k, side, other);
}

/* The other scenario is the same everywhere unless it is changed as well. */
static void add_places(const teller *t)
{
  const placement_switching *s = t->s;
  bool other = s->other_plan != NULL && !s->both;
  plm_findings_table(t->f, "places", s->count > 0 ? "What holds now and there" : "What holds now",
                     s->other_plan != NULL ? "Means of all futures."
                                           : "Means, corrected for known chance (control variates).");
  add_place_columns(t, other ? "other" : NULL);
  add_place_rows(t, 0, other);
  if (!s->both)
    return;
  plm_findings_table(t->f, "other_places",
                     s->count > 0 ? "The other scenario, now and there" : "The other scenario, now", "");
  add_place_columns(t, NULL);
  add_place_rows(t, 1, false);
}

/* The metric at the beginning of a sentence. */
static plm_words first_metric(const placement_switching *s)
{
  plm_words words = plm_switching_metric(s);
  if (words.text[0] >= 'a' && words.text[0] <= 'z')
    words.text[0] = (char)(words.text[0] - 'a' + 'A');
  return words;
}

/* Where the curve passes what is wanted. */
static void summarise_curve(const teller *t)
{
  const placement_switching *s = t->s;
  const placement_switch *w = s->switches;
  plm_words metric = first_metric(s), wanted = plm_switching_wanted(s, t->f);
  if (s->count == 0)
    plm_findings_summary(t->f, "%s is nowhere %s while %s.", metric.text, wanted.text,
                         plm_switching_step(s, s->low, s->high).text);
  else if (s->count > 1)
    plm_findings_summary(t->f, "%s is %s at %zu places of this range.", metric.text, wanted.text, s->count);
  else
    plm_findings_summary(t->f, "%s is %s where %s%s%s.", metric.text, wanted.text,
                         plm_switching_where(s, w->amount.value, w->amount.se).text,
                         w->rising > 0   ? "; below that it is lower, above it higher"
                         : w->rising < 0 ? "; below that it is higher, above it lower"
                                         : "",
                         plm_switching_has_capital(s) ? ". Capital counts in full, although what it buys lasts longer"
                                                      : "");
}

static void add_curve(const teller *t)
{
  const placement_switching *s = t->s;
  char label[NAME_SIZE];
  plm_words changed_words = plm_switching_changed(s), metric = first_metric(s), beside = plm_switching_other(s);
  size_t occupancy = plm_switching_figure_named(s, "occupancy");
  bool fewer = false,
       homes = s->metrics[0] != s->metrics[occupancy] && !isnan(s->places[0].figures[0][occupancy].value);
  for (size_t i = 0; i < s->scan_count; i++)
    fewer = fewer || s->scan[i].point.replications < s->options.replications;
  plm_findings_table(t->f, "curve", "Over the range",
                     fewer ? "Fewer replications where these tell on which side of 0 the difference is." : "");
  plm_findings_column(t->f, "at", "amount", PLACEMENT_UNIT_TEXT);
  plm_findings_column(t->f, "amount", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(t->f, "changed", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(t->f, "metric", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(t->f, "beside", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(t->f, "figure", "figure", t->unit);
  plm_findings_estimate_columns(t->f, "other", NULL, t->unit);
  plm_findings_estimate_columns(t->f, "difference", "difference", t->unit);
  plm_findings_estimate_columns(t->f, "occupancy", homes ? "occupancy, %" : NULL, PLACEMENT_UNIT_SHARE);
  plm_findings_column(t->f, "replications", "replications", PLACEMENT_UNIT_NUMBER);
  for (size_t i = 0; i < s->scan_count; i++) {
    const placement_switching_point *p = &s->scan[i].point;
    plm_copy_text(label, sizeof label, plm_switching_number(p->amount, 0).text);
    plm_findings_row(t->f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(t->f, label);
    plm_findings_number(t->f, p->amount);
    plm_findings_text(t->f, changed_words.text);
    plm_findings_text(t->f, metric.text);
    plm_findings_text(t->f, beside.text);
    plm_findings_estimate(t->f, &p->figure);
    plm_findings_estimate(t->f, &p->other);
    plm_findings_estimate(t->f, &p->difference);
    plm_findings_estimate(t->f, &s->scan[i].figures[0][occupancy]);
    plm_findings_number(t->f, (double)p->replications);
  }
  summarise_curve(t);
}

static void add_provenance(const teller *t)
{
  static const char *const ways[] = {"value", "factor", "add"};
  const placement_switching *s = t->s;
  placement_findings *f = t->f;
  plm_findings_provenance_of_run(f, &s->options, s->options.replications);
  plm_findings_provenance(f, "scenario_sha256", placement_plan_sha256(s->plan));
  if (s->other_plan != NULL) {
    plm_findings_provenance(f, "other_sha256", placement_plan_sha256(s->other_plan));
    plm_findings_provenance(f, "changed", s->both ? "both" : "scenario");
  } else {
    plm_findings_provenance(f, "target", plm_format_number(s->target).text);
  }
  plm_findings_provenance(f, "metric", placement_plan_metric_name(s->plan, s->metrics[0]));
  plm_findings_provenance(f, "column", placement_plan_column_label(s->plan, s->column));
  plm_findings_provenance(f, "as", ways[s->as]);
  plm_findings_provenance(f, "low", plm_format_number(s->low).text);
  plm_findings_provenance(f, "high", plm_format_number(s->high).text);
}

static void add_sources(const teller *t)
{
  plm_findings_source(t->f, "switching values: HM Treasury, The Green Book, 2022, chapter 5");
  plm_findings_source(t->f,
                      "roots: Brent 1973, Algorithms for Minimization without Derivatives, chapter 4, under common "
                      "random numbers: Law and Kelton, Simulation Modeling and Analysis, 3rd edition, 11.2");
  plm_findings_source(t->f,
                      "intervals by inverting a test: Casella and Berger 2002, Statistical Inference, 9.2; Fieller "
                      "1954, Journal of the Royal Statistical Society B 16, 175-185; standard errors by the delta "
                      "method: Asmussen and Glynn 2007, Stochastic Simulation, III.3");
}

placement_status placement_switching_findings(const placement_switching *switching, placement_findings **findings,
                                              placement_error *err)
{
  if (switching == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "switching and findings must not be NULL");
  placement_findings *f = plm_findings_new("placement-switching/1", placement_plan_currency(switching->plan));
  teller t = {f, switching, placement_plan_metric_unit(switching->plan, switching->metrics[0])};
  plm_switching_say(f, switching);
  add_switches(&t);
  add_inputs(&t);
  add_places(&t);
  add_curve(&t);
  add_provenance(&t);
  add_sources(&t);
  return plm_grounds_finish(f, switching->plan, switching->other_plan, "any input is changed", findings, err);
}
