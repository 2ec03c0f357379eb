# SPDX-License-Identifier: GPL-3.0-or-later
"""placement delay: what later openings cost, as text, JSON and CSV."""
import csv
import json
from decimal import Decimal

from harness import CommandTest, place, small

PENNY = Decimal("0.011")


class Delay(CommandTest):
    def delay(self, *arguments, status=0):
        done = place("delay", *arguments)
        self.assertStatus(status, done)
        return done

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file, parse_float=Decimal)

    def test_text(self):
        done = self.delay("whole.json", "--months", "3", "--replications", "400", "--seed", "7")
        self.assertExpected("delay", done.stdout)
        self.assertFits(done.stdout)
        again = self.delay("whole.json", "--months=3", "--replications=400", "--seed=7", "--threads=3")
        self.assertEqual(done.stdout, again.stdout)

    def test_parts_of_a_wide_table_name_their_rows(self):
        scenario = small()
        for group in scenario["groups"]:
            group["weekly_fee"] = 5000000
        for home in scenario["homes"]:
            home["costs"][0]["on"] = {"event": "opening"}
            home["costs"][0]["per"] = "once"
            home["costs"][0]["kind"] = "capital"
        done = self.delay(self.write("wide.json", scenario), "--months", "9", "--replications", "50")
        self.assertFits(done.stdout)
        slips = done.stdout.split("Later openings")[1].split("Cost: with")[0].split("\n\n")
        self.assertGreater(len(slips), 1)
        for part in slips:
            self.assertRegex(part, r"(?m)^thousand pounds +months |^pounds +months ")

    def test_no_cost_of_delay(self):
        scenario = small()
        for group in scenario["groups"]:
            group["weekly_fee"] = 0
        for home in scenario["homes"]:
            home["costs"] = []
        del scenario["published"]
        done = self.delay(self.write("nothing.json", scenario), "--months", "2", "--replications", "50")
        self.assertIn("To open phase only 2 months later costs just as much over the horizon; on an average night",
                      " ".join(done.stdout.split()))

    def test_slips_are_those_of_the_format(self):
        self.delay("small.json", "--months", "2", "--replications", "300", "--output", self.path("d.json"))
        found = self.read("d.json")
        self.assertEqual("placement-delay/1", found["format"])
        slips = found["tables"]["slips"]
        self.assertEqual([("only", 1, 30), ("only", 2, 61)], [(r["phase"], r["months"], r["days"]) for r in slips])
        self.assertEqual(slips[0]["cost"], slips[0]["month"])
        self.assertLessEqual(abs(slips[1]["cost"] - slips[0]["cost"] - slips[1]["month"]), PENNY)
        scenario = small()
        scenario["phases"][0]["slip_days"] = 61
        late = self.write("late.json", scenario)
        self.assertStatus(0, place("compare", "small.json", late, "--replications", "300", "--output",
                                   self.path("c.json")))
        metrics = self.read("c.json")["alternatives"][0]["metrics"]
        years = [r for r in found["tables"]["years"] if r["months"] == 2]
        for row in years + [slips[1] | {"year": "total"}]:
            compared = metrics["cost.total"][row["year"]]["difference"]
            self.assertEqual((compared["mean"], compared["se"]), (row["cost"], row["cost_se"]))
            self.assertEqual(metrics["moves"][row["year"]]["difference"]["mean"], row["moves"])
            share = metrics["children.local_share"][row["year"]]["difference"]
            self.assertAlmostEqual(share["mean"], row["local_share"], 6)
            self.assertAlmostEqual(share["se"], row["local_share_se"], 6)
            parts = sum(row[part] for part in ("capital", "homes", "external", "other"))
            self.assertLessEqual(abs(parts - row["cost"]), 4 * PENNY)
        self.assertLessEqual(abs(sum(row["cost"] for row in years) - slips[1]["cost"]), 4 * PENNY)
        self.assertEqual([r["cost"] for r in years], [r["cost"] for r in found["tables"]["last"]])

    def test_csv(self):
        self.delay("small.json", "--months=1", "--replications=50", "--output", self.path("d.csv"))
        with open(self.path("d.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertIn(("slips", "only", "week", "GBP"), {(r["table"], r["label"], r["column"], r["unit"]) for r in rows})

    def test_refusals(self):
        run = ("delay", "small.json", "--replications", "50", "--output", self.path("none.json"))
        self.assertRefused("--months: '0' is too small; it can be 1 to 120", *run, "--months", "0")
        self.assertRefused("--months: '200' is too large; it can be 1 to 120", *run, "--months", "200")
        self.assertRefused("--months: 'six' is not a whole number; it can be 1 to 120", *run, "--months", "six")
        scenario = small()
        scenario["phases"][0]["planned_opening"] = "2020-07-01"
        done = place("delay", self.write("open.json", scenario), "--replications", "50", "--output",
                     self.path("none.json"))
        self.assertStatus(2, done)
        self.assertIn("no phase can slip: it would have to be planned on day 0 or later, to have homes, and to open "
                      "within the horizon", done.stderr)
        scenario = small()
        scenario.setdefault("uncertain", []).append(
            {"input": "/phases/0/slip_days", "as": "value", "distribution": {"uniform": {"min": 0, "max": 60}}})
        done = place("delay", self.write("drawn.json", scenario), "--replications", "50", "--output",
                     self.path("none.json"))
        self.assertStatus(2, done)
        self.assertIn("/phases/0/slip_days", done.stderr)
        self.assertRefused("delay needs a scenario file; see 'placement help delay'", "delay")
        with self.assertRaises(FileNotFoundError):
            open(self.path("none.json"), encoding="utf-8")
