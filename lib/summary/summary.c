/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "summary/summary.h"
#include "base/error.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static void add_figure(placement_summary *summary, int32_t bins, double divisor, int32_t ratio, bool floating)
{
  plm_figure *figure = &summary->figures[summary->figure_count++];
  plm_histogram_init(&figure->histogram, summary->bins + summary->bin_count, bins, floating);
  summary->bin_count += (size_t)bins;
  figure->divisor = divisor;
  figure->ratio = ratio;
}

static void add_direct(placement_summary *summary, int32_t bins, double divisor, size_t cell)
{
  summary->directs[summary->direct_count++] = (plm_direct){summary->figure_count, cell, false, PLM_ITSELF};
  add_figure(summary, bins, divisor, -1, false);
}

static void add_ratio(placement_summary *summary, const placement_plan *plan, size_t m, size_t column, int32_t bins,
                      double divisor)
{
  const plm_metric *metric = &plan->metrics[m];
  plm_ratio *ratio = &summary->ratios[summary->ratio_count];
  ratio->figure = summary->figure_count;
  ratio->metric = m;
  ratio->column = column;
  ratio->same = PLM_ITSELF;
  ratio->numerator = plm_cell(plan, (size_t)metric->numerator, column);
  for (size_t i = 0; i < 2 && metric->denominator[i] >= 0; i++)
    ratio->denominator[ratio->denominator_count++] = plm_cell(plan, (size_t)metric->denominator[i], column);
  ratio->times = plm_metric_times(metric);
  ratio->factor = metric->unit == PLACEMENT_UNIT_WEEKLY_COST ? 7 / divisor : 1;
  add_figure(summary, bins, divisor, (int32_t)summary->ratio_count, metric->unit == PLACEMENT_UNIT_WEEKLY_COST);
  summary->ratio_count++;
}

static int32_t bins_of(const plm_metric *metric)
{
  if (metric->of_home)
    return PLM_SMALL_BINS;
  return metric->unit == PLACEMENT_UNIT_MONEY ? PLM_MONEY_BINS : PLM_BINS;
}

static void add_figures(placement_summary *summary, const placement_plan *plan)
{
  const plm_calendar *calendar = &plan->calendar;
  for (size_t m = 0; m < plan->metric_count; m++) {
    const plm_metric *metric = &plan->metrics[m];
    int32_t bins = bins_of(metric);
    for (size_t c = 0; c < summary->column_count; c++) {
      double divisor = plm_metric_divisor(plan, metric, c);
      if (metric->base >= 0)
        add_direct(summary, bins, divisor, plm_cell(plan, (size_t)metric->base, c));
      else
        add_ratio(summary, plan, m, c, bins, divisor);
    }
  }
  for (size_t i = 0; i < PLACEMENT_MONTHLY_COUNT * calendar->month_count; i++) {
    size_t month = i % calendar->month_count;
    add_direct(summary, PLM_MONTH_BINS, calendar->month_start[month + 1] - calendar->month_start[month],
               plan->cell_count + i);
  }
}

/* Whole batches, at least one. */
static size_t gathered_most(size_t outcome_size)
{
  size_t batches = PLM_GATHERED_BYTES / (outcome_size * PLM_BATCH * sizeof(int64_t));
  size_t most = PLM_GATHERED_MOST / PLM_BATCH;
  return PLM_BATCH * (batches < 1 ? 1 : batches > most ? most : batches);
}

placement_status placement_summary_new(const placement_plan *plan, placement_summary **summary, placement_error *err)
{
  placement_summary *made = NULL;
  placement_status status;
  size_t figures, ratios = 0, bins;
  if (plan == NULL || summary == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and summary must not be NULL");
  made = plm_new_array(1, sizeof *made);
  if (made == NULL)
    return plm_fail_memory(err);
  memcpy(made->sha256, plan->sha256, sizeof made->sha256);
  made->metric_count = plan->metric_count;
  made->column_count = plan->calendar.year_count + 1;
  made->month_count = plan->calendar.month_count;
  figures = made->metric_count * made->column_count + PLACEMENT_MONTHLY_COUNT * made->month_count;
  bins = PLACEMENT_MONTHLY_COUNT * made->month_count * PLM_MONTH_BINS;
  for (size_t m = 0; m < plan->metric_count; m++) {
    ratios += plan->metrics[m].base < 0 ? made->column_count : 0;
    bins += made->column_count * (size_t)bins_of(&plan->metrics[m]);
  }
  made->figures = plm_new_array(figures, sizeof *made->figures);
  made->directs = plm_new_array(figures - ratios, sizeof *made->directs);
  made->ratios = plm_new_array(ratios, sizeof *made->ratios);
  made->bins = plm_new_array(bins, sizeof *made->bins);
  made->outcome_size = plm_outcome_size(plan);
  made->gathered_most = gathered_most(made->outcome_size);
  made->gathered = plm_new_vectors(made->outcome_size * made->gathered_most, sizeof *made->gathered);
  if (made->figures == NULL || made->directs == NULL || made->ratios == NULL || made->bins == NULL ||
      made->gathered == NULL) {
    placement_summary_free(made);
    return plm_fail_memory(err);
  }
  status = plm_controls_new(plan, &made->controls, err);
  if (status != PLACEMENT_OK) {
    placement_summary_free(made);
    return status;
  }
  add_figures(made, plan);
  *summary = made;
  return PLACEMENT_OK;
}

void placement_summary_free(placement_summary *summary)
{
  if (summary == NULL)
    return;
  free(summary->figures);
  free(summary->directs);
  free(summary->ratios);
  free(summary->bins);
  free(summary->gathered);
  plm_controls_clear(&summary->controls);
  free(summary);
}

static int same_shape(const placement_summary *a, const placement_summary *b)
{
  return a->metric_count == b->metric_count && a->column_count == b->column_count && a->month_count == b->month_count &&
         a->ratio_count == b->ratio_count && a->bin_count == b->bin_count && strcmp(a->sha256, b->sha256) == 0;
}

placement_status placement_summary_merge(placement_summary *summary, const placement_summary *other,
                                         placement_error *err)
{
  if (summary == NULL || other == NULL || summary == other)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "two different summaries are needed to merge");
  if (!same_shape(summary, other))
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the summaries to merge come from different scenarios");
  if (other->replications > PLACEMENT_LIMIT_REPLICATIONS - summary->replications)
    return plm_fail(err, PLACEMENT_ERROR_LIMIT, "the merged summary would hold more than %ju replications",
                    (uintmax_t)PLACEMENT_LIMIT_REPLICATIONS);
  plm_summary_part(summary);
  for (size_t i = 0; i < summary->figure_count; i++)
    plm_figure_merge(&summary->figures[i], &other->figures[i]);
  for (size_t i = 0; i < summary->ratio_count; i++)
    plm_pair_moments_merge(&summary->ratios[i].moments, &other->ratios[i].moments);
  plm_controls_merge(&summary->controls, &other->controls);
  summary->replications += other->replications;
  if (summary->replications > 0)
    plm_controls_settle(&summary->controls, summary->replications);
  return PLACEMENT_OK;
}

uint64_t placement_summary_replications(const placement_summary *summary)
{
  return summary == NULL ? 0 : summary->replications;
}
