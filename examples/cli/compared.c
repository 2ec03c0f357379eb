/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compared.h"

#include "formats.h"
#include "study.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* What a waterfall is made for. */
static const char *const waterfall_metrics[] = {
    "cost.total",        "cost.capital",      "cost.revenue",       "cost.in_house",
    "cost.external",     "cost.step_down",    "income.sold_beds",   "cost.net_present",
    "children.external", "children.in_house", "children.step_down", "moves",
};

bool compared_wants_runs(const options *asked)
{
  bool wanted = false;
  for (size_t i = 0; i < asked->output_count; i++)
    wanted = wanted || (asked->formats[i] != OUTPUT_JSON && asked->formats[i] != OUTPUT_CSV);
  return wanted;
}

/* The name of a file without folders and ending. */
static void shorten(const char *file, char *name, size_t size)
{
  const char *slash = strrchr(file, '/');
  snprintf(name, size, "%s", slash != NULL ? slash + 1 : file);
  char *end = strrchr(name, '.');
  if (end != NULL && end != name)
    *end = '\0';
}

int compared_load(compared *all, const options *asked)
{
  size_t count = asked->file_count;
  *all = (compared){.file_count = count};
  all->inputs = calloc(count, sizeof *all->inputs);
  all->alternatives = calloc(count, sizeof(const placement_plan *));
  all->comparisons = calloc(count, sizeof(placement_comparison *));
  all->waterfalls = calloc(count, sizeof(placement_waterfall *));
  all->summaries = calloc(count, sizeof(placement_summary *));
  all->reconciliations = calloc(count, sizeof(placement_reconciliation *));
  all->results = calloc(count, sizeof *all->results);
  all->told = calloc(count, sizeof(const placement_result *));
  all->names = calloc(count, sizeof *all->names);
  all->called = calloc(count, sizeof(const char *));
  if (all->inputs == NULL || all->alternatives == NULL || all->comparisons == NULL || all->waterfalls == NULL ||
      all->summaries == NULL || all->reconciliations == NULL || all->results == NULL || all->told == NULL ||
      all->names == NULL || all->called == NULL) {
    complain("out of memory");
    return EXIT_NOT_DONE;
  }
  for (size_t i = 0; i < count; i++) {
    shorten(asked->files[i], all->names[i], sizeof all->names[i]);
    all->called[i] = all->names[i];
  }
  return study_load(asked, asked->files, count, all->inputs);
}

void compared_clear(compared *all)
{
  for (size_t i = 0; i < all->file_count; i++) {
    if (all->inputs != NULL)
      input_clear(&all->inputs[i]);
    if (all->comparisons != NULL)
      placement_comparison_free(all->comparisons[i]);
    if (all->waterfalls != NULL)
      placement_waterfall_free(all->waterfalls[i]);
    if (all->summaries != NULL)
      placement_summary_free(all->summaries[i]);
    if (all->reconciliations != NULL)
      placement_reconciliation_free(all->reconciliations[i]);
  }
  free(all->inputs);
  free(all->alternatives);
  free(all->comparisons);
  free(all->waterfalls);
  free(all->summaries);
  free(all->reconciliations);
  free(all->results);
  free(all->told);
  free(all->names);
  free(all->called);
}

/* A run that was stopped has fewer replications than the comparison, and is left out. */
static placement_status run_all(compared *all, const placement_run_options *how, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; i <= all->count && status == PLACEMENT_OK; i++) {
    const input *in = &all->inputs[i];
    status = placement_run(in->plan, how, &all->summaries[i], err);
    if (status == PLACEMENT_OK && placement_summary_replications(all->summaries[i]) < how->replications)
      return PLACEMENT_ERROR_CANCELLED;
    if (status == PLACEMENT_OK)
      status = placement_reconciliation_new(in->plan, in->basis, all->summaries[i], &all->reconciliations[i], err);
    all->run_count += status == PLACEMENT_OK;
  }
  return status;
}

placement_status compared_simulate(compared *all, const options *asked, const placement_run_options *how,
                                   placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; i + 1 < all->file_count && status == PLACEMENT_OK; i++) {
    status = placement_comparison_new(all->inputs[0].plan, all->inputs[i + 1].plan, how, &all->comparisons[i], err);
    if (status != PLACEMENT_OK)
      return status;
    all->alternatives[i] = all->inputs[i + 1].plan;
    all->count++;
    if (asked->given[OPTION_WATERFALL] != NULL)
      status = placement_waterfall_new(all->inputs[0].scenario, all->inputs[i + 1].scenario, how, waterfall_metrics,
                                       COUNT_OF(waterfall_metrics), &all->waterfalls[i], err);
    if (status != PLACEMENT_OK && status != PLACEMENT_ERROR_CANCELLED)
      all->count--;
  }
  return status == PLACEMENT_OK && compared_wants_runs(asked) ? run_all(all, how, err) : status;
}

const char *compared_title(const compared *all, size_t scenario)
{
  const char *title = placement_plan_title(all->inputs[scenario].plan);
  bool only = title[0] != '\0';
  for (size_t i = 0; i < all->file_count; i++)
    only = only && (i == scenario || strcmp(placement_plan_title(all->inputs[i].plan), title) != 0);
  return only ? title : all->names[scenario];
}

bool compared_names_differ(const compared *all)
{
  bool differ = true;
  for (size_t i = 1; i < all->file_count; i++) {
    differ = differ && strcmp(all->names[i], "overview") != 0;
    for (size_t j = 1; j < i; j++)
      differ = differ && strcmp(all->names[i], all->names[j]) != 0;
  }
  return differ;
}

void compared_result(const compared *all, const options *asked, placement_comparison_result *result)
{
  *result = (placement_comparison_result)PLACEMENT_COMPARISON_RESULT_INIT;
  result->base = all->inputs[0].plan;
  result->count = all->count;
  result->alternatives = all->alternatives;
  result->comparisons = (const placement_comparison *const *)all->comparisons;
  result->waterfalls = (const placement_waterfall *const *)all->waterfalls;
  result->seed = asked->seed;
  result->replications_requested = asked->replications;
  result->names = all->called;
  if (all->run_count <= all->count)
    return;
  for (size_t i = 0; i <= all->count; i++) {
    all->results[i] = (placement_result)PLACEMENT_RESULT_INIT;
    all->results[i].plan = all->inputs[i].plan;
    all->results[i].scenario = all->inputs[i].scenario;
    all->results[i].basis = all->inputs[i].basis;
    all->results[i].summary = all->summaries[i];
    all->results[i].reconciliation = all->reconciliations[i];
    all->results[i].seed = asked->seed;
    all->results[i].replications_requested = asked->replications;
    all->told[i] = &all->results[i];
  }
  result->base_result = all->told[0];
  result->results = all->told + 1;
}
