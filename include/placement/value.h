/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value of what there is: what each home, each phase and a bed of each home saves, and what keeping homes open
 * saves, compared with the same scenario without it and with the same children.
 *
 * - A home or phase that is left out is as if it had never been planned: nothing is paid for it, neither capital nor
 *   what is spent before it opens, nor for a phase that is left without homes. The programme is paid as before, and
 *   phases that would wait for it wait no longer. Children who live there on day 0 are placed externally instead.
 * - A bed less, or more, takes the lines for each bed and what depends on who lives there with it. Lines for the home
 *   as a whole stay: it is the marginal bed of a home that is staffed as it is.
 * - A home that closes places its residents elsewhere and ends its lines, but for those with an end of their own. What
 *   is dated before the closing is spent, whether the home has opened by then or never does.
 */
#ifndef PLACEMENT_VALUE_H
#define PLACEMENT_VALUE_H

#include <placement/effect.h>
#include <placement/findings.h>
#include <placement/plan.h>
#include <placement/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What can be valued. Codes are only ever added. */
enum {
  PLACEMENT_VALUE_HOME = 0,       /* a home, which is left out */
  PLACEMENT_VALUE_PHASE = 1,      /* all homes of a phase, likewise */
  PLACEMENT_VALUE_LAST_BED = 2,   /* a bed of a home, which has one less */
  PLACEMENT_VALUE_NEXT_BED = 3,   /* a bed that the home does not have, which has one more */
  PLACEMENT_VALUE_OPEN_HOME = 4,  /* a home from a date on, on which it closes */
  PLACEMENT_VALUE_OPEN_PHASE = 5, /* all homes of a phase, likewise */
  PLACEMENT_VALUE_KINDS = 6
};

/* Whether a value is known, and if not, why. Codes are only ever added. */
enum {
  PLACEMENT_VALUE_KNOWN = 0,
  PLACEMENT_VALUE_NEEDED = 1, /* the home has one bed, or needs all of them for the children who live there on day 0 */
  PLACEMENT_VALUE_MOST = 2,   /* the home has PLACEMENT_LIMIT_BEDS */
  PLACEMENT_VALUE_DRAWN = 3   /* the number of beds is drawn as a value in each replication */
};

typedef struct placement_valued {
  int32_t kind;     /* PLACEMENT_VALUE_HOME and so on */
  int32_t state;    /* PLACEMENT_VALUE_KNOWN and so on */
  size_t position;  /* of the home or phase in the scenario */
  const char *id;   /* its id, owned by the value */
  int32_t beds;     /* of the home, or of all homes of the phase, before any change */
  const char *date; /* on which it closes, "2026-04-01"; "" of other kinds. Owned by the value */
} placement_valued;

/* Immutable once made; refers to nothing else. */
typedef struct placement_value placement_value;

/* Simulates the scenario as it is, and without each of these, each with the replications of `options` (as of
 * placement_run, NULL for the defaults; 2 or more), whose progress is told over all of them. Homes close on the date
 * `at`, after day 0 and within the horizon; or, if it is NULL, in turn at the start of each financial year but the
 * first. A home that has closed by then is left out, and so is a phase all of whose homes have.
 *
 * PLACEMENT_ERROR_SCENARIO if there are no homes, PLACEMENT_ERROR_ARGUMENT for another `at`, or if the scenario has no
 * text because its numbers were changed. A cancelled analysis gives PLACEMENT_ERROR_CANCELLED. Needs some 150 bytes for
 * each replication and financial year; the result does not depend on threads. */
PLACEMENT_API placement_status placement_value_new(const placement_scenario *scenario,
                                                   const placement_run_options *options, const char *at,
                                                   placement_value **value, placement_error *err);
PLACEMENT_API void placement_value_free(placement_value *value);

PLACEMENT_API uint64_t placement_value_replications(const placement_value *value);

/* What is valued: by kind, then date, then in the order of the scenario. */
PLACEMENT_API size_t placement_value_count(const placement_value *value);
PLACEMENT_API placement_status placement_value_item(const placement_value *value, size_t index, placement_valued *item,
                                                    placement_error *err);

/* What it does: the scenario with it less the scenario without. Its value is the cost with the other sign: positive if
 * it saves money, which it does with the probability `lower`. PLACEMENT_ERROR_ARGUMENT if it is not known. */
PLACEMENT_API placement_status placement_value_effect(const placement_value *value, size_t index, size_t column,
                                                      placement_effect *effect, placement_error *err);

/* What was found, as sentences and tables (format "placement-value/1"), ranked by value. `plan` is that of the
 * scenario, `options` those of placement_value_new. */
PLACEMENT_API placement_status placement_value_findings(const placement_value *value, const placement_plan *plan,
                                                        const placement_run_options *options,
                                                        placement_findings **findings, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
