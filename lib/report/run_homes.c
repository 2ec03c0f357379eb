/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Homes over the whole horizon: how full they are, and why beds are void.
 */
#include "report/run_tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define MOST_HOMES 20 /* on a screen; if there are more, all of them are details */

/* Why a bed-night is void. Those that few scenarios have are shown where there are any. */
typedef struct reason {
  const char *name, *heading, *meaning;
  bool if_any;
} reason;

static const reason reasons[] = {
    {"turnaround", "turnaround", "made ready after a child has left", false},
    {"held", "held", "kept for a child who is being introduced", true},
    {"suspended", "suspended", "free while the home is suspended", true},
    {"ramp_up", "ramp-up", "free until the next admission of a new home is due", true},
    {"unmatched", "unmatched", "free although a child is placed externally whom the home takes", false},
    {"no_demand", "no demand", "free, and there is no such child", false},
};

/* What a row is about: a home, several homes together, or all. */
typedef struct homes {
  const plm_side *side;
  size_t first, count;
  const char *label;
  bool all;
} homes;

static placement_statistics statistics_of(const plm_side *side, const char *name, const char *home)
{
  size_t metric = SIZE_MAX;
  size_t size = strlen(name) + (home != NULL ? strlen(home) : 0) + 2;
  char *whole = malloc(size);
  if (whole != NULL) {
    (void)snprintf(whole, size, "%s%s%s", name, home != NULL ? "@" : "", home != NULL ? home : "");
    metric = plm_run_metric(side, whole);
  }
  free(whole);
  return plm_run_statistics(side, metric, placement_plan_year_count(side->plan));
}

/* The mean nights of a state, of all the homes of a row. */
static double nights_of(const homes *h, const char *state)
{
  char name[64];
  double sum = 0;
  (void)snprintf(name, sizeof name, "beds.%s", state);
  if (h->all)
    return statistics_of(h->side, name, NULL).mean;
  for (size_t i = h->first; i < h->first + h->count; i++)
    sum += statistics_of(h->side, name, placement_plan_home_id(h->side->plan, i)).mean;
  return sum;
}

static int64_t beds_of(const homes *h)
{
  int64_t beds = 0;
  for (size_t i = h->first; i < h->first + h->count; i++)
    beds += placement_plan_home_beds(h->side->plan, i);
  return beds;
}

static void add_beds(const plm_sides *of, const homes *h)
{
  placement_findings *f = of->findings;
  double open = nights_of(h, "open"), occupied = nights_of(h, "occupied");
  plm_findings_number(f, (double)beds_of(h));
  if (h->count == 1 || h->all) {
    const char *home = h->all ? NULL : placement_plan_home_id(h->side->plan, h->first);
    placement_statistics s = statistics_of(h->side, "occupancy", home);
    plm_findings_number(f, s.mean);
    plm_findings_number(f, s.se);
  } else {
    plm_findings_number(f, open > 0 ? occupied / open : NAN);
    plm_findings_number(f, NAN);
  }
  plm_findings_number(f, open);
  plm_findings_number(f, occupied);
  plm_findings_number(f, nights_of(h, "sold"));
  plm_findings_row_follows(f, "occupancy", "+occupied /open");
}

static void add_reasons(const plm_sides *of, const homes *h)
{
  double sum = 0;
  for (size_t i = 0; i < COUNT_OF(reasons); i++) {
    double nights = nights_of(h, reasons[i].name);
    plm_findings_number(of->findings, nights);
    sum += nights;
  }
  plm_findings_number(of->findings, sum);
}

typedef void cells(const plm_sides *of, const homes *h);

