/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* wcwidth, fileno */
#include "text.h"

#include <locale.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#define ELLIPSIS "\xE2\x80\xA6"

void text_start(void)
{
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
    setlocale(LC_CTYPE, "en_GB.UTF-8");
}

size_t text_decode(const char *text, size_t length, uint32_t *code)
{
  const unsigned char *bytes = (const unsigned char *)text;
  static const unsigned char masks[] = {0x7F, 0x1F, 0x0F, 0x07};
  size_t more = bytes[0] < 0x80 ? 0 : bytes[0] >= 0xF0 ? 3 : bytes[0] >= 0xE0 ? 2 : 1;
  *code = 0;
  if (more >= length || (bytes[0] >= 0x80 && bytes[0] < 0xC2) || bytes[0] > 0xF4)
    return 1;
  uint32_t sum = bytes[0] & masks[more];
  for (size_t i = 1; i <= more; i++) {
    if ((bytes[i] & 0xC0) != 0x80)
      return 1;
    sum = sum << 6 | (bytes[i] & 0x3F);
  }
  *code = sum;
  return more + 1;
}

bool text_is_control(uint32_t code)
{
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static size_t code_width(uint32_t code)
{
  if (text_is_control(code) || code < 0x80)
    return 1;
  int width = wcwidth((wchar_t)code);
  return width < 0 ? 1 : (size_t)width; /* -1: not known to the locale */
}

size_t text_width(const char *text, size_t length)
{
  size_t width = 0;
  for (size_t i = 0; i < length;) {
    uint32_t code;
    i += text_decode(text + i, length - i, &code);
    width += code_width(code);
  }
  return width;
}

static void print_bytes(FILE *out, const char *text, size_t length)
{
  for (size_t i = 0; i < length;) {
    uint32_t code;
    size_t bytes = text_decode(text + i, length - i, &code);
    if (text_is_control(code))
      fputc('?', out);
    else
      fwrite(text + i, 1, bytes, out);
    i += bytes;
  }
}

void text_print(FILE *out, const char *text)
{
  print_bytes(out, text, strlen(text));
}

/* Bytes of `text` that fit into `width` columns. */
static size_t bytes_within(const char *text, size_t length, size_t width, size_t *taken)
{
  size_t i = 0;
  *taken = 0;
  while (i < length) {
    uint32_t code;
    size_t bytes = text_decode(text + i, length - i, &code);
    if (*taken + code_width(code) > width)
      break;
    *taken += code_width(code);
    i += bytes;
  }
  return i;
}

size_t text_print_short(FILE *out, const char *text, size_t width)
{
  size_t length = strlen(text), whole = text_width(text, length), taken, passed;
  if (whole <= width) {
    print_bytes(out, text, length);
    return whole;
  }
  print_bytes(out, text, bytes_within(text, length, width / 2, &taken));
  fputs(ELLIPSIS, out);
  size_t end = bytes_within(text, length, whole - (width - 1 - taken), &passed);
  while (end < length && whole - passed > width - 1 - taken) {
    uint32_t code; /* a wide character that would be cut in two */
    end += text_decode(text + end, length - end, &code);
    passed += code_width(code);
  }
  print_bytes(out, text + end, length - end);
  return taken + 1 + whole - passed;
}

void text_print_wrapped(FILE *out, const char *first, const char *text)
{
  size_t indent = text_width(first, strlen(first));
  size_t room = TEXT_WIDTH - indent, used = 0;
  text_print(out, first);
  for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
    size_t length = strcspn(text, " "), width = text_width(text, length);
    if (used > 0 && used + 1 + width > room) {
      fprintf(out, "\n%*s", (int)indent, "");
      used = 0;
    }
    if (width > room)
      length = bytes_within(text, length, room, &width);
    if (used > 0)
      used += (size_t)(fputc(' ', out) != EOF);
    print_bytes(out, text, length);
    used += width;
    text += length;
  }
  fputc('\n', out);
}

bool text_takes_colour(FILE *out)
{
  const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(fileno(out)) && (no_colour == NULL || no_colour[0] == '\0') && term != NULL &&
         strcmp(term, "dumb") != 0;
}

void text_print_heading(FILE *out, const char *text)
{
  bool bold = text_takes_colour(out);
  fputs(bold ? "\x1b[1m" : "", out);
  text_print_short(out, text, TEXT_WIDTH);
  fputs(bold ? "\x1b[0m\n" : "\n", out);
}

void complain(const char *format, ...)
{
  char message[2048];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  fputs("placement: ", stderr);
  text_print(stderr, message);
  fputc('\n', stderr);
}
