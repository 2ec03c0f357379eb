/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "help.h"

static const char overview[] =
    "What children's residential placements will cost an English council, and how sure that is.\n"
    "\n"
    "Usage:\n"
    "  placement check FILE...        say whether scenarios are sound\n"
    "  placement compare BASE ALT...  what alternatives cost more or less, and how sure that is\n"
    "  placement explain FILE         what a scenario says, in sentences, with every default\n"
    "  placement plan FILE            the budget on the plan basis: homes open on time, beds are full\n"
    "  placement run FILE [OPTION...] the budget with its uncertainty, from many simulated futures\n"
    "  placement schema               the JSON Schema of scenarios, for editors and other programs\n"
    "  placement trace FILE [OPTION]  the ledger of one simulated future: every child, bed and pound\n"
    "  placement help [COMMAND]       this text, or that of a command\n"
    "  placement --version            the version of the library\n"
    "\n"
    "Example:\n"
    "  placement run examples/scenarios/southampton/option1-in-house.json --replications 10,000\n"
    "\n"
    "A scenario is a JSON file. Tables go to standard output, errors and progress to standard error.\n"
    "There is colour only on a terminal, and none if NO_COLOR is set or TERM is dumb.\n"
    "\n"
    "Exit status:\n"
    "  0    done\n"
    "  1    could not be done: no memory, output not written, (run) the precision asked for not reached,\n"
    "       or (plan) a published figure is not as the scenario expects\n"
    "  2    the scenario is not sound or cannot be read, or the command line is wrong\n"
    "  130  stopped by Ctrl-C (143: by SIGTERM), after reporting what was done\n";

static const char check[] =
    "Says of each scenario in one line that it is sound and what it holds, or lists all its problems,\n"
    "each as FILE:LINE:COLUMN: POINTER: message.\n"
    "\n"
    "Usage:\n"
    "  placement check FILE...\n"
    "\n"
    "Example:\n"
    "  placement check examples/scenarios/southampton/*.json\n"
    "\n"
    "Options:\n"
    "  -h, --help  this text\n"
    "  --          ends the options: what follows are files\n"
    "\n"
    "Exit status: 0 if all scenarios are sound, 2 if one is not or cannot be read. Every file is\n"
    "checked.\n";

static const char compare[] =
    "Simulates a base scenario and its alternatives with the same children, and shows what each\n"
    "alternative costs more or less, by financial year and category, how sure that is, how often it\n"
    "costs less, when it has paid for itself, and what it means for children.\n"
    "\n"
    "Usage:\n"
    "  placement compare BASE ALTERNATIVE... [OPTION...]\n"
    "\n"
    "Example:\n"
    "  cd examples/scenarios/southampton\n"
    "  placement compare option3-do-nothing.json option1-in-house.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --replications N  how many futures, 1 to 4,294,967,295 (default 10,000)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n"
    "  --output FILE     also write all metrics with all statistics to a file that ends in .json or .csv;\n"
    "                    can be given several times. An old file is replaced once the new is complete\n"
    "  -h, --help        this text\n"
    "  --                ends the options: what follows are files\n"
    "\n"
    "All scenarios must have the same horizon and currency. Ctrl-C stops the comparison; the tables and\n"
    "the output are made of the replications done until then.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if a scenario is not sound or\n"
    "cannot be read, horizons differ or the command line is wrong; 130 or 143 after Ctrl-C or SIGTERM.\n";

static const char explain[] =
    "Says in sentences what a scenario says: who arrives and for how long, what each home costs empty\n"
    "and full, how full it must be to cost less than external placements, and what holds by default\n"
    "because the scenario does not say.\n"
    "\n"
    "Usage:\n"
    "  placement explain FILE\n"
    "\n"
    "Example:\n"
    "  placement explain examples/scenarios/minimal.json\n"
    "\n"
    "Options:\n"
    "  -h, --help  this text\n"
    "  --          ends the options: what follows is the file\n"
    "\n"
    "Exit status: 0; 2 if the scenario is not sound or cannot be read.\n";

static const char plan[] =
    "Shows the budget on the plan basis, by financial year: every home opens on its planned date, every\n"
    "bed is full from that day, nothing is random. Then compares it with the published figures of the\n"
    "scenario.\n"
    "\n"
    "Usage:\n"
    "  placement plan FILE\n"
    "\n"
    "Example:\n"
    "  placement plan examples/scenarios/southampton/plan.json\n"
    "\n"
    "Options:\n"
    "  -h, --help  this text\n"
    "  --          ends the options: what follows is the file\n"
    "\n"
    "Exit status: 0; 1 if a published figure is not as the scenario expects (\"expect\": agrees or\n"
    "differs); 2 if the scenario is not sound or cannot be read.\n";

