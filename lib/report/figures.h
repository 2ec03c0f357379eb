/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the JSON and the CSV report share: names of units and statistics, and figures as text.
 */
#ifndef PLM_REPORT_FIGURES_H
#define PLM_REPORT_FIGURES_H

#include "report/writer.h"

#define PLM_STATISTIC_COUNT 18 /* all of placement_statistics but `defined` */
#define PLM_UNIT_SIZE 64

/* The name of a statistic, such as "p80", and its value. */
const char *plm_statistic_name(size_t statistic);
double plm_statistic_value(const placement_statistics *statistics, size_t statistic);

/* The statistics of a month that are reported. */
#define PLM_MONTHLY_STATISTIC_COUNT 5
extern const size_t plm_monthly_statistics[PLM_MONTHLY_STATISTIC_COUNT];

/* PLACEMENT_UNIT_* in words, such as "nights", "GBP" or "GBP/week". */
void plm_unit_text(const placement_plan *plan, int32_t unit, char text[PLM_UNIT_SIZE]);

/* The same of any unit, money being in `currency`; "" for text and numbers without a unit. */
void plm_unit_words(const char *currency, int32_t unit, char text[PLM_UNIT_SIZE]);

/* The unit of a monthly series: an average number of beds or of children. */
const char *plm_monthly_unit(int32_t series);

/* A figure: money with two decimals, other units with up to nine; `absent` if it is NAN. */
void plm_put_figure(plm_writer *writer, int32_t unit, double value, const char *absent);

/* Reads what a report is made of over the defaults, and checks it. */
placement_status plm_check_result(placement_result *checked, const placement_result *result, placement_error *err);

/* The reports; the fields of `result` have been checked. */
placement_status plm_write_json(plm_writer *writer, const placement_result *result, placement_error *err);
placement_status plm_write_csv(plm_writer *writer, const placement_result *result, placement_error *err);

#endif
