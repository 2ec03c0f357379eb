/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Visits cost a twelfth of the annual amount for each calendar month of an external placement, and in a part of a month
 * its share of the days.
 */
#include "figures.h"

#define CHILDREN(children, need)                                                                                       \
  "'groups': [{'id': 'g', 'arrivals_per_year': 0, 'initial': {'children': [" children "]}, 'need_days': " need         \
  ", 'weekly_fee': 700}]"

Test(visits, by_month)
{
  static const figure whole[] = {{"cost.external.visits", {1200, 1200 * 1.1}}};
  /* Leaves on day 45, 16 May; 334 nights last until the end of February. */
  static const figure part[] = {{"cost.external.visits", {148.39, 0}}};
  static const figure eleven[] = {{"cost.external.visits", {1100, 0}}};
  static const figure two[] = {{"cost.external.visits", {1348.39, 1320}}};
  static const char *format = "{" START ", 'prices': {'indices': {'fees': 0.1}},"
                              " 'external': {'visits': 1200, 'index': 'fees'}, %s}";
  expect_figures(plan_of(format, CHILDREN("{'days_so_far': 0}", "36525")), whole, COUNT(whole));
  expect_figures(plan_of(format, CHILDREN("{'days_so_far': 55}", "100")), part, COUNT(part));
  expect_figures(plan_of(format, CHILDREN("{'days_so_far': 0}", "334")), eleven, COUNT(eleven));
  expect_figures(plan_of(format, CHILDREN("{'days_so_far': 0}, {'days_so_far': 36480}", "36525")), two, COUNT(two));
}

/* Not for children in homes: one moves in on 16 May, half a month of 31 days after 1 May. */
Test(visits, not_in_house)
{
  static const figure figures[] = {{"cost.external.visits", {148.39, 0}}, {"beds.occupied", {320, 365}}};
  expect_figures(plan_of("{" START ", 'external': {'visits': 1200}, " CHILDREN(
                     "{'days_so_far': 0}", "36525") ","
                                                    " 'phases': [{'id': 'p', 'planned_opening': '2025-05-16'}],"
                                                    " 'homes': [{'id': 'h', 'phase': 'p', 'beds': 1}],"
                                                    " 'policy': {'returns': {'after_nights': 0}}}"),
                 figures, COUNT(figures));
}

/* The plan basis has visits for every expected external child. */
Test(visits, plan_basis)
{
  placement_plan *plan = plan_of("{" START ", 'external': {'visits': 1200}, " CHILDREN(
      "{'days_so_far': 0}, {'days_so_far': 100}, {'days_so_far': 200}", "36525") "}");
  placement_basis *basis = basis_of(plan);
  expect_exactly(basis_value_of(plan, basis, "cost.external.visits", 0), 3600, "plan basis");
  expect_exactly(basis_value_of(plan, basis, "cost.external.visits", 1), 3600, "plan basis");
  placement_basis_free(basis);
  placement_plan_free(plan);
}
