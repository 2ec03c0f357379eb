# SPDX-License-Identifier: GPL-3.0-or-later
"""placement sensitivity: which uncertain inputs matter, as text, JSON and CSV, and what users get wrong."""
import csv
import json
import os
from decimal import Decimal

from harness import CommandTest, place, small


def uncertain():
    """The small scenario with four uncertain inputs, of which two are one."""
    scenario = small()
    factor = {"pert": {"min": 0.8, "mode": 1, "max": 1.3}}
    scenario["uncertain"] = [
        {"input": "/groups/0/arrivals_per_year", "as": "factor", "distribution": factor},
        {"input": "/groups/1/arrivals_per_year", "as": "factor", "distribution": factor},
        {"input": "/groups/1/weekly_fee", "as": "factor", "distribution": {"normal": {"mean": 1, "sd": 0.05}}},
        {"input": "/homes/0/beds", "as": "add", "distribution": {"empirical": {"values": [0, 0, 0, 1]}}},
    ]
    scenario["correlations"] = [{"inputs": [0, 1], "rho": 1}, {"inputs": [1, 2], "rho": 0.3},
                                {"inputs": [0, 2], "rho": 0.3}]
    return scenario


class Sensitivity(CommandTest):
    def setUp(self):
        super().setUp()
        self.file = self.write("uncertain.json", uncertain())

    def sensitivity(self, *arguments, status=0):
        done = place("sensitivity", self.file, *arguments)
        self.assertStatus(status, done)
        return done

    def test_text(self):
        done = self.sensitivity("--replications", "200", "--seed", "7", "--indices")
        self.assertExpected("sensitivity", done.stdout)
        self.assertFits(done.stdout)

    def test_without_indices(self):
        done = self.sensitivity("--replications", "100")
        self.assertFits(done.stdout)
        self.assertIn("weekly fee of older", done.stdout)
        self.assertNotIn("Sobol indices", done.stdout)

    def test_outputs(self):
        self.sensitivity("--replications", "100", "--indices", "--output", self.path("s.json"), "--output",
                         self.path("s.csv"))
        with open(self.path("s.json"), encoding="utf-8") as file:
            found = json.load(file, parse_float=Decimal)
        self.assertEqual("placement-sensitivity/1", found["format"])
        self.assertEqual(("cost.total", "total", 100), tuple(found["provenance"][key] for key in
                                                             ("metric", "year", "replications")))
        tables = found["tables"]
        self.assertEqual(["mean", "P80"], [row["statistic"] for row in tables["figure"]])
        self.assertEqual({"/groups/0/arrivals_per_year", "/groups/1/weekly_fee", "/homes/0/beds"},
                         {row["pointer"] for row in tables["tornado"]})
        effects = [abs(row["mean_effect"]) for row in tables["tornado"]]
        self.assertEqual(sorted(effects, reverse=True), effects)
        for row in tables["tornado"]:
            self.assertAlmostEqual(row["mean_effect"], row["mean_at_high"] - row["mean_at_low"], delta=Decimal("0.011"))
            self.assertAlmostEqual(row["p80_effect"], row["p80_at_high"] - row["p80_at_low"], delta=Decimal("0.011"))
        shares = {row["source"]: row["share"] for row in tables["variance"]}
        self.assertAlmostEqual(1, shares["uncertain inputs"] + shares["chance"])
        self.assertEqual(["chance"] + [row["input"] for row in tables["tornado"]],
                         [row["source"] for row in tables["indices"]])
        with open(self.path("s.csv"), encoding="utf-8", newline="") as file:
            cells = {(row["table"], row["row"], row["column"]): row["value"] for row in csv.DictReader(file)}
        self.assertEqual(tables["indices"][1]["total"], Decimal(cells["indices", "2", "total"]))

    def test_mean_is_that_of_the_run(self):
        self.sensitivity("--replications", "100", "--metric", "moves:2026-27", "--output", self.path("s.json"))
        self.assertStatus(0, place("run", self.file, "--replications", "100", "--output", self.path("r.json")))
        with open(self.path("s.json"), encoding="utf-8") as file:
            found = json.load(file)
        with open(self.path("r.json"), encoding="utf-8") as file:
            run = json.load(file)
        self.assertAlmostEqual(run["metrics"]["moves"]["2026-27"]["mean"], found["tables"]["figure"][0]["value"])

    def test_does_not_depend_on_threads(self):
        texts = {self.sensitivity("--replications=60", "--indices", f"--threads={threads}").stdout
                 for threads in (1, 2, 3)}
        self.assertEqual(1, len(texts))

    def test_chosen_inputs(self):
        done = self.sensitivity("--replications=50", "--input", "/homes/0/beds", "--input=/groups/1/arrivals_per_year")
        self.assertIn("arrivals per year of younger", done.stdout)  # of which it is one
        self.assertNotIn("weekly_fee", done.stdout)

    def test_refusals(self):
        file = self.file
        some = "/groups/0/arrivals_per_year, /groups/1/arrivals_per_year, /groups/1/weekly_fee, /homes/0/beds"
        self.assertRefused("sensitivity needs a scenario file; see 'placement help sensitivity'", "sensitivity")
        self.assertRefused("sensitivity: small.json: nothing is uncertain: the scenario has no \"uncertain\" inputs",
                           "sensitivity", "small.json")
        self.assertRefused(f"--input: '/groups/0/need_days' is not uncertain; what is: {some}",
                           "sensitivity", file, "--input", "/groups/0/need_days")
        self.assertRefused("--input: /groups/1/weekly_fe leads to no number or distribution of this scenario; uncertain "
                           "are /groups/1/weekly_fee, /groups/0/arrivals_per_year, /groups/1/arrivals_per_year, "
                           "/homes/0/beds", "sensitivity", file, "--input", "/groups/1/weekly_fe")
        self.assertRefused(f"--input: beds is no JSON Pointer: it must begin with '/'; uncertain are {some}",
                           "sensitivity", file, "--input", "beds")
        self.assertRefused("--input: '/homes/0/beds' is given twice", "sensitivity", file, "--input", "/homes/0/beds",
                           "--input", "/homes/0/beds")
        self.assertRefused("--metric: sensitivity takes one, and 'moves' is a second one", "sensitivity", file,
                           "--metric", "cost.total", "--metric", "moves")
        self.assertRefused("--metric: the scenario has no metric 'cost.tota'; did you mean cost.total?", "sensitivity",
                           file, "--metric", "cost.tota")
        self.assertRefused("--indices takes no value", "sensitivity", file, "--indices=yes")
        self.assertRefused("--replications: '1,431,655,766' is too large; it can be 2 to 1,431,655,765", "sensitivity", file,
                           "--replications", "1,431,655,766")
        self.assertRefused("--replications: '1' is too small; it can be 2 to 1,431,655,765", "sensitivity", file,
                           "--replications", "1")

    def test_nothing_is_written(self):
        scenario = uncertain()
        scenario["groups"] = scenario["groups"][:0] + [dict(g, arrivals_per_year=0.2) for g in scenario["groups"]]
        for group in scenario["groups"]:
            group.pop("initial", None)
        scenario.pop("published", None)
        file = self.write("few.json", scenario)
        done = place("sensitivity", file, "--metric", "unit_cost.external", "--replications", "50", "--output",
                     self.path("none.json"))
        self.assertStatus(2, done)
        self.assertIn("sensitivity: unit_cost.external (total) is not defined in every replication, such as number",
                      done.stderr)
        self.assertFalse(os.path.exists(self.path("none.json")))
