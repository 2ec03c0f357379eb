/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands, each in a file of its own with its help.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "options.h"

struct command {
  const char *name;
  const char *files;   /* as usage names them, such as "FILE..." */
  const char *summary; /* one line */
  const char *heading; /* what its documents are, before the title of the scenario; NULL: the title says it */
  const char *help;
  uint64_t options; /* OPTION_BIT of each that it takes; every command has --help */
  unsigned formats; /* FORMAT_BIT of each that --format takes; 0: of all (formats.h) */
  size_t least_files, most_files;
  int (*run)(const options *asked); /* returns an exit status */
};

/* In the order of their names. */
extern const command *const commands[];
extern const size_t command_count;

/* Prints the help of a command, or of the whole if it is NULL. */
void command_print_help(const command *of);

#endif
