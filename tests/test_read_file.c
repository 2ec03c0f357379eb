/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/read_file.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/test_read_file_XXXXXX";

static void write_bytes(size_t count)
{
  int descriptor = mkstemp(path);
  FILE *file = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;
  cr_assert_not_null(file);
  for (size_t i = 0; i < count; i++)
    cr_assert_neq(putc((int)('a' + i % 26), file), EOF);
  cr_assert_eq(fclose(file), 0);
}

static void expect_round_trip(size_t count)
{
  char *bytes = NULL;
  size_t length = 1;
  write_bytes(count);
  cr_assert_eq(plm_read_file(path, count, &bytes, &length, NULL), PLACEMENT_OK);
  cr_assert_eq(length, count);
  cr_assert_not_null(bytes);
  for (size_t i = 0; i < count; i++)
    cr_assert_eq(bytes[i], (char)('a' + i % 26));
  free(bytes);
  unlink(path);
}

Test(read_file, whole_pieces_and_parts)
{
  expect_round_trip(200000);
}

Test(read_file, exactly_one_piece)
{
  expect_round_trip(65536);
}

Test(read_file, empty)
{
  expect_round_trip(0);
}

Test(read_file, larger_than_the_limit)
{
  char *bytes = NULL;
  size_t length = 0;
  placement_error err = PLACEMENT_ERROR_INIT;
  write_bytes(101);
  cr_assert_eq(plm_read_file(path, 100, &bytes, &length, &err), PLACEMENT_ERROR_LIMIT);
  cr_assert_null(bytes);
  cr_assert_not_null(strstr(err.message, "too large: at most 100 bytes are read"), "%s", err.message);
  unlink(path);
}

Test(read_file, missing)
{
  char *bytes = NULL;
  size_t length = 0;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(plm_read_file("/nowhere/at/all", 100, &bytes, &length, &err), PLACEMENT_ERROR_IO);
  cr_assert_str_eq(err.message, "cannot read /nowhere/at/all: No such file or directory");
}

Test(read_file, directory)
{
  char *bytes = NULL;
  size_t length = 0;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(plm_read_file("/", 100, &bytes, &length, &err), PLACEMENT_ERROR_IO);
  cr_assert_str_eq(err.message, "cannot read /: Is a directory");
  cr_assert_null(bytes);
}
