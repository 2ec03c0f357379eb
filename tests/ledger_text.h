/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ledger of replication 0 of a scenario as CSV, to be searched for rows.
 */
#ifndef LEDGER_TEXT_H
#define LEDGER_TEXT_H

#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

typedef struct ledger_text {
  char *text; /* NULL at first; the caller's to free */
  size_t length;
} ledger_text;

static int ledger_text_add(const char *piece, size_t length, void *data)
{
  ledger_text *all = data;
  all->text = realloc(all->text, all->length + length + 1);
  cr_assert_not_null(all->text);
  memcpy(all->text + all->length, piece, length);
  all->length += length;
  all->text[all->length] = '\0';
  return 0;
}

static char *ledger_csv(const char *json, const placement_ledger_filter *filter)
{
  placement_scenario *scenario = NULL;
  placement_plan *plan = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  ledger_text all = {NULL, 0};
  cr_assert_eq(placement_scenario_load_text(json, strlen(json), "test", &scenario, NULL, &err), PLACEMENT_OK, "%s: %s",
               err.pointer, err.message);
  cr_assert_eq(placement_plan_new(scenario, &plan, &err), PLACEMENT_OK, "%s", err.message);
  cr_assert_eq(placement_ledger_write(plan, 1, 0, filter, PLACEMENT_FORMAT_CSV, ledger_text_add, &all, &err),
               PLACEMENT_OK, "%s", err.message);
  placement_plan_free(plan);
  placement_scenario_free(scenario);
  return all.text;
}

/* Each row is the beginning of a line. */
static void assert_rows(const char *told, const char *const *rows, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    const char *at = strstr(told, rows[i]);
    cr_assert(at != NULL && at > told && at[-1] == '\n', "%s\nis not in\n%s", rows[i], told);
  }
}

#define ASSERT_ROWS(told, rows) assert_rows(told, rows, sizeof(rows) / sizeof *(rows))

#endif
