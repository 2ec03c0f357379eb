/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/told_dates.h"

#include "base/date.h"
#include "scenario/utf8.h"

#include <stdio.h>

#define DATE_LENGTH 10

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static int two_digits(const char *text)
{
  return (text[0] - '0') * 10 + text[1] - '0';
}

/* Whether a month and a day of a date begin here, and no more digits or parts follow it. */
static bool is_date(const char *text)
{
  for (const char *form = "0000-00-00"; *form != '\0'; text++, form++)
    if (*form == '0' ? !is_digit(*text) : *text != *form)
      return false;
  int month = two_digits(text - 5), day = two_digits(text - 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && !is_digit(*text) && *text != '-';
}

plm_words plm_told_dates(const char *text)
{
  plm_words words = {{0}, 0};
  char before = ' ', told[40];
  size_t size;
  for (; *text != '\0'; text += size) {
    if (is_digit(before) || before == '-' || !is_date(text)) {
      size = plm_utf8_sequence(text, 4);
      if (size == 0)
        return words;
      (void)snprintf(told, sizeof told, "%.*s", (int)size, text);
      before = *text;
    } else {
      size = DATE_LENGTH;
      (void)snprintf(told, sizeof told, "%d %s %.4s", two_digits(text + 8), plm_month_name(two_digits(text + 5)), text);
    }
    plm_words_add(&words, told);
  }
  return words;
}
