/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reasons that a ledger gives, in words: why a bed stayed empty, why a child was not matched, what an amount is
 * made of.
 */
#ifndef PLM_MODEL_REASONS_H
#define PLM_MODEL_REASONS_H

#include "model/ledger.h"
#include "scenario/words.h"

#define PLM_LABEL 96

/* Group and number, such as "core 12", or "core i3" of a child who was there on day 0. */
const char *plm_label_child(const placement_workspace *w, const plm_child *child, char label[PLM_LABEL]);

/* YYYY-MM-DD of a day of the horizon. */
void plm_write_day(const placement_workspace *w, int32_t day, char text[12]);

/* Adds a date, or the number of a day that is absurdly far away; a number and what it counts, such as "1 bed". */
void plm_reason_date(const placement_workspace *w, int32_t day, plm_words *words);
void plm_reason_count(plm_words *words, int64_t count, const char *one, const char *many);

/* Why a home is not open today. */
const char *plm_reason_not_open(const placement_workspace *w, size_t home);

/* Why the beds of a home were in one state, PLM_HOME_BEDS_*, up to today. */
void plm_reason_of_beds(placement_workspace *w, size_t home, size_t state, plm_words *words);

/* What the amount of a line was multiplied by, and the index of its price. */
void plm_reason_of_line(const plm_line *line, double share, double index, plm_words *words);

/* The index of a price, unless it is 1. */
void plm_reason_of_index(double index, plm_words *words);

/* No home could take the child: tells the ledger why. */
void plm_tell_obstacles(placement_workspace *w, int32_t number);

#endif
