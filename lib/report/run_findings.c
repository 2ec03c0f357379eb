/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/plan.h"
#include "report/assumptions.h"
#include "report/figures.h"
#include "report/run_sentences.h"
#include "scenario/scenario.h"

#include <math.h>
#include <stdio.h>

static plm_decimal whole(uint64_t number)
{
  return plm_format_decimal((double)number, 0, true);
}

/* What the figures rest on, where it is not what was asked for. */
static void say_how_it_ended(placement_findings *f, const placement_result *r)
{
  uint64_t done = placement_summary_replications(r->summary);
  bool precise = r->target_count > 0;
  if (precise ? r->ending == PLACEMENT_PRECISION_CANCELLED : done < r->replications_requested)
    plm_findings_sentence(f, "Stopped after %s of %s%s replications; all figures rest on these.", whole(done).text,
                          precise ? "at most " : "",
                          whole(precise ? r->replications_at_most : r->replications_requested).text);
  else if (precise && r->ending == PLACEMENT_PRECISION_NOT_REACHED)
    plm_findings_sentence(f,
                          "The precision asked for was NOT reached with the most replications that were allowed, %s.",
                          whole(done).text);
}

/* How well the means are known that targets ask for. Figures as people read them: shares in per cent. */
static void add_precision(placement_findings *f, const placement_result *r)
{
  char heading[128];
  plm_told note = {{0}, 0};
  if (r->target_count == 0)
    return;
  (void)snprintf(heading, sizeof heading, "Precision: means with their %.20s%% confidence intervals",
                 plm_format_number(plm_round_decimal(100 * r->targets[0].confidence, 7)).text);
  uint64_t done = placement_summary_replications(r->summary);
  plm_told_add(&note, "%s replication%s%s", whole(done).text, done == 1 ? "" : "s",
               r->ending == PLACEMENT_PRECISION_REACHED ? ", as many as were needed for the precision asked for."
                                                        : ".");
  plm_findings_table(f, "precision", heading, note.text);
  plm_findings_column(f, "figure", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "mean", "mean", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "asked", "asked +-", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "reached", "reached +-", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "share", "% of mean", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "enough", "enough", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < r->target_count; i++) {
    const placement_target *target = &r->targets[i];
    placement_attained attained = {NAN, NAN, NAN, 0};
    plm_told name = {{0}, 0};
    bool share = placement_plan_metric_unit(r->plan, target->metric) == PLACEMENT_UNIT_SHARE;
    double factor = share ? 100 : 1;
    (void)placement_precision_attained(r->summary, target, &attained, NULL);
    plm_told_add(&name, "%s:%s%s", placement_plan_metric_name(r->plan, target->metric),
                 placement_plan_column_label(r->plan, target->column), share ? ", %" : "");
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, name.text);
    plm_findings_number(f, attained.mean * factor);
    plm_findings_number(f, attained.asked * factor);
    plm_findings_number(f, attained.half_width * factor);
    plm_findings_number(f, attained.mean != 0 ? 100 * attained.half_width / fabs(attained.mean) : NAN);
    plm_findings_text(f, attained.reached ? "yes" : "NO");
  }
}

static void add_provenance(placement_findings *f, const placement_result *r)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  uint64_t done = placement_summary_replications(r->summary);
  options.seed = r->seed;
  options.first = r->first;
  plm_findings_provenance_of_run(f, &options, done);
  if (r->replications_requested > done)
    plm_findings_provenance_whole(f, "replications_requested", r->replications_requested);
  plm_findings_provenance(f, "scenario_sha256", placement_plan_sha256(r->plan));
  plm_findings_provenance_whole(f, "uncertain_inputs", r->plan->scenario->uncertain_count);
}

static void add_sources(placement_findings *f)
{
  plm_findings_source(f, "quantiles (P10, P80, ...) of type 7: Hyndman and Fan 1996, The American Statistician 50, "
                         "361-365; from histograms, whose error is told");
  plm_findings_source(f, "expected shortfall: Rockafellar and Uryasev 2000, Journal of Risk 2(3), 21-41");
  plm_findings_source(f, "means adjusted for known chance, by control variates: Lavenberg and Welch 1981, Management "
                         "Science 27, 322-335");
}

static placement_findings *find_run(const placement_result *r)
{
  plm_side side = {NULL, r->plan, r->basis, r->summary, r->reconciliation};
  plm_sides of = {plm_findings_new("placement-run/1", placement_plan_currency(r->plan)), &side, 1};
  add_provenance(of.findings, r);
  say_how_it_ended(of.findings, r);
  plm_run_say(&of);
  add_precision(of.findings, r);
  plm_run_add_budget(&of);
  plm_run_add_total_distribution(&of);
  plm_run_add_total_quantiles(&of);
  plm_run_add_categories(&of);
  if (side.basis != NULL)
    plm_run_add_plan_by_year(&of);
  plm_run_add_mean_by_year(&of);
  plm_run_add_homes(&of);
  plm_run_add_voids(&of);
  plm_run_add_children(&of);
  plm_run_add_months(&of);
  plm_run_add_events(&of);
  plm_run_add_unit_costs(&of);
  plm_run_add_published(&of, "", false);
  add_sources(of.findings);
  return of.findings;
}

static placement_findings *find_plan(const placement_result *r)
{
  plm_side side = {NULL, r->plan, r->basis, NULL, r->reconciliation};
  plm_sides of = {plm_findings_new("placement-plan/1", placement_plan_currency(r->plan)), &side, 1};
  plm_findings_provenance(of.findings, "version", placement_version());
  plm_findings_provenance(of.findings, "currency", placement_plan_currency(r->plan));
  plm_findings_provenance(of.findings, "scenario_sha256", placement_plan_sha256(r->plan));
  plm_plan_say(&of);
  plm_run_add_plan_by_year(&of);
  plm_run_add_plan_children(&of);
  plm_run_add_published(&of, "", false);
  return of.findings;
}

placement_status placement_run_findings(const placement_result *result, placement_findings **findings,
                                        placement_error *err)
{
  placement_result checked;
  placement_status status = plm_check_result(&checked, result, err);
  if (status != PLACEMENT_OK)
    return status;
  if (findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "findings must not be NULL");
  if (checked.summary == NULL && checked.basis == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "placement_result must have a basis or a summary");
  if (checked.summary != NULL && placement_summary_replications(checked.summary) == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "placement_result.summary must have replications");
  placement_findings *found = checked.summary != NULL ? find_run(&checked) : find_plan(&checked);
  if (checked.scenario != NULL)
    status = plm_assumptions_add(found, &checked.scenario, NULL, 1, NULL, err);
  if (status == PLACEMENT_OK)
    return plm_findings_finish(found, findings, err);
  placement_findings_free(found);
  return status;
}
