/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/clones.h"
#include "base/money.h"
#include "summary/summary.h"

#include <string.h>

plm_moments plm_figure_moments(const plm_figure *figure)
{
  plm_moments moments = figure->moments;
  if (figure->histogram.dense)
    plm_histogram_sums(&figure->histogram, &moments);
  return moments;
}

void plm_figure_merge(plm_figure *figure, const plm_figure *other)
{
  plm_moments sum = plm_figure_moments(figure), added = plm_figure_moments(other);
  plm_moments_merge(&sum, &added);
  plm_histogram_merge(&figure->histogram, &other->histogram);
  figure->moments = figure->histogram.dense ? (plm_moments){0, 0} : sum;
}

/* Makes the histogram reach to all values. */
static void reach(plm_figure *figure, const int64_t *values, size_t count)
{
  int64_t low = values[0], high = values[0];
  for (size_t i = 1; i < count; i++) {
    low = values[i] < low ? values[i] : low;
    high = values[i] > high ? values[i] : high;
  }
  if (figure->histogram.dense && !plm_histogram_stays_dense(&figure->histogram, low, high))
    plm_histogram_sums(&figure->histogram, &figure->moments);
  plm_histogram_stretch(&figure->histogram, low, high);
}

static void add_wide(plm_figure *figure, const int64_t *values, size_t count)
{
  for (size_t i = 0; i < count; i++)
    plm_moments_add(&figure->moments, values[i]);
  plm_histogram_add_all(&figure->histogram, values, count);
}

static void add_floating(plm_figure *figure, const int64_t *values, size_t count)
{
  plm_histogram *histogram = &figure->histogram;
  uint32_t offsets[PLM_GATHERED_MOST];
  plm_histogram_add_all(histogram, values, count);
  if (plm_offsets(values, count, histogram->lowest, histogram->highest, offsets)) {
    plm_moments_add_offsets(&figure->moments, histogram->lowest, offsets, count);
    return;
  }
  for (size_t i = 0; i < count; i++)
    plm_moments_add(&figure->moments, values[i]);
}

bool plm_figure_add(plm_figure *figure, const int64_t *values, size_t count, uint32_t *offsets)
{
  plm_histogram *histogram = &figure->histogram;
  bool near;
  if (histogram->floating) {
    add_floating(figure, values, count);
    return false;
  }
  near = plm_offsets(values, count, histogram->min, histogram->max, offsets);
  if (!near) {
    reach(figure, values, count);
    near = plm_offsets(values, count, histogram->min, histogram->max, offsets);
  }
  if (!near) {
    add_wide(figure, values, count);
    return false;
  }
  if (!histogram->dense)
    plm_moments_add_offsets(&figure->moments, histogram->min, offsets, count);
  plm_histogram_add_offsets(histogram, offsets, count);
  return true;
}

/* Cell of the outcomes of a batch. */
static int64_t *of_batch(const placement_summary *summary, size_t batch, size_t cell)
{
  return &summary->gathered[(batch * summary->outcome_size + cell) * PLM_BATCH];
}

/* A cell of all outcomes, of which there is one at least; whole batches, because moves of a fixed size are quick. */
static void copy_row(const placement_summary *summary, size_t cell, int64_t row[PLM_GATHERED_MOST])
{
  size_t b = 0;
  do
    memcpy(&row[b * PLM_BATCH], of_batch(summary, b, cell), PLM_BATCH * sizeof *row);
  while (++b * PLM_BATCH < summary->gathered_count);
}

PLM_CLONES static bool equal(const placement_summary *summary, size_t cell, size_t other)
{
  const size_t count = summary->gathered_count, whole = count / PLM_BATCH;
  uint64_t differ = 0;
  for (size_t b = 0; b < whole && differ == 0; b++) {
    const int64_t *x = of_batch(summary, b, cell), *y = of_batch(summary, b, other);
    for (size_t i = 0; i < PLM_BATCH; i++)
      differ |= (uint64_t)x[i] ^ (uint64_t)y[i];
  }
  return differ == 0 &&
         (count % PLM_BATCH == 0 || memcmp(of_batch(summary, whole, cell), of_batch(summary, whole, other),
                                           count % PLM_BATCH * sizeof(int64_t)) == 0);
}

static bool equal_ratios(const placement_summary *summary, const plm_ratio *ratio, const plm_ratio *other)
{
  bool same = equal(summary, ratio->numerator, other->numerator);
  for (size_t d = 0; same && d < ratio->denominator_count; d++)
    same = equal(summary, ratio->denominator[d], other->denominator[d]);
  return same;
}

