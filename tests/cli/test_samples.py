# SPDX-License-Identifier: GPL-3.0-or-later
"""placement run --samples: the figures of each replication as CSV and as NumPy array."""
import ast
import csv
import json
import math
import os
import resource
import signal
import struct
import subprocess
from decimal import Decimal

import harness
from harness import CommandTest, place, small
from test_terminal import ENDLESS, Terminal

COLUMNS = ["cost.total:total", "unit_cost.in_house:2025-26", "occupancy@elm:total", "arrivals:2026-27"]


class Samples(CommandTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("small.json", small())

    def sample(self, name, *arguments, status=0, **how):
        done = place("run", self.small, "--samples", self.path(name), *arguments, **how)
        self.assertStatus(status, done)
        return done

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def rows(self, name):
        text = self.read(name).decode()
        self.assertEqual(text.count("\n"), text.count("\r\n"))
        return list(csv.reader(text.splitlines()))

    def array(self, name):
        """An array of doubles by the description of numpy.lib.format, without NumPy."""
        content = self.read(name)
        self.assertEqual(b"\x93NUMPY\x01\x00", content[:8])
        length, = struct.unpack("<H", content[8:10])
        self.assertEqual(0, (10 + length) % 64)
        header = content[10:10 + length].decode("latin1")
        self.assertTrue(header.endswith("\n"))
        about = ast.literal_eval(header)
        rows, columns = about.pop("shape")
        self.assertEqual({"descr": "<f8", "fortran_order": False}, about)
        values = struct.unpack(f"<{rows * columns}d", content[10 + length:])
        return [values[i * columns:(i + 1) * columns] for i in range(rows)]

    def test_table_and_output_are_those_of_the_run(self):
        output = self.path("x.json")
        plain = place("run", self.small, "--replications", "5000", "--output", output)
        before = self.read("x.json")
        done = self.sample("x.csv", "--replications", "5000", "--output", output)
        self.assertEqual(plain.stdout, done.stdout)
        self.assertRegex(done.stderr, r"\Aplacement: 5,000 replications in [\d.]+ s\n\Z")
        self.assertEqual(before, self.read("x.json"))

    def test_costs_by_year_are_the_default(self):
        self.sample("x.csv", "--replications", "300", "--output", self.path("x.json"))
        header, *rows = self.rows("x.csv")
        self.assertEqual(["replication", "cost.total:2025-26", "cost.total:2026-27", "cost.total:total"], header)
        self.assertEqual([str(i) for i in range(300)], [row[0] for row in rows])
        metrics = json.loads(self.read("x.json"), parse_float=Decimal)["metrics"]["cost.total"]
        for column, year in enumerate(("2025-26", "2026-27", "total"), 1):
            values = [Decimal(row[column]) for row in rows]
            self.assertTrue(all(value.as_tuple().exponent == -2 for value in values), "money has two decimals")
            self.assertLessEqual(abs(sum(values) / 300 - metrics[year]["mean"]), Decimal("0.005"))
            self.assertEqual((min(values), max(values)), (metrics[year]["min"], metrics[year]["max"]))

    def test_both_formats_hold_the_figures_of_the_trace(self):
        chosen = [f"--metric={column}" for column in COLUMNS]
        self.sample("x.csv", "--replications", "40", "--seed", "9", *chosen)
        self.sample("x.NPY", "--replications", "40", "--seed", "9", *chosen)
        header, *rows = self.rows("x.csv")
        array = self.array("x.NPY")
        self.assertEqual(["replication", *COLUMNS], header)
        self.assertEqual(40, len(rows))
        for row, values in zip(rows, array, strict=True):
            for text, value in zip(row, values, strict=True):
                self.assertEqual(text == "", math.isnan(value))
                if text:
                    self.assertLessEqual(abs(Decimal(text) - Decimal(value)), Decimal("0.00500001"))
        sums = place("trace", self.small, "--replication", "7", "--seed", "9", "--output", self.path("t.csv"))
        self.assertStatus(0, sums)
        with open(self.path("t.csv"), encoding="utf-8", newline="") as file:
            arrivals = [r for r in csv.DictReader(file) if r["metric"] == "arrivals" and r["year"] == "2026-27"]
        self.assertEqual(sum(Decimal(r["amount"]) for r in arrivals), Decimal(rows[7][4]))

    def test_undefined_is_empty_and_nan(self):
        scenario = small()
        for phase in scenario["phases"]:
            phase["planned_opening"] = "2026-12-01"
        self.small = self.write("late.json", scenario)
        for name in ("x.csv", "x.npy"):
            self.sample(name, "--replications", "2", "--metric", "occupancy:2025-26", "--metric", "arrivals")
        self.assertEqual("", self.rows("x.csv")[1][1])
        self.assertNotEqual("", self.rows("x.csv")[1][2])
        self.assertTrue(math.isnan(self.array("x.npy")[0][1]))

    def test_does_not_depend_on_threads(self):
        files = set()
        for threads in (1, 2, 5):
            for name in ("x.csv", "x.npy"):
                self.sample(name, "--replications", "5000", f"--threads={threads}", "--metric", "moves")
            files.add((self.read("x.csv"), self.read("x.npy")))
        self.assertEqual(1, len(files))

    def test_hostile_homes(self):
        scenario = small()
        scenario["homes"][0]["id"] = "-1.cmd.__proto__"
        scenario["homes"][1]["id"] = "." * 64
        del scenario["published"]
        self.small = self.write("hostile.json", scenario)
        chosen = ["beds.no_demand@-1.cmd.__proto__:total", "occupancy@" + "." * 64 + ":2025-26"]
        self.sample("x.csv", "--replications", "2", *[f"--metric={name}" for name in chosen])
        self.assertEqual(["replication", *chosen], self.rows("x.csv")[0])

    def test_names_of_files(self):
        for name in ("x.json", "x", ".csv", ".npy", "csv", "", "x.npy.gz"):
            self.assertRefused(f"--samples: '{name}' must be the name of a file that ends in .csv or .npy", "run",
                               self.small, "--samples", name)
        self.assertRefused("--samples is given twice", "run", self.small, "--samples=a.csv", "--samples=b.csv")
        path = self.path("x.csv")
        self.assertRefused(f"--samples: '{path}' is a file of --output as well", "run", self.small, "--samples", path,
                           "--output", path)
        missing = self.path("missing/x.csv")
        self.assertRefused(f"--samples: cannot write {missing}: No such file or directory", "run", self.small,
                           "--samples", missing, status=1)
        os.link(self.small, path)
        self.assertRefused(f"--samples: '{path}' is the scenario itself", "run", self.small, "--samples", path)

    def test_what_does_not_go_together(self):
        path = self.path("x.csv")
        self.assertRefused("--samples: how many futures --precision takes is not known before it ends; give their "
                           "number with --replications instead", "run", self.small, "--samples", path,
                           "--precision=1%")
        self.assertRefused("--confidence means nothing without --precision; see 'placement help run'", "run",
                           self.small, "--samples", path, "--confidence=90%")
        self.assertRefused("--metric: 'moves:total' is given twice", "run", self.small, "--samples", path,
                           "--metric=moves", "--metric=moves:total")
        self.assertRefused("--metric: the scenario has no metric 'cost.totl'; did you mean cost.total?", "run",
                           self.small, "--samples", path, "--metric=cost.totl")
        self.assertRefused("compare has no option --samples; see 'placement help compare'", "compare", self.small,
                           self.small, "--samples", path)
        self.assertEqual(["small.json"], os.listdir(self.folder))


class Failures(CommandTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("small.json", small())
        with open(self.path("old.npy"), "w", encoding="utf-8") as file:
            file.write("what was there before\n")

    def assertUntouched(self):
        with open(self.path("old.npy"), encoding="utf-8") as file:
            self.assertEqual("what was there before\n", file.read())
        self.assertEqual(["old.npy", "small.json"], sorted(os.listdir(self.folder)))

    def test_full_disk_costs_the_samples_only(self):
        def no_large_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        plain = place("run", self.small, "--replications", "6000")
        done = place("run", self.small, "--replications", "6000", "--samples", self.path("old.npy"),
                     preexec_fn=no_large_files)
        self.assertStatus(1, done)
        self.assertRegex(done.stderr, r"(?m)^placement: --samples: .*old\.npy: .*File too large$")
        self.assertEqual(plain.stdout, done.stdout)
        self.assertUntouched()

    def test_interrupted(self):
        run = Terminal("run", self.small, *ENDLESS, "--samples", self.path("old.npy"))
        self.addCleanup(run.process.kill)
        run.read_until(r"[1-9][\d,]* of 4,294,967,295")
        run.process.send_signal(signal.SIGINT)
        status, output, seen = run.end()
        self.assertEqual(130, status, seen)
        self.assertRegex(output, r"\nStopped after [\d,]+ of 4,294,967,295 replications; all figures rest on")
        self.assertIn(f"placement: --samples: {self.path('old.npy')} is not written, because not all replications were "
                      "done\r\n", seen)
        self.assertUntouched()

    def test_killed(self):
        run = Terminal("run", self.small, *ENDLESS, "--samples", self.path("old.npy"))
        self.addCleanup(run.process.kill)
        run.read_until(r"[1-9][\d,]* of 4,294,967,295")
        run.process.kill()
        run.end()
        with open(self.path("old.npy"), encoding="utf-8") as file:
            self.assertEqual("what was there before\n", file.read())

    def peak(self, replications):
        """Kilobytes that a run with 45 figures of each replication had at most."""
        names = ("arrivals", "moves", "placements", "cost.external", "beds.occupied", "cost.total", "cost.revenue",
                 "cost.in_house", "beds.open", "beds.no_demand", "beds.unmatched", "occupancy", "children.external",
                 "children.in_house", "cost.capital")
        chosen = [f"--metric={name}:{year}" for name in names for year in ("2025-26", "2026-27", "total")]
        process = subprocess.Popen([harness.command, "run", self.small, f"--replications={replications}", "--threads=1",
                                    "--samples", self.path("x.npy"), *chosen], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(0, process.returncode)
        self.assertEqual(128 + replications * 46 * 8, os.path.getsize(self.path("x.npy")))
        return usage.ru_maxrss

    def test_memory_does_not_grow(self):
        few = self.peak(5000)
        self.assertLess(self.peak(60000) - few, 8000, "60,000 rows are 22 megabytes")
