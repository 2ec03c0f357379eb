/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/told_amounts.h"

#include "report/findings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DAYS_OF_YEAR 365.25

static const char *const numbers[] = {"no",  "one",   "two",   "three", "four", "five",
                                      "six", "seven", "eight", "nine",  "ten"};

plm_decimal plm_about_more(const placement_findings *f, double amount)
{
  plm_decimal told = plm_findings_about(f, fabs(amount));
  size_t used = strlen(told.text);
  if (fabs(amount) < 0.5)
    (void)snprintf(told.text, sizeof told.text, "just as much");
  else
    (void)snprintf(told.text + used, sizeof told.text - used, amount < 0 ? " less" : " more");
  return told;
}

plm_decimal plm_about_span(const placement_findings *f, double low, double high)
{
  plm_decimal told, from = plm_about_more(f, low), to = plm_about_more(f, high);
  bool more = low >= 0.5, less = high <= -0.5;
  if (strcmp(from.text, to.text) == 0)
    return to;
  if (more || less) {
    from = plm_findings_about(f, more ? low : -high);
    to = plm_about_more(f, more ? high : low);
  }
  (void)snprintf(told.text, sizeof told.text, "%.240s to %.240s", from.text, to.text);
  return told;
}

plm_decimal plm_about_two(const placement_findings *f, double low, const char *word, double high)
{
  plm_decimal told;
  (void)snprintf(told.text, sizeof told.text, "%.240s %.10s %.240s", plm_findings_about(f, low).text, word,
                 plm_findings_about(f, high).text);
  return told;
}

plm_decimal plm_amounts_against(const placement_findings *f, double amount, double other)
{
  plm_decimal told;
  plm_decimal (*exact)(const placement_findings *, double) =
      fmax(fabs(amount), fabs(other)) >= 1e6 ? plm_findings_millions : plm_findings_amount;
  (void)snprintf(told.text, sizeof told.text, "%.240s against %.240s", exact(f, amount).text, exact(f, other).text);
  return told;
}

plm_decimal plm_share_of_futures(double share)
{
  plm_decimal told;
  if (share <= 0)
    (void)snprintf(told.text, sizeof told.text, "none");
  else if (share >= 1)
    (void)snprintf(told.text, sizeof told.text, "all");
  else if (share < 0.0005)
    (void)snprintf(told.text, sizeof told.text, "fewer than 0.1%%");
  else if (share >= 0.9995)
    (void)snprintf(told.text, sizeof told.text, "more than 99.9%%");
  else
    (void)snprintf(told.text, sizeof told.text, "%.400s%%", plm_format_decimal(100 * share, 1, false).text);
  return told;
}

plm_decimal plm_number_words(double count)
{
  plm_decimal told = plm_format_decimal(count, 0, true);
  if (count >= 0 && count <= 10 && count == floor(count))
    (void)snprintf(told.text, sizeof told.text, "%s", numbers[(size_t)count]);
  return told;
}

plm_decimal plm_horizon_words(const placement_plan *plan)
{
  plm_decimal told;
  size_t years = placement_plan_year_count(plan);
  const char *first = placement_plan_column_label(plan, 0), *last = placement_plan_column_label(plan, years - 1);
  bool whole = fabs(placement_plan_column_nights(plan, years) - DAYS_OF_YEAR * (double)years) < 2;
  if (years == 1)
    (void)snprintf(told.text, sizeof told.text, "the %syear %.40s", whole ? "" : "financial ", first);
  else
    (void)snprintf(told.text, sizeof told.text, "the %.40s years %.40s to %.40s",
                   whole ? plm_number_words((double)years).text : "financial", first, last);
  return told;
}
