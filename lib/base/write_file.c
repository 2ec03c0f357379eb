/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POSIX; nothing else in the library knows how files are written.
 */
#include "base/write_file.h"
#include "base/error.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_BYTES 65536
#define MAX_LINKS 40
#define MAX_ATTEMPTS 1000
#define NAME_BYTES 64 /* for the name of the new file */

struct plm_output {
  char *path;      /* for messages */
  char *target;    /* with links followed */
  char *temporary; /* the new file; NULL when the target is written directly */
  int descriptor;  /* -1 when closed */
  size_t used;
  char buffer[BUFFER_BYTES];
};

placement_status plm_fail_writing(placement_error *err, const char *path, const char *step, int reason)
{
  char text[128];
  if (reason == ENOMEM)
    return plm_fail_memory(err);
  if (strerror_r(reason, text, sizeof text) != 0)
    (void)snprintf(text, sizeof text, "error %d", reason);
  return plm_fail(err, PLACEMENT_ERROR_IO, "cannot write %s: %s: %s", path, step, text);
}

/* Bytes of `path` up to and including the last slash. */
static size_t folder_length(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* `folder` (a path whose name part is replaced) with `name` in it; a copy of `name` if that is absolute. */
static char *beside(const char *folder, const char *name)
{
  size_t length = name[0] == '/' ? 0 : folder_length(folder);
  size_t size = length + strlen(name) + 1;
  char *joined = plm_new_array(size, 1);
  if (joined != NULL)
    (void)snprintf(joined, size, "%.*s%s", (int)length, folder, name);
  return joined;
}

/* Follows one symbolic link; *found is false if the target is none. Returns 0 or an errno. */
static int follow_link(plm_output *output, bool *found)
{
  struct stat about;
  char *name = NULL, *next = NULL;
  ssize_t length;
  size_t size;
  int reason = 0;
  *found = lstat(output->target, &about) == 0 && S_ISLNK(about.st_mode);
  if (!*found)
    return 0;
  size = (size_t)about.st_size > 0 ? (size_t)about.st_size + 1 : 4096;
  name = plm_new_array(size + 1, 1);
  if (name == NULL)
    return ENOMEM;
  length = readlink(output->target, name, size);
  if (length < 0) {
    reason = errno;
    goto out;
  }
  next = beside(output->target, name);
  if (next == NULL) {
    reason = ENOMEM;
    goto out;
  }
  free(output->target);
  output->target = next;
out:
  free(name);
  return reason;
}

/* A new file in the folder of the target, with a name that nobody else has. */
static int create_temporary(plm_output *output, mode_t mode)
{
  for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    char name[NAME_BYTES];
    (void)snprintf(name, sizeof name, ".placement-%ld-%d.tmp", (long)getpid(), attempt);
    free(output->temporary);
    output->temporary = beside(output->target, name);
    if (output->temporary == NULL)
      return ENOMEM;
    output->descriptor = open(output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (output->descriptor >= 0)
      return 0;
    if (errno != EEXIST)
      break;
  }
  int reason = errno;
  free(output->temporary);
  output->temporary = NULL;
  return reason;
}

static placement_status open_output(plm_output *output, placement_error *err)
{
  struct stat about;
  bool is_link = true, exists;
  int reason = 0;
  for (int links = 0; is_link && reason == 0; links++)
    reason = links < MAX_LINKS ? follow_link(output, &is_link) : ELOOP;
  if (reason != 0)
    return plm_fail_writing(err, output->path, "following its link failed", reason);
  exists = stat(output->target, &about) == 0;
  if (exists && S_ISDIR(about.st_mode))
    return plm_fail_writing(err, output->path, "it is a folder", EISDIR);
  if (exists && !S_ISREG(about.st_mode)) {
    output->descriptor = open(output->target, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    return output->descriptor >= 0 ? PLACEMENT_OK : plm_fail_writing(err, output->path, "opening it failed", errno);
  }
  if (exists && access(output->target, W_OK) != 0)
    return plm_fail_writing(err, output->path, "it may not be changed", errno);
  reason = create_temporary(output, exists ? 0600 : 0666);
  if (reason != 0)
    return plm_fail_writing(err, output->path, "creating a file beside it failed", reason);
  if (exists && fchmod(output->descriptor, about.st_mode & 07777) != 0)
    return plm_fail_writing(err, output->path, "giving the new file its mode failed", errno);
  return PLACEMENT_OK;
}

placement_status plm_output_new_as(const char *path, const char *told, plm_output **output, placement_error *err)
{
  plm_output *made = plm_new_array(1, sizeof *made);
  placement_status status;
  if (made == NULL)
    return plm_fail_memory(err);
  made->descriptor = -1;
  made->path = plm_copy_string(told);
  made->target = plm_copy_string(path);
  status = made->path == NULL || made->target == NULL ? plm_fail_memory(err) : open_output(made, err);
  if (status != PLACEMENT_OK) {
    plm_output_free(made);
    return status;
  }
  *output = made;
  return PLACEMENT_OK;
}

placement_status plm_output_new(const char *path, plm_output **output, placement_error *err)
{
  return plm_output_new_as(path, path, output, err);
}

static placement_status flush(plm_output *output, placement_error *err)
{
  const char *from = output->buffer;
  while (output->used > 0) {
    ssize_t written = write(output->descriptor, from, output->used);
    if (written < 0 && errno != EINTR)
      return plm_fail_writing(err, output->path, "writing failed", errno);
    if (written > 0) {
      from += written;
      output->used -= (size_t)written;
    }
  }
  return PLACEMENT_OK;
}

placement_status plm_output_write(plm_output *output, const char *text, size_t length, placement_error *err)
{
  while (length > 0) {
    size_t room = BUFFER_BYTES - output->used;
    size_t piece = length < room ? length : room;
    memcpy(output->buffer + output->used, text, piece);
    output->used += piece;
    text += piece;
    length -= piece;
    if (output->used == BUFFER_BYTES) {
      placement_status status = flush(output, err);
      if (status != PLACEMENT_OK)
        return status;
    }
  }
  return PLACEMENT_OK;
}

placement_status plm_output_complete(plm_output *output, placement_error *err)
{
  placement_status status = flush(output, err);
  int closed;
  if (status != PLACEMENT_OK)
    return status;
  if (output->temporary != NULL && fsync(output->descriptor) != 0)
    return plm_fail_writing(err, output->path, "bringing it to the disk failed", errno);
  closed = close(output->descriptor);
  output->descriptor = -1;
  if (closed != 0)
    return plm_fail_writing(err, output->path, "closing the new file failed", errno);
  return PLACEMENT_OK;
}

placement_status plm_output_place(plm_output *output, placement_error *err)
{
  if (output->temporary != NULL && rename(output->temporary, output->target) != 0)
    return plm_fail_writing(err, output->path, "putting the new file in its place failed", errno);
  free(output->temporary);
  output->temporary = NULL;
  return PLACEMENT_OK;
}

placement_status plm_output_commit(plm_output *output, placement_error *err)
{
  placement_status status = plm_output_complete(output, err);
  return status == PLACEMENT_OK ? plm_output_place(output, err) : status;
}

void plm_output_free(plm_output *output)
{
  if (output == NULL)
    return;
  if (output->descriptor >= 0)
    (void)close(output->descriptor);
  if (output->temporary != NULL)
    (void)unlink(output->temporary);
  free(output->path);
  free(output->target);
  free(output->temporary);
  free(output);
}
