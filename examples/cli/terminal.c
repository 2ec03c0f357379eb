/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Characters are transliterated by iconv of the C library, which knows them all. Where its "//TRANSLIT" does not exist,
 * each becomes "?".
 */
#define _XOPEN_SOURCE 700 /* fileno, isatty, nl_langinfo */
#include "terminal.h"

#include "numbers.h"

#include <iconv.h>
#include <langinfo.h>
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 100
#define WIDTH_AT_LEAST 40
#define WIDTH_AT_MOST 1000

static bool is_utf8 = true;

void terminal_start(void)
{
  is_utf8 = setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
    setlocale(LC_CTYPE, "en_GB.UTF-8");
}

size_t terminal_width(FILE *out)
{
  struct winsize size;
  uint64_t width = 0;
  const char *columns = getenv("COLUMNS");
  if (!isatty(fileno(out)))
    return WIDTH;
  if (columns == NULL || number_parse(columns, &width) != NUMBER_OK || width == 0)
    width = ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : WIDTH;
  return width < WIDTH_AT_LEAST ? WIDTH_AT_LEAST : width > WIDTH_AT_MOST ? WIDTH_AT_MOST : (size_t)width;
}

bool terminal_is_ascii(FILE *out)
{
  return !is_utf8 && isatty(fileno(out));
}

void terminal_ascii(const char *character, size_t length, char text[TERMINAL_ASCII_SIZE])
{
  iconv_t converter = iconv_open("ASCII//TRANSLIT", "UTF-8");
  char copy[8] = "", *from = copy, *to = text;
  size_t left = length < sizeof copy ? length : 0, room = TERMINAL_ASCII_SIZE - 1;
  memcpy(copy, character, left);
  bool opened = (intptr_t)converter != -1;
  bool converted = opened && iconv(converter, &from, &left, &to, &room) != (size_t)-1 && to != text;
  if (opened)
    iconv_close(converter);
  if (!converted) {
    text[0] = '?';
    to = text + 1;
  }
  *to = '\0';
}
