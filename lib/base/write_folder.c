/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POSIX, like write_file.c.
 */
#include "base/write_folder.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/read_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_ATTEMPTS 1000
#define NAME_BYTES 64 /* for the name of the new folder */

struct plm_folder {
  char *path;      /* without slashes at its end, but for the root */
  char *temporary; /* the new folder; NULL if `path` exists, and when it is in its place */
  plm_output **files;
  size_t count, capacity;
};

/* `folder` and `name` with a slash between them. */
static char *inside(const char *folder, const char *name)
{
  size_t size = strlen(folder) + strlen(name) + 2;
  char *joined = plm_new_array(size, 1);
  if (joined != NULL)
    (void)snprintf(joined, size, "%s/%s", folder, name);
  return joined;
}

/* A new folder beside the path, with a name that nobody else has. */
static placement_status create_temporary(plm_folder *folder, placement_error *err)
{
  const char *slash = strrchr(folder->path, '/');
  size_t before = slash == NULL ? 0 : (size_t)(slash - folder->path) + 1;
  folder->temporary = plm_new_array(before + NAME_BYTES, 1);
  if (folder->temporary == NULL)
    return plm_fail_memory(err);
  for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    (void)snprintf(folder->temporary, before + NAME_BYTES, "%.*s.placement-%ld-%d.tmp", (int)before, folder->path,
                   (long)getpid(), attempt);
    if (mkdir(folder->temporary, 0777) == 0)
      return PLACEMENT_OK;
    if (errno != EEXIST)
      break;
  }
  int reason = errno;
  free(folder->temporary);
  folder->temporary = NULL;
  return plm_fail_writing(err, folder->path, "creating a folder beside it failed", reason);
}

static placement_status open_folder(plm_folder *folder, placement_error *err)
{
  struct stat about;
  size_t length = strlen(folder->path);
  while (length > 1 && folder->path[length - 1] == '/')
    folder->path[--length] = '\0';
  if (stat(folder->path, &about) != 0)
    return create_temporary(folder, err);
  return S_ISDIR(about.st_mode) ? PLACEMENT_OK : plm_fail_writing(err, folder->path, "it is no folder", ENOTDIR);
}

placement_status plm_folder_new(const char *path, plm_folder **folder, placement_error *err)
{
  plm_folder *made = plm_new_array(1, sizeof *made);
  placement_status status;
  if (made == NULL)
    return plm_fail_memory(err);
  made->path = plm_copy_string(path);
  status = made->path == NULL ? plm_fail_memory(err) : open_folder(made, err);
  if (status != PLACEMENT_OK) {
    plm_folder_free(made);
    return status;
  }
  *folder = made;
  return PLACEMENT_OK;
}

/* The last file that was begun has all that is to be in it. */
static placement_status complete_last(plm_folder *folder, placement_error *err)
{
  return folder->count == 0 ? PLACEMENT_OK : plm_output_complete(folder->files[folder->count - 1], err);
}

placement_status plm_folder_add(plm_folder *folder, const char *name, plm_output **file, placement_error *err)
{
  placement_status status = complete_last(folder, err);
  char *path = NULL, *told = NULL;
  if (status != PLACEMENT_OK)
    return status;
  path = inside(folder->temporary != NULL ? folder->temporary : folder->path, name);
  told = inside(folder->path, name);
  if (path == NULL || told == NULL ||
      plm_grow_array((void **)&folder->files, &folder->capacity, folder->count + 1, sizeof(plm_output *)) != 0)
    status = plm_fail_memory(err);
  else
    status = plm_output_new_as(path, told, &folder->files[folder->count], err);
  if (status == PLACEMENT_OK)
    *file = folder->files[folder->count++];
  free(path);
  free(told);
  return status;
}

/* Brings the names of its files to the disk. Where a folder cannot be opened for that, they get there later. */
static void synchronise(const char *folder)
{
  int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return;
  (void)fsync(descriptor);
  (void)close(descriptor);
}

placement_status plm_folder_commit(plm_folder *folder, placement_error *err)
{
  placement_status status = complete_last(folder, err);
  for (size_t i = 0; i < folder->count && status == PLACEMENT_OK; i++)
    status = plm_output_place(folder->files[i], err);
  if (status != PLACEMENT_OK || folder->temporary == NULL)
    return status;
  synchronise(folder->temporary);
  if (rename(folder->temporary, folder->path) != 0)
    return plm_fail_writing(err, folder->path, "putting the new folder in its place failed", errno);
  free(folder->temporary);
  folder->temporary = NULL;
  return PLACEMENT_OK;
}

placement_status plm_folder_read(const plm_folder *folder, const char *name, size_t limit, char **bytes, size_t *length,
                                 placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  struct stat about;
  char *path = inside(folder->path, name);
  *bytes = NULL;
  if (path == NULL)
    return plm_fail_memory(err);
  if (stat(path, &about) == 0 && S_ISREG(about.st_mode))
    status = plm_read_file(path, limit, bytes, length, NULL);
  free(path);
  return status == PLACEMENT_ERROR_MEMORY ? plm_fail_memory(err) : PLACEMENT_OK;
}

/* Without memory of its own, which could be missing once all files are in their places. */
placement_status plm_folder_remove(const plm_folder *folder, const char *name, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  struct stat about;
  int descriptor = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool there =
      descriptor < 0 || (fstatat(descriptor, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode));
  if (there && (descriptor < 0 || unlinkat(descriptor, name, 0) != 0))
    status = plm_fail_writing(err, folder->path, "removing a table of an earlier command failed", errno);
  if (descriptor >= 0)
    (void)close(descriptor);
  return status;
}

/* Nobody but this process writes there. */
static void remove_folder(const char *path)
{
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      (void)unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder != NULL)
    (void)closedir(folder);
  (void)rmdir(path);
}

void plm_folder_free(plm_folder *folder)
{
  if (folder == NULL)
    return;
  for (size_t i = 0; i < folder->count; i++)
    plm_output_free(folder->files[i]);
  if (folder->temporary != NULL)
    remove_folder(folder->temporary);
  free(folder->files);
  free(folder->temporary);
  free(folder->path);
  free(folder);
}
