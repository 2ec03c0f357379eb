/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figures.h"
#include "base/decimal.h"
#include "base/error.h"

#include <placement/findings.h>

#include <math.h>
#include <stdio.h>

typedef struct statistic_field {
  const char *name;
  size_t offset;
} statistic_field;

#define FIELD(name)                                                                                                    \
  {                                                                                                                    \
#name, offsetof(placement_statistics, name)                                                                        \
  }

static const statistic_field fields[PLM_STATISTIC_COUNT] = {
    FIELD(mean),          FIELD(sd),          FIELD(se),   FIELD(min),
    FIELD(max),           FIELD(p5),          FIELD(p10),  FIELD(p25),
    FIELD(p50),           FIELD(p75),         FIELD(p80),  FIELD(p90),
    FIELD(p95),           FIELD(p99),         FIELD(es95), FIELD(quantile_error),
    FIELD(mean_adjusted), FIELD(se_adjusted),
};

/* mean, p10, p50, p90, mean_adjusted */
const size_t plm_monthly_statistics[PLM_MONTHLY_STATISTIC_COUNT] = {0, 6, 8, 11, 16};

const char *plm_statistic_name(size_t statistic)
{
  return fields[statistic].name;
}

double plm_statistic_value(const placement_statistics *statistics, size_t statistic)
{
  return *(const double *)(const void *)((const char *)statistics + fields[statistic].offset);
}

void plm_unit_words(const char *currency, int32_t unit, char text[PLM_UNIT_SIZE])
{
  static const char *const words[] = {
      [PLACEMENT_UNIT_NIGHTS] = "nights",
      [PLACEMENT_UNIT_COUNT] = "events",
      [PLACEMENT_UNIT_CHILDREN] = "children",
      [PLACEMENT_UNIT_SHARE] = "share",
  };
  if (unit == PLACEMENT_UNIT_MONEY)
    (void)snprintf(text, PLM_UNIT_SIZE, "%.40s", currency);
  else if (unit == PLACEMENT_UNIT_WEEKLY_COST)
    (void)snprintf(text, PLM_UNIT_SIZE, "%.40s/week", currency);
  else
    plm_copy_text(text, PLM_UNIT_SIZE,
                  unit == PLACEMENT_UNIT_PROBABILITY ? "probability"
                  : unit >= 0                        ? words[unit]
                                                     : "");
}

void plm_unit_text(const placement_plan *plan, int32_t unit, char text[PLM_UNIT_SIZE])
{
  plm_unit_words(placement_plan_currency(plan), unit, text);
}

const char *plm_monthly_unit(int32_t series)
{
  return series == PLACEMENT_MONTHLY_BEDS_OCCUPIED ? "beds" : "children";
}

void plm_put_figure(plm_writer *writer, int32_t unit, double value, const char *absent)
{
  plm_decimal decimal;
  if (!isfinite(value)) {
    plm_put(writer, absent);
    return;
  }
  if (unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST)
    decimal = plm_format_decimal(value, 2, false);
  else
    decimal = plm_format_number(value);
  plm_put(writer, decimal.text);
}
