/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens when memory runs out, at each allocation in turn.
 */
#ifndef STARVE_H
#define STARVE_H

#include "counting_allocator.h"

#include <placement/base.h>

#include <criterion/criterion.h>

/* Does the work again and again; the n-th allocation and all after it fail, for n = 0, 1, ... until it succeeds. Each
 * time it must fail with PLACEMENT_ERROR_MEMORY, and leave nothing allocated. Returns how many allocations it makes. */
static long starve(placement_status (*work)(void *context, placement_error *err), void *context)
{
  placement_status status = PLACEMENT_ERROR_MEMORY;
  placement_error err = PLACEMENT_ERROR_INIT;
  long n = 0;
  for (; status == PLACEMENT_ERROR_MEMORY; n++) {
    cr_assert_lt(n, 100000);
    count_allocations(n);
    status = work(context, &err);
    long live = stop_counting();
    cr_expect_eq(live, 0, "%ld allocations are not freed when number %ld fails", live, n);
    if (status != PLACEMENT_OK)
      cr_expect_eq(err.code, status);
  }
  cr_expect_eq(status, PLACEMENT_OK, "%s", err.message);
  return n - 1;
}

#endif
