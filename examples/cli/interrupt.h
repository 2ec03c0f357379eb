/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ctrl-C and SIGTERM: the first asks the run to stop, the second ends the process.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <placement/run.h>

/* From now on the first SIGINT or SIGTERM requests `cancellation`. One that the process was told to ignore stays
 * ignored. */
void interrupt_watch(placement_cancellation *cancellation);

/* Back to how it was. Returns the number of the signal that came, or 0. */
int interrupt_unwatch(void);

#endif
