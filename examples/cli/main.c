/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * placement: the command, made with nothing but the public headers of libplacement.
 */
#define _XOPEN_SOURCE 700 /* fcntl */
#include "command.h"
#include "terminal.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <placement/base.h>
#include <stdio.h>
#include <string.h>

/* A standard stream that is closed would lend its number to the next file that is opened, which then receives what was
 * meant for the stream. Reading from standard output's stand-in is all one can do, so that writes to it still fail. */
static void occupy_standard_streams(void)
{
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl(fd, F_GETFD) == -1 && open("/dev/null", fd == 1 ? O_RDONLY : O_RDWR) == -1)
      return;
}

/* A table that did not reach its reader was not delivered, however the figures came out. */
static int close_output(int exit_status)
{
  errno = 0;
  bool failed = ferror(stdout) != 0;
  failed = fclose(stdout) != 0 || failed;
  if (!failed)
    return exit_status;
  complain("cannot write to standard output%s%s", errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
  return exit_status == EXIT_FINE ? EXIT_NOT_DONE : exit_status;
}

static int run_command(const options *asked)
{
  if (asked->version) {
    printf("placement %s\n", placement_version());
    return EXIT_FINE;
  }
  if (asked->help) {
    command_print_help(asked->command);
    return EXIT_FINE;
  }
  return asked->command->run(asked);
}

int main(int argc, char **argv)
{
  occupy_standard_streams();
  terminal_start();
  options asked;
  int exit_status = options_read(argc, argv, &asked);
  if (exit_status == EXIT_FINE)
    exit_status = run_command(&asked);
  return close_output(exit_status);
}
