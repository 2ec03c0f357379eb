/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/writer.h"
#include "base/error.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void flush(plm_writer *writer)
{
  if (!writer->failed && writer->used > 0 && writer->sink(writer->buffer, writer->used, writer->data) != 0)
    writer->failed = true;
  writer->used = 0;
}

void plm_put_bytes(plm_writer *writer, const char *text, size_t length)
{
  while (length > 0) {
    size_t room = sizeof writer->buffer - writer->used;
    size_t piece = length < room ? length : room;
    memcpy(writer->buffer + writer->used, text, piece);
    writer->used += piece;
    text += piece;
    length -= piece;
    if (writer->used == sizeof writer->buffer)
      flush(writer);
  }
}

void plm_put(plm_writer *writer, const char *text)
{
  plm_put_bytes(writer, text, strlen(text));
}

void plm_put_whole(plm_writer *writer, uint64_t value)
{
  char text[24];
  (void)snprintf(text, sizeof text, "%" PRIu64, value);
  plm_put(writer, text);
}

void plm_put_json_string(plm_writer *writer, const char *text)
{
  plm_put(writer, "\"");
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') {
      plm_put(writer, "\\");
      plm_put_bytes(writer, text, 1);
    } else if ((unsigned char)*text < 0x20) {
      char escape[8];
      (void)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*text);
      plm_put(writer, escape);
    } else {
      plm_put_bytes(writer, text, 1);
    }
  }
  plm_put(writer, "\"");
}

void plm_put_csv_text(plm_writer *writer, const char *text)
{
  bool formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
  bool quoted = strpbrk(text, ",\"\r\n") != NULL;
  if (quoted)
    plm_put(writer, "\"");
  if (formula)
    plm_put(writer, "'");
  for (; *text != '\0'; text++) {
    if (*text == '"')
      plm_put(writer, "\"");
    plm_put_bytes(writer, text, 1);
  }
  if (quoted)
    plm_put(writer, "\"");
}

placement_status plm_writer_finish(plm_writer *writer, placement_error *err)
{
  flush(writer);
  return writer->failed ? plm_fail(err, PLACEMENT_ERROR_IO, "the report was not accepted where it was written to")
                        : PLACEMENT_OK;
}