/* Whether the state of the one can be made from that of the other. */
static bool alike(const placement_summary *summary, size_t figure, size_t other)
{
  const plm_histogram *a = &summary->figures[figure].histogram, *b = &summary->figures[other].histogram;
  return a->floating == b->floating && a->bin_count <= b->bin_count;
}

#define HEADS                                                                                                          \
  4096 /* of what was seen, one for each hash: where two meet, an equality is missed, which only takes time */

static size_t hash(const placement_summary *summary, size_t cell)
{
  int64_t values[PLM_GATHERED_MOST];
  uint64_t sum = 0;
  copy_row(summary, cell, values);
  for (size_t i = 0; i < summary->gathered_count; i++)
    sum = (sum ^ (uint64_t)values[i]) * 0x9e3779b97f4a7c15U;
  return (size_t)(sum >> 40);
}

/* Before anything was folded: whatever equals something earlier in all outcomes. */
static void find_same(placement_summary *summary)
{
  uint32_t heads[HEADS] = {0}; /* from 1 */
  for (size_t i = 0; i < summary->direct_count; i++) {
    plm_direct *direct = &summary->directs[i];
    uint32_t *head = &heads[hash(summary, direct->cell) % HEADS];
    size_t first = *head - (size_t)1;
    if (*head > 0 && alike(summary, direct->figure, summary->directs[first].figure) &&
        equal(summary, direct->cell, summary->directs[first].cell))
      direct->same = first;
    else
      *head = (uint32_t)i + 1;
  }
  memset(heads, 0, sizeof heads);
  for (size_t i = 0; i < summary->ratio_count; i++) {
    plm_ratio *ratio = &summary->ratios[i];
    uint32_t *head = &heads[(hash(summary, ratio->numerator) + 3 * hash(summary, ratio->denominator[0])) % HEADS];
    const plm_ratio *first = &summary->ratios[*head - (size_t)(*head > 0)];
    if (*head > 0 && alike(summary, ratio->figure, first->figure) && ratio->times == first->times &&
        ratio->denominator_count == first->denominator_count && equal_ratios(summary, ratio, first))
      ratio->same = *head - (size_t)1;
    else
      *head = (uint32_t)i + 1;
  }
}

/* Gives a figure the state that it shares. What it holds is of fewer outcomes, if any. */
static void copy_figure(plm_figure *figure, const plm_figure *from)
{
  plm_histogram *histogram = &figure->histogram;
  if (histogram->n > 0) {
    memset(histogram->bins, 0, (size_t)histogram->bin_count * sizeof *histogram->bins);
    plm_histogram_init(histogram, histogram->bins, histogram->bin_count, histogram->floating);
    figure->moments = (plm_moments){0, 0};
  }
  plm_figure_merge(figure, from);
}

static void copy_direct(placement_summary *summary, const plm_direct *direct)
{
  const plm_direct *from = &summary->directs[direct->same];
  copy_figure(&summary->figures[direct->figure], &summary->figures[from->figure]);
  plm_controls_copy_cell(&summary->controls, direct->cell, from->cell);
}

static void copy_ratio(placement_summary *summary, plm_ratio *ratio)
{
  copy_figure(&summary->figures[ratio->figure], &summary->figures[summary->ratios[ratio->same].figure]);
  ratio->moments = summary->ratios[ratio->same].moments;
}

/* Before anything is folded of the outcomes in which they differ. */
static void part_differing(placement_summary *summary)
{
  for (size_t i = 0; i < summary->direct_count; i++) {
    plm_direct *direct = &summary->directs[i];
    if (direct->same == PLM_ITSELF || (direct->fixed && summary->directs[direct->same].fixed))
      continue;
    if (!equal(summary, direct->cell, summary->directs[direct->same].cell)) {
      copy_direct(summary, direct);
      direct->same = PLM_ITSELF;
    }
  }
  for (size_t i = 0; i < summary->ratio_count; i++) {
    plm_ratio *ratio = &summary->ratios[i];
    if (ratio->same != PLM_ITSELF && !equal_ratios(summary, ratio, &summary->ratios[ratio->same])) {
      copy_ratio(summary, ratio);
      ratio->same = PLM_ITSELF;
    }
  }
}

