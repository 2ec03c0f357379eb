/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Expected children in need: the M/G/infinity queue with whole days, and the initial children who remain.
 */
#ifndef PLM_PLAN_EXPECTED_NEED_H
#define PLM_PLAN_EXPECTED_NEED_H

#include "plan/plan.h"

/* The exact expected number of children of a group in need in each night of the horizon; `expected` has one entry a
 * day. */
placement_status plm_expected_in_need(const placement_plan *plan, size_t group, double *expected, placement_error *err);

#endif