static const char run[] =
    "Simulates many futures (replications) of a scenario and shows, by financial year, the plan basis,\n"
    "the mean with its standard error, and how the futures spread: in 80 of 100 the figure is no higher\n"
    "than P80.\n"
    "\n"
    "Usage:\n"
    "  placement run FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement run examples/scenarios/southampton/option1-in-house.json --seed 7 --output result.json\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --replications N  how many futures, 1 to 4,294,967,295 (default 10,000)\n"
    "  --precision P     instead of a count: as many futures as it takes until the mean is known to +- P,\n"
    "                    a percentage of the mean (0.1%) or an amount in the unit of the metric (5,000).\n"
    "                    --replications is then the most that it may take (default 10,000,000)\n"
    "  --metric METRIC   whose mean, such as occupancy, cost.external:2025-26 for a financial year, or\n"
    "                    beds.occupied@elm for a home; can be given several times: all are to be as\n"
    "                    precise (default cost.total, whole horizon)\n"
    "  --confidence C    how sure the +- is, 50% to 99.99% (default 95%)\n"
    "  --seed S          64 bits, decimal or 0x...; equal seeds give equal results (default 1)\n"
    "  --threads T       0 to 1,024; 0 (default): one for each processor. Results do not depend on it\n"
    "  --output FILE     also write all metrics with all statistics to a file that ends in .json or .csv;\n"
    "                    can be given several times. An old file is replaced once the new is complete\n"
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "Numbers may have commas or underscores before groups of three digits: 10,000 or 10_000.\n"
    "\n"
    "Ctrl-C stops the run, and the table and the output are made of the replications done until then; a\n"
    "second Ctrl-C ends the command at once.\n"
    "\n"
    "With --precision the number of futures is a multiple of 1,000 that depends on the scenario, the seed\n"
    "and what is asked for, never on threads. Quantiles are less precise than means.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written, memory ran out or the precision was not reached; 2\n"
    "if the scenario is not sound or cannot be read or the command line is wrong; 130 or 143 after Ctrl-C\n"
    "or SIGTERM.\n";

static const char schema[] =
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
    "  -h, --help  this text\n"
    "\n"
    "Exit status: 0; 1 if it could not be written. What a schema cannot say, such as whether an id\n"
    "that is referred to exists, only 'placement check' tells.\n";

static const char trace[] =
    "Shows the ledger of one simulated future (replication), day by day: each child from arrival to the\n"
    "end of its need, each bed with the reason why it was empty, each amount with what it was made of.\n"
    "Its sums by metric and financial year stand at the end, beside the outcome of the replication.\n"
    "\n"
    "Usage:\n"
    "  placement trace FILE [OPTION...]\n"
    "\n"
    "Example:\n"
    "  placement trace examples/scenarios/minimal.json --replication 7 --child 'children 2'\n"
    "\n"
    "Options (as --name VALUE or --name=VALUE):\n"
    "  --replication K   its number, from 0 (default), as in a run with the same seed\n"
    "  --seed S          64 bits, decimal or 0x... (default 1)\n"
    "  --child CHILD     only rows of this child: its group and number, such as 'core 12', or 'core i3'\n"
    "                    if it was there on the first day\n"
    "  --place ID        only rows at this home, phase or step-down scheme\n"
    "  --from DATE       only events on or after this day (YYYY-MM-DD), and stays and costs with a night\n"
    "                    from then on\n"
    "  --until DATE      only rows that begin before this day\n"
    "  --output FILE     also write the rows, unrounded, to a file that ends in .csv\n"
    "  -h, --help        this text\n"
    "  --                ends the options: what follows is the file\n"
    "--child, --place, --from and --until limit which rows are shown and written, never what is\n"
    "simulated. Rows are never cut: one that lies only partly within --from and --until is shown with\n"
    "all its nights and pounds. What is paid once, or on an admission, is a row of its day; costs of\n"
    "occupied beds run for as long as their number stays the same, other cost lines from their first to\n"
    "their last day in each financial year. The sums are those of the rows shown, added up before they\n"
    "are rounded to pence.\n"
    "\n"
    "Exit status: 0; 1 if output could not be written or memory ran out; 2 if the scenario is not sound\n"
    "or cannot be read, the command line is wrong, or there is no such child or place.\n";

const char *help_text(command_id command)
{
  switch (command) {
  case COMMAND_CHECK:
    return check;
  case COMMAND_COMPARE:
    return compare;
  case COMMAND_EXPLAIN:
    return explain;
  case COMMAND_PLAN:
    return plan;
  case COMMAND_RUN:
    return run;
  case COMMAND_SCHEMA:
    return schema;
  case COMMAND_TRACE:
    return trace;
  default:
    return overview;
  }
}
