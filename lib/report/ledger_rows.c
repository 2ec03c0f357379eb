/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/ledger_rows.h"
#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"
#include "model/model.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEWEST_SERIES 256 /* a power of two */

bool plm_ledger_filtered(const plm_ledger_request *request)
{
  const placement_ledger_filter *f = &request->filter;
  return f->child != NULL || f->place != NULL || f->from != NULL || f->until != NULL;
}

void plm_ledger_date(const placement_plan *plan, int32_t day, char text[12])
{
  plm_civil civil = plm_civil_from_date(plan->calendar.start + day);
  (void)snprintf(text, 12, "%04u-%02u-%02u", (unsigned)civil.year % 10000U, (unsigned)civil.month % 100U,
                 (unsigned)civil.day % 100U);
}

static void add(plm_ledger_sum *to, double amount)
{
  double sum = to->sum + amount;
  to->lost += fabs(to->sum) >= fabs(amount) ? (to->sum - sum) + amount : (amount - sum) + to->sum;
  to->sum = sum;
}

double plm_ledger_sum_of(const plm_ledger_rows *rows, size_t metric, size_t column)
{
  const plm_ledger_sum *sum = &rows->sums[metric * (rows->request->plan->calendar.year_count + 1) + column];
  return sum->sum + sum->lost;
}

/* The number of the metric, or SIZE_MAX: a search by halves. */
static size_t find_metric(const plm_ledger_rows *rows, const char *name)
{
  size_t low = 0;
  size_t high = rows->request->plan->metric_count;
  while (name != NULL && low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(rows->by_name[middle].name, name);
    if (order == 0)
      return rows->by_name[middle].number;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return SIZE_MAX;
}

/* The dates are for later, when the nights in which nothing changes are one row. */
static bool passes(plm_ledger_rows *rows, const placement_ledger_row *row)
{
  const placement_ledger_filter *f = &rows->request->filter;
  if (f->child != NULL) {
    if (row->child == NULL || strcmp(row->child, f->child) != 0)
      return false;
    rows->child_seen = true;
  }
  return f->place == NULL || (row->place != NULL && strcmp(row->place, f->place) == 0);
}

static bool within_dates(const plm_ledger_request *request, const plm_ledger_entry *entry)
{
  int32_t last = entry->until > entry->day ? entry->until - 1 : entry->day;
  return entry->day < request->until && last >= request->from;
}

/* Nights of beds and costs that are counted daily go on in the row before if nothing changed. */
static bool goes_on(const plm_ledger_entry *before, const plm_ledger_entry *next)
{
  return before->until == next->day && next->day < next->until && before->column == next->column &&
         before->event == next->event && before->reason == next->reason && before->count == next->count;
}

/* The slot of the rows that are about the same as `entry`, or the one that is free for them. */
static size_t *find_series(const plm_ledger_rows *rows, size_t *slots, size_t room, const plm_ledger_entry *entry)
{
  uint64_t hash = (uint64_t)(uintptr_t)entry->place * 31 + (uint64_t)(uintptr_t)entry->line;
  hash = (hash * 31 + entry->metric) * UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = (size_t)(hash >> 32) & (room - 1);
  bool rated = isfinite(entry->rate);
  for (; slots[slot] != 0; slot = (slot + 1) & (room - 1)) {
    const plm_ledger_entry *last = &rows->entries[slots[slot] - 1];
    if (last->metric == entry->metric && last->place == entry->place && last->line == entry->line &&
        (last->rate == entry->rate || !rated))
      break;
  }
  return &slots[slot];
}

static bool grow_series(plm_ledger_rows *rows)
{
  size_t room = rows->series_room == 0 ? FEWEST_SERIES : 2 * rows->series_room;
  size_t *slots = plm_new_array(room, sizeof *slots);
  if (slots == NULL)
    return false;
  for (size_t i = 0; i < rows->series_room; i++)
    if (rows->series[i] != 0)
      *find_series(rows, slots, room, &rows->entries[rows->series[i] - 1]) = rows->series[i];
  free(rows->series);
  rows->series = slots;
  rows->series_room = room;
  return true;
}

/* True if the entry went into the row before it; otherwise it is to become row number rows->count. */
static bool join_series(plm_ledger_rows *rows, const plm_ledger_entry *entry)
{
  if (2 * rows->series_count >= rows->series_room && !grow_series(rows)) {
    rows->failed = true;
    return true;
  }
  size_t *last = find_series(rows, rows->series, rows->series_room, entry);
  if (*last != 0 && goes_on(&rows->entries[*last - 1], entry)) {
    rows->entries[*last - 1].until = entry->until;
    rows->entries[*last - 1].amount += entry->amount;
    return true;
  }
  rows->series_count += *last == 0 ? 1 : 0;
  *last = rows->count + 1;
  return false;
}

static void keep(plm_ledger_rows *rows, const plm_ledger_entry *entry)
{
  void *entries = rows->entries;
  if (plm_grow_array(&entries, &rows->capacity, rows->count + 1, sizeof *rows->entries) != 0) {
    rows->failed = true;
    return;
  }
  rows->entries = entries;
  bool once = entry->day == entry->until || strcmp(entry->event, "cost line") == 0;
  if (entry->metric != SIZE_MAX && entry->child == NULL && !once && join_series(rows, entry))
    return;
  rows->entries[rows->count++] = *entry;
}

static const char *pooled(plm_ledger_rows *rows, const char *text)
{
  const char *copy = text != NULL ? plm_text_pool_add(&rows->pool, text) : NULL;
  rows->failed = rows->failed || (text != NULL && copy == NULL);
  return copy;
}

static int collect(const placement_ledger_row *row, void *data)
{
  plm_ledger_rows *rows = data;
  plm_ledger_entry entry = {.day = row->day,
                            .until = row->until,
                            .order = rows->count,
                            .column = row->column,
                            .count = row->count,
                            .rate = row->rate,
                            .amount = row->amount};
  if (!passes(rows, row))
    return 0;
  entry.metric = find_metric(rows, row->metric);
  entry.event = pooled(rows, row->event);
  entry.child = pooled(rows, row->child);
  entry.place = pooled(rows, row->place);
  entry.reason = pooled(rows, row->reason);
  entry.line = pooled(rows, row->line);
  if (!rows->failed)
    keep(rows, &entry);
  return rows->failed ? -1 : 0;
}

/* Within a day first what happens, then what begins. */
static int by_first_day(const void *a, const void *b)
{
  const plm_ledger_entry *first = a;
  const plm_ledger_entry *second = b;
  bool first_lasts = first->until > first->day;
  bool second_lasts = second->until > second->day;
  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first_lasts != second_lasts)
    return first_lasts ? 1 : -1;
  return first->order < second->order ? -1 : first->order > second->order;
}

