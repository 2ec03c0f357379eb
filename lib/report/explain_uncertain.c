/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uncertain inputs, and how they are correlated.
 */
#include "base/memory.h"
#include "report/explain.h"
#include "scenario/input_key.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The value that a pointer leads to, or as much of the way as the text goes; *whole: all of it. */
static const plm_json_value *find_input(const plm_explain *e, const char *pointer, bool *whole)
{
  char path[PLACEMENT_LIMIT_TEXT + 1];
  const plm_json_value *value = NULL;
  plm_copy_text(path, sizeof path, pointer);
  *whole = true;
  while ((value = plm_json_at(e->tree, e->tree->values, path)) == NULL) {
    *whole = false;
    *strrchr(path, '/') = '\0';
  }
  return value;
}

static void fail(plm_explain *e)
{
  if (e->err.code == PLACEMENT_OK)
    (void)plm_fail_memory(&e->err);
}

/* An input in words, to be freed; NULL, and an error, without memory. */
static char *new_label(plm_explain *e, const char *pointer)
{
  char *label = plm_input_label(e->scenario, pointer);
  if (label == NULL)
    fail(e);
  return label;
}

/* At the beginning of a sentence with a capital. */
static void tell_label(plm_explain *e, const char *pointer, bool begins)
{
  char *label = new_label(e, pointer);
  if (label != NULL && begins)
    label[0] = (char)toupper((unsigned char)label[0]);
  plm_say(e, "%s", label != NULL ? label : "");
  free(label);
}

/* What it is, and what the text gives for it. */
static void tell_input(plm_explain *e, const char *pointer)
{
  bool whole;
  const plm_json_value *value = find_input(e, pointer, &whole);
  plm_words shown = {{0}, 0};
  plm_say(e, "- ");
  tell_label(e, pointer, true);
  if (whole)
    plm_json_show(e->tree, value, &shown);
  plm_say(e, " (%s%s)", whole ? "written: " : "not written: default",
          whole && plm_json_is_object(value) ? "a distribution" : shown.text);
}

/* The pairs that are correlated, as cells of a square matrix of the uncertain inputs. */
typedef struct pairs {
  size_t count; /* uncertain inputs */
  bool *untold; /* count x count: given, and not told yet */
  bool *told;   /* of the inputs: together in the next sentence */
} pairs;

/* The position among the uncertain inputs that a number or pointer names. */
static size_t position_of(const plm_explain *e, const plm_json_value *input)
{
  const char *pointer = plm_json_string(input);
  double number = 0;
  size_t position = 0;
  if (pointer == NULL) {
    (void)plm_json_number(input, &number);
    return (size_t)number;
  }
  while (strcmp(e->scenario->uncertain[position].input, pointer) != 0)
    position++;
  return position;
}

static void find_pair(const plm_explain *e, const plm_json_value *entry, size_t pair[2])
{
  const plm_json_value *inputs = plm_given(e, entry, "inputs");
  for (const plm_json_value *input = plm_json_first(inputs); input != NULL; input = plm_json_next(e->tree, input))
    pair[input->position] = position_of(e, input);
}

/* Whether the pair of i and k is not told yet and has this coefficient. */
static bool is_left(const plm_explain *e, const pairs *p, size_t i, size_t k, double rho)
{
  return p->untold[i * p->count + k] && e->scenario->correlation[i * p->count + k] == rho;
}

/* The inputs that are told together. */
static void tell_members(plm_explain *e, const pairs *p, size_t together)
{
  size_t said = 0;
  for (size_t i = 0; i < p->count; i++) {
    if (!p->told[i])
      continue;
    plm_say(e, "%s", plm_told_comma(said++, together));
    tell_label(e, e->scenario->uncertain[i].input, false);
  }
}

/* Adds to a pair, which are marked, as many inputs as each two have the same coefficient. Returns how many there are.
 */
static size_t find_alike(const plm_explain *e, const pairs *p, double rho)
{
  size_t together = 2;
  for (size_t i = 0; i < p->count; i++) {
    bool joins = true;
    for (size_t k = 0; k < p->count && joins; k++)
      joins = !p->told[k] || is_left(e, p, i, k, rho); /* no input is paired with itself */
    p->told[i] = p->told[i] || joins;
    together += joins;
  }
  return together;
}

/* Marks the inputs that have this coefficient with `with`. Returns how many there are. */
static size_t find_partners(const plm_explain *e, const pairs *p, size_t with, double rho)
{
  size_t together = 0;
  for (size_t i = 0; i < p->count; i++)
    together += p->told[i] = is_left(e, p, i, with, rho);
  return together;
}

static void forget(const pairs *p, size_t i, size_t k)
{
  p->untold[i * p->count + k] = p->untold[k * p->count + i] = false;
}

