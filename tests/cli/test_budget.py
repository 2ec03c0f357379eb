# SPDX-License-Identifier: GPL-3.0-or-later
"""placement budget: what to put in the budget, as text, JSON and CSV."""
import csv
import json
from decimal import Decimal

from harness import CommandTest, place, small


class Budget(CommandTest):
    def budget(self, *arguments, status=0):
        done = place("budget", *arguments)
        self.assertStatus(status, done)
        return done

    def found(self, *arguments):
        self.budget(*arguments, "--output", self.path("b.json"))
        with open(self.path("b.json"), encoding="utf-8") as file:
            return json.load(file, parse_float=Decimal)

    def test_text(self):
        done = self.budget("small.json", "--confidence", "80%", "--replications", "400", "--seed", "7")
        self.assertExpected("budget", done.stdout)
        self.assertFits(done.stdout)
        self.assertEqual(done.stdout, self.budget("small.json", "--replications=400", "--seed=7", "--threads=3").stdout)

    def test_figures_are_those_of_runs(self):
        found = self.found("small.json", "--replications", "300", "--metric", "cost.total", "--confidence", "90%")
        self.assertEqual("placement-budget/1", found["format"])
        self.assertEqual(["cost.total", "cost.total.beyond", "years", "published", "assumptions"],
                         list(found["tables"]))
        self.assertStatus(0, place("run", "small.json", "--replications", "300", "--output", self.path("r.json")))
        with open(self.path("r.json"), encoding="utf-8") as file:
            run = json.load(file, parse_float=Decimal)
        rows = found["tables"]["cost.total"]
        for row in rows:
            year = row["year"] if row["year"] != "horizon" else "total"
            figure = run["metrics"]["cost.total"][year]
            self.assertEqual(figure["mean"], row["mean"])
            self.assertEqual(run["plan"]["cost.total"][year], row["plan"])
            self.assertLessEqual(abs(figure["p90"] - row["budget"]), figure["quantile_error"] + Decimal("0.01"))
            self.assertLessEqual(abs(row["mean"] + row["contingency"] - row["budget"]), Decimal("0.01"))
        parts = found["tables"]["cost.total.beyond"]
        self.assertEqual(rows[-1]["budget"], sum(row["part"] for row in parts[:-1]))
        years = found["tables"]["years"][0]
        self.assertLessEqual(abs(sum(row["budget"] for row in rows[:-1]) - years["sum"]), Decimal("0.02"))

    def rare(self, years, chance):
        """The answer for a scenario that costs a million in each year with this chance, else nothing."""
        scenario = {"placement_scenario": 1, "horizon": {"start": "2025-04-01", "years": years}, "costs": [
            {"id": f"y{year}", "amount": 1000000, "per": "once", "on": f"{2025 + year}-06-01"}
            for year in range(years)]}
        scenario["uncertain"] = [{"input": f"/costs/{year}/amount", "as": "value", "distribution": {
            "empirical": {"values": [0, 1000000], "weights": [1 - chance, chance]}}} for year in range(years)]
        path = self.write("rare.json", scenario)
        return " ".join(self.budget(path, "--replications", "200").stdout.split("\n\n")[0].split())

    def test_answers(self):
        enough = self.budget("small.json", "--replications", "999", "--confidence", "99.9%").stdout
        self.assertNotIn("too few", enough)
        self.assertIn("less than the expected", self.rare(1, 0.1))
        self.assertNotIn(" -", self.rare(1, 0.1))
        self.assertIn("add up to £0: £1.00 million", self.rare(4, 0.12))
        self.assertIn("less than the horizon needs, because a given year", self.rare(4, 0.12))
        self.assertIn("more than the horizon needs", self.rare(4, 0.5))
        few = self.budget("small.json", "--replications", "50", "--confidence", "99.9%").stdout
        self.assertNotIn(" nan", few)
        self.assertIn("(too few replications for a standard error: that takes 999), is kept", " ".join(few.split()))

    def test_csv(self):
        self.budget("small.json", "--replications", "50", "--output", self.path("b.csv"))
        with open(self.path("b.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertIn(("horizon", "contingency", "GBP"), {(r["label"], r["column"], r["unit"]) for r in rows})

    def test_grounds(self):
        """The published figures are those of the plan, the assumptions those that are explained."""
        scenario = small()
        scenario["notes"] = "=1+1\nwhy"
        path = self.write("notes.json", scenario)
        tables = self.found(path, "--replications", "50")["tables"]
        plan = json.loads(place("plan", path, "--format", "json").stdout)["tables"]
        explained = json.loads(place("explain", path, "--format", "json").stdout)["tables"]
        self.assertEqual(2, len(tables["published"]))
        self.assertEqual(plan["published"], tables["published"])
        self.assertEqual(explained["assumptions"], tables["assumptions"])
        self.assertEqual({"section": "Notes of the scenario", "assumption": "=1+1 why", "default": ""},
                         tables["assumptions"][0])
        with open(self.path("b.csv"), "w", encoding="utf-8") as file:
            file.write(self.budget(path, "--replications", "50", "--format", "csv").stdout)
        with open(self.path("b.csv"), encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["table"] == "assumptions"]
        self.assertEqual(3 * len(tables["assumptions"]), len(rows))
        self.assertEqual("'=1+1 why", rows[1]["value"])

    def test_total_alone_without_capital(self):
        scenario = small()
        for home in scenario["homes"]:
            home["costs"] = [line for line in home["costs"] if line.get("kind") != "capital"]
        del scenario["published"]
        path = self.write("revenue.json", scenario)
        self.assertEqual(["cost.total", "cost.total.beyond", "years", "assumptions"],
                         list(self.found(path, "--replications", "50")["tables"]))

    def test_refusals(self):
        run = ("budget", "small.json", "--replications", "50", "--output", self.path("none.json"))
        self.assertRefused("--confidence: '80' must be a percentage from 50% to 99.99%, such as 95%",
                           *run, "--confidence", "80")
        self.assertRefused("--metric: the scenario has no metric 'cost.totl'; did you mean cost.total?",
                           *run, "--metric", "cost.totl")
        self.assertRefused("--metric: 'cost.total:2025-26': a budget has every financial year; leave out the year",
                           *run, "--metric", "cost.total:2025-26")
        self.assertRefused("--metric: 'cost.total' is given twice", *run, "--metric", "cost.total",
                           "--metric", "cost.total")
        self.assertRefused("budget: moves is no cost, which alone has a budget", *run, "--metric", "moves")
        self.assertRefused("budget takes one scenario file, and 'bare.json' is a second one", "budget", "small.json",
                           "bare.json")
        self.assertRefused("budget needs a scenario file; see 'placement help budget'", "budget")
        with self.assertRaises(FileNotFoundError):
            open(self.path("none.json"), encoding="utf-8")
