/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"
#include "input.h"
#include "metric_address.h"
#include "study.h"
#include "text.h"

#include <math.h>
#include <placement/switching.h>
#include <stdlib.h>
#include <string.h>

/* A finite number such as 28,000,000, the `length` bytes at `text`. */
static bool read_number(const char *text, size_t length, double *number)
{
  char digits[64], *end = NULL;
  size_t count = 0;
  for (size_t i = 0; i < length && count + 1 < sizeof digits; i++)
    if (text[i] != ',')
      digits[count++] = text[i];
  digits[count] = '\0';
  *number = strtod(digits, &end);
  return count > 0 && *end == '\0' && isfinite(*number);
}

/* METRIC[:YEAR]=VALUE, the value perhaps in percent. */
static int read_target(const options *asked, const placement_plan *plan, placement_switching_question *q)
{
  const char *text = asked->given[OPTION_TARGET], *equals = strrchr(text, '=');
  char address[256];
  if (equals == NULL || equals == text || (size_t)(equals - text) >= sizeof address) {
    complain("--target: '%s' must be METRIC=VALUE or METRIC:YEAR=VALUE, such as cost.total=28,000,000", text);
    return EXIT_BAD_INPUT;
  }
  memcpy(address, text, (size_t)(equals - text));
  address[equals - text] = '\0';
  int exit_status = metric_address_find("--target", plan, address, &q->metric, &q->column);
  if (exit_status != EXIT_FINE)
    return exit_status;
  size_t length = strlen(equals + 1);
  bool percent = length > 0 && equals[length] == '%';
  if (!read_number(equals + 1, length - percent, &q->target)) {
    complain("--target: '%s' is no number, such as 28,000,000 or 85%%", equals + 1);
    return EXIT_BAD_INPUT;
  }
  if (percent && placement_plan_metric_unit(plan, q->metric) != PLACEMENT_UNIT_SHARE) {
    complain("--target: '%s': %s is no share, and has no percentage", text, address);
    return EXIT_BAD_INPUT;
  }
  q->target /= percent ? 100 : 1;
  return EXIT_FINE;
}

/* LOW..HIGH */
static int read_range(const char *text, placement_switching_question *q)
{
  const char *dots = strstr(text, "..");
  if (dots != NULL && read_number(text, (size_t)(dots - text), &q->low) &&
      read_number(dots + 2, strlen(dots + 2), &q->high) && q->low < q->high)
    return EXIT_FINE;
  complain("--range: '%s' must be LOW..HIGH with LOW below HIGH, such as 0.5..2", text);
  return EXIT_BAD_INPUT;
}

/* As asked; by default a value for one number, and for several or for distributions a factor; whole numbers, which have
 * none, have something added. */
static int read_as(const options *asked, const placement_scenario *scenario, int32_t *as)
{
  static const char *const ways[] = {"value", "factor", "add"};
  const char *given = asked->given[OPTION_AS];
  bool distribution = false, whole = false;
  for (int32_t i = 0; given != NULL && i < 3; i++) {
    if (strcmp(given, ways[i]) == 0) {
      *as = i;
      return EXIT_FINE;
    }
  }
  if (given != NULL) {
    complain("--as: '%s' must be value, factor or add", given);
    return EXIT_BAD_INPUT;
  }
  for (size_t i = 0; i < asked->input_count; i++) {
    placement_input input;
    placement_error err = PLACEMENT_ERROR_INIT;
    if (placement_scenario_input(scenario, asked->inputs[i], &input, &err) != PLACEMENT_OK)
      return input_complain("--input", &err);
    distribution = distribution || input.factor_only;
    whole = whole || input.whole;
  }
  if (asked->input_count == 1)
    *as = distribution ? PLACEMENT_CHANGE_FACTOR : PLACEMENT_CHANGE_VALUE;
  else
    *as = whole ? PLACEMENT_CHANGE_ADD : PLACEMENT_CHANGE_FACTOR;
  return EXIT_FINE;
}

static int check_options(const options *asked)
{
  bool target = asked->given[OPTION_TARGET] != NULL, against = asked->given[OPTION_AGAINST] != NULL;
  if (asked->input_count == 0)
    complain("switching needs --input POINTER, the number to change, such as /groups/0/weekly_fee");
  else if (target == against)
    complain(target ? "--target and --against exclude each other"
                    : "switching needs --target METRIC=VALUE or --against FILE");
  else if (target && asked->given[OPTION_BOTH] != NULL)
    complain("--both goes with --against: it changes the other scenario as well");
  else if (target && asked->metric_count > 0)
    complain("--metric goes with --against: --target names its metric");
  else if (asked->metric_count > 1)
    complain("--metric: one metric is compared, and %zu are given", asked->metric_count);
  else
    return EXIT_FINE;
  return EXIT_BAD_INPUT;
}

