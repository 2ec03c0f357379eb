/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/earlier_tables.h"
#include "report/dictionary.h"

#include <stdlib.h>
#include <string.h>

#define MOST_BYTES (8u << 20) /* of a dictionary that is read; ours have some thousands */
#define NAME_SIZE 256
#define SAFE "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

placement_status plm_earlier_tables_read(plm_earlier_tables *tables, const plm_folder *folder, placement_error *err)
{
  static const char first[] = PLM_DICTIONARY_HEADER "\r\n";
  *tables = (plm_earlier_tables){0};
  placement_status status =
      plm_folder_read(folder, "dictionary.csv", MOST_BYTES, &tables->dictionary, &tables->length, err);
  bool ours = tables->dictionary != NULL && tables->length >= sizeof first - 1 &&
              memcmp(tables->dictionary, first, sizeof first - 1) == 0;
  if (!ours)
    plm_earlier_tables_clear(tables);
  return status;
}

void plm_earlier_tables_clear(plm_earlier_tables *tables)
{
  free(tables->dictionary);
  *tables = (plm_earlier_tables){0};
}

/* The start of the row after the one that begins at `at`. Texts in quotes may have ends of lines in them, and quotes
 * that are doubled. */
static size_t next_row(const plm_earlier_tables *tables, size_t at)
{
  bool quoted = false;
  for (; at < tables->length && (quoted || tables->dictionary[at] != '\n'); at++)
    quoted ^= tables->dictionary[at] == '"';
  return at < tables->length ? at + 1 : at;
}

/* The file of the row that begins at `at`, unless no table can be called so. */
static bool read_name(const plm_earlier_tables *tables, size_t at, char name[NAME_SIZE])
{
  const char *start = tables->dictionary + at, *comma = memchr(start, ',', tables->length - at);
  size_t length = comma != NULL ? (size_t)(comma - start) : 0, end = strlen(".csv");
  if (length <= end || length >= NAME_SIZE || start[0] == '.' || memcmp(start + length - end, ".csv", end) != 0)
    return false;
  memcpy(name, start, length);
  name[length] = '\0';
  return strspn(name, SAFE) == length;
}

placement_status plm_earlier_tables_remove(const plm_earlier_tables *tables, const plm_folder *folder,
                                           plm_is_written is_written, const void *context, placement_error *err)
{
  char name[NAME_SIZE];
  placement_status status = PLACEMENT_OK;
  if (tables->dictionary == NULL)
    return PLACEMENT_OK;
  for (size_t at = next_row(tables, 0); at < tables->length && status == PLACEMENT_OK; at = next_row(tables, at))
    if (read_name(tables, at, name) && !is_written(context, name))
      status = plm_folder_remove(folder, name, err);
  return status;
}
