/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A base and its alternatives side by side.
 */
#include "report/comparison_findings.h"
#include "report/comparison_report.h"
#include "report/run_tables.h"
#include "report/told_amounts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define LABEL_SIZE 256
#define MOST_TOLD 4 /* alternatives in a sentence; of more, the table tells how sure each is */

/* What is compared, after the total cost and its difference. */
static const struct {
  const char *metric, *name, *heading;
} shown[] = {
    {"cost.capital", "capital", "capital"},    {"cost.in_house", "in_house", "homes and programme"},
    {"cost.external", "external", "external"}, {"cost.step_down", "step_down", "step-down"},
    {"income.sold_beds", "sold_beds", "sold"}, {"children.in_house", "children", "children"},
};

typedef struct overview {
  placement_findings *findings;
  const placement_comparison_result *result;
  size_t horizon; /* the column */
  bool wanted[COUNT_OF(shown)];
} overview;

/* The pair of which scenario 0, the base, or an alternative is a part. */
static plm_compared_pair pair_of(const overview *o, size_t scenario)
{
  size_t alternative = scenario > 0 ? scenario - 1 : 0;
  return (plm_compared_pair){
      .findings = o->findings,
      .base = o->result->base,
      .alternative = o->result->alternatives[alternative],
      .comparison = o->result->comparisons[alternative],
  };
}

static double mean_of(const overview *o, const char *metric, size_t scenario)
{
  plm_compared_pair pair = pair_of(o, scenario);
  placement_compared figure = plm_compared_at(&pair, metric, o->horizon);
  return scenario > 0 ? figure.alternative : figure.base;
}

static bool any_has(const overview *o, const char *metric)
{
  bool any = false;
  for (size_t i = 0; i <= o->result->count; i++)
    any = any || mean_of(o, metric, i) != 0;
  return any;
}

static const char *title_of(const overview *o, size_t scenario)
{
  const placement_comparison_result *r = o->result;
  return placement_plan_title(scenario > 0 ? r->alternatives[scenario - 1] : r->base);
}

/* What the user calls the scenario, or else its title, or its part. */
static void write_label(const overview *o, size_t scenario, char label[LABEL_SIZE])
{
  const placement_comparison_result *r = o->result;
  const char *name = r->names != NULL && r->names[scenario] != NULL ? r->names[scenario] : title_of(o, scenario);
  if (name[0] != '\0')
    plm_copy_text(label, LABEL_SIZE, name);
  else if (scenario == 0)
    (void)snprintf(label, LABEL_SIZE, "base");
  else
    (void)snprintf(label, LABEL_SIZE, "alternative %zu", scenario);
}

/* The title if no other scenario has the same, or else the label. */
static void write_title(const overview *o, size_t scenario, char title[LABEL_SIZE])
{
  bool only = title_of(o, scenario)[0] != '\0';
  for (size_t i = 0; i <= o->result->count; i++)
    only = only && (i == scenario || strcmp(title_of(o, i), title_of(o, scenario)) != 0);
  if (only)
    plm_copy_text(title, LABEL_SIZE, title_of(o, scenario));
  else
    write_label(o, scenario, title);
}

static void say_range(const overview *o)
{
  char title[2][LABEL_SIZE];
  size_t least = 0, most = 0;
  placement_findings *f = o->findings;
  for (size_t i = 1; i <= o->result->count; i++) {
    double total = mean_of(o, "cost.total", i);
    least = total < mean_of(o, "cost.total", least) ? i : least;
    most = total > mean_of(o, "cost.total", most) ? i : most;
  }
  if (least == most) {
    plm_findings_sentence(f, "All scenarios cost the same on average over %s: %s.",
                          plm_horizon_words(o->result->base).text,
                          plm_findings_about(f, mean_of(o, "cost.total", 0)).text);
    return;
  }
  write_title(o, least, title[0]);
  write_title(o, most, title[1]);
  plm_findings_sentence(f,
                        "On average over %s \xE2\x80\x9C%s\xE2\x80\x9D costs least, %s, and \xE2\x80\x9C%s\xE2\x80\x9D "
                        "most, %s.",
                        plm_horizon_words(o->result->base).text, title[0],
                        plm_findings_about(f, mean_of(o, "cost.total", least)).text, title[1],
                        plm_findings_about(f, mean_of(o, "cost.total", most)).text);
}

/* "In eight out of ten futures “Option 1” costs £3.86 million to £5.19 million more than “As now” (less in none), and
 * “Option 2” £200,000 less to £480,000 more (less in 31.0%)." */
