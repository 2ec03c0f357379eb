/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line: which command, its options and its files.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit statuses; an interrupted run ends with 128 + the number of the signal. */
enum {
  EXIT_FINE = 0,
  EXIT_NOT_DONE = 1, /* could not be done: memory, output, precision, or a published figure that is not as expected */
  EXIT_BAD_INPUT = 2 /* a scenario that is not sound or cannot be read, or a wrong command line */
};

typedef enum command_id {
  COMMAND_NONE,
  COMMAND_CHECK,
  COMMAND_COMPARE,
  COMMAND_EXPLAIN,
  COMMAND_PLAN,
  COMMAND_RUN,
  COMMAND_SCHEMA,
  COMMAND_TRACE,
  COMMAND_COUNT
} command_id;

#define OPTIONS_MOST_OUTPUTS 16
#define OPTIONS_MOST_THREADS 1024
#define OPTIONS_MOST_METRICS 64

typedef struct options {
  command_id command; /* COMMAND_NONE: only help or version is asked for */
  bool help;
  bool version;
  char **files; /* borrowed from argv */
  size_t file_count;
  uint64_t replications;      /* with a precision, the most */
  double precision;           /* of the means of `metrics`; 0 if a number of replications is asked for */
  const char *precision_text; /* as written; borrowed from argv */
  bool precision_relative;    /* to the mean; otherwise it is in the unit of the metric */
  double confidence;
  size_t metric_count;
  const char *metrics[OPTIONS_MOST_METRICS]; /* with :YEAR, if any; borrowed from argv */
  uint64_t replication;                      /* of trace */
  uint64_t seed;
  int32_t threads;
  const char *child, *place, *from, *until; /* of trace; NULL if not given; borrowed from argv */
  size_t output_count;
  const char *outputs[OPTIONS_MOST_OUTPUTS]; /* borrowed from argv */
  int32_t formats[OPTIONS_MOST_OUTPUTS];     /* PLACEMENT_FORMAT_* of each */
} options;

/* The name of a command, such as "run". */
const char *command_name(command_id command);

/* Reads the command line into *result; argv is reordered. Returns EXIT_FINE, or EXIT_BAD_INPUT when the user has been
 * told what is wrong. */
int options_read(int argc, char **argv, options *result);

#endif
