/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line on standard error that says how far a run is and how long it will take: only on a terminal.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct progress {
  bool shown;
  bool redrawn; /* one line drawn again and again; otherwise (TERM=dumb) a line for each tenth */
  bool colour;
  double start; /* seconds of a clock that never goes back */
  double drawn; /* when last */
  uint64_t tenths;
  uint64_t of;  /* replications asked for when last told; a run for precision corrects them */
  size_t width; /* of the line drawn last */
} progress;

void progress_start(progress *p);

/* A placement_progress; `data` is the progress. */
void progress_update(uint64_t done, uint64_t replications, void *data);

/* Wipes the line away. Returns the seconds since progress_start. */
double progress_end(progress *p);

#endif
