/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sensitivity analysis in sentences and tables.
 */
#include "analysis/sensitivity.h"
#include "base/memory.h"
#include "plan/metric_words.h"
#include "report/grounds.h"
#include "report/run_tables.h"
#include "report/told_inputs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BY_OTHERS " (by what it tells of correlated inputs)"

/* The number with words behind it; digits of a double leave room for them. */
static plm_decimal with_words(plm_decimal number, const char *words)
{
  strcat(number.text, words);
  return number;
}

/* A figure of the metric. */
static plm_decimal figure(const placement_findings *f, int32_t unit, double value)
{
  switch (unit) {
  case PLACEMENT_UNIT_NIGHTS:
    return with_words(plm_format_decimal(value, 0, true), " nights");
  case PLACEMENT_UNIT_COUNT:
    return plm_format_decimal(value, 1, true);
  case PLACEMENT_UNIT_CHILDREN:
    return with_words(plm_format_decimal(value, 2, true), " children");
  case PLACEMENT_UNIT_SHARE:
    return with_words(plm_format_decimal(100 * value, 2, true), "%");
  case PLACEMENT_UNIT_WEEKLY_COST:
    return with_words(plm_findings_about(f, value), " a week");
  default:
    return plm_findings_about(f, value);
  }
}

/* A difference of figures: shares differ by percentage points. */
static plm_decimal difference(const placement_findings *f, int32_t unit, double value)
{
  return unit == PLACEMENT_UNIT_SHARE ? with_words(plm_format_decimal(100 * value, 2, true), " percentage points")
                                      : figure(f, unit, value);
}

/* Estimates of shares can be a little below 0 or above 1. */
static plm_decimal percent(double share)
{
  return plm_format_decimal(100 * fmin(fmax(share, 0), 1), 1, false);
}

static const char *label_of(const plm_sensitivity_bar *b)
{
  return b->label;
}

static bool is_horizon(const placement_sensitivity *s)
{
  return strcmp(s->column, "total") == 0;
}

/* "Total cost over the horizon". */
static plm_decimal figure_words(const placement_sensitivity *s)
{
  plm_decimal words = {{0}};
  (void)snprintf(words.text, sizeof words.text, "%.400s %s%.60s", plm_metric_heading(s->metric).text,
                 is_horizon(s) ? "over the horizon" : "in ", is_horizon(s) ? "" : s->column);
  return words;
}

static void tell_chance(placement_findings *f, const placement_sensitivity *s)
{
  const placement_sensitivity_whole *w = &s->whole;
  plm_findings_sentence(f,
                        "Of its variance %s%% is chance, such as who comes when and for how long (95%% interval %s "
                        "to %s%%), which stays however well inputs are known; the other %s%% comes from the "
                        "uncertain inputs.",
                        percent(w->chance_share.value).text, percent(w->chance_share.low).text,
                        percent(w->chance_share.high).text, percent(w->inputs_share.value).text);
}

/* What an effect does: "rises by £5 (standard error £1)". */
static void movement(const placement_findings *f, const placement_sensitivity *s, const placement_estimate *effect,
                     char *text, size_t size)
{
  if (effect->value == 0)
    (void)snprintf(text, size, "stays as it is");
  else
    (void)snprintf(text, size, "%s by %s (standard error %s)", effect->value < 0 ? "falls" : "rises",
                   difference(f, s->unit, fabs(effect->value)).text, difference(f, s->unit, effect->se).text);
}

/* "as it goes from 9.61 to 12.39 (P10 to P90)"; of several inputs a table tells the amounts. */
static void tell_ends(const placement_findings *f, const placement_sensitivity *s, const plm_sensitivity_bar *b,
                      plm_told *told)
{
  const plm_sensitivity_ends *e = b->ends;
  if (b->member_count > 1)
    plm_told_add(told, "as each goes from its P10 to its P90");
  else
    plm_told_add(told, "as it goes from %s (P10 to P90)",
                 plm_told_range(f, s->pointers[b->members[0]], e->factor, e->low, e->high).text);
}

