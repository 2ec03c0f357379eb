/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the figures of each unit are shown, and the parts that tables of figures share.
 */
#ifndef CLI_FIGURES_H
#define CLI_FIGURES_H

#include <placement/analysis.h>
#include <placement/plan.h>
#include <stdbool.h>
#include <stdint.h>

/* Decimals of the figures of a unit (PLACEMENT_UNIT_*); standard errors of those that have any have one more. */
int figures_decimals(int32_t unit);

/* What a figure is multiplied with to be shown: shares become per cent. */
double figures_factor(int32_t unit);

/* Amounts are shown in whole pounds, and in thousands or millions where that would be too wide. */
typedef struct money_scale {
  double factor;
  char unit[32]; /* such as "pounds", "thousand pounds", "million EUR" */
} money_scale;

/* The scale for amounts up to `largest` in a currency, such as "GBP". */
money_scale figures_money_scale(const char *currency, double largest);

#endif
