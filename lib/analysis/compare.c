/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both scenarios are sampled block by block; what a block holds is turned back into the whole numbers of outcomes, so
 * sums and differences are exact.
 */
#include "analysis/comparison.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "plan/plan.h"
#include "run/run.h"

#include <placement/samples.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FIGURES ((size_t)1 << 20) /* sampled at once, of each side, about */

/* A block of both samples, and one replication of it. */
typedef struct sampler {
  const placement_plan *plans[PLM_SIDES];
  uint64_t block; /* replications sampled at once */
  size_t figure_count;
  placement_figure *figures; /* base metrics of the whole scenario, all columns */
  size_t *cell;              /* of each in an outcome, */
  double *divisor;           /* and of its whole numbers: the same on both sides */
  double *values[PLM_SIDES];
  int64_t *cells[PLM_SIDES]; /* as of an outcome */
  int64_t *differences;      /* of each compared figure, PLM_GATHERED_MOST replications */
  size_t *defined;           /* how many of these */
} sampler;

static size_t whole_metrics(const placement_plan *plan)
{
  size_t count = 0;
  while (count < plan->metric_count && !plan->metrics[count].of_home)
    count++;
  return count;
}

placement_status plm_check_comparable(const placement_plan *base, const placement_plan *alternative,
                                      placement_error *err)
{
  size_t years = placement_plan_year_count(base);
  if (strcmp(base->currency, alternative->currency) != 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "the base is in %s and the alternative in %s", base->currency,
                    alternative->currency);
  if (base->calendar.start == alternative->calendar.start && base->calendar.days == alternative->calendar.days) {
    for (size_t y = 0; y <= years; y++)
      if (years != placement_plan_year_count(alternative) ||
          base->calendar.year_start[y] != alternative->calendar.year_start[y])
        return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                        "the financial years of the base and of the alternative do not begin on the same day");
    return PLACEMENT_OK;
  }
  return plm_fail(err, PLACEMENT_ERROR_ARGUMENT,
                  "the base runs over %zu financial years from %s and the alternative over %zu from %s: their horizons "
                  "must be the same",
                  years, placement_plan_column_label(base, 0), placement_plan_year_count(alternative),
                  placement_plan_column_label(alternative, 0));
}

static placement_status new_sampler(const placement_plan *base, const placement_plan *alternative, sampler *s,
                                    placement_error *err)
{
  size_t columns = base->calendar.year_count + 1, metrics = whole_metrics(base);
  s->plans[PLM_BASE] = base;
  s->plans[PLM_ALTERNATIVE] = alternative;
  s->block = PLM_GATHERED_MOST * (1 + BLOCK_FIGURES / (PLM_GATHERED_MOST * metrics * columns));
  s->figures = plm_new_array(metrics * columns, sizeof *s->figures);
  s->cell = plm_new_array(metrics * columns, sizeof *s->cell);
  s->divisor = plm_new_array(metrics * columns, sizeof *s->divisor);
  s->differences = plm_new_array(metrics * columns * PLM_GATHERED_MOST, sizeof *s->differences);
  s->defined = plm_new_array(metrics * columns, sizeof *s->defined);
  for (size_t side = 0; side < PLM_SIDES; side++) {
    s->values[side] = plm_new_array(s->block * metrics * columns, sizeof *s->values[side]);
    s->cells[side] = plm_new_array(PLM_BASE_COUNT * columns, sizeof *s->cells[side]);
  }
  if (s->figures == NULL || s->cell == NULL || s->divisor == NULL || s->differences == NULL || s->defined == NULL ||
      s->values[PLM_BASE] == NULL || s->values[PLM_ALTERNATIVE] == NULL || s->cells[PLM_BASE] == NULL ||
      s->cells[PLM_ALTERNATIVE] == NULL)
    return plm_fail_memory(err);
  for (size_t m = 0; m < metrics; m++) {
    const plm_metric *metric = &base->metrics[m];
    for (size_t c = 0; metric->base >= 0 && c < columns; c++) {
      s->cell[s->figure_count] = plm_cell(base, (size_t)metric->base, c);
      s->divisor[s->figure_count] = plm_metric_divisor(base, metric, c);
      s->figures[s->figure_count++] = (placement_figure){m, c};
    }
  }
  return PLACEMENT_OK;
}

static void clear_sampler(sampler *s)
{
  free(s->figures);
  free(s->cell);
  free(s->divisor);
  free(s->differences);
  free(s->defined);
  for (size_t side = 0; side < PLM_SIDES; side++) {
    free(s->values[side]);
    free(s->cells[side]);
  }
}

