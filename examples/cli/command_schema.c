/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command.h"
#include "formats.h"

#include <placement/scenario.h>
#include <stdio.h>

static int run_schema(const options *asked)
{
  (void)asked;
  fputs(placement_schema(), stdout);
  return EXIT_FINE;
}

static const char help[] =
    "Prints the JSON Schema (draft 2020-12) of scenarios. An editor that knows it explains the keys,\n"
    "completes them and marks mistakes while you write.\n"
    "\n"
    "Usage:\n"
    "  placement schema\n"
    "\n"
    "Example:\n"
    "  placement schema > scenario.schema.json\n"
    "and as the first key of a scenario in the same folder: \"$schema\": \"scenario.schema.json\"\n"
    "\n"
    "Options:\n"
    "  --format json  what it is in any case: there is no other\n"
    "  -h, --help     this text\n"
    "\n"
    "Exit status: 0; 1 if it could not be written. What a schema cannot say, such as whether an id\n"
    "that is referred to exists, only 'placement check' tells.\n";

const command command_schema = {
    .name = "schema",
    .files = "",
    .summary = "the JSON Schema of scenarios, for editors and other programs",
    .help = help,
    .options = OPTION_BIT(OPTION_FORMAT),
    .formats = FORMAT_BIT(FORMAT_JSON),
    .least_files = 0,
    .most_files = 0,
    .run = run_schema,
};
