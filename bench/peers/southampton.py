#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Southampton option 1 in SimPy, one process for each child.

Written from MODEL.md, without a look at the library's own code, so that the two test each other. All numbers come from
the scenario; what this program does not know in it, it refuses.
"""

import math

from accounts import Calendar
from peer import YEAR, check_keys, cholesky, main, nights, of_score, sampler, whole
from replication import CHILDREN, COSTS, Replication

SUMS = {"cost.in_house": ["cost.in_house.fixed", "cost.in_house.occupancy", "cost.programme"],
        "cost.external": [name for name in COSTS if name.startswith("cost.external.")],
        "cost.revenue": ["cost.in_house", "cost.external"], "cost.total": ["cost.revenue", "cost.capital"],
        "children.in_need": CHILDREN}

GROUP = {"id", "arrivals_per_year", "initial", "need_days", "age_at_entry", "until_age", "local_suitability",
         "emergency_share", "emergency_days", "emergency_fee", "weekly_fee", "unplanned_endings_per_year", "unserved"}
HOME = {"id", "phase", "beds", "takes", "max_stay_days", "turnaround_days", "introduction_days",
        "admission_interval_days", "registration", "suspension", "costs"}
LINE = {"id", "kind", "amount", "per", "for", "on", "from", "until", "optimism_bias"}


class Group:
    def __init__(self, value, position):
        check_keys(value, GROUP, f"/groups/{position}")
        check_keys(value.get("initial", {}), {"count"}, f"/groups/{position}/initial")
        self.id, self.position = value["id"], position
        self.rate = value["arrivals_per_year"]
        self.initial = value.get("initial", {}).get("count", 0)
        self.need = sampler(value["need_days"])
        self.age = sampler(value.get("age_at_entry", 0))
        self.until_age = value.get("until_age", math.inf)
        self.longest = None
        if self.initial:
            (kind, age), = value["age_at_entry"].items()
            assert kind == "pert", "initial children are drawn by rejection, which needs a longest need"
            self.longest = nights((self.until_age - age["min"]) * YEAR)
        self.suitable = value.get("local_suitability", 1)
        self.emergency_share = value.get("emergency_share", 0)
        self.emergency_days = sampler(value.get("emergency_days", 0))
        self.fee = sampler(value.get("weekly_fee", 0))
        self.emergency_fee = sampler(value.get("emergency_fee", value.get("weekly_fee", 0)))
        endings = value.get("unplanned_endings_per_year", {})
        self.breakdowns = {"home": endings.get("in_house", 0) / YEAR, "external": endings.get("external", 0) / YEAR}
        self.unserved = value.get("unserved", False)

    def nights_of_need(self, rng):
        return nights(min(self.need(rng), (self.until_age - self.age(rng)) * YEAR))


class Southampton:
    def __init__(self, scenario):
        check_keys(scenario, {"placement_scenario", "horizon", "prices", "groups", "compatibility", "phases", "homes",
                              "costs", "external", "policy", "uncertain", "correlations", "published"}, "")
        check_keys(scenario["prices"], {"discount_rate", "indices"}, "/prices")
        check_keys(scenario["external"], {"notice_days", "index", "enhancement", "visits"}, "/external")
        self.calendar = Calendar(scenario["horizon"])
        self.columns = self.calendar.labels + ["total"]
        self.discount = scenario["prices"]["discount_rate"]
        self.fee_rise = scenario["prices"]["indices"][scenario["external"]["index"]]
        self.groups = [Group(value, i) for i, value in enumerate(scenario["groups"])]
        pairs = scenario["compatibility"].get("pairs", [])
        self.compatibility = {frozenset(pair["groups"]): pair["probability"] for pair in pairs}
        self.default = scenario["compatibility"]["default"]
        self.read_homes(scenario)
        external = scenario["external"]
        self.notice, self.visits, self.enhancement = (external[k] for k in ("notice_days", "visits", "enhancement"))
        self.programme = scenario["costs"]
        self.returns = scenario["policy"]["returns"]
        assert scenario["policy"]["home_choice"] == "listed" and self.returns["order"] == "highest_fee"
        self.read_uncertain(scenario)

    def read_homes(self, scenario):
        self.phases = {phase["id"]: phase for phase in scenario["phases"]}
        for phase in scenario["phases"]:
            check_keys(phase, {"id", "planned_opening", "delay_days", "after"}, "/phases")
            assert self.calendar.day(phase["planned_opening"]) >= 0, "the peer knows no homes that are open on day 0"
        self.delays = {phase["id"]: sampler(phase.get("delay_days", 0)) for phase in scenario["phases"]}
        self.homes = scenario["homes"]
        for home in self.homes:
            check_keys(home, HOME, "/homes")
            for line in home["costs"]:
                check_keys(line, LINE, "/homes/costs")
                assert line["per"] in ("once", "week", "year") and line.get("for", "home") in ("home", "occupied_bed")
        for line in scenario["costs"]:
            check_keys(line, {"id", "amount", "per", "from"}, "/costs")
            assert line["per"] == "year"

    def read_uncertain(self, scenario):
        """What each uncertain input changes, by its pointer, and the root of the correlations of their scores."""
        known = {f"/groups/{group.position}/arrivals_per_year": ("factor", group) for group in self.groups}
        known["/prices/indices/" + scenario["external"]["index"]] = ("value", "fees")
        for i, phase in enumerate(scenario["phases"]):
            known[f"/phases/{i}/delay_days"] = ("factor", phase["id"])
        self.inputs = []
        for entry in scenario["uncertain"]:
            form, target = known[entry["input"]]
            assert entry["as"] == form
            self.inputs.append((target, of_score(entry["distribution"])))
        matrix = [[float(i == j) for j in range(len(self.inputs))] for i in range(len(self.inputs))]
        for entry in scenario["correlations"]:
            i, j = entry["inputs"]
            matrix[i][j] = matrix[j][i] = entry["rho"]
        self.root = cholesky(matrix)

    def draw_inputs(self, rng):
        z = [rng.gauss(0, 1) for _ in self.inputs]
        scores = [sum(a * b for a, b in zip(row, z)) for row in self.root]
        return {target: value(score) for (target, value), score in zip(self.inputs, scores)}

    def replicate(self, rng):
        drawn = self.draw_inputs(rng)
        usual = {group: group.rate for group in self.groups}
        for group in self.groups:
            group.rate *= drawn.get(group, 1)
        delays = {phase: whole(drawn.get(phase, 1) * delay(rng)) for phase, delay in self.delays.items()}
        fees = self.calendar.indices(drawn.get("fees", self.fee_rise))
        made = Replication(self, self.groups, fees, delays, rng)
        for line in self.programme:
            first = self.calendar.day(line["from"]) if "from" in line else 0
            made.accounts.yearly("cost.programme", line["amount"], first, self.calendar.nights)
        figures = made.run()
        for group, rate in usual.items():
            group.rate = rate
        return self.outcome(figures)

    def outcome(self, figures):
        """All metrics by financial year and in all: sums, averages of children, and the present cost of later money."""
        for metric, parts in SUMS.items():
            figures[metric] = [sum(values) for values in zip(*(figures[part] for part in parts))]
        figures["cost.net_present"] = [x / (1 + self.discount) ** i for i, x in enumerate(figures["cost.total"])]
        lengths = [end - first for first, end in self.calendar.years] + [self.calendar.nights]
        result = {}
        for metric, values in figures.items():
            result[metric] = values + [sum(values)]
            if metric.startswith("children."):
                result[metric] = [x / n for x, n in zip(result[metric], lengths)]
        return result


if __name__ == "__main__":
    main(Southampton, "examples/scenarios/southampton/option1-in-house.json", 500)
