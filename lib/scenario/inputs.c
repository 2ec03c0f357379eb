/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a JSON Pointer leads in a scenario.
 */
#include "scenario/inputs.h"
#include "base/error.h"
#include "scenario/reader.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const char nothing[] = "leads to no number or distribution of this scenario";
static const char absent[] = "is not given, and has no number as its default";
static const char a_list[] = "is a list: name one of its entries";

/* Ends of ranges that are not allowed themselves are a hair away. */
#define ABOVE_MINUS_ONE (-1 + 0x1p-30)
#define ABOVE_ZERO 0x1p-30
#define ANY PLACEMENT_LIMIT_NUMBER

#define LONGEST_SOURCE (1 << 20) /* it is read for each input within it */

/* A number, or with NEGATIVE a distribution that may have negative values, at a fixed place of a struct. `given`: where
 * a flag says that it is there; 0: it always is. */
typedef struct field {
  const char *name; /* the pointer from the struct, without the first '/' */
  enum { NUMBER, WHOLE, DISTRIBUTION, NEGATIVE } type;
  size_t offset, given;
  double low, high;
} field;

#define AT(STRUCT, MEMBER) offsetof(STRUCT, MEMBER)
#define FIELDS_END                                                                                                     \
  {                                                                                                                    \
    NULL, NUMBER, 0, 0, 0, 0                                                                                           \
  }

static const field group_fields[] = {
    {"growth_per_year", NUMBER, AT(plm_group, growth_per_year), 0, ABOVE_MINUS_ONE, 10},
    {"local_suitability", NUMBER, AT(plm_group, local_suitability), 0, 0, 1},
    {"weekly_fee", DISTRIBUTION, AT(plm_group, weekly_fee), AT(plm_group, has_weekly_fee), 0, ANY},
    {"emergency_share", NUMBER, AT(plm_group, emergency_share), AT(plm_group, has_emergency_days), 0, 1},
    {"emergency_days", DISTRIBUTION, AT(plm_group, emergency_days), AT(plm_group, has_emergency_days), 0, ANY},
    {"emergency_fee", DISTRIBUTION, AT(plm_group, emergency_fee), AT(plm_group, has_emergency_fee), 0, ANY},
    {"unplanned_endings_per_year/in_house", NUMBER, AT(plm_group, endings_in_house), 0, 0, PLACEMENT_LIMIT_RATE},
    {"unplanned_endings_per_year/external", NUMBER, AT(plm_group, endings_external), 0, 0, PLACEMENT_LIMIT_RATE},
    FIELDS_END};

static const field stays_fields[] = {
    {"initial/count", WHOLE, AT(plm_group, initial_count), 0, 0, PLACEMENT_LIMIT_CHILDREN},
    {"need_days", DISTRIBUTION, AT(plm_group, need_days), 0, 0, ANY},
    {"age_at_entry", DISTRIBUTION, AT(plm_group, age_at_entry), AT(plm_group, has_age), 0, ANY},
    {"until_age", NUMBER, AT(plm_group, until_age), AT(plm_group, has_until_age), ABOVE_ZERO, 100},
    FIELDS_END};

static const field group_step_down_fields[] = {{"share", NUMBER, AT(plm_group, step_down_share), 0, 0, 1},
                                               {"after_share_of_need", NUMBER, AT(plm_group, step_down_after), 0, 0, 1},
                                               FIELDS_END};

static const field child_fields[] = {
    {"days_so_far", WHOLE, AT(plm_initial_child, days_so_far), 0, 0, PLACEMENT_LIMIT_DAYS},
    {"weekly_fee", NUMBER, AT(plm_initial_child, weekly_fee), AT(plm_initial_child, has_weekly_fee), 0, ANY},
    FIELDS_END};

static const field phase_fields[] = {
    {"delay_days", NEGATIVE, AT(plm_phase, delay_days), 0, 0, ANY},
    {"slip_days", WHOLE, AT(plm_phase, slip_days), 0, -PLACEMENT_LIMIT_DAYS, PLACEMENT_LIMIT_DAYS},
    FIELDS_END};

static const field after_fields[] = {
    {"days", WHOLE, AT(plm_phase, after_days), 0, -PLACEMENT_LIMIT_DAYS, PLACEMENT_LIMIT_DAYS}, FIELDS_END};