/* A pair, with as many others as one sentence can tell of with it. */
static void tell_correlated(plm_explain *e, const pairs *p, const size_t pair[2])
{
  double rho = e->scenario->correlation[pair[0] * p->count + pair[1]];
  memset(p->told, 0, p->count * sizeof *p->told);
  p->told[pair[0]] = p->told[pair[1]] = true;
  size_t together = find_alike(e, p, rho);
  if (together > 2) {
    plm_say(e, "- Correlated, each two of them by %s: ", plm_told_number(e, rho));
    tell_members(e, p, together);
    for (size_t i = 0; i < p->count; i++)
      for (size_t k = 0; k < i && p->told[i]; k++)
        if (p->told[k])
          forget(p, i, k);
    plm_say(e, ".\n");
    return;
  }
  size_t partners[2] = {find_partners(e, p, pair[0], rho), find_partners(e, p, pair[1], rho)};
  size_t with = pair[partners[1] > partners[0]];
  together = find_partners(e, p, with, rho);
  if (together > 1) {
    plm_say(e, "- Correlated, each of them with ");
    tell_label(e, e->scenario->uncertain[with].input, false);
    plm_say(e, " by %s: ", plm_told_number(e, rho));
    tell_members(e, p, together);
    for (size_t i = 0; i < p->count; i++)
      if (p->told[i])
        forget(p, i, with);
    plm_say(e, ".\n");
    return;
  }
  plm_say(e, "- Correlated: ");
  tell_label(e, e->scenario->uncertain[pair[0]].input, false);
  plm_say(e, " and ");
  tell_label(e, e->scenario->uncertain[pair[1]].input, false);
  plm_say(e, ", by %s.\n", plm_told_number(e, rho));
  forget(p, pair[0], pair[1]);
}

static void tell_pair_notes(plm_explain *e, const plm_json_value *entry, const size_t pair[2])
{
  plm_words on = {{0}, 0};
  char *labels[2];
  for (size_t i = 0; i < 2; i++)
    labels[i] = new_label(e, e->scenario->uncertain[pair[i]].input);
  if (labels[0] != NULL && labels[1] != NULL) {
    plm_words_add(&on, "the correlation of ");
    plm_words_add(&on, labels[0]);
    plm_words_add(&on, " and ");
    plm_words_add(&on, labels[1]);
    plm_say_notes(e, entry, on.text);
  }
  free(labels[0]);
  free(labels[1]);
}

static void tell_correlations(plm_explain *e, const plm_json_value *list)
{
  size_t count = e->scenario->uncertain_count, pair[2] = {0, 0};
  pairs p = {count, plm_new_array(count * count, sizeof *p.untold), plm_new_array(count, sizeof *p.told)};
  if (p.untold == NULL || p.told == NULL) {
    fail(e);
    goto out;
  }
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry)) {
    find_pair(e, entry, pair);
    p.untold[pair[0] * count + pair[1]] = p.untold[pair[1] * count + pair[0]] = true;
  }
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry)) {
    find_pair(e, entry, pair);
    if (p.untold[pair[0] * count + pair[1]])
      tell_correlated(e, &p, pair);
    tell_pair_notes(e, entry, pair);
  }
out:
  free(p.untold);
  free(p.told);
}

void plm_explain_uncertain(plm_explain *e)
{
  static const char *const as[] = {
      [PLM_AS_VALUE] = "replaced by", [PLM_AS_FACTOR] = "multiplied by", [PLM_AS_ADD] = "with this added"};
  const plm_json_value *list = plm_given(e, e->tree->values, "uncertain");
  const plm_json_value *correlations = plm_given(e, e->tree->values, "correlations");
  plm_say(e, "\n## Uncertain inputs\n");
  if (list == NULL || list->entries == 0) {
    plm_say(e, "- Every input is taken as certain%s.\n", list == NULL ? " (default)" : "");
    return;
  }
  plm_say(e, "- Each is drawn once for each replication.\n");
  for (const plm_json_value *entry = plm_json_first(list); entry != NULL; entry = plm_json_next(e->tree, entry)) {
    const plm_uncertain *uncertain = &e->scenario->uncertain[entry->position];
    char *label;
    tell_input(e, uncertain->input);
    plm_say(e, ", %s: ", as[uncertain->as]);
    plm_say_distribution(e, plm_given(e, entry, "distribution"), &uncertain->distribution, PLM_TOLD_PLAIN);
    plm_say(e, ".\n");
    label = new_label(e, uncertain->input);
    if (label != NULL)
      plm_say_notes(e, entry, label);
    free(label);
  }
  if (correlations == NULL || correlations->entries == 0) {
    plm_say(e, "- They are independent of each other%s.\n", correlations == NULL ? " (default)" : "");
    return;
  }
  tell_correlations(e, correlations);
}
