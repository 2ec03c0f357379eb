/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The word that was probably meant.
 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

/* The candidate that differs least from `word` by letters left out, added or changed, if that is at most a third of its
 * length; otherwise NULL. */
const char *nearest_of(const char *word, const char *const *candidates, size_t count);

#endif
