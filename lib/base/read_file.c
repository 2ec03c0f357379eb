/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/read_file.h"
#include "base/error.h"
#include "base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE_BYTES 65536

static placement_status fail_reading(placement_error *err, const char *path, int reason)
{
  char text[128];
  if (reason == ENOMEM)
    return plm_fail_memory(err);
  if (strerror_r(reason, text, sizeof text) != 0)
    (void)snprintf(text, sizeof text, "error %d", reason);
  return plm_fail(err, PLACEMENT_ERROR_IO, "cannot read %s: %s", path, text);
}

placement_status plm_read_file(const char *path, size_t limit, char **bytes, size_t *length, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  char *read = NULL;
  size_t count = 0, capacity = 0, got;
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    return fail_reading(err, path, errno);
  do {
    if (plm_grow_array((void **)&read, &capacity, count + PIECE_BYTES, 1) != 0) {
      status = plm_fail_memory(err);
      goto out;
    }
    errno = 0;
    got = fread(read + count, 1, PIECE_BYTES, file);
    count += got;
    if (count > limit) {
      status = plm_fail(err, PLACEMENT_ERROR_LIMIT, "%s is too large: at most %zu bytes are read", path, limit);
      goto out;
    }
  } while (got == PIECE_BYTES);
  if (ferror(file)) {
    status = fail_reading(err, path, errno);
    goto out;
  }
  *bytes = read;
  *length = count;
  read = NULL;
out:
  free(read);
  (void)fclose(file);
  return status;
}
