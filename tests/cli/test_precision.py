# SPDX-License-Identifier: GPL-3.0-or-later
"""placement run --precision: as many replications as it needs, and what is said of it."""
import json
import re
from decimal import Decimal

from harness import CommandTest, place


class Precision(CommandTest):
    def result(self, name="x.json"):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file, parse_float=Decimal)

    def run_precise(self, *arguments, status=0, name="x.json"):
        done = place("run", "small.json", *arguments, "--output", self.path(name))
        self.assertStatus(status, done)
        self.assertFits(done.stdout)
        return done

    def test_reached(self):
        done = self.run_precise("--precision", "0.7%", "--metric", "cost.total:2025-26", "--metric=occupancy@elm",
                                "--metric", "unit_cost.external", "--metric", "cost.total", "--confidence", "99%")
        self.assertExpected("run_precision", "\n\n".join(done.stdout.split("\n\n")[:2]) + "\n")
        self.assertRegex(done.stderr, r"\Aplacement: [\d,]+000 replications in [\d.]+ s\n\Z")
        provenance = self.result()["provenance"]
        precision = provenance["precision"]
        self.assertIs(True, precision["reached"])
        self.assertEqual(10_000_000, precision["replications_at_most"])
        for key in ("replications", "replications_requested"):
            self.assertEqual(precision["replications_needed"], provenance[key])
        self.assertEqual([("cost.total", "2025-26"), ("occupancy@elm", "total"), ("unit_cost.external", "total"),
                          ("cost.total", "total")], [(t["metric"], t["year"]) for t in precision["targets"]])
        for target in precision["targets"]:
            statistics = self.result()["metrics"][target["metric"]][target["year"]]
            self.assertEqual(Decimal("0.007"), target["relative"])
            self.assertEqual(Decimal("0.99"), target["confidence"])
            self.assertIs(True, target["reached"])
            self.assertLessEqual(target["half_width"], target["asked"])
            self.assertAlmostEqual(1, target["asked"] / (statistics["mean"] * Decimal("0.007")), 3)
            se = statistics["se"]  # of money to the penny
            self.assertLess(abs(target["half_width"] - se * Decimal("2.5758293")), Decimal("0.0182"))
        self.assertTrue(done.stdout.splitlines()[-1].endswith(f", {provenance['replications']:,} replications"))

    def test_is_the_run_of_as_many(self):
        self.run_precise("--precision", "30,000")
        needed = self.result()["provenance"]["replications"]
        self.assertGreater(needed, 1000)
        self.run_precise("--replications", needed, name="y.json")
        self.assertEqual(self.result()["metrics"], self.result("y.json")["metrics"])
        self.assertNotIn("precision", self.result("y.json")["provenance"])

    def test_does_not_depend_on_threads(self):
        texts, files = set(), set()
        for threads in (1, 2, 5):
            texts.add(self.run_precise("--precision", "1.5%", f"--threads={threads}").stdout)
            with open(self.path("x.json"), encoding="utf-8") as file:
                files.add(file.read())
        self.assertEqual(1, len(texts))
        self.assertEqual(1, len(files))

    def test_absolute(self):
        self.run_precise("--precision", "2.5", "--metric", "arrivals", "--metric", "placements")
        for target in self.result()["provenance"]["precision"]["targets"]:
            self.assertEqual(Decimal("2.5"), target["absolute"])
            self.assertEqual(Decimal("2.5"), target["asked"])
            self.assertNotIn("relative", target)

    def test_not_reached(self):
        done = self.run_precise("--precision", "0.01%", "--replications", "1,500", status=1)
        self.assertIn("\nThe precision asked for was NOT reached with the most replications that were allowed, 1,500.\n",
                      done.stdout)
        self.assertRegex(done.stdout, r"\ncost\.total:total .* NO\n")
        self.assertIn("\nBudget by financial year\n", done.stdout)
        self.assertEqual("placement: the precision asked for was not reached with the most replications allowed, 1,500",
                         done.stderr.splitlines()[-1])
        provenance = self.result()["provenance"]
        self.assertEqual(1500, provenance["replications_requested"])
        self.assertEqual(1500, provenance["precision"]["replications_at_most"])
        self.assertIs(False, provenance["precision"]["reached"])
        self.assertIsNone(provenance["precision"]["replications_needed"])
        self.assertIs(False, provenance["precision"]["targets"][0]["reached"])

    def test_one_replication(self):
        done = self.run_precise("--precision", "1%", "--replications", "1", status=1)
        self.assertRegex(done.stdout, r"\ncost\.total:total +[\d,]+ +[\d,]+ +- +- +NO\n")
        self.assertIsNone(self.result()["provenance"]["precision"]["targets"][0]["half_width"])

    def test_values_of_precision(self):
        form = "it can be 0.1% of the mean, or an amount such as 5,000"
        for value, what in {
            "0": "cannot be had",
            "0.0%": "cannot be had",
            "100%": "of the mean says nothing",
            "-1%": "is negative",
            "1,00": "does not have its separators before groups of three digits",
            "1e-3": "is neither an amount nor a percentage",
            "1.%": "is neither an amount nor a percentage",
            ".5%": "is neither an amount nor a percentage",
            "1%%": "is neither an amount nor a percentage",
            "0x10": "is neither an amount nor a percentage",
            "": "is neither an amount nor a percentage",
            "%": "is neither an amount nor a percentage",
            "nan": "is neither an amount nor a percentage",
            "0.0000000001": "has too many digits",
            "1" * 16: "has too many digits",
            "1" * 60: "has too many digits",
        }.items():
            with self.subTest(value=value):
                self.assertRefused(f"--precision: '{value}' {what}; {form}", "run", "small.json", "--precision", value)
        for value in ("95", "0.95", "49%", "100%", "most"):
            self.assertRefused(f"--confidence: '{value}' must be a percentage from 50% to 99.99%, such as 95%", "run",
                               "small.json", "--precision=1%", "--confidence", value)

    def assertMetricRefused(self, message, *metrics, precision="1%"):
        arguments = [f"--metric={metric}" for metric in metrics]
        self.assertRefused(message, "run", "small.json", "--precision", precision, *arguments)

    def test_metrics(self):
        self.assertMetricRefused("--metric: the scenario has no metric 'cost.totl'; did you mean cost.total?",
                                 "cost.totl")
        self.assertMetricRefused("--metric: the scenario has no metric 'occupancy@elk'; did you mean occupancy@elm?",
                                 "occupancy@elk")
        self.assertMetricRefused("--metric: the scenario has no metric 'happiness'; they are named in the file of "
                                 "'placement run --output'", "happiness")
        years = "only 2025-26 to 2026-27 and total"
        for year in ("2024-25", "", "2025-26:total"):
            self.assertMetricRefused(f"--metric: 'arrivals:{year}': the scenario has no financial year '{year}', {years}",
                                     f"arrivals:{year}")
        self.assertMetricRefused("--metric: 'moves:total' is given twice", "moves", "moves:total")
        self.assertMetricRefused("--precision: '5' has one unit, but cost.total and moves differ in theirs; ask for a "
                                 "percentage of the means", "cost.total", "moves", precision="5")
        self.assertMetricRefused("--precision: the mean of cost.step_down (total) is 0 in the first 1000 replications, "
                                 "so a precision relative to it means nothing; ask for an absolute one",
                                 "cost.step_down")
        self.assertMetricRefused("--metric: there can be at most 64", *["moves"] * 65)

    def test_options_that_need_it(self):
        for option, value, those in (("--metric", "cost.total", "--precision or --samples"),
                                     ("--confidence", "95%", "--precision")):
            self.assertRefused(f"{option} means nothing without {those}; see 'placement help run'", "run",
                               "small.json", option, value)

    def test_stays_as_it_is_without_it(self):
        done = place("run", "small.json", "--replications", "20")
        self.assertFalse(re.search("[Pp]recision", done.stdout))
