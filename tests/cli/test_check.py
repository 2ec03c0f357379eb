# SPDX-License-Identifier: GPL-3.0-or-later
"""placement check."""
import glob
import json
import os

from harness import HERE, CommandTest, place, small


class Check(CommandTest):
    def test_sound(self):
        done = place("check", "small.json", "nothing.json", "whole.json")
        self.assertStatus(0, done)
        self.assertEqual("", done.stderr)
        self.assertExpected("check", done.stdout)

    def test_problems(self):
        done = place("check", "wrong.json")
        self.assertStatus(2, done)
        self.assertExpected("check_wrong", done.stdout)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"\Awrong\.json:\d+:\d+: (/\S*: )?\S")

    def test_data(self):
        done = place("check", "wrong.json", "missing.json", "small.json", "--format", "json")
        self.assertStatus(2, done)
        self.assertEqual("", done.stderr)
        found = json.loads(done.stdout)
        self.assertEqual(["1 of 3 scenarios is sound."], found["answer"])
        rows = found["tables"]["problems"]
        lines = [f"{row['file']}:{row['line']}:{row['column']}: {row['pointer']}: {row['message']}" for row in rows]
        self.assertEqual(place("check", "wrong.json").stdout.splitlines(), lines[:-1])
        self.assertEqual(["missing.json", None, None], [rows[-1][key] for key in ("file", "line", "column")])
        self.assertIn("No such file", rows[-1]["message"])
        files = {row["file"]: row for row in found["tables"]["files"]}
        self.assertEqual(["no", len(rows) - 1, None], [files["wrong.json"][key] for key in ("sound", "problems", "beds")])
        self.assertEqual({"file": "small.json", "sound": "yes", "problems": 0, "years": 2, "groups": 2, "phases": 1,
                          "homes": 2, "beds": 5, "step_down": 0, "uncertain": 0, "initial": 7, "published": 2},
                         files["small.json"])

    def test_formats(self):
        for value in ("csv", "markdown"):
            self.assertStatus(0, place("check", "small.json", "--format", value))
            self.assertStatus(2, place("check", "small.json", "wrong.json", "--format", value))
        self.assertIn("| wrong.json | 3 | 47 | /horizon/years |",
                      place("check", "wrong.json", "--format=markdown").stdout)
        self.assertEqual(place("check", "wrong.json").stdout, place("check", "wrong.json", "--format=text").stdout)

    def test_every_file_is_checked(self):
        done = place("check", "wrong.json", "missing.json", "small.json")
        self.assertStatus(2, done)
        self.assertRegex(done.stdout, r"(?m)^wrong\.json:3:")
        self.assertRegex(done.stdout, r"(?m)^small\.json: sound\. 2 financial years, ")
        self.assertRegex(done.stderr, r"\Aplacement: missing\.json: .*No such file")

    def test_not_a_scenario(self):
        with open(self.path("empty.json"), "w", encoding="utf-8"):
            pass
        os.mkdir(self.path("folder.json"))
        for name in ("empty.json", "folder.json"):
            done = place("check", name, cwd=self.folder)
            self.assertStatus(2, done)
            self.assertIn(name + ":", done.stdout + done.stderr)

    def test_control_characters_do_not_reach_the_terminal(self):
        scenario = small()
        scenario["\x1b[2J"] = 1
        scenario["policy"]["home_choice"] = "\x1b[31m"
        done = place("check", self.write("evil.json", scenario))
        self.assertStatus(2, done)
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        self.assertEqual(2, len(done.stdout.splitlines()))

    def test_other_commands_tell_the_same_problems(self):
        problems = place("check", "wrong.json").stdout
        for command in ("plan", "run"):
            done = place(command, "wrong.json")
            self.assertStatus(2, done)
            self.assertEqual(problems, done.stderr)
            self.assertEqual("", done.stdout)


class Examples(CommandTest):
    def test_what_analysts_copy_is_sound(self):
        examples = glob.glob(os.path.join(HERE, "../../examples/scenarios/**/*.json"), recursive=True)
        self.assertGreater(len(examples), 3)
        done = place("check", *examples)
        self.assertStatus(0, done)
        self.assertEqual(len(examples), done.stdout.count(": sound. "))
        for example in examples:
            for arguments in (["plan", example], ["run", example, "--replications=20"]):
                done = place(*arguments)
                self.assertStatus(0, done)
                self.assertFits(done.stdout)