static const field home_fields[] = {
    {"beds", WHOLE, AT(plm_home, beds), 0, 1, PLACEMENT_LIMIT_BEDS},
    {"turnaround_days", WHOLE, AT(plm_home, turnaround_days), 0, 0, PLACEMENT_LIMIT_DAYS},
    {"max_stay_days", WHOLE, AT(plm_home, max_stay_days), 0, 1, PLACEMENT_LIMIT_DAYS},
    {"introduction_days", WHOLE, AT(plm_home, introduction_days), 0, 0, PLACEMENT_LIMIT_DAYS},
    {"admission_interval_days", WHOLE, AT(plm_home, admission_interval_days), 0, 0, PLACEMENT_LIMIT_DAYS},
    {"refusal", NUMBER, AT(plm_home, refusal), 0, 0, 1},
    {"registration/delay_days", NEGATIVE, AT(plm_home, registration_delay_days), 0, 0, ANY},
    {"registration/declined", NUMBER, AT(plm_home, registration_declined), 0, 0, 1},
    {"suspension/per_year", NUMBER, AT(plm_home, suspensions_per_year), 0, 0, PLACEMENT_LIMIT_RATE},
    {"suspension/days", DISTRIBUTION, AT(plm_home, suspension_days), 0, 0, ANY},
    {"sell_voids/after_days", WHOLE, AT(plm_home, sale_after_days), AT(plm_home, sells_voids), 0, PLACEMENT_LIMIT_DAYS},
    {"sell_voids/per_year", NUMBER, AT(plm_home, sales_per_year), AT(plm_home, sells_voids), 0, PLACEMENT_LIMIT_RATE},
    {"sell_voids/stay_days", DISTRIBUTION, AT(plm_home, sale_stay_days), AT(plm_home, sells_voids), 0, ANY},
    {"sell_voids/weekly_income", NUMBER, AT(plm_home, sale_weekly_income), AT(plm_home, sells_voids), 0, ANY},
    FIELDS_END};

static const field step_down_fields[] = {{"places", WHOLE, AT(plm_step_down, places), 0, 0, PLACEMENT_LIMIT_PLACES},
                                         FIELDS_END};

static const field line_fields[] = {{"amount", NUMBER, AT(plm_cost_line, amount), 0, -ANY, ANY},
                                    {"optimism_bias", NUMBER, AT(plm_cost_line, optimism_bias), 0, -1, 10},
                                    FIELDS_END};

static const field when_fields[] = {{"days", WHOLE, AT(plm_when, days), 0, -PLACEMENT_LIMIT_DAYS, PLACEMENT_LIMIT_DAYS},
                                    FIELDS_END};

static const field external_fields[] = {
    {"notice_days", WHOLE, AT(placement_scenario, notice_days), 0, 0, PLACEMENT_LIMIT_DAYS},
    {"minimum_nights", WHOLE, AT(placement_scenario, minimum_nights), 0, 0, PLACEMENT_LIMIT_DAYS},
    {"enhancement/per_year", NUMBER, AT(placement_scenario, enhancements_per_year), 0, 0, PLACEMENT_LIMIT_RATE},
    {"enhancement/weekly_amount", NUMBER, AT(placement_scenario, enhancement_weekly_amount), 0, 0, ANY},
    {"enhancement/max", WHOLE, AT(placement_scenario, enhancement_max), 0, 0, PLM_MOST_ENHANCEMENTS},
    {"visits", NUMBER, AT(placement_scenario, visits), 0, 0, ANY},
    FIELDS_END};

static const field policy_fields[] = {{"returns/after_nights", WHOLE, AT(plm_policy, return_after_nights),
                                       AT(plm_policy, returns), 0, PLACEMENT_LIMIT_DAYS},
                                      FIELDS_END};

static const field pair_fields[] = {{"probability", NUMBER, AT(plm_pair, probability), 0, 0, 1}, FIELDS_END};

/* If the pointer goes on with `/name`, moves it past that. */
static bool enter(const char **pointer, const char *name)
{
  size_t length = strlen(name);
  if (**pointer != '/' || strncmp(*pointer + 1, name, length) != 0 ||
      ((*pointer)[1 + length] != '\0' && (*pointer)[1 + length] != '/'))
    return false;
  *pointer += 1 + length;
  return true;
}

