# SPDX-License-Identifier: GPL-3.0-or-later
"""placement trace: the ledger as text and as CSV, its sums, its filters, what it refuses."""
import csv
import json
import os
import re
from collections import defaultdict
from decimal import Decimal

from harness import CommandTest, place, small

PENNY = Decimal("0.01")


class Trace(CommandTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("small.json", small())

    def trace(self, *arguments):
        done = place("trace", self.small, *arguments)
        self.assertStatus(0, done)
        self.assertEqual("", done.stderr)
        return done.stdout

    def rows(self, *arguments):
        self.trace("--output", self.path("x.csv"), *arguments)
        with open(self.path("x.csv"), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    def sums(self, rows):
        sums = defaultdict(Decimal)
        for row in rows:
            if row["metric"]:
                sums[row["metric"], row["year"]] += Decimal(row["amount"])
        return sums

    def test_one_child(self):
        text = self.trace("--child", "younger 3")
        self.assertExpected("trace_child", text)
        self.assertFits(text)

    def test_one_home(self):
        text = self.trace("--place", "elm", "--replication", "2")
        self.assertExpected("trace_home", text)
        self.assertFits(text)

    def test_whole(self):
        text = self.trace("--replication", "3", "--seed", "7")
        self.assertFits(text)
        self.assertIn("\nThis is the ledger of replication 3 with seed 7; it agrees with the outcome of the replication, "
                      "to\nthe penny and the night, home by home.\n", text)
        self.assertNotIn("DIFFERS", text)

    def test_sums_are_the_outcome_of_the_run(self):
        sums = self.sums(self.rows("--seed", "5"))
        done = place("run", self.small, "--seed", "5", "--replications", "1", "--output", self.path("x.json"))
        self.assertStatus(0, done)
        with open(self.path("x.json"), encoding="utf-8") as file:
            metrics = json.load(file, parse_float=Decimal)["metrics"]
        compared = 0
        for (metric, year), amount in sums.items():
            if metric.startswith("children."):
                continue  # averages there
            self.assertLess(abs(amount - Decimal(metrics[metric][year]["mean"])), Decimal("0.0000005"), (metric, year))
            compared += 1
        self.assertGreater(compared, 20)

    def test_text_shows_the_sums_of_the_file(self):
        sums, shown, metric = self.sums(self.rows()), {}, None
        for line in self.trace().split("\nSums of the ledger")[1].splitlines():
            metric = line if re.fullmatch(r"[a-z_.]+", line) else metric
            found = re.fullmatch(r"  (20\S+) +([\d,.-]+) +[\d,.-]+  agrees", line)
            if found:
                shown[metric, found[1]] = Decimal(found[2].replace(",", ""))
        self.assertGreater(len(shown), 20)
        for key, figure in shown.items():
            if key in sums:
                self.assertEqual(figure.quantize(PENNY), sums[key].quantize(PENNY), key)
        total = ("cost.total", "2025-26")
        costs = sum(amount for (metric, year), amount in sums.items() if metric.startswith("cost.") and
                    year == total[1])
        self.assertEqual(shown[total], costs.quantize(PENNY))

    def test_filters_only_leave_rows_out(self):
        rows = self.rows()
        for arguments, wanted in {
            ("--child", "older 2"): lambda row: row["child"] == "older 2",
            ("--place=elm",): lambda row: row["place"] == "elm",
            ("--from", "2026-05-01", "--until", "2026-06-01"): lambda row: row["from"] < "2026-06-01" and (
                row["until"] > "2026-05-01" or row["from"] == row["until"] == "2026-05-01"),
        }.items():
            some = self.rows(*arguments)
            # Months of nights in which nothing changes are one row, with or without a filter.
            self.assertEqual([row for row in rows if wanted(row)], some)
            self.assertGreater(len(some), 3)
        self.assertIn("\nThese are the rows of the child older 2 of the ledger of replication 0 with seed 1, each whole;",
                      self.trace("--child", "older 2"))
        self.assertIn("\nSums of the rows shown", self.trace("--child", "older 2"))
        self.assertIn("\nThe ledger of replication 0 with seed 1 has no rows of the child older 2 until 2025-04-01.\n",
                      self.trace("--child", "older 2", "--until", "2025-04-01"))

    def test_every_bed_has_a_state_and_a_reason(self):
        for row in self.rows():
            if row["metric"].startswith("beds."):
                self.assertTrue(row["reason"], row)
                self.assertTrue(row["home"], row)

    def test_formats(self):
        rows = self.rows()
        done = place("trace", self.small, "--format", "json", "--output", self.path("ledger/"))
        self.assertStatus(0, done)
        found = json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)
        self.assertEqual("placement-ledger/1", found["format"])
        self.assertEqual(len(rows), len(found["tables"]["rows"]))
        for row, other in zip(rows, found["tables"]["rows"]):
            self.assertEqual([row[key] for key in ("from", "year", "event", "child", "place", "metric", "home", "unit")],
                             [other[key] for key in ("from", "year", "event", "child", "place", "metric", "home", "unit")])
            self.assertEqual(Decimal(row["amount"]) if row["amount"] else None, other["amount"])
            self.assertEqual(row["until"] if row["until"] != row["from"] else "", other["until"])
        self.assertEqual({"agrees"}, {row["standing"] for row in found["tables"]["sums"]})
        for name in ("rows", "sums"):
            with open(self.path(f"ledger/{name}.csv"), encoding="utf-8", newline="") as file:
                self.assertEqual(len(found["tables"][name]), len(list(csv.DictReader(file, strict=True))))
        with open(self.path("x.csv"), encoding="utf-8") as file:
            self.assertEqual(file.read(), place("trace", self.small, "--format", "csv").stdout)
        text = place("trace", self.small, "--child", "younger 3", "--format", "markdown").stdout
        self.assertIn("\n| from | until | child or place | amount | what and why |\n"
                      "| --- | --- | --- | ---: | --- |\n", text)

    def test_seeds_and_replications_differ(self):
        texts = {self.trace(), self.trace("--replication", "1"), self.trace("--seed", "2")}
        self.assertEqual(3, len(texts))
        self.assertEqual(self.trace(), self.trace("--replication=0", "--seed", "0x1"))

    def test_refusals(self):
        for arguments, message in {
            ("--child", "older 999"): "replication 0 has no child 'older 999'; children are called by their group and "
                                      "a number, such as 'younger 1', or 'younger i1' when they were there on the "
                                      "first day",
            ("--place", "ash"): "there is no home, phase or step-down scheme 'ash'",
            ("--from", "2025-02-30"): "from: '2025-02-30' is not a date; it must be one like 2025-04-01",
            ("--until", "later"): "until: 'later' is not a date; it must be one like 2025-04-01",
            ("--output", "x.txt"): "--output: 'x.txt' must be the name of a file that ends in .json, .csv, .html or "
                                   ".xlsx, or of a folder, which ends in /",
            ("--replication", "4294967296"): "--replication: '4294967296' is too large; it can be 0 to 4,294,967,295",
            ("--replications", "5"): "trace has no option --replications; did you mean --replication?",
            ("--output", self.path("missing/x.csv")):
                f"--output: cannot write {self.path('missing/x.csv')}: No such file or directory",
        }.items():
            status = 1 if "missing" in arguments[1] else 2
            self.assertRefused(message, "trace", self.small, *arguments, status=status)
        self.assertEqual(["small.json"], os.listdir(self.folder))

    def test_no_such_child_leaves_no_file(self):
        done = place("trace", self.small, "--child", "nobody 1", "--output", self.path("x.csv"))
        self.assertStatus(2, done)
        self.assertEqual(["small.json"], os.listdir(self.folder))

    def test_full_disk(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = place("trace", self.small, stdout=full)
        self.assertStatus(1, done)
        self.assertRegex(done.stderr, r"\Aplacement: cannot write to standard output")
