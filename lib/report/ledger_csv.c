/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ledger as tidy CSV: one row each, its provenance beside it.
 */
#include "base/decimal.h"
#include "report/figures.h"
#include "report/ledger_rows.h"

#include <math.h>
#include <string.h>

static const char header[] = "from,until,year,event,child,place,line,metric,home,unit,count,rate,amount,reason,"
                             "scenario_sha256,seed,replication,version\r\n";

static void put_text(plm_writer *w, const char *text)
{
  if (text != NULL)
    plm_put_csv_text(w, text);
  plm_put(w, ",");
}

/* Up to nine decimals: sums stay exact to the penny. */
static void put_number(plm_writer *w, double value)
{
  if (isfinite(value))
    plm_put(w, plm_format_number(value).text);
  plm_put(w, ",");
}

static void put_metric(plm_writer *w, const placement_plan *plan, size_t metric)
{
  char unit[PLM_UNIT_SIZE];
  if (metric == SIZE_MAX) {
    plm_put(w, ",,,");
    return;
  }
  const char *name = plan->metrics[metric].name;
  const char *at = strchr(name, '@');
  int32_t code = plan->metrics[metric].unit;
  plm_unit_text(plan, code == PLACEMENT_UNIT_CHILDREN ? PLACEMENT_UNIT_NIGHTS : code, unit);
  plm_put_bytes(w, name, at != NULL ? (size_t)(at - name) : strlen(name));
  plm_put(w, ",");
  put_text(w, at != NULL ? at + 1 : NULL);
  put_text(w, unit);
}

static void put_entry(plm_writer *w, const plm_ledger_request *r, const plm_ledger_entry *entry)
{
  char date[12];
  plm_ledger_date(r->plan, entry->day, date);
  put_text(w, date);
  plm_ledger_date(r->plan, entry->until, date);
  put_text(w, date);
  put_text(w, r->plan->calendar.year_label[entry->column]);
  put_text(w, entry->event);
  put_text(w, entry->child);
  put_text(w, entry->place);
  put_text(w, entry->line);
  put_metric(w, r->plan, entry->metric);
  if (entry->count > 0)
    plm_put_whole(w, (uint64_t)entry->count);
  plm_put(w, ",");
  put_number(w, entry->rate);
  put_number(w, entry->amount);
  put_text(w, entry->reason);
  put_text(w, r->plan->sha256);
  plm_put_whole(w, r->seed);
  plm_put(w, ",");
  plm_put_whole(w, r->replication);
  plm_put(w, ",");
  plm_put_csv_text(w, placement_version());
  plm_put(w, "\r\n");
}

placement_status plm_write_ledger_csv(const plm_ledger_rows *rows, placement_sink sink, void *data,
                                      placement_error *err)
{
  plm_writer writer = {.sink = sink, .data = data};
  plm_put(&writer, header);
  for (size_t i = 0; i < rows->count && !writer.failed; i++)
    put_entry(&writer, rows->request, &rows->entries[i]);
  return plm_writer_finish(&writer, err);
}