/* If the pointer goes on with a position of a list with `count` entries, moves it past that. */
static bool enter_entry(const char **pointer, size_t count, size_t *position)
{
  const char *digit = *pointer;
  size_t n = 0;
  if (*digit++ != '/' || *digit < '0' || *digit > '9' || (*digit == '0' && digit[1] >= '0' && digit[1] <= '9'))
    return false;
  for (; *digit >= '0' && *digit <= '9'; digit++) {
    n = 10 * n + (size_t)(*digit - '0');
    if (n >= count)
      return false;
  }
  if (*digit != '\0' && *digit != '/')
    return false;
  *pointer = digit;
  *position = n;
  return n < count;
}

static const char *set_number(const char *rest, double *number, double low, double high, plm_input *input)
{
  if (*rest != '\0')
    return nothing;
  input->kind = PLM_INPUT_NUMBER;
  input->number = number;
  input->base = *number;
  input->low = low;
  input->high = high;
  return NULL;
}

/* What is absent lies outside its range. */
static const char *set_whole(const char *rest, int32_t *whole, double low, double high, plm_input *input)
{
  if (*rest != '\0')
    return nothing;
  if (*whole < low || *whole > high)
    return absent;
  input->kind = PLM_INPUT_WHOLE;
  input->whole = whole;
  input->base = *whole;
  input->low = low;
  input->high = high;
  return NULL;
}

/* True for what stands under a key that is not read. */
static bool is_free(const plm_json_tree *tree, const plm_json_value *value)
{
  for (; value != tree->values; value = &tree->values[value->parent])
    if (plm_json_key(value) != NULL && plm_is_free_key(plm_json_key(value)))
      return true;
  return false;
}

static const char *set_parameter(const char *rest, plm_input *input)
{
  plm_json_tree tree;
  const plm_json_value *value;
  const char *problem = nothing;
  placement_error err = PLACEMENT_ERROR_INIT;
  size_t length = strlen(input->distribution->source);
  if (length > LONGEST_SOURCE)
    return "is in a distribution whose text is longer than 1 MiB";
  if (plm_json_tree_parse(&tree, input->distribution->source, length, &err) != PLACEMENT_OK)
    return "out of memory"; /* the text has been read before */
  value = plm_json_at(&tree, tree.values, rest);
  if (value != NULL && !is_free(&tree, value)) {
    if (plm_json_is_list(value)) {
      problem = a_list;
    } else if (plm_json_is_object(value)) {
      problem = "is part of a distribution: vary all of it, or a number";
    } else if (plm_json_number(value, &input->base)) {
      problem = NULL;
      input->value = (size_t)(value - tree.values);
    }
  }
  plm_json_tree_clear(&tree);
  input->kind = PLM_INPUT_PARAMETER;
  input->low = -ANY;
  input->high = ANY;
  return problem;
}

static const char *set_distribution(const char *rest, plm_distribution *d, bool may_be_negative, plm_input *input)
{
  if (d->source == NULL) /* given as a number */
    return set_number(rest, &d->a[0], may_be_negative ? -ANY : 0, ANY, input);
  input->distribution = d;
  input->may_be_negative = may_be_negative;
  if (*rest != '\0')
    return set_parameter(rest, input);
  input->kind = PLM_INPUT_DISTRIBUTION;
  input->base = d->scale;
  input->low = 0;
  input->high = ANY;
  return NULL;
}

static const char *find_field(const char *rest, const field *fields, void *object, plm_input *input)
{
  for (const field *f = fields; f->name != NULL; f++) {
    char *base = object;
    void *at = base + f->offset;
    if (!enter(&rest, f->name))
      continue;
    if (f->given != 0 && !*(const bool *)(const void *)(base + f->given))
      return absent;
    if (f->type == NUMBER)
      return set_number(rest, at, f->low, f->high, input);
    if (f->type == WHOLE)
      return set_whole(rest, at, f->low, f->high, input);
    return set_distribution(rest, at, f->type == NEGATIVE, input);
  }
  return nothing;
}

