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

/* Typographic characters and how they are written in CSV. A spreadsheet that opens a file by a double click takes UTF-8
 * for something else unless it begins with a byte order mark, which other readers take for a part of the first name. */
static const struct {
  const char *character, *plain;
} plain[] = {
    {"\xE2\x80\x98", "'"}, {"\xE2\x80\x99", "'"}, {"\xE2\x80\x9C", "\""},  {"\xE2\x80\x9D", "\""},
    {"\xE2\x80\x93", "-"}, {"\xE2\x80\x94", "-"}, {"\xE2\x80\xA6", "..."}, {"\xE2\x88\x92", "-"},
    {"\xC2\xA0", " "},     {"\xC2\xA3", "GBP "},
};

/* The next characters of a text as CSV has them, and how many bytes of the text they stand for. */
static size_t next_plain(const char *text, char written[8])
{
  for (size_t i = 0; (unsigned char)text[0] >= 0x80 && i < sizeof plain / sizeof *plain; i++) {
    size_t length = strlen(plain[i].character);
    if (strncmp(text, plain[i].character, length) == 0) {
      strcpy(written, plain[i].plain);
      return length;
    }
  }
  written[0] = text[0];
  written[1] = '\0';
  return 1;
}

void plm_put_csv_text(plm_writer *writer, const char *text)
{
  char written[8];
  bool quoted = false;
  (void)next_plain(text, written);
  bool formula = written[0] != '\0' && strchr("=+-@\t\r", written[0]) != NULL;
  for (size_t i = 0; text[i] != '\0';) {
    i += next_plain(text + i, written);
    quoted = quoted || strpbrk(written, ",\"\r\n") != NULL;
  }
  if (quoted)
    plm_put(writer, "\"");
  if (formula)
    plm_put(writer, "'");
  while (*text != '\0') {
    text += next_plain(text, written);
    if (written[0] == '"')
      plm_put(writer, "\"");
    plm_put(writer, written);
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
