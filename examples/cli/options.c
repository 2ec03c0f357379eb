/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By hand rather than with getopt_long, which takes abbreviated names, follows POSIXLY_CORRECT and cannot say which
 * option lacks its value.
 */
#define _XOPEN_SOURCE 700 /* strcasecmp */
#include "options.h"

#include "command.h"
#include "formats.h"
#include "nearest.h"
#include "numbers.h"
#include "text.h"

#include <inttypes.h>
#include <placement/precision.h>
#include <placement/report.h>
#include <placement/run.h>
#include <placement/samples_file.h>
#include <string.h>
#include <strings.h>

#define MOST_COMMANDS 32

extern const command command_run; /* that differs from the others */

typedef struct option {
  const char *name;
  bool takes_value;
  bool repeats;
} option;

static const option known[OPTION_COUNT] = {
    [OPTION_HELP] = {"--help", false, true},
    [OPTION_REPLICATIONS] = {"--replications", true, false},
    [OPTION_PRECISION] = {"--precision", true, false},
    [OPTION_METRIC] = {"--metric", true, true},
    [OPTION_CONFIDENCE] = {"--confidence", true, false},
    [OPTION_SEED] = {"--seed", true, false},
    [OPTION_THREADS] = {"--threads", true, false},
    [OPTION_OUTPUT] = {"--output", true, true},
    [OPTION_REPLICATION] = {"--replication", true, false},
    [OPTION_CHILD] = {"--child", true, false},
    [OPTION_PLACE] = {"--place", true, false},
    [OPTION_FROM] = {"--from", true, false},
    [OPTION_UNTIL] = {"--until", true, false},
    [OPTION_INPUT] = {"--input", true, true},
    [OPTION_AS] = {"--as", true, false},
    [OPTION_RANGE] = {"--range", true, false},
    [OPTION_TARGET] = {"--target", true, false},
    [OPTION_AGAINST] = {"--against", true, false},
    [OPTION_BOTH] = {"--both", false, false},
    [OPTION_INDICES] = {"--indices", false, false},
    [OPTION_MONTHS] = {"--months", true, false},
    [OPTION_AT] = {"--at", true, false},
    [OPTION_SEARCH] = {"--search", true, false},
    [OPTION_SCENARIO] = {"--scenario", true, false},
    [OPTION_INDIFFERENCE] = {"--indifference", true, false},
    [OPTION_WATERFALL] = {"--waterfall", false, false},
    [OPTION_SAMPLES] = {"--samples", true, false},
    [OPTION_FORMAT] = {"--format", true, false},
};

const char *options_name(option_id id)
{
  return known[id].name;
}

int options_number(const char *name, const char *text, uint64_t least, uint64_t most, uint64_t *value)
{
  char from[NUMBER_SIZE], to[NUMBER_SIZE];
  number_count(from, least);
  number_count(to, most);
  uint64_t number = 0;
  number_fault fault = number_parse(text, &number);
  if (fault == NUMBER_OK && number >= least && number <= most) {
    *value = number;
    return EXIT_FINE;
  }
  const char *what = fault == NUMBER_NOT_WHOLE    ? "is not a whole number"
                     : fault == NUMBER_BAD_GROUPS ? "does not have its separators before groups of three digits"
                     : fault == NUMBER_NEGATIVE   ? "is negative"
                     : number < least && fault == NUMBER_OK ? "is too small"
                                                            : "is too large";
  complain("%s: '%s' %s; it can be %s to %s", name, text, what, from, to);
  return EXIT_BAD_INPUT;
}

static int read_output(const char *path, options *result)
{
  int32_t format = OUTPUT_JSON;
  int exit_status = formats_read_output(path, &format);
  if (exit_status != EXIT_FINE)
    return exit_status;
  for (size_t i = 0; i < result->output_count; i++) {
    if (formats_same_path(result->outputs[i], path)) {
      complain("--output: '%s' is given twice", path);
      return EXIT_BAD_INPUT;
    }
  }
  if (result->output_count == OPTIONS_MOST_OUTPUTS) {
    complain("--output: there can be at most %d", OPTIONS_MOST_OUTPUTS);
    return EXIT_BAD_INPUT;
  }
  result->outputs[result->output_count] = path;
  result->formats[result->output_count++] = format;
  return EXIT_FINE;
}

static int read_samples(const char *path, options *result)
{
  size_t length = strlen(path);
  const char *end = length > 4 ? path + length - 4 : "";
  if (strcasecmp(end, ".csv") != 0 && strcasecmp(end, ".npy") != 0) {
    complain("--samples: '%s' must be the name of a file that ends in .csv or .npy", path);
    return EXIT_BAD_INPUT;
  }
  result->samples_format = strcasecmp(end, ".csv") == 0 ? PLACEMENT_SAMPLES_CSV : PLACEMENT_SAMPLES_NPY;
  return EXIT_FINE;
}

