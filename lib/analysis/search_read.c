/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading of search spaces, with every problem on the way.
 */
#include "analysis/search_measures.h"
#include "base/date.h"
#include "base/sha256.h"
#include "scenario/sections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const plm_number_rule beds_rule = {1, PLACEMENT_LIMIT_BEDS, false, false,
                                          "a whole number from 1 to " PLM_TEXT(PLACEMENT_LIMIT_BEDS)};
static const plm_number_rule number_rule = {0, PLACEMENT_LIMIT_HOMES, false, false,
                                            "a whole number from 0 to " PLM_TEXT(PLACEMENT_LIMIT_HOMES)};

/* --- choices --- */

/* Begins a choice made of `value`, whose id is unique in its decision. */
static plm_choice *new_choice(plm_reader *r, const plm_json_value *value, plm_decision *d, const char *id)
{
  plm_choice *choice = &d->choices[d->choice_count];
  plm_words pointer = {{0}, 0};
  for (size_t c = 0; c < d->choice_count; c++) {
    if (d->choices[c].id != NULL && strcmp(d->choices[c].id, id) == 0) {
      plm_words words = {{0}, 0};
      plm_words_add(&words, "the choice ");
      plm_words_add_quoted(&words, id);
      plm_words_add(&words, " is given before");
      plm_report(r, value, PLACEMENT_ERROR_SCENARIO, words.text);
      return NULL;
    }
  }
  plm_json_pointer(&r->tree, value, &pointer);
  choice->id = plm_reader_copy(r, id);
  choice->at.place = value->place;
  choice->at.pointer = plm_reader_copy(r, pointer.text);
  d->choice_count++;
  return choice;
}

static void add_number(plm_reader *r, const plm_json_value *value, plm_decision *d, int32_t number)
{
  char id[16];
  plm_choice *choice;
  (void)snprintf(id, sizeof id, "%d", (int)number);
  choice = new_choice(r, value, d, id);
  if (choice == NULL)
    return;
  choice->number = number;
  choice->label = plm_reader_copy(r, id);
}

/* {"from": 1, "to": 3} */
static void read_range(plm_reader *r, const plm_json_value *value, const plm_number_rule *rule, plm_decision *d)
{
  static const plm_member keys[] = {{"from", PLM_KEY_REQUIRED}, {"to", PLM_KEY_REQUIRED}, PLM_KEYS_END};
  int32_t from, to;
  if (!plm_check_object(r, value, "the numbers", keys))
    return;
  from = plm_read_whole(r, value, "from", rule, 1);
  to = plm_read_whole(r, value, "to", rule, from);
  if (to < from) {
    plm_report_found(r, plm_get(r, value, "to"), "to", "no less than \"from\"");
    return;
  }
  d->choices = plm_reader_array(r, (size_t)(to - from) + 1, sizeof *d->choices);
  for (int32_t n = from; d->choices != NULL && n <= to; n++)
    add_number(r, value, d, n);
}

static bool new_choices(plm_reader *r, const plm_json_value *value, const char *name, plm_decision *d)
{
  if (!plm_check_list(r, value, name, PLACEMENT_LIMIT_CANDIDATES))
    return false;
  if (value->entries == 0)
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO, "found an empty list, but there must be something to choose");
  d->choices = plm_reader_array(r, value->entries, sizeof *d->choices);
  return d->choices != NULL;
}

static void read_numbers(plm_reader *r, const plm_json_value *value, const char *name, const plm_number_rule *rule,
                         plm_decision *d)
{
  if (plm_json_is_object(value)) {
    read_range(r, value, rule, d);
    return;
  }
  if (!plm_json_is_list(value)) {
    plm_report_found(r, value, name, "a list of whole numbers, or such as {\"from\": 1, \"to\": 3}");
    return;
  }
  if (!new_choices(r, value, name, d))
    return;
  for (const plm_json_value *e = plm_json_first(value); e != NULL; e = plm_json_next(&r->tree, e)) {
    double number = 0;
    if (!plm_number_value(r, e, "each number", rule, &number))
      continue;
    if (number == (int32_t)number)
      add_number(r, e, d, (int32_t)number);
    else
      plm_report_found(r, e, "each number", rule->allowed);
  }
}

