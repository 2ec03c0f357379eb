/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The word that was probably meant.
 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

/* The candidate that begins with `word`, or differs from it by the fewest letters left out, added or changed, if these
 * are at most one more than a third of its length; otherwise NULL. */
const char *nearest_of(const char *word, const char *const *candidates, size_t count);

#endif
