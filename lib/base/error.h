/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_BASE_ERROR_H
#define PLM_BASE_ERROR_H

#include <placement/base.h>

#if defined(__GNUC__)
#define PLM_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define PLM_PRINTF(text, first)
#endif

/* Fills `err` (which may be NULL) with a code and a message without a position; returns the code. */
placement_status plm_fail(placement_error *err, placement_status code, const char *format, ...) PLM_PRINTF(3, 4);

/* The same for exhausted memory. */
placement_status plm_fail_memory(placement_error *err);

/* Copies `text` into a field of `size` bytes, cut at a UTF-8 boundary if it does not fit. */
void plm_copy_text(char *field, size_t size, const char *text);

/* Appends a copy of `problem`. PLACEMENT_ERROR_MEMORY leaves the list as it was. */
placement_status plm_problems_add(placement_problems *problems, const placement_error *problem);

/* Adds the problems found, if there are any, to `problems` (may be NULL), and fails with the first. */
placement_status plm_problems_deliver(const placement_problems *found, placement_problems *problems,
                                      placement_error *err);

/* Sorts the problems by line, then column, keeping the order of equals. */
void plm_problems_sort(placement_problems *problems);

#endif
