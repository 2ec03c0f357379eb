# SPDX-License-Identifier: GPL-3.0-or-later
"""placement schema."""
import os

from harness import HERE, CommandTest, place


class Schema(CommandTest):
    def test_is_the_file_in_the_library(self):
        done = place("schema")
        self.assertStatus(0, done)
        self.assertEqual("", done.stderr)
        with open(os.path.join(HERE, "../../lib/scenario.schema.json"), encoding="ascii") as file:
            self.assertEqual(file.read(), done.stdout)

    def test_format(self):
        self.assertEqual(place("schema").stdout, place("schema", "--format", "json").stdout)
        for value in ("text", "csv", "markdown"):
            self.assertRefused(f"--format: '{value}' must be json", "schema", "--format", value)

    def test_refusals(self):
        self.assertRefused("schema takes no files, and 'small.json' is one", "schema", "small.json")
        self.assertRefused("schema has no option --seed; see 'placement help schema'", "schema", "--seed=1")
