/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Distributions: a number, or an object with one key that names the form.
 */
#include "scenario/read_forms.h"

#include <stdlib.h>
#include <string.h>

static bool distribution_value(plm_reader *r, const plm_json_value *value, const char *name, plm_distribution *d);

/* A distribution that is given by two lists of the same length. */
typedef struct list_form {
  const char *name;
  const char *keys[2];
  const plm_number_rule *rules[2];
  plm_member_use second; /* whether the second list may be left out: NULL for `make` */
  const char *(*make)(plm_distribution *d, const double *first, const double *second, size_t count);
} list_form;

static const list_form list_forms[] = {
    {"empirical", {"values", "weights"}, {&plm_any_number, &plm_amount}, PLM_KEY_OPTIONAL, plm_distribution_empirical},
    {"quantiles", {"p", "x"}, {&plm_probability, &plm_any_number}, PLM_KEY_REQUIRED, plm_distribution_quantiles},
};

static void report_lengths(plm_reader *r, const plm_json_value *object, const list_form *form)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, form->keys[0]);
  plm_words_add(&words, " and ");
  plm_words_add(&words, form->keys[1]);
  plm_words_add(&words, " must have the same number of entries");
  plm_report(r, object, PLACEMENT_ERROR_SCENARIO, words.text);
}

static bool read_lists(plm_reader *r, const plm_json_value *object, const list_form *form, plm_distribution *d)
{
  const plm_member keys[] = {{form->keys[0], PLM_KEY_REQUIRED}, {form->keys[1], form->second}, PLM_KEYS_END};
  double *lists[2] = {NULL, NULL};
  size_t counts[2] = {0, 0};
  bool sound = true;
  const char *phrase = "";
  if (!plm_check_object(r, object, form->name, keys))
    return false;
  for (int i = 0; i < 2; i++) {
    const plm_json_value *given = plm_get(r, object, form->keys[i]);
    if (given != NULL)
      lists[i] = plm_numbers_value(r, given, form->keys[i], form->rules[i], &counts[i]);
    sound = (lists[i] != NULL || (given == NULL && keys[i].use == PLM_KEY_OPTIONAL)) && sound;
  }
  if (!sound)
    goto out;
  if (lists[1] != NULL && counts[0] != counts[1]) {
    report_lengths(r, object, form);
    goto out;
  }
  phrase = form->make(d, lists[0], lists[1], counts[0]);
  if (phrase != NULL)
    plm_report_phrase(r, object, phrase);
out:
  free(lists[0]);
  free(lists[1]);
  return phrase == NULL;
}

static bool read_component(plm_reader *r, const plm_json_value *value, double *weight, plm_distribution *d)
{
  static const plm_member keys[] = {{"weight", PLM_KEY_REQUIRED}, {"of", PLM_KEY_REQUIRED}, PLM_KEYS_END};
  const plm_json_value *weight_given, *of_given;
  bool sound = plm_check_object(r, value, "each entry of mixture", keys);
  weight_given = plm_get(r, value, "weight");
  of_given = plm_get(r, value, "of");
  sound = weight_given != NULL && plm_number_value(r, weight_given, "weight", &plm_amount, weight) && sound;
  return of_given != NULL && distribution_value(r, of_given, "of", d) && sound;
}

static bool read_mixture(plm_reader *r, const plm_json_value *list, plm_distribution *d)
{
  plm_distribution *of = NULL;
  double *weights = NULL;
  bool sound = true;
  const char *phrase = "";
  if (!plm_check_list(r, list, "mixture", PLACEMENT_LIMIT_LIST))
    return false;
  if (list->entries == 0) {
    plm_report(r, list, PLACEMENT_ERROR_SCENARIO, "found an empty list, but a mixture needs at least one entry");
    return false;
  }
  of = plm_reader_array(r, list->entries, sizeof *of);
  weights = plm_reader_array(r, list->entries, sizeof *weights);
  if (of == NULL || weights == NULL)
    goto out;
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(&r->tree, entry))
    sound = read_component(r, entry, &weights[entry->position], &of[entry->position]) && sound;
  if (!sound)
    goto out;
  phrase = plm_distribution_mixture(d, weights, of, list->entries);
  if (phrase != NULL)
    plm_report_phrase(r, list, phrase);
out:
  for (size_t i = 0; of != NULL && i < list->entries; i++)
    plm_distribution_clear(&of[i]);
  free(of);
  free(weights);
  return phrase == NULL;
}

static const char *const names[] = {"uniform", "triangular",  "pert", "normal",    "lognormal", "gamma",
                                    "weibull", "exponential", "beta", "empirical", "quantiles", "mixture"};

static void report_unknown_form(plm_reader *r, const plm_json_value *member)
{
  plm_words words = {{0}, 0};
  plm_nearest nearest = {plm_json_key(member), NULL, 0};
  plm_words_add(&words, "unknown distribution ");
  plm_words_add_quoted(&words, plm_json_key(member));
  for (size_t i = 0; i < sizeof names / sizeof *names && !plm_reader_full(r); i++)
    plm_nearest_offer(&nearest, names[i]);
  if (nearest.best == NULL) {
    plm_words_add(&words, "; known are ");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
      plm_words_add(&words, i == 0 ? "" : i + 1 < sizeof names / sizeof *names ? ", " : " and ");
      plm_words_add(&words, names[i]);
    }
  }
  plm_words_add_nearest(&words, &nearest);
  plm_report_key(r, member, PLACEMENT_ERROR_SCENARIO, words.text);
}

