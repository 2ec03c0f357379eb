/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distributions that are given by named numbers, some in several ways.
 */
#include "scenario/read_forms.h"

#include <math.h>
#include <string.h>

#define MOST_PARAMETERS 4

/* One way of giving a distribution by numbers. Forms of the same name stand together. */
typedef struct form {
  const char *name;
  const char *parameters[MOST_PARAMETERS + 1];
  bool bounds; /* takes min and max, which condition it */
  const char *(*make)(plm_distribution *d, const double *p);
} form;

#define MAKE(NAME, ...)                                                                                                \
  static const char *make_##NAME(plm_distribution *d, const double *p)                                                 \
  {                                                                                                                    \
    return plm_distribution_##NAME(d, __VA_ARGS__);                                                                    \
  }

MAKE(uniform, p[0], p[1])
MAKE(triangular, p[0], p[1], p[2])
MAKE(pert, p[0], p[1], p[2])
MAKE(normal, p[0], p[1])
MAKE(lognormal_mean_cv, p[0], p[1])
MAKE(lognormal_mean_sd, p[0], p[1])
MAKE(lognormal_p10_p90, p[0], p[1])
MAKE(gamma, p[0], p[1])
MAKE(weibull_shape_scale, p[0], p[1])
MAKE(weibull_mean_shape, p[0], p[1])
MAKE(exponential, p[0])
MAKE(beta, p[0], p[1], p[2], p[3])

static const form forms[] = {
    {"uniform", {"min", "max"}, false, make_uniform},
    {"triangular", {"min", "mode", "max"}, false, make_triangular},
    {"pert", {"min", "mode", "max"}, false, make_pert},
    {"normal", {"mean", "sd"}, true, make_normal},
    {"lognormal", {"mean", "cv"}, true, make_lognormal_mean_cv},
    {"lognormal", {"mean", "sd"}, true, make_lognormal_mean_sd},
    {"lognormal", {"p10", "p90"}, true, make_lognormal_p10_p90},
    {"gamma", {"mean", "cv"}, true, make_gamma},
    {"weibull", {"shape", "scale"}, true, make_weibull_shape_scale},
    {"weibull", {"mean", "shape"}, true, make_weibull_mean_shape},
    {"exponential", {"mean"}, true, make_exponential},
    {"beta", {"min", "max", "mean", "sd"}, false, make_beta},
};

#define FORM_COUNT (sizeof forms / sizeof *forms)

void plm_report_phrase(plm_reader *r, const plm_json_value *parameters, const char *phrase)
{
  plm_words words = {{0}, 0};
  char first[16] = "";
  const plm_json_value *culprit;
  size_t length = strcspn(phrase, " ");
  if (strcmp(phrase, "out of memory") == 0) {
    r->out_of_memory = true;
    return;
  }
  if (length < sizeof first)
    memcpy(first, phrase, length);
  culprit = plm_get(r, parameters, first);
  if (culprit != NULL && !plm_json_is_list(culprit)) {
    plm_words_add(&words, "found ");
    plm_json_show(&r->tree, culprit, &words);
    plm_words_add(&words, ", but ");
  }
  plm_words_add(&words, phrase);
  plm_report(r, culprit != NULL ? culprit : parameters, PLACEMENT_ERROR_SCENARIO, words.text);
}

static bool has_parameters(const plm_reader *r, const plm_json_value *object, const form *f)
{
  for (const char *const *p = f->parameters; *p != NULL; p++) {
    if (plm_get(r, object, *p) == NULL)
      return false;
  }
  return true;
}

/* Adds the key unless it is there. */
static size_t add_key(plm_member *keys, size_t count, const char *name, plm_member_use use)
{
  for (size_t k = 0; k < count; k++) {
    if (strcmp(keys[k].name, name) == 0)
      return count;
  }
  keys[count].name = name;
  keys[count].use = use;
  return count + 1;
}