/* A list of rates, or one number for all. */
static const char *find_rate(const char *rest, double *rates, size_t count, double low, double high, plm_input *input)
{
  size_t i = 0;
  if (*rest == '\0' && count > 1)
    return a_list;
  if (count == 0 || (*rest != '\0' && !enter_entry(&rest, count, &i))) /* none could be read */
    return nothing;
  return set_number(rest, &rates[i], low, high, input);
}

static const char *find_line(const char *rest, plm_cost_line *lines, size_t count, plm_input *input)
{
  size_t i;
  if (!enter_entry(&rest, count, &i))
    return *rest == '\0' ? a_list : nothing;
  plm_when *when = enter(&rest, "from")    ? &lines[i].from
                   : enter(&rest, "until") ? &lines[i].until
                   : enter(&rest, "on")    ? &lines[i].on
                                           : NULL;
  input->section = PLM_SECTION_LINES;
  input->position = 0;
  if (when == NULL)
    return find_field(rest, line_fields, &lines[i], input);
  if (when->kind == PLM_WHEN_NONE)
    return absent;
  return when->kind == PLM_WHEN_DATE ? nothing : find_field(rest, when_fields, when, input);
}

static const char *find_in_stays(const char *rest, plm_group *group, plm_input *input)
{
  size_t i;
  input->section = PLM_SECTION_STAYS;
  if (enter(&rest, "initial/children"))
    return enter_entry(&rest, group->child_count, &i) ? find_field(rest, child_fields, &group->children[i], input)
                                                      : nothing;
  if ((group->child_count > 0 || group->unserved) && enter(&rest, "initial/count")) /* listed instead, or none */
    return absent;
  return find_field(rest, stays_fields, group, input);
}

static const char *find_in_group(const char *rest, plm_group *group, plm_input *input)
{
  const char *problem;
  input->section = PLM_SECTION_ARRIVALS;
  if (enter(&rest, "arrivals_per_year"))
    return find_rate(rest, group->arrivals_per_year, group->rate_count, 0, PLACEMENT_LIMIT_CHILDREN, input);
  if (enter(&rest, "seasonality"))
    return find_rate(rest, group->seasonality, 12, 0, ANY, input);
  input->section = PLM_SECTION_GROUP;
  if (enter(&rest, "step_down"))
    return group->step_down < 0 ? absent : find_field(rest, group_step_down_fields, group, input);
  problem = find_in_stays(rest, group, input);
  if (problem != nothing)
    return problem;
  input->section = PLM_SECTION_GROUP;
  return find_field(rest, group_fields, group, input);
}

/* Beds for the children who are there on day 0. */
static int32_t children_placed(const placement_scenario *s, size_t home)
{
  int32_t placed = 0;
  for (size_t g = 0; g < s->group_count; g++)
    for (size_t i = 0; i < s->groups[g].child_count; i++)
      placed += s->groups[g].children[i].place == (int32_t)home;
  return placed;
}

static const char *find_in_home(placement_scenario *s, const char *rest, size_t home, plm_input *input)
{
  const char *problem;
  input->section = PLM_SECTION_HOME;
  if (enter(&rest, "costs"))
    return find_line(rest, s->homes[home].costs, s->homes[home].cost_count, input);
  problem = find_field(rest, home_fields, &s->homes[home], input);
  if (problem == NULL && input->whole == &s->homes[home].beds)
    input->low = fmax(input->low, children_placed(s, home));
  return problem;
}

static const char *find_in_phase(const char *rest, plm_phase *phase, plm_input *input)
{
  input->section = PLM_SECTION_PHASE;
  if (enter(&rest, "costs"))
    return find_line(rest, phase->costs, phase->cost_count, input);
  if (enter(&rest, "after"))
    return phase->after_phase < 0 ? absent : find_field(rest, after_fields, phase, input);
  return find_field(rest, phase_fields, phase, input);
}

