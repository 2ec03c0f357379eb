/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook_text.h"

#include "text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define SHORTENED "\xE2\x80\xA6 (shortened)"
#define SHORTENED_UNITS 13
#define UNDERSCORE "_x005F_" /* as Excel escapes it */

static bool is_allowed(uint32_t code)
{
  return code == '\n' || code == '\t' ||
         (code >= 0x20 && code != 0x7F && !(code >= 0xD800 && code <= 0xDFFF) && code != 0xFFFE && code != 0xFFFF);
}

/* Whether `text` begins like _x0041_, which Excel shows as a character. */
static bool is_escape(const char *text)
{
  if (text[0] != '_' || text[1] != 'x')
    return false;
  for (size_t i = 2; i < 6; i++)
    if (!isxdigit((unsigned char)text[i]))
      return false;
  return text[6] == '_';
}

/* Copies `text` with `twice` doubled, if that is no NUL. No character takes more than seven bytes. */
static char *copy(const char *text, size_t most, char twice)
{
  size_t length = strlen(text), units = 0;
  char *copied = malloc(length * (sizeof UNDERSCORE - 1) + sizeof SHORTENED);
  char *out = copied, *whole = copied; /* where it would be cut */
  if (copied == NULL)
    return NULL;
  for (size_t i = 0; i < length;) {
    uint32_t code;
    size_t bytes = text_decode(text + i, length - i, &code);
    const char *from = text + i;
    size_t written = bytes;
    if (code == '\r' && from[1] == '\n') {
      i += bytes;
      continue;
    }
    if (!is_allowed(code)) {
      from = REPLACEMENT;
      written = sizeof REPLACEMENT - 1;
    } else if (twice == '\0' && is_escape(text + i)) {
      from = UNDERSCORE;
      written = sizeof UNDERSCORE - 1;
    }
    memcpy(out, from, written);
    out += written;
    if (twice != '\0' && *from == twice)
      *out++ = twice;
    /* An escape counts as long as it is written. */
    units += *from == '_' ? written : code > 0xFFFF ? 2 : *from == twice ? 2 : 1;
    if (units <= most - SHORTENED_UNITS)
      whole = out;
    if (units > most) {
      memcpy(whole, SHORTENED, sizeof SHORTENED);
      return copied;
    }
    i += bytes;
  }
  *out = '\0';
  return copied;
}

char *workbook_text(const char *text, size_t most)
{
  return copy(text, most, '\0');
}

char *workbook_header_text(const char *text, size_t most)
{
  return copy(text, most, '&');
}

void workbook_slug(char *slug, size_t size, const char *text)
{
  size_t length = 0;
  for (size_t i = 0; text[i] != '\0' && length + 2 < size; i++) {
    unsigned char c = (unsigned char)text[i];
    if (length == 0 && isdigit(c))
      slug[length++] = '_';
    if (c < 0x80 && isalnum(c))
      slug[length++] = (char)c;
    else if (length > 0 && slug[length - 1] != '_')
      slug[length++] = '_';
  }
  while (length > 1 && slug[length - 1] == '_')
    length--;
  slug[length] = '\0';
}
