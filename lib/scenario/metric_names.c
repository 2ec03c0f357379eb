/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/metric_names.h"

#include <stddef.h>

const plm_metric_name plm_metric_names[] = {
    {"cost.total", false, true},
    {"cost.capital", false, true},
    {"cost.revenue", false, true},
    {"cost.in_house", false, true},
    {"cost.in_house.fixed", false, true},
    {"cost.in_house.occupancy", false, true},
    {"cost.programme", false, true},
    {"cost.external", false, true},
    {"cost.external.standard", false, true},
    {"cost.external.notice", false, true},
    {"cost.real", false, true},
    {"cost.net_present", false, true},
    {"beds.open", true, true},
    {"beds.occupied", true, true},
    {"beds.turnaround", true, true},
    {"beds.unmatched", true, true},
    {"beds.no_demand", true, true},
    {"occupancy", true, true},
    {"children.in_need", false, true},
    {"children.external", false, true},
    {"children.in_house", false, true},
    {"children.local_share", false, true},
    {"arrivals", false, true},
    {"placements", false, false},
    {"moves", false, false},
    {"returns", false, false},
    {"placed_external", false, false},
    {"unit_cost.in_house", false, true},
    {"unit_cost.external", false, true},
    {NULL, false, false},
};
