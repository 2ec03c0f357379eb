/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Amounts, shares and numbers of children as a sentence for a committee tells them: rounded, and in words where there
 * is one.
 */
#ifndef PLM_REPORT_TOLD_AMOUNTS_H
#define PLM_REPORT_TOLD_AMOUNTS_H

#include "base/decimal.h"

#include <placement/findings.h>
#include <placement/plan.h>

/* "£4.52 million more", "£300 less"; "just as much" if that rounds to 0. */
plm_decimal plm_about_more(const placement_findings *f, double amount);

/* "£1.50 million to £2.50 million more", "£300 less to £1.50 million more"; once if both are told alike. */
plm_decimal plm_about_span(const placement_findings *f, double low, double high);

/* "£26.8 million and £35.2 million", joined by a word. */
plm_decimal plm_about_two(const placement_findings *f, double low, const char *word, double high);

/* Two amounts of which the difference is told beside them: "£30.92 million against £26.40 million". */
plm_decimal plm_amounts_against(const placement_findings *f, double amount, double other);

/* A share of futures: "none", "all", "30.7%", "fewer than 0.1%", "more than 99.9%". */
plm_decimal plm_share_of_futures(double share);

/* "1,234", "one". */
plm_decimal plm_number_words(double count);

/* "the three years 2020-21 to 2022-23", "the year 2020-21"; "the financial years ..." where the horizon does not fill
 * them. */
plm_decimal plm_horizon_words(const placement_plan *plan);

#endif
