/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tables of delays and of values mean. Both tell of a change: a slip, or something that is valued.
 */
#include "report/meanings.h"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const plm_meaning effects[] = {
    {NULL, "cost",
     "change in mean total cost: with it less without it, from the same children (paired differences, Student's t)"},
    {NULL, "capital", "change in mean capital cost: with it less without it"},
    {NULL, "revenue", "change in mean revenue cost: with it less without it"},
    {NULL, "homes", "change in the mean revenue cost of homes, phases and the programme: with it less without it"},
    {NULL, "external", "change in the mean cost of external placements: with it less without it"},
    {NULL, "other", "change in the mean cost of step-down less income from sold beds: with it less without it"},
    {NULL, "higher", "probability that total cost is higher with it: share of the futures (interval of Wilson)"},
    {NULL, "lower", "probability that total cost is lower with it: share of the futures (interval of Wilson)"},
    {NULL, "nights_open", "change in mean bed-nights of open homes: with it less without it"},
    {NULL, "in_house", "change in the mean number of children in the homes: on an average night"},
    {NULL, "local_share",
     "change in the share of children placed who live in the homes: of ratios of means (delta method)"},
    {NULL, "occupancy", "change in occupancy: of ratios of mean bed-nights occupied and open (delta method)"},
    {NULL, "moves", "change in the mean number of moves: placements begun that are not a child's first"},
};

static const plm_meaning delays[] = {
    {"slips", NULL, "a phase, or all of them, that opens so many months later; effects over the whole horizon"},
    {"last", NULL, "a financial year of the longest slip of a phase, or of all of them"},
    {"years", NULL, "a financial year of a slip of a phase, or of all of them"},
    {NULL, "phase", "id of the phase that opens later, or all phases together"},
    {NULL, "months", "number of months by which it opens later than in the scenario"},
    {NULL, "days", "number of days that these months come to: 365.25 / 12 each, in whole days"},
    {NULL, "year", "financial year of the effects"},
    {NULL, "month", "mean cost of the last of these months: of this slip less that of one month fewer"},
    {NULL, "week", "mean cost of each week of that month: that of the month divided by its weeks"},
};

static const plm_meaning values[] = {
    {"homes", NULL, "a home against a plan without it, over the whole horizon"},
    {"phases", NULL, "a phase with all its homes against a plan without these, over the whole horizon"},
    {"last_beds", NULL, "a home against the same home with one bed less, over the whole horizon"},
    {"next_beds", NULL, "a home with one more bed against the home as it is, over the whole horizon"},
    {"open_homes", NULL, "a home that stays open against its closing on a date, over the whole horizon"},
    {"open_phases", NULL, "a phase whose homes stay open against their closing on a date, over the whole horizon"},
    {"by_year", NULL, "a home or a phase against a plan without it"},
    {"years", NULL, "a financial year of something that is valued"},
    {NULL, "home", "id of the home"},
    {NULL, "phase", "id of the phase"},
    {NULL, "of", "id of the home or phase"},
    {NULL, "kind", "what is valued: the table that has it over the whole horizon"},
    {NULL, "beds", "number of beds of the home, or of all homes of the phase, as the scenario has them"},
    {"open_*", "closes", "date on which it would close, as year, month and day"},
    {NULL, "closes", "date on which it would close, as year, month and day; empty: it would not be there at all"},
    {"by_year", "year", "financial year; total: the whole horizon"},
    {NULL, "year", "financial year of the effects"},
    {NULL, "value",
     "value, what it saves on average: total cost without it less with it, from the same children (paired "
     "differences, Student's t)"},
    {NULL, "value_before_capital", "value before capital: mean revenue cost without it less with it"},
    {NULL, "saves",
     "probability that it saves money: share of the futures in which total cost is lower with it "
     "(interval of Wilson)"},
};

const plm_meanings plm_effect_meanings = {effects, COUNT_OF(effects)};
const plm_meanings plm_delay_meanings = {delays, COUNT_OF(delays)};
const plm_meanings plm_value_meanings = {values, COUNT_OF(values)};
