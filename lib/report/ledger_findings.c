/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger as findings: from, until, who, how much, what and why; and its proof, the sums beside the outcome of the
 * replication.
 */
#include "base/decimal.h"
#include "base/money.h"
#include "report/figures.h"
#include "report/findings.h"
#include "report/ledger_rows.h"
#include "scenario/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *who(const plm_ledger_entry *entry)
{
  return entry->child != NULL ? entry->child : entry->place != NULL ? entry->place : "";
}

/* Rounded to the penny as outcomes are: plm_format_decimal would round down what is a half in decimals only. Absurd
 * fees are left as they are, as their pence need not fit. */
static plm_decimal told_pence(double pounds)
{
  return plm_format_decimal(fabs(pounds) < 1e13 ? (double)plm_pence(pounds) / 100 : pounds, 2, true);
}

/* "1,234.50", "12 nights" or "1". */
static void add_amount(plm_words *words, const placement_plan *plan, const plm_ledger_entry *entry)
{
  int32_t unit = entry->metric != SIZE_MAX ? plan->metrics[entry->metric].unit : -1;
  if (unit == PLACEMENT_UNIT_MONEY && fabs(entry->amount) < 0.005)
    plm_words_add(words, plm_format_decimal(entry->amount, 6, true).text);
  else if (unit == PLACEMENT_UNIT_MONEY)
    plm_words_add(words, told_pence(entry->amount).text);
  else if (unit >= 0)
    plm_words_add(words, plm_format_decimal(entry->amount, 0, true).text);
  if (unit >= 0 && unit != PLACEMENT_UNIT_MONEY && unit != PLACEMENT_UNIT_COUNT)
    plm_words_add(words, entry->amount == 1 ? " night" : " nights");
}

static void add_rate(plm_words *words, const char *before, const plm_ledger_entry *entry, const char *after)
{
  if (!isfinite(entry->rate))
    return;
  plm_words_add(words, before);
  plm_words_add(words, told_pence(entry->rate).text);
  plm_words_add(words, after);
}

/* What a row of money is: its category, the line or the weekly price, and what that was multiplied by. */
static void add_money(plm_words *words, const placement_plan *plan, const plm_ledger_entry *entry)
{
  const plm_metric *metric = &plan->metrics[entry->metric];
  bool line = strcmp(entry->event, "cost line") == 0;
  bool beds = strcmp(entry->event, "cost of occupied beds") == 0;
  plm_words_add(words, metric->name);
  if (entry->line != NULL) {
    plm_words_add(words, ", ");
    plm_words_add(words, entry->line);
  }
  if (line || beds)
    add_rate(words, ": ", entry, line ? " x " : " ");
  else
    add_rate(words, " at ", entry, metric->base == PLM_COST_EXTERNAL_VISITS ? " a child and year" : " a week");
  if (entry->reason != NULL) {
    plm_words_add(words, line || beds ? "" : ", ");
    plm_words_add(words, entry->reason);
  }
}

static void add_event(plm_words *words, const placement_plan *plan, const plm_ledger_entry *entry)
{
  bool beds = entry->metric != SIZE_MAX && plan->metrics[entry->metric].unit == PLACEMENT_UNIT_NIGHTS;
  if (beds) {
    char count[16];
    (void)snprintf(count, sizeof count, "%" PRId32, entry->count);
    plm_words_add(words, count);
    plm_words_add(words, entry->count == 1 ? " bed " : " beds ");
  }
  plm_words_add(words, entry->event);
  if (entry->child != NULL && entry->place != NULL) {
    plm_words_add(words, " (");
    plm_words_add(words, entry->place);
    plm_words_add(words, ")");
  }
  if (entry->reason != NULL) {
    plm_words_add(words, ": ");
    plm_words_add(words, entry->reason);
  }
  add_rate(words, " at ", entry, " a week");
}

static void put_text(placement_findings *f, const char *text)
{
  plm_findings_text(f, text != NULL ? text : "");
}

/* The metric without its home, the home and the unit: nights where the metric is an average of children. */
static void put_metric(placement_findings *f, const placement_plan *plan, size_t metric)
{
  plm_words name = {{0}, 0};
  char unit[PLM_UNIT_SIZE] = "";
  const char *at = NULL;
  if (metric != SIZE_MAX) {
    int32_t code = plan->metrics[metric].unit;
    plm_words_add(&name, plan->metrics[metric].name);
    plm_unit_text(plan, code == PLACEMENT_UNIT_CHILDREN ? PLACEMENT_UNIT_NIGHTS : code, unit);
    at = strchr(plan->metrics[metric].name, '@');
    name.text[at != NULL ? (size_t)(at - plan->metrics[metric].name) : name.length] = '\0';
  }
  plm_findings_text(f, name.text);
  put_text(f, at != NULL ? at + 1 : NULL);
  plm_findings_text(f, unit);
}

