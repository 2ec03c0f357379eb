/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/read_file.h"
#include "base/write_file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <placement/file.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGE = 200000 }; /* more than two buffers */

typedef struct fixture {
  char folder[64];
  char path[96];
  char link[96];
} fixture;

static void set_up(fixture *f)
{
  strcpy(f->folder, "/tmp/test-write-file-XXXXXX");
  cr_assert_neq(mkdtemp(f->folder), NULL);
  snprintf(f->path, sizeof f->path, "%s/report.json", f->folder);
  snprintf(f->link, sizeof f->link, "%s/link", f->folder);
}

/* Nothing may be left in the folder but `files` files. */
static void tear_down(fixture *f, int files)
{
  DIR *folder = opendir(f->folder);
  int found = 0;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
    found += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  closedir(folder);
  cr_assert_eq(found, files, "%d files are left", found);
  unlink(f->link);
  unlink(f->path);
  cr_assert_eq(rmdir(f->folder), 0);
}

static placement_status write_text(const char *path, const char *text, size_t length, placement_error *err)
{
  plm_output *output = NULL;
  placement_status status = plm_output_new(path, &output, err);
  if (status == PLACEMENT_OK)
    status = plm_output_write(output, text, length, err);
  if (status == PLACEMENT_OK)
    status = plm_output_commit(output, err);
  plm_output_free(output);
  return status;
}

static void assert_holds(const char *path, const char *text, size_t length)
{
  char *bytes = NULL;
  size_t found = 0;
  cr_assert_eq(plm_read_file(path, 1 << 20, &bytes, &found, NULL), PLACEMENT_OK);
  cr_assert_eq(found, length);
  cr_assert_arr_eq(bytes, text, length);
  free(bytes);
}

static mode_t mode_of(const char *path)
{
  struct stat about;
  cr_assert_eq(stat(path, &about), 0);
  return about.st_mode & 07777;
}

Test(write_file, new_file_follows_the_umask)
{
  fixture f;
  char *large = malloc(LARGE);
  set_up(&f);
  for (int i = 0; i < LARGE; i++)
    large[i] = (char)('a' + i % 26);
  umask(027);
  cr_assert_eq(write_text(f.path, large, LARGE, NULL), PLACEMENT_OK);
  assert_holds(f.path, large, LARGE);
  cr_assert_eq(mode_of(f.path), 0640);
  free(large);
  tear_down(&f, 1);
}

Test(write_file, existing_file_is_replaced_and_keeps_its_mode)
{
  fixture f;
  set_up(&f);
  cr_assert_eq(write_text(f.path, "before, and longer", 18, NULL), PLACEMENT_OK);
  cr_assert_eq(chmod(f.path, 0604), 0);
  cr_assert_eq(write_text(f.path, "after", 5, NULL), PLACEMENT_OK);
  assert_holds(f.path, "after", 5);
  cr_assert_eq(mode_of(f.path), 0604);
  tear_down(&f, 1);
}

