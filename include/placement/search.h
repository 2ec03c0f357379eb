/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search spaces: which homes of which size could open when, what is to be least, and which limits are to be kept. They
 * are JSON like scenarios, are read as strictly, and refer to the homes and phases of one; MODEL.md describes the
 * format. The candidates are all combinations of choices, one of each decision.
 */
#ifndef PLACEMENT_SEARCH_H
#define PLACEMENT_SEARCH_H

#include <placement/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; may be shared by any number of threads. Does not refer to the scenario, which may be freed. */
typedef struct placement_search placement_search;

#define PLACEMENT_LIMIT_CANDIDATES 4096
#define PLACEMENT_LIMIT_DECISIONS 32
#define PLACEMENT_LIMIT_SEARCH_LIMITS 64 /* limits that candidates are to keep */

/* Reads and checks the search space in the file `path` for `scenario`, whose text it keeps. Errors, and problems, which
 * may be NULL, are as of placement_scenario_load_file. If the file itself is sound, each choice is tried with the first
 * of all other decisions, and what makes a scenario unsound is told as a problem of that choice.
 * PLACEMENT_ERROR_LIMIT for more than PLACEMENT_LIMIT_CANDIDATES. PLACEMENT_ERROR_ARGUMENT if the scenario has no text,
 * because its numbers were changed. */
PLACEMENT_API placement_status placement_search_load_file(const char *path, const placement_scenario *scenario,
                                                          placement_search **search, placement_problems *problems,
                                                          placement_error *err);

/* The same for `length` bytes of UTF-8 text, which need not be terminated; `name` (may be NULL) stands for the file in
 * messages. */
PLACEMENT_API placement_status placement_search_load_text(const char *text, size_t length, const char *name,
                                                          const placement_scenario *scenario, placement_search **search,
                                                          placement_problems *problems, placement_error *err);
PLACEMENT_API void placement_search_free(placement_search *search);

/* The title, or "" if there is none; the SHA-256 of the bytes read, and of the scenario's. Owned by the search. */
PLACEMENT_API const char *placement_search_title(const placement_search *search);
PLACEMENT_API const char *placement_search_sha256(const placement_search *search);
PLACEMENT_API const char *placement_search_scenario_sha256(const placement_search *search);

/* Decisions and their choices: id and label, which is the id (of dates and numbers, these as text) if none is given.
 * NULL, or 0, when an index is out of range. Owned by the search. */
PLACEMENT_API size_t placement_search_decision_count(const placement_search *search);
PLACEMENT_API const char *placement_search_decision_id(const placement_search *search, size_t decision);
PLACEMENT_API const char *placement_search_decision_label(const placement_search *search, size_t decision);
PLACEMENT_API size_t placement_search_choice_count(const placement_search *search, size_t decision);
PLACEMENT_API const char *placement_search_choice_id(const placement_search *search, size_t decision, size_t choice);
PLACEMENT_API const char *placement_search_choice_label(const placement_search *search, size_t decision, size_t choice);

/* Candidates are numbered from 0; the choice of the last decision changes first. SIZE_MAX when an index is out of
 * range. */
PLACEMENT_API size_t placement_search_candidate_count(const placement_search *search);
PLACEMENT_API size_t placement_search_choice(const placement_search *search, size_t candidate, size_t decision);

/* What is to be least, such as "mean total cost"; and what each limit says, such as "mean capital in 2020-21 at most
 * 1,000,000" or its label. NULL when `limit` is out of range. Owned by the search. */
PLACEMENT_API const char *placement_search_objective(const placement_search *search);
PLACEMENT_API size_t placement_search_limit_count(const placement_search *search);
PLACEMENT_API const char *placement_search_limit_label(const placement_search *search, size_t limit);

/* The scenario of a candidate, a new handle whose text can be read. It has no published figures: they are those of the
 * plan as it was published. Problems are those of choices that do not go together: PLACEMENT_ERROR_SCENARIO, or what
 * placement_scenario_load_text returns, with a message that names the candidate's choices. */
PLACEMENT_API placement_status placement_search_scenario(const placement_search *search, size_t candidate,
                                                         placement_scenario **scenario, placement_error *err);

/* The same, as a file: written whole or not at all. */
PLACEMENT_API placement_status placement_search_write_file(const placement_search *search, size_t candidate,
                                                           const char *path, placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
