/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that the command holds within itself: texts of what it writes that are no C. embed.cmake makes the array.
 */
#ifndef CLI_ASSET_H
#define CLI_ASSET_H

#include <stddef.h>

typedef struct asset {
  const char *name;          /* the path within examples/cli, such as "vega/vega.min.js" */
  const char *const *pieces; /* the text, which is these one after another */
  size_t piece_count;
  unsigned char sha256[32]; /* of the text */
} asset;

extern const asset assets[];
extern const size_t asset_count;

/* NULL if there is no such file. */
const asset *asset_find(const char *name);

#endif
