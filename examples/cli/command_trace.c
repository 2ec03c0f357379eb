/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "input.h"
#include "outputs.h"
#include "text.h"

#include <placement/report.h>

/* Once standard output fails there is no use in going on; the failure is told when it is closed. */
static int print_piece(const char *text, size_t length, void *data)
{
  bool *failed = data;
  *failed = fwrite(text, 1, length, stdout) != length;
  return *failed ? -1 : 0;
}

/* What was asked for and does not exist is bad input. */
static int complain_of(const placement_error *err, const char *path)
{
  if (err->code != PLACEMENT_ERROR_ARGUMENT)
    return input_complain(path, err);
  complain("%s", err->message);
  return EXIT_BAD_INPUT;
}

int command_trace(const options *asked)
{
  const char *path = asked->files[0];
  placement_ledger_filter filter = PLACEMENT_LEDGER_FILTER_INIT;
  placement_error err = PLACEMENT_ERROR_INIT;
  bool failed = false;
  input in;
  filter.child = asked->child;
  filter.place = asked->place;
  filter.from = asked->from;
  filter.until = asked->until;
  int exit_status = input_load(path, stderr, &in);
  if (exit_status == EXIT_FINE)
    exit_status = outputs_check(asked, path);
  if (exit_status != EXIT_FINE)
    goto out;
  /* Files first: a closed pipe behind the text must not cost them. */
  for (size_t i = 0; i < asked->output_count && exit_status == EXIT_FINE; i++)
    if (placement_ledger_write_file(in.plan, asked->seed, asked->replication, &filter, asked->formats[i],
                                    asked->outputs[i], &err) != PLACEMENT_OK)
      exit_status = complain_of(&err, asked->outputs[i]);
  if (exit_status == EXIT_BAD_INPUT)
    goto out;
  if (placement_ledger_write(in.plan, asked->seed, asked->replication, &filter, PLACEMENT_FORMAT_TEXT, print_piece,
                             &failed, &err) != PLACEMENT_OK)
    exit_status = failed ? EXIT_NOT_DONE : complain_of(&err, path);
out:
  input_clear(&in);
  return exit_status;
}
