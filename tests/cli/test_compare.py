# SPDX-License-Identifier: GPL-3.0-or-later
"""placement compare: base and alternatives with the same children, as text, JSON and CSV."""
import csv
import json
import os
import signal
from decimal import Decimal

from harness import DATA, CommandTest, place, small
from test_terminal import ENDLESS, Terminal


class Compare(CommandTest):
    def setUp(self):
        super().setUp()
        scenario = small()
        scenario["title"] = "Half as many children again"
        for group in scenario["groups"]:
            group["arrivals_per_year"] *= 1.5
        self.more = self.write("more.json", scenario)

    def compare(self, *arguments, status=0):
        done = place("compare", "small.json", self.more, *arguments)
        self.assertStatus(status, done)
        return done

    def test_text(self):
        done = self.compare("--replications", "400", "--seed", "7")
        self.assertExpected("compare", done.stdout)
        self.assertFits(done.stdout)
        self.assertRegex(done.stderr, r"\Aplacement: 400 replications of the base and of the alternative, in [\d.]+ s\n\Z")

    def test_means_are_those_of_runs(self):
        self.compare("--replications", "300", "--output", self.path("c.json"), "--output", self.path("c.csv"))
        with open(self.path("c.json"), encoding="utf-8") as file:
            found = json.load(file, parse_float=Decimal)
        for name, side in (("small.json", "base"), (self.more, "alternative")):
            self.assertStatus(0, place("run", name, "--replications", "300", "--output", self.path("r.json")))
            with open(self.path("r.json"), encoding="utf-8") as file:
                run = json.load(file, parse_float=Decimal)
            for metric, years in found["alternatives"][0]["metrics"].items():
                for year, figure in years.items():
                    self.assertEqual(run["metrics"][metric][year]["mean"] if figure["difference"]["defined"] else None,
                                     figure[side], (metric, year))
        with open(self.path("c.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({"1"}, {row["alternative"] for row in rows})
        for row in rows:
            if row["metric"] == "payback":
                figure = found["alternatives"][0]["payback"][row["period"]][row["statistic"]]
            elif row["metric"] == "payback_never":
                figure = found["alternatives"][0]["payback_year"]["never"][row["statistic"]]
            else:
                figure = found["alternatives"][0]["metrics"][row["metric"]][row["period"]]
                name = row["statistic"]
                if name.startswith("lower"):
                    figure = figure["lower"][name.removeprefix("lower_") if "_" in name else "share"]
                else:
                    figure = figure[name] if name in figure else figure["difference"][name]
            self.assertEqual(figure, Decimal(row["value"]) if row["value"] else None, row)

    def waterfall(self):
        """A base without homes, and an alternative with them and dearer fees."""
        scenario = small()
        scenario["title"] = "No homes"
        for key in ("phases", "homes", "costs", "published"):
            scenario.pop(key, None)
        for group in scenario["groups"]:
            group["weekly_fee"] = 4000
        return self.write("none.json", scenario)

    def test_waterfall(self):
        done = place("compare", self.waterfall(), "small.json", "--waterfall", "--replications", "300",
                     "--output", self.path("w.json"), "--output", self.path("w.csv"))
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        begin = done.stdout.index("What the difference in total cost comes from")
        self.assertExpected("compare_waterfall", done.stdout[begin:])
        with open(self.path("w.json"), encoding="utf-8") as file:
            alternative = json.load(file, parse_float=Decimal)["alternatives"][0]
        steps, total = alternative["waterfall"]["steps"], alternative["waterfall"]["total"]
        self.assertEqual(["fees", "homes", "delay", "costs"], [step["name"] for step in steps])
        for metric, years in total.items():
            for year, whole in years.items():
                found = sum(step["metrics"][metric][year]["in_order"]["value"] for step in steps)
                self.assertLessEqual(abs(found - whole["in_order"]["value"]), Decimal("0.02"))
                difference = alternative["metrics"][metric][year]["difference"]
                self.assertLessEqual(abs(difference["mean"] - whole["in_order"]["value"]), Decimal("0.01"))
                self.assertLessEqual(abs(difference["se"] - whole["in_order"]["se"]), Decimal("0.01"))
        with open(self.path("w.csv"), encoding="utf-8", newline="") as file:
            rows = {(row["metric"], row["period"], row["statistic"]): row for row in csv.DictReader(file)}
        for step in [*steps, {"name": "total", "metrics": total}]:
            for part in ("in_order", "alone", "interaction"):
                for name, end in (("value", ""), ("se", "_se"), ("low", "_low"), ("high", "_high")):
                    row = rows["cost.external", "2025-26", f"waterfall.{step['name']}.{part}{end}"]
                    self.assertEqual(step["metrics"]["cost.external"]["2025-26"][part][name], Decimal(row["value"]))

    def test_waterfall_of_equals(self):
        done = place("compare", "small.json", "small.json", "--waterfall", "--replications", "50")
        self.assertStatus(0, done)
        self.assertIn("The scenarios differ in nothing that has an effect.\n", done.stdout)
        self.assertNotIn("What the difference in total cost", self.compare("--replications", "50").stdout)

    def test_payback(self):
        scenario = small()
        scenario["costs"].append({"amount": 100000, "per": "once", "on": "2025-05-01"})
        dear = self.write("dear.json", scenario)
        for base, alternative, expected in (("small.json", dear, None), (dear, "small.json", "2025-26")):
            done = place("compare", base, alternative, "--replications", "50", "--output", self.path("p.json"))
            self.assertStatus(0, done)
            with open(self.path("p.json"), encoding="utf-8") as file:
                years = json.load(file)["alternatives"][0]["payback_year"]
            self.assertEqual({"year": expected, "earliest": expected, "latest": expected}, years["p50"])
            self.assertEqual(1 if expected is None else 0, years["never"]["share"])
            if expected is None:
                self.assertIn("it has paid for itself by the end of 2026-27 in none of the futures", done.stdout.replace("\n", " "))
                self.assertRegex(done.stdout, r"\nnot within the horizon +100\.0 ")
            else:
                self.assertIn("nothing has to be paid back", done.stdout.replace("\n", " "))

    def test_does_not_depend_on_threads(self):
        texts = {self.compare("--replications=150", f"--threads={threads}").stdout for threads in (1, 2, 3)}
        self.assertEqual(1, len(texts))

    def test_several_alternatives(self):
        done = place("compare", "small.json", self.more, self.write("same.json", small()), "--replications", "100")
        self.assertStatus(0, done)
        self.assertEqual(2, done.stdout.count("\nCosts by financial year\n"))
        self.assertIn("\n\nHalf as many children again\n“Half as many children again” costs ", done.stdout)
        self.assertIn("\n\nsame\nThe alternative does not differ ", done.stdout)
        markdown = place("compare", "small.json", self.more, self.path("same.json"), "--replications", "100",
                         "--format", "markdown").stdout
        self.assertEqual(["Half as many children again", "same"],
                         [line[3:] for line in markdown.splitlines() if line.startswith("## ")][1:])
        self.assertEqual(2, markdown.count("\n### Costs by financial year\n"))
        self.assertFits(done.stdout)
        table = done.stdout[done.stdout.index("Side by side"):].split("\n\n")[0]
        rows = {line.split()[0]: line.split()[1:] for line in table.splitlines() if line}
        base, more, same = (rows[name] for name in ("small", "more", "same"))
        self.assertEqual(["0", "0", "0.0"], same[1:4])
        self.assertEqual(base[:1] + base[4:], same[:1] + same[4:])
        number = {name: int(rows[name][0].replace(",", "")) for name in ("small", "more")}
        self.assertAlmostEqual(number["more"] - number["small"], int(more[1].replace(",", "")), delta=1)
        self.assertIn("The alternative does not differ from the base, neither in cost nor for children, in any of the 100 futures",
                      done.stdout.replace("\n", " "))

    def table(self, name):
        with open(os.path.join(self.path("report"), name + ".csv"), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_reports_tell_of_each_scenario(self):
        plain = self.compare("--replications", "200")
        done = self.compare("--replications", "200", "--output", self.path("report/"), "--output", self.path("c.json"))
        until, begin, end = "Total cost: the plan basis", "Costs by financial year", "Reports (--output"
        self.assertEqual(plain.stdout[:plain.stdout.index(until)], done.stdout[:done.stdout.index(until)])
        costs = plain.stdout[plain.stdout.index(begin):plain.stdout.index(end)]
        self.assertTrue(done.stdout[done.stdout.index(begin):].startswith(costs))
        with open(self.path("c.json"), encoding="utf-8") as file:
            found = json.load(file, parse_float=Decimal)
        total = found["alternatives"][0]["metrics"]["cost.total"]["total"]
        means = {row["scenario"]: Decimal(row["amount"]) for row in self.table("total_quantiles")
                 if row["quantile"] == "mean"}
        self.assertEqual({found["base"]["title"]: total["base"],
                          found["alternatives"][0]["title"]: total["alternative"]}, means)
        p80 = {row["scenario"]: Decimal(row["amount"]) for row in self.table("total_quantiles")
               if row["quantile"] == "P80"}
        totals = {row["scenario"]: row for row in self.table("totals")}
        self.assertEqual(["base", "alternative", "difference"], list(totals))
        self.assertEqual([*p80.values(), total["difference"]["p80"]], [Decimal(row["p80"]) for row in totals.values()])
        self.assertEqual(Decimal(totals["difference"]["plan"]),
                         Decimal(totals["alternative"]["plan"]) - Decimal(totals["base"]["plan"]))
        row = next(row for row in self.table("difference") if (row["category"], row["year"]) == ("total", "total"))
        for column, figure in (("base", total["base"]), ("alternative", total["alternative"]),
                               ("difference", total["difference"]["mean"]),
                               ("difference_se", total["difference"]["se"]), ("difference_low", total["mean_low"]),
                               ("p90", total["difference"]["p90"]), ("lower", total["lower"]["share"])):
            self.assertEqual(figure, Decimal(row[column]), column)
        self.assertEqual({"published", "homes", "voids", "monthly_external", "plan_by_year"},
                         {name for name in ("published", "homes", "voids", "monthly_external", "plan_by_year")
                          if {row["scenario"] for row in self.table(name)} == set(means)})

    def test_report_that_is_interrupted(self):
        run = Terminal("compare", os.path.join(DATA, "small.json"), self.more, *ENDLESS, "--waterfall",
                       "--output", self.path("report/"))
        self.addCleanup(run.process.kill)
        run.read_until(r"[1-9][\d,]* of 4,294,967,295")
        run.process.send_signal(signal.SIGINT)
        status, output, seen = run.end()
        self.assertEqual(130, status, seen)
        self.assertRegex(seen, r"placement: stopped after [\d,]+ replications of alternative 1, [\d.]+ s; its waterfall is "
                               r"left out; what is told of each scenario by itself is left out\r\n\Z")
        self.assertRegex(output, r"(?m)^The comparison was stopped after [\d,]+ of 4,294,967,295 futures;")
        self.assertEqual([], [name for name in os.listdir(self.path("report")) if name in ("homes.csv", "waterfall.csv")])
        self.assertIn("difference.csv", os.listdir(self.path("report")))

    def test_parts_of_reports_have_names(self):
        names = [self.more, self.write("same.json", small())]
        self.assertStatus(0, place("compare", "small.json", *names, "--replications", "20", "--output",
                                   self.path("report/"), "--output", self.path("report.html")))
        found = set(os.listdir(self.path("report")))
        self.assertLess({"overview.csv", "more-difference.csv", "same-difference.csv"}, found)
        with open(self.path("report.html"), encoding="utf-8") as file:
            page = file.read()
        for title in ("Half as many children again", "same"): # the title of the latter is that of the base
            self.assertTrue(f"<h2>{title}</h2>" in page and f">{title}</a>" in page, title)
        self.assertStatus(0, place("compare", "small.json", "small.json", "small.json", "--replications", "20",
                                   "--output", self.path("numbers/")))
        self.assertLess({"1-overview.csv", "2-difference.csv", "3-difference.csv"}, set(os.listdir(self.path("numbers"))))

    def test_refusals(self):
        self.assertRefused("compare needs a scenario file; see 'placement help compare'", "compare")
        self.assertRefused("compare needs a base and at least one alternative, and 'small.json' is the only file",
                           "compare", "small.json")
        self.assertRefused("--output: 'small.json' is the scenario itself", "compare", self.more, "small.json",
                           "--output", "small.json")
        scenario = small()
        scenario["horizon"]["years"] = 1
        scenario.pop("published", None)
        short = self.write("short.json", scenario)
        done = place("compare", "small.json", short)
        self.assertStatus(2, done)
        self.assertIn(f"compare: {short}: the base runs over ", done.stderr)
        self.assertIn(": their horizons must be the same", done.stderr)
