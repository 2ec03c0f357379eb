/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "report/findings_parts.h"

#include <math.h>

const char *placement_findings_format(const placement_findings *f)
{
  return f->format;
}

static const char *text_at(const plm_text_list *list, size_t index)
{
  return index < list->count ? list->texts[index] : NULL;
}

size_t placement_findings_sentence_count(const placement_findings *f)
{
  return f->sentences.count;
}

const char *placement_findings_sentence(const placement_findings *f, size_t index)
{
  return text_at(&f->sentences, index);
}

size_t placement_findings_source_count(const placement_findings *f)
{
  return f->sources.count;
}

const char *placement_findings_source(const placement_findings *f, size_t index)
{
  return text_at(&f->sources, index);
}

size_t placement_findings_provenance_count(const placement_findings *f)
{
  return f->names.count;
}

const char *placement_findings_provenance_name(const placement_findings *f, size_t index)
{
  return text_at(&f->names, index);
}

const char *placement_findings_provenance_value(const placement_findings *f, size_t index)
{
  return text_at(&f->values, index);
}

bool plm_findings_provenance_is_whole(const placement_findings *f, size_t index)
{
  return f->whole >> index & 1;
}

size_t placement_findings_table_count(const placement_findings *f)
{
  return f->sheet_count;
}

placement_status placement_findings_table(const placement_findings *f, size_t table, placement_table *description,
                                          placement_error *err)
{
  if (table >= f->sheet_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no table %zu", table);
  const plm_sheet *s = &f->sheets[table];
  *description = (placement_table){
      .name = s->name,
      .heading = s->heading,
      .note = s->note,
      .column_count = s->column_count,
      .row_count = s->row_count,
      .group_count = s->group_count,
      .detail = s->detail,
      .answer_row = s->answer_row > 0 && s->answer_row <= s->row_count ? s->answer_row - 1 : s->row_count,
      .across = s->across,
      .summary = s->summary != NULL ? s->summary : "",
      .row_is = s->row_is,
  };
  return PLACEMENT_OK;
}

placement_status placement_findings_column(const placement_findings *f, size_t table, size_t index,
                                           placement_table_column *description, placement_error *err)
{
  if (table >= f->sheet_count || index >= f->sheets[table].column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no column %zu of a table %zu", index, table);
  const plm_column *c = &f->sheets[table].columns[index];
  *description = (placement_table_column){c->name, c->heading, c->unit, c->adds_up, c->total, c->meaning};
  return PLACEMENT_OK;
}

/* The first of the sums that row `of` is; those that follow have the same. */
static const plm_sum *first_sum(const plm_sheet *s, size_t of)
{
  size_t low = 0, high = s->sum_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (s->sums[middle].of < of)
      low = middle + 1;
    else
      high = middle;
  }
  return s->sums + low;
}

size_t placement_findings_addend_count(const placement_findings *f, size_t table, size_t row)
{
  if (table >= f->sheet_count || f->sheets[table].sum_count == 0)
    return 0;
  const plm_sheet *s = &f->sheets[table];
  const plm_sum *first = first_sum(s, row), *end = s->sums + s->sum_count, *next = first;
  while (next < end && next->of == row)
    next++;
  return (size_t)(next - first);
}

placement_status placement_findings_addend(const placement_findings *f, size_t table, size_t row, size_t index,
                                           placement_addend *addend, placement_error *err)
{
  if (index >= placement_findings_addend_count(f, table, row))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no addend %zu of a row %zu of a table %zu", index, row,
                    table);
  *addend = first_sum(&f->sheets[table], row)[index].addend;
  return PLACEMENT_OK;
}

static const plm_cell *cell_at(const placement_findings *f, size_t table, size_t row, size_t index)
{
  static const plm_cell none = {NULL, NAN};
  if (table >= f->sheet_count || row >= f->sheets[table].row_count || index >= f->sheets[table].column_count)
    return &none;
  return &f->sheets[table].cells[row * f->sheets[table].column_count + index];
}

const char *placement_findings_text(const placement_findings *f, size_t table, size_t row, size_t index)
{
  const plm_cell *c = cell_at(f, table, row, index);
  return c->text != NULL ? c->text : "";
}

double placement_findings_number(const placement_findings *f, size_t table, size_t row, size_t index)
{
  return cell_at(f, table, row, index)->number;
}

int32_t placement_findings_unit(const placement_findings *f, size_t table, size_t row, size_t index)
{
  if (table >= f->sheet_count || row >= f->sheets[table].row_count || index >= f->sheets[table].column_count)
    return PLACEMENT_UNIT_NUMBER;
  int32_t unit = f->sheets[table].columns[index].unit;
  return unit == PLACEMENT_UNIT_OF_ROW ? f->sheets[table].units[row] : unit;
}

const char *placement_findings_currency(const placement_findings *f)
{
  return f->currency;
}
