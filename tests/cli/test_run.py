# SPDX-License-Identifier: GPL-3.0-or-later
"""placement run: the tables and the files that it writes."""
import csv
import json
import os
import re
import resource
import signal
from decimal import ROUND_HALF_UP, Decimal

from harness import CommandTest, data, large, place, small

FIGURES = ("mean", "se", "p10", "p50", "p80", "p90")


def shown(value, decimals=0, factor=1):
    """A number of the result JSON as the table shows it."""
    if value is None:
        return "-"
    rounded = (Decimal(value) * factor).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{abs(rounded) if rounded == 0 else rounded:,}"


def close(text, other):
    """Equal but for the last digit, where the number of the file has been rounded twice."""
    if "-" in (text, other):
        return text == other
    one, two = (Decimal(figure.replace(",", "")) for figure in (text, other))
    return abs(one - two) <= Decimal(1).scaleb(one.as_tuple().exponent)


def block(text, heading):
    """The rows of a table that are indented under `heading`: {label: [figures]}."""
    rows = {}
    for line in text[text.index("\n" + heading + "\n"):].split("\n")[2:]:
        if not line.startswith("  "):
            break
        label, *figures = re.split(" {2,}", line.strip())
        rows[label] = figures
    return rows


def soon_over():
    """Ends a process after three seconds of work, before endless output fills the memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (3, 3))


class Run(CommandTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("small.json", small())

    def run_small(self, *arguments, **how):
        done = place("run", self.small, "--replications", "200", *arguments, **how)
        self.assertStatus(0, done)
        return done

    def read(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return file.read()

    def result(self, name="x.json"):
        return json.loads(self.read(name), parse_float=Decimal)

    def test_small(self):
        done = place("run", "small.json", "--replications", "200")
        self.assertStatus(0, done)
        self.assertExpected("run", done.stdout)
        self.assertFits(done.stdout)
        self.assertRegex(done.stderr, r"\Aplacement: 200 replications in [\d.]+ s\n\Z")

    def test_no_homes(self):
        done = place("run", "nothing.json", "--replications", "200")
        self.assertStatus(0, done)
        self.assertExpected("run_nothing", done.stdout)
        self.assertFits(done.stdout)

    def test_without_unit_costs(self):
        done = place("run", "bare.json", "--replications", "20", preexec_fn=soon_over)
        self.assertStatus(0, done)
        self.assertExpected("run_bare", done.stdout)
        self.assertFits(done.stdout)

    def test_without_anything_but_children_or_costs(self):
        unserved = {"id": "breaks", "arrivals_per_year": 10, "need_days": 5, "unserved": True}
        line = {"id": "manager", "amount": 80000, "per": "year"}
        for part in ({"groups": [unserved]}, {"costs": [line]}):
            path = self.write("part.json", {**data("bare.json"), **part})
            for command in (("run", "--replications", "20"), ("plan",), ("explain",), ("trace", "--replication", "0")):
                done = place(*command, path, preexec_fn=soon_over)
                self.assertStatus(0, done)
                self.assertFits(done.stdout)
                self.assertNotIn("Cost per placement", done.stdout)

    def test_whole(self):
        done = place("run", "whole.json", "--replications", "200")
        self.assertStatus(0, done)
        self.assertExpected("run_whole", done.stdout)
        self.assertFits(done.stdout)

    def test_one_replication(self):
        done = place("run", self.small, "--replications", "1")
        self.assertStatus(0, done)
        self.assertIn("\nA single future cannot tell how sure that is.\n", done.stdout)
        for figures in block(done.stdout, "total").values():
            self.assertEqual("-", figures[2], "the standard error of one replication")

    def test_table_shows_the_figures_of_the_file(self):
        text = self.run_small("--output", self.path("x.json")).stdout
        result = self.result()
        for heading, metric, decimals, factor in (
                ("capital", "cost.capital", 0, 1),
                ("revenue", "cost.revenue", 0, 1),
                ("homes and programme", "cost.in_house", 0, 1),
                ("external placements", "cost.external", 0, 1),
                ("total", "cost.total", 0, 1),
                ("placed externally", "children.external", 1, 1),
                ("in homes", "children.in_house", 1, 1),
                ("share of children in homes", "children.local_share", 1, 100)):
            rows = block(text, heading)
            self.assertEqual(3, len(rows), heading)
            for label, figures in rows.items():
                year = "total" if label == "all years" else label
                wanted = [shown(result["plan"][metric][year], decimals, factor)]
                for name in FIGURES:
                    more = name == "se" and decimals > 0
                    wanted.append(shown(result["metrics"][metric][year][name], decimals + more, factor))
                for got, want in zip(figures, wanted, strict=True):
                    self.assertTrue(close(got.rstrip("%"), want), f"{heading} {label}: {figures} beside {wanted}")

    def test_homes_show_the_figures_of_the_file(self):
        text = self.run_small("--output", self.path("x.json")).stdout
        homes, voids = (text[text.index("\n" + heading):] for heading in ("Homes over the", "Void bed-nights"))
        metrics = self.result()["metrics"]
        for home, beds, at in (("elm", "2", "@elm"), ("oak", "3", "@oak"), ("all homes", "5", "")):
            figures = [re.search(rf"(?m)^{home} +(.*)$", part).group(1).split() for part in (homes, voids)]
            occupancy = metrics["occupancy" + at]["total"]
            mean = {state: metrics[f"beds.{state}{at}"]["total"]["mean"]
                    for state in ("open", "occupied", "turnaround", "unmatched", "no_demand")}
            wanted = [beds, shown(occupancy["mean"], 1, 100), shown(occupancy["se"], 2, 100), shown(mean["open"]),
                      shown(mean["occupied"]), shown(mean["turnaround"]), shown(mean["unmatched"]),
                      shown(mean["no_demand"]), shown(mean["open"] - mean["occupied"])]
            for got, want in zip(sum(figures, []), wanted, strict=True):
                self.assertTrue(close(got, want), f"{home}: {figures} beside {wanted}")

    def test_categories_show_the_figures_of_the_file(self):
        done = place("run", "whole.json", "--replications", "50", "--output", self.path("x.json"))
        result = self.result()
        text = done.stdout[done.stdout.index("\nWhere the money goes"):]
        for label, metric in (("homes and beds", "cost.in_house.fixed"), ("occupied beds", "cost.in_house.occupancy"),
                              ("programme", "cost.programme"), ("standard", "cost.external.standard"),
                              ("emergency", "cost.external.emergency"), ("enhancements", "cost.external.enhancement"),
                              ("notice", "cost.external.notice"), ("visits", "cost.external.visits"),
                              ("step-down", "cost.step_down"), ("less beds sold", "income.sold_beds"),
                              ("total", "cost.total"), ("in real terms", "cost.real")):
            figures = re.search(rf"(?m)^ *{label}  +(.*)$", text).group(1).split()
            statistics = result["metrics"][metric]["total"]
            wanted = [shown(result["plan"][metric]["total"])] + [shown(statistics[name]) for name in FIGURES]
            for got, want in zip(figures, wanted, strict=True):
                self.assertTrue(close(got, want), f"{label}: {figures} beside {wanted}")

    def test_what_is_zero_is_left_out(self):
        text = self.run_small().stdout
        for label in ("emergency", "enhancements", "visits", "step-down", "beds sold", "in real terms", "suspended",
                      "unplanned endings", "could not be met", "uncertain"):
            self.assertNotIn(label, text)
        self.assertIn("\n  notice ", text)
        nothing = place("run", "nothing.json", "--replications", "20").stdout
        self.assertRegex(nothing, r"\ncapital +0 +0 +0 +0 +0 +0 +0\n")
        self.assertNotIn("\nhomes and programme", nothing)
        self.assertNotIn("\nprogramme", nothing)

    def test_only_the_states_there_are_have_columns(self):
        scenario = small()
        scenario["homes"][0]["introduction_days"] = 10
        done = place("run", self.write("held.json", scenario), "--replications", "50")
        self.assertFits(done.stdout)
        self.assertRegex(done.stdout, r"\n +turnaround +held +unmatched +no demand +all void\n")
        for word in ("sold to", "suspended", "ramp-up"):
            self.assertNotIn(word, done.stdout)

    def test_uncertain_inputs_are_counted(self):
        scenario = data("whole.json")
        del scenario["uncertain"][0]
        done = place("run", self.write("one.json", scenario), "--replications", "2")
        self.assertIn("1 uncertain input is drawn for each future. ", " ".join(done.stdout.split()))

    def test_files_do_not_depend_on_threads(self):
        texts, files = set(), set()
        for threads in (1, 2, 3):
            texts.add(self.run_small(f"--threads={threads}", "--output", self.path("x.json"), "--output",
                                     self.path("x.CSV")).stdout)
            files.add((self.read("x.json"), self.read("x.CSV")))
        self.assertEqual(1, len(texts))
        self.assertEqual(1, len(files))

    def test_provenance(self):
        text = self.run_small("--seed", "0xffffffffffffffff", "--output", self.path("x.json")).stdout
        provenance = self.result()["provenance"]
        self.assertEqual("18446744073709551615", str(provenance["seed"]))
        self.assertEqual(200, provenance["replications"])
        self.assertEqual([f"scenario sha256 {provenance['scenario_sha256'][:12]}",
                          f"libplacement {provenance['version']}, seed 18446744073709551615, 200 replications"],
                         text.splitlines()[-2:])

    def test_csv_is_tidy(self):
        self.run_small("--output", self.path("x.csv"), "--output", self.path("x.json"))
        rows = list(csv.reader(line for line in self.read("x.csv").splitlines() if not line.startswith("#")))
        self.assertGreater(len(rows), 100)
        self.assertEqual({len(rows[0])}, {len(row) for row in rows})

    def test_another_seed_gives_other_figures(self):
        self.assertNotEqual(block(self.run_small().stdout, "total"), block(self.run_small("--seed=2").stdout, "total"))

    def test_published_figures_do_not_change_the_status(self):
        scenario = small()
        scenario["published"][0]["value"] = 1
        done = place("run", self.write("wrong.json", scenario), "--replications", "2")
        self.assertStatus(0, done)
        self.assertIn("\n- Capital for the first home: differs, though expected to agree: published 1 ", done.stdout)
        self.assertEqual(1, done.stdout.lower().count("expected to agree"))


class Large(CommandTest):
    def test_many_homes_and_years(self):
        done = place("run", self.write("large.json", large()), "--replications", "2")
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        self.assertIn("\n80 other homes ", done.stdout)
        homes = re.findall(r"(?m)^the-house\S*-(\d+) ", done.stdout)
        self.assertEqual([str(number) for number in range(1, 21)] * 2, homes)
        self.assertRegex(done.stdout, r"(?m)^all homes +200 ")

    def test_twenty_one_homes_are_all_shown(self):
        done = place("run", self.write("large.json", large(homes=21, years=1)), "--replications", "2")
        self.assertNotIn(" other homes ", done.stdout)
        self.assertRegex(done.stdout, r"(?m)^the-house\S*-21 ")

    def test_hundreds_of_millions_are_not_printed_in_parts(self):
        done = place("run", self.write("large.json", large(homes=50, years=5, amount=4e6)), "--replications", "2")
        self.assertStatus(0, done)
        self.assertRegex(done.stdout, r"(?m)^thousand pounds  .* P90$")

    def test_large_amounts(self):
        done = place("run", self.write("large.json", large(homes=50, years=30, amount=9e8)), "--replications", "2")
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        self.assertRegex(done.stdout, r"(?m)^million pounds  ")


class Outputs(CommandTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("small.json", small())
        with open(self.path("old.csv"), "w", encoding="utf-8") as file:
            file.write("what was there before\n")

    def assertUntouched(self, *names):
        with open(self.path("old.csv"), encoding="utf-8") as file:
            self.assertEqual("what was there before\n", file.read())
        self.assertEqual(sorted(["small.json", "old.csv", *names]), sorted(os.listdir(self.folder)))

    def test_refused_before_anything_runs(self):
        for name, problem in {"missing/x.json": "No such file or directory", "old.csv/x.csv": "Not a directory"}.items():
            path = self.path(name)
            self.assertRefused(f"--output: cannot write {path}: {problem}", "run", self.small, "--output", path,
                               "--output", self.path("other.json"), status=1)
        os.mkfifo(self.path("pipe.csv"))
        self.assertRefused(f"--output: cannot write {self.path('pipe.csv')}: not a regular file", "run", self.small,
                           "--output", self.path("pipe.csv"), status=1)
        self.assertUntouched("pipe.csv")

    def test_scenario_is_not_overwritten(self):
        os.link(self.small, self.path("same.json"))
        for path in (self.small, self.path("same.json")):
            self.assertRefused(f"--output: '{path}' is the scenario itself", "run", self.small, "--output", path)

    def test_what_fails_leaves_the_old_file(self):
        def no_large_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        done = place("run", self.small, "--replications", "20", "--output", self.path("old.csv"),
                     preexec_fn=no_large_files)
        self.assertStatus(1, done)
        self.assertRegex(done.stderr, r"(?m)^placement: .*old\.csv: .*File too large")
        self.assertIn("\nBudget by financial year\n", done.stdout)
        self.assertUntouched()

    def test_what_succeeds_replaces_the_old_file(self):
        done = place("run", "small.json", "--replications", "20", "--output", "old.csv", cwd=self.folder)
        self.assertStatus(0, done)
        with open(self.path("old.csv"), encoding="utf-8") as file:
            self.assertIn("cost.total", file.read())
        self.assertEqual(["old.csv", "small.json"], sorted(os.listdir(self.folder)))
