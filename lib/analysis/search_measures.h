/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sections of a search that say what is measured. What is wrong is noted in the reader.
 */
#ifndef PLM_ANALYSIS_SEARCH_MEASURES_H
#define PLM_ANALYSIS_SEARCH_MEASURES_H

#include "analysis/search.h"
#include "scenario/sections.h"

void plm_search_read_objective(plm_reader *r, placement_search *search, const plm_json_value *root);
void plm_search_read_limits(plm_reader *r, placement_search *search, const plm_json_value *root);

#endif
