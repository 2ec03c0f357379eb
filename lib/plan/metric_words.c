/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan/metric_words.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

static const struct {
  const char *name, *words;
  const char *of_home; /* the words where it is a home's; NULL: the same */
} known[] = {
    {"cost.total", "total cost", NULL},
    {"cost.capital", "capital", NULL},
    {"cost.revenue", "revenue", NULL},
    {"cost.in_house", "cost of homes and programme", NULL},
    {"cost.in_house.fixed", "cost of homes and beds", NULL},
    {"cost.in_house.occupancy", "cost of occupied beds", NULL},
    {"cost.programme", "cost of the programme", NULL},
    {"cost.external", "cost of external placements", NULL},
    {"cost.external.standard", "cost of standard external fees", NULL},
    {"cost.external.emergency", "cost of emergency external placements", NULL},
    {"cost.external.enhancement", "cost of enhancements to external fees", NULL},
    {"cost.external.notice", "cost of notice to external placements", NULL},
    {"cost.external.visits", "cost of visits to external placements", NULL},
    {"cost.step_down", "cost of step-down", NULL},
    {"income.sold_beds", "income of beds sold", NULL},
    {"cost.real", "total cost in real terms", NULL},
    {"cost.net_present", "net present cost", NULL},
    {"beds.open", "bed-nights open", NULL},
    {"beds.occupied", "bed-nights occupied", NULL},
    {"beds.sold", "bed-nights sold", NULL},
    {"beds.held", "bed-nights held for introductions", NULL},
    {"beds.turnaround", "bed-nights in turnaround", NULL},
    {"beds.suspended", "bed-nights suspended", NULL},
    {"beds.ramp_up", "bed-nights empty in ramp-up", NULL},
    {"beds.unmatched", "bed-nights empty for want of a match", NULL},
    {"beds.no_demand", "bed-nights empty for want of demand", NULL},
    {"occupancy", "occupancy of the homes", "occupancy"},
    {"children.in_need", "number of children in need", NULL},
    {"children.external", "number of children in external placements", NULL},
    {"children.in_house", "number of children in homes", NULL},
    {"children.step_down", "number of children in step-down", NULL},
    {"children.unserved", "number of children whose request could not be met", NULL},
    {"children.local_share", "share of children in local homes", NULL},
    {"arrivals", "number of children who arrive", NULL},
    {"placements", "number of placements", NULL},
    {"moves", "number of moves", NULL},
    {"returns", "number of returns to a home", NULL},
    {"unplanned_endings", "number of unplanned endings", NULL},
    {"placed_external", "number of placements external for want of a bed", NULL},
    {"unserved", "number of requests that could not be met", NULL},
    {"unit_cost.in_house", "cost of a home placement per week", NULL},
    {"unit_cost.external", "cost of an external placement per week", NULL},
};

plm_decimal plm_metric_words(const char *metric)
{
  plm_decimal words = {{0}};
  size_t length = strcspn(metric, "@");
  bool of_home = metric[length] == '@';
  plm_copy_text(words.text, sizeof words.text, metric);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (strlen(known[i].name) != length || strncmp(known[i].name, metric, length) != 0)
      continue;
    const char *told = of_home && known[i].of_home != NULL ? known[i].of_home : known[i].words;
    (void)snprintf(words.text, sizeof words.text, "%s%s%.400s", told, of_home ? " of home " : "",
                   of_home ? metric + length + 1 : "");
  }
  return words;
}

plm_decimal plm_metric_heading(const char *metric)
{
  plm_decimal heading = plm_metric_words(metric);
  if (strcmp(heading.text, metric) != 0 && heading.text[0] >= 'a' && heading.text[0] <= 'z')
    heading.text[0] = (char)(heading.text[0] - 'a' + 'A');
  return heading;
}
