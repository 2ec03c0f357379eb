/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "findings_text.h"

#include "figures.h"
#include "numbers.h"
#include "options.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIGNIFICANT 4 /* digits of numbers without a unit */
#define MOST_DECIMALS 6

/* How the figures of a column are shown. */
typedef struct shown {
  placement_table_column column;
  int decimals;
  double factor;
} shown;

static bool is_money(int32_t unit)
{
  return unit == PLACEMENT_UNIT_MONEY || unit == PLACEMENT_UNIT_WEEKLY_COST;
}

/* Enough that the largest figure of these rows of the column has its digits, and none if all are whole. */
static int decimals_of_numbers(const placement_findings *f, size_t table, size_t first, size_t end, size_t column)
{
  double largest = 0;
  bool whole = true;
  for (size_t row = first; row < end; row++) {
    double value = fabs(placement_findings_number(f, table, row, column));
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

/* Of a unit other than PLACEMENT_UNIT_NUMBER. Standard errors of figures with decimals have one more. */
static int decimals_of_unit(int32_t unit, const char *name)
{
  size_t length = strlen(name);
  bool error = length > 3 && strcmp(name + length - 3, "_se") == 0;
  int decimals = unit == PLACEMENT_UNIT_PROBABILITY ? 1 : figures_decimals(unit);
  return decimals > 0 && error ? decimals + 1 : decimals;
}

static double factor_of(int32_t unit)
{
  return unit == PLACEMENT_UNIT_PROBABILITY ? 100 : figures_factor(unit);
}

static void add_cell(table *t, const placement_findings *f, size_t which, size_t row, size_t column, const shown *s,
                     const money_scale *scale)
{
  char text[NUMBER_SIZE + 2];
  int32_t unit = placement_findings_unit(f, which, row, column);
  double value = placement_findings_number(f, which, row, column);
  if (s->column.unit == PLACEMENT_UNIT_TEXT) {
    table_text(t, placement_findings_text(f, which, row, column));
  } else if (isnan(value)) {
    table_text(t, "-");
  } else if (isinf(value)) {
    table_text(t, value > 0 ? "no limit" : "-no limit");
  } else if (s->column.unit != PLACEMENT_UNIT_OF_ROW) {
    table_number(t, value * s->factor * (unit == PLACEMENT_UNIT_MONEY ? scale->factor : 1), s->decimals);
  } else {
    double factor = factor_of(unit) * (unit == PLACEMENT_UNIT_MONEY ? scale->factor : 1);
    int decimals = unit == PLACEMENT_UNIT_NUMBER ? decimals_of_numbers(f, which, row, row + 1, column)
                                                 : decimals_of_unit(unit, s->column.name);
    number_format(text, value * factor, decimals);
    if (factor_of(unit) != 1)
      strcat(text, "%");
    table_text(t, text);
  }
}

/* The columns that people see. */
static size_t find_shown(const placement_findings *f, size_t which, const placement_table *of, shown *all,
                         size_t *positions)
{
  size_t count = 0;
  for (size_t c = 0; c < of->column_count; c++) {
    shown *s = &all[count];
    if (placement_findings_column(f, which, c, &s->column, NULL) != PLACEMENT_OK || s->column.heading == NULL)
      continue;
    s->factor = factor_of(s->column.unit);
    s->decimals = s->column.unit == PLACEMENT_UNIT_NUMBER ? decimals_of_numbers(f, which, 0, of->row_count, c)
                                                          : decimals_of_unit(s->column.unit, s->column.name);
    positions[count++] = c;
  }
  return count;
}

static money_scale scale_of(const placement_findings *f, size_t which, const placement_table *of)
{
  double largest = 0;
  for (size_t i = 0; i < of->row_count * of->column_count; i++) {
    size_t row = i / of->column_count, c = i % of->column_count;
    double value = fabs(placement_findings_number(f, which, row, c));
    if (placement_findings_unit(f, which, row, c) == PLACEMENT_UNIT_MONEY && isfinite(value))
      largest = fmax(largest, value);
  }
  return figures_money_scale(placement_findings_currency(f), largest);
}

static bool has_money(const shown *all, size_t count)
{
  bool money = false;
  for (size_t i = 0; i < count; i++)
    money = money || is_money(all[i].column.unit);
  return money;
}

/* Leading columns that tell rows apart beside the labels: names, and whole numbers such as months. */
static size_t count_keys(const shown *all, size_t count)
{
  size_t keys = 1;
  while (keys < count && (all[keys].column.unit == PLACEMENT_UNIT_TEXT ||
                          (all[keys].column.unit == PLACEMENT_UNIT_NUMBER && all[keys].decimals == 0)))
    keys++;
  return keys - 1;
}

/* The first column labels the rows. */
static bool print_rows(const placement_findings *f, size_t which, const placement_table *of, const shown *all,
                       const size_t *positions, size_t count)
{
  money_scale scale = scale_of(f, which, of);
  table *t = table_new(count > 1 ? count - 1 : 1);
  table_keys(t, count_keys(all, count));
  table_row(t, 0, has_money(all, count) ? scale.unit : "");
  for (size_t i = 1; i < count; i++)
    table_text(t, all[i].column.heading);
  for (size_t row = 0; row < of->row_count; row++) {
    table_row(t, 0, placement_findings_text(f, which, row, positions[0]));
    for (size_t i = 1; i < count; i++)
      add_cell(t, f, which, row, positions[i], &all[i], &scale);
  }
  bool printed = table_print(t, stdout);
  table_free(t);
  return printed;
}

static bool print_table(const placement_findings *f, size_t which)
{
  placement_table of;
  if (placement_findings_table(f, which, &of, NULL) != PLACEMENT_OK || of.heading == NULL || of.row_count == 0 ||
      of.column_count == 0)
    return true;
  shown *all = calloc(of.column_count, sizeof *all);
  size_t *positions = calloc(of.column_count, sizeof *positions);
  bool printed = all != NULL && positions != NULL;
  size_t count = printed ? find_shown(f, which, &of, all, positions) : 0;
  if (count > 0) {
    fputc('\n', stdout);
    text_print_heading(stdout, of.heading);
    printed = print_rows(f, which, &of, all, positions, count);
  }
  if (count > 0 && of.note[0] != '\0')
    text_print_wrapped(stdout, "", of.note);
  free(all);
  free(positions);
  return printed;
}

/* Of a provenance member, "" if there is none. */
static const char *find_provenance(const placement_findings *f, const char *name)
{
  for (size_t i = 0; i < placement_findings_provenance_count(f); i++)
    if (strcmp(placement_findings_provenance_name(f, i), name) == 0)
      return placement_findings_provenance_value(f, i);
  return "";
}

/* Whether a part before this one has the same source or, of provenance, the same name and value. */
static bool is_source_told(const placement_findings *const *parts, size_t part, const char *source)
{
  for (size_t p = 0; p < part; p++)
    for (size_t i = 0; i < placement_findings_source_count(parts[p]); i++)
      if (strcmp(placement_findings_source(parts[p], i), source) == 0)
        return true;
  return false;
}

static bool is_provenance_told(const placement_findings *const *parts, size_t part, const char *name)
{
  for (size_t p = 0; p < part; p++)
    if (strcmp(find_provenance(parts[p], name), find_provenance(parts[part], name)) == 0)
      return true;
  return false;
}

static void print_run(const placement_findings *f)
{
  char count[NUMBER_SIZE];
  uint64_t replications = strtoull(find_provenance(f, "replications"), NULL, 10);
  if (replications == 0) /* nothing was simulated */
    printf("libplacement %s\n", find_provenance(f, "version"));
  else
    printf("libplacement %s, seed %s, %s replications\n", find_provenance(f, "version"), find_provenance(f, "seed"),
           number_count(count, replications));
}

static void print_provenance(const placement_findings *const *parts, size_t count)
{
  fputc('\n', stdout);
  for (size_t p = 0; p < count; p++)
    for (size_t i = 0; i < placement_findings_source_count(parts[p]); i++)
      if (!is_source_told(parts, p, placement_findings_source(parts[p], i)))
        text_print_wrapped(stdout, "Method: ", placement_findings_source(parts[p], i));
  for (size_t p = 0; p < count; p++) {
    for (size_t i = 0; i < placement_findings_provenance_count(parts[p]); i++) {
      const char *name = placement_findings_provenance_name(parts[p], i), *digest = strstr(name, "_sha256");
      if (digest != NULL && !is_provenance_told(parts, p, name))
        printf("%.*s sha256 %.12s\n", (int)(digest - name), name, placement_findings_provenance_value(parts[p], i));
    }
  }
  for (size_t p = 0; p < count; p++)
    if (!is_provenance_told(parts, p, "replications"))
      print_run(parts[p]);
}

static bool print_part(const placement_findings *f)
{
  bool printed = true;
  for (size_t i = 0; i < placement_findings_sentence_count(f); i++)
    text_print_wrapped(stdout, "", placement_findings_sentence(f, i));
  for (size_t i = 0; i < placement_findings_table_count(f) && printed; i++)
    printed = print_table(f, i);
  return printed;
}

int findings_text_print(const char *title, const placement_findings *const *parts, size_t count)
{
  bool printed = true;
  text_print_heading(stdout, title);
  for (size_t i = 0; i < count && printed; i++) {
    if (i > 0)
      fputc('\n', stdout);
    printed = print_part(parts[i]);
  }
  print_provenance(parts, count);
  if (printed)
    return EXIT_FINE;
  complain("out of memory");
  return EXIT_NOT_DONE;
}
