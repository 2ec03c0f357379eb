/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/findings.h"
#include "base/memory.h"
#include "report/figures.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 128 /* of a column */

typedef struct text_list {
  char **texts;
  size_t count;
  size_t space;
} text_list;

typedef struct column {
  char *name;
  char *heading; /* may be NULL */
  int32_t unit;
} column;

typedef struct cell {
  char *text; /* NULL: a figure */
  double number;
} cell;

typedef struct sheet {
  char *name;
  char *heading;
  char *note;
  column *columns;
  size_t column_count, column_space;
  int32_t *units; /* of rows */
  size_t row_count, row_space;
  cell *cells; /* row after row */
  size_t cell_space;
  size_t filled; /* cells of the last row */
} sheet;

struct placement_findings {
  char *format;
  char *currency;
  text_list sentences;
  text_list sources;
  text_list names, values; /* of the provenance */
  uint64_t whole;          /* bit i is set if value i is a whole number */
  sheet *sheets;
  size_t sheet_count, sheet_space;
  bool failed;
};

static char *copy(placement_findings *f, const char *text)
{
  char *copied = f->failed ? NULL : plm_copy_string(text);
  f->failed = copied == NULL;
  return copied;
}

/* The array, moved if it had to grow; what it held stays if it could not. */
static void *make_room(placement_findings *f, void *array, size_t *space, size_t needed, size_t size)
{
  f->failed = f->failed || plm_grow_array(&array, space, needed, size) != 0;
  return array;
}

static void add_text(placement_findings *f, text_list *list, const char *text)
{
  list->texts = make_room(f, list->texts, &list->space, list->count + 1, sizeof *list->texts);
  if (f->failed)
    return;
  list->texts[list->count] = copy(f, text);
  list->count += !f->failed;
}

static void free_texts(text_list *list)
{
  for (size_t i = 0; i < list->count; i++)
    free(list->texts[i]);
  free(list->texts);
}

static void free_sheet(sheet *s)
{
  free(s->name);
  free(s->heading);
  free(s->note);
  for (size_t i = 0; i < s->column_count; i++) {
    free(s->columns[i].name);
    free(s->columns[i].heading);
  }
  free(s->columns);
  for (size_t i = 0; i < s->row_count * s->column_count; i++)
    free(s->cells[i].text);
  free(s->cells);
  free(s->units);
}

placement_findings *plm_findings_new(const char *format, const char *currency)
{
  placement_findings *f = plm_new_array(1, sizeof *f);
  if (f == NULL)
    return NULL;
  f->format = copy(f, format);
  f->currency = copy(f, currency);
  return f;
}

void placement_findings_free(placement_findings *f)
{
  if (f == NULL)
    return;
  free(f->format);
  free(f->currency);
  free_texts(&f->sentences);
  free_texts(&f->sources);
  free_texts(&f->names);
  free_texts(&f->values);
  for (size_t i = 0; i < f->sheet_count; i++)
    free_sheet(&f->sheets[i]);
  free(f->sheets);
  free(f);
}

placement_status plm_findings_finish(placement_findings *f, placement_findings **finished, placement_error *err)
{
  if (f == NULL || f->failed) {
    placement_findings_free(f);
    return plm_fail_memory(err);
  }
  *finished = f;
  return PLACEMENT_OK;
}

static void add_formatted(placement_findings *f, text_list *list, const char *format, va_list arguments)
{
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length >= 0 ? plm_new_array((size_t)length + 1, 1) : NULL;
  if (text != NULL) {
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    add_text(f, list, text);
  }
  f->failed |= text == NULL;
  va_end(again);
  free(text);
}

void plm_findings_sentence(placement_findings *f, const char *format, ...)
{
  va_list arguments;
  if (f == NULL)
    return;
  va_start(arguments, format);
  add_formatted(f, &f->sentences, format, arguments);
  va_end(arguments);
}

void plm_findings_source(placement_findings *f, const char *source)
{
  if (f != NULL)
    add_text(f, &f->sources, source);
}

plm_decimal plm_findings_amount(const placement_findings *f, double amount)
{
  plm_decimal told = plm_format_decimal(amount, 0, true);
  size_t length = strlen(told.text);
  const char *currency = f == NULL || f->failed || strcmp(f->currency, "GBP") == 0 ? "pounds" : f->currency;
  (void)snprintf(told.text + length, sizeof told.text - length, " %s", currency);
  return told;
}

void plm_findings_provenance(placement_findings *f, const char *name, const char *value)
{
  if (f == NULL)
    return;
  add_text(f, &f->values, value);
  add_text(f, &f->names, name);
}

void plm_findings_provenance_whole(placement_findings *f, const char *name, uint64_t value)
{
  char text[24];
  if (f == NULL)
    return;
  (void)snprintf(text, sizeof text, "%" PRIu64, value);
  f->whole |= (uint64_t)1 << f->names.count;
  plm_findings_provenance(f, name, text);
}