static void read_dates(plm_reader *r, const plm_json_value *value, plm_decision *d)
{
  if (!new_choices(r, value, "opens", d))
    return;
  for (const plm_json_value *e = plm_json_first(value); e != NULL; e = plm_json_next(&r->tree, e)) {
    const char *text = plm_json_string(e);
    int32_t date;
    plm_choice *choice;
    if (text == NULL || !plm_parse_date(text, &date)) {
      plm_report_found(r, e, "each date", PLM_DATE_ALLOWED);
      continue;
    }
    choice = new_choice(r, e, d, text);
    if (choice != NULL)
      choice->label = plm_reader_copy(r, text);
  }
}

static void keep_json(plm_reader *r, const plm_json_value *value, plm_choice *choice)
{
  size_t length = value->end - value->offset;
  choice->json = plm_reader_array(r, length + 1, 1);
  if (choice->json != NULL)
    memcpy(choice->json, r->tree.text + value->offset, length);
}

/* What a choice changes: "set" of homes, "patch" of everything. */
static void read_change(plm_reader *r, const plm_json_value *value, bool sets, plm_choice *choice)
{
  const plm_json_value *set = plm_get(r, value, "set"), *patch = plm_get(r, value, "patch");
  if (set != NULL && !sets)
    plm_report_key(r, set, PLACEMENT_ERROR_SCENARIO, "\"set\" needs \"homes\" in the decision, which say where");
  else if (patch != NULL && sets)
    plm_report_key(r, patch, PLACEMENT_ERROR_SCENARIO, "a decision about \"homes\" has \"set\", and no \"patch\"");
  else if (set != NULL && !plm_json_is_object(set))
    plm_report_found(r, set, "set", "an object with keys of a home, such as {\"beds\": 4}");
  else if (patch != NULL && !plm_json_is_list(patch))
    plm_report_found(r, patch, "patch", "a list of operations (JSON Patch, RFC 6902)");
  else if (set != NULL && plm_get(r, set, "id") != NULL)
    plm_report_key(r, plm_get(r, set, "id"), PLACEMENT_ERROR_SCENARIO, "the id of a home cannot be set");
  else if (choice != NULL && (set != NULL || patch != NULL))
    keep_json(r, set != NULL ? set : patch, choice);
}

