# SPDX-License-Identifier: GPL-3.0-or-later
"""Help, version and every way of writing the command line wrongly."""
import re
import subprocess

import harness
from harness import CommandTest, place


class Help(CommandTest):
    def test_texts(self):
        for name, ways in {
            "help": (["--help"], ["-h"], ["help"], ["help", "help"]),
            "help_budget": (["help", "budget"], ["budget", "--help"]),
            "help_delay": (["help", "delay"], ["delay", "--help"]),
            "help_explain": (["help", "explain"], ["explain", "--help"]),
            "help_check": (["help", "check"], ["check", "--help"], ["check", "-h"], ["check", "a", "--help", "b"]),
            "help_compare": (["help", "compare"], ["compare", "--help"]),
            "help_optimise": (["help", "optimise"], ["optimise", "--help"]),
            "help_plan": (["help", "plan"], ["plan", "--help"]),
            "help_schema": (["help", "schema"], ["schema", "--help"]),
            "help_sensitivity": (["help", "sensitivity"], ["sensitivity", "--help"]),
            "help_switching": (["help", "switching"], ["switching", "--help"]),
            "help_trace": (["help", "trace"], ["trace", "--help"], ["trace", "--child", "core 1", "-h"]),
            "help_value": (["help", "value"], ["value", "--help"]),
            "help_run": (["help", "run"], ["run", "--help"], ["run", "--seed", "3", "-h"]),
        }.items():
            for arguments in ways:
                with self.subTest(arguments=arguments):
                    done = place(*arguments)
                    self.assertStatus(0, done)
                    self.assertExpected(name, done.stdout)
                    self.assertFits(done.stdout)
                    self.assertEqual("", done.stderr)
                    self.assertIn("Example:", done.stdout)

    def test_version(self):
        done = place("--version")
        self.assertStatus(0, done)
        self.assertRegex(done.stdout, r"\Aplacement \d+\.\d+\.\d+\n\Z")


class Refusals(CommandTest):
    def test_command(self):
        self.assertRefused("a command is missing; see 'placement --help'")
        self.assertRefused("there is no command 'pln'; did you mean plan?", "pln")
        self.assertRefused("there is no command 'simulate'; see 'placement --help'", "simulate", "small.json")
        self.assertRefused("there is no command '--verson'; did you mean --version?", "--verson")
        self.assertRefused("there is no command 'chek'; did you mean check?", "help", "chek")
        self.assertRefused("'plan' is one argument too many", "help", "run", "plan")
        self.assertRefused("'x' is one argument too many", "--version", "x")

    def test_files(self):
        for command in ("check", "explain", "plan", "run", "trace"):
            self.assertRefused(f"{command} needs a scenario file; see 'placement help {command}'", command)
        self.assertRefused("plan takes one scenario file, and 'b.json' is a second one", "plan", "a.json", "b.json")
        self.assertRefused("run takes one scenario file, and '--seed' is a second one", "run", "a.json", "--", "--seed")

    def test_unknown_option(self):
        self.assertRefused("run has no option --replication; did you mean --replications?", "run", "small.json",
                           "--replication=5")
        self.assertRefused("there is no option '--rep'; did you mean --replications?", "run", "small.json", "--rep", "5")
        self.assertRefused("there is no option '-n'; see 'placement help run'", "run", "-n", "small.json")
        self.assertRefused("check has no option --seed; see 'placement help check'", "check", "--seed", "1")

    def test_values(self):
        self.assertRefused("--seed lacks its value; see 'placement help run'", "run", "small.json", "--seed")
        self.assertRefused("--help takes no value", "run", "--help=yes")
        self.assertRefused("--seed is given twice", "run", "small.json", "--seed=1", "--seed", "2")

    def test_numbers(self):
        replications = "it can be 1 to 4,294,967,295"
        for value, what in {
            "0": "is too small",
            "-5": "is negative",
            "4294967296": "is too large",
            "99999999999999999999999999": "is too large",
            "ten": "is not a whole number",
            "1.5": "is not a whole number",
            "1e4": "is not a whole number",
            " 5": "is not a whole number",
            "": "is not a whole number",
            "0x": "is not a whole number",
            "1,00": "does not have its separators before groups of three digits",
            "1,000_000": "does not have its separators before groups of three digits",
            "1000,000": "does not have its separators before groups of three digits",
            ",000": "does not have its separators before groups of three digits",
        }.items():
            self.assertRefused(f"--replications: '{value}' {what}; {replications}", "run", "small.json",
                               "--replications", value)
        self.assertRefused("--threads: '1025' is too large; it can be 0 to 1,024", "run", "small.json", "--threads=1025")
        for value in ("18446744073709551616", "0x10000000000000000"):
            self.assertRefused(f"--seed: '{value}' is too large; it can be 0 to 18,446,744,073,709,551,615", "run",
                               "small.json", "--seed", value)

    def test_outputs(self):
        for name in ("x.pdf", "x", ".json", "folder.json/x"):
            done = place("run", "small.json", "--output", name)
            self.assertStatus(2, done)
            self.assertTrue(done.stderr.startswith(f"placement: --output: '{name}' must be the name of a file that ends in "
                                                   ".json"), done.stderr)
        self.assertRefused("--output: 'x.csv' is given twice", "run", "small.json", "--output=x.csv", "--output=x.csv")
        for first, second in (("x.csv", "./x.csv"), (".//x.csv", "x.csv"), ("a/x.csv", "a//./x.csv"), ("x/", "x//"),
                              ("/a/x.csv", "//a/x.csv"), ("./x/", "x/.//")):
            self.assertRefused(f"--output: '{second}' is given twice", "run", "small.json", "--output", first, "--output",
                               second)
        self.assertRefused("--samples: './x.csv' is a file of --output as well", "run", "small.json", "--output=x.csv",
                           "--samples=./x.csv", "--metric=cost.total")
        for root in ("/", "//", "/.", "/../"):
            self.assertRefused(f"--output: '{root}' is the root of all files; name a folder below it", "run",
                               "small.json", "--output", root)
        self.assertRefused("--output: there can be at most 16", "run", "small.json",
                           *(f"--output={i}.csv" for i in range(17)))

    def test_control_characters_do_not_reach_the_terminal(self):
        self.assertRefused("there is no command '?[31m?'; see 'placement --help'", "\x1b[31m\n")


