/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that are written whole or not at all, whoever makes what is in them.
 */
#ifndef PLACEMENT_FILE_H
#define PLACEMENT_FILE_H

#include <placement/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Formats of reports. Codes are only ever added. */
enum { PLACEMENT_FORMAT_JSON = 0, PLACEMENT_FORMAT_CSV = 1 };

/* Receives a text piece by piece; returns 0 to go on, anything else to stop with PLACEMENT_ERROR_IO. */
typedef int (*placement_sink)(const char *text, size_t length, void *data);

/* Writes `what` to a sink in a format, PLACEMENT_FORMAT_* or a number of its own. */
typedef placement_status (*placement_writing)(const void *what, int32_t format, placement_sink sink, void *data,
                                              placement_error *err);

/* Writes the file `path`: into a new file beside it, which then takes its place, so that `path` holds either what it
 * held before or all that `write` wrote, whatever happens. A link is followed, an existing file keeps its mode, and
 * what is no file (a terminal, a pipe) is written to directly. PLACEMENT_ERROR_IO with the reason if the file cannot be
 * written; otherwise what `write` returns. Several threads may write different files. */
PLACEMENT_API placement_status placement_file_write(const char *path, placement_writing write, const void *what,
                                                    int32_t format, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
