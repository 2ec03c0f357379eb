/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markdown.h"

#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Whether the text is a number with what makes it an item of a list, such as "1." or "2)". */
static bool begins_list(const char *text)
{
  size_t digits = strspn(text, "0123456789");
  return digits > 0 && (text[digits] == '.' || text[digits] == ')') && (text[digits + 1] == ' ' || !text[digits + 1]);
}

static void print_text(const char *text, bool at_start)
{
  static const char blanks[] = " \t\r\n";
  text += strspn(text, blanks);
  size_t length = strlen(text);
  while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
    length--;
  const char *dot = at_start && begins_list(text) ? text + strspn(text, "0123456789") : NULL;
  for (size_t i = 0, bytes; i < length; i += bytes) {
    uint32_t code;
    char piece[8];
    bytes = text_decode(text + i, length - i, &code);
    bool ascii = code > 0 && code < 0x80, first = at_start && i == 0;
    if (ascii &&
        (strchr("\\`*_[]<>|~&$#", (int)code) != NULL || (first && strchr("-+=", (int)code) != NULL) || text + i == dot))
      fputc('\\', stdout);
    snprintf(piece, sizeof piece, "%.*s", (int)bytes, text + i);
    text_print(stdout, strchr(blanks, text[i]) != NULL ? " " : piece);
  }
}

void markdown_inline(const char *text)
{
  print_text(text, false);
}

void markdown_block(const char *text)
{
  print_text(text, true);
}
