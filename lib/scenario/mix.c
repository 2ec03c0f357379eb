/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/mix.h"

#include "base/error.h"
#include "scenario/reader.h"

#include <stdlib.h>
#include <string.h>

/* Whether two values say the same, whatever is written in free keys and in which order members stand. */
static bool same(const plm_json_tree *a, const plm_json_value *x, const plm_json_tree *b, const plm_json_value *y)
{
  const char *s = plm_json_string(x), *t = plm_json_string(y);
  double m = 0, n = 0;
  bool p = false, q = false;
  size_t left = 0;
  if (plm_json_is_object(x) && plm_json_is_object(y)) {
    for (const plm_json_value *v = plm_json_first(y); v != NULL; v = plm_json_next(b, v))
      left += !plm_is_free_key(plm_json_key(v));
    for (const plm_json_value *v = plm_json_first(x); v != NULL; v = plm_json_next(a, v)) {
      const plm_json_value *w = plm_json_member(b, y, plm_json_key(v));
      if (plm_is_free_key(plm_json_key(v)))
        continue;
      if (w == NULL || !same(a, v, b, w))
        return false;
      left--;
    }
    return left == 0;
  }
  if (plm_json_is_list(x) && plm_json_is_list(y)) {
    const plm_json_value *v = plm_json_first(x), *w = plm_json_first(y);
    for (; v != NULL && w != NULL; v = plm_json_next(a, v), w = plm_json_next(b, w))
      if (!same(a, v, b, w))
        return false;
    return v == NULL && w == NULL;
  }
  if (s != NULL || t != NULL)
    return s != NULL && t != NULL && strcmp(s, t) == 0;
  if (plm_json_number(x, &m) || plm_json_number(y, &n))
    return plm_json_number(x, &m) && plm_json_number(y, &n) && m == n;
  return plm_json_bool(x, &p) && plm_json_bool(y, &q) && p == q;
}

placement_status plm_mix_new(plm_mix *mix, const placement_scenario *base, const placement_scenario *alternative,
                             placement_error *err)
{
  const placement_scenario *scenarios[] = {base, alternative};
  *mix = (plm_mix){.steps = 0};
  for (int side = 0; side < PLM_MIX_SIDES; side++) {
    size_t length = 0;
    const char *text = placement_scenario_text(scenarios[side], &length);
    placement_status status =
        text == NULL ? plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the %s has no text, because its numbers were changed",
                                side == PLM_MIX_BASE ? "base" : "alternative")
                     : plm_json_tree_parse(&mix->trees[side], text, length, err);
    if (status != PLACEMENT_OK) {
      plm_mix_clear(mix);
      return status;
    }
  }
  return PLACEMENT_OK;
}

void plm_mix_clear(plm_mix *mix)
{
  for (int side = 0; side < PLM_MIX_SIDES; side++)
    plm_json_tree_clear(&mix->trees[side]);
  free(mix->out.text);
  *mix = (plm_mix){.steps = 0};
}

/* A step is one if the alternative is not the same without it. */
placement_status plm_mix_differences(plm_mix *mix, uint32_t *steps, placement_error *err)
{
  plm_mix_text whole;
  plm_json_tree all, others;
  uint32_t found = 0;
  placement_status status;
  memset(mix->unfit, 0, sizeof mix->unfit);
  status = plm_mix_write(mix, PLM_STEPS_ALL, err);
  if (status != PLACEMENT_OK)
    return status;
  whole = mix->out;
  mix->out = (plm_mix_text){.text = NULL};
  status = plm_json_tree_parse(&all, whole.text, whole.length, err);
  for (uint32_t step = 0; step < PLM_STEP_COUNT && status == PLACEMENT_OK; step++) {
    status = plm_mix_write(mix, PLM_STEPS_ALL & ~PLM_STEP_BIT(step), err);
    if (status == PLACEMENT_OK)
      status = plm_json_tree_parse(&others, mix->out.text, mix->out.length, err);
    if (status != PLACEMENT_OK)
      break;
    found |= same(&all, all.values, &others, others.values) ? 0 : PLM_STEP_BIT(step);
    plm_json_tree_clear(&others);
  }
  plm_json_tree_clear(&all);
  free(whole.text);
  if (status == PLACEMENT_OK)
    *steps = found;
  return status;
}

/* Notes the uncertain inputs that were refused; false if anything else was, or nothing new. */
static bool note_unfit(plm_mix *mix, const placement_problems *problems)
{
  static const char start[] = "/uncertain/";
  bool noted = false;
  for (size_t i = 0; i < placement_problems_count(problems); i++) {
    const char *pointer = placement_problems_at(problems, i)->pointer;
    size_t place =
        strncmp(pointer, start, sizeof start - 1) == 0 ? strtoul(pointer + sizeof start - 1, NULL, 10) : SIZE_MAX;
    if (place >= mix->kept_count)
      return false;
    noted = noted || !mix->unfit[mix->kept[place]];
    mix->unfit[mix->kept[place]] = true;
  }
  return noted;
}

placement_status plm_mix_scenario(plm_mix *mix, uint32_t steps, placement_scenario **mixed, size_t *left_out,
                                  placement_error *err)
{
  placement_status status;
  bool again;
  memset(mix->unfit, 0, sizeof mix->unfit);
  do {
    placement_problems *problems = NULL;
    status = plm_mix_write(mix, steps, err);
    if (status == PLACEMENT_OK)
      status = placement_problems_new(&problems, err);
    if (status == PLACEMENT_OK)
      status = placement_scenario_load_text(mix->out.text, mix->out.length, NULL, mixed, problems, err);
    again = status == PLACEMENT_ERROR_SCENARIO && note_unfit(mix, problems);
    placement_problems_free(problems);
  } while (again);
  if (status == PLACEMENT_OK)
    *left_out = plm_mix_uncertain_count(mix) - mix->kept_count;
  return status;
}
