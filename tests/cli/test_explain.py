# SPDX-License-Identifier: GPL-3.0-or-later
"""placement explain."""
import json
import os
import re
import subprocess

import harness
from harness import HERE, CommandTest, environment, large, place, small

DATA_OK = os.path.join(HERE, "../data/ok")
MINIMAL = os.path.join(HERE, "../../examples/scenarios/minimal.json")


def unwrapped(text):
    """The text with each item on one line."""
    return re.sub(r"\n +(?!- )", " ", text)


class Explain(CommandTest):
    def explain(self, scenario):
        done = place("explain", self.write("scenario.json", scenario))
        self.assertStatus(0, done)
        self.assertEqual("", done.stderr)
        self.assertFits(done.stdout)
        return unwrapped(done.stdout)

    def test_minimal(self):
        done = place("explain", MINIMAL)
        self.assertStatus(0, done)
        self.assertEqual("", done.stderr)
        self.assertFits(done.stdout)
        self.assertExpected("explain_minimal", done.stdout)

    def test_every_key(self):
        for name in ("every_key", "whole_model", "uncertain"):
            with self.subTest(name=name):
                done = place("explain", os.path.join(DATA_OK, name + ".json"))
                self.assertStatus(0, done)
                self.assertFits(done.stdout)
                self.assertExpected("explain_" + name, done.stdout)

    def test_break_even_by_hand(self):
        scenario = small()
        text = self.explain(scenario)
        # A week of an occupied bed: 120, so a year 6,261.43; two beds.
        self.assertIn("A year costs £410,000 when it is open and empty, £422,523 when it is full: £4,049 a week for each "
                      "bed.", text)
        fee = float(re.search(r"the average external fee of the planned placements that it takes is £([0-9,]+) a week", text).group(1)
                    .replace(",", ""))
        self.assertTrue(4200 < fee < 5100, fee)
        share = 410000 / ((fee * 365.25 / 7 - 120 * 365.25 / 7) * 2)
        self.assertAlmostEqual(100 * share, float(re.search(r"from an occupancy of ([0-9.]+)%", text).group(1)),
                               delta=0.1)

    def test_a_default_that_is_written_is_none(self):
        scenario = small()
        scenario["homes"][0]["turnaround_days"] = 0
        scenario["horizon"]["financial_year_start"] = "04-01"
        del scenario["homes"][1]["turnaround_days"]
        text = self.explain(scenario)
        self.assertIn("begin on 1 April; ", text)
        elm, oak = re.search(r"Home elm\n(.*)Home oak\n(.*)The programme", text, re.S).groups()
        self.assertIn("- Turnaround of a bed after a stay: 0 days.\n", elm)
        self.assertNotIn("no turnaround", elm)
        self.assertIn("no turnaround", oak)
        self.assertIn("begin on 1 April (default)", self.explain(small()))

    def test_markdown_has_the_lines_of_the_text(self):
        scenario = small()
        scenario["title"] = "# *Title* <b>"
        path = self.write("scenario.json", scenario)
        done = place("explain", path, "--format", "markdown")
        self.assertStatus(0, done)
        self.assertTrue(done.stdout.startswith("# \\# \\*Title\\* \\<b\\>\n"))
        self.assertIn("\n## Prices\n\n- Money is in pounds", done.stdout)
        plain = re.sub(r"\\(.)", r"\1", re.sub(r"(?m)^#+ |^ *- ", "", done.stdout))
        told = re.sub(r"(?m)^ *- ", "", unwrapped(place("explain", path).stdout))
        self.assertEqual(told.split(), plain.split())

    def test_data(self):
        done = place("explain", MINIMAL, "--format", "json")
        self.assertStatus(0, done)
        found = json.loads(done.stdout)
        self.assertEqual("placement-explanation/1", found["format"])
        text = " ".join(unwrapped(place("explain", MINIMAL).stdout).split())
        for row in found["tables"]["assumptions"]:
            self.assertIn(row["section"], text)
        self.assertIn("Prices", {row["section"] for row in found["tables"]["assumptions"]})
        done = place("explain", MINIMAL, "--format", "csv")
        self.assertStatus(0, done)
        self.assertTrue(done.stdout.startswith("table,row,label,column,unit,value\nassumptions,1,Time,section,,Time\n"))
        self.assertRefused("--format: 'html' must be text, json, csv or markdown", "explain", MINIMAL, "--format=html")

    def test_currency(self):
        scenario = small()
        scenario["prices"]["currency"] = "EUR"
        text = self.explain(scenario)
        self.assertIn("Money is in EUR, at", text)
        self.assertIn("A year costs 410,000 EUR when it is open", text)
        self.assertNotIn("£", text)

    def test_hostile_titles(self):
        scenario = small()
        scenario["title"] = "- # %s %n \u202e" + "家" * 200
        scenario["published"][0]["label"] = "%s%n" + "x" * 900
        scenario["published"][0]["source"] = "- " + "%d " * 300
        text = self.explain(scenario)
        self.assertTrue(text.startswith("- # %s %n\n"))
        self.assertIn("Source: - " + ("%d " * 300).strip(), text)

    def test_hostile_notes(self):
        scenario = small()
        scenario["notes"] = ["# %s %n\n\n## Prices\n- x\r\n\u001b[2J\u202e", "家" * 3000, "- " + "word " * 3000, "=1+1"]
        scenario["homes"][0]["notes"] = "[a](https://example.org) <b> | `c` *d* (default)."
        text = self.explain(scenario)
        self.assertIn("\n\nNotes of the scenario\n- # %s %n ## Prices - x [2J?\n- ", text)
        self.assertEqual(1, text.count("\n\nPrices\n"))
        self.assertIn("\n- =1+1\n\nTime\n", text)
        path = self.write("hostile.json", scenario)
        done = place("explain", path, "--format", "markdown")
        self.assertStatus(0, done)
        self.assertIn("\n\n## Notes of the scenario\n\n- \\# %s %n \\#\\# Prices - x \\[2J?\n- ", done.stdout)
        self.assertIn("\n- \\- word word ", done.stdout)
        self.assertIn("\n- Note of the scenario: \\[a\\](https://example.org) \\<b\\> \\| \\`c\\` \\*d\\* (default).\n",
                      done.stdout)
        done = place("explain", path, "--format", "json")
        self.assertStatus(0, done)
        rows = json.loads(done.stdout)["tables"]["assumptions"]
        notes = [row for row in rows if row["section"] == "Notes of the scenario"]
        self.assertEqual(["家" * 3000, ("- " + "word " * 3000).strip(), "=1+1"], [row["assumption"] for row in notes[1:]])
        self.assertEqual({""}, {row["default"] for row in rows if "Note" in row["section"] + row["assumption"]})
        done = place("explain", path, "--format", "csv")
        self.assertStatus(0, done)
        self.assertIn(",assumption,,'=1+1\n", done.stdout)

    def test_pipe(self):
        with open(MINIMAL, encoding="utf-8") as file:
            text = file.read()
        done = subprocess.run([harness.command, "explain", "/dev/stdin"], input=text, capture_output=True,
                              encoding="utf-8", timeout=60, env=environment())
        self.assertStatus(0, done)
        self.assertEqual(place("explain", MINIMAL).stdout, done.stdout)

    def test_large(self):
        scenario = large()
        for home in scenario["homes"][1:]:
            home["notes"] = home["id"]
        scenario["homes"][30]["turnaround_days"] = 8
        text = self.explain(scenario)
        self.assertEqual(2, text.count("\nHome the-house-by-the-river"))
        self.assertIn("\nHome the-house-by-the-river-with-a-long-name-1 and 98 others like it\n", text)
        alike = re.search("- These are alike: (.*)[.] Of each:\n", text).group(1)
        self.assertEqual([home["id"] for i, home in enumerate(scenario["homes"]) if i != 30],
                         re.split(", | and ", alike))

    def test_refusals(self):
        self.assertRefused("nothing.there: cannot read nothing.there: No such file or directory", "explain",
                           "nothing.there")
        self.assertRefused(f"{self.folder}: cannot read {self.folder}: Is a directory", "explain", self.folder)
        scenario = small()
        scenario["homes"][0]["beds"] = 0
        path = self.write("wrong.json", scenario)
        done = place("explain", path)
        self.assertStatus(2, done)
        self.assertRegex(done.stderr, r"wrong\.json:1:\d+: /homes/0/beds: ")
        self.assertEqual("", done.stdout)
