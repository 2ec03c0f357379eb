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

typedef struct command command; /* command.h */

typedef enum option_id {
  OPTION_HELP,
  OPTION_REPLICATIONS,
  OPTION_PRECISION,
  OPTION_METRIC,
  OPTION_CONFIDENCE,
  OPTION_SEED,
  OPTION_THREADS,
  OPTION_OUTPUT,
  OPTION_REPLICATION,
  OPTION_CHILD,
  OPTION_PLACE,
  OPTION_FROM,
  OPTION_UNTIL,
  OPTION_INPUT,
  OPTION_AS,
  OPTION_RANGE,
  OPTION_TARGET,
  OPTION_AGAINST,
  OPTION_BOTH,
  OPTION_INDICES,
  OPTION_MONTHS,
  OPTION_AT,
  OPTION_SEARCH,
  OPTION_SCENARIO,
  OPTION_INDIFFERENCE,
  OPTION_WATERFALL,
  OPTION_SAMPLES,
  OPTION_FORMAT,
  OPTION_COUNT
} option_id;

#define OPTION_BIT(id) ((uint64_t)1 << (id))

/* What every command that simulates replications takes. */
#define OPTIONS_OF_RUNS                                                                                                \
  (OPTION_BIT(OPTION_REPLICATIONS) | OPTION_BIT(OPTION_SEED) | OPTION_BIT(OPTION_THREADS) | OPTION_BIT(OPTION_OUTPUT))

/* And those of them that deliver a document (document.h). */
#define OPTIONS_OF_STUDIES (OPTIONS_OF_RUNS | OPTION_BIT(OPTION_FORMAT))

#define OPTIONS_MOST_OUTPUTS 16
#define OPTIONS_MOST_THREADS 1024
#define OPTIONS_MOST_METRICS 64

#define OPTIONS_MOST_INPUTS 256

typedef struct options {
  const command *command; /* NULL: only help or version is asked for */
  bool help;
  bool version;
  char **files; /* borrowed from argv */
  size_t file_count;
  const char *given[OPTION_COUNT]; /* values as written, the last of several; "" for flags; NULL if not given. Borrowed
                                      from argv. What follows is read from them, with defaults */
  uint64_t replications;           /* with a precision, the most */
  double precision;                /* of the means of `metrics`; 0 if a number of replications is asked for */
  bool precision_relative;         /* to the mean; otherwise it is in the unit of the metric */
  double confidence;               /* 0 if not given */
  size_t metric_count;
  const char *metrics[OPTIONS_MOST_METRICS]; /* with :YEAR, if any */
  size_t input_count;
  const char *inputs[OPTIONS_MOST_INPUTS]; /* JSON Pointers */
  uint64_t replication;                    /* of trace */
  uint64_t seed;
  int32_t threads;
  size_t output_count;
  const char *outputs[OPTIONS_MOST_OUTPUTS];
  int32_t formats[OPTIONS_MOST_OUTPUTS]; /* OUTPUT_* of each (formats.h) */
  int32_t format;                        /* FORMAT_* of standard output */
  int32_t samples_format;                /* PLACEMENT_SAMPLES_* of --samples */
} options;

/* Such as "--seed". */
const char *options_name(option_id id);

/* Reads a whole number within limits, or tells the user that the value of option `name` is none. Returns an exit
 * status. */
int options_number(const char *name, const char *text, uint64_t least, uint64_t most, uint64_t *value);

/* Reads the command line into *result; argv is reordered. Returns EXIT_FINE, or EXIT_BAD_INPUT when the user has been
 * told what is wrong. */
int options_read(int argc, char **argv, options *result);

#endif
