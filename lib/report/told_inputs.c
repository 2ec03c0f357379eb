/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/told_inputs.h"

#include "report/findings.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DIGITS 3 /* of the larger of two values */
#define MOST_PLACES 6
#define SIZE 200 /* bytes of a number that is told */

typedef enum input_unit { PLAIN, MONEY, SHARE } input_unit;

static bool ends_in(const char *pointer, const char *key)
{
  const char *last = strrchr(pointer, '/');
  return last != NULL && strcmp(last + 1, key) == 0;
}

static input_unit unit_of(const char *pointer)
{
  static const char *const money[] = {"amount", "weekly_fee", "emergency_fee"};
  static const char *const shares[] = {"growth_per_year", "emergency_share", "local_suitability",
                                       "share",           "refusal",         "optimism_bias",
                                       "probability",     "discount_rate",   "after_share_of_need"};
  static const char indices[] = "/prices/indices/", compatibility[] = "/compatibility/default";
  for (size_t i = 0; i < sizeof money / sizeof *money; i++)
    if (ends_in(pointer, money[i]))
      return MONEY;
  for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
    if (ends_in(pointer, shares[i]))
      return SHARE;
  return strncmp(pointer, indices, sizeof indices - 1) == 0 || strcmp(pointer, compatibility) == 0 ? SHARE : PLAIN;
}

/* Places with which the larger value has three digits: none for whole numbers, one or two for shares. */
static int places_of(double low, double high, bool share)
{
  double most = fmax(fabs(low), fabs(high));
  if ((low == floor(low) && high == floor(high) && !share) || most == 0)
    return share ? 1 : 0;
  if (share)
    return most < 1 ? 2 : 1;
  double places = DIGITS - 1 - floor(log10(most));
  return places < 0 ? 0 : places > MOST_PLACES ? MOST_PLACES : (int)places;
}

plm_decimal plm_told_range(const placement_findings *f, const char *pointer, bool factor, double low, double high)
{
  input_unit unit = factor ? PLAIN : unit_of(pointer);
  double scale = unit == SHARE ? 100 : 1;
  int places = places_of(scale * low, scale * high, unit == SHARE);
  const char *percent = unit == SHARE ? "%" : "";
  plm_decimal told, from = unit == MONEY ? plm_findings_amount(f, low) : plm_format_decimal(scale * low, places, true),
                    to = unit == MONEY ? plm_findings_amount(f, high) : plm_format_decimal(scale * high, places, true);
  (void)snprintf(told.text, sizeof told.text, "%s%.*s%s to %.*s%s", factor ? "x " : "", SIZE, from.text, percent, SIZE,
                 to.text, percent);
  return told;
}
