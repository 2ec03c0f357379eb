/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every command that simulates does around its work: scenarios loaded, progress shown, Ctrl-C heeded, findings
 * delivered.
 */
#ifndef CLI_STUDY_H
#define CLI_STUDY_H

#include "input.h"
#include "options.h"
#include "progress.h"

#include <placement/findings.h>
#include <placement/run.h>

typedef struct study {
  placement_run_options how; /* of the command line, with progress and cancellation */
  progress progress;
  int stopped_by; /* after the end: the signal that asked to stop, or 0 */
  double seconds; /* likewise */
} study;

/* Loads the files and looks whether the files of --output can be written; every problem of every file is told. All
 * inputs are to be cleared whatever the exit status is. */
int study_load(const options *asked, char *const *files, size_t count, input *inputs);

/* Between begin and end, progress is shown and a signal cancels what is done with `how`. The study must not move.
 * Returns an exit status; if it is not EXIT_FINE, there is nothing to end. */
int study_begin(study *s, const options *asked);
void study_end(study *s);

/* An analysis of the command line's scenario: what it finds with these options, progress and cancellation included.
 * `context` is the command's. */
typedef placement_status (*study_analysis)(const input *in, const placement_run_options *how, const void *context,
                                           placement_findings **findings, placement_error *err);

/* Begins, analyses, ends, and delivers what was found under the title of the scenario, or complains. Returns an exit
 * status. */
int study_analyse(const options *asked, const input *in, study_analysis analysis, const void *context);

/* The exit status after an analysis that failed with `err`, and a complaint: input that does not suit the analysis is
 * bad input; nothing is left of one that was stopped. */
int study_complain(const study *s, const options *asked, const placement_error *err);

/* Delivers the findings as the document `title` (document.h). Returns an exit status. */
int study_deliver(const study *s, const options *asked, const char *title, const placement_findings *findings);

#endif