static int read_precision(const char *text, options *result)
{
  number_fault fault = number_parse_decimal(text, &result->precision, &result->precision_relative);
  if (fault == NUMBER_OK && result->precision > 0 && !(result->precision_relative && result->precision >= 1))
    return EXIT_FINE;
  const char *what = fault == NUMBER_NOT_WHOLE    ? "is neither an amount nor a percentage"
                     : fault == NUMBER_BAD_GROUPS ? "does not have its separators before groups of three digits"
                     : fault == NUMBER_NEGATIVE   ? "is negative"
                     : fault == NUMBER_TOO_LARGE  ? "has too many digits"
                     : result->precision > 0      ? "of the mean says nothing"
                                                  : "cannot be had";
  complain("--precision: '%s' %s; it can be 0.1%% of the mean, or an amount such as 5,000", text, what);
  return EXIT_BAD_INPUT;
}

static int read_confidence(const char *text, options *result)
{
  bool is_share = false;
  if (number_parse_decimal(text, &result->confidence, &is_share) == NUMBER_OK && is_share &&
      result->confidence >= 0.5 && result->confidence <= 0.9999)
    return EXIT_FINE;
  complain("--confidence: '%s' must be a percentage from 50%% to 99.99%%, such as 95%%", text);
  return EXIT_BAD_INPUT;
}

static int add_text(option_id id, const char *text, const char **list, size_t *count, size_t most)
{
  if (*count == most) {
    complain("%s: there can be at most %zu", known[id].name, most);
    return EXIT_BAD_INPUT;
  }
  list[(*count)++] = text;
  return EXIT_FINE;
}

/* What --precision and --samples change in the meaning of the others of `run`. */
static int settle_precision(options *result)
{
  const char *const *given = result->given;
  bool precise = given[OPTION_PRECISION] != NULL, sampled = given[OPTION_SAMPLES] != NULL;
  if (!precise && given[OPTION_CONFIDENCE] != NULL) {
    complain("--confidence means nothing without --precision; see 'placement help run'");
    return EXIT_BAD_INPUT;
  }
  if (!precise && !sampled && given[OPTION_METRIC] != NULL) {
    complain("--metric means nothing without --precision or --samples; see 'placement help run'");
    return EXIT_BAD_INPUT;
  }
  if (precise && sampled) {
    complain("--samples: how many futures --precision takes is not known before it ends; give their number with "
             "--replications instead");
    return EXIT_BAD_INPUT;
  }
  for (size_t i = 0; sampled && i < result->output_count; i++) {
    if (formats_same_path(result->outputs[i], given[OPTION_SAMPLES])) {
      complain("--samples: '%s' is a file of --output as well", given[OPTION_SAMPLES]);
      return EXIT_BAD_INPUT;
    }
  }
  if (!precise)
    return EXIT_FINE;
  if (given[OPTION_REPLICATIONS] == NULL)
    result->replications = PLACEMENT_PRECISION_MOST_REPLICATIONS;
  if (given[OPTION_CONFIDENCE] == NULL)
    result->confidence = 0.95;
  if (result->metric_count == 0)
    result->metrics[result->metric_count++] = "cost.total";
  return EXIT_FINE;
}

static int read_value(option_id id, const char *value, options *result)
{
  uint64_t threads = 0;
  int status = EXIT_FINE;
  switch (id) {
  case OPTION_REPLICATIONS:
    return options_number("--replications", value, 1, PLACEMENT_LIMIT_REPLICATIONS, &result->replications);
  case OPTION_PRECISION:
    return read_precision(value, result);
  case OPTION_METRIC:
    return add_text(id, value, result->metrics, &result->metric_count, OPTIONS_MOST_METRICS);
  case OPTION_INPUT:
    return add_text(id, value, result->inputs, &result->input_count, OPTIONS_MOST_INPUTS);
  case OPTION_CONFIDENCE:
    return read_confidence(value, result);
  case OPTION_SEED:
    return options_number("--seed", value, 0, UINT64_MAX, &result->seed);
  case OPTION_THREADS:
    status = options_number("--threads", value, 0, OPTIONS_MOST_THREADS, &threads);
    result->threads = (int32_t)threads;
    return status;
  case OPTION_OUTPUT:
    return read_output(value, result);
  case OPTION_SAMPLES:
    return read_samples(value, result);
  case OPTION_FORMAT:
    return formats_read_format(result->command, value, &result->format);
  case OPTION_REPLICATION:
    return options_number("--replication", value, 0, PLACEMENT_LIMIT_REPLICATIONS, &result->replication);
  default:
    return EXIT_FINE;
  }
}

/* One of the names begins with the other. */
static bool alike(const char *a, const char *b)
{
  size_t length = strlen(a) < strlen(b) ? strlen(a) : strlen(b);
  return strncmp(a, b, length) == 0;
}

