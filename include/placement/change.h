/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Changed scenarios: what if a fee were higher, a home had another bed, a phase were left out?
 *
 * There are two ways. A number, or the scale of a distribution, is set in a copy of the scenario: that is quick, exact,
 * and can vary what the text leaves to a default. Anything else is a JSON Patch of the text, which is then loaded like
 * any other. A scenario whose numbers were changed has no text, so patch first and change numbers afterwards. Lives are
 * drawn by seed and id, not by what else is in the scenario: runs of both with the same seed are paired.
 *
 * Nothing here writes to the scenario it is given, which may be shared between threads.
 */
#ifndef PLACEMENT_CHANGE_H
#define PLACEMENT_CHANGE_H

#include <placement/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A number of a scenario that can vary, in its own unit; or a distribution, of which only the scale can. */
typedef struct placement_input {
  double value; /* what it is now; of a distribution the factor by which all its values are multiplied, at first 1 */
  double low, high;    /* what it can be; an end that is not allowed itself is 2^-30 away */
  int32_t whole;       /* 1: only whole numbers, such as beds and days */
  int32_t factor_only; /* 1: a distribution, which changes by a factor and in no other way */
  int32_t uncertain;   /* its position among the uncertain inputs, from 0; -1: it is none of them */
} placement_input;

/* Describes what the JSON Pointer (RFC 6901) `pointer` leads to, whether the text gives it or it has a default that is
 * a number. PLACEMENT_ERROR_SCENARIO, with the pointer and the reason, if it cannot vary: years, dates, texts,
 * published figures and what is uncertain itself. A parameter of a distribution can have any value for which the
 * distribution is sound, which only placement_scenario_change tells. */
PLACEMENT_API placement_status placement_scenario_input(const placement_scenario *scenario, const char *pointer,
                                                        placement_input *input, placement_error *err);

/* How an amount changes an input, as uncertain inputs have it. Codes are only ever added. */
enum {
  PLACEMENT_CHANGE_VALUE = 0,  /* to the amount */
  PLACEMENT_CHANGE_FACTOR = 1, /* multiplied by it */
  PLACEMENT_CHANGE_ADD = 2     /* the amount added */
};

typedef struct placement_change {
  const char *pointer; /* the caller's */
  int32_t as;          /* PLACEMENT_CHANGE_... */
  double amount;
} placement_change;

/* A copy of `scenario` with `count` inputs changed together, from what they are in `scenario`, in *changed: a new
 * handle. An uncertain input that is drawn as a factor or to be added varies about its new value.
 *
 * Nothing is rounded or cut. PLACEMENT_ERROR_SCENARIO, with the pointer and the reason, for what cannot vary, for a
 * value out of range or not whole where it must be, for a distribution that is not changed by a factor or is not sound
 * with its new parameters, for an input that is changed twice, and for one that is drawn as a value in each
 * replication, so that a change would do nothing. PLACEMENT_ERROR_LIMIT for more than PLACEMENT_LIMIT_ARRIVALS.
 * PLACEMENT_ERROR_ARGUMENT for an amount that is not finite.
 *
 * placement_scenario_sha256 of the copy is the SHA-256 of these lines, each with a line feed: that of `scenario`; then
 * for each change, in order, pointer, "value", "factor" or "add", and amount as "%.17g" prints it in the C locale, with
 * a space between them. Without changes it is that of `scenario`, whose text the copy then keeps. */
PLACEMENT_API placement_status placement_scenario_change(const placement_scenario *scenario,
                                                         const placement_change *changes, size_t count,
                                                         placement_scenario **changed, placement_error *err);

/* Applies a JSON Patch (RFC 6902), `length` bytes of UTF-8 that need not be terminated, to the text of `scenario`, and
 * loads the result, under the same name, as a new handle in *changed. What the patch does not touch stays as it is
 * written, to the last digit and space; values of the patch are inserted as they are written there. Numbers pass a test
 * if they differ by no more than the rounding of a double.
 *
 * If an operation fails, the patch as a whole does: `err` has no file, its line and column are those of the patch, its
 * pointer leads to the operation or to its member ("/2/path"), and its message names the operation by its position from
 * 0: PLACEMENT_ERROR_SCENARIO, PLACEMENT_ERROR_SYNTAX if the patch is not JSON, PLACEMENT_ERROR_LIMIT for more than
 * PLACEMENT_LIMIT_LIST operations. Otherwise errors are those of placement_scenario_load_text: lines and columns are
 * those of the changed text, and pointers lead into it. All problems are added to `problems`, if it is not NULL.
 * PLACEMENT_ERROR_ARGUMENT if the scenario has no text, because its numbers were changed. */
PLACEMENT_API placement_status placement_scenario_patch(const placement_scenario *scenario, const char *patch,
                                                        size_t length, placement_scenario **changed,
                                                        placement_problems *problems, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
