/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study.h"

#include "command.h"
#include "document.h"
#include "interrupt.h"
#include "outputs.h"
#include "text.h"

int study_load(const options *asked, char *const *files, size_t count, input *inputs)
{
  int exit_status = EXIT_FINE;
  for (size_t i = 0; i < count; i++) {
    int loaded = input_load(files[i], stderr, &inputs[i]); /* every file, so that all problems are told */
    exit_status = exit_status == EXIT_FINE ? loaded : exit_status;
  }
  for (size_t i = 0; i < count && exit_status == EXIT_FINE; i++)
    exit_status = outputs_check(asked, files[i]);
  return exit_status;
}

int study_begin(study *s, const options *asked)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  *s = (study){.how = PLACEMENT_RUN_OPTIONS_INIT};
  s->how.replications = asked->replications;
  s->how.seed = asked->seed;
  s->how.threads = asked->threads;
  s->how.progress = progress_update;
  s->how.progress_data = &s->progress;
  if (placement_cancellation_new(&s->how.cancellation, &err) != PLACEMENT_OK)
    return input_complain(asked->command->name, &err);
  progress_start(&s->progress);
  interrupt_watch(s->how.cancellation);
  return EXIT_FINE;
}

void study_end(study *s)
{
  s->stopped_by = interrupt_unwatch();
  s->seconds = progress_end(&s->progress);
  placement_cancellation_free(s->how.cancellation);
  s->how.cancellation = NULL;
}

int study_complain(const study *s, const options *asked, const placement_error *err)
{
  const char *name = asked->command->name;
  if (err->code == PLACEMENT_ERROR_CANCELLED) {
    complain("%s: stopped; there is nothing to show yet", name);
    return s->stopped_by != 0 ? 128 + s->stopped_by : EXIT_NOT_DONE;
  }
  int exit_status = input_complain(name, err);
  return err->code == PLACEMENT_ERROR_ARGUMENT ? EXIT_BAD_INPUT : exit_status;
}

int study_deliver(const study *s, const options *asked, const char *title, const placement_findings *findings)
{
  return document_deliver(s, asked, &(document){.title = title, .parts = &findings, .count = 1});
}

int study_analyse(const options *asked, const input *in, study_analysis analysis, const void *context)
{
  placement_findings *findings = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  study s;
  int exit_status = study_begin(&s, asked);
  if (exit_status != EXIT_FINE)
    return exit_status;
  placement_status status = analysis(in, &s.how, context, &findings, &err);
  study_end(&s);
  exit_status = status == PLACEMENT_OK ? study_deliver(&s, asked, input_title(in, asked->files[0]), findings)
                                       : study_complain(&s, asked, &err);
  placement_findings_free(findings);
  return exit_status;
}
