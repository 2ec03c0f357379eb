/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What inputs are set to, in the units that people read: money, shares in percent, and plain numbers.
 */
#ifndef PLM_REPORT_TOLD_INPUTS_H
#define PLM_REPORT_TOLD_INPUTS_H

#include "base/decimal.h"

#include <placement/findings.h>

#include <stdbool.h>

/* "£4,773 to £5,427", "1.0% to 3.0%", "9.61 to 12.39", "2 to 3"; of a factor "x 0.658 to 1.395". The unit is
 * known by the last key of the input's JSON Pointer. */
plm_decimal plm_told_range(const placement_findings *f, const char *pointer, bool factor, double low, double high);

#endif
