/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"
#include "input.h"
#include "numbers.h"
#include "outputs.h"
#include "study.h"
#include "text.h"

#include <placement/optimise.h>
#include <string.h>

static int read_indifference(const options *asked, placement_optimise_options *how)
{
  const char *text = asked->given[OPTION_INDIFFERENCE];
  bool is_share = false;
  if (text == NULL || (number_parse_decimal(text, &how->indifference, &is_share) == NUMBER_OK && !is_share))
    return EXIT_FINE;
  complain("--indifference: '%s' must be an amount in the unit of the objective, 0 or more, such as 20,000", text);
  return EXIT_BAD_INPUT;
}

/* What can be told without a file. */
static int check_options(const options *asked, placement_optimise_options *how)
{
  if (asked->given[OPTION_SEARCH] == NULL) {
    complain("optimise needs --search FILE, which says what there is to choose; see 'placement help optimise'");
    return EXIT_BAD_INPUT;
  }
  if (asked->replications < PLACEMENT_LEAST_FIRST_STAGE) {
    complain("--replications: a search needs %d or more", PLACEMENT_LEAST_FIRST_STAGE);
    return EXIT_BAD_INPUT;
  }
  if (asked->confidence > 0)
    how->confidence = asked->confidence;
  return read_indifference(asked, how);
}

static int load_search(const options *asked, const placement_scenario *scenario, placement_search **search)
{
  const char *path = asked->given[OPTION_SEARCH];
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = placement_problems_new(&problems, &err);
  if (status == PLACEMENT_OK)
    status = placement_search_load_file(path, scenario, search, problems, &err);
  int exit_status = input_tell_problems(path, status, problems, &err, stderr);
  placement_problems_free(problems);
  return exit_status;
}

/* No file that is read must be written, and none twice. The scenario and --output have been looked at. */
static int check_files(const options *asked)
{
  const char *best = asked->given[OPTION_SCENARIO], *search = asked->given[OPTION_SEARCH];
  int exit_status = outputs_check_other(asked, search, "search");
  for (size_t i = 0; i < asked->output_count && exit_status == EXIT_FINE; i++) {
    if (best != NULL && formats_same_path(best, asked->outputs[i])) {
      complain("--scenario: '%s' is a file of --output, too", best);
      exit_status = EXIT_BAD_INPUT;
    }
  }
  if (exit_status == EXIT_FINE && best != NULL)
    exit_status = outputs_check_file("--scenario", best, asked->files[0], "scenario");
  if (exit_status == EXIT_FINE && best != NULL)
    exit_status = outputs_check_file("--scenario", best, search, "search");
  return exit_status;
}

static int write_best(const options *asked, const placement_search *search, size_t best)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  const char *path = asked->given[OPTION_SCENARIO];
  if (path == NULL || placement_search_write_file(search, best, path, &err) == PLACEMENT_OK)
    return EXIT_FINE;
  (void)input_complain(path, &err);
  return EXIT_NOT_DONE;
}

static int deliver(const options *asked, const study *s, const input *in, const placement_search *search,
                   const placement_optimisation *found)
{
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_search_course course;
  char replications[NUMBER_SIZE], seconds[NUMBER_SIZE];
  placement_status status = placement_optimisation_course(found, &course, &err);
  if (status == PLACEMENT_OK)
    status = placement_optimisation_findings(found, search, &s->how, &findings, &err);
  if (status != PLACEMENT_OK)
    return study_complain(s, asked, &err);
  number_count(replications, course.replications);
  number_format(seconds, s->seconds, 1);
  complain("%s replications of %zu candidates, in %s s", replications, course.candidates, seconds);
  const char *title = placement_search_title(search);
  int written = write_best(asked, search, course.best);
  int exit_status = study_deliver(s, asked, title[0] != '\0' ? title : input_title(in, asked->files[0]), findings);
  placement_findings_free(findings);
  return exit_status != EXIT_FINE ? exit_status : written;
}

static int run_optimise(const options *asked)
{
  input in = {0};
  study s;
  placement_search *search = NULL;
  placement_optimisation *found = NULL;
  placement_optimise_options how = PLACEMENT_OPTIMISE_OPTIONS_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  int exit_status = check_options(asked, &how);
  if (exit_status == EXIT_FINE)
    exit_status = study_load(asked, asked->files, 1, &in);
  if (exit_status == EXIT_FINE)
    exit_status = check_files(asked);
  if (exit_status == EXIT_FINE)
    exit_status = load_search(asked, in.scenario, &search);
  if (exit_status == EXIT_FINE)
    exit_status = study_begin(&s, asked);
  if (exit_status != EXIT_FINE)
    goto out;
  placement_status status = placement_optimise(search, &s.how, &how, &found, &err);
  study_end(&s);
  exit_status = status == PLACEMENT_OK ? deliver(asked, &s, &in, search, found) : study_complain(&s, asked, &err);
out:
  placement_optimisation_free(found);
  placement_search_free(search);
  input_clear(&in);
  return exit_status;
}

static const char help[] =
    "Finds the number, size and opening dates of homes that cost least, within limits, among all\n"
    "combinations of the choices in a search file; says how sure it is that the best is the best, what\n"
    "comes next, and what less risk would cost.\n"
    "\n"
    "Usage:\n"
    "  placement optimise FILE --search SEARCH [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement optimise examples/scenarios/southampton/option1-in-house.json \\\n"
    "    --search examples/searches/southampton.json --scenario best.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --search SEARCH   the search file: a JSON file with the objective, the limits and the decisions;\n"
    "                    its format is in section 6 of MODEL.md\n"
    "  --scenario FILE   also write the scenario of the best to a file\n"
    "  --confidence P%   how sure the choice is to be, 50% to 99.99% (default 95%)\n"
    "  --indifference A  a difference that does not matter, in the unit of the objective (default a\n"
    "                    thousandth of the best)\n"
    "  --replications N  the most of each candidate, 100 or more (default 10,000): all get 400, then\n"
    "                    those that can still be the best get more until the choice is sure\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "\n"
    "That no candidate keeps all limits is an answer, too: the nearest is told then.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario or the search\n"
    "is not sound or cannot be read or the command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

const command command_optimise = {
    .name = "optimise",
    .files = "FILE",
    .summary = "the homes that cost least, among many plans",
    .heading = "Search for the best homes",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_SEARCH) | OPTION_BIT(OPTION_SCENARIO) |
               OPTION_BIT(OPTION_CONFIDENCE) | OPTION_BIT(OPTION_INDIFFERENCE),
    .least_files = 1,
    .most_files = 1,
    .run = run_optimise,
};