/* Sets the cells of both sides to those of replication i of the block. */
static void read_cells(const sampler *s, size_t i)
{
  for (size_t side = 0; side < PLM_SIDES; side++)
    for (size_t f = 0; f < s->figure_count; f++)
      s->cells[side][s->cell[f]] = llrint(s->values[side][i * s->figure_count + f] * s->divisor[f]);
}

static int64_t denominator_of(const placement_plan *plan, const plm_metric *metric, size_t column, const int64_t *cells)
{
  int64_t sum = 0;
  for (size_t i = 0; i < 2 && metric->denominator[i] >= 0; i++)
    sum += cells[plm_cell(plan, (size_t)metric->denominator[i], column)];
  return sum;
}

static void add_ratio(plm_ratio_sums *ratio, const sampler *s, const plm_metric *metric, size_t column)
{
  int64_t parts[PLM_RATIO_PARTS];
  for (size_t side = 0; side < PLM_SIDES; side++) {
    const placement_plan *plan = s->plans[side];
    parts[2 * side] = s->cells[side][plm_cell(plan, (size_t)metric->numerator, column)];
    parts[2 * side + 1] = denominator_of(plan, metric, column, s->cells[side]);
  }
  for (size_t i = 0; i < PLM_RATIO_PARTS; i++) {
    ratio->sums[i] += parts[i];
    for (size_t j = i; j < PLM_RATIO_PARTS; j++)
      ratio->products[i][j] += plm_product(parts[i], parts[j]);
  }
}

/* Adds the replication in the cells to everything but the figures' histograms, which take many at once. */
static void add_replication(placement_comparison *c, sampler *s)
{
  const placement_plan *plan = s->plans[PLM_BASE];
  int64_t saved = 0; /* by the alternative, until the end of the year */
  size_t years = c->column_count - 1, paid_back = 0;
  for (size_t f = 0; f < c->metric_count * c->column_count; f++) {
    const plm_metric *metric = &plan->metrics[f / c->column_count];
    plm_compared_figure *figure = &c->figures[f];
    int64_t values[PLM_SIDES];
    if (figure->ratio != NULL)
      add_ratio(figure->ratio, s, metric, f % c->column_count);
    if (!plm_metric_value(plan, metric, s->cells[PLM_BASE], 1, f % c->column_count, &values[PLM_BASE]) ||
        !plm_metric_value(plan, metric, s->cells[PLM_ALTERNATIVE], 1, f % c->column_count, &values[PLM_ALTERNATIVE]))
      continue;
    figure->sums[PLM_BASE] += values[PLM_BASE];
    figure->sums[PLM_ALTERNATIVE] += values[PLM_ALTERNATIVE];
    figure->lower += values[PLM_ALTERNATIVE] < values[PLM_BASE];
    s->differences[f * PLM_GATHERED_MOST + s->defined[f]++] = values[PLM_ALTERNATIVE] - values[PLM_BASE];
  }
  for (size_t y = 0; y < years; y++) {
    saved += s->cells[PLM_BASE][plm_cell(plan, PLM_COST_TOTAL, y)] -
             s->cells[PLM_ALTERNATIVE][plm_cell(plan, PLM_COST_TOTAL, y)];
    paid_back = saved >= 0 ? paid_back : y + 1;
  }
  for (size_t y = paid_back; y < years; y++)
    c->paid_back[y]++;
  c->replications++;
}

static void fold_differences(placement_comparison *c, sampler *s)
{
  uint32_t offsets[PLM_GATHERED_MOST];
  for (size_t f = 0; f < c->metric_count * c->column_count; f++) {
    if (s->defined[f] > 0)
      (void)plm_figure_add(&c->figures[f].difference, &s->differences[f * PLM_GATHERED_MOST], s->defined[f], offsets);
    s->defined[f] = 0;
  }
}

static placement_status compare_block(placement_comparison *c, sampler *s, const placement_sample_options *options,
                                      placement_error *err)
{
  for (size_t side = 0; side < PLM_SIDES; side++) {
    placement_status status =
        placement_sample(s->plans[side], options, s->figures, s->figure_count, s->values[side], err);
    if (status != PLACEMENT_OK)
      return status;
  }
  for (size_t i = 0; i < options->replications; i++) {
    read_cells(s, i);
    add_replication(c, s);
    if ((i + 1) % PLM_GATHERED_MOST == 0 || i + 1 == options->replications)
      fold_differences(c, s);
  }
  return PLACEMENT_OK;
}