/* The option that `argument`, up to any "=", names; OPTION_COUNT after telling the user that there is none. */
static option_id find_option(const char *argument, const command *command)
{
  char name[64];
  size_t length = strcspn(argument, "=");
  const char *names[OPTION_COUNT];
  const char *elsewhere = NULL; /* the same of another command */
  size_t count = 0;
  for (int id = 0; id < OPTION_COUNT; id++) {
    bool here = id == OPTION_HELP || (command->options & OPTION_BIT(id)) != 0;
    if (strlen(known[id].name) == length && strncmp(known[id].name, argument, length) == 0) {
      if (here)
        return (option_id)id;
      elsewhere = known[id].name;
    }
    if (here)
      names[count++] = known[id].name;
  }
  if (length >= sizeof name)
    length = sizeof name - 1;
  memcpy(name, argument, length);
  name[length] = '\0';
  const char *nearest = nearest_of(name, names, count);
  if (elsewhere != NULL && nearest != NULL && alike(nearest, elsewhere))
    complain("%s has no option %s; did you mean %s?", command->name, elsewhere, nearest);
  else if (elsewhere != NULL)
    complain("%s has no option %s; see 'placement help %s'", command->name, elsewhere, command->name);
  else if (nearest != NULL)
    complain("there is no option '%s'; did you mean %s?", name, nearest);
  else
    complain("there is no option '%s'; see 'placement help %s'", name, command->name);
  return OPTION_COUNT;
}

static int check_files(const options *asked)
{
  const command *command = asked->command;
  const char *name = command->name;
  if (asked->file_count >= command->least_files && asked->file_count <= command->most_files)
    return EXIT_FINE;
  if (command->most_files == 0)
    complain("%s takes no files, and '%s' is one", name, asked->files[0]);
  else if (asked->file_count > command->most_files)
    complain("%s takes one scenario file, and '%s' is a second one", name, asked->files[1]);
  else if (asked->file_count == 0)
    complain("%s needs a scenario file; see 'placement help %s'", name, name);
  else
    complain("%s needs a base and at least one alternative, and '%s' is the only file", name, asked->files[0]);
  return EXIT_BAD_INPUT;
}

static int read_arguments(int argc, char **argv, options *result)
{
  bool only_files = false;
  result->files = argv;
  for (int i = 0; i < argc; i++) {
    char *argument = argv[i];
    if (only_files || argument[0] != '-' || argument[1] == '\0') {
      result->files[result->file_count++] = argument; /* never ahead of i */
      continue;
    }
    if (strcmp(argument, "--") == 0) {
      only_files = true;
      continue;
    }
    option_id id = strcmp(argument, "-h") == 0 ? OPTION_HELP : find_option(argument, result->command);
    if (id == OPTION_COUNT)
      return EXIT_BAD_INPUT;
    const char *value = strchr(argument, '=');
    if (id == OPTION_HELP && value == NULL) {
      result->help = true;
      return EXIT_FINE;
    }
    if (value != NULL && !known[id].takes_value) {
      complain("%s takes no value", known[id].name);
      return EXIT_BAD_INPUT;
    }
    if (result->given[id] != NULL && !known[id].repeats) {
      complain("%s is given twice", known[id].name);
      return EXIT_BAD_INPUT;
    }
    if (!known[id].takes_value)
      value = "";
    else
      value = value != NULL ? value + 1 : i + 1 < argc ? argv[++i] : NULL;
    if (value == NULL) {
      complain("%s lacks its value; see 'placement help %s'", known[id].name, result->command->name);
      return EXIT_BAD_INPUT;
    }
    result->given[id] = value;
    if (read_value(id, value, result) != EXIT_FINE)
      return EXIT_BAD_INPUT;
  }
  int status = check_files(result);
  return status == EXIT_FINE && result->command == &command_run ? settle_precision(result) : status;
}

static int read_command(const char *name, const command **found)
{
  const char *candidates[MOST_COMMANDS + 3] = {"help", "--help", "--version"};
  for (size_t i = 0; i < command_count; i++) {
    candidates[i + 3] = commands[i]->name;
    if (strcmp(name, commands[i]->name) == 0) {
      *found = commands[i];
      return EXIT_FINE;
    }
  }
  const char *nearest = nearest_of(name, candidates, command_count + 3);
  if (nearest != NULL)
    complain("there is no command '%s'; did you mean %s?", name, nearest);
  else
    complain("there is no command '%s'; see 'placement --help'", name);
  return EXIT_BAD_INPUT;
}

int options_read(int argc, char **argv, options *result)
{
  *result = (options){.replications = PLACEMENT_DEFAULT_REPLICATIONS, .seed = PLACEMENT_DEFAULT_SEED};
  if (argc < 2) {
    complain("a command is missing; see 'placement --help'");
    return EXIT_BAD_INPUT;
  }
  const char *first = argv[1];
  result->version = strcmp(first, "--version") == 0;
  result->help = strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0;
  if (!result->version && !result->help) {
    int status = read_command(first, &result->command);
    return status != EXIT_FINE ? status : read_arguments(argc - 2, argv + 2, result);
  }
  bool names_command = strcmp(first, "help") == 0 && argc > 2;
  if (names_command && strcmp(argv[2], "help") != 0 && read_command(argv[2], &result->command) != EXIT_FINE)
    return EXIT_BAD_INPUT;
  if (argc > 2 + (int)names_command) {
    complain("'%s' is one argument too many", argv[2 + (int)names_command]);
    return EXIT_BAD_INPUT;
  }
  return EXIT_FINE;
}
