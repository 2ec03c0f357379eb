/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/effect_findings.h"

#include "report/findings.h"
#include "report/told_amounts.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void append(plm_decimal *told, const char *text)
{
  size_t used = strlen(told->text);
  (void)snprintf(told->text + used, sizeof told->text - used, "%s", text);
}

plm_decimal plm_told_parts(const placement_findings *f, const placement_effect *effect)
{
  plm_decimal told = {"External placements cost "};
  append(&told, plm_about_more(f, effect->external.value).text);
  append(&told, ", homes and programme ");
  append(&told, plm_about_more(f, effect->homes.value).text);
  if (effect->capital.value != 0) {
    append(&told, ", capital ");
    append(&told, plm_about_more(f, effect->capital.value).text);
  }
  if (effect->other.value != 0) {
    append(&told, ", step-down less income from sold beds ");
    append(&told, plm_about_more(f, effect->other.value).text);
  }
  return told;
}

plm_decimal plm_told_children(double children)
{
  plm_decimal told = plm_format_decimal(fabs(children), 2, true);
  if (strcmp(told.text, "0.00") == 0)
    (void)strcpy(told.text, "just as many children");
  else
    append(&told, children < 0 ? " fewer children" : " more children");
  return told;
}

void plm_told_columns(placement_findings *f, const char *name, const char *heading, int32_t unit)
{
  static const char *const parts[] = {"se", "low", "high"};
  char text[64];
  plm_findings_column(f, name, heading, unit);
  for (size_t i = 0; i < 3; i++) {
    (void)snprintf(text, sizeof text, "%s_%s", name, parts[i]);
    plm_findings_column(f, text, NULL, unit);
  }
}

void plm_effect_columns(placement_findings *f, const plm_effect_headings *h)
{
  plm_findings_estimate_columns(f, "cost", h->cost, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "capital", h->capital, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "revenue", h->revenue, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "homes", h->homes, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "external", h->external, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "other", h->other, PLACEMENT_UNIT_MONEY);
  plm_told_columns(f, "higher", h->higher, PLACEMENT_UNIT_PROBABILITY);
  plm_told_columns(f, "lower", h->lower, PLACEMENT_UNIT_PROBABILITY);
  plm_told_columns(f, "nights_open", h->nights_open, PLACEMENT_UNIT_NIGHTS);
  plm_told_columns(f, "in_house", h->in_house, PLACEMENT_UNIT_CHILDREN);
  plm_told_columns(f, "local_share", h->local_share, PLACEMENT_UNIT_SHARE);
  plm_told_columns(f, "occupancy", h->occupancy, PLACEMENT_UNIT_SHARE);
  plm_told_columns(f, "moves", h->moves, PLACEMENT_UNIT_COUNT);
}

void plm_effect_cells(placement_findings *f, const placement_effect *effect)
{
  plm_findings_estimate(f, &effect->cost);
  plm_findings_estimate(f, &effect->capital);
  plm_findings_estimate(f, &effect->revenue);
  plm_findings_estimate(f, &effect->homes);
  plm_findings_estimate(f, &effect->external);
  plm_findings_estimate(f, &effect->other);
  plm_findings_estimate(f, &effect->higher);
  plm_findings_estimate(f, &effect->lower);
  plm_findings_estimate(f, &effect->nights_open);
  plm_findings_estimate(f, &effect->in_house);
  plm_findings_estimate(f, &effect->local_share);
  plm_findings_estimate(f, &effect->occupancy);
  plm_findings_estimate(f, &effect->moves);
}

void plm_effect_follows(placement_findings *f)
{
  plm_findings_row_follows(f, "cost", "+capital +homes +external +other");
  plm_findings_row_follows(f, "revenue", "+homes +external +other");
}

void plm_effect_sources(placement_findings *f)
{
  plm_findings_source(f, "paired differences by common random numbers, intervals of Student's t: Law 2015, Simulation "
                         "Modeling and Analysis, 5th edition, 10.2.1 and 11.2");
  plm_findings_source(f, "probabilities: Wilson 1927, Journal of the American Statistical Association 22, 209-212; "
                         "differences of ratios by the delta method: Asmussen and Glynn 2007, Stochastic Simulation, "
                         "III.3");
}
