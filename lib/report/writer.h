/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text on its way to a sink. Errors are sticky: nothing is sent after the first, and it is returned at the end.
 */
#ifndef PLM_REPORT_WRITER_H
#define PLM_REPORT_WRITER_H

#include <placement/report.h>

#include <stdbool.h>

typedef struct plm_writer {
  placement_sink sink;
  void *data;
  bool failed;
  size_t used;
  char buffer[8192];
} plm_writer;

void plm_put_bytes(plm_writer *writer, const char *text, size_t length);
void plm_put(plm_writer *writer, const char *text);
void plm_put_whole(plm_writer *writer, uint64_t value);

/* A JSON string with its quotes; `text` is UTF-8. */
void plm_put_json_string(plm_writer *writer, const char *text);

/* A field of CSV (RFC 4180). Text that a spreadsheet would take for a formula is given a leading apostrophe. */
void plm_put_csv_text(plm_writer *writer, const char *text);

/* Sends what is left. PLACEMENT_ERROR_IO if the sink refused anything. */
placement_status plm_writer_finish(plm_writer *writer, placement_error *err);

#endif
