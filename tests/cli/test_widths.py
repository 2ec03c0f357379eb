# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of every command on terminals of any width: no line is wider, and nothing is left out."""
import os
import re
import subprocess

import harness
from harness import DATA, CommandTest, large, place, small
from test_terminal import Terminal

WHOLE = 1000  # columns in which nothing has to be wrapped
FEW = ("--replications", "20")
NOT_TEXT = {"schema"}  # what is JSON


def commands_of_help():
    return re.findall(r"^  placement (\w+)", place("--help").stdout, re.MULTILINE)


class Widths(CommandTest):
    def setUp(self):
        super().setUp()
        scenario = small()
        scenario["phases"], scenario["homes"], scenario["costs"] = [], [], []
        del scenario["published"], scenario["policy"]
        self.none = self.write("none.json", scenario)
        scenario = large(homes=4, years=3)
        scenario["title"] = "A scenario with long names"
        self.long = self.write("long.json", scenario)
        self.small, self.whole = (os.path.join(DATA, name) for name in ("small.json", "whole.json"))

    def show(self, *arguments, columns=80, locale="C.UTF-8"):
        done = Terminal(*arguments, columns=columns, output=True, stderr=subprocess.DEVNULL,
                        env=harness.environment(TERM="dumb", LC_ALL=locale))
        status, _, seen = done.end()
        self.assertIn(status, (0, 2) if arguments[0] == "check" else (0,), seen)
        return seen.replace("\r\n", "\n")

    def cases(self):
        """Command lines of all commands, and of what they have tables of."""
        fee, bed = ("--input", "/groups/1/weekly_fee"), ("--input", "/homes/0/beds")
        yield from (("help",), *(("help", name) for name in commands_of_help() if name != "help"))
        for path in (self.small, self.whole, self.long):
            yield ("run", path, *FEW)
            yield ("plan", path)
            yield ("budget", path, *FEW)
            yield ("delay", path, "--months", "2", *FEW)
            yield ("value", path, *FEW)
            yield ("explain", path)
        yield ("run", self.small, *FEW, "--precision", "40%")
        yield ("check", self.small, self.long, os.path.join(DATA, "wrong.json"))
        yield ("sensitivity", self.whole, "--indices", *FEW)
        yield ("trace", self.small, "--child", "younger 3")
        yield ("trace", self.long, "--place", "the-house-by-the-river-with-a-long-name-2", "--until", "2026-04-01")
        yield ("trace", self.whole, "--until", "2025-06-01")
        yield ("compare", self.small, self.none, *FEW, "--waterfall")
        yield ("compare", self.small, self.none, self.small, *FEW)
        yield ("switching", self.small, *fee, "--target", "cost.total=5500000", *FEW)
        yield ("switching", self.small, *bed, "--target", "occupancy=75%", *FEW)
        yield ("switching", self.small, *bed, "--against", self.none, *FEW)
        yield ("switching", self.small, "--input", "/groups/0/weekly_fee", *fee, "--against", self.none, "--both", *FEW)
        yield ("optimise", self.small, "--search", self.search(), "--replications", "100")

    def search(self):
        return self.write("search.json", {
            "placement_search": 1, "objective": {"metric": "cost.total", "minimise": "mean"},
            "limits": [{"metric": "children.local_share", "at_least": 0.2}],
            "decisions": [{"id": "beds", "homes": ["oak"], "beds": [2, 4]}]})

    def test_every_command_is_here(self):
        self.assertEqual(set(commands_of_help()), {case[0] for case in self.cases()} | NOT_TEXT)

    def assertNarrow(self, columns, text):
        for line in text.splitlines():
            self.assertLessEqual(harness.columns(line), columns, f"{line}\nof\n{text}")
            self.assertEqual(line.rstrip(), line, "blanks at the end of a line")

    def assertTold(self, what, text, columns):
        """`what` stands in the text, wherever it was broken and whatever stands beside its pieces."""
        rest = r"(?:(?: [^\n]*)?\n+ *)"
        pieces = (f"(?:{rest}| )" if c == " " else re.escape(c) + f"{rest}?" for c in what)
        self.assertRegex(text, re.compile("".join(pieces)), f"in {columns} columns")

    def test_no_line_is_wider_and_no_label_is_lost(self):
        for case in self.cases():
            with self.subTest(case=" ".join(case)):
                whole = self.show(*case, columns=WHOLE)
                labels = set(re.findall(r"^ *(\S+(?: \S+)*)  +(?:-|-?[\d,.]+%?|yes|no)(?:  |$)", whole, re.MULTILINE))
                for columns in (40, 60, 80, 120, 200) if harness.everything else (40,):
                    text = self.show(*case, columns=columns)
                    self.assertNarrow(columns, text)
                    self.assertNotIn("\u2026", text)
                    for label in labels:
                        self.assertTold(label, text, columns)
                for columns in (40, 80) if harness.everything else (80,):
                    text = self.show(*case, columns=columns, locale="C")
                    self.assertNarrow(columns, text)
                    self.assertTrue(text.isascii(), text)

    def test_short_words_stay_whole(self):
        for case in (("run", self.whole, *FEW), ("plan", self.whole), ("explain", self.whole),
                     ("delay", self.whole, "--months", "2", *FEW)):
            with self.subTest(case=" ".join(case)):
                words = {word for word in self.show(*case, columns=WHOLE).split()
                         if len(word) < 12 and not re.search(r"\d", word)} - {"pounds"}  # or thousands of them
                for columns in (60, 80):
                    text = self.show(*case, columns=columns)
                    self.assertEqual(set(), words - set(text.split()), f"in {columns} columns")

    def test_a_percentage_keeps_its_sign(self):
        for columns in range(40, 100, 7):
            self.assertNotRegex(self.show("run", self.small, *FEW, columns=columns), r"\n *%")

    def test_lines_for_programs_are_not_wrapped(self):
        done = place("check", self.small, "wrong.json")
        self.assertRegex(done.stdout, r"\A\S+: sound\. [^\n]{60,}\nwrong\.json:3:")
        self.assertEqual(done.stdout, place("check", self.small, "wrong.json",
                                            env=harness.environment(COLUMNS="40")).stdout)

    def test_helps_are_as_written_where_there_is_room(self):
        for name in commands_of_help():
            text = place("help", name).stdout if name != "help" else place("help").stdout
            self.assertNarrow(100, text)
            self.assertEqual(text, self.show(*(("help", name) if name != "help" else ("help",)), columns=100))
