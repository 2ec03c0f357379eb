/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "compared.h"
#include "document.h"
#include "formats.h"
#include "input.h"
#include "numbers.h"
#include "text.h"

#include <placement/report.h>
#include <stdio.h>
#include <stdlib.h>

/* Tells how it ended; returns an exit status. */
static int tell_end(const options *asked, const compared *all, const study *s, placement_status status,
                    const placement_error *err)
{
  char some[NUMBER_SIZE], time[NUMBER_SIZE];
  if (status == PLACEMENT_ERROR_CANCELLED && all->count == 0) {
    complain("stopped before the first alternative was compared");
    return 128 + s->stopped_by;
  }
  if (status == PLACEMENT_ERROR_ARGUMENT) {
    complain("compare: %s: %s", asked->files[all->count + 1], err->message);
    return EXIT_BAD_INPUT;
  }
  if (status != PLACEMENT_OK && status != PLACEMENT_ERROR_CANCELLED)
    return input_complain("compare", err);
  uint64_t done = placement_comparison_replications(all->comparisons[all->count - 1]);
  const char *plural = done == 1 ? "" : "s";
  number_count(some, done);
  number_format(time, s->seconds, 1);
  bool asks_waterfall = asked->given[OPTION_WATERFALL] != NULL;
  if (s->stopped_by != 0)
    complain("stopped after %s replication%s of alternative %zu, %s s%s%s", some, plural, all->count, time,
             asks_waterfall && all->waterfalls[all->count - 1] == NULL ? "; its waterfall is left out" : "",
             compared_wants_runs(asked) && all->run_count <= all->count
                 ? "; what is told of each scenario by itself is left out"
                 : "");
  else if (all->count == 1)
    complain("%s replication%s of the base and of the alternative, in %s s", some, plural, time);
  else
    complain("%s replication%s of the base and of each of %zu alternatives, in %s s", some, plural, all->count, time);
  return EXIT_FINE;
}

/* The overview of several alternatives, then what was found of each. */
static placement_status find_all(const placement_comparison_result *result, placement_findings **parts, size_t *count,
                                 placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  if (result->count > 1) {
    status = placement_comparison_overview_findings(result, &parts[*count], err);
    *count += status == PLACEMENT_OK;
  }
  for (size_t i = 0; i < result->count && status == PLACEMENT_OK; i++) {
    status = placement_comparison_findings(result, i, &parts[*count], err);
    *count += status == PLACEMENT_OK;
  }
  return status;
}

static placement_status write_data(const void *what, int32_t format, placement_sink sink, void *data,
                                   placement_error *err)
{
  return placement_comparison_write(what, format, sink, data, err);
}

static void write_title(const options *asked, const compared *all, char *title, size_t size)
{
  const char *base = input_title(&all->inputs[0], asked->files[0]);
  if (all->count == 1)
    snprintf(title, size, "%.400s compared with %.400s", input_title(&all->inputs[1], asked->files[1]), base);
  else
    snprintf(title, size, "%.400s and %zu alternatives", base, all->count);
}

/* What there is to say, and where it is kept. */
typedef struct told {
  placement_findings **parts; /* of several alternatives, their overview and then each; or that of the only one */
  const char **titles, **names;
  size_t count;
} told;

static bool begin_told(const compared *all, told *t)
{
  size_t most = all->count + 1;
  *t = (told){calloc(most, sizeof(placement_findings *)), calloc(most, sizeof(const char *)),
              calloc(most, sizeof(const char *)), 0};
  bool sound = t->parts != NULL && t->titles != NULL && t->names != NULL;
  for (size_t i = 0; sound && i < most; i++) {
    t->titles[i] = i == 0 ? "Side by side" : compared_title(all, i);
    t->names[i] = i == 0 ? "overview" : all->names[i];
  }
  return sound;
}

static void clear_told(told *t)
{
  for (size_t i = 0; i < t->count; i++)
    placement_findings_free(t->parts[i]);
  free(t->parts);
  free(t->titles);
  free(t->names);
}

static int deliver(const options *asked, const compared *all, const study *s)
{
  placement_comparison_result result = PLACEMENT_COMPARISON_RESULT_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  char title[1024];
  told t;
  int exit_status = EXIT_NOT_DONE;
  if (!begin_told(all, &t)) {
    complain("out of memory");
    goto out;
  }
  compared_result(all, asked, &result);
  write_title(asked, all, title, sizeof title);
  if (find_all(&result, t.parts, &t.count, &err) != PLACEMENT_OK) {
    exit_status = input_complain("the comparison", &err);
    goto out;
  }
  exit_status = document_deliver(s, asked,
                                 &(document){.title = title,
                                             .parts = (const placement_findings *const *)t.parts,
                                             .count = t.count,
                                             .names = compared_names_differ(all) ? t.names : NULL,
                                             .titles = t.titles,
                                             .write_data = write_data,
                                             .data = &result});
out:
  clear_told(&t);
  return exit_status;
}

static int run_compare(const options *asked)
{
  compared all;
  study s;
  placement_error err = PLACEMENT_ERROR_INIT;
  int exit_status = compared_load(&all, asked);
  if (exit_status == EXIT_FINE)
    exit_status = study_begin(&s, asked);
  if (exit_status != EXIT_FINE)
    goto out;
  placement_status status = compared_simulate(&all, asked, &s.how, &err);
  study_end(&s);
  exit_status = tell_end(asked, &all, &s, status, &err);
  if (exit_status == EXIT_FINE)
    exit_status = deliver(asked, &all, &s);
out:
  compared_clear(&all);
  return exit_status;
}

static const char help[] =
    "Simulates a base scenario and its alternatives with the same children, and shows what each\n"
    "alternative costs more or less, by financial year and category, how sure that is, how often it\n"
    "costs less, when it has paid for itself, and what it means for children. Several alternatives are\n"
    "first laid side by side.\n"
    "\n"
    "Usage:\n"
    "  placement compare BASE ALTERNATIVE... [OPTION...]\n"
    "\n"
    "Example:\n"
    "  cd examples/scenarios/southampton\n"
    "  placement compare option3-do-nothing.json option1-in-house.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --waterfall       also attribute the difference step by step to what differs (need, fees, homes,\n"
    "                    delay, ...); takes twice as many runs as there are steps\n"
    "  --replications N  how many futures, 1 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n" FORMATS_HELP
    "  -h, --help        this text\n"
    "  --                ends the options: what follows are files\n"
    "\n"
    "All scenarios must have the same horizon and currency. JSON and CSV have all metrics with all\n"
    "statistics of the differences; all other output also tells of each scenario by itself, for which\n"
    "each is run once more. Ctrl-C stops the comparison; the tables and the output are made of the\n"
    "replications done until then.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if a scenario is not sound or\n"
    "cannot be read, horizons differ or the command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

const command command_compare = {
    .name = "compare",
    .files = "BASE ALT...",
    .summary = "what alternatives cost more or less, and how sure that is",
    .help = help,
    .options = OPTIONS_OF_STUDIES | OPTION_BIT(OPTION_WATERFALL),
    .least_files = 2,
    .most_files = SIZE_MAX,
    .run = run_compare,
};
