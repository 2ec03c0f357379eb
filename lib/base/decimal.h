/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as decimal text that is the same in every locale, without exponents.
 */
#ifndef PLM_BASE_DECIMAL_H
#define PLM_BASE_DECIMAL_H

#include <stdbool.h>

#define PLM_DECIMAL_SIZE 512 /* holds every finite double */
#define PLM_DECIMAL_PLACES 9 /* at most */

typedef struct plm_decimal {
  char text[PLM_DECIMAL_SIZE];
} plm_decimal;

/* A finite value with exactly `places` decimals, rounded half away from zero; zero has no sign. `thousands`: a comma
 * after every third digit from the point. */
plm_decimal plm_format_decimal(double value, int places, bool thousands);

/* The value rounded as plm_format_decimal rounds it. */
double plm_round_decimal(double value, int places);

/* A finite value with as many decimals as it needs, up to 9 and to 15 significant digits. */
plm_decimal plm_format_number(double value);

#endif
