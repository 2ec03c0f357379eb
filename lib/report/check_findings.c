/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "report/findings.h"

#include <placement/check.h>

#include <math.h>

typedef struct held {
  const char *name;
  const char *heading;
  size_t (*count)(const placement_scenario *scenario);
} held;

static const held contents[] = {
    {"groups", "groups", placement_scenario_group_count},
    {"phases", "phases", placement_scenario_phase_count},
    {"homes", "homes", placement_scenario_home_count},
    {"beds", "beds", placement_scenario_bed_count},
    {"step_down", "step-down schemes", placement_scenario_step_down_count},
    {"uncertain", "uncertain inputs", placement_scenario_uncertain_count},
    {"initial", "initial children", placement_scenario_initial_count},
    {"published", "published figures", placement_scenario_published_count},
};

enum { CONTENTS = sizeof contents / sizeof *contents };

static bool is_sound(const placement_checked *c)
{
  return c->plan != NULL && c->scenario != NULL;
}

/* An error alone is a problem, too. */
static size_t count_problems(const placement_checked *c)
{
  size_t listed = c->problems != NULL ? placement_problems_count(c->problems) : 0;
  return is_sound(c) ? 0 : listed == 0 && c->err != NULL ? 1 : listed;
}

static void add_files(placement_findings *f, const placement_checked *checked, size_t count)
{
  plm_findings_table(f, "files", "Scenarios", "");
  plm_findings_column(f, "file", "file", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "sound", "sound", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "problems", "problems", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "years", "financial years", PLACEMENT_UNIT_NUMBER);
  for (size_t i = 0; i < CONTENTS; i++)
    plm_findings_column(f, contents[i].name, contents[i].heading, PLACEMENT_UNIT_NUMBER);
  for (size_t c = 0; c < count; c++) {
    bool sound = is_sound(&checked[c]);
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, checked[c].file);
    plm_findings_text(f, sound ? "yes" : "no");
    plm_findings_number(f, (double)count_problems(&checked[c]));
    plm_findings_number(f, sound ? (double)placement_plan_year_count(checked[c].plan) : NAN);
    for (size_t i = 0; i < CONTENTS; i++)
      plm_findings_number(f, sound ? (double)contents[i].count(checked[c].scenario) : NAN);
  }
}

static void add_problem(placement_findings *f, const char *file, const placement_error *problem)
{
  bool placed = problem->line > 0;
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, file);
  plm_findings_number(f, placed ? (double)problem->line : (double)NAN);
  plm_findings_number(f, placed ? (double)problem->column : (double)NAN);
  plm_findings_text(f, problem->pointer);
  plm_findings_text(f, problem->message[0] != '\0' ? problem->message : placement_status_text(problem->code));
}

static void add_problems(placement_findings *f, const placement_checked *checked, size_t count)
{
  plm_findings_table(f, "problems", "Problems", "");
  plm_findings_column(f, "file", "file", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "line", "line", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "column", "column", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "pointer", "at", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "message", "what is wrong", PLACEMENT_UNIT_TEXT);
  for (size_t c = 0; c < count; c++) {
    size_t all = count_problems(&checked[c]);
    size_t listed = checked[c].problems != NULL ? placement_problems_count(checked[c].problems) : 0;
    for (size_t i = 0; i < all; i++)
      add_problem(f, checked[c].file, listed > 0 ? placement_problems_at(checked[c].problems, i) : checked[c].err);
  }
}

placement_status placement_check_findings(const placement_checked *checked, size_t count, placement_findings **findings,
                                          placement_error *err)
{
  size_t sound = 0;
  if (checked == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "checked and findings must not be NULL");
  for (size_t c = 0; c < count; c++) {
    if (checked[c].size != sizeof *checked || checked[c].file == NULL)
      return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a checked scenario needs its size and its file");
    sound += is_sound(&checked[c]);
  }
  placement_findings *f = plm_findings_new("placement-check/1", "");
  plm_findings_provenance(f, "version", placement_version());
  plm_findings_sentence(f, "%zu of %zu scenario%s %s sound.", sound, count, count == 1 ? "" : "s",
                        sound == 1 ? "is" : "are");
  add_files(f, checked, count);
  add_problems(f, checked, count);
  return plm_findings_finish(f, findings, err);
}