/* All keys that the forms [first, end), which have one name, take. */
static void collect_keys(size_t first, size_t end, plm_member keys[PLM_MOST_KEYS])
{
  size_t count = 0;
  for (size_t f = first; f < end; f++) {
    for (const char *const *p = forms[f].parameters; *p != NULL; p++)
      count = add_key(keys, count, *p, end - first == 1 ? PLM_KEY_REQUIRED : PLM_KEY_OPTIONAL);
  }
  if (forms[first].bounds) {
    count = add_key(keys, count, "min", PLM_KEY_OPTIONAL);
    count = add_key(keys, count, "max", PLM_KEY_OPTIONAL);
  }
  keys[count].name = NULL;
}

static void report_choice_of_forms(plm_reader *r, const plm_json_value *object, size_t first, size_t end)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, forms[first].name);
  plm_words_add(&words, " takes ");
  for (size_t f = first; f < end; f++) {
    plm_words_add(&words, f == first ? "either " : " or ");
    plm_words_add(&words, forms[f].parameters[0]);
    plm_words_add(&words, " and ");
    plm_words_add(&words, forms[f].parameters[1]);
  }
  plm_words_add(&words, "; min and max may be added");
  plm_report(r, object, PLACEMENT_ERROR_SCENARIO, words.text);
}

/* The form whose parameters are given, and no others; NULL, with the problem noted, if there is none. */
static const form *choose_form(plm_reader *r, const plm_json_value *object, size_t first, size_t end)
{
  const form *chosen = NULL;
  size_t given = 0;
  plm_member keys[PLM_MOST_KEYS];
  size_t problems = placement_problems_count(r->problems);
  collect_keys(first, end, keys);
  if (!plm_check_object(r, object, forms[first].name, keys) || placement_problems_count(r->problems) > problems)
    return NULL;
  for (size_t k = 0; keys[k].name != NULL; k++) {
    bool bound = forms[first].bounds && (strcmp(keys[k].name, "min") == 0 || strcmp(keys[k].name, "max") == 0);
    given += !bound && plm_get(r, object, keys[k].name) != NULL;
  }
  for (size_t f = first; f < end; f++) {
    if (has_parameters(r, object, &forms[f]))
      chosen = &forms[f];
  }
  if (chosen != NULL && (end - first == 1 || given == 2))
    return chosen;
  report_choice_of_forms(r, object, first, end);
  return NULL;
}

static bool read_bounds(plm_reader *r, const plm_json_value *object, plm_distribution *d)
{
  double lower = -INFINITY, upper = INFINITY;
  const plm_json_value *min = plm_get(r, object, "min"), *max = plm_get(r, object, "max");
  const char *phrase;
  if (min != NULL && !plm_number_value(r, min, "min", &plm_any_number, &lower))
    return false;
  if (max != NULL && !plm_number_value(r, max, "max", &plm_any_number, &upper))
    return false;
  if (min == NULL && max == NULL)
    return true;
  phrase = plm_distribution_truncate(d, lower, upper);
  if (phrase != NULL)
    plm_report_phrase(r, object, phrase);
  return phrase == NULL;
}

/* The first form of that name, or FORM_COUNT. */
static size_t find_form(const char *name)
{
  size_t f = 0;
  while (f < FORM_COUNT && strcmp(forms[f].name, name) != 0)
    f++;
  return f;
}

bool plm_is_form(const char *name)
{
  return find_form(name) < FORM_COUNT;
}

bool plm_read_form(plm_reader *r, const plm_json_value *object, plm_distribution *d)
{
  double p[MOST_PARAMETERS] = {0};
  size_t first = find_form(plm_json_key(object));
  size_t end = first + 1;
  bool sound = true;
  const form *chosen;
  const char *phrase;
  while (end < FORM_COUNT && strcmp(forms[end].name, forms[first].name) == 0)
    end++;
  chosen = choose_form(r, object, first, end);
  if (chosen == NULL)
    return false;
  for (size_t i = 0; chosen->parameters[i] != NULL; i++) {
    const char *name = chosen->parameters[i];
    sound = plm_number_value(r, plm_get(r, object, name), name, &plm_any_number, &p[i]) && sound;
  }
  if (!sound)
    return false;
  phrase = chosen->make(d, p);
  if (phrase != NULL) {
    plm_report_phrase(r, object, phrase);
    return false;
  }
  return !chosen->bounds || read_bounds(r, object, d);
}
