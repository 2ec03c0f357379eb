/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A placement breaks down after B = max(1, floor(x + 1/2)) nights, x exponential with the hazard h a night. P(B = 1) =
 * 1
 * - exp(-1.5 h), and from then on the chance of a night is 1 - exp(-h). The chance u of a breakdown on a day follows
 * from that on the day before; end of need beats breakdown.
 */
#include "figures.h"

#define NEED 300

static placement_plan *with_endings(const char *endings, const char *homes)
{
  return plan_of("{" START ", 'groups': [{'id': 'g', 'arrivals_per_year': [20, 0], 'need_days': %d,"
                 " 'weekly_fee': 700, 'unplanned_endings_per_year': {%s}}]%s}",
                 NEED, endings, homes);
}

Test(unplanned_endings, external)
{
  static const double rates[] = {0.5, 3, 100};
  for (size_t i = 0; i < COUNT(rates); i++) {
    char text[100];
    double h = rates[i] / 365.25;
    double u = 0;
    double sum = 0;
    for (int n = 1; n < NEED; n++)
      sum += u = n == 1 ? 1 - exp(-1.5 * h) : u * (1 - exp(-1.5 * h)) + (1 - u) * (1 - exp(-h));
    (void)snprintf(text, sizeof text, "'external': %g", rates[i]);
    placement_plan *plan = with_endings(text, "");
    ratio r = ratio_of(plan, "unplanned_endings", "arrivals", 3000, 31 + i);
    ratio placements = ratio_of(plan, "placements", "arrivals", 3000, 31 + i);
    expect_near(ratio_mean(&r), ratio_se(&r), sum, text);
    expect_near(ratio_mean(&placements), ratio_se(&placements), 1 + sum, "placements");
    placement_plan_free(plan);
  }
}

/* Never back to the home left so: each child breaks down in it once at most, and stays min(B, need) nights. */
Test(unplanned_endings, in_house)
{
  double h = 2 / 365.25;
  double nights = 0;
  placement_plan *plan = with_endings("'in_house': 2", ", 'phases': [" BEFORE "],"
                                                       " 'homes': [{'id': 'h', 'phase': 'before', 'beds': 64}],"
                                                       " 'policy': {'returns': {'after_nights': 0}}");
  for (int r = 1; r <= NEED; r++)
    nights += r == 1 ? 1 : exp(-h * (r - 0.5));
  ratio endings = ratio_of(plan, "unplanned_endings", "arrivals", 3000, 41);
  ratio occupied = ratio_of(plan, "beds.occupied", "arrivals", 3000, 42);
  ratio external = ratio_of(plan, "placed_external", "arrivals", 3000, 41);
  expect_near(ratio_mean(&endings), ratio_se(&endings), 1 - exp(-h * (NEED - 0.5)), "endings");
  expect_near(ratio_mean(&occupied), ratio_se(&occupied), nights, "nights in the home");
  expect_near(ratio_mean(&external), ratio_se(&external), 1 - exp(-h * (NEED - 0.5)), "placed externally then");
  placement_plan_free(plan);
}
