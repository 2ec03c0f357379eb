/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/waterfall_report.h"
#include "report/json_members.h"

const char *plm_effect_part_name(size_t part)
{
  static const char *const names[PLM_EFFECT_PARTS] = {"in_order", "alone", "interaction"};
  return names[part];
}

const placement_estimate *plm_effect_part(const placement_waterfall_effect *effect, size_t part)
{
  const placement_estimate *const parts[PLM_EFFECT_PARTS] = {&effect->in_order, &effect->alone, &effect->interaction};
  return parts[part];
}

const char *plm_waterfall_name(const placement_waterfall *waterfall, size_t step)
{
  placement_waterfall_step s;
  return placement_waterfall_step_at(waterfall, step, &s, NULL) == PLACEMENT_OK ? s.name : "total";
}

placement_waterfall_effect plm_waterfall_effect_of(const placement_waterfall *waterfall, size_t step, size_t metric,
                                                   size_t column)
{
  placement_waterfall_effect effect = {0};
  if (placement_waterfall_effect_at(waterfall, step, metric, column, &effect, NULL) != PLACEMENT_OK)
    (void)placement_waterfall_total(waterfall, metric, column, &effect, NULL);
  return effect;
}

static void put_estimate(plm_writer *w, int32_t unit, const placement_estimate *e)
{
  bool first = true;
  plm_put(w, "{");
  plm_put_figure_member(w, &first, "", "value", unit, e->value);
  plm_put_figure_member(w, &first, " ", "se", unit, e->se);
  plm_put_figure_member(w, &first, " ", "low", unit, e->low);
  plm_put_figure_member(w, &first, " ", "high", unit, e->high);
  plm_put(w, "}");
}

static void put_effect(plm_writer *w, int32_t unit, const placement_waterfall_effect *effect)
{
  bool first = true;
  plm_put(w, "{");
  for (size_t part = 0; part < PLM_EFFECT_PARTS; part++) {
    plm_put_next(w, &first, part == 0 ? "" : " ");
    plm_put_key(w, plm_effect_part_name(part));
    put_estimate(w, unit, plm_effect_part(effect, part));
  }
  plm_put(w, "}");
}

/* An object of the metrics, each by year. */
static void put_metrics(plm_writer *w, const placement_plan *base, const placement_waterfall *waterfall, size_t step)
{
  bool first = true;
  plm_put(w, "{");
  for (size_t m = 0; m < placement_waterfall_metric_count(waterfall); m++) {
    const char *metric = placement_waterfall_metric(waterfall, m);
    int32_t unit = placement_plan_metric_unit(base, placement_plan_metric_find(base, metric));
    bool first_column = true;
    plm_put_next(w, &first, "\n            ");
    plm_put_key(w, metric);
    plm_put(w, "{");
    for (size_t c = 0; c <= placement_plan_year_count(base); c++) {
      placement_waterfall_effect effect = plm_waterfall_effect_of(waterfall, step, m, c);
      plm_put_next(w, &first_column, "\n              ");
      plm_put_key(w, placement_plan_column_label(base, c));
      put_effect(w, unit, &effect);
    }
    plm_put(w, "}");
  }
  plm_put(w, "}");
}

void plm_put_waterfall(plm_writer *w, const placement_plan *base, const placement_waterfall *waterfall)
{
  size_t steps = placement_waterfall_step_count(waterfall);
  bool first = true;
  plm_put(w, "\"waterfall\": {\n        \"replications\": ");
  plm_put_whole(w, placement_waterfall_replications(waterfall));
  plm_put(w, ",\n        \"steps\": [");
  for (size_t i = 0; i < steps; i++) {
    placement_waterfall_step step = {0};
    bool first_member = true;
    (void)placement_waterfall_step_at(waterfall, i, &step, NULL);
    plm_put_next(w, &first, "\n          ");
    plm_put(w, "{");
    plm_put_string_member(w, &first_member, "", "name", step.name);
    plm_put_string_member(w, &first_member, " ", "heading", step.heading);
    plm_put_whole_member(w, &first_member, " ", "left_out", step.left_out);
    plm_put_whole_member(w, &first_member, " ", "left_out_alone", step.left_out_alone);
    plm_put(w, ", \"metrics\": ");
    put_metrics(w, base, waterfall, i);
    plm_put(w, "}");
  }
  plm_put(w, "],\n        \"total\": ");
  put_metrics(w, base, waterfall, steps);
  plm_put(w, "\n      }");
}
