/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include <placement/scenario.h>
#include <stdio.h>

int command_schema(void)
{
  fputs(placement_schema(), stdout);
  return EXIT_FINE;
}
