/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples as a file: the figures of each replication, written while they are simulated and never held.
 */
#ifndef PLACEMENT_SAMPLES_FILE_H
#define PLACEMENT_SAMPLES_FILE_H

#include <placement/report.h>
#include <placement/samples.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A row for each replication, in the order of their numbers; the first column is the number, the others are the figures
 * in the order given, in the units of their metrics.
 * CSV: RFC 4180 with the header "replication,METRIC:YEAR,..." (a financial year or "total"); money has two decimals,
 * everything else up to nine, and what is not defined is empty.
 * NPY: NumPy's format 1.0 (numpy.lib.format), an array of the shape (replications, 1 + figures) of little-endian
 * doubles ('<f8') in C order on any host; what is not defined is NaN. It has no names of columns. */
enum { PLACEMENT_SAMPLES_CSV = 0, PLACEMENT_SAMPLES_NPY = 1 };

/* Runs the replications of `options` (NULL: the defaults) and writes `count` figures of each to a sink, in blocks, so
 * that a few megabytes of memory are enough however many there are. Neither a byte of it nor a bit of the summary
 * depends on threads. Progress is told of all replications. May be called by several threads at once.
 *
 * `summary` may be NULL; otherwise a new summary of the same replications, as placement_run gives it, also where
 * the status is PLACEMENT_ERROR_CANCELLED (it has the replications done until then; NULL if there are none) and where
 * it is PLACEMENT_ERROR_IO (a sink that refuses does not end the run). It stays NULL with any other error.
 * PLACEMENT_ERROR_CANCELLED when the run is cancelled before all replications are done; PLACEMENT_ERROR_ARGUMENT for a
 * figure or a format that does not exist. */
PLACEMENT_API placement_status placement_samples_write(const placement_plan *plan, const placement_run_options *options,
                                                       const placement_figure *figures, size_t count, int32_t format,
                                                       placement_sink sink, void *data, placement_summary **summary,
                                                       placement_error *err);

/* The same to the file `path`, as placement_file_write writes it: unless the status is PLACEMENT_OK, it holds
 * what it held before. If the file cannot even be begun, nothing is run. */
PLACEMENT_API placement_status placement_samples_write_file(const placement_plan *plan,
                                                            const placement_run_options *options,
                                                            const placement_figure *figures, size_t count,
                                                            int32_t format, const char *path,
                                                            placement_summary **summary, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
