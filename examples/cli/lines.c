/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lines.h"

#include "text.h"

#include <stdbool.h>
#include <string.h>

/* How wide the longest word is. */
static size_t word_width(const char *text)
{
  size_t most = 0;
  for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
    size_t length = text_word(text), width = text_width(text, length);
    most = width > most ? width : most;
    text += length;
  }
  return most;
}

size_t lines_take(const char **text, size_t width)
{
  const char *start = *text;
  size_t end = 0;
  for (size_t i = 0; start[i] != '\0';) {
    size_t blanks = strspn(start + i, " "), word = text_word(start + i + blanks);
    bool fits = text_width(start, i + blanks + word) <= width;
    if (end > 0 && !fits)
      break;
    if (!fits) { /* a word that has no line of its own */
      end = blanks + text_fit(start + blanks, word, width > blanks ? width - blanks : 1);
      break;
    }
    i += blanks + word;
    end = i;
  }
  *text = start + end + strspn(start + end, " ");
  return end;
}

size_t lines_count(const char *text, size_t width)
{
  size_t lines = 0;
  for (; *text != '\0'; lines++)
    lines_take(&text, width);
  return lines;
}

size_t lines_width(const char *text, size_t most)
{
  size_t width = most == 1 ? text_width(text, strlen(text)) : word_width(text);
  while (lines_count(text, width) > most)
    width++;
  return width;
}
