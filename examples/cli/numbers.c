/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numbers.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *number_count(char text[NUMBER_SIZE], uint64_t value)
{
  char digits[24];
  size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, value);
  char *out = text;
  for (size_t i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      *out++ = ',';
    *out++ = digits[i];
  }
  *out = '\0';
  return text;
}

const char *number_format(char text[NUMBER_SIZE], double value, int decimals)
{
  static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  if (isnan(value)) {
    snprintf(text, NUMBER_SIZE, "n/a");
    return text;
  }
  /* Whole numbers and their remainder, because printf of a double follows the locale. */
  uint64_t power = powers[decimals];
  double scaled = round(fabs(value) * (double)power);
  if (scaled >= 1e18) {
    snprintf(text, NUMBER_SIZE, value < 0 ? "-(huge)" : "(huge)");
    return text;
  }
  uint64_t units = (uint64_t)scaled;
  char whole[NUMBER_SIZE];
  number_count(whole, units / power);
  const char *sign = value < 0 && units > 0 ? "-" : "";
  if (decimals == 0)
    snprintf(text, NUMBER_SIZE, "%.1s%.30s", sign, whole);
  else
    snprintf(text, NUMBER_SIZE, "%.1s%.30s.%0*" PRIu64, sign, whole, decimals, units % power);
  return text;
}

static int digit_of(char c, uint64_t base)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (base == 16 && c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (base == 16 && c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

/* Once a decimal number has one separator, it has one before every third digit from the right, and the same one. */
static bool groups_are_sound(const char *text)
{
  size_t length = strlen(text);
  size_t first = strcspn(text, ",_");
  if (first == length)
    return true;
  if (first == 0 || first > 3 || (length - first) % 4 != 0)
    return false;
  for (size_t i = first; i < length; i++)
    if ((i - first) % 4 == 0 ? text[i] != text[first] : text[i] == ',' || text[i] == '_')
      return false;
  return true;
}

number_fault number_parse(const char *text, uint64_t *value)
{
  if (text[0] == '-' && digit_of(text[1], 10) >= 0)
    return NUMBER_NEGATIVE;
  uint64_t base = 10;
  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    base = 16;
    text += 2;
  }
  if (text[0] == '\0')
    return NUMBER_NOT_WHOLE;
  bool too_large = false;
  uint64_t sum = 0;
  for (const char *c = text; *c != '\0'; c++) {
    if (base == 10 && (*c == ',' || *c == '_'))
      continue;
    int digit = digit_of(*c, base);
    if (digit < 0)
      return NUMBER_NOT_WHOLE;
    if (sum > (UINT64_MAX - (uint64_t)digit) / base)
      too_large = true;
    else
      sum = sum * base + (uint64_t)digit;
  }
  if (base == 10 && !groups_are_sound(text))
    return NUMBER_BAD_GROUPS;
  if (too_large)
    return NUMBER_TOO_LARGE;
  *value = sum;
  return NUMBER_OK;
}

#define DIGITS 15 /* as many are exact in a double */
#define DIGITS_AFTER_POINT 9

number_fault number_parse_decimal(const char *text, double *value, bool *is_share)
{
  char whole[NUMBER_SIZE];
  size_t length = strcspn(text, ".%"), digits = 0;
  double sum = 0, power = 1;
  if (text[0] == '-' && digit_of(text[1], 10) >= 0)
    return NUMBER_NEGATIVE;
  if (length == 0)
    return NUMBER_NOT_WHOLE;
  if (length >= sizeof whole)
    return NUMBER_TOO_LARGE;
  memcpy(whole, text, length);
  whole[length] = '\0';
  const char *c = text;
  for (; *c != '\0' && *c != '.' && *c != '%'; c++) {
    if (*c == ',' || *c == '_')
      continue;
    if (digit_of(*c, 10) < 0)
      return NUMBER_NOT_WHOLE;
    sum = 10 * sum + digit_of(*c, 10);
    digits++;
  }
  if (*c == '.') {
    const char *point = c++;
    for (; digit_of(*c, 10) >= 0; c++, digits++, power *= 10)
      sum = 10 * sum + digit_of(*c, 10);
    if (c == point + 1)
      return NUMBER_NOT_WHOLE;
    if (c - point - 1 > DIGITS_AFTER_POINT)
      return NUMBER_TOO_LARGE;
  }
  bool share = *c == '%';
  if (c[share] != '\0')
    return NUMBER_NOT_WHOLE;
  if (!groups_are_sound(whole))
    return NUMBER_BAD_GROUPS;
  if (digits > DIGITS)
    return NUMBER_TOO_LARGE;
  *value = sum / (share ? 100 * power : power);
  *is_share = share;
  return NUMBER_OK;
}
