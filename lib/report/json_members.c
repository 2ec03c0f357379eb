/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json_members.h"
#include "report/figures.h"

/* A comma before all elements but the first, then a line break and an indentation. */
void plm_put_next(plm_writer *w, bool *first, const char *line)
{
  plm_put(w, *first ? "" : ",");
  plm_put(w, line);
  *first = false;
}

void plm_put_key(plm_writer *w, const char *name)
{
  plm_put_json_string(w, name);
  plm_put(w, ": ");
}

void plm_put_string_member(plm_writer *w, bool *first, const char *line, const char *name, const char *text)
{
  plm_put_next(w, first, line);
  plm_put_key(w, name);
  plm_put_json_string(w, text);
}

void plm_put_whole_member(plm_writer *w, bool *first, const char *line, const char *name, uint64_t value)
{
  plm_put_next(w, first, line);
  plm_put_key(w, name);
  plm_put_whole(w, value);
}

void plm_put_figure_member(plm_writer *w, bool *first, const char *line, const char *name, int32_t unit, double value)
{
  plm_put_next(w, first, line);
  plm_put_key(w, name);
  plm_put_figure(w, unit, value, "null");
}

void plm_put_flag_member(plm_writer *w, bool *first, const char *line, const char *name, bool value)
{
  plm_put_next(w, first, line);
  plm_put_key(w, name);
  plm_put(w, value ? "true" : "false");
}

void plm_put_labels(plm_writer *w, const char *(*label)(const placement_plan *, size_t), const placement_plan *plan,
                    size_t count)
{
  bool first = true;
  plm_put(w, "[");
  for (size_t i = 0; i < count; i++) {
    plm_put_next(w, &first, first ? "" : " ");
    plm_put_json_string(w, label(plan, i));
  }
  plm_put(w, "]");
}

void plm_put_statistics(plm_writer *w, int32_t unit, const placement_statistics *statistics)
{
  bool first = true;
  plm_put(w, "{");
  for (size_t i = 0; i < PLM_STATISTIC_COUNT; i++) {
    plm_put_next(w, &first, first ? "" : " ");
    plm_put_key(w, plm_statistic_name(i));
    plm_put_figure(w, unit, plm_statistic_value(statistics, i), "null");
  }
  plm_put_whole_member(w, &first, " ", "defined", statistics->defined);
  plm_put(w, "}");
}