static void read_choice(plm_reader *r, const plm_json_value *value, bool sets, plm_decision *d)
{
  static const plm_member keys[] = {{"id", PLM_KEY_REQUIRED},
                                    {"label", PLM_KEY_OPTIONAL},
                                    {"set", PLM_KEY_OPTIONAL},
                                    {"patch", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  plm_choice *choice = NULL;
  char *id;
  if (!plm_check_object(r, value, "each choice", keys))
    return;
  id = plm_read_id(r, value, "id", NULL);
  if (id != NULL)
    choice = new_choice(r, value, d, id);
  free(id);
  read_change(r, value, sets, choice);
  if (choice == NULL)
    return;
  choice->label = plm_read_text(r, value, "label", false);
  if (choice->label == NULL)
    choice->label = plm_reader_copy(r, choice->id != NULL ? choice->id : "");
}

static void read_choices(plm_reader *r, const plm_json_value *value, bool sets, plm_decision *d)
{
  if (!new_choices(r, value, "choices", d))
    return;
  for (const plm_json_value *e = plm_json_first(value); e != NULL; e = plm_json_next(&r->tree, e))
    read_choice(r, e, sets, d);
}

/* --- decisions --- */

static void read_homes(plm_reader *r, const plm_json_value *object, plm_decision *d)
{
  const plm_json_value *list = plm_get(r, object, "homes");
  if (list == NULL || !plm_check_list(r, list, "homes", PLACEMENT_LIMIT_HOMES))
    return;
  d->homes = plm_reader_array(r, list->entries, sizeof *d->homes);
  for (const plm_json_value *e = plm_json_first(list); d->homes != NULL && e != NULL; e = plm_json_next(&r->tree, e)) {
    int32_t home = plm_reference_value(r, e, "each home", &r->homes);
    for (size_t h = 0; h < d->home_count && home >= 0; h++)
      if (d->homes[h] == home)
        plm_report(r, e, PLACEMENT_ERROR_SCENARIO, "this home is given before");
    if (home >= 0)
      d->homes[d->home_count++] = home;
  }
}

/* Whose homes they are, and what further ones are like. */
static void read_number(plm_reader *r, const plm_json_value *value, plm_decision *d)
{
  const placement_scenario *s = r->scenario;
  const plm_json_value *homes = plm_get(r, value, "homes");
  d->like = plm_get(r, value, "like") != NULL ? plm_read_reference(r, value, "like", &r->homes)
            : d->home_count > 0               ? d->homes[d->home_count - 1]
                                              : -1;
  if (plm_get(r, value, "like") == NULL && (homes == NULL || homes->entries == 0))
    plm_report_missing(r, value, "like", ": the home that each is a copy of, since \"homes\" names none");
  d->phase = plm_get(r, value, "phase") != NULL ? plm_read_reference(r, value, "phase", &r->phases)
             : d->like >= 0                     ? s->homes[d->like].phase
                                                : -1;
  for (size_t h = 0; h < d->home_count; h++)
    if (d->phase >= 0 && s->homes[d->homes[h]].phase != d->phase)
      plm_report_found(r, homes, "homes", "homes of the phase whose number is decided");
  read_numbers(r, plm_get(r, value, "number"), "number", &number_rule, d);
}

static const plm_member decision_keys[] = {{"id", PLM_KEY_REQUIRED},      {"label", PLM_KEY_OPTIONAL},
                                           {"phase", PLM_KEY_OPTIONAL},   {"homes", PLM_KEY_OPTIONAL},
                                           {"like", PLM_KEY_OPTIONAL},    {"opens", PLM_KEY_OPTIONAL},
                                           {"number", PLM_KEY_OPTIONAL},  {"beds", PLM_KEY_OPTIONAL},
                                           {"choices", PLM_KEY_OPTIONAL}, PLM_KEYS_END};

/* Keys that this kind of decision has no use for, or needs. */
static void check_use(plm_reader *r, const plm_json_value *value, const char *kind, const char *key, int use)
{
  const plm_json_value *member = plm_get(r, value, key);
  plm_words words = {{0}, 0};
  if (use > 0 && member == NULL)
    plm_report_missing(r, value, key, "");
  if (use >= 0 || member == NULL)
    return;
  plm_words_add(&words, "a decision with ");
  plm_words_add_quoted(&words, kind);
  plm_words_add(&words, " has no key ");
  plm_words_add_quoted(&words, key);
  plm_report_key(r, member, PLACEMENT_ERROR_SCENARIO, words.text);
}

static void read_decision(plm_reader *r, const plm_json_value *value, plm_decision *d, const plm_ids *others)
{
  static const struct {
    const char *name;
    int phase, homes, like; /* 1: needed, -1: not allowed */
  } kinds[] = {{"opens", 1, -1, -1}, {"number", 0, 0, 0}, {"beds", -1, 1, -1}, {"choices", -1, 0, -1}};
  size_t kind = 0, given = 0;
  d->phase = d->like = -1;
  if (!plm_check_object(r, value, "each decision", decision_keys))
    return;
  d->id = plm_read_id(r, value, "id", others);
  d->label = plm_read_text(r, value, "label", false);
  if (d->label == NULL)
    d->label = plm_reader_copy(r, d->id != NULL ? d->id : "");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    if (plm_get(r, value, kinds[k].name) != NULL) {
      kind = k;
      given++;
    }
  }
  if (given != 1) {
    plm_report(r, value, PLACEMENT_ERROR_SCENARIO,
               "a decision has either \"opens\", \"number\", \"beds\" or \"choices\"");
    return;
  }
  check_use(r, value, kinds[kind].name, "phase", kinds[kind].phase);
  check_use(r, value, kinds[kind].name, "homes", kinds[kind].homes);
  check_use(r, value, kinds[kind].name, "like", kinds[kind].like);
  read_homes(r, value, d);
  switch (kind) {
  case 0:
    d->kind = PLM_DECIDE_OPENING;
    d->phase = plm_read_reference(r, value, "phase", &r->phases);
    read_dates(r, plm_get(r, value, "opens"), d);
    break;
  case 1:
    d->kind = PLM_DECIDE_NUMBER;
    read_number(r, value, d);
    break;
  case 2:
    d->kind = PLM_DECIDE_BEDS;
    read_numbers(r, plm_get(r, value, "beds"), "beds", &beds_rule, d);
    break;
  default:
    d->kind = plm_get(r, value, "homes") != NULL ? PLM_DECIDE_SET : PLM_DECIDE_PATCH;
    read_choices(r, plm_get(r, value, "choices"), d->kind == PLM_DECIDE_SET, d);
  }
}

static void read_decisions(plm_reader *r, placement_search *s, const plm_json_value *root)
{
  const plm_json_value *list = plm_get(r, root, "decisions");
  plm_ids others = {"the id of a decision", true, NULL, sizeof *s->decisions, 0};
  double product = 1;
  char words[160];
  s->decisions =
      plm_new_items(r, root, "decisions", PLACEMENT_LIMIT_DECISIONS, sizeof *s->decisions, &s->decision_count);
  if (s->decisions == NULL)
    return;
  if (s->decision_count == 0)
    plm_report(r, list, PLACEMENT_ERROR_SCENARIO, "found an empty list, but there must be something to decide");
  others.items = s->decisions;
  for (const plm_json_value *e = plm_json_first(list); e != NULL; e = plm_json_next(&r->tree, e)) {
    read_decision(r, e, &s->decisions[e->position], &others);
    others.count++;
    product *= (double)s->decisions[e->position].choice_count;
  }
  s->candidate_count = product <= PLACEMENT_LIMIT_CANDIDATES ? (size_t)product : 0;
  if (product <= PLACEMENT_LIMIT_CANDIDATES)
    return;
  (void)snprintf(
      words, sizeof words,
      "the choices combine to %.0f candidates, but a search has at most " PLM_TEXT(PLACEMENT_LIMIT_CANDIDATES),
      product);
  plm_report(r, list, PLACEMENT_ERROR_LIMIT, words);
}

static void read_root(plm_reader *r, placement_search *s)
{
  static const plm_member keys[] = {{"placement_search", PLM_KEY_REQUIRED},
                                    {"objective", PLM_KEY_OPTIONAL},
                                    {"limits", PLM_KEY_OPTIONAL},
                                    {"decisions", PLM_KEY_REQUIRED},
                                    PLM_KEYS_END};
  const plm_json_value *root = r->tree.values, *format = plm_get(r, root, "placement_search");
  double number = 0;
  if (format != NULL && (!plm_json_number(format, &number) || number != 1)) {
    plm_report_found(r, format, "placement_search", "1, the only format that this version reads");
    return;
  }
  if (!plm_check_object(r, root, "a search", keys))
    return;
  s->title = plm_get(r, root, "title") != NULL ? plm_read_text(r, root, "title", true) : plm_reader_copy(r, "");
  plm_search_read_objective(r, s, root);
  plm_search_read_limits(r, s, root);
  read_decisions(r, s, root);
}

placement_status plm_search_read(placement_search *s, const char *text, size_t length, placement_problems *problems)
{
  plm_reader r = {.file = s->name, .problems = problems, .horizon_known = true, .scenario = s->base};
  placement_error problem = PLACEMENT_ERROR_INIT;
  r.homes = (plm_ids){"the id of a home of the scenario", true, s->base->homes, sizeof(plm_home), s->base->home_count};
  r.phases =
      (plm_ids){"the id of a phase of the scenario", true, s->base->phases, sizeof(plm_phase), s->base->phase_count};
  placement_status status =
      length <= PLACEMENT_LIMIT_FILE_BYTES
          ? plm_json_tree_parse(&r.tree, text, length, &problem)
          : plm_fail(&problem, PLACEMENT_ERROR_LIMIT, "the file is too large: at most 16 MiB are read");
  if (status == PLACEMENT_ERROR_MEMORY)
    return status;
  if (status != PLACEMENT_OK) {
    plm_copy_text(problem.file, sizeof problem.file, s->name);
    return plm_problems_add(problems, &problem);
  }
  plm_sha256(text, length, s->sha256);
  read_root(&r, s);
  plm_problems_sort(problems);
  plm_json_tree_clear(&r.tree);
  return r.out_of_memory ? PLACEMENT_ERROR_MEMORY : PLACEMENT_OK;
}
