/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distributions in words.
 */
#include "base/decimal.h"
#include "plan/tables.h"
#include "report/explain.h"

#include <math.h>
#include <string.h>

/* A value in its unit, rounded as a reader wants it, without the unit's name. */
static const char *told_value(plm_explain *e, double value, plm_told_unit unit)
{
  switch (unit) {
  case PLM_TOLD_NIGHTS:
    return plm_told_rounded(e, fmax(1, floor(value + 0.5)), 0);
  case PLM_TOLD_DELAY:
    return plm_told_rounded(e, floor(value + 0.5), 0);
  case PLM_TOLD_YEARS:
    return plm_told_rounded(e, value, 1);
  case PLM_TOLD_WEEKLY:
    return plm_told_money(e, value);
  default:
    return plm_told_rounded(e, value, fabs(value) >= 1000 ? 0 : fabs(value) >= 10 ? 1 : 3);
  }
}

/* The mean of values in the unit: that of whole days or nights need not be whole. */
static const char *told_mean(plm_explain *e, double mean, plm_told_unit unit)
{
  if (unit != PLM_TOLD_NIGHTS && unit != PLM_TOLD_DELAY)
    return told_value(e, mean, unit);
  if (unit == PLM_TOLD_NIGHTS)
    mean = fmax(1, mean);
  return plm_told_number(e, plm_round_decimal(mean, fabs(mean) < 10000 ? 1 : 0));
}

/* A number as the analyst wrote it, in its unit. */
static const char *told_given(plm_explain *e, double value, plm_told_unit unit)
{
  return unit == PLM_TOLD_WEEKLY ? plm_told_amount(e, value) : plm_told_number(e, value);
}

static const char *unit_name(plm_told_unit unit, bool one)
{
  switch (unit) {
  case PLM_TOLD_NIGHTS:
    return one ? " night" : " nights";
  case PLM_TOLD_DELAY:
    return one ? " day" : " days";
  case PLM_TOLD_YEARS:
    return one ? " year" : " years";
  case PLM_TOLD_WEEKLY:
    return " a week";
  default:
    return "";
  }
}

/* The number under `key` of the parameters. */
static double parameter(const plm_explain *e, const plm_json_value *parameters, const char *key)
{
  const plm_json_value *value = plm_given(e, parameters, key);
  double number = NAN;
  if (value != NULL)
    (void)plm_json_number(value, &number);
  return number;
}

/* One parameter of a form: the words before it, and whether it is in the unit of the distribution. */
typedef struct part {
  const char *key, *before;
  bool in_unit;
} part;

#define MOST_PARTS 4

/* A form that is given by numbers: its name, its parameters in the order in which they are told, and whether min and
 * max cut it. */
typedef struct form {
  const char *key, *name;
  part parts[MOST_PARTS];
  bool cut;
} form;

static const form forms[] = {
    {"uniform", "uniform", {{"min", " from ", true}, {"max", " to ", true}}, false},
    {"triangular",
     "triangular",
     {{"min", " from ", true}, {"max", " to ", true}, {"mode", ", most likely ", true}},
     false},
    {"pert", "PERT", {{"min", " from ", true}, {"max", " to ", true}, {"mode", ", most likely ", true}}, false},
    {"normal", "normal", {{"mean", " with mean ", true}, {"sd", " and a standard deviation of ", true}}, true},
    {"lognormal",
     "log-normal",
     {{"mean", " with mean ", true},
      {"cv", " and a coefficient of variation of ", false},
      {"sd", " and a standard deviation of ", true}},
     true},
    {"gamma", "gamma", {{"mean", " with mean ", true}, {"cv", " and a coefficient of variation of ", false}}, true},
    {"weibull",
     "Weibull",
     {{"mean", " with mean ", true}, {"scale", " with scale ", true}, {"shape", " and shape ", false}},
     true},
    {"exponential", "exponential", {{"mean", " with mean ", true}}, true},
    {"beta",
     "beta",
     {{"min", " from ", true},
      {"max", " to ", true},
      {"mean", " with mean ", true},
      {"sd", " and a standard deviation of ", true}},
     false},
};

/* The only member of the object, apart from keys that begin with "x-": what the distribution is. */
static const plm_json_value *kind_of(const plm_explain *e, const plm_json_value *value)
{
  const plm_json_value *member = plm_json_first(value);
  while (member != NULL && strncmp(plm_json_key(member), "x-", 2) == 0)
    member = plm_json_next(e->tree, member);
  return member;
}

