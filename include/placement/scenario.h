/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenarios: what the analyst wrote, checked, with every default filled in.
 */
#ifndef PLACEMENT_SCENARIO_H
#define PLACEMENT_SCENARIO_H

#include <placement/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct placement_scenario placement_scenario;

/* Limits of scenario format 1. A scenario beyond one is refused with PLACEMENT_ERROR_LIMIT among its problems. */
#define PLACEMENT_LIMIT_FILE_BYTES (16 * 1024 * 1024)
#define PLACEMENT_LIMIT_NESTING 32
#define PLACEMENT_LIMIT_YEARS 30
#define PLACEMENT_LIMIT_GROUPS 64
#define PLACEMENT_LIMIT_HOMES 4096
#define PLACEMENT_LIMIT_PHASES 1024
#define PLACEMENT_LIMIT_BEDS 64       /* of one home */
#define PLACEMENT_LIMIT_COST_LINES 64 /* of one owner: a home, a phase, a step-down scheme or the programme */
#define PLACEMENT_LIMIT_INDICES 32
#define PLACEMENT_LIMIT_PUBLISHED 256
#define PLACEMENT_LIMIT_LIST 4096         /* entries of a list of values, weights, rates or components */
#define PLACEMENT_LIMIT_STEP_DOWN 64      /* step-down schemes */
#define PLACEMENT_LIMIT_PLACES 100000     /* of one step-down scheme */
#define PLACEMENT_LIMIT_UNCERTAIN 256     /* uncertain inputs */
#define PLACEMENT_LIMIT_RATE 1000         /* endings, suspensions, enhancements or requests a year */
#define PLACEMENT_LIMIT_CHILDREN 100000   /* initial children of one group, drawn or listed; its arrivals in a year */
#define PLACEMENT_LIMIT_ARRIVALS 10000000 /* expected over the horizon, in all groups, whatever uncertain inputs do */
#define PLACEMENT_LIMIT_VALUES 2000000    /* texts, numbers, lists and objects of one file */
#define PLACEMENT_LIMIT_NUMBER 1000000000 /* a number's distance from 0; of published figures a thousand times that */
#define PLACEMENT_LIMIT_DAYS 36525        /* an offset or a period in days: 100 years */
#define PLACEMENT_LIMIT_TEXT 1000         /* bytes of a title, label, source or metric */
#define PLACEMENT_LIMIT_ID 64             /* characters of an id */
#define PLACEMENT_LIMIT_PROBLEMS 1000     /* problems listed for one file */
#define PLACEMENT_LIMIT_REPLICATIONS 4294967295

/* Reads and checks the scenario in the file `path`. On success *scenario is a new handle. On failure *scenario is left
 * alone, `err` holds the first problem, and every problem of the file (at most PLACEMENT_LIMIT_PROBLEMS) is added to
 * `problems`, if it is not NULL, in the order of the document. Reads nothing but `path`. */
PLACEMENT_API placement_status placement_scenario_load_file(const char *path, placement_scenario **scenario,
                                                            placement_problems *problems, placement_error *err);

/* The same for `length` bytes of UTF-8 text, which need not be terminated. `name` (may be NULL) stands for the file in
 * messages. */
PLACEMENT_API placement_status placement_scenario_load_text(const char *text, size_t length, const char *name,
                                                            placement_scenario **scenario, placement_problems *problems,
                                                            placement_error *err);
PLACEMENT_API void placement_scenario_free(placement_scenario *scenario);

/* The title, or "" if there is none. Owned by the scenario. */
PLACEMENT_API const char *placement_scenario_title(const placement_scenario *scenario);

/* SHA-256 of the bytes that were read, as 64 hexadecimal digits; of a scenario whose numbers were changed, see
 * placement_scenario_change. Owned by the scenario. */
PLACEMENT_API const char *placement_scenario_sha256(const placement_scenario *scenario);

/* The text that was read, *length bytes and a terminator; NULL, and 0, for a scenario whose numbers were changed
 * (placement_scenario_change), which no text says. `length` may be NULL. Owned by the scenario. */
PLACEMENT_API const char *placement_scenario_text(const placement_scenario *scenario, size_t *length);

/* How many of each the scenario holds. */
PLACEMENT_API size_t placement_scenario_group_count(const placement_scenario *scenario);
PLACEMENT_API size_t placement_scenario_phase_count(const placement_scenario *scenario);
PLACEMENT_API size_t placement_scenario_home_count(const placement_scenario *scenario);
PLACEMENT_API size_t placement_scenario_bed_count(const placement_scenario *scenario);
PLACEMENT_API size_t placement_scenario_step_down_count(const placement_scenario *scenario);
PLACEMENT_API size_t placement_scenario_uncertain_count(const placement_scenario *scenario);
PLACEMENT_API size_t placement_scenario_published_count(const placement_scenario *scenario);

/* Initial children of all groups, those that are listed included. */
PLACEMENT_API size_t placement_scenario_initial_count(const placement_scenario *scenario);

/* Ids in the order of the file; NULL when `index` is out of range. Owned by the scenario. */
PLACEMENT_API const char *placement_scenario_group_id(const placement_scenario *scenario, size_t index);
PLACEMENT_API const char *placement_scenario_home_id(const placement_scenario *scenario, size_t index);

/* Beds of the home at `index`, or 0. */
PLACEMENT_API int32_t placement_scenario_home_beds(const placement_scenario *scenario, size_t index);

/* The JSON Pointer of the uncertain input at `index`, in the order of the file; NULL when there is none. Owned by the
 * scenario. */
PLACEMENT_API const char *placement_scenario_uncertain_pointer(const placement_scenario *scenario, size_t index);

/* What that input is set to at its quantile of this probability, above 0 and below 1: the value drawn, or its base
 * times or plus what is drawn, rounded if it is a whole number and cut to its range, as it is in a replication; of a
 * distribution the factor. */
PLACEMENT_API placement_status placement_scenario_uncertain_quantile(const placement_scenario *scenario, size_t index,
                                                                     double probability, double *value,
                                                                     placement_error *err);

/* The correlation of two of them: that of their normal scores (MODEL.md section 5). 1 for one with itself; NAN when
 * either is out of range. */
PLACEMENT_API double placement_scenario_uncertain_correlation(const placement_scenario *scenario, size_t i, size_t j);

/* Currency code, "GBP" unless the scenario says otherwise. Owned by the scenario. */
PLACEMENT_API const char *placement_scenario_currency(const placement_scenario *scenario);

/* The JSON Schema (draft 2020-12) of scenario format 1, as text in ASCII: what editors and other programs need to check
 * and complete scenarios. It accepts every scenario that loads; what a schema cannot say, such as whether an id that is
 * referred to exists, only loading checks. Static storage. */
PLACEMENT_API const char *placement_schema(void);

#ifdef __cplusplus
}
#endif

#endif
