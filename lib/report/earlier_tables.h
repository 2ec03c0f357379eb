/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables that an earlier command left in a folder of tidy CSV, by its dictionary.csv.
 */
#ifndef PLM_REPORT_EARLIER_TABLES_H
#define PLM_REPORT_EARLIER_TABLES_H

#include "base/write_folder.h"

#include <stdbool.h>

typedef struct plm_earlier_tables {
  char *dictionary; /* as it was; NULL if there is none */
  size_t length;
} plm_earlier_tables;

/* Reads the dictionary.csv of the folder before it is replaced. A dictionary with another first row is somebody else's,
 * and not read. Clear in any case. */
placement_status plm_earlier_tables_read(plm_earlier_tables *tables, const plm_folder *folder, placement_error *err);

/* Whether the file `name` is written now. */
typedef bool (*plm_is_written)(const void *context, const char *name);

/* Removes the files that the dictionary lists and that are not written now, from the folder after its commit. Of what
 * it lists only names of tables count: letters, digits, dots, hyphens and underscores, with .csv at the end. */
placement_status plm_earlier_tables_remove(const plm_earlier_tables *tables, const plm_folder *folder,
                                           plm_is_written is_written, const void *context, placement_error *err);

void plm_earlier_tables_clear(plm_earlier_tables *tables);

#endif
