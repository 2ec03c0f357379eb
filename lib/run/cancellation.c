/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/cancellation.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Only a lock-free atomic may be written in a signal handler. */
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "atomic_int must be lock-free");

struct placement_cancellation {
  atomic_int requested;
};

placement_status placement_cancellation_new(placement_cancellation **cancellation, placement_error *err)
{
  placement_cancellation *made;
  if (cancellation == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "cancellation must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  atomic_init(&made->requested, 0);
  *cancellation = made;
  return PLACEMENT_OK;
}

void placement_cancellation_free(placement_cancellation *cancellation)
{
  free(cancellation);
}

void placement_cancellation_request(placement_cancellation *cancellation)
{
  if (cancellation != NULL)
    atomic_store(&cancellation->requested, 1);
}

bool plm_cancellation_requested(const placement_cancellation *cancellation)
{
  return cancellation != NULL && atomic_load(&cancellation->requested) != 0;
}
