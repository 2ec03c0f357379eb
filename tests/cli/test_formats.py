# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes to standard output and to files: the same findings in every format."""
import json

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
            self.assertRefused(f"--format: '{value}' is none; it can be text, json or csv", "budget", "small.json",
                               "--format", value)
        self.assertRefused("--format is given twice", "budget", "small.json", "--format=csv", "--format=csv")
        self.assertRefused("schema has no option --format; see 'placement help schema'", "schema", "--format", "json")


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
