/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/metric_words.h"

#include "base/error.h"

#include <string.h>

const char *plm_metric_words(const char *metric)
{
  static const char *const known[][2] = {
      {"cost.total", "total cost"},
      {"cost.capital", "capital"},
      {"cost.revenue", "revenue"},
      {"cost.in_house", "in-house cost"},
      {"cost.in_house.fixed", "cost of homes and beds"},
      {"cost.in_house.occupancy", "cost of occupied beds"},
      {"cost.programme", "cost of the programme"},
      {"cost.external", "cost of external placements"},
      {"cost.step_down", "cost of step-down"},
      {"income.sold_beds", "income of beds sold"},
      {"cost.real", "total cost in real terms"},
      {"cost.net_present", "net present cost"},
      {"occupancy", "occupancy of the homes"},
      {"beds.open", "bed-nights open"},
      {"beds.occupied", "bed-nights occupied"},
      {"children.in_need", "number of children in need"},
      {"children.external", "number of children in external placements"},
      {"children.in_house", "number of children in homes"},
      {"children.step_down", "number of children in step-down"},
      {"children.local_share", "share of children in local homes"},
      {"arrivals", "number of children who arrive"},
      {"moves", "number of moves"},
      {"unit_cost.in_house", "in-house unit cost"},
      {"unit_cost.external", "external unit cost"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i][0], metric) == 0)
      return known[i][1];
  return metric;
}

plm_decimal plm_metric_heading(const char *metric)
{
  plm_decimal heading = {{0}};
  const char *words = plm_metric_words(metric);
  plm_copy_text(heading.text, sizeof heading.text, words);
  if (words != metric && words[0] >= 'a' && words[0] <= 'z')
    heading.text[0] = (char)(words[0] - 'a' + 'A');
  return heading;
}
