/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a command has to tell, and the one way in which it goes to the files of --output and to standard output.
 */
#ifndef CLI_DOCUMENT_H
#define CLI_DOCUMENT_H

#include "study.h"

#include <placement/findings.h>
#include <stddef.h>

typedef struct document {
  const char *title;   /* of the scenario, or of both that are compared; the command's heading comes before it */
  const char *command; /* what to type for the same; document_deliver sets it */
  const placement_findings *const *parts; /* in the order in which they are read; most documents have one */
  size_t count;
  const char *const *names;     /* of the parts, such as "overview", in names of files; NULL: their numbers */
  const char *const *titles;    /* of the parts, for people; NULL: their numbers. The first stands below the title */
  placement_writing write_data; /* writes the whole as JSON and CSV; NULL: as the findings of the only part */
  const void *data;             /* what write_data writes */
} document;

/* Writes the files of --output, then prints to standard output what --format asks for. Returns an exit status, which is
 * that of the signal that stopped the study; `s` is NULL where nothing was simulated. */
int document_deliver(const study *s, const options *asked, const document *d);

#endif
