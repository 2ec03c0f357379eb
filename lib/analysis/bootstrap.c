/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/bootstrap.h"

#include "base/error.h"
#include "base/memory.h"
#include "stream/stream.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How often each row is drawn. A word times the rows is off uniform by less than rows / 2^32. */
static void resample(plm_key key, size_t number, double *weights, size_t rows)
{
  memset(weights, 0, rows * sizeof *weights);
  for (size_t k = 0; k < rows; k += 4) {
    plm_block block = plm_stream_block(key, 0, (uint32_t)number, PLM_PURPOSE_BOOTSTRAP, (uint32_t)(k / 4));
    for (size_t j = 0; j < 4 && k + j < rows; j++)
      weights[(block.word[j] * (uint64_t)rows) >> 32]++;
  }
}

/* `values` are those of the resamples, which it sorts without those that are undefined. */
static void add_errors(plm_estimate *e, double *values, size_t n, double level)
{
  size_t defined = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(values[i]))
      values[defined++] = values[i];
  if (defined < 2 || isnan(e->value))
    return;
  gsl_sort(values, 1, defined);
  e->se = gsl_stats_sd(values, 1, defined);
  e->low = gsl_stats_quantile_from_sorted_data(values, 1, defined, (1 - level) / 2);
  e->high = gsl_stats_quantile_from_sorted_data(values, 1, defined, (1 + level) / 2);
}

placement_status plm_bootstrap(const plm_bootstrap_options *options, plm_weighted_figures figures, const void *sample,
                               size_t rows, size_t count, plm_estimate *estimates, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  size_t n = options->resamples;
  double *weights = plm_new_array(rows, sizeof *weights), *drawn = plm_new_array(count, sizeof *drawn);
  double *values = count > 0 && n > SIZE_MAX / count ? NULL : plm_new_array(n * count, sizeof *values);
  if (weights == NULL || drawn == NULL || values == NULL) {
    status = plm_fail_memory(err);
    goto out;
  }
  plm_key key = plm_stream_key(options->seed, plm_id_digest("analysis", "bootstrap"));
  for (size_t i = 0; i < n && rows > 0; i++) {
    resample(key, i, weights, rows);
    figures(sample, weights, drawn);
    for (size_t k = 0; k < count; k++)
      values[k * n + i] = drawn[k];
  }
  for (size_t r = 0; r < rows; r++)
    weights[r] = 1;
  figures(sample, weights, drawn);
  for (size_t k = 0; k < count; k++) {
    estimates[k] = (plm_estimate){drawn[k], NAN, NAN, NAN};
    add_errors(&estimates[k], &values[k * n], n, options->level);
  }
out:
  free(values);
  free(drawn);
  free(weights);
  return status;
}
