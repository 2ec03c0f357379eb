# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens on a terminal and with signals: progress, colours, Ctrl-C, closed pipes."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

import harness
from harness import CommandTest, place, small

ENDLESS = ("--replications", "4,294,967,295")
PATIENCE = 120  # seconds that a loaded machine may take


class Terminal:
    """The command with its standard error, and its standard output if asked for, on a terminal."""

    def __init__(self, *arguments, columns=80, output=False, program=None, **how):
        self.terminal, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        how.setdefault("env", harness.environment())
        how.setdefault("stderr", other)
        self.process = subprocess.Popen([program or harness.command, *arguments], stdin=subprocess.DEVNULL,
                                        stdout=other if output else subprocess.PIPE, **how)
        os.close(other)
        self.seen = ""

    def read_until(self, pattern):
        """Reads the terminal until `pattern` is seen, or to its end for None."""
        deadline = time.monotonic() + PATIENCE
        while pattern is None or not re.search(pattern, self.seen):
            if not select.select([self.terminal], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError(self.seen)
            try:
                piece = os.read(self.terminal, 4096)
            except OSError:  # how Linux says that nobody has the terminal open any more
                piece = b""
            if not piece:
                break
            self.seen += piece.decode()
        return self.seen

    def end(self):
        """Everything that comes until the command ends: (exit status, standard output, terminal)."""
        output = self.process.stdout.read().decode() if self.process.stdout else ""
        self.read_until(None)
        os.close(self.terminal)
        if self.process.stdout:
            self.process.stdout.close()
        return self.process.wait(PATIENCE), output, self.seen


class Progress(CommandTest):
    def run_small(self, **how):
        return Terminal("run", os.path.join(harness.DATA, "small.json"), "--replications", "100000", **how).end()

    def test_bar(self):
        status, output, seen = self.run_small()
        self.assertEqual(0, status, seen)
        self.assertRegex(seen, r"\r\[#*\.*\] [\d,]+ of 100,000, (\d+:\d\d|-) left")
        for drawn in seen.split("\r"):
            self.assertLess(len(drawn), 80)
        last = seen.split("\r\n")[0]
        self.assertRegex(last, r"\r +\rplacement: 100,000 replications in [\d.]+ s\Z", "the bar is wiped away")
        self.assertNotIn("\x1b", seen + output)

    def test_narrow_terminals(self):
        for columns in (1, 10, 40):
            status, _, seen = self.run_small(columns=columns)
            self.assertEqual(0, status, seen)
            for drawn in seen.split("\rplacement")[0].split("\r"):
                self.assertLess(len(drawn), max(columns, 2))

    def test_colour_only_on_a_terminal(self):
        self.assertRegex(self.run_small(output=True)[2], r"\x1b\[32m#*\.*\x1b\[0m")
        self.assertIn("\x1b[1mBudget by financial year\x1b[0m", self.run_small(output=True)[2])
        for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            status, _, seen = self.run_small(output=True, env=harness.environment(**plain))
            self.assertEqual(0, status)
            self.assertNotIn("\x1b", seen)
        self.assertIn("\x1b", self.run_small(output=True, env=harness.environment(NO_COLOR=""))[2])

    def test_dumb_terminal_gets_lines(self):
        seen = self.run_small(env=harness.environment(TERM="dumb"))[2]
        self.assertRegex(seen, r"\A([\d,]+ of 100,000, (\d+:\d\d|-) left\r\n){1,10}placement: ")

    def test_precision_says_how_many_seem_to_be_needed(self):
        run = Terminal("run", os.path.join(harness.DATA, "small.json"), "--precision", "0.2%",
                       env=harness.environment(TERM="dumb"))
        status, output, seen = run.end()
        self.assertEqual(0, status, seen)
        *lines, last = seen.splitlines()
        needed = re.search(r"placement: ([\d,]+) replications in ", last).group(1)
        told = [re.match(r"([\d,]+) of ([\d,]+), ", line).groups() for line in lines]
        self.assertEqual((needed, needed), told[-1], seen)
        self.assertIn(f"\n{needed} replications, as many as were needed", output)

    def test_pipe_gets_none(self):
        done = place("run", "small.json", "--replications", "100000")
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        self.assertNotIn("\r", done.stdout + done.stderr)
        self.assertEqual(1, len(done.stderr.splitlines()))


class Shown(CommandTest):
    """What a terminal of some width and character set gets."""

    def show(self, *arguments, program=None, **how):
        how["env"] = harness.environment(TERM="dumb", **how.pop("variables", {"LC_ALL": "C.UTF-8"}))
        status, _, seen = Terminal(*arguments, output=True, program=program, stderr=subprocess.DEVNULL,
                                   **how).end()
        self.assertEqual(0, status, seen)
        return seen.replace("\r\n", "\n")

    def show_made(self, what, **how):
        program, what = harness.made_program(what)
        return self.show(what, "unused.json", program=program, **how)

    def assertWidest(self, most, text, least=0):
        widest = max(harness.columns(line) for line in text.splitlines())
        self.assertLessEqual(widest, most, text)
        self.assertGreaterEqual(widest, least, text)

    def test_tables_and_paragraphs_are_as_wide_as_the_terminal(self):
        scenario = os.path.join(harness.DATA, "whole.json")
        for columns in (40, 60, 80, 100, 200):
            for what in ("value", "budget", "delay"):
                months = ("--months", "2") if what == "delay" else ()
                seen = self.show(what, scenario, *months, "--replications", "20", columns=columns)
                self.assertWidest(columns, seen, least=columns - 15)
        self.assertEqual(self.show(what, scenario, *months, "--replications", "20", columns=40),
                         self.show(what, scenario, *months, "--replications", "20", columns=9), "40 at least")

    def test_long_texts_are_wrapped_beside_or_below_their_row(self):
        arguments = ("trace", os.path.join(harness.DATA, "small.json"), "--child", "younger 3")
        row = r"\n2025-10-09  2025-11-06  younger 3 +27,581\.06"
        what = "cost.external.notice at 6,895.27 a week, notice of 28 days from 2025-10-09"
        for columns, after in ((160, "  " + what), (80, None), (60, None), (50, None)):
            seen = self.show(*arguments, columns=columns)
            self.assertWidest(columns, seen)
            told = re.search(row + r"(.*(?:\n +.*)*)\n2025-10-09  2026", seen).group(1)
            self.assertEqual(what, " ".join(told.split()))
            if after:
                self.assertEqual(after, told)
            self.assertRegex(seen, r"amount  what and why\n" if columns > 60 else r"amount\n    what and why\n")

    def test_labels_are_wrapped_and_not_shortened(self):
        scenario = os.path.join(harness.DATA, "whole.json")
        labels = {40: r"external for\n    want of a\n    bed", 60: r"external for want\n    of a bed",
                  100: r"external for want of a bed"}
        for columns, label in labels.items():
            seen = self.show("run", scenario, "--replications", "20", columns=columns)
            self.assertRegex(seen, r"\n  " + label + r" +[-\d]")
            self.assertNotIn("\u2026", seen)
            self.assertWidest(columns, seen)

    def test_figures_are_the_same_at_any_width(self):
        def figures(columns):
            return sorted(set(re.findall(r"-?[\d,]+\.?\d*%?", self.show_made("groups", columns=columns))))

        for columns in (40, 60, 80):
            self.assertEqual(figures(200), figures(columns))
        self.assertEqual(1, len(re.findall("in-house", self.show_made("groups", columns=100))))
        self.assertLess(1, len(re.findall("in-house", self.show_made("groups", columns=60))), "labels are repeated")

    def test_columns_of_the_environment(self):
        for columns, wanted in (("60", 60), ("0", 80), ("wide", 80), ("", 80)):
            variables = {"LC_ALL": "C.UTF-8", "COLUMNS": columns}
            self.assertWidest(wanted, self.show_made("groups", columns=80, variables=variables), least=wanted - 15)
        done = harness.made("groups", env=harness.environment(COLUMNS="60"))
        self.assertExpected("made_groups", done.stdout)

    def test_no_size_at_all(self):
        self.assertEqual(self.show_made("groups", columns=100), self.show_made("groups", columns=0))

    def test_terminals_without_utf8(self):
        scenario = small()
        scenario["title"] = "F\u00fcr \u00a35 \u2013 \u201csmall\u201d \u5150\u7ae5"
        scenario["homes"][0]["id"] = "the-elm-by-the-river-with-a-long-name-" + "x" * 20
        path = self.write("\u00e9.json", scenario)
        arguments = ("value", path, "--replications", "20")
        seen = self.show(*arguments, variables={"LC_ALL": "C"})
        self.assertTrue(seen.isascii(), seen)
        self.assertIn('Fur GBP5 - "small" ??\n', seen)
        self.assertRegex(seen, r"\nthe-elm-by-the-river-with-a-long-name-\n  x{20} ")
        self.assertWidest(80, seen)
        self.assertIn(scenario["title"], self.show(*arguments))
        self.assertIn(scenario["title"], place(*arguments, env=harness.environment(LC_ALL="C")).stdout)


class Interrupted(CommandTest):
    def setUp(self):
        super().setUp()
        self.small = self.write("small.json", small())

    def interrupt(self, *numbers, **how):
        run = Terminal("run", self.small, *ENDLESS, "--output", self.path("x.json"), **how)
        self.addCleanup(run.process.kill)
        run.read_until(r"[1-9][\d,]* of 4,294,967,295")
        for number in numbers:
            run.process.send_signal(number)
        return run.end()

    def test_reports_what_was_done(self):
        for number, wanted in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            status, output, seen = self.interrupt(number)
            self.assertEqual(wanted, status, seen)
            self.assertFits(output)
            done = re.search(r"\nStopped after ([\d,]+) of 4,294,967,295 replications; all figures rest on "
                             r"these\.\n", output).group(1)
            self.assertRegex(seen, rf"placement: stopped after {done} of 4,294,967,295 replications, [\d.]+ s\r\n\Z")
            self.assertIn(f", {done} replications\n", output)
            self.check_file(done)

    def check_file(self, done):
        """The file is that of a run of so many replications, and says how many were asked for."""
        asked = place("run", self.small, "--replications", done, "--output", self.path("y.json"))
        self.assertStatus(0, asked)
        with open(self.path("x.json"), encoding="utf-8") as file:
            stopped = json.load(file)
        with open(self.path("y.json"), encoding="utf-8") as file:
            whole = json.load(file)
        self.assertEqual(int(done.replace(",", "")), stopped["provenance"]["replications"])
        self.assertIn(4294967295, stopped["provenance"].values())
        self.assertEqual(whole["metrics"], stopped["metrics"])

    def test_precision_that_is_interrupted(self):
        run = Terminal("run", self.small, *ENDLESS, "--precision", "0.0001%", "--output", self.path("x.json"))
        self.addCleanup(run.process.kill)
        run.read_until(r"[1-9][\d,]* of [\d,]+,\d{3},\d{3}, ")
        run.process.send_signal(signal.SIGINT)
        status, output, seen = run.end()
        self.assertEqual(130, status, seen)
        done = re.search(r"\nStopped after ([\d,]+) of at most 4,294,967,295 replications; all figures rest on "
                         r"these\.\n", output).group(1)
        self.assertRegex(seen, rf"placement: stopped after {done} of at most 4,294,967,295 replications, [\d.]+ s\r\n\Z")
        self.assertRegex(output, r"\ncost\.total:total .* NO\n")
        self.check_file(done)
        with open(self.path("x.json"), encoding="utf-8") as file:
            precision = json.load(file)["provenance"]["precision"]
        self.assertEqual([False, None], [precision["reached"], precision["replications_needed"]])

    def test_second_signal_kills(self):
        run = Terminal("run", self.small, *ENDLESS, "--output", self.path("x.json"))
        self.addCleanup(run.process.kill)
        run.read_until(r"[1-9][\d,]* of 4,294,967,295")
        run.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, run.process.pid, os.WSTOPPED)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
            run.process.send_signal(number)
        status, output, _ = run.end()
        self.assertEqual(-signal.SIGTERM, status)
        self.assertEqual("", output)
        self.assertEqual(["small.json"], os.listdir(self.folder))

    def test_ignored_signal_stays_ignored(self):
        status, output, seen = self.interrupt(signal.SIGINT, signal.SIGTERM,
                                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        self.assertEqual(143, status, seen)
        self.assertIn("\nStopped after ", output)

    def test_closed_pipe_is_quiet(self):
        reading, writing = os.pipe()
        os.close(reading)
        done = place("run", self.small, "--replications", "20", "--output", self.path("x.csv"), stdout=writing)
        os.close(writing)
        self.assertEqual(-signal.SIGPIPE, done.returncode)
        self.assertRegex(done.stderr, r"\Aplacement: 20 replications in [\d.]+ s\n\Z")
        self.assertIn("x.csv", os.listdir(self.folder), "files are written before the table")
