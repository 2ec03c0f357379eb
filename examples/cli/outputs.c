/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* access, stat */
#include "outputs.h"

#include "text.h"

#include <errno.h>
#include <placement/report.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder of `path` as a path that ends in ".", to be freed; NULL if there is no memory. */
static char *folder_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  size_t length = slash != NULL ? (size_t)(slash - path) + 1 : 0;
  char *folder = malloc(length + 2);
  if (folder == NULL)
    return NULL;
  memcpy(folder, path, length);
  memcpy(folder + length, ".", 2);
  return folder;
}

int outputs_check_file(const char *option, const char *path, const char *input_path, const char *what)
{
  struct stat output, read;
  if (stat(path, &output) == 0) {
    if (stat(input_path, &read) == 0 && output.st_dev == read.st_dev && output.st_ino == read.st_ino) {
      complain("%s: '%s' is the %s itself", option, path, what);
      return EXIT_BAD_INPUT;
    }
    if (!S_ISREG(output.st_mode)) {
      complain("%s: cannot write %s: not a regular file", option, path);
      return EXIT_NOT_DONE;
    }
  }
  char *folder = folder_of(path);
  if (folder == NULL) {
    complain("out of memory");
    return EXIT_NOT_DONE;
  }
  int exit_status = EXIT_FINE;
  if (access(folder, W_OK | X_OK) != 0) {
    complain("%s: cannot write %s: %s", option, path, strerror(errno));
    exit_status = EXIT_NOT_DONE;
  }
  free(folder);
  return exit_status;
}

int outputs_check(const options *asked, const char *scenario_path)
{
  int exit_status = EXIT_FINE;
  for (size_t i = 0; i < asked->output_count && exit_status == EXIT_FINE; i++)
    exit_status = outputs_check_file("--output", asked->outputs[i], scenario_path, "scenario");
  return exit_status;
}

int outputs_write(const options *asked, const input *in, const placement_summary *summary, const precision *targets)
{
  if (asked->output_count == 0)
    return EXIT_FINE;
  placement_reconciliation *reconciliation = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  if (placement_reconciliation_new(in->plan, in->basis, summary, &reconciliation, &err) != PLACEMENT_OK)
    return input_complain("published figures", &err);
  placement_result result = PLACEMENT_RESULT_INIT;
  result.plan = in->plan;
  result.basis = in->basis;
  result.summary = summary;
  result.reconciliation = reconciliation;
  result.seed = asked->seed;
  result.replications_requested = asked->replications;
  if (targets->count > 0) {
    result.targets = targets->targets;
    result.target_count = targets->count;
    result.replications_at_most = asked->replications;
    result.ending = targets->ending;
    if (targets->ending == PLACEMENT_PRECISION_REACHED)
      result.replications_requested = placement_summary_replications(summary);
  }
  int exit_status = EXIT_FINE;
  for (size_t i = 0; i < asked->output_count; i++) {
    const char *path = asked->outputs[i];
    if (placement_report_write_file(&result, asked->formats[i], path, &err) != PLACEMENT_OK) {
      (void)input_complain(path, &err);
      exit_status = EXIT_NOT_DONE;
    }
  }
  placement_reconciliation_free(reconciliation);
  return exit_status;
}
