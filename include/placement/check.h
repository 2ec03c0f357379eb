/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What checking scenarios found: which are sound and what they hold, and all problems of the others.
 */
#ifndef PLACEMENT_CHECK_H
#define PLACEMENT_CHECK_H

#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A scenario that was checked. One that is sound has a scenario and a plan; of the others, `problems` are what is
 * wrong, or `err` is where there are none (the file cannot be read, memory ran out). What is not there is NULL. */
typedef struct placement_checked {
  size_t size; /* sizeof(placement_checked), so that later versions can add fields */
  const char *file;
  const placement_scenario *scenario;
  const placement_plan *plan;
  const placement_problems *problems;
  const placement_error *err;
} placement_checked;

#define PLACEMENT_CHECKED_INIT                                                                                         \
  {                                                                                                                    \
    sizeof(placement_checked), NULL, NULL, NULL, NULL, NULL                                                            \
  }

/* The findings of `count` scenarios that were checked, all of the same size (placement-check/1): the table "files" with
 * the columns file, sound ("yes" or "no"), problems (how many), years, groups, phases, homes, beds, step_down,
 * uncertain, initial, published (not defined where it is not sound), and the table "problems" with the columns file,
 * line, column (not defined without a position), pointer, message. PLACEMENT_ERROR_ARGUMENT for NULL. */
PLACEMENT_API placement_status placement_check_findings(const placement_checked *checked, size_t count,
                                                        placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