Test(write_file, nothing_changes_before_the_commit)
{
  fixture f;
  plm_output *output = NULL;
  set_up(&f);
  cr_assert_eq(write_text(f.path, "before", 6, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_output_new(f.path, &output, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_output_write(output, "half", 4, NULL), PLACEMENT_OK);
  assert_holds(f.path, "before", 6);
  plm_output_free(output);
  assert_holds(f.path, "before", 6);
  tear_down(&f, 1);
}

Test(write_file, two_at_once_do_not_meet)
{
  fixture f;
  plm_output *first = NULL, *second = NULL;
  set_up(&f);
  cr_assert_eq(plm_output_new(f.path, &first, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_output_new(f.path, &second, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_output_write(second, "second", 6, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_output_write(first, "first", 5, NULL), PLACEMENT_OK);
  cr_assert_eq(plm_output_commit(first, NULL), PLACEMENT_OK);
  assert_holds(f.path, "first", 5);
  cr_assert_eq(plm_output_commit(second, NULL), PLACEMENT_OK);
  assert_holds(f.path, "second", 6);
  plm_output_free(first);
  plm_output_free(second);
  tear_down(&f, 1);
}

/* A link stays a link, whether what it points to is there yet or not. */
Test(write_file, links_are_followed)
{
  fixture f;
  struct stat about;
  set_up(&f);
  cr_assert_eq(symlink("report.json", f.link), 0);
  cr_assert_eq(write_text(f.link, "new", 3, NULL), PLACEMENT_OK);
  cr_assert_eq(write_text(f.link, "again", 5, NULL), PLACEMENT_OK);
  cr_assert(lstat(f.link, &about) == 0 && S_ISLNK(about.st_mode));
  assert_holds(f.path, "again", 5);
  tear_down(&f, 2);
}

static void assert_fails(const char *path, const char *reason)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(write_text(path, "text", 4, &err), PLACEMENT_ERROR_IO);
  cr_assert_eq(err.code, PLACEMENT_ERROR_IO);
  cr_assert(strstr(err.message, path) != NULL && strstr(err.message, reason) != NULL, "%s", err.message);
}

Test(write_file, failures_name_the_file_and_the_reason)
{
  fixture f;
  char missing[128];
  set_up(&f);
  snprintf(missing, sizeof missing, "%s/no/such/report.json", f.folder);
  assert_fails(missing, "creating a file beside it failed");
  assert_fails(f.folder, "it is a folder");
  assert_fails("/dev/full", "writing failed");
  cr_assert_eq(symlink("link", f.link), 0);
  assert_fails(f.link, "following its link failed");
  tear_down(&f, 1);
}

Test(write_file, devices_are_written_directly)
{
  struct stat about;
  cr_assert_eq(write_text("/dev/null", "text", 4, NULL), PLACEMENT_OK);
  cr_assert(stat("/dev/null", &about) == 0 && S_ISCHR(about.st_mode));
}

/* A file that may not be changed is not replaced either. The administrator may change everything. */
Test(write_file, read_only_file_stays)
{
  fixture f;
  set_up(&f);
  cr_assert_eq(write_text(f.path, "before", 6, NULL), PLACEMENT_OK);
  cr_assert_eq(chmod(f.path, 0444), 0);
  if (geteuid() != 0)
    assert_fails(f.path, "it may not be changed");
  else
    cr_assert_eq(write_text(f.path, "before", 6, NULL), PLACEMENT_OK);
  assert_holds(f.path, "before", 6);
  cr_assert_eq(mode_of(f.path), 0444);
  tear_down(&f, 1);
}

/* As much of a text as `format` says, then an error if it is 0. */
static placement_status write_some(const void *what, int32_t format, placement_sink sink, void *data,
                                   placement_error *err)
{
  (void)err;
  for (int32_t i = 0; i < format; i++)
    if (sink(what, strlen(what), data) != 0)
      return PLACEMENT_ERROR_IO;
  return format > 0 ? PLACEMENT_OK : PLACEMENT_ERROR_CANCELLED;
}

Test(file, written_by_others)
{
  fixture f;
  placement_error err = PLACEMENT_ERROR_INIT;
  set_up(&f);
  cr_expect_eq(placement_file_write(f.path, write_some, "ab", 2, &err), PLACEMENT_OK);
  assert_holds(f.path, "abab", 4);
  cr_expect_eq(placement_file_write(f.path, write_some, "ab", 0, &err), PLACEMENT_ERROR_CANCELLED);
  assert_holds(f.path, "abab", 4);
  cr_expect_eq(placement_file_write("/nowhere/file", write_some, "ab", 1, &err), PLACEMENT_ERROR_IO);
  cr_expect_eq(placement_file_write(NULL, write_some, "ab", 1, &err), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_file_write(f.path, NULL, "ab", 1, &err), PLACEMENT_ERROR_ARGUMENT);
  tear_down(&f, 1);
}
