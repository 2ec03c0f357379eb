/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "base/write_file.h"

#include <placement/file.h>

/* The file, with the reason why it failed. */
typedef struct file_sink {
  plm_output *output;
  placement_error err;
} file_sink;

static int write_piece(const char *text, size_t length, void *data)
{
  file_sink *sink = data;
  return plm_output_write(sink->output, text, length, &sink->err) == PLACEMENT_OK ? 0 : -1;
}

placement_status placement_file_write(const char *path, placement_writing write, const void *what, int32_t format,
                                      placement_error *err)
{
  file_sink sink = {NULL, PLACEMENT_ERROR_INIT};
  placement_status status;
  if (path == NULL || write == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "path and write must not be NULL");
  status = plm_output_new(path, &sink.output, err);
  if (status != PLACEMENT_OK)
    return status;
  status = write(what, format, write_piece, &sink, err);
  if (sink.err.code != PLACEMENT_OK && err != NULL)
    *err = sink.err;
  if (status == PLACEMENT_OK)
    status = plm_output_commit(sink.output, err);
  plm_output_free(sink.output);
  return status;
}
