/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether two summaries hold the same, to the last digit that is reported.
 */
#ifndef SAME_SUMMARY_H
#define SAME_SUMMARY_H

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

typedef struct text {
  char *bytes;
  size_t length;
} text;

static int append(const char *piece, size_t length, void *data)
{
  text *all = data;
  char *grown = realloc(all->bytes, all->length + length + 1);
  if (grown == NULL)
    return -1;
  memcpy(grown + all->length, piece, length);
  all->bytes = grown;
  all->length += length;
  all->bytes[all->length] = '\0';
  return 0;
}

/* The whole result as JSON; requested replications are left out, so that a cancelled run can be compared. */
static text json_of(const placement_plan *plan, const placement_summary *summary)
{
  placement_result result = PLACEMENT_RESULT_INIT;
  text json = {NULL, 0};
  result.plan = plan;
  result.summary = summary;
  cr_assert_eq(placement_report_write(&result, PLACEMENT_FORMAT_JSON, append, &json, NULL), PLACEMENT_OK);
  return json;
}

static void assert_same(const placement_plan *plan, const placement_summary *a, const placement_summary *b)
{
  text first = json_of(plan, a), second = json_of(plan, b);
  cr_assert_str_eq(first.bytes, second.bytes);
  free(first.bytes);
  free(second.bytes);
}

#endif
