/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_BASE_READ_FILE_H
#define PLM_BASE_READ_FILE_H

#include <placement/base.h>

/* Reads a whole file of at most `limit` bytes. *bytes is freed by the caller with free(); it is never NULL on success.
 * PLACEMENT_ERROR_IO with the reason if it cannot be read, PLACEMENT_ERROR_LIMIT if it is larger. */
placement_status plm_read_file(const char *path, size_t limit, char **bytes, size_t *length, placement_error *err);

#endif
