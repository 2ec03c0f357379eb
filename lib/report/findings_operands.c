/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of a table that follow from others of it: differences, shares, and sums that are not those of whole rows.
 */
#include "base/error.h"
#include "base/memory.h"
#include "report/findings_parts.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MOST_OPERANDS 8   /* of one figure within a row */
#define CLOSE 1e-6        /* how sums of floating-point numbers may round: of small figures, */
#define CLOSE_SHARE 1e-11 /* and of large ones, as a share */

static plm_sheet *last_sheet(placement_findings *f)
{
  return f == NULL || f->failed || f->sheet_count == 0 ? NULL : &f->sheets[f->sheet_count - 1];
}

/* The number of columns if there is none of this name. */
static size_t column_named(const plm_sheet *s, const char *name, size_t length)
{
  size_t column = 0;
  while (column < s->column_count &&
         (strncmp(s->columns[column].name, name, length) != 0 || s->columns[column].name[length] != '\0'))
    column++;
  return column;
}

static double figure_at(const plm_sheet *s, size_t row, size_t column)
{
  return row < s->row_count && column < s->column_count ? s->cells[row * s->column_count + column].number : NAN;
}

/* What the operands come to. */
static double result_of(const plm_sheet *s, const placement_operand *operands, size_t count)
{
  double result = 0;
  for (size_t i = 0; i < count; i++) {
    double figure = figure_at(s, operands[i].row, operands[i].column);
    if (operands[i].operation == PLACEMENT_OPERAND_OVER)
      result = figure != 0 ? result / figure : NAN;
    else
      result += operands[i].operation == PLACEMENT_OPERAND_MINUS ? -figure : figure;
  }
  return result;
}

static bool is_before(const plm_step *step, size_t row, size_t column)
{
  return step->row < row || (step->row == row && step->column < column);
}

/* States the operands of a figure, behind those of the figures before it. */
static void state(placement_findings *f, plm_sheet *s, size_t row, size_t column, const placement_operand *operands,
                  size_t count)
{
  void *steps = s->steps;
  f->failed = plm_grow_array(&steps, &s->step_space, s->step_count + count, sizeof *s->steps) != 0;
  s->steps = steps;
  if (f->failed)
    return;
  size_t at = s->step_count;
  while (at > 0 && !is_before(&s->steps[at - 1], row, column))
    at--;
  if (at < s->step_count && s->steps[at].row == row && s->steps[at].column == column)
    return; /* it has been told how the figure comes about */
  memmove(s->steps + at + count, s->steps + at, (s->step_count - at) * sizeof *s->steps);
  for (size_t i = 0; i < count; i++)
    s->steps[at + i] = (plm_step){row, column, operands[i]};
  s->step_count += count;
}

static void state_if_so(placement_findings *f, plm_sheet *s, size_t row, size_t column,
                        const placement_operand *operands, size_t count)
{
  double figure = figure_at(s, row, column), result = result_of(s, operands, count);
  if (count > 0 && fabs(result - figure) <= fmax(CLOSE, CLOSE_SHARE * fabs(figure))) /* false of NAN */
    state(f, s, row, column, operands, count);
}

void plm_findings_follows(placement_findings *f, size_t row, const char *column, const plm_operand *operands,
                          size_t count)
{
  plm_sheet *s = last_sheet(f);
  placement_operand *found = s != NULL ? plm_new_array(count, sizeof *found) : NULL;
  if (s == NULL)
    return;
  f->failed = found == NULL;
  for (size_t i = 0; i < count && found != NULL; i++)
    found[i] = (placement_operand){operands[i].row, column_named(s, operands[i].column, strlen(operands[i].column)),
                                   operands[i].operation};
  if (found != NULL)
    state_if_so(f, s, row, column_named(s, column, strlen(column)), found, count);
  free(found);
}

void plm_findings_row_follows(placement_findings *f, const char *column, const char *columns)
{
  plm_sheet *s = last_sheet(f);
  placement_operand operands[MOST_OPERANDS];
  size_t count = 0;
  if (s == NULL || s->row_count == 0)
    return;
  for (const char *next = columns; *next != '\0' && count < MOST_OPERANDS;) {
    int32_t operation = *next == '-'   ? PLACEMENT_OPERAND_MINUS
                        : *next == '/' ? PLACEMENT_OPERAND_OVER
                                       : PLACEMENT_OPERAND_PLUS;
    size_t length = strcspn(++next, " ");
    operands[count++] = (placement_operand){s->row_count - 1, column_named(s, next, length), operation};
    next += length;
    next += strspn(next, " ");
  }
  state_if_so(f, s, s->row_count - 1, column_named(s, column, strlen(column)), operands, count);
}

/* The first operand of a figure; those that follow have the same row and column. */
static const plm_step *first_step(const plm_sheet *s, size_t row, size_t column)
{
  size_t low = 0, high = s->step_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (is_before(&s->steps[middle], row, column))
      low = middle + 1;
    else
      high = middle;
  }
  return s->steps + low;
}

size_t placement_findings_operand_count(const placement_findings *f, size_t table, size_t row, size_t column)
{
  if (table >= f->sheet_count || f->sheets[table].step_count == 0)
    return 0;
  const plm_sheet *s = &f->sheets[table];
  const plm_step *first = first_step(s, row, column), *end = s->steps + s->step_count, *next = first;
  while (next < end && next->row == row && next->column == column)
    next++;
  return (size_t)(next - first);
}

placement_status placement_findings_operand(const placement_findings *f, size_t table, size_t row, size_t column,
                                            size_t index, placement_operand *operand, placement_error *err)
{
  if (index >= placement_findings_operand_count(f, table, row, column))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no operand %zu of row %zu, column %zu of a table %zu",
                    index, row, column, table);
  *operand = first_step(&f->sheets[table], row, column)[index].operand;
  return PLACEMENT_OK;
}
