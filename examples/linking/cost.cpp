/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program of cost.c in C++17: each handle is owned by a std::unique_ptr, each failure is an exception.
 */
#include <placement/placement.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace
{

struct deleter {
  void operator()(placement_scenario *scenario) const
  {
    placement_scenario_free(scenario);
  }
  void operator()(placement_plan *plan) const
  {
    placement_plan_free(plan);
  }
  void operator()(placement_summary *summary) const
  {
    placement_summary_free(summary);
  }
};

template <class Handle>
using owned = std::unique_ptr<Handle, deleter>;

/* Calls a function of the library that may fail; `call` is given the placement_error. */
template <class Call>
void check(Call call)
{
  placement_error err = PLACEMENT_ERROR_INIT;
  if (call(&err) != PLACEMENT_OK)
    throw std::runtime_error(std::string(err.file) + ":" + std::to_string(err.line) + ":" + std::to_string(err.column) +
                             ": " + err.message);
}

/* The same for a function that makes a handle. */
template <class Handle, class Call>
owned<Handle> make(Call call)
{
  Handle *handle = nullptr;
  check([&](placement_error *err) { return call(&handle, err); });
  return owned<Handle>(handle);
}

void print_cost(const char *path)
{
  auto scenario = make<placement_scenario>([&](placement_scenario **handle, placement_error *err) {
    return placement_scenario_load_file(path, handle, nullptr, err);
  });
  auto plan = make<placement_plan>(
      [&](placement_plan **handle, placement_error *err) { return placement_plan_new(scenario.get(), handle, err); });
  placement_run_options options = PLACEMENT_RUN_OPTIONS_INIT;
  options.replications = 1000;
  options.seed = 1;
  auto summary = make<placement_summary>([&](placement_summary **handle, placement_error *err) {
    return placement_run(plan.get(), &options, handle, err);
  });
  placement_statistics cost;
  check([&](placement_error *err) {
    return placement_summary_statistics(summary.get(), placement_plan_metric_find(plan.get(), "cost.total"),
                                        placement_plan_year_count(plan.get()), &cost, err);
  });
  std::printf("expected total cost %.2f %s, standard error %.2f, P80 %.2f\n", cost.mean,
              placement_plan_currency(plan.get()), cost.se, cost.p80);
}

} // namespace

int main(int argc, char **argv)
{
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " SCENARIO\n";
    return 2;
  }
  try {
    print_cost(argv[1]);
  } catch (const std::exception &failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
  return 0;
}