static int32_t bins_of(const plm_metric *metric)
{
  return metric->unit == PLACEMENT_UNIT_MONEY ? PLM_MONEY_BINS : PLM_BINS;
}

static placement_status new_comparison(const placement_plan *plan, placement_comparison **comparison,
                                       placement_error *err)
{
  placement_comparison *made = plm_new_array(1, sizeof *made);
  size_t columns = plan->calendar.year_count + 1, metrics = whole_metrics(plan), bins = 0, ratios = 0;
  if (made == NULL)
    return plm_fail_memory(err);
  for (size_t m = 0; m < metrics; m++) {
    bins += columns * (size_t)bins_of(&plan->metrics[m]);
    ratios += plan->metrics[m].base < 0 ? columns : 0;
  }
  made->metric_count = metrics;
  made->column_count = columns;
  made->figures = plm_new_array(metrics * columns, sizeof *made->figures);
  made->ratios = plm_new_array(ratios, sizeof *made->ratios);
  made->bins = plm_new_array(bins, sizeof *made->bins);
  made->paid_back = plm_new_array(columns, sizeof *made->paid_back);
  if (made->figures == NULL || made->ratios == NULL || made->bins == NULL || made->paid_back == NULL) {
    placement_comparison_free(made);
    return plm_fail_memory(err);
  }
  plm_bin *next_bins = made->bins;
  plm_ratio_sums *next_ratio = made->ratios;
  for (size_t f = 0; f < metrics * columns; f++) {
    const plm_metric *metric = &plan->metrics[f / columns];
    plm_figure *difference = &made->figures[f].difference;
    plm_histogram_init(&difference->histogram, next_bins, bins_of(metric), metric->unit == PLACEMENT_UNIT_WEEKLY_COST);
    next_bins += bins_of(metric);
    difference->divisor = plm_metric_divisor(plan, metric, f % columns);
    difference->ratio = -1;
    made->figures[f].ratio = metric->base < 0 ? next_ratio++ : NULL;
    made->figures[f].factor = metric->unit == PLACEMENT_UNIT_WEEKLY_COST ? 7 / difference->divisor : 1;
  }
  *comparison = made;
  return PLACEMENT_OK;
}

/* Block after block, so that progress is told and cancellation heeded between them. */
static placement_status compare_all(placement_comparison *c, sampler *s, const placement_run_options *asked,
                                    placement_error *err)
{
  placement_sample_options options = plm_sample_options_of(asked, NULL, NULL);
  for (uint64_t done = 0; done < asked->replications; done += options.replications) {
    uint64_t left = asked->replications - done;
    options.first = asked->first + done;
    options.replications = left < s->block ? left : s->block;
    placement_status status = compare_block(c, s, &options, err);
    if (status == PLACEMENT_ERROR_CANCELLED && done > 0)
      return PLACEMENT_OK;
    if (status != PLACEMENT_OK)
      return status;
    if (asked->progress != NULL)
      asked->progress(done + options.replications, asked->replications, asked->progress_data);
  }
  return PLACEMENT_OK;
}

placement_status placement_comparison_new(const placement_plan *base, const placement_plan *alternative,
                                          const placement_run_options *options, placement_comparison **comparison,
                                          placement_error *err)
{
  placement_run_options asked = PLACEMENT_RUN_OPTIONS_INIT;
  placement_comparison *made = NULL;
  sampler s = {0};
  placement_status status = PLACEMENT_OK;
  if (base == NULL || alternative == NULL || comparison == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "base, alternative and comparison must not be NULL");
  if (options != NULL)
    status = plm_read_options(&asked, sizeof asked, options, "placement_run_options", err);
  if (status == PLACEMENT_OK)
    status = plm_check_comparable(base, alternative, err);
  if (status == PLACEMENT_OK)
    status = plm_check_run_options(&asked, err);
  if (status == PLACEMENT_OK)
    status = new_sampler(base, alternative, &s, err);
  if (status == PLACEMENT_OK)
    status = new_comparison(base, &made, err);
  if (status == PLACEMENT_OK)
    status = compare_all(made, &s, &asked, err);
  clear_sampler(&s);
  if (status != PLACEMENT_OK) {
    placement_comparison_free(made);
    return status;
  }
  *comparison = made;
  return PLACEMENT_OK;
}