static int by_metric_name(const void *a, const void *b)
{
  const plm_ledger_metric *first = a;
  const plm_ledger_metric *second = b;
  return strcmp(first->name, second->name);
}

static placement_status prepare(plm_ledger_rows *rows, placement_error *err)
{
  const placement_plan *plan = rows->request->plan;
  size_t metrics = plan->metric_count;
  rows->by_name = plm_new_array(metrics, sizeof *rows->by_name);
  rows->sums = plm_new_array(metrics, (plan->calendar.year_count + 1) * sizeof *rows->sums);
  rows->outcome = plm_new_array(plan->cell_count, sizeof *rows->outcome);
  if (rows->by_name == NULL || rows->sums == NULL || rows->outcome == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < metrics; i++)
    rows->by_name[i] = (plm_ledger_metric){plan->metrics[i].name, i};
  qsort(rows->by_name, metrics, sizeof *rows->by_name, by_metric_name);
  return PLACEMENT_OK;
}

static placement_status read_outcome(plm_ledger_rows *rows, placement_error *err)
{
  const plm_ledger_request *r = rows->request;
  placement_workspace *workspace = NULL;
  placement_status status = placement_workspace_new(r->plan, &workspace, err);
  if (status == PLACEMENT_OK)
    status = placement_replicate(r->plan, r->seed, r->replication, workspace, err);
  if (status == PLACEMENT_OK)
    memcpy(rows->outcome, plm_workspace_outcome(workspace), r->plan->cell_count * sizeof *rows->outcome);
  placement_workspace_free(workspace);
  return status;
}

