/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A workbook is a zip archive of XML texts: a text is whole if it ends with the end of the element it begins with.
 * The layout of archives is that of PKWARE's APPNOTE.TXT, without its 64-bit forms, which libxlsxwriter does not write.
 */
#define ZLIB_CONST /* what is read is not changed */
#include "workbook_check.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define END_SIZE 22 /* of the record at the end of the archive, without a comment */
#define END_MARK 0x06054b50U
#define ENTRY_SIZE 46
#define ENTRY_MARK 0x02014b50U
#define LOCAL_SIZE 30
#define DEFLATED 8
#define MOST_PART (1U << 30)

typedef struct archive {
  const unsigned char *bytes;
  size_t size;
} archive;

static uint32_t number_at(const archive *a, size_t at, size_t bytes)
{
  uint32_t number = 0;
  for (size_t i = bytes; i > 0; i--)
    number = number << 8 | a->bytes[at + i - 1];
  return number;
}

/* Whether `text` ends with the end of its first element that is no declaration. */
static bool is_whole_text(const char *text, size_t length)
{
  size_t begin = 0;
  while (begin + 1 < length && (text[begin] != '<' || text[begin + 1] == '?'))
    begin++;
  size_t name = begin + 1, size = 0;
  while (name + size < length && strchr(" >/\n", text[name + size]) == NULL)
    size++;
  while (length > 0 && text[length - 1] == '\n')
    length--;
  if (size == 0 || length < name + size + 2)
    return false;
  if (memcmp(text + length - 2, "/>", 2) == 0)
    return memchr(text + name, '>', length - name) == text + length - 1; /* one empty element */
  return length > size + 3 && text[length - 1] == '>' && memcmp(text + length - size - 3, "</", 2) == 0 &&
         memcmp(text + length - size - 1, text + name, size) == 0;
}

/* The part of the archive whose entry in the directory is at `at`. */
static bool is_whole_part(const archive *a, size_t at)
{
  uint32_t packed = number_at(a, at + 20, 4), size = number_at(a, at + 24, 4), local = number_at(a, at + 42, 4);
  if (number_at(a, at + 10, 2) != DEFLATED || size == 0 || size > MOST_PART || (size_t)local + LOCAL_SIZE > a->size)
    return false;
  size_t begin = local + LOCAL_SIZE + number_at(a, local + 26, 2) + number_at(a, local + 28, 2);
  if (begin > a->size || packed > a->size - begin)
    return false;
  char *text = malloc(size);
  z_stream stream = {.next_in = a->bytes + begin, .avail_in = packed};
  stream.next_out = (Bytef *)text;
  stream.avail_out = size;
  bool whole = text != NULL && inflateInit2(&stream, -MAX_WBITS) == Z_OK;
  if (whole) {
    whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == size && is_whole_text(text, size);
    (void)inflateEnd(&stream);
  }
  free(text);
  return whole;
}

static bool is_whole(const archive *a)
{
  if (a->size < END_SIZE || number_at(a, a->size - END_SIZE, 4) != END_MARK)
    return false;
  size_t count = number_at(a, a->size - END_SIZE + 10, 2), at = number_at(a, a->size - END_SIZE + 16, 4);
  for (size_t i = 0; i < count; i++) {
    if (at > a->size - END_SIZE || a->size - END_SIZE - at < ENTRY_SIZE || number_at(a, at, 4) != ENTRY_MARK ||
        !is_whole_part(a, at))
      return false;
    at += ENTRY_SIZE + number_at(a, at + 28, 2) + number_at(a, at + 30, 2) + number_at(a, at + 32, 2);
  }
  return count > 0;
}

placement_status workbook_check(const char *path, placement_error *err)
{
  FILE *file = fopen(path, "rb");
  unsigned char *bytes = NULL;
  bool whole = false;
  long size = -1;
  if (file != NULL && fseek(file, 0, SEEK_END) == 0)
    size = ftell(file);
  if (size > 0)
    bytes = malloc((size_t)size);
  if (bytes != NULL && fseek(file, 0, SEEK_SET) == 0 && fread(bytes, 1, (size_t)size, file) == (size_t)size)
    whole = is_whole(&(archive){bytes, (size_t)size});
  free(bytes);
  if (file != NULL)
    fclose(file);
  if (whole)
    return PLACEMENT_OK;
  if (err != NULL) {
    err->code = PLACEMENT_ERROR_IO;
    snprintf(err->message, sizeof err->message,
             "cannot make the workbook: there is no room, or a limit, for temporary files (TMPDIR names their folder)");
  }
  return PLACEMENT_ERROR_IO;
}
