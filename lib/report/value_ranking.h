/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is valued, in the order in which it is told, and the sentences about it.
 */
#ifndef PLM_REPORT_VALUE_RANKING_H
#define PLM_REPORT_VALUE_RANKING_H

#include "base/error.h"
#include "report/findings.h"

#include <placement/value.h>

/* What is told of one that is valued. */
typedef struct plm_value_row {
  size_t index;
  placement_valued item;
  double value; /* over the horizon */
} plm_value_row;

typedef struct plm_value_ranking {
  placement_findings *findings;
  const placement_value *value;
  const placement_plan *plan;
  size_t horizon;      /* the column */
  plm_value_row *rows; /* all of which the value is known: by kind, then date, the most valuable first; to be freed */
  size_t count;
} plm_value_ranking;

/* Sets the rows. PLACEMENT_ERROR_MEMORY. */
placement_status plm_value_rank(plm_value_ranking *t, placement_error *err);

placement_effect plm_value_effect(const plm_value_ranking *t, size_t index, size_t column);

/* The first row of a kind, and how many there are; NULL if there is none. */
const plm_value_row *plm_value_first(const plm_value_ranking *t, int32_t kind, size_t *count);

/* To three digits: "saves £12", "costs £12 more than it saves" or "changes no cost"; and the standard error
 * of it. */
plm_decimal plm_value_told(const plm_value_ranking *t, double value);
plm_decimal plm_value_told_error(const plm_value_ranking *t, const plm_value_row *r);

/* The answer in sentences: homes, beds, closings. */
void plm_value_say(const plm_value_ranking *t);

#endif
