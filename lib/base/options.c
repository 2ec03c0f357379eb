/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/options.h"
#include "base/error.h"

#include <string.h>

placement_status plm_read_options(void *options, size_t size, const void *given, const char *name, placement_error *err)
{
  size_t given_size;
  memcpy(&given_size, given, sizeof given_size);
  if (given_size < sizeof given_size)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "%s.size is not set: start from its _INIT macro", name);
  for (size_t i = size; i < given_size; i++) {
    if (((const unsigned char *)given)[i] != 0)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "%s has fields that this version of the library does not know",
                      name);
  }
  memcpy(options, given, given_size < size ? given_size : size);
  memcpy(options, &size, sizeof size);
  return PLACEMENT_OK;
}
