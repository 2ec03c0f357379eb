/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/comparison_findings.h"
#include "base/options.h"
#include "report/assumptions.h"
#include "report/comparison_report.h"
#include "report/run_tables.h"

static void add_scenario(placement_findings *f, const char *title, const char *part, const char *name)
{
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, title[0] != '\0' ? title : name[0] != '\0' ? name : part);
  plm_findings_text(f, part);
  plm_findings_text(f, name);
}

/* Several alternatives are called by their names in the overview. */
static void add_scenarios(const plm_compared_pair *pair, const char *base_name, const char *name, bool several)
{
  placement_findings *f = pair->findings;
  plm_findings_table(f, "scenarios", "What is compared",
                     "Both are simulated with the same children: what chance does to a child, it does in both.");
  plm_findings_column(f, "title", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "part", "is called", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "name", several && name[0] != '\0' ? "name" : NULL, PLACEMENT_UNIT_TEXT);
  add_scenario(f, placement_plan_title(pair->base), "base", base_name);
  add_scenario(f, placement_plan_title(pair->alternative), "alternative", name);
}

static void add_sources(const plm_compared_pair *pair)
{
  placement_findings *f = pair->findings;
  plm_findings_source(f, "paired differences by common random numbers: Law and Kelton, Simulation Modeling and "
                         "Analysis, 3rd edition, 11.2");
  plm_findings_source(f, "probabilities: Wilson 1927, Journal of the American Statistical Association 22, 209-212; the "
                         "year of payback by the test inverted: Casella and Berger, Statistical Inference, 2nd edition "
                         "2002, 9.2.1");
  if (pair->waterfall != NULL)
    plm_findings_source(f, "the waterfall: Kitagawa 1955, Journal of the American Statistical Association 50, "
                           "1168-1194; Borgonovo 2010, European Journal of Operational Research 200, 127-138");
}

void plm_comparison_provenance(placement_findings *f, const placement_comparison_result *r, uint64_t done)
{
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.seed = r->seed;
  options.first = r->first;
  plm_findings_provenance_of_run(f, &options, done);
  plm_findings_provenance_whole(f, "replications_requested", r->replications_requested);
  plm_findings_provenance(f, "base_sha256", placement_plan_sha256(r->base));
}

static const char *name_of(const placement_comparison_result *r, size_t scenario)
{
  return r->names != NULL && r->names[scenario] != NULL ? r->names[scenario] : "";
}

/* Both scenarios, each by itself. */
static void fill_sides(const plm_compared_pair *pair, const placement_result *base, const placement_result *alternative,
                       plm_side both[2])
{
  both[0] = (plm_side){plm_side_title(pair, true), pair->base, base->basis, pair->base_summary, base->reconciliation};
  both[1] = (plm_side){plm_side_title(pair, false), pair->alternative, alternative->basis, pair->alternative_summary,
                       alternative->reconciliation};
}

static placement_status add_sides(const plm_sides *of, const placement_scenario *const scenarios[2],
                                  placement_error *err)
{
  const plm_side *base = &of->sides[0], *alternative = &of->sides[1];
  if (base->basis != NULL && alternative->basis != NULL)
    plm_run_add_plan_by_year(of);
  if (base->summary != NULL && alternative->summary != NULL) {
    plm_run_add_mean_by_year(of);
    plm_run_add_total_quantiles(of);
    plm_run_add_total_distribution(of);
    plm_run_add_homes(of);
    plm_run_add_voids(of);
    plm_run_add_unit_costs(of);
    plm_run_add_months(of);
  }
  plm_run_add_published(of, "", false);
  if (scenarios[0] == NULL || scenarios[1] == NULL)
    return PLACEMENT_OK;
  return plm_assumptions_add(of->findings, scenarios, (const char *const[]){base->title, alternative->title}, 2, NULL,
                             err);
}

/* Of the alternative, or of the base if it is SIZE_MAX; all NULL where nothing is given. */
static placement_status read_side(const placement_comparison_result *r, size_t alternative, placement_result *side,
                                  placement_error *err)
{
  const placement_result *given = r->base_result;
  if (alternative != SIZE_MAX)
    given = r->results != NULL ? r->results[alternative] : NULL;
  *side = (placement_result)PLACEMENT_RESULT_INIT;
  return given != NULL ? plm_read_options(side, sizeof *side, given, "placement_result", err) : PLACEMENT_OK;
}

/* The answer, and tables from what a committee asks first to what accountants check. */
static placement_status tell(const plm_compared_pair *pair, const placement_comparison_result *r, size_t alternative,
                             const placement_result *base, const placement_result *other, placement_error *err)
{
  plm_side both[2];
  const plm_sides sides = {pair->findings, both, 2};
  uint64_t done = placement_comparison_replications(pair->comparison);
  fill_sides(pair, base, other, both);
  plm_comparison_provenance(pair->findings, r, done);
  plm_findings_provenance(pair->findings, "alternative_sha256", placement_plan_sha256(pair->alternative));
  plm_say_stopped(pair->findings, done, r->replications_requested);
  plm_say_comparison(pair);
  add_scenarios(pair, name_of(r, 0), name_of(r, alternative + 1), r->count > 1);
  plm_comparison_total_table(pair);
  plm_comparison_years_table(pair);
  if (pair->base_summary != NULL && pair->alternative_summary != NULL)
    plm_run_add_budget(&sides);
  plm_comparison_categories_table(pair);
  plm_comparison_distribution_table(pair);
  plm_comparison_payback_tables(pair);
  plm_comparison_children_tables(pair);
  if (pair->waterfall != NULL)
    plm_waterfall_tables(pair);
  add_sources(pair);
  return add_sides(&sides, (const placement_scenario *const[]){base->scenario, other->scenario}, err);
}

placement_status placement_comparison_findings(const placement_comparison_result *result, size_t alternative,
                                               placement_findings **findings, placement_error *err)
{
  placement_comparison_result r;
  placement_result base, other;
  placement_basis *bases[2] = {NULL, NULL};
  placement_status status = plm_read_comparison_result(&r, result, err);
  if (status != PLACEMENT_OK)
    return status;
  if (findings == NULL || alternative >= r.count)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no alternative %zu, or findings are NULL", alternative);
  plm_compared_pair pair = {
      .base = r.base,
      .alternative = r.alternatives[alternative],
      .comparison = r.comparisons[alternative],
      .waterfall = r.waterfalls != NULL ? r.waterfalls[alternative] : NULL,
  };
  status = read_side(&r, SIZE_MAX, &base, err);
  if (status == PLACEMENT_OK)
    status = read_side(&r, alternative, &other, err);
  if (status == PLACEMENT_OK)
    status = placement_basis_new(pair.base, &bases[0], err);
  if (status == PLACEMENT_OK)
    status = placement_basis_new(pair.alternative, &bases[1], err);
  if (status != PLACEMENT_OK)
    goto out;
  pair.base_basis = bases[0];
  pair.alternative_basis = bases[1];
  pair.base_summary = base.summary;
  pair.alternative_summary = other.summary;
  pair.findings = plm_findings_new("placement-comparison-findings/1", placement_plan_currency(r.base));
  status = pair.findings != NULL ? tell(&pair, &r, alternative, &base, &other, err) : plm_fail_memory(err);
  if (status == PLACEMENT_OK)
    status = plm_findings_finish(pair.findings, findings, err);
  else
    placement_findings_free(pair.findings);
out:
  placement_basis_free(bases[0]);
  placement_basis_free(bases[1]);
  return status;
}
