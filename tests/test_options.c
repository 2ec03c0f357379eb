/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/options.h"

#include <criterion/criterion.h>
#include <string.h>

typedef struct known {
  size_t size;
  uint64_t first;
  uint64_t second;
} known;

typedef struct newer {
  known known;
  uint64_t third;
} newer;

Test(options, as_known)
{
  known options = {sizeof options, 1, 2}, given = {sizeof given, 10, 20};
  cr_assert_eq(plm_read_options(&options, sizeof options, &given, "options", NULL), PLACEMENT_OK);
  cr_assert(options.size == sizeof options && options.first == 10 && options.second == 20);
}

/* Fields beyond the size are not read: they keep their defaults. */
Test(options, of_an_older_program)
{
  known options = {sizeof options, 1, 2}, given = {offsetof(known, second), 10, 20};
  cr_assert_eq(plm_read_options(&options, sizeof options, &given, "options", NULL), PLACEMENT_OK);
  cr_assert(options.size == sizeof options && options.first == 10 && options.second == 2);
}

Test(options, of_a_newer_program)
{
  known options = {sizeof options, 1, 2};
  newer given = {{sizeof given, 10, 20}, 0};
  cr_assert_eq(plm_read_options(&options, sizeof options, &given, "options", NULL), PLACEMENT_OK);
  cr_assert(options.size == sizeof options && options.first == 10 && options.second == 20);
  given.third = 1;
  cr_assert_eq(plm_read_options(&options, sizeof options, &given, "options", NULL), PLACEMENT_ERROR_ARGUMENT);
}

Test(options, without_a_size)
{
  known options = {sizeof options, 1, 2}, given = {0, 10, 20};
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_assert_eq(plm_read_options(&options, sizeof options, &given, "some_options", &err), PLACEMENT_ERROR_ARGUMENT);
  cr_assert_neq(strstr(err.message, "some_options"), NULL);
  cr_assert_eq(options.first, 1);
}