/* The only member of an object, apart from keys that begin with "x-"; NULL if there is none or more than one. */
static const plm_json_value *only_member(const plm_reader *r, const plm_json_value *object)
{
  const plm_json_value *only = NULL;
  for (const plm_json_value *member = plm_json_first(object); member != NULL;
       member = plm_json_next(&r->tree, member)) {
    if (strncmp(plm_json_key(member), "x-", 2) == 0)
      continue;
    if (only != NULL)
      return NULL;
    only = member;
  }
  return only;
}

/* Recursion through mixtures is bounded by the nesting of the text. *d owns nothing before. */
static bool distribution_value(plm_reader *r, const plm_json_value *value, const char *name, plm_distribution *d)
{
  const plm_json_value *member;
  double number;
  *d = plm_distribution_constant(0);
  if (plm_json_number(value, &number)) {
    if (!plm_number_value(r, value, name, &plm_any_number, &number))
      return false;
    *d = plm_distribution_constant(number);
    return true;
  }
  if (!plm_json_is_object(value)) {
    plm_report_found(r, value, name, "a number, or a distribution such as {\"exponential\": {\"mean\": 300}}");
    return false;
  }
  member = only_member(r, value);
  if (member == NULL) {
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO,
               "a distribution must have exactly one key, which names it, such as {\"exponential\": {\"mean\": 300}}");
    return false;
  }
  if (plm_is_form(plm_json_key(member)))
    return plm_read_form(r, member, d);
  for (size_t i = 0; i < sizeof list_forms / sizeof *list_forms; i++) {
    if (strcmp(plm_json_key(member), list_forms[i].name) == 0)
      return read_lists(r, member, &list_forms[i], d);
  }
  if (strcmp(plm_json_key(member), "mixture") == 0)
    return read_mixture(r, member, d);
  report_unknown_form(r, member);
  return false;
}

static void report_negative(plm_reader *r, const plm_json_value *value, const char *name)
{
  plm_words words = {{0}, 0};
  plm_words_add(&words, "found ");
  if (plm_json_is_object(value))
    plm_words_add(&words, "a distribution of negative values only");
  else
    plm_json_show(&r->tree, value, &words);
  plm_words_add(&words, ", but ");
  plm_words_add(&words, name);
  plm_words_add(&words, " must not be negative");
  plm_report(r, value, PLACEMENT_ERROR_SCENARIO, words.text);
}

/* The text of a value, to be freed by the caller. */
static char *copy_source(plm_reader *r, const plm_json_value *value)
{
  size_t length = value->end - value->offset;
  char *source = plm_reader_array(r, length + 1, 1);
  if (source != NULL)
    memcpy(source, r->tree.text + value->offset, length);
  return source;
}

static bool read_value(plm_reader *r, const plm_json_value *value, const char *name, bool may_be_negative,
                       plm_distribution *d)
{
  plm_distribution made;
  if (!distribution_value(r, value, name, &made)) {
    plm_distribution_clear(&made);
    return false;
  }
  if (!may_be_negative && plm_distribution_max(&made) < 0) {
    report_negative(r, value, name);
    plm_distribution_clear(&made);
    return false;
  }
  if (plm_json_is_object(value))
    made.source = copy_source(r, value);
  plm_distribution_clear(d);
  *d = made;
  return true;
}

void plm_read_distribution(plm_reader *r, const plm_json_value *object, const char *key, bool may_be_negative,
                           plm_distribution *d)
{
  const plm_json_value *value = plm_get(r, object, key);
  if (value != NULL)
    (void)read_value(r, value, key, may_be_negative, d);
}

placement_status plm_parse_distribution(const char *text, bool may_be_negative, plm_distribution *d,
                                        placement_error *err)
{
  plm_reader r = {.file = ""};
  plm_distribution made = plm_distribution_constant(0);
  placement_status status = placement_problems_new(&r.problems, err);
  if (status != PLACEMENT_OK)
    return status;
  status = plm_json_tree_parse(&r.tree, text, strlen(text), err);
  if (status != PLACEMENT_OK)
    goto out;
  (void)read_value(&r, r.tree.values, "the distribution", may_be_negative, &made);
  if (r.out_of_memory) {
    status = plm_fail_memory(err);
  } else if (placement_problems_count(r.problems) > 0) {
    const placement_error *problem = placement_problems_at(r.problems, 0);
    status = plm_fail(err, problem->code, "%s", problem->message);
  } else {
    plm_distribution_clear(d);
    *d = made;
    made = plm_distribution_constant(0);
  }
out:
  plm_distribution_clear(&made);
  plm_json_tree_clear(&r.tree);
  placement_problems_free(r.problems);
  return status;
}
