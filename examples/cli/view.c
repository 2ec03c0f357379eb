/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIGNIFICANT 4 /* digits of numbers without a unit */
#define MOST_DECIMALS 6
#define LEAST_IN_THOUSANDS 1e6

static bool is_money(int32_t unit)
{
  return unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST;
}

/* Enough that the largest figure of these rows of the column has its digits, and none if all are whole. */
static int decimals_of_numbers(const view *v, size_t first, size_t end, size_t column)
{
  double largest = 0;
  bool whole = true;
  for (size_t row = first; row < end; row++) {
    double value = fabs(placement_findings_number(v->findings, v->number, row, column));
    if (!isfinite(value))
      continue;
    whole = whole && value == floor(value);
    largest = fmax(largest, value);
  }
  if (whole || largest == 0)
    return 0;
  double decimals = SIGNIFICANT - 1 - floor(log10(largest));
  return decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : (int)decimals;
}

/* Of a unit other than PLACEMENT_UNIT_NUMBER. Standard errors of figures with decimals, and of costs a week, which are
 * known to less than a pound, have one more. */
static int decimals_of_unit(int32_t unit, const char *name)
{
  size_t length = strlen(name);
  bool error = length > 3 && strcmp(name + length - 3, "_se") == 0;
  int decimals = unit == PLACEMENT_UNIT_PROBABILITY ? 1 : figures_decimals(unit);
  return error && (decimals > 0 || unit == PLACEMENT_UNIT_WEEKLY_COST) ? decimals + 1 : decimals;
}

static double factor_of(int32_t unit)
{
  return unit == PLACEMENT_UNIT_PROBABILITY ? 100 : figures_factor(unit);
}

int view_decimals(const view *v, size_t row, const view_column *c)
{
  int32_t unit = placement_findings_unit(v->findings, v->number, row, c->position);
  if (c->column.unit != PLACEMENT_UNIT_OF_ROW)
    return c->decimals;
  return unit == PLACEMENT_UNIT_NUMBER ? decimals_of_numbers(v, row, row + 1, c->position)
                                       : decimals_of_unit(unit, c->column.name);
}

const char *view_cell(const view *v, size_t row, const view_column *c, char text[VIEW_CELL_SIZE])
{
  int32_t unit = placement_findings_unit(v->findings, v->number, row, c->position);
  double value = placement_findings_number(v->findings, v->number, row, c->position);
  double scale = unit == PLACEMENT_UNIT_MONEY ? v->scale.factor : 1;
  if (c->column.unit == PLACEMENT_UNIT_TEXT)
    return placement_findings_text(v->findings, v->number, row, c->position);
  if (isnan(value))
    return "-";
  if (isinf(value))
    return value > 0 ? "no limit" : "-no limit";
  if (c->column.unit != PLACEMENT_UNIT_OF_ROW)
    return number_format(text, value * c->factor * scale, c->decimals);
  number_format(text, value * factor_of(unit) * scale, view_decimals(v, row, c));
  if (factor_of(unit) != 1)
    strcat(text, "%");
  return text;
}

/* A figure such as "88,653.41" or "264 nights". */
static bool is_figure(const char *text)
{
  const char *digits = text + (text[0] == '-' ? 1 : 0);
  size_t length = strspn(digits, "0123456789,.");
  return length > 0 && (digits[length] == '\0' || (digits[length] == ' ' && strchr(digits + length + 1, ' ') == NULL));
}

static bool begins_with_digit(const char *text)
{
  return text[0] >= '0' && text[0] <= '9';
}

/* Whether a column of texts has any, all of which are `such`. */
static bool all_are(const view *v, size_t column, bool (*such)(const char *text))
{
  bool any = false;
  for (size_t row = 0; row < v->table.row_count; row++) {
    const char *text = placement_findings_text(v->findings, v->number, row, column);
    if (text[0] != '\0' && !such(text))
      return false;
    any = any || text[0] != '\0';
  }
  return any;
}

static void find_columns(view *v)
{
  for (size_t position = 0; position < v->table.column_count; position++) {
    view_column *c = &v->columns[v->count];
    if (placement_findings_column(v->findings, v->number, position, &c->column, NULL) != PLACEMENT_OK ||
        c->column.heading == NULL)
      continue;
    c->position = position;
    c->factor = factor_of(c->column.unit);
    c->is_text = c->column.unit == PLACEMENT_UNIT_TEXT && !all_are(v, position, is_figure);
    c->decimals = c->column.unit == PLACEMENT_UNIT_NUMBER ? decimals_of_numbers(v, 0, v->table.row_count, position)
                                                          : decimals_of_unit(c->column.unit, c->column.name);
    v->has_money = v->has_money || is_money(c->column.unit);
    v->count++;
  }
}

/* Leading columns that tell rows apart beside the labels: names, and whole numbers such as months. */
static size_t count_keys(const view *v)
{
  size_t i = v->figures;
  while (i < v->count && (v->columns[i].column.unit == PLACEMENT_UNIT_TEXT ||
                          (v->columns[i].column.unit == PLACEMENT_UNIT_NUMBER && v->columns[i].decimals == 0)))
    i++;
  return i - v->figures;
}

static double largest_amount(const view *v)
{
  double largest = 0;
  for (size_t i = 0; i < v->table.row_count * v->table.column_count; i++) {
    size_t row = i / v->table.column_count, c = i % v->table.column_count;
    double value = fabs(placement_findings_number(v->findings, v->number, row, c));
    if (placement_findings_unit(v->findings, v->number, row, c) == PLACEMENT_UNIT_MONEY && isfinite(value))
      largest = fmax(largest, value);
  }
  return largest;
}

bool view_new(const placement_findings *findings, size_t number, view *v)
{
  *v = (view){.findings = findings, .number = number};
  if (placement_findings_table(findings, number, &v->table, NULL) != PLACEMENT_OK || v->table.heading == NULL ||
      v->table.row_count == 0 || v->table.column_count == 0)
    return true;
  v->columns = calloc(v->table.column_count, sizeof *v->columns);
  if (v->columns == NULL)
    return false;
  find_columns(v);
  v->groups = v->table.group_count < v->count ? v->table.group_count : v->count;
  v->labelled = v->groups < v->count && v->columns[v->groups].column.unit == PLACEMENT_UNIT_TEXT;
  v->figures = v->groups + (v->labelled ? 1 : 0);
  v->keys = count_keys(v);
  v->scale = figures_money_scale(placement_findings_currency(findings), largest_amount(v));
  return true;
}

bool view_in_thousands(view *v)
{
  if (v->scale.factor < 1 || largest_amount(v) < LEAST_IN_THOUSANDS)
    return false;
  v->scale = figures_money_scale(placement_findings_currency(v->findings), 1e9);
  return true;
}

void view_clear(view *v)
{
  free(v->columns);
  *v = (view){0};
}

static const char *text_at(const view *v, size_t row, size_t column)
{
  return placement_findings_text(v->findings, v->number, row, v->columns[column].position);
}

size_t view_first_change(const view *v, size_t row)
{
  size_t i = 0;
  while (row > 0 && i < v->groups && strcmp(text_at(v, row, i), text_at(v, row - 1, i)) == 0)
    i++;
  return i;
}

const char *view_label(const view *v, size_t row)
{
  return v->labelled ? text_at(v, row, v->groups) : "";
}

const char *view_corner(const view *v)
{
  bool dated = v->labelled && all_are(v, v->columns[v->groups].position, begins_with_digit);
  return v->has_money ? v->scale.unit : dated ? v->columns[v->groups].column.heading : "";
}