static const char *find_in_prices(const char *rest, plm_prices *prices, plm_input *input)
{
  input->section = PLM_SECTION_PRICES;
  if (enter(&rest, "discount_rate"))
    return set_number(rest, &prices->discount_rate, ABOVE_MINUS_ONE, 10, input);
  if (!enter(&rest, "indices"))
    return nothing;
  for (size_t i = 0; i < prices->index_count; i++)
    if (enter(&rest, prices->indices[i].name))
      return find_rate(rest, prices->indices[i].rates, prices->indices[i].rate_count, ABOVE_MINUS_ONE, 10, input);
  return nothing;
}

static const char *find_in_compatibility(placement_scenario *s, const char *rest, plm_input *input)
{
  size_t i;
  input->section = PLM_SECTION_COMPATIBILITY;
  if (enter(&rest, "default"))
    return set_number(rest, &s->compatibility_default, 0, 1, input);
  if (enter(&rest, "pairs") && enter_entry(&rest, s->pair_count, &i))
    return find_field(rest, pair_fields, &s->pairs[i], input);
  return nothing;
}

static const char *find_in_step_down(const char *rest, plm_step_down *scheme, plm_input *input)
{
  input->section = PLM_SECTION_STEP_DOWN;
  return enter(&rest, "costs") ? find_line(rest, scheme->costs, scheme->cost_count, input)
                               : find_field(rest, step_down_fields, scheme, input);
}

static const char *find(placement_scenario *s, const char *rest, plm_input *input)
{
  size_t *i = &input->position;
  if (enter(&rest, "groups"))
    return enter_entry(&rest, s->group_count, i) ? find_in_group(rest, &s->groups[*i], input) : nothing;
  if (enter(&rest, "homes"))
    return enter_entry(&rest, s->home_count, i) ? find_in_home(s, rest, *i, input) : nothing;
  if (enter(&rest, "phases"))
    return enter_entry(&rest, s->phase_count, i) ? find_in_phase(rest, &s->phases[*i], input) : nothing;
  if (enter(&rest, "step_down"))
    return enter_entry(&rest, s->step_down_count, i) ? find_in_step_down(rest, &s->step_downs[*i], input) : nothing;
  if (enter(&rest, "costs"))
    return find_line(rest, s->costs, s->cost_count, input);
  if (enter(&rest, "prices"))
    return find_in_prices(rest, &s->prices, input);
  if (enter(&rest, "compatibility"))
    return find_in_compatibility(s, rest, input);
  input->section = PLM_SECTION_EXTERNAL;
  if (enter(&rest, "external"))
    return find_field(rest, external_fields, s, input);
  input->section = PLM_SECTION_POLICY;
  return enter(&rest, "policy") ? find_field(rest, policy_fields, &s->policy, input) : nothing;
}

/* Why what leads to nothing that varies was perhaps meant to. */
static const char *explain(const char *pointer)
{
  static const char *const fixed[] = {
      "start", "years", "financial_year_start", "base_date", "planned_opening", "closes", "opens", "from", "until",
      "on",    "year"};
  const char *last = strrchr(pointer, '/');
  if (*pointer != '\0' && *pointer != '/')
    return "is no JSON Pointer: it must begin with '/'";
  if (strncmp(pointer, "/published", 10) == 0)
    return "is of a published figure, which cannot vary";
  for (size_t i = 0; last != NULL && i < sizeof fixed / sizeof *fixed; i++)
    if (strcmp(last + 1, fixed[i]) == 0)
      return "leads to a year or a date, which cannot vary";
  return nothing;
}

const char *plm_input_resolve(placement_scenario *scenario, const char *pointer, plm_input *input)
{
  const char *problem;
  *input = (plm_input){.pointer = pointer};
  problem = find(scenario, pointer, input);
  return problem == nothing ? explain(pointer) : problem;
}

placement_status plm_input_find(placement_scenario *scenario, const char *pointer, plm_input *input,
                                placement_error *err)
{
  const char *problem = plm_input_resolve(scenario, pointer, input);
  if (problem == NULL)
    return PLACEMENT_OK;
  if (strcmp(problem, "out of memory") == 0)
    return plm_fail_memory(err);
  return plm_fail(err, PLACEMENT_ERROR_SCENARIO, "%s %s", pointer, problem);
}

bool plm_input_same(const plm_input *a, const plm_input *b)
{
  return a->kind == b->kind && a->number == b->number && a->whole == b->whole && a->distribution == b->distribution &&
         a->value == b->value;
}