static void add_row(const plm_sides *of, const homes *h, cells *add)
{
  plm_run_row(of, h->side, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(of->findings, h->label);
  add(of, h);
}

/* A row for each of the first `shown` homes, one for the others together and one for all. */
static void add_homes(const plm_sides *of, const plm_side *side, size_t shown, cells *add)
{
  size_t count = placement_plan_home_count(side->plan), first = plm_findings_row_count(of->findings);
  shown = count < shown ? count : shown;
  if (count == 0)
    return;
  for (size_t i = 0; i < shown; i++)
    add_row(of, &(homes){side, i, 1, placement_plan_home_id(side->plan, i), false}, add);
  if (shown < count) {
    char label[64];
    (void)snprintf(label, sizeof label, "%zu other homes", count - shown);
    add_row(of, &(homes){side, shown, count - shown, label, false}, add);
  }
  size_t rows = plm_findings_row_count(of->findings) - first;
  add_row(of, &(homes){side, 0, count, "all homes", true}, add);
  for (size_t i = 0; i < rows; i++)
    plm_findings_addend(of->findings, first + i, 1);
}

static size_t most_homes(const plm_sides *of)
{
  size_t most = 0;
  for (size_t i = 0; i < of->count; i++) {
    size_t count = placement_plan_home_count(of->sides[i].plan);
    most = count > most ? count : most;
  }
  return most;
}

static void nights_column(const plm_sides *of, const char *name, const char *heading)
{
  plm_findings_column(of->findings, name, heading, PLACEMENT_UNIT_NIGHTS);
  plm_findings_adds_up(of->findings);
}

static void begin_homes(const plm_sides *of, const char *name, const char *heading)
{
  plm_run_begin(of, name, heading,
                "Nights are means over all futures. A bed is open from the day on which its home opens.", 0);
  plm_findings_column(of->findings, "home", "home", PLACEMENT_UNIT_TEXT);
  plm_findings_column(of->findings, "beds", "beds", PLACEMENT_UNIT_NUMBER);
  plm_findings_adds_up(of->findings);
  plm_findings_column(of->findings, "occupancy", "occupancy, %", PLACEMENT_UNIT_SHARE);
  plm_findings_column(of->findings, "occupancy_se", "std error", PLACEMENT_UNIT_SHARE);
  nights_column(of, "open", "open nights");
  nights_column(of, "occupied", "occupied");
  nights_column(of, "sold", plm_run_any_has(of, "beds.sold") ? "sold to others" : NULL);
}

static void begin_voids(const plm_sides *of, const char *name, const char *heading)
{
  plm_told note = {{0}, 0};
  char metric[64];
  bool shown[COUNT_OF(reasons)];
  plm_told_add(&note, "Nights of open beds that are neither occupied nor sold, means over all futures.");
  for (size_t i = 0; i < COUNT_OF(reasons); i++) {
    (void)snprintf(metric, sizeof metric, "beds.%s", reasons[i].name);
    shown[i] = !reasons[i].if_any || plm_run_any_has(of, metric);
    if (shown[i])
      plm_told_add(&note, " %c%s: %s.", reasons[i].heading[0] - 'a' + 'A', reasons[i].heading + 1, reasons[i].meaning);
  }
  plm_run_begin(of, name, heading, note.text, 0);
  plm_findings_column(of->findings, "home", "home", PLACEMENT_UNIT_TEXT);
  for (size_t i = 0; i < COUNT_OF(reasons); i++)
    nights_column(of, reasons[i].name, shown[i] ? reasons[i].heading : NULL);
  nights_column(of, "void", "all void");
  plm_findings_total(of->findings);
}

/* The most frequent reason of all homes. */
static void summarise_voids(const plm_sides *of, const plm_side *side, plm_told *told)
{
  homes all = {side, 0, placement_plan_home_count(side->plan), "", true};
  double open = nights_of(&all, "open"), sum = 0, most = 0;
  size_t which = 0;
  if (!(open > 0))
    return;
  for (size_t i = 0; i < COUNT_OF(reasons); i++) {
    double nights = nights_of(&all, reasons[i].name);
    sum += nights;
    which = nights > most ? i : which;
    most = fmax(most, nights);
  }
  plm_run_tell_side(of, side, told);
  if (most == 0) {
    plm_told_add(told, "No open bed is ever void.");
    return;
  }
  plm_told_add(told, "On average %s%% of all open bed-nights are void: %s of %s.",
               plm_format_decimal(100 * sum / open, 1, false).text, plm_format_decimal(sum, 0, true).text,
               plm_format_decimal(open, 0, true).text);
  plm_told_add(told, " The most frequent reason, %s nights: %s (%s).", plm_format_decimal(most, 0, true).text,
               reasons[which].heading, reasons[which].meaning);
}

/* The table of all homes and, where these are too many for a screen, one of the first and of the others together. */
static void add_tables(const plm_sides *of, const char *name, const char *heading, cells *add,
                       void (*begin)(const plm_sides *, const char *, const char *))
{
  char other_name[64], other_heading[160];
  bool many = most_homes(of) > MOST_HOMES + 1;
  if (many) {
    (void)snprintf(other_name, sizeof other_name, "first_%s", name);
    (void)snprintf(other_heading, sizeof other_heading, "%s: the first %d, and the others together", heading,
                   MOST_HOMES);
    begin(of, other_name, other_heading);
    for (size_t i = 0; i < of->count; i++)
      add_homes(of, &of->sides[i], MOST_HOMES, add);
  }
  begin(of, name, heading);
  if (many)
    plm_findings_detail(of->findings);
  for (size_t i = 0; i < of->count; i++)
    add_homes(of, &of->sides[i], SIZE_MAX, add);
}

void plm_run_add_homes(const plm_sides *of)
{
  if (most_homes(of) > 0)
    add_tables(of, "homes", "Homes over the whole horizon", add_beds, begin_homes);
}

void plm_run_add_voids(const plm_sides *of)
{
  plm_told summary = {{0}, 0};
  if (most_homes(of) == 0)
    return;
  add_tables(of, "voids", "Void bed-nights by reason", add_reasons, begin_voids);
  for (size_t i = 0; i < of->count; i++)
    summarise_voids(of, &of->sides[i], &summary);
  plm_findings_summary(of->findings, "%s", summary.text);
}
