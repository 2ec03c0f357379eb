# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbooks that the tests look at: each with the JSON of the same findings, and as LibreOffice saves it."""
import csv
import json
import os
import pathlib
import tempfile

from harness import DATA, made, place, small
from office import recalculate
from reader import Workbook
from test_sensitivity import uncertain

HOSTILE = {
    "formula": "=HYPERLINK(\"http://example.invalid/\",\"click\")",
    "command": "+cmd|' /C calc'!A0",
    "markup": "<script>alert('x')</script> & ]]> \"quoted\"",
    "escaped": "_x0041_ and _x000D_",
    "link": "https://example.invalid/a?b=c",
    "wide": "児童養護施設 \U0001F3E0 e\u0301 \u202Eback",
    "quote": "'quoted",
    "at": "@SUM(A1)",
    "noncharacter": "not \uFFFE one",
}


def hostile():
    """A scenario whose texts try what they can."""
    scenario = small()
    scenario["title"] = HOSTILE["formula"]
    first = scenario["published"][0]
    scenario["published"] = [{**first, "label": text, "source": text} for text in HOSTILE.values()]
    scenario["published"].append({**first, "label": "long", "source": "s" * 1000})
    scenario["notes"] = list(HOSTILE.values())
    return scenario


# A scenario without a title is called by its file, whose name can be anything but "/".
NAME = "=1+1 bell \x07, escape \x1b, <b>&amp; \udcff.json"


def untitled():
    scenario = small()
    del scenario["title"]
    return scenario


def no_homes():
    scenario = small()
    for part in ("homes", "phases", "published", "compatibility"):
        scenario.pop(part, None)
    return scenario


def in_euro():
    scenario = small()
    scenario["prices"]["currency"] = "EUR"
    return scenario


def rows(path):
    """The rows of a CSV file, without the "'" that keeps spreadsheets from taking a text for a formula."""
    with open(path, encoding="utf-8", newline="") as file:
        return [{name: text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text
                 for name, text in row.items()} for row in csv.DictReader(file)]


def across(tidy):
    """The rows of a table, with a column for each value of the variable before the column "value" again."""
    names = list(tidy[0]) if tidy else []
    if "value" not in names or names.index("value") < 2:
        return tidy
    split = names.index("value")
    wide = {}
    for row in tidy:
        labels = {name: row[name] for name in names[:split - 1]}
        columns = wide.setdefault(tuple(labels.values()), labels)
        for name in names[split:]:
            columns[row[names[split - 1]] + name.removeprefix("value")] = row[name]
    return list(wide.values())


class Studies:
    """Everything that is made once, for all tests."""

    made = None

    @classmethod
    def all(cls):
        if cls.made is None:
            cls.made = cls()
        return cls.made

    def __init__(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.results, self.tables, self.answers, self.books, self.paths = {}, {}, {}, {}, {}
        for name, scenario in (("uncertain", uncertain()), ("hostile", hostile()), ("no_homes", no_homes()),
                               ("euro", in_euro()), ("small", small()),
                               (NAME[:-5], untitled())):
            with open(self.path(f"{name}.json"), "w", encoding="utf-8") as file:
                json.dump(scenario, file)
        self.make("budget", "budget", "small.json")
        self.make("sensitivity", "sensitivity", "uncertain.json")
        self.make("value", "value", "small.json")
        self.make("delay", "delay", "small.json", "--months", "3")
        self.make("switching", "switching", "small.json", "--target", "cost.total=9,000,000", "--input",
                  "/groups/1/weekly_fee")
        self.make("run", "run", "small.json")
        self.make("run_no_homes", "run", "no_homes.json")
        self.make("run_whole", "run", os.path.join(DATA, "whole.json"))
        self.make("compare", "compare", "no_homes.json", "small.json", "--waterfall")
        self.make("compare_two", "compare", "no_homes.json", "small.json", "uncertain.json")
        self.make("no_homes", "budget", "no_homes.json")
        self.make("hostile", "run", "hostile.json")
        self.make("euro", "budget", "euro.json")
        self.make("untitled", "run", NAME)
        for what in ("groups", "hostile", "parts", "sums"):
            self.make(f"made_{what}", what, run=made)
        self.saved = recalculate(list(self.paths.values()), self.path("office"))

    def path(self, name):
        return os.path.join(self.scratch.name, name)

    def make(self, name, command, *arguments, run=place):
        book, result, folder = (self.path(name + ending) for ending in (".xlsx", ".result.json", ".tables/"))
        done = run(command, *arguments, "--replications", "120", "--seed", "3", "--output", book, "--output", result,
                   "--output", folder, cwd=self.scratch.name)
        if done.returncode != 0:
            raise AssertionError(f"{name}: {done.stderr}")
        self.paths[name] = book
        self.books[name] = Workbook(book)
        with open(result, encoding="utf-8") as file:
            self.results[name] = json.load(file)
        self.tables[name] = self.results[name].get("tables") or {
            path.stem: across(rows(path)) for path in pathlib.Path(folder).glob("*.csv")}
        self.answers[name] = self.results[name].get("answer") or [r["sentence"] for r in rows(folder + "answer.csv")]
