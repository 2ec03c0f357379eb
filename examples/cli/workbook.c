/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* mkstemp */
#include "workbook.h"

#include "workbook_book.h"
#include "workbook_check.h"
#include "workbook_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CREATED 315532800 /* 1 January 1980, as all in the archive is dated: equal documents make equal files */
#define MOST_PROPERTY 255
#define PIECE 65536

static placement_status fail(placement_error *err, placement_status status, const char *what, const char *why)
{
  if (err != NULL) {
    err->code = status;
    snprintf(err->message, sizeof err->message, "%.400s: %.100s", what, why);
  }
  return status;
}

static placement_status fail_library(placement_error *err, lxw_error error)
{
  if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
    return fail(err, PLACEMENT_ERROR_MEMORY, "workbook", "out of memory");
  return fail(err, PLACEMENT_ERROR_IO, "cannot make the workbook", lxw_strerror(error));
}

static void set_properties(book *b)
{
  char *title = workbook_text(b->of->title, MOST_PROPERTY);
  lxw_doc_properties properties = {.title = title, .created = CREATED};
  if (title == NULL)
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
  else
    book_note(b, workbook_set_properties(b->file, &properties));
  free(title);
}

static void clear(book *b)
{
  for (size_t i = 0; i < b->table_count; i++)
    view_clear(&b->tables[i].view);
  for (size_t i = 0; i < b->name_count; i++)
    free(b->names[i]);
  for (size_t i = 0; i < b->table_count; i++)
    free(b->sheets[i].widths);
  free(b->tables);
  free(b->sheets);
  free(b->names);
}

/* Makes the workbook in the file `path`. */
static lxw_error make(const document *d, const char *path, char *folder)
{
  lxw_workbook_options options = {.tmpdir = folder};
  book b = {.of = d, .file = workbook_new_opt(path, &options)};
  if (b.file == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  set_properties(&b);
  book_place(&b);
  if (b.error == LXW_NO_ERROR)
    (void)book_add_sheet(&b, "Summary");
  if (b.error == LXW_NO_ERROR && book_has_charts(&b))
    (void)book_add_sheet(&b, "Charts");
  if (b.error == LXW_NO_ERROR)
    book_write_tables(&b);
  if (b.error == LXW_NO_ERROR)
    book_write_summary(&b);
  if (b.error == LXW_NO_ERROR)
    book_write_dictionary(&b);
  if (b.error == LXW_NO_ERROR)
    book_write_provenance(&b);
  if (b.error == LXW_NO_ERROR)
    book_note(&b, workbook_close(b.file));
  else
    lxw_workbook_free(b.file);
  clear(&b);
  return b.error;
}

/* The same in a process of its own: libxlsxwriter crashes when memory runs out, and prints what went wrong. */
static placement_status make_apart(const document *d, const char *path, char *folder, placement_error *err)
{
  int ended = 0;
  pid_t child = fork();
  if (child == 0) {
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0)
      dup2(nowhere, STDERR_FILENO);
    _exit((int)make(d, path, folder));
  }
  while (child > 0 && waitpid(child, &ended, 0) < 0)
    if (errno != EINTR)
      child = -1;
  if (child < 0)
    return fail(err, PLACEMENT_ERROR_IO, "cannot make the workbook", strerror(errno));
  lxw_error error = WIFEXITED(ended) ? (lxw_error)WEXITSTATUS(ended) : LXW_ERROR_MEMORY_MALLOC_FAILED;
  return error == LXW_NO_ERROR ? PLACEMENT_OK : fail_library(err, error);
}

static placement_status copy(const void *what, int32_t format, placement_sink sink, void *data, placement_error *err)
{
  FILE *from = fopen(what, "rb");
  char *piece = malloc(PIECE);
  placement_status status = PLACEMENT_OK;
  (void)format;
  if (from == NULL || piece == NULL)
    status = fail(err, PLACEMENT_ERROR_IO, "cannot read the workbook back", strerror(errno));
  while (status == PLACEMENT_OK) {
    size_t length = fread(piece, 1, PIECE, from);
    if (length == 0)
      break;
    if (sink(piece, length, data) != 0)
      status = PLACEMENT_ERROR_IO;
  }
  if (status == PLACEMENT_OK && ferror(from))
    status = fail(err, PLACEMENT_ERROR_IO, "cannot read the workbook back", strerror(errno));
  if (from != NULL)
    fclose(from);
  free(piece);
  return status;
}

/* libxlsxwriter writes to a path only, and not as placement_file_write does: hence a file of our own in between. */
placement_status workbook_write(const document *d, const char *path, placement_error *err)
{
  static const char name[] = "/placement-XXXXXX";
  const char *folder = getenv("TMPDIR");
  if (folder == NULL || folder[0] == '\0')
    folder = "/tmp";
  char *own = malloc(strlen(folder) + sizeof name);
  char *tmpdir = strdup(folder);
  placement_status status = PLACEMENT_ERROR_MEMORY;
  int file = -1;
  if (own == NULL || tmpdir == NULL) {
    (void)fail_library(err, LXW_ERROR_MEMORY_MALLOC_FAILED);
    goto out;
  }
  sprintf(own, "%s%s", folder, name);
  file = mkstemp(own);
  if (file < 0) {
    char what[400];
    snprintf(what, sizeof what, "cannot make a temporary file in %.300s", folder);
    status = fail(err, PLACEMENT_ERROR_IO, what, strerror(errno));
    goto out;
  }
  close(file);
  status = make_apart(d, own, tmpdir, err);
  if (status == PLACEMENT_OK)
    status = workbook_check(own, err);
  if (status == PLACEMENT_OK)
    status = placement_file_write(path, copy, own, 0, err);
  unlink(own);
out:
  free(own);
  free(tmpdir);
  return status;
}
