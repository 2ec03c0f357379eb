/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger to be read: from, until, who, how much, what and why.
 */
#include "base/decimal.h"
#include "base/money.h"
#include "report/ledger_rows.h"
#include "scenario/words.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define WIDTH 100
#define AMOUNT_WIDTH 14
#define LEAST_WHO 14 /* columns for a child or place: "child or place" */
#define MOST_WHO 24  /* a longer name moves its line to the right */

static void put_blanks(plm_writer *w, size_t count)
{
  for (size_t i = 0; i < count; i++)
    plm_put(w, " ");
}

static const char *who(const plm_ledger_entry *entry)
{
  return entry->child != NULL ? entry->child : entry->place != NULL ? entry->place : "";
}

static size_t who_width(const plm_ledger_rows *rows)
{
  size_t width = LEAST_WHO;
  for (size_t i = 0; i < rows->count; i++) {
    size_t length = strlen(who(&rows->entries[i]));
    if (length > width && length <= MOST_WHO)
      width = length;
  }
  return width;
}

/* Rounded to the penny as outcomes are: plm_format_decimal would round down what is a half in decimals only. Absurd
 * fees are left as they are, as their pence need not fit. */
static plm_decimal told_pence(double pounds)
{
  return plm_format_decimal(fabs(pounds) < 1e13 ? (double)plm_pence(pounds) / 100 : pounds, 2, true);
}

static void put_amount(plm_writer *w, const placement_plan *plan, const plm_ledger_entry *entry)
{
  char text[PLM_DECIMAL_SIZE + 8] = "";
  int32_t unit = entry->metric != SIZE_MAX ? plan->metrics[entry->metric].unit : -1;
  if (unit == PLACEMENT_UNIT_MONEY)
    (void)snprintf(
        text, sizeof text, "%s",
        (fabs(entry->amount) < 0.005 ? plm_format_decimal(entry->amount, 6, true) : told_pence(entry->amount)).text);
  else if (unit == PLACEMENT_UNIT_COUNT)
    (void)snprintf(text, sizeof text, "%s", plm_format_decimal(entry->amount, 0, true).text);
  else if (unit >= 0)
    (void)snprintf(text, sizeof text, "%s %s", plm_format_decimal(entry->amount, 0, true).text,
                   entry->amount == 1 ? "night" : "nights");
  put_blanks(w, strlen(text) < AMOUNT_WIDTH ? AMOUNT_WIDTH - strlen(text) : 0);
  plm_put(w, text);
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

/* Text from column `indent` on, continued there in lines of at most WIDTH columns. */
static void put_wrapped(plm_writer *w, const char *text, size_t indent)
{
  size_t room = WIDTH > indent ? WIDTH - indent : 1;
  while (strlen(text) > room) {
    size_t length = room;
    while (length > 0 && text[length] != ' ')
      length--;
    if (length == 0) /* one word that is wider than the line */
      length = strcspn(text, " ");
    plm_put_bytes(w, text, length);
    text += length;
    text += strspn(text, " ");
    if (*text == '\0')
      break;
    plm_put(w, "\n");
    put_blanks(w, indent);
  }
  plm_put(w, text);
  plm_put(w, "\n");
}

static void put_entry(plm_writer *w, const placement_plan *plan, const plm_ledger_entry *entry, size_t width)
{
  char date[12];
  plm_words words = {{0}, 0};
  const char *name = who(entry);
  plm_ledger_date(plan, entry->day, date);
  plm_put(w, date);
  plm_put(w, "  ");
  plm_ledger_date(plan, entry->until, date);
  plm_put(w, entry->until > entry->day ? date : "          ");
  plm_put(w, "  ");
  plm_put(w, name);
  put_blanks(w, strlen(name) < width ? width - strlen(name) : 0);
  put_amount(w, plan, entry);
  plm_put(w, "  ");
  if (entry->metric != SIZE_MAX && plan->metrics[entry->metric].unit == PLACEMENT_UNIT_MONEY)
    add_money(&words, plan, entry);
  else
    add_event(&words, plan, entry);
  put_wrapped(w, words.text, 24 + width + AMOUNT_WIDTH + 2);
}

static void put_visible(plm_writer *w, const char *text)
{
  plm_words words = {{0}, 0};
  plm_words_add_visible(&words, text, strlen(text));
  plm_put(w, words.text);
}

static void put_condition(plm_writer *w, const char *name, const char *value)
{
  if (value == NULL)
    return;
  plm_put(w, name);
  put_visible(w, value);
}

static void put_opening(plm_writer *w, const plm_ledger_request *r, size_t width)
{
  if (r->plan->title != NULL && r->plan->title[0] != '\0') {
    put_visible(w, r->plan->title);
    plm_put(w, "\n");
  }
  plm_put(w, "Ledger of replication ");
  plm_put_whole(w, r->replication);
  plm_put(w, ", seed ");
  plm_put_whole(w, r->seed);
  plm_put(w, ", of the scenario with the sha256\n");
  plm_put(w, r->plan->sha256);
  plm_put(w, "\nA stay from one day until another is paid for the nights between them. Money in ");
  put_visible(w, r->plan->currency);
  plm_put(w, ",\nshown to the penny and added up before it is rounded.\n");
  if (plm_ledger_filtered(r)) {
    plm_put(w, "Shown are the rows");
    put_condition(w, " of the child ", r->filter.child);
    put_condition(w, " at ", r->filter.place);
    put_condition(w, " from ", r->filter.from);
    put_condition(w, " until ", r->filter.until);
    plm_put(w, ", whole; the replication is that of all.\n");
  }
  plm_put(w, "\nfrom        until       child or place");
  put_blanks(w, width - LEAST_WHO + AMOUNT_WIDTH - strlen("amount"));
  plm_put(w, "amount  what and why\n");
}

placement_status plm_write_ledger_text(const plm_ledger_rows *rows, placement_sink sink, void *data,
                                       placement_error *err)
{
  plm_writer writer = {.sink = sink, .data = data};
  size_t width = who_width(rows);
  put_opening(&writer, rows->request, width);
  for (size_t i = 0; i < rows->count && !writer.failed; i++)
    put_entry(&writer, rows->request->plan, &rows->entries[i], width);
  if (rows->count == 0)
    plm_put(&writer, "no rows\n");
  plm_put_ledger_sums(&writer, rows);
  return plm_writer_finish(&writer, err);
}
