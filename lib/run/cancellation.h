/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_RUN_CANCELLATION_H
#define PLM_RUN_CANCELLATION_H

#include <placement/run.h>

#include <stdbool.h>

/* Whether a stop was asked for; false for NULL. */
bool plm_cancellation_requested(const placement_cancellation *cancellation);

#endif
