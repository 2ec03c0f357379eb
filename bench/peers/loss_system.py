#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference loss system in SimPy, one process for each child.

All numbers come from loss-system.json. It is the shortest sound program for this system, to be measured beside the
library; what it does not know in a scenario it refuses.
"""

import datetime

from peer import YEAR, check_keys, main, nights, sampler

import simpy


class LossSystem:
    columns = ["total"]

    def __init__(self, scenario):
        check_keys(scenario, {"placement_scenario", "horizon", "groups", "phases", "homes"}, "")
        (group,), (home,), (phase,) = scenario["groups"], scenario["homes"], scenario["phases"]
        check_keys(group, {"id", "arrivals_per_year", "need_days", "weekly_fee"}, "/groups/0")
        check_keys(home, {"id", "phase", "beds"}, "/homes/0")
        start = datetime.date.fromisoformat(scenario["horizon"]["start"])
        assert phase["planned_opening"] < start.isoformat(), "the home is open from the start"
        self.horizon = (start.replace(year=start.year + scenario["horizon"]["years"]) - start).days
        self.rate = group["arrivals_per_year"] / YEAR
        self.need, self.fee = sampler(group["need_days"]), sampler(group["weekly_fee"])
        self.beds = home["beds"]

    def replicate(self, rng):
        """Days begin on even moments, children arrive on odd ones: a bed that falls free can be taken on that day."""
        env, free = simpy.Environment(), self.beds
        cost = external = total = 0

        def child(need):
            nonlocal free, cost, external, total
            stay = min(need, self.horizon - env.now // 2)
            total += stay
            if free:
                free -= 1
                yield env.timeout(2 * need - 1)
                free += 1
            else:
                external += stay
                cost += stay * self.fee(rng) / 7

        def arrivals():
            moment = rng.expovariate(self.rate)
            while moment < self.horizon:
                yield env.timeout(2 * int(moment) + 1 - env.now)
                env.process(child(nights(self.need(rng))))
                moment += rng.expovariate(self.rate)

        env.process(arrivals())
        env.run(until=2 * self.horizon)
        return {"cost.external": [cost], "children.external": [external / self.horizon],
                "children.in_need": [total / self.horizon]}


if __name__ == "__main__":
    main(LossSystem, "bench/loss-system.json", 1000)
