# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command share: running it, comparing with files, making scenarios, measuring lines."""
import copy
import difflib
import json
import os
import re
import subprocess
import tempfile
import unicodedata
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")
WIDTH = 100
command = os.environ.get("PLACEMENT_COMMAND")
update = False

# Where every step is slow (PLACEMENT_TEST_SCALE below 1, as for the other tests), fewer of many alike are enough.
everything = float(os.environ.get("PLACEMENT_TEST_SCALE", "1")) >= 1


def environment(**changes):
    """The environment of the tests without what changes how the command looks."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "POSIXLY_CORRECT", "COLUMNS")}
    return {**kept, "TERM": "xterm", **changes}


def place(*arguments, **how):
    """Runs the command in the folder of the data; stdout and stderr are text."""
    return run_program(command, *arguments, **how)


def made_program(what):
    """The program that delivers the findings `what` of made_findings.c, with its first argument."""
    return [os.path.join(os.path.dirname(command), "made_findings"), what]


def made(what, *arguments, **how):
    """The same with these findings."""
    return run_program(*made_program(what), *arguments, "unused.json", **how)


def run_program(program, *arguments, **how):
    how.setdefault("env", environment())
    how.setdefault("cwd", DATA)
    how.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([program, *map(str, arguments)], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          encoding="utf-8", timeout=300, **how)


def columns(text):
    """Columns that a text takes on a screen."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    none = sum(unicodedata.combining(c) != 0 for c in text)
    return len(text) + wide - none


def data(name):
    """A scenario of the data, to be changed."""
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return json.load(file)


def small():
    """The small scenario, to be changed."""
    return data("small.json")


def large(homes=100, years=30, beds=2, amount=410000):
    """Many homes with long names over many years, from the small scenario."""
    scenario = small()
    scenario["title"] = "児童養護施設 " * 12 + "für eine große Stadt: the longest of titles"
    scenario["horizon"]["years"] = years
    scenario["phases"][0]["id"] = "phase-" + "long-" * 8
    first = scenario["homes"][0]
    first["phase"] = scenario["phases"][0]["id"]
    first["beds"] = beds
    first["costs"][1]["amount"] = amount
    scenario["homes"] = []
    for number in range(homes):
        home = copy.deepcopy(first)
        home["id"] = f"the-house-by-the-river-with-a-long-name-{number + 1}"
        scenario["homes"].append(home)
    del scenario["published"]
    return scenario


class CommandTest(unittest.TestCase):
    """A test with a folder of its own that is gone afterwards."""

    maxDiff = None

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, scenario):
        with open(self.path(name), "w", encoding="utf-8") as file:
            json.dump(scenario, file)
        return self.path(name)

    def assertStatus(self, status, done):
        self.assertEqual(status, done.returncode, f"\nstdout:\n{done.stdout}\nstderr:\n{done.stderr}")

    def assertFits(self, text):
        for line in text.splitlines():
            self.assertLessEqual(columns(line), WIDTH, line)
            self.assertEqual(line.rstrip(), line, "blanks at the end of a line")

    def assertRefused(self, message, *arguments, status=2, **how):
        """The command says `message`, one line on stderr, prints nothing and ends with `status`."""
        done = place(*arguments, **how)
        self.assertStatus(status, done)
        self.assertEqual("placement: " + message + "\n", done.stderr)
        self.assertFalse(done.stdout)

    def assertExpected(self, name, text):
        """`text`, but for the version, is what the file name.expected holds; with --update, it is from now on."""
        text = re.sub(r"libplacement \d+\.\d+\.\d+", "libplacement VERSION", text)
        path = os.path.join(HERE, name + ".expected")
        if update:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        with open(path, encoding="utf-8") as file:
            wanted = file.read()
        if wanted != text:
            lines = difflib.unified_diff(wanted.splitlines(), text.splitlines(), name + ".expected", "now", lineterm="")
            self.fail("\n" + "\n".join(lines))
