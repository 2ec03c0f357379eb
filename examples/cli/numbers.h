/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers as people write them: 1,234,567.8, whatever the locale.
 */
#ifndef CLI_NUMBERS_H
#define CLI_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

#define NUMBER_SIZE 48

/* Writes `value`, rounded half away from zero to `decimals` places (0 to 6), with commas between thousands. NAN becomes
 * "n/a"; what rounds to zero has no sign. Returns `text`. */
const char *number_format(char text[NUMBER_SIZE], double value, int decimals);

/* The same for a whole number. */
const char *number_count(char text[NUMBER_SIZE], uint64_t value);

typedef enum number_fault {
  NUMBER_OK,
  NUMBER_NOT_WHOLE,
  NUMBER_BAD_GROUPS,
  NUMBER_NEGATIVE,
  NUMBER_TOO_LARGE
} number_fault;

/* Reads a whole number of up to 64 bits: decimal, optionally in groups of three digits divided by commas or underscores
 * (10,000 or 10_000), or hexadecimal after 0x. Writes *value only on NUMBER_OK. */
number_fault number_parse(const char *text, uint64_t *value);

/* Reads a decimal number without a sign of up to 15 digits, 9 of them after the point (5,000 or 0.25), and divides it
 * by 100 if a % follows. Writes *value and *is_share (whether there was a %) only on NUMBER_OK; NUMBER_NOT_WHOLE says
 * that it is no number. */
number_fault number_parse_decimal(const char *text, double *value, bool *is_share);

#endif