static void tell_largest(placement_findings *f, const placement_sensitivity *s)
{
  plm_told ends = {{0}, 0};
  char mean[3 * PLM_DECIMAL_SIZE], quantile[3 * PLM_DECIMAL_SIZE];
  const plm_sensitivity_bar *b = &s->bars[0];
  if (b->bar.mean_effect.value == 0) {
    plm_findings_sentence(f, "%s is %s on average (standard error %s), whatever the uncertain inputs are.",
                          figure_words(s).text, figure(f, s->unit, s->whole.mean.value).text,
                          figure(f, s->unit, s->whole.mean.se).text);
    return;
  }
  movement(f, s, &b->bar.mean_effect, mean, sizeof mean);
  if (b->bar.quantile_effect.value == 0)
    (void)snprintf(quantile, sizeof quantile, "stays as it is");
  else
    (void)snprintf(quantile, sizeof quantile, "%s by %s", b->bar.quantile_effect.value < 0 ? "falls" : "rises",
                   difference(f, s->unit, fabs(b->bar.quantile_effect.value)).text);
  tell_ends(f, s, b, &ends);
  plm_findings_sentence(f, "%s depends most on %s: %s, the mean %s and the P80 %s.", figure_words(s).text, label_of(b),
                        ends.text, mean, quantile);
}

/* Names in a sentence: "a", "a and b", "a, b and c". */
typedef struct names {
  char *text; /* room for all labels of the analysis */
  size_t size;
  size_t used;
  size_t count;
} names;

enum { NAMED = 3 }; /* inputs in a sentence, at most */

static placement_status new_names(names *n, const placement_sensitivity *s, placement_error *err)
{
  for (size_t i = 0; i < s->input_count; i++)
    n->size +=
        strlen(s->labels[i]) + sizeof " and  (together)" + sizeof BY_OTHERS + sizeof "18446744073709551615 inputs";
  n->text = plm_new_array(n->size, 1);
  return n->text != NULL ? PLACEMENT_OK : plm_fail_memory(err);
}

static void add_name(names *n, const char *label, const char *remark, bool is_last)
{
  const char *before = n->count == 0 ? "" : is_last ? " and " : ", ";
  n->used += (size_t)snprintf(n->text + n->used, n->size - n->used, "%s%s%s", before, label, remark);
  n->count++;
}

static void start_names(names *n)
{
  n->used = n->count = 0;
  n->text[0] = '\0';
}

/* What further research could tell of an input. What one that is correlated tells of others counts as well. */
typedef enum verdict { MATTERS, NEGLIGIBLE, UNDECIDED, VERDICTS } verdict;

static verdict judge(const placement_sensitivity_bar *bar)
{
  double low = bar->total.low, high = bar->total.high;
  if (bar->correlated) {
    low = fmax(low, bar->first.low);
    high = fmax(high, bar->first.high);
  }
  return low >= PLACEMENT_SENSITIVITY_NEGLIGIBLE   ? MATTERS
         : high < PLACEMENT_SENSITIVITY_NEGLIGIBLE ? NEGLIGIBLE
                                                   : UNDECIDED;
}

static bool tells_of_others(const placement_sensitivity_bar *bar)
{
  return bar->correlated && judge(bar) == MATTERS && bar->total.low < PLACEMENT_SENSITIVITY_NEGLIGIBLE;
}

static const char *const verdict_words[VERDICTS] = {"matters", "negligible", "unclear"};

/* The inputs by name if they are few, otherwise "7 inputs". */
static void name_few(const placement_sensitivity *s, const size_t *bars, size_t count, size_t named, names *n)
{
  start_names(n);
  for (size_t i = 0; i < count && count <= named; i++)
    add_name(n, label_of(&s->bars[bars[i]]), tells_of_others(&s->bars[bars[i]].bar) ? BY_OTHERS : "", i + 1 == count);
  if (count > named)
    n->used = (size_t)snprintf(n->text, n->size, "%zu inputs", count);
}