void plm_findings_provenance_of_run(placement_findings *f, const placement_run_options *options, uint64_t done)
{
  char seed[24]; /* as text: 64 bits do not fit into every reader's numbers */
  (void)snprintf(seed, sizeof seed, "%" PRIu64, options->seed);
  plm_findings_provenance(f, "version", placement_version());
  if (f != NULL && !f->failed)
    plm_findings_provenance(f, "currency", f->currency);
  plm_findings_provenance(f, "seed", seed);
  plm_findings_provenance_whole(f, "first_replication", options->first);
  plm_findings_provenance_whole(f, "replications", done);
  plm_findings_provenance(f, "rng", "philox4x32-10");
}

void plm_findings_table(placement_findings *f, const char *name, const char *heading, const char *note)
{
  if (f == NULL)
    return;
  f->sheets = make_room(f, f->sheets, &f->sheet_space, f->sheet_count + 1, sizeof *f->sheets);
  if (f->failed)
    return;
  sheet *s = &f->sheets[f->sheet_count++];
  *s = (sheet){0};
  s->name = copy(f, name);
  s->heading = heading != NULL ? copy(f, heading) : NULL;
  s->note = copy(f, note);
}

static sheet *last_sheet(placement_findings *f)
{
  return f == NULL || f->failed || f->sheet_count == 0 ? NULL : &f->sheets[f->sheet_count - 1];
}

void plm_findings_column(placement_findings *f, const char *name, const char *heading, int32_t unit)
{
  sheet *s = last_sheet(f);
  if (s == NULL || s->row_count > 0)
    return;
  s->columns = make_room(f, s->columns, &s->column_space, s->column_count + 1, sizeof *s->columns);
  if (f->failed)
    return;
  column *c = &s->columns[s->column_count++];
  c->name = copy(f, name);
  c->heading = heading != NULL ? copy(f, heading) : NULL;
  c->unit = unit;
}

void plm_findings_estimate_columns(placement_findings *f, const char *name, const char *heading, int32_t unit)
{
  static const char *const parts[] = {"se", "low", "high"};
  char text[LONGEST_NAME];
  plm_findings_column(f, name, heading, unit);
  for (size_t i = 0; i < 3; i++) {
    (void)snprintf(text, sizeof text, "%s_%s", name, parts[i]);
    plm_findings_column(f, text, i == 0 && heading != NULL ? "std error" : NULL, unit);
  }
}

void plm_findings_row(placement_findings *f, int32_t unit)
{
  sheet *s = last_sheet(f);
  if (s == NULL)
    return;
  size_t cells = (s->row_count + 1) * s->column_count;
  s->units = make_room(f, s->units, &s->row_space, s->row_count + 1, sizeof *s->units);
  s->cells = make_room(f, s->cells, &s->cell_space, cells, sizeof *s->cells);
  if (f->failed)
    return;
  for (size_t i = cells - s->column_count; i < cells; i++)
    s->cells[i] = (cell){NULL, NAN};
  s->units[s->row_count++] = unit;
  s->filled = 0;
}

static cell *next_cell(placement_findings *f)
{
  sheet *s = last_sheet(f);
  if (s == NULL || s->row_count == 0 || s->filled == s->column_count)
    return NULL;
  return &s->cells[(s->row_count - 1) * s->column_count + s->filled++];
}

void plm_findings_text(placement_findings *f, const char *text)
{
  cell *c = next_cell(f);
  if (c != NULL)
    c->text = copy(f, text);
}

void plm_findings_number(placement_findings *f, double number)
{
  cell *c = next_cell(f);
  if (c != NULL)
    c->number = number;
}

void plm_findings_estimate(placement_findings *f, const placement_estimate *estimate)
{
  plm_findings_number(f, estimate->value);
  plm_findings_number(f, estimate->se);
  plm_findings_number(f, estimate->low);
  plm_findings_number(f, estimate->high);
}

const char *placement_findings_format(const placement_findings *f)
{
  return f->format;
}

static const char *text_at(const text_list *list, size_t index)
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
  const sheet *s = &f->sheets[table];
  *description = (placement_table){s->name, s->heading, s->note, s->column_count, s->row_count};
  return PLACEMENT_OK;
}

placement_status placement_findings_column(const placement_findings *f, size_t table, size_t index,
                                           placement_table_column *description, placement_error *err)
{
  if (table >= f->sheet_count || index >= f->sheets[table].column_count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no column %zu of a table %zu", index, table);
  const column *c = &f->sheets[table].columns[index];
  *description = (placement_table_column){c->name, c->heading, c->unit};
  return PLACEMENT_OK;
}

static const cell *cell_at(const placement_findings *f, size_t table, size_t row, size_t index)
{
  static const cell none = {NULL, NAN};
  if (table >= f->sheet_count || row >= f->sheets[table].row_count || index >= f->sheets[table].column_count)
    return &none;
  return &f->sheets[table].cells[row * f->sheets[table].column_count + index];
}

const char *placement_findings_text(const placement_findings *f, size_t table, size_t row, size_t index)
{
  const cell *c = cell_at(f, table, row, index);
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
