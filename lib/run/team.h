/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only file that knows of threads. Built without PLACEMENT_THREADS there is just the calling one.
 */
#ifndef PLM_RUN_TEAM_H
#define PLM_RUN_TEAM_H

#include <stddef.h>

/* Processors that threads can run on, at least 1. */
size_t plm_team_processors(void);

/* Calls work on each of `count` members, an array of elements of `size` bytes: on the first in the calling thread, on
 * the others in threads of their own, which take no signals. Returns when all have returned. Where a thread cannot be
 * started, its member's work is left undone, so work must be such that the others do it. */
void plm_team_run(size_t count, void *members, size_t size, void (*work)(void *member));

#endif