static void add_row(placement_findings *f, const placement_plan *plan, const plm_ledger_entry *entry)
{
  plm_words amount = {{0}, 0}, what = {{0}, 0};
  char from[12], until[12];
  plm_ledger_date(plan, entry->day, from);
  plm_ledger_date(plan, entry->until, until);
  add_amount(&amount, plan, entry);
  if (entry->metric != SIZE_MAX && plan->metrics[entry->metric].unit == PLACEMENT_UNIT_MONEY)
    add_money(&what, plan, entry);
  else
    add_event(&what, plan, entry);
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, from);
  plm_findings_text(f, entry->until > entry->day ? until : "");
  put_text(f, who(entry));
  plm_findings_text(f, amount.text);
  plm_findings_text(f, what.text);
  put_text(f, plan->calendar.year_label[entry->column]);
  put_text(f, entry->event);
  put_text(f, entry->child);
  put_text(f, entry->place);
  put_text(f, entry->line);
  put_metric(f, plan, entry->metric);
  plm_findings_number(f, entry->count > 0 ? (double)entry->count : (double)NAN);
  plm_findings_number(f, entry->rate);
  plm_findings_number(f, entry->amount);
  put_text(f, entry->reason);
}

static void add_rows(placement_findings *f, const plm_ledger_rows *rows)
{
  static const char *const hidden[] = {"year", "event", "child", "place", "line", "metric", "home", "unit"};
  plm_findings_table(f, "rows", "Day by day", "");
  plm_findings_column(f, "from", "from", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "until", "until", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "who", "child or place", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "told", "amount", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "what", "what and why", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
    plm_findings_column(f, hidden[i], NULL, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "count", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "rate", NULL, PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "amount", NULL, PLACEMENT_UNIT_NUMBER); /* without a unit, as it is not to be rounded */
  plm_findings_column(f, "reason", NULL, PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < rows->count; i++)
    add_row(f, rows->request->plan, &rows->entries[i]);
}

static double unit_of(const plm_metric *metric)
{
  return metric->unit == PLACEMENT_UNIT_MONEY ? 100 : 1;
}

/* To the penny, the night and the event. Sums of doubles are off by some millionths of a penny. */
static bool agrees(const plm_ledger_rows *rows, const plm_metric *metric, size_t column, double figure)
{
  double outcome = (double)rows->outcome[plm_cell(rows->request->plan, (size_t)metric->base, column)];
  return fabs(figure * unit_of(metric) - outcome) < 0.01;
}

static const char *told_figure(const plm_metric *metric, double value, plm_decimal *decimal)
{
  *decimal = plm_format_decimal(value, metric->unit == PLACEMENT_UNIT_MONEY ? 2 : 0, true);
  return decimal->text;
}

static void add_sum(placement_findings *f, const plm_ledger_rows *rows, const plm_metric *metric, size_t column,
                    double figure)
{
  const placement_plan *plan = rows->request->plan;
  double outcome = (double)rows->outcome[plm_cell(plan, (size_t)metric->base, column)] / unit_of(metric);
  plm_decimal decimal;
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  put_text(f, metric->name);
  put_text(f, plan->calendar.year_label[column]);
  plm_findings_text(f, told_figure(metric, figure, &decimal));
  if (!plm_ledger_filtered(rows->request)) {
    plm_findings_text(f, told_figure(metric, outcome, &decimal));
    plm_findings_text(f, agrees(rows, metric, column, figure) ? "agrees" : "DIFFERS");
  }
  plm_findings_number(f, figure);
  if (!plm_ledger_filtered(rows->request))
    plm_findings_number(f, outcome);
}

static void begin_sums(placement_findings *f, bool filtered)
{
  plm_findings_table(f, "sums",
                     filtered ? "Sums of the rows shown: money, nights and events"
                              : "Sums of the ledger beside the outcome of the replication: money, nights and events",
                     "Added up before they are rounded.");
  plm_findings_groups(f, 1);
  plm_findings_column(f, "metric", "metric", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "year", "year", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "told", "ledger", PLACEMENT_UNIT_TEXT);
  if (!filtered) {
    plm_findings_column(f, "told_outcome", "outcome", PLACEMENT_UNIT_TEXT);
    plm_findings_column(f, "standing", "standing", PLACEMENT_UNIT_TEXT);
  }
  plm_findings_column(f, "ledger", NULL, PLACEMENT_UNIT_NUMBER);
  if (!filtered)
    plm_findings_column(f, "outcome", NULL, PLACEMENT_UNIT_NUMBER);
}

/* The figures of a home are those of all rows of the home, and told only where they differ. Returns how many differ. */
static size_t add_sums(placement_findings *f, const plm_ledger_rows *rows)
{
  const placement_plan *plan = rows->request->plan;
  bool filtered = plm_ledger_filtered(rows->request);
  size_t differing = 0;
  begin_sums(f, filtered);
  for (size_t m = 0; m < plan->metric_count; m++) {
    const plm_metric *metric = &plan->metrics[m];
    if (metric->base < 0 || metric->base == PLM_COST_REAL || metric->base == PLM_COST_NET_PRESENT)
      continue;
    bool of_home = metric->base >= (int32_t)PLM_BASE_COUNT;
    if (of_home && (metric->base - (int32_t)PLM_BASE_COUNT) % PLM_HOME_BASE_COUNT == PLM_HOME_BEDS_OPEN)
      continue;
    for (size_t column = 0; column <= plan->calendar.year_count; column++) {
      double figure =
          of_home ? plm_ledger_sum_of(rows, m, column) : plm_ledger_figure(rows, (plm_base)metric->base, column);
      bool same = filtered || agrees(rows, metric, column, figure);
      differing += same ? 0 : 1;
      if (!same || (!of_home && fabs(figure) >= 0.005))
        add_sum(f, rows, metric, column, figure);
    }
  }
  return differing;
}

static void add_condition(plm_words *words, const char *name, const char *value)
{
  if (value == NULL)
    return;
  plm_words_add(words, name);
  plm_words_add_visible(words, value, strlen(value));
}

static void add_sentences(placement_findings *f, const plm_ledger_rows *rows, size_t differing)
{
  const plm_ledger_request *r = rows->request;
  bool filtered = plm_ledger_filtered(r);
  plm_words shown = {{0}, 0};
  add_condition(&shown, " of the child ", r->filter.child);
  add_condition(&shown, " at ", r->filter.place);
  add_condition(&shown, " from ", r->filter.from);
  add_condition(&shown, " until ", r->filter.until);
  if (rows->count == 0)
    plm_findings_sentence(f, "The ledger of replication %" PRIu64 " with seed %" PRIu64 " has no rows%s.",
                          r->replication, r->seed, shown.text);
  else if (filtered)
    plm_findings_sentence(f,
                          "These are the rows%s of the ledger of replication %" PRIu64 " with seed %" PRIu64
                          ", each whole; what is simulated is the same as without this choice.",
                          shown.text, r->replication, r->seed);
  else if (differing == 0)
    plm_findings_sentence(f,
                          "This is the ledger of replication %" PRIu64 " with seed %" PRIu64 "; it agrees with the "
                          "outcome of the replication, to the penny and the night, home by home.",
                          r->replication, r->seed);
  else
    plm_findings_sentence(f,
                          "This is the ledger of replication %" PRIu64 " with seed %" PRIu64 "; %zu sums differ from "
                          "the outcome of the replication.",
                          r->replication, r->seed, differing);
  plm_findings_sentence(f,
                        "A stay from one day until another is paid for the nights between them. Money is in %s, shown "
                        "to the penny and added up before it is rounded.",
                        r->plan->currency);
}

placement_status plm_ledger_findings(const plm_ledger_rows *rows, placement_findings **findings, placement_error *err)
{
  const plm_ledger_request *r = rows->request;
  placement_findings *f = plm_findings_new("placement-ledger/1", r->plan->currency);
  char seed[24];
  (void)snprintf(seed, sizeof seed, "%" PRIu64, r->seed);
  plm_findings_provenance(f, "version", placement_version());
  plm_findings_provenance(f, "currency", r->plan->currency);
  plm_findings_provenance(f, "seed", seed);
  plm_findings_provenance_whole(f, "replication", r->replication);
  plm_findings_provenance(f, "scenario_sha256", r->plan->sha256);
  add_rows(f, rows);
  add_sentences(f, rows, add_sums(f, rows));
  return plm_findings_finish(f, findings, err);
}