static void tell_verdicts(placement_findings *f, const placement_sensitivity *s, names *n, size_t *bars)
{
  plm_told told = {{0}, 0};
  for (verdict v = MATTERS; v < VERDICTS; v++) {
    size_t count = 0;
    for (size_t i = 0; i < s->bar_count; i++)
      if (judge(&s->bars[i].bar) == v)
        bars[count++] = i;
    if (count == 0)
      continue;
    const char *are = count == 1 ? "is" : "are", *joint = told.used > 0 ? "; " : "";
    name_few(s, bars, count, v == MATTERS ? NAMED : 1, n);
    if (v == MATTERS)
      plm_told_add(&told, "worth researching further %s %s (at least 1%% of the variance)", are, n->text);
    else if (v == NEGLIGIBLE)
      plm_told_add(&told, "%s%s %s not%s", joint, n->text, are,
                   told.used > 0 ? "" : " worth researching further (less than 1% of the variance)");
    else
      plm_told_add(&told, "%s%s %s too close to call with this many replications", joint, n->text, are);
  }
  if (told.text[0] >= 'a' && told.text[0] <= 'z')
    told.text[0] = (char)(told.text[0] - 'a' + 'A');
  plm_findings_sentence(f, "%s.", told.text);
}

static bool is_ineffective(const placement_sensitivity_bar *bar)
{
  return bar->mean_effect.low <= 0 && bar->mean_effect.high >= 0 && bar->quantile_effect.low <= 0 &&
         bar->quantile_effect.high >= 0;
}

/* Without indices: inputs whose effects cannot be told from none. */
static void tell_ineffective(placement_findings *f, const placement_sensitivity *s, names *n, size_t *bars)
{
  size_t count = 0;
  for (size_t i = 0; i < s->bar_count; i++)
    if (is_ineffective(&s->bars[i].bar))
      bars[count++] = i;
  name_few(s, bars, count, NAMED, n);
  if (count > 0)
    plm_findings_sentence(f, "No effect can be told, with this many replications, of %s.", n->text);
}

static void add_figure(placement_findings *f, const placement_sensitivity *s)
{
  plm_findings_table(f, "figure", "The figure as it is", "");
  plm_findings_column(f, "statistic", "statistic", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "value", plm_metric_words(s->metric).text, s->unit);
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, "mean");
  plm_findings_estimate(f, &s->whole.mean);
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, "P80");
  plm_findings_estimate(f, &s->whole.quantile);
}

/* What the first bar shows. */
static void summarise_tornado(placement_findings *f, const placement_sensitivity *s)
{
  const plm_sensitivity_bar *b = &s->bars[0];
  if (s->bar_count == 0)
    return;
  plm_findings_summary(f, "Most depends on %s: the mean is %s with its P10 and %s with its P90.", label_of(b),
                       figure(f, s->unit, b->bar.mean_low.value).text, figure(f, s->unit, b->bar.mean_high.value).text);
}

/* What the input of a bar is at either end; several inputs in common, as a factor of what each is, if they have one. */
static plm_decimal range_of(const placement_findings *f, const placement_sensitivity *s, const plm_sensitivity_bar *b)
{
  plm_decimal first = {"each its own"};
  const plm_sensitivity_ends *e = b->ends;
  if (b->member_count == 1)
    return plm_told_range(f, s->pointers[b->members[0]], e->factor, e->low, e->high);
  for (size_t i = 0; i < b->member_count; i++) {
    if (e[i].value == 0)
      return (plm_decimal){"each its own"};
    plm_decimal own = plm_told_range(f, "", true, e[i].low / e[i].value, e[i].high / e[i].value);
    if (i > 0 && strcmp(own.text, first.text) != 0)
      return (plm_decimal){"each its own"};
    first = own;
  }
  return first;
}

static void add_tornado(placement_findings *f, const placement_sensitivity *s)
{
  plm_findings_table(
      f, "tornado", "Tornado: each input from its P10 to its P90, all others as they are drawn",
      "Effect: the figure with the input at P90 less that with it at P10, with the same children. Inputs "
      "that are correlated with it follow; those that are correlated by 1 are one input. x: times what "
      "is written in the scenario.");
  plm_findings_column(f, "input", "input", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "pointer", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "range", "P10 to P90", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "low", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "high", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_estimate_columns(f, "mean_effect", "effect on mean", s->unit);
  plm_findings_estimate_columns(f, "p80_effect", "effect on P80", s->unit);
  plm_findings_estimate_columns(f, "mean_at_low", NULL, s->unit);
  plm_findings_estimate_columns(f, "mean_at_high", NULL, s->unit);
  plm_findings_estimate_columns(f, "p80_at_low", NULL, s->unit);
  plm_findings_estimate_columns(f, "p80_at_high", NULL, s->unit);
  for (size_t i = 0; i < s->bar_count; i++) {
    const placement_sensitivity_bar *b = &s->bars[i].bar;
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, label_of(&s->bars[i]));
    plm_findings_text(f, s->pointers[s->bars[i].members[0]]);
    plm_findings_text(f, range_of(f, s, &s->bars[i]).text);
    plm_findings_number(f, b->low);
    plm_findings_number(f, b->high);
    plm_findings_estimate(f, &b->mean_effect);
    plm_findings_estimate(f, &b->quantile_effect);
    plm_findings_estimate(f, &b->mean_low);
    plm_findings_estimate(f, &b->mean_high);
    plm_findings_estimate(f, &b->quantile_low);
    plm_findings_estimate(f, &b->quantile_high);
  }
  summarise_tornado(f, s);
}

