/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing files into a folder together: a new folder appears with all of them, and in one that exists they take their
 * places once all are complete.
 */
#ifndef PLM_BASE_WRITE_FOLDER_H
#define PLM_BASE_WRITE_FOLDER_H

#include "base/write_file.h"

typedef struct plm_folder plm_folder;

/* Begins to write the folder `path`, which may exist (a link to a folder is followed) but not be a file. */
placement_status plm_folder_new(const char *path, plm_folder **folder, placement_error *err);

/* Begins the file `name`, which has no slash and must differ from those before. It is the folder's; write to it with
 * plm_output_write until the next file begins. */
placement_status plm_folder_add(plm_folder *folder, const char *name, plm_output **file, placement_error *err);

/* Puts all files in their places. After an error of this or the functions above, a new folder does not appear; in one
 * that exists no file is changed, unless the system refuses to rename one after others. */
placement_status plm_folder_commit(plm_folder *folder, placement_error *err);

/* Reads the file `name` as it is before the commit, by the rules of plm_read_file; *bytes is NULL if it cannot be read,
 * as in a new folder, or is more than `limit` bytes. Only PLACEMENT_ERROR_MEMORY. */
placement_status plm_folder_read(const plm_folder *folder, const char *name, size_t limit, char **bytes, size_t *length,
                                 placement_error *err);

/* Removes the file `name`, which has no slash, of a folder that is committed, unless it is not there or no regular
 * file. */
placement_status plm_folder_remove(const plm_folder *folder, const char *name, placement_error *err);

/* Frees; removes what was not committed. NULL is allowed. */
void plm_folder_free(plm_folder *folder);

#endif
