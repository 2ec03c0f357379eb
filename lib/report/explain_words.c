/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/date.h"
#include "base/decimal.h"
#include "report/explain.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void plm_say(plm_explain *e, const char *format, ...)
{
  char text[2048];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  plm_put(e->writer, text);
}

/* The next of the figures, which are used in turn. */
static char *next_figure(plm_explain *e)
{
  e->told = (e->told + 1) % PLM_TOLD_COUNT;
  return e->figures[e->told];
}

const char *plm_told_rounded(plm_explain *e, double value, int places)
{
  char *text = next_figure(e);
  plm_decimal decimal;
  if (!isfinite(value))
    return "n/a";
  decimal = plm_format_decimal(value, places, true);
  plm_copy_text(text, PLM_TOLD_SIZE, decimal.text);
  return text;
}

const char *plm_told_number(plm_explain *e, double value)
{
  plm_decimal decimal;
  const char *point;
  if (!isfinite(value))
    return "n/a";
  decimal = plm_format_number(value);
  point = strchr(decimal.text, '.');
  return plm_told_rounded(e, value, point != NULL ? (int)strlen(point + 1) : 0);
}

const char *plm_told_percent(plm_explain *e, double share)
{
  char *text = next_figure(e);
  /* Rounded to nine places so that 0.07 is 7 and not 7.000000000000001. */
  (void)snprintf(text, PLM_TOLD_SIZE, "%.60s%%", plm_told_number(e, plm_round_decimal(share * 100, 7)));
  return text;
}

const char *plm_told_share(plm_explain *e, double share)
{
  char *text = next_figure(e);
  (void)snprintf(text, PLM_TOLD_SIZE, "%.60s%%", plm_told_rounded(e, share * 100, 1));
  return text;
}

static const char *told_money(plm_explain *e, double amount, int places)
{
  char *text = next_figure(e);
  const char *currency = e->scenario->prices.currency;
  const char *number = plm_told_rounded(e, amount, places);
  bool negative = number[0] == '-';
  if (strcmp(currency, "GBP") == 0)
    (void)snprintf(text, PLM_TOLD_SIZE, "%s\xC2\xA3%.50s", negative ? "-" : "", number + (negative ? 1 : 0));
  else
    (void)snprintf(text, PLM_TOLD_SIZE, "%.50s %.8s", number, currency);
  return text;
}

const char *plm_told_amount(plm_explain *e, double amount)
{
  /* A sum such as 5,200 x 1.4 is whole but for its last bits. */
  double rounded = plm_round_decimal(amount, 6);
  return told_money(e, amount, rounded == floor(rounded) ? 0 : 2);
}

const char *plm_told_money(plm_explain *e, double amount)
{
  return told_money(e, amount, 0);
}

const char *plm_told_date(plm_explain *e, int32_t day)
{
  char *text = next_figure(e);
  plm_civil civil = plm_civil_from_date(e->scenario->start + day);
  (void)snprintf(text, PLM_TOLD_SIZE, "%d %s %d", (int)civil.day, plm_month_name(civil.month), (int)civil.year);
  return text;
}

const char *plm_told_count(plm_explain *e, int64_t count, const char *one, const char *many)
{
  char *text = next_figure(e);
  (void)snprintf(text, PLM_TOLD_SIZE, "%.32s %.30s", plm_told_rounded(e, (double)count, 0), count == 1 ? one : many);
  return text;
}

const char *plm_told_comma(size_t i, size_t count)
{
  return i == 0 ? "" : i + 1 == count ? " and " : ", ";
}

const plm_json_value *plm_given(const plm_explain *e, const plm_json_value *object, const char *key)
{
  return plm_json_member(e->tree, object, key);
}

const char *plm_told_default(const plm_explain *e, const plm_json_value *object, const char *key)
{
  return plm_given(e, object, key) == NULL ? " (default)" : "";
}

void plm_say_defaults(plm_explain *e, const plm_json_value *object, const plm_default *rows)
{
  size_t count = 0;
  for (; rows->key != NULL; rows++) {
    if (plm_given(e, object, rows->key) != NULL)
      continue;
    plm_say(e, "%s%s", count++ == 0 ? "- By default: " : "; ", rows->words);
  }
  if (count > 0)
    plm_say(e, ".\n");
}
