/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/memory.h"
#include "report/findings_parts.h"
#include "report/meanings.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 128 /* of a column */

static const char *copy(placement_findings *f, const char *text)
{
  const char *copied = f->failed ? NULL : plm_text_pool_add(&f->pool, text);
  f->failed = copied == NULL;
  return copied;
}

/* The array, moved if it had to grow; what it held stays if it could not. */
static void *make_room(placement_findings *f, void *array, size_t *space, size_t needed, size_t size)
{
  f->failed = f->failed || plm_grow_array(&array, space, needed, size) != 0;
  return array;
}

static void add_text(placement_findings *f, plm_text_list *list, const char *text)
{
  list->texts = make_room(f, (void *)list->texts, &list->space, list->count + 1, sizeof *list->texts);
  if (f->failed)
    return;
  list->texts[list->count] = copy(f, text);
  list->count += !f->failed;
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
  free((void *)f->sentences.texts);
  free((void *)f->sources.texts);
  free((void *)f->names.texts);
  free((void *)f->values.texts);
  for (size_t i = 0; i < f->sheet_count; i++) {
    free(f->sheets[i].columns);
    free(f->sheets[i].units);
    free(f->sheets[i].cells);
    free(f->sheets[i].sums);
    free(f->sheets[i].steps);
  }
  free(f->sheets);
  plm_text_pool_clear(&f->pool);
  free(f);
}

static void tell_meanings(placement_findings *f)
{
  char text[PLM_MEANING_SIZE];
  for (size_t i = 0; i < f->sheet_count; i++) {
    plm_tell_row(f, i, text);
    f->sheets[i].row_is = copy(f, text);
    for (size_t c = 0; c < f->sheets[i].column_count; c++) {
      plm_tell_meaning(f, i, f->sheets[i].columns[c].name, text);
      f->sheets[i].columns[c].meaning = copy(f, text);
    }
  }
}

placement_status plm_findings_finish(placement_findings *f, placement_findings **finished, placement_error *err)
{
  if (f != NULL && !f->failed)
    tell_meanings(f);
  if (f == NULL || f->failed) {
    placement_findings_free(f);
    return plm_fail_memory(err);
  }
  *finished = f;
  return PLACEMENT_OK;
}

/* NULL if it failed. */
static const char *format_text(placement_findings *f, const char *format, va_list arguments)
{
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  char *text = length >= 0 ? plm_new_array((size_t)length + 1, 1) : NULL;
  const char *copied = NULL;
  f->failed |= text == NULL;
  if (text != NULL) {
    (void)vsnprintf(text, (size_t)length + 1, format, again);
    copied = copy(f, text);
  }
  va_end(again);
  free(text);
  return copied;
}

void plm_findings_sentence(placement_findings *f, const char *format, ...)
{
  va_list arguments;
  if (f == NULL)
    return;
  va_start(arguments, format);
  const char *text = format_text(f, format, arguments);
  va_end(arguments);
  if (text != NULL)
    add_text(f, &f->sentences, text);
}

void plm_findings_source(placement_findings *f, const char *source)
{
  if (f != NULL)
    add_text(f, &f->sources, source);
}

/* "-£1.23 million", "-1.23 million EUR". */
static plm_decimal with_currency(const placement_findings *f, double amount, double scale, int places)
{
  plm_decimal told, digits = plm_format_decimal(amount / scale, places, true);
  const char *words = scale == 1e9 ? " billion" : scale == 1e6 ? " million" : "";
  bool below = digits.text[0] == '-';
  if (f == NULL || f->failed || strcmp(f->currency, "GBP") == 0)
    (void)snprintf(told.text, sizeof told.text, "%s\xC2\xA3%.400s%s", below ? "-" : "", digits.text + (below ? 1 : 0),
                   words);
  else
    (void)snprintf(told.text, sizeof told.text, "%.400s%s %.80s", digits.text, words, f->currency);
  return told;
}

plm_decimal plm_findings_amount(const placement_findings *f, double amount)
{
  return with_currency(f, amount, 1, 0);
}

plm_decimal plm_findings_millions(const placement_findings *f, double amount)
{
  return with_currency(f, amount, 1e6, 2);
}

plm_decimal plm_findings_about(const placement_findings *f, double amount)
{
  double size = fabs(amount), step = 1;
  while (size / step >= 999.5)
    step *= 10;
  amount = plm_round_decimal(amount / step, 0) * step;
  double scale = fabs(amount) >= 1e9 ? 1e9 : fabs(amount) >= 1e6 ? 1e6 : 1, shown = fabs(amount) / scale;
  int places = scale == 1 || shown >= 100 ? 0 : shown >= 10 ? 1 : 2;
  return with_currency(f, amount, scale, places);
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
  plm_sheet *s = &f->sheets[f->sheet_count++];
  *s = (plm_sheet){0};
  s->name = copy(f, name);
  s->heading = heading != NULL ? copy(f, heading) : NULL;
  s->note = copy(f, note);
}

