/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_SCENARIO_UTF8_H
#define PLM_SCENARIO_UTF8_H

#include <stddef.h>

/* The bytes of the well-formed UTF-8 sequence (Unicode, table 3-7) at `text`, of which `length` bytes may be read; 0 if
 * there is none. */
static inline size_t plm_utf8_sequence(const char *text, size_t length)
{
  const unsigned char *b = (const unsigned char *)text;
  size_t size = length == 0   ? 0
                : b[0] < 0x80 ? 1
                : b[0] < 0xC2 ? 0
                : b[0] < 0xE0 ? 2
                : b[0] < 0xF0 ? 3
                : b[0] < 0xF5 ? 4
                              : 0;
  if (size > length)
    return 0;
  for (size_t i = 1; i < size; i++) {
    if ((b[i] & 0xC0U) != 0x80U)
      return 0;
  }
  /* Overlong forms, surrogates and what is beyond U+10FFFF. */
  if ((size == 3 && ((b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] > 0x9F))) ||
      (size == 4 && ((b[0] == 0xF0 && b[1] < 0x90) || (b[0] == 0xF4 && b[1] > 0x8F))))
    return 0;
  return size;
}

#endif
