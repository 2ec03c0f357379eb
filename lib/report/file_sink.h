/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file as the sink of a report: whole or not at all (base/write_file.h).
 */
#ifndef PLM_REPORT_FILE_SINK_H
#define PLM_REPORT_FILE_SINK_H

#include <placement/report.h>

/* Writes `what` to the sink in a format, PLACEMENT_FORMAT_*. */
typedef placement_status (*plm_writing)(const void *what, int32_t format, placement_sink sink, void *data,
                                        placement_error *err);

placement_status plm_write_to_file(const char *path, plm_writing write, const void *what, int32_t format,
                                   placement_error *err);

#endif
