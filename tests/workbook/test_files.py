# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook is written whole or not at all, and leaves nothing behind."""
import os
import pathlib
import resource
import signal
import subprocess
import time
import zipfile

import harness
from harness import CommandTest, environment, place, small
from office import recalculate
from reader import Workbook


class Files(CommandTest):
    def setUp(self):
        super().setUp()
        self.scenario = self.write("small.json", small())
        self.output = self.path("report.xlsx")
        self.temporary = self.path("temporary")
        os.mkdir(self.temporary)

    def arguments(self):
        return ("budget", self.scenario, "--replications", "20", "--output", self.output)

    def budget(self, **how):
        how.setdefault("env", environment(TMPDIR=self.temporary))
        return place(*self.arguments(), **how)

    def old(self):
        pathlib.Path(self.output).write_bytes(b"old")

    def assertOldOrWhole(self, whole=None):
        content = pathlib.Path(self.output).read_bytes()
        if content != b"old":
            Workbook(self.output)
        return content != b"old"

    def test_equal_runs_make_equal_files(self):
        self.assertStatus(0, self.budget())
        first = pathlib.Path(self.output).read_bytes()
        time.sleep(2.1)  # archives have times to two seconds
        self.assertStatus(0, self.budget())
        self.assertEqual(first, pathlib.Path(self.output).read_bytes())
        self.assertEqual([], os.listdir(self.temporary))

    def test_an_old_file_is_replaced(self):
        self.old()
        os.chmod(self.output, 0o640)
        self.assertStatus(0, self.budget())
        self.assertTrue(self.assertOldOrWhole())
        self.assertEqual(0o640, os.stat(self.output).st_mode & 0o777)
        self.assertEqual(["report.xlsx", "small.json", "temporary"], sorted(os.listdir(self.folder)))

    def test_wherever_room_ends_the_old_file_stays(self):
        """The limit of the size of files stands for a full disk: it cuts temporary files, which no one notices."""
        whole = 0
        for limit in (0, 1, 500, 3000, 6000, 8000, 9000, 12000, 16000, 20000, 30000, 10000000):
            def no_large_files(size=limit):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

            self.old()
            done = self.budget(preexec_fn=no_large_files)
            written = self.assertOldOrWhole()
            whole += written
            self.assertStatus(0 if written else 1, done)
            if not written:
                self.assertRegex(done.stderr, r"(?m)^placement: .*report\.xlsx: .+")
            self.assertEqual([], os.listdir(self.temporary), limit)
        self.assertGreater(whole, 0)
        self.assertLess(whole, 12)

    def test_wherever_memory_ends_the_old_file_stays(self):
        def limited(kilobytes, *arguments):
            def little_memory():
                resource.setrlimit(resource.RLIMIT_AS, (kilobytes * 1024, kilobytes * 1024))

            return place(*arguments, "--threads", "1", preexec_fn=little_memory, env=environment(TMPDIR=self.temporary))

        without = self.arguments()[:-2]
        if limited(400000, *without).returncode != 0:
            self.skipTest("the command needs as much memory as sanitizers do")
        little, enough = 0, 400000  # without a workbook
        while enough - little > 100:
            middle = (little + enough) // 2
            little, enough = (little, middle) if limited(middle, *without).returncode == 0 else (middle, enough)
        outcomes = []
        for more in (*range(0, 1500, 50), 6000):
            self.old()
            done = limited(enough + more, *self.arguments())
            written = self.assertOldOrWhole()
            self.assertStatus(0 if written else 1, done)
            if not written:
                self.assertRegex(done.stderr, r"(?m)^placement: .*(out of memory|report\.xlsx: .+)")
            self.assertEqual([], os.listdir(self.temporary))
            outcomes.append(written)
        self.assertTrue(outcomes[-1])

    def test_without_a_folder_for_temporary_files(self):
        self.old()
        done = self.budget(env=environment(TMPDIR=self.path("nowhere")))
        self.assertStatus(1, done)
        self.assertRegex(done.stderr, r"report\.xlsx: cannot make a temporary file in .*nowhere: No such file")
        self.assertFalse(self.assertOldOrWhole())

    def test_killed_at_any_time(self):
        started = time.monotonic()
        self.assertStatus(0, self.budget())
        took = time.monotonic() - started
        for part in range(1, 13):
            self.old()
            with subprocess.Popen([harness.command, *self.arguments()], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env=environment(TMPDIR=self.temporary)) as process:
                time.sleep(took * part / 12)
                process.kill()
            self.assertOldOrWhole()

    def test_a_figure_that_is_changed_changes_its_sums(self):
        """What LibreOffice shows is calculated, not read."""
        path, changed = self.path("made_sums.xlsx"), self.path("changed.xlsx")
        self.assertStatus(0, harness.made("sums", "--output", path))
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b"<v>30.5</v>", b"<v>1030.5</v>"))
        rows = recalculate([changed], self.path("office"))["changed"].named("table_sums")[1:]
        self.assertEqual([1122.5, 240.5, 1363.0], [cell.value for cell in rows[3][1:]])
        self.assertEqual(1071.0, rows[1][3].value)
