/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loading: text to tree to scenario, with every problem on the way.
 */
#include "base/memory.h"
#include "base/read_file.h"
#include "base/sha256.h"
#include "scenario/sections.h"

#include <stdlib.h>
#include <string.h>

static const plm_member root_keys[] = {{"placement_scenario", PLM_KEY_REQUIRED},
                                       {"title", PLM_KEY_OPTIONAL},
                                       {"horizon", PLM_KEY_REQUIRED},
                                       {"prices", PLM_KEY_OPTIONAL},
                                       {"groups", PLM_KEY_OPTIONAL},
                                       {"compatibility", PLM_KEY_OPTIONAL},
                                       {"phases", PLM_KEY_OPTIONAL},
                                       {"homes", PLM_KEY_OPTIONAL},
                                       {"costs", PLM_KEY_OPTIONAL},
                                       {"external", PLM_KEY_OPTIONAL},
                                       {"policy", PLM_KEY_OPTIONAL},
                                       {"published", PLM_KEY_OPTIONAL},
                                       {"step_down", PLM_KEY_OPTIONAL},
                                       {"uncertain", PLM_KEY_OPTIONAL},
                                       {"correlations", PLM_KEY_OPTIONAL},
                                       PLM_KEYS_END};

/* False if the text claims to be in another format, so that its other keys cannot be judged. */
static bool check_format(plm_reader *r, const plm_json_value *root)
{
  const plm_json_value *format = plm_get(r, root, "placement_scenario");
  double number = 0;
  if (format == NULL || (plm_json_number(format, &number) && number == 1))
    return true;
  plm_report_found(r, format, "placement_scenario", "1, the only format that this version reads");
  return false;
}

static void read_root(plm_reader *r)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *root = r->tree.values;
  s->year_start_month = 4;
  s->year_start_day = 1;
  s->enhancement_max = INT32_MAX;
  if (!check_format(r, root) || !plm_check_object(r, root, "a scenario", root_keys))
    return;
  s->title = plm_get(r, root, "title") != NULL ? plm_read_text(r, root, "title", true) : plm_reader_copy(r, "");
  plm_read_horizon(r, root);
  plm_read_prices(r, root);
  plm_read_step_down(r, root);
  plm_read_groups(r, root);
  plm_read_compatibility(r, root);
  plm_read_phases(r, root);
  plm_read_homes(r, root);
  plm_read_places(r, root);
  plm_read_costs(r, root, PLM_OWNER_PROGRAMME, &s->costs, &s->cost_count);
  plm_read_external(r, root);
  plm_read_policy(r, root);
  plm_read_published(r, root);
  plm_read_uncertain(r, root);
  plm_read_correlations(r, root);
}

static placement_status note(placement_problems *problems, placement_error *problem, const char *file)
{
  plm_copy_text(problem->file, sizeof problem->file, file);
  return problem->code == PLACEMENT_ERROR_MEMORY ? PLACEMENT_ERROR_MEMORY : plm_problems_add(problems, problem);
}

/* Reads the text into r->scenario and notes problems; fails only for lack of memory. */
static placement_status read_text(plm_reader *r, const char *text, size_t length)
{
  placement_error problem = PLACEMENT_ERROR_INIT;
  placement_status status = PLACEMENT_OK;
  if (length > PLACEMENT_LIMIT_FILE_BYTES) {
    (void)plm_fail(&problem, PLACEMENT_ERROR_LIMIT, "the file is too large: at most 16 MiB are read");
    return note(r->problems, &problem, r->file);
  }
  if (plm_json_tree_parse(&r->tree, text, length, &problem) != PLACEMENT_OK)
    return note(r->problems, &problem, r->file);
  r->scenario->name = plm_reader_copy(r, r->file);
  r->scenario->text = plm_reader_array(r, length + 1, 1);
  if (r->scenario->text != NULL) {
    memcpy(r->scenario->text, text, length);
    r->scenario->text_length = length;
  }
  plm_sha256(text, length, r->scenario->sha256);
  read_root(r);
  plm_problems_sort(r->problems);
  if (r->out_of_memory) {
    status = PLACEMENT_ERROR_MEMORY;
  } else if (r->too_many) {
    (void)plm_fail(&problem, PLACEMENT_ERROR_LIMIT,
                   "there are more problems than the " PLM_TEXT(PLACEMENT_LIMIT_PROBLEMS) " that are listed");
    status = note(r->problems, &problem, r->file);
  }
  plm_json_tree_clear(&r->tree);
  return status;
}

placement_status placement_scenario_load_text(const char *text, size_t length, const char *name,
                                              placement_scenario **scenario, placement_problems *problems,
                                              placement_error *err)
{
  plm_reader r = {.file = name != NULL ? name : ""};
  placement_status status;
  if (text == NULL || scenario == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "text and scenario must not be NULL");
  status = placement_problems_new(&r.problems, err);
  if (status != PLACEMENT_OK)
    return status;
  r.scenario = plm_reader_array(&r, 1, sizeof *r.scenario);
  if (r.scenario == NULL || read_text(&r, text, length) != PLACEMENT_OK) {
    status = plm_fail_memory(err);
    goto out;
  }
  status = plm_problems_deliver(r.problems, problems, err);
  if (status == PLACEMENT_OK) {
    *scenario = r.scenario;
    r.scenario = NULL;
  }
out:
  placement_scenario_free(r.scenario);
  placement_problems_free(r.problems);
  return status;
}

placement_status placement_scenario_load_file(const char *path, placement_scenario **scenario,
                                              placement_problems *problems, placement_error *err)
{
  char *text = NULL;
  size_t length = 0;
  placement_error problem = PLACEMENT_ERROR_INIT;
  placement_status status;
  if (path == NULL || scenario == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "path and scenario must not be NULL");
  status = plm_read_file(path, PLACEMENT_LIMIT_FILE_BYTES, &text, &length, &problem);
  if (status == PLACEMENT_OK) {
    status = placement_scenario_load_text(text, length, path, scenario, problems, err);
    free(text);
    return status;
  }
  if (problems != NULL && note(problems, &problem, path) != PLACEMENT_OK)
    return plm_fail_memory(err);
  plm_copy_text(problem.file, sizeof problem.file, path);
  if (err != NULL)
    *err = problem;
  return status;
}
