/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates as sentences tell them.
 */
#ifndef PLM_REPORT_TOLD_DATES_H
#define PLM_REPORT_TOLD_DATES_H

#include "scenario/words.h"

/* The text with each date of the form 2021-04-01 that stands by itself as "1 April 2021". */
plm_words plm_told_dates(const char *text);

#endif
