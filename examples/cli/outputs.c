/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* access, stat */
#include "outputs.h"

#include "formats.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder of `path` as a path that ends in ".", to be freed; NULL if there is no memory. */
static char *folder_of(const char *path)
{
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/') /* of a folder */
    length--;
  while (length > 0 && path[length - 1] != '/')
    length--;
  char *folder = malloc(length + 2);
  if (folder != NULL)
    snprintf(folder, length + 2, "%.*s.", (int)length, path);
  return folder;
}

/* Whether files can be made in the folder. */
static int check_folder(const char *option, const char *path, const char *folder)
{
  if (folder == NULL) {
    complain("out of memory");
    return EXIT_NOT_DONE;
  }
  if (access(folder, W_OK | X_OK) == 0)
    return EXIT_FINE;
  complain("%s: cannot write %s: %s", option, path, strerror(errno));
  return EXIT_NOT_DONE;
}

/* For a folder, or a file that may be the one that is read as `what`. */
static int check_output(const char *option, const char *path, const char *input_path, const char *what, bool is_folder)
{
  struct stat output, read;
  bool exists = stat(path, &output) == 0;
  if (exists && stat(input_path, &read) == 0 && output.st_dev == read.st_dev && output.st_ino == read.st_ino) {
    complain("%s: '%s' is the %s itself", option, path, what);
    return EXIT_BAD_INPUT;
  }
  bool below_file = !exists && is_folder && errno == ENOTDIR;
  if (below_file || (exists && !(is_folder ? S_ISDIR(output.st_mode) : S_ISREG(output.st_mode)))) {
    complain("%s: cannot write %s: not a %s", option, path, is_folder ? "folder" : "regular file");
    return EXIT_NOT_DONE;
  }
  if (is_folder && exists)
    return check_folder(option, path, path);
  char *folder = folder_of(path);
  int exit_status = check_folder(option, path, folder);
  free(folder);
  return exit_status;
}

int outputs_check_file(const char *option, const char *path, const char *input_path, const char *what)
{
  return check_output(option, path, input_path, what, false);
}

int outputs_check_other(const options *asked, const char *input_path, const char *what)
{
  int exit_status = EXIT_FINE;
  for (size_t i = 0; i < asked->output_count && exit_status == EXIT_FINE; i++)
    exit_status = check_output("--output", asked->outputs[i], input_path, what, asked->formats[i] == OUTPUT_FOLDER);
  return exit_status;
}

int outputs_check(const options *asked, const char *scenario_path)
{
  return outputs_check_other(asked, scenario_path, "scenario");
}
