/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the sentences and the tables about a search are made of.
 */
#ifndef PLM_REPORT_OPTIMISE_WORDS_H
#define PLM_REPORT_OPTIMISE_WORDS_H

#include "analysis/search.h"
#include "report/findings.h"
#include "scenario/words.h"

#include <placement/optimise.h>

typedef struct plm_searched {
  placement_findings *findings;
  const placement_search *search;
  const placement_optimisation *found;
  placement_search_course course;
} plm_searched;

placement_candidate plm_candidate_of(const plm_searched *s, size_t candidate);

/* The choices of a candidate: "homes of phase 2: 3; phase 2 opens: 1 April 2021", or, `brief`, as in tables that
 * programs read, too, "3, 2021-04-01". */
plm_words plm_choices_of(const plm_searched *s, size_t candidate, bool brief);

/* What of it is unlike the best: "phase 2 opens: 1 April 2022", or "the best". */
plm_words plm_unlike_best(const plm_searched *s, size_t candidate);

/* Whether it keeps its limits: of the best by its fresh replications, of the others by those that chose. */
int32_t plm_limits_of(const plm_searched *s, size_t candidate);

/* The unit of the objective's figure, and of what a limit is on. */
int32_t plm_objective_unit(const plm_searched *s);
int32_t plm_limit_unit(const plm_searched *s, size_t limit);

/* A value with its unit, such as "£30.8 million" or "12.5%". */
plm_decimal plm_quantity(const plm_searched *s, int32_t unit, double value);

/* "kept", "unclear" or "broken". */
const char *plm_standing_word(int32_t limits);

/* The tables. */
void plm_add_search_tables(const plm_searched *s);

#endif