static plm_sheet *last_sheet(placement_findings *f)
{
  return f == NULL || f->failed || f->sheet_count == 0 ? NULL : &f->sheets[f->sheet_count - 1];
}

void plm_findings_groups(placement_findings *f, size_t count)
{
  plm_sheet *s = last_sheet(f);
  if (s != NULL)
    s->group_count = count;
}

void plm_findings_across(placement_findings *f, const char *variable)
{
  plm_sheet *s = last_sheet(f);
  if (s != NULL)
    s->across = copy(f, variable);
}

void plm_findings_detail(placement_findings *f)
{
  plm_sheet *s = last_sheet(f);
  if (s != NULL)
    s->detail = 1;
}

void plm_findings_answers(placement_findings *f, size_t row)
{
  plm_sheet *s = last_sheet(f);
  if (s != NULL)
    s->answer_row = row + 1;
}

void plm_findings_summary(placement_findings *f, const char *format, ...)
{
  va_list arguments;
  plm_sheet *s = last_sheet(f);
  if (s == NULL)
    return;
  va_start(arguments, format);
  s->summary = format_text(f, format, arguments);
  va_end(arguments);
}

/* NULL if there is none of this name in the last table. */
static plm_column *column_named(placement_findings *f, const char *name)
{
  plm_sheet *s = last_sheet(f);
  for (size_t i = 0; s != NULL && i < s->column_count; i++)
    if (strcmp(s->columns[i].name, name) == 0)
      return &s->columns[i];
  return NULL;
}

void plm_findings_column_adds_up(placement_findings *f, const char *name)
{
  plm_column *c = column_named(f, name);
  if (c != NULL)
    c->adds_up = 1;
}

void plm_findings_column_total(placement_findings *f, const char *name)
{
  plm_column *c = column_named(f, name);
  if (c != NULL)
    c->total = 1;
}

static plm_column *last_column(placement_findings *f)
{
  plm_sheet *s = last_sheet(f);
  return s == NULL || s->column_count == 0 ? NULL : &s->columns[s->column_count - 1];
}

void plm_findings_adds_up(placement_findings *f)
{
  plm_column *c = last_column(f);
  if (c != NULL)
    c->adds_up = 1;
}

void plm_findings_total(placement_findings *f)
{
  plm_column *c = last_column(f);
  if (c != NULL)
    c->total = 1;
}

void plm_findings_column(placement_findings *f, const char *name, const char *heading, int32_t unit)
{
  plm_sheet *s = last_sheet(f);
  if (s == NULL || s->row_count > 0)
    return;
  s->columns = make_room(f, s->columns, &s->column_space, s->column_count + 1, sizeof *s->columns);
  if (f->failed)
    return;
  plm_column *c = &s->columns[s->column_count++];
  c->name = copy(f, name);
  c->heading = heading != NULL ? copy(f, heading) : NULL;
  c->unit = unit;
  c->adds_up = c->total = 0;
  c->meaning = NULL;
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
  plm_sheet *s = last_sheet(f);
  if (s == NULL)
    return;
  size_t cells = (s->row_count + 1) * s->column_count;
  s->units = make_room(f, s->units, &s->row_space, s->row_count + 1, sizeof *s->units);
  s->cells = make_room(f, s->cells, &s->cell_space, cells, sizeof *s->cells);
  if (f->failed)
    return;
  for (size_t i = cells - s->column_count; i < cells; i++)
    s->cells[i] = (plm_cell){NULL, NAN};
  s->units[s->row_count++] = unit;
  s->filled = 0;
}

void plm_findings_addend(placement_findings *f, size_t row, int32_t sign)
{
  plm_sheet *s = last_sheet(f);
  if (s == NULL || s->row_count == 0)
    return;
  s->sums = make_room(f, s->sums, &s->sum_space, s->sum_count + 1, sizeof *s->sums);
  if (!f->failed)
    s->sums[s->sum_count++] = (plm_sum){s->row_count - 1, {row, sign}};
}

size_t plm_findings_row_count(const placement_findings *f)
{
  return f == NULL || f->sheet_count == 0 ? 0 : f->sheets[f->sheet_count - 1].row_count;
}

static plm_cell *next_cell(placement_findings *f)
{
  plm_sheet *s = last_sheet(f);
  if (s == NULL || s->row_count == 0 || s->filled == s->column_count)
    return NULL;
  return &s->cells[(s->row_count - 1) * s->column_count + s->filled++];
}

void plm_findings_text(placement_findings *f, const char *text)
{
  plm_cell *c = next_cell(f);
  if (c != NULL)
    c->text = copy(f, text);
}

void plm_findings_number(placement_findings *f, double number)
{
  plm_cell *c = next_cell(f);
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