/* The inputs that are one with others, each by itself. */
static void add_together(placement_findings *f, const placement_sensitivity *s)
{
  bool any = false;
  for (size_t i = 0; i < s->bar_count; i++)
    any |= s->bars[i].member_count > 1;
  if (!any)
    return;
  plm_findings_table(f, "together", "Inputs that are one, because they are correlated by 1 or -1",
                     "From and to: its own P10 and P90, or P90 and P10 if it moves against the first.");
  plm_findings_groups(f, 1);
  plm_findings_column(f, "input", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "member", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "pointer", NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "range", "from and to", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "low", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "high", NULL, PLACEMENT_UNIT_NUMBER);
  for (size_t i = 0; i < s->bar_count; i++) {
    const plm_sensitivity_bar *b = &s->bars[i];
    for (size_t k = 0; b->member_count > 1 && k < b->member_count; k++) {
      const plm_sensitivity_ends *e = &b->ends[k];
      const char *pointer = s->pointers[b->members[k]];
      plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
      plm_findings_text(f, b->label);
      plm_findings_text(f, s->labels[b->members[k]]);
      plm_findings_text(f, pointer);
      plm_findings_text(f, plm_told_range(f, pointer, e->factor, e->low, e->high).text);
      plm_findings_number(f, e->low);
      plm_findings_number(f, e->high);
    }
  }
}

/* How much of the variance is chance, and what most of the rest comes from. */
static void summarise_indices(placement_findings *f, const placement_sensitivity *s)
{
  const plm_sensitivity_bar *most = NULL;
  for (size_t i = 0; i < s->bar_count; i++)
    if (!isnan(s->bars[i].bar.total.value) && (most == NULL || s->bars[i].bar.total.value > most->bar.total.value))
      most = &s->bars[i];
  if (most != NULL)
    plm_findings_summary(f, "Chance alone makes %s%% of the variance; of the inputs most depends on %s, %s%% in all.",
                         percent(s->whole.chance_first.value).text, label_of(most),
                         percent(most->bar.total.value).text);
}

static void add_variance(placement_findings *f, const placement_sensitivity *s)
{
  static const placement_estimate whole = {1, 0, 1, 1};
  const placement_sensitivity_whole *w = &s->whole;
  const struct {
    const char *name;
    const placement_estimate *sd, *share;
  } rows[] = {{"uncertain inputs", &w->inputs_sd, &w->inputs_share},
              {"chance", &w->chance_sd, &w->chance_share},
              {"both", &w->sd, &whole}};
  plm_findings_table(f, "variance", "Where the variance comes from",
                     "Sd: the standard deviation that there would be if only this varied. Standard deviations do not "
                     "add up, variances do.");
  plm_findings_column(f, "source", "source", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "sd", "sd", s->unit);
  plm_findings_estimate_columns(f, "share", "of variance, %", PLACEMENT_UNIT_SHARE);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, rows[i].name);
    plm_findings_estimate(f, rows[i].sd);
    plm_findings_estimate(f, rows[i].share);
  }
}

static void add_index(placement_findings *f, const char *name, const placement_estimate *first,
                      const placement_estimate *total, const char *words)
{
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, name);
  plm_findings_estimate(f, first);
  plm_findings_estimate(f, total);
  plm_findings_text(f, words);
}

