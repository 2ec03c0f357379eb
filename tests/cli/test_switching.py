# SPDX-License-Identifier: GPL-3.0-or-later
"""placement switching: at which input a target or another scenario is matched, as text, JSON and CSV."""
import csv
import json
import os

from harness import CommandTest, place, small


class Switching(CommandTest):
    def setUp(self):
        super().setUp()
        scenario = small()
        scenario["title"] = "Nothing of one's own"
        scenario["phases"], scenario["homes"], scenario["costs"] = [], [], []
        del scenario["published"], scenario["policy"]
        self.none = self.write("none.json", scenario)

    def switching(self, *arguments, status=0):
        done = place("switching", "small.json", *arguments)
        self.assertStatus(status, done)
        return done

    def found(self, *arguments):
        self.switching(*arguments, "--output", self.path("s.json"))
        with open(self.path("s.json"), encoding="utf-8") as file:
            return json.load(file)

    def test_text_of_target(self):
        arguments = ("--input", "/groups/1/weekly_fee", "--target", "cost.external:2026-27=2,000,000",
                     "--replications", "300", "--seed", "7")
        done = self.switching(*arguments)
        self.assertExpected("switching_target", done.stdout)
        self.assertFits(done.stdout)
        self.assertFalse(done.stderr)
        self.assertEqual(done.stdout, self.switching(*arguments, "--threads=3").stdout)

    def test_text_against(self):
        done = self.switching("--input", "/groups/0/weekly_fee", "--input", "/groups/1/weekly_fee", "--against",
                              self.none, "--both", "--replications", "300", "--seed", "7")
        self.assertExpected("switching_against", done.stdout)
        self.assertFits(done.stdout)

    def test_text_of_none(self):
        done = self.switching("--input", "/homes/1/beds", "--target", "occupancy=99%", "--replications", "100",
                              "--seed", "7")
        self.assertExpected("switching_none", done.stdout)
        self.assertFits(done.stdout)

    def test_whole_numbers_pass_in_a_step(self):
        found = self.found("--input", "/homes/1/beds", "--target", "beds.open@oak=1500", "--replications", "100")
        row = found["tables"]["switching"][0]
        self.assertEqual("between", row["kind"])
        self.assertEqual(row["from"] + 1, row["to"])
        self.assertLess(row["difference_from"], 0)
        self.assertGreater(row["difference_to"], 0)

    def test_run_of_the_changed_scenario_meets_the_target(self):
        found = self.found("--input", "/groups/1/weekly_fee", "--target", "cost.total=5500000", "--replications", "400")
        self.assertEqual("placement-switching/1", found["format"])
        scenario = small()
        scenario["groups"][1]["weekly_fee"] = found["tables"]["switching"][0]["amount"]
        del scenario["published"]
        self.assertStatus(0, place("run", self.write("changed.json", scenario), "--replications", "400", "--output",
                                   self.path("r.json")))
        with open(self.path("r.json"), encoding="utf-8") as file:
            figure = json.load(file)["metrics"]["cost.total"]["total"]
        self.assertLess(abs(figure["mean_adjusted"] - 5500000), 0.05 * figure["se_adjusted"])
        there = {row["metric"]: row for row in found["tables"]["places"]}
        self.assertAlmostEqual(figure["mean_adjusted"], there["cost.total"]["switching_1"], delta=1)

    def test_both_totals_are_the_same_there(self):
        found = self.found("--input", "/homes/0/costs/1/amount", "--as", "add", "--range", "-2000000..0", "--against",
                           self.none, "--replications", "200")
        self.assertEqual("add", found["provenance"]["as"])
        total = next(row for row in found["tables"]["places"] if row["metric"] == "cost.total")
        row = found["tables"]["switching"][0]
        self.assertLess(abs(total["switching_1"] - total["other"]), 0.05 * row["difference_from_se"])
        self.assertEqual(410000 + row["amount"], found["tables"]["inputs"][0]["switching_1"])

    def test_note_on_what_stays(self):
        arguments = ("--input", "/groups/1/weekly_fee", "--against", self.none, "--replications", "50")
        self.assertIn("the same value and keeps it here", " ".join(self.switching(*arguments).stdout.split()))
        self.assertNotIn("keeps it", self.switching(*arguments, "--both").stdout)

    def test_uncertain_input(self):
        scenario = small()
        scenario["uncertain"] = [{"input": "/groups/1/weekly_fee", "as": "factor",
                                  "distribution": {"uniform": {"min": 0.9, "max": 1.1}}}]
        path = self.write("uncertain.json", scenario)
        arguments = ("--input", "/groups/1/weekly_fee", "--target", "cost.total=5500000", "--replications", "50")
        done = place("switching", path, *arguments)
        self.assertStatus(0, done)
        self.assertIn("What is changed is uncertain as well", " ".join(done.stdout.split()))
        scenario["uncertain"][0].update({"as": "value", "distribution": {"uniform": {"min": 4000, "max": 6000}}})
        self.write("uncertain.json", scenario)
        self.assertRefused("switching: /groups/1/weekly_fee is uncertain and its value drawn, so that to change it "
                           "would do nothing", "switching", path, *arguments)

    def test_csv(self):
        self.switching("--input", "/groups/1/weekly_fee", "--target", "cost.total=5500000", "--replications", "50",
                       "--output", self.path("s.csv"))
        with open(self.path("s.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertIn(("switching", "amount"), {(r["table"], r["column"]) for r in rows})
        self.assertEqual({"switching", "inputs", "places", "curve", "published", "assumptions"}, {r["table"] for r in rows})

    def test_an_end_of_the_range_that_cannot_be_told_from_what_is_wanted(self):
        arguments = ("--input", "/groups/1/weekly_fee", "--replications", "300", "--range", "3,000..4,000", "--target")
        high = self.found(*arguments, "cost.external:2026-27=9,000,000")["tables"]["curve"][-1]
        wanted = high["figure"] + 0.5 * high["difference_se"]
        done = self.switching(*arguments, f"cost.external:2026-27={wanted:.2f}")
        text = " ".join(done.stdout.split())
        self.assertIn("No switching value was found: while weekly fee of older goes from 3,000 to 4,000", text)
        self.assertRegex(text, r"At 4,000 it cannot be told from it \(.*\): there may be one close to there, also beyond the")
        self.assertNotIn("There is no switching value", text)

    def test_just_as_wanted(self):
        self.assertIn("is £0, just as wanted.",
                      self.switching("--input", "/groups/0/weekly_fee", "--target", "cost.step_down=0",
                                     "--replications=10").stdout)

    def test_refused_options(self):
        run = ("switching", "small.json", "--replications", "50", "--output", self.path("none.csv"))
        fee = ("--input", "/groups/1/weekly_fee")
        target = ("--target", "cost.total=5500000")
        for message, arguments in (
            ("switching needs --input POINTER, the number to change, such as /groups/0/weekly_fee", target),
            ("switching needs --target METRIC=VALUE or --against FILE", fee),
            ("--target and --against exclude each other", (*fee, *target, "--against", "bare.json")),
            ("--both goes with --against: it changes the other scenario as well", (*fee, *target, "--both")),
            ("--metric goes with --against: --target names its metric", (*fee, *target, "--metric", "moves")),
            ("--metric: one metric is compared, and 2 are given",
             (*fee, "--against", self.none, "--metric", "moves", "--metric", "cost.total")),
            ("--target: 'cost.total' must be METRIC=VALUE or METRIC:YEAR=VALUE, such as cost.total=28,000,000",
             (*fee, "--target", "cost.total")),
            ("--target: 'much' is no number, such as 28,000,000 or 85%", (*fee, "--target", "cost.total=much")),
            ("--target: '%' is no number, such as 28,000,000 or 85%", (*fee, "--target", "occupancy=%")),
            ("--target: '' is no number, such as 28,000,000 or 85%", (*fee, "--target", "occupancy=")),
            ("--target: 'inf' is no number, such as 28,000,000 or 85%", (*fee, "--target", "cost.total=inf")),
            ("--target: 'cost.total=5%': cost.total is no share, and has no percentage",
             (*fee, "--target", "cost.total=5%")),
            ("--target: the scenario has no metric 'cost.totl'; did you mean cost.total?",
             (*fee, "--target", "cost.totl=5")),
            ("--target: 'cost.total:2031-32': the scenario has no financial year '2031-32', only 2025-26 to 2026-27 "
             "and total", (*fee, "--target", "cost.total:2031-32=5")),
            ("--range: '5' must be LOW..HIGH with LOW below HIGH, such as 0.5..2", (*fee, *target, "--range", "5")),
            ("--range: '9..5' must be LOW..HIGH with LOW below HIGH, such as 0.5..2",
             (*fee, *target, "--range", "9..5")),
            ("--as: 'percent' must be value, factor or add", (*fee, *target, "--as", "percent")),
        ):
            self.assertRefused(message, *run, *arguments)
        self.assertFalse(os.path.exists(self.path("none.csv")))

    def test_refused_inputs(self):
        run = ("switching", "small.json", "--replications", "50", "--output", self.path("none.csv"), "--target",
               "cost.total=5500000")
        for message, arguments in (
            ("--input: /groups/7/weekly_fee leads to no number or distribution of this scenario",
             ("--input", "/groups/7/weekly_fee")),
            ("--input: weekly_fee is no JSON Pointer: it must begin with '/'", ("--input", "weekly_fee")),
            ("--input: /horizon/years leads to a year or a date, which cannot vary", ("--input", "/horizon/years")),
            ("switching: /homes/0/beds is changed twice", ("--input", "/homes/0/beds", "--input", "/homes/0/beds")),
            ("switching: /homes/0/beds is a whole number, which stays none by a factor: set it, or add to it",
             ("--input", "/homes/0/beds", "--as", "factor")),
            ("switching: /groups/0/weekly_fee is a distribution, which changes only by a factor",
             ("--input", "/groups/0/weekly_fee", "--as", "value")),
            ("switching: /homes/0/refusal is 0, which no factor changes",
             ("--input", "/homes/0/refusal", "--as", "factor")),
            ("switching: /homes/0/introduction_days is 0, which suggests no range to look in: give one",
             ("--input", "/homes/0/introduction_days")),
            ("switching: /homes/0/refusal allows only amounts from 0 to 1",
             ("--input", "/homes/0/refusal", "--range", "0..2")),
        ):
            self.assertRefused(message, *run, *arguments)
        self.assertFalse(os.path.exists(self.path("none.csv")))

    def test_refused_scenarios(self):
        fee = ("--input", "/groups/1/weekly_fee")
        scenario = small()
        scenario["horizon"]["years"] = 1
        del scenario["published"]
        short = self.write("short.json", scenario)
        done = place("switching", "small.json", *fee, "--against", short)
        self.assertStatus(2, done)
        self.assertIn("their horizons must be the same", done.stderr)
        done = place("switching", "small.json", *fee, "--against", "wrong.json")
        self.assertStatus(2, done)
        self.assertIn("wrong.json:", done.stderr)
        done = place("switching", "small.json", "--input", "/homes/0/costs/1/amount", "--against", self.none, "--both")
        self.assertStatus(2, done)
        self.assertIn("/homes/0/costs/1/amount leads to no number", done.stderr)
        done = place("switching", "small.json", *fee, "--against", self.none, "--metric", "occupancy@elm")
        self.assertStatus(2, done)
        self.assertIn("the other scenario has no metric occupancy@elm", done.stderr)
        self.assertRefused("switching takes one scenario file, and 'bare.json' is a second one", "switching",
                           "small.json", "bare.json")