static void say_how_sure(const overview *o)
{
  plm_told told = {{0}, 0};
  char title[LABEL_SIZE], base[LABEL_SIZE];
  const placement_comparison_result *r = o->result;
  if (r->count > MOST_TOLD || placement_comparison_replications(r->comparisons[r->count - 1]) == 1)
    return;
  write_title(o, 0, base);
  for (size_t i = 1; i <= r->count; i++) {
    plm_compared_pair pair = pair_of(o, i);
    placement_statistics d = plm_compared_at(&pair, "cost.total", o->horizon).difference;
    bool same = d.min == d.max && fabs(d.min) < 0.5;
    write_title(o, i, title);
    plm_told_add(&told, "%s\xE2\x80\x9C%s\xE2\x80\x9D ", i == 1 ? "" : i == r->count ? ", and " : ", ", title);
    plm_told_add(&told, "%s%s", i == 1 ? "costs " : "", plm_about_span(o->findings, d.p10, d.p90).text);
    if (i == 1)
      plm_told_add(&told, " %s \xE2\x80\x9C%s\xE2\x80\x9D", same ? "as" : "than", base);
    if (!same)
      plm_told_add(&told, " (less in %s)",
                   plm_share_of_futures(plm_lower_at(&pair, "cost.total", o->horizon).share).text);
  }
  plm_findings_sentence(o->findings, "In eight out of ten futures %s.", told.text);
}

static void add_row(const overview *o, size_t scenario)
{
  char title[LABEL_SIZE], label[LABEL_SIZE];
  placement_findings *f = o->findings;
  plm_compared_pair pair = pair_of(o, scenario);
  placement_compared total = plm_compared_at(&pair, "cost.total", o->horizon);
  placement_probability lower = plm_lower_at(&pair, "cost.total", o->horizon);
  const double of_base[] = {total.base, NAN, NAN, NAN};
  const double of_alternative[] = {total.alternative, total.difference.mean, total.difference.se, lower.share};
  const plm_operand less_first[] = {{scenario, "total", PLACEMENT_OPERAND_PLUS}, {0, "total", PLACEMENT_OPERAND_MINUS}};
  write_title(o, scenario, title);
  write_label(o, scenario, label);
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, title);
  plm_findings_text(f, strcmp(title, label) != 0 ? label : "");
  for (size_t i = 0; i < COUNT_OF(of_base); i++)
    plm_findings_number(f, scenario > 0 ? of_alternative[i] : of_base[i]);
  for (size_t i = 0; i < COUNT_OF(shown); i++)
    if (o->wanted[i])
      plm_findings_number(f, mean_of(o, shown[i].metric, scenario));
  plm_findings_follows(f, scenario, "difference", less_first, COUNT_OF(less_first));
}

/* "Compared with the first, “Option 1” costs £4.52 million more and “Option 2” £3.01 million more." */
static void summarise(const overview *o)
{
  plm_told told = {{0}, 0};
  char label[LABEL_SIZE];
  for (size_t i = 1; i <= o->result->count; i++) {
    plm_compared_pair pair = pair_of(o, i);
    write_title(o, i, label);
    plm_told_add(&told, "%s \xE2\x80\x9C%s\xE2\x80\x9D%s %s",
                 i == 1                  ? ""
                 : i == o->result->count ? " and"
                                         : ",",
                 label, i == 1 ? " costs" : "",
                 plm_about_more(o->findings, plm_compared_at(&pair, "cost.total", o->horizon).difference.mean).text);
  }
  plm_findings_summary(o->findings, "Compared with the first,%s, on average over %s.", told.text,
                       plm_horizon_words(o->result->base).text);
}

static void add_table(const overview *o)
{
  placement_findings *f = o->findings;
  plm_findings_table(f, "overview", "Side by side: means over the whole horizon; difference to the first",
                     "Difference: less the first, so that a minus is a saving; std error: of the mean difference. "
                     "Lower: in how many of 100 futures it costs less than the first. Children: in homes on average.");
  plm_findings_column(f, "title", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "name", "", PLACEMENT_UNIT_TEXT);
  plm_findings_groups(f, 1);
  plm_findings_column(f, "total", "total", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "difference", "difference", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "difference_se", "std error", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "lower", "lower, %", PLACEMENT_UNIT_PROBABILITY);
  for (size_t i = 0; i < COUNT_OF(shown); i++)
    if (o->wanted[i])
      plm_findings_column(
          f, shown[i].name, shown[i].heading,
          placement_plan_metric_unit(o->result->base, placement_plan_metric_find(o->result->base, shown[i].metric)));
  for (size_t i = 0; i <= o->result->count; i++)
    add_row(o, i);
  summarise(o);
}

placement_status placement_comparison_overview_findings(const placement_comparison_result *result,
                                                        placement_findings **findings, placement_error *err)
{
  placement_comparison_result r;
  placement_status status = plm_read_comparison_result(&r, result, err);
  if (status != PLACEMENT_OK)
    return status;
  if (findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "findings must not be NULL");
  overview o = {.findings = plm_findings_new("placement-comparison-overview/1", placement_plan_currency(r.base)),
                .result = &r,
                .horizon = placement_plan_year_count(r.base)};
  if (o.findings == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < COUNT_OF(shown); i++)
    o.wanted[i] = any_has(&o, shown[i].metric);
  plm_comparison_provenance(o.findings, &r, placement_comparison_replications(r.comparisons[r.count - 1]));
  plm_say_stopped(o.findings, placement_comparison_replications(r.comparisons[r.count - 1]), r.replications_requested);
  say_range(&o);
  say_how_sure(&o);
  add_table(&o);
  return plm_findings_finish(o.findings, findings, err);
}
