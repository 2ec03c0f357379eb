/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates of the proleptic Gregorian calendar as whole days since 1 January 1970.
 */
#ifndef PLM_BASE_DATE_H
#define PLM_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct plm_civil {
  int32_t year;
  int32_t month; /* 1 to 12 */
  int32_t day;   /* 1 to 31 */
} plm_civil;

bool plm_is_leap_year(int32_t year);
int32_t plm_days_in_month(int32_t year, int32_t month);
int32_t plm_date_from_civil(plm_civil civil);
plm_civil plm_civil_from_date(int32_t date);

/* The English name of a month, 1 to 12. */
const char *plm_month_name(int32_t month);

/* Reads YYYY-MM-DD, years 1900 to 2299. */
bool plm_parse_date(const char *text, int32_t *date);

#endif
