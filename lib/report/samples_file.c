/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of replications is simulated as one stage of a job, written, and its memory used for the next.
 */
#include <placement/samples_file.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/options.h"
#include "report/figures.h"
#include "run/run.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_REPLICATIONS 4096 /* at most, */
#define BLOCK_FIGURES 524288    /* so that there are about so many (4 MiB), */
#define BLOCK_LEAST 64          /* but not fewer than keep the threads busy */

#define LONGEST_NAME 160 /* of a metric with a home and a year; ids have at most 64 characters */

#define NPY_HEADER 128 /* bytes, a multiple of 64; the longest has 105 */
#define NPY_PREFIX 10

typedef struct request {
  const placement_plan *plan;
  placement_run_options options;
  const placement_figure *figures;
  size_t count;
  placement_summary **summary; /* may be NULL */
} request;

static placement_status check_request(const placement_plan *plan, const placement_run_options *options,
                                      const placement_figure *figures, size_t count, int32_t format,
                                      placement_summary **summary, request *r, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  *r = (request){plan, PLACEMENT_RUN_OPTIONS_INIT, figures, count, summary};
  if (plan == NULL || figures == NULL || count == 0)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "plan and figures must not be NULL, and there must be a figure");
  if (format != PLACEMENT_SAMPLES_CSV && format != PLACEMENT_SAMPLES_NPY)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no format %d of samples", (int)format);
  if (options != NULL)
    status = plm_read_options(&r->options, sizeof r->options, options, "placement_run_options", err);
  if (status == PLACEMENT_OK)
    status = plm_check_run_options(&r->options, err);
  return status == PLACEMENT_OK ? plm_sampling_check(plan, figures, count, err) : status;
}

static size_t block_of(const request *r)
{
  size_t block = BLOCK_FIGURES / r->count;
  block = block < BLOCK_LEAST ? BLOCK_LEAST : block > BLOCK_REPLICATIONS ? BLOCK_REPLICATIONS : block;
  return r->options.replications < block ? (size_t)r->options.replications : block;
}

static void put_csv_header(plm_writer *w, const request *r)
{
  plm_put(w, "replication");
  for (size_t k = 0; k < r->count; k++) {
    char name[LONGEST_NAME];
    (void)snprintf(name, sizeof name, "%s:%s", placement_plan_metric_name(r->plan, r->figures[k].metric),
                   placement_plan_column_label(r->plan, r->figures[k].column));
    plm_put(w, ",");
    plm_put_csv_text(w, name);
  }
  plm_put(w, "\r\n");
}

static void put_csv_row(plm_writer *w, const request *r, uint64_t number, const double *values)
{
  plm_put_whole(w, number);
  for (size_t k = 0; k < r->count; k++) {
    plm_put(w, ",");
    plm_put_figure(w, placement_plan_metric_unit(r->plan, r->figures[k].metric), values[k], "");
  }
  plm_put(w, "\r\n");
}

/* NEP 1: magic, version 1.0, the length of what follows in two bytes, a dictionary padded with blanks, a line feed. */
static void put_npy_header(plm_writer *w, const request *r)
{
  char header[NPY_HEADER];
  int length;
  memcpy(header, "\x93NUMPY\x01\x00", NPY_PREFIX - 2);
  header[NPY_PREFIX - 2] = NPY_HEADER - NPY_PREFIX;
  header[NPY_PREFIX - 1] = 0;
  length = snprintf(header + NPY_PREFIX, sizeof header - NPY_PREFIX,
                    "{'descr': '<f8', 'fortran_order': False, 'shape': (%" PRIu64 ", %zu), }", r->options.replications,
                    r->count + 1);
  memset(header + NPY_PREFIX + length, ' ', sizeof header - NPY_PREFIX - (size_t)length);
  header[NPY_HEADER - 1] = '\n';
  plm_put_bytes(w, header, sizeof header);
}

/* Little-endian whatever the host is, and one NaN whatever the processor makes. */
static void put_double(plm_writer *w, double value)
{
  uint64_t bits = UINT64_C(0x7ff8000000000000);
  char bytes[8];
  if (!isnan(value))
    memcpy(&bits, &value, sizeof bits);
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (char)(unsigned char)(bits >> 8 * i & 0xff);
  plm_put_bytes(w, bytes, sizeof bytes);
}

static void put_npy_row(plm_writer *w, const request *r, uint64_t number, const double *values)
{
  put_double(w, (double)number);
  for (size_t k = 0; k < r->count; k++)
    put_double(w, values[k]);
}

/* Ends early when it is cancelled, and when the sink refuses and there is no summary to go on for. */
static placement_status write_blocks(plm_job *job, plm_sampling *sampling, const request *r, int32_t format,
                                     plm_writer *w, placement_error *err)
{
  const uint64_t all = r->options.replications, block = block_of(r);
  const bool csv = format == PLACEMENT_SAMPLES_CSV;
  (csv ? put_csv_header : put_npy_header)(w, r);
  for (uint64_t end = 0; end < all && !(w->failed && r->summary == NULL);) {
    placement_status status;
    sampling->begin = end;
    end = all - end < block ? all : end + block;
    status = plm_job_run(job, end, all, err);
    if (status != PLACEMENT_OK || plm_job_done(job) < end)
      return status;
    for (uint64_t i = sampling->begin; i < end && !w->failed; i++)
      (csv ? put_csv_row : put_npy_row)(w, r, r->options.first + i,
                                        &sampling->values[(i - sampling->begin) * r->count]);
  }
  return PLACEMENT_OK;
}

static placement_status write_request(const void *what, int32_t format, placement_sink sink, void *data,
                                      placement_error *err)
{
  const request *r = what;
  plm_sampling sampling = {.figures = r->figures, .count = r->count, .summarised = r->summary != NULL};
  plm_writer writer = {.sink = sink, .data = data};
  placement_status status;
  plm_job *job = NULL;
  sampling.values = plm_new_array(r->count, block_of(r) * sizeof *sampling.values);
  status = sampling.values == NULL ? plm_fail_memory(err) : plm_job_new(r->plan, &r->options, &sampling, &job, err);
  if (status == PLACEMENT_OK)
    status = write_blocks(job, &sampling, r, format, &writer, err);
  if (status == PLACEMENT_OK && (r->summary != NULL || !writer.failed))
    status = plm_job_finish(job, r->summary, err);
  if (status == PLACEMENT_OK && !writer.failed && plm_job_done(job) < r->options.replications)
    status = plm_fail_unfinished(err);
  if (status == PLACEMENT_OK || writer.failed)
    status = plm_writer_finish(&writer, err);
  plm_job_free(job);
  free(sampling.values);
  return status;
}

placement_status placement_samples_write(const placement_plan *plan, const placement_run_options *options,
                                         const placement_figure *figures, size_t count, int32_t format,
                                         placement_sink sink, void *data, placement_summary **summary,
                                         placement_error *err)
{
  request r;
  placement_status status = check_request(plan, options, figures, count, format, summary, &r, err);
  if (status != PLACEMENT_OK)
    return status;
  if (sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "sink must not be NULL");
  return write_request(&r, format, sink, data, err);
}

placement_status placement_samples_write_file(const placement_plan *plan, const placement_run_options *options,
                                              const placement_figure *figures, size_t count, int32_t format,
                                              const char *path, placement_summary **summary, placement_error *err)
{
  request r;
  placement_status status = check_request(plan, options, figures, count, format, summary, &r, err);
  return status == PLACEMENT_OK ? placement_file_write(path, write_request, &r, format, err) : status;
}