static void add_indices(placement_findings *f, const placement_sensitivity *s)
{
  bool correlated = false;
  for (size_t i = 0; i < s->bar_count; i++)
    correlated |= s->bars[i].bar.correlated != 0;
  plm_findings_table(f, "indices", "Sobol indices: shares of the variance",
                     correlated
                         ? "Alone: what would go if the input, or all chance, were known. In all: what would be "
                           "left if everything else were. Of correlated inputs, alone also counts what one tells "
                           "of others, and in all only what no other tells of it."
                         : "Alone: what would go if the input, or all chance, were known. In all: what would be "
                           "left if everything else were; the more that exceeds the first, the more it acts "
                           "together with others.");
  plm_findings_column(f, "source", "source", PLACEMENT_UNIT_TEXT);
  plm_findings_estimate_columns(f, "first", "alone, %", PLACEMENT_UNIT_SHARE);
  plm_findings_estimate_columns(f, "total", "in all, %", PLACEMENT_UNIT_SHARE);
  plm_findings_column(f, "verdict", "verdict", PLACEMENT_UNIT_TEXT);
  add_index(f, "chance", &s->whole.chance_first, &s->whole.chance_total, "stays");
  for (size_t i = 0; i < s->bar_count; i++) {
    const placement_sensitivity_bar *b = &s->bars[i].bar;
    add_index(f, label_of(&s->bars[i]), &b->first, &b->total, isnan(b->total.value) ? "-" : verdict_words[judge(b)]);
  }
  summarise_indices(f, s);
}

static void add_sources(placement_findings *f, bool indices)
{
  plm_findings_source(f, "tornado: Eschenbach 1992, Interfaces 22(6), 40-46; inputs that follow one that is held: "
                         "Hoffman and Ribak 1991, Astrophysical Journal 380, L5-L8");
  plm_findings_source(f, "paired effects on means: Law 2015, Simulation Modeling and Analysis, 5th edition, 10.2.1; on "
                         "P80 by bootstrap: Efron and Tibshirani 1993, An Introduction to the Bootstrap; Bickel and "
                         "Freedman 1981, Annals of Statistics 9, 1196-1217");
  plm_findings_source(f, "split of the variance: Sobol 2001, Mathematics and Computers in Simulation 55, 271-280");
  if (!indices)
    return;
  plm_findings_source(f,
                      "indices: Saltelli et al. 2010, Computer Physics Communications 181, 259-270; Jansen 1999, the "
                      "same 117, 35-43; of correlated inputs: Kucherenko, Tarantola and Annoni 2012, the same 183, "
                      "937-946; intervals: Archer, Saltelli and Sobol 1997, Journal of Statistical Computation and "
                      "Simulation 58, 99-120");
  plm_findings_source(f, "chance as an input: Marrel, Iooss, Da Veiga and Ribatet 2012, Statistics and Computing 22, "
                         "833-847");
}

placement_status placement_sensitivity_findings(const placement_sensitivity *s, placement_findings **findings,
                                                placement_error *err)
{
  names n = {0};
  if (s == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sensitivity and findings must not be NULL");
  placement_status status = new_names(&n, s, err);
  if (status != PLACEMENT_OK)
    return status;
  size_t *bars = plm_new_array(s->bar_count, sizeof *bars);
  if (bars == NULL) {
    free(n.text);
    return plm_fail_memory(err);
  }
  placement_findings *f = plm_findings_new("placement-sensitivity/1", s->currency);
  plm_findings_provenance_of_run(f, &s->options, s->options.replications);
  plm_findings_provenance(f, "scenario_sha256", s->sha256);
  plm_findings_provenance(f, "metric", s->metric);
  plm_findings_provenance(f, "year", s->column);
  if (isnan(s->whole.inputs_share.value)) {
    plm_findings_sentence(f, "%s is %s in every future, so no input matters to it.", figure_words(s).text,
                          figure(f, s->unit, s->whole.mean.value).text);
  } else {
    tell_largest(f, s);
    tell_chance(f, s);
    if (s->indices)
      tell_verdicts(f, s, &n, bars);
    else
      tell_ineffective(f, s, &n, bars);
  }
  add_figure(f, s);
  add_tornado(f, s);
  add_together(f, s);
  add_variance(f, s);
  if (s->indices)
    add_indices(f, s);
  add_sources(f, s->indices);
  free(n.text);
  free(bars);
  return plm_grounds_finish(f, s->plan, NULL, "any input is fixed or drawn anew", findings, err);
}
