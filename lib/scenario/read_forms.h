/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PLM_SCENARIO_READ_FORMS_H
#define PLM_SCENARIO_READ_FORMS_H

#include "scenario/reader.h"

/* True if distributions of this name are given by numbers alone: `uniform`, `normal` and so on. */
bool plm_is_form(const char *name);

/* Reads the member whose key is such a name. False, with the problem noted, if it is not allowed. */
bool plm_read_form(plm_reader *r, const plm_json_value *object, plm_distribution *d);

/* Notes what a constructor of a distribution says against `parameters`: at the one that the phrase begins with, else at
 * all of them. */
void plm_report_phrase(plm_reader *r, const plm_json_value *parameters, const char *phrase);

#endif
