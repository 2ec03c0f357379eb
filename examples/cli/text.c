/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* wcwidth, fileno */
#include "text.h"

#include "terminal.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#define WORD_MOST 1000 /* bytes of what counts as one word */
#define INDENT 4       /* of what follows a first text that is too wide to stand beside */

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

/* A character as it is shown. */
typedef struct glyph {
  size_t bytes; /* that it has in the text */
  size_t width;
  size_t length; /* of `shown` */
  const char *shown;
  char ascii[TERMINAL_ASCII_SIZE];
} glyph;

static void find_glyph(const char *text, size_t length, bool ascii, glyph *g)
{
  uint32_t code;
  g->bytes = text_decode(text, length, &code);
  g->width = code_width(code);
  g->shown = text_is_control(code) ? "?" : text;
  g->length = text_is_control(code) ? 1 : g->bytes;
  if (!ascii || code < 0x80 || text_is_control(code))
    return;
  terminal_ascii(text, g->bytes, g->ascii);
  g->shown = g->ascii;
  g->length = g->width = strlen(g->ascii);
}

/* As text_width, where only ASCII is shown or everything. */
static size_t width_as(const char *text, size_t length, bool ascii)
{
  size_t width = 0;
  glyph g;
  for (size_t i = 0; i < length; i += g.bytes) {
    find_glyph(text + i, length - i, ascii, &g);
    width += g.width;
  }
  return width;
}

size_t text_width(const char *text, size_t length)
{
  return width_as(text, length, terminal_is_ascii(stdout));
}

static void print_bytes(FILE *out, const char *text, size_t length)
{
  bool ascii = terminal_is_ascii(out);
  glyph g;
  for (size_t i = 0; i < length; i += g.bytes) {
    find_glyph(text + i, length - i, ascii, &g);
    fwrite(g.shown, 1, g.length, out);
  }
}

void text_print(FILE *out, const char *text)
{
  print_bytes(out, text, strlen(text));
}

/* Bytes of `text` that fit into `width` columns. */
static size_t bytes_within(const char *text, size_t length, size_t width, bool ascii)
{
  size_t i = 0, taken = 0;
  glyph g;
  for (; i < length; i += g.bytes) {
    find_glyph(text + i, length - i, ascii, &g);
    if (taken + g.width > width)
      break;
    taken += g.width;
  }
  return i;
}

static size_t fit(const char *text, size_t length, size_t width, bool ascii)
{
  size_t most = bytes_within(text, length, width, ascii), end = most;
  uint32_t code;
  while (end > 1 && strchr("-/_", text[end - 1]) == NULL)
    end--;
  end = 2 * end > most ? end : most;
  return most == length ? length : end > 0 ? end : text_decode(text, length, &code);
}

size_t text_fit(const char *text, size_t length, size_t width)
{
  return fit(text, length, width, terminal_is_ascii(stdout));
}

/* No further than WORD_MOST, so that lines of endless words are not looked through to the end one by one. */
static size_t blank_within(const char *text)
{
  size_t length = 0;
  while (text[length] != '\0' && text[length] != ' ' && length < WORD_MOST)
    length++;
  if (length == WORD_MOST) /* not within a character */
    while (length > WORD_MOST - 4 && ((unsigned char)text[length] & 0xC0) == 0x80)
      length--;
  return length;
}

size_t text_word(const char *text)
{
  size_t length = blank_within(text);
  return strncmp(text + length, " %", 2) == 0 ? length + 2 + blank_within(text + length + 2) : length;
}

/* Without the newline at the end. */
static void print_wrapped(FILE *out, const char *first, const char *text)
{
  bool ascii = terminal_is_ascii(out);
  size_t line = terminal_width(out), used = width_as(first, strlen(first), ascii);
  size_t indent = used * 3 <= line || used < INDENT ? used : INDENT; /* what follows keeps most of a narrow line */
  bool begun = false;
  text_print(out, first);
  for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
    size_t length = text_word(text), width = width_as(text, length, ascii);
    if (begun ? used + 1 + width > line : used > indent && used + width > line) {
      fprintf(out, "\n%*s", (int)indent, "");
      used = indent;
      begun = false;
    }
    if (width > line - used && !begun) {
      length = fit(text, length, line - used, ascii);
      width = width_as(text, length, ascii);
    }
    if (begun)
      used += (size_t)(fputc(' ', out) != EOF);
    print_bytes(out, text, length);
    used += width;
    begun = true;
    text += length;
  }
}

void text_print_wrapped(FILE *out, const char *first, const char *text)
{
  print_wrapped(out, first, text);
  fputc('\n', out);
}

bool text_takes_colour(FILE *out)
{
  const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(fileno(out)) && (no_colour == NULL || no_colour[0] == '\0') && term != NULL &&
         strcmp(term, "dumb") != 0;
}

void text_print_line(FILE *out, const char *text)
{
  if (isatty(fileno(out)))
    print_wrapped(out, "", text);
  else
    text_print(out, text);
  fputc('\n', out);
}

void text_print_heading(FILE *out, const char *text)
{
  bool bold = text_takes_colour(out);
  fputs(bold ? "\x1b[1m" : "", out);
  print_wrapped(out, "", text);
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
