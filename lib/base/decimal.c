/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LARGE 1e15 /* from here on a double has no decimals to speak of; zeros take their place */

static const double powers[PLM_DECIMAL_PLACES + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

plm_decimal plm_format_decimal(double value, int places, bool thousands)
{
  plm_decimal decimal;
  char digits[PLM_DECIMAL_SIZE - 128], *to = decimal.text;
  double size = fabs(value);
  int kept = size < LARGE ? places : 0;
  int length = snprintf(digits, sizeof digits, "%.0f", kept == places ? floor(size * powers[places] + 0.5) : size);
  int whole = length - kept; /* digits before the point; 0 or less if there is none */
  if (value < 0 && strspn(digits, "0") != (size_t)length)
    *to++ = '-';
  if (whole <= 0)
    *to++ = '0';
  for (int i = 0; i < whole; i++) {
    *to++ = digits[i];
    if (thousands && i + 1 < whole && (whole - i - 1) % 3 == 0)
      *to++ = ',';
  }
  if (places > 0)
    *to++ = '.';
  for (int i = 0; i < places; i++) {
    int at = whole + i;
    *to++ = kept == 0 || at < 0 ? '0' : digits[at];
  }
  *to = '\0';
  return decimal;
}

double plm_round_decimal(double value, int places)
{
  double size = fabs(value);
  return size < LARGE ? copysign(floor(size * powers[places] + 0.5) / powers[places], value) : value;
}

plm_decimal plm_format_number(double value)
{
  plm_decimal decimal;
  int places = PLM_DECIMAL_PLACES;
  for (double limit = 1e6; places > 0 && fabs(value) >= limit; limit *= 10)
    places--;
  decimal = plm_format_decimal(value, places, false);
  if (places > 0) {
    size_t length = strlen(decimal.text);
    while (decimal.text[length - 1] == '0')
      length--;
    if (decimal.text[length - 1] == '.')
      length--;
    decimal.text[length] = '\0';
  }
  return decimal;
}
