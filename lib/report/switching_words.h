/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sentences about switching values are made of.
 */
#ifndef PLM_REPORT_SWITCHING_WORDS_H
#define PLM_REPORT_SWITCHING_WORDS_H

#include "analysis/switching.h"
#include "report/findings.h"
#include "report/run_tables.h"
#include "scenario/words.h"

/* A number with as many decimals as its standard error lets be known (two digits of the error), or 6 digits where that
 * is 0 or NAN. */
plm_words plm_switching_number(double value, double se);

/* A figure with its unit, such as "£28.1 million", "71.2%" or "£4,890 a week". Of a difference of shares,
 * "points" stand for the unit. */
plm_words plm_switching_figure(const placement_findings *f, int32_t unit, const placement_estimate *figure);
plm_words plm_switching_gap(const placement_findings *f, int32_t unit, const placement_estimate *difference);
plm_words plm_switching_error(const placement_findings *f, int32_t unit, double se);

/* The inputs: "beds of oak" or "each of the 5 inputs"; and what is asked of them: "the 5 inputs are 0.79 times what
 * they are", "beds of oak is 4", "3 is added to beds of oak". */
plm_words plm_switching_where(const placement_switching *s, double amount, double se);

/* What it is that has an amount: "beds of oak", "the factor of the 5 inputs", "what is added to beds of oak". */
plm_words plm_switching_changed(const placement_switching *s);

/* The same of a step: "beds of oak goes from 4 to 5". */
plm_words plm_switching_step(const placement_switching *s, double from, double to);

/* How far the amount is from what the inputs are now, as a share of that: NAN if nothing says. */
double plm_switching_distance(const placement_switching *s, double amount);

/* The metric with its year: "total cost over the whole horizon". */
plm_words plm_switching_metric(const placement_switching *s);

/* What the figure should be: "the same as in “Do nothing”", or "£28,000,000"; and what it is compared with: the
 * title of the other scenario, or "what is wanted". */
plm_words plm_switching_wanted(const placement_switching *s, const placement_findings *f);
plm_words plm_switching_other(const placement_switching *s);

/* Whether the figure counts capital that either scenario spends. */
bool plm_switching_has_capital(const placement_switching *s);

/* The position of a figure that is told of each point, such as "occupancy". */
size_t plm_switching_figure_named(const placement_switching *s, const char *name);

/* Adds the answer in sentences, at most three. */
void plm_switching_say(placement_findings *f, const placement_switching *s);

/* Adds what qualifies the switching values, and what is changed, to the notes of their tables: sentences, each after a
 * blank. */
void plm_switching_note(const placement_switching *s, plm_told *note);
void plm_switching_inputs_note(const placement_switching *s, plm_told *note);

#endif