static int read_question(const options *asked, const input *in, const input *other, placement_switching_question *q)
{
  const char *metric = asked->metric_count > 0 ? asked->metrics[0] : "cost.total";
  q->pointers = asked->inputs;
  q->pointer_count = asked->input_count;
  int exit_status = asked->given[OPTION_RANGE] != NULL ? read_range(asked->given[OPTION_RANGE], q) : EXIT_FINE;
  if (exit_status == EXIT_FINE)
    exit_status = read_as(asked, in->scenario, &q->as);
  if (exit_status != EXIT_FINE)
    return exit_status;
  if (other->scenario == NULL)
    return read_target(asked, in->plan, q);
  q->against = other->scenario;
  q->both = asked->given[OPTION_BOTH] != NULL;
  return metric_address_find("--metric", in->plan, metric, &q->metric, &q->column);
}

static placement_status analyse(const input *in, const placement_run_options *how, const void *context,
                                placement_findings **findings, placement_error *err)
{
  placement_switching *switching = NULL;
  placement_status status = placement_switching_new(in->scenario, context, how, &switching, err);
  if (status == PLACEMENT_OK)
    status = placement_switching_findings(switching, findings, err);
  placement_switching_free(switching);
  return status;
}

static int run_switching(const options *asked)
{
  input in = {0}, other = {0};
  placement_switching_question question = PLACEMENT_SWITCHING_QUESTION_INIT;
  char *against[] = {(char *)asked->given[OPTION_AGAINST]};
  int exit_status = check_options(asked);
  if (exit_status == EXIT_FINE)
    exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE && against[0] != NULL)
    exit_status = study_load(asked, against, 1, &other);
  if (exit_status == EXIT_FINE)
    exit_status = read_question(asked, &in, &other, &question);
  if (exit_status == EXIT_FINE)
    exit_status = study_analyse(asked, &in, analyse, &question);
  input_clear(&in);
  input_clear(&other);
  return exit_status;
}

static const char help[] =
    "Says at which fee, delay, need, number of beds or other input a figure comes to a target, or a\n"
    "scenario to the same as another: the switching value or break-even, how exactly it is known, and\n"
    "what else holds there, such as the occupancy. That there is none in the range is an answer as well.\n"
    "\n"
    "Usage:\n"
    "  placement switching FILE --input POINTER --target METRIC[:YEAR]=VALUE [OPTION...]\n"
    "  placement switching FILE --input POINTER --against OTHER [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement switching option1-in-house.json --input /compatibility/default --target occupancy=80%\n"
    "  placement switching option1-in-house.json --against option3-do-nothing.json --both \\\n"
    "    --input /groups/1/weekly_fee --input /groups/2/weekly_fee\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --input POINTER   JSON Pointer of a number or distribution of the scenario; given several times,\n"
    "                    all are changed together. One whose value is drawn (uncertain, as value) must be\n"
    "                    taken out of 'uncertain' first\n"
    "  --target METRIC[:YEAR]=VALUE\n"
    "                    what the mean of a metric should be, in its unit or, of a share, in percent\n"
    "  --against OTHER   where the mean should be that of another scenario file\n"
    "  --metric METRIC[:YEAR]\n"
    "                    with --against, what is compared (default cost.total, over the whole horizon)\n"
    "  --both            change the inputs in OTHER as well: for what holds whatever is decided, such as\n"
    "                    fees and needs\n"
    "  --as HOW          value: set the inputs to the amount; factor: multiply them by it; add: add it.\n"
    "                    Default: value for one number, factor for several and for distributions, add\n"
    "                    for several whole numbers\n"
    "  --range LOW..HIGH\n"
    "                    where to look for the amount. Default: a quarter of what is now to four times\n"
    "                    that (factors 0.25..4); shares 0..1; whole numbers from 0; as far as allowed\n"
    "  --replications N  how many futures, 2 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "All amounts are simulated with the same children, so that the answer is no more uncertain than it\n"
    "has to be. The range is looked at in 13 places (up to 25 whole numbers in all): two switching\n"
    "values between neighbouring ones are missed.\n"
    "\n"
    "Exit status: 0, also if there is no switching value; 1 if output could not be written or memory ran\n"
    "out; 2 if the scenario is not sound or cannot be read, the input cannot be changed like this, or the\n"
    "command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

const command command_switching = {
    .name = "switching",
    .files = "FILE",
    .summary = "at which fee, delay or need a figure or another option is matched",
    .heading = "Switching values",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_INPUT) | OPTION_BIT(OPTION_TARGET) | OPTION_BIT(OPTION_AGAINST) |
               OPTION_BIT(OPTION_METRIC) | OPTION_BIT(OPTION_BOTH) | OPTION_BIT(OPTION_AS) | OPTION_BIT(OPTION_RANGE),
    .least_files = 1,
    .most_files = 1,
    .run = run_switching,
};
