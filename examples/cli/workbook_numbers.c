/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cells of tables, and how figures look by their units.
 */
#include "workbook_book.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define POUND "\xC2\xA3"

static bool is_share(int32_t unit)
{
  return unit == PLACEMENT_UNIT_SHARE || unit == PLACEMENT_UNIT_PROBABILITY;
}

static bool is_money(int32_t unit)
{
  return unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST;
}

const char *book_currency(const placement_findings *f, char text[16])
{
  const char *currency = placement_findings_currency(f);
  if (strcmp(currency, "GBP") == 0)
    snprintf(text, 16, "%s", POUND);
  else
    snprintf(text, 16, "%.10s ", currency);
  return text;
}

/* Below zero with a minus, and in no colour of its own: less is a saving here, a loss there. What rounds to zero has no
 * sign. */
static void signed_format(char format[64], const char *positive, bool rounds_to_zero)
{
  snprintf(format, 64, rounds_to_zero ? "%.28s;%.28s" : "%.28s;-%.28s", positive, positive);
}

void book_number_format(const book_table *t, size_t row, size_t column, char format[64])
{
  static const char *const zeros[] = {"", ".0", ".00", ".000", ".0000", ".00000", ".000000"};
  char currency[16], positive[40];
  int32_t unit = book_cell_unit(t, row, column);
  int decimals = view_decimals(&t->view, row, &t->view.columns[column]);
  if (is_money(unit)) {
    const char *sign = book_currency(t->view.findings, currency);
    bool pound = strcmp(sign, POUND) == 0;
    snprintf(positive, sizeof positive, "%s%.12s%s#,##0", pound ? "" : "\"", sign, pound ? "" : "\"");
  } else {
    snprintf(positive, sizeof positive, "%s%s%s", is_share(unit) ? "0" : "#,##0", zeros[decimals],
             is_share(unit) ? "%" : "");
  }
  double value = book_figure(t, row, column) * (is_share(unit) ? 100 : 1);
  signed_format(format, positive, value < 0 && -value < 0.5 * pow(10, -decimals));
}

void book_axis_format(const book_table *t, size_t column, double largest, char format[64])
{
  char currency[16], positive[40];
  int32_t unit = t->view.columns[column].column.unit;
  if (!is_money(unit)) {
    snprintf(format, 64, "%s", is_share(unit) ? "0%" : "#,##0");
    return;
  }
  const char *sign = book_currency(t->view.findings, currency);
  bool pound = strcmp(sign, POUND) == 0;
  snprintf(positive, sizeof positive, "%s%.12s%s%s", pound ? "" : "\"", sign, pound ? "" : "\"",
           largest >= 1e7   ? "#,##0,,\"m\""
           : largest >= 1e6 ? "0.0,,\"m\""
           : largest >= 1e4 ? "#,##0,\"k\""
                            : "#,##0");
  snprintf(format, 64, "%.28s;-%.28s", positive, positive);
}

void book_unit(const book_table *t, size_t column, char text[32])
{
  const placement_table_column *c = &t->view.columns[column].column;
  char currency[16];
  size_t heading = strlen(c->heading);
  bool said = heading > 0 && c->heading[heading - 1] == '%';
  text[0] = '\0';
  switch (c->unit) {
  case PLACEMENT_UNIT_MONEY:
    snprintf(text, 32, "%s", book_currency(t->view.findings, currency));
    break;
  case PLACEMENT_UNIT_WEEKLY_COST:
    (void)book_currency(t->view.findings, currency);
    snprintf(text, 32, "%s%sa week", currency, strcmp(currency, POUND) == 0 ? " " : "");
    break;
  case PLACEMENT_UNIT_NIGHTS:
    snprintf(text, 32, "nights");
    break;
  case PLACEMENT_UNIT_COUNT:
    snprintf(text, 32, "number");
    break;
  case PLACEMENT_UNIT_CHILDREN:
    snprintf(text, 32, "average number");
    break;
  case PLACEMENT_UNIT_SHARE:
  case PLACEMENT_UNIT_PROBABILITY:
    snprintf(text, 32, "%s", said ? "" : "%");
    break;
  default:
    break;
  }
}

/* A number of so many digits; -1 if there are others. */
static int digits_of(const char *text, size_t count)
{
  int number = 0;
  for (size_t i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9')
      return -1;
    number = 10 * number + text[i] - '0';
  }
  return number;
}

bool book_date(const book_table *t, size_t row, size_t column, lxw_datetime *date, const char **format)
{
  const char *name = t->view.columns[column].column.name, *text = book_label(t, row, column);
  bool month = strcmp(name, "month") == 0;
  *format = month ? BOOK_MONTH : "d mmm yyyy";
  if (!book_is_text(t, column) || (!month && strcmp(name, "closes") != 0) || strlen(text) != (month ? 7 : 10) ||
      text[4] != '-' || (!month && text[7] != '-'))
    return false;
  *date = (lxw_datetime){
      .year = digits_of(text, 4), .month = digits_of(text + 5, 2), .day = month ? 1 : digits_of(text + 8, 2)};
  return date->year >= 1901 && date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= 31;
}

double book_figure(const book_table *t, size_t row, size_t column)
{
  return placement_findings_number(t->view.findings, t->view.number, row, t->view.columns[column].position);
}

const char *book_label(const book_table *t, size_t row, size_t column)
{
  return placement_findings_text(t->view.findings, t->view.number, row, t->view.columns[column].position);
}

int32_t book_cell_unit(const book_table *t, size_t row, size_t column)
{
  return placement_findings_unit(t->view.findings, t->view.number, row, t->view.columns[column].position);
}

size_t book_addends(const book_table *t, size_t row)
{
  return placement_findings_addend_count(t->view.findings, t->view.number, row);
}

bool book_is_text(const book_table *t, size_t column)
{
  return t->view.columns[column].column.unit == PLACEMENT_UNIT_TEXT;
}

size_t book_find_column(const book_table *t, const char *name)
{
  for (size_t i = 0; i < t->view.count; i++)
    if (strcmp(t->view.columns[i].column.name, name) == 0)
      return i;
  return t->view.count;
}

const book_table *book_find_table(const book *b, size_t part, const char *name)
{
  for (size_t i = 0; i < b->table_count; i++)
    if (b->tables[i].part == part && strcmp(b->tables[i].view.table.name, name) == 0)
      return &b->tables[i];
  return NULL;
}