static void fold_ratio(placement_summary *summary, plm_ratio *ratio)
{
  const size_t count = summary->gathered_count;
  int64_t numerator[PLM_GATHERED_MOST], denominator[PLM_GATHERED_MOST], more[PLM_GATHERED_MOST];
  int64_t values[PLM_GATHERED_MOST];
  uint32_t offsets[PLM_GATHERED_MOST];
  size_t defined = 0;
  copy_row(summary, ratio->numerator, numerator);
  copy_row(summary, ratio->denominator[0], denominator);
  for (size_t d = 1; d < ratio->denominator_count; d++) {
    copy_row(summary, ratio->denominator[d], more);
    for (size_t i = 0; i < count; i++)
      denominator[i] += more[i];
  }
  plm_pair_moments_add_all(&ratio->moments, numerator, denominator, count);
  for (size_t i = 0; i < count; i++) {
    if (denominator[i] != 0)
      values[defined++] = plm_divide_half_up(numerator[i] * ratio->times, denominator[i]);
  }
  if (defined > 0)
    (void)plm_figure_add(&summary->figures[ratio->figure], values, defined, offsets);
}

static void fold_gathered(placement_summary *summary)
{
  plm_control_batch batch;
  int64_t values[PLM_GATHERED_MOST], controls[PLM_CONTROLS_MOST][PLM_GATHERED_MOST];
  uint32_t offsets[PLM_GATHERED_MOST];
  if (summary->gathered_count == 0)
    return;
  if (summary->replications == 0)
    find_same(summary);
  else
    part_differing(summary);
  for (size_t k = 0; k < summary->controls.count; k++)
    copy_row(summary, summary->controls.cells + k, controls[k]);
  plm_controls_fold(&summary->controls, controls[0], PLM_GATHERED_MOST, summary->gathered_count, &batch);
  for (size_t i = 0; i < summary->direct_count; i++) {
    const plm_direct *direct = &summary->directs[i];
    if (direct->same != PLM_ITSELF)
      continue;
    plm_figure *figure = &summary->figures[direct->figure];
    copy_row(summary, direct->cell, values);
    bool near = plm_figure_add(figure, values, summary->gathered_count, offsets);
    plm_controls_fold_cell(&summary->controls, &batch, direct->cell, values, near ? offsets : NULL,
                           figure->histogram.min, figure->histogram.max);
  }
  for (size_t i = 0; i < summary->ratio_count; i++) {
    if (summary->ratios[i].same == PLM_ITSELF)
      fold_ratio(summary, &summary->ratios[i]);
  }
  summary->replications += summary->gathered_count;
  summary->gathered_count = 0;
}

void plm_summary_fold(placement_summary *summary, const int64_t *outcome)
{
  int64_t *to = of_batch(summary, summary->gathered_count / PLM_BATCH, 0) + summary->gathered_count % PLM_BATCH;
  for (size_t c = 0; c < summary->outcome_size; c++)
    to[c * PLM_BATCH] = outcome[c];
  if (++summary->gathered_count == summary->gathered_most)
    fold_gathered(summary);
}

int64_t *plm_summary_batch(placement_summary *summary)
{
  if (summary->gathered_count % PLM_BATCH > 0)
    fold_gathered(summary);
  return of_batch(summary, summary->gathered_count / PLM_BATCH, 0);
}

void plm_summary_fold_batch(placement_summary *summary, size_t count)
{
  summary->gathered_count += count;
  if (summary->gathered_count == summary->gathered_most)
    fold_gathered(summary);
}

void plm_summary_prepare(placement_summary *summary, const int64_t *outcome, const bool *changes)
{
  for (size_t i = 0; i < summary->direct_count; i++)
    summary->directs[i].fixed = !changes[summary->directs[i].cell];
  for (size_t b = 0; b * PLM_BATCH < summary->gathered_most; b++)
    for (size_t c = 0; c < summary->outcome_size; c++)
      for (size_t i = 0; i < PLM_BATCH; i++)
        of_batch(summary, b, c)[i] = outcome[c];
}

void plm_summary_settle(placement_summary *summary)
{
  fold_gathered(summary);
  for (size_t i = 0; i < summary->direct_count; i++) {
    if (summary->directs[i].same != PLM_ITSELF)
      copy_direct(summary, &summary->directs[i]);
  }
  for (size_t i = 0; i < summary->ratio_count; i++) {
    if (summary->ratios[i].same != PLM_ITSELF)
      copy_ratio(summary, &summary->ratios[i]);
  }
  if (summary->replications > 0)
    plm_controls_settle(&summary->controls, summary->replications);
}

void plm_summary_part(placement_summary *summary)
{
  for (size_t i = 0; i < summary->direct_count; i++)
    summary->directs[i].same = PLM_ITSELF;
  for (size_t i = 0; i < summary->ratio_count; i++)
    summary->ratios[i].same = PLM_ITSELF;
}
