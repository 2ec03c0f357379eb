# SPDX-License-Identifier: GPL-3.0-or-later
"""placement value: what homes, phases and beds save, as text, JSON and CSV."""
import csv
import json
from decimal import Decimal

from harness import CommandTest, place, small

PENNY = Decimal("0.011")


class Value(CommandTest):
    def value(self, *arguments, status=0):
        done = place("value", *arguments)
        self.assertStatus(status, done)
        return done

    def found(self, *arguments):
        self.value(*arguments, "--output", self.path("v.json"))
        return self.read("v.json")

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file, parse_float=Decimal)

    def difference(self, scenario):
        """The metrics of the scenario less those of small.json."""
        path = self.write("other.json", scenario)
        self.assertStatus(0, place("compare", "small.json", path, "--replications", "300", "--output",
                                   self.path("c.json")))
        return self.read("c.json")["alternatives"][0]["metrics"]

    def assertSaves(self, row, difference, sign=1):
        """What is without it costs so much more as the row says."""
        self.assertEqual((sign * difference["cost.total"]["total"]["difference"]["mean"],
                          difference["cost.total"]["total"]["difference"]["se"]), (row["value"], row["value_se"]))
        self.assertEqual(-sign * difference["moves"]["total"]["difference"]["mean"], row["moves"])

    def test_text(self):
        done = self.value("whole.json", "--replications", "200", "--seed", "7")
        self.assertExpected("value", done.stdout)
        self.assertFits(done.stdout)
        self.assertEqual(done.stdout, self.value("whole.json", "--replications=200", "--seed=7", "--threads=3").stdout)

    def test_values_are_those_of_scenarios_without(self):
        found = self.found("small.json", "--replications", "300")
        tables = found["tables"]
        self.assertEqual("placement-value/1", found["format"])
        self.assertEqual(["homes", "phases", "by_year", "last_beds", "next_beds", "open_homes", "open_phases", "years",
                          "published", "assumptions"], list(tables))
        for table in ("homes", "phases", "last_beds", "next_beds", "open_homes", "open_phases"):
            values = [row["value"] for row in tables[table]]
            self.assertEqual(sorted(values, reverse=True), values, table)
        rows = {table: {row["home"]: row for row in tables[table]}
                for table in ("homes", "last_beds", "next_beds", "open_homes")}
        for position, home in enumerate(small()["homes"]):
            scenario = small()
            del scenario["homes"][position]
            scenario["published"] = []
            self.assertSaves(rows["homes"][home["id"]], self.difference(scenario))
            scenario = small()
            scenario["homes"][position]["beds"] -= 1
            self.assertSaves(rows["last_beds"][home["id"]], self.difference(scenario))
            scenario["homes"][position]["beds"] += 2
            self.assertSaves(rows["next_beds"][home["id"]], self.difference(scenario), -1)
            scenario = small()
            scenario["homes"][position]["closes"] = "2026-04-01"
            self.assertSaves(rows["open_homes"][home["id"]], self.difference(scenario))
            self.assertEqual("2026-04-01", rows["open_homes"][home["id"]]["closes"])
        scenario = small()
        scenario["homes"] = []
        self.assertSaves(tables["phases"][0], self.difference(scenario))

    def test_parts_and_years_add_up(self):
        tables = self.found("small.json", "--replications", "100", "--at", "2026-01-01")["tables"]
        self.assertEqual({"2026-01-01"}, {row["closes"] for row in tables["open_homes"] + tables["open_phases"]})
        for table in ("homes", "phases", "last_beds", "next_beds", "open_homes", "open_phases"):
            for row in tables[table]:
                parts = sum(row[part] for part in ("capital", "homes", "external", "other"))
                self.assertLessEqual(abs(parts + row["value"]), 4 * PENNY)
                self.assertLessEqual(abs(row["value_before_capital"] - row["capital"] - row["value"]), 2 * PENNY)
                self.assertEqual(row["value"], -row["cost"])
                owner = row["phase"] if "phases" in table else row["home"]
                years = [y["value"] for y in tables["years"] if y["kind"] == table and y["of"] == owner]
                self.assertEqual(2, len(years))
                self.assertLessEqual(abs(sum(years) - row["value"]), 2 * PENNY)
                if table in ("homes", "phases"):
                    pivot = next(y for y in tables["by_year"] if y["kind"] == table and y["of"] == owner)
                    self.assertEqual(years + [row["value"]], [pivot[y] for y in ("2025-26", "2026-27", "total")])

    def test_none_saves(self):
        scenario = small()
        for home in scenario["homes"]:
            home["costs"] += [{"id": "palace", "kind": "capital", "amount": 90000000, "per": "once"},
                              {"id": "gardens", "amount": 9000000, "per": "year"}]
        path = self.write("palaces.json", scenario)
        found = self.found(path, "--replications=50")
        self.assertEqual(3, len(found["answer"]))
        best = found["tables"]["homes"][0]
        costs = f"{best['home']}{{}}: it costs £{-float(best['value']) / 1e6:.1f} million more than it saves"
        self.assertTrue(found["answer"][0].startswith("On average none of the 2 homes saves money over the horizon; " +
                                                      costs.format(" comes nearest") + " (standard error "), found["answer"])
        self.assertIn(" on 1 April 2026, or not to open it", found["answer"][2])
        self.value(path, "--replications=50", "--output", self.path("v.html"))
        with open(self.path("v.html"), encoding="utf-8") as file:
            page = file.read()
        self.assertIn("None of 2 homes saves money over the horizon on average; " + costs.format(" comes nearest"), page)
        self.assertIn("; before capital, which counts in full, it costs ", page)
        for beds in ("last beds is that of", "beds that could be added is that in"):
            self.assertIn("Most valuable of 2 " + beds, page)

    def test_csv(self):
        self.value("small.json", "--replications=50", "--output", self.path("v.csv"))
        with open(self.path("v.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertIn(("homes", "oak", "value", "GBP"), {(r["table"], r["label"], r["column"], r["unit"]) for r in rows})

    def test_refusals(self):
        run = ("value", "small.json", "--replications", "50", "--output", self.path("none.json"))
        for date in ("soon", "2025-04-01", "2027-04-01", "2026-02-30"):
            self.assertRefused(f"value: '{date}' must be a date from 2025-04-02 to 2027-03-31, after the first day of "
                               "the horizon", *run, "--at", date)
        scenario = small()
        scenario["homes"] = []
        done = place("value", self.write("bare.json", scenario), "--replications", "50")
        self.assertStatus(2, done)
        self.assertIn("the scenario has no homes to value", done.stderr)
        self.assertRefused("value has no option --months; see 'placement help value'", *run, "--months", "3")
        self.assertRefused("value: differences need at least 2 replications", "value", "small.json", "--replications", "1")
        with self.assertRaises(FileNotFoundError):
            open(self.path("none.json"), encoding="utf-8")