/* Leaves out what is not within the dates, adds up the rest and brings it into its order. */
static void settle(plm_ledger_rows *rows)
{
  size_t years = rows->request->plan->calendar.year_count;
  size_t kept = 0;
  for (size_t i = 0; i < rows->count; i++) {
    const plm_ledger_entry entry = rows->entries[i];
    if (!within_dates(rows->request, &entry))
      continue;
    rows->entries[kept++] = entry;
    if (entry.metric == SIZE_MAX)
      continue;
    add(&rows->sums[entry.metric * (years + 1) + entry.column], entry.amount);
    add(&rows->sums[entry.metric * (years + 1) + years], entry.amount);
  }
  rows->count = kept;
  if (kept > 0)
    qsort(rows->entries, kept, sizeof *rows->entries, by_first_day);
}

placement_status plm_ledger_rows_read(plm_ledger_rows *rows, const plm_ledger_request *request, placement_error *err)
{
  rows->request = request;
  placement_status status = prepare(rows, err);
  if (status == PLACEMENT_OK)
    status = placement_trace(request->plan, request->seed, request->replication, collect, rows, err);
  if (rows->failed)
    return plm_fail_memory(err);
  if (status == PLACEMENT_OK && !plm_ledger_filtered(request))
    status = read_outcome(rows, err);
  if (status != PLACEMENT_OK)
    return status;
  const char *group = request->plan->group_count > 0 ? request->plan->groups[0].id : "core";
  if (request->filter.child != NULL && !rows->child_seen)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                    "replication %lu has no child '%s'; children are called by their group and a number, such as "
                    "'%s 1', or '%s i1' when they were there on the first day",
                    (unsigned long)request->replication, request->filter.child, group, group);
  settle(rows);
  return PLACEMENT_OK;
}

double plm_ledger_figure(const plm_ledger_rows *rows, plm_base base, size_t column)
{
  const placement_plan *plan = rows->request->plan;
  double sum = 0;
  switch (base) {
  case PLM_COST_TOTAL:
    return plm_ledger_figure(rows, PLM_COST_REVENUE, column) + plm_ledger_figure(rows, PLM_COST_CAPITAL, column);
  case PLM_COST_REVENUE:
    return plm_ledger_figure(rows, PLM_COST_IN_HOUSE, column) + plm_ledger_figure(rows, PLM_COST_EXTERNAL, column) +
           plm_ledger_figure(rows, PLM_COST_STEP_DOWN, column) - plm_ledger_figure(rows, PLM_INCOME_SOLD_BEDS, column);
  case PLM_COST_IN_HOUSE:
    return plm_ledger_figure(rows, PLM_COST_IN_HOUSE_FIXED, column) +
           plm_ledger_figure(rows, PLM_COST_IN_HOUSE_OCCUPANCY, column) +
           plm_ledger_figure(rows, PLM_COST_PROGRAMME, column);
  case PLM_COST_EXTERNAL:
    for (int part = PLM_COST_EXTERNAL_STANDARD; part <= PLM_COST_EXTERNAL_VISITS; part++)
      sum += plm_ledger_figure(rows, (plm_base)part, column);
    return sum;
  case PLM_BEDS_OPEN:
    for (int state = PLM_BEDS_OCCUPIED; state <= PLM_BEDS_NO_DEMAND; state++)
      sum += plm_ledger_figure(rows, (plm_base)state, column);
    return sum;
  default:
    break;
  }
  bool beds = base >= PLM_BEDS_OCCUPIED && base <= PLM_BEDS_NO_DEMAND;
  for (size_t m = 0; m < plan->metric_count; m++) {
    int32_t of_home = plan->metrics[m].base - (int32_t)PLM_BASE_COUNT;
    if (beds ? of_home >= 0 && of_home % PLM_HOME_BASE_COUNT == (int32_t)(base - PLM_BEDS_OPEN)
             : plan->metrics[m].base == (int32_t)base)
      sum += plm_ledger_sum_of(rows, m, column);
  }
  return sum;
}

void plm_ledger_rows_clear(plm_ledger_rows *rows)
{
  plm_text_pool_clear(&rows->pool);
  free(rows->entries);
  free(rows->by_name);
  free(rows->series);
  free(rows->sums);
  free(rows->outcome);
  *rows = (plm_ledger_rows){0};
}
