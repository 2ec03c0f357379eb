/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of homes.
 */
#include "input.h"
#include "numbers.h"
#include "options.h"
#include "run_parts.h"
#include "run_tables.h"
#include "text.h"

#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define MOST_HOMES 20 /* shown; all of them are in the output files */

/* The state of a bed-night. Headings are short when there are columns for the states that few scenarios have. */
typedef struct bed_state {
  const char *metric;
  const char *heading, *short_heading, *meaning;
  bool if_any;
} bed_state;

static const bed_state bed_states[] = {
    {"beds.open", "open", "open", NULL, false},
    {"beds.occupied", "occupied", "occ.", "occupied", false},
    {"beds.sold", "sold", "sold", "bought by others", true},
    {"beds.held", "held", "held", "kept for a child who is being introduced", true},
    {"beds.turnaround", "turnaround", "turn.", "in turnaround", false},
    {"beds.suspended", "suspended", "susp.", "free while the home is suspended", true},
    {"beds.ramp_up", "ramp-up", "ramp", "free until the next admission of a new home is due", true},
    {"beds.unmatched", "unmatched", "unm.", "unmatched, free although a child is placed externally whom the home takes",
     false},
    {"beds.no_demand", "no demand", "none", "no demand, free and there is no such child", false},
};

/* Which states have a column, and how the columns are headed. */
typedef struct homes_layout {
  bool shown[COUNT_OF(bed_states)];
  size_t shown_count;
  bool is_short;
} homes_layout;

static bool lay_out_homes(const figures_of *of, homes_layout *layout, placement_error *err)
{
  *layout = (homes_layout){.is_short = false};
  for (size_t i = 0; i < COUNT_OF(bed_states); i++) {
    bool zero;
    if (!run_find_zero(of, placement_plan_metric_find(of->plan, bed_states[i].metric), &zero, err))
      return false;
    layout->shown[i] = !(bed_states[i].if_any && zero);
    layout->shown_count += layout->shown[i];
    layout->is_short = layout->is_short || (bed_states[i].if_any && !zero);
  }
  return true;
}

/* A row of the table of homes: the metrics of home `id`, or those of all homes for NULL. */
static bool add_home(table *t, const figures_of *of, const homes_layout *layout, const char *id, int32_t beds,
                     placement_error *err)
{
  size_t years = placement_plan_year_count(of->plan);
  placement_statistics s;
  char name[512];
  const char *at = id != NULL ? "@" : "", *home = id != NULL ? id : "";
  table_row(t, 0, id != NULL ? id : "all homes");
  table_number(t, beds, 0);
  snprintf(name, sizeof name, "occupancy%s%s", at, home);
  if (placement_summary_statistics(of->summary, placement_plan_metric_find(of->plan, name), years, &s, err) !=
      PLACEMENT_OK)
    return false;
  table_number(t, s.mean * 100, 1);
  table_number(t, s.se * 100, 2);
  for (size_t i = 0; i < COUNT_OF(bed_states); i++) {
    if (!layout->shown[i])
      continue;
    snprintf(name, sizeof name, "%s%s%s", bed_states[i].metric, at, home);
    if (placement_summary_statistics(of->summary, placement_plan_metric_find(of->plan, name), years, &s, err) !=
        PLACEMENT_OK)
      return false;
    table_number(t, s.mean, 0);
  }
  return true;
}

/* Says below the table what its headings mean. */
static void explain_homes(const homes_layout *layout)
{
  char text[1024] = "full %: occupancy; error: its standard error";
  size_t used = strlen(text);
  if (!layout->is_short) {
    fputs("unmatched: free although a child is placed externally whom the home takes; no demand: there is none.\n",
          stdout);
    return;
  }
  for (size_t i = 0; i < COUNT_OF(bed_states); i++)
    if (layout->shown[i] && bed_states[i].meaning != NULL)
      used += (size_t)snprintf(text + used, sizeof text - used, "; %s: %s", bed_states[i].short_heading,
                               bed_states[i].meaning);
  snprintf(text + used, sizeof text - used, ".");
  text_print_wrapped(stdout, "", text);
}

static table *new_homes_table(const homes_layout *layout)
{
  table *t = table_new(3 + layout->shown_count);
  table_row(t, 0, "");
  table_text(t, "beds");
  table_text(t, layout->is_short ? "full %" : "occupancy %");
  table_text(t, layout->is_short ? "error" : "std error");
  for (size_t i = 0; i < COUNT_OF(bed_states); i++)
    if (layout->shown[i])
      table_text(t, layout->is_short ? bed_states[i].short_heading : bed_states[i].heading);
  return t;
}

int run_tables_homes(const placement_plan *plan, const placement_summary *summary)
{
  figures_of of = {plan, NULL, summary};
  placement_error err = PLACEMENT_ERROR_INIT;
  homes_layout layout;
  size_t homes = placement_plan_home_count(plan);
  size_t shown = homes <= MOST_HOMES + 1 ? homes : MOST_HOMES;
  if (!lay_out_homes(&of, &layout, &err))
    return input_complain("the summary", &err);
  text_print_heading(stdout, "Homes over the whole horizon: occupancy, and mean bed-nights by state");
  table *t = new_homes_table(&layout);
  bool sound = true;
  int32_t beds = 0;
  for (size_t h = 0; h < homes; h++) {
    beds += placement_plan_home_beds(plan, h);
    if (h < shown)
      sound =
          sound && add_home(t, &of, &layout, placement_plan_home_id(plan, h), placement_plan_home_beds(plan, h), &err);
  }
  if (shown < homes) {
    char rest[80], count[NUMBER_SIZE];
    snprintf(rest, sizeof rest, "and %s more: see --output", number_count(count, homes - shown));
    table_row(t, 0, rest);
  }
  sound = sound && add_home(t, &of, &layout, NULL, beds, &err);
  int exit_status = run_finish(t, sound, &err);
  if (exit_status == EXIT_FINE)
    explain_homes(&layout);
  return exit_status;
}