class Accepted(CommandTest):
    def provenance(self, *arguments, **how):
        done = place("run", "small.json", "--replications", "3", *arguments, **how)
        self.assertStatus(0, done)
        return re.search(r"seed (\S+), 3 replications\n", done.stdout).group(1)

    def test_seeds_of_64_bits(self):
        self.assertEqual("1", self.provenance())
        self.assertEqual("0", self.provenance("--seed=0"))
        self.assertEqual("18446744073709551615", self.provenance("--seed", "18446744073709551615"))
        self.assertEqual("18446744073709551615", self.provenance("--seed", "0xFFFFffffFFFFffff"))

    def test_separators(self):
        for value in ("1,000", "1_000", "1000", "0x3e8"):
            done = place("run", "nothing.json", f"--replications={value}")
            self.assertStatus(0, done)
            self.assertIn(", 1,000 replications\n", done.stdout)

    def test_order_does_not_matter(self):
        posix = harness.environment(POSIXLY_CORRECT="1")
        self.assertEqual("5", self.provenance("--seed", "5", env=posix))
        done = place("run", "--seed", "5", "--replications", "3", "--", "small.json")
        self.assertStatus(0, done)
        self.assertIn("seed 5, 3 replications", done.stdout)

    def test_any_locale(self):
        plain = place("run", "small.json", "--replications", "50", env=harness.environment(LC_ALL="C")).stdout
        self.assertEqual(plain, place("run", "small.json", "--replications", "50",
                                      env=harness.environment(LC_ALL="de_DE.UTF-8")).stdout)


class Output(CommandTest):
    def test_full_disk(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            for arguments in (["--help"], ["check", "small.json"], ["plan", "small.json"]):
                done = place(*arguments, stdout=full)
                self.assertStatus(1, done)
                self.assertEqual("placement: cannot write to standard output: No space left on device\n", done.stderr)

    def test_closed_output(self):
        done = subprocess.run(["sh", "-c", 'exec "$0" check small.json >&-', harness.command], cwd=harness.DATA,
                              stderr=subprocess.PIPE, encoding="utf-8", check=False)
        self.assertStatus(1, done)
        self.assertEqual("placement: cannot write to standard output: Bad file descriptor\n", done.stderr)
