# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to standard output and to files: the same findings in every format."""
import csv
import html
import json
import os
import re
import shlex
import zipfile

from harness import CommandTest, made, place
from test_sensitivity import uncertain

STUDIES = {
    "budget": (),
    "delay": ("--months", "3"),
    "sensitivity": (),
    "switching": ("--target", "cost.total=9,000,000", "--input", "/groups/1/weekly_fee"),
    "value": (),
}


class StandardOutput(CommandTest):
    def study(self, command, *options):
        scenario = self.write("uncertain.json", uncertain())
        return place(command, scenario, *STUDIES[command], "--replications", "40", *options)

    def test_is_what_a_file_of_that_format_holds(self):
        for command in STUDIES:
            for ending in ("json", "csv"):
                with self.subTest(command=command, ending=ending):
                    path = self.path(f"{command}.{ending}")
                    done = self.study(command, "--output", path, "--format", ending)
                    self.assertStatus(0, done)
                    with open(path, encoding="utf-8") as file:
                        self.assertEqual(file.read(), done.stdout)
        with open(self.path("budget.json"), encoding="utf-8") as file:
            self.assertEqual("placement-budget/1", json.load(file)["format"])

    def test_is_text_by_default(self):
        self.assertEqual(self.study("budget").stdout, self.study("budget", "--format", "text").stdout)

    def test_wrong_format(self):
        for value in ("JSON", "xml", ""):
            self.assertRefused(f"--format: '{value}' must be text, json, csv or markdown", "budget", "small.json",
                               "--format", value)
        self.assertRefused("--format is given twice", "budget", "small.json", "--format=csv", "--format=csv")


class CommandLine(CommandTest):
    def test_is_told_as_a_shell_reads_it(self):
        scenario, page, book = self.write("it's Ann.json", uncertain()), self.path("out.html"), self.path("out.xlsx")
        asked = ["budget", scenario, "--confidence", "90%", "--replications=1,000", "--metric", "cost.total", "--metric",
                 "cost.external"]
        self.assertStatus(0, place(*asked, "--threads", "1", "--output", page, "--output", book))
        with open(page, encoding="utf-8") as file:
            told = html.unescape(re.search(r"<dt>command</dt><dd><code>(.*?)</code>", file.read()).group(1))
        self.assertEqual(["placement", "budget", "it's Ann.json", "--replications", "1,000", "--metric", "cost.total",
                          "--metric", "cost.external", "--confidence", "90%"], shlex.split(told))
        with zipfile.ZipFile(book) as file:
            texts = html.unescape(file.read("xl/sharedStrings.xml").decode())
        self.assertIn(f">{told}<", texts)


class Folder(CommandTest):
    def read(self, *path):
        with open(self.path(os.path.join(*path)), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_holds_every_table_of_the_json(self):
        for what in ("groups", "hostile"):
            done = made(what, "--output", self.path("out/"), "--format", "json")
            self.assertStatus(0, done)
            found = json.loads(done.stdout, parse_float=str, parse_int=str)
            dictionary = self.read("out", "dictionary.csv")
            for name, rows in found["tables"].items():
                table = self.read("out", name + ".csv")
                self.assertEqual(len(rows), len(table))
                for row, written in zip(rows, table):
                    written.pop("unit", None)
                    guarded = [self.guarded(value) for value in row.values()]
                    self.assertEqual(guarded, list(written.values()))
                columns = [each["column"] for each in dictionary if each["file"] == name + ".csv"]
                self.assertEqual(list(rows[0]), [each for each in columns if each != "unit"])
            self.assertEqual(found["answer"], [row["sentence"] for row in self.read("out", "answer.csv")])
            kept = {row["name"]: row["value"] for row in self.read("out", "provenance.csv")}
            for name, value in found["provenance"].items():
                self.assertEqual(self.guarded(value), kept[name])

    def guarded(self, value):
        """A number stays as it is; what a spreadsheet would take for a formula is text."""
        if value is None or re.fullmatch(r"-?[0-9.]+", value):
            return value or ""
        return "'" + value if value[0:1] in tuple("=+-@\t\r") else value

    def test_of_studies(self):
        done = place("budget", "small.json", "--replications", "40", "--output", self.path("new"), "--output",
                     self.path("new/"))
        self.assertStatus(2, done)
        self.assertIn("ends in .json, .csv, .html or .xlsx, or of a folder, which ends in /\n", done.stderr)
        done = place("budget", "small.json", "--replications", "40", "--output", self.path("new/"))
        self.assertStatus(0, done)
        self.assertEqual("2025-26", self.read("new", "cost.total.csv")[0]["year"])
        first = sorted(os.listdir(self.path("new")))
        done = place("budget", "small.json", "--replications", "41", "--output", self.path("new"))
        self.assertStatus(0, done)
        self.assertEqual(first, sorted(os.listdir(self.path("new"))))
        self.assertIn({"name": "replications", "value": "41"}, self.read("new", "provenance.csv"))

    def test_refusals(self):
        path = self.write("file", {})
        for command in ("budget", "optimise"):
            search = ("--search", path) if command == "optimise" else ()
            self.assertRefused(f"--output: cannot write {path}/: not a folder", command, "small.json", *search,
                               "--output", path + "/", status=1)
            self.assertRefused(f"--output: cannot write {self.path('no/x')}/: No such file or directory", command,
                               "small.json", *search, "--output", self.path("no/x/"), status=1)


class Markdown(CommandTest):
    def print(self, what):
        done = made(what, "--format", "markdown")
        self.assertStatus(0, done)
        self.assertExpected(f"made_{what}_markdown", done.stdout)
        return done.stdout

    def test_tables(self):
        text = self.print("groups")
        rows = [line for line in text.splitlines() if line.startswith("|")]
        self.assertEqual({3, 8}, {line.count("|") for line in rows})
        self.assertNotIn("Month by month\n\n|", text)

    def test_parts_tell_once_what_they_share(self):
        self.assertEqual(1, self.print("parts").count("Somebody 1999"))

    def test_hostile_texts_are_no_markup(self):
        text = self.print("hostile")
        self.assertNotRegex(text, r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f]")
        self.assertEqual({4}, {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line[:1] == "|"})
        for line in text.splitlines():
            self.assertNotRegex(line.replace("\\\\", ""), r"(?<!\\)[<>`_~\[\]&$]")


class Text(CommandTest):
    def test_groups_and_wrapped_headings(self):
        done = made("groups")
        self.assertStatus(0, done)
        self.assertExpected("made_groups", done.stdout)
        self.assertFits(done.stdout)

    def test_parts_tell_once_what_they_share(self):
        done = made("parts")
        self.assertStatus(0, done)
        self.assertExpected("made_parts", done.stdout)

    def test_hostile_texts(self):
        done = made("hostile")
        self.assertStatus(0, done)
        self.assertExpected("made_hostile", done.stdout)
        self.assertNotRegex(done.stdout, r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200f]")
