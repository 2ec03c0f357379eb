/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing a file whole or not at all: into a new file beside it, which then takes its place.
 */
#ifndef PLM_BASE_WRITE_FILE_H
#define PLM_BASE_WRITE_FILE_H

#include <placement/base.h>

typedef struct plm_output plm_output;

/* Begins to write `path`. A symbolic link is followed. An existing file keeps its mode and must be writable; what is
 * there but is no file (a terminal, a pipe, /dev/null) is written to directly. */
placement_status plm_output_new(const char *path, plm_output **output, placement_error *err);

/* The same where messages are to name another path than the one that is written. */
placement_status plm_output_new_as(const char *path, const char *told, plm_output **output, placement_error *err);

placement_status plm_output_write(plm_output *output, const char *text, size_t length, placement_error *err);

/* Brings everything to the disk and puts the new file in its place. After an error of this or the functions above,
 * what was at `path` is still there. */
placement_status plm_output_commit(plm_output *output, placement_error *err);

/* The two halves of that, for files that are to take their places together. */
placement_status plm_output_complete(plm_output *output, placement_error *err);
placement_status plm_output_place(plm_output *output, placement_error *err);

/* PLACEMENT_ERROR_IO, with the step in words and an errno; memory for ENOMEM. */
placement_status plm_fail_writing(placement_error *err, const char *path, const char *step, int reason);

/* Frees; removes the new file unless it was committed. NULL is allowed. */
void plm_output_free(plm_output *output);

#endif