static void tell_form(plm_explain *e, const form *f, const plm_json_value *parameters, plm_told_unit unit)
{
  plm_say(e, "%s", f->name);
  for (size_t i = 0; i < MOST_PARTS && f->parts[i].key != NULL; i++) {
    double value = parameter(e, parameters, f->parts[i].key);
    if (!isnan(value))
      plm_say(e, "%s%s", f->parts[i].before, told_given(e, value, f->parts[i].in_unit ? unit : PLM_TOLD_PLAIN));
  }
  if (!isnan(parameter(e, parameters, "p10")))
    plm_say(e, " with P10 %s and P90 %s", told_given(e, parameter(e, parameters, "p10"), unit),
            told_given(e, parameter(e, parameters, "p90"), unit));
  if (f->cut && !isnan(parameter(e, parameters, "min")))
    plm_say(e, ", only values from %s on", told_given(e, parameter(e, parameters, "min"), unit));
  if (f->cut && !isnan(parameter(e, parameters, "max")))
    plm_say(e, ", only values up to %s", told_given(e, parameter(e, parameters, "max"), unit));
}

/* True if the form as written states the mean of what is drawn. */
static bool states_mean(const plm_explain *e, const plm_json_value *value)
{
  const plm_json_value *kind = kind_of(e, value);
  for (size_t i = 0; kind != NULL && i < sizeof forms / sizeof *forms; i++)
    if (strcmp(forms[i].key, plm_json_key(kind)) == 0 && !isnan(parameter(e, kind, "mean")))
      return !forms[i].cut || (isnan(parameter(e, kind, "min")) && isnan(parameter(e, kind, "max")));
  return false;
}

static void tell_written(plm_explain *e, const plm_json_value *value, plm_told_unit unit);

static void tell_mixture(plm_explain *e, const plm_json_value *list, plm_told_unit unit)
{
  double sum = 0;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry))
    sum += parameter(e, entry, "weight");
  plm_say(e, "a mixture (");
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry)) {
    const plm_json_value *of = plm_given(e, entry, "of");
    double weight = parameter(e, entry, "weight");
    plm_say(e, "%s%s%% ", entry->position > 0 ? "; " : "", plm_told_rounded(e, weight / sum * 100, 1));
    if (of != NULL)
      tell_written(e, of, unit);
  }
  plm_say(e, ")");
}

/* The form of a distribution as the analyst wrote it. Recursion is bounded by the nesting of the text. */
static void tell_written(plm_explain *e, const plm_json_value *value, plm_told_unit unit)
{
  double number;
  const plm_json_value *kind;
  if (plm_json_number(value, &number)) {
    plm_say(e, "exactly %s", told_given(e, number, unit));
    return;
  }
  kind = plm_json_is_object(value) ? kind_of(e, value) : NULL;
  if (kind == NULL)
    return;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(forms[i].key, plm_json_key(kind)) == 0)
      tell_form(e, &forms[i], kind, unit);
  if (strcmp(plm_json_key(kind), "mixture") == 0)
    tell_mixture(e, kind, unit);
  if (strcmp(plm_json_key(kind), "empirical") == 0)
    plm_say(e, "one of %s%s", plm_told_count(e, plm_given(e, kind, "values")->entries, "listed value", "listed values"),
            plm_given(e, kind, "weights") != NULL ? ", by weight" : "");
  if (strcmp(plm_json_key(kind), "quantiles") == 0)
    plm_say(e, "straight lines between %s",
            plm_told_count(e, plm_given(e, kind, "x")->entries, "known quantile", "known quantiles"));
}

void plm_say_distribution(plm_explain *e, const plm_json_value *value, const plm_distribution *d, plm_told_unit unit)
{
  const plm_quantile_table *table = NULL;
  double number;
  if (plm_json_number(value, &number)) {
    plm_say(e, "exactly %s%s", told_given(e, number, unit), unit_name(unit, fabs(number) == 1));
    return;
  }
  tell_written(e, value, unit);
  if (plm_tables_get(&e->tables, d, &table, &e->err) != PLACEMENT_OK)
    return;
  if (table->constant) {
    plm_say(e, ", which is always %s%s", told_value(e, table->value, unit), unit_name(unit, false));
    return;
  }
  plm_say(e, "; ");
  if (!states_mean(e, value))
    plm_say(e, "the mean is %s, ", told_mean(e, table->mean, unit));
  plm_say(e, "one in ten is below %s, half below %s, one in ten above %s%s",
          told_value(e, plm_quantile_table_at(table, 0.1, false), unit),
          told_value(e, plm_quantile_table_at(table, 0.5, false), unit),
          told_value(e, plm_quantile_table_at(table, 0.1, true), unit), unit_name(unit, false));
}
