/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reference loss system (loss-system.json) as a plain C program with GSL: what the library is measured against.
 */
#ifndef BENCH_BASELINE_GSL_H
#define BENCH_BASELINE_GSL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct baseline_result {
  double cost, cost_se;   /* pounds paid for external placements: mean over the replications, and its standard error */
  double share, share_se; /* external share of all nights: ratio of the two means, and its standard error */
} baseline_result;

/* Runs replications, at least two, from one stream of random numbers. False without memory. */
bool baseline_gsl(unsigned long seed, uint64_t replications, baseline_result *result);

#endif
